"""Requests as a browser sends them: kept connections, a session, one after another on each connection."""

import http.client
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

# As many as gunicorn has workers, so that each server can use both of two cores.
CONNECTIONS = 2
LONGEST = 60


class WrongAnswer(Exception):
    """An answer that is not the one that was to be measured."""


class Request(NamedTuple):
    port: int
    path: str
    headers: dict[str, str]
    method: str = "GET"
    body: bytes | None = None


def ask(connection, request):
    """One answer's headers and body."""
    try:
        connection.request(request.method, request.path, request.body, request.headers)
        response = connection.getresponse()
        body = response.read()
    except (OSError, http.client.HTTPException) as broken:
        raise WrongAnswer(f"{request.method} {request.path}: {broken!r}") from broken
    if response.status != 200:
        raise WrongAnswer(f"{request.method} {request.path}: {response.status} {body[:200]!r}")
    return response.headers, body


def connect(port):
    return http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST)


def once(request):
    connection = connect(request.port)
    try:
        return ask(connection, request)
    finally:
        connection.close()


def send(request, count):
    """Sends a request `count` times over a few connections."""

    def part(size):
        connection = connect(request.port)
        try:
            for _ in range(size):
                ask(connection, request)
        finally:
            connection.close()

    sizes = [count // CONNECTIONS + (place < count % CONNECTIONS) for place in range(CONNECTIONS)]
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        list(pool.map(part, sizes))
