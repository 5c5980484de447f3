"""What a browser sends of one step, as the boxes that are kept."""

from typing import Any

from litestar import Request
from litestar.datastructures import FormMultiDict, UploadFile

from match.files.commands import keep_document
from match.foundation.actor import Actor
from match.tenders.wizard.steps import Step

TICKED = ("fair", "stable_recurrent", "complex", "consortium")
LONGEST = 6000
"""Characters of one box that are kept: more than any field of the form takes."""


async def sent_boxes(request: Request[Any, Any, Any], actor: Actor, step: Step) -> dict[str, Any]:
    """The boxes of *step* as typed; files that came along are kept and named by their ids."""
    sent = await request.form()
    boxes: dict[str, Any] = {}
    for name in step.fields:
        if name in step.several:
            boxes[name] = _texts(sent, name)
        elif name in TICKED:
            boxes[name] = "true" if "true" in _texts(sent, name) else "false"
        elif name not in ("needs", "criteria"):
            boxes[name] = next(reversed(_texts(sent, name)), "")
    if step.slug == "needs":
        boxes["needs"] = _needs(sent)
    if step.slug == "criteria":
        boxes["criteria"] = criteria_rows(sent)
    if step.slug == "document":
        boxes["documents"] += [str(each) for each in await uploads(sent, actor)]
    return boxes


def _texts(sent: FormMultiDict, name: str) -> list[str]:
    found = [one.strip()[:LONGEST] for one in sent.getall(name, []) if isinstance(one, str)]
    return [one for one in found if one]


def _needs(sent: FormMultiDict) -> list[dict[str, str]]:
    """Boxes ``units-<line>``: how many units of that line; an empty one is not chosen."""
    return [
        {"line": name.removeprefix("units-"), "units": given[-1]}
        for name in dict.fromkeys(sent)
        if name.startswith("units-") and (given := _texts(sent, name))
    ]


def criteria_rows(sent: FormMultiDict) -> list[dict[str, str]]:
    """Four boxes a row, sent together; rows with nothing written in them are left out."""
    columns = [
        [str(one).strip()[:LONGEST] for one in sent.getall(f"c_{name}", [])]
        for name in ("kind", "title", "indicator", "points")
    ]
    rows = zip(*columns, strict=False)
    return [
        {"kind": kind, "title": title, "indicator": indicator, "points": points}
        for kind, title, indicator, points in rows
        if title or indicator or points
    ]


async def uploads(sent: FormMultiDict, actor: Actor) -> list[int]:
    files = [one for one in sent.getall("upload", []) if isinstance(one, UploadFile)]
    return [await keep_document(actor, await one.read()) for one in files if one.filename]
