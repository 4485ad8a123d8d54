"""What the tests of times share."""

from __future__ import annotations

import pytest


@pytest.fixture
def incidents(make_layer):
    """Field definition and values (tuples for several fields) → a point for each, some 50 m apart."""

    def make(fields: str | list[str], values: list):
        fields = [fields] if isinstance(fields, str) else fields
        rows = [
            (
                f"Point({551000 + 50 * (i % 9)} {4181000 + 40 * (i // 9)})",
                *(value if isinstance(value, tuple) else (value,)),
            )
            for i, value in enumerate(values)
        ]
        return make_layer("Point", fields, rows)

    return make
