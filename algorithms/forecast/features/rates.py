"""What is known of each cell at a moment, in incidents per day: its own record, its surroundings, other types."""

from __future__ import annotations

from collections import OrderedDict

import numpy as np

from ...control import Control
from ...errors import PatrolError
from ...texts import Text
from ...times.spans import DAY
from ..events import CellEvents
from ..places import Places
from .decay import daily_rate
from .spots import Spots

HALF_LIVES_D = (7.0, 14.0, 30.0, 60.0, 120.0, None)
RING_HALF_LIVES_D = (30.0, 120.0, None)
_RECENT_D = 30.0
# Widths of kernels in usual sides; those from one side on are made of blurs of the cells' counts.
_NARROW = (0.5, 1.0)
_BLURS = (4, 16)
# Tables that are kept, bytes.
_KEPT = 150_000_000


class RateFeatures:
    """Columns of incidents per day and cell, as they were known at a moment.

    The cell's own count at several half-lives; the two rings of cells around it; kernels of ½, 1, 2 and 4 times a
    cell's side; of every other type the count, the last 30 days, the ring and the kernel of two sides. ``own``: which
    columns are the cell's own record, ``of_others``: which are of the other types, bool (columns,) each.
    """

    def __init__(self, places: Places, events: CellEvents, others: tuple[tuple[str, CellEvents], ...] = ()) -> None:
        if events.x is None or any(kind.x is None for _, kind in others):
            raise PatrolError("Kernels need to know where the incidents happened.")
        self._places = places
        self._events = events.in_order()
        self._others = [(name, kind.in_order()) for name, kind in others]
        self._spots = Spots(places, [self._events])
        self.names = tuple(_own_names()) + tuple(name for other, _ in self._others for name in _other_names(other))
        self.own = np.arange(len(self.names)) < len(HALF_LIVES_D)
        self.of_others = np.arange(len(self.names)) >= len(_own_names())
        self._kept: OrderedDict[tuple[np.datetime64, np.datetime64], np.ndarray] = OrderedDict()

    def at(self, moment: np.datetime64, opening: np.datetime64, control: Control | None = None) -> np.ndarray:
        """float64 (cells, columns) of what happened from an opening to a moment; nothing at it or later is seen."""
        key = (opening, moment)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        table = self._made(moment, opening, control or Control())
        self._kept[key] = table
        while len(self._kept) > 1 and sum(kept.nbytes for kept in self._kept.values()) > _KEPT:
            self._kept.popitem(last=False)
        return table

    def _made(self, moment: np.datetime64, opening: np.datetime64, control: Control) -> np.ndarray:
        own = {life: daily_rate(self._events, opening, moment, life) for life in HALF_LIVES_D}
        control.check()
        columns = [own[life] for life in HALF_LIVES_D]
        for ring in self._places.rings:
            columns += [ring @ own[life] for life in RING_HALF_LIVES_D]
            control.check()
        columns += self._narrow(moment, opening, control)
        columns += self._blurred(own[None], _BLURS, control)
        for _, kind in self._others:
            count = daily_rate(kind, opening, moment)
            recent = daily_rate(kind, opening, moment, _RECENT_D)
            columns += [count, recent, self._places.rings[0] @ count, *self._blurred(count, _BLURS[:1], control)]
        return np.column_stack(columns)

    def _narrow(self, moment: np.datetime64, opening: np.datetime64, control: Control) -> list[np.ndarray]:
        """Kernels from where exactly incidents happened."""
        begin, end = np.searchsorted(self._events.time, [opening, moment])
        number = np.bincount(self._spots.of[0][begin:end], minlength=len(self._spots.x))
        rate = number / float((moment - opening) / DAY)
        found = []
        for width in _NARROW:
            control.check()
            found.append(self._spots.shares(width * self._places.usual_side_m) @ rate)
        return found

    def _blurred(self, rate: np.ndarray, times: tuple[int, ...], control: Control) -> list[np.ndarray]:
        found = []
        for number in range(1, times[-1] + 1):
            control.check()
            rate = self._places.blur @ rate
            if number in times:
                found.append(rate)
        return found


def _own_names() -> list[str]:
    names: list[str] = [_of_life(Text("own count"), life) for life in HALF_LIVES_D]
    for ring in (Text("cells around"), Text("second ring")):
        names += [_of_life(ring, life) for life in RING_HALF_LIVES_D]
    sides = (*_NARROW, *(number**0.5 for number in _BLURS))
    return [*names, *(Text("kernel of {width:g} sides", width=side) for side in sides)]


def _of_life(what: Text, life: float | None) -> Text:
    if life is None:
        return Text("{what}, all days alike", what=what)
    return Text("{what}, half-life {days:g} days", what=what, days=life)


def _other_names(other: str) -> list[str]:
    return [
        Text("{type}: count", type=other),
        Text("{type}: half-life {days:g} days", type=other, days=_RECENT_D),
        Text("{type}: cells around", type=other),
        Text("{type}: kernel of {width:g} sides", type=other, width=_BLURS[0] ** 0.5),
    ]
