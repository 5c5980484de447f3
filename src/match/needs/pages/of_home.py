"""One home with its open needs. It stands here because homes know nothing of needs."""

from litestar import Controller, get
from litestar.params import FromPath

from match.activities.pages.coming import coming
from match.catalogue import codes
from match.homes.pages.common import hours_table, status_tone, status_word
from match.homes.queries import home_card
from match.needs.cards import need_card
from match.needs.pages.common import Answer, AnyRequest
from match.needs.queries import home_needs
from match.needs.states import OPEN
from match.site.htmx import page


class HomePages(Controller):
    """The public page of a home."""

    path = "/homes"
    opt = {"public": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/{home_id:int}")
    async def show(self, request: AnyRequest, home_id: FromPath[int]) -> Answer:
        """What a home has, when it is open, and what it asks for. Small groups' needs are not told
        here: the link alone would say which village they are in."""
        home = await home_card(home_id)
        views = await home_needs(home_id)
        return page(
            "needs/home.html",
            request=request,
            home=home,
            place=" ".join(home.place.split("/")[1:]),
            standing=status_word(home.status),
            tone=status_tone(home.status),
            hours=hours_table(home.hours),
            coming=await coming(home_id),
            facilities=[codes.home_entry(code).label() for code in home.facilities],
            site=codes.home_entry(home.site_source).label(),
            waiting=[need_card(view) for view in views if view.status in OPEN],
            met=[need_card(view) for view in views if view.status not in OPEN],
        )
