#!/usr/bin/env python3
"""The commands migrate, backup, restore, worker and serve on a database: test_database_commands.py WEFT

Runs on SQLite, and on PostgreSQL where WEFT_TEST_POSTGRES names a server.
"""
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

weft = os.path.abspath(sys.argv[1])
number = 0


def check(name, good, detail=""):
	global number
	number += 1
	print(("ok" if good else "not ok"), number, "-", name, flush=True)
	if not good:
		print("#", str(detail).replace("\n", "\n# "), flush=True)


def run(*words, **env):
	return subprocess.run([weft, *words], capture_output=True, text=True, timeout=240,
		env={**os.environ, **env})


def exits(name, code, *words, says="", **env):
	done = run(*words, **env)
	said = done.stdout + done.stderr
	check(name, done.returncode == code and says in said, f"exit {done.returncode}: {said}")
	return said


def saving(name, url, folder):
	at = {"WEFT_DATABASE": url}
	backup = os.path.join(folder, "backup")
	exits(f"{name}: makes the database", 0, "migrate", says="Applied", **at)
	exits(f"{name}: has nothing to do the second time", 0, "migrate", says="up to date", **at)
	exits(f"{name}: says that the schema is right", 0, "migrate", "--check", **at)
	exits(f"{name}: saves it", 0, "backup", backup, says=backup, **at)
	exits(f"{name}: does not write over a backup", 4, "backup", backup, says="already", **at)
	exits(f"{name}: restores it", 0, "restore", backup, says="Restored", **at)
	many = os.path.join(folder, "backups")
	os.mkdir(many)
	exits(f"{name}: saves it into a folder", 0, "backup", many, "--keep", "2", says="weft-2", **at)
	exits(f"{name}: restores that", 0, "restore", os.path.join(many, os.listdir(many)[0]), says="Restored", **at)
	exits(f"{name}: keeps many in a folder only", 3, "backup", backup + "2", "--keep", "2", says="folder", **at)
	exits(f"{name}: works until nothing is left", 0, "worker", "--drain", **at)


def planning_apart(folder):
	"""Two schools that share nobody: a job each, and one plan with both."""
	zone, path = os.path.join(folder, "zone"), os.path.join(folder, "apart.db")
	at = {"WEFT_DATABASE": path}
	exits("makes up two schools", 0, "zone", "generate", zone, "--schools", "2", "--seed", "4")
	exits("takes them in", 0, "zone", "import", zone, **at)
	exits("adopts nothing that is not there", 3, "week", "make", "--apart", "--adopt", says="adopt", **at)
	made = json.loads(exits("leaves them to workers", 0, "week", "make", "--apart", "--json", **at))
	check("a job each", made["jobs"] == 2, made)
	exits("plans them", 0, "worker", "--drain", **at)
	plan = exits("has one plan", 0, "week", "export", "csv", "--plan", made["plan"], **at)
	check("of both", {line.split(",")[1] for line in plan.splitlines()[1:]} == {"S0001", "S0002"}, plan[:400])
	db = sqlite3.connect(path)
	said = db.execute("SELECT result FROM job WHERE kind = 'week.group'").fetchall()
	db.close()
	check("both feasible", said == [(b"feasible",)] * 2, said)


def a_lab_lost(folder):
	"""Its team is owed the time until it is paid back; what is no lab of the day changes nothing."""
	zone, path = os.path.join(folder, "labs"), os.path.join(folder, "labs.db")
	at = {"WEFT_DATABASE": path}
	exits("makes up a school", 0, "zone", "generate", zone, "--schools", "1", "--seed", "4")
	exits("takes it in", 0, "zone", "import", zone, **at)
	exits("plans its labs", 0, "year", "solve", "--today", "2026-08-01", **at)
	lab = json.loads(exits("shows them", 0, "year", "show", "--json", **at))["schools"][0]["labs"][0]
	name, day = f"{lab['plan']}/{lab['number']}", lab["dates"][0]
	exits("knows no lab without number", 3, "cover", "lost", lab["plan"], "--date", day, says="PLAN/NUMBER", **at)
	exits("nor one of another day", 3, "cover", "lost", name, "--date", "2026-08-01", says="no such lab", **at)
	nothing = json.loads(exits("owes nothing", 0, "cover", "owed", "--date", day, "--json", **at))
	check("to nobody", nothing == {"owed": []}, nothing)
	exits("notes the lost lab", 0, "cover", "lost", name, "--date", day, says="owed the time", **at)
	exits("notes it once", 4, "cover", "lost", name, "--date", day, says="already", **at)
	owed = json.loads(exits("owes it", 0, "cover", "owed", "--date", day, "--json", **at))["owed"]
	check("to its team", [one.get("team") for one in owed] == [lab["team"]] and owed[0]["owed_minutes"] > 300, owed)
	exits("pays it back", 0, "cover", "pay", lab["team"], str(owed[0]["owed_minutes"]), "--date", day, "--by", "lab", **at)
	paid = json.loads(exits("owes no more", 0, "cover", "owed", "--date", day, "--json", **at))["owed"]
	check("and says so", [one["owed_minutes"] for one in paid] == [0], paid)


