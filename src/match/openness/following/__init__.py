"""
Searches that a person keeps and hears of: a part of openness, since it must see purchases and
needs alike and put messages into inboxes, and no room below stands above all three.
"""
