"""What the plugin adds to the start of QGIS: its import and initProcessing, in a fresh interpreter."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

RUNS = 7
TARGET = "< 20 ms"

# QGIS and its Processing are loaded before the clock starts; in QGIS they are there anyway.
PROGRAM = """
import json, os, sys, time
sys.path.insert(0, sys.argv[1])
sys.path.append("/usr/share/qgis/python/plugins")
from qgis.core import QgsApplication
app = QgsApplication([], False)
app.initQgis()
start = time.perf_counter()
from processing.core.Processing import Processing
Processing.initialize()
processing = time.perf_counter() - start
start = time.perf_counter()
import patrol_planner
plugin = patrol_planner.classFactory(None)
plugin.initProcessing()
ours = time.perf_counter() - start
count = len(QgsApplication.processingRegistry().providerById("patrol").algorithms())
print("measured", json.dumps({"ours": ours, "processing": processing, "algorithms": count}))
sys.stdout.flush()
os._exit(0)
"""


def one_start(parent: Path) -> dict[str, float]:
    """Seconds of one start in a fresh interpreter, and the number of algorithms."""
    # With compiled modules, as a user has them, wherever this runs.
    environment = ["/usr/bin/env", "-u", "PYTHONDONTWRITEBYTECODE", "QT_QPA_PLATFORM=offscreen"]
    command = [*environment, sys.executable, "-c", PROGRAM, str(parent)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=parent)
    line = next(line for line in done.stdout.splitlines() if line.startswith("measured "))
    return json.loads(line.removeprefix("measured "))


def rows() -> list[dict[str, Any]]:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "patrol_planner").symlink_to(Path(__file__).resolve().parent.parent, target_is_directory=True)
        one_start(Path(folder))  # compiles the modules
        starts = [one_start(Path(folder)) for _ in range(RUNS)]
    ours = statistics.median(start["ours"] for start in starts)
    peer = statistics.median(start["processing"] for start in starts)
    return [
        {
            "work": f"start of QGIS with our {starts[0]['algorithms']} algorithms",
            "ours_s": ours,
            "peer": "QGIS's own Processing",
            "peer_s": peer,
            "ratio": peer / ours,
            "target": TARGET,
        }
    ]
