"""The planners of several officers among which an analyst chooses: what each must do, and where it is registered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from ..errors import PatrolError
from ..methods import Method, choices, method_of

if TYPE_CHECKING:
    from ..control import Control
    from .assignment import Assignment
    from .problem import AssignmentSettings, PatrolProblem


class OfficersPlanner(Protocol):
    """What plans a shift of several officers."""

    def plan(self, problem: PatrolProblem, settings: AssignmentSettings, control: Control | None = None) -> Assignment:
        """Everyone's route; at the time limit the plan so far, marked stopped. A stop raises Cancelled."""
        ...


def _importance_greedy() -> OfficersPlanner:
    from .greedy import IMPORTANCE_GREEDY

    return IMPORTANCE_GREEDY


def _distance_greedy() -> OfficersPlanner:
    from .greedy import DISTANCE_GREEDY

    return DISTANCE_GREEDY


def _given_order() -> OfficersPlanner:
    from .greedy import GIVEN_ORDER

    return GIVEN_ORDER


PLANNERS: tuple[Method, ...] = (
    Method(
        "importance_greedy",
        "Importance greedy",
        "the node of greatest reward first, to the idle officer who earns most there (Imp-Greedy)",
        _importance_greedy,
        baseline="distance_greedy",
    ),
    Method(
        "distance_greedy",
        "Distance greedy",
        "the idle officer and node that are nearest to each other (Dis-Greedy)",
        _distance_greedy,
        baseline="given_order",
    ),
)
# What plans are compared with besides; not offered.
BASELINES: tuple[Method, ...] = (
    Method(
        "given_order", "Given order", "nodes in their order, each to the idle officer who is there first", _given_order
    ),
)


def compared() -> str:
    """With what the plans of each method are compared, for the help: "importance_greedy with distance_greedy; …"."""
    offered, titles = choices(PLANNERS), {method.word: method.help for method in (*PLANNERS, *BASELINES)}
    return "; ".join(
        f"{method.word} with {method.baseline if method.baseline in offered else titles[method.baseline]}"
        for method in PLANNERS
    )


def planner_of(word: str) -> OfficersPlanner:
    """The planner under that word, baselines included. Raises PatrolError for another word."""
    known = (*PLANNERS, *BASELINES)
    if word not in choices(known):
        raise PatrolError("The method must be one of {words}, not {word!r}.", words=list(choices(known)), word=word)
    planner: OfficersPlanner = method_of(known, word).load()
    return planner
