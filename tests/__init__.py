"""Tests mirror rooms; `make.py` of each room makes its things through the real commands."""
