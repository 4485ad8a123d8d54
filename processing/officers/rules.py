"""What the best plan can be asked for besides: an end at the start, work shared evenly, nodes that are a must."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingContext

from ...algorithms.methods import unused_by
from ...algorithms.officers import planners
from ...algorithms.texts import Text
from ..common.wording import listed
from ..framework import parameters as shared

if TYPE_CHECKING:
    import numpy as np

    from ...algorithms.officers.assignment import Assignment
    from ...algorithms.officers.problem import PatrolProblem
    from ..framework.base import PatrolAlgorithm
    from ..framework.run import Run
    from ..layers.reading import Points

# Names that a warning shows, at most.
_NAMED = 10
_MEANING = {
    "RETURN": "Whether every officer ends where they start, within their duty",
    "MUST_FIELD": "1: must be visited, at the cost of any other node; -1: must not be visited; 0 or NULL: if it pays. "
    "In a forecast this holds for the cell in that interval. A must that cannot be visited is among the unvisited, "
    "with the reason",
    "BALANCE": "Units of reward given up, while planning, for each hour by which the officer who works (drives and "
    "stays) longest works longer than the one who does so least; 0: any",
}


def rules_help() -> dict[str, str]:
    """What each parameter means, and which methods do not know it."""
    return {name: f"{meaning}{unused_by(planners.PLANNERS, name)}." for name, meaning in _MEANING.items()}


def return_parameter() -> Any:
    return shared.choice("RETURN", "Return to the start", False)


def rules_parameters() -> list[Any]:
    """The advanced ones."""
    return [
        shared.advanced(shared.field("MUST_FIELD", "Must field (1 must be visited, -1 must not)", "NODES")),
        shared.advanced(shared.number("BALANCE", "Balance of work (reward per hour)", 0.0, least=0)),
    ]


def rules_problem(algorithm: PatrolAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
    """Why the method chosen cannot keep these rules; "" where it can, or is asked for none."""
    words = {method.word: method for method in planners.PLANNERS}
    method = words.get(algorithm.parameterAsEnumString(parameters, "METHOD", context))
    asked = {
        "RETURN": algorithm.parameterAsBool(parameters, "RETURN", context),
        "MUST_FIELD": bool(parameters.get("MUST_FIELD")),
        "BALANCE": algorithm.parameterAsDouble(parameters, "BALANCE", context) > 0,
    }
    for name, is_asked in asked.items():
        if is_asked and method is not None and name not in method.uses:
            return Text(
                "{label} is not known to the method {method}. Leave it out, or choose {able}.",
                label=algorithm.parameterDefinition(name).description(),
                method=method.word,
                able=[one.word for one in planners.PLANNERS if name in one.uses],
            )
    return ""


def musts_of(run: Run, points: Points, field: str | None) -> np.ndarray:
    """1 for a node that must be visited, −1 for one that must not, else 0; int64 (n,)."""
    import numpy as np

    if field is None:
        return np.zeros(len(points), dtype=np.int64)
    value = np.nan_to_num(points.numbers(field), nan=0.0)
    odd = ~np.isin(value, (-1.0, 0.0, 1.0))
    if odd.any():
        run.warn(
            "{label}: {n:,} nodes have neither 1, 0 nor -1 in {field}; they are taken as 0.",
            one="{label}: {n:,} node has neither 1, 0 nor -1 in {field}; it is taken as 0.",
            label=points.label,
            n=int(odd.sum()),
            field=field,
        )
    return np.where(odd, 0.0, value).astype(np.int64)


def report_musts(run: Run, problem: PatrolProblem, names: np.ndarray, plan: Assignment) -> None:
    """Warn of nodes that must be visited and are not, and name the first."""
    if problem.must is None:
        return
    missed = plan.unvisited[problem.must[plan.unvisited] > 0]
    if len(missed):
        run.warn(
            "{n:,} nodes that must be visited are not: {names}. The unvisited nodes say why.",
            one="{n:,} node that must be visited is not: {names}. The unvisited nodes say why.",
            n=len(missed),
            names=listed(names[missed], _NAMED),
        )
