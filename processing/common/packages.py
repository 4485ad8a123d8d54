"""Python packages an algorithm needs beyond QGIS's own, and what to tell a user who lacks one."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable

from .translation import tr

# Import name → the name to install it by.
INSTALL_NAMES = {"scipy": "scipy", "numpy": "numpy", "matplotlib": "matplotlib", "jinja2": "jinja2"}


def missing_packages(names: Iterable[str]) -> list[str]:
    """Those of the packages that cannot be found; nothing is imported."""
    return [name for name in names if not _is_there(name)]


def _is_there(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def install_message(missing: list[str]) -> str:
    """What is missing and how to install it on Windows, macOS and Linux."""
    names = " ".join(INSTALL_NAMES.get(name, name) for name in missing)
    debian = " ".join(f"python3-{INSTALL_NAMES.get(name, name)}" for name in missing)
    return tr(
        "Python package missing: {missing}. Install it for the Python that QGIS uses, then restart QGIS. Windows: open "
        "the OSGeo4W Shell from the start menu and type: python -m pip install --user {names}. macOS: in a terminal: "
        "/Applications/QGIS.app/Contents/MacOS/bin/python3 -m pip install --user {names}. Linux: sudo apt install "
        "{debian}, or: python3 -m pip install --user {names}. "
        'Keep the NumPy that QGIS has: add "numpy<2" to the command where QGIS\'s NumPy is 1.x.',
        missing=missing,
        names=names,
        debian=debian,
    )
