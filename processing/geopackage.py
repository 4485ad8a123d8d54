"""One GeoPackage with several layers: complete, or not there at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFields,
    QgsGeometry,
    QgsVectorFileWriter,
)

from ..algorithms.errors import PatrolError
from .filewriter import CheckedWriter
from .layers import Column, fields_of, write_features

if TYPE_CHECKING:
    from types import TracebackType

    from .run import Run

_SUFFIX = ".gpkg"
# SQLite keeps what is not yet in the file itself under these endings.
_SIDE_FILES = ("-wal", "-shm", "-journal")


class GeoPackage:
    """A GeoPackage being written, as a context manager.

    The layers go to a file beside the target, which takes the target's place when the block ends without an error. So a
    cancel or a full disk leaves no half file, and leaves an older city as it was.
    """

    def __init__(self, path: str, label: str) -> None:
        """Check the target before any work is done. Raises PatrolError where it could not be written."""
        self._label = label
        self.path = geopackage_path(path, label)
        self._layers: list[str] = []
        self._part = self._require_writable()

    def __enter__(self) -> GeoPackage:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._remove_part()
            return
        try:
            os.replace(self._part, self.path)
        except OSError as problem:
            self._remove_part()
            raise self._not_writable(problem) from problem

    def add_layer(
        self,
        run: Run,
        name: str,
        columns: Sequence[Column],
        geometries: Iterable[QgsGeometry],
        geometry_type: Any,
        crs: QgsCoordinateReferenceSystem,
    ) -> int:
        """Write one layer with a spatial index; returns its number of features. Raises PatrolError when it fails."""
        sink = CheckedWriter(self._open(name, fields_of(columns), geometry_type, crs, run))
        try:
            count = write_features(run, sink, columns, geometries, f"{self._label}, layer {name}")
        finally:
            sink.close()
        self._layers.append(name)
        return count

    def uri(self, name: str) -> str:
        """The address of a layer, as QGIS opens it."""
        return f"{self.path}|layername={name}"

    def _open(
        self, name: str, fields: QgsFields, geometry_type: Any, crs: QgsCoordinateReferenceSystem, run: Run
    ) -> QgsVectorFileWriter:
        action = QgsVectorFileWriter.ActionOnExistingFile
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = "GPKG"
        options.fileEncoding = "UTF-8"
        options.layerName = name
        options.layerOptions = ["SPATIAL_INDEX=YES"]
        options.actionOnExistingFile = action.CreateOrOverwriteLayer if self._layers else action.CreateOrOverwriteFile
        writer = QgsVectorFileWriter.create(str(self._part), fields, geometry_type, crs, run.transforms, options)
        if writer.hasError() != QgsVectorFileWriter.WriterError.NoError:
            raise self._not_writable(writer.errorMessage())
        return writer

    def _require_writable(self) -> Path:
        """Where to write beside the target: a name nobody has, so that no file of the user or another run is lost."""
        folder = self.path.parent
        if not folder.is_dir():
            raise PatrolError(f"{self._label}: the folder {folder} does not exist. Create it or choose another one.")
        if self.path.is_dir():
            raise PatrolError(f"{self._label}: {self.path} is a folder. Choose a file name for the GeoPackage.")
        log = Path(f"{self.path}-wal")
        if log.exists() and log.stat().st_size:
            # Putting another file under a log that is still to be written back would ruin both.
            raise self._not_writable("it has changes that are not saved yet")
        try:
            if self.path.exists():
                with open(self.path, "r+b"):
                    pass
            handle, part = tempfile.mkstemp(dir=folder, prefix=f".{self.path.stem}-", suffix=_SUFFIX)
            os.close(handle)
            # It is for its owner alone; GDAL makes it anew, for whom the user's files are.
            os.unlink(part)
        except OSError as problem:
            raise self._not_writable(problem) from problem
        return Path(part)

    def _not_writable(self, reason: object) -> PatrolError:
        return PatrolError(
            f"{self._label}: {self.path} cannot be written ({reason}). Check that you may write there, that the disk "
            "is not full, and that the file is not open in another program, or choose another place."
        )

    def _remove_part(self) -> None:
        for ending in ("", *_SIDE_FILES):
            Path(f"{self._part}{ending}").unlink(missing_ok=True)


def geopackage_path(path: str, label: str) -> Path:
    """The path with its ending; raises PatrolError for another format's."""
    target = Path(path)
    if not target.suffix:
        target = target.with_name(target.name + _SUFFIX)
    if target.suffix.lower() != _SUFFIX:
        raise PatrolError(
            f"{label}: {target.name} is not a GeoPackage. Several layers go into one file, so its name must end in "
            f"{_SUFFIX}."
        )
    return target
