"""QGIS's writers of files as sinks whose errors are noticed, to the last one as they close."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import QgsFeatureSink, QgsProcessingException, QgsVectorFileWriter

from ...algorithms.texts import Text
from .wholeness import first_reason, noted_errors

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransformContext, QgsFields


# QGIS asks for the spatial index of a table that has no geometry, or one already.
_HARMLESS = ("No geometry column", "Spatial index already existing")


class CheckedWriter:
    """A sink of QGIS, or its QgsVectorFileWriter, whose own flush reports nothing.

    A traceback keeps what it passed through alive; so the writer is held here alone and can be let go of.
    """

    def __init__(self, writer: Any, label: str, destination: str = "") -> None:
        """``label``: of the output. ``destination``: where the rows go, as QGIS calls it, where it is told."""
        self._writer: Any = writer
        self.label = label
        self.destination = destination
        self.rows = 0

    def close(self) -> None:
        """Let go of the writer: only its end writes the spatial index and closes the file.

        Raises QgsProcessingException where that fails, as on a full disk.
        """
        if self._writer is None:
            return
        with noted_errors() as failures:
            self._writer = None
        failures = [text for text in failures if not text.startswith(_HARMLESS)]
        if failures:
            raise QgsProcessingException(
                Text(
                    "{label}: the output cannot be written ({why}). Check that the disk is not full, or choose another "
                    "place.",
                    label=self.label,
                    why=first_reason(failures),
                )
            )

    def let_go(self) -> None:
        """Close without a word, where something else has failed."""
        if self._writer is not None:
            with noted_errors():
                self._writer = None

    def addFeatures(self, features: list[Any], flags: Any = QgsFeatureSink.Flag.FastInsert) -> bool:  # noqa: N802
        if self._writer is None or not self._writer.addFeatures(features, flags):
            return False
        self.rows += len(features)
        return True

    def flushBuffer(self) -> bool:  # noqa: N802
        if self._writer is None:
            return False
        done = self._writer.flushBuffer()
        if isinstance(self._writer, QgsVectorFileWriter):
            return self._writer.hasError() == QgsVectorFileWriter.WriterError.NoError
        return bool(done)

    def lastError(self) -> str:  # noqa: N802
        if self._writer is None:
            return ""
        if isinstance(self._writer, QgsVectorFileWriter):
            return self._writer.errorMessage()
        return self._writer.lastError() if hasattr(self._writer, "lastError") else ""


def appending_writer(
    path: str,
    table: str,
    fields: QgsFields,
    geometry_type: Any,
    crs: QgsCoordinateReferenceSystem,
    transforms: QgsCoordinateTransformContext,
    label: str,
) -> CheckedWriter:
    """A writer that adds to a table of a GeoPackage.

    path: of the file.
    table: its name; "" for the one called after the file.
    fields: of the rows.
    geometry_type: of the table.
    crs: of the geometries.
    transforms: of the run, as QGIS's writer asks for them.
    label: of the output, for an error as it closes.

    Raises QgsProcessingException where it cannot be opened.
    """
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "GPKG"
    options.fileEncoding = "UTF-8"
    options.layerName = table
    options.actionOnExistingFile = QgsVectorFileWriter.ActionOnExistingFile.AppendToLayerNoNewFields
    writer = QgsVectorFileWriter.create(path, fields, geometry_type, crs, transforms, options)
    if writer.hasError() != QgsVectorFileWriter.WriterError.NoError:
        raise QgsProcessingException(
            Text("{path}: the output cannot be written. {errormessage}", path=path, errormessage=writer.errorMessage())
        )
    return CheckedWriter(writer, label)
