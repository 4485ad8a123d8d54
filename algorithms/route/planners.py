"""The planners of one officer's route among which an analyst chooses: what each must do, and where it is registered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from ..methods import Method

if TYPE_CHECKING:
    from ..control import Control
    from .route import Route, RouteProblem, RouteSettings


class RoutePlanner(Protocol):
    """What plans one officer's route."""

    @property
    def weakness(self) -> str:
        """A clause on why its routes may collect less priority than the baseline: "goes by …"."""
        ...

    def plan(self, problem: RouteProblem, settings: RouteSettings, control: Control | None = None) -> Route:
        """A route, which may leave stops out; at the time limit the one so far, marked stopped."""
        ...


# Where all methods are compared, each but the one chosen stops after so many seconds.
COMPARED_S = 5.0


def _nearest() -> RoutePlanner:
    from .nearest import Nearest

    return Nearest()


def _by_priority() -> RoutePlanner:
    from .nearest import ByPriority

    return ByPriority()


def _listed() -> RoutePlanner:
    from .nearest import Listed

    return Listed()


def _fuzzy() -> RoutePlanner:
    from .fuzzy import Fuzzy

    return Fuzzy()


def _genetic() -> RoutePlanner:
    from .genetic import Genetic

    return Genetic()


# A planner more is a module of its own and an entry here; optimal then begins with its routes, too.
_OTHERS: tuple[Method, ...] = (
    Method("nearest", "Nearest stop", "always on to the stop that is reached first and still fits", _nearest),
    Method(
        "fuzzy",
        "Fuzzy rules",
        "on to the stop that the 27 fuzzy rules of CPSPA rate best by its probability at that day and hour, distance "
        "and time; without PROBABILITIES by priority in their place",
        _fuzzy,
        packages=("skfuzzy", "packaging"),
    ),
    Method(
        "genetic",
        "Genetic algorithm",
        "all stops in the order of least travel time, by a genetic algorithm; those that then do not fit the shift are "
        "passed over",
        _genetic,
    ),
)
# What every route is compared with; not offered.
BASELINE = Method("by_priority", "In order of priority alone", "the stops in order of priority alone", _by_priority)
# The user's own order, for comparison; not offered.
LISTED = Method("listed", "In the order of the layer", "the stops in the order of their layer", _listed)


def _optimal() -> RoutePlanner:
    """It begins with the routes of all others, so as never to be worse."""
    from .orienteering import Orienteering

    starts = []
    for other in (*_OTHERS, BASELINE):
        try:
            starts.append(other.load().plan)
        except ImportError:
            # It lacks a package that only it needs.
            continue
    return Orienteering(starts)


OPTIMAL = "optimal"
PLANNERS: tuple[Method, ...] = (
    Method(
        OPTIMAL,
        "Most priority",
        "the route that collects the most priority within the shift (orienteering), of equal ones the one that ends "
        "first; exact for about 14 stops, beyond that a search that is never worse than the other methods, with the "
        "distance to a bound (GAP)",
        _optimal,
    ),
    *_OTHERS,
)
