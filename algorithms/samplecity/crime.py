"""The generator of incidents, and what it is expected to do in every cell.

An incident is either a first one, of a planted hotspot or of the background, or a near repeat: it follows a first one
within 200 m and 7 days. So the expected number of a cell is the sum of two parts that can be computed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import KDTree

from ..cells.grid import Grid
from ..control import Control
from ..times.spans import DAY_MIN
from .hotspots import Hotspots
from .rhythm import WEEK_HOURS, YEAR_HOURS, draw_index, draw_times, hour_probabilities, week_probabilities
from .sizes import YEAR_START, CitySize
from .streetpoints import StreetPoints

# Share of the incidents, near repeats left aside, that planted hotspots make; the rest is background.
HOTSPOT_SHARE = 0.42
REPEAT_SHARE = 0.18
REPEAT_DISTANCE_M = 200.0
REPEAT_DAYS = 7

# Farther than this from the first incident's own spot, with the step aside still to come, a repeat would leave 200 m.
_FARTHEST_SPOT_M = 180.0
_DELAY_WEIGHTS = np.array([0.3, 0.22, 0.16, 0.12, 0.09, 0.07, 0.04])  # whole days 0–6
_LEAST_DELAY_MIN, _MOST_DELAY_MIN = 5, 120  # beside the days; the most is not among them
_TREE_QUERIES = 600_000


@dataclass(frozen=True)
class CrimeModel:
    """Where and when incidents happen: h planted hotspots and, last, the background.

    ``points``: the m places they can be at. ``support``: per part, the places it acts on. ``weight``: per part, its
    weights there, summing to 1. ``share``: float64 (h + 1,), its share of the first incidents. ``kind``: its rhythm.
    """

    total: int
    points: StreetPoints
    tree: KDTree
    support: tuple[np.ndarray, ...]
    weight: tuple[np.ndarray, ...]
    share: np.ndarray
    kind: tuple[str, ...]

    @property
    def repeats(self) -> int:
        """How many of the incidents are near repeats."""
        return int(round(REPEAT_SHARE * self.total))


@dataclass(frozen=True)
class DrawnIncidents:
    """n incidents in the order of time.

    ``xy``: float64 (n, 2). ``time``: datetime64[s] (n,). ``source``: int64 (n,), the hotspot's index or h for the
    background. ``first``: int64 (n,), the row of the incident that this one repeats, −1 for a first one.
    """

    xy: np.ndarray
    time: np.ndarray
    source: np.ndarray
    first: np.ndarray


def make_model(size: CitySize, points: StreetPoints, hotspots: Hotspots, background: np.ndarray) -> CrimeModel:
    """The generator of a city. ``background``: float64 (m,), weights of ordinary incidents."""
    support, weight = [], []
    for which in range(len(hotspots)):
        acting = hotspots.weight(which, points.xy) * points.length_m
        places = np.flatnonzero(acting > 0)
        support.append(places)
        weight.append(acting[places] / acting[places].sum())
    support.append(np.arange(len(points)))
    weight.append(background / background.sum())
    share = np.concatenate([HOTSPOT_SHARE * hotspots.strength, [1 - HOTSPOT_SHARE]])
    return CrimeModel(
        size.incidents, points, KDTree(points.xy), tuple(support), tuple(weight), share, (*hotspots.kind, "street")
    )


def draw_incidents(model: CrimeModel, rng: np.random.Generator) -> DrawnIncidents:
    """One year of incidents."""
    count = model.total - model.repeats
    source = np.sort(draw_index(model.share, count, rng))
    place = np.empty(count, dtype=np.int64)
    time = np.empty(count, dtype="datetime64[s]")
    for part, kind in enumerate(model.kind):
        rows = np.flatnonzero(source == part)
        place[rows] = model.support[part][draw_index(model.weight[part], len(rows), rng)]
        time[rows] = draw_times(hour_probabilities(kind), len(rows), rng)
    xy = model.points.beside(place, rng)
    first, repeat_time = _draw_repeats(time, model.repeats, rng)
    repeat_xy = repeat_places(model, xy[first], rng)
    order = np.argsort(np.concatenate([time, repeat_time]), kind="stable")
    row_of = np.empty(len(order), dtype=np.int64)
    row_of[order] = np.arange(len(order))
    repeated = np.concatenate([np.full(count, -1), row_of[first]])
    return DrawnIncidents(
        np.concatenate([xy, repeat_xy])[order],
        np.concatenate([time, repeat_time])[order],
        np.concatenate([source, source[first]])[order],
        repeated[order],
    )


def _draw_repeats(time: np.ndarray, count: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Which first incidents are repeated, and when: within 7 days, at about the same hour, before the year ends."""
    year_end = YEAR_START + np.timedelta64(YEAR_HOURS, "h")
    candidates = 2 * count + 50
    first = rng.integers(0, len(time), candidates)
    minutes = DAY_MIN * draw_index(_DELAY_WEIGHTS, candidates, rng) + rng.integers(
        _LEAST_DELAY_MIN, _MOST_DELAY_MIN, candidates
    )
    later = time[first] + minutes.astype("timedelta64[m]").astype("timedelta64[s]")
    within = np.flatnonzero(later < year_end)[:count]
    return first[within], later[within]


