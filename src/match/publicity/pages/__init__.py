"""The doors of publicity: the library, articles, feeds, following; and the two desks."""

from match.publicity.pages.articles import ArticlePages
from match.publicity.pages.desk_articles import ArticleDesk
from match.publicity.pages.desk_policies import PolicyDesk
from match.publicity.pages.feeds import FeedPages
from match.publicity.pages.following import FollowingPages
from match.publicity.pages.policies import PolicyPages

__all__ = [
    "ArticleDesk",
    "ArticlePages",
    "FeedPages",
    "FollowingPages",
    "PolicyDesk",
    "PolicyPages",
]
