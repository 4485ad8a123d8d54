"""What the page of a plan says of what it reaches: last week's incidents, beside even minutes and the plain count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ...algorithms.texts import Text
from ..common.translation import tr, translated
from ..reports.charts import MAIN, REST, faint_grid, new_chart, shortened
from ..reports.page import Part, picture

if TYPE_CHECKING:
    from ...algorithms.control import Control

# What is met by whom; by the number, that where 55 % are delivered.
_COMPARED = (
    (Text("This plan"), "REACHED"),
    (Text("Same minutes spread evenly"), "REACHED_EVEN"),
    (Text("Standing at busiest places"), "REACHED_COUNT"),
    (Text("Standing, last week unknown"), "REACHED_COUNT_BEFORE"),
)
_BAR = 0.38


def reach_parts(found: dict[str, Any], control: Control) -> list[Part]:
    """The chart, the tables and what they mean; nothing where neither past nor expected incidents are known."""
    heading = Text("What the plan reaches")
    if found["REACHED"] is None:
        rows = _expected_rows(found)
        return [Part("table", heading, names=("", Text("This plan")), rows=rows)] if rows else []
    control.check()
    rows = [(who, _percent(found[name]), _percent(found[f"{name}_55"])) for who, name in _known(found)]
    more = [
        (Text("Met during visits alone (%)"), _percent(found["REACHED_VISIT"])),
        (Text("Met by the visited cells alone (%)"), _percent(found["REACHED_CELL"])),
        (Text("Met by 150 m around visits alone (%)"), _percent(found["REACHED_150"])),
        *_expected_rows(found),
    ]
    caption = Text(
        "Share of last week's {n:,} incidents at the shift's hours that are met in place and hour.",
        n=found["WEEK_EVENTS"],
    )
    return [
        Part("image", heading, Text("Bars of the shares in the table below"), _chart(found), caption=caption),
        Part(
            "table",
            names=(Text("Last week's incidents met"), Text("Delivered in full (%)"), Text("55 % delivered (%)")),
            rows=rows,
        ),
        Part("table", names=("", Text("This plan")), rows=more),
        *_warnings(found),
        Part("text", text=_meaning()),
    ]


def _known(found: dict[str, Any]) -> list[tuple[Text, str]]:
    return [(who, name) for who, name in _COMPARED if found[name] is not None]


def _expected_rows(found: dict[str, Any]) -> list[tuple[str, ...]]:
    if found["EXPECTED_VISIT"] is None:
        return []
    rows: list[tuple[str, ...]] = []
    if found["EXPECTED"] is not None:
        rows.append((Text("Incidents expected in the shift"), format(found["EXPECTED"], ",.1f")))
    rows += [
        (Text("Of what is expected, during visits (%)"), _percent(found["EXPECTED_VISIT"])),
        (Text("… with the half hour after (%)"), _percent(found["EXPECTED_AFTER"])),
        (Text("… where 55 % is delivered (%)"), _percent(found["EXPECTED_AFTER_55"])),
        (Text("Entropy of visit times (0 to 1)"), format(found["ENTROPY"], ".2f")),
    ]
    return rows


def _warnings(found: dict[str, Any]) -> list[Part]:
    if found["REACHED_COUNT"] <= found["REACHED"]:
        return []
    text = Text("The officers standing at the busiest places all shift would have met more than this plan.")
    return [Part("warning", text=text)]


def _meaning() -> Text:
    return Text(
        "Met is what happened in the cell of a visit or within 150 m of it, during the visit or up to 30 minutes "
        "after; each day of last week is laid on the plan by its hours. 55 % is what field trials saw delivered of "
        "the minutes ordered. The plan and the standing officers know last week, so a week to come is met less: how "
        "far is told by the officers who stand where most happened before it."
    )


def _percent(value: float) -> str:
    return format(value, ".1f")


def _chart(found: dict[str, Any]) -> str:
    """Two bars for each of those compared: delivered in full, and 55 % of it."""
    compared = _known(found)
    place = np.arange(len(compared))
    figure, (axes,) = new_chart(7.0, 0.55 * len(compared) + 0.6)
    for offset, suffix, hatch in ((-_BAR / 2, "", ""), (_BAR / 2, "_55", "////")):
        values = [found[f"{name}{suffix}"] for _, name in compared]
        colours = [MAIN if name == "REACHED" else REST for _, name in compared]
        bars = axes.barh(place + offset, values, _BAR, color=colours, hatch=hatch, edgecolor="white", linewidth=0)
        axes.bar_label(bars, [f"{value:.1f}" for value in values], padding=3, fontsize=8)
    axes.set_yticks(place, [shortened(translated(who)) for who, _ in compared], fontsize=9)
    axes.invert_yaxis()
    axes.set_xlabel(tr("% of last week's incidents met; hatched: 55 % delivered"))
    axes.margins(x=0.08)
    faint_grid(axes, "x")
    return picture(figure)
