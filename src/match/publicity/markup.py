"""
The small markup of articles and policies, made HTML in one place: the only module that knows
markdown-it-py. Raw HTML stays text, links lead to http(s) addresses or into this site, pictures
are uploads named by number (``![what it shows](photo:12)``) and nothing else.
"""

import re
from collections.abc import Callable, Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

PHOTO = re.compile(r"photo:([1-9][0-9]{0,9})\Z")
LINK = re.compile(r"(https?://[^\s]+|/[^/\\].*|/|mailto:[^\s]+)\Z")
FIRST_HEADING, LAST_HEADING = 2, 4
# What typesetters of short official texts need; no code blocks, no raw HTML, no reference links.
RULES = (
    "heading",
    "list",
    "blockquote",
    "hr",
    "emphasis",
    "strikethrough",
    "link",
    "autolink",
    "image",
    "newline",
    "escape",
    "entity",
)


def _reader() -> MarkdownIt:
    reader = MarkdownIt("zero", {"html": False, "breaks": True, "linkify": False})
    reader.enable(list(RULES))
    reader.validateLink = lambda url: bool(LINK.match(url) or PHOTO.match(url))
    return reader


_READER = _reader()


def html_of(body: str, picture: Callable[[int], str | None], *, site: str = "") -> str:
    """
    The text as safe HTML without a surrounding element. *picture* answers a file's address, or
    None for a picture that may not be shown: then it is left out. Headings begin at h2 and never
    skip a level, since the title is the page's h1. *site*: put before links into this site, for
    readers elsewhere.
    """
    tokens = _READER.parse(body)
    _level_headings(tokens)
    for token in _every(tokens):
        if token.type == "inline" and token.children:
            token.children = list(_shown(token.children, picture, site))
    html = _READER.renderer.render(tokens, _READER.options, {})
    return html.replace("<p></p>\n", "")


def photos_in(body: str) -> list[int]:
    """The files whose pictures stand in the text, in order, each once."""
    found = (
        PHOTO.match(str(token.attrGet("src")))
        for token in _every(_READER.parse(body))
        if token.type == "image"
    )
    return list(dict.fromkeys(int(match[1]) for match in found if match))


def plain_text(body: str) -> str:
    """The words alone, a line for each paragraph: for the screen, for search and for a digest."""
    lines: list[str] = []
    for token in _READER.parse(body):
        if token.type == "inline":
            words = "".join(
                "\n" if child.type in ("softbreak", "hardbreak") else child.content
                for child in token.children or ()
                if child.type in ("text", "image", "softbreak", "hardbreak", "text_special")
            )
            lines.append(words)
    return "\n".join(line for line in lines if line)


def foreign_pictures(body: str) -> list[str]:
    """Addresses of pictures elsewhere: they would tell a stranger who reads here."""
    return [
        str(token.attrGet("src"))
        for token in _every(_READER.parse(body))
        if token.type == "image" and not PHOTO.match(str(token.attrGet("src")))
    ]


def addresses_in(body: str) -> list[str]:
    """Where the links of the text lead."""
    return [
        str(token.attrGet("href"))
        for token in _every(_READER.parse(body))
        if token.type == "link_open"
    ]


def titles_in(body: str) -> list[str]:
    """What stands over links and pictures when they are pointed at: words, though no text."""
    return [
        str(token.attrGet("title"))
        for token in _every(_READER.parse(body))
        if token.type in ("link_open", "image") and token.attrGet("title")
    ]


def _every(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _every(token.children or [])


def _level_headings(tokens: list[Token]) -> None:
    last = FIRST_HEADING - 1
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            if token.type == "heading_open":
                last = min(int(token.tag[1]) + 1, last + 1, LAST_HEADING)
            token.tag = f"h{last}"


def _shown(
    children: list[Token], picture: Callable[[int], str | None], site: str
) -> Iterator[Token]:
    """The children of a line with pictures given their address, and links to files unlinked."""
    for child in children:
        if child.type == "image":
            match = PHOTO.match(str(child.attrGet("src")))
            address = picture(int(match[1])) if match else None
            if address is None:
                continue
            child.attrSet("src", address)
            child.attrSet("loading", "lazy")
        elif child.type == "link_open":
            address = str(child.attrGet("href"))
            if PHOTO.match(address):
                child.attrs.pop("href", None)
            elif site and address.startswith("/"):
                child.attrSet("href", site + address)
            child.attrSet("rel", "noopener nofollow")
        yield child
