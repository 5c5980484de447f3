"""The verbs of posts: naming, arriving, handing over, leaving; tutors; words of guidance."""

from match.posts.commands.arriving import accept_post, certificate_came, note_seat, note_supervisor
from match.posts.commands.guiding import guide_home
from match.posts.commands.importing import Brought, import_director, import_supervisor
from match.posts.commands.leaving import end_post, hand_over, role_ended
from match.posts.commands.linking import NamingLink, renew_links
from match.posts.commands.naming import (
    Named,
    complete_kind,
    name_director,
    name_supervisor,
    take_back_naming,
)
from match.posts.commands.tutoring import (
    accept_tutor,
    appoint_tutor,
    end_tutor,
    review_person,
    review_tutors,
)

__all__ = [
    "Brought",
    "Named",
    "NamingLink",
    "accept_post",
    "accept_tutor",
    "appoint_tutor",
    "certificate_came",
    "complete_kind",
    "end_post",
    "end_tutor",
    "guide_home",
    "hand_over",
    "import_director",
    "import_supervisor",
    "name_director",
    "name_supervisor",
    "note_seat",
    "note_supervisor",
    "renew_links",
    "review_person",
    "review_tutors",
    "role_ended",
    "take_back_naming",
]
