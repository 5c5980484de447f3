"""Single characters and neighbouring pairs: any stretch of Chinese can be found, whatever the
dictionary thinks of it.
"""

from __future__ import annotations

from search.text.fold import HAN_RUN, fold


def characters(text: str) -> list[str]:
    return [character for run in HAN_RUN.findall(fold(text)) for character in run]


def pairs(text: str) -> list[str]:
    """Neighbouring pairs in order. Runs are parted by a word no question contains, so a phrase
    never reaches across.
    """
    found: list[str] = []
    for run in HAN_RUN.findall(fold(text)):
        found += pairs_of(run)
        found.append("|")
    return found


def pairs_of(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)]
