"""Makes the repository importable as ``patrol_planner``, as tests/conftest.py does: import this before the plugin."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def link_plugin() -> Path:
    """Link the root as ``patrol_planner`` in a temporary folder on sys.path; returns that folder.

    The root itself comes off the path: it holds a package named processing, which would hide QGIS's.
    """
    parent = Path(tempfile.mkdtemp(prefix="patrol-bench-"))
    (parent / "patrol_planner").symlink_to(ROOT, target_is_directory=True)
    atexit.register(shutil.rmtree, parent, ignore_errors=True)
    sys.path[:] = [entry for entry in sys.path if Path(entry or ".").resolve() != ROOT]
    sys.path.insert(0, str(parent))
    qgis_plugins = Path("/usr/share/qgis/python/plugins")
    if qgis_plugins.is_dir():
        sys.path.append(str(qgis_plugins))
    return parent


PARENT = link_plugin()
