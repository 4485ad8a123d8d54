"""The clock of one officer's round: when each stop of an order is reached, and where one more fits in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..control import Control
from ..errors import PatrolError
from ..roads.travel import mutual_groups
from ..texts import Text
from .drives import Drives
from .plan import (
    CANNOT_REACH,
    CLOSED,
    FORBIDDEN,
    MUST_DOES_NOT_FIT,
    NO_WAY_BACK,
    ON_TIME_MIN,
    TOO_FAR,
    Clock,
    Deadline,
    Journeys,
    Visit,
    minutes_text,
    visitable,
)
from .route import Route, RouteProblem, RouteSettings, SkippedStop


@dataclass(frozen=True)
class Times:
    """When an order of k stops is driven, float64 (k,) each, in minutes since the departure.

    ``arrive``: at the stop; ``end``: of the stay there. ``fitting``: how many stops of the order fit, k where all do,
    else the most of its first ones after which the route can end. ``home``: when, after these, the last place is
    reached, or, where the route may end anywhere, when the last stay ends.
    """

    arrive: np.ndarray
    end: np.ndarray
    home: float
    fitting: int


class Schedule:
    """What is possible when, in minutes since the departure; every planner asks this and nothing else.

    Whoever drives and stays obeys: a stay lies within the stop's opening (who is early waits), stays and drives lie
    before the break or after it, and the last stay, or the way to the last place, ends within the shift. Whoever is
    free later is never there earlier, so that the latest moment from which the rest of an order still fits is exact.

    Raises PatrolError where the last place itself cannot be reached within the shift: then no order fits.

    ``can``: bool (n,), the stops that can be on a route; ``why_not``: Text or None (n,).
    """

    def __init__(self, problem: RouteProblem, settings: RouteSettings) -> None:
        _require_match(problem, settings)
        stops = problem.stops
        clock = Clock(settings.departure)
        self.problem = problem
        self.settings = settings
        self.journeys = Journeys(problem.travel, problem.traffic, clock.start_min_of_day)
        self.start = settings.start
        self.last = settings.last_place
        self.shift_min = settings.shift_hours * 60.0
        self.break_on, self.break_off = settings.break_span()
        rules = problem.rules
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
        self._require_an_end()
        self.can, self.why_not = self._possible()

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

    def _latest_drive_once(self, at: int, to: int, there: float) -> float:
        depart = self._drives.depart(at, to, there)
        if depart < self.break_off - ON_TIME_MIN and there > self.break_on:
            return self._drives.depart(at, to, self.break_on)
        return depart

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

    def _latest_drive(self, at: np.ndarray | int, to: np.ndarray | int, there: np.ndarray) -> np.ndarray:
        depart = self.journeys.departures(at, to, there)
        if np.isinf(self.break_on):
            return depart
        before = self.journeys.departures(at, to, np.minimum(there, self.break_on))
        return np.where(depart >= self.break_off - ON_TIME_MIN, depart, before)

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

    def times(self, order: Sequence[int], at: int | None = None, free: float = 0.0) -> Times:
        """When the stops of an order are served one after another.

        ``at``, ``free``: where one begins (None: at the start) and when.
        """
        arrive, end = np.full(len(order), np.inf), np.full(len(order), np.inf)
        at = self.start if at is None else at
        home, fitting = self.home_once(at, free), 0
        left: dict[int, float] = {}
        for turn, stop in enumerate(order):
            depart = float(self.goes_on(at, stop, free, left[stop])) if stop in left else free
            arrive[turn] = there = self.arrive_once(at, stop, depart)
            end[turn] = free = self.stay_once(stop, there)
            if free == np.inf:
                break
            at, left[stop] = stop, free
            over = self.home_once(at, free)
            # A break can make the way home from a later stop possible where it is not from an earlier one.
            if over < np.inf:
                home, fitting = over, turn + 1
        return Times(arrive, end, home, fitting)

    def fits(self, order: Sequence[int], at: int | None = None, free: float = 0.0) -> bool:
        """Whether all of an order fits; see times."""
        times = self.times(order, at, free)
        return times.fitting == len(order) and bool(np.isfinite(times.home))

    def passing_over(self, order: Sequence[int]) -> list[int]:
        """The stops of an order that can be served one after another, without those that do not fit."""
        kept: list[int] = []
        at, free = self.start, 0.0
        for stop in order:
            if not self.can[stop]:
                continue
            end = self.stay(stop, self.arrive(at, stop, free))
            if np.isfinite(self.home(stop, end)):
                kept.append(stop)
                at, free = stop, float(end)
        return kept

    def route(self, order: Sequence[int], left_out: Text, stopped: bool = False) -> Route:
        """The route of an order that fits; ``left_out``: why the other stops are not on it.

        A stop may come more than once, each time at least ``revisit_min`` after the last stay; its priority counts
        once. Raises PatrolError where the order does not fit.
        """
        times = self.times(order)
        if times.fitting < len(order):
            raise PatrolError("Stop {stop} does not fit into the route.", stop=order[times.fitting])
        route = Route(stopped=stopped)
        at, free = self.start, 0.0
        left: dict[int, float] = {}
        for stop, arrive, end in zip(order, times.arrive.tolist(), times.end.tolist()):
            # A route that begins at a stop has no way to drive to it.
            if at != stop:
                depart = float(self.goes_on(at, stop, free, left[stop])) if stop in left else free
                route.legs.append(self.journeys.leg(at, stop, stop, self._sets_out(at, stop, depart)))
            reward = 0.0 if stop in left else float(self.problem.stops.priority[stop])
            route.visits.append(Visit(stop, arrive, end, reward, wait_min=max(end - self.dwell[stop] - arrive, 0.0)))
            at, free = stop, end
            left[stop] = end
        # Where the break is in the way of the last place, there is no way there without a stop.
        if self.last is not None and at != self.last and np.isfinite(times.home):
            route.legs.append(self.journeys.leg(at, self.last, -1, self._sets_out(at, self.last, free)))
        for stop, why in enumerate(self.why_not):
            if stop not in left:
                unserved = MUST_DOES_NOT_FIT if self.must[stop] > 0 else left_out
                route.skipped.append(SkippedStop(stop, why or unserved))
        return route

    def _require_an_end(self) -> None:
        """Raise PatrolError where not even who drives there at once, without a break, is at the last place within the
        shift. With one, a stop on the way may part in two what is too long for either side of it.
        """
        if self.last is None:
            return
        there = float(self.journeys.arrivals(self.start, self.last, 0.0))
        if np.isinf(there):
            raise PatrolError(
                "The end of the route cannot be reached from its start by road. Choose another end, or check that the "
                "roads between them are connected."
            )
        if there > self.shift_min + ON_TIME_MIN:
            raise PatrolError(
                "Who drives to the end of the route at once is there after {minutes}, but the shift is "
                "over after {shift:,.0f}. Make the shift longer, or choose an end that is nearer.",
                minutes=minutes_text(round(there)),
                shift=self.shift_min,
            )

    def _sets_out(self, at: int, to: int, free: float) -> float:
        """When one who is free sets out: at once, or after the break."""
        there = float(self.journeys.arrivals(at, to, free))
        return free if there <= self.break_on + ON_TIME_MIN else max(free, self.break_off)

    def _possible(self) -> tuple[np.ndarray, list[Text | None]]:
        """Which stops can be on a route, and why the others cannot."""
        travel, count = self.problem.travel, len(self)
        places = np.arange(count)
        group = mutual_groups(travel.minutes)
        connected = visitable(travel.minutes, group, self.start, places, self.last)
        reached = np.isfinite(travel.minutes[self.start, :count])
        alone = self._possible_alone(places)
        closed = connected & ~alone & (np.isfinite(self.opens) | np.isfinite(self.closes))
        forbidden = self.must < 0
        why: list[Text | None] = [None] * count
        for stop in np.flatnonzero(~connected | forbidden | closed).tolist():
            if forbidden[stop]:
                why[stop] = FORBIDDEN
            elif not connected[stop]:
                far, met = travel.too_far[stop], reached[stop]
                why[stop] = TOO_FAR if far else NO_WAY_BACK if met else CANNOT_REACH
            else:
                why[stop] = CLOSED
        return connected & alone & ~forbidden, why

    def _possible_alone(self, places: np.ndarray) -> np.ndarray:
        """Which stops fit when they are the only one.

        Drives may pass over the break: a stop on the way can cut in two what would have to wait for the break's end.
        """
        end = self.stay(places, self.journeys.arrivals(self.start, places, 0.0))
        if self.last is None:
            return np.isfinite(end)
        return self.journeys.arrivals(places, self.last, end) <= self.shift_min + ON_TIME_MIN


class Round:
    """An order of stops that fits, none of them twice, and where one more can be put into it.

    ``order``: k stops. ``home``: as in Times. ``free``: float64 (k + 1,), when one is free to go on at the start and
    after each stay. ``latest``: float64 (k + 1,), when one must be so at the latest for the rest to fit.
    """

    def __init__(self, schedule: Schedule, order: Sequence[int]) -> None:
        self._make(schedule, list(order), [0.0], [])

    def _make(self, schedule: Schedule, order: list[int], free: list[float], latest: list[float]) -> None:
        """Fill in what is not known yet: ``free`` is of the start and the first stops, ``latest`` of the last ones."""
        places = [schedule.start, *order]
        free, behind = free.copy(), latest[::-1]
        for turn in range(len(free), len(places)):
            at, stop = places[turn - 1], places[turn]
            free.append(schedule.stay_once(stop, schedule.arrive_once(at, stop, free[-1])))
        self.home = schedule.home_once(places[-1], free[-1])
        if order and self.home == np.inf:
            raise PatrolError("Stop {stop} does not fit into the route.", stop=order[schedule.times(order).fitting])
        if not behind:
            behind.append(schedule.latest_home_once(places[-1]))
        for turn in range(len(places) - 1 - len(behind), -1, -1):
            behind.append(schedule.latest_once(places[turn], places[turn + 1], behind[-1]))
        self.schedule = schedule
        self.order = order
        self.places = np.array(places, dtype=np.int64)
        self._free, self._latest = free, behind[::-1]
        self.free, self.latest = np.array(self._free), np.array(self._latest)

    def delays(self, stops: np.ndarray) -> np.ndarray:
        """By how much the rest is put off when one of ``stops`` (c,) is served after the start or a stop of the order,
        float64 (k + 1, c); inf where it does not fit.
        """
        schedule = self.schedule
        stops = np.asarray(stops, dtype=np.int64)
        end = schedule.stay(stops, schedule.arrive(self.places[:, None], stops, self.free[:, None]))
        delay = np.full(end.shape, np.inf)
        if self.order:
            onward = self.places[1:, None]
            after = schedule.stay(onward, schedule.arrive(stops, onward, end[:-1]))
            fits = after <= self.latest[1:, None] + ON_TIME_MIN
            delay[:-1] = np.where(fits, after - self.free[1:, None], np.inf)
        over = schedule.home(stops, end[-1])
        delay[-1] = over - self.home
        return np.where(np.isnan(delay), np.inf, delay)

    def with_stop(self, turn: int, stop: int) -> Round:
        """The round with one more stop, after ``turn`` stops."""
        longer = Round.__new__(Round)
        order = [*self.order[:turn], stop, *self.order[turn:]]
        longer._make(self.schedule, order, self._free[: turn + 1], self._latest[turn + 1 :])
        return longer


def with_musts(schedule: Schedule, control: Control | None = None, deadline: Deadline | None = None) -> list[int]:
    """An order of the stops that must be visited, each put in where it delays least; those that do not fit are left
    out, and those that are not put in before the deadline.
    """
    control, deadline = control or Control(), deadline or Deadline(None)
    waiting = np.flatnonzero((schedule.must > 0) & schedule.can)
    made = Round(schedule, [])
    while len(waiting) and not deadline.passed():
        control.check()
        delay = made.delays(waiting)
        # The one with the fewest choices left first: a later one could take its only place.
        best = delay.min(axis=0)
        if np.isinf(best).all():
            break
        choices = np.where(np.isfinite(best), np.isfinite(delay).sum(axis=0), len(made.order) + 2)
        one = int(np.lexsort((best, choices))[0])
        made = made.with_stop(int(delay[:, one].argmin()), int(waiting[one]))
        waiting = np.delete(waiting, one)
    return made.order


def _require_match(problem: RouteProblem, settings: RouteSettings) -> None:
    places, count = len(problem.travel), len(problem.stops)
    if not places > max(settings.start, settings.end or 0) or places < count:
        raise PatrolError(
            "Travel times of {places} places do not match {stops} stops and the start {start}.",
            places=places,
            stops=count,
            start=settings.start,
        )
