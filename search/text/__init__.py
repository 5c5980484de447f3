"""Chinese text for search: words, characters, sound, synonyms, and where a question matches."""

from search.text.highlight import Span, highlight, highlights
from search.text.thesaurus import Group, Thesaurus
from search.text.words import Lexicon, Word

__all__ = ["Group", "Lexicon", "Span", "Thesaurus", "Word", "highlight", "highlights"]
