"""What a ledger says of paying late, as a case file has it: read here, or given back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from legaldocs.core.errors import InputError
from legaldocs.core.typed import PLACEHOLDER
from legaldocs.law.rate_terms import parse_rate_term

if TYPE_CHECKING:
    from collections.abc import Mapping

_NONE = frozenset({"未约定", "没有约定", "无约定"})
_CLAUSE = re.compile(r".*第.{1,12}[条款项].*|[0-9.．]+[条款项]?", re.DOTALL)
_IN_FRONT = re.compile(r"(?:逾期|迟延)(?:付款|支付)?(?:的|者)?[，,]?(?=[按每日])")
_BEHIND = re.compile(
    "(?:(?:支付|计付|计收|计算|计|收取|承担)?(?:逾期付款)?(?:违约金|滞纳金)"
    "|支付|计付|计收|计算|收取)$"
)
_STEP = (
    "写成 日万分之五、LPR的1.5倍 这样；没有约定的写 未约定；"
    "有上限、分段等别的内容的，留空，导入以后写进 case.yaml"
)
_NO_CLAUSE = "写合同里的条号，如 8.1；是条款原文的，在 mapping.yaml 里把这一列改为 违约金条款原文"


def late_payment(stated: Mapping[str, str]) -> dict[str, str]:
    """Return the term on late payment that a row states (逾期付款条款), or nothing.

    ``stated`` has ``rate``, ``clause`` and ``wording`` as texts, each of which may be empty. A
    ledger often puts 逾期按日万分之五支付违约金 where a case file has 按日万分之五; and the rate
    where the number of the clause is asked for. Nothing else is taken off a text.

    Raises InputError, with the field as its place, for a rate that no case file may hold.
    """
    late = {key: text for key, text in stated.items() if text}
    if late.get("rate", "") in _NONE:
        return {}
    if "clause" in late and not _CLAUSE.fullmatch(late["clause"]):
        text = late.pop("clause")
        if late.setdefault("rate", text) != text:
            raise InputError(
                "写的不是合同的哪一条",
                where="late_payment.clause",
                found=text[:40],
                next_step=_NO_CLAUSE,
            )
    if "rate" in late:
        key = "late_payment.rate" if stated["rate"] else "late_payment.clause"
        late["rate"] = _rate(late["rate"], key)
    elif late:
        late = {"rate": f"{PLACEHOLDER}违约金标准", **late}
    return late


def _rate(text: str, key: str) -> str:
    """Return a text that states a rate and no more."""
    front = _IN_FRONT.match(text)
    bare = text[front.end() :] if front else text
    step = ""
    for tried in (text, bare, _BEHIND.sub("", bare)):
        try:
            parse_rate_term(tried)
        except InputError as error:
            step = error.next_step if not error.next_step.startswith("按上述") else ""
        else:
            return tried
    raise InputError(
        "违约金标准无法识别",
        where=key,
        found=text[:40],
        next_step="；".join(filter(None, (step, _STEP))),
    )
