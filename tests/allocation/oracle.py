"""Two other ways to the optimum, slow and simple: they share nothing with the engine.

`successive_paths` augments along the best path (Bellman-Ford) while that pays; `brute_force` tries
every plan there is.
"""


def successive_paths(quantity, capacity, edges, group=None, steps=None):
    """The optimum of Σ value·units plus ladder bonuses.

    `edges` maps (need, offer) to value; `group[need]` to `steps[group]` = [(capacity, bonus), …].
    """
    arcs = []  # [tail, head, room, gain, index of the reverse arc]

    def arc(tail, head, room, gain):
        arcs.append([tail, head, room, gain, len(arcs) + 1])
        arcs.append([head, tail, 0, -gain, len(arcs) - 1])

    for offer, units in enumerate(capacity):
        arc("source", ("offer", offer), units, 0)
    for (need, offer), value in edges.items():
        arc(("offer", offer), ("need", need), min(quantity[need], capacity[offer]), value)
    for need, units in enumerate(quantity):
        arc(("need", need), ("group", group[need]) if steps else "sink", units, 0)
    for number, ladder in enumerate(steps or []):
        for units, bonus in ladder:
            arc(("group", number), "sink", units, bonus)
        arc(("group", number), "sink", sum(quantity), 0)
    total = 0
    while path := _best_path(arcs):
        units = min(arcs[step][2] for step in path)
        total += units * sum(arcs[step][3] for step in path)
        for step in path:
            arcs[step][2] -= units
            arcs[arcs[step][4]][2] += units
    return total


def _best_path(arcs):
    gain, came = {"source": 0}, {}
    changed = True
    while changed:
        changed = False
        for index, (tail, head, room, worth, _) in enumerate(arcs):
            if room > 0 and tail in gain and gain[tail] + worth > gain.get(head, -(1 << 200)):
                gain[head], came[head] = gain[tail] + worth, index
                changed = True
    if gain.get("sink", 0) <= 0:
        return []
    path, node = [], "sink"
    while node != "source":
        path.append(came[node])
        node = arcs[came[node]][0]
    return path


def brute_force(quantity, capacity, edges):
    """The optimum of Σ value·units by trying everything."""
    pairs = list(edges.items())

    def best(index, wanted, left):
        if index == len(pairs):
            return 0
        (need, offer), value = pairs[index]
        found = 0
        for units in range(min(wanted[need], left[offer]) + 1):
            now = tuple(w - units * (n == need) for n, w in enumerate(wanted))
            rest = tuple(c - units * (n == offer) for n, c in enumerate(left))
            found = max(found, units * value + best(index + 1, now, rest))
        return found

    return best(0, tuple(quantity), tuple(capacity))
