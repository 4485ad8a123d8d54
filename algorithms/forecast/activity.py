"""What a place is used for: its points of interest, and the check-ins of its visitors, by cell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..errors import PatrolError


@dataclass(frozen=True)
class Pois:
    """Points of interest: ``cell`` int (n,) from 0 to ``cells`` − 1, ``kind`` int (n,), the place in ``kinds``.

    ``kinds``: what each kind is called; none where kinds are not known.
    """

    cell: np.ndarray
    kind: np.ndarray
    kinds: tuple[str, ...]
    cells: int

    def __post_init__(self) -> None:
        if len(self.cell) != len(self.kind):
            raise PatrolError("Every point of interest needs a cell and a kind.")

    def __len__(self) -> int:
        return len(self.cell)

    def within(self, mask: np.ndarray) -> Pois:
        """The same in the cells of a mask alone, bool (cells,), which are numbered anew."""
        inside = mask[self.cell]
        number = np.cumsum(mask) - 1
        return Pois(number[self.cell[inside]], self.kind[inside], self.kinds, int(mask.sum()))


@dataclass(frozen=True)
class CheckIns:
    """Check-ins: ``cell`` int (n,) from 0 to ``cells`` − 1, ``time`` datetime64[s] (n,).

    ``user``: int (n,), numbers that only tell visitors apart; None where visitors cannot be told apart.
    """

    cell: np.ndarray
    time: np.ndarray
    user: np.ndarray | None
    cells: int

    def __post_init__(self) -> None:
        if len(self.cell) != len(self.time) or (self.user is not None and len(self.user) != len(self.time)):
            raise PatrolError("Every check-in needs a cell and a time.")

    def __len__(self) -> int:
        return len(self.time)

    def between(self, start: np.datetime64, end: np.datetime64) -> CheckIns:
        """Those from start on and before end."""
        return self._where((self.time >= start) & (self.time < end))

    def within(self, mask: np.ndarray) -> CheckIns:
        """The same in the cells of a mask alone, bool (cells,), which are numbered anew."""
        kept = self._where(mask[self.cell])
        return CheckIns((np.cumsum(mask) - 1)[kept.cell], kept.time, kept.user, int(mask.sum()))

    def _where(self, chosen: np.ndarray) -> CheckIns:
        user = None if self.user is None else self.user[chosen]
        return CheckIns(self.cell[chosen], self.time[chosen], user, self.cells)
