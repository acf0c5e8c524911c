#!/usr/bin/env python3
"""test_explain_command.py WEFT SOURCE_ROOT: weft explain, as a person runs it, on made
archives; its proofs are checked by a checker of its own (tests/engine/proof)."""
import json
import os
import subprocess
import sys
import tempfile
import time

weft, root = sys.argv[1:3]
sys.path.insert(0, os.path.join(root, "tests", "engine", "proof"))
import check_rup  # noqa: E402

folder = tempfile.TemporaryDirectory()


def instance(name, n_times, lessons, away=()):
    """Ada and Bob teach lessons; each gets a time, nobody has two at a time. A lesson is the
    letters of its teachers. Ada is not there at the times of away."""
    letters = {"A": "Ada", "B": "Bob"}
    times = "".join(f'<Time Id="t{i}"><Name>t{i}</Name></Time>' for i in range(n_times))
    events = "".join(
        f'<Event Id="e{i}"><Name>e{i}</Name><Duration>1</Duration><Resources>'
        + "".join(f'<Resource Reference="{letters[x]}"/>' for x in lesson)
        + '</Resources><EventGroups><EventGroup Reference="All"/></EventGroups></Event>'
        for i, lesson in enumerate(lessons))

    def constraint(kind, identity, long_name, applies, more=""):
        return (f'<{kind}Constraint Id="{identity}"><Name>{long_name}</Name>'
                "<Required>true</Required><Weight>1</Weight><CostFunction>Linear</CostFunction>"
                f"<AppliesTo>{applies}</AppliesTo>{more}</{kind}Constraint>")

    def people(*who):
        return "<Resources>" + "".join(f'<Resource Reference="{x}"/>' for x in who) + "</Resources>"
    rules = constraint("AssignTime", "AT", "Each lesson has a time",
                       '<EventGroups><EventGroup Reference="All"/></EventGroups>')
    rules += constraint("AvoidClashes", "AC", "Nobody has two lessons at once",
                        people("Ada", "Bob"))
    if away:
        rules += constraint("AvoidUnavailableTimes", "AU", "Ada has a meeting", people("Ada"),
                            "<Times>" + "".join(f'<Time Reference="t{t}"/>' for t in away)
                            + "</Times>")
    return (f'<Instance Id="{name}"><MetaData><Name>{name}</Name><Contributor>made</Contributor>'
            "<Date>2026</Date><Country/><Description/></MetaData>"
            f"<Times><TimeGroups/>{times}</Times><Resources><ResourceTypes>"
            '<ResourceType Id="Teacher"><Name>Teacher</Name></ResourceType></ResourceTypes>'
            "<ResourceGroups/>"
            + "".join(f'<Resource Id="{x}"><Name>{x}</Name><ResourceType Reference="Teacher"/>'
                      "</Resource>" for x in ("Ada", "Bob"))
            + '</Resources><Events><EventGroups><EventGroup Id="All"><Name>All</Name></EventGroup>'
            f"</EventGroups>{events}</Events><Constraints>{rules}</Constraints></Instance>")


def archive(*instances):
    name = os.path.join(folder.name, f"{len(os.listdir(folder.name))}.xml")
    with open(name, "w", encoding="utf-8") as out:
        out.write('<HighSchoolTimetableArchive Id="made"><Instances>' + "".join(instances)
                  + "</Instances></HighSchoolTimetableArchive>")
    return name


fits = instance("fits", 3, ["A", "A", "AB"])
full = instance("full", 3, ["A", "A", "A", "AB"])
meeting = instance("meeting", 3, ["A", "A", "A", "B"], away=[2])


def run(*words):
    return subprocess.run([weft, "explain", *words], capture_output=True, text=True, check=False)


def what_fits_is_feasible_and_exits_with_0():
    done = run(archive(fits))
    assert done.returncode == 0 and done.stderr == "", done
    assert done.stdout.startswith("fits: feasible"), done.stdout


def what_does_not_is_named_in_a_sentence_and_exits_with_1():
    done = run(archive(instance("five", 4, ["A", "A", "A", "A", "A"])))
    assert done.returncode == 1, done
    assert done.stdout.startswith("five: infeasible"), done.stdout
    assert ('These constraints cannot hold together: "Each lesson has a time" and "Nobody has '
            'two lessons at once". Counting shows it for Ada: 5 are needed, 4 can be had.'
            in done.stdout), done.stdout
    assert "- Nobody has two lessons at once (AvoidClashes)" in done.stdout, done.stdout
    assert 'Give up "Nobody has two lessons at once".' in done.stdout, done.stdout


def the_window_of_a_meeting_can_be_smaller():
    done = run(archive(meeting))
    assert done.returncode == 1, done
    assert 'Give up "Ada has a meeting". Price: 1' in done.stdout, done.stdout
    assert 'Widen the times of "Ada has a meeting" by 1.' in done.stdout, done.stdout


