"""QGIS's writer of files as a sink whose errors are noticed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import QgsFeatureSink, QgsProcessingException, QgsVectorFileWriter

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem, QgsFields

    from .run import Run


class CheckedWriter:
    """QgsVectorFileWriter with the sink methods that write_features asks for; its own flush reports nothing.

    A traceback keeps what it passed through alive; so the writer is held here alone and can be let go of.
    """

    def __init__(self, writer: QgsVectorFileWriter) -> None:
        self._writer: QgsVectorFileWriter | None = writer

    def close(self) -> None:
        """Let go of the writer: only its end writes the spatial index and closes the file."""
        self._writer = None

    def addFeatures(self, features: list[Any], flags: Any = QgsFeatureSink.Flag.FastInsert) -> bool:  # noqa: N802
        return self._writer is not None and self._writer.addFeatures(features, flags)

    def flushBuffer(self) -> bool:  # noqa: N802
        if self._writer is None:
            return False
        self._writer.flushBuffer()
        return self._writer.hasError() == QgsVectorFileWriter.WriterError.NoError

    def lastError(self) -> str:  # noqa: N802
        return self._writer.errorMessage() if self._writer is not None else ""


def appending_writer(
    run: Run, path: str, table: str, fields: QgsFields, geometry_type: Any, crs: QgsCoordinateReferenceSystem
) -> CheckedWriter:
    """A writer that adds to a table of a GeoPackage; without a name it is the one called after the file."""
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "GPKG"
    options.fileEncoding = "UTF-8"
    options.layerName = table
    options.actionOnExistingFile = QgsVectorFileWriter.ActionOnExistingFile.AppendToLayerNoNewFields
    writer = QgsVectorFileWriter.create(path, fields, geometry_type, crs, run.transforms, options)
    if writer.hasError() != QgsVectorFileWriter.WriterError.NoError:
        raise QgsProcessingException(f"{path}: the output cannot be written. {writer.errorMessage()}")
    return CheckedWriter(writer)
