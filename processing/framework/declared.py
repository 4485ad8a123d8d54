"""What an algorithm says of itself: names, group, help, icon, flags."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, ClassVar

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingOutputDefinition,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
)
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QIcon

from ..common.plugin import PLUGIN_FOLDER
from ..common.translation import tr, translated
from .bounds import Bounds, bounds_of

HELP_FOLDER = PLUGIN_FOLDER / "help"
# Group ids, as an analyst comes to them.
_ORDER_OF_WORK = ("prepare", "risk", "prediction", "patrol")


class DeclaredAlgorithm(QgsProcessingAlgorithm):
    """A Processing algorithm described by its class attributes; a subclass sets them and lists its parameters."""

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

    def define(self) -> list[QgsProcessingParameterDefinition | QgsProcessingOutputDefinition]:
        """The parameters and the number outputs, in order."""
        raise NotImplementedError(f"{type(self).__name__} defines no parameters")

    def name(self) -> str:
        return self.ID

    def displayName(self) -> str:  # noqa: N802
        return translated(self.TITLE)

    def groupId(self) -> str:  # noqa: N802
        return self.GROUP[0]

    def group(self) -> str:
        # QGIS sorts groups by their titles; numbers keep them in the order of the work.
        return f"{_ORDER_OF_WORK.index(self.GROUP[0]) + 1}. {translated(self.GROUP[1])}"

    def tags(self) -> list[str]:
        return self.TAGS.split()

    def icon(self) -> QIcon:
        return QIcon(self.svgIconPath())

    def svgIconPath(self) -> str:  # noqa: N802
        return str(PLUGIN_FOLDER / "ui" / "icons" / f"{self.ICON}.svg")

    def shortDescription(self) -> str:  # noqa: N802
        return translated(self.SUMMARY.split("\n")[0])

    def shortHelpString(self) -> str:  # noqa: N802
        paragraphs = "".join(f"<p>{translated(text)}</p>" for text in self.SUMMARY.split("\n") if text)
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
        return self._help_of(definition) if definition is not None else translated(self.HELP[name])

    def _help_of(self, definition: QgsProcessingParameterDefinition) -> str:
        return translated(self.HELP[definition.name()]) + _usage(definition)

    def describe(self) -> None:
        """Put in the help of the parameters, where that was left for later."""
        for definition in self.parameterDefinitions():
            definition.setHelp(self._help_of(definition))
        self.is_described = True

    def flags(self) -> Any:
        # The window is never needed; cancel and batch stay as QGIS has them.
        return super().flags() | QgsProcessingAlgorithm.Flag.FlagCanCancel

    # Not the one that only stands in QGIS's list, while QGIS's window starts (provider.py).
    is_described = True

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        for definition in self.define():
            definition.setDescription(translated(definition.description()))
            if isinstance(definition, QgsProcessingOutputDefinition):
                self.addOutput(definition)
                continue
            if self.is_described:
                definition.setHelp(self._help_of(definition))
            if not self.addParameter(definition):
                raise RuntimeError(f"{self.ID}: parameter {definition.name()} was refused")


def _usage(definition: QgsProcessingParameterDefinition) -> str:
    """What each parameter's help adds by itself: words of a choice, bounds, the default, whether it may be left out."""
    optional = tr("Optional.")
    words = tuple(definition.options()) if isinstance(definition, QgsProcessingParameterEnum) else ()
    default = definition.defaultValue()
    may_be_left_out = bool(definition.flags() & definition.Flag.FlagOptional) and not definition.isDestination()
    shown = "" if default in (None, "") else str(default)
    return _usage_in_words(optional, words, bounds_of(definition), shown, may_be_left_out)


@lru_cache(maxsize=500)
def _usage_in_words(optional: str, words: tuple[str, ...], bounds: Bounds | None, default: str, may_lack: bool) -> str:
    """The same, kept: many parameters are alike, and all of them are described while QGIS starts.

    optional: what is said of one that may be left out, in the language of the moment.
    words: of a choice.
    bounds: of a number or moment.
    default: "" where there is none.
    may_lack: whether it may be left out.
    """
    parts = []
    if words:
        parts.append(tr("One of: {words} (give the word).", words=list(words)))
    if bounds is not None:
        parts.append(bounds.help())
    if default:
        parts.append(tr("Default: {value}.", value=default))
    elif may_lack:
        parts.append(optional)
    return "".join(f" {part}" for part in parts)
