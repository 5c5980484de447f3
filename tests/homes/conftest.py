"""What the needs tests fill serves homes as well."""

from tests.needs.conftest import fill

__all__ = ["fill"]
