"""How long letters are: two pages at most before the annex, whatever the annex holds.

The annex begins below the letter where there is room.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from legaldocs.case import vocabulary as v
from legaldocs.case.reading import load_case
from legaldocs.claim.matter import matter_on
from legaldocs.law.lawbook import packaged
from legaldocs.papers.demand_letter import FORM as DEMAND
from legaldocs.papers.guarantor_demand import FORM as GUARANTOR
from legaldocs.papers.lawyer_letter import FORM as LAWYER
from legaldocs.papers.letters import LetterNames
from legaldocs.papers.make import make_paper
from legaldocs.papers.payment_reminder import FORM as REMINDER
from legaldocs.papers.warning_letter import FORM as WARNING
from legaldocs.render.compare_text import read_pdf
from tests.papers.sample import AS_OF, draft_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from legaldocs.claim.matter import Matter
    from legaldocs.papers.kind import Paper

EXAMPLE = Path(__file__).parents[2] / "examples" / "case42"
ANNEX = re.compile("附件：(欠款|到期款项)明细表(?!（附后）)")
LETTERS = (DEMAND, WARNING, LAWYER)
by_letter = pytest.mark.parametrize("paper", LETTERS, ids=lambda paper: paper.id)

PARTIES = """
parties:
  - role: 债权人
    name: 苏州甲设备有限公司
    address: 江苏省苏州市工业园区星湖街328号5幢301室
    contact: 周敏
    phone: 0512-62881234
    email: fawu@jia.example
    account: {holder: 苏州甲设备有限公司, bank: 中国工商银行苏州园区支行, number: "1102020209"}
  - {role: 债务人, name: 武汉乙食品有限公司, address: 武汉市某路1号, contact: 程榆}
  - {role: 保证人, name: 林国栋, kind: 自然人, address: 杭州市某路3号}
guarantees:
  - {guarantor: 林国栋, form: 连带责任保证, signed_on: 2024-06-05, period: 三年}
law_firm:
  name: 江苏明衡律师事务所
  licence: "31320000MD0000000X"
  lawyer: 沈知行
  lawyer_licence: "13205202010000000"
  mandated_on: 2026-11-10
  letter_number: （2026）明衡律函字第118号
  address: 江苏省苏州市工业园区苏州大道东265号
  phone: 0512-69990000
communications:
  - sent_on: 2026-09-01
    channel: 快递
    direction: 发出
    effect: 催告函
    gist: 催款
    arrived_on: 2026-09-03
    pay_by: 2026-09-12
    file: 函件.pdf
    proof: 签收.jpg
  - sent_on: 2026-10-01
    channel: 即时通讯
    direction: 收到
    effect: 承诺付款
    gist: 承诺
    promised: [{due_on: 2026-10-31, amount: 100000.00}]
contracts:
  - number: KJ-1
    name: 年度供货框架合同
    signed_on: 2024-06-05
    due_after: 每批交货
    due_days: 30天
    late_payment: {rate: 0.03%/day, clause: 第8条}
