"""No name that the house knows is left in a packet, however it is written."""

import pytest

from match.panels.blinding import alias, alias_order, blind, blinded

NAMED = {"吉首市晨光社会工作服务中心": "甲", "湘西自治州蓝天公益促进会": "乙"}


@pytest.mark.parametrize(
    "text",
    [
        "吉首市晨光社会工作服务中心承诺",
        "晨光社会工作服务中心承诺",
        "吉首市 晨光 社会工作 服务中心承诺",
        "吉首市晨光社会工作\n服务中心承诺",
    ],
)
def test_every_form_of_a_name_becomes_the_alias(text: str) -> None:
    found = blinded(text, NAMED)

    assert "晨光" not in found
    assert found.endswith("甲承诺")


def test_the_other_bidder_keeps_its_own_alias():
    assert blinded("与湘西自治州蓝天公益促进会合作", NAMED) == "与乙合作"


def test_a_packet_is_blinded_in_every_depth_and_in_its_keys():
    bid = {
        "plan": "晨光社会工作服务中心派三人",
        "answers": {"1": ["吉首市晨光社会工作服务中心"]},
        "attachments": [{"name": "晨光社会工作服务中心.pdf", "b64": "AAAA"}],
    }
    found = blind(bid, NAMED)

    assert "晨光" not in str(found)
    assert found["attachments"] == [{"name": "甲.pdf", "b64": "AAAA"}]


def test_a_packet_that_only_looks_for_the_whole_name_is_found():
    """The twin: plain replacement leaves the short name."""
    left = "晨光社会工作服务中心派三人"
    for name, shown in NAMED.items():
        left = left.replace(name, shown)

    assert "晨光" in left


def test_aliases_are_stems_and_then_pairs_without_repeats():
    names = [alias(at) for at in range(60)]

    assert names[:3] == ["甲", "乙", "丙"]
    assert len(set(names)) == 60


def test_the_order_of_aliases_does_not_follow_the_bids():
    orders = {tuple(alias_order(f"seed {turn}", [1, 2, 3])) for turn in range(60)}

    assert len(orders) == 6
