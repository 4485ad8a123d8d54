"""The table of features of the forest: those of Table II (Rumi, Qin & Salim), and what else is known before a target.

Made for the rows that are asked for alone; nothing is held of all cells × intervals × days.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Protocol

import numpy as np

from ...arrays import places_in_groups
from ...control import Control
from ...texts import Text
from ...times.spans import DAY
from ..activity import CheckIns, Pois
from ..events import CellEvents
from ..places import Places
from ..training import Training
from . import clock, history, mobility, venues
from .rows import Rows, seconds
from .similarity import Histories, visitor_homogeneity
from .tally import Recurring, Tally

# Days of the cell's own record and of that of the cells around it; None is the whole record.
OWN_D = (7, 30, 120, None)
AROUND_D = (30, None)
# Only the most frequent kinds and types have columns of their own.
MOST_KINDS, MOST_TYPES = 30, 8
_ROWS_AT_ONCE = 50_000

Column = tuple[str, Callable[[Rows], np.ndarray]]


class _Count(Protocol):
    """Incidents a day, (n,), of rows; ``begin``: of the record; ``days``: that are looked at, None for all."""

    def __call__(self, rows: Rows, begin: int, days: int | None) -> np.ndarray: ...


class FeatureTable:
    """What is known of cells in intervals. ``names``: of the columns."""

    def __init__(self, training: Training, starts: np.ndarray, length_s: int, control: Control) -> None:
        """The record is looked at between the opening of the training and its end.

        training: incidents, and what is around them.
        starts: of the intervals that are asked for, seconds (p,); only their place in the day counts.
        length_s: of every interval.
        control: stop.
        """
        around, known = training.surroundings(), training.require_known()
        self._begin, until = int(seconds(training.begin)), training.until
        self._columns: list[Column] = []
        control.check()
        self._add_history(known, starts, length_s, control)
        self._add_around(known, around.places, control)
        for name, kind in _largest(around.others, training):
            control.check()
            self._add_type(name, kind, around.places)
        if around.pois is not None and len(around.pois):
            self._add_pois(around.pois, around.places)
        self._visits: _Visits | None = None
        control.check()
        # Check-ins that end long before tell nothing of what is forecast.
        if around.checkins is not None and len(around.checkins.between(until - mobility.WINDOW_D * DAY, until)):
            self._visits = _Visits(around.checkins.between(training.opening, until), starts, length_s)
        self.names = tuple(name for name, _ in self._columns) + (self._visits.names if self._visits else ())

    def at(self, rows: Rows, control: Control) -> np.ndarray:
        """float32 (n, columns); nothing at a row's origin or later is seen."""
        found = np.empty((len(rows), len(self.names)), dtype=np.float32)
        for begin in range(0, len(rows), _ROWS_AT_ONCE):
            control.step(begin, len(rows))
            piece = slice(begin, begin + _ROWS_AT_ONCE)
            some = rows.where(np.arange(*piece.indices(len(rows))))
            for place, (_, column) in enumerate(self._columns):
                control.check()
                found[piece, place] = column(some)
            if self._visits:
                for place, values in enumerate(self._visits.columns(some, control), len(self._columns)):
                    found[piece, place] = values
        return found

    def _add_history(self, known: CellEvents, starts: np.ndarray, length_s: int, control: Control) -> None:
        begin, time = self._begin, seconds(known.time)
        by_interval, by_cell = Recurring(known.cell, time, starts, length_s), Tally(known.cell, time)
        control.check()
        rhythms = clock.Rhythms(time, starts, length_s, control)
        self._columns += [
            (Text("30-day density"), lambda rows: history.density_30_days(by_interval, rows, begin)),
            (Text("7-day density"), lambda rows: history.density_7_days(by_interval, rows, begin)),
            (Text("density in all days"), lambda rows: history.density_all_days(by_interval, rows, begin)),
            (Text("hour"), clock.hour),
            (Text("weekday"), clock.weekday),
            (Text("rhythm of the week"), lambda rows: rhythms.of_week(rows, begin)),
            (
                Text("usual number in this interval of the week"),
                lambda rows: clock.usual_number(by_interval, by_cell, rhythms, rows, begin),
            ),
        ]
        self._columns += self._counts(Text("own count"), partial(history.daily_count, by_cell), OWN_D)

    def _add_around(self, known: CellEvents, places: Places, control: Control) -> None:
        control.check()
        ring = _Ring(known, places)
        self._columns += self._counts(Text("cells around"), ring.daily_count, AROUND_D)

    def _add_type(self, name: str, kind: CellEvents, places: Places) -> None:
        by_cell, ring = Tally(kind.cell, seconds(kind.time)), _Ring(kind, places)
        self._columns += self._counts(Text("{type}: count", type=name), partial(history.daily_count, by_cell), AROUND_D)
        self._columns += self._counts(Text("{type}: cells around", type=name), ring.daily_count, (None,))

    def _counts(self, what: Text, count: _Count, spans_d: tuple[int | None, ...]) -> Iterator[Column]:
        begin = self._begin
        for days in spans_d:
            name = (
                Text("{what}, all days alike", what=what)
                if days is None
                else Text("{what}, {days:g} days", what=what, days=days)
            )
            yield name, partial(count, begin=begin, days=days)

    def _add_pois(self, pois: Pois, places: Places) -> None:
        share, density = venues.poi_distribution(pois), venues.poi_density(pois, places.area_m2)
        diversity = venues.location_diversity(pois)
        order = np.argsort(-np.bincount(pois.kind, minlength=len(pois.kinds)), kind="stable")
        if len(pois.kinds):
            for kind in order[:MOST_KINDS]:
                name = Text("POI distribution: {kind}", kind=pois.kinds[kind])
                self._columns.append((name, _of_cell(share[:, kind])))
            if len(order) > MOST_KINDS:
                rest = share[:, order[MOST_KINDS:]].sum(axis=1)
                self._columns.append((Text("POI distribution: all other kinds"), _of_cell(rest)))
            self._columns.append((Text("location diversity"), _of_cell(diversity)))
        self._columns.append((Text("POI density"), _of_cell(density)))


