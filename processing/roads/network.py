"""The one reader of roads: what of a layer is a road, which way and how fast, as a RoadNetwork."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from ...algorithms.roads.directions import (
    FROM_TO_WORDS,
    ONEWAY_WORDS,
    REVERSIBLE,
    DirectionValues,
    binding_oneway,
    centre_line_words,
    implied_oneway,
    road_directions,
)
from ...algorithms.roads.junctions import road_ranks, with_junction_delays
from ...algorithms.roads.network import RoadNetwork
from ...algorithms.roads.speeds import road_speeds, signs_of_ways_driven
from ...algorithms.roads.vehicles import SIGNS_BY_DIRECTION
from ...algorithms.texts import Text
from ..common.wording import listed
from ..layers.fields import chosen_field
from .lines import Roads, chosen_vehicle, read_roads
from .remarks import report_junctions, report_network, report_own_speeds, report_speeds, report_use
from .streets import STREET_FIELDS, StreetNames

if TYPE_CHECKING:
    from ...algorithms.roads.speeds import RoadSpeeds
    from ...algorithms.roads.vehicles import Vehicle
    from ..framework.run import Run
    from ..framework.source import Source
    from ..layers.reading import Lines

_NAMED = 5


def read_road_network(run: Run, source: Source, crs: Any) -> RoadNetwork:
    """The network of a layer of roads in a working CRS, as the road parameters say.

    Says in the log how many roads, where their speeds come from, and in how many parts they fall; warns of what was
    left out or not understood. Raises PatrolError when no road can be used.
    """
    return _read_network(run, source, crs, None)[0]


def read_named_roads(run: Run, source: Source, crs: Any) -> tuple[RoadNetwork, StreetNames]:
    """As read_road_network, and what the lines are called, by STREET_FIELD or the usual field of names."""
    field = chosen_field(run, source, "STREET_FIELD") or source.first_field(*STREET_FIELDS)
    network, lines = _read_network(run, source, crs, field)
    return network, StreetNames(None if field is None else lines.values[field])


def _read_network(run: Run, source: Source, crs: Any, also: str | None) -> tuple[RoadNetwork, Lines]:
    """The network and the lines it was made from, with one field more, if there is one."""
    vehicle = chosen_vehicle(run)
    direction_field, speed_field = (chosen_field(run, source, name) for name in ("DIRECTION_FIELD", "SPEED_FIELD"))
    roads = read_roads(run, source, crs, [direction_field, speed_field, also], vehicle)
    directions = _directions(run, source, roads, direction_field, vehicle)
    roads.lines.skipped.report(run.warn)
    report_use(run, source, roads.use, vehicle)
    speeds = _speeds(run, source, roads, speed_field, directions)
    lines = roads.lines
    network = RoadNetwork.from_lines(
        xy=lines.xy,
        offsets=lines.offsets,
        feature=lines.feature,
        direction=roads.of_lines(directions),
        speed_kmh=roads.of_lines(speeds.kmh),
        tolerance_m=run.number("TOLERANCE"),
    )
    report_network(run, source, network)
    run.counts.tell(ROADS=lines.read)
    if roads.classes is not None:
        network = replace(network, road_class=roads.of_lines(roads.classes)[network.feature])
    if vehicle.gives_way:
        network = _with_junctions(run, source, roads, network)
    return network, lines


def _with_junctions(run: Run, source: Source, roads: Roads, network: RoadNetwork) -> RoadNetwork:
    """The network whose junctions cost what the parameter says."""
    delay_s = run.number("JUNCTION_DELAY")
    classes = roads.tags.get("class")
    rank = roads.of_lines(road_ranks(classes, roads.tags.get("junction"), len(roads.feature)))
    network, figures = with_junction_delays(network, rank, delay_s)
    report_junctions(run, source, figures, delay_s, classes is not None)
    return network


def _speeds(run: Run, source: Source, roads: Roads, field: str | None, directions: np.ndarray) -> RoadSpeeds:
    """How fast each road is.

    run: takes what is said.
    source: the layer of roads.
    roads: those of it.
    field: the one with their speeds, None for that of OpenStreetMap.
    directions: int8 (k,), which way each may be driven.
    """
    vehicle, tags = chosen_vehicle(run), roads.tags
    count = len(roads.feature)
    signs = roads.texts(field)
    if field is None or field.lower() == "maxspeed":
        signs = tags.get("maxspeed") if signs is None else signs
        none = np.full(count, "", dtype=object)
        along, against = (tags.get(key, none) for key in SIGNS_BY_DIRECTION)
        if along is not none or against is not none:
            signs = signs_of_ways_driven(none if signs is None else signs, along, against, directions)
    speeds = road_speeds(signs, tags.get("class"), run.number("DEFAULT_SPEED"), count, vehicle)
    if not vehicle.signs:
        report_own_speeds(run, source, speeds, field, vehicle)
    else:
        origin = field or ("maxspeed" if signs is not None else Text("a speed field"))
        report_speeds(run, source, speeds, origin, roads.use is not None and roads.use.key == "fclass")
    return speeds


def _directions(run: Run, source: Source, roads: Roads, field: str | None, vehicle: Vehicle) -> np.ndarray:
    """Which way each road may be driven, int8 (k,); reversible roads are left out of the roads.

    run: takes what is said.
    source: the layer of roads.
    roads: those of it.
    field: the one with their directions, None for the tags of OpenStreetMap.
    vehicle: who goes along them.
    """
    if not vehicle.implied_oneway:
        return _walked_directions(run, source, roads, field, vehicle)
    use, tags = roads.use, roads.tags
    values = roads.texts(field)
    if use is None:
        _warn_of_unused_field(run, source, field)
    elif values is None:
        values = binding_oneway(tags, vehicle.oneway)
    words = centre_line_words(values)
    if use is not None:
        words |= {**ONEWAY_WORDS, **(FROM_TO_WORDS if use.key == "fclass" else {})}
    given = DirectionValues(
        forward=run.text("VALUE_FORWARD"),
        backward=run.text("VALUE_BACKWARD"),
        both=run.text("VALUE_BOTH"),
        default=run.word("DEFAULT_DIRECTION"),
    )
    count = len(roads.feature)
    implied = implied_oneway(tags.get("class"), tags.get("junction"), count)
    directions, unknown = road_directions(values, given, count, words, implied)
    if unknown:
        shown = listed([f"{value!r} ({count:,})" for value, count in unknown.items()], _NAMED)
        run.warn(
            "{label}: {n:,} roads have a direction value that is not among yours: {shown}. They are taken as "
            "{default}.",
            label=source.label,
            n=sum(unknown.values()),
            shown=shown,
            default=given.default,
        )
    fixed = directions != REVERSIBLE
    roads.lines.skipped.add(Text("reversible, which way at what hour is not known"), int((~fixed).sum()))
    roads.keep(fixed)
    roads.lines.skipped.require_some(len(roads.feature), roads.lines.read)
    directions = directions[fixed]
    one_way = int((directions != 0).sum())
    if one_way and (use or tags):
        run.info(
            "{label}: {roads} of {total:,} one-way."
            if field
            else "{label}: {roads} of {total:,} one-way, as their tags say (no direction field is chosen).",
            label=source.label,
            roads=Text("{n:,} roads", one="{n:,} road", n=one_way),
            total=len(directions),
        )
    return directions


def _walked_directions(run: Run, source: Source, roads: Roads, field: str | None, vehicle: Vehicle) -> np.ndarray:
    """Which way each road may be walked, int8 (k,); arguments as _directions."""
    values = binding_oneway(roads.tags, vehicle.oneway) if roads.use is not None else None
    both = DirectionValues("", "", "", "both")
    directions, _ = road_directions(values, both, len(roads.feature), ONEWAY_WORDS)
    directions = np.where(directions == REVERSIBLE, 0, directions).astype(np.int8)
    if field is not None:
        run.info(
            "{label}: walkers go both ways on one-way streets; the direction field is not used.", label=source.label
        )
    one_way = int((directions != 0).sum())
    if one_way:
        run.info(
            "{label}: {roads} one-way for walkers (oneway:foot).",
            label=source.label,
            roads=Text("{n:,} roads", one="{n:,} road", n=one_way),
        )
    return directions


def _warn_of_unused_field(run: Run, source: Source, direction_field: str | None) -> None:
    if direction_field is None and source.has_field("oneway"):
        default = run.word("DEFAULT_DIRECTION")
        run.warn(
            "{label} have a field oneway, but no direction field is chosen, so every road is driven {way}. Choose "
            "oneway as the direction field to respect one-way streets.",
            label=source.label,
            way=Text("both ways") if default == "both" else default,
        )
