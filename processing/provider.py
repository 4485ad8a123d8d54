"""The Processing provider ``patrol``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from .common.plugin import PLUGIN_FOLDER
from .common.translation import tr
from .forecast.predictcrime import PredictCrime
from .framework.base import PatrolAlgorithm
from .hotspots.extracthotspots import ExtractHotspots
from .officers.assignofficers import AssignOfficers
from .officers.createofficers import CreateOfficers
from .plans.planshift import PlanShift
from .relevance.featurerelevance import FeatureRelevance
from .risk.riskgrid import RiskGrid
from .roads.travelmatrix import TravelMatrix
from .route.planroute import PlanRoute
from .samplecity.samplecity import CreateSampleCity

if TYPE_CHECKING:
    from qgis.core import QgsVectorLayer
    from qgis.PyQt.QtCore import QDate

ALGORITHMS: tuple[type[PatrolAlgorithm], ...] = (
    CreateSampleCity,
    CreateOfficers,
    RiskGrid,
    ExtractHotspots,
    PredictCrime,
    FeatureRelevance,
    TravelMatrix,
    PlanRoute,
    AssignOfficers,
    PlanShift,
)


class PatrolProvider(QgsProcessingProvider):
    """All algorithms of Patrol Planner."""

    def id(self) -> str:
        return "patrol"

    def name(self) -> str:
        return "Patrol Planner"

    def longName(self) -> str:  # noqa: N802
        return tr("Patrol Planner: from incidents to officers' routes")

    def icon(self) -> QIcon:
        return QIcon(self.svgIconPath())

    def svgIconPath(self) -> str:  # noqa: N802
        return str(PLUGIN_FOLDER / "ui" / "icons" / "patrol.svg")

    def last_day(self, layer: QgsVectorLayer, field: str) -> QDate | None:
        """The last real day in a field of times; asked by the dock, which knows this provider by its id alone."""
        from .layers.layertimes import last_day

        return last_day(layer, field)

    def without_secrets(self, text: str) -> str:
        """A text with *** for every password and key in it; asked by the dock for QGIS's history."""
        from .common.publicname import without_secrets

        return without_secrets(text)

    def unload(self) -> None:
        """Called by QGIS before it takes the provider away."""
        from .framework.underway import end_all

        end_all()
        super().unload()

    def loadAlgorithms(self) -> None:  # noqa: N802
        for algorithm in ALGORITHMS:
            self.addAlgorithm(algorithm())
