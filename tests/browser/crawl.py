"""Every page that links lead to, one example of each kind: what is linked is what is checked."""

import re
from collections import deque
from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

import httpx

LINK = re.compile(r'<a\b[^>]*\shref="([^"#]+)"')
NOT_PAGES = ("/static/", "/api/", "/schema/", "/sign-out", "/files/")


def kind_of(path: str) -> str:
    """/needs/12/edit and /needs/7/edit are one kind of page."""
    return re.sub(r"/[0-9]+(?=/|$)", "/N", path)


def name_of(path: str) -> str:
    """A file name for a picture: /needs/12 → needs-N, / → portal."""
    return kind_of(path).strip("/").replace("/", "-") or "portal"


def pages_from(
    browser: httpx.Client, starts: Iterable[str], *, limit: int = 120
) -> tuple[dict[str, str], dict[str, str]]:
    """
    Follow links from *starts*, one page of each kind (query strings are left out).

    Returns kind → an address of that kind, and address → trouble for links that lead nowhere
    (404, 5xx). Pages that ask to sign in, or forbid, are left out.
    """
    waiting = deque(starts)
    found: dict[str, str] = {}
    lost: dict[str, str] = {}
    tried: set[str] = set()
    while waiting and len(found) < limit:
        path = waiting.popleft()
        kind = kind_of(path)
        if kind in tried:
            continue
        tried.add(kind)
        answer = browser.get(path)
        if answer.status_code in (404, 405) or answer.status_code >= 500:
            lost[path] = f"answers {answer.status_code}"
        if answer.status_code != 200 or "text/html" not in answer.headers["content-type"]:
            continue
        found[kind] = path
        waiting.extend(_links(answer, path))
    return found, lost


def _links(answer: httpx.Response, path: str) -> list[str]:
    """The addresses of our own pages this page links to."""
    here = urljoin("https://us", path)
    targets = [urlsplit(urljoin(here, link)) for link in LINK.findall(answer.text)]
    return [
        target.path
        for target in targets
        if target.netloc == "us" and not target.path.startswith(NOT_PAGES)
    ]
