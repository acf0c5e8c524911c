#!/bin/bash
# lint.sh [FILE...]: the layout rules, cppcheck, and clang-tidy, on all of src/ or these files.
#
# clang-tidy takes a second or more for a file, so what it found clean is remembered in
# build/lint/clean by the content of the file, of all it includes from src/, and of .clang-tidy.
# With TIDY_SECONDS=n it stops looking at new files after n seconds and says how many are
# left; the files changed last are first. build/lint/result gets "passed failed skipped",
# where the files that are left are one skip.
set -uo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C.UTF-8
seconds=${TIDY_SECONDS:-100000}
home=build/lint
mkdir -p $home/clean
passed=0 failed=0 skipped=0

mark() { # NAME CODE
	if [ "$2" = 0 ]; then
		passed=$((passed + 1))
		echo "  $1: clean"
	else
		failed=$((failed + 1))
		echo "  $1: NOT CLEAN"
	fi
}

layout() {
	[ -f build/build.ninja ] || meson setup build >/dev/null || return 1
	ninja -C build --quiet tests/app/test_layout >$home/layout.log 2>&1 &&
		build/tests/app/test_layout >$home/layout.log 2>&1 || {
		grep -E '^src/|error' $home/layout.log
		return 1
	}
}

# Two messages of cppcheck 2.10 are false: it does not read a compound literal inside ?:, and
# does not see that a structure is filled by the function that returned false.
check_cpp() {
	cppcheck --quiet -j 2 --std=c11 --enable=warning,performance,portability \
		--inline-suppr --error-exitcode=1 --suppress=missingInclude \
		--suppress=unusedFunction --suppress='*:*/build*' --max-ctu-depth=2 \
		--cppcheck-build-dir=$home/cppcheck -DNDEBUG -I src \
		--suppress=internalAstError --suppress=uninitStructMember ${*:-src} >$home/cppcheck.log 2>&1 || {
		cat $home/cppcheck.log
		return 1
	}
}

# What the verdict on a file depends on.
key_of() { # FILE
	{
		cat .clang-tidy
		# shellcheck disable=SC2046
		cat $(gcc -MM -D_GNU_SOURCE -I src -I "$TIDY_BUILD/src" "$1" 2>/dev/null |
			sed 's/^[^:]*://' | tr -d '\\\n') "$1" 2>/dev/null
	} | sha256sum | cut -c1-32
}

tidy_one() { # FILE
	local key
	# Where nothing is remembered, and time is over, no key need be made.
	if [ -z "$TIDY_MEMORY" ] && [ "$(date +%s)" -ge "$TIDY_END" ]; then
		echo left >>build/lint/tidy.count
		return
	fi
	key=$(key_of "$1")
	if [ -f "build/lint/clean/$key" ]; then
		echo remembered >>build/lint/tidy.count
	elif [ "$(date +%s)" -ge "$TIDY_END" ]; then
		echo left >>build/lint/tidy.count
	elif clang-tidy -p "$TIDY_BUILD" --quiet "$1" >"build/lint/$key.log" 2>/dev/null; then
		touch "build/lint/clean/$key"
		echo clean >>build/lint/tidy.count
		rm -f "build/lint/$key.log"
	else
		grep -E '(warning|error):' "build/lint/$key.log" | sed "s|$PWD/||"
		echo bad >>build/lint/tidy.count
		rm -f "build/lint/$key.log"
	fi
}
export -f tidy_one key_of

# Source files, those of the latest commits first.
by_age() {
	{
		git log --format= --name-only -n 200 -- src 2>/dev/null
		find src -name '*.c' | sort
	} | grep '\.c$' | awk '!seen[$0]++' | while read -r file; do
		[ -f "$file" ] && echo "$file"
	done
}

# How clang compiles each file is known from the build of make test where there is one.
tidy() {
	TIDY_BUILD=build-sanitize
	[ -f $TIDY_BUILD/build.ninja ] || TIDY_BUILD=build-clang
	[ -f $TIDY_BUILD/build.ninja ] ||
		CC=clang meson setup $TIDY_BUILD --buildtype=debug >/dev/null || return 1
	# Generated headers must be there before a file that includes them can be read.
	ninja -C $TIDY_BUILD -t targets all 2>/dev/null | sed -n 's/^\(src[^:]*\.h\): .*/\1/p' |
		xargs -r ninja -C $TIDY_BUILD --quiet >/dev/null 2>&1
	TIDY_END=$(($(date +%s) + seconds))
	TIDY_MEMORY=$(find $home/clean -type f -print -quit)
	export TIDY_BUILD TIDY_END TIDY_MEMORY
	: >$home/tidy.count
	{ if [ $# -gt 0 ]; then printf '%s\n' "$@"; else by_age; fi; } |
		xargs -P 2 -I{} bash -c 'tidy_one {}'
	sort $home/tidy.count | uniq -c | awk '{ printf "  clang-tidy: %d %s\n", $1, $2 }'
	! grep -q bad $home/tidy.count
}

layout
mark layout $?
check_cpp "$@"
mark cppcheck $?
tidy "$@"
mark clang-tidy $?
if grep -q left $home/tidy.count 2>/dev/null; then
	echo "  clang-tidy did not get to every file in $seconds s; make lint does"
	skipped=$((skipped + 1))
fi
echo "$passed $failed $skipped" >$home/result
[ $failed = 0 ]
