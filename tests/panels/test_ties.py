"""Who must stand aside: every edge by itself, and who need not."""

import pytest

from match.panels.ties import Edge, Link, Person, ties

BIDDERS, PURCHASER, SISTER, STRANGER = frozenset({1, 2}), 9, 5, 7
SISTERS = {SISTER: {1}, 1: {2}, 2: {1}}


@pytest.mark.parametrize(
    "edge",
    [
        Edge.employer,
        Edge.former,
        Edge.family,
        Edge.member,
        Edge.owner,
        Edge.adviser,
        Edge.other,
        Edge.account,
    ],
)
def test_a_tie_with_a_bidder_counts_and_one_with_a_stranger_does_not(edge: Edge) -> None:
    tied = ties(Person((Link(edge, 1),)), BIDDERS, PURCHASER, {})
    free = ties(Person((Link(edge, STRANGER),)), BIDDERS, PURCHASER, SISTERS)

    assert [(tie.side, tie.kind) for tie in tied] == [("bidder", edge.value)]
    assert free == []


def test_a_tie_with_a_firm_under_the_same_control_counts_and_shows_its_way():
    [tie] = ties(Person((Link(Edge.employer, SISTER),)), BIDDERS, PURCHASER, SISTERS)

    assert tie.side == "bidder"
    assert tie.path == (Link(Edge.employer, SISTER), Link(Edge.same_control, 1))


@pytest.mark.parametrize("duty", [Edge.wrote, Edge.opens, Edge.served])
def test_whoever_had_to_do_with_the_purchase_does_not_judge_it(duty: Edge) -> None:
    [tie] = ties(Person((), (duty,)), BIDDERS, PURCHASER, {})

    assert (tie.side, tie.kind) == ("purchase", duty.value)


def test_the_department_is_no_experts_own_but_may_send_its_people():
    own = Person((Link(Edge.account, PURCHASER),))

    assert [tie.side for tie in ties(own, BIDDERS, PURCHASER, {})] == ["purchaser"]
    assert ties(own, BIDDERS, PURCHASER, {}, own_department=True) == []
