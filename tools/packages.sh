#!/bin/bash
# packages.sh [test|bench]: install what packages.txt lists and the machine lacks.
#
# A line of packages.txt is the name of a Debian package; a second word "test"
# or "bench" marks what only the tests or benchmarks need. When nothing is missing nothing is run, not
# even apt-get update. Node.js and npm are asked of apt only where the commands are
# missing, for many machines have them from elsewhere.
set -euo pipefail
cd "$(dirname "$0")/.."
what=${1:-run}

wanted=$(awk -v what="$what" 'NF && (NF == 1 || $2 == what) { print $1 }' packages.txt)
for command in nodejs npm; do
	if command -v "$command" >/dev/null || { [ $command = nodejs ] && command -v node >/dev/null; }; then
		wanted=$(grep -vx "$command" <<<"$wanted")
	fi
done
have=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' 2>/dev/null |
	awk '$1 == "installed" { print $2 }' | sort -u)
missing=$(comm -23 <(sort -u <<<"$wanted") - <<<"$have")
[ -n "$missing" ] || exit 0

count=$(wc -l <<<"$missing")
echo "Installing $count Debian packages and what they need:"
tr '\n' ' ' <<<"$missing" | fold -s -w 90 | sed 's/^/  /'
echo
as_root=
if [ "$(id -u)" != 0 ]; then
	if ! command -v sudo >/dev/null; then
		echo "This needs root, and there is no sudo. As root, run:" >&2
		echo "  apt-get install --no-install-recommends" $missing >&2
		exit 4
	fi
	as_root=sudo
fi
$as_root apt-get -qq -o DPkg::Lock::Timeout=300 update
# One line in fifty is enough to see that it moves.
$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=300 \
	-o Dpkg::Use-Pty=0 install --no-install-recommends $missing 2>&1 |
	awk '/^Unpacking/ { if (++unpacked % 50 == 0) { print "  unpacked " unpacked; fflush() } }
	     /^Setting up/ { if (++ready % 50 == 0) { print "  set up " ready; fflush() } }
	     /^(E|W|dpkg: error)/ { print; fflush() }'
echo "  done"
