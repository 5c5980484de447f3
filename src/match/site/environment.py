"""The one Jinja environment of the house: every room's templates, the components, the filters.

Templates may use, without importing: `ui` (the components), `asset`, `integrity`, `settings`,
`picture`, `_` and its plural forms, and the filters of `formats`.
"""

from functools import cache
from pathlib import Path
from types import SimpleNamespace

from jinja2 import Environment, FileSystemLoader, StrictUndefined

import match
from match.foundation import language
from match.foundation.settings import settings
from match.site import formats
from match.site.assets import asset, integrity
from match.site.entry import Entry
from match.site.pictures import picture

HOUSE = Path(match.__file__).parent
COMPONENTS = Path(__file__).parent / "templates" / "site" / "ui"


def template_folders() -> list[Path]:
    """`templates/` of every room, then of the staff door."""
    rooms = sorted(HOUSE.glob("*/templates"))
    return [*rooms, HOUSE.parents[1] / "admin" / "templates", *_installed_admin()]


def _installed_admin() -> list[Path]:
    """In a wheel the staff door stands beside the `match` package, not two folders above it."""
    return [HOUSE.parent / "admin" / "templates"]


@cache
def environment() -> Environment:
    """
    The environment, made once per process.

    Blocks are rendered alone for htmx, without the top of their file: whatever a block needs must
    be a global, passed to `page`, or set inside the block.
    """
    made = Environment(
        loader=FileSystemLoader(template_folders()),
        autoescape=True,
        # A process shows one release from its first page to its last, also while files change.
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    made.install_gettext_callables(  # pyright: ignore[reportAttributeAccessIssue] # added by the extension
        language._,
        language.ngettext,
        newstyle=True,
        pgettext=language.pgettext,
        npgettext=language.npgettext,
    )
    made.filters.update(formats.FILTERS)
    made.globals.update(
        asset=asset,
        integrity=integrity,
        settings=settings,
        Entry=Entry,
        language=language.current,
        picture=picture,
    )
    _install_components(made)
    return made


def _install_components(made: Environment) -> None:
    """Every macro of `templates/site/ui/*.html` becomes an attribute of the global `ui`."""
    # The namespace must be there before the first file is read: macros use one another through it.
    ui = made.globals["ui"] = SimpleNamespace()
    for path in sorted(COMPONENTS.glob("*.html")):
        for name, macro in vars(made.get_template(f"site/ui/{path.name}").module).items():
            if name.startswith("_"):
                continue
            assert not hasattr(ui, name), f"two components are called {name}"
            setattr(ui, name, macro)
