#!/usr/bin/env python3
"""test_school_pages.py WEFT SHARE: the commands and pages of the zone, as people use them.

Imports the samples, walks every page of a school, pastes right and wrong rows, undoes; then builds a
zone from nothing, table by table, in the order of the nine steps. Says how long imports take."""
import html, http.cookiejar, io, json, os, re, shutil, subprocess, sys, tempfile, time
import urllib.error, urllib.parse, urllib.request, zipfile

weft, share = sys.argv[1:3]
folder = tempfile.mkdtemp()


def run(*words, code=0):
    done = subprocess.run([weft, *words], capture_output=True, text=True)
    assert done.returncode == code, (words, done.returncode, done.stdout[-500:], done.stderr)
    return done.stdout


def csrf(page):
    return re.search(r'name="csrf" value="([^"]*)"', page).group(1)


class Browser:
    def __init__(self, database, role=("administrator",)):
        link = run("account", "invite", "ada@x.example", "Ada Stone", "--role", *role,
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
            answer = self.opener.open(path if isinstance(path, urllib.request.Request) else self.base + path, data)
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

    def upload(self, path, content, **fields):
        """The first form of the page with a file field, sent as a browser does."""
        parts = [f'--xx\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
                 for name, value in {"csrf": csrf(self.get(path)), **fields}.items()]
        parts.append(b'--xx\r\nContent-Disposition: form-data; name="roster"; filename="r.zip"\r\n'
                     b"Content-Type: application/zip\r\n\r\n" + content + b"\r\n--xx--\r\n")
        return self.ask(urllib.request.Request(self.base + path, b"".join(parts), {
            "Content-Type": "multipart/form-data; boundary=xx"}))

    def paste(self, file, rows, do="save"):
        token = csrf(self.get("/zone/files/" + file))
        return self.post("/zone/files/" + file, csrf=token, rows=rows, do=do)


def walk_the_sample():
    database = folder + "/sample.db"
    run("zone", "import", share + "/alder-sound", "--database", database)
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


def kept(page):
    """What the form that saves sends on."""
    form = re.search(r'<form[^>]*action="/zone/roster"[^>]*>.*?Save these changes', page, re.S).group(0)
    return {html.unescape(name): html.unescape(value)
            for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form)}


