"""A server on this machine that plays OSRM or Valhalla: ways are straight, a thousandth of a degree takes a minute."""

from __future__ import annotations

import itertools
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Callable, NamedTuple
from urllib.parse import urlsplit

JSON, HTML = "application/json", "text/html"
# A client keeps its connections open for a while: one to a stub of before, on a port that was given out again, would
# be answered by that one. So every stub of a process has an address of its own.
_ADDRESSES = (f"127.0.{number // 250 % 250}.{1 + number % 250}" for number in itertools.count(1))


class Said(NamedTuple):
    """What is answered; ``length``: claimed, where that is a lie; ``to``: where it sends on to."""

    status: int = 200
    body: str = ""
    kind: str = JSON
    length: int | None = None
    to: str = ""


class Seen(NamedTuple):
    method: str
    path: str
    body: str
    headers: dict[str, str]


class Stub:
    """``answer`` is asked for each request; ``release`` ends every wait; ``seen`` and ``answered`` are noted."""

    def __init__(self, answer: Callable[[Seen], Said | None]) -> None:
        self.answer = answer
        self.seen: list[Seen] = []
        self.answered = 0
        self.release = threading.Event()
        self.url = ""
        self.host = ""

    def told(self) -> str:
        """All that was asked, as one text."""
        return "\n".join(f"{seen.path} {seen.body}" for seen in self.seen)


@contextmanager
def serving(answer: Callable[[Seen], Said | None]) -> Iterator[Stub]:
    """A stub that answers so while the block runs; None: it waits until it is released, and says nothing."""
    stub = Stub(answer)

    class Handler(BaseHTTPRequestHandler):
        # As real servers do: Qt asks again where a connection is closed while it reads.
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: Any) -> None:
            pass

        def _any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            stub.seen.append(Seen(self.command, self.path, body, dict(self.headers)))
            said = stub.answer(stub.seen[-1])
            if said is None:
                stub.release.wait(60)
                self.close_connection = True
                return
            text = said.body.encode()
            self.send_response(said.status)
            self.send_header("Content-Type", said.kind)
            self.send_header("Content-Length", str(len(text) if said.length is None else said.length))
            if said.to:
                self.send_header("Location", said.to)
            if said.status == 401:
                self.send_header("WWW-Authenticate", 'Basic realm="routing"')
            self.end_headers()
            self.wfile.write(text)
            stub.answered += 1
            self.close_connection = said.length is not None

        do_GET = do_POST = _any  # noqa: N815

    address = next(_ADDRESSES)
    server = ThreadingHTTPServer((address, 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    stub.host = f"{address}:{server.server_port}"
    stub.url = f"http://{stub.host}"
    try:
        yield stub
    finally:
        stub.release.set()
        server.shutdown()
        server.server_close()
        thread.join()


def _apart(one: list[float], other: list[float]) -> float:
    """Thousandths of a degree, as a taxi drives."""
    return 1000 * (abs(one[0] - other[0]) + abs(one[1] - other[1]))


def osrm(seen: Seen) -> Said:
    """As an OSRM server answers; a minute and 100 m per thousandth of a degree."""
    parts = urlsplit(seen.path)
    _, service, version, _, coordinates = parts.path.split("/")
    if version != "v1":
        return Said(400, json.dumps({"code": "InvalidVersion"}))
    places = [[float(number) for number in pair.split(",")] for pair in coordinates.split(";")]
    asked = dict(part.split("=", 1) for part in parts.query.split("&") if "=" in part)
    stands = [{"location": place, "distance": 0.0, "name": ""} for place in places]
    if service == "nearest":
        return Said(body=json.dumps({"code": "Ok", "waypoints": stands}))
    if service == "route":
        way = {"geometry": {"type": "LineString", "coordinates": [places[0], [places[1][0], places[0][1]], places[1]]}}
        return Said(body=json.dumps({"code": "Ok", "routes": [way], "waypoints": stands}))
    origins, ends = ([int(number) for number in asked[side].split(";")] for side in ("sources", "destinations"))
    apart = [[_apart(places[i], places[j]) for j in ends] for i in origins]
    table = {
        "code": "Ok",
        "durations": [[60 * steps for steps in row] for row in apart],
        "distances": [[100 * steps for steps in row] for row in apart],
        "sources": [stands[i] for i in origins],
        "destinations": [stands[j] for j in ends],
    }
    return Said(body=json.dumps(table))


def valhalla(seen: Seen) -> Said:
    """As a Valhalla server answers."""
    if seen.path.startswith("/status"):
        return Said(body=json.dumps({"version": "3.9.1"}))
    asked = json.loads(seen.body)

    def places(name: str) -> list[list[float]]:
        return [[place["lon"], place["lat"]] for place in asked[name]]

    if seen.path.startswith("/locate"):
        located = [
            {"input_lon": x, "input_lat": y, "edges": [{"correlated_lon": x, "correlated_lat": y}], "nodes": []}
            for x, y in places("locations")
        ]
        return Said(body=json.dumps(located))
    if seen.path.startswith("/sources_to_targets"):
        rows = [
            [{"time": 60 * _apart(i, j), "distance": 0.1 * _apart(i, j)} for j in places("targets")]
            for i in places("sources")
        ]
        return Said(body=json.dumps({"sources_to_targets": rows, "units": "kilometers"}))
    start, end = places("locations")
    legs = [{"shape": encoded([start, [end[0], start[1]], end])}]
    return Said(body=json.dumps({"trip": {"legs": legs, "status": 0}}))


def encoded(way: list[list[float]]) -> str:
    """A polyline with six digits, of lon, lat; written from the description of the algorithm."""
    text, last = "", [0, 0]
    for lon, lat in way:
        pair = [round(lat * 1e6), round(lon * 1e6)]
        for value, before in zip(pair, last):
            step = value - before
            left = ~(step << 1) if step < 0 else step << 1
            while left >= 32:
                text += chr((32 | left & 31) + 63)
                left >>= 5
            text += chr(left + 63)
        last = pair
    return text
