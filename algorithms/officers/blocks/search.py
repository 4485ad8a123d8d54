"""The search for better blocks: simulated annealing over everyone's stays and whose each area is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Callable

import numpy as np

from ...control import Control
from ...route.plan import Deadline
from .duty import Duties, Stay
from .filling import even_length, fill

# Temperature at the start, in blocks of average worth; it falls with the square of what is left of the search.
_HOTTEST = 0.02
_CHECK_EVERY = 64
_MOST_SHIFT = 6
# Of all officers together: so that a large team does not take longer than some seconds.
_MOST_MOVES = 40_000
Stays = list[Stay]


@dataclass
class Roster:
    """Everyone's areas (numbers), stays and what they are worth, (k,) each."""

    areas: list[list[int]]
    stays: list[Stays]
    worth: list[float] = field(default_factory=list)

    def copy(self) -> Roster:
        return Roster([list(own) for own in self.areas], [list(own) for own in self.stays], list(self.worth))

    @property
    def total(self) -> float:
        return sum(self.worth)


def greedy_roster(duties: Duties, owner: list[int], control: Control, deadline: Deadline) -> Roster:
    """Everyone's best block in their own areas, then the best beside it, and so on."""
    officers = len(duties.on)
    areas = [[area for area, whose in enumerate(owner) if whose == officer] for officer in range(officers)]
    roster = Roster(areas, [[] for _ in range(officers)], [0.0] * officers)
    for officer in range(officers):
        control.check()
        if deadline.passed():
            break
        longest = even_length(duties, officer)
        roster.stays[officer], roster.worth[officer] = fill(duties, officer, [], areas[officer], longest)
    return roster


