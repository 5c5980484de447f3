"""Reading what was counted: gauges, the parts of a division, what lies behind a number, gaps."""

from match.insight.queries.gauges import (
    Part,
    Standing,
    gauges,
    parts,
    public_gauges,
    standing,
)

__all__ = ["Part", "Standing", "gauges", "parts", "public_gauges", "standing"]
