#!/usr/bin/env python3
"""test_wrong_files.py WEFT SOURCE_ROOT: files that are empty, binary, cut off, enormous, folders,
or not there, given to the commands that read them. Each is refused with the file, the place and
what was expected, with exit code 3 (a check of a zone: 1), soon, and in little memory."""
import os
import resource
import shutil
import subprocess
import sys
import tempfile

weft, root = sys.argv[1:3]
sample = os.path.join(root, "share", "alder-sound")
folder = tempfile.TemporaryDirectory()
HUGE = 300 << 20


def write(name, content):
    path = os.path.join(folder.name, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as out:
        out.write(content)
    return path


def write_huge(name):
    """A file of zeros, which takes no room on the disk."""
    path = write(name, b"")
    os.truncate(path, HUGE)
    return path


def refused(words, *says, code=3):
    """The command ends with the code and says all of it, on standard error or, where it answers
    a question, on standard output."""
    done = subprocess.run([weft, *words], capture_output=True, text=True, timeout=60, check=False)
    told = done.stderr if code == 3 else done.stdout
    assert done.returncode == code, (words, done)
    for text in says:
        assert text in told, (words, text, told)


def zone(name, content, table="people.csv"):
    """The sample with another file in the place of one."""
    path = os.path.join(folder.name, name)
    shutil.copytree(sample, path, dirs_exist_ok=True)
    if content is None:
        write_huge(os.path.join(name, table))
    else:
        write(os.path.join(name, table), content)
    return path


def a_zone_with_a_wrong_file_is_refused():
    people = open(os.path.join(sample, "people.csv"), "rb").read()
    cut = people[:people.index(b"\n", 2000) - 3]
    refused(["zone", "check", zone("binary", b"\xba\x00\xff" * 1000)],
            "people.csv:1: line 1, column", code=1)
    refused(["zone", "check", zone("utf16", people.decode().encode("utf-16"))],
            "people.csv:1: line 1, column", "UTF-16", code=1)
    refused(["zone", "check", zone("empty", b"")],
            "is not in people.csv, which is missing or has no rows", code=1)
    refused(["zone", "check", zone("cut", cut + b'"')], "people.csv:", "quote", code=1)
    refused(["zone", "check", zone("huge", None)],
            f"people.csv has {HUGE} bytes; the limit here is")
    refused(["zone", "check", os.path.join(folder.name, "nowhere")], "nowhere: there is no such")


def files_that_are_too_large_together_are_refused():
    path = zone("together", b"code,name,status\n" + b"x" * (60 << 20))
    write(os.path.join("together", "rules.csv"), b"code\n" + b"x" * (60 << 20))
    refused(["zone", "check", path], "rules.csv has", "the limit here is")


def an_archive_that_is_no_archive_is_refused():
    command = ["solve", "--seconds", "1"]
    begin = b"<HighSchoolTimetableArchive>\n<Instances>\n"
    refused([*command, write("empty.xml", b"")],
            "empty.xml: line 1, column 1: the file ends before a <HighSchoolTimetableArchive>")
    refused([*command, write("cut.xml", begin)],
            "cut.xml: line 3, column 1: the file ends before </Instances>")
    refused([*command, write("binary.xml", bytes(range(256)) * 100)],
            "binary.xml: line 1, column 1: not well-formed")
    refused([*command, write("deep.xml", begin + b"<Instance>" * 100000)], "deep.xml: line 3")
    refused([*command, write_huge("huge.xml")], "huge.xml: ")
    refused([*command, folder.name], "is a folder, not a file")
    refused([*command, os.path.join(folder.name, "none.xml")], "none.xml")


def bookings_that_are_none_are_refused():
    of = ["--zone", sample, "--school", "OS"]
    commands = [(lambda path: ["week", "solve", *of, "--locked", path]),
                (lambda path: ["week", "solve", *of, "--previous", os.path.dirname(path)]),
                (lambda path: ["week", "show", os.path.dirname(path), *of])]
    for words in commands:
        refused(words(write("w1/bookings.csv", b"")), "w1/bookings.csv: line 1: ",
                '"kind" is missing')
        refused(words(write("w2/bookings.csv", b"kind,house\n")), "w2/bookings.csv: line 1, column",
                'column 6: the column "school" of bookings.csv belongs here')
        refused(words(write("w3/bookings.csv", b"\xadPK\x03\x04" * 100)),
                "w3/bookings.csv: line 1, column 1: byte AD is not UTF-8")
        refused(words(write_huge("w4/bookings.csv")), "w4/bookings.csv has", "the limit here is")
        refused(words(os.path.join(folder.name, "w5/bookings.csv")), "w5/bookings.csv")
    refused(["week", "show", write("w6/bookings.csv", b""), *of], "w6/bookings.csv/bookings.csv")


def labs_that_are_none_are_refused():
    command = ["year", "check", "--zone", sample, "--labs"]
    refused([*command, write("labs1.csv", b"")], "labs1.csv: line 1: The file is empty")
    refused([*command, write("labs2.csv", b"\xff\xfe\x00")],
            "labs2.csv: line 1, column 3: a NUL byte")
    refused([*command, write_huge("labs3.csv")], "labs3.csv has", "the limit here is")


def no_command_took_much_memory():
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert most < HUGE >> 10, f"{most} KB"


tests = [a_zone_with_a_wrong_file_is_refused, files_that_are_too_large_together_are_refused,
         an_archive_that_is_no_archive_is_refused, bookings_that_are_none_are_refused,
         labs_that_are_none_are_refused, no_command_took_much_memory]
print(f"1..{len(tests)}")
for number, test in enumerate(tests, 1):
    try:
        test()
        print(f"ok {number} - {test.__name__}")
    except (AssertionError, subprocess.TimeoutExpired) as fault:
        print(f"not ok {number} - {test.__name__}")
        print("# " + repr(fault)[:2000].replace("\n", "\n# "))
