"""The pictures of the report of hotspots: their map over the risk, and how concentrated incidents are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.patheffects import withStroke
from scipy.ndimage import distance_transform_edt

from ...algorithms.hotspots.change import CHANGE_WORDS, EMERGING, FADING, PERSISTENT
from ..common.translation import tr, translated
from ..layers.geometries import paths_from_wkb, rings_of
from ..reports.charts import ACCENT, MAIN, REST, faint_grid, new_chart, plain
from ..reports.page import COLOURS, picture
from .remarks import risk_title

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.cm import ScalarMappable
    from matplotlib.figure import Figure
    from qgis.core import QgsGeometry

    from ...algorithms.control import Control
    from ...algorithms.hotspots.concentration import Concentration
    from ...algorithms.hotspots.measures import Hotspots
    from ..cells.cells import CellLayer

# Beyond so many cells one cannot be told from the next: they are drawn as one image, by their centres.
_MOST_DRAWN = 40_000
_PATHS_AT_ONCE = 5_000
_MOST_PIXELS = 1500
# A pixel so near to one with a centre lies between cells, not outside of them.
_BETWEEN = 1.5
_MOST_NUMBERS = 60
# Ranks nearer to a better one than this share of the map's width are left out: they would cover each other.
_APART = 0.028
# The share of risky cells, in percent, among which the colours are divided.
_LAST_COLOUR = 99.0
_FONT = 9
# Beside the dark-is-much colours of the risk these stand out, for colour-blind eyes too.
_OUTLINE = {None: "#00A0E9", EMERGING: "#D55E00", PERSISTENT: "#5B2A86", FADING: "#0072B2"}


def hotspot_map(layer: CellLayer, found: Hotspots, shapes: list[QgsGeometry], control: Control) -> str:
    """The hotspots (``shapes``, best first) with their ranks over the risk: a picture for a report."""
    origin = np.array([layer.centre_x.min(), layer.centre_y.min()])
    extent = np.array([np.ptp(layer.centre_x), np.ptp(layer.centre_y)]) / 1000.0
    figure, (axes,) = new_chart(7.5, 6.0 * min(max(extent[1] / max(extent[0], 1e-9), 0.4), 1.4) + 0.5)
    drawn = _draw_risk(axes, layer, origin, control)
    control.check()
    _draw_hotspots(axes, layer, found, shapes, origin, control)
    _draw_ranks(axes, layer, found, origin, float(extent.max()))
    axes.set_aspect("equal")
    axes.autoscale_view()
    axes.set_xlabel("km")
    axes.set_ylabel("km")
    _draw_key(figure, axes, drawn, layer)
    return picture(figure)


def _draw_key(figure: Figure, axes: Axes, drawn: ScalarMappable, layer: CellLayer) -> None:
    """The colours of the risk. A few extreme cells have the last one, so that the others can be told apart."""
    risk = layer.cells.risk
    known = risk[np.isfinite(risk)]
    highest = float(np.percentile(known[known > 0], _LAST_COLOUR)) if (known > 0).any() else float(known.max())
    lowest = min(float(known.min()), 0.0)
    drawn.set_clim(lowest, max(highest, lowest + 1e-12))
    key = figure.colorbar(drawn, ax=axes, shrink=0.7, extend="max" if known.max() > highest else "neither")
    key.set_label(plain(translated(risk_title(layer.fields))), fontsize=_FONT)
    key.ax.tick_params(labelsize=_FONT)


def _draw_risk(axes: Axes, layer: CellLayer, origin: np.ndarray, control: Control) -> ScalarMappable:
    number = len(layer.cells)
    if number > _MOST_DRAWN and not layer.is_road:
        return _draw_image(axes, layer, origin)
    # Of more streets than can be told apart the riskiest.
    shown = np.sort(np.argsort(-layer.cells.risk, kind="stable")[:_MOST_DRAWN])
    paths, owner = [], []
    for piece in np.array_split(shown, -(-len(shown) // _PATHS_AT_ONCE)):
        control.check()
        few, whose = _paths_km(layer, layer.shapes(piece), origin, control)
        paths += few
        owner.append(piece[whose])
    if layer.is_road:
        drawn = LineCollection(paths, cmap=COLOURS, linewidths=1.2, zorder=2.5)
    else:
        drawn = PolyCollection(paths, cmap=COLOURS, edgecolors="face", linewidths=0.2)
    drawn.set_array(layer.cells.risk[np.concatenate(owner)])
    axes.add_collection(drawn)
    return drawn


def _draw_image(axes: Axes, layer: CellLayer, origin: np.ndarray) -> ScalarMappable:
    """The mean risk of the cells whose centres lie in each pixel of about a cell's size."""
    size = float(np.sqrt(np.median(layer.cells.size)))
    far = np.array([np.ptp(layer.centre_x), np.ptp(layer.centre_y)])
    size = max(size, float(far.max()) / _MOST_PIXELS)
    col = np.rint((layer.centre_x - origin[0]) / size).astype(np.int64)
    row = np.rint((layer.centre_y - origin[1]) / size).astype(np.int64)
    shape = (int(row.max()) + 1, int(col.max()) + 1)
    pixel = row * shape[1] + col
    cells = np.bincount(pixel, minlength=shape[0] * shape[1])
    total = np.bincount(pixel, layer.cells.risk, minlength=shape[0] * shape[1])
    with np.errstate(invalid="ignore"):
        mean = (total / np.where(cells, cells, np.nan)).reshape(shape)
    # The rows of hexagons are nearer to each other than its columns, so some pixels fall between centres.
    distance, nearest = distance_transform_edt(cells.reshape(shape) == 0, return_indices=True)
    between = (distance > 0) & (distance < _BETWEEN)
    mean[between] = mean[nearest[0][between], nearest[1][between]]
    half, km = size / 2000.0, size / 1000.0
    extent = (-half, shape[1] * km - half, -half, shape[0] * km - half)
    return axes.imshow(mean, cmap=COLOURS, origin="lower", extent=extent, interpolation="nearest")


