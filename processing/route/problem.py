"""From what was read to what is planned: the places of a route, travel between them, and what a planner is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.route.plan import leads_on
from ...algorithms.route.route import RouteProblem, RouteSettings, best_start, leg_probability
from ...algorithms.texts import Text
from ..roads.travel import led_to_stops, tie, travel_times
from .remarks import report_motorways, report_names

if TYPE_CHECKING:
    from ...algorithms.roads.snapping import Ties
    from ...algorithms.route.plan import Leg
    from ..framework.run import Run
    from .inputs import Inputs

# What a start and an end that are no stops are called in the fields of layers, in every language.
START, END = "start", "end"
# Classes of OpenStreetMap where nobody may stand.
_MOTORWAYS = ("motorway", "motorway_link")


@dataclass(frozen=True)
class Task:
    """What a planner is asked, and the places of the route: the stops, then the start and the end where these are
    given, (p,) each: what they are called, where they are, and on which street, "" where that is not known.
    """

    problem: RouteProblem
    settings: RouteSettings
    name: list[str]
    x: np.ndarray
    y: np.ndarray
    street: np.ndarray

    def prob_of(self, leg: Leg) -> float:
        """The probability of the stop that a leg leads to; see leg_probability."""
        return leg_probability(self.problem, self.settings, leg)


def place_name(task: Task, place: int) -> str:
    """What people read of a place: the name of a stop, or in their language that it is the start or the end."""
    if place < len(task.problem.stops):
        return task.name[place]
    return Text("Start") if task.name[place] == START else Text("End")


def make_task(run: Run, inputs: Inputs) -> Task:
    """Ties the places to the roads and works out the travel times between them.

    Stops too far from every road are counted in ``run.counts``; without a start, the log says where the route begins.
    """
    stops = inputs.stops
    points = [(place, word) for place, word in ((inputs.start, START), (inputs.end, END)) if place is not None]
    x = np.append(stops.x, [place[0] for place, _ in points])
    y = np.append(stops.y, [place[1] for place, _ in points])
    name = [*stops.name.tolist(), *(word for _, word in points)]
    report_names(run, run.label("STOPS"), stops.name, [word for _, word in points])
    ties, said = None, name
    if inputs.source is not None:
        called = {START: Text("the start"), END: Text("the end")}
        said = [*(Text("stop {name}", name=one) for one in stops.name), *(called[word] for _, word in points)]
        # Wherever the officer is, the route begins there; likewise where it must end.
        ties = tie(run, inputs.source, x, y, said, np.arange(len(x)) >= len(stops))
        run.counts.skip(int(ties.far.sum()))
    travel = travel_times(run, inputs.source, ties, (x, y), traffic=inputs.traffic)
    start = len(stops)
    if inputs.source is not None and inputs.start is not None:
        last = start if run.flag("RETURN") else None
        if not leads_on(travel, start, last):
            ties = led_to_stops(run, inputs.source, ties, np.arange(len(x)) == start, np.arange(start), said)
            travel = travel_times(run, inputs.source, ties, (x, y), traffic=inputs.traffic)
    problem = RouteProblem(stops, travel, inputs.traffic, inputs.probabilities, inputs.rules)
    settings = RouteSettings(
        departure=inputs.departure,
        start=start if inputs.start is not None else _first_stop(run, inputs, problem),
        shift_hours=run.number("SHIFT_HOURS"),
        dwell_min=run.number("DWELL"),
        return_to_start=run.flag("RETURN"),
        seed=run.integer("SEED"),
        time_limit_s=run.number("TIME_LIMIT"),
        end=len(x) - 1 if inputs.end is not None else None,
        revisit_min=run.number("REVISIT"),
        break_on_min=inputs.break_on_min,
        break_min=run.number("BREAK_MIN") if np.isfinite(inputs.break_on_min) else 0.0,
    )
    street = _streets(inputs, ties, len(x))
    if settings.dwell_min > 0:
        _warn_of_motorways(run, inputs, ties, street)
    return Task(problem, settings, name, x, y, street)


def _first_stop(run: Run, inputs: Inputs, problem: RouteProblem) -> int:
    """The stop where a route begins that nobody has given a start."""
    start = best_start(problem.stops, problem.travel, inputs.rules)
    run.info(
        "No start is given: the route begins at stop {name}, the one of highest priority."
        if run.given("PRIORITY_FIELD")
        else "No start is given: the route begins at stop {name}.",
        name=inputs.stops.name[start],
    )
    return start


def _streets(inputs: Inputs, ties: Ties | None, places: int) -> np.ndarray:
    """The name of the street that each place is tied to, str objects (p,)."""
    if inputs.network is None or ties is None:
        return np.full(places, "", dtype=object)
    return inputs.names.of(inputs.network.feature[ties.edge])


def _warn_of_motorways(run: Run, inputs: Inputs, ties: Ties | None, street: np.ndarray) -> None:
    """Tell of the stops at which an officer would have to stand on a motorway.

    run: takes what is said.
    inputs: whose roads and stops they are.
    ties: of the places to the roads, the stops first.
    street: on which each place lies.
    """
    if inputs.network is None or inputs.network.road_class is None or ties is None:
        return
    tied = np.flatnonzero(~ties.far[: len(inputs.stops)])
    classes = inputs.network.road_class[ties.edge[tied]].tolist()
    report_motorways(
        run, [(inputs.stops.name[at], street[at]) for at, one in zip(tied.tolist(), classes) if one in _MOTORWAYS]
    )
