"""Runs algorithms through qgis_process, in a profile of its own, with this checkout as the plugin."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

# Lines of qgis_process that say nothing about the cause.
_FRAME = ("DeprecationWarning", "QStandardPaths", "An error was encountered while checking parameter values")
ROOT = Path(__file__).resolve().parent.parent


class Toolbox:
    """qgis_process with Patrol Planner switched on; outputs go to tables of one GeoPackage."""

    def __init__(self, geopackage: Path, scratch: Path) -> None:
        self.geopackage = geopackage
        self._said: set[str] = set()
        plugins = scratch / "plugins"
        plugins.mkdir()
        (plugins / "patrol_planner").symlink_to(ROOT, target_is_directory=True)
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
        self._call(["plugins", "enable", "patrol_planner"])

    def table(self, name: str) -> str:
        """A table of the GeoPackage, as an input."""
        return f"{self.geopackage}|layername={name}"

    def sink(self, name: str) -> str:
        """A table of the GeoPackage, as an output."""
        return f"ogr:dbname='{self.geopackage}' table=\"{name}\" (geom)"

    def run(self, algorithm: str, **parameters: Any) -> dict[str, Any]:
        """Run an algorithm; returns its outputs. What it says goes to the screen, once, and the time it took."""
        started = time.monotonic()
        inputs = {name: value for name, value in parameters.items() if value is not None}
        words = [f"{name}={_plain(value)}" for name, value in inputs.items()]
        print(f"{algorithm} …", flush=True)
        output = json.loads(self._call(["--json", "run", algorithm, "--", *words]))
        for kind in ("info", "warning"):
            for line in output.get("log", {}).get(kind, []):
                if line not in self._said:
                    print(f"  {'! ' if kind == 'warning' else ''}{line}")
                self._said.add(line)
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


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
