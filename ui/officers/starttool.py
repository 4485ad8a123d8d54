"""The map tool with which the analyst clicks where new officers start."""

from __future__ import annotations

from qgis.core import QgsPointXY
from qgis.gui import QgsMapCanvas, QgsMapTool, QgsMapToolEmitPoint
from qgis.PyQt.QtCore import QObject, Qt, pyqtSignal

from .layer import place_text


class StartTool(QObject):
    """Takes the map for one click, then gives it back to the tool it had."""

    picked = pyqtSignal(str)  # "x,y [EPSG:code]"
    ended = pyqtSignal()

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__()
        self._canvas, self._tool = canvas, QgsMapToolEmitPoint(canvas)
        self._before: QgsMapTool | None = None
        self._tool.canvasClicked.connect(self._clicked)
        self._tool.deactivated.connect(self._deactivated)

    def begin(self) -> None:
        self._before = self._canvas.mapTool()
        self._canvas.setMapTool(self._tool)

    def end(self) -> None:
        """Give the map back."""
        if self._canvas.mapTool() is self._tool:
            if self._before is not None:
                self._canvas.setMapTool(self._before)
            else:
                self._canvas.unsetMapTool(self._tool)

    def _clicked(self, point: QgsPointXY, button: Qt.MouseButton) -> None:
        crs = self._canvas.mapSettings().destinationCrs()
        if button == Qt.MouseButton.LeftButton and crs.isValid():
            self.picked.emit(place_text(point, crs))
        self.end()

    def _deactivated(self) -> None:
        # Also when the analyst takes another tool; the map is not touched here, as it is just changing its tool.
        self._before = None
        self.ended.emit()
