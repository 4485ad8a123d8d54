"""What the smoke tests share: the real programs of QGIS, each with a profile of its own and the plugin switched on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any, Callable

import pytest


def _program(*names: str) -> str:
    """The first of the programs that exists; .bin comes first, as Debian's wrapper around qgis_process is broken."""
    for name in names:
        if Path("/usr/bin", name).exists():
            return f"/usr/bin/{name}"
    raise AssertionError(f"QGIS is not installed: none of {', '.join(names)} in /usr/bin; run make setup")


@pytest.fixture
def qgis_environment(tmp_path: Path, plugin_parent: Path) -> dict[str, str]:
    """Environment variables for a QGIS program that knows this plugin and nothing of the user's own profile."""
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700)
    home = tmp_path / "home"
    home.mkdir()
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("QGIS", "QT_", "XDG_", "PYTHON"))
    }
    environment.update(
        HOME=str(home),
        XDG_CONFIG_HOME=str(home / ".config"),
        XDG_DATA_HOME=str(home / ".local" / "share"),
        XDG_RUNTIME_DIR=str(runtime),
        QGIS_PLUGINPATH=str(plugin_parent),
        LC_ALL="C.UTF-8",
    )
    if sys.prefix != sys.base_prefix:
        # QGIS runs the system's Python, which does not see the virtual environment.
        environment["PYTHONPATH"] = sysconfig.get_path("purelib")
    return environment


@pytest.fixture
def qgis_process(qgis_environment: dict[str, str]) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs ``qgis_process`` with arguments; the plugin is switched on."""
    program = _program("qgis_process.bin", "qgis_process")
    environment = {**qgis_environment, "QT_QPA_PLATFORM": "offscreen"}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [program, *arguments], env=environment, capture_output=True, text=True, timeout=120, encoding="utf-8"
        )

    enabled = run("plugins", "enable", "patrol_planner")
    assert enabled.returncode == 0, enabled.stdout + enabled.stderr
    return run


@pytest.fixture
def qgis_window(qgis_environment: dict[str, str], tmp_path: Path) -> Callable[..., str]:
    """Opens the real window on a virtual screen, runs a Python file in it, and returns what it printed, also of where
    QGIS died.

    The file finds ``iface`` by ``from qgis.utils import iface`` and must end the program itself.
    """
    program = _program("qgis.bin", "qgis")
    settings = tmp_path / "window" / "profiles" / "default" / "QGIS" / "QGIS3.ini"
    settings.parent.mkdir(parents=True)
    settings.write_text(
        "[PythonPlugins]\npatrol_planner=true\nprocessing=true\n[qgis]\ncheckVersion=false\n", encoding="utf-8"
    )
    environment = {
        name: value for name, value in qgis_environment.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")
    }
    environment["LIBGL_ALWAYS_SOFTWARE"] = "1"

    def open_window(script: Path) -> str:
        screen = ["/usr/bin/xvfb-run", "-a", "-s", "-screen 0 1680x1050x24"]
        arguments = ["--noversioncheck", "--nologo", "--profiles-path", str(tmp_path / "window"), "--code", str(script)]
        done = subprocess.run(
            [*screen, program, *arguments],
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
            encoding="utf-8",
        )
        return done.stderr + done.stdout

    return open_window


@pytest.fixture
def run_in_window(qgis_window: Callable[..., str], tmp_path: Path) -> Callable[[str], tuple[dict[str, Any], Path]]:
    """Runs the dock's prelude and a script in the window; returns the facts and the picture's path."""
    prelude = Path(__file__).with_name("dock_prelude.py").read_text(encoding="utf-8")

    def run(body: str) -> tuple[dict[str, Any], Path]:
        facts, picture, script = tmp_path / "facts.json", tmp_path / "dock.png", tmp_path / "script.py"
        end = f"\nFOLDER = {str(tmp_path)!r}\nQTimer.singleShot(1500, lambda: work(script))\n"
        script.write_text(prelude + body + end, encoding="utf-8")
        messages = qgis_window(script)
        assert facts.exists(), f"QGIS did not come as far as the end of the script:\n{messages}"
        found = json.loads(facts.read_text(encoding="utf-8"))
        assert "error" not in found, found["error"]
        assert "Traceback" not in messages, messages
        return found, picture

    return run
