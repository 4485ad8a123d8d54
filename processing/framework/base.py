"""What every Patrol Planner algorithm has: names, help, packages, flags, errors, run record."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from qgis.core import (
    Qgis,
    QgsMessageLog,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputDefinition,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
)
from qgis.PyQt.QtCore import QCoreApplication, QUrl
from qgis.PyQt.QtGui import QIcon

from ...algorithms.errors import PatrolError
from ..common.packages import install_message, missing_packages

if TYPE_CHECKING:
    from .run import Run

PLUGIN_FOLDER = Path(__file__).resolve().parent.parent.parent
HELP_FOLDER = PLUGIN_FOLDER / "help"
# Group ids, as an analyst comes to them.
_ORDER_OF_WORK = ("prepare", "risk", "prediction", "patrol")
REPORT_PACKAGES = ("matplotlib", "jinja2")


class PatrolAlgorithm(QgsProcessingAlgorithm):
    """A Processing algorithm in three steps: read (layers to arrays), compute (core), write (arrays to layers).

    A subclass sets the class attributes, lists its parameters and extra number outputs, and fills in the three steps.
    QGIS loads every algorithm's module when it starts, so these modules import NumPy, the core and layers.py only
    inside the three steps.
    """

    ID: ClassVar[str]
    TITLE: ClassVar[str]
    GROUP: ClassVar[tuple[str, str]]  # id, title
    SUMMARY: ClassVar[str]
    HELP: ClassVar[dict[str, str]]  # parameter or output name → what it is
    TAGS: ClassVar[str] = ""
    ICON: ClassVar[str] = "patrol"
    PACKAGES: ClassVar[tuple[str, ...]] = ("numpy", "scipy")
    # Inputs whose CRS, or whose UTM zone, a run computes in: the first that is given.
    STUDY: ClassVar[tuple[str, ...]] = ()
    # How the time of a run is shared by reading, computing and writing.
    PARTS: ClassVar[tuple[int, int, int]] = (1, 1, 1)
    # File outputs that may be given as the folder they go into.
    INTO_FOLDERS: ClassVar[tuple[str, ...]] = ()
    # Output name → (style file, start field, end field): how a layer of this output is dressed.
    DRESS: ClassVar[dict[str, tuple[str, str, str]]] = {}
    # Outputs that are tables of one GeoPackage and loaded together, from the top of their group: name → shown at first.
    GROUPED: ClassVar[dict[str, bool]] = {}
    GROUP_TITLE: ClassVar[str] = ""
    # Output name → what its layer metadata says of persons, where the usual "no field about a person" would be untrue.
    PERSON_NOTES: ClassVar[dict[str, str]] = {}

    # --- for subclasses

    def define(self) -> list[QgsProcessingParameterDefinition | QgsProcessingOutputDefinition]:
        """The parameters and the number outputs, in order."""
        raise AssertionError(f"{type(self).__name__} defines no parameters")

    def problems(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        """What is wrong with the values, with the parameter's label and the remedy; "" when nothing is."""
        return ""

    def not_positive(self, parameters: dict[str, Any], context: QgsProcessingContext, *names: str) -> str:
        """The text about the first of the named numbers that is not greater than 0, for problems()."""
        for name in names:
            value = self.parameterAsDouble(parameters, name, context)
            if not value > 0:
                label = self.parameterDefinition(name).description()
                return f"{label} must be greater than 0, not {value:g}."
        return ""

    def read(self, run: Run) -> Any:
        """Layers to arrays."""
        raise AssertionError(f"{type(self).__name__} reads nothing")

    def compute(self, run: Run, inputs: Any) -> Any:
        """Arrays to arrays; knows no layer."""
        raise AssertionError(f"{type(self).__name__} computes nothing")

    def write(self, run: Run, inputs: Any, result: Any) -> dict[str, Any]:
        """Arrays to layers; returns every output by name."""
        raise AssertionError(f"{type(self).__name__} writes nothing")

    # --- QGIS

    def createInstance(self) -> PatrolAlgorithm:  # noqa: N802
        return type(self)()

    def name(self) -> str:
        return self.ID

    def displayName(self) -> str:  # noqa: N802
        return self.tr(self.TITLE)

    def groupId(self) -> str:  # noqa: N802
        return self.GROUP[0]

    def group(self) -> str:
        # QGIS sorts groups by their titles; numbers keep them in the order of the work.
        return f"{_ORDER_OF_WORK.index(self.GROUP[0]) + 1}. {self.tr(self.GROUP[1])}"

    def tags(self) -> list[str]:
        return self.TAGS.split()

    def icon(self) -> QIcon:
        return QIcon(self.svgIconPath())

    def svgIconPath(self) -> str:  # noqa: N802
        return str(PLUGIN_FOLDER / "ui" / "icons" / f"{self.ICON}.svg")

    def shortDescription(self) -> str:  # noqa: N802
        return self.tr(self.SUMMARY.split("\n")[0])

    def shortHelpString(self) -> str:  # noqa: N802
        paragraphs = "".join(f"<p>{self.tr(text)}</p>" for text in self.SUMMARY.split("\n") if text)
        rows = "".join(f"<p><b>{self._label(name)}</b> ({name}): {self._help(name)}</p>" for name in self.HELP)
        return paragraphs + rows

    def helpUrl(self) -> str:  # noqa: N802
        # A page of the plugin itself: it is there without a network, and for the version that is installed.
        page = HELP_FOLDER / f"{self.ID}.html"
        return QUrl.fromLocalFile(str(page)).toString() if page.is_file() else ""

    def _label(self, name: str) -> str:
        definition = self.parameterDefinition(name) or self.outputDefinition(name)
        return definition.description() if definition is not None else name

    def _help(self, name: str) -> str:
        definition = self.parameterDefinition(name)
        return definition.help() if definition is not None else self.tr(self.HELP[name])

    @staticmethod
    def tr(text: str) -> str:
        return QCoreApplication.translate("PatrolPlanner", text)

    def flags(self) -> Any:
        # The window is never needed; cancel and batch stay as QGIS has them.
        return super().flags() | QgsProcessingAlgorithm.Flag.FlagCanCancel

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        for definition in self.define():
            if isinstance(definition, QgsProcessingOutputDefinition):
                self.addOutput(definition)
                continue
            definition.setHelp(self.tr(self.HELP[definition.name()]) + _usage(definition))
            if not self.addParameter(definition):
                raise AssertionError(f"{self.ID}: parameter {definition.name()} was refused")

    def canExecute(self) -> tuple[bool, str]:  # noqa: N802
        missing = missing_packages(self.PACKAGES)
        return (not missing, install_message(missing) if missing else "")

    def checkParameterValues(  # noqa: N802
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> tuple[bool, str]:
        # Ours first: QGIS only says "Incorrect parameter value".
        text = self._problem_text(parameters, context)
        return (False, text) if text else super().checkParameterValues(parameters, context)

    def _problem_text(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        from ..common.publicname import without_secrets
        from .checks import shared_problem

        # processing.run and qgis_process never ask canExecute.
        wanted = self.PACKAGES + (REPORT_PACKAGES if parameters.get("REPORT") else ())
        missing = missing_packages(wanted)
        if missing:
            return install_message(missing)
        try:
            return without_secrets(shared_problem(self, parameters, context) or self.problems(parameters, context))
        except PatrolError as error:
            return without_secrets(str(error))

    def prepareAlgorithm(  # noqa: N802
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        from .prepared import prepare_inputs

        # Asked again: a child of a model comes here without checkParameterValues.
        text = self._problem_text(parameters, context)
        if text:
            raise QgsProcessingException(text)
        self._prepared = prepare_inputs(self, parameters, context)
        return True

    def processAlgorithm(  # noqa: N802
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        from ..common.publicname import without_secrets
        from .run import Run

        run = Run(self, parameters, context, feedback, self._prepared)
        outputs, failure = self._run_steps(run)
        if failure:
            failure = run.staging.final(failure)
            run.discard_outputs()
            # A fresh exception: QGIS never lets go of one, and its frames would keep all that was read in memory.
            raise QgsProcessingException(without_secrets(failure))
        return outputs

    def _run_steps(self, run: Run) -> tuple[dict[str, Any], str]:
        """Read, compute, write: the outputs, and what went wrong ("" when nothing did)."""
        from ..common.publicname import without_secrets
        from .outputs import finish_outputs

        try:
            run.start_stage(0)
            inputs = self.read(run)
            run.start_stage(1)
            result = self.compute(run, inputs)
            run.start_stage(2)
            outputs = self.write(run, inputs, result)
            run.control.check()
            run.close_outputs()
            finish_outputs(run)
            # A cancel until the last moment must not pass for a success either.
            run.staging.finish(run.control.check)
        except (PatrolError, QgsProcessingException) as error:
            return {}, str(error) or "The algorithm stopped without saying why."
        except MemoryError:
            return {}, (
                "Not enough memory for this many cells, incidents or places. Use larger cells, a smaller study area or "
                "a shorter period."
            )
        except Exception as error:
            details = without_secrets(traceback.format_exc())
            QgsMessageLog.logMessage(details, "Patrol Planner", Qgis.MessageLevel.Critical)
            return {}, (
                f"{self.displayName()} failed in a way it should not ({type(error).__name__}: {error}). Please report "
                "it with the details from View → Panels → Log Messages → Patrol Planner."
            )
        return outputs, ""


def _usage(definition: QgsProcessingParameterDefinition) -> str:
    """What every parameter's help adds by itself: the words of a choice, the default, whether it may be left out."""
    parts = []
    if isinstance(definition, QgsProcessingParameterEnum):
        parts.append(f"One of: {', '.join(definition.options())} (give the word).")
    default = definition.defaultValue()
    if default not in (None, ""):
        parts.append(f"Default: {default}.")
    elif definition.flags() & definition.Flag.FlagOptional and not definition.isDestination():
        parts.append("Optional.")
    return "".join(f" {part}" for part in parts)
