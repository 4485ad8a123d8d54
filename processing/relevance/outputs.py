"""The relevance of features as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsWkbTypes

from ..layers.writing import Column, fields_of, write_features

if TYPE_CHECKING:
    from ...algorithms.relevance.relevance import Relevance
    from ..framework.run import Run
    from .inputs import Inputs

# Field → its kind, and the attribute of a feature that stands in it.
_FIELDS = {
    "feature": ("text", "name"),
    "kind": ("text", "kind"),
    "relieff": ("float", "relieff"),
    "gain_ratio": ("float", "gain_ratio"),
    "kept": ("int", "kept"),
    "std_error": ("float", "error"),
    "chance": ("float", "chance"),
    "gain": ("float", "gain"),
    "missing": ("int", "missing"),
    "bins": ("text", "bins"),
    "note": ("text", "note"),
}


def write_relevance(run: Run, inputs: Inputs, result: Relevance) -> str:
    """One row per feature, the most relevant first: where it was written."""
    columns = [
        Column(name, kind, [getattr(one, attribute) for one in result.features])
        for name, (kind, attribute) in _FIELDS.items()
    ]
    sink, destination = run.open_sink("RELEVANCE", fields_of(columns), QgsWkbTypes.Type.NoGeometry, inputs.crs)
    write_features(run, sink, columns, None, run.label("RELEVANCE"))
    return destination
