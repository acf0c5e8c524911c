#!/usr/bin/env python3
"""test_install.py BUILD: what make install puts in place, tried from another folder: the program,
its manual page, its completion, the samples; it serves its pages and finds its sample."""
import os
import re
import subprocess
import sys
import tempfile
import urllib.request

build = sys.argv[1]
folder = tempfile.TemporaryDirectory()
elsewhere = tempfile.TemporaryDirectory()


def find(name):
    for path, _, files in os.walk(folder.name):
        if name in files:
            return os.path.join(path, name)
    raise AssertionError(f"{name} is not installed")


def weft(*words):
    return subprocess.run([find("weft"), *words], cwd=elsewhere.name, capture_output=True,
                          text=True, timeout=60, check=True).stdout


def start(*words):
    return subprocess.Popen([find("weft"), *words], cwd=elsewhere.name, text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def end(program):
    program.terminate()
    program.communicate(timeout=60)


def read_until(program, words):
    """Lines of the program up to one that has the words."""
    for line in program.stdout:
        if words in line:
            return line
    raise AssertionError(f"the program does not say {words}")


def everything_is_in_its_place():
    subprocess.run(["meson", "install", "-C", build, "--no-rebuild", "--quiet", "--destdir",
                    folder.name], capture_output=True, text=True, timeout=120, check=True)
    assert "/bin/" in find("weft")
    with open(find("weft.1"), encoding="utf-8") as page:
        assert page.read() == weft("help", "--man")
    assert find("weft.1").endswith("/share/man/man1/weft.1")
    with open(find("weft.bash"), encoding="utf-8") as script:
        assert script.read() == weft("completion")
    assert find("weft.bash").endswith("/share/bash-completion/completions/weft.bash")
    for sample in ("alder-sound", "pine-hollow"):
        path = os.path.join(os.path.dirname(find("weft")), "..", "share", "weft", sample)
        weft("zone", "check", path)


def it_serves_its_pages():
    weft("migrate", "--database", "pages.db")
    server = start("serve", "--database", "pages.db", "--listen", "127.0.0.1:0")
    try:
        base = re.search(r"http://\S+", read_until(server, "http://")).group(0).rstrip("/")
        page = urllib.request.urlopen(base + "/", timeout=20).read().decode()
        sheet = re.search(r'href="(/[^"]+\.css)"', page).group(1)
        assert b"{" in urllib.request.urlopen(base + sheet, timeout=20).read()
    finally:
        end(server)


def it_finds_its_sample():
    demo = start("demo", "--database", "demo.db", "--listen", "127.0.0.1:0")
    try:
        read_until(demo, "== Planning the week of six schools")
    finally:
        end(demo)


tests = [everything_is_in_its_place, it_serves_its_pages, it_finds_its_sample]
print(f"1..{len(tests)}")
for number, test in enumerate(tests, 1):
    try:
        test()
        print(f"ok {number} - {test.__name__}")
    except (AssertionError, AttributeError, OSError, subprocess.SubprocessError) as fault:
        print(f"not ok {number} - {test.__name__}")
        told = getattr(fault, "stderr", "") or ""
        print("# " + (repr(fault) + told)[:2000].replace("\n", "\n# "))
