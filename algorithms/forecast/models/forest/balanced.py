"""What the forest learns from: as many targets with an incident as without, out of all that there were."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ....arrays import places_in_groups
from ....control import Control
from ....times.spans import DAY_S
from ...features.rows import Rows, seconds
from ...intervals import Intervals
from ...training import Training

# Targets of each kind at most: more make the forest slower and no better.
_MOST = 100_000
# Before the first target there are so many days of record, or that share of it where it is short.
_BEFORE_D, _BEFORE_SHARE = 30, 0.25
# The last days of the record by which the level is checked.
_LATEST_D = 28
# With so many targets or fewer all those without an incident are looked at one by one.
_FEW = 4_000_000


@dataclass(frozen=True)
class Balanced:
    """``rows``: first those with an incident, then as many without. ``number``: incidents of each, (n,).

    ``weight``: how many targets of the record each stands for, (n,): what leads back from one in two to the base rate.
    """

    rows: Rows
    number: np.ndarray
    weight: np.ndarray

    @property
    def happened(self) -> np.ndarray:
        return self.number > 0


class Targets:
    """All (interval of the record, cell), numbered one after another: slot · cells + cell.

    They are what the intervals of a forecast are on earlier days (for longer ones, in earlier periods of whole days),
    and each is looked at from as long before as one of these is forecast.
    """

    def __init__(self, training: Training, intervals: Intervals, control: Control) -> None:
        """``training``: the record; every target ends before its end. ``control``: stop."""
        self._known, self._control = training.require_known(), control
        self._until, self._begin = int(seconds(training.until)), int(seconds(training.begin))
        self._length = int(intervals.length.astype(np.int64))
        self._period = -(-self._length // DAY_S) * DAY_S
        self._offsets = np.sort(seconds(intervals.starts) - self._until)
        before = min(_BEFORE_D * DAY_S, int((self._until - self._begin) * _BEFORE_SHARE))
        self._phases = np.unique(self._offsets % self._period)
        # Slot m of a phase begins m periods before the phase's first moment after the record.
        self._first = -(-(self._phases + self._length) // self._period)
        last = (self._until + self._phases - self._begin - before) // self._period
        number = np.maximum(last - self._first + 1, 0)
        self._slots = np.concatenate([[0], np.cumsum(number)])
        self.total = int(self._slots[-1]) * self._known.cells

    def happened(self) -> tuple[np.ndarray, np.ndarray]:
        """The targets with an incident, and how many each has."""
        time, cell = seconds(self._known.time), self._known.cell
        found = [np.zeros(0, dtype=np.int64)]
        for place, phase in enumerate(self._phases):
            self._control.check()
            into = (time - self._until - phase) % self._period
            slot = (self._until + phase - (time - into)) // self._period - self._first[place]
            inside = (into < self._length) & (slot >= 0) & (slot < self._slots[place + 1] - self._slots[place])
            found.append((self._slots[place] + slot[inside]) * self._known.cells + cell[inside])
        key, number = np.unique(np.concatenate(found), return_counts=True)
        return key, number.astype(np.float64)

    def without(self, with_one: np.ndarray, size: int, rng: np.random.Generator) -> np.ndarray:
        """So many targets without an incident, in their order: int (size,)."""
        if self.total <= _FEW:
            none = np.ones(self.total, dtype=bool)
            none[with_one] = False
            return np.sort(rng.choice(np.flatnonzero(none), size, replace=False))
        found = np.zeros(0, dtype=np.int64)
        while len(found) < size:
            self._control.check()
            drawn = rng.integers(0, self.total, 2 * size)
            place = np.minimum(np.searchsorted(with_one, drawn), len(with_one) - 1)
            found = np.unique(np.concatenate([found, drawn[with_one[place] != drawn]]))
        return np.sort(rng.choice(found, size, replace=False))

    def latest(self, size: int, rng: np.random.Generator) -> tuple[Rows, float, float]:
        """Targets of the last weeks before the end of the record, so many of all there are, with equal chances.

        With them how many targets each stands for, and the incidents in all of them.
        """
        number = np.diff(self._slots)
        # The last slots of each phase come first.
        last = np.minimum(number, max(1, _LATEST_D * DAY_S // self._period))
        phase, place = places_in_groups(last)
        slot = self._slots[phase] + place
        with_one, incidents = self.happened()
        total = len(slot) * self._known.cells
        drawn = rng.integers(0, total, size) if total > size else np.arange(total)
        which, cell = np.divmod(drawn, self._known.cells)
        inside = np.isin(with_one // self._known.cells, slot)
        rows = self.rows(slot[which] * self._known.cells + cell, rng)
        return rows, total / max(len(drawn), 1), float(incidents[inside].sum())

    def rows(self, target: np.ndarray, rng: np.random.Generator) -> Rows:
        """The targets by their numbers, each seen from as long before as one of the forecast's intervals is."""
        slot, cell = np.divmod(target, self._known.cells)
        place = np.searchsorted(self._slots, slot, side="right") - 1
        phase = self._phases[place]
        start = self._until + phase - (slot - self._slots[place] + self._first[place]) * self._period
        # Of the intervals that begin at that time of the period one is drawn; they lie side by side in this order.
        of_phase = self._offsets % self._period
        order = np.lexsort([self._offsets, of_phase])
        begin, end = (np.searchsorted(of_phase[order], phase, side=side) for side in ("left", "right"))
        drawn = begin + (rng.random(len(target)) * (end - begin)).astype(np.int64)
        origin = start - self._offsets[order[drawn]]
        # Where the record does not go back that far, the shortest one.
        shortest = start - self._offsets[order[begin]]
        return Rows(cell, start, np.where(origin >= self._begin + DAY_S, origin, shortest), self._length)


def balanced_sample(targets: Targets, rng: np.random.Generator) -> Balanced | None:
    """Under-sample the more frequent kind of targets; None where one kind is missing altogether. ``rng``: to draw."""
    with_one, number = targets.happened()
    without = targets.total - len(with_one)
    size = min(len(with_one), without, _MOST)
    if size == 0:
        return None
    chosen = np.sort(rng.choice(len(with_one), size, replace=False))
    none = targets.without(with_one, size, rng)
    return Balanced(
        targets.rows(np.concatenate([with_one[chosen], none]), rng),
        np.concatenate([number[chosen], np.zeros(size)]),
        np.repeat([len(with_one) / size, without / size], size),
    )
