#!/usr/bin/env python3
"""
Checks the public log of Xiangtonghui without the site: Python 3.9 and the files, nothing else.

    python3 -I verify.py --key HEX [--seen DAY:PLACE:LINK] heads.json 2026.jsonl 2027.jsonl

Name all years. --key: the log's public key, known from elsewhere; --seen: a head you noted once.
Exit 0: this is what was published; 1: something was altered; 2: it could not be checked.
"""

import argparse
import hashlib
import json
import sys

HEAD, KEY = b"xiangtonghui public log head\0", b"xiangtonghui public log key\0"
P, Q = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


def add(p, q):
    """The sum of two points of the curve: RFC 8032, 5.1.4."""
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(n, p):
    """*n* times the point *p*."""
    found = (0, 1, 1, 0)
    while n:
        found, p, n = add(found, p) if n & 1 else found, add(p, p), n >> 1
    return found


def point(raw):
    """The point that 32 bytes stand for, RFC 8032, 5.1.3; ValueError where they stand for none."""
    sign, y = divmod(int.from_bytes(raw, "little"), 2**255)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if (x * x - square) % P == 0 else x * pow(2, (P - 1) // 4, P) % P
    if len(raw) != 32 or y >= P or (x * x - square) % P or (x == 0 and sign):
        raise ValueError("no point")
    x = x if x % 2 == sign else P - x
    return x, y, 1, x * y % P


def signed(key, purpose, message, signature):
    """Whether the owner of *key* signed *message* for *purpose*: Ed25519, RFC 8032, 5.1.7."""
    try:
        public, raw = bytes.fromhex(key), bytes.fromhex(signature)
        a, r, s = point(public), point(raw[:32]), int.from_bytes(raw[32:], "little")
    except ValueError:
        return False
    digest = hashlib.sha512(raw[:32] + public + purpose + message).digest()
    base = point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))
    p, q = times(s, base), add(r, times(int.from_bytes(digest, "little") % Q, a))
    return len(raw) == 64 and s < Q and all((p[i] * q[2] - q[i] * p[2]) % P == 0 for i in (0, 1))


def check_chain(entries, wrong):
    """Places, times and links; returns the link after each place that holds."""
    links = ["00" * 32]
    for entry, before in zip(entries, [{"at": ""}, *entries]):  # noqa: B905 # as in Python 3.9
        fields = [entry[name] for name in ("place", "at", "kind", "url", "sha256", "takes_down")]
        told = "".join("-," if one is None else f"{len(str(one))}:{one}," for one in fields)
        text = b"publiclog.entry\0" + bytes.fromhex(links[-1]) + told.encode()
        if entry["place"] != len(links) or len(entry) != 9:
            wrong.append(f"Place {len(links)} should follow, but place {entry['place']} does.")
        elif hashlib.sha256(text).hexdigest() != entry["link"] or entry["at"] < before["at"]:
            wrong.append(f"Place {len(links)} was altered, or is not what followed the one before.")
        if wrong:
            break
        links.append(entry["link"])
    return links


def check_texts(entries, wrong):
    """Every document against its salted hash; none is missing unless the log says why."""
    last = {one["takes_down"]: one for one in entries if one["takes_down"] is not None}
    gone = {at: one["place"] for at, one in last.items() if one["kind"] != "takedown.refused"}
    for entry in entries:
        place, salt, text = entry["place"], entry["salt"], entry["document"]
        raw = bytes.fromhex(salt or "")  # of another length, its end could be the text's beginning
        whole = (raw.hex(), hashlib.sha256(raw + (text or "").encode()).hexdigest())
        if place in gone and (salt, text) != (None, None):
            wrong.append(f"Place {gone[place]} takes down place {place}, whose text is still here.")
        elif place not in gone and (len(raw) != 32 or whole != (salt, entry["sha256"])):
            wrong.append(f"The text of place {place} is not the one that was published, or gone.")


def check_heads(told, good, links, seen, wrong):
    """Heads and keys; returns the last place that a key signed which can be believed, or -1."""
    upto = -1
    for one in told["keys"]:
        by, key = one["endorsed_by"], one["key"]
        if by in good and signed(by, KEY, bytes.fromhex(key), one["endorsement"]):
            good.add(key)
    for one in sorted(told["heads"], key=lambda head: head["day"]):
        text = f"{one['day']} {one['place']} {one['link']} {one['at']}".encode()
        if not signed(one["key"], HEAD, text, one["signature"]) or one["place"] < upto:
            wrong.append(f"The head of {one['day']} has a signature that is none, or goes back.")
        elif one["key"] not in good and upto >= 0:
            wrong.append(f"The head of {one['day']} is signed with a key that nobody vouches for.")
        upto = max(upto, one["place"]) if one["key"] in good else upto
    for day, place, link in [*seen, *((h["day"], h["place"], h["link"]) for h in told["heads"])]:
        if links[place : place + 1] != [link]:
            wrong.append(f"The head of {day} signs another or a longer log, up to place {place}.")
    return upto


def main(asked=None):
    """Check what the command line names, say what was found; returns the exit code."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("files", nargs="+")
    given.add_argument("--key", action="append", default=[])
    given.add_argument("--seen", action="append", default=[])
    given, years, told, wrong = given.parse_args(asked), [], {"keys": [], "heads": []}, []
    try:
        for path in given.files:
            with open(path, encoding="utf-8", newline="\n") as file:
                if path.endswith(".json"):
                    told = {name: told[name] + more for name, more in json.load(file).items()}
                else:
                    year = [json.loads(line, object_pairs_hook=list) for line in file]
                    bad = [at for at, pairs in enumerate(year, 1) if len(pairs) != 9]
                    wrong += [f"Line {at} of {path} has not its nine fields once." for at in bad]
                    years.append([dict(pairs) for pairs in year])
        seen = [(day, int(at), link) for day, at, link in (one.split(":") for one in given.seen)]
        years.sort(key=lambda year: [one["place"] for one in year[:1]])
        entries = [one for year in years for one in year]
        links = check_chain(entries, wrong)
        check_texts(entries, wrong)
        upto = check_heads(told, set(given.key), links, seen, wrong)
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError) as trouble:
        print(f"COULD NOT CHECK: a file cannot be read as it should be: {trouble!r}")
        return 2
    if wrong:
        print(*(f"WRONG: {one}" for one in wrong), "This is not what was published.", sep="\n")
        return 1
    if upto < 0:
        print("COULD NOT CHECK: no head of a --key.")
        return 2
    print(f"RIGHT: {len(entries)} entries, signed up to place {upto}; later ones await a head.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
