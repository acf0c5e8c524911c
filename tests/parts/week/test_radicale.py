#!/usr/bin/env python3
"""A real calendar server takes a calendar of ours, and gives back what is in it.

test_radicale.py WEFT ZONE: plans a school, puts a person's calendar (RFC 4791: PUT) into Radicale on
this machine, and asks for its events (GET, REPORT). Skips where Radicale is missing.
"""
import datetime
import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time

weft, zone = sys.argv[1:3]
if shutil.which("radicale") is None:
    print("1..0 # SKIP Radicale is not installed; no calendar server was asked")
    sys.exit(0)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def ask(port, method, path, body=None, headers=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, path, body, {"Authorization": "Basic dGVhY2hlcjp4"} | (headers or {}))
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


def start(folder, port):
    log = open(folder + ".log", "w", encoding="utf8")
    server = subprocess.Popen(
        ["radicale", "--config", "", "--server-hosts", f"127.0.0.1:{port}", "--auth-type", "none",
         "--storage-filesystem-folder", folder, "--web-type", "none"],
        stdout=log, stderr=log)
    for _ in range(600):
        try:
            ask(port, "OPTIONS", "/")
            return server
        except OSError:
            if server.poll() is not None:
                sys.exit("Radicale ended: " + open(folder + ".log", encoding="utf8").read())
            time.sleep(0.1)
    sys.exit("Radicale does not answer")


def calendar(folder):
    plan = os.path.join(folder, "plan")
    subprocess.run([weft, "week", "solve", "--zone", zone, "--school", "OS", "--out", plan],
                   check=True, stdout=subprocess.DEVNULL)
    return subprocess.run([weft, "week", "show", plan, "--zone", zone, "--person", "OS-T05",
                           "--ical"], check=True, capture_output=True).stdout.decode()


def some_weeks(ics):
    """The four weeks around the end of daylight saving time: a file for each event is slow."""
    def keep(match):
        day = re.search(r"DTSTART:(\d{8})", match.group(0)).group(1)
        return match.group(0) if "20261019" <= day <= "20261115" else ""
    return re.sub(r"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", keep, ics, flags=re.S)


QUERY = """<?xml version="1.0"?>
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
<D:prop><D:getetag/><C:calendar-data/></D:prop>
<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">
<C:time-range start="{0}" end="{1}"/></C:comp-filter></C:comp-filter></C:filter>
</C:calendar-query>"""


def report(port, start_day, end_day):
    status, text = ask(port, "REPORT", "/teacher/week/", QUERY.format(start_day, end_day),
                       {"Depth": "1", "Content-Type": "application/xml"})
    assert status == 207, (status, text[:300])
    return text


def check(port, ics):
    uids = set(re.findall(r"^UID:(.*)$", ics.replace("\r\n ", "").replace("\r", ""), re.M))
    assert len(uids) > 80, len(uids)
    status, text = ask(port, "PUT", "/teacher/week/", ics.encode(), {"Content-Type": "text/calendar"})
    assert status in (201, 204), (status, text)
    print("ok 1 - a whole calendar is taken")

    status, text = ask(port, "GET", "/teacher/week/")
    assert status == 200
    stored = set(re.findall(r"^UID:(.*)$", text.replace("\r\n ", "").replace("\r", ""), re.M))
    assert stored == uids, (len(stored), len(uids))
    print("ok 2 - every event is there under its uid")

    # The day after the clocks go back (1 November 2026): 8 o'clock in Seattle is 16:00 UTC, and the
    # Friday before it was 15:00 UTC.
    before = report(port, "20261030T070000Z", "20261031T070000Z")
    after = report(port, "20261102T080000Z", "20261103T080000Z")
    first = {name: min(re.findall(r"DTSTART:\d{8}T(\d{4})", text))
             for name, text in (("before", before), ("after", after))}
    zone_now = datetime.timedelta(hours=1)
    early = datetime.datetime.strptime(first["before"], "%H%M") + zone_now
    late = datetime.datetime.strptime(first["after"], "%H%M")
    assert abs((late - early).total_seconds()) <= 45 * 60, first
    print("ok 3 - a query by time finds a day's events, right over daylight saving")

    # A change: one event cancelled with a higher sequence replaces what was there.
    event = re.search(r"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", ics, re.S).group(0)
    uid = re.search(r"UID:(.*?)\r\n(?! )", event, re.S).group(1).replace("\r\n ", "")
    changed = re.sub(r"SEQUENCE:\d+", "SEQUENCE:7", event).replace("STATUS:CONFIRMED", "STATUS:CANCELLED")
    status, text = ask(port, "PUT", "/teacher/week/", ics.replace(event, changed).encode(),
                       {"Content-Type": "text/calendar"})
    assert status in (201, 204), (status, text)
    status, text = ask(port, "GET", "/teacher/week/")
    found = [e for e in re.findall(r"BEGIN:VEVENT.*?END:VEVENT", text, re.S)
             if uid in e.replace("\r\n ", "")]
    assert len(found) == 1 and "STATUS:CANCELLED" in found[0] and "SEQUENCE:7" in found[0], found
    print("ok 4 - a cancelled event replaces the one that was there")


print("1..4")
with tempfile.TemporaryDirectory() as top:
    number = free_port()
    process = start(os.path.join(top, "store"), number)
    try:
        check(number, some_weeks(calendar(top)))
    finally:
        process.terminate()
        process.wait()
