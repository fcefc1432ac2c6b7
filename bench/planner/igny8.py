"""IGNY8 under test: built or found, started as `igny8 web`, signed up to by its own form."""

import json
import os
import re
import secrets
import subprocess
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from process import NotStarted, free_port, serving
from report import ROOT, say
from traffic import Request, WrongAnswer, connect

TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
EMAIL = "ada@example.com"
# What a browser adds to a form or call of a page's own; without it the server takes it for another site's.
OWN = {"Sec-Fetch-Site": "same-origin"}


def build():
    say("Building the server in release (the first time about 15 minutes on two cores)")
    command = ["cargo", "build", "--locked", "--release", "--quiet", "-p", "server"]
    if subprocess.run(command, check=False, cwd=ROOT).returncode:
        raise NotStarted("IGNY8's server could not be built, the lines above say why")


def program():
    """The server's file and the profile it was built with: release where there is one."""
    for profile in ("release", "debug"):
        file = TARGET / profile / "igny8"
        if file.exists():
            return file, profile
    raise NotStarted("IGNY8's server is not built")


class Igny8:
    def __init__(self, pid, port):
        self.pid = pid
        self.port = port
        self.cookie = {}

    def sign_up(self):
        """Makes an account as a browser without scripts would, and keeps its session."""
        page, _ = self._exchange("GET", "/sign-up")
        action = re.search(r'<form[^>]*\baction="([^"]+)"', page).group(1)
        form = {"name": "Ada", "email": EMAIL, "company": "Coffee Lab", "password": secrets.token_urlsafe(12)}
        body, headers = self._exchange(
            "POST",
            action,
            urlencode(form),
            {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html"},
        )
        if not headers["Set-Cookie"]:
            raise WrongAnswer(f"signing up gave no session: {body[:200]}")
        self.cookie = {"Cookie": headers["Set-Cookie"].partition(";")[0]}

    def _exchange(self, method, path, body=None, headers=None):
        connection = connect(self.port)
        try:
            connection.request(method, path, body, OWN | (headers or {}))
            response = connection.getresponse()
            return response.read().decode(), response.headers
        finally:
            connection.close()

    def page(self, at=None, **headers):
        """The keywords page, from a place on."""
        query = f"?at={at}" if at else ""
        return Request(self.port, f"/planner/keywords{query}", self.cookie | {"Accept": "text/html"} | headers)

    def list(self, at=None):
        """The call that the page's list loads through in the browser."""
        query = {"site": None, "filter": {}, "sort": "added", "descending": True, "at": at, "size": 50}
        headers = self.cookie | OWN | {"Content-Type": "application/json", "Accept": "application/json"}
        return Request(self.port, "/sfn/planner/list_keywords", headers, "POST", json.dumps({"query": query}).encode())


@contextmanager
def running(file, database_url, folder):
    port = free_port()
    environment = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": database_url,
        "IGNY8_DATA_DIR": str(folder / "igny8"),
        "IGNY8_LISTEN": f"127.0.0.1:{port}",
    }
    with serving([file, "web"], port, "/readyz", folder / "igny8.log", cwd=ROOT, env=environment) as pid:
        yield Igny8(pid, port)
