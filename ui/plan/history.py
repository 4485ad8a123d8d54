"""Writes the runs of a plan into the history of Processing; a task that runs an algorithm leaves no entry there."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsMapLayer,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingUtils,
    QgsProject,
)
from qgis.gui import QgsGui


@dataclass(frozen=True)
class PastRun:
    """An algorithm as it was run. ``parameters`` name layers by id; ``sources``: where each was when the run began."""

    algorithm: QgsProcessingAlgorithm
    parameters: dict[str, Any]
    sources: dict[str, str] = field(default_factory=dict)

    def values(self) -> dict[str, Any]:
        """The parameters with sources for layers, those of now where a layer has been moved into a file since."""
        return {name: self._value(value) for name, value in self.parameters.items()}

    def _value(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._value(item) for item in value]
        if not isinstance(value, str) or value not in self.sources:
            return value
        layer = QgsProject.instance().mapLayer(value)
        return self.sources[value] if layer is None else source_of(layer)


def source_of(layer: QgsMapLayer) -> str:
    """What opens the layer, with its provider where QGIS would not know it, and without a password."""
    source = layer.source()
    if layer.providerType() not in ("ogr", "gdal"):
        source = QgsProcessingUtils.encodeProviderKeyAndUri(layer.providerType(), source)
    return without_secrets(source)


def without_secrets(text: str) -> str:
    """The text with *** for every password and key in it.

    The algorithms' provider is asked by its id, so that the history hides what records and reports hide.
    """
    provider: Any = QgsApplication.processingRegistry().providerById("patrol")
    return text if provider is None else provider.without_secrets(text)


def remember(runs: Iterable[PastRun]) -> None:
    """Add an entry for each run, as the toolbox does for its own."""
    context = QgsProcessingContext()
    for run in runs:
        values = run.values()
        command = run.algorithm.asPythonCommand(values, context)
        if Qgis.QGIS_VERSION_INT >= 32400:
            entry = {
                "algorithm_id": run.algorithm.id(),
                "python_command": command,
                "parameters": run.algorithm.asMap(values, context),
            }
            line, is_whole = run.algorithm.asQgisProcessCommand(values, context)
            if is_whole:
                entry["process_command"] = line
            QgsGui.historyProviderRegistry().addEntry("processing", entry)
        else:
            # Already imported where Processing is switched on, and without it there is no history to write.
            module = sys.modules.get("processing.core.ProcessingLog")
            if module is not None:
                module.ProcessingLog.addToLog(command)
