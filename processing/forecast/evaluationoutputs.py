"""A walk-forward as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from qgis.core import QgsWkbTypes

from ...algorithms.forecast.evaluation.measures import of_steps
from ..layers.writing import Column, fields_of, write_features

if TYPE_CHECKING:
    from ..framework.run import Run
    from .evaluating import Evaluation, Tested

_NONE = QgsWkbTypes.Type.NoGeometry


def write_scores(run: Run, tested: Tested, found: Evaluation) -> str:
    """A row for each model, step and coverage: where it was written."""
    walk, plan = found.walk, found.walk.plan
    steps, coverages = len(walk.events), len(plan.coverages)
    models = len(walk.scored)
    hits = np.stack([scored.hits for scored in walk.scored])
    reached = [of_steps(walk, scored) for scored in walk.scored]

    def every(per_step: np.ndarray) -> np.ndarray:
        return np.tile(np.repeat(per_step, coverages), models)

    table = [
        Column("model", "text", np.repeat([scored.method.word for scored in walk.scored], steps * coverages).tolist()),
        Column("start", "datetime", every(plan.start)),
        Column("end", "datetime", every(plan.start + plan.length)),
        Column("coverage", "float", np.tile(plan.coverages, models * steps).tolist()),
        Column("hits", "float", hits.ravel().tolist()),
        Column("events", "int", every(walk.events).astype(np.int64).tolist()),
        *(_measured(name, [getattr(one, name) for one in reached]) for name in ("hit_rate", "pai", "pei", "rri")),
    ]
    return _write(run, "SCORES", table, tested)


def _measured(name: str, values: list[np.ndarray]) -> Column:
    """A measure of each model, (steps, coverages); a step without incidents has none."""
    flat = np.stack(values).ravel().tolist()
    return Column(name, "float", [None if np.isnan(value) else value for value in flat])


def write_summary(run: Run, tested: Tested, found: Evaluation) -> str:
    """A row for each model and coverage: where it was written."""
    rows = found.lines
    table = [
        Column("model", "text", [line.word for line in rows]),
        *(
            Column(name, "float", [_known(float(getattr(line, name))) for line in rows])
            for name in ("coverage", "hit_rate", "low", "high", "pai", "pei", "rri", "gain", "gain_low", "gain_high")
        ),
    ]
    return _write(run, "SUMMARY", table, tested)


def _known(value: float) -> float | None:
    """A number; None where there is none."""
    return value if np.isfinite(value) else None


def _write(run: Run, name: str, table: list[Column], tested: Tested) -> str:
    sink, destination = run.open_sink(name, fields_of(table), _NONE, tested.crs)
    write_features(run, sink, table, None, run.label(name))
    return destination
