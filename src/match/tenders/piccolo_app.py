"""The room as a Piccolo app."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from match.tenders import tables
from match.tenders.notices import tables as notices
from match.tenders.questions import tables as questions
from match.tenders.wizard import tables as wizard

APP_CONFIG = AppConfig(
    app_name="tenders",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[
        tables.Tender,
        tables.TenderNeed,
        tables.TenderSurvey,
        tables.TenderCriterion,
        tables.TenderDocument,
        tables.TenderOfficialStep,
        tables.TenderSplit,
        *notices.TABLES,
        *questions.TABLES,
        *wizard.TABLES,
    ],
    migration_dependencies=[
        "match.people.piccolo_app",
        "match.catalogue.piccolo_app",
        "match.needs.piccolo_app",
    ],
)