class _Visits:
    """The mobility features, which share the list of who checked in."""

    def __init__(self, checkins: CheckIns, starts: np.ndarray, length_s: int) -> None:
        self._index = mobility.CheckInIndex(checkins, starts, length_s)
        self._user = checkins.user
        self._histories = None if checkins.user is None else Histories(checkins, checkins.user)
        names = [Text("observation frequency"), Text("region popularity")]
        if checkins.user is not None:
            names += [Text("visitor ratio"), Text("user count"), Text("visitor entropy"), Text("visitor homogeneity")]
        self.names: tuple[str, ...] = tuple(names)

    def columns(self, rows: Rows, control: Control) -> Iterator[np.ndarray]:
        index = self._index
        yield mobility.observation_frequency(index, rows)
        yield mobility.region_popularity(index, rows)
        if self._user is None or self._histories is None:
            return
        yield mobility.visitor_ratio(index, rows)
        control.check()
        visitors = mobility.visitors_of(index, self._user, rows)
        yield mobility.user_count(visitors)
        yield mobility.visitor_entropy(visitors)
        yield visitor_homogeneity(visitors, self._histories, rows, control)


def _of_cell(value: np.ndarray) -> Callable[[Rows], np.ndarray]:
    """What is the same at all times, (cells,), as a column."""
    return lambda rows: value[rows.cell]


def _largest(others: tuple[tuple[str, CellEvents], ...], training: Training) -> Iterator[tuple[str, CellEvents]]:
    """The other types with the most incidents in the training days, and those incidents."""
    known = [(name, kind.between(training.opening, training.until)) for name, kind in others]
    yield from sorted((one for one in known if len(one[1])), key=lambda one: -len(one[1]))[:MOST_TYPES]


class _Ring:
    """Incidents by the cells around theirs; a ring counts for as much area as the cell has.

    Counted before they are weighed, so that a sum does not depend on what comes later.
    """

    def __init__(self, kind: CellEvents, places: Places) -> None:
        kind, around = kind.in_order(), places.rings[0].tocsc()
        number = np.diff(around.indptr)[kind.cell]
        event, place = places_in_groups(number)
        entry = around.indptr[kind.cell[event]].astype(np.int64) + place
        self._tally = Tally(around.indices[entry].astype(np.int64), seconds(kind.time)[event])
        # All cells of a ring weigh alike.
        self._weight = np.asarray(places.rings[0].max(axis=1).todense()).ravel()

    def daily_count(self, rows: Rows, begin: int, days: int | None) -> np.ndarray:
        return history.daily_count(self._tally, rows, begin, days) * self._weight[rows.cell]
