"""What the pages of this part share: the words, the choice of a county, codes kept in a cookie."""

from typing import Any

from litestar import Request, Response
from litestar.datastructures import Cookie

from match.care.cases import words
from match.foundation.errors import Invalid, NotFound, TooMany
from match.foundation.keys import keys
from match.people.door import visit_of
from match.people.throttle import Counter, note_failure, require_patience
from match.places.queries import counties, prefectures

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]
SITUATIONS = tuple(f"MR{number}" for number in range(1, 10))
WORDS: dict[str, Any] = {
    "level_word": words.level_word,
    "situation_word": words.situation_word,
    "step_word": words.step_word,
    "case_word": words.case_word,
    "case_verb_word": words.case_verb_word,
    "referral_word": words.referral_word,
    "concern_word": words.concern_word,
    "about_word": words.about_word,
}
REPORT_COOKIE, CONCERN_COOKIE = "__Host-report", "__Host-concern"


def keep(answer: Answer, name: str, code: str, seconds: int) -> Answer:
    """
    A return code in a cookie and never in an address: addresses stay in histories and logs.
    Zero seconds takes it away.
    """
    answer.set_cookie(
        Cookie(
            key=name,
            value=code,
            path="/",
            max_age=seconds,
            secure=True,
            httponly=True,
            samesite="lax",
        )
    )
    return answer


def refusal(wrong: Invalid | NotFound | TooMany) -> dict[str, Any]:
    """Status and headers under which a form is shown again."""
    if isinstance(wrong, TooMany):
        return {"status": 429, "headers": {"Retry-After": str(wrong.facts.get("retry_after", 30))}}
    return {"status": 422}


async def county_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every county under the name of its prefecture."""
    held: dict[str, list[tuple[str, str]]] = {}
    for county in await counties():
        held.setdefault(county.code[:4], []).append((county.code, county.name))
    return [(place.name, held.get(place.code[:4], [])) for place in await prefectures()]


def own_county(request: AnyRequest) -> str:
    """The county of who is signed in, to be chosen beforehand; empty for everybody else."""
    actor = request.scope.get("state", {}).get("actor")
    grants = actor.grants if actor is not None else ()
    found = next((grant.division for grant in grants if len(grant.division) >= 6), "")
    return found[:6].ljust(12, "0") if found else ""


def counters(request: AnyRequest, what: str, *, free: int, longest: int) -> list[Counter]:
    """
    Counted per network, under a keyed hash: the count must not say from where somebody spoke.
    """
    network = keys().fingerprint(visit_of(request).network, f"care.{what}").hex()[:32]
    return [Counter(f"care-{what}:{network}", free=free, longest=longest)]


async def patience(request: AnyRequest, what: str, *, free: int, longest: int) -> None:
    """Raise TooMany to who has sent very much; the wait is short, for the next may be true."""
    held = counters(request, what, free=free, longest=longest)
    await require_patience(held)
    await note_failure(held)
