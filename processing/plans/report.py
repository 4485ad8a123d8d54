"""The page of a plan: the headline, who drives where, then each step's figures, each beside its baseline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...algorithms.texts import Text
from ...algorithms.times.timeclasses import shown_time
from ..officers.shift import Shift
from ..reports.page import Part, write_page
from .blockmap import areas_map, clock_chart
from .briefing import stays_of, timetable_parts
from .planmap import plan_map
from .reachreport import honest, reach_parts

if TYPE_CHECKING:
    from ..framework.run import Run
    from .inputs import Inputs
    from .steps import Result

_NAMES = ("", Text("This plan"), Text("Baseline"))
_THIS_PLAN = _NAMES[:2]


def write_plan_report(run: Run, path: str, inputs: Inputs, result: Result) -> None:
    """The figures of every step that was run."""
    numbers = result.made.numbers
    officers = numbers["assignofficers"]
    parts = [
        Part("figures", rows=_headline(officers, numbers["predictcrime"], numbers["extracthotspots"])),
        Part("text", text=_when(run, inputs)),
        *_briefing(run, inputs, result),
        *_by_officer(run, result),
        *reach_parts(officers, run.control),
        *_officer_parts(officers),
        *_forecast_parts(numbers["predictcrime"]),
    ]
    if "planroute" in numbers:
        parts.append(_route_part(numbers["planroute"]))
    parts += [_hotspot_part(numbers["extracthotspots"]), _incident_part(numbers["riskgrid"], result.cell_size_m)]
    title = Text("Replay {start}" if officers["REPLAY"] else "Patrol {start}", start=shown_time(inputs.shift_start))
    write_page(run, path, title, parts, above=2)


def _when(run: Run, inputs: Inputs) -> Text:
    shift = Shift(inputs.shift_start, run.number("SHIFT_HOURS"))
    return Text(
        "The shift is from {start} to {end}, {hours:g} hours.",
        start=shown_time(shift.start),
        end=shown_time(shift.end),
        hours=shift.hours,
    )


def _headline(officers: dict[str, Any], forecast: dict[str, Any], hotspots: dict[str, Any]) -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = [
        (_figure(officers["OFFICERS_USED"]), Text("officers")),
        _what_they_do(officers),
    ]
    if officers["CALLS_KNOWN"]:
        known = Text("of {calls} calls answered", calls=_figure(officers["CALLS_KNOWN"]))
        rows.append((_figure(officers["CALLS_ANSWERED"]), known))
        if officers["MEDIAN_WAIT"] is not None:
            waits = Text("min until somebody is there, median of the calls answered")
            rows.append((_figure(officers["MEDIAN_WAIT"]), waits))
    if officers["REACHED"] is not None:
        text = Text("of last week's incidents met in place and hour, had it been driven then")
        rows.append((_figure(officers[honest(officers)] / 100, ".0%"), text))
    share = _figure(hotspots["COVERED_PERCENT"], ".1f")
    rows.append((_figure(hotspots["HOTSPOTS_FOUND"]), Text("hotspots on {share} % of the area", share=share)))
    if forecast["HIT_RATE"] is not None:
        text = Text("of later incidents were where the forecast is hot, in the back-test")
        rows.append((_figure(forecast["HIT_RATE"], ".0%"), text))
    return rows


def _what_they_do(officers: dict[str, Any]) -> tuple[str, str]:
    """Blocks, or visits. Hotspots are areas of the map: what is visited is a cell that is hot in its interval."""
    if officers["BLOCK_COUNT"] is not None:
        return _figure(officers["BLOCK_COUNT"]), Text("blocks, {stops} stops", stops=_figure(_stops(officers)))
    return _figure(officers["VISITED"]), Text("visits, {hot} of hot cells", hot=_figure(officers["HOTSPOT_VISITS"]))


def _stops(officers: dict[str, Any]) -> int:
    """The visits of blocks, without those of calls."""
    return int(officers["VISITED"] - officers["CALLS_ANSWERED"])


def _briefing(run: Run, inputs: Inputs, result: Result) -> list[Part]:
    """Who is where, when and why."""
    layers = {name: result.made.layers[f"assignofficers.{name}"] for name in ("AREAS", "BLOCKS", "VISITS", "ROUTES")}
    if "createofficers.OFFICERS" in result.made.layers:
        layers["OFFICERS"] = result.made.layers["createofficers.OFFICERS"]
    stays = stays_of(layers["BLOCKS"], layers["VISITS"])
    if not layers["AREAS"].featureCount():
        return timetable_parts(stays)
    run.control.check()
    chart = clock_chart(stays, inputs.shift_start.astype("datetime64[s]").item(), run.number("SHIFT_HOURS"))
    caption = Text("Letters are the areas of the map; what is white is free, or the way to the next area.")
    seen = Text("Map of the officers' areas, stops and routes")
    told = Text(
        "Each officer's areas in a colour of its own, from the ninth on hatched; dots are stops, the star is where "
        "officers start. A pale area is in reserve."
    )
    return [
        Part("image", Text("Who is where"), seen, areas_map(run, inputs, layers, stays), caption=told),
        Part(
            "image",
            Text("From when to when"),
            Text("Bars of the officers' blocks by the clock"),
            chart,
            caption=caption,
        ),
        *timetable_parts(stays),
    ]


def _by_officer(run: Run, result: Result) -> list[Part]:
    """Each officer's day, and the map of all."""
    layers = result.made.layers
    names = ("officer", "visits", "km", "minutes_driving", "minutes_dwell", "minutes_idle")
    forms = ("", ",.0f", ",.1f", ",.0f", ",.0f", ",.0f")
    rows = [
        tuple(_figure(feature[name], form) if form else str(feature[name]) for name, form in zip(names, forms))
        for feature in layers["assignofficers.SUMMARY"].getFeatures()
    ]
    parts = [
        Part(
            "table",
            Text("By officer"),
            names=("Officer", "Visits", "km", "Driving (min)", "At places (min)", "Idle (min)"),
            rows=rows,
        )
    ]
    routes, hotspots = layers["assignofficers.ROUTES"], layers["extracthotspots.HOTSPOTS"]
    if routes.featureCount() and not layers["assignofficers.AREAS"].featureCount():
        chart = plan_map(hotspots, routes, [row[0] for row in rows], run.control)
        seen = Text("Map of the officers' routes over the hotspots")
        caption = Text("Each officer's route in a colour of its own, over the hotspots.")
        parts.append(Part("image", Text("Who drives where"), seen, chart, caption=caption))
    return parts


