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

# Several of these run at once: the first installs, each has a copy of the walk of its own.
mkdir -p "$build/e2e"
exec 9>"$build/e2e/lock"
flock 9
if ! cmp -s "$here/package-lock.json" "$build/e2e/installed-lock.json"; then
	cp "$here/package.json" "$here/package-lock.json" "$build/e2e/"
	(cd "$build/e2e" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >&2
	cp "$here/package-lock.json" "$build/e2e/installed-lock.json"
fi
flock -u 9
exec 9>&-
copy=$(mktemp -d "$build/e2e/walk-XXXXXX")
trap 'rm -rf "$copy"' EXIT
cp -R "$here"/*.mjs "$here/walks" "$copy/"
node "$copy/run.mjs" "$weft" "$build/screenshots" "$@"
