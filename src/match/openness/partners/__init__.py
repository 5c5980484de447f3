"""Partners' programs: keys with a daily quota, and signed messages about what changed."""
