"""Volunteers and their shifts: time as a pledge, kept, and confirmed by the home."""
