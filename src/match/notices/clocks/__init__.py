"""Deadlines that climb: who must act is reminded, then who supervises, then the level above."""
