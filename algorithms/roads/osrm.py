"""How an OSRM server is asked and read: its table and route services (OSRM's HTTP API, version 1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

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

_UNKNOWN_ADDRESS = ("InvalidUrl", "InvalidService", "InvalidVersion")


@dataclass(frozen=True)
class Osrm:
    """A RoutingService. A server has one map for one means of travel, and most answer whatever ``profile`` is asked."""

    profile: str = "driving"
    title: str = "OSRM"
    # Servers take 100 × 100 at first; addresses of more than 8,000 letters do not pass everywhere.
    most_snapped: int = 200
    most_in_table: int = 100

    def hello(self) -> Request:
        return Request(f"/nearest/v1/{self.profile}/0,0?number=1&generate_hints=false")

    def read_hello(self, answer: Answer) -> None:
        # The Gulf of Guinea has no roads, and is far enough from the roads of the whole world to be of none.
        self._found(answer, also=("NoSegment",))

    def snap(self, places: np.ndarray) -> Request:
        # The table to one destination tells of every origin where it lies on the roads.
        return self._table(places, places[:1], "duration")

    def read_snapped(self, answer: Answer, count: int) -> np.ndarray:
        found = self._found(answer, also=("NoSegment",))
        if found.get("code") == "NoSegment":
            if count > 1:
                raise NoWay
            return np.full((1, 2), np.nan)
        try:
            return _stands(found["sources"], count)
        except (KeyError, TypeError, ValueError) as error:
            raise of_another_form(answer, self.title) from error

    def table(self, origins: np.ndarray, destinations: np.ndarray) -> Request:
        return self._table(origins, destinations, "duration,distance")

    def _table(self, origins: np.ndarray, destinations: np.ndarray, what: str) -> Request:
        sources = ";".join(map(str, range(len(origins))))
        targets = ";".join(map(str, range(len(origins), len(origins) + len(destinations))))
        return Request(
            f"/table/v1/{self.profile}/{_written(np.concatenate([origins, destinations]))}?annotations={what}"
            f"&sources={sources}&destinations={targets}&generate_hints=false"
        )

    def read_table(self, answer: Answer, shape: tuple[int, int]) -> Table:
        found = self._found(answer, also=("NoSegment", "NoTable"))
        if found["code"] != "Ok":
            raise NoWay
        try:
            seconds, metres = numbers(found["durations"], shape), numbers(found["distances"], shape)
            starts, ends = _stands(found["sources"], shape[0]), _stands(found["destinations"], shape[1])
        except (KeyError, TypeError, ValueError) as error:
            raise of_another_form(answer, self.title) from error
        return Table(seconds / 60.0, metres, starts[:, None], ends[None, :])

    def route(self, start: np.ndarray, end: np.ndarray) -> Request:
        places = _written(np.array([start, end]))
        return Request(
            f"/route/v1/{self.profile}/{places}?geometries=geojson&overview=full&steps=false&generate_hints=false"
        )

    def read_route(self, answer: Answer) -> np.ndarray:
        found = self._found(answer, also=("NoSegment", "NoRoute"))
        if found["code"] != "Ok":
            raise NoWay
        try:
            way = np.array(found["routes"][0]["geometry"]["coordinates"], dtype=np.float64)
            if way.ndim != 2 or way.shape[1] != 2 or len(way) < 2:
                raise ValueError
        except (KeyError, IndexError, TypeError, ValueError) as error:
            raise of_another_form(answer, self.title) from error
        return way

    def _found(self, answer: Answer, also: tuple[str, ...] = ()) -> dict[str, Any]:
        """What a good answer says; ``also``: codes that are no failure."""
        found = json_of(answer, self.title)
        if isinstance(found, list) or "code" not in found:
            if isinstance(found, dict) and "error_code" in found:
                raise other_server(answer, self.title, "Valhalla")
            if answer.status >= 400:
                raise not_there(answer, self.title)
            raise of_another_form(answer, self.title)
        code = found["code"]
        if code == "Ok" or code in also:
            return found
        if code == "TooBig":
            raise TooBig
        if code in _UNKNOWN_ADDRESS:
            raise not_there(answer, self.title)
        raise refused(answer, self.title, found.get("message") or code)


def _stands(rows: Any, count: int) -> np.ndarray:
    """Lon, lat (count, 2) of way-points; NaN of those that have no segment, where a version says so."""
    snapped = np.array([[np.nan, np.nan] if row is None else row["location"] for row in rows], dtype=np.float64)
    if snapped.shape != (count, 2):
        raise ValueError(count)
    return snapped


def _written(places: np.ndarray) -> str:
    return ";".join(f"{degrees(lon):.6f},{degrees(lat):.6f}" for lon, lat in places)
