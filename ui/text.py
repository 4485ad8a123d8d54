"""Texts of the window, translated."""

from __future__ import annotations

from qgis.PyQt.QtCore import QCoreApplication

TITLE = "Patrol Planner"
_CONTEXT = "PatrolPlanner"
# What a template that does not fit its values may raise.
_MISFITS = (KeyError, IndexError, ValueError, TypeError, AttributeError)


def tr(template: str, /, *, one: str = "", **values: object) -> str:
    """The text in the user's language: a template with named values, as it is where there are none.

    ``one``: the English template where the value ``n`` is 1; other languages choose among their plural forms by ``n``.
    """
    n = values.get("n")
    if not template or not isinstance(n, int):
        found = QCoreApplication.translate(_CONTEXT, template) if template else ""
    else:
        # Qt takes a C int, of which plural forms ask for the last digits.
        found = QCoreApplication.translate(_CONTEXT, template, None, n if 0 <= n < 10**6 else 10**6 + abs(n) % 10**6)
    english = one if one and n == 1 else template
    for wanted in (english if found == template else found, english):
        try:
            return wanted.format(**values) if values else wanted
        except _MISFITS:
            continue
    return template


def no_algorithm(algorithm_id: str) -> str:
    """That an algorithm of ours is not registered, as when the plugin is half switched off."""
    return tr("The algorithm {id} is not there: switch the plugin off and on again.", id=algorithm_id)


def later(template: str) -> str:
    """The template as it is, marked for the collector: of a table whose texts ``tr`` will show."""
    return template
