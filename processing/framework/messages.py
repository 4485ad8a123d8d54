"""Sentences that several modules say to the user."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import QgsProcessing

from ...algorithms.texts import Text

CHECK_FOLDER = Text(
    "Check that the folder exists, that you may write there, that the disk is not full, and that the file is not open "
    "in another program."
)


def without_geometry(takes: Sequence[int]) -> Text:
    """What to do about a table where features with a geometry of one of these kinds are wanted."""
    kinds = QgsProcessing.SourceType
    if kinds.TypeVectorPoint in takes or kinds.TypeVectorAnyGeometry in takes:
        return Text(
            "Make points of its coordinate columns first (toolbox: Create points layer from table; or Layer → Add "
            "Layer → Add Delimited Text Layer)."
        )
    if kinds.TypeVectorLine in takes:
        return Text("Choose a layer of lines, such as the streets from OpenStreetMap.")
    return Text("Choose a layer of polygons.")
