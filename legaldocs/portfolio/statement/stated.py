"""What is entered of an answer: what its file says, what a person states, and never a guess."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from legaldocs.core.errors import InputError
from legaldocs.core.money import figure
from legaldocs.portfolio.fen import fen, yuan_of
from legaldocs.portfolio.statement.outcome import CONFIRMING, Outcome, Way

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from decimal import Decimal

    from legaldocs.portfolio.statement.returned import Returned

_OPTIONS = {
    "outcome": "--outcome", "balance": "--balance", "who": "--who", "note": "--note",
    "answered_on": "--on",
}  # fmt: skip
"""What a person may state, and by which option."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a person says of a file that came back (登记的内容); what is not said is empty."""

    statement: str = ""
    outcome: Outcome | None = None
    balance: Decimal | None = None
    who: str = ""
    authority: str = ""
    note: str = ""
    answered_on: dt.date | None = None
    receivable: str = ""


def answer_values(
    statement: Mapping[str, Any],
    returned: Returned,
    stated: Stated,
    before: Mapping[str, Any] | None,
    today: dt.date,
) -> dict[str, Any]:
    """Return what is entered: what the file says, a person, or the entry that is there."""
    _refuse_contradiction(returned, stated)
    said = {
        name: getattr(stated, name) or getattr(returned, name)
        for name in ("outcome", "who", "authority", "note", "answered_on")
    }
    balance = returned.balance if stated.balance is None else stated.balance
    # With another outcome the file was misread before, and nothing of that entry holds.
    held = before is not None and said["outcome"] in (None, before["outcome"])
    known = before if before is not None and held else {}
    values: dict[str, Any] = {
        name: value or known.get(name) or ("" if isinstance(value, str) else None)
        for name, value in said.items()
    }
    values["balance_fen"] = known.get("balance_fen") if balance is None else fen(balance)
    values["way"] = str(returned.way)
    _require(values, statement, today)
    values["outcome"] = str(Outcome(values["outcome"]))
    if values["outcome"] in CONFIRMING:
        values["balance_fen"] = statement["closing_fen"]
    return values


def _refuse_contradiction(returned: Returned, stated: Stated) -> None:
    """Refuse what a person states otherwise than the file itself does."""
    for name, option in _OPTIONS.items():
        own, typed = getattr(returned, name), getattr(stated, name)
        fixed = returned.way is Way.PAGE or name == "answered_on"
        empty = typed is None or typed == ""
        if fixed and not empty and own not in (None, "") and own != typed:
            raise InputError(
                f"文件里写的与 {option} 不同", expected=str(own), found=str(typed),
                next_step=f"去掉 {option}",
            )  # fmt: skip
        if returned.way is Way.PAGE and not empty and own in (None, ""):
            raise InputError(f"网页回复里没有的，不能用 {option} 补上", next_step=f"去掉 {option}")


def _require(values: Mapping[str, Any], statement: Mapping[str, Any], today: dt.date) -> None:
    """Refuse to guess what neither the file nor a person says."""
    if values["outcome"] is None:
        raise InputError(
            "文件里看不出核对的结果", expected="、".join(Outcome),
            next_step="看过回执或者邮件以后，用 --outcome 写明；不符的再写 --note 和 --balance",
        )  # fmt: skip
    day = values["answered_on"]
    if day is None:
        raise InputError("不知道哪一天回复的", next_step="用 --on 写回执上的日期")
    if not statement["made_on"] <= day <= today:
        raise InputError(
            "回复的日期不对", expected=f"{statement['made_on']} 至 {today}", found=str(day),
            next_step="核对 --on；邮件和网页回复的日期在文件里，有误的，请对方说明",
        )  # fmt: skip
    _require_figures(Outcome(values["outcome"]), values, statement)


def _require_figures(
    outcome: Outcome, values: Mapping[str, Any], statement: Mapping[str, Any]
) -> None:
    balance, closing = values["balance_fen"], statement["closing_fen"]
    if outcome in CONFIRMING and balance not in (None, closing):
        raise InputError(
            f"余额与对账单不同，不是{outcome}", expected=figure(yuan_of(closing)),
            found=figure(yuan_of(balance)), next_step="写 --outcome 不符 和 --note",
        )  # fmt: skip
    if outcome is Outcome.OBJECTED and not values["note"]:
        raise InputError("没有写哪里不符", next_step="用 --note 写对方说的差异和原因")
    if outcome is Outcome.CONFIRMED and not values["who"]:
        raise InputError("没有写谁确认的", next_step="用 --who 写签名人；只有印章的，结果是已签章")
