"""What a plan is made from: the user's layers as they are handed to the steps, the shift, the officers, the cells."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from qgis.core import (
    QgsFeatureRequest,
    QgsPointXY,
    QgsProcessingFeatureSourceDefinition,
    QgsProperty,
    QgsReferencedPointXY,
    QgsVectorLayer,
)

from ...algorithms.cells.grid import Grid
from ...algorithms.cells.hexgrid import HexagonGrid
from ...algorithms.errors import PatrolError
from ...algorithms.times.timeclasses import hours_known
from ..cells.studyarea import read_study_area
from ..layers.fields import chosen_field
from ..layers.reading import read_points
from ..officers.officers import read_officers
from ..officers.remarks import require_duty
from ..officers.shift import Shift
from ..roads.travel import read_moment, today_at_eight
from .area import made_area, source_of
from .chain import MOST_CELLS
from .remarks import tell_coarser, tell_shift
from .unused import report_unused

if TYPE_CHECKING:
    from qgis.core import (
        QgsCoordinateReferenceSystem,
        QgsProcessingAlgorithm,
        QgsProcessingContext,
    )

    from ..framework.run import Run
    from ..officers.officers import OfficerTable

_CELL_SIZE_STEP_M = 50.0
# Of the cells that are allowed: those at the border are cut, so a size that should do may not.
_ROOM = 0.95
LONGEST_INTERVAL_HOURS = 168.0


@dataclass(frozen=True)
class Handed:
    """The user's layers as the steps get them: by parameter, what is given to a step; ``copies``: layers that are made
    for the steps, and belong to no thread until these take them; ``originals``: by the id of a copy, whose it is.
    """

    values: dict[str, Any] = field(default_factory=dict)
    copies: list[QgsVectorLayer] = field(default_factory=list)
    originals: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Inputs:
    """What was read.

    ``officers``: those given, None where they are to be made. ``start``: where officers made here and the single route
    set out, None where the greatest hotspot decides. ``cell_size_m``: no smaller than can be planned, as far as the
    study area tells.
    """

    crs: QgsCoordinateReferenceSystem
    handed: Handed
    shift_start: np.datetime64
    officers: OfficerTable | None
    start: str | QgsReferencedPointXY | None
    cell_size_m: float


def hand_layers(
    algorithm: QgsProcessingAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    found: Mapping[str, QgsVectorLayer],
) -> Handed:
    """Copies of the layers, in the place of their names; called in the main thread.

    algorithm: the plan.
    parameters: its own.
    context: of its run.
    found: by parameter, the layers behind its sources.

    A step looks at its layers in a worker. QGIS crashes where the map, or who presses F5, does so at that moment, and
    where a step looks a layer of the project up by its name.
    """
    handed = Handed()
    for definition in algorithm.parameterDefinitions():
        name, value = definition.name(), parameters.get(definition.name())
        if definition.isDestination() or value in (None, "", []):
            continue
        if definition.type() == "multilayer":
            layers = algorithm.parameterAsLayerList(parameters, name, context) or []
            handed.values[name] = [_copy(one, handed) if isinstance(one, QgsVectorLayer) else one for one in layers]
        elif definition.type() == "source":
            layer = found.get(name)
            if layer is not None and isinstance(value, QgsProcessingFeatureSourceDefinition):
                handed.values[name] = _part_of(layer, value, handed)
            else:
                handed.values[name] = value if layer is None else _copy(layer, handed)
    return handed


def _copy(layer: QgsVectorLayer, handed: Handed) -> QgsVectorLayer:
    """A layer of the same features, also of those that are not saved yet."""
    copy = layer.materialize(QgsFeatureRequest()) if layer.isEditable() else layer.clone()
    copy.moveToThread(None)
    handed.copies.append(copy)
    handed.originals[copy.id()] = layer.id()
    return copy


def _part_of(
    layer: QgsVectorLayer, part: QgsProcessingFeatureSourceDefinition, handed: Handed
) -> QgsVectorLayer | QgsProcessingFeatureSourceDefinition:
    """What a step is given where perhaps only some features of a layer are meant.

    QGIS knows such a part by the name of its layer only; the step finds it under this name among the copies.
    """
    filtered = getattr(part, "filterExpression", "")
    if not part.selectedFeaturesOnly and getattr(part, "featureLimit", -1) == -1 and not filtered:
        return _copy(layer, handed)
    copy, numbers = _copy(layer, handed), layer.selectedFeatureIds()
    if layer.isEditable():
        # What is not saved yet has other numbers in the copy.
        kept = set(numbers)
        numbers = [new for new, old in zip(copy.allFeatureIds(), layer.allFeatureIds()) if old in kept]
    copy.selectByIds(list(numbers))
    given = QgsProcessingFeatureSourceDefinition(part)
    given.source = QgsProperty.fromValue(copy.id())
    return given


def read_inputs(run: Run, handed: Handed) -> Inputs:
    """Everything of a plan that is not left to its steps."""
    report_unused(run)
    crs = run.working_crs()
    area = None if run.given("STUDY_AREA") else made_area(run, crs)
    if area is not None:
        handed.values["STUDY_AREA"] = area
    officers = read_officers(run, crs) if run.given("OFFICERS") else None
    shift_start = _shift_start(run, officers)
    if officers is not None:
        # Before any step is run: the last one would find it, after minutes.
        require_duty(run, officers, Shift(shift_start, run.number("SHIFT_HOURS")))
    _require_hours_of_calls(run, crs)
    return Inputs(
        crs=crs,
        handed=handed,
        shift_start=shift_start,
        officers=officers,
        start=_start(run, officers, crs),
        cell_size_m=_cell_size(run, crs, area),
    )


def _require_hours_of_calls(run: Run, crs: QgsCoordinateReferenceSystem) -> None:
    """Raise for calls without hours, before any step is run: the last one would, after minutes.

    What else there is to say of the calls that step says.
    """
    source = run.source("CALLS")
    if source is None or source.count == 0:
        return
    time, clock = chosen_field(run, source, "CALL_TIME_FIELD"), chosen_field(run, source, "CALL_CLOCK_FIELD")
    if time is None:
        # It was asked for before, by the step's own words.
        return
    points = read_points(run, source, crs, [time, clock])
    if hours_known(points.times(time, clock)).none:
        raise PatrolError(
            "{label}, field {field} holds no time of day, so nobody knows when a call came in. Choose another {time}, "
            "give the time of day as {clock}, or plan without calls.",
            label=source.label,
            field=time,
            time=run.label("CALL_TIME_FIELD"),
            clock=run.label("CALL_CLOCK_FIELD"),
        )


def _shift_start(run: Run, officers: OfficerTable | None) -> np.datetime64:
    """When the shift begins: as given, else with the first officer on duty, else today at eight."""
    start = read_moment(run, "SHIFT_START")
    if start is None:
        known = [] if officers is None else list(officers.shift_on[~np.isnat(officers.shift_on)])
        start = min(known) if known else today_at_eight()
        tell_shift(run, start)
    return start


def _start(run: Run, officers: OfficerTable | None, crs: QgsCoordinateReferenceSystem) -> Any:
    """The start as given, else the place of the first officer, else None."""
    given = run.point("START")
    if given is not None:
        return point_value(given.x, given.y, given.crs or crs)
    if officers is None or not len(officers.name):
        return None
    return point_value(float(officers.x[0]), float(officers.y[0]), crs)


def point_value(x: float, y: float, crs: QgsCoordinateReferenceSystem) -> str | QgsReferencedPointXY:
    """A place as a step takes it: as text, which reads well in its record, where the CRS has a code."""
    return f"{x!r},{y!r} [{crs.authid()}]" if crs.authid() else QgsReferencedPointXY(QgsPointXY(x, y), crs)


def forecast_hours(shift_hours: float, interval_hours: float) -> float:
    """The shift, rounded up to whole intervals."""
    return math.ceil(shift_hours / interval_hours - 1e-9) * interval_hours


def coarser(cell_size_m: float, cells: float) -> float:
    """The cell size, in whole steps, that makes few enough cells where one of ``cell_size_m`` makes so many."""
    enough = math.sqrt(cells / (_ROOM * MOST_CELLS)) * cell_size_m
    next_step = math.floor(cell_size_m / _CELL_SIZE_STEP_M) + 1
    return max(math.ceil(enough / _CELL_SIZE_STEP_M), next_step) * _CELL_SIZE_STEP_M


def _cell_size(run: Run, crs: QgsCoordinateReferenceSystem, made: QgsVectorLayer | None) -> float:
    """The cell size asked for, or a larger one where the study area, ``made`` or given, would have too many cells."""
    size = run.number("CELL_SIZE")
    source = run.source("STUDY_AREA") if made is None else source_of(run, made)
    if source is None:
        return size
    area = read_study_area(run, source, crs)
    shape = HexagonGrid if run.word("RISK_CELL_SHAPE") == "hexagon" else Grid
    # First by the area alone, so that no grid of millions of cells is made only to be counted.
    cells = area.geometry.area() / size**2
    while True:
        if cells <= MOST_CELLS:
            cells = int(area.grid(shape, size, run.control).mask.sum())
        if cells <= MOST_CELLS:
            return size
        larger = coarser(size, cells)
        tell_coarser(run, size, cells, larger)
        size, cells = larger, area.geometry.area() / larger**2
