"""How a Valhalla server is asked and read: sources_to_targets, locate and route (Valhalla's HTTP API)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, NoReturn

import numpy as np

from .answers import (
    Answer,
    NoWay,
    Request,
    Table,
    TooBig,
    degrees,
    json_of,
    not_there,
    numbers,
    of_another_form,
    other_server,
    refused,
)

# Valhalla's codes of errors: too many places or pairs; no edge, no connection, no path, too far.
_TOO_MANY = (150, 152)
_NO_WAY = (154, 170, 171, 441, 442, 443)
_NO_ACTION = (100, 101, 106, 107)
# Bits of a number in a polyline; a degree with seven digits has fewer.
_LONGEST = 35


@dataclass(frozen=True)
class Valhalla:
    """A RoutingService; ``costing``: auto or pedestrian."""

    costing: str = "auto"
    title: str = "Valhalla"
    most_snapped: int = 500
    # Servers take 2,500 pairs at first.
    most_in_table: int = 50

    def hello(self) -> Request:
        return Request("/status")

    def read_hello(self, answer: Answer) -> None:
        found = json_of(answer, self.title)
        # Where the status is kept from visitors, the error is Valhalla's all the same.
        if not isinstance(found, dict) or not ("version" in found or "error_code" in found):
            if isinstance(found, dict) and "code" in found:
                raise other_server(answer, self.title, "OSRM")
            raise not_there(answer, self.title) if answer.status >= 400 else of_another_form(answer, self.title)

    def snap(self, places: np.ndarray) -> Request:
        return self._posted("/locate", locations=_located(places), verbose=False)

    def read_snapped(self, answer: Answer, count: int) -> np.ndarray | None:
        found = json_of(answer, self.title)
        if isinstance(found, dict):
            if found.get("error_code") in _NO_ACTION:
                return None
            self._raise(answer, found)
        try:
            snapped = np.array([_nearest(place) for place in found], dtype=np.float64)
            if snapped.shape != (count, 2):
                raise ValueError
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise of_another_form(answer, self.title) from error
        return snapped

    def table(self, origins: np.ndarray, destinations: np.ndarray) -> Request:
        return self._posted(
            "/sources_to_targets", sources=_located(origins), targets=_located(destinations), units="kilometers"
        )

    def read_table(self, answer: Answer, shape: tuple[int, int]) -> Table:
        found = self._found(answer)
        try:
            rows = found["sources_to_targets"]
            seconds = numbers([[pair["time"] for pair in row] for row in rows], shape)
            km = numbers([[pair["distance"] for pair in row] for row in rows], shape)
            starts, ends = _stands(rows, "begin"), _stands(rows, "end")
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise of_another_form(answer, self.title) from error
        none = np.isinf(seconds) | np.isinf(km)
        return Table(np.where(none, np.inf, seconds / 60.0), np.where(none, np.inf, km * 1000.0), starts, ends)

    def route(self, start: np.ndarray, end: np.ndarray) -> Request:
        return self._posted("/route", locations=_located(np.array([start, end])), directions_type="none")

    def read_route(self, answer: Answer) -> np.ndarray:
        found = self._found(answer)
        try:
            way = np.concatenate([decoded(leg["shape"]) for leg in found["trip"]["legs"]])
            if len(way) < 2:
                raise ValueError
        except (KeyError, TypeError, ValueError) as error:
            raise of_another_form(answer, self.title) from error
        return way

    def _posted(self, path: str, **what: object) -> Request:
        return Request(path, json.dumps({**what, "costing": self.costing}, separators=(",", ":")))

    def _found(self, answer: Answer) -> dict[str, Any]:
        found = json_of(answer, self.title)
        if isinstance(found, list):
            raise of_another_form(answer, self.title)
        if "error_code" in found or answer.status >= 400:
            self._raise(answer, found)
        return found

    def _raise(self, answer: Answer, found: dict[str, Any]) -> NoReturn:
        code = found.get("error_code")
        if code in _TOO_MANY:
            raise TooBig
        if code in _NO_WAY:
            raise NoWay
        if code is None and "code" in found:
            raise other_server(answer, self.title, "OSRM")
        if code is None or code in _NO_ACTION:
            raise not_there(answer, self.title)
        raise refused(answer, self.title, found.get("error") or code)


def _located(places: np.ndarray) -> list[dict[str, float]]:
    return [{"lat": degrees(lat), "lon": degrees(lon)} for lon, lat in places]


def _stands(rows: list[list[dict[str, Any]]], which: str) -> np.ndarray | None:
    """Lon, lat (n, m, 2) where ways begin or end; None where the version (before 3.5) does not tell."""
    names = f"{which}_lon", f"{which}_lat"
    found = np.array([[[pair.get(name) for name in names] for pair in row] for row in rows], dtype=np.float64)
    return None if np.isnan(found).all() else found


def _nearest(place: dict[str, Any]) -> list[float]:
    """Lon, lat of the nearest of the edges that a place may be on; NaN where there is none."""
    edges = [[edge["correlated_lon"], edge["correlated_lat"]] for edge in place.get("edges") or []]
    edges += [[node["lon"], node["lat"]] for node in place.get("nodes") or []]
    here = place["input_lon"], place["input_lat"]
    shrink = np.cos(np.radians(here[1]))
    return min(
        edges,
        key=lambda edge: ((edge[0] - here[0]) * shrink) ** 2 + (edge[1] - here[1]) ** 2,
        default=[np.nan, np.nan],
    )


def decoded(text: str, digits: int = 6) -> np.ndarray:
    """Lon, lat (k, 2) of an encoded polyline (Google's algorithm, latitude first; Valhalla's has six digits).

    Raises ValueError where it breaks off or holds something else.
    """
    numbers_found, value, shift = [], 0, 0
    for letter in text:
        bits = ord(letter) - 63
        if not 0 <= bits < 64 or shift > _LONGEST:
            raise ValueError("this is no polyline")
        value |= (bits & 31) << shift
        shift += 5
        if bits < 32:
            numbers_found.append(~(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    if shift or len(numbers_found) % 2:
        raise ValueError("the polyline breaks off")
    steps = np.array(numbers_found, dtype=np.int64).reshape(-1, 2)
    return np.cumsum(steps, axis=0)[:, ::-1] / 10.0**digits
