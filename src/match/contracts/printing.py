"""A contract as PDF: facts into the template of `papers/`."""

from datetime import datetime
from pathlib import Path

from match.contracts import wording
from match.contracts.shapes import PublicContract
from match.contracts.states import Source, milestone_word, word
from match.foundation import clock
from match.foundation.money import capitals, yuan
from match.foundation.paper import print_paper

_TEMPLATE = Path(__file__).parent / "papers" / "contract.typ"


async def contract_pdf(contract: PublicContract) -> bytes:
    """The contract with its clauses, parts and signatures. Raises FontMissing."""
    award = contract.source is Source.award
    named = {one.organisation_id: one.name for one in contract.parties}
    return await print_paper(
        _TEMPLATE,
        {
            "head": wording.source_word(contract.source),
            "number": contract.number,
            "title": contract.title,
            "status": word(contract.status),
            "parties": [[wording.role_word(one.role), one.name] for one in contract.parties],
            "clauses": [list(clause) for clause in _clauses(contract)],
            "milestones": [
                [
                    one.title,
                    one.deliverable,
                    one.due_on.isoformat(),
                    yuan(one.amount_fen) if one.amount_fen else "—",
                    milestone_word(one.status),
                ]
                for one in contract.milestones
            ],
            "budgets": [
                [one.title, named.get(one.organisation_id, one.organisation), yuan(one.amount_fen)]
                for one in contract.budgets
            ],
            "standards": [
                f"{wording.standard_word(one.kind)}：{one.words}" for one in contract.standards
            ],
            "indicators": [
                [
                    wording.indicator_word(one.kind),
                    one.title,
                    one.target,
                    str(one.weight),
                ]
                for one in contract.indicators
            ],
            "signatures": [
                [
                    f"{wording.role_word(one.role)} {one.name}",
                    _signed(one.signed_at),
                ]
                for one in contract.parties
            ],
            "award": award,
        },
        on=contract.signed_at.astimezone(clock.HERE).date()
        if contract.signed_at
        else clock.today(),
    )


def _clauses(contract: PublicContract) -> list[tuple[str, str]]:
    bond = (
        f"履约保证金人民币 {yuan(contract.bond_fen)} 元，以保函等非现金形式提交。"
        if contract.bond_fen
        else "不收取履约保证金。"
    )
    price = f"{capitals(contract.amount_fen)}（¥{yuan(contract.amount_fen)}）"
    term = f"{contract.starts_on.isoformat()} 至 {contract.ends_on.isoformat()}"
    clauses = [
        ("服务内容", contract.content),
        ("期限", term),
        ("数量", contract.quantity),
        ("质量", contract.quality),
        ("价款" if contract.source is Source.award else "预算合计", price),
        ("结算方式" if contract.source is Source.award else "经费安排", contract.settlement),
        ("各方权利义务", contract.duties),
        ("违约责任", contract.breach),
    ]
    if contract.source is Source.award:
        clauses += [
            ("履约保证金", bond),
            ("分包", "不得转包全部服务；分包须经采购单位同意。"),
            ("变更", "累计追加不超过原合同金额的 10%；变更须各方同意并经监督部门审核。"),
        ]
    if contract.engages_directors:
        clauses.append(
            ("儿童主任参与", "每一场服务由所在儿童之家的儿童主任确认，未确认的不能验收。")
        )
    return clauses


def _signed(at: datetime | None) -> str:
    if at is None:
        return ""
    return f"{at.astimezone(clock.HERE):%Y-%m-%d %H:%M} 电子签署"
