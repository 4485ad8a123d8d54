"""The methods of hotspots among which an analyst chooses. A new one is a function in finding and an entry here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..methods import Method

if TYPE_CHECKING:
    from .finding import Finder


def _coverage() -> Finder:
    from .finding import by_coverage

    return by_coverage


def _threshold() -> Finder:
    from .finding import by_threshold

    return by_threshold


def _gi() -> Finder:
    from .finding import by_significance

    return by_significance


def _contiguous() -> Finder:
    from .finding import by_areas

    return by_areas


# The first is the default.
METHODS = (
    Method("coverage", "Coverage", "the riskiest cells up to a share of the area", _coverage),
    Method("threshold", "Threshold", "every cell with at least this risk", _threshold),
    Method("gi", "Gi*", "cells where high risk lies among high risk, more than by chance (Getis-Ord Gi*)", _gi),
    Method(
        "contiguous",
        "Contiguous areas",
        "a number of areas in one piece that cover a share of the area together, each grown from the best place left",
        _contiguous,
    ),
)
