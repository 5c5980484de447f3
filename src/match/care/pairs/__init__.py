"""One-to-one help (一对一帮扶, notice 4.3d): asked for as a number, kept by the home."""
