"""What is asked of a routing server and what it answers: the protocol of a service, and what is wrong with an answer.

Nothing here asks anybody: requests are built and answers are read, and whoever can reach the network carries them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Callable, NamedTuple, Protocol

import numpy as np

from ..errors import PatrolError
from ..texts import Text

_SHOWN = 120
# OSRM gives −0.1 m between places that are nearer to each other than it counts.
_LEAST = -1.0
_NO_ACCESS = (401, 403, 407)
_TOO_LONG = (413, 414, 431)


class Request(NamedTuple):
    """What is asked: a path below the server's address, with the query; a body of JSON where it is posted."""

    path: str
    body: str = ""


class Answer(NamedTuple):
    """What came back: from which host, the HTTP status, and the text."""

    host: str
    status: int
    text: str


Ask = Callable[[Request], Answer]


class TooBig(Exception):
    """The server refuses that many places at once."""


class NoWay(Exception):
    """The server says no more of a whole table than that some pair of it has no way."""


@dataclass(frozen=True)
class Table:
    """Minutes and metres (n, m), inf where there is no way.

    ``starts``, ``ends``: lon, lat where each way begins and ends, of a shape that fits (n, m, 2), None where the server
    does not tell: of a place beside a road that leads nowhere it may take another road, kilometres away.
    """

    minutes: np.ndarray
    metres: np.ndarray
    starts: np.ndarray | None = None
    ends: np.ndarray | None = None


class RoutingService(Protocol):
    """How one kind of server is asked and how its answers are read; places are lon, lat (k, 2), WGS 84, degrees.

    What is wrong with an answer is a PatrolError, but for TooBig and NoWay.
    """

    @property
    def title(self) -> str:
        """As people call it."""
        ...

    @property
    def most_snapped(self) -> int:
        """Places that are snapped in one request."""
        ...

    @property
    def most_in_table(self) -> int:
        """Origins, and destinations, of one table at first; fewer where the server refuses."""
        ...

    def hello(self) -> Request:
        """A request without any place of the user's, which only such a server answers."""
        ...

    def read_hello(self, answer: Answer) -> None: ...

    def snap(self, places: np.ndarray) -> Request:
        """Where on the roads places are."""
        ...

    def read_snapped(self, answer: Answer, count: int) -> np.ndarray | None:
        """Lon, lat (count, 2), NaN where there is no road; None where the server does not tell."""
        ...

    def table(self, origins: np.ndarray, destinations: np.ndarray) -> Request: ...

    def read_table(self, answer: Answer, shape: tuple[int, int]) -> Table: ...

    def route(self, start: np.ndarray, end: np.ndarray) -> Request:
        """The way between two places (2,)."""
        ...

    def read_route(self, answer: Answer) -> np.ndarray:
        """Lon, lat (k, 2), k ≥ 2."""
        ...


def degrees(value: float) -> float:
    """A tenth of a metre: more tells nothing, and lengthens the address."""
    return round(float(value), 6)


def shown(text: str) -> str:
    """The beginning of what a server says, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[:_SHOWN] + "…"


def json_of(answer: Answer, title: str) -> dict[str, Any] | list[Any]:
    """The JSON of an answer of any status. Raises PatrolError where it is none, TooBig for too long a request."""
    host, status, text = answer
    if status in _TOO_LONG:
        raise TooBig
    if status in _NO_ACCESS:
        raise PatrolError(
            "{host} refuses access (HTTP {status}). Choose an authentication configuration of QGIS that the server "
            "takes, or ask who runs it.",
            host=host,
            status=status,
        )
    if status == 429:
        raise PatrolError(
            "{host} has had too many requests (HTTP {status}). Wait, ask for fewer places, or run your own server.",
            host=host,
            status=status,
        )
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if isinstance(found, (dict, list)):
        if status >= 500 and not _of_a_service(found):
            raise _failed(answer)
        return found
    if status >= 500:
        raise _failed(answer)
    if status >= 400:
        raise not_there(answer, title)
    if text.lstrip()[:1] in ("{", "["):
        raise PatrolError(
            "The answer of {host} breaks off: it is no whole JSON. Run it again; if it stays so, something between "
            "here and the server cuts answers short.",
            host=host,
        )
    raise PatrolError(
        "{host} answers with something else than {title} does: {text!r}. The address may be that of a web page or of a "
        "log-in; give the address of the service itself.",
        host=host,
        title=title,
        text=shown(text),
    )


def _of_a_service(found: object) -> bool:
    return isinstance(found, dict) and ("code" in found or "error_code" in found)


def _failed(answer: Answer) -> PatrolError:
    return PatrolError(
        "The server at {host} fails (HTTP {status}: {text!r}). Try again later, or ask who runs it.",
        host=answer.host,
        status=answer.status,
        text=shown(answer.text),
    )


def not_there(answer: Answer, title: str) -> PatrolError:
    """That no such service is at the address."""
    return PatrolError(
        "There is no {title} service at this address of {host} (HTTP {status}). Give the part of the address before "
        "the name of the service, such as https://routing.example.org or https://example.org/routing.",
        title=title,
        host=answer.host,
        status=answer.status,
    )


def other_server(answer: Answer, title: str, other: str) -> PatrolError:
    """That it is a server of another kind."""
    return PatrolError(
        "The server at {host} is not {title} but {other}: choose {other} as the source.",
        host=answer.host,
        title=title,
        other=other,
    )


def refused(answer: Answer, title: str, why: object) -> PatrolError:
    """That the server refuses, in its own words."""
    return PatrolError(
        "The {title} server at {host} refuses the request: {why}. Check the address, and whether the server offers "
        "this means of travel.",
        title=title,
        host=answer.host,
        why=shown(str(why)) or Text("it does not say why"),
    )


def of_another_form(answer: Answer, title: str) -> PatrolError:
    """That there is JSON, but not what was asked for."""
    return PatrolError(
        "The answer of {host} has another form than that of {title}: {text!r}. The server may be of another kind, or "
        "too old.",
        host=answer.host,
        title=title,
        text=shown(answer.text),
    )


def numbers(rows: object, shape: tuple[int, int]) -> np.ndarray:
    """A table of JSON numbers as float64 of this shape, null as inf. Raises ValueError or TypeError for another."""
    found = np.array(rows, dtype=np.float64)
    if found.shape != shape or (found < _LEAST).any():
        raise ValueError(shape)
    return np.where(np.isnan(found), np.inf, np.maximum(found, 0.0))
