"""The sections planning and tender, parties; dates, money and papers in OCDS's shapes."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from match.foundation import clock
from match.foundation.settings import settings
from match.openness.process import Body, Change, Paper, Purchase

Json = dict[str, Any]
USCI = "CN-USCI"
"""The list of unified social credit codes at org-id.guide."""


def instant(moment: datetime) -> str:
    """An instant in Hunan's time, to the second, as RFC 3339."""
    return moment.astimezone(clock.HERE).isoformat(timespec="seconds")


def last_of(day: date) -> str:
    """The last second of a day in Hunan: a period ends with its last day."""
    return instant(datetime.combine(day, time(23, 59, 59), clock.HERE))


def first_of(day: date) -> str:
    """The first second of a day in Hunan."""
    return instant(datetime.combine(day, time(), clock.HERE))


def money(fen: int) -> Json:
    """Fen as yuan: OCDS writes amounts as numbers of the currency's unit."""
    whole, rest = divmod(fen, 100)
    return {"amount": fen / 100 if rest else whole, "currency": "CNY"}


def told(**fields: Any) -> Json:
    """Only what is known: nothing absent is written as null."""
    return {name: value for name, value in fields.items() if value not in (None, "", (), [], {})}


def party_id(body: Body) -> str:
    """
    Ours: it stays the same when an organisation gets or changes its credit code. Who is not
    registered here is known by its name alone.
    """
    if body.id is not None:
        return f"XTH-ORG-{body.id}"
    return f"XTH-NAME-{hashlib.sha256(body.name.encode()).hexdigest()[:16]}"


def reference(body: Body) -> Json:
    """An organisation where another section names it."""
    return {"id": party_id(body), "name": body.name}


def party(body: Body, roles: Iterable[str]) -> Json:
    """An organisation with what it is in this process."""
    return told(
        id=party_id(body),
        name=body.name,
        identifier=told(
            scheme="XTH-ORG" if body.id is not None else None,
            id=str(body.id) if body.id is not None else None,
            legalName=body.name,
        ),
        additionalIdentifiers=[{"scheme": USCI, "id": body.uscc}] if body.uscc else None,
        address=told(region=body.region, countryName="中国"),
        roles=sorted(roles),
    )


def document(paper: Paper) -> Json:
    """A published page or file."""
    return told(
        id=paper.id,
        documentType=paper.kind,
        title=paper.title,
        url=_absolute(paper.url),
        datePublished=instant(paper.published_at) if paper.published_at else None,
        format=paper.format,
        language="zh",
    )


def amendment(change: Change) -> Json:
    """An edit after publication, with its reason."""
    return told(
        id=change.id,
        date=instant(change.at),
        rationale=change.reason,
        description=change.description,
    )


def planning(purchase: Purchase) -> Json:
    """The plan: how much, and what people were asked before. The budget line itself is internal."""
    return {
        "planning": told(
            rationale=purchase.survey,
            budget=told(
                description=f"{purchase.fiscal_year}年度" if purchase.fiscal_year else None,
                amount=money(purchase.budget_fen),
            ),
        )
    }


def tender(purchase: Purchase) -> Json:
    """The purchase itself."""
    starts = purchase.published_at
    return {
        "tender": told(
            id=str(purchase.id),
            title=purchase.title,
            description=purchase.requirements,
            status=purchase.status,
            procuringEntity=reference(purchase.buyer),
            items=[_item(purchase)],
            value=money(purchase.budget_fen),
            procurementMethod=purchase.method,
            procurementMethodDetails=purchase.method_name,
            procurementMethodRationale=purchase.method_reason,
            mainProcurementCategory="services",
            awardCriteria={"lowest": "priceOnly", "scoring": "ratedCriteria"}.get(purchase.scheme),
            awardCriteriaDetails=_judged_by(purchase),
            submissionMethod=None if purchase.mirror else ["electronicSubmission"],
            submissionMethodDetails=purchase.official_url,
            tenderPeriod=period(starts, purchase.closes_at),
            enquiryPeriod=period(starts, purchase.questions_until)
            if purchase.questions_until
            else None,
            awardPeriod=told(endDate=last_of(purchase.decides_on)) if purchase.decides_on else None,
            contractPeriod={"durationInDays": purchase.service_days},
            eligibilityCriteria=purchase.eligibility,
            numberOfTenderers=purchase.bidders,
            tenderers=[reference(bid.bidder) for bid in purchase.bids],
            documents=[document(paper) for paper in purchase.papers],
            amendments=[amendment(change) for change in purchase.changes],
            relatedNeeds=[_need(need.id, need.units) for need in purchase.needs],
        )
        # Told even where there is none: a reason that is over must not stay in what is merged.
        | {"statusDetails": purchase.status_details or None}
    }


def period(starts: datetime | None, ends: datetime | None) -> Json:
    """From and until, as far as they are known."""
    return told(
        startDate=instant(starts) if starts else None, endDate=instant(ends) if ends else None
    )


def _item(purchase: Purchase) -> Json:
    return {
        "id": "1",
        "description": purchase.item_name,
        # 政府采购品目分类目录 of the finance ministry, edition of 2022.
        "classification": {
            "scheme": "CN-MOF-2022",
            "id": purchase.item_code,
            "description": purchase.item_name,
        },
        "quantity": 1,
    }


def _judged_by(purchase: Purchase) -> str:
    """Criteria with their points, as the notice tells them."""
    return "；".join(
        f"{one.title} {one.points / 100:g}分" if one.points else one.title
        for one in purchase.criteria
    )


def _need(need: int, units: int | None) -> Json:
    return told(id=str(need), uri=_absolute(f"/needs/{need}"), units=units)


def _absolute(url: str) -> str:
    return url if url.startswith(("http://", "https://")) else settings().base_url + url
