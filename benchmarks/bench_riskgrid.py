"""A whole risk grid of Houston as a user starts it, and the writing of its cells beside a plain sink."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path
from typing import Any

import houston
import million
import numpy as np

RUNS = 3
ROWS, COLS, COLUMNS = 500, 800, 20
SETTINGS = ("TIME_FIELD=datetime", "CELL_SIZE=100", "CASES=turn_weekend", "METHOD=kernel")


def rows() -> list[dict[str, Any]]:
    return [*whole_run(), writing()]


def whole_run() -> list[dict[str, Any]]:
    """qgis_process from its start to its end; no row, and a sentence, without the city's data."""
    if not houston.SOURCE.is_file():
        print(f"no risk grid of Houston: there is no {houston.SOURCE}; PATROL_DATA names the folder", file=sys.stderr)
        return []
    with tempfile.TemporaryDirectory() as folder:
        incidents = Path(folder) / "incidents.gpkg"
        houston.write_incidents(incidents)
        environment = qgis_environment(Path(folder))
        qgis_process(environment, "plugins", "enable", "patrol_planner")
        command = ("run", "patrol:riskgrid", "--", f"INCIDENTS={incidents}", *SETTINGS, f"GRID={folder}/grid.gpkg")
        measured = [qgis_process(environment, *command) for _ in range(RUNS)]
    return [
        {
            "work": "risk grid of Houston, 100 m cells, 6 cases, qgis_process from start to end",
            "ours_s": statistics.median(seconds for seconds, _ in measured),
            "memory_mb": max(memory for _, memory in measured),
            "target": "≤ 15 s, ≤ 1 GB",
        }
    ]


def qgis_environment(folder: Path) -> dict[str, str]:
    """A profile of its own in the folder, and this plugin."""
    import plugin_path

    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("QGIS", "QT_", "XDG_", "PYTHON"))
    }
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    environment.update(
        HOME=str(folder),
        XDG_RUNTIME_DIR=str(runtime),
        QGIS_PLUGINPATH=str(plugin_path.PARENT),
        QT_QPA_PLATFORM="offscreen",
        LC_ALL="C.UTF-8",
    )
    if sys.prefix != sys.base_prefix:
        # QGIS runs the system's Python, which does not see the virtual environment.
        environment["PYTHONPATH"] = sysconfig.get_path("purelib")
    return environment


def qgis_process(environment: dict[str, str], *arguments: str) -> tuple[float, float]:
    """Seconds and MB at most of one run, from the start of the program to its end."""
    # .bin comes first: Debian's wrapper around it is broken.
    program = next(name for name in ("/usr/bin/qgis_process.bin", "/usr/bin/qgis_process") if Path(name).exists())
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        start = time.perf_counter()
        process = subprocess.Popen([program, *arguments], env=environment, stdout=output, stderr=output)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            raise RuntimeError(f"qgis_process ended with {process.returncode}: {output.read()[-2000:]}")
    return seconds, usage.ru_maxrss / 1024.0


def writing() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        ours, peer, memory = million.in_own_process(Path(__file__), folder)
    return {
        "work": f"writing {ROWS * COLS:,} cells × {COLUMNS} columns to a GeoPackage",
        "ours_s": ours,
        "memory_mb": memory,
        "peer": "QGIS's sink, feature by feature",
        "peer_s": peer,
        "target": "≤ 6 s, ≥ 3 ×",
    }


def both(folder: str) -> None:
    """Ours and a plain sink in turn; prints the medians, and the memory after ours alone."""
    from qgis.core import QgsApplication

    application = QgsApplication([], False)
    application.initQgis()
    import plugin_path  # noqa: F401

    from patrol_planner.algorithms.cells.grid import Grid

    grid = Grid(200_000.0, 3_400_000.0, 100.0, ROWS, COLS)
    names, values = cell_values(grid)
    our_seconds, peer_seconds, memory = [], [], 0.0
    for _ in range(RUNS):
        our_seconds.append(through_the_plugin(f"{folder}/ours.gpkg", grid, names, values))
        memory = memory or million.peak_mb()
        peer_seconds.append(plain_sink(f"{folder}/peer.gpkg", grid, names, values))
    print(statistics.median(our_seconds), statistics.median(peer_seconds), memory)
    sys.stdout.flush()
    os._exit(0)


def cell_values(grid: Any) -> tuple[list[str], list[np.ndarray]]:
    """Four columns of whole numbers, the others of numbers, half of them 0."""
    row, col = np.divmod(grid.cells(), grid.cols)
    rng = np.random.default_rng(1)
    values = [grid.cells(), row, col, rng.integers(0, 3, len(row))]
    values += [rng.random(len(row)) * rng.integers(0, 2, len(row)) for _ in range(COLUMNS - 4)]
    return ["cell_id", "row", "col", "n", *(f"risk_{number}" for number in range(COLUMNS - 4))], values


def sink_of(path: str, fields: Any) -> tuple[Any, str]:
    from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingContext, QgsProcessingUtils, QgsWkbTypes

    crs = QgsCoordinateReferenceSystem("EPSG:32615")
    context = QgsProcessingContext()
    return QgsProcessingUtils.createFeatureSink(path, context, fields, QgsWkbTypes.Type.Polygon, crs)


def through_the_plugin(path: str, grid: Any, names: list[str], values: list[np.ndarray]) -> float:
    from types import SimpleNamespace

    from qgis.core import QgsCoordinateReferenceSystem

    from patrol_planner.algorithms.control import Control
    from patrol_planner.processing.cells.rings import cell_rings
    from patrol_planner.processing.cells.writing import write_cells
    from patrol_planner.processing.files.filewriter import CheckedWriter
    from patrol_planner.processing.layers.writing import Column

    columns = [Column(name, "int" if one.dtype.kind == "i" else "float", one) for name, one in zip(names, values)]

    def open_sink(name: str, fields: Any, kind: Any, crs: Any) -> tuple[CheckedWriter, str]:
        sink, destination = sink_of(path, fields)
        return CheckedWriter(sink, name, destination), destination

    run = SimpleNamespace(control=Control(), label=lambda name: name, open_sink=open_sink)
    cells = grid.cells()
    crs = QgsCoordinateReferenceSystem("EPSG:32615")
    start = time.perf_counter()
    write_cells(run, "GRID", columns, lambda first, end: cell_rings(grid, cells[first:end]), crs)
    return time.perf_counter() - start


def plain_sink(path: str, grid: Any, names: list[str], values: list[np.ndarray]) -> float:
    """What an analyst would write."""
    from qgis.core import QgsFeature, QgsFeatureSink, QgsFields, QgsGeometry, QgsRectangle

    from patrol_planner.processing.common.compat import make_field

    fields = QgsFields()
    for name, one in zip(names, values):
        fields.append(make_field(name, "int" if one.dtype.kind == "i" else "float"))
    start = time.perf_counter()
    sink, _ = sink_of(path, fields)
    size = grid.cell_size_m
    for row in zip(*(one.tolist() for one in values)):
        west, north = grid.x_min + row[2] * size, grid.y_max - row[1] * size
        feature = QgsFeature(fields)
        feature.setAttributes(list(row))
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(west, north - size, west + size, north)))
        sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert)
    del sink
    return time.perf_counter() - start


if __name__ == "__main__":
    both(sys.argv[1])
