"""What a search gave up so that its list is not empty, in words for the visitor."""

from collections.abc import Sequence

from markupsafe import Markup, escape

from match.foundation.language import _
from search.port import Relaxation
from search.text.highlight import Span


def relaxation_words(relaxed: Sequence[Relaxation]) -> str:
    """What was given up; empty when nothing was."""
    words = {
        Relaxation.SOUND: _("按读音相近的词查找"),
        Relaxation.WORDS: _("只要含有其中一个词"),
        Relaxation.WIDER: _("扩大了类别和地区"),
        Relaxation.FILTERS: _("去掉了筛选条件"),
        Relaxation.TEXT: _("没有按关键词查找"),
    }
    return _("、").join(words[one] for one in relaxed)


def marked(text: str, spans: Sequence[Span]) -> Markup:
    """
    *text* as HTML with the found words marked. Spans are in code points of the text as it was
    indexed; those that do not fit this text are left out.
    """
    parts: list[Markup] = []
    done = 0
    for span in sorted(spans, key=lambda one: one.start):
        if done <= span.start < span.end <= len(text):
            parts.append(escape(text[done : span.start]))
            parts.append(Markup("<mark>{}</mark>").format(text[span.start : span.end]))
            done = span.end
    return Markup("").join([*parts, escape(text[done:])])
