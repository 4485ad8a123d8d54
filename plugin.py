"""The plugin: registers the Processing provider and the dock."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, Qt, QTranslator
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction

from .processing.provider import PatrolProvider
from .ui.text import tr

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

    from .ui.dock import PatrolDock


_TRANSLATIONS = Path(__file__).resolve().parent / "i18n"


class PatrolPlannerPlugin:
    """What QGIS loads; ``unload`` undoes all of ``initGui``."""

    def __init__(self, iface: QgisInterface) -> None:
        """``iface``: QGIS's window. qgis_process has none and gives None, but then calls only initProcessing."""
        self.iface = iface
        self.translator: QTranslator | None = None
        self.provider: PatrolProvider | None = None
        self.action: QAction | None = None
        self.dock: PatrolDock | None = None

    def initProcessing(self) -> None:  # noqa: N802
        """Register the provider; qgis_process calls only this."""
        self._register(describes_later=False)

    def _register(self, describes_later: bool) -> PatrolProvider:
        self._speak(QgsApplication.locale())
        self.provider = provider = PatrolProvider(describes_later)
        QgsApplication.processingRegistry().addProvider(provider)
        return provider

    def initGui(self) -> None:  # noqa: N802
        """Register the provider and the action that shows the dock."""
        provider = self._register(describes_later=True)
        self.action = QAction(QIcon(provider.svgIconPath()), "Patrol Planner", self.iface.mainWindow())
        self.action.setObjectName("patrol_planner_dock")
        self.action.setToolTip(tr("Plan a patrol: from incidents to officers' routes"))
        self.action.setCheckable(True)
        self.action.toggled.connect(self._show_dock)
        # Not addPluginToMenu: the submenu it makes stays behind, empty, when the plugin is taken away.
        self.iface.pluginMenu().addAction(self.action)
        self.iface.addToolBarIcon(self.action)

    def _speak(self, language: str) -> None:
        """Load the texts of QGIS's language, such as de or pt_BR, where there are any; English needs none."""
        translator = QTranslator()
        if translator.load(f"patrol_planner_{language}", str(_TRANSLATIONS)):
            QCoreApplication.installTranslator(translator)
            self.translator = translator

    def _show_dock(self, shown: bool) -> None:
        """Make the dock when it is first asked for, so that QGIS starts without it; then the two go together."""
        if not shown or self.dock is not None:
            return
        from .ui.dock import PatrolDock

        self.dock = PatrolDock(self.iface)
        self.iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)
        self.dock.setToggleVisibilityAction(self.action)
        self.dock.setUserVisible(True)

    def unload(self) -> None:
        """Take everything away again."""
        if self.dock is not None:
            self.dock.shut_down()
            self.iface.removeDockWidget(self.dock)
            self.dock.deleteLater()
            self.dock = None
        if self.action is not None:
            self.iface.pluginMenu().removeAction(self.action)
            self.iface.removeToolBarIcon(self.action)
            self.action.deleteLater()
            self.action = None
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
        if self.translator is not None:
            QCoreApplication.removeTranslator(self.translator)
            self.translator = None
