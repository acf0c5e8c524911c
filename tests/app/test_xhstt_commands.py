#!/usr/bin/env python3
"""test_xhstt_commands.py WEFT SOURCE_ROOT SHARED: the commands on XHSTT archives, run as a
person runs them; what convert writes is checked by a second reader (check_xhstt.py)."""
import glob
import json
import os
import subprocess
import sys
import tempfile

import check_xhstt
import xml.etree.ElementTree as ET

weft, root, shared = sys.argv[1:4]
data = os.path.join(root, "tests", "data", "xhstt")
all_kinds = os.path.join(data, "all-kinds.xml")
old = os.path.join(data, "old-cost-functions.xml")
folder = tempfile.TemporaryDirectory()


def run(*words):
    return subprocess.run([weft, "xhstt", *words], capture_output=True, text=True, check=False)


def good(*words):
    done = run(*words)
    assert done.returncode == 0, (words, done.returncode, done.stderr)
    return done.stdout


def costs(*files):
    rows = json.loads(good("evaluate", "--json", *files))["solutions"]
    return [(r["instance"], r["solution_group"], r["hard"], r["soft"]) for r in rows]


def converted(*words):
    """Convert to a file and check it; its name."""
    name = os.path.join(folder.name, f"{len(os.listdir(folder.name))}.xml")
    good("convert", *words, "--output", name)
    check_xhstt.check(ET.parse(name).getroot())
    return name


def info_tells_what_is_there():
    text = good("info", all_kinds)
    assert "Instance all kinds" in text and "Solution group by hand" in text, text
    told = json.loads(good("info", "--json", all_kinds))
    assert told["instances"][0]["events"] == 3, told
    assert told["instances"][0]["constraints"]["PreferTimes"] == {"hard": 0, "soft": 2}, told
    assert told["solution_groups"][0]["solutions"][0]["reported_soft"] == 89, told


def evaluate_gives_a_table_and_json():
    lines = good("evaluate", all_kinds, old).splitlines()
    assert len(lines) == 4, lines
    assert lines[0].split()[:3] == ["archive", "instance", "solution"], lines
    assert lines[1].startswith("all-kinds.xml"), lines
    row = json.loads(good("evaluate", "--json", all_kinds))["solutions"][0]
    assert row["archive"] == "all-kinds.xml", row
    assert (row["hard"], row["soft"]) == (7, 89), row
    assert row["by_constraint"]["AvoidClashes"] == {"hard": 2, "soft": 0}, row
    assert len(row["by_constraint"]) == 16, row


def explain_accounts_for_every_unit_of_cost():
    for row in json.loads(good("evaluate", "--json", "--explain", all_kinds, old))["solutions"]:
        for required, total in ((True, row["hard"]), (False, row["soft"])):
            assert total == sum(v["cost"] for v in row["violations"]
                                if v["required"] == required), row
        assert all(v["text"] and v["subject"] for v in row["violations"]), row
    assert "AvoidClashes AC: Ada is needed more than once" in good("evaluate", "--explain",
                                                                   all_kinds)


def an_invalid_solution_is_shown_with_its_reason():
    name = os.path.join(folder.name, "invalid.xml")
    with open(all_kinds, encoding="utf-8") as source, open(name, "w", encoding="utf-8") as out:
        instances, tag, solutions = source.read().partition("<SolutionGroups>")
        out.write(instances + tag + solutions.replace('Reference="Tu3"', 'Reference="Fr9"'))
    done = run("evaluate", name)
    assert done.returncode == 3 and "invalid" in done.stdout, done
    assert 'there is no time "Fr9"' in done.stdout, done.stdout
    rows = json.loads(run("evaluate", "--json", name).stdout)["solutions"]
    assert "Fr9" in rows[0]["error"] and rows[1]["hard"] == 11, rows
    done = run("convert", name)
    assert done.returncode == 3 and done.stdout == "", done


def a_malformed_archive_is_refused_with_its_place():
    name = os.path.join(folder.name, "malformed.xml")
    with open(name, "w", encoding="utf-8") as out:
        out.write("<HighSchoolTimetableArchive>\n <Colour/>\n</HighSchoolTimetableArchive>")
    for command in ("info", "evaluate", "convert"):
        done = run(command, name)
        assert done.returncode == 3 and done.stdout.count("\n") <= 1, done
        assert "malformed.xml: line 2, column 2: <Colour> is not known" in done.stderr, done
    assert run("info", os.path.join(folder.name, "none.xml")).returncode != 0
    assert run("info").returncode == 2


def convert_keeps_costs_and_makes_valid_archives():
    assert costs(converted(all_kinds)) == costs(all_kinds)
    assert costs(converted(all_kinds, "--reports")) == costs(all_kinds)
    new = converted(old, "--new-cost-functions")
    assert costs(new) == costs(old)
    text = open(new, encoding="utf-8").read()
    assert "SumSquares<" not in text and "Quadratic<" in text, text
    reported = converted(new, "--reports")
    told = json.loads(good("info", "--json", reported))["solution_groups"][0]["solutions"][0]
    assert (told["instance"], told["reported_hard"], told["reported_soft"]) in [
        (i, h, s) for i, _, h, s in costs(old)], told


def convert_writes_the_same_bytes_each_time():
    once = good("convert", all_kinds)
    assert once == good("convert", all_kinds)
    name = converted(all_kinds)
    assert open(name, encoding="utf-8", newline="").read() == once
    assert good("convert", name) == once


def convert_takes_one_instance_and_drops_solutions():
    assert costs(converted(all_kinds, "--without-solutions")) == []
    assert "<Report>" not in good("convert", all_kinds, "--without-reports")
    assert costs(converted(all_kinds, "--instance", "all kinds")) == costs(all_kinds)
    done = run("convert", all_kinds, "--instance", "other")
    assert done.returncode != 0 and "There is no instance" in done.stderr, done


def published_archives_stay_valid_and_cost_the_same():
    files = sorted(glob.glob(os.path.join(shared, "xhstt", "*", "*.xml")))
    if not files:
        return "the published archives are not at " + shared
    for name in files:
        assert costs(converted(name)) == costs(name), name
    return None


tests = [info_tells_what_is_there, evaluate_gives_a_table_and_json,
         explain_accounts_for_every_unit_of_cost, an_invalid_solution_is_shown_with_its_reason,
         a_malformed_archive_is_refused_with_its_place,
         convert_keeps_costs_and_makes_valid_archives, convert_writes_the_same_bytes_each_time,
         convert_takes_one_instance_and_drops_solutions,
         published_archives_stay_valid_and_cost_the_same]
print(f"1..{len(tests)}")
for number, test in enumerate(tests, 1):
    name = test.__name__
    try:
        skipped = test()
        print(f"ok {number} - {name}" + (f" # SKIP {skipped}" if skipped else ""))
    except (AssertionError, check_xhstt.Fault, ET.ParseError, KeyError) as fault:
        print(f"not ok {number} - {name}")
        print("# " + repr(fault)[:2000].replace("\n", "\n# "))
