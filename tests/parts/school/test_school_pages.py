#!/usr/bin/env python3
"""test_school_pages.py WEFT SHARE: the commands and pages of the zone, as people use them.

Imports the samples, walks every page of a school, pastes right and wrong rows, undoes; then builds a
zone from nothing, table by table, in the order of the nine steps. Says how long imports take."""
import http.cookiejar, os, re, shutil, subprocess, sys, tempfile, time
import urllib.error, urllib.parse, urllib.request

weft, share = sys.argv[1:3]
folder = tempfile.mkdtemp()


def run(*words, code=0):
    done = subprocess.run([weft, *words], capture_output=True, text=True)
    assert done.returncode == code, (words, done.returncode, done.stdout[-500:], done.stderr)
    return done.stdout


def csrf(page):
    return re.search(r'name="csrf" value="([^"]*)"', page).group(1)


class Browser:
    def __init__(self, database):
        link = run("account", "invite", "ada@x.example", "Ada Stone", "--role", "administrator",
                   "--database", database, "--base-url", "http://w.example").strip()
        self.server = subprocess.Popen([weft, "serve", "--database", database, "--listen", "127.0.0.1:0",
                                        "--worker-slots", "0", "--no-access-log"],
                                       stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.base = self.server.stdout.readline().split()[-1].rstrip("/")
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)
        path = link.replace("http://w.example", "")
        word = "correct horse battery staple"
        self.post(path, csrf=csrf(self.get(path)), password=word, again=word)

    def ask(self, path, data=None):
        try:
            answer = self.opener.open(self.base + path, data)
        except urllib.error.HTTPError as error:
            answer = error
        self.status, self.url = answer.status, answer.geturl()
        return answer.read().decode()

    def get(self, path, status=200):
        page = self.ask(path)
        assert self.status == status, (path, self.status)
        return page

    def post(self, path, **fields):
        return self.ask(path, urllib.parse.urlencode(fields).encode())

    def paste(self, file, rows, do="save"):
        token = csrf(self.get("/zone/files/" + file))
        return self.post("/zone/files/" + file, csrf=token, rows=rows, do=do)


def walk_the_sample():
    database = folder + "/sample.db"
    begin = time.monotonic()
    run("zone", "import", share + "/alder-sound", "--database", database)
    seconds = time.monotonic() - begin
    print(f"# the sample imports in {seconds:.2f} s")
    assert seconds < 1
    browser = Browser(database)
    try:
        assert "Harbor Hill" in browser.get("/zone")
        for part in ["", "/people", "/classes", "/teams", "/days", "/calendar", "/rules"]:
            for school in ["HH", "OS"]:
                assert "<h1" in browser.get(f"/schools/{school}{part}"), part
        assert "200 minutes of planning" in browser.get("/schools/HH/rules")
        assert "Day 10" in browser.get("/schools/HH/calendar")
        browser.get("/schools/XX", 404)
        browser.get("/zone/files/nope", 404)
        page = browser.paste("grade_blocks", "OS\t1\t\tB9\t\nOS\t2\t\tB4\t")
        assert "is not in blocks.csv" in page and "right" in page and "B9" in page
        page = browser.paste("grade_blocks", "OS\t1\t\tB5\t", do="check")
        assert "What would change" in page
        assert browser.get("/zone/files/grade_blocks").count(">B5<") == 6
        browser.paste("grade_blocks", "OS\t1\t\tB5\t")
        assert browser.get("/zone/files/grade_blocks").count(">B5<") == 7
        browser.post("/zone/undo", csrf=csrf(browser.get("/zone")))
        assert browser.get("/zone/files/grade_blocks").count(">B5<") == 6
        assert "not closed" in browser.paste("grade_blocks", '"unclosed')
        assert browser.get("/zone/files/grades/csv") == open(share + "/alder-sound/grades.csv").read()
    finally:
        browser.server.terminate()
        browser.server.wait()
    run("zone", "export", folder + "/out", "--database", database)
    exports = run("audit", "list", "--action", "export.", "--database", database).splitlines()
    assert [line.split("\t")[3:5] for line in exports] == [
        ["export.zone", folder + "/out"], ["export.file", "/zone/files/grades/csv"]], exports
    assert "all as they were written" in run("audit", "check", "--database", database)
    for name in os.listdir(share + "/alder-sound"):
        with open(f"{share}/alder-sound/{name}", "rb") as a, open(f"{folder}/out/{name}", "rb") as b:
            assert a.read() == b.read(), name


def build_from_nothing():
    """Each table after those that it refers to: the order of the format's description."""
    database = folder + "/new.db"
    run("migrate", "--database", database)
    browser = Browser(database)
    try:
        assert "Set up the zone" in browser.get("/zone")
        order = re.findall(r"^## (\w+)\.csv$", run("zone", "format"), re.M)
        order.insert(order.index("meetings"), order.pop(order.index("commitments")))
        for name in order:
            rows = open(f"{share}/pine-hollow/{name}.csv").read()
            if rows.count("\n") < 2:
                continue
            page = browser.paste(name, rows)
            assert browser.url.endswith("/zone/files/" + name) and "Nothing was saved" not in page, (
                name, re.sub(r"<[^>]*>", " ", page)[-3000:])
        assert browser.get("/zone/setup").count("Done") == 7
    finally:
        browser.server.terminate()
        browser.server.wait()
    run("zone", "export", folder + "/new", "--database", database)
    for name in os.listdir(share + "/pine-hollow"):
        with open(f"{share}/pine-hollow/{name}") as a, open(f"{folder}/new/{name}") as b:
            assert a.read() == b.read(), name


def import_a_hundred_schools():
    run("zone", "generate", folder + "/big", "--schools", "100", "--seed", "7")
    begin = time.monotonic()
    run("zone", "import", folder + "/big", "--database", folder + "/big.db")
    seconds = time.monotonic() - begin
    print(f"# a hundred schools import in {seconds:.2f} s")
    assert seconds < 30


def say_faults_by_exit_code():
    shutil.copytree(share + "/pine-hollow", folder + "/bad")
    with open(folder + "/bad/grades.csv", "a") as file:
        file.write("K,,x\n")
    out = run("zone", "check", folder + "/bad", code=1)
    assert "grades.csv:5: name: The cell is empty" in out and "grades.csv:5: rank" in out
    assert "no such folder" in subprocess.run([weft, "zone", "check", folder + "/none"],
                                              capture_output=True, text=True).stderr


try:
    walk_the_sample()
    build_from_nothing()
    import_a_hundred_schools()
    say_faults_by_exit_code()
finally:
    shutil.rmtree(folder)
