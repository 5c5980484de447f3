"""Reads of reports, concerns, cases and steady care, each within what its reader may see."""
