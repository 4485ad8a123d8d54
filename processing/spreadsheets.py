"""Texts that a spreadsheet would compute instead of show, in outputs that are opened with one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .columns import texts_of

if TYPE_CHECKING:
    from .layers import Column
    from .run import Run

_OPENED_WITH_ONE = (".csv", ".tsv", ".xlsx", ".ods")
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def warn_of_formulas(run: Run, label: str, columns: Sequence[Column]) -> None:
    """Warn, with a count for each field, where the output of that label goes to a table and holds such texts.

    They are written as they are: an output must say what the input says.
    """
    # Who writes a table by itself has no outputs that are known by name.
    outputs = getattr(run, "written", {})
    written = [destination for name, destination in outputs.items() if run.label(name) == label]
    if not any(Path(destination.split("|")[0]).suffix.lower() in _OPENED_WITH_ONE for destination in written):
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
