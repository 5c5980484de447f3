"""The index of the needs tests serves homes as well."""

from tests.needs.conftest import fill, search_engine

__all__ = ["fill", "search_engine"]
