# The front door. On a fresh Debian 12, as root or with sudo:
#
#	make run	install what is missing, build, load the sample, serve
#	make test	the same for the tests, then run them all
#
# Meson does the building; this file only knows what a person types. A second run finds
# everything in place and starts at once.
SHELL := /bin/bash
MAKEFLAGS += --no-print-directory
BUILD ?= build
RELEASE ?= build-release
PREFIX ?= /usr/local
# Warnings are for the builds that make test makes.
RELEASE_OPTIONS = --buildtype=release -Dwerror=false -Dc_args=-w
# How long each fuzz target runs.
SECONDS_EACH ?= 30

.PHONY: help run test bench fuzz lint coverage build release install fresh clean packages screenshots test-packages bench-packages

help:
	@echo "make run       build and run with the sample zone (installs what is missing)"
	@echo "make test      two compilers, every test, sanitizers, short fuzzing, linters"
	@echo "make build     build for development, in $(BUILD)/"
	@echo "make bench     measure"
	@echo "make fuzz      fuzz each parser for SECONDS_EACH=$(SECONDS_EACH)"
	@echo "make lint      clang-tidy and cppcheck on all files, the layout rules"
	@echo "make coverage  which lines the tests reach"
	@echo "make screenshots  every page in every view, into $(BUILD)/screenshots/"
	@echo "make install   into PREFIX=$(PREFIX) (and DESTDIR)"
	@echo "make fresh     try make run and make test in a new Debian 12 tree"
	@echo "make clean     remove what was built"

run: release
	@tools/run.sh $(RELEASE)/src/app/weft

release: packages
	@[ -f $(RELEASE)/build.ninja ] || { echo "== Preparing the build in $(RELEASE)/"; \
		meson setup $(RELEASE) $(RELEASE_OPTIONS) >$(RELEASE).log 2>&1 || \
		{ cat $(RELEASE).log; exit 1; }; mv $(RELEASE).log $(RELEASE)/setup.log; }
	@echo "== Building in $(RELEASE)/"
	@if [ -t 1 ]; then ninja -C $(RELEASE) src/app/weft; else set -o pipefail; \
		ninja -C $(RELEASE) src/app/weft | awk '!/^\[/ || NR % 50 == 0'; fi

build: packages
	@[ -f $(BUILD)/build.ninja ] || meson setup $(BUILD)
	ninja -C $(BUILD)

test: test-packages
	@tools/test.sh

bench: bench-packages
	@[ -f $(RELEASE)/build.ninja ] || meson setup $(RELEASE) $(RELEASE_OPTIONS)
	@ninja -C $(RELEASE) --quiet
	meson test -C $(RELEASE) --benchmark --no-rebuild --verbose

fuzz: test-packages
	@tools/fuzz.sh build-sanitize $(SECONDS_EACH)

lint: test-packages
	@tools/lint.sh

screenshots: test-packages build
	@tests/e2e/run.sh $(BUILD)/src/app/weft $(BUILD)
	@echo "== Screenshots of every page are in $(BUILD)/screenshots/"

coverage: test-packages
	@tools/coverage.sh

install: release
	@meson configure $(RELEASE) --prefix=$(PREFIX)
	@ninja -C $(RELEASE) --quiet
	meson install -C $(RELEASE) --no-rebuild

fresh:
	@tools/fresh.sh

packages:
	@tools/packages.sh

test-packages:
	@tools/packages.sh test

bench-packages:
	@tools/packages.sh bench

clean:
	rm -rf build build-release build-clang build-sanitize build-coverage
