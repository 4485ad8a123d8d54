"""patrol:predictcrime: where and when incidents are likely, with the back-test beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsWkbTypes,
)

from ..framework import parameters as shared
from ..framework.base import PatrolAlgorithm
from ..framework.limits import beyond_limits

if TYPE_CHECKING:
    import numpy as np
    from qgis.core import QgsCoordinateReferenceSystem

    from ...algorithms.forecast.evaluation.backtest import BackTest
    from ...algorithms.forecast.forecast import Forecast
    from ...algorithms.forecast.prediction import CellEvents, Intervals
    from ..framework.run import Run
    from ..layers.reading import Polygons

WARN_FEATURES = 1_000_000
# A table of so many cells and intervals takes 400 MB, and a forecast holds several.
MOST_CELLS_AND_INTERVALS = 50_000_000
LEAST_INTERVAL_HOURS = 0.25
MOST_TRAIN_DAYS = 36_525
MOST_FORECAST_HOURS = 8_784
# Fields of whole numbers hold 32 bits.
_GREATEST_WHOLE = 2**31 - 1


@dataclass(frozen=True)
class Inputs:
    """What was read: the grid's cells, the incidents by cell, and the intervals to forecast."""

    crs: QgsCoordinateReferenceSystem
    polygons: Polygons
    cell_id: Sequence[Any]
    area_m2: np.ndarray
    events: CellEvents
    intervals: Intervals


