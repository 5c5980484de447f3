"""How promises were kept and reports came in time: figures with counts, never a bare share."""
