"""One execution of an algorithm: its parameters as plain values, its inputs as sources, its feedback as a Control."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsDataSourceUri,
    QgsFields,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsRasterLayer,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QDateTime

from ...algorithms.control import Control
from ...algorithms.errors import PatrolError
from ...algorithms.methods import Method, method_of
from ...algorithms.texts import Text, joined
from ..common.compat import field_names
from ..common.publicname import without_secrets
from ..common.translation import tr
from ..files.filewriter import CheckedWriter
from ..files.overwriting import output_places
from ..files.samefile import has_unopenable_name
from ..files.staging import Staging, with_destination
from ..files.wholeness import require_whole
from ..times.times import times_of
from .parameters import CHECK_FOLDER
from .prepared import GivenPoint, PreparedInputs, prepare_inputs
from .source import Source, require_geometry
from .spreadsheets import lost_geometry

if TYPE_CHECKING:
    from .declared import DeclaredAlgorithm


class Counts:
    """How many features a run has read, used and left out, by name; they go into the record of its outputs.

    In the order they came in; ``skipped`` adds up over all inputs.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def tell(self, **numbers: int) -> None:
        """Set numbers, over those of the same names; but of ``skipped`` none is ever lost, so it adds."""
        for name, number in numbers.items():
            if name == "skipped":
                self.skip(number)
            else:
                self._numbers[name] = number

    def skip(self, number: int) -> None:
        """So many features more were left out."""
        self._numbers["skipped"] = self.skipped + int(number)

    @property
    def skipped(self) -> int:
        return self._numbers.get("skipped", 0)

    def of(self, name: str) -> int:
        """A number by its name, 0 where none was told."""
        return self._numbers.get(name, 0)

    def record(self) -> dict[str, int]:
        """All of them as plain values."""
        return dict(self._numbers)


