"""Patrol Planner: a QGIS plugin from incident records to tonight's patrol."""

from __future__ import annotations

from typing import Any


def classFactory(iface: Any) -> Any:
    """Return the plugin for QGIS to load."""
    from .plugin import PatrolPlannerPlugin

    return PatrolPlannerPlugin(iface)
