"""A pair looked at alone is what the compiled engine says of it, without anything compiled."""

import subprocess
import sys

from hypothesis import given, settings

from match.allocation.columns import codebook, need_columns, offer_columns
from match.allocation.one_pair import Pair, pair_alone
from match.allocation.pairs import WhyNone
from match.allocation.plan import allocate
from match.allocation.shapes import Parameters, canonical_needs, canonical_offers
from tests.allocation.make import need, need_rows, offer, offer_rows


def columns(one, other):
    (one,), (other,) = canonical_needs([one]), canonical_offers([other])
    categories = codebook([one], [other])
    return need_columns([one], categories), offer_columns([other], categories)


def alone(one, other):
    return pair_alone(*columns(one, other), Parameters())


@settings(max_examples=300, deadline=None)
@given(need_rows(1), offer_rows(2))
def test_the_pair_alone_is_the_plan_of_the_two(one, other):
    found, plan = alone(one, other), allocate([one], [other], Parameters(ladder_steps=0))

    if isinstance(found, WhyNone):
        assert not plan.proposals
        assert [each.constraint for each in plan.unserved] in ([], [found.constraint])
        return
    (told,) = plan.proposals
    assert found == Pair(
        units=told.units,
        unit_value=told.unit_value,
        score=told.score,
        parts=told.parts,
        facts=told.facts,
    )


def test_an_ordinary_pair_has_points_for_what_an_ordinary_pair_has():
    found = alone(need(tokens=(1, 2)), offer(tokens=(2,), capacity=4))

    assert isinstance(found, Pair)
    assert (found.units, found.facts.words_shared) == (4, 1)
    # By hand: the category in full, all words of the shorter text, 4 of 10 units, the whole time.
    assert found.parts["category"] == 30
    assert found.parts["text"] == 15
    assert found.parts["quantity"] == 4
    assert found.parts["time"] == 10


LOOK = """
import gc
import numpy as np
from numba.core.dispatcher import Dispatcher
from match.allocation.text import shared_of_pairs
from tests.allocation import test_one_pair as t

def ready():
    return sum(len(one.signatures) for one in gc.get_objects() if isinstance(one, Dispatcher))

t.alone(t.need(tokens=(1,)), t.offer(tokens=(1,)))
alone = ready()
needs, offers, at = *t.columns(t.need(), t.offer()), np.zeros(1, np.int64)
shared_of_pairs(needs, offers, at, at)
print(alone, ready() - alone)
"""


def test_nothing_compiled_is_needed_for_a_pair():
    """A request that compiles takes a quarter of a minute the first time."""
    done = subprocess.run([sys.executable, "-c", LOOK], check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["0", "1"]
