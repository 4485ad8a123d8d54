"""The parameters of incidents that do not count, for every algorithm that counts incidents."""

from __future__ import annotations

from typing import Any

from ...algorithms.texts import Text
from . import parameters as shared

EXCLUSION_HELP = {
    "TYPE_FIELD": "Kind of each incident, such as burglary. No field about a person is read.",
    "EXCLUDE": "Places whose own records are paperwork, such as a police headquarters where reports are filed: "
    "incidents in a polygon, or within 50 m of a point, are left out and counted.",
    "EXCLUDE_TYPES": "Kinds of incidents that no patrol can meet, separated by commas, such as fraud; one that holds a "
    'comma in double quotes ("theft, other"). Case and blanks do not matter. They are left out and counted.',
}


def exclusion() -> list[Any]:
    """Places and kinds whose incidents are left out, and the field of the kinds."""
    return [
        shared.field("TYPE_FIELD", "Kind of incident field", "INCIDENTS"),
        shared.advanced(shared.source("EXCLUDE", "Places to leave out", shared.ANY_VECTOR, optional=True)),
        shared.advanced(shared.text("EXCLUDE_TYPES", "Kinds to leave out", "")),
    ]


def exclusion_problem(parameters: dict[str, Any]) -> str:
    """What is wrong with these parameters together; "" when nothing is."""
    if parameters.get("EXCLUDE_TYPES") and not parameters.get("TYPE_FIELD"):
        return Text("Kinds to leave out need the Kind of incident field.")
    return ""
