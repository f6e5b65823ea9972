"""What a person should look at before relying on an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from legaldocs.core.findings import Finding
from legaldocs.portfolio.model import ContactPerson
from legaldocs.portfolio.statement.model import StatementAnswer
from legaldocs.portfolio.statement.outcome import CONFIRMING, Outcome, Way

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Connection

    from legaldocs.portfolio.statement.returned import Returned


def answer_findings(
    connection: Connection,
    returned: Returned,
    statement: Mapping[str, Any],
    values: Mapping[str, Any],
    before: Mapping[str, Any] | None,
) -> Iterator[Finding]:
    """Yield what speaks against an answer; ``before`` is the entry that it corrects."""
    number = str(statement["number"])
    if values["outcome"] in CONFIRMING and not values["authority"]:
        yield Finding(
            "LD-STMT-AUTHORITY", "warning", "不知道确认的人有没有权限，对方事后可能否认", number,
            next_step="请对方提供授权文件，或者盖公章、合同专用章；再写 --authority 登记一次",
        )  # fmt: skip
    if returned.way is not Way.PAGE and not returned.payloads:
        yield Finding(
            "LD-STMT-UNREAD", "note", f"没有核对二维码：{returned.remark or '邮件里没有回执'}",
            number, next_step="人工核对回来的是不是这一份",
        )  # fmt: skip
    if returned.sender and returned.sender not in _addresses(connection, statement):
        yield Finding(
            "LD-STMT-SENDER", "warning", f"邮件来自 {returned.sender}，不是账册里这个客户的邮箱",
            number, next_step="向对方核实是谁发的；是对方的，导入联系人",
        )  # fmt: skip
    if statement["closed_on"] is not None:
        yield Finding(
            "LD-STMT-SUPERSEDED", "warning", f"这份对账单已经{statement['closed_why']}", number,
            next_step="请对方再核对新的一份",
        )  # fmt: skip
    if others := _other_outcomes(connection, statement, before, values["outcome"]):
        yield Finding(
            "LD-STMT-ANSWERED", "warning", f"这份对账单以前的回复是{others}，与这一次不同", number,
            next_step="向对方核实以哪一次为准，都保留",
        )  # fmt: skip
    if values["outcome"] == Outcome.OBJECTED and _more(statement, values):
        yield Finding(
            "LD-STMT-MORE", "warning", "对方认可的余额比账册多", number,
            next_step="核对是否漏记了应收，或者重复记了回款",
        )  # fmt: skip


def _more(statement: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    balance = values["balance_fen"]
    return balance is not None and balance > statement["closing_fen"]


def _addresses(connection: Connection, statement: Mapping[str, Any]) -> set[str]:
    chosen = select(ContactPerson.email).where(
        ContactPerson.customer_id == statement["customer_id"], ContactPerson.closed_on.is_(None)
    )
    return {email.strip().lower() for (email,) in connection.execute(chosen) if email}


def _other_outcomes(
    connection: Connection,
    statement: Mapping[str, Any],
    before: Mapping[str, Any] | None,
    outcome: str,
) -> str:
    """Return the outcomes of other answers that say the opposite."""
    confirms = outcome in CONFIRMING
    chosen = select(StatementAnswer.id, StatementAnswer.outcome).where(
        StatementAnswer.statement_id == statement["id"], StatementAnswer.closed_on.is_(None)
    )
    found = [
        one
        for number, one in connection.execute(chosen.order_by(StatementAnswer.id))
        if before is None or number != before["id"]
    ]
    return "、".join(dict.fromkeys(one for one in found if (one in CONFIRMING) != confirms))
