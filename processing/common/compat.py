"""What differs between QGIS 3.22, 3.44 and 4, in one place."""

from __future__ import annotations

from typing import Any

from qgis.core import Qgis, QgsField, QgsProcessingAlgorithm, QgsProcessingContext, QgsProcessingParameterField
from qgis.PyQt.QtCore import QMetaType, QVariant

_FIELD_TYPES: dict[str, Any]
if Qgis.QGIS_VERSION_INT >= 33800:
    _FIELD_TYPES = {
        "int": QMetaType.Type.Int,
        "float": QMetaType.Type.Double,
        "text": QMetaType.Type.QString,
        "datetime": QMetaType.Type.QDateTime,
    }
else:
    _FIELD_TYPES = {
        "int": QVariant.Type.Int,
        "float": QVariant.Type.Double,
        "text": QVariant.Type.String,
        "datetime": QVariant.Type.DateTime,
    }

_TIME_KINDS = {getattr(QMetaType.Type, f"Q{name}"): name.lower() for name in ("DateTime", "Date", "Time")}
if hasattr(QVariant, "Type"):
    _TIME_KINDS.update({getattr(QVariant.Type, name): name.lower() for name in ("DateTime", "Date", "Time")})

TEMPORAL_INSTANT = Qgis.VectorTemporalMode.FeatureDateTimeInstantFromField
TEMPORAL_RANGE = Qgis.VectorTemporalMode.FeatureDateTimeStartAndEndFromFields


def make_field(name: str, kind: str) -> QgsField:
    """A field of kind int, float, text or datetime; the constructor's type argument changed in QGIS 3.38."""
    return QgsField(name, _FIELD_TYPES[kind])


def time_kind(field: QgsField) -> str:
    """datetime, date or time for a field of that type, else ""; what types are changed in QGIS 3.38 and Qt 6."""
    return _TIME_KINDS.get(field.type(), "")


def is_null(value: object) -> bool:
    """Whether an attribute is NULL: None, or the null QVariant of Qt 5."""
    return value is None or (isinstance(value, QVariant) and value.isNull())


def field_names(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], name: str, context: QgsProcessingContext
) -> list[str]:
    """The fields chosen in a field parameter; QGIS 3.40 renamed the method that says.

    QGIS takes a text apart at every semicolon, but a field may be called a;b.
    """
    value = parameters.get(name)
    if isinstance(value, str) and ";" in value:
        definition = algorithm.parameterDefinition(name)
        if not isinstance(definition, QgsProcessingParameterField) or not definition.allowMultiple():
            return [value]
        source = algorithm.parameterAsSource(parameters, definition.parentLayerParameterName(), context)
        return _known_names(value, source.fields().names() if source is not None else [])
    if Qgis.QGIS_VERSION_INT >= 34000:
        return algorithm.parameterAsStrings(parameters, name, context)
    return algorithm.parameterAsFields(parameters, name, context)


def _known_names(text: str, known: list[str]) -> list[str]:
    """A list of fields with semicolons between them; pieces that only together are a known field's name stay one."""
    pieces, found = text.split(";"), []
    spelled = {name.lower() for name in known}
    while pieces:
        lengths = range(len(pieces), 0, -1)
        length = next((count for count in lengths if ";".join(pieces[:count]).lower() in spelled), 1)
        found.append(";".join(pieces[:length]))
        pieces = pieces[length:]
    return [name for name in found if name]
