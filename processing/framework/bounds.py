"""The bounds of a parameter: kept on its definition, told in its help, and what is said of a value beyond them."""

from __future__ import annotations

from typing import Any, NamedTuple

from qgis.core import QgsProcessingParameterDefinition

from ...algorithms.texts import Text
from ..common.translation import tr

# QGIS keeps what a definition's metadata hold when it copies one; attributes of Python's own would be lost.
_KEY = "patrol_planner_bounds"

# What is said of values out of bounds, where a parameter has no words of its own.
_NOT_ABOVE = Text("{label} must be greater than {above:g}, not {value:g}.")
_NOT_ABOVE_NOR_ZERO = Text("{label} must be greater than {above:g}, or 0 for {zero}, not {value:g}.")
_TOO_LITTLE = Text("{label} must be {least:,g} or more, not {value:g}.")
_TOO_MUCH = Text("{label} must be at most {most:,g}, not {value:g}.")
_TOO_MUCH_AS = Text("{label} must be at most {most:,g} ({why}), not {value:g}.")
_NOT_BELOW = Text("{label} must be less than {below:g}, not {value:g}.")
# The first and the last of a range in one sentence, for parameters that ask for it.
BETWEEN = Text("{label} must lie between {least:g} and {most:g}, not {value:g}.")
FROM_TO = Text("{label} must be from {least:,} to {most:,} ({why}), not {value:g}.")

# What the help says, by which bounds there are: the lower, the upper, and whether there is a why.
_IN_HELP = {
    ("least", "most", ""): Text("From {least} to {most}."),
    ("least", "most", "why"): Text("From {least} to {most} ({why})."),
    ("above", "most", ""): Text("Above {above} and at most {most}."),
    ("above", "most", "why"): Text("Above {above} and at most {most} ({why})."),
    ("above", "below", ""): Text("Above {above} and below {below}."),
    ("least", "below", ""): Text("From {least} to below {below}."),
    ("least", "", ""): Text("{least} or more."),
    ("above", "", ""): Text("Greater than {above}."),
    ("", "most", ""): Text("At most {most}."),
    ("", "most", "why"): Text("At most {most} ({why})."),
    ("", "below", ""): Text("Less than {below}."),
}
_ZERO_IN_HELP = Text("Also 0: {zero}.")


class Bounds(NamedTuple):
    """What a number may be; of a moment, its year. Sentences are templates of whole sentences with {label}, {value}
    and the names of the bounds.

    ``least``, ``most``: themselves allowed; ``above``, ``below``: themselves not. With ``above`` and ``least`` both,
    the first has the plain words and the second those of ``low``: 0 hours are not less than a minute, but none.
    ``why``: what the most is or why it is no more, in brackets. ``zero``: what 0 stands for, where it is allowed beside
    the bounds. ``text``: what is said of every value out of bounds; ``low``: of one below the least; ``high``: of one
    above the most. ``span``: what the help says, where its own sentence would not be clear. ``step``: the
    algorithm whose words these are, where another has its parameter.
    """

    least: float | None = None
    above: float | None = None
    most: float | None = None
    below: float | None = None
    why: str = ""
    zero: str = ""
    text: str = ""
    low: str = ""
    high: str = ""
    span: str = ""
    step: str = ""

    def problem(self, label: str, value: float) -> str:
        """What is wrong with the value of the parameter called ``label``; "" when nothing is."""
        template = self._template(value)
        if not template:
            return ""
        said = Text(template, label=label, value=value, **self._given())
        # Words of the step's own, which call the number as the step does.
        return (
            Text("{step}: {said}", step=Text(self.step), said=said) if self.step and "{label}" not in template else said
        )

    def _given(self) -> dict[str, Any]:
        """The bounds there are, and the words about them, which may be translated by themselves."""
        given = {name: value for name, value in self._asdict().items() if value not in (None, "")}
        return {name: Text(value) if isinstance(value, str) else value for name, value in given.items()}

    def _template(self, value: float) -> str:
        # Written so that what is no number (nan) is out of every bound.
        if self.zero and value == 0:
            return ""
        if self.above is not None and not value > self.above:
            return self.text or (_NOT_ABOVE_NOR_ZERO if self.zero else _NOT_ABOVE)
        if self.least is not None and not value >= self.least:
            return self.text or self.low or _TOO_LITTLE
        if self.most is not None and not value <= self.most:
            return self.text or self.high or (_TOO_MUCH_AS if self.why else _TOO_MUCH)
        if self.below is not None and not value < self.below:
            return self.text or _NOT_BELOW
        return ""

    def help(self) -> str:
        """What the help says of the bounds; "" where there are none."""
        if self.span:
            return tr(self.span, **self._given())
        lower = next((name for name in ("least", "above") if getattr(self, name) is not None), "")
        upper = next((name for name in ("most", "below") if getattr(self, name) is not None), "")
        if not lower and not upper:
            return ""
        template = _IN_HELP[lower, upper, "why" if self.why and upper == "most" else ""]
        shown = {name: _shown(getattr(self, name)) for name in (lower, upper) if name}
        said = tr(template, **shown, **({"why": tr(self.why)} if self.why else {}))
        return f"{said} {tr(_ZERO_IN_HELP, zero=tr(self.zero))}" if self.zero else said


def keep_bounds(definition: QgsProcessingParameterDefinition, bounds: Bounds) -> None:
    """Write the bounds into the definition, for the checks and the help."""
    given = {name: _plain(value) for name, value in bounds._asdict().items() if value not in (None, "")}
    if given:
        definition.setMetadata({**definition.metadata(), _KEY: given})


def bounds_of(definition: QgsProcessingParameterDefinition) -> Bounds | None:
    """The bounds that the definition of a parameter keeps; None without any."""
    given = definition.metadata().get(_KEY)
    return Bounds(**given) if given else None


def _plain(value: Any) -> Any:
    """As QGIS keeps it, which knows no text but a plain one."""
    return str.__str__(value) if isinstance(value, str) else value


def _shown(value: float | None) -> str:
    if value is None:
        return ""
    return (f"{int(value):,}" if value == int(value) else f"{value:g}").replace("-", "−")
