"""Reading the training room: who passed, who was trained, courses, certificates, due lists."""

from match.training.queries.records import passed, trained_in

__all__ = ["passed", "trained_in"]
