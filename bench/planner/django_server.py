"""The Django peer under test: migrated, served by gunicorn, signed in to by its own form."""

import os
import re
import secrets
import subprocess
import sys
from contextlib import contextmanager
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

from process import NotStarted, free_port, serving
from traffic import CONNECTIONS, Request, WrongAnswer, connect

PROJECT = Path(__file__).resolve().parent / "django_peer"
NAME = "ada"


class Django:
    def __init__(self, environment, folder):
        self.environment = environment
        self.folder = folder
        self.password = secrets.token_urlsafe(12)
        self.pid = self.port = None
        self.cookies = {}

    def prepare(self):
        """Makes the tables and a user."""
        self._manage("migrate", "--verbosity", "0")
        self._manage(
            "createsuperuser", "--noinput", "--username", NAME, "--email", "ada@example.com",
            DJANGO_SUPERUSER_PASSWORD=self.password,
        )  # fmt: skip

    def _manage(self, *arguments, **environment):
        command = [sys.executable, "manage.py", *arguments]
        environment = self.environment | environment
        done = subprocess.run(command, check=False, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL)
        if done.returncode:
            raise NotStarted(f"Django's {arguments[0]} failed")

    @contextmanager
    def serving(self):
        self.port = free_port()
        # a line a request, as IGNY8 writes too
        command = [
            sys.executable, "-m", "gunicorn", "peer.wsgi", "--bind", f"127.0.0.1:{self.port}", "--worker-class", "sync",
            "--workers", str(CONNECTIONS), "--access-logfile", str(self.folder / "access.log"), "--no-control-socket",
        ]  # fmt: skip
        log = self.folder / "django.log"
        with serving(command, self.port, "/accounts/login/", log, cwd=PROJECT, env=self.environment) as pid:
            self.pid = pid
            yield self

    def sign_in(self):
        page, cookies = self._exchange("GET", "/accounts/login/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page).group(1)
        form = {"username": NAME, "password": self.password, "csrfmiddlewaretoken": token}
        page, session = self._exchange("POST", "/accounts/login/", urlencode(form), cookies)
        if "sessionid" not in session:
            raise WrongAnswer(f"signing in gave no session: {page[:200]}")
        self.cookies = cookies | session

    def _exchange(self, method, path, body=None, cookies=None):
        headers = {"Cookie": cookie_line(cookies or {}), "Content-Type": "application/x-www-form-urlencoded"}
        connection = connect(self.port)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            page = response.read().decode()
            jar = SimpleCookie()
            for line in response.headers.get_all("Set-Cookie", []):
                jar.load(line)
            return page, {name: morsel.value for name, morsel in jar.items()}
        finally:
            connection.close()

    def page(self, **headers):
        return Request(
            self.port, "/planner/keywords", {"Cookie": cookie_line(self.cookies), "Accept": "text/html"} | headers
        )

    def list(self, path):
        return Request(self.port, path, {"Cookie": cookie_line(self.cookies), "Accept": "application/json"})


def cookie_line(cookies):
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


def peer(database_url, folder):
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPYCACHEPREFIX": os.environ["PYTHONPYCACHEPREFIX"],
        "PEER_DATABASE_URL": database_url,
        "PEER_SECRET_KEY": secrets.token_urlsafe(40),
    }
    return Django(environment, folder)
