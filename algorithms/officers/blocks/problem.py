"""What a planner of blocks is given: street corners with what is expected there, officers, travel times, settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ...errors import PatrolError
from ...roads.traffic import Traffic
from ...roads.travel import TravelTimes
from ...texts import Text
from ..officers import Officers
from .deterrence import KOPER, Deterrence

NO_BEAT = -1
HARD, SOFT = "hard", "soft"
BEAT_RULES = (HARD, SOFT)


@dataclass(frozen=True)
class Places:
    """n street corners, one of each cell, in a projected CRS.

    ``x``, ``y``: float64 (n,), metres. ``place``: int64 (n,), where each is among the travel times. ``cell``: int64
    (n,), distinct: the cell each stands for. ``rate``: float64 (n, slots), incidents expected per minute in slots of
    ``slot_min`` minutes from the start of the shift. ``must``, ``forbidden``: bool (n,), where somebody must be once,
    and where nobody may stop. ``beat``: int64 (n,), NO_BEAT for none.
    """

    x: np.ndarray
    y: np.ndarray
    place: np.ndarray
    cell: np.ndarray
    rate: np.ndarray
    slot_min: float
    must: np.ndarray
    forbidden: np.ndarray
    beat: np.ndarray

    def __post_init__(self) -> None:
        for name in ("y", "place", "cell", "rate", "must", "forbidden", "beat"):
            if len(getattr(self, name)) != len(self.x):
                raise PatrolError(
                    "Places: {places} places but {count} {field}; they must match.",
                    places=len(self.x),
                    count=len(getattr(self, name)),
                    field=name,
                )
        if self.rate.ndim != 2 or self.rate.shape[1] == 0:
            raise PatrolError("Places: the rates must have a column for each slot of the shift.")
        _require_positive(Text("A slot of the rates"), self.slot_min)
        bad = ~(np.isfinite(self.rate) & (self.rate >= 0)).all(axis=1)
        if bad.any():
            raise PatrolError(
                "Places: the rate of place {number} is negative or no number; it counts expected incidents a minute.",
                number=int(np.argmax(bad)) + 1,
            )
        cell, count = np.unique(self.cell, return_counts=True)
        if (count > 1).any():
            raise PatrolError("Places: cell {cell} has more than one place. Keep one.", cell=cell[np.argmax(count > 1)])
        both = self.must & self.forbidden
        if both.any():
            raise PatrolError(
                "Places: place {number} is both a must and forbidden. Choose one.", number=int(np.argmax(both)) + 1
            )

    def __len__(self) -> int:
        return len(self.x)


@dataclass(frozen=True)
class BlockSettings:
    """How a shift is made into blocks; the defaults are those measured.

    ``dwell_min``: of one stop. ``block_min``, ``block_max``: how long a stay in an area is. ``free_share``: 0 to below
    1, of everyone's working time, kept free in each third of the duty. ``pause_min``: an area comes again only so long
    after it was left; 0 for at once. ``most_rows``: blocks of one officer. ``deterrence``: how long a stop works on.
    ``km_cost_min``: how many minutes at the average place of the areas a kilometre is worth. ``beat_rule``: HARD keeps
    officers within their beat, SOFT takes as much as ``outside_cost_min`` such minutes for each minute at a stop
    outside. ``grow_m``, ``grow_min``: an area grows by places this near to one of its own, and this quick to reach from
    all of them, up to ``area_places``; ``officer_areas``: how many areas are made for each officer. ``moves``: of the
    search, for each officer.
    """

    shift_start: np.datetime64
    shift_hours: float = 12.0
    dwell_min: float = 10.0
    block_min: float = 30.0
    block_max: float = 90.0
    free_share: float = 0.0
    pause_min: float = 15.0
    most_rows: int = 8
    deterrence: Deterrence = KOPER
    km_cost_min: float = 2.0
    beat_rule: str = HARD
    outside_cost_min: float = 1.0
    grow_m: float = 420.0
    grow_min: float = 3.0
    area_places: int = 4
    officer_areas: int = 2
    moves: int = 1_500
    seed: int = 1
    time_limit_s: float | None = None

    def __post_init__(self) -> None:
        for text, value in (
            (Text("The shift (hours)"), self.shift_hours),
            (Text("The dwell time (minutes)"), self.dwell_min),
            (Text("The shortest block (minutes)"), self.block_min),
            (Text("The distance by which an area grows (metres)"), self.grow_m),
        ):
            _require_positive(text, value)
        for text, value in (
            (Text("The pause of an area (minutes)"), self.pause_min),
            (Text("The cost of a kilometre (minutes)"), self.km_cost_min),
            (Text("The cost of a minute outside the beat (minutes)"), self.outside_cost_min),
            (Text("The drive by which an area grows (minutes)"), self.grow_min),
        ):
            _require_not_negative(text, value)
        for text, count in (
            (Text("Blocks of an officer"), self.most_rows),
            (Text("Places of an area"), self.area_places),
            (Text("Areas of an officer"), self.officer_areas),
        ):
            if count < 1:
                raise PatrolError("{what}: at least 1 is needed, not {count}.", what=text, count=count)
        self._require_blocks_that_fit()
        if not 0 <= self.free_share < 1:
            raise PatrolError(
                "The share of the time kept free must be from 0 to below 1, not {share:g}.", share=self.free_share
            )
        if self.beat_rule not in BEAT_RULES:
            raise PatrolError(
                "The rule of beats must be one of {words}, not {word!r}.", words=list(BEAT_RULES), word=self.beat_rule
            )
        if self.moves < 0:
            raise PatrolError("The moves of the search must be 0 or more, not {n:,}.", n=self.moves)

    def _require_blocks_that_fit(self) -> None:
        if not (self.block_min <= self.block_max and np.isfinite(self.block_max)):
            raise PatrolError(
                "The longest block ({most:g} minutes) must not be shorter than the shortest ({least:g}).",
                most=self.block_max,
                least=self.block_min,
            )
        if self.dwell_min > self.block_min:
            raise PatrolError(
                "A stop of {dwell:g} minutes does not fit into a block of {least:g}. Shorten the dwell time, or "
                "lengthen the shortest block.",
                dwell=self.dwell_min,
                least=self.block_min,
            )

    @property
    def shift_min(self) -> float:
        return self.shift_hours * 60.0


@dataclass(frozen=True)
class BlockProblem:
    """Everything a planner of blocks must know.

    ``home``: int64 (k,), the place among the travel times where each officer starts. ``travel``: travel times between
    all places, one for each distinct speed; ``speed_class``: int64 (k,), which of them is each officer's. ``beat``:
    int64 (k,), each officer's, NO_BEAT for everywhere.
    """

    places: Places
    officers: Officers
    home: np.ndarray
    travel: Sequence[TravelTimes]
    speed_class: np.ndarray
    beat: np.ndarray
    traffic: Traffic | None = None

    def __post_init__(self) -> None:
        for name in ("home", "speed_class", "beat"):
            if len(getattr(self, name)) != len(self.officers):
                raise PatrolError(
                    "Blocks: {officers} officers but {count} {field}; they must match.",
                    officers=len(self.officers),
                    count=len(getattr(self, name)),
                    field=name,
                )
        known = len(self.travel[0]) if len(self.travel) else 0
        for used in (self.places.place, self.home):
            if len(used) and not (used.min() >= 0 and used.max() < known):
                raise PatrolError(
                    "Blocks: a place is number {number} of the travel times, which have {known:,}.",
                    number=int(used.max() if used.max() >= known else used.min()),
                    known=known,
                )

    def within_beat(self) -> np.ndarray:
        """Whether each place lies in each officer's beat, bool (k, n)."""
        return (self.beat[:, None] == NO_BEAT) | (self.beat[:, None] == self.places.beat[None, :])


def _require_positive(what: Text, value: float) -> None:
    if not (value > 0 and np.isfinite(value)):
        raise PatrolError("{what} must be greater than 0, not {value:g}.", what=what, value=value)


def _require_not_negative(what: Text, value: float) -> None:
    if not (value >= 0 and np.isfinite(value)):
        raise PatrolError("{what} must be 0 or more, not {value:g}.", what=what, value=value)
