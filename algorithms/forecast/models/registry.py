"""The forecast models among which an analyst chooses. A new one is a file in this folder and an entry here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...methods import Method

if TYPE_CHECKING:
    from .model import Fit


def _prior_count() -> Fit:
    from .priorcount import fit_prior_count

    return fit_prior_count


def _blend() -> Fit:
    from .blend.blend import fit_blend

    return fit_blend


def _count_ties() -> Fit:
    from .countties import fit_count_ties

    return fit_count_ties


# The first is the default.
MODELS = (
    Method(
        "prior_count",
        "prior_count",
        "past incidents of the cell in that interval of the week, shrunk to the cell's own mean.",
        _prior_count,
    ),
    Method(
        "count_ties",
        "count_ties",
        "past incidents of the cell, ties broken by those of all types.",
        _count_ties,
    ),
    Method(
        "blend",
        "blend",
        "a mixture of rates (own record at several half-lives, cells around, kernels, other types), a Poisson "
        "regression on them and the cell's own record shrunk to its surroundings, joined by their geometric mean.",
        _blend,
    ),
)
