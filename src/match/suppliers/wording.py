"""
The words a supplier signs: declarations and the joint agreement.

They are kept as they were signed and stand in a Chinese contract file, so they are no messages of
the interface.
"""

import hashlib
from collections.abc import Sequence

from match.suppliers.states import Declared

ARTICLE22 = (
    "本单位承诺：一、具有独立承担民事责任的能力；二、具有良好的商业信誉和健全的财务会计制度；"
    "三、具有履行合同所必需的设备和专业技术能力；四、有依法缴纳税收和社会保障资金的良好记录；"
    "五、参加政府采购活动前三年内，在经营活动中没有重大违法记录；六、符合法律、行政法规规定的其他条件。"
    "（《政府采购法》第二十二条）承诺不实的，本单位依法承担提供虚假材料谋取中标、成交的法律责任。"
)
FIRM = (
    "本单位郑重声明：按《中小企业划型标准规定》，本单位属于{size}。"
    "声明不实的，依法承担提供虚假材料谋取中标、成交的法律责任。（财库〔2020〕46号）"
)
DISABLED = (
    "本单位郑重声明：本单位为符合条件的残疾人福利性单位，视同小型、微型企业。（财库〔2017〕141号）"
    "声明不实的，依法承担相应法律责任。"
)


def declaration(kind: Declared) -> str:
    """The words of one declaration."""
    return {
        Declared.article22: ARTICLE22,
        Declared.small_firm: FIRM.format(size="小型企业"),
        Declared.micro_firm: FIRM.format(size="微型企业"),
        Declared.disabled_firm: DISABLED,
    }[kind]


def agreement(purchase: str, parts: Sequence[tuple[str, int, str]]) -> str:
    """
    The joint agreement (采购法24, 实施条例22). *parts* are (name, share in hundredths of a percent,
    work), the lead first.
    """
    lead = parts[0][0]
    lines = [
        f"联合体协议：{purchase}",
        f"一、{'、'.join(name for name, _share, _work in parts)}自愿组成联合体，以一个供应商的身份"
        f"共同参加本项目，{lead}为牵头单位，代表各方递交响应文件、联系采购人。",
        "二、各方承担的工作和比例：",
        *(f"　　{name}：{work}，占 {_percent(share)}。" for name, share, work in parts),
        "三、中选后，联合体各方共同与采购人签订合同，就合同约定的事项对采购人承担连带责任。",
        "四、联合体各方不再单独参加本项目，也不与其他供应商另外组成联合体参加本项目。",
        "五、联合体中有同类资质的各方按照分工承担相同工作的，按照资质等级较低的确定资质等级。",
    ]
    return "\n".join(lines)


def digest(text: str) -> str:
    """SHA-256 of the words, hex: what every member's manager signs."""
    return hashlib.sha256(text.encode()).hexdigest()


def _percent(share: int) -> str:
    whole, rest = divmod(share, 100)
    return f"{whole}%" if not rest else f"{whole}.{rest:02d}".rstrip("0") + "%"
