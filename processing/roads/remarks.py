"""What the log says of roads: which are driven, how fast, into how many parts they fall; and of pairs without a way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ...algorithms.roads.junctions import AMONG_EQUALS, GIVING_WAY, RIGHT_OF_WAY
from ...algorithms.texts import Text
from ..common.wording import listed
from .lines import chosen_vehicle

if TYPE_CHECKING:
    from ...algorithms.roads.classes import RoadUse
    from ...algorithms.roads.junctions import JunctionFigures
    from ...algorithms.roads.network import RoadNetwork
    from ...algorithms.roads.sources import TravelSource
    from ...algorithms.roads.speeds import RoadSpeeds
    from ...algorithms.roads.travel import TravelTimes
    from ...algorithms.roads.vehicles import Vehicle
    from ..framework.run import Run
    from ..framework.source import Source

_NAMED = 5
# With this share of the roads in one part, the network is whole.
_NEARLY_ALL = 0.99
# On shorter ways nobody knows how fast a server's travellers are.
_SHORT_M = 300.0
# Of places without a way to the others so many are named.
_NAMED_LONELY = 10


def report_use(run: Run, source: Source, use: RoadUse | None, vehicle: Vehicle) -> None:
    """Say which roads are driven although they are closed to others, which limits of some hours are not read, and which
    classes nobody knows.
    """
    if use is None:
        return
    if use.conditional:
        run.info(
            "{label}: {n:,} roads have limits that hold at some hours only (tags ending in :conditional); these are "
            "not read.",
            one="{label}: {n:,} road has limits that hold at some hours only (tags ending in :conditional); these are "
            "not read.",
            label=source.label,
            n=use.conditional,
        )
    if use.on_duty:
        run.info(
            "{label}: {n:,} roads closed to cars can be driven, since a tag emergency opens them to vehicles on duty.",
            one="{label}: {n:,} road closed to cars can be driven, since a tag emergency opens them to vehicles on "
            "duty.",
            label=source.label,
            n=use.on_duty,
        )
    if use.unknown:
        shown = listed([f"{name} ({count:,})" for name, count in use.unknown.items()], _NAMED)
        run.warn(
            "{label}: {n:,} roads have an unknown class in {key}: {shown}. Without a signed speed they are "
            "driven at {kmh:g} km/h at most.",
            label=source.label,
            n=sum(use.unknown.values()),
            key=use.key,
            shown=shown,
            kmh=vehicle.other_kmh,
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
        "{label}: {n:,} lines; speed from {origin}: {signed:,}, from the class of road: {by_class:,}, default: "
        "{by_default:,}.",
        label=source.label,
        n=total,
        origin=origin,
        signed=speeds.signed,
        by_class=speeds.by_class,
        by_default=speeds.by_default,
    )
    if speeds.unreadable:
        run.warn(
            "{label}: {n:,} speeds cannot be read, the first is {first!r}; the class of road or the "
            "default speed is used.",
            label=source.label,
            n=speeds.unreadable,
            first=speeds.first_unreadable,
        )
    if speeds.not_fixed:
        run.info(
            "{label}: {n:,} speeds say that no limit is fixed (none, signals, variable); the class of road or the "
            "default speed is used.",
            label=source.label,
            n=speeds.not_fixed,
        )
    if speeds.not_positive:
        # Geofabrik writes 0 where there is no sign: most of its roads have it.
        say = run.info if zero_is_none else run.warn
        say(
            Text(
                "{label}: {n:,} speeds are zero or negative; they are taken as missing.",
                label=source.label,
                n=speeds.not_positive,
            )
        )
    if speeds.absurd:
        run.warn(
            "{label}: {n:,} speeds are no road's, the first is {first:g} km/h; the class of road or the "
            "default speed is used.",
            label=source.label,
            n=speeds.absurd,
            first=speeds.first_absurd,
        )


def report_own_speeds(run: Run, source: Source, speeds: RoadSpeeds, field: str | None, vehicle: Vehicle) -> None:
    """Say how fast a vehicle goes that no sign concerns.

    run: takes what is said.
    source: the layer of roads.
    speeds: of its roads.
    field: the speed field, which is not used.
    vehicle: who goes along them.
    """
    run.info(
        "{label}: {n:,} lines, {by} at {kmh:g} km/h at most; speed limits are not used.",
        label=source.label,
        n=len(speeds.kmh),
        by=vehicle.by,
        kmh=float(speeds.kmh.max()),
    )
    if field is not None:
        run.warn(
            "{label}: the speed field {field} is for signs that do not concern who goes {by}; it is not used.",
            label=source.label,
            field=field,
            by=vehicle.by,
        )


def report_network(run: Run, source: Source, network: RoadNetwork) -> None:
    """Say how large the network is, and into how many parts it falls."""
    km = network.component_km()
    run.info(
        "{label}: {n:,} edges between {nodes:,} nodes, {km:,.1f} km.",
        label=source.label,
        n=network.edges,
        nodes=network.nodes,
        km=float(np.sum(km)),
    )
    if network.zero_length:
        run.warn(
            "{label}: {n:,} line parts without length are left out.",
            one="{label}: {n:,} line part without length is left out.",
            label=source.label,
            n=network.zero_length,
        )
    if len(km) > 1:
        shown = listed([Text("{km:,.1f} km", km=size) for size in km[: _NAMED + 1]], _NAMED)
        # Every extract has yards and ends cut off; the places that lie there are named by themselves.
        say = run.info if km[0] >= _NEARLY_ALL * np.sum(km) else run.warn
        say(
            "{label}: the roads are in {n:,} parts that are not connected ({shown}). Places on different parts "
            "cannot reach each other. A topology tolerance joins lines that end within it of another line, not "
            "lines that cross.",
            label=source.label,
            n=len(km),
            shown=shown,
        )


def report_junctions(run: Run, source: Source, figures: JunctionFigures, delay_s: float, has_classes: bool) -> None:
    """Say what junctions cost, and that this is an estimate.

    run: takes what is said.
    source: the layer of roads.
    figures: how many junctions cost something, and how much.
    delay_s: what giving way costs.
    has_classes: whether classes of road say who gives way.
    """
    if delay_s == 0:
        run.info("{label}: junctions cost no time, so real journeys take longer.", label=source.label)
        return
    given: dict[str, Any] = {"label": source.label, "n": figures.junctions, "mean": figures.mean_s}
    given |= {"full": delay_s * GIVING_WAY, "half": delay_s * AMONG_EQUALS, "quarter": delay_s * RIGHT_OF_WAY}
    run.info(
        Text(
            "{label}: {n:,} junctions cost {mean:.1f} s on average, an estimate by the classes of road that meet: "
            "{full:g} s for who gives way, {half:g} s among equals, {quarter:g} s with the right of way.",
            **given,
        )
        if has_classes
        else Text(
            "{label}: {n:,} junctions cost {mean:.1f} s on average, an estimate: {half:g} s each, {full:g} s for who "
            "leaves a short dead end, as no classes of road say who gives way.",
            **given,
        )
    )


def report_unreached(run: Run, reached: np.ndarray, origins: np.ndarray, destinations: np.ndarray) -> None:
    """Warn of pairs without a way, and of places with hardly any; ``reached``: bool (origins, destinations)."""
    if reached.all():
        return
    run.warn(
        "{n:,} of {pairs:,} pairs have no way; their km and minutes are NULL.",
        one="{n:,} of {pairs:,} pairs has no way; its km and minutes are NULL.",
        n=int((~reached).sum()),
        pairs=reached.size,
    )
    # Not "to none": a place that is origin and destination always reaches itself.
    lonely = origins[reached.mean(axis=1) < 0.5]
    if len(lonely):
        run.warn(
            "{n:,} origins have no way to most destinations: {names}.",
            one="{n:,} origin has no way to most destinations: {names}.",
            n=len(lonely),
            names=listed(lonely, _NAMED_LONELY),
        )
    lonely = destinations[reached.mean(axis=0) < 0.5]
    if len(lonely):
        run.warn(
            "{n:,} destinations have no way from most origins: {names}.",
            one="{n:,} destination has no way from most origins: {names}.",
            n=len(lonely),
            names=listed(lonely, _NAMED_LONELY),
        )


def report_server(run: Run, source: TravelSource | None, times: TravelTimes) -> None:
    """Say how often a server was asked, and warn where its times are those of other means of travel.

    Most OSRM servers answer whatever profile is asked for with the only one they have.
    """
    if source is None or not source.server:
        return
    run.info(
        "{n:,} requests were sent to {host}.",
        one="{n:,} request was sent to {host}.",
        n=source.requests,
        host=source.server,
    )
    some = np.isfinite(times.minutes) & (times.metres > _SHORT_M) & (times.minutes > 0)
    if not some.any():
        return
    kmh = float(np.median(0.06 * times.metres[some] / times.minutes[some]))
    vehicle = chosen_vehicle(run)
    least, most = vehicle.usual_kmh
    if not least <= kmh <= most:
        run.warn(
            "The ways of {host} are travelled at {kmh:.0f} km/h: those are no times {vehicle}. A server has the map of "
            "one means of travel; ask who runs it for the address of the other.",
            host=source.server,
            kmh=kmh,
            vehicle=vehicle.by,
        )
