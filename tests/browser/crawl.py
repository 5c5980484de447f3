"""Every page that links lead to, one example of each kind: what is linked is what is checked."""

import re
from collections import deque
from collections.abc import Iterable
from html import unescape
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Page

LINK = re.compile(r'<a\b[^>]*\shref="([^"#]+)"')
NOT_PAGES = ("/static/", "/api/", "/schema/", "/sign-out", "/files/")
FETCH = """async path => {
  const answer = await fetch(path, {redirect: 'manual'})
  const type = answer.headers.get('content-type') || ''
  const kept = (answer.headers.get('content-disposition') || '').startsWith('attachment')
  return [answer.status, type.includes('text/html') && !kept ? await answer.text() : '']
}"""


def kind_of(path: str) -> str:
    """/needs/12/edit and /needs/7/edit are one kind of page."""
    return re.sub(r"/[0-9]+(?=/|$)", "/N", path)


def name_of(path: str) -> str:
    """A file name for a picture: /needs/12 → needs-N, / → portal."""
    return kind_of(path.partition("?")[0]).strip("/").replace("/", "-") or "portal"


def pages_from(
    window: Page, starts: Iterable[str], *, known: frozenset[str] = frozenset(), limit: int = 150
) -> tuple[dict[str, str], dict[str, str]]:
    """
    Follow links from *starts* as whoever *window* is signed in as, one page of each kind; kinds
    that are *known* are left out. A link's query is only kept where there is no page without it.

    Returns kind → an address of that kind, and address → trouble for links that lead nowhere
    (404, 405, 5xx). Redirects, refusals and files are no pages.
    """
    waiting = deque((path, "") for path in starts)
    found: dict[str, str] = {}
    lost: dict[str, str] = {}
    tried: set[str] = set(known)
    while waiting and len(found) < limit:
        path, query = waiting.popleft()
        if (kind := kind_of(path)) in tried:
            continue
        tried.add(kind)
        status, text = window.evaluate(FETCH, path)
        if status == 404 and query:
            path = f"{path}?{query}"
            status, text = window.evaluate(FETCH, path)
        if status in (404, 405) or status >= 500:
            lost[path] = f"answers {status}"
        if status == 200 and text:
            found[kind] = path
            waiting.extend(_links(text, path))
    return found, lost


def _links(text: str, path: str) -> list[tuple[str, str]]:
    """The addresses of our own pages this page links to, and their queries."""
    here = urljoin("https://us", path)
    targets = [urlsplit(urljoin(here, unescape(link))) for link in LINK.findall(text)]
    return [
        (target.path, target.query)
        for target in targets
        if target.netloc == "us" and not target.path.startswith(NOT_PAGES)
    ]
