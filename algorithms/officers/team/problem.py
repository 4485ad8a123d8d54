"""The problem of a team as plain arrays: what may be visited when, and who can do it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...errors import PatrolError


@dataclass(frozen=True)
class Tasks:
    """n tasks, each a place and a time worth a visit.

    ``place``: int64 (n,). ``score``: float64 (n,), what a visit earns, greater than 0. ``opens``, ``closes``: float64
    (n,), a visit begins within [opens, closes), ∓inf for always. ``dwell``: float64 (n,), how long it is. ``group``:
    int64 (n,), of tasks in one group one at most is done. ``alone``: bool (n,), no other visit of such a task may be
    going on at the same place.
    """

    place: np.ndarray
    score: np.ndarray
    opens: np.ndarray
    closes: np.ndarray
    dwell: np.ndarray
    group: np.ndarray
    alone: np.ndarray

    def __len__(self) -> int:
        return len(self.place)

    @classmethod
    def of_places(cls, place: np.ndarray, score: np.ndarray, dwell: float = 0.0) -> Tasks:
        """Tasks that are always open and have nothing to do with one another."""
        count = len(place)
        return cls(
            np.asarray(place, dtype=np.int64),
            np.asarray(score, dtype=np.float64),
            np.full(count, -np.inf),
            np.full(count, np.inf),
            np.full(count, float(dwell)),
            np.arange(count),
            np.zeros(count, dtype=bool),
        )


@dataclass(frozen=True)
class Crew:
    """k officers. ``start``: int64 (k,), the place where each is. ``finish``: int64 (k,), the place where each must
    end, −1 for anywhere. ``free``, ``off``: float64 (k,), from when to when each works. ``rest_on``, ``rest_off``:
    float64 (k,), the break, in which nobody drives or stays; inf for none. ``speed``: int64 (k,), which travel times
    are each one's.
    """

    start: np.ndarray
    finish: np.ndarray
    free: np.ndarray
    off: np.ndarray
    rest_on: np.ndarray
    rest_off: np.ndarray
    speed: np.ndarray

    def __len__(self) -> int:
        return len(self.start)

    @classmethod
    def alike(cls, count: int, start: int, finish: int, off: float) -> Crew:
        """``count`` officers who all begin at time 0."""
        never = np.full(count, np.inf)
        return cls(
            np.full(count, start),
            np.full(count, finish),
            np.zeros(count),
            np.full(count, float(off)),
            never,
            never,
            np.zeros(count, dtype=np.int64),
        )

    def kinds(self) -> np.ndarray:
        """Which officers are alike, so that a route of one can be another's, int64 (k,)."""
        columns = (self.start, self.finish, self.free, self.off, self.rest_on, self.rest_off, self.speed)
        rows = np.column_stack([np.where(np.isinf(column), np.sign(column) * 1e300, column) for column in columns])
        return np.unique(rows, axis=0, return_inverse=True)[1].reshape(-1)


@dataclass(frozen=True)
class Times:
    """Travel times by the hour. ``minutes``: float64 (speeds, tables, p, p), inf where there is no way. A journey
    within an hour of the day takes ``scale`` (24,) times what table number ``table`` (int64 (24,)) says; what is left
    of it when the hour is over goes on as the next hour does. ``clock``: minutes since midnight at time 0.
    """

    minutes: np.ndarray
    table: np.ndarray
    scale: np.ndarray
    clock: float = 0.0

    @classmethod
    def steady(cls, minutes: np.ndarray) -> Times:
        """The same times (p, p) at every hour, for everybody."""
        return cls(minutes[None, None], np.zeros(24, dtype=np.int64), np.ones(24))

    @property
    def is_steady(self) -> bool:
        return self.minutes.shape[1] == 1 and bool((self.scale == 1).all())


@dataclass(frozen=True)
class TeamProblem:
    """Tasks, officers and travel times. ``can``: bool (k, n), who may do what. ``officer_cost``: for each officer who
    does anything. ``balance``: what each minute costs by which the one who works (drives and stays) longest works
    longer than the one who does so least.
    """

    tasks: Tasks
    crew: Crew
    times: Times
    can: np.ndarray
    officer_cost: float = 0.0
    balance: float = 0.0

    def __post_init__(self) -> None:
        if self.can.shape != (len(self.crew), len(self.tasks)):
            raise PatrolError(
                "Who can do what is given for {given}, not for {officers} officers and {tasks} tasks.",
                given=self.can.shape,
                officers=len(self.crew),
                tasks=len(self.tasks),
            )
        if len(self.tasks) and not self.tasks.score.min() > 0:
            raise PatrolError("Tasks: each must be worth more than 0; leave the others out.")
