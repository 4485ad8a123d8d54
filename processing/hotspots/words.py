"""What log and report of hotspots call the numbers they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...algorithms.texts import Text

if TYPE_CHECKING:
    from ...algorithms.hotspots.extraction import HotspotSettings
    from ..cells.cells import CellFields

_RISK_OF_CASE = "risk_"
# Create a risk grid's name for all times together.
_ALL_TIMES = "overall"
PERMUTATIONS_TEST_SURROUNDINGS = Text(
    "Permutations hold the value of a cell fixed and so test its surroundings: an extreme cell among quiet "
    "ones is not significant by itself."
)


def case_of(risk_field: str) -> str | None:
    """The case (a turn of the day, such as t1) whose risk a field of a risk grid holds; None for all times."""
    case = risk_field[len(_RISK_OF_CASE) :] if risk_field.lower().startswith(_RISK_OF_CASE) else ""
    return case if case and case.lower() != _ALL_TIMES else None


def risk_word(fields: CellFields) -> str:
    """What the number that ranks cells is called within a sentence: risk, or its field or band where that is other."""
    return "risk" if fields.risk.lower().startswith("risk") else fields.risk


def risk_title(fields: CellFields) -> str:
    """The same as the head of a column."""
    word = risk_word(fields)
    return "Risk" if word == "risk" else word


def what_change_means(settings: HotspotSettings) -> str:
    """What emerging and fading are relative to, and which changes are slight."""
    hot = {
        "threshold": Text("what reaches the threshold"),
        "gi": Text("what is significant"),
    }.get(settings.method, Text("the {coverage_percent:g} % that are hot", coverage_percent=settings.coverage_percent))
    return Text(
        "Emerging and fading are relative to {hot} in each period, so both should be equally long. Single cells "
        "along the edge of a core change easily; the least number of cells holds for the whole hotspot of a "
        "period and leaves them in.",
        hot=hot,
    )


def what_pai_counts(fields: CellFields) -> str:
    """The incidents that PAI and the curve of concentration count."""
    if fields.judged is not None:
        return Text(
            "the incidents of case {case} by their weight (field {judged})",
            case=case_of(fields.risk),
            judged=fields.judged,
        )
    return Text("the incidents in the field {count}", count=fields.count)
