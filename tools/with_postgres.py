#!/usr/bin/env python3
"""Runs a program with a private PostgreSQL server: with_postgres.py PROGRAM ARGUMENT...

The program gets WEFT_TEST_DB=postgres and WEFT_TEST_POSTGRES, the server's URL. All runs from one
build folder share one server, which listens on a socket of its own only, keeps nothing safe from
power loss, and is removed with all its data when nobody has used it for half a minute.

Where there are no server programs (Debian: postgresql-15) the program runs without
WEFT_TEST_POSTGRES, and says that it skips. As root the server runs as another user, since it
refuses root.

Files, in a folder of the temporary folder named by user and build folder:
  lock      held while the server is started or removed
  users     held, shared, by each run; who can hold it alone may remove the server
  data/     the cluster, the socket and the log
"""
import fcntl
import glob
import hashlib
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time

IDLE_SECONDS = 30
SETTINGS = """
listen_addresses = ''
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
jit = off
shared_buffers = 32MB
max_connections = 200
max_wal_size = 256MB
wal_level = minimal
max_wal_senders = 0
max_locks_per_transaction = 256
log_min_messages = fatal
log_min_error_statement = panic
"""


def find_programs():
	folders = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[4]))
	for folder in reversed(folders):
		if os.access(folder + "/initdb", os.X_OK) and os.access(folder + "/pg_ctl", os.X_OK):
			return folder
	initdb = shutil.which("initdb")
	return os.path.dirname(os.path.realpath(initdb)) if initdb else None


def server_user():
	"""Whom the server runs as: None for ourselves."""
	if os.geteuid() != 0:
		return None
	for name in ("postgres", "nobody"):
		try:
			return pwd.getpwnam(name)
		except KeyError:
			pass
	return None


class Server:
	def __init__(self, build):
		name = hashlib.sha256(os.path.realpath(build).encode()).hexdigest()[:12]
		self.folder = os.path.join(tempfile.gettempdir(), f"weft-pg-{os.geteuid()}-{name}")
		self.data = self.folder + "/data"
		self.user = server_user()
		self.programs = find_programs()

	def url(self):
		return f"postgresql:///postgres?host={self.data}&user=weft"

	def call(self, program, *words):
		ids = {}
		if self.user:
			ids = {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}
		return subprocess.run([f"{self.programs}/{program}", *words], cwd="/", stdin=subprocess.DEVNULL,
			stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, close_fds=True, **ids)

	def must(self, program, *words):
		done = self.call(program, *words)
		if done.returncode != 0:
			sys.exit(f"{program} failed: {done.stderr.decode(errors='replace')}")

	def start(self):
		if self.call("pg_ctl", "-D", self.data, "status").returncode == 0:
			return False
		shutil.rmtree(self.data, ignore_errors=True)
		os.mkdir(self.data, 0o700)
		if self.user:
			os.chown(self.data, self.user.pw_uid, self.user.pw_gid)
		self.must("initdb", "-D", self.data, "-U", "weft", "-A", "trust", "-E", "UTF8", "--locale=C",
			"--no-sync", "--no-instructions")
		with open(self.data + "/postgresql.conf", "a") as conf:
			conf.write(SETTINGS + f"unix_socket_directories = '{self.data}'\n")
		os.chmod(self.folder, 0o755)
		# stderr must not stay open in the server: who reads our output would wait for it.
		self.must("pg_ctl", "-D", self.data, "-l", self.data + "/log", "-w", "-t", "60", "start")
		return True

	def stop(self):
		self.call("pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop")
		shutil.rmtree(self.data, ignore_errors=True)


def open_lock(path):
	return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def watch(server):
	"""Runs detached: removes the server when it has been idle."""
	if os.fork() != 0:
		return
	os.setsid()
	null = os.open(os.devnull, os.O_RDWR)
	for fd in range(3):
		os.dup2(null, fd)
	os.closerange(3, 256)
	idle_since = time.monotonic()
	while True:
		time.sleep(5)
		lock, users = open_lock(server.folder + "/lock"), open_lock(server.folder + "/users")
		try:
			fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
			fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
			used = time.time() - os.fstat(users).st_mtime < IDLE_SECONDS
			if not used and time.monotonic() - idle_since >= IDLE_SECONDS:
				server.stop()
				os._exit(0)
		except BlockingIOError:
			idle_since = time.monotonic()
		finally:
			os.close(users)
			os.close(lock)


def main():
	if len(sys.argv) < 2:
		sys.exit(__doc__)
	server = Server(os.environ.get("MESON_BUILD_ROOT", os.getcwd()))
	os.environ["WEFT_TEST_DB"] = "postgres"
	if server.programs is None or (os.geteuid() == 0 and server.user is None):
		os.execvp(sys.argv[1], sys.argv[1:])
	os.makedirs(server.folder, mode=0o755, exist_ok=True)
	if os.stat(server.folder).st_uid != os.geteuid():
		sys.exit(f"{server.folder} belongs to somebody else")
	lock = open_lock(server.folder + "/lock")
	fcntl.flock(lock, fcntl.LOCK_EX)
	users = open_lock(server.folder + "/users")
	fcntl.flock(users, fcntl.LOCK_SH)
	if server.start():
		watch(server)
	os.utime(server.folder + "/users")
	os.close(lock)
	os.environ["WEFT_TEST_POSTGRES"] = server.url()
	os.environ["PATH"] = server.programs + os.pathsep + os.environ["PATH"]
	code = subprocess.call(sys.argv[1:])
	os.utime(server.folder + "/users")
	os.close(users)
	sys.exit(code if code >= 0 else 128 - code)


main()
