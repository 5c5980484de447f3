"""The verbs of the WeChat channel."""

from match.publicity.wechat.commands.desk import (
    note_link,
    remove_from_wechat,
    submit_draft,
    try_again,
)
from match.publicity.wechat.commands.outcomes import (
    begin_step,
    keep_picture,
    look_again,
    record_draft,
    record_failure,
    record_published,
    record_queued,
    record_removed,
    record_unfit,
)
from match.publicity.wechat.commands.pushes import drop_old_pushes, take_push
from match.publicity.wechat.commands.wishes import (
    renew_pictures,
    sweep_wechat,
    want_draft,
    want_removal,
)

__all__ = [
    "begin_step",
    "drop_old_pushes",
    "keep_picture",
    "look_again",
    "note_link",
    "record_draft",
    "record_failure",
    "record_published",
    "record_queued",
    "record_removed",
    "record_unfit",
    "remove_from_wechat",
    "renew_pictures",
    "submit_draft",
    "sweep_wechat",
    "take_push",
    "try_again",
    "want_draft",
    "want_removal",
]
