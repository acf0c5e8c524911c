#!/bin/bash
# coverage.sh [SUITE...]: which lines the tests reach; the table, and a floor for src/base.
#
# Without suites all are run. The report with each line is build-coverage/report/index.html.
set -euo pipefail
cd "$(dirname "$0")/.."
export CCACHE_NOHASHDIR=1
dir=build-coverage
[ -f $dir/build.ninja ] || meson setup $dir --buildtype=debug -Db_coverage=true >/dev/null
ninja -k 0 -C $dir --quiet >/dev/null
find $dir -name '*.gcda' -delete
suites=()
for suite in "$@"; do suites+=(--suite "$suite"); done
meson test -C $dir --no-rebuild "${suites[@]}" >$dir/test.log 2>&1 || tail -20 $dir/test.log
mkdir -p $dir/report
gcovr --root . --object-directory $dir --filter src/ --exclude-unreachable-branches \
	--html-details $dir/report/index.html --txt $dir/report/table.txt -j 2 >/dev/null
grep -E '^(src/|TOTAL)|^ ' $dir/report/table.txt | cut -c1-72
gcovr --root . --object-directory $dir --filter src/base/ --fail-under-line 90 -s -j 2 | grep '^lines' |
	sed 's/^lines/src\/base: lines/'
