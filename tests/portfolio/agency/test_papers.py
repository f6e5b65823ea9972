"""The whole text of each paper, with a short and a long engagement, as a person has read it.

Rewrite the golden texts with LEGALDOCS_REWRITE_GOLDEN=1, then read the difference.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from legaldocs.core.errors import InputError
from legaldocs.papers.kind import Family
from legaldocs.papers.names import notes_on
from legaldocs.papers.unfit import unfit_in
from legaldocs.papers.words import FILTERS
from legaldocs.portfolio.agency import engaging, papers
from legaldocs.portfolio.agency.costs import Complaint, complain
from legaldocs.portfolio.agency.making import (
    PaperKind,
    commission_paper,
    step_papers,
    week_paper,
    write_papers,
)
from legaldocs.portfolio.agency.papers import (
    agency_acceptance,
    agency_agreement,
    agency_authority,
    agency_closing_report,
    agency_commission,
    agency_hand_over,
    agency_plan,
    agency_review,
    agency_weekly_report,
)
from legaldocs.portfolio.agency.settling import settle
from legaldocs.portfolio.day.model import Contact
from legaldocs.portfolio.model import ContactPerson, Customer
from legaldocs.portfolio.naming import customer_named
from legaldocs.portfolio.place import new_folder
from legaldocs.portfolio.recording import recording
from legaldocs.portfolio.store import create, opened
from legaldocs.render.docx import used_names
from legaldocs.render.template import Template
from legaldocs.render.wording_docx import build_template
from tests.portfolio.agency.engaged import (
    COLLECTOR,
    FIRM,
    NUMBER,
    day,
    dispute,
    engage,
    log,
    promise,
)
from tests.portfolio.ledgers import PAID, WANG, YI
from tests.portfolio.ledgers import take_later as take

if TYPE_CHECKING:
    from legaldocs.portfolio.agency.making import MadePaper
    from legaldocs.portfolio.place import BookFolder

HOME = Path(papers.__file__).parent
SAMPLES = Path(__file__).parent / "samples"
FORMS = [
    module.FORM
    for module in (
        agency_review, agency_acceptance, agency_agreement, agency_authority, agency_plan,
        agency_weekly_report, agency_commission, agency_closing_report, agency_hand_over,
    )
]  # fmt: skip
WEEK = (day("2026-11-09"), day("2026-11-15"))
LONG_TERMS = """
tiers:
- {up_to: 50000.00, percent: 15%}
- {up_to: 200000.00, percent: 12%}
- {percent: 10%}
fixed: 1000.00
cap: 90000.00
vat: {percent: 6%, included: 否}
costs: 委托人
agent_account:
  holder: 武汉信诺商账管理有限公司
  bank: 中国建设银行武汉江汉支行
  number: "420100000012345678"
