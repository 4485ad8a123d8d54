"""Routes driven stop after stop: on to the nearest (nearest neighbour), in order of priority, in the order given."""

from __future__ import annotations

import numpy as np

from ..control import Control
from ..texts import Text
from .plan import ON_TIME_MIN
from .route import Route, RouteProblem, RouteSettings
from .stepwise import stop_by_stop


class Nearest:
    """Always on to the stop where one can begin first, as long as the visit (and the way to the end of the route, if
    one is asked for) fits the shift.

    Equally near stops: the higher priority first, then by the seed. Stops that cannot be reached, or not left again,
    are skipped with the reason.
    """

    weakness = Text("goes by distance, not by priority")

    def plan(self, problem: RouteProblem, settings: RouteSettings, control: Control | None = None) -> Route:
        """See RoutePlanner."""
        stops = problem.stops
        lot = np.random.default_rng(settings.seed).permutation(len(stops))

        def nearest(fits: np.ndarray, begin: np.ndarray, at: int, now: float) -> int:
            near = fits[begin <= begin.min() + ON_TIME_MIN]
            return int(near[np.lexsort((lot[near], -stops.priority[near]))[0]])

        return stop_by_stop(problem, settings, nearest, control or Control())


class ByPriority:
    """The stops in order of priority alone, wherever they lie: what one drives with a bare list of hotspots.

    Stops that no longer fit the shift are passed over. Equal priorities: in the order of the stops.
    """

    weakness = ""

    def plan(self, problem: RouteProblem, settings: RouteSettings, control: Control | None = None) -> Route:
        """See RoutePlanner."""
        stops = problem.stops
        rank = np.empty(len(stops), dtype=np.int64)
        rank[np.argsort(-stops.priority, kind="stable")] = np.arange(len(stops))

        def most_important(fits: np.ndarray, begin: np.ndarray, at: int, now: float) -> int:
            return int(fits[np.argmin(rank[fits])])

        return stop_by_stop(problem, settings, most_important, control or Control())


class Listed:
    """The stops in the order they are given in, what the user has in mind; those that do not fit are passed over."""

    weakness = Text("keeps the order of the stops")

    def plan(self, problem: RouteProblem, settings: RouteSettings, control: Control | None = None) -> Route:
        """See RoutePlanner."""

        def first(fits: np.ndarray, begin: np.ndarray, at: int, now: float) -> int:
            return int(fits[0])

        return stop_by_stop(problem, settings, first, control or Control())
