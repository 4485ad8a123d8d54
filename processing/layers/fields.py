"""Which fields of a layer are meant: those a parameter names, and the usual ones where it names none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...algorithms.texts import Text

if TYPE_CHECKING:
    from ..framework.run import Run
    from ..framework.source import Source


def field_label(label: str, name: str) -> Text:
    """A field of a layer as messages call it."""
    return Text("{label}, field {name}", label=label, name=name)


def chosen_field(run: Run, source: Source, parameter: str) -> str | None:
    """The field a parameter names, which the layer must have; None when none is chosen, or without the parameter."""
    if run.algorithm.parameterDefinition(parameter) is None or not run.given(parameter):
        return None
    name = run.field(parameter)
    return None if name is None else source.required_field(name)


def name_field(run: Run, source: Source, parameter: str, usual: Sequence[str]) -> str | None:
    """The field that names the features: the one chosen, else the first usual one the layer has."""
    return chosen_field(run, source, parameter) or source.first_field(*usual)
