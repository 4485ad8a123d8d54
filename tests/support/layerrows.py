"""The rows of a run's layers as plain Python, and layers of files."""

from __future__ import annotations


def rows_of(outcome, name):
    """The rows of a layer, times as datetime, NULL as None."""
    from qgis.PyQt.QtCore import QDateTime, QVariant

    def plain(value):
        if isinstance(value, QDateTime):
            return value.toPyDateTime()
        return None if isinstance(value, QVariant) and value.isNull() else value

    return [{key: plain(value) for key, value in row.items()} for row in outcome.rows(name)]


def opened(path, name):
    from qgis.core import QgsVectorLayer

    layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    assert layer.isValid()
    return layer
