"""What the page of a plan says of what it reaches: last week's incidents, beside even minutes and the plain count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ...algorithms.texts import Text, joined
from ..common.translation import tr, translated
from ..reports.charts import MAIN, REST, faint_grid, new_chart, shortened
from ..reports.page import Part, picture

if TYPE_CHECKING:
    from ...algorithms.control import Control

# Who is compared, and what the names of their numbers end with.
_COMPARED = (
    (Text("This plan"), ""),
    (Text("Same minutes spread evenly"), "_EVEN"),
    (Text("Standing at busiest places"), "_COUNT"),
)
_BAR = 0.38
UNSEEN = "REACHED_UNSEEN"


def reach_parts(found: dict[str, Any], control: Control) -> list[Part]:
    """The chart, the tables and what they mean; nothing where neither past nor expected incidents are known."""
    heading = Text("What the plan reaches")
    if found["REACHED"] is None:
        rows = _expected_rows(found)
        return [Part("table", heading, names=("", Text("This plan")), rows=rows)] if rows else []
    control.check()
    begin = honest(found)
    caption = Text(
        "Share of the {n:,} incidents met in place and hour, of the days of last week that the plan does not know."
        if begin == UNSEEN
        else "Share of last week's {n:,} incidents met in place and hour; the plan knows these days.",
        n=found["UNSEEN_EVENTS" if begin == UNSEEN else "WEEK_EVENTS"],
    )
    more = [
        (Text("Of all last week (%)"), _percent(found["REACHED"])),
        (Text("… during visits alone (%)"), _percent(found["REACHED_VISIT"])),
        (Text("… by the visited cells alone (%)"), _percent(found["REACHED_CELL"])),
        (Text("… by 150 m around visits alone (%)"), _percent(found["REACHED_150"])),
        *_expected_rows(found),
    ]
    rows = [(who, _percent(found[name]), _percent(found[f"{name}_55"])) for who, name in _known(found, begin)]
    names = (Text("Incidents met"), Text("Delivered in full (%)"), Text("55 % delivered (%)"))
    return [
        Part("image", heading, Text("Bars of the shares in the table below"), _chart(found, begin), caption=caption),
        Part("table", names=names, rows=rows),
        Part("table", names=("", Text("This plan")), rows=more),
        *_warnings(found, begin),
        Part("text", text=_meaning(begin)),
    ]


def honest(found: dict[str, Any]) -> str:
    """What the names of the numbers begin with that flatter the plan least."""
    return "REACHED" if found["REACHED_UNSEEN"] is None else UNSEEN


def _known(found: dict[str, Any], begin: str) -> list[tuple[Text, str]]:
    return [(who, f"{begin}{ending}") for who, ending in _COMPARED if found[f"{begin}{ending}"] is not None]


def _expected_rows(found: dict[str, Any]) -> list[tuple[str, ...]]:
    if found["EXPECTED_VISIT"] is None:
        return []
    rows: list[tuple[str, ...]] = []
    if found["EXPECTED"] is not None:
        rows.append((Text("Incidents expected in the shift"), format(found["EXPECTED"], ",.1f")))
    rows += [
        (Text("Expected, during visits (%)"), _percent(found["EXPECTED_VISIT"])),
        (Text("Expected, with the half hour after (%)"), _percent(found["EXPECTED_AFTER"])),
        (Text("Expected, where 55 % is delivered (%)"), _percent(found["EXPECTED_AFTER_55"])),
        (Text("Entropy of visit times (0 to 1)"), format(found["ENTROPY"], ".2f")),
    ]
    return rows


def _warnings(found: dict[str, Any], begin: str) -> list[Part]:
    standing = found[f"{begin}_COUNT"]
    if standing is None or standing <= found[begin]:
        return []
    text = Text("The officers standing at the busiest places all shift would have met more than this plan.")
    return [Part("warning", text=text)]


def _meaning(begin: str) -> Text:
    met = Text(
        "Met is what happened in the cell of a visit or within 150 m of it, during the visit or up to 30 minutes "
        "after; each day is laid on the plan by its hours. 55 % is what field trials saw delivered of the minutes "
        "ordered."
    )
    if begin == UNSEEN:
        knows = Text(
            "The weights of the plan are the incidents of the last three days, so it meets those far better than a day "
            "to come; the four days before tell what to expect. The busiest places are those before last week."
        )
    else:
        knows = Text(
            "Plan and busiest places are made from the record, last week among it; a week to come is met less, the "
            "more so the shorter the record is."
        )
    return joined((met, knows))


def _percent(value: float) -> str:
    return format(value, ".1f")


def _chart(found: dict[str, Any], begin: str) -> str:
    """Two bars for each of those compared: delivered in full, and 55 % of it."""
    compared = _known(found, begin)
    place = np.arange(len(compared))
    figure, (axes,) = new_chart(7.0, 0.55 * len(compared) + 0.6)
    for offset, suffix, hatch in ((-_BAR / 2, "", ""), (_BAR / 2, "_55", "////")):
        values = [found[f"{name}{suffix}"] for _, name in compared]
        colours = [MAIN if name == begin else REST for _, name in compared]
        bars = axes.barh(place + offset, values, _BAR, color=colours, hatch=hatch, edgecolor="white", linewidth=0)
        axes.bar_label(bars, [f"{value:.1f}" for value in values], padding=3, fontsize=8)
    axes.set_yticks(place, [shortened(translated(who)) for who, _ in compared], fontsize=9)
    axes.invert_yaxis()
    axes.set_xlabel(tr("% of incidents met; hatched: 55 % delivered"))
    axes.margins(x=0.08)
    faint_grid(axes, "x")
    return picture(figure)
