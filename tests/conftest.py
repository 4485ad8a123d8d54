"""Makes the repository importable as ``patrol_planner``, whatever its folder is called, and starts QGIS once.

The root holds a package named ``processing``. With the root on sys.path, ``import processing`` would find ours instead
of QGIS's; so the root is linked under its package name in a temporary folder, and itself taken off the path.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

import hypothesis
import pytest

# How long an example takes is for the benchmarks to tell; a busy machine is no fault.
hypothesis.settings.register_profile("patrol", deadline=None)
hypothesis.settings.load_profile("patrol")
ROOT = Path(__file__).resolve().parent.parent
SHARED_DATA = Path(os.environ.get("PATROL_DATA", ROOT.parent / "shared" / "data"))

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_parent = Path(tempfile.mkdtemp(prefix="patrol-tests-"))
(_parent / "patrol_planner").symlink_to(ROOT, target_is_directory=True)
sys.path[:] = [entry for entry in sys.path if Path(entry or ".").resolve() != ROOT]
sys.path.insert(0, str(_parent))
_qgis_plugins = Path("/usr/share/qgis/python/plugins")
if _qgis_plugins.is_dir():
    sys.path.append(str(_qgis_plugins))


def pytest_sessionfinish() -> None:
    shutil.rmtree(_parent, ignore_errors=True)


@pytest.fixture(scope="session")
def plugin_parent() -> Path:
    """The folder that holds ``patrol_planner``, for QGIS_PLUGINPATH."""
    return _parent


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real cities and reference answers; the test is skipped, saying so, where it is absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"real data not present at {SHARED_DATA}")
    return SHARED_DATA


@pytest.fixture(scope="session")
def qgis_app():
    """QGIS without a window, with its native algorithms and our provider."""
    from qgis.core import QgsApplication

    profile = tempfile.mkdtemp(prefix="patrol-profile-")
    QgsApplication.setPrefixPath("/usr", True)
    app = QgsApplication([], True, profile)
    app.initQgis()
    from processing.core.Processing import Processing

    Processing.initialize()
    from patrol_planner.processing.provider import PatrolProvider

    provider = PatrolProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    yield app
    QgsApplication.processingRegistry().removeProvider(provider)
    shutil.rmtree(profile, ignore_errors=True)
