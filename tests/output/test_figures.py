"""What the summary and the screen say is owed, and by when to act, as the proceedings stand."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from legaldocs.examine import choose, examine
from legaldocs.law.lawbook import packaged
from legaldocs.output.figures import deadlines, figures, in_words
from legaldocs.output.summary import summary_of
from legaldocs.output.summary_page import summary_page
from legaldocs.volume.layout import Layout
from tests.conftest import with_its_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.claim.matter import Matter

DAY = dt.date(2026, 6, 15)
SALE = (
    "contracts: [{price: 1000.00, due_on: 2026-03-01, late_payment: {rate: 0.1%/day}, file: c.pdf}]"
    "\nprocedure:\n"
)
DECIDED = """\
  route: 诉讼
  suit: {court: 某法院, filed_on: 2026-04-01, ended_on: 2026-05-08, ended_by: 调解}
  judgment:
    kind: 调解书
    issuer: 某法院
    number: 某号
    issued_on: 2026-05-08
    effective_on: 2026-05-08
    sums: [{amount: 1000.00, perform_by: 2026-06-05}]
"""


@pytest.fixture
def stated(write_case: Callable[..., Path], tmp_path: Path) -> Callable[[str], tuple[Matter, str]]:
    def look(rows: str) -> tuple[Matter, str]:
        case = with_its_files(write_case(SALE + rows))
        matter, findings = examine(case, DAY, packaged())
        summary = summary_of(
            matter,
            choose(matter, findings),
            findings,
            Layout((), ()),
            tmp_path,
            drafts=(),
            bundles=(),
            ok=True,
        )
        return matter, summary_page(summary).decode()

    return look


def test_a_claim_states_what_a_payment_order_may_ask(
    stated: Callable[..., tuple[Matter, str]],
) -> None:
    """From 2026-03-02 to 2026-06-15 are 106 days: 1,000 × 0.1 % × 106 = 106.00."""
    matter, page = stated("  route: 支付令\n")
    assert figures(matter).payment_order == "1106.00"
    assert "| 其中支付令可以请求 | 1,106.00 |" in page
    assert (
        in_words(matter)
        == "截至 2026-06-15：到期本金 1,000.00 元，违约金 106.00 元，合计 1,106.00 元"
    )


@pytest.mark.parametrize(
    "rows",
    [
        "  route: 诉讼\n",
        "  route: 仲裁\n",
        "  suit: {court: 某法院, filed_on: 2026-05-01}\n",
        "  arbitration: {institution: 某仲裁委员会, filed_on: 2026-05-01}\n",
        "  preservation: {court: 某法院, pre_suit_applied_on: 2026-06-01}\n",
        "  payment_order: {applied_on: 2026-06-01}\n",
    ],
)
def test_no_sum_stands_where_no_payment_order_can_be_asked_for(
    stated: Callable[..., tuple[Matter, str]], rows: str
) -> None:
    matter, page = stated(rows)
    assert figures(matter).payment_order == "0.00"
    assert "支付令可以请求" not in page
    assert "| 合计 | 1,106.00 |" in page


def test_once_decided_the_instrument_alone_says_what_is_owed(
    stated: Callable[..., tuple[Matter, str]],
) -> None:
    """Ten days to 15 June: 1,000 × 0.0175 % × 10 = 1.75; two years end on 2028-06-05, a Monday."""
    matter, page = stated(DECIDED)
    assert in_words(matter) == (
        "截至 2026-06-15：某号调解书未付 1,000.00 元，加倍部分债务利息 1.75 元，合计 1,001.75 元"
    )
    assert "债权已由某法院某号调解书确定，以它为准，不再列出按合同计算的金额。" in page
    assert "应发函件：无。债权已由某法院某号调解书确定，不再发催款的函件。" in page
    assert "到期未付本金" not in page
    assert "诉讼时效" not in page
    assert "| 未付与利息合计 | 1,001.75 |" in page
    (end,) = deadlines(matter)
    assert (end.what, end.contract, end.statutory) == (
        "申请执行期间",
        "某号调解书",
        dt.date(2028, 6, 5),
    )
    assert end.advised == dt.date(2028, 6, 2)
    assert "- 申请执行期间（某号调解书）：建议不迟于 2028-06-02 行动" in page


@pytest.mark.parametrize(
    "rows",
    [
        DECIDED + "  enforcement: {court: 某法院, applied_on: 2026-06-10}\n",
        DECIDED + "payments: [{paid_on: 2026-06-01, amount: 1000.00}]\n",
        DECIDED.replace("    effective_on: 2026-05-08\n", ""),
    ],
)
def test_no_period_runs_before_it_starts_or_after_it_was_kept(
    stated: Callable[..., tuple[Matter, str]], rows: str
) -> None:
    matter, page = stated(rows)
    assert deadlines(matter) == ()
    assert "应发函件：无。" in page


def test_a_decision_without_its_sums_is_not_replaced_by_the_contract(
    stated: Callable[..., tuple[Matter, str]],
) -> None:
    matter, page = stated(
        DECIDED.replace("    sums: [{amount: 1000.00, perform_by: 2026-06-05}]\n", "")
    )
    assert in_words(matter) == "截至 2026-06-15：债权已由某法院某号调解书确定，不再按合同计算"
    assert "1,106.00" not in page
    (end,) = deadlines(matter)
    assert end.statutory == dt.date(2028, 5, 8)
