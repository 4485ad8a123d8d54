"""The forecast models among which an analyst chooses. A new one is a file in this folder and an entry here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...methods import Method

if TYPE_CHECKING:
    from .model import Fit


def _prior_count() -> Fit:
    from .priorcount import fit_prior_count

    return fit_prior_count


# The first is the default.
MODELS = (
    Method(
        "prior_count",
        "prior_count",
        "past incidents of the cell in that interval of the week, shrunk to the cell's own mean.",
        _prior_count,
    ),
)
