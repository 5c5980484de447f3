"""The room as a Piccolo app."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from match.bids import tables

APP_CONFIG = AppConfig(
    app_name="bids",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[
        tables.OfficialKey,
        tables.Sealing,
        tables.TenderKey,
        tables.Upload,
        tables.UploadPart,
        tables.Bid,
        tables.SealedEnvelope,
        tables.BoardEntry,
        tables.BidReceipt,
        tables.OpeningShare,
        tables.BidContent,
        tables.BidFetch,
        tables.BidCorrection,
    ],
    migration_dependencies=["match.people.piccolo_app", "match.tenders.piccolo_app"],
)
