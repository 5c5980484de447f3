"""Everything that can be done with policies and articles."""

from match.publicity.commands.library import (
    attach_file,
    detach_file,
    register_policy,
    relate_policies,
    remove_policy,
    restore_policy,
    save_policy,
    sweep_policies,
    turn_policy,
    unrelate_policies,
)
from match.publicity.commands.publishing import (
    pass_article,
    publish_article,
    publish_due,
    return_article,
    sweep_articles,
    withdraw_article,
)
from match.publicity.commands.readers import (
    count_article,
    end_permit,
    follow_publicity,
    forget_follower,
    leave_publicity,
    note_permit,
)
from match.publicity.commands.shipped import load_policies
from match.publicity.commands.writing import (
    add_picture,
    choose_cover,
    draft_article,
    drop_picture,
    revise_article,
    save_article,
    submit_article,
)

__all__ = [
    "add_picture",
    "attach_file",
    "choose_cover",
    "count_article",
    "detach_file",
    "draft_article",
    "drop_picture",
    "end_permit",
    "follow_publicity",
    "forget_follower",
    "leave_publicity",
    "load_policies",
    "note_permit",
    "pass_article",
    "publish_article",
    "publish_due",
    "register_policy",
    "relate_policies",
    "remove_policy",
    "restore_policy",
    "return_article",
    "revise_article",
    "save_article",
    "save_policy",
    "submit_article",
    "sweep_articles",
    "sweep_policies",
    "turn_policy",
    "unrelate_policies",
    "withdraw_article",
]