def enqueue(path, target):
	with sqlite3.connect(path, timeout=10) as db:
		db.execute("INSERT INTO job (zone_id, id, kind, state, priority, account_id, payload,"
			" not_before_ms, created_ms, changed_ms, result)"
			" VALUES (1, 1, 'database.backup', 'queued', 0, 0, ?, 0, 1, 1, x'')", (target.encode(),))
	db.close()


def job(path):
	db = sqlite3.connect(path, timeout=10)
	row = db.execute("SELECT state, message FROM job").fetchone()
	db.close()
	return row


def wait_until(seconds, test):
	end = time.monotonic() + seconds
	while not test() and time.monotonic() < end:
		time.sleep(0.1)
	return test()


def children(pid):
	return subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True,
		text=True).stdout.split()


def alive(pid):
	try:
		with open(f"/proc/{pid}/stat") as stat:
			return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
	except FileNotFoundError:
		return False


def serving(folder):
	path = os.path.join(folder, "serve.db")
	copy = os.path.join(folder, "by-job.db")
	with open(os.path.join(folder, "log"), "w") as log:
		server = subprocess.Popen([weft, "serve", "--listen", "127.0.0.1:0", "--database", path],
			stdout=subprocess.PIPE, stderr=log, text=True, cwd=folder)
	try:
		check("serve says where", re.search(r"http://", server.stdout.readline()) is not None)
		enqueue(path, copy)
		check("its worker runs a job", wait_until(20, lambda: job(path)[0] == "done"), job(path))
		check("the job has done its work", os.path.getsize(copy) > 0)
		first = children(server.pid)
		check("it has one worker", len(first) == 1, first)
		os.kill(int(first[0]), signal.SIGKILL)
		check("a lost worker is replaced", wait_until(20, lambda: children(server.pid) not in ([], first)))
		second = children(server.pid)
		os.kill(server.pid, signal.SIGKILL)
		server.wait()
		check("a worker ends with its server", wait_until(20, lambda: not any(map(alive, second))))
	finally:
		server.kill()
		server.wait()


with tempfile.TemporaryDirectory() as folder:
	missing = os.path.join(folder, "none.db")
	exits("says that there is no database", 3, "backup", "x", "--database", missing, says="weft migrate")
	exits("does not work on a missing database", 3, "worker", "--drain", "--database", missing)
	exits("names no password", 4, "migrate", "--database", "postgres://u:hush@127.0.0.1:1/x",
		says="cannot be used")
	check("really", "hush" not in run("migrate", "--database", "postgres://u:hush@127.0.0.1:1/x").stderr)
	path = os.path.join(folder, "a.db")
	saving("sqlite", path, folder)
	db = sqlite3.connect(path)
	db.execute("INSERT INTO schema_version (number, name, sha256, applied_ms) VALUES (9999, 'x', 'x', 0)")
	db.commit()
	db.close()
	exits("refuses a newer database", 4, "migrate", "--database", path, says="newer")
	exits("says so when asked", 1, "migrate", "--check", "--database", path, says="newer")
	exits("does not work on a newer database", 4, "worker", "--drain", "--database", path, says="newer")
	planning_apart(folder)
	a_lab_lost(folder)
	serving(folder)
	server = os.environ.get("WEFT_TEST_POSTGRES")
	if server:
		schema = f"t_commands_{os.getpid()}"
		psql = ["psql", "--quiet", server, "-c"]
		subprocess.run(psql + [f"CREATE SCHEMA {schema}"], check=True)
		saving("postgres", f"{server}&options=-csearch_path%3D{schema}", tempfile.mkdtemp(dir=folder))
		subprocess.run(psql + [f"SET client_min_messages = warning; DROP SCHEMA {schema} CASCADE"], check=True)
	else:
		print("# SKIPPED on PostgreSQL: there is no server", file=sys.stderr)
print(f"1..{number}")
