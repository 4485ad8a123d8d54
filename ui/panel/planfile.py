"""The section of the plan's file: the folder it goes into."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsMapLayer

from ..settings import PlanSettings
from ..text import tr
from .section import Section
from .widgets import folder_box


class FileSection(Section):
    """Where plans are kept."""

    def __init__(self) -> None:
        super().__init__(tr("Plan file"))
        self.folder = folder_box(tr("Folder for plans"), tr("beside the project"))
        tip = tr(
            "Where each plan is kept, as a GeoPackage. Empty: beside the project; in Documents until that is saved."
        )
        self.add_row(tr("Folder"), self.folder, tip)
        self.folder.fileChanged.connect(self.edit)

    def values(self) -> dict[str, Any]:
        return {"folder": self.folder.filePath().strip()}

    def show_values(self, settings: PlanSettings, layers: dict[str, QgsMapLayer]) -> None:
        self.folder.setFilePath(settings.folder)
