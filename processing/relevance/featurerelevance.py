"""patrol:featurerelevance: which attributes of incidents tell their classes apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsProcessingParameterField,
    QgsWkbTypes,
)

from ..framework import parameters as shared
from ..framework.base import PatrolAlgorithm

if TYPE_CHECKING:
    from ...algorithms.relevance.relevance import Relevance
    from ..framework.run import Run
    from .inputs import Inputs

_MOST_NEIGHBOURS = 1000


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
        "SAMPLE": "ReliefF: how many incidents are drawn to be compared with all others; 0: all of them, which takes "
        "long for more than some ten thousand.",
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
            shared.integer("NEIGHBOURS", "Neighbours", 10),
            shared.number("THRESHOLD", "Threshold of ReliefF", 0.01),
            shared.advanced(_fields("NOMINAL_FIELDS", "Fields to rank that hold codes")),
            shared.advanced(shared.field("SECTOR_FIELD", "Sector field of the report", "INCIDENTS")),
            shared.advanced(shared.integer("SAMPLE", "Incidents to compare", 1000)),
            shared.advanced(shared.integer("BINS", "Bins of numbers", 10)),
            shared.seed(),
            shared.working_crs(),
            shared.sink("RELEVANCE", "Relevance", shared.TABLE),
            shared.file_output("REPORT", "Report", "HTML files (*.html)"),
            QgsProcessingOutputNumber("FEATURES_KEPT", "Features kept"),
            QgsProcessingOutputNumber("INCIDENTS_USED", "Incidents used"),
            QgsProcessingOutputNumber("INCIDENTS_COMPARED", "Incidents compared by ReliefF"),
            QgsProcessingOutputNumber("SKIPPED", "Incidents left out"),
        ]

    def problems(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        bounds = (
            ("NEIGHBOURS", 1, _MOST_NEIGHBOURS, "ReliefF is used with about 10"),
            ("THRESHOLD", -1, 1, "as the scores are"),
            ("SAMPLE", 0, 2**31 - 1, "0 compares all incidents"),
            ("BINS", 2, 1000, "10 is usual"),
        )
        for name, least, most, why in bounds:
            value = self.parameterAsDouble(parameters, name, context)
            if not least <= value <= most:
                label = self.parameterDefinition(name).description()
                return f"{label} must be from {least:,} to {most:,} ({why}), not {value:g}."
        return ""

    def read(self, run: Run) -> Inputs:
        from .inputs import read_features

        return read_features(run)

    def compute(self, run: Run, inputs: Inputs) -> Relevance:
        from ...algorithms.relevance.relevance import RelevanceSettings, rank_features
        from ...algorithms.relevance.relieff import ReliefSettings

        relief = ReliefSettings(run.integer("NEIGHBOURS"), run.integer("SAMPLE"), run.integer("SEED"))
        settings = RelevanceSettings(relief, run.number("THRESHOLD"), run.integer("BINS"))
        result = rank_features(inputs.features, inputs.target, settings, run.control)
        run.counts["incidents_compared"] = result.looked_at
        run.info(
            f"{len(inputs.target):,} incidents of {len(inputs.target.labels)} classes; ReliefF compared "
            f"{result.looked_at:,} of them with all others."
        )
        for one in result.features:
            run.info(
                f"  {one.name}: ReliefF {one.relieff:.4f} (standard error {one.error:.4f}, by chance "
                f"{one.chance:.4f}), gain ratio {one.gain_ratio:.4f}{', kept' if one.kept else ''}"
                + (f"; {one.missing:,} values missing" if one.missing else "")
            )
        for one in result.features:
            if one.note:
                run.warn(f"{one.name}: {one.note}.")
        return result

    def write(self, run: Run, inputs: Inputs, result: Relevance) -> dict[str, Any]:
        from ..layers.writing import fields_of, write_features

        columns = relevance_columns(result)
        sink, destination = run.open_sink("RELEVANCE", fields_of(columns), QgsWkbTypes.Type.NoGeometry, inputs.crs)
        write_features(run, sink, columns, None, run.label("RELEVANCE"))
        outputs: dict[str, Any] = {"RELEVANCE": destination}
        if run.wanted("REPORT"):
            from .report import write_relevance_report

            outputs["REPORT"] = run.path("REPORT")
            write_relevance_report(run, outputs["REPORT"], inputs, result, run.number("THRESHOLD"))
        return {
            **outputs,
            "FEATURES_KEPT": sum(one.kept for one in result.features),
            "INCIDENTS_USED": len(inputs.target),
            "INCIDENTS_COMPARED": result.looked_at,
            "SKIPPED": run.counts["skipped"],
        }


def _fields(name: str, label: str) -> QgsProcessingParameterField:
    """Several fields of the incidents, or none."""
    every_kind = QgsProcessingParameterField.DataType.Any
    return QgsProcessingParameterField(name, label, None, "INCIDENTS", every_kind, True, True)


def relevance_columns(result: Relevance) -> list[Any]:
    """One row per feature, the most relevant first."""
    from ..layers.writing import Column

    names = {
        "feature": ("text", "name"),
        "kind": ("text", "kind"),
        "relieff": ("float", "relieff"),
        "gain_ratio": ("float", "gain_ratio"),
        "kept": ("int", "kept"),
        "std_error": ("float", "error"),
        "chance": ("float", "chance"),
        "gain": ("float", "gain"),
        "missing": ("int", "missing"),
        "bins": ("text", "bins"),
        "note": ("text", "note"),
    }
    return [
        Column(name, kind, [getattr(one, attribute) for one in result.features])
        for name, (kind, attribute) in names.items()
    ]
