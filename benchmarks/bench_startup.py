"""What the plugin adds to the start of QGIS's window and of qgis_process: its import and what QGIS calls, in a fresh
interpreter.
"""

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
app = QgsApplication([], True)
app.initQgis()
from qgis.PyQt.QtWidgets import QMainWindow, QMenu

# Of QGIS's window, what the plugin asks for as it starts.
class Window:
    def __init__(self):
        self._window, self._menu = QMainWindow(), QMenu()

    def mainWindow(self):
        return self._window

    def pluginMenu(self):
        return self._menu

    def addToolBarIcon(self, action):
        pass

window = Window()
start = time.perf_counter()
from processing.core.Processing import Processing
Processing.initialize()
processing = time.perf_counter() - start
start = time.perf_counter()
import patrol_planner
in_window = sys.argv[2] == "window"
plugin = patrol_planner.classFactory(window if in_window else None)
(plugin.initGui if in_window else plugin.initProcessing)()
ours = time.perf_counter() - start
start = time.perf_counter()
app.processEvents()
after = time.perf_counter() - start
count = len(QgsApplication.processingRegistry().providerById("patrol").algorithms())
print("measured", json.dumps({"ours": ours, "processing": processing, "algorithms": count, "after": after}))
sys.stdout.flush()
os._exit(0)
"""


def one_start(parent: Path, way: str) -> dict[str, float]:
    """Seconds of one start in a fresh interpreter (way: window or process), and of what follows when QGIS is idle."""
    # With compiled modules, as a user has them, wherever this runs.
    environment = ["/usr/bin/env", "-u", "PYTHONDONTWRITEBYTECODE", "QT_QPA_PLATFORM=offscreen"]
    command = [*environment, sys.executable, "-c", PROGRAM, str(parent), way]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=parent)
    line = next(line for line in done.stdout.splitlines() if line.startswith("measured "))
    return json.loads(line.removeprefix("measured "))


def rows() -> list[dict[str, Any]]:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "patrol_planner").symlink_to(Path(__file__).resolve().parent.parent, target_is_directory=True)
        one_start(Path(folder), "window")  # compiles the modules
        # In turn, so that a busy moment meets both.
        starts = [(one_start(Path(folder), "window"), one_start(Path(folder), "process")) for _ in range(RUNS)]
    window, process = zip(*starts)

    def median(some: tuple[dict[str, float], ...], what: str) -> float:
        return statistics.median(start[what] for start in some)

    idle = f"then {median(window, 'after') * 1000:.0f} ms when it is idle"
    return [
        {
            "work": f"start of {what} with our {starts[0][0]['algorithms']} algorithms",
            "ours_s": median(some, "ours"),
            "peer": "QGIS's own Processing",
            "peer_s": median(some, "processing"),
            "target": target,
        }
        for what, some, target in (
            (f"QGIS's window ({idle})", window, TARGET),
            ("qgis_process", process, "its own start takes a second"),
        )
    ]
