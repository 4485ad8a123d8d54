"""patrol:predictcrime: where and when incidents are likely, with the back-test beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingOutputNumber,
)

from ...algorithms.forecast.models import registry
from ...algorithms.methods import described
from ...algorithms.texts import Text
from ..framework import parameters as shared
from ..framework.base import PatrolAlgorithm
from ..framework.exclusion import EXCLUSION_HELP, exclusion, exclusion_problem
from ..framework.recordquality import RECORD_QUALITY_HELP, record_quality, record_quality_problem
from . import activityparameters

if TYPE_CHECKING:
    from ...algorithms.forecast.forecast import Forecast
    from ..framework.run import Run
    from .inputs import Inputs

LEAST_INTERVAL_HOURS = 0.25
MOST_TRAIN_DAYS = 36_525
MOST_FORECAST_HOURS = 8_784
TYPES_HELP = (
    "Kinds of incidents that are forecast, separated by commas; empty: all. The other kinds help to forecast them, "
    "for the models that learn from others."
)


def types_problem(parameters: dict[str, Any]) -> str:
    """What is wrong with the kinds to forecast; "" when nothing is."""
    if str(parameters.get("TYPES") or "").strip(", ") and not parameters.get("TYPE_FIELD"):
        return Text("Kinds to forecast need the Kind of incident field.")
    return ""


class PredictCrime(PatrolAlgorithm):
    """Incidents and a grid to the probability of an incident in each cell and interval."""

    ID = "predictcrime"
    TITLE = "Predict crime"
    GROUP = ("prediction", "Prediction")
    ICON = "predictcrime"
    PACKAGES = ("numpy", "scipy", "shapely")
    STUDY = ("GRID",)
    TAGS = "crime prediction forecast probability hotspot prospective"
    SUMMARY = (
        "Gives every cell of a grid, for every interval of the coming hours, the probability of at least one "
        "incident, and marks the most likely cells as hotspots.\nEvery forecast is back-tested: each of the last weeks "
        "before its start is forecast from what lies before it and compared with the plain count of past incidents. "
        "Places only: nothing about a person is read."
    )
    HELP = {
        "INCIDENTS": "Points of past incidents.",
        "TIME_FIELD": f"When each incident happened: {shared.TIMES_HELP}. Dates without a time of day tell no hours: "
        "every hour of a day is then alike.",
        "CLOCK_FIELD": shared.CLOCK_HELP.format(field="the Time field"),
        **EXCLUSION_HELP,
        **RECORD_QUALITY_HELP,
        "TYPES": TYPES_HELP,
        "GRID": "Polygons to forecast for, as from Create a risk grid.",
        **activityparameters.HELP,
        "FORECAST_START": "Start of the first interval; empty: the first full hour after the last incident, or the day "
        "after it where the times are dates without an hour.",
        "FORECAST_HOURS": "Hours to forecast; a multiple of the interval.",
        "INTERVAL_HOURS": "Length of an interval in hours.",
        "TRAIN_DAYS": "Days before the forecast to learn from.",
        "MODEL": f"{described(registry.MODELS)} {registry.AUTO_HELP}",
        "COVERAGE": "Percent of the cells that are hotspots in each interval.",
        "SEED": "Seed of all that is drawn: bounds, what blend and random_forest learn from, records kept by lot. "
        "Equal seed, equal result.",
        "CRS": "Projected CRS in metres to compute in; empty: the grid's own, or its UTM zone.",
        "FORECAST": "One polygon per cell and interval: cell_id, start, end, prob (of at least one incident), hotspot "
        "(0/1), weight (past 3 days, per day), rank, expected (incidents), low and high (90 % bounds of expected, by "
        "what the model missed in the past), sure (1: a hotspot even at its lower bound; a hotspot with 0 is too close "
        "to call). Without enough incidents to tell, low, high and sure are empty.",
        "IMPORTANCE": "Table: what the model learned from, and its share.",
        "REPORT": "Page with the back-test.",
    }
    DRESS = {"FORECAST": ("forecast", "start", "end")}

    def define(self) -> list[Any]:
        return [
            shared.source("INCIDENTS", "Incidents", shared.POINTS),
            shared.time_field(),
            shared.clock_field(),
            *map(shared.advanced, exclusion()),
            *record_quality(),
            shared.advanced(shared.text("TYPES", "Kinds to forecast", "")),
            shared.source("GRID", "Grid", shared.POLYGONS),
            *activityparameters.activity(),
            shared.moment("FORECAST_START", "Start of the forecast", optional=True),
            shared.number("FORECAST_HOURS", "Hours to forecast", 24.0, above=0, most=MOST_FORECAST_HOURS, why="a year"),
            shared.number(
                "INTERVAL_HOURS",
                "Length of an interval (hours)",
                2.0,
                above=0,
                least=LEAST_INTERVAL_HOURS,
                most=168,
                low="Length of an interval must be at least {least:g} hours, not {value:g}.",
                high="Length of an interval must be at most {most:g} hours (a week), not {value:g}.",
            ),
            shared.number("TRAIN_DAYS", "Training days", 270.0, above=0, most=MOST_TRAIN_DAYS, why="a hundred years"),
            shared.word("MODEL", "Model", registry.words(), registry.MODELS[0].word),
            shared.number(
                "COVERAGE",
                "Coverage (% of cells)",
                10.0,
                above=0,
                most=100,
                text="Coverage must be above {above} and at most {most} % of the cells, not {value:g}.",
            ),
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
            QgsProcessingOutputNumber("GAIN", "Hit rate more than that of the plain count"),
            QgsProcessingOutputNumber("GAIN_LOW", "Lower bound of that difference (95 %)"),
            QgsProcessingOutputNumber("GAIN_HIGH", "Upper bound of that difference (95 %)"),
            QgsProcessingOutputNumber("SKIPPED", "Incidents left out"),
        ]

    def packages(self, parameters: dict[str, Any], context: QgsProcessingContext) -> tuple[str, ...]:
        # That parameter alone: QGIS converts all it is handed, and crashes at a layer that has been deleted since.
        chosen = {name: parameters[name] for name in ("MODEL",) if name in parameters}
        word = self.parameterAsEnumString(chosen, "MODEL", context)
        return tuple(package for model in registry.tried(word) for package in model.packages) if word else ()

    def problems(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        hours = self.parameterAsDouble(parameters, "FORECAST_HOURS", context)
        interval = self.parameterAsDouble(parameters, "INTERVAL_HOURS", context)
        if abs(round(hours / interval) * interval - hours) > 1e-9 or hours < interval:
            return Text(
                "Hours to forecast ({hours:g}) must be a multiple of the Length of an interval ({interval:g}).",
                hours=hours,
                interval=interval,
            )
        return types_problem(parameters) or exclusion_problem(parameters) or record_quality_problem(parameters)

    def read(self, run: Run) -> Inputs:
        from .inputs import read_inputs

        return read_inputs(run)

    def compute(self, run: Run, inputs: Inputs) -> Forecast:
        from ...algorithms.forecast.forecast import ForecastSettings, make_forecast
        from .remarks import tell_result

        settings = ForecastSettings(
            run.number("TRAIN_DAYS"), run.number("COVERAGE"), run.integer("SEED"), run.word("MODEL")
        )
        forecast = make_forecast(inputs.around, inputs.intervals, settings, run.control)
        run.counts.tell(incidents_used=forecast.learned)
        tell_result(run, inputs.intervals, forecast)
        return forecast

    def write(self, run: Run, inputs: Inputs, result: Forecast) -> dict[str, Any]:
        from .outputs import back_test_numbers, write_forecast, write_importance

        outputs: dict[str, Any] = {"FORECAST": write_forecast(run, inputs, result)}
        if run.wanted("IMPORTANCE"):
            outputs["IMPORTANCE"] = write_importance(run, inputs, result)
        if run.wanted("REPORT"):
            from .report import write_forecast_report

            outputs["REPORT"] = run.path("REPORT")
            write_forecast_report(run, outputs["REPORT"], inputs, result)
        return {**outputs, **back_test_numbers(result.test), "SKIPPED": run.counts.skipped}
