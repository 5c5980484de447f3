"""Whole journeys, as the people of it walk them: over HTTP, by the pages and nothing else."""
