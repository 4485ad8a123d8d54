"""What the user gave that comes to nothing, because of something else that was chosen or left out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingParameterBoolean, QgsProcessingParameterEnum, QgsProcessingParameterNumber

from ...algorithms.texts import Text

if TYPE_CHECKING:
    from qgis.core import QgsProcessingParameterDefinition

    from .run import Run


def plain_value(run: Run, definition: QgsProcessingParameterDefinition) -> Any:
    """The value of a parameter that is no layer, the default where it is left out."""
    name = definition.name()
    if isinstance(definition, QgsProcessingParameterNumber):
        is_whole = definition.dataType() == QgsProcessingParameterNumber.Type.Integer
        return run.integer(name) if is_whole else run.number(name)
    if isinstance(definition, QgsProcessingParameterEnum):
        return run.word(name)
    if isinstance(definition, QgsProcessingParameterBoolean):
        return run.flag(name)
    return run.field(name) if definition.type() == "field" else run.text(name)


def is_asked(run: Run, name: str) -> bool:
    """Whether a parameter says anything but its default."""
    definition = run.algorithm.parameterDefinition(name)
    if definition is None or not run.given(name):
        return False
    default = definition.defaultValue()
    return default in (None, "") or plain_value(run, definition) != default


def tell_unused(run: Run, names: Iterable[str], why: Text, remedy: Text) -> None:
    """Warn once of those parameters that are asked for all the same.

    run: whose parameters they are.
    names: of parameters that come to nothing.
    why: the end of a sentence: "without Calls".
    remedy: a clause: "Choose Calls".
    """
    labels = [run.label(name) for name in names if is_asked(run, name)]
    if labels:
        run.warn(
            "{labels} are not used {why}. {remedy}, or leave them out."
            if labels[1:]
            else "{labels} is not used {why}. {remedy}, or leave it out.",
            labels=labels,
            why=why,
            remedy=remedy,
        )


def tell_unused_without(run: Run, needed: str, names: Iterable[str]) -> None:
    """Warn of parameters that mean something beside another one alone, where that is left out."""
    if not run.given(needed):
        label = run.label(needed)
        tell_unused(run, names, Text("without {label}", label=label), Text("Choose {label}", label=label))
