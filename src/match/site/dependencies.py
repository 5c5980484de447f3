"""What a handler may ask for by name, typed once: ``actor: Who`` and ``search: Engine``."""

from typing import TypeAlias

from litestar.di import NamedDependency
from litestar.params import SkipValidation

from match.foundation.actor import Actor
from search.port import SearchEngine

Who: TypeAlias = NamedDependency[Actor]
Engine: TypeAlias = NamedDependency[SkipValidation[SearchEngine]]
"""The engine is a protocol: Litestar cannot check an instance of it, and would answer 500."""
