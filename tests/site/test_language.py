"""The English interface: complete, in line with the code, and English on the page."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from jinja2 import nodes

from match import messages
from match.catalogue import lists
from match.catalogue.entries import Entry
from match.foundation import language
from match.site.environment import environment, template_folders

CHINESE = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]+")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w[^}]*\}")

# Proper names a reader must recognise on another site or another screen.
NAMES = {
    "中国政府采购网",
    "腾讯身份验证器",
    "慈善中国",
    "公益事业捐赠票据",
    "国发〔2016〕13号",
    "民政部令第67号",
    "湖南省",
}
SPOKEN = {"_", "gettext", "ngettext", "pgettext", "npgettext"}


def key(message: Message) -> tuple[str | None, str | tuple[str, ...]]:
    said = message.id
    return message.context, said if isinstance(said, str) else tuple(said)


def every(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def both(message: Message) -> Iterator[tuple[str, str]]:
    """(Chinese, English) of a message; for a plural both forms."""
    if isinstance(message.id, str):
        yield message.id, str(message.string)
    else:
        yield from zip(message.id, message.string or (), strict=True)


def without_names(english: str) -> str:
    for name in NAMES:
        english = english.replace(name, "")
    return english


def strangers(catalogue: Catalog, kept: Catalog) -> set[str]:
    """What `match messages` would add or take away."""
    said = {key(one) for one in every(catalogue)}
    held = {key(one) for one in every(kept)}
    return {str(one) for one in said ^ held}


@pytest.fixture(scope="module")
def kept() -> Catalog:
    return messages.english()


def test_the_english_catalogue_is_in_line_with_the_code(kept):
    assert strangers(messages.template(), kept) == set(), "run `match messages`, then translate"


def test_every_message_has_its_english(kept):
    assert messages.missing(kept) == []


def test_both_languages_fill_the_same_placeholders(kept):
    differing = [
        (zh, en)
        for message in every(kept)
        for zh, en in both(message)
        if sorted(PLACEHOLDER.findall(zh)) != sorted(PLACEHOLDER.findall(en))
    ]

    assert differing == []


def test_english_is_written_without_chinese(kept):
    left = [
        (zh, word)
        for message in every(kept)
        for zh, en in both(message)
        for word in CHINESE.findall(without_names(en))
    ]

    assert left == []


@pytest.mark.parametrize(
    "entries",
    [
        lists.categories,
        lists.modes,
        lists.units,
        lists.skills,
        lists.organisation_kinds,
        lists.beneficiary_groups,
        lists.home_entries,
        lists.report_situations,
        lists.procurement_items,
    ],
)
def test_every_entry_of_the_lists_has_an_english_name(entries):
    held: list[Entry] = list(entries().values())

    assert held
    assert [one.code for one in held if not one.name_en or CHINESE.search(one.name_en)] == []


def test_a_new_sentence_is_seen_until_it_is_translated(tmp_path, monkeypatch):
    """The two tests above can fail: a room with one sentence more breaks first one, then other."""
    (tmp_path / "room.html").write_text('<p>{{ _("谁也没有翻译过的一句话。") }}</p>', "utf-8")
    monkeypatch.setattr(messages, "ROOTS", (*messages.ROOTS, tmp_path))
    monkeypatch.setattr(messages, "ENGLISH", tmp_path / "en.po")
    (tmp_path / "en.po").write_bytes((language.CATALOGUES / "en.po").read_bytes())

    assert strangers(messages.template(), messages.english()) == {
        str((None, "谁也没有翻译过的一句话。"))
    }

    total, empty = messages.update()

    assert (total > 1, empty) == (True, 1)
    assert strangers(messages.template(), messages.english()) == set()
    assert messages.missing(messages.english()) == ["谁也没有翻译过的一句话。"]


def test_a_run_that_finds_nothing_new_changes_nothing(tmp_path, monkeypatch):
    before = (language.CATALOGUES / "en.po").read_text("utf-8")
    monkeypatch.setattr(messages, "ENGLISH", tmp_path / "en.po")
    (tmp_path / "en.po").write_text(before, "utf-8")

    messages.update()

    after = (tmp_path / "en.po").read_text("utf-8")
    assert set(before.splitlines()) ^ set(after.splitlines()) == set(), "run `match messages`"
    same = before == after  # held here: pytest takes minutes to draw a difference of the whole
    assert same


# --- sentences that gettext never sees ---------------------------------------------------------


def unspoken(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """Chinese in a template that does not pass through gettext."""
    said = {
        id(part)
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in SPOKEN
        for part in call.args
    }
    for data in tree.find_all(nodes.TemplateData):
        for word in CHINESE.findall(data.data):
            yield data.lineno, word
    for const in tree.find_all(nodes.Const):
        if id(const) not in said and isinstance(const.value, str):
            for word in CHINESE.findall(const.value):
                yield const.lineno, word


def templates() -> list[Path]:
    return [path for folder in template_folders() for path in sorted(folder.rglob("*.html"))]


def test_no_template_speaks_past_gettext():
    parse = environment().parse
    found = [
        (path.name, line, word)
        for path in templates()
        for line, word in unspoken(parse(path.read_text("utf-8")))
        if word.strip("\u3000") and word != "中文"
    ]

    assert len(templates()) > 50
    assert found == []


@pytest.mark.parametrize(
    "source", ["<p>没有翻译</p>", '<p>{{ "没有翻译" }}</p>', '{{ names|join("、") }}']
)
def test_a_template_that_speaks_past_gettext_is_seen(source):
    assert list(unspoken(environment().parse(source)))


# What reads Chinese, how Chinese writes dates, and papers that are Chinese for everybody.
READING = {
    "bids/rules.py",
    "contracts/pages/reading.py",
    "giving/documents/queries.py",
    "giving/pages/common.py",
    "needs/wording.py",
    "panels/rules.py",
    "publicity/rules.py",
    "site/boxes.py",
    "site/formats.py",
    "statements/rules.py",
    "suppliers/wording.py",
    "tenders/notices/rules.py",
}
SPEAKING = re.compile(r"/pages|/(cards|wording|words|states|policy|rules|queries)|front/|site/")


def literals(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Chinese in code that does not pass through gettext; docstrings aside."""
    apart = {
        id(part)
        for node in ast.walk(tree)
        for part in (
            node.args
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in SPOKEN
            else [node.value]
            if isinstance(node, ast.Expr)
            else []
        )
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in apart:
            for word in CHINESE.findall(node.value):
                yield node.lineno, word


def test_no_page_speaks_past_gettext():
    found = [
        (str(path), line, word)
        for path in sorted(messages.HOUSE.rglob("*.py"))
        if SPEAKING.search(name := path.relative_to(messages.HOUSE).as_posix())
        and name not in READING
        and not name.startswith(("foundation/", "demo/"))
        for line, word in literals(ast.parse(path.read_text("utf-8")))
    ]

    assert found == []


@pytest.mark.parametrize("source", ['f"{band} 岁"', '"、".join(names)', '{"a": "没有翻译"}'])
def test_code_that_speaks_past_gettext_is_seen(source):
    assert list(literals(ast.parse(f"said = {source}")))


def test_what_is_said_in_code_is_one_literal_sentence():
    """gettext finds literals only: an f-string or a sum inside `_()` is never translated."""
    calls = [
        (path.name, node.lineno)
        for root in messages.ROOTS
        for path in sorted(root.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_"
        if not (len(node.args) == 1 and isinstance(node.args[0], ast.Constant))
    ]

    assert calls == []


def test_no_sentence_is_said_both_with_and_without_its_plural():
    """gettext holds one entry for both; asked without a number it answers in the singular."""
    said = [(message, context) for _file, message, context in messages.found()]
    counted = {(message[0], context) for message, context in said if isinstance(message, tuple)}

    assert counted
    assert counted & set(said) == set()
