"""A Rust panic reaches Python as a BaseException: it would fly past every handler and end the
process. Here it becomes SearchDown.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from search.port import SearchDown


@contextmanager
def panics_are_errors() -> Generator[None]:
    try:
        yield
    except BaseException as problem:
        # pyo3 makes the class at run time in a module that cannot be imported; its name is all
        # there is to go by.
        if type(problem).__name__ == "PanicException":
            raise SearchDown("the embedded search engine failed inside") from problem
        raise
