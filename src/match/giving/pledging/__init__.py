"""Promises to a need: offered, accepted, approved, kept, or given another use."""
