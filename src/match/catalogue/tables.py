"""What a province, prefecture or county loads for itself: its guiding catalogue of services that
may be bought (102号令; domain.md §2.3, §4.6). Everything else of the room is files."""

from piccolo.columns import BigSerial, Date, Text, Varchar
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from match.foundation.db import DB
from match.foundation.tables import is_division


class GuidingCatalogueItem(Table, db=DB, tablename="guiding_catalogue_item"):
    """One item of the guiding catalogue that `division` issued. `valid_to` is the first day on
    which it no longer holds: a purchase of last year still names it."""

    id = BigSerial(primary_key=True)
    division = Varchar(length=12, null=False, help_text="public")
    item_code = Varchar(length=20, null=False, help_text="public")
    name = Varchar(length=120, null=False, help_text="public")
    parent_code = Varchar(length=20, null=True, default=None, help_text="public")
    procurement_code = Varchar(length=9, null=True, default=None, help_text="public")
    document = Text(null=False, help_text="public")
    valid_from = Date(null=False, default=None, help_text="public")
    valid_to = Date(null=True, default=None, help_text="public")

    guiding_catalogue_item_division_whole = is_division("division")
    guiding_catalogue_item_once = Unique(["division", "item_code"])
    guiding_catalogue_item_validity = Check("valid_to IS NULL OR valid_to > valid_from")
    guiding_catalogue_item_named = Check("name <> '' AND item_code <> ''")
