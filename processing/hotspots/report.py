"""The report of hotspots."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.hotspots.change import CHANGE_WORDS, EMERGING, FADING, PERSISTENT
from ...algorithms.hotspots.concentration import concentration
from ...algorithms.hotspots.contiguous import PER_SHARED_EDGE
from ...algorithms.texts import Text, joined
from ..common.wording import shown
from ..reports.page import Part, write_page
from .charts import concentration_chart, hotspot_map
from .outputs import peak_degrees, streets_of
from .remarks import (
    PERMUTATIONS_TEST_SURROUNDINGS,
    risk_title,
    risk_word,
    what_change_means,
    what_pai_counts,
    why_none,
)  # fmt: skip

if TYPE_CHECKING:
    from qgis.core import QgsGeometry

    from ...algorithms.hotspots.extraction import HotspotSettings
    from ...algorithms.hotspots.measures import Hotspots
    from ..cells.cells import CellLayer
    from ..framework.run import Run

# More rows than these no one reads; the layer has them all.
_MOST_ROWS = 50


def write_hotspot_report(
    run: Run,
    path: str,
    layer: CellLayer,
    settings: HotspotSettings,
    found: Hotspots,
    shapes: list[QgsGeometry],
) -> None:
    """Map of the hotspots over the risk, table, concentration of incidents, method.

    run: of the algorithm.
    path: where the page goes.
    layer: the cells.
    settings: how hotspots were found.
    found: the hotspots.
    shapes: theirs, best first.
    """
    parts = [Part("figures", rows=_figures(layer, found))]
    if not found.number_now:
        parts.append(Part("warning", text=why_none(layer, settings, found)))
    if len(found):
        chart = hotspot_map(layer, found, shapes, run.control)
        parts.append(Part("image", _over(layer), Text("Map of the hotspots by rank"), chart, caption=_key(layer)))
        parts.append(_table(run, layer, found))
    curve = concentration(layer.cells)
    if curve is None:
        parts.append(Part("text", text=Text("Without incident counts (a field n of the grid) there is no PAI.")))
    else:
        asked = settings.coverage_percent if settings.method in ("coverage", "contiguous") else None
        chart = concentration_chart(_whole(layer), risk_word(layer.fields), asked, found, curve)
        text = Text("Share of incidents by share of the {whole}", whole=_whole(layer))
        parts.append(Part("image", Text("How concentrated incidents are"), text, chart, caption=_reading(layer)))
    parts.append(Part("formula", Text("How they are found"), _formula(layer, settings)))
    parts += [Part("text", text=text) for text in _remarks(layer, settings, found)]
    write_page(run, path, Text("Hotspots"), parts)


def _over(layer: CellLayer) -> str:
    word = risk_word(layer.fields)
    return Text("Hotspots over the risk") if word == "risk" else Text("Hotspots over {word}", word=word)


def _whole(layer: CellLayer) -> str:
    return Text("road length") if layer.is_road else Text("area")


def _figures(layer: CellLayer, found: Hotspots) -> list[tuple[str, str]]:
    """The headline: number and what it is."""
    made_of = Text("stretches of road") if layer.is_road else Text("cells")
    hot = Text("hotspots among {all:,} {cells}", all=len(layer.cells), cells=made_of)
    if found.change is not None:
        hot = Text("hotspots now among {all:,} {cells}", all=len(layer.cells), cells=made_of)
    figures: list[tuple[str, str]] = [
        (f"{found.number_now:,}", hot),
        (f"{found.covered_percent:.1f} %", Text("of the {whole}", whole=_whole(layer))),
    ]
    if found.pai == found.pai:
        share = f"{found.pai * found.covered_percent:.1f} %"
        figures.append((share, Text("of the incidents")))
        figures.append((f"{found.pai:.2f}", Text("PAI, the one share divided by the other")))
    if found.change is not None:
        figures += [(f"{found.changed(kind):,}", CHANGE_WORDS[kind]) for kind in (EMERGING, PERSISTENT)]
        figures.append((f"{found.changed(FADING):,}", Text("fading: hot before only, not among the others")))
    return figures


def _key(layer: CellLayer) -> str:
    shown_as = Text("Streets with a halo") if layer.is_road else Text("Outlined areas")
    return Text(
        "{shown_as} are hotspots, numbered by rank at their peak; where numbers would cover each other, the "
        "better rank is shown.",
        shown_as=shown_as,
    )


def _table(run: Run, layer: CellLayer, found: Hotspots) -> Part:
    risk = risk_title(layer.fields)
    columns: list[tuple[str, list[str]]] = [
        (Text("Rank"), [f"{rank}" for rank in range(1, len(found) + 1)]),
        (Text("Stretches") if layer.is_road else Text("Cells"), [f"{cells:,}" for cells in found.cells]),
        (
            (Text("Length (km)"), [f"{size / 1e3:,.2f}" for size in found.size])
            if layer.is_road
            else (Text("Area (km²)"), [f"{size / 1e6:,.3f}" for size in found.size])
        ),
        (
            Text("{risk} · km, sum", risk=risk) if layer.is_road else Text("{risk}, sum", risk=risk),
            [_three_digits(value) for value in found.risk_sum],
        ),
        (Text("{risk}, greatest", risk=risk), [_three_digits(value) for value in found.risk_max]),
    ]
    if found.risk_base is not None:
        head = Text("{risk} · km, sum" if layer.is_road else "{risk}, sum", risk=layer.fields.baseline)
        columns.append((head, [_three_digits(value) for value in found.risk_base]))
    if found.count is not None:
        form = ",.0f" if (found.count == np.rint(found.count)).all() else ",.1f"
        head = Text("Incidents") if found.change is None else Text("Incidents now")
        columns.append((head, [shown(count, form) for count in found.count]))
    if found.z is not None and found.p is not None:
        columns.append(("z", [shown(z, ".2f") for z in found.z]))
        columns.append((Text("p, corrected"), ["< 1e-300" if p == 0 else shown(p, ".2g") for p in found.p]))
    if found.change is not None:
        columns.append((Text("Change"), [CHANGE_WORDS[kind] for kind in found.change]))
    if layer.street is not None:
        columns.append((Text("Street"), [street or "–" for street in streets_of(layer, found)]))
    latitude, longitude = peak_degrees(run, layer, found)
    columns += [(Text("Peak, latitude"), latitude), (Text("Peak, longitude"), longitude)]
    rows = list(zip(*[values[:_MOST_ROWS] for _, values in columns]))
    names = tuple(name for name, _ in columns)
    words = frozenset(index for index, name in enumerate(names) if name in ("Change", "Street"))
    cut = (
        Text("The first {most_rows} of {n:,} hotspots; the layer has all.", most_rows=_MOST_ROWS, n=len(found))
        if len(found) > _MOST_ROWS
        else ""
    )
    return Part("table", Text("Hotspots"), names=names, rows=rows, caption=cut, words=words)


def _three_digits(value: float) -> str:
    """Three significant digits, and all of a number from 1,000 on, without powers of ten."""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def _reading(layer: CellLayer) -> str:
    return Text(
        "The steeper the blue curve rises, the less {whole} has to be patrolled. Measured on the incidents the "
        "risk was made from, this flatters; a back-test (Predict crime) does not.",
        whole=_whole(layer),
    )


def _formula(layer: CellLayer, settings: HotspotSettings) -> str:
    cell, risk = Text("stretch") if layer.is_road else Text("cell"), risk_word(layer.fields)
    if settings.method == "coverage":
        share = Text(
            "{coverage_percent:g} % of the {whole}", coverage_percent=settings.coverage_percent, whole=_whole(layer)
        )
        return Text(
            "hot: the {cells} of greatest {risk}, until they make up {share}",
            cells=Text("stretches") if layer.is_road else Text("cells"),
            risk=risk,
            share=share,
        )
    if settings.method == "threshold":
        return Text("hot: every {cell} with {risk} ≥ {threshold:g}", cell=cell, risk=risk, threshold=settings.threshold)
    if settings.method == "contiguous":
        return Text(
            "each area: begin with the free {cell} i of greatest {risk}(i) + Σ {risk} of its free neighbours; "
            "take the neighbouring {cell} j of greatest {risk}(j) · (1 + {per_shared_edge:g} · (shared edges − "
            "1)) until size = {coverage_percent:g} % of the {whole} / number of areas",
            cell=cell,
            risk=risk,
            per_shared_edge=PER_SHARED_EDGE,
            coverage_percent=settings.coverage_percent,
            whole=_whole(layer),
        )
    among = Text("all cells, i included") if settings.gi.star else Text("all cells but i")
    return Text(
        "z(i) = (Σ wᵢⱼ xⱼ − Wᵢ x̄) / (s √((m Wᵢ − Wᵢ²) / (m − 1))), wᵢⱼ = 1 for neighbours{itself}, else 0, Wᵢ = "
        "Σ wᵢⱼ; x: {risk}; x̄, s, m: mean, standard deviation and number of {among}; hot: z > 0 and p ≤ "
        "{alpha:g} after correction for the false discovery rate",
        itself=_itself(settings),
        risk=risk,
        among=among,
        alpha=settings.gi.alpha,
    )


def _itself(settings: HotspotSettings) -> str:
    return Text(" and the cell itself") if settings.gi.star else ""


def _remarks(layer: CellLayer, settings: HotspotSettings, found: Hotspots) -> list[str]:
    texts: list[str] = [
        Text("PAI = share of incidents in the hotspots / their share of the whole (Chainey, Tompson & Uhlig 2008).")
    ]
    if found.pai == found.pai:
        texts[0] = joined((texts[0], Text("It counts {incidents}.", incidents=what_pai_counts(layer.fields))))
    if settings.method == "gi":
        source = (
            Text("{n:,} conditional permutations (Anselin 1995)", n=settings.gi.permutations)
            if settings.gi.permutations
            else Text("the normal distribution")
        )
        texts.append(
            Text(
                "Getis-Ord {name} (Ord & Getis 1995); two-sided p-values from {source}, corrected by Benjamini & "
                "Hochberg (1995).",
                name="Gi*" if settings.gi.star else "Gi",
                source=source,
            )
        )
        if settings.gi.permutations:
            texts.append(PERMUTATIONS_TEST_SURROUNDINGS)
    if found.change is not None:
        kinds = Text(
            "Emerging: hot now only. Persistent: hot in both periods. Fading: hot in the earlier period only, measured "
            "by its risk then; it counts in neither the coverage nor PAI."
        )
        texts.append(joined((kinds, what_change_means(settings))))
    return texts
