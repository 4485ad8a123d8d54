"""The one reader of roads: what of a layer is a road, which way and how fast, as a RoadNetwork."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from ...algorithms.roads.classes import CLASS_KEYS, road_use, tag_keys
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
from ...algorithms.roads.network import RoadNetwork
from ...algorithms.roads.speeds import road_class, road_speeds, signs_of_ways_driven
from ...algorithms.roads.tags import first_values, tags_in_text
from ...algorithms.roads.vehicles import SIGNS_BY_DIRECTION, VEHICLES
from ...algorithms.texts import Text
from ..common.wording import listed
from ..layers.columns import texts_of
from ..layers.fields import chosen_field
from ..layers.reading import on_earth, read_lines
from .remarks import report_network, report_speeds, report_use, report_walking

if TYPE_CHECKING:
    from ...algorithms.roads.classes import RoadUse
    from ...algorithms.roads.speeds import RoadSpeeds
    from ...algorithms.roads.vehicles import Vehicle
    from ..framework.run import Run
    from ..framework.source import Source
    from ..layers.reading import Lines

_NAMED = 5
# Fields that hold all of a feature's tags, or those without a field of their own: of GDAL, and of osm2pgsql.
_SEVERAL_TAGS = ("other_tags", "all_tags", "tags")


@dataclass
class Roads:
    """Lines that are roads, k of a layer's.

    ``feature``: int64 (k,), ascending: which of the layer's lines they are. ``tags``: OpenStreetMap's, by key, str
    objects (k,), and ``use``, what they say, of all lines: None where the layer is not OpenStreetMap's. ``classes``:
    the class of each, OpenStreetMap's or the data's own, str objects (k,), None where no field holds one.
    """

    lines: Lines
    feature: np.ndarray
    tags: dict[str, np.ndarray]
    use: RoadUse | None
    classes: np.ndarray | None = None

    def keep(self, chosen: np.ndarray) -> None:
        """Leave out the roads that are not chosen, bool (k,)."""
        if chosen.all():
            return
        self.feature = self.feature[chosen]
        self.tags = {key: column[chosen] for key, column in self.tags.items()}
        self.classes = None if self.classes is None else self.classes[chosen]
        _keep_lines(self.lines, self.feature)

    def texts(self, field: str | None) -> np.ndarray | None:
        """A field of theirs, str objects (k,)."""
        return None if field is None else texts_of(self.lines.values[field])[self.feature]

    def of_lines(self, values: np.ndarray) -> np.ndarray:
        """Values of theirs (k,) in the places of the layer's lines; the others have 1."""
        spread = np.ones(self.lines.read, dtype=values.dtype)  # objects too: those of no road are never asked for
        spread[self.feature] = values
        return spread


def chosen_vehicle(run: Run) -> Vehicle:
    """Who goes along the roads."""
    return VEHICLES[run.word("VEHICLE")]


def read_roads(
    run: Run, source: Source, crs: Any, fields: Iterable[str | None], vehicle: Vehicle | None = None
) -> Roads:
    """The lines of a source that are roads; the others are counted by cause. Raises PatrolError when nothing is left.

    run: takes progress, the stop and what is said.
    source: the layer of roads.
    crs: the working CRS.
    fields: the attribute columns to read; None is passed over.
    vehicle: without those that are none for it or closed to it; None for those of anybody.
    """
    columns, several = _tag_fields(source, tag_keys(vehicle))
    lines = read_lines(run, source, crs, [*fields, *columns.values(), *several])
    leave_out_far(lines)
    roads = Roads(lines, np.unique(lines.feature), {}, None)
    tags = {key: texts_of(lines.values[field])[roads.feature] for key, field in columns.items()}
    keys = (*CLASS_KEYS, *tag_keys(vehicle))
    for field in several:
        for key, column in tags_in_text(texts_of(lines.values[field])[roads.feature], keys).items():
            # A column of its own says it first.
            own = tags.get(key)
            tags[key] = column if own is None else np.where(own == "", column, own)
    use = road_use(tags, len(roads.feature), vehicle)
    if use is None:
        roads.classes = _own_classes(tags)
        # Whosever data it is, a roundabout is driven one way.
        roads.tags = {key: column for key, column in tags.items() if key == "junction"}
        return roads
    roads.tags, roads.use, roads.classes = {**tags, "class": use.road_class}, use, use.road_class
    roads.keep(use.usable)
    for cause, count in use.left_out.items():
        lines.skipped.add(cause, count)
    lines.skipped.require_some(len(roads.feature), lines.read)
    return roads


