"""The papers as a reader sees them: golden texts, the same figures, no unsupported word.

Rewrite the golden texts with LEGALDOCS_REWRITE_GOLDEN=1, then read the difference.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pypdf
import pytest

from legaldocs.case import settlement as st
from legaldocs.case import vocabulary as v
from legaldocs.core.money import figure
from legaldocs.papers.catalogue import PAPERS
from legaldocs.papers.demand_letter import FORM as DEMAND
from legaldocs.papers.exhibit_list import FORM as EXHIBIT_LIST
from legaldocs.papers.interest_schedule import FORM as WORKING
from legaldocs.papers.lawyer_letter import FORM as LAWYER
from legaldocs.papers.make import make_cover, make_paper
from legaldocs.papers.payment_order import FORM as PAYMENT_ORDER
from legaldocs.papers.payment_reminder import FORM as REMINDER
from legaldocs.papers.repayment_agreement import FORM as SETTLEMENT
from legaldocs.papers.suit_preservation import FORM as IN_SUIT
from legaldocs.papers.warning_letter import FORM as WARNING
from legaldocs.render.compare_text import read_pdf
from tests.papers.sample import draft_of, lines_of, matter_of, sample_of, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from legaldocs.claim.matter import Matter
    from legaldocs.papers.kind import Paper
    from legaldocs.render.write import Written

    Full = Callable[[Paper], Written]

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
SAMPLES = ROOT / "legaldocs" / "papers"
SHORTEST = (DEMAND, WARNING, PAYMENT_ORDER, WORKING)
NEVER = (
    *("失信", "限制高消费", "限高", "曝光", "公开你", "黑名单", "报警", "刑事", "诈骗", "亲友"),
    *("None", "True", "False", "{{", "}}", "{%"),
)

SIGNING = re.compile(r"（(盖章|签字|签名|公章或者合同专用章|签名或者盖章)）|^\d{4}年\d+月\d+日$")
PAGE_WORDS = re.compile("^第.*页.*共.*页$|未经签发")
"""What stands on every page."""

OWN_WORDS = {"dishonest_listing": ("失信",)}
"""What only the paper says that asks for it."""


@pytest.fixture(scope="module")
def full() -> Full:
    """The papers of the full case, each made once."""
    return cache(lambda paper: make_paper(draft_of(paper, sample_of(paper))))


def compare(path: Path, lines: tuple[str, ...]) -> None:
    text = "\n".join(lines) + "\n"
    if os.environ.get("LEGALDOCS_REWRITE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def bare(lines: tuple[str, ...]) -> str:
    return "".join("".join(lines).split())


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.id)
def test_paper_of_a_full_case_reads_as_agreed(full: Full, paper: Paper) -> None:
    compare(SAMPLES / paper.id / "sample.txt", full(paper).text)


@pytest.mark.parametrize("paper", SHORTEST, ids=lambda paper: paper.id)
def test_paper_of_the_shortest_case_reads_as_agreed(minimal: Matter, paper: Paper) -> None:
    compare(GOLDEN / f"shortest-{paper.id}.txt", lines_of(paper, minimal))


def test_reminder_of_the_shortest_case_reads_as_agreed(minimal: Matter) -> None:
    compare(GOLDEN / "shortest-payment_reminder.txt", lines_of(REMINDER, before_due(minimal)))


def test_settlement_of_the_shortest_case_reads_as_agreed(minimal: Matter) -> None:
    compare(GOLDEN / "shortest-repayment_agreement.txt", lines_of(SETTLEMENT, with_plan(minimal)))


def test_cover_reads_as_agreed(rich: Matter) -> None:
    (page,) = read_pdf(make_cover(rich, parts=2))
    compare(
        SAMPLES / "volume_cover" / "sample.txt", tuple(line.strip() for line in page.splitlines())
    )


def test_reminder_asks_for_no_penalty(minimal: Matter) -> None:
    text = text_of(REMINDER, before_due(minimal))
    assert "50,000.00" in text
    assert "违约金" not in text
    assert "损失" not in text


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.id)
def test_no_paper_threatens_or_shows_its_machinery(full: Full, paper: Paper) -> None:
    text = "".join(full(paper).text)
    own = OWN_WORDS.get(paper.id, ())
    assert [word for word in NEVER if word in text and word not in own] == []


def test_no_letter_claims_a_suit(rich: Matter) -> None:
    procedure = replace(rich.case.procedure, suit=None)
    matter = replace(rich, case=replace(rich.case, procedure=procedure))
    for paper in (WARNING, LAWYER):
        text = text_of(paper, matter)
        assert not [word for word in ("已起诉", "已立案", "已经受理", "已冻结") if word in text]


def test_the_same_figures_stand_in_every_paper(rich: Matter, full: Full) -> None:
    claim = rich.claim
    for paper in (DEMAND, WARNING, LAWYER, IN_SUIT, WORKING):
        text = bare(full(paper).text)
        for amount in (claim.principal, claim.late_charge, claim.total):
            assert figure(amount) in text, paper.title


def test_letter_pays_by_the_day_the_case_sets(full: Full, minimal: Matter) -> None:
    assert "2026年12月1日前（含当日）" in bare(full(DEMAND).text)
    assert "2026年11月28日前（含当日）" in text_of(DEMAND, minimal)


def test_payment_order_asks_only_for_a_fixed_sum(full: Full) -> None:
    text = bare(full(PAYMENT_ORDER).text)
    assert "给付500,113.50元（大写：人民币伍拾万零壹佰壹拾叁元伍角整）" in text
    assert "该日以后的违约金不在本次请求之内" in text
    assert "实际付清之日" not in text
    assert "未就本债权申请诉前保全" in text


def test_payment_order_asks_for_no_charge_the_contract_does_not_know(minimal: Matter) -> None:
    text = text_of(PAYMENT_ORDER, minimal)
    assert "给付50,000.00元（大写：人民币伍万元整），均为本金" in text
    assert "损失" not in text


def test_articles_are_numbered_as_on_the_day_of_signing(rich: Matter, full: Full) -> None:
    assert "第二百二十五条" in bare(full(PAYMENT_ORDER).text)
    earlier = replace(rich, claim=replace(rich.claim, as_of=dt.date(2023, 6, 1)))
    assert "第二百二十一条" in text_of(PAYMENT_ORDER, earlier)


@pytest.mark.parametrize(
    ("outcome", "says", "not_said"),
    [
        (v.LateChargeOutcome.RESERVED, "甲方保留依照原合同和法律请求支付的权利", "41,113.50"),
        (v.LateChargeOutcome.FIXED, "违约金为41,113.50元，计入本协议的还款总额", "免除乙方"),
        (v.LateChargeOutcome.WAIVED_IF_PAID, "该项免除不发生效力", "41,113.50"),
    ],
)
def test_settlement_treats_the_late_charge_as_chosen(
    rich: Matter, outcome: v.LateChargeOutcome, says: str, not_said: str
) -> None:
    settlement = replace(rich.case.settlement, late_charge=outcome)
    text = text_of(SETTLEMENT, replace(rich, case=replace(rich.case, settlement=settlement)))
    assert says in text
    assert not_said not in text


def test_settlement_names_one_way_to_settle_disputes(rich: Matter) -> None:
    settlement = replace(rich.case.settlement, court="", arbitration="苏州仲裁委员会")
    text = text_of(SETTLEMENT, replace(rich, case=replace(rich.case, settlement=settlement)))
    assert "提交苏州仲裁委员会仲裁" in text
    assert "管辖" not in text


def test_settlement_lets_a_joint_guarantor_stay_one(full: Full) -> None:
    assert "丙方" in bare(full(SETTLEMENT).text)
    assert "继续承担连带责任保证，保证期间至2029年7月31日届满" in bare(full(SETTLEMENT).text)


@pytest.mark.parametrize(
    "paper", [LAWYER, PAYMENT_ORDER, SETTLEMENT, WORKING], ids=lambda paper: paper.id
)
def test_a_hostile_name_prints_verbatim(rich: Matter, paper: Paper) -> None:
    name = "A&B<公司>{{7*7}}{_{%_}}“乙”&amp;"
    made = make_paper(draft_of(paper, with_debtor(rich, name)))
    assert bare((name,)) in bare(made.text)
    assert bare((name,)) in bare(read_pdf(made.pdf))


def test_two_renders_are_the_same_bytes(rich: Matter, full: Full) -> None:
    first, second = full(DEMAND), make_paper(draft_of(DEMAND, rich))
    assert (first.docx, first.pdf) == (second.docx, second.pdf)


def test_another_process_and_time_zone_give_the_same_bytes() -> None:
    code = (
        "import hashlib\n"
        "from legaldocs.papers.interest_schedule import FORM\n"
        "from legaldocs.papers.make import make_paper\n"
        "from tests.papers.sample import draft_of, rich_matter\n"
        "made = make_paper(draft_of(FORM, rich_matter()))\n"
        "print(hashlib.sha256(made.docx + made.pdf).hexdigest())\n"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai"))
    }
    assert len(seen) == 1


def test_the_file_dates_itself_by_the_day_of_signing(full: Full) -> None:
    reader = pypdf.PdfReader(io.BytesIO(full(DEMAND).pdf))
    about = reader.metadata
    assert about is not None
    assert about["/CreationDate"].startswith("D:20261121")
    assert about["/ModDate"].startswith("D:20261121")
    assert about.title == "催告函"
    assert about.author == "苏州恒远精密机械有限公司"


def test_pages_are_numbered(full: Full) -> None:
    pages = ["".join(page.split()) for page in read_pdf(full(DEMAND).pdf)]
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        assert f"第{number}页共{len(pages)}页" in page


def test_papers_of_the_full_case_have_the_pages_that_were_agreed(full: Full) -> None:
    """A paper is judged by its first page: one that grows by a page should not do so unseen."""
    counts = [f"{paper.title} {len(read_pdf(full(paper).pdf))}" for paper in PAPERS]
    compare(GOLDEN / "pages.txt", tuple(counts))


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.id)
def test_no_page_has_a_signature_alone(full: Full, paper: Paper) -> None:
    for page in read_pdf(full(paper).pdf):
        words = [line.strip() for line in page.splitlines() if line.strip()]
        signs = [line for line in words if SIGNING.search(line)]
        said = [line for line in words if not SIGNING.search(line) and not PAGE_WORDS.search(line)]
        assert said or not signs, words


def test_three_hundred_exhibits_repeat_the_head_on_each_page(rich: Matter) -> None:
    many = tuple(replace(rich.exhibits[0], number=n) for n in range(1, 301))
    made = make_paper(draft_of(EXHIBIT_LIST, replace(rich, exhibits=many, pages={})))
    pages = read_pdf(made.pdf)
    assert len(pages) > 5
    assert all("证明目的" in page for page in pages[:-1])


def before_due(matter: Matter) -> Matter:
    return matter_of(matter.case, dt.date(2026, 9, 20))


def with_plan(matter: Matter) -> Matter:
    parts = tuple(
        st.SettlementPart(
            origin=matter.case.origin,
            due_on=dt.date(2026, 12, day),
            amount=matter.claim.principal / 2,
        )
        for day in (10, 31)
    )
    settlement = st.Settlement(origin=matter.case.origin, instalments=parts)
    return replace(matter, case=replace(matter.case, settlement=settlement))


def with_debtor(matter: Matter, name: str) -> Matter:
    """Return the same matter with another debtor, and the case named after it for the headers."""
    parties = tuple(
        replace(party, name=name) if party.role is v.Role.DEBTOR else party
        for party in matter.case.parties
    )
    return replace(matter, case=replace(matter.case, parties=parties, title=f"诉{name}案"))
