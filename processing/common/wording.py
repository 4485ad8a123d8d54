"""How figures and lists stand in the log: 1,234; 1A1, 1A2, …"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...algorithms.texts import Text, joined

if TYPE_CHECKING:
    import numpy as np


def rounded(value: float) -> str:
    """A figure to four significant digits."""
    return f"{float(f'{value:.4g}'):,.12g}"


def listed(items: Sequence[object] | np.ndarray, most: int) -> Text:
    """The first few of a list, with a sign where there are more: 1A1, 1A2, …"""
    first = list(items[:most])
    return Text("{items}, …", items=first) if len(items) > most else joined(first, ", ")


def shown(value: float, form: str) -> str:
    """A number in a format, a dash where it is NaN."""
    return "–" if value != value else format(value, form)