def packed(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, text in files.items():
            made.writestr(name, text)
    return out.getvalue()


def take_a_roster():
    database = folder + "/roster.db"
    run("zone", "import", share + "/alder-sound", "--database", database)
    run("roster", "export", folder + "/r", "--database", database)
    files = {name: open(f"{folder}/r/{name}").read() for name in os.listdir(folder + "/r")}
    browser = Browser(database)
    try:
        assert "The zone says all of this already" in browser.upload("/zone/roster", packed(files))
        heads, first, rest = files["users.csv"].split("\n", 2)
        columns = dict(zip(heads.split(","), range(99)))
        cells = first.split(",")
        cells[columns["familyName"]] = "O'<b>Hara</b>"
        changed = dict(files, **{"users.csv": "\n".join([heads, ",".join(cells), rest])})
        page = browser.upload("/zone/roster", packed(changed), roles="ext:coach=coach")
        assert "What would change" in page and "O&#39;&lt;b&gt;Hara" in page, page[-2000:]
        assert "O'" not in browser.get("/zone/files/people/csv")
        fields = kept(page)
        assert set(fields) == {"csrf", "version", "people"}, set(fields)
        browser.post("/zone/roster", **fields)
        assert browser.url.endswith("/zone") and "O'<b>Hara</b>" in browser.get("/zone/files/people/csv")
        # Sent once more the zone is another one: nothing is overwritten.
        assert "changed in the meantime" in browser.post("/zone/roster", **fields)
        cells[columns["sourcedId"]] = ""
        broken = dict(files, **{"users.csv": "\n".join([heads, ",".join(cells), rest])})
        page = re.sub(r"<[^>]*>", " ", browser.upload("/zone/roster", packed(broken), roles="ext:x=coach"))
        assert re.search(r"users\.csv\s+2\s+sourcedId", page) and "Nothing was saved" in page, page[-1500:]
        assert "ext:x=coach" in browser.upload("/zone/roster", b"no zip at all", roles="ext:x=coach")
        assert "Choose the ZIP file" in browser.upload("/zone/roster", b"")
    finally:
        browser.server.terminate()
        browser.server.wait()


def edit_the_own_school():
    """A principal changes rows of the own school, and of no other."""
    database = folder + "/own.db"
    run("zone", "import", share + "/alder-sound", "--database", database)
    browser = Browser(database, ("principal", "--school", "HH"))
    rooms = "/schools/HH/files/rooms"

    def paste(path, rows, **more):
        return browser.post(path, csrf=csrf(browser.get(path)), rows=rows, do="save", **more)

    try:
        assert "/schools/HH/files/rooms" in browser.get("/schools/HH")
        assert "/files/" not in browser.get("/schools/WP", 403)
        browser.get("/schools/WP/files/rooms", 403)
        browser.get("/zone/files/rooms", 403)
        browser.get("/zone/roster", 403)
        browser.get("/schools/HH/files/grades", 404)
        page = browser.get(rooms)
        assert ">HH<" in page and ">WP<" not in page
        run("zone", "export", folder + "/own", "--database", database)
        lines = open(folder + "/own/rooms.csv").read().splitlines()
        heads, own = lines[0], [line for line in lines if ",HH," in "," + line][0]
        other = [line for line in lines if ",WP," in "," + line][0]
        taken = other.replace(",WP,", ",HH,") if ",WP," in other else "HH," + other[3:]
        for rows in [other, taken]:
            page = paste(rooms, heads + "\n" + rows)
            assert "is not of Harbor Hill alone" in page and html.escape(rows.split(",")[0]) in page, rows
        named = dict(zip(heads.split(","), own.split(",")))
        named.update(code="HH-NEW", school="", name="New room")
        paste(rooms, heads + "\n" + ",".join(named[name] for name in heads.split(",")))
        assert "HH-NEW" in browser.get(rooms), "not saved"
        paste(rooms, heads + "\n" + "\n".join(l for l in lines[1:] if ",HH," in "," + l), replace="1")
        assert "HH-NEW" not in browser.get(rooms)
    finally:
        browser.server.terminate()
        browser.server.wait()
    run("zone", "export", folder + "/own2", "--database", database)
    assert open(folder + "/own2/rooms.csv").read() == "\n".join(lines) + "\n"


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
    run("zone", "generate", folder + "/big", code=3)  # never over a zone that is there
    run("zone", "import", folder + "/big", "--database", folder + "/big.db")


def say_faults_by_exit_code():
    shutil.copytree(share + "/pine-hollow", folder + "/bad")
    with open(folder + "/bad/grades.csv", "a") as file:
        file.write("K,,x\n")
    out = run("zone", "check", folder + "/bad", code=1)
    assert "grades.csv:5: name: The cell is empty" in out and "grades.csv:5: rank" in out
    answer = json.loads(run("zone", "import", folder + "/bad", "--json", "--database", folder + "/big.db", code=1))
    assert not answer["valid"] and answer["problems"][0]["file"] == "grades", answer
    wrong = subprocess.run([weft, "zone", "export", folder + "/old", "--version", "99", "--database",
                            folder + "/big.db"], capture_output=True, text=True)
    assert wrong.returncode == 3 and "no version 99; its newest is 1" in wrong.stderr, wrong
    assert "no such folder" in subprocess.run([weft, "zone", "check", folder + "/none"],
                                              capture_output=True, text=True).stderr


try:
    walk_the_sample()
    take_a_roster()
    edit_the_own_school()
    build_from_nothing()
    import_a_hundred_schools()
    say_faults_by_exit_code()
finally:
    shutil.rmtree(folder)
