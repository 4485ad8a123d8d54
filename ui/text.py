"""Texts of the window, translated."""

from __future__ import annotations

from qgis.PyQt.QtCore import QCoreApplication

TITLE = "Patrol Planner"


def tr(text: str) -> str:
    """The text in the user's language."""
    return QCoreApplication.translate("PatrolPlanner", text)
