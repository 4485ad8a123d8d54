"""Create a sample city: a GeoPackage with everything the other algorithms need, and with the truth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputDefinition,
    QgsProcessingOutputNumber,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFileDestination,
)

from ..common.translation import tr
from ..framework import parameters
from ..framework.base import PatrolAlgorithm

if TYPE_CHECKING:
    from ...algorithms.samplecity.city import SampleCity
    from ..framework.run import Run
    from ..geopackage.container import GeoPackage


class CreateSampleCity(PatrolAlgorithm):
    """Reads nothing; makes a city and writes its layers."""

    ID = "samplecity"
    TITLE = "Create a sample city"
    GROUP = ("prepare", "Prepare")
    ICON = "samplecity"
    TAGS = "synthetic demo example test data simulation hotspots truth incidents roads"
    SUMMARY = (
        "Make a synthetic city with known answers, for trying the other algorithms and for tests.\nOne GeoPackage "
        "holds roads (classes, one-way streets, speeds as OpenStreetMap writes them), facilities by type, the "
        "incidents of 2024, the calls of its last four weeks, check-ins, officers of the day shift of 31 December "
        "2024, stations and beats. The layer truth says, for each 250 m cell, how many incidents were to be expected "
        "in the year and in each hour of the day (h00 to h23), which 5 % of the cells are hot, and where hotspots were "
        "planted.\nIncidents have planted hotspots with their "
        "own hours and weekdays, an even background along the streets, and near repeats within 200 m and 7 days. The "
        "city lies in the open North Sea (EPSG:32631), so that nobody takes it for a real one. Equal seed, equal city."
    )
    HELP: ClassVar[dict[str, str]] = {
        "SIZE": "small: 3.5 km across, 2,500 incidents, 5 officers. medium: 7 km, 15,000 incidents, 12 officers. "
        "large: 16 km, 50,000 incidents, about 20,000 pieces of road, 30 officers.",
        "SEED": "Whole number that decides everything random. The same number gives the same city.",
        "CITY": "GeoPackage to write, with the layers roads, facilities, incidents, calls, checkins, officers, "
        "stations, beats and truth, each with its style. A file of that name is replaced.",
        "INCIDENTS": "How many incidents the year has.",
        "ROAD_EDGES": "How many pieces of road, from junction to junction, the network has.",
        "HOTSPOT_CELLS": "How many cells of the truth are hot: 5 % of all.",
    }
    DRESS: ClassVar[dict[str, tuple[str, str, str]]] = {
        "roads": ("city_roads", "", ""),
        "facilities": ("city_facilities", "", ""),
        "incidents": ("city_incidents", "time", ""),
        "calls": ("city_calls", "time", ""),
        "checkins": ("city_checkins", "time", ""),
        "officers": ("city_officers", "shift_on", "shift_off"),
        "stations": ("city_stations", "", ""),
        "beats": ("city_beats", "", ""),
        "truth": ("city_truth", "", ""),
    }
    GROUP_TITLE = "Sample city"
    # What is to be found out, and what few need, is not shown at first.
    GROUPED: ClassVar[dict[str, bool]] = {
        "officers": True,
        "stations": True,
        "calls": True,
        "incidents": True,
        "facilities": True,
        "roads": True,
        "beats": True,
        "checkins": False,
        "truth": False,
    }
    PERSON_NOTES: ClassVar[dict[str, str]] = {
        "checkins": "The field user is an invented number and stands for nobody.",
        "officers": "The field officer is an invented call sign and stands for nobody.",
    }

    def define(self) -> list[QgsProcessingParameterDefinition | QgsProcessingOutputDefinition]:
        return [
            parameters.word("SIZE", "Size", ("small", "medium", "large"), "small"),
            parameters.seed(),
            QgsProcessingParameterFileDestination("CITY", "Sample city", "GeoPackage files (*.gpkg)"),
            QgsProcessingOutputNumber("INCIDENTS", "Incidents"),
            QgsProcessingOutputNumber("ROAD_EDGES", "Pieces of road"),
            QgsProcessingOutputNumber("HOTSPOT_CELLS", "Hot cells"),
        ]

    def read(self, run: Run) -> GeoPackage:
        from ..geopackage.container import GeoPackage

        # Before the work, so that a wrong folder is known at once.
        return GeoPackage(run.path("CITY"), run.label("CITY"), run.staging, tuple(self.DRESS))

    def compute(self, run: Run, inputs: GeoPackage) -> SampleCity:
        from ...algorithms.samplecity.city import make_city

        return make_city(run.word("SIZE"), run.integer("SEED"), run.control)

    def write(self, run: Run, inputs: GeoPackage, result: SampleCity) -> dict[str, Any]:
        from .outputs import city_crs, city_layers

        layers, crs = city_layers(result), city_crs()
        total = sum(layer.rows for layer in layers)
        whole, done = run.control, 0
        with inputs as package:
            for layer in layers:
                run.control = whole.part(done / total, (done + layer.rows) / total)
                package.add_layer(run, layer.name, layer.columns, layer.geometries, layer.geometry_type, crs)
                done += layer.rows
            run.control = whole
        for layer in layers:
            run.written[layer.name] = package.uri(layer.name)
            self._show(run.context, package.uri(layer.name), layer.name)
        self._say(run, result)
        return {
            "CITY": str(package.path),
            "INCIDENTS": len(result.incidents.time),
            "ROAD_EDGES": len(result.streets),
            "HOTSPOT_CELLS": int(result.truth.hotspot.sum()),
        }

    def _show(self, context: QgsProcessingContext, uri: str, name: str) -> None:
        """Ask QGIS to load a layer when the run was started from a project; a file output loads nothing by itself."""
        project = context.project()
        if project is not None:
            context.addLayerToLoadOnCompletion(
                uri, QgsProcessingContext.LayerDetails(tr("Sample city: {name}", name=name), project, name)
            )

    def _say(self, run: Run, city: SampleCity) -> None:
        truth = city.truth
        hot = int(truth.hotspot.sum())
        share = truth.expected[truth.hotspot].sum() / truth.expected.sum()
        run.info(
            "A {size} city: {n:,} incidents, {streets:,} pieces of road, {hotspots} planted hotspots. The {hot} "
            "hottest of {cells:,} cells are expected to have {percent:.0f} % of the incidents.",
            size=city.size.name,
            n=len(city.incidents.time),
            streets=len(city.streets),
            hotspots=len(city.hotspots),
            hot=hot,
            cells=len(truth.expected),
            percent=100 * share,
        )
