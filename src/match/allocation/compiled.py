"""Functions compiled to machine code on first use and kept: the only module that knows numba.

A kernel is plain Python over numpy arrays; `kernel.py_func` runs it uncompiled, which the tests use
as its own oracle where no numpy twin exists.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

Kernel = TypeVar("Kernel", bound=Callable[..., Any])


def kernel(function: Kernel) -> Kernel:
    """`function` compiled, without Python's lock while it runs, cached on disk between starts.

    Where no folder can be written (NUMBA_CACHE_DIR names one) it is compiled at every start.
    """
    try:
        made = numba.njit(cache=True, nogil=True)(function)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType] # numba has no types
    except RuntimeError:
        made = numba.njit(nogil=True)(function)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType] # numba has no types
    return cast(Kernel, made)
