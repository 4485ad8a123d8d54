"""The core's problem and settings from what was read: every place once, travel times for each distinct speed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ...algorithms.officers.problem import AssignmentSettings, PatrolNodes, PatrolProblem
from ...algorithms.officers.rates import Breeding, CuckooRates, GeneticRates
from ...algorithms.officers.reward import CALL
from ...algorithms.roads.travel import TravelTimes
from ...algorithms.route.plan import Clock
from ...algorithms.texts import Text
from ..roads.travel import led_to_stops, settled, straight_speed, travel_times
from .nodes import distinct_places
from .remarks import report_slow_officers

if TYPE_CHECKING:
    from ...algorithms.roads.snapping import Ties
    from ...algorithms.roads.sources import TravelSource
    from ..framework.run import Run
    from .inputs import Inputs
    from .nodes import NodeTable
    from .officers import OfficerTable
    from .shift import Shift


@dataclass(frozen=True)
class Placed:
    """The core's problem, and its n places: where they are, metres, how they are tied to roads (None without roads),
    and how fast the officers of each class of speed are, km/h, inf for the speed of the roads.
    """

    problem: PatrolProblem
    x: np.ndarray
    y: np.ndarray
    ties: Any
    speeds: np.ndarray


def patrol_problem(run: Run, inputs: Inputs) -> Placed:
    """The core's problem of what is planned at once: every place once, and travel times for each distinct speed."""
    officers, source = inputs.officers, inputs.source
    nodes, ties = inputs.nodes.where(np.arange(inputs.planned)), inputs.ties
    clock = Clock(inputs.shift.start)
    x, y = np.concatenate([nodes.x, officers.x]), np.concatenate([nodes.y, officers.y])
    first, place = distinct_places(x, y)
    if source is not None and ties is not None:
        names = [_called(nodes, officers, at) for at in first.tolist()]
        # The ties of all nodes, then those of the officers.
        tied = np.where(first < len(nodes), first, first - len(nodes) + len(inputs.nodes))
        ties = settled(run, source, ties.where(tied), names)
        if source.network is not None:
            ties = _with_officers_led(run, source, ties, place, len(nodes), names)
        run.counts.skip(int(ties.far[place[: len(nodes)]].sum()))
    own = officers.speed_kmh
    known_speed = np.where(np.isnan(own), np.inf, own) if source else straight_speed(run, own)
    speeds, speed_class = np.unique(known_speed, return_inverse=True)
    people = officers.on_clock(clock, inputs.shift.minutes)
    report_slow_officers(run, officers, source)
    travel = []
    for number, speed in enumerate(speeds):
        with run.part(number / len(speeds), (number + 1) / len(speeds)):
            cap = float(speed) if np.isfinite(speed) else None
            travel.append(travel_times(run, source, ties, (x[first], y[first]), cap, inputs.traffic))
    patrol = patrol_nodes(nodes, place[: len(nodes)], clock)
    must = nodes.must if nodes.must.any() else None
    home = place[len(nodes) :]
    problem = PatrolProblem(patrol, people, home, travel, speed_class.reshape(-1), inputs.traffic, must)
    return Placed(problem, x[first], y[first], ties, speeds)


def patrol_nodes(nodes: NodeTable, place: np.ndarray, clock: Clock) -> PatrolNodes:
    """The core's nodes of a table (m,), which are at these places (m,)."""
    start, end = clock.minutes(nodes.start), clock.minutes(nodes.end)
    return PatrolNodes(
        place=place,
        kind=nodes.kind,
        weight=nodes.weight,
        priority=nodes.priority,
        start_min=np.where(np.isnan(start), -np.inf, start),
        end_min=np.where(np.isnan(end), np.inf, end),
    )


def _with_officers_led(
    run: Run, source: TravelSource, ties: Ties, place: np.ndarray, nodes: int, names: list[Text]
) -> Ties:
    """Ties of the places, where officers who can serve nothing from their road are at the nearest road of the nodes.

    run: takes what is said.
    source: the roads.
    ties: those of the k places.
    place: int, at which place each of the nodes, then each officer is.
    nodes: how many nodes there are.
    names: what the log calls each place.
    """
    stops, homes = np.unique(place[:nodes]), np.unique(place[nodes:])
    stops = stops[~ties.far[stops]]
    part = ties.network.parts[0][ties.edge]
    # Only of those apart from all nodes it is asked where they can drive.
    homes = homes[~np.isin(part[homes], part[stops])]
    if not len(homes) or not len(stops):
        return ties
    reached = TravelTimes.of_ties(ties.where(np.concatenate([homes, stops])), origins=len(homes)).minutes
    stranded = np.isin(np.arange(len(ties)), homes[~np.isfinite(reached).any(axis=1)])
    return led_to_stops(run, source, ties, stranded, stops, names) if stranded.any() else ties


def _called(nodes: NodeTable, officers: OfficerTable, at: int) -> Text:
    """What the log calls one of the nodes, then the officers."""
    if at >= len(nodes):
        return Text("officer {name}", name=officers.name[at - len(nodes)])
    return Text("call {name}" if nodes.kind[at] == CALL else "node {name}", name=nodes.name[at])


def plan_settings(run: Run, shift: Shift) -> AssignmentSettings:
    """How the shift is to be planned, as the parameters say."""
    return AssignmentSettings(
        shift_start=shift.start,
        shift_hours=shift.hours,
        dwell_min=run.number("DWELL"),
        officer_cost=run.number("OFFICER_COST"),
        seed=run.integer("SEED"),
        time_limit_s=run.number("TIME_LIMIT"),
        breeding=Breeding(run.integer("POPULATION"), run.integer("ITERATIONS"), run.number("LOCAL_RATE")),
        genetic=GeneticRates(run.number("ELITIST_RATE"), run.number("CROSSOVER_RATE"), run.number("IMMIGRATION_RATE")),
        cuckoo=CuckooRates(
            dropped=run.number("DROPPED_NESTS"),
            superior=run.number("SUPERIOR_NESTS"),
            flying=run.number("FLYING_NESTS"),
            step=run.number("LEVY_STEP"),
            exponent=run.number("LEVY_EXPONENT"),
        ),
        return_to_start=run.flag("RETURN"),
        balance=run.number("BALANCE"),
    )
