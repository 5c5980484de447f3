"""
A served house with children's files, for `test_browser_care.py`: the web's own login, the room's
own pool, sessions of a director, a supervisor and a county. Prints one JSON line; ends with stdin.
"""

from typing import Any

from match.care import commands
from match.care.states import ConsentScope
from match.foundation import clock
from tests.care import make, make_papers
from tests.playing import main, sessions


async def scene() -> dict[str, Any]:
    """Four children: two agreed and one of them here, one let in, one with nothing yet."""
    kept = await make.scene()
    children = [
        await make.child(kept, name=name, groups=groups)
        for name, groups in (
            ("欧阳春生", ("LBC",)),
            ("欧阳夏荷", ("LBC", "DIS")),
            ("欧阳秋实", ("GEN",)),
            ("欧阳冬梅", ("DIF-POV",)),
        )
    ]
    today = clock.today()
    for child in children[:2]:
        guardian = await make_papers.guardian(kept, child)
        await make_papers.agreement(kept, child, guardian)
        await make_papers.consent(kept, child, guardian, ConsentScope.collect)
    await commands.attend(kept.director, kept.home, children[:1], today)
    await commands.attend_in_emergency(
        kept.director, children[2], today, "奶奶住院，家里没有大人照看"
    )
    await commands.send_month(kept.director, kept.home, today.replace(day=1))
    await commands.ask_erasure(kept.director, children[3], "mistake")
    people = {"director": kept.director, "supervisor": kept.supervisor, "county": kept.county}
    return {
        "home": kept.home,
        "children": children,
        **await sessions(people),
    }


if __name__ == "__main__":
    main(scene)
