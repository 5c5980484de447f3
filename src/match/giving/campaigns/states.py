"""A campaign's record: entered by the charity, checked by the authority, over by itself."""

from enum import StrEnum

from match.foundation.language import pgettext
from match.foundation.states import Machine, Move


class CampaignStatus(StrEnum):
    """``checked`` is not yet public: `rules.shown` asks every condition again each day."""

    draft = "draft"
    waiting = "waiting"
    checked = "checked"
    refused = "refused"
    ended = "ended"


S = CampaignStatus
CAMPAIGN_MACHINE = Machine(
    {
        (S.draft, "submit"): Move(S.waiting, "campaign.submitted"),
        (S.refused, "submit"): Move(S.waiting, "campaign.submitted"),
        (S.waiting, "check"): Move(S.checked, "campaign.checked"),
        (S.waiting, "refuse"): Move(S.refused, "campaign.refused"),
        (S.checked, "refuse"): Move(S.refused, "campaign.refused"),
        **{
            (s, "end"): Move(S.ended, "campaign.ended")
            for s in (S.draft, S.waiting, S.checked, S.refused)
        },
    }
)


def campaign_word(status: CampaignStatus) -> str:
    """The state in words."""
    return {
        S.draft: pgettext("campaign", "草稿"),
        S.waiting: pgettext("campaign", "待核对"),
        S.checked: pgettext("campaign", "已核对"),
        S.refused: pgettext("campaign", "未通过"),
        S.ended: pgettext("campaign", "已结束"),
    }[status]
