"""Organisations that serve children: bases, stages, what counties and townships still lack."""
