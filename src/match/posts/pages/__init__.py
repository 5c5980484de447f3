"""Posts in the browser: a home's, a township's, and where one is vacant."""

from match.posts.pages.posts import PostPages

__all__ = ["PostPages"]
