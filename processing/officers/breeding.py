"""The parameters of the methods that breed plans, with the study's values (Rumi, Qin & Salim, tables V and VI)."""

from __future__ import annotations

from typing import Any

from ...algorithms.methods import unused_by
from ...algorithms.officers.planners import PLANNERS
from ..framework import parameters as shared

BREEDING_HELP = {
    "POPULATION": f"Population of the methods that breed plans{unused_by(PLANNERS, 'POPULATION')}.",
    "ITERATIONS": f"Generations of the methods that breed plans{unused_by(PLANNERS, 'ITERATIONS')}.",
    "LOCAL_RATE": "How probable it is that a new plan is optimised locally: in each officer's part the node that earns "
    f"most comes first, then the others by importance{unused_by(PLANNERS, 'LOCAL_RATE')}.",
    "ELITIST_RATE": f"Share of the best plans that stay as they are{unused_by(PLANNERS, 'ELITIST_RATE')}.",
    "CROSSOVER_RATE": f"Share of the plans that children replace{unused_by(PLANNERS, 'CROSSOVER_RATE')}.",
    "IMMIGRATION_RATE": f"Share of the worst plans that new ones replace{unused_by(PLANNERS, 'IMMIGRATION_RATE')}.",
    "DROPPED_NESTS": f"p_a, share of the worst plans that are built anew{unused_by(PLANNERS, 'DROPPED_NESTS')}.",
    "SUPERIOR_NESTS": f"p_c, share of the best plans that may fly{unused_by(PLANNERS, 'SUPERIOR_NESTS')}.",
    "FLYING_NESTS": f"preFly, how many fly, as a share of all{unused_by(PLANNERS, 'FLYING_NESTS')}.",
    "LEVY_STEP": f"α, scale of a step of the Lévy flight{unused_by(PLANNERS, 'LEVY_STEP')}.",
    "LEVY_EXPONENT": f"λ, exponent of its power law{unused_by(PLANNERS, 'LEVY_EXPONENT')}.",
}


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
