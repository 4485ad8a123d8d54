"""Rasters written whole or not at all, in the format their name says."""

from __future__ import annotations

import resource
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("qgis.core")

LABEL = "Risk raster"


@pytest.fixture
def write(qgis_app):
    """Path and bands (n, rows, cols) → the raster, written over a grid of 100 m cells."""

    def write(path: Path, bands: np.ndarray) -> None:
        from qgis.core import QgsCoordinateReferenceSystem

        from patrol_planner.algorithms.cells.grid import Grid
        from patrol_planner.processing.layers.rasters import write_raster

        grid = Grid(551000.0, 4181000.0, 100.0, *bands.shape[1:])
        names = [f"case {index}" for index in range(len(bands))]
        write_raster(str(path), grid, bands, names, QgsCoordinateReferenceSystem("EPSG:32610"), LABEL)

    return write


@contextmanager
def full_disk():
    """No file may grow beyond 4 kB. Only around the one call: the limit is for pytest's own log as well."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def noise(bands: int, rows: int, cols: int) -> np.ndarray:
    values = np.random.default_rng(8).random((bands, rows, cols))
    values[:, 0, 0] = np.nan
    return values


@pytest.mark.parametrize(
    "name, driver, bands", [("r.tif", "GTiff", 3), ("r.asc", "AAIGrid", 1), ("r.img", "HFA", 2), ("r", "GTiff", 1)]
)
def test_the_ending_decides_the_format(write, tmp_path, name: str, driver: str, bands: int) -> None:
    from osgeo import gdal
    from qgis.core import QgsRasterLayer

    from patrol_planner.processing.layers.rasters import read_raster

    values = noise(bands, 30, 40)
    write(tmp_path / name, values)
    assert gdal.IdentifyDriver(str(tmp_path / name)).ShortName == driver
    layer = QgsRasterLayer(str(tmp_path / name), "risk")
    assert layer.bandCount() == bands and layer.crs().isValid()
    for band in range(bands):
        grid, found = read_raster(layer, LABEL, band + 1)
        np.testing.assert_allclose(found, values[band], atol=1e-6)
        assert (grid.x_min, grid.y_max, grid.cell_size_m, grid.shape) == (551000.0, 4181000.0, 100.0, (30, 40))


@pytest.mark.parametrize(
    "name, bands, reason",
    [
        ("r.asc", 2, r"does\S* ?n[o']t support 2 bands.*\.tif"),
        ("r.png", 1, r"holds no real numbers.*\.tif"),
        ("r.risk", 1, r"cannot be written as \.risk.*\.tif"),
    ],
)
def test_a_format_that_cannot_hold_it_is_named(write, tmp_path, name: str, bands: int, reason: str) -> None:
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException, match=reason):
        write(tmp_path / name, noise(bands, 3, 4))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("exceptions", [False, True])
def test_a_full_disk_is_no_success(write, tmp_path, exceptions: bool) -> None:
    from osgeo import gdal
    from qgis.core import QgsProcessingException

    before = gdal.GetUseExceptions()
    (gdal.UseExceptions if exceptions else gdal.DontUseExceptions)()
    try:
        for name in ("full.tif", "full.asc"):
            refused = pytest.raises(QgsProcessingException, match=f"{LABEL}: {name} cannot be written")
            with refused as caught, full_disk():
                write(tmp_path / name, noise(1, 120, 130))
            assert "NoneType" not in str(caught.value) and not (tmp_path / name).exists()
    finally:
        (gdal.UseExceptions if before else gdal.DontUseExceptions)()


def test_a_folder_that_is_not_there_is_named_by_gdal(write, tmp_path) -> None:
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException, match="No such file or directory") as caught:
        write(tmp_path / "no" / "r.tif", noise(1, 3, 4))
    assert "NoneType" not in str(caught.value) and "Check that the folder exists" in str(caught.value)


def test_an_array_on_a_full_disk_is_no_success(qgis_app, tmp_path) -> None:
    from qgis.core import QgsProcessingException

    from patrol_planner.processing.layers.rasters import write_array

    with pytest.raises(QgsProcessingException, match="full.npy cannot be written") as caught, full_disk():
        write_array(str(tmp_path / "full.npy"), noise(1, 120, 130), "Risk array")
    assert "None" not in str(caught.value) and not (tmp_path / "full.npy").exists()
