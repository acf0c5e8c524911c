#!/usr/bin/env python3
"""pages.py WEFT [REQUESTS]: what pages of the week cost, with the sample zone, in processor time.

A demonstration server is started on a database of its own. Each page is asked for one request at a
time; what all threads of the server ran meanwhile (/proc/PID/task/*/schedstat) is the page's cost, so
that a loaded machine changes nothing. Printed: median and 95th percentile in milliseconds, and the
bytes as sent, packed. Bars: 5 ms, and 100 KB for the first view of the week.
"""

import gzip
import http.cookiejar
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

PASSWORD = "learning together"
PAGES = [
    ("principal", "/"), ("principal", "/schools/HH/week"), ("principal", "/schools/HH/week?line={special}"),
    ("principal", "/schools/HH/week?view=day&day=1"), ("principal", "/schools/HH/week?view=day&day=1&line={core}"),
    ("principal", "/week/plans"), ("teacher", "/my/day"), ("teacher", "/my/week"), ("district", "/"),
]


def processor_ns(pid):
    """Nanoseconds that all threads of a process ran."""
    total = 0
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        try:
            total += int((task / "schedstat").read_text().split()[0])
        except FileNotFoundError:
            pass
    return total


def serve(weft, folder):
    """The server and its address, once it answers."""
    child = subprocess.Popen([weft, "demo", "--database", f"{folder}/bench.db", "--listen", "127.0.0.1:0"],
                             stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    for line in child.stdout:
        found = re.search(r"http://\S+?(?= |$)", line)
        if found:
            return child, found.group(0).rstrip("/")
    raise SystemExit("pages.py: the server gave no address")


def sign_in(base, who):
    """An opener that is signed in as a demonstration account."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    opener.addheaders = [("Accept-Encoding", "gzip")]
    form = fetch(opener, base + "/sign-in").decode()
    token = re.search(r'name="csrf" value="([^"]+)"', form).group(1)
    data = urllib.parse.urlencode({"csrf": token, "email": f"{who}@demo.example", "password": PASSWORD})
    opener.open(base + "/sign-in", data.encode()).read()
    return opener


def fetch(opener, url):
    """The page, unpacked."""
    answer = opener.open(url)
    body = answer.read()
    return gzip.decompress(body) if answer.headers.get("Content-Encoding") == "gzip" else body


def measure(opener, url, pid, requests):
    """Sorted milliseconds of processor time, and bytes as sent."""
    opener.open(url).read()
    cost = []
    for _ in range(requests):
        before = processor_ns(pid)
        size = len(opener.open(url).read())
        time.sleep(0.002)  # the thread that answered goes back to wait
        cost.append((processor_ns(pid) - before) / 1e6)
    return sorted(cost), size


def main():
    weft, requests = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 60
    with tempfile.TemporaryDirectory() as folder:
        child, base = serve(weft, folder)
        try:
            openers = {who: sign_in(base, who) for who in ("principal", "teacher", "district")}
            lines = {}
            for name, url in (("special", "/schools/HH/week"), ("core", "/schools/HH/week?view=day&day=1")):
                page = fetch(openers["principal"], base + url).decode()
                lines[name] = re.search(r"[?&](?:amp;)?line=(\d+)", page).group(1)
            print(f"{'page':58} {'median ms':>10} {'p95 ms':>8} {'bytes':>8}")
            for who, path in PAGES:
                cost, size = measure(openers[who], base + path.format(**lines), child.pid, requests)
                print(f"{who + ' ' + path.format(**lines):58} {cost[len(cost) // 2]:10.2f} "
                      f"{cost[int(len(cost) * 0.95)]:8.2f} {size:8}")
        finally:
            child.send_signal(signal.SIGTERM)
            child.wait()


main()
