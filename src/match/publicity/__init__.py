"""Policy library and articles: what the public is told, and by which channels."""
