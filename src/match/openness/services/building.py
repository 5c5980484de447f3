"""A home as the objects of HSDS 3.0. Only what is known is written."""

from datetime import date, time

from match.catalogue import codes
from match.foundation.settings import settings
from match.openness.sections import Json, told
from match.openness.services.ids import Thing, uuid_of
from match.openness.services.process import County, Exceptional, Hours, ServedHome

VERSION = "3.0"
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_STATUS = {"open": "active", "idle": "inactive", "suspended": "temporarily closed"}
"""An idle home has stood unused for long: nobody should be sent there."""
_HUNAN = 8
"""Hours ahead of UTC."""
_CHILD_UNDER = 18


def organization(county: County) -> Json:
    """The homes of a county."""
    return {
        "id": uuid_of(Thing.organization, county.code),
        "name": f"{county.name}儿童之家",
        "description": f"{county.path.replace('/', ' ')}的儿童之家，共{county.homes}个，"
        "由县级民政部门牵头管理。",
        "website": f"{settings().base_url}/homes?county={county.code}",
        "uri": f"{settings().base_url}/homes?county={county.code}",
    }


def service(home: ServedHome) -> Json:
    """What the home does, one-to-one fields only: the shape of a list."""
    return {
        "id": uuid_of(Thing.service, home.id),
        "organization_id": uuid_of(Thing.organization, home.county),
        "name": f"{home.name}日常开放",
        "description": "儿童之家在开放时间内为儿童提供游戏、阅读、学习和关爱服务，"
        "任何儿童都可以来，不需要申请。",
        "url": f"{settings().base_url}/homes/{home.id}",
        "status": _STATUS[home.status],
        "application_process": "不需要申请，开放时间内直接前往。",
        "fees_description": "免费（未成年人保护法第四十四条）。",
        "eligibility_description": "未满十八周岁的儿童及其家长。",
        "minimum_age": 0,
        "maximum_age": _CHILD_UNDER,
    }


def full_service(home: ServedHome) -> Json:
    """The service with where and when it is, what it costs, in which language."""
    return {
        **service(home),
        "organization": _short_organization(home),
        "service_at_locations": [at_location(home)],
        "languages": [language(home)],
        "cost_options": [cost_option(home)],
        "service_areas": [service_area(home)],
    }


def at_location(home: ServedHome) -> Json:
    """The service at its one location."""
    return told(
        id=uuid_of(Thing.service_at_location, home.id),
        service_id=uuid_of(Thing.service, home.id),
        location_id=uuid_of(Thing.location, home.id),
        description=f"{home.name}的开放时间",
        schedules=schedules(home),
        location=full_location(home),
    )


def full_at_location(home: ServedHome) -> Json:
    """The same with its service, as one asks for it alone."""
    return {
        **at_location(home),
        "service": {**service(home), "organization": _short_organization(home)},
    }


def location(home: ServedHome) -> Json:
    """Where it is. No point of the map: a home's position is its village, never anything finer."""
    rooms = "、".join(codes.home_entry(code).name_zh for code in home.facilities)
    return told(
        id=uuid_of(Thing.location, home.id),
        location_type="physical",
        url=f"{settings().base_url}/homes/{home.id}",
        organization_id=uuid_of(Thing.organization, home.county),
        name=home.name,
        description=f"功能场地：{rooms}。" if rooms else None,
        external_identifier=str(home.id),
        external_identifier_type="XTH-HOME",
    )


def full_location(home: ServedHome) -> Json:
    """With its address."""
    return {**location(home), "addresses": [address(home)]}


def address(home: ServedHome) -> Json:
    """The village, as the public page tells it; there is no house number and no post code."""
    _province, prefecture, county, *rest = home.path.split("/")
    return {
        "id": uuid_of(Thing.address, home.id),
        "location_id": uuid_of(Thing.location, home.id),
        "address_1": " ".join(rest) or county,
        "city": prefecture,
        "region": county,
        "state_province": "湖南省",
        "postal_code": "",
        "country": "CN",
        "address_type": "physical",
    }


