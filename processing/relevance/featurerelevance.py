"""patrol:featurerelevance: which attributes of incidents tell their classes apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterField,
)

from ..framework import parameters as shared
from ..framework.base import PatrolAlgorithm
from ..framework.bounds import FROM_TO

if TYPE_CHECKING:
    from ...algorithms.relevance.relevance import Relevance
    from ..framework.run import Run
    from .inputs import Inputs


class FeatureRelevance(PatrolAlgorithm):
    """Incidents to a table of their attributes by relevance for a class."""

    ID = "featurerelevance"
    TITLE = "Rank incident features"
    GROUP = ("prediction", "Prediction")
    ICON = "featurerelevance"
    STUDY = ("INCIDENTS",)
    TAGS = "feature selection relevance relief relieff information gain ratio crime type attributes entropy"
    SUMMARY = (
        "Ranks what is known of incidents (year, month, day, weekday, hour, latitude, longitude and fields of your "
        "choice) by how well it tells the classes of a target field apart, such as the types of crime.\nReliefF "
        "compares each incident with its nearest of the same class and of every other class: a score above 0 means "
        "that the feature differs more between classes than within them; scores run from −1 to 1. Hour, weekday and "
        "month count as plain numbers, so 23 h and 0 h are far apart. Numbers score lower than nominal values of the "
        "same worth, and fields of many values score above 0 by chance: compare each score with its chance.\nThe gain "
        "ratio is the share of the class that a feature settles, for the number of its branches; numbers of more than "
        "31 values are cut into bins of equal frequency.\nPlaces only: fields about a person are refused."
    )
    HELP = {
        "INCIDENTS": "Points of past incidents.",
        "TIME_FIELD": f"When each incident happened: {shared.TIMES_HELP}; empty: no features of time.",
        "CLOCK_FIELD": shared.CLOCK_HELP.format(field="the Time field"),
        "TARGET_FIELD": "Field with the class of each incident, such as the type of crime; every value is a class. "
        "Incidents without one are left out.",
        "FIELDS": "Further fields to rank, such as sector, mode or premise. Text is nominal, numbers are amounts; a "
        "missing value counts as what its class leads to expect.",
        "NEIGHBOURS": "ReliefF: nearest incidents of each class that each incident is compared with.",
        "THRESHOLD": "Features with a ReliefF score above it are kept. What says nothing scores 0 or a little less.",
        "NOMINAL_FIELDS": "Further fields to rank whose numbers are codes, not amounts.",
        "SECTOR_FIELD": "Field with the sector of each incident, for the counts in the report; empty: the first of the "
        "fields whose name says so (sector, district, beat, …).",
        "SAMPLE": "ReliefF: how many incidents are drawn to be compared with all others; to compare all takes long for "
        "more than some ten thousand.",
        "BINS": "Gain ratio: bins into which a number is cut.",
        "SEED": "Seed of the sample and of the classes dealt out anew for chance; equal seed, equal result.",
        "CRS": "Projected CRS in metres in which stray coordinates are told; empty: the layer's own, or its UTM zone.",
        "RELEVANCE": "Table: feature, kind, relieff, gain_ratio, kept (0/1), std_error (of relieff), chance (relieff "
        "where the classes are dealt out anew, mean of five deals), gain (bits), missing (values), bins (how numbers "
        "were cut), note.",
        "REPORT": "Page with the ranking and with counts by month, quarter, half-year and sector for each class.",
        "FEATURES_KEPT": "Features with a score above the threshold.",
        "INCIDENTS_USED": "Incidents with a place, a class and, if asked for, a time.",
        "INCIDENTS_COMPARED": "Incidents that ReliefF looked at.",
        "SKIPPED": "Incidents left out; the log says why.",
    }

    def define(self) -> list[Any]:
        return [
            shared.source("INCIDENTS", "Incidents", shared.POINTS),
            shared.time_field(optional=True),
            shared.clock_field(),
            shared.field("TARGET_FIELD", "Target field (class)", "INCIDENTS", optional=False),
            _fields("FIELDS", "Fields to rank"),
            shared.integer(
                "NEIGHBOURS", "Neighbours", 10, least=1, most=1000, why="ReliefF is used with about 10", text=FROM_TO
            ),
            shared.number(
                "THRESHOLD", "Threshold of ReliefF", 0.01, least=-1, most=1, why="as the scores are", text=FROM_TO
            ),
            shared.advanced(_fields("NOMINAL_FIELDS", "Fields to rank that hold codes")),
            shared.advanced(shared.field("SECTOR_FIELD", "Sector field of the report", "INCIDENTS")),
            shared.advanced(
                shared.integer(
                    "SAMPLE",
                    "Incidents to compare",
                    1000,
                    least=0,
                    most=2**31 - 1,
                    why="0 compares all incidents",
                    text=FROM_TO,
                )
            ),
            shared.advanced(
                shared.integer("BINS", "Bins of numbers", 10, least=2, most=1000, why="10 is usual", text=FROM_TO)
            ),
            shared.seed(),
            shared.working_crs(),
            shared.sink("RELEVANCE", "Relevance", shared.TABLE),
            shared.file_output("REPORT", "Report", "HTML files (*.html)"),
            QgsProcessingOutputNumber("FEATURES_KEPT", "Features kept"),
            QgsProcessingOutputNumber("INCIDENTS_USED", "Incidents used"),
            QgsProcessingOutputNumber("INCIDENTS_COMPARED", "Incidents compared by ReliefF"),
            QgsProcessingOutputNumber("SKIPPED", "Incidents left out"),
        ]

    def read(self, run: Run) -> Inputs:
        from .inputs import read_features

        return read_features(run)

    def compute(self, run: Run, inputs: Inputs) -> Relevance:
        from ...algorithms.relevance.relevance import RelevanceSettings, rank_features
        from ...algorithms.relevance.relieff import ReliefSettings
        from .remarks import tell_result

        relief = ReliefSettings(run.integer("NEIGHBOURS"), run.integer("SAMPLE"), run.integer("SEED"))
        settings = RelevanceSettings(relief, run.number("THRESHOLD"), run.integer("BINS"))
        result = rank_features(inputs.features, inputs.target, settings, run.control)
        run.counts.tell(incidents_compared=result.looked_at)
        tell_result(run, inputs.target, result)
        return result

    def write(self, run: Run, inputs: Inputs, result: Relevance) -> dict[str, Any]:
        from .outputs import write_relevance

        outputs: dict[str, Any] = {"RELEVANCE": write_relevance(run, inputs, result)}
        if run.wanted("REPORT"):
            from .report import write_relevance_report

            outputs["REPORT"] = run.path("REPORT")
            write_relevance_report(run, outputs["REPORT"], inputs, result, run.number("THRESHOLD"))
        return {
            **outputs,
            "FEATURES_KEPT": sum(one.kept for one in result.features),
            "INCIDENTS_USED": len(inputs.target),
            "INCIDENTS_COMPARED": result.looked_at,
            "SKIPPED": run.counts.skipped,
        }


def _fields(name: str, label: str) -> QgsProcessingParameterField:
    """Several fields of the incidents, or none."""
    every_kind = QgsProcessingParameterField.DataType.Any
    return QgsProcessingParameterField(name, label, None, "INCIDENTS", every_kind, True, True)
