"""The publicity room as a Piccolo app."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from match.publicity import tables
from match.publicity.wechat.tables import TABLES as WECHAT

APP_CONFIG = AppConfig(
    app_name="publicity",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[
        tables.PolicyDocument,
        tables.PolicyRelation,
        tables.PolicyAttachment,
        tables.Article,
        tables.ArticleText,
        tables.ArticleImage,
        tables.PhotoPermit,
        tables.ArticlePolicy,
        tables.ArticleCount,
        tables.PublicitySubscription,
        *WECHAT,
    ],
    migration_dependencies=["match.upkeep.piccolo_app", "match.files.piccolo_app"],
)
