"""The PostgreSQL that all peers share: thrown away afterwards, a database for each."""

import subprocess
from contextlib import contextmanager
from pathlib import Path

import psycopg
from report import ROOT

SCRIPT = ROOT / "scripts" / "test-postgres"


class Postgres:
    def __init__(self, folder, url):
        self.url = url
        self.pid = int((Path(folder) / "data" / "postmaster.pid").read_text().split()[0])

    def create(self, name):
        """Makes a database; gives back its address."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        return f"{self.url.rpartition('/')[0]}/{name}"


@contextmanager
def running(folder):
    """`folder` must lie where the user `postgres` can enter."""
    done = subprocess.run([SCRIPT, "start", folder], check=True, capture_output=True, text=True)
    try:
        yield Postgres(folder, done.stdout.strip().partition("=")[2])
    finally:
        subprocess.run([SCRIPT, "stop", folder], check=True)


def settle(url):
    """What autovacuum would do within minutes: statistics and the visibility map, then everything on disk."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")
        connection.execute("CHECKPOINT")


def copy(cursor, table, columns, rows):
    with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as into:
        for row in rows:
            into.write_row(row)