class Annealing:
    """Moves that change one officer's stays, or swap the areas of two; see ``run``."""

    def __init__(self, duties: Duties, roster: Roster, seed: int) -> None:
        self.duties, self.now, self.best = duties, roster, roster.copy()
        self.rng = np.random.default_rng(seed)
        self.people = [officer for officer, own in enumerate(roster.areas) if own]
        self.moves: tuple[tuple[float, Callable[[int], Stays | None]], ...] = (
            (0.15, self._change_area),
            (0.25, self._shift),
            (0.2, self._lengthen),
            (0.15, self._move_border),
            (0.1, self._other_way),
            (0.06, self._insert),
            (0.06, self._remove),
            (0.03, self._refill),
        )
        self.chances = np.cumsum([chance for chance, _ in self.moves])
        self._lots: list[float] = []

    def run(self, moves: int, control: Control, deadline: Deadline) -> bool:
        """Try so many moves for each officer, some ten thousand in all; whether the time limit ended them.

        ``best`` is the best roster seen.
        """
        if not self.people:
            return False
        count = min(moves * len(self.people), _MOST_MOVES)
        hottest = _HOTTEST * self._mean_worth()
        total, most = self.now.total, self.best.total
        for turn in range(count):
            if turn % _CHECK_EVERY == 0:
                control.step(turn, count)
                if deadline.passed():
                    return True
            heat = hottest * (1.0 - turn / count) ** 2
            gained = self._try(-np.log(1.0 - self._lot()) * heat)
            total += gained
            if total > most + 1e-12:
                self.best, most = self.now.copy(), total
        return False

    def _mean_worth(self) -> float:
        """Of a block, musts left out."""
        duties, now = self.duties, self.now
        musts = sum(duties.musts_met(officer, stays) for officer, stays in enumerate(now.stays))
        return abs(now.total - duties.must_worth * musts) / max(sum(len(stays) for stays in now.stays), 1)

    def _try(self, loss: float) -> float:
        """Make one move, kept where it loses no more than that; what is gained."""
        lot = self._lot() * 1.05
        officer = self.people[self._pick(len(self.people))]
        if lot >= self.chances[-1]:
            return self._swap_areas(officer, loss)
        move = self.moves[int(np.searchsorted(self.chances, lot, side="right"))][1]
        stays = move(officer)
        if stays is None:
            return 0.0
        worth = self.duties.worth(officer, stays)
        gained = worth - self.now.worth[officer]
        if gained < -loss:
            return 0.0
        self.now.stays[officer], self.now.worth[officer] = stays, worth
        return gained

    def _lot(self) -> float:
        if not self._lots:
            self._lots = self.rng.random(4096).tolist()
        return self._lots.pop()

    def _pick(self, count: int) -> int:
        return int(self._lot() * count)

    def _one(self, officer: int) -> tuple[Stays, int] | None:
        """A copy of the stays, and which of them is to be changed."""
        stays = list(self.now.stays[officer])
        return (stays, self._pick(len(stays))) if stays else None

    def _fitted(self, officer: int, stay: Stay) -> Stay | None:
        """The stay with as many stops as fit, nearest to those it has; None where none fit."""
        rounds = self.duties.rounds(officer, stay.area)
        if not 0 <= stay.start < len(rounds.starts):
            return None
        way = min(stay.way, len(rounds.ways) - 1)
        allowed = rounds.stops_allowed(way, stay.start)
        if not len(allowed):
            return None
        stops = min(max(stay.stops, int(allowed[0])), int(allowed[-1]))
        return Stay(stay.start, stay.area, way, stops)

    def _with(self, officer: int, stays: Stays, at: int, stay: Stay) -> Stays | None:
        """The stays with that one in place of number ``at``; None where it does not fit."""
        fitted = self._fitted(officer, stay)
        if fitted is None or fitted == stays[at]:
            return None
        stays[at] = fitted
        stays.sort()
        return stays

    def _change_area(self, officer: int) -> Stays | None:
        found = self._one(officer)
        if found is None:
            return None
        stays, at = found
        area = self.now.areas[officer][self._pick(len(self.now.areas[officer]))]
        way = self._pick(len(self.duties.rounds(officer, area).ways))
        return self._with(officer, stays, at, stays[at]._replace(area=area, way=way))

    def _shift(self, officer: int) -> Stays | None:
        found = self._one(officer)
        if found is None:
            return None
        stays, at = found
        by = self._pick(2 * _MOST_SHIFT + 1) - _MOST_SHIFT
        return self._with(officer, stays, at, stays[at]._replace(start=stays[at].start + by))

    def _lengthen(self, officer: int) -> Stays | None:
        found = self._one(officer)
        if found is None:
            return None
        stays, at = found
        by = (-2, -1, 1, 2)[self._pick(4)]
        return self._with(officer, stays, at, stays[at]._replace(stops=stays[at].stops + by))

    def _other_way(self, officer: int) -> Stays | None:
        found = self._one(officer)
        if found is None:
            return None
        stays, at = found
        way = self._pick(len(self.duties.rounds(officer, stays[at].area).ways))
        return self._with(officer, stays, at, stays[at]._replace(way=way))

    def _move_border(self, officer: int) -> Stays | None:
        """One block ends with more or fewer stops, and the next begins so much later or earlier."""
        stays = list(self.now.stays[officer])
        if len(stays) < 2:
            return None
        at = self._pick(len(stays) - 1)
        by = (-2, -1, 1, 2)[self._pick(4)]
        steps = round(by * self.duties.settings.dwell_min / 5.0) + self._pick(3) - 1
        first = self._fitted(officer, stays[at]._replace(stops=stays[at].stops + by))
        after = stays[at + 1]
        second = self._fitted(officer, after._replace(start=after.start + steps, stops=after.stops - by))
        if first is None or second is None:
            return None
        stays[at], stays[at + 1] = first, second
        stays.sort()
        return stays

    def _insert(self, officer: int) -> Stays | None:
        stays, areas = self.now.stays[officer], self.now.areas[officer]
        if len(stays) >= self.duties.settings.most_rows:
            return None
        area = areas[self._pick(len(areas))]
        rounds = self.duties.rounds(officer, area)
        stay = Stay(self._pick(len(rounds.starts)), area, self._pick(len(rounds.ways)), 1 + self._pick(6))
        fitted = self._fitted(officer, stay)
        return None if fitted is None else sorted([*stays, fitted])

    def _remove(self, officer: int) -> Stays | None:
        found = self._one(officer)
        if found is None:
            return None
        stays, at = found
        del stays[at]
        return stays

    def _refill(self, officer: int) -> Stays | None:
        """One to three blocks away, and the best in their place."""
        stays = list(self.now.stays[officer])
        for _ in range(min(1 + self._pick(3), len(stays))):
            del stays[self._pick(len(stays))]
        settings = self.duties.settings
        longest = settings.block_min + self._lot() * (settings.block_max - settings.block_min)
        return fill(self.duties, officer, stays, self.now.areas[officer], longest)[0]

    def _swap_areas(self, officer: int, loss: float) -> float:
        """Two officers swap an area each, with the stays there; what is gained."""
        other = self.people[self._pick(len(self.people))]
        if other == officer:
            return 0.0
        now, duties = self.now, self.duties
        mine = now.areas[officer][self._pick(len(now.areas[officer]))]
        theirs = now.areas[other][self._pick(len(now.areas[other]))]
        if not (duties.may_be_at(officer, theirs) and duties.may_be_at(other, mine)):
            return 0.0
        swapped = (self._moved(officer, mine, theirs), self._moved(other, theirs, mine))
        if swapped[0] is None or swapped[1] is None:
            return 0.0
        worth = (duties.worth(officer, swapped[0]), duties.worth(other, swapped[1]))
        gained = sum(worth) - now.worth[officer] - now.worth[other]
        if not gained >= -loss:
            return 0.0
        for whose, stays, value, old, new in zip((officer, other), swapped, worth, (mine, theirs), (theirs, mine)):
            now.stays[whose], now.worth[whose] = list(stays or ()), value
            now.areas[whose] = [new if area == old else area for area in now.areas[whose]]
        return gained

    def _moved(self, officer: int, old: int, new: int) -> Stays | None:
        """An officer's stays with those in one area moved to another; None where one does not fit."""
        moved = [
            self._fitted(officer, stay._replace(area=new)) if stay.area == old else stay
            for stay in self.now.stays[officer]
        ]
        return None if None in moved else sorted(stay for stay in moved if stay is not None)
