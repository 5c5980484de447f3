"""Functions compiled to machine code on first use and kept: the only module that knows numba.

A kernel is plain Python over numpy arrays; `kernel.py_func` runs it uncompiled, which the tests use
as its own oracle where no numpy twin exists.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

Kernel = TypeVar("Kernel", bound=Callable[..., Any])


def kernel(function: Kernel) -> Kernel:
    """`function` compiled, without Python's lock while it runs, cached on disk between starts."""
    return cast(Kernel, numba.njit(cache=True, nogil=True)(function))  # pyright: ignore[reportUnknownMemberType] # numba has no types
