"""The road parameters and their layers made into a RoadNetwork and Traffic, for every algorithm that has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ..algorithms.directions import road_directions
from ..algorithms.errors import PatrolError
from ..algorithms.network import RoadNetwork
from ..algorithms.speeds import RoadSpeeds, road_speeds
from ..algorithms.traffic import Traffic
from .columns import numbers_of, texts_of
from .layers import read_lines, read_table
from .planlayers import chosen_field, field_called

if TYPE_CHECKING:
    from .layers import Lines
    from .run import Run, Source

_NAMED_PARTS = 5
# Metres from the CRS's origin, more than twice the way around the Earth: no road lies there.
_FARTHEST = 1e8


def read_road_network(run: Run, crs: Any) -> RoadNetwork | None:
    """The network of the road parameters in a working CRS; None where ROADS is optional and left out.

    Says in the log how many roads, where their speeds come from, and in how many parts they fall; warns of what was
    left out or not understood. Raises PatrolError when no road can be used.
    """
    source = run.source("ROADS")
    if source is None:
        return None
    direction_field, speed_field = (chosen_field(run, source, name) for name in ("DIRECTION_FIELD", "SPEED_FIELD"))
    class_field = field_called(source, "highway")
    _warn_of_unused_fields(run, source, direction_field)
    lines = read_lines(run, source, crs, [direction_field, speed_field, class_field])
    leave_out_far(lines)
    lines.skipped.report(run.warn)
    directions, unknown = road_directions(
        texts_of(lines.values[direction_field]) if direction_field else None,
        run.text("VALUE_FORWARD"),
        run.text("VALUE_BACKWARD"),
        run.text("VALUE_BOTH"),
        run.word("DEFAULT_DIRECTION"),
        lines.read,
    )
    if unknown:
        shown = ", ".join(f"{value!r} ({count:,})" for value, count in list(unknown.items())[:_NAMED_PARTS])
        run.warn(
            f"{source.label}: {sum(unknown.values()):,} roads have a direction value that is not among yours: {shown}. "
            f"They are taken as {run.word('DEFAULT_DIRECTION')}."
        )
    speeds = road_speeds(
        texts_of(lines.values[speed_field]) if speed_field else None,
        texts_of(lines.values[class_field]) if class_field else None,
        run.number("DEFAULT_SPEED"),
        lines.read,
    )
    _report_speeds(run, source, speeds, speed_field)
    network = RoadNetwork.from_lines(
        lines.xy, lines.offsets, lines.feature, directions, speeds.kmh, run.number("TOLERANCE")
    )
    _report_network(run, source, network)
    run.counts["ROADS"] = lines.read
    return network


def read_traffic(run: Run) -> Traffic | None:
    """The TRAFFIC table, or None when there is none, which the log says."""
    source = run.source("TRAFFIC")
    if source is None:
        run.info("No traffic table is given: travel times are those of free roads at every hour.")
        return None
    hour, factor = field_called(source, "hour"), field_called(source, "factor")
    if hour is None or factor is None:
        have = ", ".join(field.name() for field in source.fields)
        raise PatrolError(
            f"{source.label}: the table needs the fields hour (0–23) and factor; it has {have or 'none'}."
        )
    columns = read_table(run, source, [hour, factor])
    if not columns[hour]:
        raise PatrolError(f"{source.label}: the table is empty. Add one row per hour, or leave the traffic out.")
    return Traffic.from_table(numbers_of(columns[hour]), numbers_of(columns[factor]))


def leave_out_far(lines: Lines) -> None:
    """Leave out the lines with a vertex that lies nowhere on Earth, counted; an error when nothing is left."""
    part = np.repeat(np.arange(len(lines.feature)), np.diff(lines.offsets))
    far = np.unique(lines.feature[part[(np.abs(lines.xy) > _FARTHEST).any(axis=1)]])
    if not len(far):
        return
    kept = ~np.isin(lines.feature, far)
    lines.xy = lines.xy[kept[part]]
    lines.offsets = np.concatenate([[0], np.cumsum(np.diff(lines.offsets)[kept])])
    lines.feature = lines.feature[kept]
    lines.skipped.add("with coordinates that lie nowhere on Earth", len(far))
    lines.skipped.require_some(len(lines.feature), lines.read)


def _warn_of_unused_fields(run: Run, source: Source, direction_field: str | None) -> None:
    if direction_field is None and source.has_field("oneway"):
        run.warn(
            f"{source.label} have a field oneway, but no direction field is chosen, so every road is driven "
            f"{'both ways' if run.word('DEFAULT_DIRECTION') == 'both' else run.word('DEFAULT_DIRECTION')}. Choose "
            "oneway as the direction field to respect one-way streets."
        )


def _report_speeds(run: Run, source: Source, speeds: RoadSpeeds, speed_field: str | None) -> None:
    total = len(speeds.kmh)
    run.info(
        f"{source.label}: {total:,} lines; speed from {speed_field or 'a speed field'}: {speeds.signed:,}, from the "
        f"class of road: {speeds.by_class:,}, default: {speeds.by_default:,}."
    )
    if speeds.unreadable:
        run.warn(
            f"{source.label}: {speeds.unreadable:,} speeds cannot be read, the first is {speeds.first_unreadable!r}; "
            "the class of road or the default speed is used."
        )
    if speeds.not_positive:
        run.warn(f"{source.label}: {speeds.not_positive:,} speeds are zero or negative; they are taken as missing.")


def _report_network(run: Run, source: Source, network: RoadNetwork) -> None:
    km = network.component_km()
    run.info(f"{source.label}: {network.edges:,} edges between {network.nodes:,} nodes, {float(np.sum(km)):,.1f} km.")
    if network.zero_length:
        run.warn(f"{source.label}: {network.zero_length:,} line parts without length are left out.")
    if len(km) > 1:
        shown = ", ".join(f"{size:,.1f} km" for size in km[:_NAMED_PARTS])
        run.warn(
            f"{source.label}: the roads are in {len(km):,} parts that are not connected ({shown}"
            f"{', …' if len(km) > _NAMED_PARTS else ''}). Places on different parts cannot reach each other; a "
            "topology tolerance may join them."
        )
