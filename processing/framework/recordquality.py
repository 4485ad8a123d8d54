"""The parameters of incidents that a record holds for other reasons than that they happened there."""

from __future__ import annotations

from typing import Any

from ...algorithms.texts import Text
from . import parameters as shared

RECORD_QUALITY_HELP = {
    "INCIDENT_BEAT_FIELD": "Field with the beat or district of each incident, as the police wrote it down. By it "
    "fallback addresses are found, the points that incidents are given whose own address could not be found: at least "
    "four beats on one point, or at least ten incidents of a beat on one point more than ten times as far from the "
    "beat's median point as half of its incidents, with fewer others of the beat around. Of incidents before the start "
    "of a forecast alone, where one is given. Without the field none are looked for: many incidents on one point may "
    "as well be a shopping centre.",
    "FALLBACK_POINTS": "What becomes of incidents on fallback addresses. leave_out: they do not count, and are told of "
    "and counted among those left out; keep: they are told of.",
    "CATEGORY_FIELD": "Field with the category of each incident that Records of officers speaks of; empty: the Kind of "
    "incident field.",
    "OFFICER_INITIATED": "Categories of records that officers begin themselves, such as traffic stops, passing calls "
    "or drug finds, separated by commas. They say where patrols were, not where crime was: a forecast that learns from "
    "them sends patrols to where patrols have been, and is proved right by what these find there.",
    "OFFICER_WEIGHT": "How much a record of officers counts, from 0 (left out) to 1 (as any other). In between each is "
    "kept or left out by lot, by the seed where there is one, so that for every model there are that share of them.",
}
KEEP, LEAVE_OUT = "keep", "leave_out"
RECORD_QUALITY = tuple(RECORD_QUALITY_HELP)


def record_quality() -> list[Any]:
    """What is known of fallback addresses and of the records of officers, all advanced."""
    return [
        shared.advanced(shared.field("INCIDENT_BEAT_FIELD", "Beat of incident field", "INCIDENTS")),
        shared.advanced(shared.word("FALLBACK_POINTS", "Fallback addresses", (KEEP, LEAVE_OUT), LEAVE_OUT)),
        shared.advanced(shared.field("CATEGORY_FIELD", "Category of incident field", "INCIDENTS")),
        shared.advanced(shared.text("OFFICER_INITIATED", "Records of officers (categories)", "")),
        shared.advanced(
            shared.number(
                "OFFICER_WEIGHT",
                "Weight of records of officers",
                0.0,
                least=0,
                most=1,
                text="{label} must be from 0 (left out) to 1 (as any other), not {value:g}.",
            )
        ),
    ]


def record_quality_problem(parameters: dict[str, Any]) -> str:
    """What is wrong with these parameters together; "" when nothing is."""
    fields = (parameters.get("CATEGORY_FIELD"), parameters.get("TYPE_FIELD"))
    if parameters.get("OFFICER_INITIATED") and not any(fields):
        return Text("Records of officers need the Category of incident field, or the Kind of incident field.")
    return ""
