"""Seeded problems of the size of the Seattle study's (Rumi, Qin & Salim): one sector's cells, a day shift, officers.

94 cells of 370 m, so that they make 12.8 km², the mean of Seattle's 17 sectors; 08–20 in intervals of 2 hours.
Incidents follow three planted centres, each with hours of its own; what was there in the same interval of the past 3
days is the weight of eq. 1, and the tenth of the cells where most is expected are the hotspots of an interval. 30 calls
a shift (the study counts 189 to 251 a week), with priorities as Table I gives them to the types of calls for service.
"""

from __future__ import annotations

from typing import Any

import numpy as np

CELLS, COLUMNS, SIDE_M = 94, 10, 370.0
INTERVALS, INTERVAL_MIN = 6, 120.0
FLEETS = (5, 10, 15, 20, 25, 30)
# Minutes a metre takes: 1.2 m/s straight ahead; 50 km/h on ways a third longer.
PACE = {"foot": 1 / (1.2 * 60), "car": 1.3 / (50_000 / 60)}
CALLS, WAITING, PRIORITY_SHARE = 30, 5, (0.25, 0.35, 0.12, 0.13, 0.15)
CENTRES, INCIDENTS_A_DAY, HOT_SHARE = 3, 12.5, 0.1
DWELL_MIN = 10.0


def study_problem(seed: int, officers: int, way: str, replay: bool = True) -> tuple[Any, Any]:
    """A problem of that seed, and its settings; everybody starts in the first cell, as in the study.

    seed: of the city's rhythm, its last three days and the day's calls.
    officers: how many.
    way: foot or car.
    replay: whether calls come in over the day, unknown before; else those of the last hour before the shift wait.
    """
    from patrol_planner.algorithms.officers.officers import Officers
    from patrol_planner.algorithms.officers.problem import AssignmentSettings, PatrolNodes, PatrolProblem
    from patrol_planner.algorithms.officers.reward import CALL
    from patrol_planner.algorithms.roads.travel import StraightWays, TravelTimes

    rng = np.random.default_rng(seed)
    x, y = (np.arange(CELLS) % COLUMNS) * SIDE_M, (np.arange(CELLS) // COLUMNS) * SIDE_M
    metres = np.hypot(x[:, None] - x, y[:, None] - y)
    travel = TravelTimes(metres * PACE[way], metres, np.zeros(CELLS), StraightWays(np.column_stack([x, y])))
    expected = rhythm(x, y, rng)
    weight = rng.poisson(3 * expected) / 3
    hot = expected >= np.quantile(expected, 1 - HOT_SHARE, axis=0)
    calls = rng.poisson(CALLS if replay else WAITING)
    at = rng.choice(expected.size, calls, p=expected.reshape(-1) / expected.sum())
    interval = np.arange(INTERVALS)
    start = np.tile(interval * INTERVAL_MIN, CELLS)
    called = (at % INTERVALS + rng.random(calls)) * INTERVAL_MIN if replay else -60.0 * rng.random(calls)
    nodes = PatrolNodes(
        place=np.concatenate([np.repeat(np.arange(CELLS), INTERVALS), at // INTERVALS]),
        kind=np.concatenate([hot.reshape(-1).astype(np.int64), np.full(calls, CALL)]),
        weight=np.concatenate([weight.reshape(-1), weight.reshape(-1)[at]]),
        priority=np.concatenate([np.ones(expected.size), 1.0 + rng.choice(5, calls, p=PRIORITY_SHARE)]),
        start_min=np.concatenate([start, called]),
        end_min=np.concatenate([start + INTERVAL_MIN, np.full(calls, np.inf)]),
    )
    zero, none = np.zeros(officers), np.full(officers, np.nan)
    team = Officers(
        name=np.array([f"1A{number + 1}" for number in range(officers)], dtype=object),
        x=zero,
        y=zero,
        on_min=zero,
        off_min=zero + INTERVALS * INTERVAL_MIN,
        speed_kmh=none,
        break_on_min=none,
        break_min=none,
    )
    problem = PatrolProblem(
        nodes, team, np.zeros(officers, dtype=np.int64), [travel], np.zeros(officers, dtype=np.int64)
    )
    return problem, AssignmentSettings(np.datetime64("2013-01-07T08:00:00"), 12.0, DWELL_MIN, seed=seed)


def rhythm(x: np.ndarray, y: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Incidents expected of each cell in each interval of a day shift, (cells, intervals)."""
    centre = np.column_stack([rng.uniform(x.min(), x.max(), CENTRES), rng.uniform(y.min(), y.max(), CENTRES)])
    apart = np.hypot(x[:, None] - centre[:, 0], y[:, None] - centre[:, 1])
    near = np.exp(-((apart / (2 * SIDE_M)) ** 2))
    peak = rng.uniform(0, INTERVALS, CENTRES)
    busy = np.exp(-(((np.arange(INTERVALS) + 0.5 - peak[:, None]) / 1.5) ** 2))
    expected = 0.15 + near @ busy
    return expected * INCIDENTS_A_DAY / expected.sum()
