"""The part of a report that tells how facilities go with incidents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...algorithms.risk.environment import FEW_CELLS, FORMULA_OF_SHARES, SIGNIFICANCE
from ...algorithms.texts import Text, joined
from ..common.translation import tr
from ..common.wording import shown
from ..reports.charts import ACCENT, MAIN, new_chart, plain
from ..reports.page import Part, picture

if TYPE_CHECKING:
    from ...algorithms.risk.environment import Environment, FacilityCorrelation

# More bars than fit on a page would be read by nobody; the table has all kinds.
_MOST_BARS = 40
_GEOMETRIES = {"points": Text("points"), "lines": Text("lines"), "polygons": Text("polygons")}
_NAMES = (
    Text("Facility"), Text("Geometry"), Text("Features"), Text("Cells"), Text("Pearson's r"), "p", Text("p adjusted"),
    Text("Spearman's ρ"), Text("p of ρ"), Text("Weight used"),
)  # fmt: skip


def environment_parts(environment: Environment) -> list[Part]:
    """The formula, all correlations as a chart and a table, and what their p-values are worth."""
    kinds = sorted(environment.correlations, key=_strength, reverse=True)
    used = sum(kind.weight != 0 for kind in kinds)
    explanation = Text(
        "r is Pearson's correlation of how much of a kind a cell holds with the number of its incidents, over "
        "the cells of the study area. {n:,} of {kinds:,} kinds count: those whose p stays below {significance:g} "
        "after the correction for many comparisons (Benjamini and Hochberg).",
        n=used,
        kinds=len(kinds),
        significance=SIGNIFICANCE,
    )
    if environment.formula == FORMULA_OF_SHARES:
        scaled = Text(
            "Each density is divided by its own greatest value, because numbers, lengths and areas have no "
            "common scale."
        )
        explanation = joined((explanation, scaled))
    formula = Text("environment = {formula}", formula=environment.formula)
    parts = [Part("formula", Text("Environment"), formula), Part("text", text=explanation)]
    charted = [kind for kind in kinds if kind.pearson == kind.pearson][:_MOST_BARS]
    if charted:
        heading = Text("Correlations")
        if len(charted) < len(kinds):
            heading = Text("The {n} strongest correlations", n=len(charted))
        alternative = Text("Bars of each kind's correlation with incidents; hollow ones are not significant")
        parts.append(Part("image", heading, alternative, _chart(charted)))
    rows = [_row(kind) for kind in kinds]
    parts.append(Part("table", Text("Kinds of facilities"), names=_NAMES, rows=rows, words=frozenset((0, 1))))
    few = [kind.facility for kind in kinds if kind.weight != 0 and kind.cells < FEW_CELLS]
    if few:
        parts.append(
            Part(
                "warning",
                text=Text(
                    "In fewer than {few_cells} cells, so that their correlation tells of these places rather than of "
                    "the kind: {few}.",
                    few_cells=FEW_CELLS,
                    few=few,
                ),
            )
        )
    parts.append(
        Part(
            "text",
            text=Text(
                "Neighbouring cells are alike (spatial autocorrelation), so they are not independent of each other, "
                "and the p-values are too small rather than too large. No correlation says what causes what."
            ),
        )
    )
    return parts


def _strength(kind: FacilityCorrelation) -> float:
    """The strongest first, those that are not defined last."""
    return abs(kind.pearson) if kind.pearson == kind.pearson else -1.0


def _row(kind: FacilityCorrelation) -> tuple[str, ...]:
    return (
        kind.facility,
        _GEOMETRIES[kind.geometry],
        f"{kind.count:,}",
        f"{kind.cells:,}",
        shown(kind.pearson, ".3f"),
        shown(kind.p_value, ".2g"),
        shown(kind.p_adjusted, ".2g"),
        shown(kind.spearman, ".3f"),
        shown(kind.p_spearman, ".2g"),
        f"{kind.weight:.3f}",
    )


def _chart(kinds: list[FacilityCorrelation]) -> str:
    """Horizontal bars, the strongest on top; filled where the kind counts."""
    figure, (axes,) = new_chart(7.0, 0.8 + 0.26 * len(kinds))
    places = range(len(kinds))
    colours = [MAIN if kind.pearson >= 0 else ACCENT for kind in kinds]
    fills = [colour if kind.weight != 0 else "none" for kind, colour in zip(kinds, colours)]
    names = [plain(kind.facility) for kind in kinds]
    axes.barh(places, [kind.pearson for kind in kinds], color=fills, edgecolor=colours, linewidth=1.2)
    axes.set_yticks(places, names, fontsize=8)
    axes.set_ylim(len(kinds) - 0.4, -0.6)
    axes.axvline(0, color="#333333", linewidth=0.8)
    axes.set_xlabel(tr("correlation with incidents (filled: significant and used)"))
    axes.spines["left"].set_visible(False)
    return picture(figure)