def _officer_parts(found: dict[str, Any]) -> list[Part]:
    if found["BLOCK_COUNT"] is not None:
        return _block_parts(found)
    rows: list[tuple[str, ...]] = [
        (
            Text("Worth of all visits (reward)"),
            _figure(found["REWARD"], ",.1f"),
            _figure(found["BASELINE_REWARD"], ",.1f"),
        ),
        (Text("Visits"), _figure(found["VISITED"]), _figure(found["BASELINE_VISITED"])),
        (Text("Visits of hot cells"), _figure(found["HOTSPOT_VISITS"]), ""),
        (Text("Kilometres"), _figure(found["KM"], ",.1f"), ""),
    ]
    if found["BOUND_GAP"] >= 0:
        rows.append((Text("Below the most that is possible (%)"), _figure(found["BOUND_GAP"], ".1f"), ""))
    if found["CALLS_KNOWN"]:
        shown = {"answered": _figure(found["CALLS_ANSWERED"]), "known": _figure(found["CALLS_KNOWN"])}
        rows.append((Text("Calls answered"), Text("{answered} of {known}", **shown), ""))
        rows.append((Text("Median wait of calls (min)"), _figure(found["MEDIAN_WAIT"]), ""))
    parts = [Part("table", Text("All officers"), names=_NAMES, rows=rows)]
    if found["REPLAY"]:
        text = Text("A replay of the record: nobody knew these calls at the start of the shift.")
        parts.append(Part("warning", text=text))
    if found["BASELINE_REWARD"] > found["REWARD"]:
        parts.append(Part("warning", text=Text("The baseline earns more than this plan.")))
    text = Text(
        "A visit is worth more where the forecast is higher and nobody has been lately. The worth has no unit: compare "
        "it with its baseline only, which are the same officers sent by a plainer method."
    )
    return [*parts, Part("text", text=text)]


