#!/bin/bash
# fresh.sh [FOLDER]: try make run and make test in a new Debian 12 tree, from a clean clone.
#
# Needs root and debootstrap. The tree is made in FOLDER (a new one under /var/tmp) with the
# package sources of this machine, the last commit is cloned into it, and the two
# commands are run there, each twice. What they print goes to docs/fresh.txt, without
# terminal codes and the names of package hosts. FRESH_TEST=no leaves make test out.
set -uo pipefail
cd "$(dirname "$0")/.."
[ "$(id -u)" = 0 ] || exec sudo "$0" "$@"
command -v debootstrap >/dev/null || apt-get -qq -y install --no-install-recommends debootstrap >/dev/null
tree=${1:-$(mktemp -d /var/tmp/weft-fresh-XXXXXX)}
log=docs/fresh.txt
mirror=$(awk '$1 == "deb" { for (i = 2; i <= NF; i++) if ($i ~ /^(https?|file):/) { print $i; exit } }
	/^URIs:/ { print $2; exit }' /etc/apt/sources.list /etc/apt/sources.list.d/*debian* 2>/dev/null | head -1)
clean() { # no terminal codes, no hosts
	sed -uE 's/\x1b\[[0-9;]*[A-Za-z]//g; s#\r##g
		s#/welcome/[^ ]+#/welcome/(a link that works once)#g
		s#https?://[^ ]*(debian|npm|registry)[^ ]*#(package source)#g'
}
inside() {
	chroot "$tree" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 \
		${registry:+NPM_CONFIG_REGISTRY="$registry"} \
		${NODE_EXTRA_CA_CERTS:+NODE_EXTRA_CA_CERTS=/usr/local/share/node-ca.pem} "$@"
}
step() { # COMMAND
	local start=$SECONDS
	echo
	echo "$ $1"
	inside bash -c "cd /srv/weft && $1" 2>&1 | clean
	echo "(exit code ${PIPESTATUS[0]}, $((SECONDS - start)) s)"
}

if [ ! -x "$tree/usr/bin/apt-get" ]; then
	debootstrap --variant=minbase --include=ca-certificates,make,git bookworm "$tree" "$mirror" >"$tree.log" 2>&1 ||
		{ tail -20 "$tree.log"; exit 4; }
fi
# Others than root (apt's, the database's) must get into the root of the tree.
chmod 755 "$tree"
for dir in proc sys dev dev/pts; do
	mountpoint -q "$tree/$dir" || mount --bind "/$dir" "$tree/$dir"
done
trap 'for dir in dev/pts dev sys proc; do umount -l "$tree/$dir"; done' EXIT
cp /etc/resolv.conf "$tree/etc/resolv.conf"
cp /etc/hosts "$tree/etc/hosts"
# The package sources of this machine, and nothing that may hold a password.
rm -f "$tree"/etc/apt/sources.list
for file in /etc/apt/sources.list /etc/apt/sources.list.d/debian.sources; do
	[ -f "$file" ] && cp "$file" "$tree$file"
done
registry=$(npm config get registry 2>/dev/null)
if [ -f "${NODE_EXTRA_CA_CERTS:-}" ]; then
	cp "$NODE_EXTRA_CA_CERTS" "$tree/usr/local/share/node-ca.pem"
fi
git clone -q --no-hardlinks . "$tree/srv/weft"
{
	echo "A clean clone of $(git rev-parse --short HEAD) in a new Debian $(cat "$tree/etc/debian_version") tree (minbase, with make and git),"
	echo "$(nproc) processors. Written by tools/fresh.sh."
	step "WEFT_SERVE_SECONDS=60 make run"
	step "WEFT_SERVE_SECONDS=60 make run"
	[ "${FRESH_TEST:-yes}" = no ] || step ".ci/run"
} | tee $log