def repeat_places(model: CrimeModel, xy: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Where the repeats of incidents at ``xy`` (k, 2) happen: by a street within 200 m, or at the very spot. (k, 2)."""
    count = len(xy)
    radius = np.minimum(10.0 + rng.exponential(45.0, count), 140.0)
    angle = rng.uniform(0.0, 2 * np.pi, count)
    aim = xy + radius[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    place = model.tree.query(aim)[1]
    spot = model.points.beside(place, rng)
    away = np.hypot(*(model.points.xy[place] - xy).T)
    return np.where((away > _FARTHEST_SPOT_M)[:, None], xy, spot)


def expected_per_cell(
    model: CrimeModel, grid: Grid, rng: np.random.Generator, control: Control
) -> tuple[np.ndarray, np.ndarray]:
    """The expected incidents of each cell in the year, from the generator and not from any drawn incident.

    Every place of the streets carries the probability of each part there; it is spread over its own piece of street and
    over the places of its repeats by several random draws per place, so that no place is missed. The sum is the total
    number of incidents. float64 (rows · cols,). And the same by hour of the week, from Monday 0:00 on, by the rhythms
    of the parts: float64 (rows · cols, 168).
    """
    kinds = sorted(set(model.kind))
    first, again = np.zeros((len(kinds), len(model.points))), np.zeros((len(kinds), len(model.points)))
    for part, kind in enumerate(model.kind):
        in_part, row = model.share[part] * model.weight[part], kinds.index(kind)
        first[row, model.support[part]] += in_part
        # A repeat that would fall into the next year does not happen, so a rhythm with a busy end of year has fewer.
        again[row, model.support[part]] += in_part * _kept_repeats(hour_probabilities(kind))
    again /= again.sum()
    rounds = int(np.clip(_TREE_QUERIES // len(model.points), 2, 16))
    everywhere = np.arange(len(model.points))
    hours = np.zeros((grid.rows * grid.cols, WEEK_HOURS))
    weeks = [week_probabilities(kind) for kind in kinds]
    for done in range(rounds):
        control.step(done, rounds)
        spot = model.points.beside(everywhere, rng)
        repeat = repeat_places(model, spot, rng)
        for xy, mass, count, rhythms in (
            (spot, first, model.total - model.repeats, weeks),
            (repeat, again, model.repeats, [_repeated(week) for week in weeks]),
        ):
            cell = grid.flat_index(xy[:, 0], xy[:, 1])
            for own, rhythm in zip(mass, rhythms):
                in_cell = np.bincount(cell, own, minlength=len(hours)) * count / rounds
                hours += in_cell[:, None] * rhythm
    return hours.sum(axis=1), hours


def _repeated(week: np.ndarray) -> np.ndarray:
    """The hours of the week (168,) of the repeats of incidents that have these."""
    minute = np.arange(60)[:, None] + np.arange(_LEAST_DELAY_MIN, _MOST_DELAY_MIN)
    later = np.bincount(minute.ravel() // 60) / minute.size
    repeated = np.zeros(WEEK_HOURS)
    for day, chance in enumerate(_DELAY_WEIGHTS.tolist()):
        for hour, share in enumerate(later.tolist()):
            repeated += chance * share * np.roll(week, 24 * day + hour)
    return repeated


def _kept_repeats(hours: np.ndarray) -> float:
    """The share of repeats that still fall into the year."""
    left_of_year = np.cumsum(hours[::-1])[::-1]
    lost = sum(weight * left_of_year[-24 * days - 1] for days, weight in enumerate(_DELAY_WEIGHTS))
    return 1.0 - float(lost)
