"""The product's own extension of OCDS, as a program fetches it: what it adds, and its schema."""

from typing import Any

VERSION = "1.1"
BIDS = (
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_bid_extension"
    "/v1.1.5/extension.json"
)
PATH = "/api/v1/ocds/extensions/xiangtonghui"

_TEXT = {"type": ["string", "null"]}
_WHEN = {"type": ["string", "null"], "format": "date-time"}


def _described(title: str, description: str, kind: dict[str, Any]) -> dict[str, Any]:
    return {"title": title, "description": description, **kind}


EXTENSION: dict[str, Any] = {
    "name": {"en": "Xiangtonghui: needs, objections, reasons"},
    "description": {
        "en": "Which published needs of children's homes a purchase closes; objections and "
        "complaints by their public line; why a status is as it is."
    },
    "documentationUrl": {"en": "/open-data"},
    "compatibility": ["1.1"],
    "schemas": ["release-schema.json"],
}

RELEASE_SCHEMA: dict[str, Any] = {
    "properties": {
        "complaints": _described(
            "Objections and complaints",
            "Objections of bidders (质疑) to the purchaser and complaints (投诉) to the finance "
            "department, each by its public line. Who raised one is not told before the decision.",
            {
                "type": "array",
                "items": {"$ref": "#/definitions/Complaint"},
                "uniqueItems": True,
            },
        )
    },
    "definitions": {
        "Tender": {
            "properties": {
                "relatedNeeds": _described(
                    "Needs",
                    "Published needs of children's homes that this purchase serves.",
                    {
                        "type": "array",
                        "items": {"$ref": "#/definitions/RelatedNeed"},
                        "uniqueItems": True,
                    },
                ),
                "statusDetails": _described(
                    "Status details", "The reason of a status, such as of a failed tender.", _TEXT
                ),
            }
        },
        "Bid": {
            "properties": {
                "statusDetails": _described(
                    "Status details", "Why a bid is void, as it was told to the bidder.", _TEXT
                )
            }
        },
        "RelatedNeed": {
            "title": "Need",
            "type": "object",
            "required": ["id"],
            "properties": {
                "id": _described("ID", "The need's number.", {"type": "string"}),
                "uri": _described(
                    "URI", "Its public page.", {"type": ["string", "null"], "format": "uri"}
                ),
                "units": _described("Units", "How many of it.", {"type": ["integer", "null"]}),
            },
        },
        "Complaint": {
            "title": "Complaint",
            "type": "object",
            "required": ["id"],
            "properties": {
                "id": _described("ID", "Its number.", {"type": "string"}),
                "type": _described("Type", "objection or complaint.", _TEXT),
                "status": _described("Status", "Where it stands.", _TEXT),
                "dateSubmitted": _described("Submitted", "When it was handed in.", _WHEN),
                "dateDecided": _described("Decided", "When it was answered.", _WHEN),
                "outcome": _described("Outcome", "What came of it, in public words.", _TEXT),
            },
        },
    },
}
