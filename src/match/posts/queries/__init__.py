"""Reading the posts: who directs, who supervises, since when, and where nobody does."""

from match.posts.queries.holders import Post, active_months, director_of, post_row, supervisor_of

__all__ = ["Post", "active_months", "director_of", "post_row", "supervisor_of"]
