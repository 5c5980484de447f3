"""
Run by the interpreter of `.venv-ocds`, never imported by the product or its tests: reads JSON lines
``{"schema": name, "body": …}`` from standard input and writes a list of faults for each.

    python schemas.py FOLDER_OF_STANDARDS < bodies > faults

360Giving is judged by its schema (Draft 2020-12) with a format checker, without which its own dates
fail; a field that no schema knows is a fault as well, which the schemas themselves let pass.
"""

import json
import sys
import zipfile
from pathlib import Path

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

FORMATS = Draft202012Validator.FORMAT_CHECKER
assert {"date-time", "uuid"} <= set(FORMATS.checkers), "without these a format is not looked at"


def schemas(folder: Path, wanted: set) -> dict:
    """Those that are wanted, by name."""
    found = {}
    if "360giving" in wanted:
        found["360giving"] = json.loads((folder / "360giving-1.4.3.schema.json").read_text("utf-8"))
    with zipfile.ZipFile(folder / "hsds-3.0-schema.zip") as package:
        for name in package.namelist():
            short = "hsds/" + Path(name).stem
            if "/compiled/" in name and short in wanted:
                found[short] = json.loads(package.read(name))
    return found


def unknown(schema, body, root, at=""):
    """Paths of *body* that *schema* has no name for."""
    while "$ref" in schema:
        part = root
        for step in schema["$ref"].removeprefix("#/").split("/"):
            part = part[step]
        schema = part
    if isinstance(body, list):
        for one in body:
            yield from unknown(schema.get("items", {}), one, root, at)
    elif isinstance(body, dict):
        known = schema.get("properties", {})
        for name, value in body.items():
            if name not in known:
                yield f"{at}/{name}"
            else:
                yield from unknown(known[name], value, root, f"{at}/{name}")


def main(folder: Path) -> None:
    asked = [json.loads(line) for line in sys.stdin if line.strip()]
    found = schemas(folder, {one["schema"] for one in asked})
    judges = {
        name: Draft202012Validator(schema, format_checker=FORMATS) for name, schema in found.items()
    }
    for one in asked:
        faults = [
            f"{error.json_path}: {(best_match(error.context) or error).message[:200]}"
            for error in judges[one["schema"]].iter_errors(one["body"])
        ]
        schema = found[one["schema"]]
        faults += [f"{path}: unknown" for path in sorted(set(unknown(schema, one["body"], schema)))]
        print(json.dumps(faults, ensure_ascii=False))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