"""


def framework(deliveries: int, payments: int) -> str:
    """Return a framework contract with a delivery a week, and payments that close the oldest."""
    return PARTIES + "".join(_rows(deliveries, payments))


def _rows(deliveries: int, payments: int) -> Iterator[str]:
    yield "deliveries:\n"
    for number in range(deliveries):
        on = dt.date(2024, 6, 10) + dt.timedelta(days=7 * number)
        yield f"  - {{number: SH-{number + 1:03}, delivered_on: {on}, amount: 40000.00}}\n"
    yield "payments:\n" if payments else ""
    for number in range(payments):
        on = dt.date(2024, 9, 1) + dt.timedelta(days=30 * number)
        yield f"  - {{paid_on: {on}, amount: 50000.00}}\n"
    yield "statements:\n"
    for number in range(12):
        on = dt.date(2025, 1, 31) + dt.timedelta(days=30 * number)
        yield f"  - {{through_on: {on}, balance: {600000 + number}.00, confirmed_by: 经理}}\n"


def pages_of(paper: Paper, matter: Matter) -> list[str]:
    """Return the text of each page of a paper without spaces."""
    return ["".join(page.split()) for page in read_pdf(make_paper(draft_of(paper, matter)).pdf)]


def length(pages: list[str]) -> int:
    """Return how many pages have something of the letter itself."""
    for place, page in enumerate(pages):
        if heading := ANNEX.search(page):
            return place + (heading.start() > 0)
    return len(pages)


def parts_of(pages: list[str]) -> tuple[str, str]:
    """Return the words of the letter and those of its annex."""
    said = "".join(pages)
    start = next(ANNEX.finditer(said)).start()
    return said[:start], said[start:]


@pytest.fixture
def known(write_case: Callable[..., Path]) -> Callable[..., Matter]:
    def made(deliveries: int, payments: int) -> Matter:
        folder = write_case(framework(deliveries, payments), parties="")
        return matter_on(load_case(folder), AS_OF, packaged())

    return made


@by_letter
def test_the_letters_of_the_example_have_two_pages(paper: Paper) -> None:
    matter = matter_on(load_case(EXAMPLE), AS_OF, packaged())
    pages = pages_of(paper, matter)
    assert length(pages) <= 2
    assert len(pages) == 3


@pytest.mark.parametrize(
    ("paper", "deliveries", "payments"),
    [(DEMAND, 1, 0), (DEMAND, 24, 9), (WARNING, 24, 9), (LAWYER, 24, 9), (WARNING, 120, 30)],
)
def test_deliveries_lengthen_the_annex_alone(
    known: Callable[..., Matter], paper: Paper, deliveries: int, payments: int
) -> None:
    pages = pages_of(paper, known(deliveries, payments))
    assert length(pages) <= 2
    letter, annex = parts_of(pages)
    assert "附件：欠款明细表（附后）" in letter
    assert f"SH-{deliveries:03}" in annex
    assert "SH-003" not in letter


@pytest.mark.parametrize("paper", [DEMAND, LAWYER], ids=lambda paper: paper.id)
def test_the_first_page_says_what_is_owed_by_when_and_where_to(
    known: Callable[..., Matter], paper: Paper
) -> None:
    first, *_ = pages_of(paper, known(24, 9))
    # 24 deliveries of 40,000 less nine payments of 50,000.
    assert "截至2026年11月21日（含当日）" in first
    assert "逾期未付" in first
    assert "价款510,000.00元" in first
    assert "2026年11月28日前（含当日）" in first
    assert "账号：1102020209" in first
    assert "共13笔" in first


@pytest.mark.parametrize("paper", [WARNING, LAWYER], ids=lambda paper: paper.id)
def test_a_letter_to_a_large_debtor_has_two_pages_too(
    known: Callable[..., Matter], paper: Paper
) -> None:
    case = known(24, 9).case
    sizes = {v.Role.CREDITOR: v.EnterpriseSize.SMALL, v.Role.DEBTOR: v.EnterpriseSize.LARGE}
    parties = tuple(replace(party, size=sizes.get(party.role)) for party in case.parties)
    contract = replace(case.contracts[0], late_payment=None, signed_on=dt.date(2024, 6, 5))
    case = replace(case, parties=parties, contracts=(contract,))
    pages = pages_of(paper, matter_on(case, AS_OF, packaged()))
    assert length(pages) <= 2
    assert "为小型企业" in "".join(pages)


def test_a_letter_states_the_newest_statement_and_the_broken_promise(
    known: Callable[..., Matter],
) -> None:
    pages = pages_of(WARNING, known(24, 9))
    said = "".join(pages)
    assert said.count("在对账单上确认") == 1
    assert "尚欠价款600,011.00元" in said.replace("合同价款", "价款")
    letter, _ = parts_of(pages)
    assert "承诺于2026年10月31日前（含当日）支付100,000.00元，届期未支付" in letter
    assert "2026年9月1日以快递方式发出催告函" in letter
    assert "保证人林国栋" in letter


def test_what_was_paid_late_is_one_line(known: Callable[..., Matter]) -> None:
    """Nine payments of 50,000 close eleven deliveries of 40,000, each of them late."""
    said = "".join(pages_of(DEMAND, known(24, 9)))
    assert "逾期后已付清的款项共11笔" in said
    assert "欠款明细表（附后）、利息计算表（1份）" in said
    assert "送货单SH-001" not in said
    assert "送货单SH-012" in said


def test_a_letter_to_a_guarantor_is_as_short(known: Callable[..., Matter]) -> None:
    matter = known(24, 9)
    (draft,) = GUARANTOR.drafts(matter)
    pages = ["".join(page.split()) for page in read_pdf(make_paper(draft).pdf)]
    assert length(pages) <= 2
    assert "请贵方于2026年11月28日前（含当日），在" in pages[0]


@pytest.mark.parametrize(("parts", "annexed"), [(1, False), (3, False), (4, True), (20, True)])
def test_a_reminder_has_one_page(rich: Matter, parts: int, *, annexed: bool) -> None:
    contract = rich.case.contracts[0]
    last = contract.instalments[-1]
    rows = tuple(
        replace(
            last,
            name=f"第{number}期",
            amount=Decimal(43000),
            due_on=dt.date(2027, 1, 31) + dt.timedelta(days=number),
        )
        for number in range(parts)
    )
    case = replace(
        rich.case,
        contracts=(replace(contract, instalments=(*contract.instalments[:-1], *rows)),),
    )
    pages = pages_of(REMINDER, matter_on(case, AS_OF, packaged()))
    assert length(pages) == 1
    assert (ANNEX.search("".join(pages)) is not None) is annexed
    assert f"{43000 * parts:,}.00元" in pages[0]
    assert "（盖章）" in pages[0]


def test_the_rows_of_the_annex_add_up_to_the_claim(known: Callable[..., Matter]) -> None:
    for matter in (known(1, 0), known(24, 9), known(24, 19)):
        names = LetterNames(matter)
        rows = (*names.unpaid, *names.paid_late, *names.fixed_charges)
        assert sum(row.outstanding for row in rows) == matter.claim.principal
        assert sum(row.late_charge for row in rows) == matter.claim.late_charge
        assert len(rows) == len(names.lines)
