"""Doors of the panels: the expert's desk, the pool, a purchase's panel and result."""

from match.panels.pages.expert import ExpertPages
from match.panels.pages.panel import PanelPages
from match.panels.pages.pool import PoolPages
from match.panels.pages.result import ResultPages
from match.panels.pages.seat import SeatPages

__all__ = ["ExpertPages", "PanelPages", "PoolPages", "ResultPages", "SeatPages"]
