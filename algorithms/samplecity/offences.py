"""What incidents and calls are about: categories with their severity, call types with their priority."""

from __future__ import annotations

import numpy as np

from .rhythm import draw_index

# Category → severity, and how common it is at each kind of place.
SEVERITY = {
    "assault": 4,
    "robbery": 5,
    "burglary": 3,
    "theft": 2,
    "shoplifting": 1,
    "vehicle crime": 2,
    "vandalism": 1,
    "narcotics": 3,
    "disturbance": 2,
}
_COMMON = {
    "nightlife": {"assault": 35, "robbery": 10, "theft": 15, "vandalism": 6, "narcotics": 9, "disturbance": 25},
    "shopping": {"shoplifting": 50, "theft": 30, "robbery": 5, "assault": 5, "disturbance": 10},
    "transport": {"theft": 45, "robbery": 12, "assault": 10, "narcotics": 15, "disturbance": 18},
    "housing": {"burglary": 40, "vehicle crime": 25, "vandalism": 15, "assault": 12, "disturbance": 8},
    "school": {"vandalism": 30, "theft": 25, "assault": 15, "narcotics": 15, "disturbance": 15},
    "street": {
        "theft": 25,
        "burglary": 15,
        "vehicle crime": 22,
        "vandalism": 14,
        "assault": 10,
        "disturbance": 10,
        "robbery": 4,
    },
}

# Rumi, Qin and Salim, table I: call type → priority; the last number is how common it is here.
CALL_TYPES: dict[str, tuple[int, float]] = {
    "False Alarms": (1, 8),
    "Nuisance Mischief": (1, 5),
    "Missing Person": (1, 2),
    "Missing Property": (1, 3),
    "Trespass": (1, 5),
    "Fraud call": (1, 3),
    "Mental health": (1, 5),
    "prowl": (1, 2),
    "Animal complaints": (2, 2),
    "Theft": (2, 10),
    "Disturbances": (2, 14),
    "hazards": (2, 5),
    "shoplifting": (2, 5),
    "property damage": (2, 4),
    "suspicious circumstances": (2, 10),
    "Burglary": (3, 5),
    "Liquor violations": (3, 2),
    "Narcotics complaints": (3, 3),
    "Assaults": (4, 5),
    "Sex Offender": (4, 0.4),
    "Prostitution": (4, 0.6),
    "Reckless burning": (4, 0.3),
    "Robbery": (4, 1.5),
    "Threats": (4, 2.5),
    "Harassment": (4, 2.5),
    "Accident": (5, 6),
    "Arrest": (5, 1.5),
    "Homicide": (5, 0.05),
    "Person Down/Injury": (5, 2.5),
    "Weapons calls": (5, 1),
}


def draw_categories(
    source: np.ndarray, kinds: tuple[str, ...], rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Category (text, (n,)) and severity 1–5 (int64 (n,)) of incidents whose source is an index into ``kinds``."""
    names = np.array(list(SEVERITY), dtype=object)
    usual = np.array(list(SEVERITY.values()))
    index = np.empty(len(source), dtype=np.int64)
    kind_of = np.array(kinds, dtype=object)[source]
    for kind, common in _COMMON.items():
        rows = np.flatnonzero(kind_of == kind)
        index[rows] = draw_index(np.array([common.get(name, 0.0) for name in names]), len(rows), rng)
    severity = usual[index] + rng.choice([-1, 0, 1], len(source), p=[0.15, 0.65, 0.2])
    return names[index], np.clip(severity, 1, 5)


def draw_call_types(count: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Call type (text, object (count,)) and its priority 1–5 (int64 (count,))."""
    names = np.array(list(CALL_TYPES), dtype=object)
    priority = np.array([value for value, _ in CALL_TYPES.values()])
    index = draw_index(np.array([common for _, common in CALL_TYPES.values()]), count, rng)
    return names[index], priority[index]
