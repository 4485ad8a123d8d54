"""The order of a plan: each step with what the plan works out for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...algorithms.errors import Cancelled, PatrolError
from ...algorithms.texts import Text, joined
from ...algorithms.times.timeclasses import shown_time
from ..officers.blocks.parameters import BLOCK
from .chain import HIDDEN_BY_BLOCKS, MOST_CELLS, dress, needed_steps, step_of, unit_of
from .children import Children
from .inputs import LONGEST_INTERVAL_HOURS, coarser, forecast_hours, point_value
from .remarks import tell_coarser, tell_no_hours, tell_officers, tell_rounding, tell_route_start, tell_step

if TYPE_CHECKING:
    import numpy as np

    from ..framework.run import Run
    from .children import Made
    from .inputs import Inputs


@dataclass(frozen=True)
class Result:
    """What the steps have made, and the size of the cells they were made with."""

    made: Made
    cell_size_m: float


def run_steps(run: Run, inputs: Inputs) -> Result:
    """Run every step that is needed, one after another."""
    needed = needed_steps(inputs.officers is not None, run.wanted("ROUTE") or run.wanted("STOPS"))
    whole, begun = sum(step.share for step in needed), 0.0
    children = Children(run, inputs.handed)
    known: dict[str, Any] = {
        "crs": inputs.crs,
        "shift_start": _text(inputs.shift_start),
        "start": inputs.start,
        "unit": unit_of(_word(run, "UNIT"), _word(run, "OFFICER_METHOD")),
    }
    if known["unit"] == BLOCK:
        run.dresses.update(dress(in_blocks=True))
        run.grouped.update(dict.fromkeys(HIDDEN_BY_BLOCKS, False))
    if inputs.officers is not None:
        known["createofficers.OFFICERS"] = inputs.handed.values["OFFICERS"]
    # To make officers takes no time: it is no step to be told of.
    told = [step for step in needed if step.id != "createofficers"]
    for step in needed:
        if step in told:
            tell_step(run, told.index(step) + 1, len(told), step.doing)
        known.update(_before(run, inputs, children.made, step.id))
        with run.part(begun / whole, (begun + step.share) / whole):
            if step.id == "riskgrid":
                known.update(_risk_grid(run, inputs, children, known))
            elif step.id == "predictcrime" and not run.given("SHIFT_START"):
                _forecast_without_start(run, inputs, children, known)
            else:
                children.run(step, known)
        children.show(step, inputs.crs)
        begun += step.share
        if step.id == "extracthotspots":
            _require_hotspots(children.made)
            if known["start"] is None:
                known["start"] = _top_peak(children.made, inputs)
    return Result(children.made, known["cell_size"])


def _before(run: Run, inputs: Inputs, made: Made, step: str) -> dict[str, Any]:
    """What is worked out for a step from those before it."""
    if step == "predictcrime":
        return _forecast_span(run, inputs, made)
    if step == "createofficers":
        tell_officers(run, run.integer("OFFICER_COUNT"), inputs.start is not None)
    if step == "planroute":
        tell_route_start(run, inputs.officers is not None, inputs.start is not None)
    return {}


def _risk_grid(run: Run, inputs: Inputs, children: Children, known: dict[str, Any]) -> dict[str, Any]:
    """The risk grid, again with larger cells where only the grid itself tells that there are too many.

    Returns the size of its cells and the bandwidth, worked out besides what is known.
    """
    size, step = inputs.cell_size_m, step_of("riskgrid")
    while True:
        bandwidth = run.number("RISK_BANDWIDTH") if run.given("RISK_BANDWIDTH") else size
        of_grid = {"cell_size": size, "bandwidth": bandwidth}
        cells = children.run(step, {**known, **of_grid})["CELLS"]
        if cells <= MOST_CELLS:
            return of_grid
        larger = coarser(size, cells)
        tell_coarser(run, size, cells, larger)
        size = larger


def _forecast_span(run: Run, inputs: Inputs, made: Made) -> dict[str, Any]:
    """The shift in whole intervals; where the incidents have dates without hours, as one."""
    shift_hours, interval = run.number("SHIFT_HOURS"), run.number("FORECAST_INTERVAL_HOURS")
    start, hours = inputs.shift_start, forecast_hours(shift_hours, interval)
    if made.numbers["riskgrid"]["HOURS_KNOWN"] == 0:
        # Nothing tells the hours of the shift apart: it is one interval where that may be so long.
        interval = shift_hours if shift_hours <= LONGEST_INTERVAL_HOURS else interval
        hours = forecast_hours(shift_hours, interval)
        tell_no_hours(run, interval)
    else:
        tell_rounding(run, shift_hours, hours, interval)
    return {"forecast_start": _text(start), "forecast_hours": hours, "interval_hours": interval}


def _forecast_without_start(run: Run, inputs: Inputs, children: Children, known: dict[str, Any]) -> None:
    """The forecast where nobody has said when the shift is; a record that ended long ago tells nothing of it."""
    try:
        children.run(step_of("predictcrime"), known)
    except Cancelled:
        raise
    except PatrolError as error:
        start = Text(
            "The plan is for {start}, as no {label} is given.",
            start=shown_time(inputs.shift_start),
            label=run.label("SHIFT_START"),
        )
        raise PatrolError(joined((error.text, start))) from error


def _require_hotspots(made: Made) -> None:
    if not made.numbers["extracthotspots"]["HOTSPOTS_FOUND"]:
        raise PatrolError(
            "No hotspot was found, so there is nothing to patrol. Choose larger cells or more incidents, or another "
            "method of hotspots."
        )


def _top_peak(made: Made, inputs: Inputs) -> Any:
    """The peak of the greatest hotspot."""
    best = min(made.layers["extracthotspots.POINTS"].getFeatures(), key=lambda feature: feature["rank"])
    point = best.geometry().asPoint()
    return point_value(point.x(), point.y(), inputs.crs)


def _word(run: Run, name: str) -> str:
    """The word of a parameter, "" where it is left out."""
    return run.word(name) if run.given(name) else ""


def _text(moment: np.datetime64) -> str:
    return str(moment.astype("datetime64[s]"))
