"""
What is given: offers of organisations and people, with their ledger of units.

The room above (matching) asks for: ``queries.offers_for_matching(prefix)`` → list of
``MatchingOffer(id, organisation_id, mode, category, left, areas, from_on, until_on, skills,
valid_check, groups, only_need, reliability, words)`` for published offers with units left that
reach the area; ``commands.move_units(actor, offer_id, units, source=, target=, reason="")`` between
the places ``open, reserved, committed, in_transit, delivered`` (as in `match.needs.commands.units`);
``queries.offer_views(ids)`` → public views; ``policy.acts_for(actor, offer)``; and
``commands.sweep_offers(actor)`` for what the clock does.
"""
