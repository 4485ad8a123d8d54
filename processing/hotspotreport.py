"""The report of hotspots."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke

from ..algorithms.concentration import concentration
from ..algorithms.contiguous import PER_SHARED_EDGE
from ..algorithms.control import Control
from ..algorithms.hotspotchange import CHANGE_WORDS, EMERGING, FADING, PERSISTENT
from .geometries import paths_from_wkb, rings_of
from .reports import COLOURS, Part, picture, shown, write_page

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ..algorithms.concentration import Concentration
    from ..algorithms.hotspotmeasures import Hotspots
    from ..algorithms.hotspots import HotspotSettings
    from .celllayers import CellLayer
    from .run import Run

# More rows than these no one reads; the layer has them all.
_MOST_ROWS = 50
_MOST_NUMBERS = 30
# Beside the dark-is-much colours of the risk these stand out, for colour-blind eyes too.
_OUTLINE = {None: "#00A0E9", EMERGING: "#D55E00", PERSISTENT: "#5B2A86", FADING: "#0072B2"}


def write_hotspot_report(run: Run, path: str, layer: CellLayer, settings: HotspotSettings, found: Hotspots) -> None:
    """Map of the hotspots over the risk, their table, the concentration of incidents, the method."""
    parts = [Part("text", text=_summary(layer, found))]
    if len(found):
        parts.append(Part("image", "Hotspots over the risk", "Map of the hotspots by rank", _map(layer, found)))
        parts.append(_table(layer, found))
        if len(found) > _MOST_ROWS:
            parts.append(Part("text", text=f"The first {_MOST_ROWS} of {len(found):,} hotspots; the layer has all."))
    else:
        parts.append(Part("warning", text="No hotspot was found; the log says why."))
    curve = concentration(layer.cells)
    if curve is None:
        parts.append(Part("text", text="Without incident counts (a field n of the grid) there is no PAI."))
    else:
        chart = _concentration_chart(layer, settings, found, curve)
        parts.append(Part("image", "How concentrated incidents are", "Share of incidents by share of area", chart))
        parts.append(Part("text", text=_reading(layer)))
    parts.append(Part("formula", "How they are found", _formula(layer, settings)))
    parts += [Part("text", text=text) for text in _remarks(settings, found)]
    write_page(run, path, "Hotspots", parts)


def _whole(layer: CellLayer) -> str:
    return "road length" if layer.is_road else "area"


def _summary(layer: CellLayer, found: Hotspots) -> str:
    made_of = "stretches of road" if layer.is_road else "cells"
    text = (
        f"{len(found):,} hotspots among {len(layer.cells):,} {made_of}, in {found.covered_percent:.1f} % of the "
        f"{_whole(layer)}."
    )
    if found.pai == found.pai:
        text += f" PAI {found.pai:.2f}: they hold that many times the incidents that their share of it would by chance."
    if found.change is not None:
        counts = (f"{found.changed(kind):,} {CHANGE_WORDS[kind]}" for kind in (EMERGING, PERSISTENT, FADING))
        text += f" Compared with the earlier period: {', '.join(counts)}."
    return text


def _table(layer: CellLayer, found: Hotspots) -> Part:
    columns: list[tuple[str, list[str]]] = [
        ("Rank", [f"{rank}" for rank in range(1, len(found) + 1)]),
        ("Stretches" if layer.is_road else "Cells", [f"{cells:,}" for cells in found.cells]),
        (
            ("Length (km)", [f"{size / 1e3:,.2f}" for size in found.size])
            if layer.is_road
            else ("Area (km²)", [f"{size / 1e6:,.3f}" for size in found.size])
        ),
        ("Risk, sum", [f"{risk:,.3g}" for risk in found.risk_sum]),
        ("Risk, greatest", [f"{risk:,.3g}" for risk in found.risk_max]),
    ]
    if found.count is not None:
        form = ",.1f" if layer.is_road else ",.0f"
        columns.append(("Incidents", [shown(count, form) for count in found.count]))
    if found.z is not None and found.p is not None:
        columns.append(("z", [shown(z, ".2f") for z in found.z]))
        columns.append(("p, corrected", [shown(p, ".2g") for p in found.p]))
    if found.change is not None:
        columns.append(("Change", [CHANGE_WORDS[kind] for kind in found.change]))
    rows = list(zip(*[values[:_MOST_ROWS] for _, values in columns]))
    return Part("table", "Hotspots", names=tuple(name for name, _ in columns), rows=rows)


# --- the map


def _map(layer: CellLayer, found: Hotspots) -> str:
    west, south = float(layer.centre_x.min()), float(layer.centre_y.min())
    width = max(float(layer.centre_x.max()) - west, 1.0)
    height = max(float(layer.centre_y.max()) - south, 1.0)
    figure = Figure(figsize=(9, 9 * min(max(height / width, 0.35), 1.4)))
    axes = figure.subplots()
    origin = np.array([west, south])
    bits = _shapes_km(layer, np.arange(len(layer.cells)), origin)
    colours = np.concatenate([[layer.cells.risk[index]] * len(pieces) for index, pieces in enumerate(bits)])
    flat = [piece for pieces in bits for piece in pieces]
    if layer.is_road:
        drawn = LineCollection(flat, array=colours, cmap=COLOURS, linewidths=1.2)
    else:
        drawn = PolyCollection(flat, array=colours, cmap=COLOURS, edgecolors="face", linewidths=0.2)
    # Pixels, not a million paths: the picture stays small whatever the grid.
    drawn.set_rasterized(True)
    axes.add_collection(drawn)
    _draw_hotspots(axes, layer, found, origin)
    axes.set_aspect("equal")
    axes.autoscale_view()
    axes.set_xlabel("km")
    axes.set_ylabel("km")
    figure.colorbar(drawn, ax=axes, label="Risk", shrink=0.7)
    return picture(figure)


def _draw_hotspots(axes: Axes, layer: CellLayer, found: Hotspots, origin: np.ndarray) -> None:
    from .celllayers import dissolve

    number = len(found)
    if layer.is_road:
        hot = np.flatnonzero(found.of_cell >= 0)
        paths, owner = [], []
        for index, pieces in zip(hot.tolist(), _shapes_km(layer, hot, origin)):
            paths += pieces
            owner += [int(found.of_cell[index])] * len(pieces)
    else:
        rings = rings_of(dissolve(layer, found.of_cell, number, Control()), Control())
        xy = (rings.xy - origin) / 1000.0
        paths = np.split(xy, rings.offsets[1:-1])
        owner = rings.polygon.tolist()
    kinds = [None] * number if found.change is None else [int(kind) for kind in found.change]
    colours = [_OUTLINE[kinds[hotspot]] for hotspot in owner]
    axes.add_collection(LineCollection(paths, colors="white", linewidths=3.4, zorder=3))
    dashes = ["--" if kinds[hotspot] == FADING else "-" for hotspot in owner]
    axes.add_collection(LineCollection(paths, colors=colours, linewidths=1.9, linestyles=dashes, zorder=4))
    for hotspot in range(min(number, _MOST_NUMBERS)):
        x, y = ((layer.centre_x[found.peak[hotspot]], layer.centre_y[found.peak[hotspot]]) - origin) / 1000.0
        halo = [withStroke(linewidth=2.6, foreground="white")]
        axes.annotate(
            str(hotspot + 1), (x, y), ha="center", va="center", fontsize=9, weight="bold", path_effects=halo, zorder=5
        )
    for kind in dict.fromkeys(kind for kind in kinds if kind is not None):
        axes.plot([], [], color=_OUTLINE[kind], linestyle="--" if kind == FADING else "-", label=CHANGE_WORDS[kind])
    if found.change is not None:
        axes.legend(loc="best")


def _shapes_km(layer: CellLayer, which: np.ndarray, origin: np.ndarray) -> list[list[np.ndarray]]:
    """The outer rings or the lines of cells, in km from the origin; a list for each cell."""
    shapes = layer.shapes(which)
    if layer.is_road:
        xy, offsets, owner = paths_from_wkb([bytes(shape.asWkb()) for shape in shapes])
    else:
        rings = rings_of(shapes, Control())
        xy, offsets, owner = rings.xy, rings.offsets, rings.polygon
    pieces = np.split((xy - origin) / 1000.0, offsets[1:-1])
    found: list[list[np.ndarray]] = [[] for _ in shapes]
    for piece, number in zip(pieces, owner.tolist()):
        found[number].append(piece)
    return found


# --- concentration


def _concentration_chart(layer: CellLayer, settings: HotspotSettings, found: Hotspots, curve: Concentration) -> str:
    figure = Figure(figsize=(6.4, 4.8))
    axes = figure.subplots()
    axes.plot(100 * curve.best_area, 100 * curve.best, color="#999999", linestyle="--", label="the most there can be")
    axes.plot(100 * curve.area, 100 * curve.incidents, color="#0072B2", linewidth=2, label="cells by their risk")
    axes.plot([0, 100], [0, 100], color="#999999", linestyle=":", label="by chance (PAI 1)")
    if len(found) and found.pai == found.pai:
        share = found.pai * found.covered_percent
        axes.plot([found.covered_percent], [share], "D", color="#D55E00", markersize=9, label="these hotspots")
        axes.annotate(
            f"{share:.0f} % of incidents in {found.covered_percent:.1f} %\nPAI {found.pai:.2f}",
            (found.covered_percent, share),
            xytext=(12, -14),
            textcoords="offset points",
            va="top",
        )
    if settings.method in ("coverage", "contiguous"):
        axes.axvline(settings.coverage_percent, color="#D55E00", linewidth=1, linestyle=":")
    axes.set_xlim(0, 100)
    axes.set_ylim(0, 101)
    axes.set_xlabel(f"Share of the {_whole(layer)} (%)")
    axes.set_ylabel("Share of incidents (%)")
    axes.legend(loc="lower right")
    return picture(figure)


def _reading(layer: CellLayer) -> str:
    return (
        f"The steeper the blue curve rises, the less {_whole(layer)} has to be patrolled. Measured on the incidents "
        "the risk was made from, this flatters; a back-test (Predict crime) does not."
    )


# --- the method


def _formula(layer: CellLayer, settings: HotspotSettings) -> str:
    cell = "stretch" if layer.is_road else "cell"
    if settings.method == "coverage":
        share = f"{settings.coverage_percent:g} % of the {_whole(layer)}"
        return f"hot: the {'stretches' if layer.is_road else 'cells'} of greatest risk, until they make up {share}"
    if settings.method == "threshold":
        return f"hot: every {cell} with risk ≥ {settings.threshold:g}"
    if settings.method == "contiguous":
        return (
            f"each area: begin with the free {cell} i of greatest risk(i) + Σ risk of its free neighbours; take the "
            f"neighbouring {cell} j of greatest risk(j) · (1 + {PER_SHARED_EDGE:g} · (shared edges − 1)) until "
            f"size = {settings.coverage_percent:g} % of the {_whole(layer)} / number of areas"
        )
    among = "all cells, i included" if settings.gi.star else "all cells but i"
    return (
        "z(i) = (Σ wᵢⱼ xⱼ − Wᵢ x̄) / (s √((m Wᵢ − Wᵢ²) / (m − 1))), "
        f"wᵢⱼ = 1 for neighbours{_itself(settings)}, else 0, Wᵢ = Σ wᵢⱼ; "
        f"x̄, s, m: mean, standard deviation and number of {among}; hot: z > 0 and p ≤ {settings.gi.alpha:g} after "
        "correction for the false discovery rate"
    )


def _itself(settings: HotspotSettings) -> str:
    return " and the cell itself" if settings.gi.star else ""


def _remarks(settings: HotspotSettings, found: Hotspots) -> list[str]:
    texts = ["PAI = share of incidents in the hotspots / their share of the whole (Chainey, Tompson & Uhlig 2008)."]
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
    if found.change is not None:
        texts.append(
            "Emerging: hot now only. Persistent: hot in both periods. Fading: hot in the earlier period only, measured "
            "by its risk then; it counts in neither the coverage nor PAI."
        )
    return texts
