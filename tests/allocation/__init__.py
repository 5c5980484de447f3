"""The allocation engine against brute force, a second solver and a second telling of the rules."""
