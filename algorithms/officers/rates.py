"""The settings of the methods that breed plans (Rumi, Qin & Salim, tables V and VI)."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import PatrolError


@dataclass(frozen=True)
class Breeding:
    """What both methods share. ``population``: plans, ``iterations``: generations; ``local``: how probable it is that a
    new plan is optimised locally.
    """

    population: int = 100
    iterations: int = 300
    local: float = 0.5

    def __post_init__(self) -> None:
        if self.population < 2 or self.iterations < 1:
            raise PatrolError(
                "At least 2 plans and 1 iteration are needed, not {plans} and {iterations}.",
                plans=self.population,
                iterations=self.iterations,
            )


@dataclass(frozen=True)
class GeneticRates:
    """Table VI: the shares of the population that stay as they are, that are replaced by children, and by new plans."""

    elitist: float = 0.2
    crossover: float = 0.3
    immigration: float = 0.2


@dataclass(frozen=True)
class CuckooRates:
    """Table V. ``dropped``: p_a, the share of the worst nests that are built anew; ``superior``: p_c, of the best that
    fly; ``flying``: preFly, how many fly as a share of all; ``step``: α; ``exponent``: λ of the power law.
    """

    dropped: float = 0.3
    superior: float = 0.6
    flying: float = 0.3
    step: float = 0.05
    exponent: float = 1.0
