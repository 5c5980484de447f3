"""What the interface says is Chinese in the code, in whole sentences with named parts."""

import ast
import re
from pathlib import Path

from tests.docs.house import short, tracked

GETTEXT = {"_", "ngettext", "pgettext"}
OURS = ("src/match/", "admin/")


def complaints(source: str) -> list[str]:
    """What is wrong with the messages of a module."""
    wrong: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        if node.func.id not in GETTEXT:
            continue
        last = 2 if node.func.id == "ngettext" else None
        for argument in node.args[1:] if node.func.id == "pgettext" else node.args[:last]:
            wrong += _about(argument)
    return wrong


def _about(argument: ast.expr) -> list[str]:
    if isinstance(argument, ast.JoinedStr):
        return [f"line {argument.lineno}: an f-string cannot be translated"]
    if not isinstance(argument, ast.Constant):
        return []
    text = str(argument.value)
    if not re.search(r"[\u4e00-\u9fff]", text) and re.search(r"[A-Za-z]{3}", _named_out(text)):
        return [f"line {argument.lineno}: not Chinese: {text}"]
    if re.search(r"%[sd]", _named_out(text)):
        return [f"line {argument.lineno}: a part without a name: {text}"]
    return []


def _named_out(text: str) -> str:
    return re.sub(r"%\(\w+\)[sd]", "", text)


def modules() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".py" and short(path).startswith(OURS)]


def test_messages_are_chinese_sentences_without_f_strings() -> None:
    wrong = {
        short(path): found for path in modules() if (found := complaints(path.read_text("utf-8")))
    }

    assert len(modules()) > 200
    assert wrong == {}


def test_wrong_messages_are_noticed() -> None:
    assert complaints('_(f"还有 {count} 条")')
    assert complaints('_("Please sign in.")')
    assert complaints('_("还有 %s 条")')
    assert not complaints('_("还有 %(count)s 条")')
    assert not complaints('pgettext("need", "草稿")')
