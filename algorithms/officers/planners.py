"""The planners of several officers among which an analyst chooses: what each must do, and where it is registered."""

from __future__ import annotations

from functools import partial
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


_BREEDING = ("POPULATION", "ITERATIONS", "LOCAL_RATE")
_GENETIC = (*_BREEDING, "ELITIST_RATE", "CROSSOVER_RATE", "IMMIGRATION_RATE")
_CUCKOO = (*_BREEDING, "DROPPED_NESTS", "SUPERIOR_NESTS", "FLYING_NESTS", "LEVY_STEP", "LEVY_EXPONENT")


def _bred(guided: bool, cuckoo: bool) -> OfficersPlanner:
    from .breeding import Cuckoo, Genetic
    from .keys import guided_lerk, lerk
    from .rolling import Rolling

    return Rolling((Cuckoo if cuckoo else Genetic)(guided_lerk if guided else lerk))


def _best() -> OfficersPlanner:
    from .best import Best

    return Best()


PLANNERS: tuple[Method, ...] = (
    Method(
        "best",
        "Best",
        "the routes of all officers together, searched for from the better greedy plan and planned anew whenever a "
        "call comes in; once calls come in, officers stay free for more where that is worth more than a visit",
        _best,
        uses=("RETURN", "BALANCE", "MUST_FIELD"),
        baseline="importance_greedy",
    ),
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
    Method(
        "glerk_ga",
        "Guided genetic algorithm",
        "whenever something new is open, a genetic algorithm over random keys in which every officer begins with a "
        "hotspot (G-LERK-GA). Unlike the study it does not ask anew every minute but when a node opens, a call comes "
        "in or an officer runs out of work; it plans for the officers on duty, also those still in a visit; it orders "
        "an officer's hotspots and coldspots each by themselves when it optimises locally. What the study leaves open: "
        "each key of a child is that of one parent or the other, by chance",
        partial(_bred, guided=True, cuckoo=False),
        uses=_GENETIC,
        baseline="importance_greedy",
    ),
    Method(
        "glerk_cs",
        "Guided cuckoo search",
        "the same by cuckoo search (G-LERK-CS); unlike the study, nests that fly in one round each meet a nest of "
        "their own; keys that leave their range come in again at its other end",
        partial(_bred, guided=True, cuckoo=True),
        uses=_CUCKOO,
        baseline="importance_greedy",
    ),
    Method(
        "lerk_ga",
        "Genetic algorithm",
        "a genetic algorithm over random keys that treats hotspots like any node (LERK-GA)",
        partial(_bred, guided=False, cuckoo=False),
        uses=_GENETIC,
        baseline="importance_greedy",
    ),
    Method(
        "lerk_cs",
        "Cuckoo search",
        "the same by cuckoo search (LERK-CS)",
        partial(_bred, guided=False, cuckoo=True),
        uses=_CUCKOO,
        baseline="importance_greedy",
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
