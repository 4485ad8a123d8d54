"""Which folder a plan's GeoPackage goes into, and what it is called."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import QStandardPaths

from ..settings import PLAN_FILE
from ..text import TITLE, tr

if TYPE_CHECKING:
    from datetime import datetime


def folder_of(project: QgsProject, wanted: str) -> Path:
    """The folder a plan is written into: the one wanted, else the project's, else one of the user's own.

    Raises ValueError, with what to do, where nothing can be written.
    """
    problem = folder_problem(wanted)
    if problem:
        raise ValueError(problem)
    if wanted:
        return Path(wanted)
    beside = project_folder(project)
    if beside is not None and may_write(beside):
        return beside
    for folder in _own_folders():
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if may_write(folder):
            return folder
    raise ValueError(tr("No folder was found that a plan can be written into: choose one as the folder for plans."))


def folder_problem(wanted: str) -> str:
    """Why no plan can be written into the folder wanted, with what to do; "" where one can, or none is wanted."""
    if not wanted or may_write(Path(wanted)):
        return ""
    return tr("Nothing can be written into {folder}: choose another folder for plans.", folder=wanted)


def first_folder(project: QgsProject, wanted: str) -> Path:
    """The folder that ``folder_of`` tries first; nothing is made nor tried here."""
    return Path(wanted) if wanted else project_folder(project) or _own_folders()[0]


def project_folder(project: QgsProject) -> Path | None:
    """The folder of a project that is saved in a file, None for any other."""
    path = project.absolutePath()
    return Path(path) if path and project.fileName() else None


def may_write(folder: Path) -> bool:
    """Tried, as permissions alone do not tell on every system."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _own_folders() -> list[Path]:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    profile = Path(QgsApplication.qgisSettingsDirPath()) / "patrol_plans"
    return [Path(documents) / TITLE, profile] if documents else [profile]


def file_name(start: datetime, number: int) -> str:
    """patrol_2016-04-01_0800_v1.gpkg."""
    return f"patrol_{start:%Y-%m-%d_%H%M}_v{number}.gpkg"


def number_of(file: str) -> int:
    """The version number in the name of a plan's file, 0 for any other."""
    found = PLAN_FILE.match(Path(file).name)
    return int(found.group(1)) if found else 0


def next_number(folder: Path, start: datetime) -> int:
    """The first version number that no file of this shift has."""
    number = 1
    while (folder / file_name(start, number)).exists():
        number += 1
    return number
