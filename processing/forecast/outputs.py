"""A forecast as layers and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from qgis.core import QgsWkbTypes

from ..layers.writing import Column, fields_of, write_features

if TYPE_CHECKING:
    from ...algorithms.forecast.evaluation.backtest import BackTest
    from ...algorithms.forecast.forecast import Forecast
    from ..framework.run import Run
    from .inputs import Inputs

WARN_FEATURES = 1_000_000
# Fields of whole numbers hold 32 bits.
_GREATEST_WHOLE = 2**31 - 1
_TYPE = QgsWkbTypes.Type


def write_forecast(run: Run, inputs: Inputs, forecast: Forecast) -> str:
    """A polygon for each cell and interval, interval by interval: where it was written."""
    columns = _forecast_columns(inputs, forecast)
    if len(columns[0].values) > WARN_FEATURES:
        run.warn("{n:,} features are written; fewer cells or intervals are quicker to draw.", n=len(columns[0].values))
    shapes = inputs.polygons.geometries
    kind = _TYPE.MultiPolygon if any(shape.isMultipart() for shape in shapes) else _TYPE.Polygon
    sink, destination = run.open_sink("FORECAST", fields_of(columns), kind, inputs.crs)
    repeated = (shape for _ in range(inputs.intervals.number) for shape in shapes)
    write_features(run, sink, columns, repeated, run.label("FORECAST"), kind)
    return destination


def write_importance(run: Run, inputs: Inputs, forecast: Forecast) -> str:
    """A row for each source of the forecast."""
    names, shares = zip(*forecast.model.importance())
    table = [Column("feature", "text", names), Column("importance", "float", shares)]
    sink, destination = run.open_sink("IMPORTANCE", fields_of(table), _TYPE.NoGeometry, inputs.crs)
    write_features(run, sink, table, None, run.label("IMPORTANCE"))
    return destination


def back_test_numbers(test: BackTest | None) -> dict[str, float | None]:
    """The number outputs of the back-test; None where there was none."""
    numbers: dict[str, float | None] = {}
    for prefix, score in (("", test and test.model), ("BASELINE_", test and test.baseline)):
        numbers[f"{prefix}HIT_RATE"] = score.hit_rate if score else None
        numbers[f"{prefix}PAI"] = score.pai if score else None
        # Where every cell has an incident in every interval there is none.
        numbers[f"{prefix}AUC"] = score.auc if score and np.isfinite(score.auc) else None
    gain = test and test.gain
    return {
        **numbers,
        "GAIN": gain.share if gain else None,
        "GAIN_LOW": gain.low if gain else None,
        "GAIN_HIGH": gain.high if gain else None,
    }


def _forecast_columns(inputs: Inputs, forecast: Forecast) -> list[Column]:
    """One row per interval and cell, interval by interval."""
    cell_id, intervals = inputs.cell_id, inputs.intervals
    cells = len(cell_id)
    whole = all(isinstance(value, int) and abs(value) <= _GREATEST_WHOLE for value in cell_id)
    by_interval = {
        "prob": forecast.probability,
        "hotspot": forecast.hotspot,
        "weight": forecast.weight,
        "rank": forecast.rank,
        "expected": forecast.expected,
    }
    flat = {name: values.T.ravel() for name, values in by_interval.items()}
    rows = len(flat["rank"])

    def known(values: np.ndarray | None) -> list[Any]:
        return [None] * rows if values is None else values.T.ravel().tolist()

    return [
        # Ids keep their own kind: numbers from a risk grid, perhaps names from districts.
        Column("cell_id", "int" if whole else "text", list(cell_id) * intervals.number),
        Column("start", "datetime", np.repeat(intervals.starts, cells)),
        Column("end", "datetime", np.repeat(intervals.ends, cells)),
        Column("prob", "float", flat["prob"].tolist()),
        Column("hotspot", "int", flat["hotspot"].astype(np.int64).tolist()),
        Column("weight", "float", flat["weight"].tolist()),
        Column("rank", "int", flat["rank"].tolist()),
        Column("expected", "float", flat["expected"].tolist()),
        Column("low", "float", known(forecast.low)),
        Column("high", "float", known(forecast.high)),
        Column("sure", "int", known(None if forecast.sure is None else forecast.sure.astype(np.int64))),
    ]
