"""Verified organisations as a file: what their public page says."""

from match.catalogue import lists
from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import Role
from match.foundation.settings import settings
from match.foundation.sheets import Sheet
from match.foundation.sheets.columns import Holds
from match.people.queries.organisations import PublicOrganisation, verified_organisations
from match.people.queries.roles import Holder, holders
from match.people.words import role_label
from match.site.exporting import Export, each_after, telling
from match.site.exporting import columns as the


def organisations_export(kind: str, division: str, chosen: list[tuple[str, str]]) -> Export:
    """All verified organisations of a kind and area."""
    kinds = {code: entry.label() for code, entry in lists.organisation_kinds().items()}
    sheet = Sheet(
        _("已核验的机构"),
        (
            the.number("id", _("编号")),
            the.text("name", _("名称")),
            the.coded("kind", _("机构类型"), kinds),
            the.text("uscc", _("统一社会信用代码")),
            the.text("division", _("区划代码")),
            the.text("skills", _("专长")),
            the.yes_no("serves_children", _("服务儿童")),
            the.yes_no("charity", _("慈善组织")),
            the.text("fundraising_number", _("公开募捐资格证书")),
            the.day("fundraising_until", _("证书有效期至")),
            the.day("verified_until", _("核验有效期至")),
            the.text("introduction", _("简介"), longest=2000),
            the.text("url", _("网址")),
        ),
    )

    async def fetch(after: int) -> list[PublicOrganisation]:
        return await verified_organisations(kind=kind, division=division, after=after, limit=100)

    row = telling(
        sheet,
        skills=lambda one: one.skill_labels,
        url=lambda one: f"{settings().base_url}/organisations/{one.id}",
    )
    return Export("organisations", sheet, each_after(fetch, row), chosen, public=True)


def holders_export(actor: Actor) -> Export:
    """Who holds which role within the reader's divisions."""
    sheet = Sheet(
        _("人员与角色"),
        (
            the.text("name", _("姓名"), holds=Holds.personal),
            the.coded("role", _("角色"), {str(one): role_label(one) for one in Role}),
            the.text("division", _("区划代码")),
            the.text("place", _("地点")),
            the.text("organisation", _("机构")),
        ),
    )

    async def fetch(after: int) -> list[Holder]:
        return await holders(actor, after=after)

    return Export("holders", sheet, each_after(fetch, telling(sheet)))
