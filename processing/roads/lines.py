"""The lines of a layer that are roads for somebody, with OpenStreetMap's tags as many programs write them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ...algorithms.roads.classes import CLASS_KEYS, road_use, tag_keys
from ...algorithms.roads.speeds import road_class
from ...algorithms.roads.tags import first_values, tags_in_text
from ...algorithms.roads.vehicles import VEHICLES
from ...algorithms.texts import Text
from ..layers.columns import texts_of
from ..layers.reading import on_earth, read_lines

if TYPE_CHECKING:
    from ...algorithms.roads.classes import RoadUse
    from ...algorithms.roads.vehicles import Vehicle
    from ..framework.run import Run
    from ..framework.source import Source
    from ..layers.reading import Lines

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
        spread = np.ones(self.lines.read, dtype=values.dtype)
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
