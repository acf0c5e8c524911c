#!/bin/sh
# run.sh WEFT BUILD_FOLDER [NAME...]: install what the walk needs (by the lock file) in the
# build folder, and walk. Ends with 77, which meson counts as skipped, where the browser or
# Node.js is missing.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
weft=$1
build=$2
shift 2
for program in node npm "${WEFT_CHROMIUM:-/usr/bin/chromium}"; do
	if ! command -v "$program" >/dev/null; then
		echo "SKIPPED: $program is missing, no page was looked at" >&2
		exit 77
	fi
done
mkdir -p "$build/e2e"
if ! cmp -s "$here/package-lock.json" "$build/e2e/installed-lock.json"; then
	cp "$here/package.json" "$here/package-lock.json" "$build/e2e/"
	(cd "$build/e2e" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
	cp "$here/package-lock.json" "$build/e2e/installed-lock.json"
fi
rm -rf "$build/e2e/walks"
cp -R "$here"/*.mjs "$build/e2e/"
if [ -d "$here/walks" ]; then cp -R "$here/walks" "$build/e2e/"; fi
exec node "$build/e2e/run.mjs" "$weft" "$build/screenshots" "$@"
