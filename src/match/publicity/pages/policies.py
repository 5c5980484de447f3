"""The policy library, for everybody: the list with facets, a document, its attachments."""

from collections.abc import Mapping
from typing import ClassVar

from litestar import Controller, get
from litestar.params import FromPath
from markupsafe import Markup

from match.files.handing import handed_out
from match.foundation.language import _
from match.publicity.cards import article_card, policy_card
from match.publicity.markup import html_of
from match.publicity.pages.common import WORDS, Answer, AnyRequest, departments_told
from match.publicity.pages.exporting import policies_told
from match.publicity.queries import (
    PolicyView,
    articles_on_policy,
    attachment_of,
    known_issuers,
    listed_policies,
    policies_by_ids,
    policy_file,
)
from match.publicity.states import level_words, validity_words
from match.publicity.topics import topic_words
from match.site.asked import Asked, Narrowing
from match.site.browsing import Facets, Group, Labels, Listing, browse, group, listing_export
from match.site.dependencies import Engine, Who
from match.site.exporting import send, wanted
from match.site.htmx import Page, page
from search.filters import Field
from search.indexes import Index
from search.port import Sort


class AskedPolicies(Asked, frozen=True):
    """Words and chosen facets."""

    path: ClassVar[str] = "/policies"
    sorts: ClassVar[tuple[Sort, ...]] = (Sort.RELEVANCE, Sort.NEWEST)

    level: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    validity: tuple[str, ...] = ()
    issuer: tuple[str, ...] = ()

    def narrowing(self) -> Narrowing:
        """Every field the list has a facet of, with what was chosen of it."""
        return (
            (Field.KIND, self.level),
            (Field.TOPIC, self.topic),
            (Field.STATUS, self.validity),
            (Field.ISSUER, self.issuer),
        )


class PolicyPages(Controller):
    """Documents with number, issuer, level, validity and what they rest on (notice P1, 1.3)."""

    path = "/policies"
    opt = {"public": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(self, request: AnyRequest, search: Engine) -> Answer:
        """The list with live facets; htmx swaps the block of results."""
        asked = AskedPolicies.read(
            request.query_params,
            level=_levels(),
            topic=_topics(),
            validity=_validities(),
            issuer=await known_issuers(),
        )
        if wanted(request):
            told = policies_told()
            return await send(request, await listing_export(search, LISTING, asked, told))
        found = await browse(search, LISTING, asked)
        return page(
            "publicity/policies.html", "results", request, asked=asked, found=found, sorts=()
        )

    @get("/{policy_id:int}")
    async def show(self, request: AnyRequest, actor: Who, policy_id: FromPath[int]) -> Page:
        """One document: what it is, what it rests on, who explains it."""
        file = await policy_file(actor, policy_id)
        return page(
            "publicity/policy.html",
            request=request,
            file=file,
            body=Markup(html_of(file.view.body, lambda _file: None)),  # noqa: S704 # escaped there
            told_to=departments_told(file.view.targets, file.view.target_levels),
            articles=[article_card(each) for each in await articles_on_policy(policy_id)],
            **WORDS,
        )

    @get("/{policy_id:int}/attachments/{file_id:int}")
    async def attachment(self, policy_id: FromPath[int], file_id: FromPath[int]) -> Answer:
        """A file of a listed document."""
        return await handed_out(await attachment_of(policy_id, file_id))


async def _without_engine(asked: AskedPolicies, limit: int) -> list[PolicyView]:
    return await listed_policies(
        text=asked.q,
        levels=asked.level,
        topics=asked.topic,
        issuers=asked.issuer,
        validities=asked.validity,
        after=asked.after,
        limit=limit,
    )


async def _groups(asked: AskedPolicies, facets: Facets) -> tuple[Group, ...]:
    issuers = facets.get(Field.ISSUER, {})
    return (
        group(asked, "level", _("级别"), _levels(), facets.get(Field.KIND, {})),
        group(asked, "validity", _("效力"), _validities(), facets.get(Field.STATUS, {})),
        group(asked, "topic", _("主题"), _topics(), facets.get(Field.TOPIC, {})),
        group(asked, "issuer", _("发文机关"), {each: each for each in issuers}, issuers),
    )


async def _words(asked: AskedPolicies) -> Mapping[str, Labels]:
    return {
        "level": _levels(),
        "validity": _validities(),
        "topic": _topics(),
        "issuer": {each: each for each in asked.issuer},
    }


def _levels() -> dict[str, str]:
    return {level.value: word for level, word in level_words().items()}


def _validities() -> dict[str, str]:
    return {validity.value: word for validity, word in validity_words().items()}


def _topics() -> dict[str, str]:
    return {topic.value: word for topic, word in topic_words().items()}


LISTING = Listing(
    index=Index.POLICIES,
    plain=Sort.NEWEST,
    load=policies_by_ids,
    card=policy_card,
    without_engine=_without_engine,
    groups=_groups,
    words=_words,
)
