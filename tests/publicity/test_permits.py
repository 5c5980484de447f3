"""A guardian's yes to a photo, from the child's file to the gate of articles, and back again."""

import pytest

from match.care import commands as care
from match.care.states import Channel, ConsentScope
from match.files.commands import keep_photo
from match.foundation.db import value
from match.foundation.errors import Invalid
from match.publicity import commands
from match.publicity.forms import CoverForm, PassForm, PictureForm
from match.publicity.queries import published_article
from match.publicity.states import Shows
from tests.care import make as care_make
from tests.care import make_papers
from tests.front.test_desk_walk import heard
from tests.people import make as people
from tests.publicity import make
from tests.standards.pictures import room

pytestmark = [pytest.mark.openness]


async def test_a_guardians_yes_opens_the_gate_and_her_no_closes_it(db: None) -> None:
    scene = await care_make.scene()
    child = await care_make.child(scene)
    guardian = await make_papers.guardian(scene, child)
    author = await people.account("county", care_make.VILLAGE[:6])
    photo = await keep_photo(author, room())
    article = await make.drafted(author)
    await commands.add_picture(author, article, photo, PictureForm(Shows.children, "读书", 1))
    await commands.choose_cover(author, article, CoverForm(photo, "摄影：县民政局"))
    with pytest.raises(Invalid):
        await commands.submit_article(author, article)

    await make_papers.consent(scene, child, guardian, ConsentScope.photo)
    await care.permit_photo(scene.director, child, photo)
    await heard()
    await make.edited(article, author, await make.writer())
    signed = PassForm("校对乙", looked=True)
    await commands.publish_article(await make.writer(), article, signed)
    shown = await published_article(article)
    assert shown is not None
    assert shown.cover_file_id == photo

    await care.withdraw_consent(scene.director, child, ConsentScope.photo, Channel.phone)
    await heard()

    after = await published_article(article)
    assert after is not None
    assert after.cover_file_id is None
    assert await value("SELECT withdrawn_at IS NOT NULL FROM file WHERE id = $1", photo)
    told = "SELECT count(*) FROM outbox WHERE topic = 'article.picture_ended'"
    assert await value(told) == 1
