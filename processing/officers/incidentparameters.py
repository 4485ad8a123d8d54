"""The parameters of past and expected incidents, by which a plan of several officers is explained and measured."""

from __future__ import annotations

from typing import Any

from ...algorithms.texts import Text
from ..framework import parameters as shared
from ..framework.exclusion import EXCLUSION_HELP, exclusion, exclusion_problem

INCIDENT_HELP = {
    "EXPECTED_FIELD": "Incidents expected at the node in its interval, or the probability of any where the field's "
    "name begins with prob. Empty: the first of expected, prob; without them the weights share out what is expected.",
    "INCIDENTS": "Points of past incidents: what the plan reaches is measured with those of the last seven days, and "
    "its stops are explained by them. Those of the shift and later are left out and counted: in the plan of a past day "
    "they are the future.",
    "INCIDENT_TIME_FIELD": "When each incident happened: " + shared.TIMES_HELP + ".",
    "INCIDENT_CLOCK_FIELD": shared.CLOCK_HELP.format(field="the Incident time field"),
    **EXCLUSION_HELP,
}


def incident_parameters() -> list[Any]:
    """What is expected, the layer of past incidents, its fields, and what is left out of it."""
    return [
        shared.advanced(shared.number_field("EXPECTED_FIELD", "Expected incidents field", "NODES")),
        shared.source("INCIDENTS", "Past incidents", shared.POINTS, optional=True),
        shared.time_field("INCIDENTS", "INCIDENT_TIME_FIELD", True, "Incident time field"),
        shared.advanced(shared.field("INCIDENT_CLOCK_FIELD", "Incident clock field (time of day)", "INCIDENTS")),
        *exclusion(),
    ]


def incident_problem(parameters: dict[str, Any]) -> str:
    """What is wrong with these parameters together; "" when nothing is."""
    if parameters.get("INCIDENTS") and not parameters.get("INCIDENT_TIME_FIELD"):
        return Text("Past incidents need the Incident time field: only those before the shift may be known.")
    return exclusion_problem(parameters)
