"""
An article as WeChat takes it: inline styles alone, no script, no foreign picture, and links as
plain words with a list of addresses at the end, since WeChat's readers cannot follow them.

Written anew from what the parser understands; what is not on the list below is left out.
"""

from html import escape
from html.parser import HTMLParser

from match.foundation.language import _
from match.publicity.queries import ArticleFile

INK, SOFT, LINE, MARK = "#2b2b2b", "#595959", "#d9d9d9", "#9c2f24"
_TEXT = f"color:{INK};font-size:16px;line-height:1.75;"
STYLES = {
    "p": f"{_TEXT}margin:0 0 16px;text-align:justify;",
    "h2": f"color:{INK};font-size:20px;line-height:1.5;margin:28px 0 12px;font-weight:bold;",
    "h3": f"color:{INK};font-size:18px;line-height:1.5;margin:24px 0 12px;font-weight:bold;",
    "h4": f"color:{INK};font-size:16px;line-height:1.5;margin:20px 0 12px;font-weight:bold;",
    "ul": "margin:0 0 16px;padding-left:24px;",
    "ol": "margin:0 0 16px;padding-left:24px;",
    "li": f"{_TEXT}margin:0 0 8px;",
    "blockquote": f"margin:0 0 16px;padding:4px 0 4px 12px;border-left:4px solid {MARK};",
    "strong": "font-weight:bold;",
    "em": "font-style:italic;",
    "s": "text-decoration:line-through;",
    "hr": f"border:0;border-top:1px solid {LINE};margin:24px 0;",
    "br": "",
}
VOID = frozenset({"hr", "br"})
PICTURE = "display:block;max-width:100%;height:auto;margin:0 auto 16px;"
SMALL = f"color:{SOFT};font-size:14px;line-height:1.75;margin:0 0 4px;"
OWN_LINKS = "https://mp.weixin.qq.com/"


class _Writer(HTMLParser):
    def __init__(self, pictures: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.pictures = pictures
        self.out: list[str] = []
        self.links: list[str] = []
        self.open_links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "img":
            self._picture(given)
        elif tag == "a":
            self._link(given.get("href", ""))
        elif tag in STYLES:
            style = f' style="{STYLES[tag]}"' if STYLES[tag] else ""
            self.out.append(f"<{tag}{style}>")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.open_links:
            self.out.append(self.open_links.pop())
        elif tag in STYLES and tag not in VOID:
            self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.out.append(escape(data, quote=False))

    def _picture(self, given: dict[str, str]) -> None:
        if given.get("src") in self.pictures:
            source, shown = escape(given["src"]), escape(given.get("alt", ""))
            self.out.append(f'<img src="{source}" alt="{shown}" style="{PICTURE}">')

    def _link(self, address: str) -> None:
        if address.startswith(OWN_LINKS):
            self.out.append(f'<a href="{escape(address)}">')
            self.open_links.append("</a>")
        elif address.startswith(("https://", "http://")):
            if address not in self.links:
                self.links.append(address)
            self.open_links.append(f"<sup>[{self.links.index(address) + 1}]</sup>")
        else:
            self.open_links.append("")


def wechat_html(article: ArticleFile, pictures: frozenset[str], base_url: str) -> str:
    """
    The content of a draft. *article* was read with the addresses of *pictures* (WeChat's own, or
    names in a package) in its text; every other picture is left out.
    """
    writer = _Writer(pictures)
    writer.feed(_absolute(article.body_html, base_url))
    writer.close()
    parts = ["".join(writer.out).strip()]
    if writer.links:
        listed = "".join(
            f'<p style="{SMALL}">[{at}] {escape(address)}</p>'
            for at, address in enumerate(writer.links, 1)
        )
        parts.append(f'<p style="{SMALL}">{escape(_("文中链接"))}</p>{listed}')
    parts.append(_signed(article))
    return f"<section>{''.join(parts)}</section>"


def _absolute(body: str, base_url: str) -> str:
    """Links into this site with its address: at WeChat "/needs" leads nowhere."""
    return body.replace('href="/', f'href="{escape(base_url)}/')


def _signed(article: ArticleFile) -> str:
    """Source, original, picture credit and who answers for the text (notice 5.6)."""
    told = [
        (_("来源"), article.source),
        (_("原文"), article.original_url),
        (_("封面图片"), article.cover_credit),
        (_("作者"), article.author_name),
        (_("编辑"), article.editor_name),
        (_("校对"), article.proofreader_name),
        (_("更正"), article.correction),
    ]
    lines = "".join(
        f'<p style="{SMALL}">{escape(name)}：{escape(said)}</p>' for name, said in told if said
    )
    return f'<hr style="{STYLES["hr"]}">{lines}'
