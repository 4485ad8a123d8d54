"""The one reader of roads: what of a layer is a road, which way and how fast, as a RoadNetwork; and its Traffic."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ...algorithms.errors import PatrolError
from ...algorithms.roads.classes import CLASS_KEYS, TAG_KEYS, road_use
from ...algorithms.roads.directions import (
    FROM_TO_WORDS,
    ONEWAY_WORDS,
    REVERSIBLE,
    DirectionValues,
    centre_line_words,
    implied_oneway,
    road_directions,
)
from ...algorithms.roads.network import RoadNetwork
from ...algorithms.roads.speeds import road_speeds
from ...algorithms.roads.tags import tags_in_text
from ...algorithms.roads.traffic import Traffic
from ...algorithms.texts import Text
from ..common.wording import listed
from ..layers.columns import numbers_of, texts_of
from ..layers.fields import chosen_field
from ..layers.reading import on_earth, read_lines, read_table
from .remarks import report_network, report_speeds, report_use
from .streets import STREET_FIELDS, StreetNames

if TYPE_CHECKING:
    from ...algorithms.roads.classes import RoadUse
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
    objects (k,), and ``use``, what they say, of all lines: None where the layer is not OpenStreetMap's.
    """

    lines: Lines
    feature: np.ndarray
    tags: dict[str, np.ndarray]
    use: RoadUse | None

    def keep(self, chosen: np.ndarray) -> None:
        """Leave out the roads that are not chosen, bool (k,)."""
        if chosen.all():
            return
        self.feature = self.feature[chosen]
        self.tags = {key: column[chosen] for key, column in self.tags.items()}
        _keep_lines(self.lines, self.feature)

    def texts(self, field: str | None) -> np.ndarray | None:
        """A field of theirs, str objects (k,)."""
        return None if field is None else texts_of(self.lines.values[field])[self.feature]

    def of_lines(self, values: np.ndarray) -> np.ndarray:
        """Values of theirs (k,) in the places of the layer's lines; the others have 1."""
        spread = np.ones(self.lines.read, dtype=values.dtype)
        spread[self.feature] = values
        return spread


def read_roads(run: Run, source: Source, crs: Any, fields: Iterable[str | None], for_cars: bool = True) -> Roads:
    """The lines of a source that are roads; the others are counted by cause. Raises PatrolError when nothing is left.

    run: takes progress, the stop and what is said.
    source: the layer of roads.
    crs: the working CRS.
    fields: the attribute columns to read; None is passed over.
    for_cars: without those that are for feet only or closed to cars.
    """
    columns, several = _tag_fields(source)
    lines = read_lines(run, source, crs, [*fields, *columns.values(), *several])
    leave_out_far(lines)
    roads = Roads(lines, np.unique(lines.feature), {}, None)
    tags = {key: texts_of(lines.values[field])[roads.feature] for key, field in columns.items()}
    for field in several:
        for key, column in tags_in_text(texts_of(lines.values[field])[roads.feature], (*CLASS_KEYS, *TAG_KEYS)).items():
            # A column of its own says it first.
            own = tags.get(key)
            tags[key] = column if own is None else np.where(own == "", column, own)
    use = road_use(tags, len(roads.feature), for_cars)
    if use is None:
        # Whosever data it is, a roundabout is driven one way.
        roads.tags = {key: column for key, column in tags.items() if key == "junction"}
        return roads
    roads.tags, roads.use = {**tags, "class": use.road_class}, use
    roads.keep(use.usable)
    for cause, count in use.left_out.items():
        lines.skipped.add(cause, count)
    lines.skipped.require_some(len(roads.feature), lines.read)
    return roads


def _tag_fields(source: Source) -> tuple[dict[str, str], list[str]]:
    """The fields that hold a tag each, by key, and those that hold several; none in data that has no such tags."""
    several = [field for field in map(source.own_name, _SEVERAL_TAGS) if field]
    if not several and not any(source.has_field(key) for key in (*CLASS_KEYS, "junction")):
        return {}, []
    # A Shapefile cuts names off after ten characters.
    found = {key: source.first_field(key, key[:10]) for key in (*CLASS_KEYS, *TAG_KEYS)}
    return {key: field for key, field in found.items() if field}, several


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
    direction_field, speed_field = (chosen_field(run, source, name) for name in ("DIRECTION_FIELD", "SPEED_FIELD"))
    roads = read_roads(run, source, crs, [direction_field, speed_field, also])
    directions = _directions(run, source, roads, direction_field)
    roads.lines.skipped.report(run.warn)
    report_use(run, source, roads.use)
    signed = roads.texts(speed_field)
    if signed is None:
        signed = roads.tags.get("maxspeed")
    speeds = road_speeds(signed, roads.tags.get("class"), run.number("DEFAULT_SPEED"), len(roads.feature))
    origin = speed_field or ("maxspeed" if signed is not None else Text("a speed field"))
    report_speeds(run, source, speeds, origin, roads.use is not None and roads.use.key == "fclass")
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
    return network, lines


def _directions(run: Run, source: Source, roads: Roads, field: str | None) -> np.ndarray:
    """Which way each road may be driven, int8 (k,); reversible roads are left out of the roads."""
    use, tags = roads.use, roads.tags
    values = roads.texts(field)
    if use is None:
        _warn_of_unused_field(run, source, field)
    elif values is None:
        values = tags.get("oneway")
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


def read_traffic(run: Run) -> Traffic | None:
    """The TRAFFIC table, or None when there is none, which the log says."""
    source = run.source("TRAFFIC")
    if source is None:
        run.info("No traffic table is given: travel times are those of free roads at every hour.")
        return None
    hour, factor = source.own_name("hour"), source.own_name("factor")
    if hour is None or factor is None:
        raise PatrolError(
            "{label}: the table needs the fields hour (0–23) and factor; it has {fields}.",
            label=source.label,
            fields=source.fields.names() or Text("none"),
        )
    columns = read_table(run, source, [hour, factor])
    if not columns[hour]:
        raise PatrolError(
            "{label}: the table is empty. Add one row per hour, or leave the traffic out.", label=source.label
        )
    return Traffic.from_table(numbers_of(columns[hour]), numbers_of(columns[factor]))


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
