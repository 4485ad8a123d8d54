"""The one place where texts for people are put into the user's language."""

from __future__ import annotations

import math
from typing import Any

from qgis.PyQt.QtCore import QCoreApplication

from ...algorithms.texts import Text, said, written

CONTEXT = "PatrolPlanner"
# Qt takes a C int; plural forms ask for the last digits.
_MANY = 1_000_000


def translated(text: str | BaseException) -> str:
    """A Text, or what an error says, in the user's language; other text too, where the language knows it as it is."""
    if type(text) is str:
        return QCoreApplication.translate(CONTEXT, text) if text else ""
    told = said(text) if isinstance(text, BaseException) else Text(text)
    return told.written(_in_the_users_language) if told else ""


def tr(template: str, /, *, one: str = "", **values: object) -> str:
    """A text from its template and values, in the user's language."""
    # Without a Text between: the help of every parameter is made so while QGIS starts.
    return written(str(template), one, values, _in_the_users_language) if template else ""


def _in_the_users_language(template: str, n: Any) -> str:
    if n is None:
        return QCoreApplication.translate(CONTEXT, template)
    return QCoreApplication.translate(CONTEXT, template, None, _whole(n))


def _whole(n: Any) -> int:
    """The number by which Qt chooses a plural form; that of 2 for fractions and what is no number."""
    try:
        number = abs(float(n))
    except (TypeError, ValueError):
        return 2
    if not math.isfinite(number) or number % 1:
        return 2
    return int(number) if number < _MANY else int(_MANY + number % _MANY)
