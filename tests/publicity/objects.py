"""An article at work in the scene's county, a published one, a document with an attachment."""

from match.files.commands import keep_document, keep_photo
from match.publicity import commands
from match.publicity.forms import PassForm, PictureForm
from match.publicity.states import Shows
from tests.architecture.scene import Scene
from tests.people import make as people
from tests.publicity import make
from tests.standards.pictures import room

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


async def objects(scene: Scene) -> dict[str, str]:
    """Written at the county by somebody who is not in the table; edited above."""
    writer = await people.account("county", scene.village[:6])
    editor, reader = await make.writer(), await make.writer()
    work = await make.drafted(writer)
    photo = await keep_photo(writer, room())
    await commands.add_picture(writer, work, photo, PictureForm(Shows.nobody, "活动室的图书角"))
    shown = await make.drafted(writer)
    await commands.submit_article(writer, shown)
    await commands.pass_article(editor, shown, PassForm("编辑甲"))
    await commands.publish_article(reader, shown, PassForm("校对乙"))
    document = await make.document(writer)
    attached = await keep_document(writer, PDF)
    await commands.attach_file(writer, document, attached, "办法全文")
    desk, record = f"/desk/articles/{work}", f"/desk/policies/{document}"
    paths = {
        "/articles/{article_id:int}": f"/articles/{shown}",
        "/articles/{article_id:int}/share": f"/articles/{shown}/share",
        "/articles/{article_id:int}/shares": f"/articles/{shown}/shares",
        "/api/v1/articles/{article_id:int}": f"/api/v1/articles/{shown}",
        "/policies/{policy_id:int}": f"/policies/{document}",
        "/policies/{policy_id:int}/attachments/{file_id:int}": (
            f"/policies/{document}/attachments/{attached}"
        ),
        "/api/v1/policies/{policy_id:int}": f"/api/v1/policies/{document}",
        "/feeds/{name:str}": "/feeds/articles.atom",
        "/feeds/topics/{topic:str}/{name:str}": "/feeds/topics/homes/articles.json",
        "/desk/articles/{article_id:int}/pictures/{file_id:int}": f"{desk}/pictures/{photo}",
        "/desk/articles/{article_id:int}/pictures/{file_id:int}/removal": (
            f"{desk}/pictures/{photo}/removal"
        ),
        "/desk/policies/{policy_id:int}/attachments/{file_id:int}/removal": (
            f"{record}/attachments/999999999/removal"
        ),
    }
    for end in (
        "",
        "/pictures",
        "/cover",
        "/submission",
        "/editing",
        "/publication",
        "/return",
        "/revision",
        "/withdrawal",
    ):
        paths[f"/desk/articles/{{article_id:int}}{end}"] = f"{desk}{end}"
    for end in ("", "/relations", "/relations/removal", "/attachments", "/removal", "/restoration"):
        paths[f"/desk/policies/{{policy_id:int}}{end}"] = f"{record}{end}"
    return paths
