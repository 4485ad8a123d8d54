"""The parameters of the methods that breed plans, with the study's values (Rumi, Qin & Salim, tables V and VI)."""

from __future__ import annotations

from typing import Any

from ...algorithms.methods import unused_by
from ...algorithms.officers import planners
from ..framework import parameters as shared

_MEANING = {
    "POPULATION": "Population of the methods that breed plans",
    "ITERATIONS": "Generations of the methods that breed plans",
    "LOCAL_RATE": "How probable it is that a new plan is optimised locally: in each officer's part the node that earns "
    "most comes first, then the others by importance",
    "ELITIST_RATE": "Share of the best plans that stay as they are",
    "CROSSOVER_RATE": "Share of the plans that children replace",
    "IMMIGRATION_RATE": "Share of the worst plans that new ones replace",
    "DROPPED_NESTS": "p_a, share of the worst plans that are built anew",
    "SUPERIOR_NESTS": "p_c, share of the best plans that may fly",
    "FLYING_NESTS": "preFly, how many fly, as a share of all",
    "LEVY_STEP": "α, scale of a step of the Lévy flight",
    "LEVY_EXPONENT": "λ, exponent of its power law",
}


def breeding_help() -> dict[str, str]:
    """What each parameter means, and which methods do not use it."""
    return {name: f"{meaning}{unused_by(planners.PLANNERS, name)}." for name, meaning in _MEANING.items()}


def breeding_parameters() -> list[Any]:
    """Population, iterations, and the rates of both methods."""
    return [
        shared.advanced(shared.integer("POPULATION", "Population", 100, least=2, most=100_000)),
        shared.advanced(shared.integer("ITERATIONS", "Iterations", 300, above=0)),
        *(
            shared.advanced(shared.number(name, label, default, least=0, most=1))
            for name, label, default in (
                ("LOCAL_RATE", "Rate of local optimisation", 0.5),
                ("ELITIST_RATE", "Genetic: elite", 0.2),
                ("CROSSOVER_RATE", "Genetic: crossover", 0.3),
                ("IMMIGRATION_RATE", "Genetic: immigration", 0.2),
                ("DROPPED_NESTS", "Cuckoo: worst nests dropped", 0.3),
                ("SUPERIOR_NESTS", "Cuckoo: superior nests", 0.6),
                ("FLYING_NESTS", "Cuckoo: nests that fly", 0.3),
                ("LEVY_STEP", "Cuckoo: step", 0.05),
            )
        ),
        shared.advanced(shared.number("LEVY_EXPONENT", "Cuckoo: exponent of the steps", 1.0, least=0.3, most=1.99)),
    ]
