# The front door. On a fresh Debian 12, as root or with sudo:
#
#	make run	install what is missing, build, load the sample, serve
#	make test	the same for the tests, then run them all
#
# Meson does the building; this file only knows what a person types. A second run finds
# everything in place and starts at once.
SHELL := /bin/bash
BUILD ?= build
RELEASE ?= build-release
PREFIX ?= /usr/local
# What `make run` runs, and how long each fuzz target and each benchmark may take.
RUN ?= help
SECONDS_EACH ?= 30

.PHONY: help run test bench fuzz lint coverage build release install fresh clean packages test-packages npm

help:
	@echo "make run       build and run with the sample zone (installs what is missing)"
	@echo "make test      build with two compilers, run every test"
	@echo "make build     build for development, in $(BUILD)/"
	@echo "make bench     measure"
	@echo "make fuzz      fuzz each parser for SECONDS_EACH=$(SECONDS_EACH)"
	@echo "make lint      clang-tidy and cppcheck on all files, the layout rules"
	@echo "make coverage  which lines the tests reach"
	@echo "make install   into PREFIX=$(PREFIX) (and DESTDIR)"
	@echo "make fresh     try make run and make test in a new Debian 12 tree"
	@echo "make clean     remove what was built"

run: release
	@echo "== weft $(RUN)"
	@$(RELEASE)/src/app/weft $(RUN)

release: packages npm
	@[ -f $(RELEASE)/build.ninja ] || { echo "== Preparing the build in $(RELEASE)/"; \
		meson setup $(RELEASE) --buildtype=release -Dwerror=false >$(RELEASE).log 2>&1 || \
		{ cat $(RELEASE).log; exit 1; }; mv $(RELEASE).log $(RELEASE)/setup.log; }
	@echo "== Building in $(RELEASE)/"
	@ninja -C $(RELEASE) --quiet src/app/weft

build: packages npm
	@[ -f $(BUILD)/build.ninja ] || meson setup $(BUILD)
	ninja -C $(BUILD)

test: test-packages npm
	@tools/test.sh

bench: packages npm
	@[ -f $(RELEASE)/build.ninja ] || meson setup $(RELEASE) --buildtype=release -Dwerror=false
	@ninja -C $(RELEASE) --quiet
	meson test -C $(RELEASE) --benchmark --no-rebuild --verbose

fuzz: test-packages npm
	@tools/fuzz.sh build-sanitize $(SECONDS_EACH)

lint: test-packages npm
	@tools/lint.sh

coverage: test-packages npm
	@tools/coverage.sh

install: release
	@ninja -C $(RELEASE) --quiet
	meson configure $(RELEASE) --prefix=$(PREFIX)
	meson install -C $(RELEASE) --no-rebuild

fresh:
	@tools/fresh.sh

packages:
	@tools/packages.sh

test-packages:
	@tools/packages.sh test

# The few front-end files come from npm, by the lock file and without its scripts.
npm: packages $(if $(wildcard package-lock.json),node_modules/.package-lock.json)

node_modules/.package-lock.json: package-lock.json package.json
	@echo "== Fetching the front-end files"
	@npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

clean:
	rm -rf build build-release build-clang build-sanitize build-coverage
