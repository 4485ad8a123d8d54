"""How alike the visitors of a cell are: the visitor homogeneity of Table II (Rumi, Qin & Salim)."""

from __future__ import annotations

import numpy as np

from ...arrays import places_in_groups
from ...control import Control
from ..activity import CheckIns
from .mobility import Visitors, user_count
from .rows import Rows, seconds
from .tally import Tally

# Of a row with more visitors so many are compared, evenly chosen, and stand for all pairs.
MOST_COMPARED = 64
# Visitors × cells they were in, compared at once.
_AT_ONCE = 300_000


class Histories:
    """In which cells users checked in, and how often up to any moment. ``user`` of the check-ins must be known."""

    def __init__(self, checkins: CheckIns, user: np.ndarray) -> None:
        """``user``: of every check-in, int (m,)."""
        cell, self._cells = checkins.cell, checkins.cells
        users = int(user.max()) + 1 if len(user) else 1
        pair, place = np.unique(user * self._cells + cell, return_inverse=True)
        self._cell = pair % self._cells
        self._number = np.bincount(pair // self._cells, minlength=users)
        self._first = np.cumsum(self._number) - self._number
        self._tally = Tally(place.reshape(-1), seconds(checkins.time))

    def cells_of(self, user: np.ndarray, moment: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The check-ins of users, (k,), in each cell before a moment, (k,): entry of the user, cell, number, (j,) each.

        Cells that a user only goes to later stand there with 0.
        """
        entry, place = places_in_groups(self._number[user])
        pair = self._first[user[entry]] + place
        number = self._tally.between(pair, np.full(len(pair), np.iinfo(np.int64).min // 2), moment[entry])
        return entry, self._cell[pair], number

    def sizes(self, user: np.ndarray) -> np.ndarray:
        """In how many cells each user checked in, (k,)."""
        return self._number[user]


def visitor_homogeneity(visitors: Visitors, histories: Histories, rows: Rows, control: Control) -> np.ndarray:
    """D₂: Σ cosine similarity of all pairs of users ÷ users, float64 (n,).

    visitors: of the rows, see ``visitors_of``.
    histories: of all users.
    rows: the targets.
    control: stop.

    A user's history is how often they checked in in each cell before the row's origin; each pair counts once. The sum
    over pairs of unit vectors is (|Σ u|² − U) / 2, so that no pair is looked at. Where there are more than 64 users,
    64 of them stand for all.
    """
    number = user_count(visitors)
    compared = np.flatnonzero((number >= 2)[visitors.row])
    row, user = visitors.row[compared], visitors.user[compared]
    kept = _evenly(row, number)
    row, user = row[kept], user[kept]
    similar = np.zeros(visitors.rows)
    # Rows are not cut in two: a piece ends where a row does.
    ends = np.searchsorted(row, np.unique(row[_piece_ends(histories.sizes(user))]), side="right")
    for begin, end in zip([0, *ends[:-1]], ends):
        control.check()
        pieces = slice(begin, end)
        similar += _pair_sums(row[pieces], user[pieces], histories, rows, visitors.rows)
    used = np.minimum(number, MOST_COMPARED)
    pairs = np.maximum(used * (used - 1.0) / 2.0, 1.0)
    return similar / pairs * np.maximum(number - 1.0, 0.0) / 2.0


def _pair_sums(row: np.ndarray, user: np.ndarray, histories: Histories, rows: Rows, total: int) -> np.ndarray:
    """Σ cosine similarity of the pairs of users of each row: float64 (total,)."""
    entry, cell, number = histories.cells_of(user, rows.origin[row])
    size = np.sqrt(np.bincount(entry, number**2, minlength=len(user)))
    cells = int(cell.max()) + 1 if len(cell) else 1
    key, place = np.unique(row[entry] * cells + cell, return_inverse=True)
    together = np.bincount(place.reshape(-1), number / np.maximum(size[entry], 1e-300))
    squared = np.bincount(key // cells, together**2, minlength=total)
    alone = np.bincount(row, (size > 0).astype(np.float64), minlength=total)
    # Of users who share no cell rounding leaves next to nothing.
    return np.maximum(squared - alone, 0.0) / 2.0


def _evenly(row: np.ndarray, number: np.ndarray) -> np.ndarray:
    """Which visitors, in order of their rows, are compared: all of a row, or as many as may be, evenly: bool (k,)."""
    first = np.searchsorted(row, row, side="left")
    place, of = np.arange(len(row)) - first, number[row]
    used = np.minimum(of, MOST_COMPARED)
    # The places at which the count of those chosen rises.
    return np.floor((place + 1) * used / of) > np.floor(place * used / of)


def _piece_ends(size: np.ndarray) -> np.ndarray:
    """After which visitors a piece has become large enough, the last one among them: places, int (p,)."""
    if not len(size):
        return np.zeros(0, dtype=np.int64)
    piece = np.cumsum(size) // _AT_ONCE
    return np.append(np.flatnonzero(np.diff(piece)), len(size) - 1)
