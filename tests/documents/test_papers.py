"""The papers as a reader sees them: golden texts, the same figures, no word the facts do not bear.

Rewrite the golden texts with LEGALDOCS_REWRITE_GOLDEN=1, then read the difference.
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from legaldocs.case import model as m
from legaldocs.case import vocabulary as v
from legaldocs.claim.ledger import open_claim
from legaldocs.claim.papers import (
    DEMAND,
    EXHIBIT_LIST,
    IN_SUIT,
    LAWYER,
    PAPERS,
    PAYMENT_ORDER,
    REMINDER,
    SETTLEMENT,
    WARNING,
    WORKING,
    PaperKind,
)
from legaldocs.core.errors import InputError
from legaldocs.core.money import figure
from legaldocs.documents.paper import render, render_cover
from legaldocs.documents.readback import read_pdf

if TYPE_CHECKING:
    from collections.abc import Callable

    from legaldocs.documents.desk import Desk
    from legaldocs.documents.paper import Paper

    Full = Callable[[PaperKind], Paper]

GOLDEN = Path(__file__).parent.parent / "golden"
SHORTEST = (DEMAND, WARNING, PAYMENT_ORDER, WORKING)
NEVER = (
    *("失信", "限制高消费", "限高", "曝光", "公开你", "黑名单", "报警", "刑事", "诈骗", "亲友"),
    *("None", "True", "False", "{{", "}}", "{%"),
)


@pytest.fixture(scope="module")
def full(rich: Desk) -> Full:
    """The papers of the full case, each rendered once."""
    return cache(partial(render, desk=rich))


def compare(name: str, lines: tuple[str, ...]) -> None:
    path = GOLDEN / f"{name}.txt"
    text = "\n".join(lines) + "\n"
    if os.environ.get("LEGALDOCS_REWRITE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def bare(lines: tuple[str, ...]) -> str:
    return "".join("".join(lines).split())


@pytest.mark.parametrize("kind", PAPERS, ids=lambda kind: kind.id)
def test_paper_of_a_full_case_reads_as_agreed(full: Full, kind: PaperKind) -> None:
    compare(f"full-{kind.id}", full(kind).text)


@pytest.mark.parametrize("kind", SHORTEST, ids=lambda kind: kind.id)
def test_paper_of_the_shortest_case_reads_as_agreed(minimal: Desk, kind: PaperKind) -> None:
    compare(f"shortest-{kind.id}", render(kind, minimal).text)


def test_reminder_of_the_shortest_case_reads_as_agreed(minimal: Desk) -> None:
    compare("shortest-payment_reminder", render(REMINDER, before_due(minimal)).text)


def test_settlement_of_the_shortest_case_reads_as_agreed(minimal: Desk) -> None:
    compare("shortest-repayment_agreement", render(SETTLEMENT, with_plan(minimal)).text)


def test_cover_reads_as_agreed(rich: Desk) -> None:
    (page,) = read_pdf(render_cover(rich, parts=2))
    compare("full-volume_cover", tuple(line.strip() for line in page.splitlines()))


def test_reminder_asks_for_no_penalty(minimal: Desk) -> None:
    text = bare(render(REMINDER, before_due(minimal)).text)
    assert "50,000.00" in text
    assert "违约金" not in text
    assert "损失" not in text


def test_reminder_without_anything_to_come_is_refused(minimal: Desk) -> None:
    with pytest.raises(InputError, match="没有尚未到期"):
        render(REMINDER, minimal)


@pytest.mark.parametrize("kind", PAPERS, ids=lambda kind: kind.id)
def test_no_paper_threatens_or_shows_its_machinery(full: Full, kind: PaperKind) -> None:
    text = "".join(full(kind).text)
    assert [word for word in NEVER if word in text] == []


def test_no_letter_claims_a_suit(rich: Desk) -> None:
    procedure = replace(rich.case.procedure, suit=None)
    desk = replace(rich, case=replace(rich.case, procedure=procedure))
    for kind in (WARNING, LAWYER):
        text = "".join(render(kind, desk).text)
        assert not [word for word in ("已起诉", "已立案", "已经受理", "已冻结") if word in text]


def test_the_same_figures_stand_in_every_paper(rich: Desk, full: Full) -> None:
    claim = rich.claim
    for kind in (DEMAND, WARNING, LAWYER, IN_SUIT, WORKING):
        text = bare(full(kind).text)
        for amount in (claim.principal, claim.late_charge, claim.total):
            assert figure(amount) in text, kind.title


def test_letter_pays_by_the_day_the_case_sets(full: Full, minimal: Desk) -> None:
    assert "2026年12月1日前（含当日）" in bare(full(DEMAND).text)
    assert "2026年11月28日前（含当日）" in bare(render(DEMAND, minimal).text)


def test_payment_order_asks_only_for_a_fixed_sum(full: Full) -> None:
    text = bare(full(PAYMENT_ORDER).text)
    assert "给付500,113.50元（大写：人民币伍拾万零壹佰壹拾叁元伍角整）" in text
    assert "该日以后的违约金不在本次请求之内" in text
    assert "实际付清之日" not in text
    assert "未就本债权申请诉前保全" in text


def test_payment_order_asks_for_no_charge_the_contract_does_not_know(minimal: Desk) -> None:
    text = bare(render(PAYMENT_ORDER, minimal).text)
    assert "给付50,000.00元（大写：人民币伍万元整），均为本金" in text
    assert "损失" not in text


def test_articles_are_numbered_as_on_the_day_of_signing(rich: Desk, full: Full) -> None:
    assert "第二百二十五条" in bare(full(PAYMENT_ORDER).text)
    earlier = replace(rich, signed_on=dt.date(2023, 6, 1))
    assert "第二百二十一条" in bare(render(PAYMENT_ORDER, earlier).text)


@pytest.mark.parametrize(
    ("outcome", "says", "not_said"),
    [
        (v.LateChargeOutcome.RESERVED, "甲方保留依照原合同和法律请求支付的权利", "41,113.50"),
        (v.LateChargeOutcome.FIXED, "违约金为41,113.50元，计入本协议的还款总额", "免除乙方"),
        (v.LateChargeOutcome.WAIVED_IF_PAID, "该项免除不发生效力", "41,113.50"),
    ],
)
def test_settlement_treats_the_late_charge_as_chosen(
    rich: Desk, outcome: v.LateChargeOutcome, says: str, not_said: str
) -> None:
    settlement = replace(rich.case.settlement, late_charge=outcome)
    text = bare(
        render(SETTLEMENT, replace(rich, case=replace(rich.case, settlement=settlement))).text
    )
    assert says in text
    assert not_said not in text


def test_settlement_names_one_way_to_settle_disputes(rich: Desk) -> None:
    settlement = replace(rich.case.settlement, court="", arbitration="苏州仲裁委员会")
    text = bare(
        render(SETTLEMENT, replace(rich, case=replace(rich.case, settlement=settlement))).text
    )
    assert "提交苏州仲裁委员会仲裁" in text
    assert "管辖" not in text


def test_settlement_lets_a_joint_guarantor_stay_one(full: Full) -> None:
    assert "丙方" in bare(full(SETTLEMENT).text)
    assert "继续承担连带责任保证，保证期间至2029年7月31日届满" in bare(full(SETTLEMENT).text)


@pytest.mark.parametrize(
    "kind", [LAWYER, PAYMENT_ORDER, SETTLEMENT, WORKING], ids=lambda kind: kind.id
)
def test_a_hostile_name_prints_verbatim(rich: Desk, kind: PaperKind) -> None:
    name = "A&B<公司>{{7*7}}{_{%_}}“乙”&amp;"
    paper = render(kind, with_debtor(rich, name))
    assert bare((name,)) in bare(paper.text)
    assert bare((name,)) in bare(read_pdf(paper.pdf))


def test_two_renders_are_the_same_bytes(rich: Desk, full: Full) -> None:
    first, second = full(DEMAND), render(DEMAND, rich)
    assert (first.docx, first.pdf) == (second.docx, second.pdf)


def test_another_process_and_time_zone_give_the_same_bytes(tmp_path: Path) -> None:
    code = (
        "import hashlib, importlib.util, sys\n"
        "spec = importlib.util.spec_from_file_location('desks', sys.argv[1])\n"
        "desks = importlib.util.module_from_spec(spec)\n"
        "spec.loader.exec_module(desks)\n"
        "from legaldocs.claim.papers import WORKING\n"
        "from legaldocs.documents.paper import render\n"
        "paper = render(WORKING, desks.rich_desk())\n"
        "print(hashlib.sha256(paper.docx + paper.pdf).hexdigest())\n"
    )
    script = tmp_path / "render.py"
    script.write_text(code, encoding="utf-8")
    desks = Path(__file__).with_name("conftest.py")
    seen = {
        subprocess.run(
            [sys.executable, script, desks],
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai"))
    }
    assert len(seen) == 1


def test_three_hundred_exhibits_repeat_the_head_on_each_page(rich: Desk) -> None:
    many = tuple(replace(rich.exhibits[0], number=n) for n in range(1, 301))
    paper: Paper = render(EXHIBIT_LIST, replace(rich, exhibits=many, pages={}))
    pages = read_pdf(paper.pdf)
    assert len(pages) > 5
    assert all("证明目的" in page for page in pages[:-1])


def before_due(desk: Desk) -> Desk:
    as_of = dt.date(2026, 9, 20)
    return replace(desk, signed_on=as_of, claim=open_claim(desk.case, as_of, desk.book))


def with_plan(desk: Desk) -> Desk:
    parts = tuple(
        m.SettlementPart(
            origin=desk.case.origin, due_on=dt.date(2026, 12, day), amount=desk.claim.principal / 2
        )
        for day in (10, 31)
    )
    settlement = m.Settlement(origin=desk.case.origin, instalments=parts)
    return replace(desk, case=replace(desk.case, settlement=settlement))


def with_debtor(desk: Desk, name: str) -> Desk:
    """Return the same desk with another debtor, and the case named after it for the headers."""
    parties = tuple(
        replace(each, name=name) if each.role is v.Role.DEBTOR else each
        for each in desk.case.parties
    )
    return replace(desk, case=replace(desk.case, parties=parties, title=f"诉{name}案"))
