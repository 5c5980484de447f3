"""What an item of a guiding catalogue has to be by itself. Pure.

The Hunan catalogue's own numbers were not found when this was built (domain.md §8), so nothing is
shipped: the province takes in what each level issued (`match.catalogue.importing`).
"""

import re

from match.catalogue import lists
from match.catalogue.entries import TenderClass
from match.foundation.language import _

_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z.\-]{0,19}", re.ASCII)
LONGEST_NAME = 120


def faults(code: str, name: str, document: str, procurement: str) -> dict[str, str]:
    """
    What is wrong with an item, whatever stands beside it: what to do about it, by column of its
    sheet, in the language of the reader. An item without one of them says "".
    """
    found: dict[str, str] = {}
    if _CODE.fullmatch(code) is None:
        found["code"] = _("编号应为20位以内的数字、字母、点或短横")
    if not 0 < len(name.strip()) <= LONGEST_NAME:
        found["name"] = _("名称应有1到120个字")
    if not document.strip():
        found["document"] = _("请填写发布目录的文件名称和文号。")
    item = lists.procurement_items().get(procurement)
    # Goods and works may not be bought as a service (102号令10), so no item may stand for one.
    if procurement and (item is None or item.tender_class is not TenderClass.SERVICE):
        found["procurement_code"] = _("政府采购品目代码不在服务类品目中")
    return found
