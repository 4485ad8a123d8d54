"""When one is where in a shift: drives, stays and the way to the last place, forwards and backwards in time."""

from __future__ import annotations

import numpy as np

from .drives import Drives
from .plan import ON_TIME_MIN, Clock, Journeys
from .route import RouteProblem, RouteSettings


class Moments:
    """The rules of one shift, in minutes since the departure.

    Whoever drives and stays obeys: a stay lies within the stop's opening (who is early waits), stays and drives lie
    before the break or after it, and the last stay, or the way to the last place, ends within the shift. Whoever is
    free later is never there earlier, so that the latest moment from which the rest of an order still fits is exact.

    What is asked of many at once comes first, then the same for one (``…_once``), which is quicker for a single one.

    ``dwell``, ``opens``, ``closes``: float64 (n,), of the stops, −inf and inf for no opening. ``must``: int8 (n,), as
    in StopRules. ``last``: the place where the route must end, None for anywhere. ``break_on``, ``break_off``: inf
    without a break.
    """

    def __init__(self, problem: RouteProblem, settings: RouteSettings) -> None:
        stops, rules = problem.stops, problem.rules
        self.problem = problem
        self.settings = settings
        self.journeys = Journeys(problem.travel, problem.traffic, Clock(settings.departure).start_min_of_day)
        self.start = settings.start
        self.last = settings.last_place
        self.shift_min = settings.shift_hours * 60.0
        self.break_on, self.break_off = settings.break_span()
        self.dwell = np.full(len(stops), settings.dwell_min)
        self.opens, self.closes = np.full(len(stops), -np.inf), np.full(len(stops), np.inf)
        self.must = np.zeros(len(stops), dtype=np.int8)
        if rules is not None:
            self.dwell = np.where(np.isnan(rules.dwell_min), settings.dwell_min, rules.dwell_min)
            self.opens = np.where(np.isnan(rules.open_min), -np.inf, rules.open_min)
            self.closes = np.where(np.isnan(rules.close_min), np.inf, rules.close_min)
            self.must = rules.must
        # The same for one stop after another, where arrays of one number would cost the most.
        self._drives = Drives(self.journeys, self.shift_min)
        self._dwell, self._opens = self.dwell.tolist(), self.opens.tolist()
        self._closes = np.minimum(self.closes, self.shift_min).tolist()

    def __len__(self) -> int:
        return len(self.dwell)

    @property
    def detours_pay(self) -> bool:
        """Whether a stop on the way can let one be somewhere earlier: a break, which a drive cut in two need not wait
        for, or hours whose quickest ways differ.
        """
        return bool(np.isfinite(self.break_on)) or self.problem.travel.hourly is not None

    def arrive(self, at: np.ndarray | int, to: np.ndarray | int, free: np.ndarray | float) -> np.ndarray:
        """When one is at places after setting out from others as soon as one is free; inf where there is no way."""
        there = self.journeys.arrivals(at, to, free)
        if np.isinf(self.break_on):
            return there
        after = self.journeys.arrivals(at, to, np.maximum(free, self.break_off))
        return np.where(there > self.break_on + ON_TIME_MIN, after, there)

    def stay(self, stop: np.ndarray | int, arrive: np.ndarray | float) -> np.ndarray:
        """When stays at stops end that begin as soon as one is there; inf where they do not fit."""
        begin = np.maximum(arrive, self.opens[stop])
        if np.isfinite(self.break_on):
            meets = (begin < self.break_off) & (begin + self.dwell[stop] > self.break_on + ON_TIME_MIN)
            begin = np.where(meets, self.break_off, begin)
        end = begin + self.dwell[stop]
        return np.where(end <= np.minimum(self.closes[stop], self.shift_min) + ON_TIME_MIN, end, np.inf)

    def home(self, at: np.ndarray | int, free: np.ndarray | float) -> np.ndarray:
        """When the route is over for whoever is free at places: at the last place, or there and then; inf: too late."""
        there = np.asarray(free, dtype=np.float64) if self.last is None else self.arrive(at, self.last, free)
        return np.where(there <= self.shift_min + ON_TIME_MIN, there, np.inf)

    def latest(self, at: np.ndarray | int, stop: np.ndarray | int, until: np.ndarray | float) -> np.ndarray:
        """When one must be free at places at the latest for the stay at stops to end by ``until``; −inf: never."""
        begin = np.minimum(until, np.minimum(self.closes[stop], self.shift_min)) - self.dwell[stop]
        if np.isfinite(self.break_on):
            begin = np.where(begin < self.break_off, np.minimum(begin, self.break_on - self.dwell[stop]), begin)
        begin = np.where(begin >= self.opens[stop] - ON_TIME_MIN, begin, -np.inf)
        return self._latest_drive(at, stop, begin)

    def latest_home(self, at: np.ndarray | int) -> np.ndarray:
        """When one must be free at places at the latest for the route to end within the shift."""
        if self.last is None:
            return np.full(np.shape(at), self.shift_min)
        return self._latest_drive(at, self.last, np.full(np.shape(at), self.shift_min))

    def goes_on(
        self,
        at: np.ndarray | int,
        to: np.ndarray | int,
        free: np.ndarray | float,
        left: np.ndarray | float,
    ) -> np.ndarray:
        """When one who is free goes on: at once, or so late that a stop is not seen again too early.

        at: places where one is.
        to: stops where one goes.
        free: when one is free to go on.
        left: when the last stay at the stop ended, −inf for none.
        """
        return np.maximum(free, self.journeys.departures(at, to, np.add(left, self.settings.revisit_min)))

    def least_minutes(self) -> np.ndarray:
        """The least minutes of driving between places at any hour, float64 (places, places)."""
        return self._drives.least_minutes()

    def arrive_once(self, at: int, to: int, free: float) -> float:
        """``arrive`` for one journey."""
        there = self._drives.arrive(at, to, free)
        if free < self.break_off and there > self.break_on + ON_TIME_MIN:
            return self._drives.arrive(at, to, self.break_off)
        return there

    def stay_once(self, stop: int, arrive: float) -> float:
        """``stay`` for one stop."""
        begin, dwell = max(arrive, self._opens[stop]), self._dwell[stop]
        if begin < self.break_off and begin + dwell > self.break_on + ON_TIME_MIN:
            begin = self.break_off
        end = begin + dwell
        return end if end <= self._closes[stop] + ON_TIME_MIN else np.inf

    def home_once(self, at: int, free: float) -> float:
        """``home`` for one place."""
        there = free if self.last is None else self.arrive_once(at, self.last, free)
        return there if there <= self.shift_min + ON_TIME_MIN else np.inf

    def latest_once(self, at: int, stop: int, until: float) -> float:
        """``latest`` for one journey and stop."""
        dwell = self._dwell[stop]
        begin = min(until, self._closes[stop]) - dwell
        if begin < self.break_off:
            begin = min(begin, self.break_on - dwell)
        if begin < self._opens[stop] - ON_TIME_MIN:
            return -np.inf
        return self._latest_drive_once(at, stop, begin)

    def latest_home_once(self, at: int) -> float:
        """``latest_home`` for one place."""
        return self.shift_min if self.last is None else self._latest_drive_once(at, self.last, self.shift_min)

    def _latest_drive(self, at: np.ndarray | int, to: np.ndarray | int, there: np.ndarray) -> np.ndarray:
        depart = self.journeys.departures(at, to, there)
        if np.isinf(self.break_on):
            return depart
        before = self.journeys.departures(at, to, np.minimum(there, self.break_on))
        return np.where(depart >= self.break_off - ON_TIME_MIN, depart, before)

    def _latest_drive_once(self, at: int, to: int, there: float) -> float:
        depart = self._drives.depart(at, to, there)
        if depart < self.break_off - ON_TIME_MIN and there > self.break_on:
            return self._drives.depart(at, to, self.break_on)
        return depart

    def sets_out(self, at: int, to: int, free: float) -> float:
        """When one who is free sets out: at once, or after the break."""
        there = float(self.journeys.arrivals(at, to, free))
        return free if there <= self.break_on + ON_TIME_MIN else max(free, self.break_off)
