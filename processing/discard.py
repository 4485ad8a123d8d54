"""Taking away what a run has begun to write when it fails or is cancelled: half a layer must not pass for a result."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsProviderRegistry

if TYPE_CHECKING:
    from .run import Run


def discard_outputs(run: Run) -> None:
    """Delete the files a run has written, and of a GeoPackage with other tables only the table.

    The sinks must be closed by now. What cannot be deleted stays, as does what other programs hold open.
    """
    for destination in run.written.values():
        parts = QgsProviderRegistry.instance().decodeUri("ogr", destination)
        path = Path(str(parts.get("path") or ""))
        if path.is_file():
            _delete(path, str(parts.get("layerName") or ""))
    for name in run.files:
        # Not a device or a pipe.
        if Path(name).is_file():
            Path(name).unlink()


def _delete(path: Path, table: str) -> None:
    from osgeo import gdal

    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        data = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_UPDATE)
        names = [data.GetLayer(index).GetName() for index in range(data.GetLayerCount())] if data is not None else []
        if table in names and len(names) > 1:
            data.DeleteLayer(names.index(table))
            return
        data = None
        # With the files beside it, as a Shapefile has.
        driver = gdal.IdentifyDriverEx(str(path))
        if driver is None or driver.Delete(str(path)) != 0:
            path.unlink(missing_ok=True)
    except (RuntimeError, OSError):
        # Where GDAL's exceptions are on, or the file is open elsewhere: there is nothing more to be done.
        return
    finally:
        gdal.PopErrorHandler()
