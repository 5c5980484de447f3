"""
The conflict graph: organisations and people, and what joins them; who must stand aside, and why.

采购法12, 实施条例9, 87号令47 and the expert measures (财库〔2016〕198号) name the ties: work within
three years, board or ownership, kin of a person in charge, anything else that could bend judgement;
and nobody judges a purchase of the own department, one they wrote, or one they open.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

import msgspec

from match.foundation.language import pgettext


class Edge(StrEnum):
    """What joins two nodes. The first seven are declared; the others are on record."""

    employer = "employer"
    former = "former"
    family = "family"
    member = "member"
    owner = "owner"
    adviser = "adviser"
    other = "other"
    account = "account"
    in_charge = "in_charge"
    same_control = "same_control"
    wrote = "wrote"
    opens = "opens"
    served = "served"


class Link(msgspec.Struct, frozen=True):
    """One edge of a path, to an organisation; None: to the purchase itself."""

    edge: Edge
    organisation_id: int | None = None


class Tie(msgspec.Struct, frozen=True):
    """A way from a person to a party; *side*: bidder, purchaser or purchase."""

    side: str
    path: tuple[Link, ...]

    @property
    def kind(self) -> str:
        """The edge by which the person is tied: what the public reads."""
        return self.path[0].edge.value


class Person(msgspec.Struct, frozen=True):
    """Who might judge. ``links``: every organisation they are tied with; ``duties``: what they had
    to do with this purchase."""

    links: tuple[Link, ...]
    duties: tuple[Edge, ...] = ()


def ties(
    person: Person,
    bidders: frozenset[int],
    purchaser: int,
    sisters: Mapping[int, Iterable[int]],
    *,
    own_department: bool = False,
) -> list[Tie]:
    """
    Every reason to stand aside. *sisters*: organisations under the same person in charge or
    control as each one. *own_department*: the person sits for the purchaser, to whom they belong.
    """
    found = [Tie("purchase", (Link(duty),)) for duty in person.duties]
    for link in person.links:
        assert link.organisation_id is not None, "a person's links lead to organisations"
        if link.organisation_id in bidders:
            found.append(Tie("bidder", (link,)))
        if link.organisation_id == purchaser and not own_department:
            found.append(Tie("purchaser", (link,)))
        found += [
            Tie("bidder", (link, Link(Edge.same_control, sister)))
            for sister in sorted(set(sisters.get(link.organisation_id, ())) & bidders)
            if sister != link.organisation_id
        ]
    return found


def edge_word(edge: Edge) -> str:
    """An edge in words."""
    return {
        Edge.employer: pgettext("tie", "现工作单位"),
        Edge.former: pgettext("tie", "三年内工作过的单位"),
        Edge.family: pgettext("tie", "近亲属任职或负责的单位"),
        Edge.member: pgettext("tie", "任会员、理事或监事的单位"),
        Edge.owner: pgettext("tie", "出资或控股的单位"),
        Edge.adviser: pgettext("tie", "担任顾问或提供过有偿服务的单位"),
        Edge.other: pgettext("tie", "其他可能影响公正的单位"),
        Edge.account: pgettext("tie", "在本平台代表这家机构"),
        Edge.in_charge: pgettext("tie", "与机构负责人同名，需回避"),
        Edge.same_control: pgettext("tie", "与投标人由同一人负责或控制"),
        Edge.wrote: pgettext("tie", "参与编制了这个采购项目"),
        Edge.opens: pgettext("tie", "持有这个项目的开标钥匙"),
        Edge.served: pgettext("tie", "参加过这个项目的前一次评审"),
    }[edge]
