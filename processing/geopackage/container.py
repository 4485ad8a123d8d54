"""One GeoPackage with several layers: complete, or not there at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFields,
    QgsGeometry,
    QgsVectorFileWriter,
)

from ...algorithms.control import Control
from ...algorithms.errors import PatrolError
from ...algorithms.texts import Text
from ..files.filewriter import CheckedWriter
from ..files.overwriting import lost_tables
from ..files.staging import Staging, not_written
from ..files.wholeness import require_whole
from ..layers.writing import Column, fields_of, write_features

if TYPE_CHECKING:
    from types import TracebackType

    from ..framework.run import Run

_SUFFIX = ".gpkg"


class GeoPackage:
    """A GeoPackage being written, as a context manager.

    The layers go to a file beside the target, which takes the target's place when the block ends without an error, or
    with the other outputs of the run whose ``staging`` is given. So a cancel or a full disk leaves no half file, and
    leaves an older city as it was.
    """

    def __init__(self, path: str, label: str, staging: Staging | None = None, layers: Sequence[str] = ()) -> None:
        """Check the target before any work is done. Raises PatrolError where it could not be written.

        ``layers``: what will be written; a target that holds anything else is left alone. None: any is replaced.
        """
        self._label = label
        self.path = geopackage_path(path, label)
        self._layers: list[str] = []
        self._own = staging is None
        self._staging = staging or Staging()
        folder = self.path.parent
        if not folder.is_dir():
            raise PatrolError(
                "{label}: the folder {folder} does not exist. Create it or choose another one.",
                label=label,
                folder=folder,
            )
        if self.path.is_dir():
            raise PatrolError(
                "{label}: {path} is a folder. Choose a file name for the GeoPackage.", label=label, path=self.path
            )
        lost = lost_tables(self.path, label, set(layers)) if layers else ""
        if lost:
            raise PatrolError(lost)
        self._part = self._staging.file(str(self.path), label)

    def __enter__(self) -> GeoPackage:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._own:
            return
        if kind is None:
            self._staging.finish(Control().check)
        else:
            self._staging.discard()

    def add_layer(
        self,
        run: Run,
        name: str,
        columns: Sequence[Column],
        geometries: Iterable[QgsGeometry],
        geometry_type: Any,
        crs: QgsCoordinateReferenceSystem,
    ) -> int:
        """Write one layer with a spatial index; returns its number of features. Raises PatrolError when it fails.

        run: whose progress and stop it is.
        name: of the layer.
        columns: its fields, with their values.
        geometries: one for each row.
        geometry_type: of all of them.
        crs: they are in.
        """
        label = Text("{label}, layer {name}", label=self._label, name=name)
        sink = CheckedWriter(self._open(name, fields_of(columns), geometry_type, crs, run), label)
        try:
            count = write_features(run, sink, columns, geometries, label)
            sink.close()
        finally:
            sink.let_go()
        require_whole(Path(self._part), name, count, label, run.control.check)
        self._layers.append(name)
        return count

    def uri(self, name: str) -> str:
        """The address of a layer, as QGIS opens it."""
        return f"{self.path}|layername={name}"

    def _open(
        self, name: str, fields: QgsFields, geometry_type: Any, crs: QgsCoordinateReferenceSystem, run: Run
    ) -> QgsVectorFileWriter:
        """QGIS's writer of a layer.

        name: of the layer.
        fields: of its rows.
        geometry_type: of all of them.
        crs: they are in.
        run: whose transforms are used.
        """
        action = QgsVectorFileWriter.ActionOnExistingFile
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = "GPKG"
        options.fileEncoding = "UTF-8"
        options.layerName = name
        options.layerOptions = ["SPATIAL_INDEX=YES"]
        options.actionOnExistingFile = action.CreateOrOverwriteLayer if self._layers else action.CreateOrOverwriteFile
        writer = QgsVectorFileWriter.create(self._part, fields, geometry_type, crs, run.transforms, options)
        if writer.hasError() != QgsVectorFileWriter.WriterError.NoError:
            raise not_written(self._label, self.path, writer.errorMessage())
        return writer


def geopackage_path(path: str, label: str) -> Path:
    """The path with its ending; raises PatrolError for another format's."""
    target = Path(path)
    if not target.suffix:
        target = target.with_name(target.name + _SUFFIX)
    if target.suffix.lower() != _SUFFIX:
        raise PatrolError(
            "{label}: {file} is not a GeoPackage. Several layers go into one file, so its name must end in {ending}.",
            label=label,
            file=target.name,
            ending=_SUFFIX,
        )
    return target