class PredictCrime(PatrolAlgorithm):
    """Incidents and a grid to the probability of an incident in each cell and interval."""

    ID = "predictcrime"
    TITLE = "Predict crime"
    GROUP = ("prediction", "Prediction")
    ICON = "predictcrime"
    STUDY = ("GRID",)
    TAGS = "crime prediction forecast probability hotspot prospective"
    SUMMARY = (
        "Gives every cell of a grid, for every interval of the coming hours, the probability of at least one "
        "incident, and marks the most likely cells as hotspots.\nEvery forecast is back-tested: the last weeks before "
        "its start are forecast from what lies before them and compared with the plain count of past incidents. "
        "Places only: nothing about a person is read."
    )
    HELP = {
        "INCIDENTS": "Points of past incidents.",
        "TIME_FIELD": f"When each incident happened: {shared.TIMES_HELP}. Dates without a time of day need intervals "
        "of whole days.",
        "CLOCK_FIELD": shared.CLOCK_HELP.format(field="the Time field"),
        "GRID": "Polygons to forecast for, as from Create a risk grid.",
        "POIS": "Points of interest, for models that learn from them; prior_count learns from incidents alone.",
        "POI_TYPE_FIELD": "Kind of each point of interest.",
        "CHECKINS": "Check-ins, for models that learn from them; prior_count learns from incidents alone.",
        "CHECKIN_TIME_FIELD": "When each check-in happened.",
        "CHECKIN_USER_FIELD": "An opaque id, only to tell visitors apart; it never reaches an output.",
        "FORECAST_START": "Start of the first interval; empty: the first full hour after the last incident, or the day "
        "after it where the times are dates without an hour.",
        "FORECAST_HOURS": "Hours to forecast; a multiple of the interval.",
        "INTERVAL_HOURS": "Length of an interval in hours, from a quarter of an hour to a week.",
        "TRAIN_DAYS": "Days before the forecast to learn from.",
        "MODEL": "prior_count: past incidents of the cell in that interval of the week, shrunk to the cell's own mean.",
        "COVERAGE": "Percent of the cells that are hotspots in each interval.",
        "SEED": "Seed of the bootstrap that gives the bounds of the hit rate; equal seed, equal result.",
        "CRS": "Projected CRS in metres to compute in; empty: the grid's own, or its UTM zone.",
        "FORECAST": "One polygon per cell and interval: cell_id, start, end, prob, hotspot (0/1), weight (past 3 "
        "days, per day), rank.",
        "IMPORTANCE": "Table: what the model learned from, and its share.",
        "REPORT": "Page with the back-test.",
    }
    DRESS = {"FORECAST": ("forecast", "start", "end")}

    def define(self) -> list[Any]:
        return [
            shared.source("INCIDENTS", "Incidents", shared.POINTS),
            shared.time_field(),
            shared.clock_field(),
            shared.source("GRID", "Grid", shared.POLYGONS),
            shared.advanced(shared.source("POIS", "Points of interest", shared.POINTS, True)),
            shared.advanced(shared.field("POI_TYPE_FIELD", "Type field of points of interest", "POIS")),
            shared.advanced(shared.source("CHECKINS", "Check-ins", shared.POINTS, True)),
            shared.advanced(shared.field("CHECKIN_TIME_FIELD", "Time field of check-ins", "CHECKINS")),
            shared.advanced(shared.field("CHECKIN_USER_FIELD", "Visitor id field of check-ins", "CHECKINS")),
            shared.moment("FORECAST_START", "Start of the forecast", optional=True),
            shared.number("FORECAST_HOURS", "Hours to forecast", 24.0),
            shared.number("INTERVAL_HOURS", "Length of an interval (hours)", 2.0),
            shared.number("TRAIN_DAYS", "Training days", 270.0),
            shared.word("MODEL", "Model", ("prior_count",), "prior_count"),
            shared.number("COVERAGE", "Coverage (% of cells)", 10.0),
            shared.seed(),
            shared.working_crs(),
            shared.sink("FORECAST", "Forecast", QgsProcessing.SourceType.TypeVectorPolygon),
            shared.sink("IMPORTANCE", "Importance", shared.TABLE, optional=True, by_default=False),
            shared.file_output("REPORT", "Report", "HTML files (*.html)"),
            QgsProcessingOutputNumber("HIT_RATE", "Hit rate in the back-test"),
            QgsProcessingOutputNumber("PAI", "Prediction accuracy index in the back-test"),
            QgsProcessingOutputNumber("AUC", "Area under the ROC curve in the back-test"),
            QgsProcessingOutputNumber("BASELINE_HIT_RATE", "Hit rate of the plain count"),
            QgsProcessingOutputNumber("BASELINE_PAI", "Prediction accuracy index of the plain count"),
            QgsProcessingOutputNumber("BASELINE_AUC", "Area under the ROC curve of the plain count"),
            QgsProcessingOutputNumber("SKIPPED", "Incidents left out"),
        ]

    def problems(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        text = self.not_positive(parameters, context, "FORECAST_HOURS", "INTERVAL_HOURS", "TRAIN_DAYS")
        if text:
            return text
        hours = self.parameterAsDouble(parameters, "FORECAST_HOURS", context)
        interval = self.parameterAsDouble(parameters, "INTERVAL_HOURS", context)
        days = self.parameterAsDouble(parameters, "TRAIN_DAYS", context)
        if days > MOST_TRAIN_DAYS:
            return f"Training days must be at most {MOST_TRAIN_DAYS:,} (a hundred years), not {days:g}."
        if hours > MOST_FORECAST_HOURS:
            return f"Hours to forecast must be at most {MOST_FORECAST_HOURS:,} (a year), not {hours:g}."
        if interval < LEAST_INTERVAL_HOURS:
            return f"Length of an interval must be at least {LEAST_INTERVAL_HOURS:g} hours, not {interval:g}."
        if interval > 168:
            return f"Length of an interval must be at most 168 hours (a week), not {interval:g}."
        if abs(round(hours / interval) * interval - hours) > 1e-9 or hours < interval:
            return f"Hours to forecast ({hours:g}) must be a multiple of the Length of an interval ({interval:g})."
        coverage = self.parameterAsDouble(parameters, "COVERAGE", context)
        if not 0 < coverage <= 100:
            return f"Coverage must be above 0 and at most 100 % of the cells, not {coverage:g}."
        return beyond_limits(self, parameters, context)

    def read(self, run: Run) -> Inputs:
        from ...algorithms.forecast.prediction import CellEvents, Intervals
        from ..cells.locator import PolygonLocator
        from ..layers.incidents import read_incidents
        from ..layers.overlaps import warn_of_overlaps, without_copies
        from ..layers.reading import read_polygons

        grid_source = run.required_source("GRID")
        crs = run.working_crs()
        id_field = grid_source.first_field("cell_id")
        polygons = without_copies(read_polygons(run, grid_source, crs, [id_field]), run.control)
        polygons.skipped.report(run.warn)
        interval_hours = run.number("INTERVAL_HOURS")
        _require_a_size_that_fits(len(polygons), run.number("FORECAST_HOURS"), interval_hours)
        cell_id = polygons.values[id_field] if id_field else polygons.fid.tolist()
        for name in ("POIS", "CHECKINS"):
            if run.given(name):
                run.warn(f"{run.label(name)}: not used; the model {run.word('MODEL')} learns from incidents alone.")
        source = run.required_source("INCIDENTS")
        hours_or = "" if interval_hours % 24 == 0 else f"a {run.label('INTERVAL_HOURS')} of 24 or whole days"
        points, incidents = read_incidents(run, source, crs, hours_or, time_required=True)
        cell, several = PolygonLocator(polygons.geometries).locate_all(run, incidents.x, incidents.y)
        warn_of_overlaps(run, grid_source.label, several)
        inside = cell >= 0
        points.keep(inside, "outside the grid")
        points.skipped.require_some(len(points), points.read)
        points.skipped.report(run.warn)
        start = run.moment("FORECAST_START")
        times = incidents.time[inside]
        if incidents.whole_days:
            times = times.astype("datetime64[D]").astype("datetime64[s]")
        if start is None:
            start = _default_start(run, times)
        elif incidents.whole_days:
            start = _at_midnight(run, start)
        if incidents.whole_days:
            run.warn(
                f"{points.label}: dates without a time of day. Hours are not told apart; the forecast is for whole "
                f"days, each interval {interval_hours:g} hours from midnight."
            )
        run.counts.update(
            incidents_read=points.read, incidents_used=len(points), skipped=points.skipped.total, cells=len(polygons)
        )
        intervals = Intervals.over(start, run.number("FORECAST_HOURS"), interval_hours)
        events = CellEvents(cell[inside], times, len(polygons))
        return Inputs(crs, polygons, cell_id, polygons.areas(run.control), events, intervals)

    def compute(self, run: Run, inputs: Inputs) -> Forecast:
        from ...algorithms.forecast.forecast import ForecastSettings, make_forecast

        settings = ForecastSettings(run.number("TRAIN_DAYS"), run.number("COVERAGE"), run.integer("SEED"))
        forecast = make_forecast(inputs.events, inputs.area_m2, inputs.intervals, settings, run.control)
        run.counts["incidents_used"] = forecast.learned
        run.info(
            f"{forecast.learned:,} incidents learned from; {forecast.too_old:,} before the training days and "
            f"{forecast.later:,} from the start of the forecast on were not looked at."
        )
        _tell_gap(run, inputs.intervals, forecast.until)
        self._tell(run, forecast.test)
        return forecast

    def _tell(self, run: Run, test: BackTest | None) -> None:
        if test is None:
            run.warn(
                "This forecast could not be back-tested: that takes at least 28 days of incidents before its start "
                "and incidents in the last quarter of them. Do not rely on it without one."
            )
            return
        run.info(
            f"Back-test {test.start} to {test.end}, {test.model.events:,} incidents, {test.coverage_percent:g} % of "
            "the cells:"
        )
        for score in (test.model, test.baseline):
            run.info(
                f"  {score.name}: hit rate {score.hit_rate:.1%} (95 %: {score.low:.1%}–{score.high:.1%}), PAI "
                f"{score.pai:.2f}, AUC {score.auc:.3f}"
            )
        if test.model.hit_rate < test.baseline.hit_rate:
            run.warn("In the back-test the plain count of past incidents hit more often than this model.")

    def write(self, run: Run, inputs: Inputs, result: Forecast) -> dict[str, Any]:
        from ..layers.writing import Column, fields_of, write_features

        columns = forecast_columns(inputs.cell_id, inputs.intervals, result)
        if len(columns[0].values) > WARN_FEATURES:
            run.warn(f"{len(columns[0].values):,} features are written; fewer cells or intervals are quicker to draw.")
        shapes = inputs.polygons.geometries
        kind = QgsWkbTypes.Type.Polygon
        if any(shape.isMultipart() for shape in shapes):
            kind = QgsWkbTypes.Type.MultiPolygon
        sink, destination = run.open_sink("FORECAST", fields_of(columns), kind, inputs.crs)
        repeated = (shape for _ in range(inputs.intervals.number) for shape in shapes)
        write_features(run, sink, columns, repeated, run.label("FORECAST"), kind)
        outputs: dict[str, Any] = {"FORECAST": destination}
        if run.wanted("IMPORTANCE"):
            names, shares = zip(*result.model.importance())
            table = [Column("feature", "text", names), Column("importance", "float", shares)]
            sink, outputs["IMPORTANCE"] = run.open_sink(
                "IMPORTANCE", fields_of(table), QgsWkbTypes.Type.NoGeometry, inputs.crs
            )
            write_features(run, sink, table, None, run.label("IMPORTANCE"))
        if run.wanted("REPORT"):
            from .report import write_forecast_report

            outputs["REPORT"] = run.path("REPORT")
            write_forecast_report(run, outputs["REPORT"], inputs, result)
        test = result.test
        for prefix, score in (("", test and test.model), ("BASELINE_", test and test.baseline)):
            outputs[f"{prefix}HIT_RATE"] = score.hit_rate if score else None
            outputs[f"{prefix}PAI"] = score.pai if score else None
            outputs[f"{prefix}AUC"] = score.auc if score else None
        return {**outputs, "SKIPPED": run.counts["skipped"]}


def _require_a_size_that_fits(cells: int, forecast_hours: float, interval_hours: float) -> None:
    """Raise PatrolError for more cells × intervals, those of the back-test's week included, than memory may hold."""
    from ...algorithms.errors import PatrolError

    ahead, week = round(forecast_hours / interval_hours), max(1, int(168 // interval_hours))
    if cells * (ahead + week) > MOST_CELLS_AND_INTERVALS:
        raise PatrolError(
            f"{cells:,} cells × {ahead + week:,} intervals ({ahead:,} to forecast, {week:,} of the back-test's week) "
            f"are more than {MOST_CELLS_AND_INTERVALS:,}. Use larger cells, longer intervals or fewer hours."
        )


def _default_start(run: Run, times: np.ndarray) -> np.datetime64:
    """The start of a forecast that follows the last incident, said to the user."""
    from ...algorithms.times.record import start_after
    from ...algorithms.times.timeclasses import shown_time

    start, whole_days = start_after(times)
    first = "day" if whole_days else "full hour"
    run.info(f"The forecast starts at {shown_time(start)}, the first {first} after the last incident.")
    return start


def _at_midnight(run: Run, start: np.datetime64) -> np.datetime64:
    """The start of a forecast from dates without hours: days cannot be cut elsewhere than at midnight."""
    from ...algorithms.times.timeclasses import shown_time

    day = start.astype("datetime64[D]").astype("datetime64[s]")
    if day != start:
        run.warn(
            f"{run.label('FORECAST_START')}: the incidents have dates without a time of day, which can only be counted "
            f"from midnight to midnight. The forecast starts at {shown_time(day)}."
        )
    return day


def _tell_gap(run: Run, intervals: Intervals, until: np.datetime64) -> None:
    """Say that the record ends before the forecast starts, and what that means."""
    import numpy as np

    from ...algorithms.times.timeclasses import shown_time
    from ..common.wording import counted

    if until == intervals.start:
        return
    days = int((intervals.start - until) // np.timedelta64(1, "D"))
    run.warn(
        f"{run.label('INCIDENTS')}: there are no data for {counted(days, 'day')} before the forecast, from "
        f"{shown_time(until)} to {shown_time(intervals.start)}. They do not count as days without crime: "
        "what is learned, the back-test and the weight are as of the record's end. Give newer incidents if there are "
        "any."
    )


def forecast_columns(cell_id: Sequence[Any], intervals: Intervals, forecast: Forecast) -> list[Any]:
    """One row per interval and cell, interval by interval."""
    import numpy as np

    from ..layers.writing import Column

    cells = len(cell_id)
    whole = all(isinstance(value, int) and abs(value) <= _GREATEST_WHOLE for value in cell_id)
    by_interval = {
        "prob": forecast.probability,
        "hotspot": forecast.hotspot,
        "weight": forecast.weight,
        "rank": forecast.rank,
    }
    flat = {name: values.T.ravel() for name, values in by_interval.items()}
    return [
        # Ids keep their own kind: numbers from a risk grid, perhaps names from districts.
        Column("cell_id", "int" if whole else "text", list(cell_id) * intervals.number),
        Column("start", "datetime", np.repeat(intervals.starts, cells)),
        Column("end", "datetime", np.repeat(intervals.ends, cells)),
        Column("prob", "float", flat["prob"].tolist()),
        Column("hotspot", "int", flat["hotspot"].astype(np.int64).tolist()),
        Column("weight", "float", flat["weight"].tolist()),
        Column("rank", "int", flat["rank"].tolist()),
    ]
