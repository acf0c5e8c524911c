#!/usr/bin/env python3
"""queue.py WEFT [SCHOOLS [SLOTS...]]: a large zone planned by workers, a job for each group of schools.

A zone of SCHOOLS schools (100) is made up and taken into a database of its own. `weft week make
--apart` puts a job for each group of schools that share staff into the queue, and one worker with so
many slots (1, then as many as there are processors) empties it. Printed for each: schools a minute, by
the wall and by the processor, the slowest job, and how many schools have a plan. The last line is the
ratio of both speeds.
"""

import json
import os
import pathlib
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time


def run(weft, *words):
    return subprocess.run([weft, *words], check=True, capture_output=True, text=True).stdout


def processor_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def planned(database, plan):
    """How many schools have bookings, the verdicts of all jobs, and the seconds of the slowest."""
    db = sqlite3.connect(database)
    (bookings,) = db.execute("SELECT bookings FROM week_scenario WHERE id = ?", (plan,)).fetchone()
    jobs = db.execute("SELECT state, result, finished_ms - started_ms FROM job WHERE kind = 'week.group'").fetchall()
    db.close()
    schools = {line.split(",")[1] for line in bookings.splitlines()[1:]}
    verdicts = {}
    for state, result, _ in jobs:
        word = result.decode() or state
        verdicts[word] = verdicts.get(word, 0) + 1
    return len(schools), verdicts, max(ms for _, _, ms in jobs) / 1000


def measure(weft, folder, zone, schools, slots):
    database = str(pathlib.Path(folder) / f"{slots}.db")
    run(weft, "zone", "import", zone, "--database", database)
    made = json.loads(run(weft, "week", "make", "--apart", "--json", "--database", database))
    began, used = time.monotonic(), processor_seconds()
    run(weft, "worker", "--drain", "--slots", str(slots), "--database", database)
    seconds, used = time.monotonic() - began, processor_seconds() - used
    with_plan, verdicts, slowest = planned(database, int(made["plan"]))
    said = ", ".join(f"{n} {word}" for word, n in sorted(verdicts.items()))
    print(f"{slots} at once: {schools * 60 / seconds:.0f} schools a minute ({seconds:.1f} s), "
          f"{schools * 60 / used:.0f} a processor minute; {made['jobs']} jobs ({said}), "
          f"slowest {slowest:.1f} s; {with_plan} of {schools} schools have a plan", flush=True)
    return seconds


def main():
    weft = str(pathlib.Path(sys.argv[1]).resolve())
    schools = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    slots = [int(word) for word in sys.argv[3:]] or [1, os.cpu_count()]
    with tempfile.TemporaryDirectory() as folder:
        zone = str(pathlib.Path(folder) / "zone")
        print(run(weft, "zone", "generate", zone, "--schools", str(schools), "--seed", "7").strip())
        seconds = [measure(weft, folder, zone, schools, n) for n in slots]
        print(f"{slots[-1]} at once are {seconds[0] / seconds[-1]:.2f} times as fast as {slots[0]}")


if __name__ == "__main__":
    main()
