"""Texts of the window, translated."""

from __future__ import annotations

from qgis.PyQt.QtCore import QCoreApplication

TITLE = "Patrol Planner"


def tr(text: str) -> str:
    """The text in the user's language."""
    return QCoreApplication.translate("PatrolPlanner", text)


def no_algorithm(algorithm_id: str) -> str:
    """That an algorithm of ours is not registered, as when the plugin is half switched off."""
    return tr("The algorithm {id} is not there: switch the plugin off and on again.").format(id=algorithm_id)
