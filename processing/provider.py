"""The Processing provider ``patrol``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsProcessingProvider
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtGui import QIcon

from .common.plugin import PLUGIN_FOLDER
from .common.translation import tr
from .forecast.evaluateforecast import EvaluateForecast
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
from .waypoints.patrolwaypoints import PatrolWaypoints

if TYPE_CHECKING:
    from qgis.core import QgsVectorLayer
    from qgis.PyQt.QtCore import QDate

ALGORITHMS: tuple[type[PatrolAlgorithm], ...] = (
    CreateSampleCity,
    CreateOfficers,
    RiskGrid,
    ExtractHotspots,
    PredictCrime,
    EvaluateForecast,
    FeatureRelevance,
    PatrolWaypoints,
    TravelMatrix,
    PlanRoute,
    AssignOfficers,
    PlanShift,
)


class PatrolProvider(QgsProcessingProvider):
    """All algorithms of Patrol Planner."""

    def __init__(self, describes_later: bool = False) -> None:
        """``describes_later``: the parameters of those in QGIS's list get their help when the window is there; what is
        run or shown is made anew, with its help.
        """
        super().__init__()
        self._describes_later = describes_later
        self._listed: list[PatrolAlgorithm] = []

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
        self._listed = []
        super().unload()

    def loadAlgorithms(self) -> None:  # noqa: N802
        self._listed = [algorithm() for algorithm in ALGORITHMS]
        for algorithm in self._listed:
            algorithm.is_described = not self._describes_later
            self.addAlgorithm(algorithm)
        if self._describes_later:
            QTimer.singleShot(0, self.describe)

    def describe(self) -> None:
        """Put in the help that was left for later."""
        for algorithm in self._listed:
            if not sip.isdeleted(algorithm) and not algorithm.is_described:
                algorithm.describe()
