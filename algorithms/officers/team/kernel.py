"""The inner loops of the search, run by Python or, where PATROL_NUMBA=1 asks for it, compiled by numba: one code.

numba compiles for half a minute when it is first used, and does not answer a cancel meanwhile: so it is asked for.

Python reads lists several times faster than arrays, numba the other way round. So the loops take what can be indexed,
``row[a][b]``, and ``prepared`` makes the one or the other of an array.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from typing import Any, Callable, TypeVar

import numpy as np

Function = TypeVar("Function", bound=Callable[..., Any])
# More numbers than this are not copied into lists: views of rows take longer to read, but no memory.
_MOST_IN_LISTS = 400_000


def _numba() -> Any:
    """numba's compiler; None where it is not asked for, or there is none."""
    if os.environ.get("PATROL_NUMBA") != "1":
        return None
    try:
        numba = import_module("numba")
        if numba.config.DISABLE_JIT:
            return None
        # Without counting references: each call would do so for every array it is handed.
        quick = partial(numba.njit, cache=True, _nrt=False)
        quick()(_nothing)
    except (ImportError, AttributeError, SystemError):
        # Not installed, or not for this version of NumPy.
        return None
    except (KeyError, TypeError):
        # A version that always counts them.
        return partial(numba.njit, cache=True)
    return quick


def _nothing() -> int:
    return 0


_NJIT = _numba()
COMPILED = _NJIT is not None


def compiled(function: Function) -> Function:
    """The function, compiled when it is first called, if there is numba. Nothing in it may make an array."""
    if _NJIT is None:
        return function
    fast: Function = _NJIT()(function)
    return fast


def inlined(function: Function) -> Function:
    """As ``compiled``, but made part of every function that calls it."""
    if _NJIT is None:
        return function
    fast: Function = _NJIT(forceinline=True)(function)
    return fast


def prepared(array: np.ndarray) -> Any:
    """An array of numbers as the loops read and write it quickest."""
    if COMPILED:
        return np.array(array, order="C")
    if array.ndim > 1 and array.size > _MOST_IN_LISTS:
        return _rows(np.ascontiguousarray(array))
    return array.tolist()


def _rows(array: np.ndarray) -> Sequence[Any]:
    return [memoryview(part) if part.ndim == 1 else _rows(part) for part in array]
