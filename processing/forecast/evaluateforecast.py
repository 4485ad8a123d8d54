"""patrol:evaluateforecast: which forecast model to trust on these incidents, by days it has not seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingContext, QgsProcessingOutputNumber

from ...algorithms.forecast.models import registry
from ...algorithms.methods import choices, described
from ...algorithms.texts import Text
from ..framework import parameters as shared
from ..framework.base import PatrolAlgorithm
from ..framework.exclusion import EXCLUSION_HELP, exclusion, exclusion_problem
from ..framework.recordquality import RECORD_QUALITY_HELP, record_quality, record_quality_problem
from . import activityparameters
from .predictcrime import MOST_TRAIN_DAYS, TYPES_HELP, types_problem

if TYPE_CHECKING:
    from ..framework.run import Run
    from .evaluating import Evaluation, Tested

MOST_STEP_HOURS = 8_784


class EvaluateForecast(PatrolAlgorithm):
    """Incidents and a grid to what every model would have hit, step after step."""

    ID = "evaluateforecast"
    TITLE = "Evaluate forecasts"
    GROUP = ("prediction", "Prediction")
    ICON = "evaluateforecast"
    PACKAGES = ("numpy", "scipy", "shapely")
    STUDY = ("GRID",)
    TAGS = "crime prediction forecast evaluate validation hit rate pai pei rri walk-forward back-test"
    SUMMARY = (
        "Lets several models forecast the same past weeks, each time from what lay before, and says which one to trust "
        "on these incidents: hit rate, PAI, PEI and RRI at several coverages, beside the plain count of past "
        "incidents and beside whoever knew the future, with 95 % bounds.\nCells that share the last hot place count "
        "in part, so that no order of the cells helps or hurts. Places only: nothing about a person is read."
    )
    HELP = {
        "INCIDENTS": "Points of past incidents, those of the days that are forecast among them.",
        "TIME_FIELD": f"When each incident happened: {shared.TIMES_HELP}.",
        "CLOCK_FIELD": shared.CLOCK_HELP.format(field="the Time field"),
        **EXCLUSION_HELP,
        **RECORD_QUALITY_HELP,
        "TYPES": TYPES_HELP,
        "GRID": "Polygons that are ranked, as from Create a risk grid.",
        **activityparameters.HELP,
        "CELLS": "Which cells are ranked. seen: those with any incident before the test, and the cells around them; "
        "incidents elsewhere count as misses. grid: all.",
        "TEST_START": "Start of the first step; empty: so that thirteen steps end with the record.",
        "TEST_END": "End of the last step; empty: the end of the record.",
        "STEP_HOURS": "Length of a step in hours; at each step every model is fitted anew.",
        "TRAIN_DAYS": "Days before each step to learn from.",
        "MODELS": f"{described(registry.MODELS)} prior_count and count_ties are always among them: the one is what all "
        "are compared with, the other the rival that a model has to beat. Those that need no further package are "
        "chosen at first.",
        "COVERAGES": "Percent of the cells that are hot, separated by commas.",
        "FEEDBACK_ROUNDS": "Weeks in which patrols follow each model and find some of what nobody reports, and it "
        "learns from what they wrote down. The report shows whether it runs away: whether it takes places for worse "
        "because patrols were there, beyond what looking more closely explains. Only with a report; 0: none.",
        "SEED": "Seed of all that is drawn: bounds, what blend and random_forest learn from, records kept by lot, the "
        "feedback check; equal seed, equal result.",
        "CRS": "Projected CRS in metres to compute in; empty: the grid's own, or its UTM zone.",
        "SCORES": "Table: a row for each model, step and coverage.",
        "SUMMARY": "Table: a row for each model and coverage, all steps together.",
        "REPORT": "Page with curves, and which model to trust.",
    }

    def define(self) -> list[Any]:
        every = choices(registry.MODELS)
        at_first = choices([model for model in registry.MODELS if set(self.PACKAGES).issuperset(model.packages)])
        return [
            shared.source("INCIDENTS", "Incidents", shared.POINTS),
            shared.time_field(),
            shared.clock_field(),
            *exclusion(),
            *record_quality(),
            shared.text("TYPES", "Kinds to forecast", ""),
            shared.source("GRID", "Grid", shared.POLYGONS),
            *activityparameters.activity(),
            shared.advanced(shared.word("CELLS", "Cells that are ranked", ("seen", "grid"), "seen")),
            shared.moment("TEST_START", "Start of the test", optional=True),
            shared.moment("TEST_END", "End of the test", optional=True),
            shared.number("STEP_HOURS", "Length of a step (hours)", 168.0, least=1, most=MOST_STEP_HOURS, why="a year"),
            shared.advanced(
                shared.number(
                    "TRAIN_DAYS", "Training days", 365.0, above=0, most=MOST_TRAIN_DAYS, why="a hundred years"
                )
            ),
            shared.several_words("MODELS", "Models", every, at_first),
            shared.text("COVERAGES", "Coverages (% of cells)", "1,5,10,20"),
            shared.advanced(
                shared.integer("FEEDBACK_ROUNDS", "Weeks of the feedback check", 50, least=0, most=520, why="ten years")
            ),
            shared.seed(),
            shared.working_crs(),
            shared.sink("SCORES", "Scores", shared.TABLE),
            shared.sink("SUMMARY", "Summary of scores", shared.TABLE),
            shared.file_output("REPORT", "Report", "HTML files (*.html)"),
            QgsProcessingOutputNumber("STEPS", "Steps"),
            QgsProcessingOutputNumber("SKIPPED", "Incidents left out"),
        ]

    def packages(self, parameters: dict[str, Any], context: QgsProcessingContext) -> tuple[str, ...]:
        # That parameter alone: QGIS converts all it is handed, and crashes at a layer that has been deleted since.
        chosen = {name: parameters[name] for name in ("MODELS",) if name in parameters}
        words = self.parameterAsEnumStrings(chosen, "MODELS", context)
        return tuple(package for model in registry.MODELS if model.word in words for package in model.packages)

    def problems(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        try:
            coverages = _numbers(self.parameterAsString(parameters, "COVERAGES", context))
        except ValueError:
            coverages = []
        if not coverages or not all(0 < value <= 100 for value in coverages):
            return Text("Coverages must be numbers above 0 and at most 100, separated by commas: 1,5,10,20.")
        return types_problem(parameters) or exclusion_problem(parameters) or record_quality_problem(parameters)

    def read(self, run: Run) -> Tested:
        from .evaluating import read_tested

        return read_tested(run, _numbers(run.text("COVERAGES")))

    def compute(self, run: Run, inputs: Tested) -> Evaluation:
        from .evaluating import evaluate
        from .feedback import tell_feedback
        from .verdicts import tell_verdict

        found = evaluate(run, inputs)
        tell_verdict(run, inputs, found)
        tell_feedback(run, found.feedback)
        return found

    def write(self, run: Run, inputs: Tested, result: Evaluation) -> dict[str, Any]:
        from .evaluationoutputs import write_scores, write_summary

        outputs: dict[str, Any] = {
            "SCORES": write_scores(run, inputs, result),
            "SUMMARY": write_summary(run, inputs, result),
        }
        if run.wanted("REPORT"):
            from .evaluationreport import write_evaluation_report

            outputs["REPORT"] = run.path("REPORT")
            write_evaluation_report(run, outputs["REPORT"], inputs, result)
        return {**outputs, "STEPS": len(result.walk.events), "SKIPPED": run.counts.skipped}


def _numbers(text: str) -> list[float]:
    """Numbers separated by commas. Raises ValueError for what is none."""
    return sorted({float(word) for word in text.split(",") if word.strip()})
