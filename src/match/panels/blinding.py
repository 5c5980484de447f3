"""
Packets without names: the bidders' organisations are 甲, 乙, 丙 …, and their names are taken out.

What is taken out is the text of organisation, short name, credit code and persons that this house
knows. What a bidder writes in a picture or an attachment cannot be cleaned: the packet says so.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
# What a legal name may end with: without it stands the short name that everybody uses.
_ENDINGS = re.compile(
    r"(?:有限责任公司|股份有限公司|有限公司|公司|社会工作服务中心|社会服务中心|服务中心|基金会"
    r"|促进会|协会|研究院|中心|事务所|工作室|机构|学会|联合会)$"
)
_PLACES = re.compile(r"^(?:[\u4e00-\u9fff]{2,12}?(?:省|自治州|自治县|市|县|区|州))+")
_SHORTEST = 2


def alias(at: int) -> str:
    """The name of the bid at *at* (from 0): 甲 … 癸, then 甲子 …"""
    if at < len(STEMS):
        return STEMS[at]
    return STEMS[at % len(STEMS)] + BRANCHES[(at // len(STEMS) - 1) % len(BRANCHES)]


def alias_order(seed: str, bid_ids: Iterable[int]) -> list[int]:
    """Bids in the order of their aliases: a public seed decides, not who came first."""
    return sorted(bid_ids, key=lambda bid: hashlib.sha256(f"{seed}|alias|{bid}".encode()).digest())


def forms_of(name: str) -> list[str]:
    """A name as it may be written: whole, without its place, without its ending, without both."""
    whole = unicodedata.normalize("NFKC", name).strip()
    bare = _PLACES.sub("", whole)
    found = {whole, bare, _ENDINGS.sub("", whole), _ENDINGS.sub("", bare)}
    return sorted((each for each in found if len(each) > _SHORTEST), key=len, reverse=True)


def blinded(text: str, named: Mapping[str, str]) -> str:
    """*text* with every known name (any form, spaces between its letters or not) as its alias."""
    clean = unicodedata.normalize("NFKC", text)
    pairs = [(form, shown) for name, shown in named.items() for form in forms_of(name)]
    for form, shown in sorted(pairs, key=lambda pair: len(pair[0]), reverse=True):
        letters = r"[\s\u200b]*".join(re.escape(letter) for letter in form if not letter.isspace())
        clean = re.sub(letters, lambda _found, to=shown: to, clean, flags=re.IGNORECASE)
    return clean


def blind(value: Any, named: Mapping[str, str]) -> Any:
    """The same shape with every text blinded, keys too."""
    if isinstance(value, str):
        return blinded(value, named)
    if isinstance(value, Mapping):
        return {blinded(str(key), named): blind(each, named) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [blind(each, named) for each in value]
    return value
