"""Patrol Planner: a QGIS plugin from incident records to tonight's patrol."""


def classFactory(iface):  # noqa: N802 - the name QGIS calls
    """Return the plugin for QGIS to load."""
    from .plugin import PatrolPlannerPlugin

    return PatrolPlannerPlugin(iface)
