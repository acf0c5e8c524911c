#!/bin/bash
# test.sh: everything that must hold, in stages, each with its time.
#
#	gcc       build with gcc, -Werror; every suite
#	sanitize  build with clang, -Werror, address and undefined sanitizers; every suite but
#	          the browser's
#	fuzz      each fuzz target for a moment, from its corpus
#	lint      the layout rules, cppcheck, and clang-tidy as far as TIDY_SECONDS reach
#
# The last line is "N passed, N failed, N skipped"; a test counts once in each build that
# runs it, a fuzz target and a linter as one. The exit code is 1 when anything failed.
# STAGES="gcc lint" runs these only.
set -uo pipefail
cd "$(dirname "$0")/.."
stages=${STAGES-gcc sanitize fuzz lint}
fuzz_seconds=${FUZZ_SECONDS:-15}
export CCACHE_NOHASHDIR=1 LC_ALL=C.UTF-8
# More than a hundred programs are linked twice: this linker takes a third of the time.
if command -v ld.gold >/dev/null; then export CC_LD=gold; fi
passed=0 failed=0 skipped=0

count() { # PASSED FAILED SKIPPED
	passed=$((passed + $1)) failed=$((failed + $2)) skipped=$((skipped + $3))
}

# Add up one line "passed failed skipped" from the JUnit files of a build: one <testcase>
# a test, with <failure>, <error> or <skipped> inside.
count_meson() { # DIRECTORY
	local sums
	sums=$(cat "$1"/meson-logs/testlog*.junit.xml 2>/dev/null | awk '
		{ all += gsub(/<testcase[ >]/, "&"); bad += gsub(/<(failure|error)[ \/>]/, "&")
		  skip += gsub(/<skipped[ \/>]/, "&") }
		END { print all - bad - skip, bad, skip }')
	# shellcheck disable=SC2086
	count $sums
	echo "  $sums" | awk '{ print "  " $1 " passed, " $2 " failed, " $3 " skipped" }'
}

prepare() { # DIRECTORY OPTION...
	local dir=$1
	shift
	[ -f "$dir/build.ninja" ] || meson setup "$dir" "$@" >"$dir.log" 2>&1 || {
		cat "$dir.log"
		return 1
	}
	rm -f "$dir.log"
}

build() { # DIRECTORY
	ninja -k 0 -C "$1" --quiet >"$1/build.log" 2>&1 && return 0
	grep -A6 -E 'error:|ERROR:|undefined reference' "$1/build.log" | head -100 || true
	tail -5 "$1/build.log"
	count 0 1 0
	return 1
}

suites() { # DIRECTORY OPTION...
	local dir=$1 rc
	shift
	rm -f "$dir"/meson-logs/testlog*
	# One more than there are cores: some tests wait for a clock.
	meson test -C "$dir" --no-rebuild --print-errorlogs --num-processes $(($(nproc) + 1)) "$@" >"$dir/test.log" 2>&1
	rc=$?
	[ $rc = 0 ] || grep -vE '^ *[0-9]+/[0-9]+ .* OK ' "$dir/test.log" | tail -150
	local before=$failed programs
	count_meson "$dir"
	# A program that died before it could say which test failed must not pass unseen.
	programs=$(awk '/^(Fail|Timeout|Unexpected Pass):/ { n += $NF } END { print n + 0 }' "$dir/test.log")
	[ $rc = 0 ] || [ "$programs" != 0 ] || programs=1
	if [ $((failed - before)) -lt "$programs" ]; then failed=$((before + programs)); fi
}

prepare_gcc() {
	prepare build
}

prepare_sanitize() {
	CC=clang prepare build-sanitize --buildtype=debug -Dc_args=-gline-tables-only \
		-Db_sanitize=address,undefined -Dfuzz=true
}

# Meson uses one core, so that two builds are prepared at once. A stage whose build was not
# prepared tries again, and says why not.
prepare_all() {
	local stage
	for stage in $stages; do
		[ "$(type -t "prepare_$stage")" != function ] || "prepare_$stage" >/dev/null 2>&1 &
	done
	wait
}

stage_gcc() {
	prepare_gcc && build build && suites build
}

stage_sanitize() {
	# Six callers of each malloc say enough, and take a fifth less time than thirty.
	export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1:malloc_context_size=6
	# What fontconfig keeps until the end of a program is no leak of ours.
	export LSAN_OPTIONS=suppressions=$PWD/tools/lsan.txt:print_suppressions=0
	export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
	prepare_sanitize && build build-sanitize &&
		suites build-sanitize --timeout-multiplier 4 --no-suite e2e
}

stage_fuzz() {
	local targets each
	targets=$(tools/fuzz.sh --list | wc -l)
	each=$((fuzz_seconds * 2 / (targets > 0 ? targets : 1)))
	tools/fuzz.sh build-sanitize $((each > 1 ? each : 1)) || true
	# shellcheck disable=SC2046
	count $(cat build-sanitize/fuzz/result)
}

stage_lint() {
	TIDY_SECONDS=${TIDY_SECONDS:-30} tools/lint.sh || true
	# shellcheck disable=SC2046
	count $(cat build/lint/result)
}

begin=$SECONDS
prepare_all
for stage in $stages; do
	start=$SECONDS
	echo "== $stage"
	before=$failed
	"stage_$stage" || [ "$failed" != "$before" ] || count 0 1 0
	echo "  $stage took $((SECONDS - start)) s"
done
echo "All stages took $((SECONDS - begin)) s."
mkdir -p build
echo "$passed passed, $failed failed, $skipped skipped" | tee build/summary
[ "$failed" = 0 ]
