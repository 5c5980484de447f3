"""Posts in the browser: a home's, a township's, and where one is vacant."""

from match.posts.pages.posts import PostPages
from match.posts.pages.steps import PostSteps

__all__ = ["PostPages", "PostSteps"]
