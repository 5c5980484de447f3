"""Who writes, edits, proof-reads and keeps the library: True, or the reason why not."""

from collections.abc import Mapping
from typing import Any

from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import Permission as P
from match.publicity.states import ArticleStatus as A

PRESS = (P.publicity_write, P.publicity_edit, P.publicity_proof)
Row = Mapping[str, Any]


def people_behind(actor: Actor) -> set[int]:
    """Who acts, and whom they stand in for: neither may check the other's work."""
    return {each for each in (actor.id, actor.covering) if each is not None}


def can_write(actor: Actor, division: str) -> bool | str:
    """A new article of this area."""
    if actor.may(P.publicity_write, division):
        return True
    return _("只有宣传编辑或民政、教育、妇联的工作人员可以写文章。")


def can_read(actor: Actor, article: Row) -> bool:
    """The desk's view of an article: its author, and whoever works on articles of the area."""
    return article["author_id"] in people_behind(actor) or any(
        actor.may(permission, article["division"]) for permission in PRESS
    )


def can_save(actor: Actor, article: Row) -> bool | str:
    """The author while it is a draft; an editor who is not the author while it is edited."""
    if article["status"] == A.draft:
        if article["author_id"] in people_behind(actor):
            return True
        return _("这篇稿子是别人写的，只有作者可以修改。")
    if article["status"] == A.editing:
        return can_edit(actor, article)
    return _("这篇文章已经过了编辑这一步，不能再改。需要修改请退回作者。")


def can_edit(actor: Actor, article: Row) -> bool | str:
    """The second person (notice 5.6)."""
    if not actor.may(P.publicity_edit, article["division"]):
        return _("只有编辑可以处理这一步。")
    if article["author_id"] in people_behind(actor):
        return _("作者不能编辑自己的文章，请由另一位编辑处理。")
    if article["editor_id"] is not None and article["editor_id"] not in people_behind(actor):
        return _("另一位编辑正在处理这篇文章。")
    return True


def can_proof(actor: Actor, article: Row) -> bool | str:
    """The third person (notice 5.6)."""
    if not actor.may(P.publicity_proof, article["division"]):
        return _("只有校对人员可以处理这一步。")
    if people_behind(actor) & {article["author_id"], article["editor_id"]}:
        return _("作者和编辑不能校对同一篇文章，请由第三个人校对。")
    return True


def can_return(actor: Actor, article: Row) -> bool | str:
    """Whoever may do the step may send it back; of a planned one, whoever proof-reads."""
    if article["status"] == A.editing:
        return can_edit(actor, article)
    if article["status"] == A.scheduled:
        may = actor.may(P.publicity_proof, article["division"])
        return True if may else _("只有校对人员可以处理这一步。")
    return can_proof(actor, article)


def can_withdraw(actor: Actor, article: Row) -> bool | str:
    """An author throws away what never was published; what was, an editor takes down."""
    if article["version"] == 0 and article["author_id"] in people_behind(actor):
        return True
    if actor.may(P.publicity_edit, article["division"]):
        return True
    return _("已发布的文章由编辑撤下，请联系编辑。")


def can_revise(actor: Actor, article: Row) -> bool | str:
    """Whoever writes for the area may put a published text right, and becomes its author."""
    return can_write(actor, article["division"])


def can_keep(actor: Actor, division: str) -> bool | str:
    """Records of the policy library of this area."""
    if actor.may(P.publicity_library, division):
        return True
    return _("只有县级以上民政部门或宣传编辑可以登记政策文件。")


def seat(actor: Actor, permission: P) -> str:
    """The whole code of the widest area in which this person holds *permission*; empty: none."""
    scope = actor.scope(permission)
    return scope[0].ljust(12, "0") if scope else ""
