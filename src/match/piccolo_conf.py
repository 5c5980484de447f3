"""Where Piccolo finds the engine and every room's tables. Rooms are found, not listed."""

from pathlib import Path

from piccolo.conf.apps import AppRegistry

from match.foundation.db import DB

__all__ = ["APP_REGISTRY", "DB"]

APP_REGISTRY = AppRegistry(
    [
        f"match.{found.parent.name}.piccolo_app"
        for found in sorted(Path(__file__).parent.glob("*/piccolo_app.py"))
    ]
)
