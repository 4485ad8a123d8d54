"""What is given to a plan of a shift and comes to nothing; of what the officers' step does not use, that step tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...algorithms.methods import method_of
from ...algorithms.risk import methods as risk
from ...algorithms.texts import Text
from ..framework.unused import tell_unused, tell_unused_without
from .chain import AREAS

if TYPE_CHECKING:
    from ..framework.run import Run


def report_unused(run: Run) -> None:
    """Warn of every parameter that says something and is not used in this combination."""
    wants_route = run.wanted("ROUTE") or run.wanted("STOPS")
    if run.given("OFFICERS"):
        names = ("OFFICER_COUNT",) if wants_route else ("OFFICER_COUNT", "START")
        _tell_beside(run, "OFFICERS", names)
    if run.given("STUDY_AREA"):
        _tell_beside(run, "STUDY_AREA", ("AREA_FROM",))
    elif run.word("AREA_FROM") == AREAS[2]:
        tell_unused_without(run, "ROADS", ("AREA_FROM",))
    tell_unused_without(run, "FACILITIES", ("FACILITY_TYPE_FIELD", "RISK_ENVIRONMENT_SHARE"))
    method = method_of(risk.METHODS, run.word("RISK_METHOD"))
    if "BANDWIDTH" not in method.uses:
        why = Text("by the method {method}", method=method.word)
        tell_unused(run, ("RISK_BANDWIDTH",), why, Text("Choose {method}", method=risk.DEFAULT_METHOD))
    if not wants_route:
        remedy = Text("Ask for {route}", route=run.label("ROUTE"))
        tell_unused(run, ("ROUTE_METHOD",), Text("without {route}", route=run.label("ROUTE")), remedy)


def _tell_beside(run: Run, other: str, names: tuple[str, ...]) -> None:
    """Warn of parameters in whose place another one stands."""
    label = run.label(other)
    tell_unused(run, names, Text("where {label} is given", label=label), Text("Leave out {label}", label=label))
