"""Reading the posts: who directs, who supervises, since when, and where nobody does."""

from match.posts.queries.files import PostFile, home_posts, township_posts
from match.posts.queries.gaps import Gap, Gaps, areas_of, gaps, vacant
from match.posts.queries.holders import Post, active_months, director_of, post_row, supervisor_of
from match.posts.queries.work import open_work, work_word

__all__ = [
    "Gap",
    "Gaps",
    "Post",
    "PostFile",
    "active_months",
    "areas_of",
    "director_of",
    "gaps",
    "home_posts",
    "open_work",
    "post_row",
    "supervisor_of",
    "township_posts",
    "vacant",
    "work_word",
]
