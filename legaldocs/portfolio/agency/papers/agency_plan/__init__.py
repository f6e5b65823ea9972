"""催收方案: who does what until when, for the creditor to approve."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import NamedTuple

from legaldocs.papers.kind import Family, Form
from legaldocs.papers.names import name
from legaldocs.portfolio.agency.papers.agency_review import ReviewNames

_STEPS: tuple[tuple[int, str, str], ...] = (
    (0, "核对账目和移交的材料，确认债务人授权的联系人；有异议的先报委托人", "移交清单、对账函"),
    (14, "发出经委托人审定的催款函，保存寄送和签收的凭证", "催告函"),
    (30, "电话联系或者约见，问明未付的原因，取得有日期和金额的付款承诺", "联络记录、周报"),
    (50, "拟订付款计划报委托人决定；固定债务的证据，例如盖章的对账单、承诺书", "还款协议"),
    (75, "评估进展：部分付款、承诺的履行、财产和经营状况", "周报"),
    (100, "没有收回的，提出诉讼、仲裁或者其他处理的建议，交还材料", "结案报告书"),
)
"""Percent of the term by which a step is done, the step, and its papers; the first has a week."""
_WEEK = 7


class PlanStep(NamedTuple):
    """A step of the plan (方案的步骤)."""

    until: dt.date
    what: str
    papers: str


class PersonRow(NamedTuple):
    """Somebody at the debtor who may be contacted: no number stands in a plan (联系人)."""

    name: str
    post: str


class PlanNames(ReviewNames):
    """The names of the plan."""

    @name("步骤：until 完成日、what 内容、papers 文书")
    def steps(self) -> tuple[PlanStep, ...]:
        first, last = self.mandate.placed_on, self.mandate.ends_on
        days = ((last or first) - first).days
        spans = [days * share // 100 for share, _, _ in _STEPS]
        spans[0] = min(spans[1], _WEEK)
        return tuple(
            PlanStep(first + dt.timedelta(days=max(span, 1)), what, papers)
            for span, (_, what, papers) in zip(spans, _STEPS, strict=True)
        )

    @name("账册里债务人的联系人：name 姓名、post 职务")
    def people(self) -> tuple[PersonRow, ...]:
        rows = (PersonRow(row["name"], row["post"]) for row in self.found.people if row["name"])
        return tuple(dict.fromkeys(rows))


FORM = Form(
    id="agency_plan",
    title="催收方案",
    family=Family.BOOK,
    names=PlanNames,
    folder=Path(__file__).parent,
)
