"""The page of a plan: the headline, then each step's figures, each beside its baseline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...algorithms.texts import Text
from ...algorithms.times.timeclasses import shown_time
from ..reports.page import Part, write_page

if TYPE_CHECKING:
    from ..framework.run import Run
    from .inputs import Inputs
    from .steps import Result

_NAMES = ("", "This plan", "Baseline")


def write_plan_report(run: Run, path: str, inputs: Inputs, result: Result) -> None:
    """The figures of every step that was run."""
    numbers = result.made.numbers
    officers = numbers["assignofficers"]
    parts = [Part("figures", rows=_headline(officers, numbers["predictcrime"], numbers["extracthotspots"]))]
    parts += _officer_parts(officers, result)
    parts += _forecast_parts(numbers["predictcrime"])
    if "planroute" in numbers:
        parts.append(_route_part(numbers["planroute"]))
    parts += _hotspot_parts(numbers["extracthotspots"])
    parts.append(_incident_part(numbers["riskgrid"], result.cell_size_m))
    write_page(run, path, f"Patrol {shown_time(inputs.shift_start)}", parts, above=1)


def _headline(officers: dict[str, Any], forecast: dict[str, Any], hotspots: dict[str, Any]) -> list[tuple[str, str]]:
    rows = [
        (_figure(officers["OFFICERS_USED"]), "officers"),
        (
            _figure(officers["VISITED"]),
            Text("visits, {figure} of hotspots", figure=_figure(officers["HOTSPOT_VISITS"])),
        ),
    ]
    if officers["CALLS_KNOWN"]:
        rows.append(
            (
                _figure(officers["CALLS_ANSWERED"]),
                Text("of {figure} calls answered", figure=_figure(officers["CALLS_KNOWN"])),
            )
        )
    rows.append(
        (
            _figure(hotspots["HOTSPOTS_FOUND"]),
            Text("hotspots in {figure} %", figure=_figure(hotspots["COVERED_PERCENT"], ".1f")),
        )
    )
    if forecast["HIT_RATE"] is not None:
        rows.append((_figure(forecast["HIT_RATE"], ".0%"), "hit rate of the forecast in the back-test"))
    return rows


def _officer_parts(found: dict[str, Any], result: Result) -> list[Part]:
    rows = [
        ("Reward", _figure(found["REWARD"], ",.1f"), _figure(found["BASELINE_REWARD"], ",.1f")),
        ("Visits", _figure(found["VISITED"]), _figure(found["BASELINE_VISITED"])),
        ("Visits of hotspots", _figure(found["HOTSPOT_VISITS"]), ""),
        ("Kilometres", _figure(found["KM"], ",.1f"), ""),
    ]
    if found["BOUND_GAP"] >= 0:
        rows.append(("Below the upper bound (%)", _figure(found["BOUND_GAP"], ".1f"), ""))
    if found["CALLS_KNOWN"]:
        rows.append(("Calls answered", f"{_figure(found['CALLS_ANSWERED'])} of {_figure(found['CALLS_KNOWN'])}", ""))
        rows.append(("Median wait of calls (min)", _figure(found["MEDIAN_WAIT"]), ""))
    parts = [Part("table", "Officers", names=_NAMES, rows=rows)]
    if found["REPLAY"]:
        parts.append(Part("warning", text="A replay of the record: nobody knew these calls at the start of the shift."))
    if found["BASELINE_REWARD"] > found["REWARD"]:
        parts.append(Part("warning", text="The baseline earns more than this plan."))
    parts.append(
        Part(
            "text",
            text="Reward is the worth of all visits, to be compared with its baseline only: the same officers by the "
            "plainer method that Assign officers compares with.",
        )
    )
    layer = result.made.layers["assignofficers.SUMMARY"]
    names = ("officer", "visits", "km", "minutes_driving", "minutes_dwell", "minutes_idle")
    forms = ("", ",.0f", ",.1f", ",.0f", ",.0f", ",.0f")
    by_officer = [
        tuple(_figure(feature[name], form) if form else str(feature[name]) for name, form in zip(names, forms))
        for feature in layer.getFeatures()
    ]
    heads = ("Officer", "Visits", "km", "Driving (min)", "At places (min)", "Idle (min)")
    parts.append(Part("table", "By officer", names=heads, rows=by_officer))
    return parts


def _forecast_parts(found: dict[str, Any]) -> list[Part]:
    if found["HIT_RATE"] is None:
        return [Part("warning", "Forecast", "It was not back-tested: do not rely on it.")]
    rows = [
        (what, _figure(found[name], form), _figure(found[f"BASELINE_{name}"], form))
        for what, name, form in (("Hit rate", "HIT_RATE", ".1%"), ("PAI", "PAI", ".2f"), ("AUC", "AUC", ".3f"))
    ]
    parts = [
        Part("table", "Forecast, in the back-test", names=_NAMES, rows=rows),
        Part(
            "text",
            text="Hit rate: the share of later incidents that fell into the forecast's hotspots. PAI: how many times "
            "denser they were there than overall. AUC: 0.5 is chance. The baseline is the plain count of past "
            "incidents.",
        ),
    ]
    if found["HIT_RATE"] < found["BASELINE_HIT_RATE"]:
        parts.append(Part("warning", text="The plain count of past incidents hit more often than this forecast."))
    return parts


def _route_part(found: dict[str, Any]) -> Part:
    rows = [
        (what, _figure(found[name], form), _figure(found[f"BASELINE_{name}"], form))
        for what, name, form in (
            ("Stops", "VISITED", ",.0f"),
            ("Priority", "SCORE", ",.2f"),
            ("Kilometres", "KM", ",.1f"),
            ("Minutes of driving", "MINUTES", ",.0f"),
        )
    ]
    caption = Text("The baseline visits the stops in order of priority alone.")
    return Part("table", "Single route", names=_NAMES, rows=rows, caption=caption)


def _hotspot_parts(found: dict[str, Any]) -> list[Part]:
    rows = [
        ("Hotspots", _figure(found["HOTSPOTS_FOUND"])),
        ("Share of the area (%)", _figure(found["COVERED_PERCENT"], ".1f")),
        ("PAI of past incidents (chance: 1)", _figure(found["PAI"], ".1f")),
    ]
    return [Part("table", "Hotspots", names=("", "This plan"), rows=rows)]


def _incident_part(found: dict[str, Any], cell_size_m: float) -> Part:
    rows = [
        ("Incidents used", _figure(found["INCIDENTS_USED"])),
        ("Incidents left out", _figure(found["SKIPPED"])),
        ("Cells", _figure(found["CELLS"])),
        ("Size of a cell (m)", _figure(cell_size_m, "g")),
    ]
    return Part("table", "Risk grid", names=("", "This plan"), rows=rows)


def _figure(value: Any, form: str = ",.0f") -> str:
    return "–" if value is None or value != value else format(value, form)
