"""How urgent a call is in the words of dispatch: P1, Priority 2, Code 3, High, Emergency, 1 - High."""

from __future__ import annotations

import re

# Priority → what dispatch systems write for it, lower case, with a blank between words.
WORDS: dict[int, tuple[str, ...]] = {
    5: (
        "emergency", "emergent", "immediate", "immediately", "critical", "life threatening", "life threat",
        "life safety", "highest", "very high", "extreme", "severe", "echo", "emerg", "immed", "crit",
    ),
    4: ("high", "urgent", "prompt", "elevated", "expedite", "serious", "significant", "delta", "hi", "urg"),
    3: ("medium", "moderate", "normal", "standard", "intermediate", "average", "charlie", "med"),
    2: ("low", "minor", "extended", "bravo", "lo"),
    1: (
        "routine", "lowest", "very low", "non emergency", "nonemergency", "non emergent", "non urgent", "nonurgent",
        "not urgent", "no emergency", "deferred", "scheduled", "minimal", "informational", "information", "alpha",
        "omega",
    ),
}  # fmt: skip
# Code 3 is lights and siren, code 2 at once without them, code 1 when there is time.
_CODES = {1: 1, 2: 3, 3: 5}
_MEANING = {word: priority for priority, words in WORDS.items() for word in words}
_SPELT = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
# These may be followed by anything: "P1 Shooting".
_NUMBERED = re.compile(rf"(?:p|pr|pri|prio|prty|priority)(?:[\s.:#_-]*(\d)(?!\d)|[\s.:#_-]+({'|'.join(_SPELT)})\b)")
# These name other things too ("level 1 trauma"), so they count only where nothing else is said.
_GRADED = re.compile(r"(grade|cat|category|level|lvl|urgency|class|tier|code)[\s.:#_-]*(\d)(?!\d)")
# Words beside those that tell the urgency, which tell nothing themselves.
_FILLING = frozenset((
    "priority", "prio", "pri", "p", "pr", "prty", "grade", "cat", "category", "level", "lvl", "urgency", "class",
    "tier", "code", "response", "call", "calls", "dispatch", "incident",
))  # fmt: skip
_TOKENS = re.compile(r"[^\W\d_]+|\d+")


def urgency_of(text: str) -> int | None:
    """The priority, 1 (least) to 5 (most urgent), that words of dispatch tell; None where they tell none.

    A number with a word counts as dispatchers count, 1 the most urgent: P1 is 5, P2 4, P5 and more 1. A code of
    the radio counts the other way. Where a number alone stands beside a word (1 - High), the word decides.
    """
    lower = text.casefold().strip()
    numbered = _NUMBERED.match(lower)
    if numbered:
        figure, spelt = numbered.groups()
        return _from_most_urgent(int(figure) if figure else _SPELT[spelt])
    tokens = _TOKENS.findall(lower)
    # A single figure or letter is a grade: A - Emergency.
    words = [token for token in tokens if token not in _FILLING and len(token) > 1]
    if not words:
        return _graded(lower)
    phrase = _MEANING.get(" ".join(words))
    if phrase is not None:
        return phrase
    found = [_MEANING[word] for word in words if word in _MEANING]
    # All of them must tell it: "low flying aircraft" is a type of call.
    return max(found) if len(found) == len(words) else None


def _graded(lower: str) -> int | None:
    """The priority of a text of which nothing is said but a grade."""
    found = _GRADED.match(lower)
    if found is None:
        # A grade of its own in some countries, between immediate and scheduled.
        return 4 if lower == "priority" else None
    kind, figure = found.groups()
    return _CODES.get(int(figure)) if kind == "code" else _from_most_urgent(int(figure))


def _from_most_urgent(number: int) -> int:
    # P0 and P9 lie at the ends.
    return min(max(6 - number, 1), 5)
