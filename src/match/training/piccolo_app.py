"""The training room as a Piccolo app."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from match.training import tables

APP_CONFIG = AppConfig(
    app_name="training",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[
        tables.Expert,
        tables.Pack,
        tables.PackVersion,
        tables.Survey,
        tables.SurveyAnswer,
        tables.Course,
        tables.CourseSession,
        tables.Enrolment,
        tables.Attendance,
        tables.Exam,
        tables.TrainingCertificate,
        tables.Reminder,
    ],
    migration_dependencies=["match.people.piccolo_app", "match.files.piccolo_app"],
)