def language(home: ServedHome) -> Json:
    """Mandarin. Local languages are spoken, and nobody has recorded which."""
    return {
        "id": uuid_of(Thing.service_language, home.id),
        "service_id": uuid_of(Thing.service, home.id),
        "name": "中文",
        "code": "zh",
    }


def cost_option(home: ServedHome) -> Json:
    """Free."""
    return {
        "id": uuid_of(Thing.cost_option, home.id),
        "service_id": uuid_of(Thing.service, home.id),
        "option": "免费",
        "currency": "CNY",
        "amount": 0,
        "amount_description": "进入和参加活动都不收费",
    }


def service_area(home: ServedHome) -> Json:
    """Its village."""
    return {
        "id": uuid_of(Thing.service_area, home.id),
        "service_id": uuid_of(Thing.service, home.id),
        "name": home.path.replace("/", " "),
        "description": "所在村（社区）及周边的儿童。",
    }


def schedules(home: ServedHome) -> list[Json]:
    """The week first, then the days on which something else holds."""
    return [
        *(_weekly(home, one) for one in home.hours),
        *(made for one in home.exceptions for made in _exceptional(home, one)),
    ]


def _weekly(home: ServedHome, hours: Hours) -> Json:
    return {
        **_schedule(home, Thing.opening, hours.id),
        "freq": "WEEKLY",
        "interval": 1,
        "wkst": "MO",
        "byday": _DAYS[hours.weekday - 1],
        "opens_at": _clock(hours.opens),
        "closes_at": _clock(hours.closes),
    }


def _exceptional(home: ServedHome, one: Exceptional) -> list[Json]:
    known = told(
        valid_from=one.starts_on.isoformat(),
        valid_to=one.ends_on.isoformat(),
        dtstart=one.starts_on.isoformat(),
        until=one.ends_on.isoformat(),
        freq="WEEKLY",
        interval=1,
        byday=",".join(_DAYS[day - 1] for day in one.weekdays or _every(one)),
        notes=one.note,
    )
    if one.opens is None or one.closes is None:
        return [{**_schedule(home, Thing.exception, one.id), **known, "description": "闭馆"}]
    spans = [(Thing.exception, one.opens, one.closes)]
    if one.second_opens is not None and one.second_closes is not None:
        spans.append((Thing.second_span, one.second_opens, one.second_closes))
    return [
        {
            **_schedule(home, thing, one.id),
            **known,
            "description": "临时调整的开放时间，代替每周开放时间",
            "opens_at": _clock(opens),
            "closes_at": _clock(closes),
        }
        for thing, opens, closes in spans
    ]


def _every(one: Exceptional) -> list[int]:
    """The weekdays that a range touches."""
    days = (one.ends_on - one.starts_on).days + 1
    return sorted(
        {date.fromordinal(one.starts_on.toordinal() + n).isoweekday() for n in range(min(days, 7))}
    )


def _schedule(home: ServedHome, thing: Thing, number: int) -> Json:
    return {
        "id": uuid_of(thing, number),
        "service_at_location_id": uuid_of(Thing.service_at_location, home.id),
        "timezone": _HUNAN,
    }


def _short_organization(home: ServedHome) -> Json:
    return {
        "id": uuid_of(Thing.organization, home.county),
        "name": f"{home.county_name}儿童之家",
        "description": f"{home.county_name}的儿童之家，由县级民政部门牵头管理。",
    }


def _clock(moment: time) -> str:
    """With its offset, as HSDS asks: programs elsewhere would take it for their own time."""
    return f"{moment:%H:%M}+{_HUNAN:02d}:00"


def page_of(contents: list[Json], page: int, size: int, total: int) -> Json:
    """HSDS's page: which of how many, and what is on it."""
    pages = -(-total // size)
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": page,
        "size": len(contents),
        "first_page": page == 1,
        "last_page": page >= pages,
        "empty": not contents,
        "contents": contents,
    }


def about() -> Json:
    """What answers here: HSDS's document at the root."""
    base = settings().base_url
    return {
        "version": VERSION,
        "profile": "https://docs.openreferral.org/en/v3.0.0/",
        "openapi_url": f"{base}/schema/openapi.json",
        "publisher": settings().publisher,
        "license": settings().data_licence,
    }
