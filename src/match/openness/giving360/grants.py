"""A gift as a grant of 360Giving 1.4.3, and the package that grants are sent in."""

from collections.abc import Sequence
from datetime import datetime

from match.foundation.settings import settings
from match.openness.giving360.process import Gift, Payment, Place, Side
from match.openness.sections import USCI, Json, instant, money, told

VERSION = "1.4.3"
TITLE_MOST = 140
"""Characters of a title, as the standard advises."""


def package(grants: Sequence[Json], at: datetime, **links: str) -> Json:
    """The file: whose it is, by which licence, and the grants. *links*: ``next`` where there is
    more."""
    base = settings().base_url
    made: Json = {
        "version": VERSION,
        "publisher": {"name": settings().publisher, "website": base},
        "license": settings().data_licence,
        "publishedDate": instant(at),
        "grants": list(grants),
    }
    if links:
        made["links"] = {name: base + path for name, path in links.items()}
    return made


def grant_id(gift: Gift) -> str:
    """By the registered prefix: ``360G-prefix-D12``."""
    return f"{settings().giving360_prefix}-{gift.id}"


def organisation_id(side: Side) -> str:
    """
    By the official list where it has a code, ``CN-USCI-91…``, else by the publisher's prefix,
    ``360G-prefix-HOME-12`` (360Giving, Identifiers: organisations without official numbers).
    """
    if side.uscc:
        return f"{USCI}-{side.uscc}"
    return f"{settings().giving360_prefix}-{side.id}"


def grant(gift: Gift) -> Json:
    """
    One grant. The recipient is an organisation, never ``recipientIndividual``: no child and no
    family is anybody's grantee here.
    """
    identifier = grant_id(gift)
    changed = instant(gift.changed_at)
    return told(
        id=identifier,
        title=gift.title[:TITLE_MOST],
        description=gift.description,
        currency="CNY",
        amountAwarded=money(gift.fen)["amount"],
        amountDisbursed=None if gift.paid_fen is None else money(gift.paid_fen)["amount"],
        awardDate=gift.awarded_on.isoformat(),
        url=_address(gift.url),
        plannedDates=_planned(gift),
        recipientOrganization=[_side(gift.recipient)],
        fundingOrganization=[_side(gift.funder)],
        beneficiaryLocation=[_location(place) for place in gift.places],
        grantProgramme=[{"code": gift.programme[0], "title": gift.programme[1]}],
        fundingType=[{"vocabulary": "XTH-GIFT-KIND", "code": gift.kind, "title": KINDS[gift.kind]}],
        classifications=_classified(gift),
        disbursementTransaction=[_paid(identifier, gift, one) for one in gift.payments],
        dateModified=changed,
        dataSource=f"{settings().base_url}/open-data/360giving/{gift.awarded_on.year}.json",
    ) | _nothing_paid(gift)


KINDS = {"money": "资金", "goods": "实物（按约定折价）", "time": "服务（按约定折价）"}
"""`GiftKind` as the funding type: in-kind amounts are never taken for money."""


def _nothing_paid(gift: Gift) -> Json:
    """A zero is told: nothing has arrived yet is a fact, not a gap."""
    return {"amountDisbursed": 0} if gift.paid_fen == 0 else {}


def _planned(gift: Gift) -> list[Json] | None:
    if gift.due_on is None:
        return None
    ends = max(gift.due_on, gift.awarded_on)
    return [{"startDate": gift.awarded_on.isoformat(), "endDate": ends.isoformat()}]


def _side(side: Side) -> Json:
    return told(
        id=organisation_id(side), name=side.name, addressCountry="中国", url=_address(side.url)
    )


def _location(place: Place) -> Json:
    return {
        "id": place.code,
        "name": place.path.replace("/", " "),
        "countryCode": "CN",
        "geoCode": place.code,
        # 统计用区划代码 of the National Bureau of Statistics; the standard's own list is British.
        "geoCodeType": "CN-NBS",
    }


def _classified(gift: Gift) -> list[Json] | None:
    if gift.category is None:
        return None
    code, name = gift.category
    return [{"vocabulary": "XTH-NEED-CATEGORY", "code": code, "title": name}]


def _paid(identifier: str, gift: Gift, payment: Payment) -> Json:
    return {
        "id": f"{identifier}-{payment.id}",
        "transactionDate": payment.on.isoformat(),
        "currency": "CNY",
        "value": money(payment.fen)["amount"],
        "provider": organisation_id(gift.funder),
        "recipient": organisation_id(gift.recipient),
    }


def _address(path: str) -> str | None:
    return settings().base_url + path if path else None
