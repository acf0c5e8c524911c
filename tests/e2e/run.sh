#!/bin/sh
# run.sh WEFT BUILD_FOLDER [NAME... | --without NAME...]: install what the walk needs (by the lock
# file) in the build folder, and walk. Skips, and says so, where the browser or Node.js is missing.
#
# The browser without its window is the same engine at half the processor time.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
weft=$1
build=$2
shift 2
for browser in chromium-headless-shell chromium; do
	WEFT_CHROMIUM=${WEFT_CHROMIUM:-$(command -v $browser || true)}
done
export WEFT_CHROMIUM
for program in node npm "${WEFT_CHROMIUM:-chromium-headless-shell}"; do
	if ! command -v "$program" >/dev/null; then
		echo "1..0 # SKIP $program is missing, no page was looked at"
		exit
	fi
done

# One school, S0001, with a week that is adopted and labs that have dates.
make_school() {
	made=$(mktemp -d "$build/e2e/school-XXXXXX")
	export WEFT_DATABASE="$made/school.db"
	"$weft" migrate && "$weft" zone generate "$made/zone" --schools 1 && "$weft" zone import "$made/zone" &&
		"$weft" week make --adopt --seconds 60 && "$weft" year solve && mv "$WEFT_DATABASE" "$school"
	code=$?
	rm -rf "$made"
	return $code
}

# Several of these run at once: the first installs and makes the school, anew when the program
# or the day is another. Each has copies of its own of the walk and of the school.
mkdir -p "$build/e2e"
school=$build/e2e/school.db
exec 9>"$build/e2e/lock"
flock 9
making=
if [ -z "$(find "$school" -newer "$weft" -newermt "$(date +%F)" 2>/dev/null)" ]; then
	make_school >"$build/e2e/school.log" 2>&1 &
	making=$!
fi
if ! cmp -s "$here/package-lock.json" "$build/e2e/installed-lock.json"; then
	cp "$here/package.json" "$here/package-lock.json" "$build/e2e/"
	(cd "$build/e2e" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >&2
	cp "$here/package-lock.json" "$build/e2e/installed-lock.json"
fi
[ -z "$making" ] || wait "$making" || { cat "$build/e2e/school.log" >&2; exit 1; }
flock -u 9
exec 9>&-
copy=$(mktemp -d "$build/e2e/walk-XXXXXX")
trap 'rm -rf "$copy"' EXIT
cp -R "$here"/*.mjs "$here/walks" "$copy/"
node "$copy/run.mjs" "$weft" "$school" "$build/screenshots" "$@"
