"""Papers around a child: guardians, agreements, consents."""

from datetime import date, timedelta
from typing import Any

from match.care import commands
from match.care.forms import AgreementForm, ClausesForm, ConsentForm, GuardianForm
from match.care.states import Channel, ConsentScope, Decision, GuardianKind
from match.foundation import clock
from tests.care.make import Scene

CLAUSES = ClausesForm(
    content="提供课后看护、阅读、文体活动和心理关爱。",
    time="每周一至周五下午四点到六点，周六全天。",
    rights="监护人按时接送，儿童之家保证场地和活动安全。",
    disputes="先协商，协商不成由乡镇人民政府调解。",
)


async def guardian(scene: Scene, child: int, **other: Any) -> int:
    fields: dict[str, Any] = {
        "kind": GuardianKind.grandparent,
        "relation": "奶奶",
        "name": "龙桂英",
        "phone": "13874311111",
        **other,
    }
    return await commands.add_guardian(scene.director, child, GuardianForm(**fields))


async def agreement(
    scene: Scene, child: int, guardian_id: int, *, days: int = 365, since: date | None = None
) -> int:
    if await commands_template(scene) is None:
        await commands.write_template(scene.director, scene.home, CLAUSES)
    first = since or clock.today()
    form = AgreementForm(
        guardian_id=guardian_id,
        signed_on=min(first, clock.today()),
        valid_from=first,
        valid_until=first + timedelta(days=days),
    )
    return await commands.sign_agreement(scene.director, child, form)


async def commands_template(scene: Scene) -> dict[str, Any] | None:
    from match.care.queries import template_of

    return await template_of(scene.director, scene.home)


async def consent(
    scene: Scene,
    child: int,
    guardian_id: int,
    scope: ConsentScope,
    decision: Decision = Decision.given,
) -> int:
    form = ConsentForm(
        guardian_id=guardian_id,
        scope=scope,
        decision=decision,
        channel=Channel.paper,
        refusal_shown=True,
    )
    return await commands.note_consent(scene.director, child, form)
