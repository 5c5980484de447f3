"""Reading the training room: who passed, who was trained, courses, certificates, due lists."""

from match.training.queries.records import certified, passed, trained_in

__all__ = ["certified", "passed", "trained_in"]
