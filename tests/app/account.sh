#!/bin/sh
# account.sh WEFT: the commands of accounts and of the audit log, as an administrator types them.
set -eu
weft=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export WEFT_DATABASE="$folder/weft.db"
fail() { echo "FAIL: $*" >&2; exit 1; }
code() { set +e; "$@" >"$folder/out" 2>"$folder/err"; result=$?; set -e; echo $result; }

link=$("$weft" account invite ada@x.example "Ada Byron" --role administrator --base-url https://w.example)
case $link in https://w.example/welcome/*) ;; *) fail "no link: $link" ;; esac
[ "$(code "$weft" account invite ADA@x.example Again)" != 0 ] || fail "two accounts for one address"
[ "$(code "$weft" account invite nonsense Name)" = 3 ] || fail "an address that is none"
[ "$(code "$weft" account invite b@x.example Bob --role boss)" = 3 ] || fail "a role that is none"
[ "$(code "$weft" account invite b@x.example Bob --role principal)" = 3 ] || fail "a principal of no school"
[ "$(code "$weft" account role ada@x.example coach --school HH)" = 3 ] || fail "a school that is none"
"$weft" account invite b@x.example "Bob" --role principal --school 3 >/dev/null
"$weft" account list | grep -q "^b@x.example	Bob	invited	principal:3$" || fail "the list"
"$weft" account list --json | python3 -c 'import json, sys; assert len(json.load(sys.stdin)["accounts"]) == 2'
[ "$(code "$weft" account disable ada@x.example)" != 0 ] || fail "the last administrator is disabled"
"$weft" account disable b@x.example
"$weft" account list | grep -q "disabled" || fail "not disabled"
"$weft" account reset b@x.example --second-factor >/dev/null
"$weft" account role b@x.example principal --school 3 --remove
"$weft" audit list --action role. --json |
	python3 -c 'import json, sys; assert [e["action"] for e in json.load(sys.stdin)["entries"]] == ["role.revoked", "role.granted", "role.granted"]'
"$weft" audit check >/dev/null || fail "the chain"
python3 -c 'import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); db.execute("UPDATE audit SET detail = ? WHERE seq = 2", ("x",)); db.commit()' "$WEFT_DATABASE"
[ "$(code "$weft" audit check)" = 1 ] || fail "a changed entry does not show"
head -c 31 /dev/zero >"$folder/key"
chmod 600 "$folder/key"
[ "$(code "$weft" account list --key-file "$folder/key")" = 3 ] || fail "a short key"
head -c 32 /dev/urandom >"$folder/key"
chmod 644 "$folder/key"
[ "$(code "$weft" account list --key-file "$folder/key")" = 3 ] || fail "a key that others can read"
chmod 600 "$folder/key"
"$weft" account list --key-file "$folder/key" >/dev/null
