"""The report of hotspots."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.hotspots.change import CHANGE_WORDS, EMERGING, FADING, PERSISTENT
from ...algorithms.hotspots.concentration import concentration
from ...algorithms.hotspots.contiguous import PER_SHARED_EDGE
from ..reports.page import Part, shown, write_page
from .charts import concentration_chart, hotspot_map
from .places import peak_degrees, streets_of
from .reasons import why_none
from .words import PERMUTATIONS_TEST_SURROUNDINGS, risk_title, risk_word, what_change_means, what_pai_counts

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
    """Map of the hotspots (``shapes``, best first) over the risk, table, concentration of incidents, method."""
    parts = [Part("figures", rows=_figures(layer, found))]
    if not found.number_now:
        parts.append(Part("warning", text=why_none(layer, settings, found)))
    if len(found):
        chart = hotspot_map(layer, found, shapes, run.control)
        parts.append(Part("image", _over(layer), "Map of the hotspots by rank", chart, caption=_key(layer)))
        parts.append(_table(run, layer, found))
    curve = concentration(layer.cells)
    if curve is None:
        parts.append(Part("text", text="Without incident counts (a field n of the grid) there is no PAI."))
    else:
        asked = settings.coverage_percent if settings.method in ("coverage", "contiguous") else None
        chart = concentration_chart(_whole(layer), risk_word(layer.fields), asked, found, curve)
        heading, text = "How concentrated incidents are", f"Share of incidents by share of the {_whole(layer)}"
        parts.append(Part("image", heading, text, chart, caption=_reading(layer)))
    parts.append(Part("formula", "How they are found", _formula(layer, settings)))
    parts += [Part("text", text=text) for text in _remarks(layer, settings, found)]
    write_page(run, path, "Hotspots", parts)


def _over(layer: CellLayer) -> str:
    word = risk_word(layer.fields)
    return "Hotspots over the risk" if word == "risk" else f"Hotspots over {word}"


def _whole(layer: CellLayer) -> str:
    return "road length" if layer.is_road else "area"


def _figures(layer: CellLayer, found: Hotspots) -> list[tuple[str, str]]:
    """The headline: number and what it is."""
    made_of = "stretches of road" if layer.is_road else "cells"
    now = "" if found.change is None else "now "
    figures = [
        (f"{found.number_now:,}", f"hotspots {now}among {len(layer.cells):,} {made_of}"),
        (f"{found.covered_percent:.1f} %", f"of the {_whole(layer)}"),
    ]
    if found.pai == found.pai:
        share = f"{found.pai * found.covered_percent:.1f} %"
        figures += [(share, "of the incidents"), (f"{found.pai:.2f}", "PAI, the one share divided by the other")]
    if found.change is not None:
        figures += [(f"{found.changed(kind):,}", CHANGE_WORDS[kind]) for kind in (EMERGING, PERSISTENT)]
        figures.append((f"{found.changed(FADING):,}", "fading: hot before only, not among the others"))
    return figures


def _key(layer: CellLayer) -> str:
    shown_as = "Streets with a halo" if layer.is_road else "Outlined areas"
    return (
        f"{shown_as} are hotspots, numbered by rank at their peak; where "
        "numbers would cover each other, the better rank is shown."
    )


def _table(run: Run, layer: CellLayer, found: Hotspots) -> Part:
    risk = risk_title(layer.fields)
    columns: list[tuple[str, list[str]]] = [
        ("Rank", [f"{rank}" for rank in range(1, len(found) + 1)]),
        ("Stretches" if layer.is_road else "Cells", [f"{cells:,}" for cells in found.cells]),
        (
            ("Length (km)", [f"{size / 1e3:,.2f}" for size in found.size])
            if layer.is_road
            else ("Area (km²)", [f"{size / 1e6:,.3f}" for size in found.size])
        ),
        (f"{risk} · km, sum" if layer.is_road else f"{risk}, sum", [_three_digits(value) for value in found.risk_sum]),
        (f"{risk}, greatest", [_three_digits(value) for value in found.risk_max]),
    ]
    if found.risk_base is not None:
        head = f"{layer.fields.baseline}{' · km' if layer.is_road else ''}, sum"
        columns.append((head, [_three_digits(value) for value in found.risk_base]))
    if found.count is not None:
        form = ",.0f" if (found.count == np.rint(found.count)).all() else ",.1f"
        head = "Incidents" if found.change is None else "Incidents now"
        columns.append((head, [shown(count, form) for count in found.count]))
    if found.z is not None and found.p is not None:
        columns.append(("z", [shown(z, ".2f") for z in found.z]))
        columns.append(("p, corrected", ["< 1e-300" if p == 0 else shown(p, ".2g") for p in found.p]))
    if found.change is not None:
        columns.append(("Change", [CHANGE_WORDS[kind] for kind in found.change]))
    if layer.street is not None:
        columns.append(("Street", [street or "–" for street in streets_of(layer, found)]))
    latitude, longitude = peak_degrees(run, layer, found)
    columns += [("Peak, latitude", latitude), ("Peak, longitude", longitude)]
    rows = list(zip(*[values[:_MOST_ROWS] for _, values in columns]))
    names = tuple(name for name, _ in columns)
    words = frozenset(index for index, name in enumerate(names) if name in ("Change", "Street"))
    cut = f"The first {_MOST_ROWS} of {len(found):,} hotspots; the layer has all." if len(found) > _MOST_ROWS else ""
    return Part("table", "Hotspots", names=names, rows=rows, caption=cut, words=words)


def _three_digits(value: float) -> str:
    """Three significant digits, and all of a number from 1,000 on, without powers of ten."""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def _reading(layer: CellLayer) -> str:
    return (
        f"The steeper the blue curve rises, the less {_whole(layer)} has to be patrolled. Measured on the incidents "
        "the risk was made from, this flatters; a back-test (Predict crime) does not."
    )


def _formula(layer: CellLayer, settings: HotspotSettings) -> str:
    cell, risk = "stretch" if layer.is_road else "cell", risk_word(layer.fields)
    if settings.method == "coverage":
        share = f"{settings.coverage_percent:g} % of the {_whole(layer)}"
        return f"hot: the {'stretches' if layer.is_road else 'cells'} of greatest {risk}, until they make up {share}"
    if settings.method == "threshold":
        return f"hot: every {cell} with {risk} ≥ {settings.threshold:g}"
    if settings.method == "contiguous":
        return (
            f"each area: begin with the free {cell} i of greatest {risk}(i) + Σ {risk} of its free neighbours; take "
            f"the neighbouring {cell} j of greatest {risk}(j) · (1 + {PER_SHARED_EDGE:g} · (shared edges − 1)) until "
            f"size = {settings.coverage_percent:g} % of the {_whole(layer)} / number of areas"
        )
    among = "all cells, i included" if settings.gi.star else "all cells but i"
    return (
        "z(i) = (Σ wᵢⱼ xⱼ − Wᵢ x̄) / (s √((m Wᵢ − Wᵢ²) / (m − 1))), "
        f"wᵢⱼ = 1 for neighbours{_itself(settings)}, else 0, Wᵢ = Σ wᵢⱼ; "
        f"x: {risk}; x̄, s, m: mean, standard deviation and number of {among}; hot: z > 0 and "
        f"p ≤ {settings.gi.alpha:g} after correction for the false discovery rate"
    )


def _itself(settings: HotspotSettings) -> str:
    return " and the cell itself" if settings.gi.star else ""


def _remarks(layer: CellLayer, settings: HotspotSettings, found: Hotspots) -> list[str]:
    texts = ["PAI = share of incidents in the hotspots / their share of the whole (Chainey, Tompson & Uhlig 2008)."]
    if found.pai == found.pai:
        texts[0] += f" It counts {what_pai_counts(layer.fields)}."
    if settings.method == "gi":
        source = (
            f"{settings.gi.permutations:,} conditional permutations (Anselin 1995)"
            if settings.gi.permutations
            else "the normal distribution"
        )
        texts.append(
            f"Getis-Ord {'Gi*' if settings.gi.star else 'Gi'} (Ord & Getis 1995); two-sided p-values from {source}, "
            "corrected by Benjamini & Hochberg (1995)."
        )
        if settings.gi.permutations:
            texts.append(PERMUTATIONS_TEST_SURROUNDINGS)
    if found.change is not None:
        texts.append(
            "Emerging: hot now only. Persistent: hot in both periods. Fading: hot in the earlier period only, measured "
            "by its risk then; it counts in neither the coverage nor PAI. " + what_change_means(settings)
        )
    return texts
