"""The standards room as a Piccolo app."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from match.standards import tables

APP_CONFIG = AppConfig(
    app_name="standards",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[
        tables.Survey,
        tables.SurveyForm,
        tables.InspectionRound,
        tables.Inspection,
        tables.InspectionLine,
        tables.StandardFlag,
        tables.StandardTask,
    ],
    migration_dependencies=["match.needs.piccolo_app"],
)
