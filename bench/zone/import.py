#!/usr/bin/env python3
"""import.py WEFT SHARE: what taking in a zone costs, in processor time.

The sample zone and a made-up one of a hundred schools, each into a new database, three times. The
reference writes as many rows of the same files into a table of SQLite, in one transaction. Printed:
rows, the least seconds of both, and their ratio.
"""

import csv
import glob
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile

weft, share = os.path.abspath(sys.argv[1]), sys.argv[2]


def processor_seconds(who, work):
    """What the work ran, of this process or of those it waits for."""
    before = resource.getrusage(who)
    work()
    after = resource.getrusage(who)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def rows_of(zone):
    return [[os.path.basename(path), *row] for path in glob.glob(zone + "/*.csv")
            for row in list(csv.reader(open(path, encoding="utf-8", newline="")))[1:]]


def take_in(zone, database):
    subprocess.run([weft, "zone", "import", zone, "--database", database], check=True,
                   stdout=subprocess.DEVNULL)


def write_rows(zone, database):
    db = sqlite3.connect(database)
    db.execute("CREATE TABLE row (file TEXT, content TEXT)")
    db.executemany("INSERT INTO row VALUES (?, ?)", ((row[0], "\x1f".join(row[1:])) for row in rows_of(zone)))
    db.commit()
    db.close()


with tempfile.TemporaryDirectory() as folder:
    big = folder + "/big"
    subprocess.run([weft, "zone", "generate", big, "--schools", "100", "--seed", "7"], check=True,
                   stdout=subprocess.DEVNULL)
    print(f"{'zone':<16} {'rows':>7} {'weft, s':>9} {'SQLite, s':>10} {'ratio':>6}")
    for name, zone in [("alder-sound", share + "/alder-sound"), ("100 schools", big)]:
        ours = min(processor_seconds(resource.RUSAGE_CHILDREN, lambda: take_in(zone, f"{folder}/{name}-{i}.db"))
                   for i in range(3))
        reference = min(processor_seconds(resource.RUSAGE_SELF,
                                          lambda: write_rows(zone, f"{folder}/{name}-{i}.reference"))
                        for i in range(3))
        print(f"{name:<16} {len(rows_of(zone)):>7} {ours:>9.3f} {reference:>10.3f} {ours / reference:>6.1f}", flush=True)
