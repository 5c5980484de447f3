"""What sealed bids ask for before a purchase goes public: that its officials are chosen."""

from match.bids.queries import keyset
from match.bids.rules import keys_of
from match.foundation.language import _
from match.tenders.before import Step
from match.tenders.facts import TenderFacts
from match.tenders.states import Mode


async def officials_step(facts: TenderFacts) -> Step | None:
    """
    Choosing who opens the bids. A mirror takes none. A full procedure does not go public without
    them, since nobody could answer its notice; the light flow may still choose afterwards. Whoever
    has chosen and then changed the way of buying chooses again.
    """
    if facts.mode is Mode.mirror:
        return None
    held = await keyset(facts.id)
    need, among = keys_of(facts)
    done = held is not None and (held.k, held.n) == (need, among)
    if done:
        state = _("已选定 %(n)s 位开标人，其中任意 %(k)s 位可以开标。") % {"n": among, "k": need}
    else:
        state = _(
            "还没有选定开标人：从 %(n)s 个不同机构各选一位已登记密钥的人员，供应商才能密封响应。"
        ) % {"n": among}
    return Step(
        words=_("选择开标人"),
        state=state,
        url=f"/purchases/{facts.id}/officials",
        done=done,
        required=facts.mode is Mode.full or held is not None,
    )
