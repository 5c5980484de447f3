"""A county's lists of directors and of supervisors, as Excel files."""

from match.catalogue import codes
from match.foundation.language import _
from match.foundation.sheets import Column, Kind, Sheet
from match.foundation.sheets.columns import Holds
from match.homes.sheet import place_columns

MOST_ROWS = 500
"""A county has some three hundred villages, and each row takes the steps of the page."""


def directors() -> Sheet:
    """One row for each home that is to have a director: who, her telephone, what she is."""
    return Sheet(
        "儿童主任名单",
        (
            *place_columns(),
            *_person(),
            Column(
                "kind",
                "人选类型",
                Kind.choice,
                notes=_("不填就用儿童之家名单里登记的儿童主任身份。"),
                choices=_choices("director_kind"),
                aliases=("儿童主任身份",),
            ),
            Column(
                "reason",
                "选人原因",
                notes=_("不是村“两委”女性委员、村妇联主席、民生协理员的，写明原因。"),
                longest=500,
            ),
        ),
        natural_key=("township", "village"),
        most_rows=MOST_ROWS,
    )


def supervisors() -> Sheet:
    """One row for each township: who supervises it, her telephone, what she is (notice 4.1c)."""
    township, _village = place_columns()
    return Sheet(
        "儿童督导员名单",
        (
            township,
            *_person(),
            Column(
                "kind",
                "人选类型",
                Kind.choice,
                required=True,
                choices=_choices("supervisor_kind"),
            ),
            Column("gender", "性别", Kind.choice, required=True, choices={"女": "F", "男": "M"}),
        ),
        natural_key=("township",),
        most_rows=MOST_ROWS,
    )


def links() -> Sheet:
    """What is handed over: who is to get which link. The telephone only as far as she knows it."""
    return Sheet(
        _("邀请链接"),
        (
            Column("place", _("地点")),
            Column("name", _("姓名"), holds=Holds.personal),
            Column("phone", _("手机号"), holds=Holds.personal),
            Column("link", _("邀请链接"), holds=Holds.personal),
            Column("until", _("有效期到"), Kind.date),
        ),
    )


def _person() -> tuple[Column, Column]:
    return (
        Column(
            "name",
            "姓名",
            required=True,
            example="龙秀英",
            longest=40,
            aliases=("主任姓名", "督导员姓名"),
            holds=Holds.personal,
        ),
        Column(
            "phone",
            "手机号",
            required=True,
            example="13812345678",
            notes=_("本人用这个号码接受邀请。"),
            longest=20,
            aliases=("手机号码", "联系电话", "电话", "手机"),
            holds=Holds.personal,
        ),
    )


def _choices(listing: str) -> dict[str, str]:
    return {entry.name_zh: entry.code for entry in codes.home_list(listing)}