def _block_parts(found: dict[str, Any]) -> list[Part]:
    """What blocks come to; they are planned for what they meet, so the study's reward tells nothing of them."""
    rows: list[tuple[str, ...]] = [
        (Text("Blocks"), _figure(found["BLOCK_COUNT"])),
        (Text("Stops"), _figure(_stops(found))),
        (Text("Incidents expected to be met"), _figure(found["EXPECTED_BLOCKS"], ",.1f")),
        (Text("Kilometres"), _figure(found["KM"], ",.1f")),
    ]
    return [Part("table", Text("All officers"), names=_THIS_PLAN, rows=rows)]


def _forecast_parts(found: dict[str, Any]) -> list[Part]:
    if found["HIT_RATE"] is None:
        return [Part("warning", Text("Forecast"), Text("It was not back-tested: do not rely on it."))]
    rows: list[tuple[str, ...]] = [
        (what, _figure(found[name], form), _figure(found[f"BASELINE_{name}"], form))
        for what, name, form in (
            (Text("Hit rate"), "HIT_RATE", ".1%"),
            (Text("PAI"), "PAI", ".2f"),
            (Text("AUC"), "AUC", ".3f"),
        )
    ]
    parts = [
        Part("table", Text("Forecast, in the back-test"), names=_NAMES, rows=rows),
        Part(
            "text",
            text=Text(
                "Hit rate: the share of later incidents that fell into the forecast's hotspots. PAI: how many times "
                "denser they were there than overall. AUC: how well the forecast ranks the cells, from 0.5 (chance) "
                "to 1. The baseline is the plain count of past incidents."
            ),
        ),
    ]
    beside = Text(
        "{gain:+.1f} points of hit rate beside the plain count (95 %: {low:+.1f} to {high:+.1f}).",
        gain=100 * found["GAIN"],
        low=100 * found["GAIN_LOW"],
        high=100 * found["GAIN_HIGH"],
    )
    parts.append(Part("text", text=beside))
    if found["GAIN_HIGH"] < 0:
        parts.append(Part("warning", text=Text("The plain count of past incidents hit more often than this forecast.")))
    return parts


def _route_part(found: dict[str, Any]) -> Part:
    rows: list[tuple[str, ...]] = [
        (what, _figure(found[name], form), _figure(found[f"BASELINE_{name}"], form))
        for what, name, form in (
            (Text("Stops"), "VISITED", ",.0f"),
            (Text("Priority"), "SCORE", ",.2f"),
            (Text("Kilometres"), "KM", ",.1f"),
            (Text("Minutes of driving"), "MINUTES", ",.0f"),
        )
    ]
    caption = Text("The baseline visits the stops in order of priority alone.")
    return Part("table", Text("Single route"), names=_NAMES, rows=rows, caption=caption)


def _hotspot_part(found: dict[str, Any]) -> Part:
    rows: list[tuple[str, ...]] = [
        (Text("Hotspots"), _figure(found["HOTSPOTS_FOUND"])),
        (Text("Share of the area (%)"), _figure(found["COVERED_PERCENT"], ".1f")),
        (Text("Past incidents, times denser than overall (PAI)"), _figure(found["PAI"], ".1f")),
    ]
    return Part("table", Text("Hotspots"), names=_THIS_PLAN, rows=rows)


def _incident_part(found: dict[str, Any], cell_size_m: float) -> Part:
    rows: list[tuple[str, ...]] = [
        (Text("Incidents used"), _figure(found["INCIDENTS_USED"])),
        (Text("Incidents left out"), _figure(found["SKIPPED"])),
        (Text("Cells"), _figure(found["CELLS"])),
        (Text("Size of a cell (m)"), _figure(cell_size_m, "g")),
    ]
    return Part("table", Text("Risk grid"), names=_THIS_PLAN, rows=rows)


def _figure(value: Any, form: str = ",.0f") -> str:
    return "–" if value is None or value != value else format(value, form)
