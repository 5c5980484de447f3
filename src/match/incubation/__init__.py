"""Organisations that serve children: bases, stages, and what every county and township still lacks."""
