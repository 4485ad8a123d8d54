"""What the log says of roads: which are driven, how fast, into how many parts they fall; and of pairs without a way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.roads.speeds import UNKNOWN_CLASS_KMH
from ..common.wording import counted, listed

if TYPE_CHECKING:
    from ...algorithms.roads.classes import RoadUse
    from ...algorithms.roads.network import RoadNetwork
    from ...algorithms.roads.speeds import RoadSpeeds
    from ..framework.run import Run, Source

_NAMED = 5
# Of places without a way to the others so many are named.
_NAMED_LONELY = 10


def report_use(run: Run, source: Source, use: RoadUse | None) -> None:
    """Say which roads are driven although they are closed to others, and which classes nobody knows."""
    if use is None:
        return
    if use.on_duty:
        run.info(
            f"{source.label}: {counted(use.on_duty, 'road')} closed to cars can be driven, since a tag emergency opens "
            "them to vehicles on duty."
        )
    if use.unknown:
        shown = listed([f"{name} ({count:,})" for name, count in use.unknown.items()], _NAMED)
        run.warn(
            f"{source.label}: {sum(use.unknown.values()):,} roads have an unknown class in {use.key}: {shown}. Without "
            f"a signed speed they are driven at {UNKNOWN_CLASS_KMH:g} km/h at most."
        )


def report_speeds(run: Run, source: Source, speeds: RoadSpeeds, origin: str, zero_is_none: bool) -> None:
    """Say where speeds come from, and what was no speed.

    run: takes what is said.
    source: the layer of roads.
    speeds: theirs.
    origin: the field that was asked first.
    zero_is_none: whether 0 stands for no sign, which needs no warning.
    """
    total = len(speeds.kmh)
    run.info(
        f"{source.label}: {total:,} lines; speed from {origin}: {speeds.signed:,}, from the "
        f"class of road: {speeds.by_class:,}, default: {speeds.by_default:,}."
    )
    if speeds.unreadable:
        run.warn(
            f"{source.label}: {speeds.unreadable:,} speeds cannot be read, the first is {speeds.first_unreadable!r}; "
            "the class of road or the default speed is used."
        )
    if speeds.not_positive:
        # Geofabrik writes 0 where there is no sign: most of its roads have it.
        say = run.info if zero_is_none else run.warn
        say(f"{source.label}: {speeds.not_positive:,} speeds are zero or negative; they are taken as missing.")
    if speeds.absurd:
        run.warn(
            f"{source.label}: {speeds.absurd:,} speeds are no road's, the first is {speeds.first_absurd:g} km/h; the "
            "class of road or the default speed is used."
        )


def report_network(run: Run, source: Source, network: RoadNetwork) -> None:
    """Say how large the network is, and into how many parts it falls."""
    km = network.component_km()
    run.info(f"{source.label}: {network.edges:,} edges between {network.nodes:,} nodes, {float(np.sum(km)):,.1f} km.")
    if network.zero_length:
        run.warn(f"{source.label}: {network.zero_length:,} line parts without length are left out.")
    if len(km) > 1:
        shown = listed([f"{size:,.1f} km" for size in km[: _NAMED + 1]], _NAMED)
        run.warn(
            f"{source.label}: the roads are in {len(km):,} parts that are not connected ({shown}"
            "). Places on different parts cannot reach each other. A "
            "topology tolerance joins lines that end within it of another line, not lines that cross."
        )


def report_unreached(run: Run, reached: np.ndarray, origins: np.ndarray, destinations: np.ndarray) -> None:
    """Warn of pairs without a way, and of places with hardly any; ``reached``: bool (origins, destinations)."""
    if reached.all():
        return
    run.warn(f"{int((~reached).sum()):,} of {reached.size:,} pairs have no way; their km and minutes are NULL.")
    # Not "to none": a place that is origin and destination always reaches itself.
    _warn_of_lonely(run, "origins have no way to most destinations", origins[reached.mean(axis=1) < 0.5])
    _warn_of_lonely(run, "destinations have no way from most origins", destinations[reached.mean(axis=0) < 0.5])


def _warn_of_lonely(run: Run, what: str, names: np.ndarray) -> None:
    if len(names):
        run.warn(f"{len(names):,} {what}: {listed(names, _NAMED_LONELY)}.")
