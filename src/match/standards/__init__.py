"""What a home must be: surveys, inspections, flags, tasks, and the needs that close them."""
