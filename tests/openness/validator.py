"""
Run by the interpreter of `.venv-ocds`, never imported by the product or its tests: reads packages
(JSON lines) from standard input and writes one report a line.

    python validator.py FOLDER_OF_STANDARDS EXTENSION_SCHEMA < packages > reports

libcoveocds judges release packages against the schema of MATCH_STANDARDS_DIR with our extension
patched in, so that our own fields are judged as well and any other additional field shows up.
Records are judged by jsonschema with a registry of the same schemas, since the record package's
schema refers to an address on the network. What we merge ourselves is merged again by ocdsmerge.
"""

import io
import json
import sys
import tempfile
import zipfile
from pathlib import Path

import json_merge_patch
import jsonref
import jsonschema
import ocdsmerge
from libcoveocds.api import ocds_json_output
from libcoveocds.config import LibCoveOCDSConfig
from referencing import Registry, Resource

ROOT = "standard-1__1__5/schema/"
HOME = "https://standard.open-contracting.org/schema/1__1__5/"
# The fields of the extension `bids` 1.1.5 that we use; its own schema is not in the folder.
BIDS = {
    "properties": {
        "bids": {
            "type": "object",
            "properties": {
                "statistics": {"type": "array", "items": {"$ref": "#/definitions/Statistic"}},
                "details": {"type": "array", "items": {"$ref": "#/definitions/Bid"}},
            },
        }
    },
    "definitions": {
        "Award": {"properties": {"relatedBids": {"type": "array", "items": {"type": "string"}}}},
        "Statistic": {
            "type": "object",
            "required": ["id", "measure", "value"],
            "properties": {
                "id": {"type": "string"},
                "measure": {"type": "string"},
                "value": {"type": "number"},
            },
        },
        "Bid": {
            "type": "object",
            "required": ["id"],
            "properties": {
                "id": {"type": "string"},
                "date": {"type": ["string", "null"], "format": "date-time"},
                "status": {"enum": ["invited", "pending", "valid", "disqualified", "withdrawn"]},
                "tenderers": {
                    "type": "array",
                    "items": {"$ref": "#/definitions/OrganizationReference"},
                },
                "value": {"$ref": "#/definitions/Value"},
            },
        },
    },
}
PACKAGE = {"properties": {"links": {"type": "object", "properties": {
    "next": {"type": "string"}, "prev": {"type": "string"}}}}}  # fmt: skip


def schemas(folder: Path, extension: dict) -> dict[str, bytes]:
    """Every file of the standard, the release schema with the extensions patched in."""
    with zipfile.ZipFile(folder / "ocds-1.1.5-schema.zip") as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for name, patches in {
        "release-schema.json": (BIDS, extension),
        "release-package-schema.json": (PACKAGE,),
        "record-package-schema.json": (PACKAGE,),
    }.items():
        held = json.loads(files[ROOT + name])
        for patch in patches:
            held = json_merge_patch.merge(held, patch)
        files[ROOT + name] = json.dumps(held).encode()
    return files


def releases_report(package: dict, zipped: str) -> dict:
    """What libcoveocds says of a release package: only the faults, by kind."""
    config = LibCoveOCDSConfig()
    config.config["standard_zip"] = "file://" + zipped
    config.config["context"] = "api"
    # Extensions are patched in above; their addresses are not asked.
    bare = {name: value for name, value in package.items() if name != "extensions"}
    with tempfile.TemporaryDirectory() as folder:
        said = ocds_json_output(
            output_dir=folder, json_data=bare, lib_cove_ocds_config=config, schema_version="1.1"
        )
    asked = (
        "validation_errors",
        "conformance_errors",
        "additional_closed_codelist_values",
        "deprecated_fields",
        "additional_fields",
        "invalid_version_data",
    )
    return {name: said[name] for name in asked if said.get(name)}


def records_report(package: dict, files: dict[str, bytes]) -> dict:
    """What the record package's own schema says, and where our merging differs from ocdsmerge's."""
    held = {name: json.loads(text) for name, text in files.items() if name.endswith("schema.json")}
    registry = Registry().with_resources(
        [
            (HOME + name.rsplit("/", 1)[-1], Resource.from_contents(text))
            for name, text in held.items()
        ]
    )
    validator = jsonschema.Draft4Validator(
        held[ROOT + "record-package-schema.json"],
        registry=registry,
        format_checker=jsonschema.FormatChecker(),
    )
    faults = [f"{one.json_path}: {one.message}"[:300] for one in validator.iter_errors(package)]
    return {"validation_errors": faults} if faults else {}


def merge_report(told: dict, files: dict[str, bytes]) -> dict:
    """Where compiled and versioned releases differ from those of the official library."""
    merger = ocdsmerge.Merger(jsonref.loads(files[ROOT + "release-schema.json"].decode()))
    return {
        name: {"ours": told[name], "theirs": theirs}
        for name, theirs in (
            ("compiled", merger.create_compiled_release(told["releases"])),
            ("versioned", merger.create_versioned_release(told["releases"])),
        )
        if told[name] != theirs
    }


def main() -> None:
    """Read, judge, answer."""
    folder, extension = Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text())
    files = schemas(folder, extension)
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    with tempfile.NamedTemporaryFile(suffix=".zip") as held:
        held.write(zipped.getvalue())
        held.flush()
        for line in sys.stdin:
            package = json.loads(line)
            if "compiled" in package:
                report = merge_report(package, files)
            elif "records" in package:
                report = records_report(package, files)
            else:
                report = releases_report(package, held.name)
            print(json.dumps(report, default=str), flush=True)


if __name__ == "__main__":
    main()
