#!/bin/bash
# serve.sh WEFT: the program as a process: ports, signals, TLS, and what it says when it cannot.
# Prints TAP.
weft=$1
dir=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null; wait; rm -rf "$dir"' EXIT
n=0 failed=0
check() { # NAME COMMAND...
	local name=$1
	shift
	n=$((n + 1))
	if "$@"; then echo "ok $n $name"; else echo "not ok $n $name"; failed=1; fi
}
port_of() { # FILE: waits until it says where it serves
	for _ in $(seq 100); do
		sed -n 's|.*://[^:]*:\([0-9]*\)/$|\1|p' "$1" | grep . && return
		sleep 0.05
	done
}
get() { # PORT PATH
	exec 3<>"/dev/tcp/127.0.0.1/$1" || return 1
	printf 'GET %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n' "$2" >&3
	cat <&3
	exec 3>&-
}
get_tls() { # PORT PATH
	printf 'GET %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n' "$2" |
		timeout 10 openssl s_client -quiet -verify_quiet -connect "127.0.0.1:$1" 2>/dev/null
}
says() { grep -q -- "$1" <<<"$2"; }
is() { [ "$1" = "$2" ]; }

"$weft" serve --listen 127.0.0.1:0 --database "$dir/a.db" >"$dir/out" 2>"$dir/log" &
server=$!
port=$(port_of "$dir/out")
check "is ready with a database it made" says "ready weft" "$(get "$port" /readyz)"
check "answers at its front door, with a page or the way to sign in" says "HTTP/1.1 \(200\|303\)" "$(get "$port" /)"
check "says where the port is taken" says "Cannot listen" \
	"$("$weft" serve --listen "127.0.0.1:$port" --database "$dir/b.db" 2>&1)"
kill -HUP $server
sleep 0.3
check "serves after SIGHUP" says "ok weft" "$(get "$port" /healthz)"
kill -TERM $server
wait $server
check "ends well at SIGTERM" is $? 0
check "logs each answer without its query" says "path=/readyz status=200" "$(cat "$dir/log")"
check "refuses half a certificate" says "go together" \
	"$("$weft" serve --listen 127.0.0.1:0 --database "$dir/a.db" --certificate /dev/null 2>&1)"

make_cert() { # NAME
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$dir/key.pem" \
		-out "$dir/cert.pem" -days 2 -subj "/CN=$1" 2>/dev/null
}
if make_cert first; then
	"$weft" serve --listen 127.0.0.1:0 --database "$dir/a.db" --certificate "$dir/cert.pem" \
		--key "$dir/key.pem" >"$dir/out2" 2>"$dir/log2" &
	server=$!
	port=$(port_of "$dir/out2")
	subject() { timeout 10 openssl s_client -connect "127.0.0.1:$port" </dev/null 2>/dev/null | grep '^subject'; }
	check "serves TLS" says "Strict-Transport-Security" "$(get_tls "$port" /healthz)"
	check "shows its certificate" says first "$(subject)"
	make_cert second
	kill -HUP $server
	sleep 0.5
	check "shows the new certificate after SIGHUP" says second "$(subject)"
	echo broken >"$dir/cert.pem"
	kill -HUP $server
	sleep 0.5
	check "keeps the old one when the new one is broken" says second "$(subject)"
	kill -TERM $server
	wait $server
	check "ends well with TLS" is $? 0
fi
echo "1..$n"
exit $failed
