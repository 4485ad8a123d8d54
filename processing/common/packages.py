"""Python packages an algorithm needs beyond QGIS's own, and what to tell a user who lacks one."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from typing import NamedTuple

from ...algorithms.texts import Text
from .translation import tr


class Package(NamedTuple):
    """How to get a package: its name for pip and conda; for Debian and Ubuntu, "" where they have none."""

    name: str
    debian: str
    least: int = 0  # the first version that will do


# By the name it is imported by.
PACKAGES = {
    "numpy": Package("numpy", "python3-numpy"),
    "scipy": Package("scipy", "python3-scipy"),
    "networkx": Package("networkx", "python3-networkx"),
    # Debian 12 and Ubuntu 22.04 have version 1, which works on one geometry at a time.
    "shapely": Package("shapely", "python3-shapely", 2),
    "sklearn": Package("scikit-learn", "python3-sklearn"),
    "skfuzzy": Package("scikit-fuzzy", ""),
    "matplotlib": Package("matplotlib", "python3-matplotlib"),
    "jinja2": Package("jinja2", "python3-jinja2"),
}

_MESSAGE = Text(
    "Python package missing: {missing}. Install it for the Python that QGIS uses, then restart QGIS. "
    "Windows: open the OSGeo4W Shell from the start menu and type: python -m pip install --user {pip}. macOS: "
    "in a terminal: /Applications/QGIS.app/Contents/MacOS/bin/python3 -m pip install --user {pip}. Linux: {linux}. "
    "QGIS from conda: conda install -c conda-forge {pip}. "
    'Keep the NumPy that QGIS has: add "numpy<2" to the command where QGIS\'s NumPy is 1.x.'
)


def missing_packages(names: Iterable[str]) -> list[str]:
    """Those of the packages that cannot be found, or only in a version that is too old; nothing is imported."""
    return [name for name in names if not _is_there(name) or _is_old(name)]


def _is_there(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def _is_old(name: str) -> bool:
    package = PACKAGES.get(name)
    if package is None or not package.least:
        return False
    # Only now: it brings in half of the library of e-mail, and this module is loaded while QGIS starts.
    import importlib.metadata

    try:
        return int(importlib.metadata.version(package.name).split(".")[0]) < package.least
    except (importlib.metadata.PackageNotFoundError, ValueError):
        return False


def install_message(missing: list[str]) -> str:
    """What is missing and how to install it on Windows, macOS and Linux, and where QGIS comes from conda."""
    packages = {name: PACKAGES.get(name, Package(name, f"python3-{name}")) for name in missing}
    named = [
        Text("{name} (version {least} or later)", name=name, least=one.least) if one.least else name
        for name, one in packages.items()
    ]
    # What Debian has too old an edition of, or none, comes by pip, which Debian's own Python lets in only when told to.
    by_apt = [one.debian for name, one in packages.items() if one.debian and not (one.least and _is_there(name))]
    by_pip = [_wanted(one) for one in packages.values() if one.debian not in by_apt]
    linux = [" ".join(["sudo apt install", *by_apt])] if by_apt else []
    linux += [" ".join(["/usr/bin/python3 -m pip install --user --break-system-packages", *by_pip])] if by_pip else []
    pip = " ".join(map(_wanted, packages.values()))
    return tr(_MESSAGE, missing=named, pip=pip, linux="; ".join(linux))


def _wanted(package: Package) -> str:
    """The package as pip and conda are asked for it."""
    return f'"{package.name}>={package.least}"' if package.least else package.name
