"""Texts grouped by their form, the text with 0 for every digit, so that each form is understood once, not each text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

# Longer texts are no times; one description would make every row of the matrix as wide.
_LONGEST = 48
_AT_ONCE = 100_000
_SPACES = (0xA0, 0x2007, 0x2009, 0x202F)


class TextGroup:
    """The texts of one form. ``rows``: where they stand, int (k,). ``form``: capitals, with 0 for every digit."""

    def __init__(self, form: str, rows: np.ndarray, letters: np.ndarray) -> None:
        self.form, self.rows, self._letters = form, rows, letters

    def number(self, found: re.Match[str], group: str) -> np.ndarray:
        """The number that stands in a group of the form's match, int64 (k,); 0 where the group is absent."""
        start, end = found.span(group) if found.group(group) is not None else (0, 0)
        value = np.zeros(len(self.rows), dtype=np.int64)
        for place in range(start, end):
            value = value * 10 + (self._letters[:, place].astype(np.int64) - ord("0"))
        return value


def by_form(texts: Sequence[str]) -> Iterator[TextGroup]:
    """All texts (n,), blanks around them dropped, in groups of one form; empty and very long ones are in no group.

    A form may come more than once, as the texts are looked at in pieces.
    """
    for first in range(0, len(texts), _AT_ONCE):
        piece = [text.strip() for text in texts[first : first + _AT_ONCE]]
        if max(map(len, piece)) > _LONGEST:
            piece = [text if len(text) <= _LONGEST else "" for text in piece]
        yield from _groups_of(piece, first)


def _groups_of(piece: list[str], first: int) -> Iterator[TextGroup]:
    held = np.array(piece)
    if held.dtype.itemsize == 0:
        return
    codes = held.view(np.uint32).reshape(len(piece), -1)
    letters = np.where(codes < 128, codes, ord("?")).astype(np.uint8)
    if codes.max() > 127:
        letters[np.isin(codes, _SPACES)] = ord(" ")
    letters[(letters >= ord("a")) & (letters <= ord("z"))] -= 32
    digits = (letters >= ord("0")) & (letters <= ord("9"))
    forms = np.where(digits, np.uint8(ord("0")), letters)
    if (forms == forms[0]).all():
        # Nearly every column is of one form.
        distinct, place = forms[:1], np.zeros(len(piece), dtype=np.int64)
    else:
        whole = np.ascontiguousarray(forms).view(np.dtype((np.void, forms.shape[1]))).ravel()
        _, at, place = np.unique(whole, return_index=True, return_inverse=True)
        distinct, place = forms[at], place.reshape(-1)
    order = np.argsort(place, kind="stable")
    bounds = np.searchsorted(place[order], np.arange(len(distinct) + 1))
    for number, form in enumerate(distinct):
        shown = form.tobytes().rstrip(b"\0").decode("ascii")
        if shown:
            rows = order[bounds[number] : bounds[number + 1]]
            yield TextGroup(shown, rows + first, letters[rows])
