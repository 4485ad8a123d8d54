"""The plugin: registers the Processing provider and the dock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsApplication

from .processing.provider import PatrolProvider

if TYPE_CHECKING:
    from qgis.gui import QgisInterface


class PatrolPlannerPlugin:
    """What QGIS loads; ``unload`` undoes all of ``initGui``."""

    def __init__(self, iface: QgisInterface | None) -> None:
        self.iface = iface
        self.provider: PatrolProvider | None = None

    def initProcessing(self) -> None:  # noqa: N802
        """Register the provider; qgis_process calls only this."""
        self.provider = PatrolProvider()
        QgsApplication.processingRegistry().addProvider(self.provider)

    def initGui(self) -> None:  # noqa: N802
        """Register the provider, the dock and its action."""
        self.initProcessing()

    def unload(self) -> None:
        """Take everything away again."""
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
