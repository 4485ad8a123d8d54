"""One journey at a time in plain Python: a route is driven stop by stop, where arrays of one number cost the most."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

import numpy as np

from .plan import Journeys

_HOUR_MIN = 60.0
# A piece of time shorter than this is none: sums of travel times carry rounding errors.
_LEAST_PIECE_MIN = 1e-9


class _Pieces(NamedTuple):
    """When a journey ends by when it begins: straight pieces between the moments ``depart``, with slope ``late``."""

    depart: list[float]
    arrive: list[float]
    late: list[float]


class Drives:
    """The same moments as Journeys gives, for single journeys, some twenty times faster.

    Without traffic: a sum. With it: how fast the roads are changes at full hours alone, so the arrival is made of
    straight pieces between the departures at full hours and those that arrive at full hours; Journeys is asked at
    these, once for each place where journeys begin. Exact from the departure of the shift to its end; what begins
    outside of that goes on as the first or the last piece does.

    journeys: what is asked.
    shift_min: how long the shift lasts, in minutes.
    """

    def __init__(self, journeys: Journeys, shift_min: float) -> None:
        self.journeys = journeys
        first = _HOUR_MIN - journeys.start_min_of_day % _HOUR_MIN
        self._marks = np.concatenate([[0.0], np.arange(first, shift_min + _HOUR_MIN, _HOUR_MIN)])
        self._traffic = journeys.traffic is not None or journeys.travel.hourly is not None
        # What has been asked so far: of thousands of places few are ever driven between.
        self._free: dict[int, list[float]] = {}
        self._turns: dict[int, tuple[np.ndarray, np.ndarray]] = {}
        self._pairs: dict[tuple[int, int], _Pieces | None] = {}

    def arrive(self, at: int, to: int, depart: float) -> float:
        """When a journey ends that begins then, in minutes since the departure; inf where there is no way."""
        if not self._traffic:
            return depart + self._minutes(at)[to]
        pieces = self._pieces(at, to)
        if pieces is None:
            return np.inf
        piece = max(bisect_right(pieces.depart, depart) - 1, 0)
        return pieces.arrive[piece] + (depart - pieces.depart[piece]) * pieces.late[piece]

    def depart(self, at: int, to: int, arrive: float) -> float:
        """When a journey must begin to end then; −inf where there is no way."""
        if not self._traffic:
            return arrive - self._minutes(at)[to]
        pieces = self._pieces(at, to)
        if pieces is None:
            return -np.inf
        piece = max(bisect_right(pieces.arrive, arrive) - 1, 0)
        return pieces.depart[piece] + (arrive - pieces.arrive[piece]) / pieces.late[piece]

    def least_minutes(self) -> np.ndarray:
        """The least minutes between places, at whatever time one sets out, by whatever places; float64 (n, n)."""
        least = self.journeys.travel.minutes.copy()
        if self._traffic:
            places = np.arange(len(least))
            least[:] = np.inf
            for mark in self._marks.tolist():
                # A journey is quickest where one of its straight pieces begins or ends: it sets out or arrives then.
                arrive = self.journeys.arrivals(places[:, None], places, mark)
                depart = self.journeys.departures(places[:, None], places, mark)
                least = np.minimum(least, np.minimum(arrive - mark, np.where(depart >= 0, mark - depart, np.inf)))
        for middle in range(len(least)):
            np.minimum(least, least[:, middle, None] + least[middle], out=least)
        return least

    def _minutes(self, at: int) -> list[float]:
        row = self._free.get(at)
        if row is None:
            row = self._free[at] = self.journeys.travel.minutes[at].tolist()
        return row

    def _pieces(self, at: int, to: int) -> _Pieces | None:
        pair = (at, to)
        if pair not in self._pairs:
            self._pairs[pair] = self._made(at, to)
        return self._pairs[pair]

    def _made(self, at: int, to: int) -> _Pieces | None:
        if at not in self._turns:
            self._turns[at] = self._asked(at)
        depart, arrive = self._turns[at][0][:, to], self._turns[at][1][:, to]
        if not np.isfinite(arrive[0]):
            return None
        begins = np.diff(depart, prepend=-np.inf) > _LEAST_PIECE_MIN
        depart, arrive = depart[begins], arrive[begins]
        late = (np.diff(arrive) / np.diff(depart)).tolist()
        return _Pieces(depart.tolist(), arrive.tolist(), [*late, late[-1]])

    def _asked(self, at: int) -> tuple[np.ndarray, np.ndarray]:
        """Where the pieces of the journeys from a place to all others begin, and when these arrive, (k, n) each."""
        places = np.arange(len(self.journeys.travel))
        marks = np.repeat(self._marks[:, None], len(places), axis=1)
        turns = self.journeys.departures(at, places, marks)
        depart = np.sort(np.concatenate([marks, np.where(turns > 0, turns, marks)]), axis=0)
        return depart, self.journeys.arrivals(at, places, depart)
