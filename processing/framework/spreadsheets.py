"""What outputs lose that are opened with a spreadsheet: their geometry, and texts that it would compute, not show."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsWkbTypes

from ..layers.columns import texts_of

if TYPE_CHECKING:
    from typing import Any

    from ..layers.writing import Column
    from .run import Run

_OPENED_WITH_ONE = (".csv", ".tsv", ".xlsx", ".ods")
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def warn_of_lost_geometry(run: Run, label: str, destination: str, geometry_type: Any) -> None:
    """Warn where a layer of that geometry type goes to a table, which has no room for it."""
    ending = _ending(destination)
    if ending in _OPENED_WITH_ONE and geometry_type != QgsWkbTypes.Type.NoGeometry:
        run.warn(
            f"{label}: a {ending} file holds the fields only, without the places, and cannot be drawn on a map. Write "
            "a GeoPackage; QGIS's Save Features As makes a table with coordinates of it (GEOMETRY AS_XY or AS_WKT)."
        )


def warn_of_formulas(run: Run, label: str, columns: Sequence[Column]) -> None:
    """Warn, with a count for each field, where the output of that label goes to a table and holds such texts.

    They are written as they are: an output must say what the input says.
    """
    # Who writes a table by itself has no outputs that are known by name.
    outputs = getattr(run, "written", {})
    written = [destination for name, destination in outputs.items() if run.label(name) == label]
    if not any(_ending(destination) in _OPENED_WITH_ONE for destination in written):
        return
    found = {
        column.name: sum(is_formula(text) for text in texts_of(column.values))
        for column in columns
        if column.kind == "text"
    }
    told = ", ".join(f"{count:,} of {name}" for name, count in found.items() if count)
    if told:
        run.warn(
            f"{label}: values that begin like a formula (=, +, -, @) are written as they are: {told}. A spreadsheet "
            "would compute them: import the file with its columns as text, or write a GeoPackage."
        )


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would take a text for a formula; a signed number is none."""
    if not text.startswith(_BEGINS_A_FORMULA):
        return False
    try:
        float(text)
    except ValueError:
        return True
    return False


def _ending(destination: str) -> str:
    return Path(destination.split("|")[0]).suffix.lower()
