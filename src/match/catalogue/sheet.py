"""A guiding catalogue as an Excel file: what is given out can be corrected and taken in again."""

from match.catalogue.guiding import LONGEST_NAME
from match.catalogue.queries import GuidingItem
from match.foundation.language import _
from match.foundation.sheets import Column, Kind, Sheet, Value


def sheet() -> Sheet:
    """The columns of 102号令's catalogue as the table keeps them: it has no unit and no price."""
    return Sheet(
        "政府购买服务指导性目录",
        (
            Column(
                "code",
                "编号",
                required=True,
                example="A0101",
                longest=20,
                aliases=("目录编码", "代码", "目录编号"),
            ),
            Column("name", "名称", required=True, example="儿童福利服务", longest=LONGEST_NAME),
            Column(
                "parent",
                "上级编号",
                example="A01",
                notes=_("上一级目录写在本行之前；一级目录不填。"),
                longest=20,
                aliases=("上级编码",),
            ),
            Column(
                "procurement_code",
                "政府采购品目代码",
                example="C05010200",
                notes=_("服务类品目，没有的不填。"),
                longest=9,
                aliases=("采购品目", "对应采购品目"),
            ),
            Column(
                "document",
                "发布文件",
                required=True,
                example="湘财综〔2025〕1号",
                notes=_("发布目录的文件名称和文号。"),
                longest=200,
                aliases=("文号",),
            ),
            Column("valid_from", "生效日期", Kind.date, required=True, example="2026-01-01"),
            Column(
                "valid_to",
                "失效日期",
                Kind.date,
                notes=_("从这一天起不再执行；不填就是一直有效。"),
            ),
        ),
        natural_key=("code",),
        most_rows=2000,
    )


def cells(item: GuidingItem) -> dict[str, Value]:
    """What an item's row says."""
    return {
        "code": item.code,
        "name": item.name,
        "parent": item.parent,
        "procurement_code": item.procurement_code,
        "document": item.document,
        "valid_from": item.valid_from,
        "valid_to": item.valid_to,
    }
