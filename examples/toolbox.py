"""The plugin of this checkout: its algorithms through qgis_process, in a profile of its own, and its modules."""

from __future__ import annotations

import importlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

# Lines of qgis_process that say nothing about the cause.
_FRAME = ("DeprecationWarning", "QStandardPaths", "An error was encountered while checking parameter values")
ROOT, NAME = Path(__file__).resolve().parent.parent, "patrol_planner"


def plugin_part(name: str) -> ModuleType:
    """A module of the plugin, such as processing.layers.layertimes: the demo reads and guesses as the plugin does."""
    return importlib.import_module(f"{NAME}.{name}")


class Toolbox:
    """qgis_process with Patrol Planner switched on; outputs go to tables of one GeoPackage."""

    def __init__(self, geopackage: Path, scratch: Path) -> None:
        self.geopackage = geopackage
        plugins = scratch / "plugins"
        plugins.mkdir()
        # Its folder is the package, whatever it is called; on the path itself it would hide QGIS's own processing.
        (plugins / NAME).symlink_to(ROOT, target_is_directory=True)
        sys.path.append(str(plugins))
        self.environment = {
            **os.environ,
            "QGIS_PLUGINPATH": str(plugins),
            "QGIS_CUSTOM_CONFIG_PATH": str(scratch / "profile"),
            "QT_QPA_PLATFORM": "offscreen",
        }
        # Debian 12's wrapper passes an option that qgis_process does not know; the program itself is beside it.
        self.program = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
        if self.program is None:
            raise SystemExit("qgis_process was not found; install QGIS (make setup).")
        self._call(["plugins", "enable", NAME])

    def table(self, name: str) -> str:
        """A table of the GeoPackage, as a layer."""
        return f"{self.geopackage}|layername={name}"

    def sink(self, name: str) -> str:
        """A table of the GeoPackage, as an output."""
        return f"ogr:dbname='{self.geopackage}' table=\"{name}\" (geom)"

    def run(self, algorithm: str, **parameters: Any) -> dict[str, Any]:
        """Run an algorithm; returns its outputs. What it says goes to the screen, and the time it took."""
        started = time.monotonic()
        print(f"{algorithm} …", flush=True)
        words = [f"{name}={value}" for name, value in parameters.items() if value is not None]
        output = json.loads(self._call(["--json", "run", algorithm, "--", *words]))
        for mark, kind in (("", "info"), ("! ", "warning")):
            for line in output.get("log", {}).get(kind, []):
                print(f"  {mark}{line}")
        print(f"  {time.monotonic() - started:.1f} s", flush=True)
        return output["results"]

    def _call(self, arguments: list[str]) -> str:
        done = subprocess.run(
            [self.program, *arguments], env=self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SystemExit(_message(done.stderr or done.stdout) or f"qgis_process ended with {done.returncode}.")
        return done.stdout


def _message(output: str) -> str:
    """What qgis_process says went wrong, each line once and without its frame."""
    lines = (line.replace("ERROR:\t", "").rstrip().lstrip("\t") for line in output.splitlines())
    return "\n".join(dict.fromkeys(line for line in lines if line and not any(word in line for word in _FRAME)))
