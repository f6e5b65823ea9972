# ruff: noqa: E501 - a rule is one line of the table
"""Refusals and warnings that the guard matrix leaves out, each on one sound case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .test_guards import FILES, PARTIES, SOUND, look

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SUIT = "procedure:\n  suit: {court: 某法院, filed_on: 2026-06-01, case_number: 某号}"
ASSETS = "    assets:\n      - {kind: 银行存款, description: 某行某账号, definite: 是}\n"
TERMS = "  instalments:\n    - {due_on: 2026-07-15, amount: 400.00}\n    - {due_on: 2026-08-15, amount: 600.00}\n"
PAID = "payments: [{paid_on: 2026-02-01, amount: 1000.00}]\nprocedure:"
COURT = "  preservation:\n    court: 武汉市江夏区人民法院\n"


@pytest.mark.parametrize(
    ("old", "new", "code", "paper"),
    [
        ("due_on: 2026-03-01", "due_on: 2026-12-01", "LD-LETTER-NOT-DUE", "催告函"),
        ("due_on: 2026-03-01", "due_on: 2026-12-01", "LD-LETTER-NOT-DUE", "律师函"),
        ("due_on: 2026-03-01", "due_on: 2026-12-01", "LD-PRES-NOT-DUE", "诉前财产保全申请书"),
        ("due_on: 2026-03-01", "due_on: 2026-12-01", "LD-WORK-NOTHING", "利息计算表"),
        ("procedure:", PAID, "LD-PRES-NOT-DUE", "诉讼财产保全申请书"),
        ("procedure:", SUIT, "LD-PO-SUED", "支付令申请书"),
        (COURT, "  preservation:\n", "LD-PRES-NO-COURT", "诉前财产保全申请书"),
        (ASSETS, "", "LD-PRES-NO-LEAD", "诉讼财产保全申请书"),
        (TERMS, "  instalments: []\n", "LD-SET-NO-TERMS", "还款协议"),
    ],
)  # fmt: skip
def test_one_changed_fact_refuses_the_paper_it_concerns(
    write_case: Callable[..., Path], old: str, new: str, code: str, paper: str
) -> None:
    text = PARTIES + SOUND
    assert old in text
    _, sound = look(write_case(text, FILES, parties=""))
    refused = {refusal.draft.title: refusal.findings for refusal in sound.refused}
    assert code not in [finding.code for finding in refused.get(paper, ())]
    _, choice = look(write_case(text.replace(old, new, 1), FILES, parties=""))
    refused = {refusal.draft.title: refusal.findings for refusal in choice.refused}
    assert code in [finding.code for finding in refused[paper]]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "due_on: 2026-03-01",
            "due_on: 2026-12-01",
            ("没有已到期且数额确定的款项", "到期后再申请"),
        ),
        ("procedure:", PAID, ("没有未付款项", "核对合同价款和付款记录")),
    ],
)
def test_a_paid_debt_is_not_said_to_fall_due_later(
    write_case: Callable[..., Path], old: str, new: str, words: tuple[str, str]
) -> None:
    text = (PARTIES + SOUND).replace(old, new, 1)
    _, choice = look(write_case(text, FILES, parties=""))
    (refused,) = (refusal for refusal in choice.refused if refusal.draft.title == "支付令申请书")
    (found,) = (finding for finding in refused.findings if finding.code == "LD-PO-NOT-DUE")
    assert (found.message.partition("：")[2], found.next_step) == words


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('    account: {holder: 苏州甲设备有限公司, bank: 某行, number: "1"}\n', "", "LD-PARTY-NO-ACCOUNT"),
        ("    size: 中型\n", "    size: 中型\n    kind: 自然人\n", "LD-PARTY-SIZE"),
    ],
)  # fmt: skip
def test_one_changed_fact_warns(
    write_case: Callable[..., Path], old: str, new: str, code: str
) -> None:
    text = PARTIES + SOUND
    assert old in text
    findings, _ = look(write_case(text.replace(old, new, 1), FILES, parties=""))
    found = [finding for finding in findings if finding.code == code]
    assert [finding.severity for finding in found] == ["warning"]
    assert found[0].where
    assert found[0].next_step
