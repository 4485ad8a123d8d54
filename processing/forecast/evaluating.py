"""The parameters of Evaluate forecasts to a walk-forward."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ...algorithms.errors import PatrolError
from ...algorithms.forecast.evaluation.backtest import TIES
from ...algorithms.forecast.evaluation.mask import ranked_cells, within
from ...algorithms.forecast.evaluation.verdict import COUNT, Line, judged_coverage, lines
from ...algorithms.forecast.evaluation.walkforward import Plan, WalkForward, walk_forward
from ...algorithms.forecast.models import registry
from ...algorithms.forecast.surroundings import Surroundings
from ...algorithms.forecast.training import Training
from ...algorithms.methods import Method, method_of
from ...algorithms.times.spans import DAY, span_of_hours
from ...algorithms.times.timeclasses import shown_time
from ..layers.overlaps import without_copies
from ..layers.reading import read_polygons
from .activity import with_activity
from .feedback import check_feedback
from .record import read_record

if TYPE_CHECKING:
    from ...algorithms.forecast.evaluation.feedback import Feedback
    from ..framework.run import Run

# A quarter of a year of weeks, where no start is given.
_STEPS = 13
# Of the time of the walk-forward and the check of feedback together.
_WALK_SHARE = 0.7


@dataclass(frozen=True)
class Tested:
    """What was read: the incidents of the ranked cells, the times of those elsewhere, and the steps."""

    crs: Any
    around: Surroundings
    outside: np.ndarray
    plan: Plan
    cells_of_grid: int


@dataclass(frozen=True)
class Evaluation:
    """The walk-forward, its lines, and what becomes of the models where patrols follow them; None where not asked."""

    walk: WalkForward
    lines: list[Line]
    feedback: Feedback | None = None


def read_tested(run: Run, coverages: list[float]) -> Tested:
    """The parameters GRID, INCIDENTS and those of the steps. ``coverages``: percent of the cells."""
    grid = run.required_source("GRID")
    crs = run.working_crs()
    polygons = without_copies(read_polygons(run, grid, crs, []), run.control)
    polygons.skipped.report(run.warn)
    record = read_record(run, grid, polygons, crs, False)
    around, outside = with_activity(run, record.around, polygons, crs, _methods(run)), record.outside
    plan = _plan(run, around.events.time, coverages)
    _tell_beyond(run, plan, around)
    seen = ranked_cells(around, plan.start[0])
    if run.word("CELLS") == "seen":
        if not seen.any():
            raise PatrolError(
                "No incident lies before the start of the test, {start}. Choose a later start.",
                start=shown_time(plan.start[0]),
            )
        elsewhere = around.events.time[~seen[around.events.cell]]
        outside = np.concatenate([outside, elsewhere])
        around = within(around, seen)
    return Tested(crs, around, outside, plan, len(polygons))


def _methods(run: Run) -> list[Method]:
    """The models that are asked for, the count that all are compared with, and the rival that they have to beat."""
    return [method_of(registry.MODELS, word) for word in dict.fromkeys([COUNT, TIES, *run.words("MODELS")])]


def _plan(run: Run, times: np.ndarray, coverages: list[float]) -> Plan:
    """The steps: as asked for, else thirteen that end with the record's last whole day."""
    if not len(times):
        raise PatrolError("{label}: no incident of these types lies in the grid.", label=run.label("INCIDENTS"))
    hours = run.number("STEP_HOURS")
    length = span_of_hours(hours)
    start, end = run.moment("TEST_START"), run.moment("TEST_END")
    if end is None:
        end = (times.max() + DAY).astype("datetime64[D]").astype("datetime64[s]")
    if start is None:
        first = times.min().astype("datetime64[D]").astype("datetime64[s]")
        # The most steps that leave half of the record to learn from, thirteen at most.
        steps = max(1, min(_STEPS, int((end - first) // 2 // length)))
        start = end - steps * length
    return Plan.between(start, end, hours, coverages, run.number("TRAIN_DAYS"))


def _tell_beyond(run: Run, plan: Plan, around: Surroundings) -> None:
    """Warn of steps after the record's last day: what did not happen there is not known."""
    last = max(events.time.max() for events in (around.events, *(events for _, events in around.others)) if len(events))
    beyond = int((plan.start >= (last + DAY).astype("datetime64[D]")).sum())
    if 0 < beyond < len(plan.start):
        run.warn(
            "{n:,} of the {steps:,} steps lie after the last incident, {last}. They count as times without crime, so "
            "that every model expects too much. Choose an earlier End of the test.",
            one="{n:,} of the {steps:,} steps lies after the last incident, {last}. It counts as a time without crime, "
            "so that every model expects too much. Choose an earlier End of the test.",
            n=beyond,
            steps=len(plan.start),
            last=shown_time(last),
        )


def evaluate(run: Run, tested: Tested) -> Evaluation:
    """Every model at every step, and what it comes to."""
    methods, around, seed = _methods(run), tested.around, run.integer("SEED")
    training = Training(around.events, tested.plan.train_days, tested.plan.start[0], around, seed)
    with run.part(0.0, _WALK_SHARE if run.integer("FEEDBACK_ROUNDS") and run.wanted("REPORT") else 1.0):
        walk = walk_forward(methods, training, tested.plan, around.places.area_m2, tested.outside, run.control)
    if not walk.events.sum():
        raise PatrolError(
            "No incident happened in the {n:,} steps from {start} on.",
            n=len(walk.events),
            start=shown_time(tested.plan.start[0]),
        )
    found = lines(walk, seed)
    with run.part(_WALK_SHARE, 1.0):
        checked = check_feedback(run, methods, around, tested.plan, judged_coverage(found))
    return Evaluation(walk, found, checked)
