"""The table of traffic: hours, factors, and perhaps the classes of road they hold for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...algorithms.errors import PatrolError
from ...algorithms.roads.sources import ROADS
from ...algorithms.roads.speeds import road_class
from ...algorithms.roads.tags import first_value, values_in_list
from ...algorithms.roads.traffic import Traffic
from ...algorithms.texts import Text
from ..common.wording import listed
from ..layers.columns import only_numbers, texts_of
from ..layers.reading import read_table

if TYPE_CHECKING:
    from ...algorithms.roads.network import RoadNetwork
    from ..framework.run import Run
    from ..framework.source import Source

_NAMED = 10


def read_traffic(run: Run, network: RoadNetwork | None) -> Traffic | None:
    """The TRAFFIC table, or None when there is none, which the log says; ``network``: the roads whose classes it may
    name, None for straight lines.
    """
    source = run.source("TRAFFIC")
    if source is None:
        if run.algorithm.parameterDefinition("SOURCE") is not None and run.word("SOURCE") != ROADS:
            run.info("No traffic table is given: travel times are those of the server at every hour.")
        else:
            run.info("No traffic table is given: travel times are those of free roads at every hour.")
        return None
    hour, factor, of_class = (source.own_name(name) for name in ("hour", "factor", "class"))
    if hour is None or factor is None:
        raise PatrolError(
            "{label}: the table needs the fields hour (0–23) and factor; it has {fields}.",
            label=source.label,
            fields=source.fields.names() or Text("none"),
        )
    columns = read_table(run, source, [hour, factor, *([of_class] if of_class else [])])
    if not columns[hour]:
        raise PatrolError(
            "{label}: the table is empty. Add one row per hour, or leave the traffic out.", label=source.label
        )
    meaning = Text("Hours are whole numbers from 0 to 23, factors numbers greater than 0.")
    hours, factors = (only_numbers(source.label, name, columns[name], meaning) for name in (hour, factor))
    if of_class is None:
        return Traffic.from_table(hours, factors)
    traffic = Traffic.from_table(hours, factors, [_classes(text) for text in texts_of(columns[of_class])])
    _report_classes(run, source, traffic, network)
    return traffic


def _classes(text: str) -> tuple[str, ...]:
    """The classes of a row, which may name several; one without any is for all the others."""
    names = dict.fromkeys(road_class(first_value(value)) for value in values_in_list(text))
    return tuple(name for name in names if name) or ("",)


def _report_classes(run: Run, source: Source, traffic: Traffic, network: RoadNetwork | None) -> None:
    """Say which classes have factors of their own, and which of them no road has."""
    named = list(traffic.by_class)
    if not named:
        return
    known = set() if network is None or network.road_class is None else set(network.road_class.tolist())
    if network is not None and not known:
        run.warn(
            "{label}: factors by class of road are not used, as the roads have no field with classes (highway, fclass, "
            "class or type). Only the rows without a class are.",
            label=source.label,
        )
    elif network is None:
        run.warn(
            "{label}: factors by class of road are not used without roads. Only the rows without a class are.",
            label=source.label,
        )
    else:
        lost = [name for name in named if name not in known]
        if lost:
            run.warn(
                "{label}: no road is of class {names}; these rows are not used. The roads are of {classes}.",
                label=source.label,
                names=listed(lost, _NAMED),
                classes=listed(sorted(name for name in known if name), _NAMED),
            )
        found = [name for name in named if name in known]
        if found:
            run.info("{label}: {names} have factors of their own.", label=source.label, names=listed(found, _NAMED))
