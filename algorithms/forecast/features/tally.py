"""How much of a record a group had between two moments, for many groups and moments at once."""

from __future__ import annotations

import numpy as np

from ...times.spans import DAY_S

# Where intervals begin at so many places in the period that an entry is in more than so many of them on average, their
# beginnings are taken to the quarter of an hour.
_MOST_OVERLAP, _QUARTER_S = 8, 900


class Tally:
    """A record in order of group and time, to be asked by binary search: nothing grows with groups × moments.

    ``order``: the entries of the record, group by group, each group's from the first to the last, (k,).
    """

    def __init__(self, group: np.ndarray, time: np.ndarray) -> None:
        """``group``: int (k,); ``time``: seconds, int64 (k,)."""
        self._first = int(time.min()) if len(time) else 0
        self._span = (int(time.max()) - self._first if len(time) else 0) + 2
        by_time = np.argsort(time, kind="stable")
        # Numbers of two bytes are sorted in one pass, which matters with millions of entries.
        few = np.uint16 if len(group) and group.max() < 2**16 else np.int64
        self.order = by_time[np.argsort(group[by_time].astype(few), kind="stable")]
        self._key = (group * self._span + (time - self._first))[self.order]

    def ranges(self, group: np.ndarray, begin: np.ndarray, end: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Where in the order the entries of groups from a moment to another lie, the second moment not among them.

        int64 (n,) each, for group, begin and end (n,).
        """
        return self._place(group, begin), self._place(group, end)

    def between(self, group: np.ndarray, begin: np.ndarray, end: np.ndarray) -> np.ndarray:
        """How many entries each group has from a moment to another: float64 (n,)."""
        first, last = self.ranges(group, begin, end)
        return (last - first).astype(np.float64)

    def _place(self, group: np.ndarray, moment: np.ndarray) -> np.ndarray:
        into = np.clip(moment - self._first, 0, self._span - 1)
        return np.searchsorted(self._key, group * self._span + into)


class Recurring:
    """A record by cell and by the interval of the day (or of the week) in which it happened.

    ``entry``: which entry of the record each one is, (k,): where intervals overlap, it is in several of them.
    """

    def __init__(
        self,
        cell: np.ndarray,
        time: np.ndarray,
        starts: np.ndarray,
        length_s: int,
        period_s: int = DAY_S,
    ) -> None:
        """A record, and the intervals by which it is asked.

        cell: int (m,) from 0.
        time: of each entry, seconds (m,).
        starts: of the intervals, seconds since 1970 (p,); only their place in the period counts.
        length_s: of the intervals; those as long as the period hold everything.
        period_s: after which intervals return: a day, or a week.
        """
        self._period, self._whole, self._grain = period_s, length_s >= period_s, 1
        if len(np.unique(starts % period_s)) * length_s > _MOST_OVERLAP * period_s:
            self._grain = _QUARTER_S
        self._cells = int(cell.max()) + 1 if len(cell) else 1
        self.phases = np.unique(self._place_in_period(starts))
        entry, phase = self._members(time % period_s, length_s)
        self.tally = Tally(phase * self._cells + cell[entry], time[entry])
        self.entry = entry[self.tally.order]

    def _members(self, into: np.ndarray, length_s: int) -> tuple[np.ndarray, np.ndarray]:
        """Which entries, by their moment in the period, (m,), are in which interval: int64 (k,) each."""
        if self._whole:
            return np.arange(len(into)), np.zeros(len(into), dtype=np.int64)
        gap = np.diff(self.phases, append=self.phases[0] + self._period)
        if gap.min() >= length_s:
            # Each is in the interval that began last, if in any.
            last = np.searchsorted(self.phases, into, side="right") - 1
            entry = np.flatnonzero((into - self.phases[last]) % self._period < length_s)
            return entry, last[entry] % len(self.phases)
        inside = [np.flatnonzero((into - phase) % self._period < length_s) for phase in self.phases]
        return np.concatenate(inside), np.repeat(np.arange(len(inside)), [len(found) for found in inside])

    def group(self, cell: np.ndarray, start: np.ndarray) -> np.ndarray:
        """What the tally calls cells, (n,), in the interval of the period that begins with start, (n,)."""
        # A cell beyond those of the record has none.
        known = np.searchsorted(self.phases, self._place_in_period(start)) * self._cells + cell
        return np.where(cell < self._cells, known, len(self.phases) * self._cells)

    def between(self, cell: np.ndarray, start: np.ndarray, begin: np.ndarray, end: np.ndarray) -> np.ndarray:
        """How many entries cells had in that interval of the period, from a moment to another: float64 (n,).

        cell: (n,).
        start: of the interval, (n,).
        begin, end: the moments, (n,) each.
        """
        return self.tally.between(self.group(cell, start), begin, end)

    def _place_in_period(self, start: np.ndarray) -> np.ndarray:
        return np.zeros_like(start) if self._whole else start % self._period // self._grain * self._grain
