"""The forecast models among which an analyst chooses. A new one is a file in this folder and an entry here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...methods import Method, choices, method_of

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


def _kernel() -> Fit:
    from .kernel import fit_kernel

    return fit_kernel


def _prospective() -> Fit:
    from .prospective import fit_prospective

    return fit_prospective


def _self_exciting() -> Fit:
    from .selfexciting import fit_self_exciting

    return fit_self_exciting


def _self_exciting_kernel() -> Fit:
    from .selfexciting import fit_self_exciting_kernel

    return fit_self_exciting_kernel


def _random_forest() -> Fit:
    from .forest.forest import fit_random_forest

    return fit_random_forest


def _consistency() -> Fit:
    from .consistency import fit_consistency

    return fit_consistency


# The first is the default.
MODELS = (
    Method(
        "blend",
        "blend",
        "a mixture of rates (own record at several half-lives, cells around, kernels, other types), a Poisson "
        "regression on them and the cell's own record shrunk to its surroundings, joined by their geometric mean.",
        _blend,
        packages=("scipy",),
    ),
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
        "kernel",
        "kernel",
        "the density of past incidents, its width chosen on the last weeks.",
        _kernel,
        packages=("scipy",),
    ),
    Method(
        "prospective",
        "prospective (ProMap)",
        "incidents of the last eight weeks within 400 m, less the farther and the older they are.",
        _prospective,
        packages=("scipy",),
    ),
    Method(
        "self_exciting",
        "self-exciting",
        "a background of the cell, and every incident that makes further ones likelier for a while.",
        _self_exciting,
        packages=("scipy",),
    ),
    Method(
        "self_exciting_kernel",
        "self-exciting, kernel background",
        "the same with the density of past incidents as the background.",
        _self_exciting_kernel,
        packages=("scipy",),
    ),
    Method(
        "random_forest",
        "random forest",
        "sixty decision trees on the features of the Seattle study (incidents of the last 30 and 7 days, points of "
        "interest, check-ins) and others (rhythm of the week, counts at several spans, cells around, other types), "
        "learned from as many intervals of cells with an incident as without. Needs scikit-learn; works without points "
        "of interest and check-ins.",
        _random_forest,
        needs=("POIS", "CHECKINS"),
        packages=("scipy", "sklearn"),
    ),
    Method(
        "consistency",
        "consistency",
        "in how many weeks the cell had an incident, and how many in the last one.",
        _consistency,
    ),
)

# Takes the model that hits most in the back-test.
AUTO = "auto"
AUTO_HELP = "auto: the one of these that hits most in the back-test, of those that need no further package."
# What comes with QGIS: auto asks for nothing else.
_WITH_QGIS = frozenset({"numpy", "scipy"})


def words() -> tuple[str, ...]:
    """The models to choose from, and AUTO."""
    return (*choices(MODELS), AUTO)


def tried(word: str) -> tuple[Method, ...]:
    """The models among which a word chooses: one, or all that AUTO tries. Raises KeyError for an unknown word."""
    if word == AUTO:
        return tuple(model for model in MODELS if _WITH_QGIS.issuperset(model.packages) and not model.needs)
    return (method_of(MODELS, word),)
