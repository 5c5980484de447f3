"""The catalogue's thesaurus as the search package wants it, and words for matching texts."""

from functools import cache

from match.catalogue import thesaurus
from search.text.fold import fold
from search.text.thesaurus import Group
from search.text.words import Lexicon


@cache
def lexicon() -> Lexicon:
    """One per process: the dictionary is loaded once."""
    return Lexicon(
        Group(group.canonical, group.synonyms, group.expand_in_matching)
        for group in thesaurus.groups()
    )


@cache
def _canonical() -> dict[str, str]:
    return {
        fold(term): fold(group.canonical)
        for group in thesaurus.matching_groups()
        for term in group.terms
    }


def matching_words(text: str, limit: int = 60) -> list[str]:
    """
    The telling words of a text, each as the first word of its thesaurus group, sorted.

    Computed once, when a need or offer is saved, so that a run never cuts texts.
    """
    known = _canonical()
    words = {known.get(word.text, word.text) for word in lexicon().question(text)}
    words |= {known[token] for token in lexicon().tokens(text) if token in known}
    return sorted(word for word in words if len(word) > 1)[:limit]
