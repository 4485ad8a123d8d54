"""How many features a run has read, used and left out; they go into the record of its outputs."""

from __future__ import annotations


class Counts:
    """Numbers by name, in the order they came in; ``skipped`` adds up over all inputs."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def tell(self, **numbers: int) -> None:
        """Set numbers, over those of the same names."""
        self._numbers.update(numbers)

    def skip(self, number: int) -> None:
        """So many features more were left out."""
        self._numbers["skipped"] = self.skipped + int(number)

    @property
    def skipped(self) -> int:
        return self._numbers.get("skipped", 0)

    def of(self, name: str) -> int:
        """A number by its name, 0 where none was told."""
        return self._numbers.get(name, 0)

    def record(self) -> dict[str, int]:
        """All of them as plain values."""
        return dict(self._numbers)
