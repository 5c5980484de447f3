"""The statements room as a Piccolo app."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from match.statements import tables

APP_CONFIG = AppConfig(
    app_name="statements",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[
        tables.Statement,
        tables.StatementRow,
        tables.RowMatch,
        tables.Clearing,
        tables.ClearingMark,
        tables.ClearingCase,
        tables.Reversal,
        tables.LedgerDifference,
    ],
    migration_dependencies=["match.giving.piccolo_app", "match.ledger.piccolo_app"],
)