class Run:
    """Typed access to what the user chose; every value goes through ``parameterAs…``, as qgis_process hands strings."""

    def __init__(
        self,
        algorithm: DeclaredAlgorithm,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        prepared: PreparedInputs | None = None,
    ) -> None:
        """Open the outputs' staging and note where they go.

        algorithm: whose run it is.
        parameters: as QGIS has them.
        context: of the run.
        feedback: takes progress and what is said.
        prepared: of the layers, as the main thread has made it; without it, it is made here.
        """
        self.prepared = prepared or prepare_inputs(algorithm, parameters, context)
        self.algorithm = algorithm
        self.parameters = parameters
        self.context = context
        self.transforms = context.transformContext()
        self.feedback = feedback
        self.counts = Counts()
        # As the user has seen them.
        self.warnings: list[str] = []
        self.written: dict[str, str] = {}
        self.dresses = dict(algorithm.DRESS)
        # Which layers stand in a group, from its top, and whether each is shown at first.
        self.grouped = dict(algorithm.GROUPED)
        # What layers of outputs are called where not all runs call them the same.
        self.titles: dict[str, Text] = {}
        # Of the group that outputs are loaded into, where not all runs have the same.
        self.group_title = algorithm.GROUP_TITLE
        self._sinks: list[CheckedWriter] = []
        self._paths: dict[str, str] = {}
        self.staging = Staging(self.prepared.inputs)
        # Those of a definition that is remapped add to what is there.
        self._places = {
            definition.name(): place
            for definition, place in output_places(algorithm, parameters, context)
            if not getattr(parameters[definition.name()], "useRemapping", lambda: False)()
        }
        for place in self._places.values():
            self.staging.note(place)
        # Records of the steps an output was made by, where it was made in several.
        self.history: dict[str, list[str]] = {}
        self._stage = (0.0, 1.0)
        self.control = Control(feedback.isCanceled, self._progress, self.warn, self.info)

    # --- feedback

    def _progress(self, fraction: float) -> None:
        start, end = self._stage
        self.feedback.setProgress(100.0 * (start + (end - start) * fraction))

    def start_stage(self, number: int) -> None:
        """Read is stage 0, compute 1, write 2; the progress of each runs from 0 to 1."""
        self.control.check()
        parts = self.algorithm.PARTS
        self._stage = (sum(parts[:number]) / sum(parts), sum(parts[: number + 1]) / sum(parts))
        self._progress(0.0)

    @contextmanager
    def part(self, start: float, end: float) -> Iterator[None]:
        """Within it, progress from 0 to 1 is the stretch from ``start`` to ``end`` of the stage or part around it."""
        whole = self.control
        self.control = whole.part(start, end)
        try:
            yield
        finally:
            self.control = whole

    def info(self, template: str, /, *, one: str = "", **values: object) -> None:
        """Say a fact, by a Text or what makes one."""
        self.feedback.pushInfo(without_secrets(tr(template, one=one, **values)))

    def warn(self, template: str, /, *, one: str = "", **values: object) -> None:
        """Say that a result is usable but not what it may seem, by a Text or what makes one; reports repeat it."""
        text = without_secrets(tr(template, one=one, **values))
        self.warnings.append(text)
        self.feedback.pushWarning(text)

    # --- plain values

    def given(self, name: str) -> bool:
        value = self.parameters.get(name)
        return value is not None and value != "" and value != []

    def _own(self, name: str) -> dict[str, Any]:
        """That parameter alone: QGIS converts all it is handed, and crashes at a layer that has been deleted since."""
        return {name: self.parameters[name]} if name in self.parameters else {}

    def number(self, name: str) -> float:
        return self.algorithm.parameterAsDouble(self._own(name), name, self.context)

    def integer(self, name: str) -> int:
        return self.algorithm.parameterAsInt(self._own(name), name, self.context)

    def flag(self, name: str) -> bool:
        return self.algorithm.parameterAsBool(self._own(name), name, self.context)

    def word(self, name: str) -> str:
        return self.algorithm.parameterAsEnumString(self._own(name), name, self.context)

    def words(self, name: str) -> list[str]:
        """The words chosen of a parameter that takes several, in the order of the choice."""
        return list(self.algorithm.parameterAsEnumStrings(self._own(name), name, self.context))

    def method(self, name: str, methods: Sequence[Method]) -> Method:
        """The method chosen among those of a registry. Raises PatrolError where a layer is left out that it needs."""
        chosen = method_of(methods, self.word(name))
        for needed in chosen.needs:
            if not self.given(needed):
                raise PatrolError(
                    "The method {method} needs {label}: choose a layer, or another method.",
                    method=chosen.word,
                    label=self.label(needed),
                )
        return chosen

    def text(self, name: str) -> str:
        return self.algorithm.parameterAsString(self._own(name), name, self.context)

    def field(self, name: str) -> str | None:
        """The one field chosen, or None."""
        chosen = field_names(self.algorithm, self._own(name), name, self.context)
        return chosen[0] if chosen else None

    def moment(self, name: str) -> np.datetime64 | None:
        """A local date and time, or None; ISO text is taken too. Raises PatrolError for text that is no time."""
        if not self.given(name):
            return None
        raw = self.parameters[name]
        value = raw if isinstance(raw, (str, QDateTime)) else None
        if value is None:
            value = self.algorithm.parameterAsDateTime(self._own(name), name, self.context)
        found = times_of([value], self.label(name))[0]
        return None if np.isnat(found) else found

    def path(self, name: str) -> str:
        """A file destination, "" when it was not asked for."""
        if name not in self._paths and self.wanted(name):
            # Once: a temporary one is another each time QGIS is asked.
            self._paths[name] = self.algorithm.parameterAsFileOutput(self._own(name), name, self.context)
        return self._paths.get(name, "")

    def layer_path(self, name: str) -> str:
        """The file destination of a raster, "" when it was not asked for."""
        if name not in self._paths and self.wanted(name):
            self._paths[name] = self.algorithm.parameterAsOutputLayer(self._own(name), name, self.context)
        return self._paths.get(name, "")

    def label(self, name: str) -> str:
        """A parameter's name as the user sees it."""
        definition = self.algorithm.parameterDefinition(name)
        return definition.description() if definition is not None else name

    # --- inputs

    def source(self, name: str) -> Source | None:
        """A vector input, or None when an optional one is left out."""
        if not self.given(name) and self.is_optional(name):
            return None
        # Looked up in a worker, a layer of the project can end QGIS 3.22 while the map is drawn.
        source, layer = self.prepared.sources.get(name), self.prepared.layers.get(name)
        # Somebody may have taken it out of the project while the run waited for its turn.
        if source is None or (layer is not None and sip.isdeleted(layer)):
            raise QgsProcessingException(self.algorithm.invalidSourceError(self.parameters, name))
        require_geometry(source, self.algorithm.parameterDefinition(name))
        prepared = self.prepared
        return Source(
            source=source,
            label=self.label(name),
            crs=prepared.crs[name],
            count=prepared.counts[name],
            plain=prepared.plain.get(name),
            in_geopackage=name in prepared.geopackages,
            file=prepared.files.get(name, ""),
            file_times=prepared.file_times.get(name, {}),
        )

    def required_source(self, name: str) -> Source:
        source = self.source(name)
        if source is None:
            raise QgsProcessingException(self.algorithm.invalidSourceError(self.parameters, name))
        return source

    def sources(self, name: str) -> list[Source]:
        """The layers of a multiple input, each under its own name."""
        return self.prepared.several.get(name, [])

    def is_optional(self, name: str) -> bool:
        definition = self.algorithm.parameterDefinition(name)
        return bool(definition.flags() & definition.Flag.FlagOptional)

    def raster(self, name: str) -> QgsRasterLayer | None:
        """A raster input (a copy made for this run), or None when it is left out."""
        if not self.given(name):
            return None
        layer = self.prepared.rasters.get(name)
        if layer is None:
            raise QgsProcessingException(self.algorithm.invalidRasterError(self.parameters, name))
        return layer

    def working_crs(self) -> QgsCoordinateReferenceSystem:
        """The CRS this run computes in, found from its study layer, and said once."""
        study = self.prepared.study
        if study.problem or study.crs is None:
            raise PatrolError(study.problem or Text("There is no layer that tells in which CRS to compute."))
        for say, texts in ((self.info, study.infos), (self.warn, study.warnings)):
            for text in texts:
                say(text)
        return study.crs

    @property
    def wgs84(self) -> QgsCoordinateReferenceSystem:
        return self.prepared.wgs84

    def point(self, name: str) -> GivenPoint | None:
        """A point as it was given, None when it is left out."""
        return self.prepared.points.get(name)

    # --- outputs

    def wanted(self, name: str) -> bool:
        """Whether an output was asked for (optional ones may be left out)."""
        return self.given(name)

    def open_sink(
        self, name: str, fields: QgsFields, geometry_type: Any, crs: QgsCoordinateReferenceSystem
    ) -> tuple[CheckedWriter, str]:
        """The sink of an output, checked, and where the output will be when the run has ended well."""
        label, place = self.label(name), self._places.get(name)
        parameters = self._own(name)
        if place is not None and place.path is not None:
            if has_unopenable_name(place.path):
                self.warn(
                    "{label}: QGIS may not open {file}, since it takes a % with two digits in a path for a code. "
                    "Choose a name, or a folder, without one.",
                    label=label,
                    file=place.path.name,
                )
            staged = self.staging.destination(place, label)
            parameters = {**parameters, name: with_destination(parameters[name], staged)}
        try:
            sink, destination = self.algorithm.parameterAsSink(
                parameters, name, self.context, fields, geometry_type, crs
            )
        except QgsProcessingException as error:
            text = Text("{label}: the output cannot be written ({why}).", label=label, why=error)
            raise QgsProcessingException(joined((text, CHECK_FOLDER))) from error
        if sink is None:
            raise QgsProcessingException(self.algorithm.invalidSinkError(self.parameters, name))
        address = destination
        if place is not None and place.provider == "spatialite":
            parts = QgsDataSourceUri(destination.partition(":")[2])
            address = f"{parts.database()}|layername={parts.table()}"
        self._sinks.append(CheckedWriter(sink, label, address))
        self.written[name] = self.staging.final(destination)
        self._load_instead(destination, self.written[name])
        lost = lost_geometry(label, self.written[name], geometry_type)
        if lost:
            self.warn(lost)
        return self._sinks[-1], self.written[name]

    def dress(self, name: str, style: str, start: str = "", end: str = "") -> None:
        """How the layer of an output will look: a style file, and its time fields; in place of what was declared."""
        self.dresses[name] = (style, start, end)

    def _load_instead(self, staged: str, final: str) -> None:
        """Have QGIS load an output from its place in the end."""
        loaded = self.context.layersToLoadOnCompletion()
        if staged != final and staged in loaded:
            loaded[final] = loaded.pop(staged)
            self.context.setLayersToLoadOnCompletion(loaded)

    def close_outputs(self) -> None:
        """Close every sink and see that all is there. Raises PatrolError or QgsProcessingException where it is not."""
        for sink in self._sinks:
            sink.close()
        for sink in self._sinks:
            path, _, table = sink.destination.partition("|layername=")
            if self.staging.final(path) != path:
                require_whole(Path(path), table, sink.rows, sink.label, self.control.check)

    def discard_outputs(self) -> None:
        """Take away what was written; what is made in the end is not begun."""
        for sink in self._sinks:
            sink.let_go()
        self.staging.discard()
        loaded = self.context.layersToLoadOnCompletion()
        kept = {address: details for address, details in loaded.items() if address not in self.written.values()}
        if len(kept) < len(loaded):
            self.context.setLayersToLoadOnCompletion(kept)
