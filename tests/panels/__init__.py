"""Panels: pool, ties, draw, sheets, count, report, decision."""
