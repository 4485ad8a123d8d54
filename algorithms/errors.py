"""What the core raises: every text says what is wrong, where, and what to do."""

from __future__ import annotations


class PatrolError(ValueError):
    """Input or parameters the method cannot work with."""


class Cancelled(PatrolError):
    """The caller asked to stop and there is no result worth keeping."""
