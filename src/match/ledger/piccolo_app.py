"""The ledger room as a Piccolo app."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from match.ledger import tables

APP_CONFIG = AppConfig(
    app_name="ledger",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[
        tables.LedgerAccount,
        tables.LedgerTx,
        tables.LedgerEntry,
        tables.LedgerSeal,
        tables.LedgerHalt,
    ],
    migration_dependencies=["match.foundation.piccolo_app"],
)
