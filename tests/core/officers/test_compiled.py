"""The inner loops give the same with numba as without; skipped where there is none."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SEARCH = """
import json, sys
import numpy as np
from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.officers.team import kernel
from patrol_planner.algorithms.officers.team.problem import Crew, Tasks, TeamProblem, Times
from patrol_planner.algorithms.officers.team.search import Cooling, TeamSearch
from patrol_planner.algorithms.route.plan import Deadline

found = {"compiled": kernel.COMPILED}
for timed in (False, True):
    rng = np.random.default_rng(5)
    minutes = rng.uniform(0, 60, (41, 2))
    minutes = np.hypot(*(minutes[:, None] - minutes).transpose(2, 0, 1))
    tasks = Tasks.of_places(np.arange(40), rng.integers(1, 30, 40), dwell=5.0)
    crew, times = Crew.alike(2, 40, 40, 240.0), Times.steady(minutes)
    if timed:
        opens = rng.choice([-np.inf, 0.0, 60.0], 40)
        closes = np.where(np.isfinite(opens), opens + 100.0, np.inf)
        tasks = Tasks(tasks.place, tasks.score, opens, closes, tasks.dwell, np.arange(40) // 2, np.ones(40, bool))
        crew.rest_on[:1], crew.rest_off[:1] = 90.0, 110.0
        times = Times(minutes[None, None], np.zeros(24, int), rng.choice([0.7, 1.0, 1.6], 24), 475.0)
    search = TeamSearch(TeamProblem(tasks, crew, times, np.ones((2, 40), bool)), 3, Cooling(steps=300, most=900))
    search.run(Deadline(None), Control())
    found[str(timed)] = [search.routes(), search.best, search.steps]
print(json.dumps(found))
"""


def searched(use_numba: str) -> dict:
    folder = next(part for part in map(Path, sys.path) if (part / "patrol_planner").exists())
    given = {**os.environ, "PATROL_NUMBA": use_numba, "PYTHONPATH": os.pathsep.join([str(folder), *sys.path])}
    done = subprocess.run([sys.executable, "-c", SEARCH], env=given, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_numba_changes_nothing_but_the_time():
    plain = searched("0")
    assert plain["compiled"] is False
    if importlib.util.find_spec("numba") is None:
        pytest.skip("numba is not installed")
    fast = searched("1")
    assert fast.pop("compiled") is True
    plain.pop("compiled")
    assert fast == plain
