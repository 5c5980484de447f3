"""Words for the same thing: 117 groups, 713 terms, no term in two groups (domain.md §4.9).

A person who searches gets every group; a matching run only those whose words are narrow.
"""

from functools import cache

from match.catalogue import lists
from match.catalogue.entries import TermGroup


def groups() -> tuple[TermGroup, ...]:
    """Every group, for search."""
    return lists.term_groups()


@cache
def matching_groups() -> tuple[TermGroup, ...]:
    """The groups that a matching run may expand."""
    return tuple(group for group in groups() if group.expand_in_matching)


@cache
def _by_term() -> dict[str, TermGroup]:
    return {term.casefold(): group for group in groups() for term in group.terms}


def group_of(term: str) -> TermGroup | None:
    """The group a word belongs to, whatever its letter case; None for an unknown word."""
    return _by_term().get(term.casefold())


@cache
def terms_longest_first() -> tuple[str, ...]:
    """Every term, the longest first, so that 心理健康服务 is found before 心理服务."""
    terms = (term for group in groups() for term in group.terms)
    return tuple(sorted(terms, key=lambda term: (-len(term), term)))


def expand(term: str) -> tuple[str, ...]:
    """A word with every other word of its group, the word itself first."""
    group = group_of(term)
    if group is None:
        return (term,)
    same = term.casefold()
    return (term, *(other for other in group.terms if other.casefold() != same))
