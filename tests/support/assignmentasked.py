"""What a shift of several officers asks for, and what a visit is worth by the paper's own tables.

Plain Python that shares nothing with the planners.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from routechecker import Matrix

# Eq. 1: λ of each kind.
LAMBDA = {"coldspot": 0, "hotspot": 2, "call": 4}
# Table III, by priority: minutes that are still in time, and the share until then.
TABLE_III = {
    5: ((15, 1.0),),
    4: ((15, 1.0),),
    3: ((15, 1.0), (30, 0.8)),
    2: ((15, 1.0), (30, 0.8), (60, 0.6)),
    1: ((15, 1.0), (30, 0.8), (60, 0.6), (math.inf, 0.5)),
}


@dataclass(frozen=True)
class Task:
    """A node within one interval, or a call. ``place``: its name in the matrix; ``opens`` of a call: when it came in.
    ``must``: 1 to be visited, −1 not to be.
    """

    name: str
    place: str
    kind: str
    weight: float = 0.0
    priority: int = 1
    opens: datetime | None = None
    closes: datetime | None = None
    must: int = 0

    @property
    def full(self) -> float:
        """Eq. 1."""
        return math.exp(self.weight) * self.priority * math.exp(LAMBDA[self.kind])


@dataclass(frozen=True)
class Person:
    """An officer. ``start``, ``last``: places, last None for anywhere; ``pace``: the key of the matrix to go by."""

    start: str
    pace: Hashable = None
    on: datetime | None = None
    off: datetime | None = None
    break_on: datetime | None = None
    break_min: float = 0.0
    last: str | None = None


@dataclass(frozen=True)
class Asked:
    """What was asked of assignofficers. ``matrices``: of free roads, by pace. ``factors``: of 24 hours.
    ``in_blocks``: whether officers go round their own cells, where the first visit of a task alone earns its reward.
    """

    tasks: Sequence[Task]
    people: Mapping[str, Person]
    matrices: Mapping[Hashable, Matrix]
    start: datetime
    hours: float = 12.0
    dwell_min: float = 10.0
    cost: float = 0.0
    factors: Sequence[float] = field(default_factory=lambda: [1.0] * 24)
    in_blocks: bool = False

    @property
    def end(self) -> datetime:
        return self.start + timedelta(hours=self.hours)

    def duty(self, person: Person) -> tuple[datetime, datetime]:
        return max(person.on or self.start, self.start), min(person.off or self.end, self.end)


def factor_of(task: Task, waited_min: float) -> float:
    """Table III for a call that waited so long, 1 for a node. Bounds of rows are told to a millionth of a minute."""
    if task.kind != "call":
        return 1.0
    late = round(waited_min, 6)
    rows = TABLE_III[task.priority]
    return next((share for until, share in rows if late < 15 or (until > 15 and late <= until)), 0.0)