"""
LONG_DEBTS = [
    [
        YI,
        f"HY-2026-{number:04d}-AR",
        f"HY-HT-2025-{number // 4:03d}",
        12345.67 + number,
        "2026-03-31",
    ]
    for number in range(1, 42)
]
LONG_LOG = [
    ("2026-11-09", "09:30", "电话", "赵六",
     ("致电财务经理赵六，核对第一批货款的账目，对方称资金紧张，请求分期，"
     "已说明须由委托人书面决定。")),
    ("2026-11-10", "22:40", "电话", "赵六", "告诉对方再不付款后果自负。"),
    ("2026-11-11", "", "即时通讯", "周某的妻子",
     "请其转告周某尽快付款，身份证11010519491231002X。"),
    ("2026-11-12", "10:00", "快递", "武汉乙食品有限公司", "寄送委托人审定的催款函，次日签收。"),
    ("2026-11-13", "14:00", "当面", "李总",
     ("走访经营场所，门店正常营业；对方提出货物数量不符，已报委托人答复；"
     "对方承诺11月底前支付5万元。")),
]  # fmt: skip


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> BookFolder:
    """One debt with a law firm: nothing recovered, nothing logged."""
    folder = tmp_path_factory.mktemp("short")
    book = new_folder(folder / "book", "甲公司", "", create)
    book = engage(
        book, "percent: 10%\nno_cure_no_pay: 是\n", FIRM, (), [[YI, "AR1", "", 1000, "2026-01-31"]]
    )
    with opened(book) as store:
        engaging.close(store, NUMBER, day("2026-11-25"), "期满，没有收回", WANG)
    return book


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> BookFolder:
    """Forty-one debts with an agency that may receive: paid in part, promised, disputed, logged."""
    folder = tmp_path_factory.mktemp("long")
    book = new_folder(folder / "book", "甲公司", "", create)
    paid = [
        [YI, f"HK-2026-{number:04d}", f"2026-{9 + number // 8}-{11 + number % 8}", 11000, row[1]]
        for number, row in enumerate(LONG_DEBTS[:18])
    ]
    book = engage(book, LONG_TERMS, COLLECTOR, paid, LONG_DEBTS)
    with opened(book) as store:
        _customer_of(store)
        log(store, *LONG_LOG, attitude="推脱")
        dispute(store, "2026-11-13", "第三批货物的数量不符", 1_500_000)
        promise(store, "2026-11-13", "2026-11-30", 5_000_000)
        complain(
            store,
            Complaint(agency=COLLECTOR, day=day("2026-11-14"), gist="夜间来电", engagement=NUMBER),
            WANG,
        )
        settle(store, NUMBER, day("2026-09-30"), day("2026-10-08"), WANG)
        engaging.close(store, NUMBER, day("2026-11-25"), "部分收回，转入诉讼", WANG)
    return book


def _customer_of(store: object) -> None:
    with recording(store, WANG) as entry:
        customer = customer_named(entry.connection, YI)
        known = {"registration": "存续", "representative": "李四", "address": "武汉市江岸区某路1号"}
        entry.rows(Customer).change(customer, known)
        entry.rows(ContactPerson).make(
            {"customer_id": customer["id"], "key": "p1", "name": "赵六", "post": "财务经理"}
        )
        assert entry.rows(Contact) is not None


def every_paper(book: BookFolder) -> dict[str, MadePaper]:
    """Return each paper of an engagement by the id of its form."""
    with opened(book) as store, store.reading() as connection:
        made = step_papers(connection, book, NUMBER, [*PaperKind])
        week, _ = week_paper(connection, book, NUMBER, WEEK)
        from legaldocs.portfolio.agency.settling import looked_up  # noqa: PLC0415

        _, settlement = looked_up(connection, NUMBER, day("2026-11-20"))
        statement = commission_paper(connection, book, NUMBER, settlement, kept=True)
    by_title = {form.title: form.id for form in FORMS}
    return {by_title[one.name.split("-")[0]]: one for one in (*made, week, statement)}


@pytest.fixture(scope="module")
def made(short: BookFolder, long: BookFolder) -> dict[tuple[str, str], MadePaper]:
    return {
        (id_, size): paper
        for size, book in (("short", short), ("long", long))
        for id_, paper in every_paper(book).items()
    }


SHOWN = [form for form in FORMS if form.id != "agency_hand_over"]


@pytest.mark.parametrize("size", ["short", "long"])
@pytest.mark.parametrize("form", SHOWN, ids=lambda form: form.id)
def test_a_paper_says_what_was_read(
    form: object, size: str, made: dict[tuple[str, str], MadePaper]
) -> None:
    compare(SAMPLES / f"{form.id}-{size}.txt", made[form.id, size].written.text)


def compare(golden: Path, text: tuple[str, ...]) -> None:
    said = "\n".join(text) + "\n"
    if os.environ.get("LEGALDOCS_REWRITE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(said, encoding="utf-8")
    assert said == golden.read_text(encoding="utf-8")


def test_the_same_engagement_gives_the_same_bytes(long: BookFolder) -> None:
    one, other = every_paper(long), every_paper(long)
    assert {id_: paper.written for id_, paper in one.items()} == {
        id_: paper.written for id_, paper in other.items()
    }


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_a_template_is_what_its_text_makes_and_uses_every_name_it_can(form: object) -> None:
    """Run ``make templates`` where this fails."""
    text = HOME / form.id / "text.txt"
    assert (form.folder / "template.docx").read_bytes() == build_template(text, _papers())
    template = Template(form.template, form.folder / "template.docx", packaged=True)
    assert used_names(template, FILTERS).names <= {*notes_on(form.names)}


def _papers() -> Path:
    import legaldocs.papers  # noqa: PLC0415 - its folder alone

    return Path(legaldocs.papers.__file__).parent


def test_no_letter_of_an_agency_threatens(made: dict[tuple[str, str], MadePaper]) -> None:
    """What goes to the debtor is held to the rules of letters; so is what the agency confirms."""
    for id_ in ("agency_authority", "agency_acceptance"):
        for size in ("short", "long"):
            for line in made[id_, size].written.text:
                assert list(unfit_in(line, Family.LETTER)) == []


def test_the_papers_of_lawyers_and_of_an_agency_differ_where_the_law_does(
    made: dict[tuple[str, str], MadePaper],
) -> None:
    agency = "".join(made["agency_agreement", "long"].written.text)
    lawyers = "".join(made["agency_agreement", "short"].written.text)
    assert "不属于《中华人民共和国民事诉讼法》第六十一条规定" in agency
    assert "在没有另行签订委托代理合同、取得授权委托书的情况下" in lawyers
    assert "双方明确约定，乙方可以代收款项" in agency
    assert "乙方不得代收款项" in lawyers
    authority = "".join(made["agency_authority", "short"].written.text)
    assert "诉讼、仲裁和执行须另有授权委托书" in authority
    assert "无权代理诉讼、仲裁、申请支付令、财产保全和强制执行" in "".join(
        made["agency_authority", "long"].written.text
    )


def test_an_agreed_account_is_the_only_one_the_agency_may_take_money_on(
    made: dict[tuple[str, str], MadePaper],
) -> None:
    may = "".join(made["agency_authority", "long"].written.text)
    assert "代收款项限于下列双方约定的代收账户" in may
    assert "账号420100000012345678" in may
    not_at_all = "".join(made["agency_authority", "short"].written.text)
    assert "无权收取款项、现金和票据" in not_at_all
    assert "代收" not in not_at_all


def test_a_closing_report_after_the_term_ends_with_the_term(tmp_path: Path) -> None:
    book = new_folder(tmp_path / "book", "甲公司", "", create)
    debts = [[YI, "AR1", "", 1000, "2026-01-31"]]
    book = engage(book, debts=debts)
    take(book, 回款=[
        [*PAID, "付款方式"],
        [YI, "R1", "2026-12-31", 300, "AR1", "银行转账"],  # the last day
        [YI, "R2", "2027-01-05", 200, "AR1", "银行转账"],
        [YI, "R3", "2027-01-06", -50, "AR1", "银行转账"],
        [YI, "R4", "2026-12-01", 100, "AR1", "商业承兑汇票"],
    ])  # fmt: skip
    with opened(book) as store:
        engaging.close(store, NUMBER, day("2027-01-15"), "期满", WANG)
        with store.reading() as connection:
            (paper,) = step_papers(connection, book, NUMBER, [PaperKind.CLOSING])
    said = "\n".join(paper.written.text)
    assert "委托期间：2026年9月10日至2026年12月31日" in said
    assert "授权至2026年12月31日终止" in said
    # 1,000.00 = 300.00 + (200.00 − 50.00) + the bill of 100.00 + 450.00
    assert "1,000.00 | 300.00 | 30.0% | 150.00 | 450.00" in said
    assert "另有抵销、票据100.00元" in said


def test_the_weekly_report_marks_what_to_look_into(
    made: dict[tuple[str, str], MadePaper],
) -> None:
    said = "".join(made["agency_weekly_report", "long"].written.text)
    for words in (
        "威胁、恐吓（法律禁止）",
        "夜间联系（22时至次日8时）（良好做法）",
        "联系无关的人（法律禁止）",
    ):
        assert words in said
    assert "11010519491231002X" not in said
    assert "2026年11月30日核对承诺的付款50,000.00元是否到账" in said
    assert "没有找出，不等于没有发生" in "".join(made["agency_weekly_report", "short"].written.text)


def test_without_a_creditor_or_the_step_there_is_no_paper(short: BookFolder) -> None:
    bare = new_folder(short.path.parent / "bare", "甲公司", "", create)
    with opened(short) as store, store.reading() as connection:
        with pytest.raises(InputError, match="没有写债权人"):
            step_papers(connection, bare, NUMBER, [PaperKind.REVIEW])
        with pytest.raises(InputError, match="不在委托期间内"):
            week_paper(connection, short, NUMBER, (day("2026-08-03"), day("2026-08-09")))


def test_a_paper_that_somebody_changed_is_not_overwritten(
    short: BookFolder, tmp_path: Path
) -> None:
    with opened(short) as store, store.reading() as connection:
        made = step_papers(connection, short, NUMBER, [PaperKind.AUTHORITY])
    paths = write_papers(tmp_path, made)
    assert [path.suffix for path in paths] == [".docx", ".pdf"]
    write_papers(tmp_path, made)
    paths[0].write_bytes(b"mine")
    with pytest.raises(InputError, match="没有覆盖"):
        write_papers(tmp_path, made)
    assert paths[0].read_bytes() == b"mine"
    write_papers(tmp_path, made, replace=True)
    assert paths[0].read_bytes() == made[0].written.docx
