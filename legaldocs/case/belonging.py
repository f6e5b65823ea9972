"""Does a row of a table belong to this case: its parties, its currency, its state?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from legaldocs.case.contract import Contract
from legaldocs.case.model import Delivery, Invoice, Statement
from legaldocs.case.payment import Payment
from legaldocs.case.vocabulary import PartyKind
from legaldocs.core.near import folded
from legaldocs.core.strict_yaml import Items, Section

if TYPE_CHECKING:
    from collections.abc import Callable

_YUAN = frozenset({"人民币", "人民币元", "元", "rmb", "cny"})
_NOTHING = frozenset({"", "0", "0.0", "0.00", "-", "--"})


@dataclass(frozen=True, slots=True)
class Sides:
    """The folded names on each side of the case (案件双方); empty where they are not known."""

    creditors: frozenset[str] = frozenset()
    debtors: frozenset[str] = frozenset()
    payers: frozenset[str] = frozenset()


class Condition(NamedTuple):
    """What each cell of a column must say (列的核对)."""

    headings: tuple[str, ...]
    models: tuple[type, ...]
    holds: Callable[[str, Sides], bool]
    problem: str
    next_step: str


def sides(case: Section, parties: Any) -> Sides:
    """Return the sides of a case as its file names them, former names and assignor included."""
    named: dict[str, set[str]] = {"债权人": set(), "债务人": set(), "保证人": set()}
    words = {"creditor": "债权人", "debtor": "债务人", "guarantor": "保证人"}
    operators: set[str] = set()
    for party in parties if isinstance(parties, Items) else ():
        if isinstance(party, Section):
            written = str(party.get("role") or "").strip().lower()
            role = words.get(written, written)
            names = {str(party.get(key) or "") for key in ("name", "former_name")}
            named.get(role, set()).update(map(folded, filter(None, names)))
            if role != "债权人" and str(party.get("kind") or "").strip() == PartyKind.SOLE_TRADER:
                operators.add(folded(str(party.get("representative") or "")))
    assignment = case.get("assignment")
    if isinstance(assignment, Section) and assignment.get("assignor"):
        named["债权人"].add(folded(str(assignment["assignor"])))
    debtors = frozenset(named["债务人"])
    payers = debtors | named["保证人"] | (operators - {""})
    return Sides(frozenset(named["债权人"]), debtors, payers)


def _among(names: Callable[[Sides], frozenset[str]]) -> Callable[[str, Sides], bool]:
    return lambda text, case: not names(case) or folded(text) in names(case)


_ELSEWHERE = "不属于本案的行，从表格里删去；属于本案的，把名称写成与 parties 一致"

CONDITIONS: tuple[Condition, ...] = (
    Condition(
        ("客户", "客户名称", "购买方", "购买方名称", "购方名称", "购货单位", "收货单位", "需方"),
        (Delivery, Invoice, Statement, Contract),
        _among(lambda case: case.debtors),
        "不是本案的债务人",
        _ELSEWHERE,
    ),
    Condition(
        ("销售方", "销售方名称", "销方名称", "销货单位", "供货单位", "供应商", "供方"),
        (Delivery, Invoice, Statement, Contract),
        _among(lambda case: case.creditors),
        "不是本案的债权人",
        _ELSEWHERE,
    ),
    Condition(
        (
            "付款人", "付款人名称", "付款方", "付款单位", "对方户名", "对方名称", "对方单位",
            "对方账户名称", "客户", "客户名称",
        ),
        (Payment,),
        _among(lambda case: case.payers),
        "不是本案的债务人或者保证人",
        f"{_ELSEWHERE}；他人代债务人支付的，改写债务人的名称，并把代付的证明写进“文件”一列",
    ),
    Condition(
        ("收款人", "收款人名称", "收款方", "收款单位"),
        (Payment,),
        _among(lambda case: case.creditors),
        "不是本案的债权人",
        _ELSEWHERE,
    ),
    Condition(
        ("借方发生额", "支出金额", "支出", "转出金额"),
        (Payment,),
        lambda text, _case: text in _NOTHING,
        "是支出，不是收款",
        "从表格里删去这些行",
    ),
    Condition(
        ("币种", "币别", "货币"),
        (),
        lambda text, _case: folded(text) in _YUAN,
        "不是人民币",
        "只读人民币的金额；外币的，按约定折算后另写",
    ),
    Condition(
        ("发票状态",),
        (Invoice,),
        lambda text, _case: text in {"正常", "已开具", "有效"},
        "不是有效的发票",
        "作废的删去；被红字冲销的，红字发票写成 credits 里的一行",
    ),
    Condition(
        ("是否正数发票",),
        (Invoice,),
        lambda text, _case: text in {"是", "Y"},
        "不是正数发票",
        "红字发票写成 credits 里的一行，金额不带负号",
    ),
)  # fmt: skip
"""Columns that state no field of the model; no model means any table."""


def condition_of(heading: str, model: type) -> Condition | None:
    """Return what the cells under a heading must say in a table of ``model``, or None."""
    for condition in CONDITIONS:
        if heading in condition.headings and (not condition.models or model in condition.models):
            return condition
    return None
