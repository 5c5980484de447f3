"""Reading what a shift offers: service is free of charge, and may not be sold as such."""

import re
from collections.abc import Mapping

from match.foundation.language import _

_PAY = re.compile(
    r"报酬|工资|薪[酬资水]|有偿|日结|月结|计酬|劳务费|[0-9一二三四五六七八九十百]+ ?元 ?[/每一]"
)
"""Words that offer money for service. Costs that are paid back (交通、误餐) are not pay."""


def pay_complaint(texts: Mapping[str, str]) -> dict[str, str]:
    """No pay from those served, and no profit under the name (志愿服务条例 21, 25)."""
    return {
        name: _("志愿服务是无偿的，不能写报酬。需要付费的服务请走购买服务。")
        for name, text in texts.items()
        if _PAY.search(text)
    }
