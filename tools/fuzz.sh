#!/bin/bash
# fuzz.sh DIRECTORY SECONDS [NAME...]: run the fuzz targets, two at a time.
# fuzz.sh --list: their names.
#
# Each starts from its seeds in tests/fuzz/corpus/NAME. What it finds new goes to
# DIRECTORY/fuzz/NAME/found and is used again next time; an input that breaks it is kept as
# DIRECTORY/fuzz/NAME/crash-*, to be added to the seeds with the repair. The file
# DIRECTORY/fuzz/result gets "passed failed 0".
set -uo pipefail
cd "$(dirname "$0")/.."
names() {
	for file in tests/fuzz/fuzz_*.c; do
		basename "$file" .c | sed 's/^fuzz_//'
	done
}
[ "${1:-}" != --list ] || { names; exit; }
dir=$1 seconds=$2
shift 2
[ -f "$dir/build.ninja" ] || CC=clang meson setup "$dir" --buildtype=debug -Dc_args=-gline-tables-only \
	-Db_sanitize=address,undefined -Dfuzz=true >/dev/null || exit 1
list=${*:-$(names)}
mkdir -p "$dir/fuzz"
# shellcheck disable=SC2046
if ! ninja -k 0 -C "$dir" --quiet $(printf 'tests/fuzz/fuzz_%s ' $list) >"$dir/fuzz/build.log" 2>&1; then
	grep -E 'error|FAILED' "$dir/fuzz/build.log" | head -20
fi

one() { # DIRECTORY SECONDS NAME
	local home=$1/fuzz/$3 program=$1/tests/fuzz/fuzz_$3 log
	mkdir -p "$home/found"
	log=$home/log
	if [ ! -x "$program" ]; then
		echo "  FAILED fuzz_$3 is not in tests/fuzz/meson.build"
		touch "$home.failed"
	elif "$program" -max_total_time="$2" -rss_limit_mb=1024 -timeout=10 -max_len=65536 \
		-print_final_stats=1 -artifact_prefix="$home/" "$home/found" \
		"tests/fuzz/corpus/$3" >"$log" 2>&1; then
		echo "  fuzz_$3: $(awk '/number_of_executed_units/ { print $2 }' "$log") inputs, nothing found"
	else
		echo "  FAILED fuzz_$3; the input is in $home/"
		tail -40 "$log"
		touch "$home.failed"
	fi
}
export -f one
rm -f "$dir"/fuzz/*.failed
# shellcheck disable=SC2086
printf '%s\n' $list | xargs -P 2 -I{} bash -c "one $dir $seconds {}"
bad=$(find "$dir/fuzz" -name '*.failed' | wc -l)
all=$(wc -w <<<"$list")
echo "$((all - bad)) $bad 0" >"$dir/fuzz/result"
[ "$bad" = 0 ]