def _own_classes(tags: dict[str, np.ndarray]) -> np.ndarray | None:
    """The classes of data that is not OpenStreetMap's, lower case, from the first field that holds any."""
    for key in CLASS_KEYS:
        if key in tags:
            texts, place = first_values(tags[key])
            if any(texts):
                return np.array([road_class(text) for text in texts], dtype=object)[place]
    return None


def _tag_fields(source: Source, keys: tuple[str, ...]) -> tuple[dict[str, str], list[str]]:
    """The fields that hold a tag each, by key, and those that hold several; none in data that has no such tags."""
    several = [field for field in map(source.own_name, _SEVERAL_TAGS) if field]
    if not several and not any(source.has_field(key) for key in (*CLASS_KEYS, "junction")):
        return {}, []
    # A Shapefile cuts names off after ten characters, GDAL writes _ for a colon.
    found = {
        key: source.first_field(key, key.replace(":", "_") if ":" in key else key[:10]) for key in (*CLASS_KEYS, *keys)
    }
    return {key: field for key, field in found.items() if field}, several


def read_road_network(run: Run, source: Source, crs: Any) -> RoadNetwork:
    """The network of a layer of roads in a working CRS, as the road parameters say.

    Says in the log how many roads, where their speeds come from, and in how many parts they fall; warns of what was
    left out or not understood. Raises PatrolError when no road can be used.
    """
    vehicle = chosen_vehicle(run)
    direction_field, speed_field = (chosen_field(run, source, name) for name in ("DIRECTION_FIELD", "SPEED_FIELD"))
    roads = read_roads(run, source, crs, [direction_field, speed_field], vehicle)
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
    if roads.classes is None:
        return network
    return replace(network, road_class=roads.of_lines(roads.classes)[network.feature])


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
        report_walking(run, source, speeds, field)
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


def leave_out_far(lines: Lines) -> None:
    """Leave out the lines with a vertex that lies nowhere on Earth, counted; an error when nothing is left."""
    part = np.repeat(np.arange(len(lines.feature)), np.diff(lines.offsets))
    far = np.unique(lines.feature[part[(~on_earth(lines.xy)).any(axis=1)]])
    if not len(far):
        return
    _keep_lines(lines, np.setdiff1d(lines.feature, far))
    lines.skipped.add(Text("with coordinates that lie nowhere on Earth"), len(far))
    lines.skipped.require_some(len(lines.feature), lines.read)


def _keep_lines(lines: Lines, feature: np.ndarray) -> None:
    """Keep only the parts of these lines."""
    kept = np.isin(lines.feature, feature)
    sizes = np.diff(lines.offsets)
    lines.xy = lines.xy[np.repeat(kept, sizes)]
    lines.offsets = np.concatenate([[0], np.cumsum(sizes[kept])])
    lines.feature = lines.feature[kept]


def _warn_of_unused_field(run: Run, source: Source, direction_field: str | None) -> None:
    if direction_field is None and source.has_field("oneway"):
        default = run.word("DEFAULT_DIRECTION")
        run.warn(
            "{label} have a field oneway, but no direction field is chosen, so every road is driven {way}. Choose "
            "oneway as the direction field to respect one-way streets.",
            label=source.label,
            way=Text("both ways") if default == "both" else default,
        )