def _draw_hotspots(
    axes: Axes, layer: CellLayer, found: Hotspots, shapes: list[QgsGeometry], origin: np.ndarray, control: Control
) -> None:
    paths, owner = _paths_km(layer, shapes, origin, control, holes=True)
    kinds = [None] * len(found) if found.change is None else [int(kind) for kind in found.change]
    colours = [_OUTLINE[kinds[hotspot]] for hotspot in owner]
    dashes = ["--" if kinds[hotspot] == FADING else "-" for hotspot in owner]
    if layer.is_road:
        # Under the streets, as a halo that leaves their risk to be seen.
        axes.add_collection(LineCollection(paths, colors=colours, linewidths=4.5, capstyle="round", zorder=2))
    else:
        axes.add_collection(LineCollection(paths, colors="white", linewidths=3.4, zorder=3))
        axes.add_collection(LineCollection(paths, colors=colours, linewidths=1.9, linestyles=dashes, zorder=4))
    for kind in (EMERGING, PERSISTENT, FADING):
        if kind in kinds:
            line = "--" if kind == FADING and not layer.is_road else "-"
            axes.plot([], [], color=_OUTLINE[kind], linestyle=line, linewidth=2.5, label=tr(CHANGE_WORDS[kind]))
    if found.change is not None:
        axes.legend(loc="best", fontsize=_FONT)


def _draw_ranks(axes: Axes, layer: CellLayer, found: Hotspots, origin: np.ndarray, width_km: float) -> None:
    peaks = np.column_stack([layer.centre_x[found.peak], layer.centre_y[found.peak]])[:_MOST_NUMBERS]
    placed: list[np.ndarray] = []
    for rank, peak in enumerate((peaks - origin) / 1000.0, start=1):
        if any(np.hypot(*(peak - other)) < _APART * width_km for other in placed):
            continue
        placed.append(peak)
        halo = [withStroke(linewidth=2.6, foreground="white")]
        axes.annotate(
            str(rank), peak, ha="center", va="center", fontsize=_FONT, weight="bold", path_effects=halo, zorder=5
        )


def _paths_km(
    layer: CellLayer, shapes: list[QgsGeometry], origin: np.ndarray, control: Control, holes: bool = False
) -> tuple[list[np.ndarray], np.ndarray]:
    """The lines, or the rings, of shapes in km from the origin, and the shape each belongs to: int (paths,)."""
    if layer.is_road:
        xy, offsets, owner = paths_from_wkb([bytes(shape.asWkb()) for shape in shapes])
        wanted = np.ones(len(owner), dtype=bool)
    else:
        rings = rings_of(shapes, control)
        xy, offsets, owner = rings.xy, rings.offsets, rings.polygon
        wanted = ~rings.hole | holes
    paths = np.split((xy - origin) / 1000.0, offsets[1:-1])
    return [paths[index] for index in np.flatnonzero(wanted).tolist()], owner[wanted]


def concentration_chart(
    whole: str, by: str, coverage_percent: float | None, found: Hotspots, curve: Concentration
) -> str:
    """Share of incidents by share covered, with these hotspots marked: a picture for a report.

    whole: what is covered, for the axis.
    by: what ranks the cells, for the legend.
    coverage_percent: the share asked for, or None.
    found: the hotspots.
    curve: how concentrated the incidents are.
    """
    figure, (axes,) = new_chart(6.0, 4.2)
    faint_grid(axes, "both")
    axes.plot(100 * curve.best_area, 100 * curve.best, color=REST, linestyle="--", label=tr("the most there can be"))
    axes.plot(
        100 * curve.area,
        100 * curve.incidents,
        color=MAIN,
        linewidth=2,
        label=tr("by {risk}, greatest first", risk=plain(translated(by))),
    )
    axes.plot([0, 100], [0, 100], color=REST, linestyle=":", label=tr("by chance (PAI 1)"))
    if len(found) and found.pai == found.pai:
        share = found.pai * found.covered_percent
        axes.plot([found.covered_percent], [share], "D", color=ACCENT, markersize=9, label=tr("these hotspots"))
        axes.annotate(
            tr(
                "{share:.0f} % of incidents in {covered_percent:.1f} %\nPAI {pai:.2f}",
                share=share,
                covered_percent=found.covered_percent,
                pai=found.pai,
            ),
            (found.covered_percent, share),
            xytext=(12, -14),
            textcoords="offset points",
            va="top",
            fontsize=_FONT,
        )
    if coverage_percent is not None:
        axes.axvline(coverage_percent, color=ACCENT, linewidth=1, linestyle=":")
    axes.set_xlim(0, 100)
    axes.set_ylim(0, 101)
    axes.set_xlabel(tr("Share of the {whole} (%)", whole=whole))
    axes.set_ylabel(tr("Share of incidents (%)"))
    axes.legend(loc="lower right", fontsize=_FONT)
    return picture(figure)
