"""The look that all charts of the reports share: colours that colour-blind eyes tell apart, little ink."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import matplotlib
import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from ..framework.dress import COLOURS as CATEGORIES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# The first of the categories is the colour of a chart that needs one only.
MAIN, ACCENT = CATEGORIES[0], "#D55E00"
# What is put together, or counts less than the rest.
REST = "#BBBBBB"
_INK, _FAINT = "#333333", "#DDDDDD"
_STYLE = {
    "font.family": "DejaVu Sans",
    "font.size": 9.0,
    "axes.edgecolor": _INK,
    "axes.labelcolor": _INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "text.color": _INK,
    "xtick.color": _INK,
    "ytick.color": _INK,
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
    "hatch.linewidth": 0.6,
}
# Names of columns or rows longer than this are cut; tables show them whole.
_LONGEST_NAME = 28
# Two or three bars are not drawn as broad as the page.
_FEWEST_PLACES = 8


def new_chart(width_in: float, height_in: float, rows: int = 1, columns: int = 1) -> tuple[Figure, list[Axes]]:
    """A figure in the common style (inches; 7 fill an A4 page) and its axes, row by row."""
    with matplotlib.rc_context(_STYLE):
        figure = Figure(figsize=(width_in, height_in), layout="constrained")
        axes = figure.subplots(rows, columns, squeeze=False)
    return figure, list(axes.ravel())


def faint_grid(axes: Axes, which: str) -> None:
    """Faint lines across the axis ``which``, x or y, to read values by."""
    axes.grid(visible=True, axis=which, color=_FAINT, linewidth=0.6)


def plain(text: str) -> str:
    """A text of the user's as matplotlib shows it unchanged: between dollar signs it would read a formula."""
    return text.replace("$", r"\$")


def shortened(name: str) -> str:
    """The name as it goes into a chart: cut to the room there is, and plain."""
    return plain(name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1].rstrip()}…")


def stacked_bars(
    axes: Axes,
    count: np.ndarray,
    bars: Sequence[str],
    horizontal: bool = False,
    pale: np.ndarray | None = None,
) -> None:
    """Bars of several parts, one colour for each part; the last colour is grey.

    axes: what is drawn on.
    count: how long each part is, (bars, parts).
    bars: their names.
    horizontal: whether they lie.
    pale: bool (bars,), which are hatched, as they count less than the rest.
    """
    place = np.arange(len(bars))
    before = np.zeros(len(bars))
    draw = axes.barh if horizontal else axes.bar
    for index in range(count.shape[1]):
        start = {"left" if horizontal else "bottom": before}
        drawn = draw(place, count[:, index], 0.8, color=_colour(index), **start)
        for bar in np.flatnonzero(pale) if pale is not None else ():
            # Without an edge, which would hide a low bar.
            drawn[int(bar)].set(hatch="////", edgecolor="white", linewidth=0)
        before = before + count[:, index]
    names = [shortened(name) for name in bars]
    if horizontal:
        axes.set_yticks(place, names, fontsize=8)
        axes.invert_yaxis()
        axes.margins(y=0.01)
        axes.xaxis.set_major_formatter("{x:,.0f}")
        faint_grid(axes, "x")
    else:
        every = max(1, -(-len(bars) // 24))
        slanted = len(bars) > 10
        axes.set_xticks(place[::every], names[::every], fontsize=8, rotation=60 if slanted else 0)
        axes.set_xlim(-0.6, max(len(bars), _FEWEST_PLACES) - 0.4)
        axes.yaxis.set_major_formatter("{x:,.0f}")
        faint_grid(axes, "y")


def legend_below(figure: Figure, parts: Sequence[str], columns: int = 4) -> None:
    """The colours of stacked_bars, below the whole figure."""
    patches = [Patch(color=_colour(index)) for index in range(len(parts))]
    names = [shortened(part) for part in parts]
    figure.legend(
        patches, names, loc="upper center", bbox_to_anchor=(0.5, 0.0), ncol=columns, fontsize=8, frameon=False
    )


def lines_below(figure: Figure, axes: Axes, columns: int = 4) -> None:
    """What the lines of an axes are called, below the whole figure, where it covers none of them."""
    lines, names = axes.get_legend_handles_labels()
    figure.legend(lines, names, loc="upper center", bbox_to_anchor=(0.5, 0.0), ncol=columns, fontsize=8, frameon=False)


def _colour(part: int) -> str:
    return CATEGORIES[part] if part < len(CATEGORIES) - 1 else REST


def title(axes: Axes, text: str) -> None:
    """A short title above the left end of the axes."""
    axes.set_title(plain(text), loc="left", fontsize=10)
