#!/usr/bin/env python3
"""Run a test program beside a private identity provider (Glewlwyd) on loopback.

    with_glewlwyd.py PROGRAM [ARGUMENT...]   starts one, sets it up, runs the program
    with_glewlwyd.py browse API URL          signs in as the test's teacher at URL and
                                             prints where the provider sends the browser

The program finds in its environment:
    WEFT_TEST_OIDC_ISSUER   the issuer's address
    WEFT_TEST_OIDC_BROWSER  a command that takes an address and plays the person's browser
Without Glewlwyd the program is not run; the result 77 says so to meson.
"""

import http.cookiejar
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

SCHEMA = "/usr/share/dbconfig-common/data/glewlwyd/install/sqlite3"
SECRET = "s3cret-s3cret"
BACK = "http://127.0.0.1:18080/sign-in/oidc/back"


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class Client:
    """A browser's cookies and nothing else."""

    def __init__(self, api):
        self.api = api
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()), NoRedirect)

    def send(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.api + path if path.startswith("/") else path, data,
                                         {"Content-Type": "application/json"}, method=method)
        try:
            with self.opener.open(request, timeout=10) as answer:
                return answer.status, dict(answer.headers)
        except urllib.error.HTTPError as error:
            return error.code, dict(error.headers)

    def must(self, method, path, body=None):
        status, _ = self.send(method, path, body)
        if status != 200:
            sys.exit(f"glewlwyd: {method} {path}: {status}")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def write_config(folder, port):
    path = os.path.join(folder, "glewlwyd.conf")
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"""port={port}
bind_address="127.0.0.1"
external_url="http://localhost:{port}"
login_url="login.html"
api_prefix="api"
static_files_path="{folder}"
cookie_secure=0
log_mode="file"
log_level="WARNING"
log_file="{folder}/log"
user_module_path="/usr/lib/glewlwyd/user"
user_middleware_module_path="/usr/lib/glewlwyd/user_middleware"
client_module_path="/usr/lib/glewlwyd/client"
user_auth_scheme_module_path="/usr/lib/glewlwyd/scheme"
plugin_module_path="/usr/lib/glewlwyd/plugin"
hash_algorithm="SHA512"
database = {{ type = "sqlite3"; path = "{folder}/idp.db"; }};
""")
    return path


def set_up(folder, api):
    key, cert = os.path.join(folder, "key.pem"), os.path.join(folder, "public.pem")
    subprocess.run(["openssl", "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048",
                    "-out", key], check=True, stderr=subprocess.DEVNULL)
    subprocess.run(["openssl", "pkey", "-in", key, "-pubout", "-out", cert], check=True)
    admin = Client(api)
    admin.must("POST", "/auth/", {"username": "admin", "password": "password"})
    parameters = {
        "iss": api + "/oidc", "jwt-type": "rsa", "jwt-key-size": "256",
        "key": open(key, encoding="utf-8").read(), "cert": open(cert, encoding="utf-8").read(),
        "access-token-duration": 3600, "refresh-token-duration": 1209600, "code-duration": 600,
        "refresh-token-rolling": True, "allow-non-oidc": False, "auth-type-code-enabled": True,
        "auth-type-token-enabled": False, "auth-type-id-token-enabled": False,
        "auth-type-none-enabled": False, "auth-type-password-enabled": False,
        "auth-type-client-enabled": False, "auth-type-device-enabled": False,
        "auth-type-refresh-enabled": True, "pkce-allowed": True, "pkce-method-plain-allowed": False,
        "pkce-required": True, "request-parameter-allow": False, "subject-type": "public",
        "name-claim": "mandatory", "email-claim": "mandatory",
        "claims": [{"name": "email_verified", "user-property": "email", "type": "boolean",
                    "boolean-value-true": "grace@school.example",
                    "boolean-value-false": "ada@school.example",
                    "mandatory": True, "scope": []}],
        "session-management-allowed": True, "session-cookie-name": "GLWD_OIDC_SID",
        "session-cookie-expiration": 2419200}
    admin.must("POST", "/mod/plugin/", {"module": "oidc", "name": "oidc", "display_name": "OIDC",
                                        "enabled": True, "parameters": parameters})
    admin.must("POST", "/client/", {
        "client_id": "weft", "name": "Weft", "confidential": True, "client_secret": SECRET,
        "password": SECRET, "redirect_uri": [BACK], "authorization_type": ["code"],
        "token_endpoint_auth_method": ["client_secret_basic"], "scope": [], "enabled": True})
    # The address of the first is not verified, that of the second is.
    for user, name in (("teacher1", "ada"), ("teacher2", "grace")):
        admin.must("POST", "/user/", {
            "username": user, "name": name, "email": name + "@school.example",
            "password": "password", "scope": ["openid", "g_profile"], "enabled": True})


def browse(api, url):
    teacher = Client(api)
    user = os.environ.get("WEFT_TEST_OIDC_USER", "teacher1")
    teacher.must("POST", "/auth/", {"username": user, "password": "password"})
    teacher.must("PUT", "/auth/grant/weft", {"scope": "openid"})
    _, headers = teacher.send("GET", url + "&g_continue")
    print(headers.get("Location", ""))


def wait_for(port):
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    sys.exit("glewlwyd does not answer")


def run(command):
    if not (shutil.which("glewlwyd") and shutil.which("sqlite3") and os.path.exists(SCHEMA)):
        print("SKIPPED: no glewlwyd here: sign-in by OpenID Connect is NOT tested"
              " (apt-get install glewlwyd)", file=sys.stderr)
        return 77
    folder = tempfile.mkdtemp(prefix="weft-idp-")
    server = None
    try:
        with open(SCHEMA, encoding="utf-8") as schema:
            subprocess.run(["sqlite3", os.path.join(folder, "idp.db")], stdin=schema, check=True)
        port = free_port()
        api = f"http://localhost:{port}/api"
        server = subprocess.Popen(["glewlwyd", "--config-file=" + write_config(folder, port)],
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for(port)
        set_up(folder, api)
        environment = dict(os.environ, WEFT_TEST_OIDC_ISSUER=api + "/oidc",
                           WEFT_TEST_OIDC_BROWSER=f"{sys.executable} {os.path.abspath(__file__)}"
                                                  f" browse {api}")
        return subprocess.run(command, env=environment, check=False).returncode
    finally:
        if server is not None:
            server.terminate()
            server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def main():
    if len(sys.argv) == 4 and sys.argv[1] == "browse":
        browse(sys.argv[2], sys.argv[3])
        return 0
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