def json_tells_each_instance():
    done = run("--json", archive(fits, meeting))
    assert done.returncode == 1, done
    told = json.loads(done.stdout)["instances"]
    assert [(i["instance"], i["verdict"]) for i in told] == [
        ("fits", "feasible"), ("meeting", "infeasible")], told
    assert told[0]["conflicts"] == [] and told[0]["relaxations"] == [], told
    assert told[0]["not_covered"] == [] and told[0]["seconds"] >= 0, told
    conflicts = told[1]["conflicts"]
    assert len(conflicts) == 1 and conflicts[0]["minimal"] is True, conflicts
    assert conflicts[0]["constraints"] == [
        {"id": "AT", "name": "Each lesson has a time", "kind": "AssignTime"},
        {"id": "AC", "name": "Nobody has two lessons at once", "kind": "AvoidClashes"},
        {"id": "AU", "name": "Ada has a meeting", "kind": "AvoidUnavailableTimes"}], conflicts
    assert "cannot hold together" in conflicts[0]["sentence"], conflicts
    assert conflicts[0]["argument"] == "counting", conflicts
    assert (conflicts[0]["demand"], conflicts[0]["supply"]) == (3, 2), conflicts
    assert conflicts[0]["resources"] == ["Ada"], conflicts
    ways = [([c["id"] for c in r["constraints"]], r["price"], r["number_by"])
            for r in told[1]["relaxations"]]
    assert sorted(ways[:3]) == [(["AC"], 1, 0), (["AT"], 1, 0), (["AU"], 1, 0)], ways
    assert ways[3:] == [(["AU"], 1, 1)], ways


def too_little_time_is_said_and_exits_with_3():
    started = time.monotonic()
    done = run("--seconds", "0.01", archive(instance("many", 120, ["AB"] * 700)))
    assert done.returncode == 3, done
    assert "many: unknown" in done.stdout, done.stdout
    assert time.monotonic() - started < 30


def a_proof_can_be_checked():
    prefix = os.path.join(folder.name, "proof")
    for made in (full, meeting, instance("both", 4, ["AB", "A", "B", "AB", "A", "A"])):
        done = run("--proof", prefix, archive(made))
        assert done.returncode == 1, done
        with open(prefix + ".cnf", encoding="ascii") as cnf, \
                open(prefix + ".drat", encoding="ascii") as drat:
            told = check_rup.check(cnf, drat)
        assert told["steps"] >= 1 and told["clauses"] > 10, told


def the_checker_refuses_what_does_not_follow():
    # (a or b), (not a or b): b follows, a does not.
    formula = ["p cnf 2 2", "1 2 0", "-1 2 0"]
    for proof, right in ((["2 0", "0"], False), (["1 0", "0"], False), ([], False)):
        try:
            check_rup.check(formula, proof)
            assert right, proof
        except check_rup.Fault:
            assert not right, proof
    whole = ["p cnf 2 4", "1 2 0", "-1 2 0", "1 -2 0", "-1 -2 0"]
    assert check_rup.check(whole, ["2 0", "0"])["steps"] == 2
    prefix = os.path.join(folder.name, "proof")
    assert run("--proof", prefix, archive(full)).returncode == 1
    with open(prefix + ".cnf", encoding="ascii") as cnf:
        lines = cnf.readlines()
    try:
        check_rup.check(lines, ["0"])
        raise AssertionError("the empty clause alone is no proof")
    except check_rup.Fault:
        pass


def what_cannot_be_read_is_refused():
    name = os.path.join(folder.name, "malformed.xml")
    with open(name, "w", encoding="utf-8") as out:
        out.write("<HighSchoolTimetableArchive>\n <Colour/>\n</HighSchoolTimetableArchive>")
    done = run(name)
    assert done.returncode == 3 and done.stdout == "", done
    assert "malformed.xml: line 2, column 2: <Colour> is not known" in done.stderr, done
    assert run(os.path.join(folder.name, "none.xml")).returncode != 0
    assert run().returncode == 2
    assert run("--seconds", "soon", name).returncode not in (0, 1)


tests = [what_fits_is_feasible_and_exits_with_0,
         what_does_not_is_named_in_a_sentence_and_exits_with_1,
         the_window_of_a_meeting_can_be_smaller, json_tells_each_instance,
         too_little_time_is_said_and_exits_with_3, a_proof_can_be_checked,
         the_checker_refuses_what_does_not_follow, what_cannot_be_read_is_refused]
print(f"1..{len(tests)}")
for number, test in enumerate(tests, 1):
    try:
        test()
        print(f"ok {number} - {test.__name__}")
    except (AssertionError, check_rup.Fault, KeyError, ValueError) as fault:
        print(f"not ok {number} - {test.__name__}")
        print("# " + repr(fault)[:2000].replace("\n", "\n# "))
