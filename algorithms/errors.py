"""What the core raises: every text says what is wrong, where, and what to do."""

from __future__ import annotations

from .texts import Text, said


class PatrolError(ValueError):
    """Input or parameters the method cannot work with; ``str()`` gives its English text."""

    def __init__(self, template: str, /, *, one: str = "", **values: object) -> None:
        """``template``, ``one``, ``values``: of a Text, or the template is a Text itself."""
        super().__init__(Text(template, one=one, **values))

    @property
    def text(self) -> Text:
        """What it says, for another text or the user's language."""
        return said(self)


class Cancelled(PatrolError):
    """The caller asked to stop and there is no result worth keeping."""
