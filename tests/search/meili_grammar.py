"""Meilisearch's filter grammar, as its parser documents it (crates/filter-parser/src/lib.rs).

Written from that grammar and not from the filters our adapter happens to send, so that an escape
that would work on the server works here too.
"""

import math
import re
from collections.abc import Callable
from typing import Any

Document = dict[str, Any]
Test = Callable[[Document], bool]

KEYWORDS = {"AND", "OR", "NOT", "IN", "TO", "EXISTS", "_geoRadius", "_geoBoundingBox", "_geoPoint"}
TOKEN = re.compile(
    r"""\s*(?:(?P<quoted>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
    r"""|(?P<operator>!=|>=|<=|=|>|<|\(|\)|\[|\]|,)|(?P<word>[\w.\-]+))""",
    re.DOTALL,
)
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}


class InvalidFilter(Exception):
    """400 invalid_search_filter."""


def compile_filter(given: Any, filterable: set[str]) -> Test:
    """A string, or an array whose elements are joined by AND and whose inner arrays by OR."""
    if given is None:
        return lambda document: True
    if isinstance(given, str):
        return Parser(given, filterable).whole()
    tests = []
    for element in given:
        if isinstance(element, list):
            inner = [compile_filter(each, filterable) for each in element]
            tests.append(lambda document, inner=inner: any(test(document) for test in inner))
        else:
            tests.append(compile_filter(element, filterable))
    return lambda document: all(test(document) for test in tests)


class Parser:
    def __init__(self, text: str, filterable: set[str]) -> None:
        self.filterable = filterable
        self.tokens: list[tuple[str, str]] = []
        position, text = 0, text.rstrip()
        while position < len(text):
            match = TOKEN.match(text, position)
            if match is None:
                raise InvalidFilter(f"cannot read {text[position : position + 20]!r}")
            self.tokens.append((str(match.lastgroup), match[str(match.lastgroup)]))
            position = match.end()
        self.at = 0

    def whole(self) -> Test:
        test = self.expression()
        if self.at != len(self.tokens):
            raise InvalidFilter(f"found unexpected {self.tokens[self.at][1]!r}")
        return test

    def expression(self) -> Test:
        tests = [self.conjunction()]
        while self.take("word", "OR"):
            tests.append(self.conjunction())
        return lambda document: any(test(document) for test in tests)

    def conjunction(self) -> Test:
        tests = [self.negation()]
        while self.take("word", "AND"):
            tests.append(self.negation())
        return lambda document: all(test(document) for test in tests)

    def negation(self) -> Test:
        if self.take("word", "NOT"):
            test = self.negation()
            return lambda document: not test(document)
        if self.take("operator", "("):
            test = self.expression()
            self.need("operator", ")")
            return test
        if self.take("word", "_geoRadius"):
            return self.radius()
        return self.condition()

    def condition(self) -> Test:
        field = self.value()
        if field not in self.filterable:
            raise InvalidFilter(f"Attribute `{field}` is not filterable")
        if self.take("word", "NOT"):
            if self.take("word", "EXISTS"):
                return lambda document: field not in document
            self.need("word", "IN")
            wanted = self.values()
            return lambda document: not any(equal(document, field, each) for each in wanted)
        if self.take("word", "EXISTS"):
            return lambda document: field in document
        if self.take("word", "IN"):
            wanted = self.values()
            return lambda document: any(equal(document, field, each) for each in wanted)
        kind, operator = self.next()
        if kind == "operator" and operator in ("=", "!="):
            value = self.value()
            same = operator == "="
            return lambda document: equal(document, field, value) is same
        if kind == "operator" and operator in (">", ">=", "<", "<="):
            return comparison(field, operator, number(self.value()))
        self.at -= 1
        low = number(self.value())
        self.need("word", "TO")
        high = number(self.value())
        return lambda document: any(low <= each <= high for each in numbers(document, field))

    def values(self) -> list[str]:
        self.need("operator", "[")
        found: list[str] = []
        while not self.take("operator", "]"):
            found.append(self.value())
            if not self.take("operator", ","):
                self.need("operator", "]")
                break
        return found

    def radius(self) -> Test:
        if "_geo" not in self.filterable:
            raise InvalidFilter("Attribute `_geo` is not filterable")
        self.need("operator", "(")
        lat = number(self.value())
        self.need("operator", ",")
        lng = number(self.value())
        self.need("operator", ",")
        metres = number(self.value())
        self.need("operator", ")")
        if abs(lat) > 90 or abs(lng) > 180:
            raise InvalidFilter("Bad latitude or longitude")
        return lambda document: (
            "_geo" in document
            and (distance(document["_geo"]["lat"], document["_geo"]["lng"], lat, lng) <= metres)
        )

    def value(self) -> str:
        kind, text = self.next()
        if kind == "quoted":
            return re.sub(r"\\(.)", lambda match: ESCAPES.get(match[1], match[1]), text[1:-1])
        if kind == "word" and text not in KEYWORDS:
            return text
        raise InvalidFilter(f"expected a value, found {text!r}")

    def next(self) -> tuple[str, str]:
        if self.at >= len(self.tokens):
            raise InvalidFilter("expected more, found the end")
        self.at += 1
        return self.tokens[self.at - 1]

    def take(self, kind: str, text: str) -> bool:
        if self.at < len(self.tokens) and self.tokens[self.at] == (kind, text):
            self.at += 1
            return True
        return False

    def need(self, kind: str, text: str) -> None:
        if not self.take(kind, text):
            raise InvalidFilter(f"expected {text!r}")


def values_of(document: Document, field: str) -> list[Any]:
    value = document.get(field, [])
    return value if isinstance(value, list) else [value]


def numbers(document: Document, field: str) -> list[float]:
    return [each for each in values_of(document, field) if isinstance(each, (int, float))]


def equal(document: Document, field: str, wanted: str) -> bool:
    """Strings without regard to case; a wanted value that reads as a number equals numbers too."""
    strings = [each for each in values_of(document, field) if isinstance(each, str)]
    if any(each.lower() == wanted.lower() for each in strings):
        return True
    try:
        return float(wanted) in numbers(document, field)
    except ValueError:
        return False


def comparison(field: str, operator: str, bound: float) -> Test:
    tests: dict[str, Callable[[float], bool]] = {
        ">": lambda value: value > bound,
        ">=": lambda value: value >= bound,
        "<": lambda value: value < bound,
        "<=": lambda value: value <= bound,
    }
    return lambda document: any(tests[operator](each) for each in numbers(document, field))


def number(text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise InvalidFilter(f"{text!r} is not a number") from error


def distance(lat1: float, lng1: float, lat2: float, lng2: float) -> float:
    """Metres on the sphere."""
    one, two = math.radians(lat1), math.radians(lat2)
    spread = math.radians(lng2 - lng1)
    cosine = math.sin(one) * math.sin(two) + math.cos(one) * math.cos(two) * math.cos(spread)
    return 6_371_008.8 * math.acos(max(-1.0, min(1.0, cosine)))
