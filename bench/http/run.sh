#!/bin/bash
# run.sh HTTP_BENCH [SECONDS [ROUNDS]]: our pages against nginx serving the same bytes as a file.
#
# The same machine, the same run, interleaved rounds; medians are compared. Prints a table and
# the two bars: a page with one database row at 80 % of nginx or more, and the 99th
# percentile of pages under 20 ms while 500 event streams are open. Processor time of the server for
# each request is shown too: it says the same on a machine that others use.
set -euo pipefail
program=$1 seconds=${2:-4} rounds=${3:-5} connections=64
for tool in nginx wrk curl; do
	command -v "$tool" >/dev/null || { echo "http bench: skipped, there is no $tool here"; exit 77; }
done
dir=$(mktemp -d)
server= proxy=
clean() {
	[ -z "$server" ] || kill "$server" 2>/dev/null || true
	[ -z "$proxy" ] || kill "$proxy" 2>/dev/null || true
	wait
	rm -rf "$dir"
}
trap clean EXIT

"$program" serve "$dir/bench.db" >"$dir/port" &
server=$!
for _ in $(seq 100); do [ -s "$dir/port" ] && break; sleep 0.05; done
port=$(cat "$dir/port")
mkdir "$dir/www"
curl -s "http://127.0.0.1:$port/plain" >"$dir/www/page.html"
nginx_port=$((port > 60000 ? port - 1000 : port + 1000))
cat >"$dir/nginx.conf" <<CONF
daemon off; worker_processes 2; pid $dir/pid; error_log $dir/error.log;
$([ "$(id -u)" != 0 ] || echo "user root;")
events { worker_connections 4096; }
http { access_log off; keepalive_requests 1000000000;
	client_body_temp_path $dir/1; proxy_temp_path $dir/2; fastcgi_temp_path $dir/3;
	uwsgi_temp_path $dir/4; scgi_temp_path $dir/5;
	server { listen 127.0.0.1:$nginx_port; root $dir/www; types { text/html html; } } }
CONF
nginx -c "$dir/nginx.conf" -e "$dir/error.log" &
proxy=$!
for _ in $(seq 100); do curl -s "http://127.0.0.1:$nginx_port/page.html" >/dev/null && break; sleep 0.05; done

to_ms() { # 950us, 4.20ms, 1.02s
	awk -v t="$1" 'BEGIN { v = t + 0; if (t ~ /us$/) v /= 1000; else if (t !~ /ms$/) v *= 1000; printf "%.2f", v }'
}
ticks() { # PID: processor time so far, in hundredths of a second, children included
	local pid total=0
	for pid in "$1" $(pgrep -P "$1"); do total=$((total + $(awk '{ print $14 + $15 }' "/proc/$pid/stat"))); done
	echo "$total"
}
ask() { # NAME URL PID: one line "name requests/s p99_ms failures us_per_request"
	local out before n
	before=$(ticks "$3")
	out=$(wrk -t1 -c"$connections" -d"${seconds}s" --latency "$2")
	echo "$1 $(awk '/Requests\/sec/ { print $2 }' <<<"$out") $(to_ms "$(awk '$1 == "99%" { print $2 }' <<<"$out")") $(awk '/Non-2xx/ { n = $NF } END { print n + 0 }' <<<"$out") $(awk -v t="$(($(ticks "$3") - before))" '/requests in/ { printf "%.1f", t * 10000 / $1 }' <<<"$out")"
}
middle() { # NAME COLUMN
	awk -v name="$1" -v c="$2" '$1 == name { print $c }' "$dir/results" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

for _ in $(seq "$rounds"); do
	ask nginx "http://127.0.0.1:$nginx_port/page.html" "$proxy"
	ask row "http://127.0.0.1:$port/row" "$server"
	ask plain "http://127.0.0.1:$port/plain" "$server"
done >"$dir/results"
echo "page of $(wc -c <"$dir/www/page.html") bytes, $connections connections, $rounds rounds of $seconds s, medians; load $(cut -d' ' -f1 /proc/loadavg)"
for name in nginx row plain; do
	printf '%-6s %8.0f requests/s  p99 %6.2f ms  failures %d  %5.1f us of the processor a request\n' \
		"$name" "$(middle $name 2)" "$(middle $name 3)" "$(middle $name 4)" "$(middle $name 5)"
done
share=$(awk -v a="$(middle row 2)" -v b="$(middle nginx 2)" 'BEGIN { printf "%d", 100 * a / b }')
echo "a page with one row: $share % of nginx (bar: 80)"

"$program" streams "$port" 500 $((seconds + 2)) >"$dir/streams" &
client=$!
sleep 1
connections=16 ask streams "http://127.0.0.1:$port/row" "$server" >>"$dir/results"
wait "$client" || true
printf 'with %s: %.0f requests/s, p99 %.2f ms (bar: 20), server %d MB\n' "$(cat "$dir/streams")" \
	"$(middle streams 2)" "$(middle streams 3)" "$(awk '/VmRSS/ { printf "%d", $2 / 1024 }' "/proc/$server/status")"
