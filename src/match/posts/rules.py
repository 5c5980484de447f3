"""Who may hold a post (2019 notice, 4.1c–e, 4.3b), decided on facts alone."""

from match.foundation.decisions import REASON_LEAST
from match.foundation.language import _

# 4.1d: first choice, in the order of the notice; anybody else needs a written reason.
FIRST_CHOICES = ("DK-VCF", "DK-WF", "DK-CA")
IN_A_SCHOOL = "DK-SCH"


def director_complaints(site_source: str, kind: str, reason: str) -> dict[str, str]:
    """
    What speaks against somebody of *kind* as director of a home at *site_source*: by field. In a
    school only a member of its leadership will do (4.1e, blocks); elsewhere whoever is not of the
    first choices needs a reason of four characters (4.1d, warns).
    """
    if site_source == "SITE-SCH" and kind != IN_A_SCHOOL:
        return {"kind": _("建在学校的儿童之家，主任由学校班子成员担任。请改选学校班子成员。")}
    chosen = kind in FIRST_CHOICES or (site_source == "SITE-SCH" and kind == IN_A_SCHOOL)
    if not chosen and len(reason.strip()) < REASON_LEAST:
        return {
            "reason": _(
                "儿童主任优先选村“两委”女性委员、村妇联主席或民生协理员。选其他人员的，请写明原因。"
            )
        }
    return {}


def supervisor_complaints(kind: str, gender: str) -> dict[str, str]:
    """4.1c: a woman of the township's leadership, or the federation's chair. By field; blocks."""
    if gender == "F" or kind == "SK-WF":
        return {}
    return {
        "gender": _("儿童督导员由一名乡镇女性党政班子成员或乡镇妇联主席担任。请改选符合条件的人。")
    }
