"""The bounds of a parameter: kept on its definition, told in its help, and what is said of a value beyond them."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import QgsProcessingParameterDefinition

# QGIS keeps what a definition's metadata hold when it copies one; attributes of Python's own would be lost.
_KEY = "patrol_planner_bounds"

# What is said of values out of bounds, where a parameter has no words of its own.
_NOT_ABOVE = "{label} must be greater than {above:g}, not {value:g}."
_NOT_ABOVE_NOR_ZERO = "{label} must be greater than {above:g}, or 0 for {zero}, not {value:g}."
_TOO_LITTLE = "{label} must be {least:,g} or more, not {value:g}."
_TOO_MUCH = "{label} must be at most {most:,g}, not {value:g}."
_TOO_MUCH_AS = "{label} must be at most {most:,g} ({why}), not {value:g}."
_NOT_BELOW = "{label} must be less than {below:g}, not {value:g}."
# The first and the last of a range in one sentence, for parameters that ask for it.
BETWEEN = "{label} must lie between {least:g} and {most:g}, not {value:g}."
FROM_TO = "{label} must be from {least:,} to {most:,} ({why}), not {value:g}."

# What the help says, by which bounds there are: the lower, the upper, and whether there is a why.
_IN_HELP = {
    ("least", "most", ""): "From {least} to {most}.",
    ("least", "most", "why"): "From {least} to {most} ({why}).",
    ("above", "most", ""): "Above {above} and at most {most}.",
    ("above", "most", "why"): "Above {above} and at most {most} ({why}).",
    ("above", "below", ""): "Above {above} and below {below}.",
    ("least", "below", ""): "From {least} to below {below}.",
    ("least", "", ""): "{least} or more.",
    ("above", "", ""): "Greater than {above}.",
    ("", "most", ""): "At most {most}.",
    ("", "most", "why"): "At most {most} ({why}).",
    ("", "below", ""): "Less than {below}.",
}
_ZERO_IN_HELP = "Also 0: {zero}."


@dataclass(frozen=True)
class Bounds:
    """What a number may be; of a moment, its year. Sentences are templates of whole sentences with {label}, {value}
    and the names of the bounds.

    ``least``, ``most``: themselves allowed; ``above``, ``below``: themselves not. With ``above`` and ``least`` both,
    the first has the plain words and the second those of ``low``: 0 hours are not less than a minute, but none.
    ``why``: what the most is or why it is no more, in brackets. ``zero``: what 0 stands for, where it is allowed beside
    the bounds. ``text``: what is said of every value out of bounds; ``low``: of one below the least; ``high``: of one
    above the most. ``span``: what the help says, where its own sentence would not be clear.
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

    def problem(self, label: str, value: float) -> str:
        """What is wrong with the value of the parameter called ``label``; "" when nothing is."""
        template = self._template(value)
        return template.format(label=label, value=value, **vars(self)) if template else ""

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
            return self.span
        lower = next((name for name in ("least", "above") if getattr(self, name) is not None), "")
        upper = next((name for name in ("most", "below") if getattr(self, name) is not None), "")
        if not lower and not upper:
            return ""
        template = _IN_HELP[lower, upper, "why" if self.why and upper == "most" else ""]
        shown = {name: _shown(getattr(self, name)) for name in ("least", "above", "most", "below")}
        said = template.format(why=self.why, **shown)
        return f"{said} {_ZERO_IN_HELP.format(zero=self.zero)}" if self.zero else said


def keep_bounds(definition: QgsProcessingParameterDefinition, bounds: Bounds) -> None:
    """Write the bounds into the definition, for the checks and the help."""
    given = {name: value for name, value in vars(bounds).items() if value not in (None, "")}
    if given:
        definition.setMetadata({**definition.metadata(), _KEY: given})


def bounds_of(definition: QgsProcessingParameterDefinition) -> Bounds | None:
    """The bounds that the definition of a parameter keeps; None without any."""
    given = definition.metadata().get(_KEY)
    return Bounds(**given) if given else None


def _shown(value: float | None) -> str:
    if value is None:
        return ""
    return (f"{int(value):,}" if value == int(value) else f"{value:g}").replace("-", "−")
