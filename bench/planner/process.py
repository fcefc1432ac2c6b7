"""A server under test: started, waited for, its CPU read, stopped."""

import http.client
import os
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
STARTS_WITHIN = 60
STOPS_WITHIN = 20


class NotStarted(Exception):
    """Why a server does not answer, in a sentence."""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(command, port, ready_path, log, **options):
    """Runs a server until the block ends; gives its process id once it answers."""
    with open(log, "wb") as out:
        server = subprocess.Popen(command, stdout=out, stderr=out, **options)
    try:
        wait_until_ready(server, port, ready_path, log)
        yield server.pid
    finally:
        server.terminate()
        try:
            server.wait(STOPS_WITHIN)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def wait_until_ready(server, port, path, log):
    give_up = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < give_up and server.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", path)
            if connection.getresponse().status < 500:
                return
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(0.2)
    said = Path(log).read_text(errors="replace").strip().splitlines()
    raise NotStarted(said[-1] if said else f"no answer within {STARTS_WITHIN} s")


def cpu_seconds(root):
    """User and system time of a process and all below it, those that have ended among them."""
    parents, times = {}, {}
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            try:
                # the name before the last bracket may hold anything
                fields = Path(entry.path, "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            pid = int(entry.name)
            parents[pid] = int(fields[1])
            # utime, stime, and those of children that were waited for
            times[pid] = sum(int(field) for field in fields[11:15])
    return sum(time for pid, time in times.items() if is_below(pid, root, parents)) / TICKS


def is_below(pid, root, parents):
    while pid and pid != root:
        pid = parents.get(pid, 0)
    return pid == root
