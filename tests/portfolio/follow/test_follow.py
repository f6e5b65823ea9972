"""After a deed or an instrument the book chases what it orders, to the fen and the day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from legaldocs.case.reading import load_case
from legaldocs.claim.ledger import open_claim
from legaldocs.law.lawbook import packaged
from legaldocs.portfolio import closing
from legaldocs.portfolio.export import write_book
from legaldocs.portfolio.fen import fen, yuan_of
from legaldocs.portfolio.history import broken_at
from legaldocs.portfolio.intake import import_files
from legaldocs.portfolio.model import Change
from legaldocs.portfolio.open_items import open_items, unmatched
from legaldocs.portfolio.store import opened
from tests.portfolio.follow.made_books import (
    DAY,
    PAID,
    SETTLED,
    TWO,
    case_of,
    follow,
    made,
    shown,
)
from tests.portfolio.ledgers import LATER, WANG, YI
from tests.portfolio.ledgers import take_later as take

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.law.lawbook import LawBook
    from legaldocs.portfolio.follow.following import Followed
    from legaldocs.portfolio.place import BookFolder

SIGNED = dt.date(2026, 11, 1)
BEFORE = [PAID, [YI, "SK1", "2026-07-10", 400, "AR1"]]
"""Of 1,500 there are 1,100 left, which the deed divides into 600 and 500."""
LAST = dt.date(2026, 12, 10)
JUDGED = """
procedure:
  judgment:
    kind: 判决书
    issuer: 某法院
    number: （2026）某民初1号
    issued_on: 2026-11-05
    effective_on: 2026-11-20
    sums:
    - {name: 货款, amount: 1100.00, perform_by: 2026-11-30}
    - {name: 违约金, amount: 55.00, perform_by: 2026-12-15}
"""


QUICK = tuple(phase for phase in Phase if phase is not Phase.shrink)
"""An example costs half a second: shrinking one would take minutes."""
days = st.integers(1, 45).map(lambda number: SIGNED + dt.timedelta(days=number))
later = st.lists(
    st.tuples(days, st.integers(1, 60_000), st.sampled_from(["", "AR1", "AR2"])), max_size=5
)


@given(later, st.integers(2, 60).map(lambda number: SIGNED + dt.timedelta(days=number)))
@settings(deadline=None, max_examples=25, phases=QUICK)
def test_book_and_deed_leave_the_same(
    tmp_path_factory: pytest.TempPathFactory, paid: Any, as_of: dt.date
) -> None:
    book, law = made(tmp_path_factory.mktemp("book"), 应收=TWO, 回款=BEFORE), packaged()
    folder = settled(book)
    follow(book, law, SIGNED)
    rows = [
        [YI, f"NEW{number}", str(day), str(yuan_of(amount)), to]
        for number, (day, amount, to) in enumerate(paid)
    ]
    take(book, 回款=[PAID, *BEFORE[1:], *rows])
    case_of(book, as_of)
    (done,) = follow(book, law, as_of)
    assert codes(done) in ([], ["LD-FOLLOW-BESIDE"])
    assert (done.book_fen, done.left_fen) == (owed(folder, as_of, law),) * 2
    came = sum(amount for day, amount, _ in paid if day <= as_of)
    with opened(book) as store, store.reading() as connection:
        loose = unmatched(connection, as_of).get(1, 0)
    # Every fen that came in is on an instalment, or nobody says what for.
    assert 110000 - done.book_fen + loose == came
    before = changes(book)
    take(book, 回款=[PAID, *BEFORE[1:], *rows])
    assert (follow(book, law, as_of)[0].changed, changes(book)) == ([], before)


@pytest.fixture
def law() -> LawBook:
    return packaged()


def settled(book: BookFolder, text: str = "") -> Path:
    """Write the case, and what a person adds to it."""
    (case,) = case_of(book)
    path = case.folder / "case.yaml"
    added = text or SETTLED.format(signed_on=SIGNED)
    path.write_text(path.read_text(encoding="utf-8") + added, encoding="utf-8")
    return case.folder


def codes(done: Followed) -> list[str]:
    return [finding.code for finding in done.findings]


def changes(book: BookFolder) -> int:
    """Return how many changes the book has noted in all."""
    with opened(book) as store, store.reading() as connection:
        return connection.scalar(select(func.max(Change.id))) or 0


def owed(folder: Path, as_of: dt.date, law: LawBook) -> int:
    """Return the principal that the case states, due and not due, in fen."""
    claim = open_claim(load_case(folder), as_of, law)
    return fen(claim.principal + claim.not_due)


def test_a_deed_takes_the_place_of_what_it_divides(
    make_book: Callable[..., BookFolder], law: LawBook
) -> None:
    book = make_book()
    take(book, 应收=TWO, 回款=BEFORE)
    folder = settled(book)
    (done,) = follow(book, law)
    assert (done.was, done.state, done.what) == ("办理中", "已和解", "还款协议")
    assert (done.left_fen, done.book_fen, codes(done)) == (110000, 110000, [])
    assert [row[1:] for row in shown(book)] == [
        ("还款协议第一期", 60000, "2026-12-15"),
        ("还款协议第二期", 50000, "2027-01-15"),
    ]
    # Before it was signed the old receivables stood.
    day_before = SIGNED - dt.timedelta(days=1)
    assert [(row[0], row[2]) for row in shown(book, day_before)] == [("AR1", 60000), ("AR2", 50000)]
    assert owed(folder, DAY, law) == 110000
    (again,) = follow(book, law)
    assert (again.changed, codes(again)) == ([], [])


def test_money_since_the_deed_pays_its_instalments(tmp_path: Path, law: LawBook) -> None:
    book = made(tmp_path, 应收=TWO, 回款=BEFORE)
    folder = settled(book)
    follow(book, law)
    # The accounting software knows no deed: SK2 is booked on AR1, SK3 on nothing.
    later = [PAID, *BEFORE[1:], [YI, "SK2", "2026-11-20", 550, "AR1"],
             [YI, "SK3", "2026-12-05", 80, ""]]  # fmt: skip
    take(book, 回款=later)
    (behind,) = follow(book, law, LAST)
    assert (codes(behind), behind.changed) == (["LD-FOLLOW-BEHIND"], [])
    case_of(book, LAST)
    (done,) = follow(book, law, LAST)
    # 600 - 550 - 50 = 0; 500 - 30 = 470.
    assert [(row[1], row[2]) for row in shown(book, LAST)] == [("还款协议第二期", 47000)]
    assert owed(folder, LAST, law) == 47000
    assert (done.left_fen, done.book_fen, codes(done)) == (47000, 47000, [])
    assert [(row[1], row[2]) for row in shown(book, dt.date(2026, 11, 20))] == [
        ("还款协议第一期", 5000),
        ("还款协议第二期", 50000),
    ]
    # The same ledger again, and the case again: nothing moves.
    before = changes(book)
    take(book, 回款=later)
    assert changes(book) == before
    assert case_of(book, LAST)[0].became == "没有变化"
    assert follow(book, law, LAST)[0].changed == []
    with opened(book) as store, store.reading() as connection:
        assert unmatched(connection, LAST) == {}
        assert broken_at(connection) is None


def test_a_receipt_that_the_ledger_corrects_is_told_anew(tmp_path: Path, law: LawBook) -> None:
    book = made(tmp_path, 应收=TWO, 回款=BEFORE)
    folder = settled(book)
    take(book, 回款=[PAID, [YI, "SK2", "2026-11-20", 550, "AR1"]])
    case_of(book, LAST)
    follow(book, law, LAST)
    take(book, 回款=[PAID, [YI, "SK2", "2026-11-20", 450, "AR2"]])
    case_of(book, LAST)
    (done,) = follow(book, law, LAST)
    assert [row[2] for row in shown(book, LAST)] == [15000, 50000]
    assert (owed(folder, LAST, law), done.book_fen) == (65000, 65000)
    assert follow(book, law, LAST)[0].changed == []


def test_an_earlier_day_changes_nothing(tmp_path: Path, law: LawBook) -> None:
    book = made(tmp_path, 应收=TWO, 回款=BEFORE)
    settled(book)
    follow(book, law)
    (done,) = follow(book, law, SIGNED)
    assert (codes(done), done.changed, done.state) == (["LD-FOLLOW-EARLIER"], [], "已和解")


def test_what_comes_when_all_is_paid_is_nobodys(tmp_path: Path, law: LawBook) -> None:
    book = made(tmp_path, 应收=TWO, 回款=BEFORE)
    settled(book)
    paid = [PAID, [YI, "SK2", "2026-11-10", 1100, ""], [YI, "SK3", "2026-11-20", 7, "AR1"]]
    take(book, 回款=paid)
    case_of(book)
    (done,) = follow(book, law)
    assert (done.state, done.book_fen) == ("已了结", 0)
    with opened(book) as store, store.reading() as connection:
        assert unmatched(connection, DAY) == {1: 700}
    assert follow(book, law)[0].changed == []


def test_a_broken_deed_lets_the_rest_fall_due(tmp_path: Path, law: LawBook) -> None:
    book = made(tmp_path, 应收=TWO, 回款=BEFORE)
    settled(book)
    follow(book, law)
    follow(book, law, dt.date(2026, 12, 16))
    assert {row[3] for row in shown(book, dt.date(2026, 12, 16))} == {"2026-12-15"}


def test_payments_of_the_case_alone_are_listed_and_not_taken(tmp_path: Path, law: LawBook) -> None:
    book = made(tmp_path, 应收=TWO, 回款=BEFORE)
    folder = settled(book)
    path = folder / "case.yaml"
    text = path.read_text(encoding="utf-8")
    own = "payments:\n  - {paid_on: 2026-11-10, amount: 100.00, reference: 现金1}\n"
    path.write_text(text.replace("payments:\n", own), encoding="utf-8")
    (done,) = follow(book, law)
    assert codes(done) == ["LD-FOLLOW-PAYMENT", "LD-FOLLOW-DIFFERS"]
    assert "2026-11-10 100.00 元" in done.findings[0].message
    assert (done.left_fen, done.book_fen) == (100000, 110000)


def test_a_set_off_of_the_case_is_listed(tmp_path: Path, law: LawBook) -> None:
    book = made(tmp_path, 应收=TWO, 回款=BEFORE)
    text = "\ncredits:\n  - {agreed_on: 2026-11-10, amount: 100.00, set_off: 是, reason: 抵销}\n"
    settled(book, text)
    (done,) = follow(book, law)
    assert (done.state, codes(done)) == ("办理中", ["LD-FOLLOW-PAYMENT"])
    assert "抵销" in done.findings[0].message
    assert len(shown(book)) == 2


def test_a_judgment_takes_the_place_of_the_debts(tmp_path: Path, law: LawBook) -> None:
    book = made(tmp_path, 应收=TWO, 回款=BEFORE)
    settled(book, JUDGED)
    (early,) = follow(book, law, dt.date(2026, 11, 19))
    assert early.state == "办理中"
    take(book, 回款=[PAID, [YI, "SK2", "2026-11-22", 1120, "AR1"]])
    case_of(book)
    (done,) = follow(book, law)
    # 1100 + 55 - 1120 = 35 of the second sum.
    assert (done.state, done.what, done.left_fen, done.book_fen) == ("已判决", "判决书", 3500, 3500)
    assert [row[1:] for row in shown(book)] == [("判决书第二项违约金", 3500, "2026-12-15")]
    take(book, 回款=[PAID, [YI, "SK3", "2026-11-25", 35, ""]])
    case_of(book)
    (over,) = follow(book, law)
    assert (over.state, shown(book), codes(over)) == ("已了结", [], [])


def test_a_later_judgment_follows_the_deed(tmp_path: Path, law: LawBook) -> None:
    book = made(tmp_path, 应收=TWO, 回款=BEFORE)
    folder = settled(book)
    follow(book, law, dt.date(2026, 11, 2))
    path = folder / "case.yaml"
    path.write_text(path.read_text(encoding="utf-8") + JUDGED, encoding="utf-8")
    (done,) = follow(book, law)
    assert (done.was, done.state) == ("已和解", "已判决")
    assert [row[1:3] for row in shown(book)] == [
        ("判决书第一项货款", 110000),
        ("判决书第二项违约金", 5500),
    ]


def test_a_judgment_whose_sums_are_not_noted_changes_nothing(tmp_path: Path, law: LawBook) -> None:
    book = made(tmp_path, 应收=TWO, 回款=BEFORE)
    folder = settled(book)
    follow(book, law, dt.date(2026, 11, 2))
    path = folder / "case.yaml"
    bare = JUDGED.partition("    sums:")[0]
    path.write_text(path.read_text(encoding="utf-8") + bare, encoding="utf-8")
    (done,) = follow(book, law)
    assert (done.state, codes(done), done.changed) == ("已判决", ["LD-FOLLOW-NO-SUMS"], [])
    assert [row[2] for row in shown(book)] == [60000, 50000]


def test_a_case_whose_debt_is_paid_is_over_but_for_its_late_charge(
    tmp_path: Path, law: LawBook
) -> None:
    book = made(tmp_path, 应收=TWO, 回款=BEFORE)
    folder = settled(book, "\n# 没有协议\n")
    paid = [PAID, [YI, "SK2", "2026-11-02", 600, "AR1"], [YI, "SK3", "2026-11-02", 500, "AR2"]]
    take(book, 回款=paid)
    case_of(book)
    (done,) = follow(book, law)
    assert (done.state, codes(done), done.book_fen) == ("办理中", ["LD-FOLLOW-BESIDE"], 0)
    assert "本金已经付清，还有逾期付款损失" in done.findings[0].message
    assert owed(folder, DAY, law) == 0


def test_an_ended_case_with_something_open_is_said(tmp_path: Path, law: LawBook) -> None:
    book = made(tmp_path, 应收=TWO, 回款=BEFORE)
    ended = """
  enforcement: {court: 某法院, applied_on: 2026-11-21, ended_on: 2026-11-25, ended_by: 执行完毕}
"""
    settled(book, JUDGED + ended.lstrip("\n"))
    (done,) = follow(book, law)
    assert (done.state, codes(done)) == ("已了结", ["LD-FOLLOW-OPEN"])
    assert "1,155.00 元未收" in done.findings[0].message


def test_a_settlement_in_enforcement_is_chased_while_it_is_kept(
    tmp_path: Path, law: LawBook
) -> None:
    book = made(tmp_path, 应收=TWO, 回款=BEFORE)
    agreed = """
  enforcement:
    court: 某法院
    applied_on: 2026-11-21
    settlement:
      signed_on: 2026-11-24
      instalments:
      - {due_on: 2026-12-01, amount: 700.00}
      - {due_on: 2026-12-31, amount: 400.00}
"""
    settled(book, JUDGED + agreed.lstrip("\n"))
    (done,) = follow(book, law)
    assert (done.state, done.what, done.left_fen) == ("已和解", "执行和解协议", 110000)
    assert [row[1:] for row in shown(book)] == [
        ("执行和解协议第一期", 70000, "2026-12-01"),
        ("执行和解协议第二期", 40000, "2026-12-31"),
    ]
    # Broken: the judgment stands again, and nothing was paid on its 1,155.
    (broken,) = follow(book, law, dt.date(2026, 12, 2))
    assert (broken.state, broken.what, broken.book_fen) == ("已判决", "判决书", 115500)


def test_a_rescission_is_noted(tmp_path: Path, law: LawBook) -> None:
    book = made(tmp_path, 应收=TWO, 回款=BEFORE)
    settled(book, "\nrescission: {ground: 法定, contract: HT-1}\n")
    assert codes(follow(book, law)[0]) == ["LD-FOLLOW-RESCISSION"]


def test_a_deed_taken_back_brings_the_debts_back(tmp_path: Path, law: LawBook) -> None:
    book = made(tmp_path, 应收=TWO, 回款=BEFORE)
    folder = settled(book)
    take(book, 回款=[PAID, [YI, "SK2", "2026-11-20", 550, "AR1"]])
    case_of(book)
    follow(book, law)
    path = folder / "case.yaml"
    text = path.read_text(encoding="utf-8").replace(f"  signed_on: {SIGNED}\n", "", 1)
    path.write_text(text, encoding="utf-8")
    (done,) = follow(book, law)
    assert done.state == "办理中"
    # 1000 - 400 - 550 = 50.
    assert [(row[0], row[2]) for row in shown(book)] == [("AR1", 5000), ("AR2", 50000)]
    assert follow(book, law)[0].changed == []


def test_a_case_that_cannot_be_read_changes_nothing(tmp_path: Path, law: LawBook) -> None:
    book = made(tmp_path, 应收=TWO, 回款=BEFORE)
    folder = settled(book)
    (folder / "case.yaml").write_text("parties: [", encoding="utf-8")
    (done,) = follow(book, law)
    assert (codes(done), done.state) == (["LD-FOLLOW-UNREADABLE"], "办理中")
    assert [row[0] for row in shown(book)] == ["AR1", "AR2"]


def test_new_debts_beside_a_deed_make_a_case_of_their_own(tmp_path: Path, law: LawBook) -> None:
    book = made(tmp_path, 应收=TWO, 回款=BEFORE)
    settled(book)
    follow(book, law)
    more = [[*TWO[0]], [YI, "AR9", "HT-1", 90, "2026-11-20", "F9", "2026-11-10"]]
    take(book, 应收=more)
    old, new = case_of(book)
    assert (old.state, old.became, new.became) == ("已和解", "没有变化", "新建")
    assert [part.name for part in load_case(new.folder).contracts[0].instalments] == ["发票 F9"]


MORE = [TWO[0], [YI, "AR3", "HT-3", 300, "2026-10-31", "F3", "2026-10-01"]]
SK2 = [YI, "SK2", "2026-11-10", 620, "AR1"]
"""Pays the first instalment of 600 and 20 of the second."""


def two_cases(book: BookFolder, law: LawBook) -> Path:
    """Follow a case with a deed, then make a case of a later debt; return the latter's folder."""
    settled(book)
    take(book, 回款=[PAID, *BEFORE[1:], SK2])
    case_of(book)
    follow(book, law)
    take(book, 应收=MORE)
    return case_of(book)[1].folder


def test_a_second_case_leaves_what_the_first_made(tmp_path: Path, law: LawBook) -> None:
    book = made(tmp_path, 应收=TWO, 回款=BEFORE)
    two_cases(book, law)
    old, new = follow(book, law)
    # 600 + 500 - 620 = 480 of the deed; 300 of the new case.
    assert (old.left_fen, old.book_fen, codes(old)) == (48000, 48000, [])
    assert (new.book_fen, new.changed, codes(new)) == (30000, [], [])
    assert [row[1:3] for row in shown(book)] == [("", 30000), ("还款协议第二期", 48000)]
    before = changes(book)
    assert [one.changed for one in follow(book, law)] == [[], []]
    assert changes(book) == before


def test_the_deed_of_a_second_case_comes_and_goes(tmp_path: Path, law: LawBook) -> None:
    book = made(tmp_path, 应收=TWO, 回款=BEFORE)
    path = two_cases(book, law) / "case.yaml"
    plain = path.read_text(encoding="utf-8")
    deed = """
settlement:
  signed_on: 2026-11-12
  late_charge: 按期付清则免除
  instalments:
  - {due_on: 2026-12-20, amount: 300.00}
"""
    path.write_text(plain + deed, encoding="utf-8")
    sk3 = [YI, "SK3", "2026-11-20", 100, "AR3"]
    take(book, 回款=[PAID, *BEFORE[1:], SK2, sk3])
    case_of(book)
    old, new = follow(book, law)
    # 300 - 100 = 200 of the second deed; the first is as it was.
    assert (old.book_fen, old.left_fen, new.book_fen, new.left_fen) == (48000, 48000, 20000, 20000)
    before = changes(book)
    assert [one.changed for one in follow(book, law)] == [[], []]
    assert changes(book) == before
    text = path.read_text(encoding="utf-8").replace(deed, "")
    path.write_text(text, encoding="utf-8")
    old, new = follow(book, law)
    assert (old.book_fen, new.book_fen, new.state) == (48000, 20000, "办理中")
    assert next((row[0], row[2]) for row in shown(book)) == ("AR3", 20000)
    assert [one.changed for one in follow(book, law)] == [[], []]
    with opened(book) as store, store.reading() as connection:
        assert unmatched(connection, DAY) == {}


def test_what_one_deed_does_not_need_pays_the_other(tmp_path: Path, law: LawBook) -> None:
    book = made(tmp_path, 应收=TWO, 回款=BEFORE)
    path = two_cases(book, law) / "case.yaml"
    deed = (
        "\nsettlement: {signed_on: 2026-11-12, instalments: [{due_on: 2026-12-20, amount: 300}]}\n"
    )
    path.write_text(path.read_text(encoding="utf-8") + deed, encoding="utf-8")
    follow(book, law)
    # 620 + 487 - 1,100 = 7 more than the first deed asks for: 300 - 7 = 293.
    take(book, 回款=[PAID, *BEFORE[1:], SK2, [YI, "SK3", "2026-11-20", 487, "AR2"]])
    for _ in range(2):
        case_of(book)
        follow(book, law)
    before = changes(book)
    case_of(book)
    old, new = follow(book, law)
    assert (old.book_fen, new.book_fen, new.left_fen) == (0, 29300, 29300)
    assert (old.changed, new.changed, changes(book)) == ([], [], before)
    path.write_text(path.read_text(encoding="utf-8").replace(deed, ""), encoding="utf-8")
    follow(book, law)
    with opened(book) as store, store.reading() as connection:
        assert unmatched(connection, DAY) == {1: 700}
    assert [one.changed for one in follow(book, law)] == [[], []]


def bounce(book: BookFolder, number: str) -> None:
    with opened(book) as store:
        closing.close(store, "回款", number, dt.date(2026, 11, 20), "退票", WANG)


def test_a_receipt_that_bounced_pays_no_instalment(tmp_path: Path, law: LawBook) -> None:
    book = made(tmp_path, 应收=TWO, 回款=BEFORE)
    settled(book)
    take(book, 回款=[PAID, *BEFORE[1:], SK2])
    case_of(book)
    follow(book, law)
    assert [row[2] for row in shown(book)] == [48000]
    bounce(book, "SK2")
    (done,) = follow(book, law)
    # The case still counts it: 1,100 - 620 = 480; the book has all of 1,100 open.
    assert (done.left_fen, done.book_fen, done.changed) == (48000, 110000, [])
    # AR1 had taken 600 of it, and the case states the other 20 as a payment of its own.
    assert codes(done) == ["LD-FOLLOW-PAYMENT", "LD-FOLLOW-PAYMENT", "LD-FOLLOW-DIFFERS"]
    assert "2026-11-10 600.00 元" in done.findings[0].message
    assert "2026-11-10 20.00 元" in done.findings[1].message
    assert [row[2] for row in shown(book)] == [60000, 50000]


def test_a_receipt_that_bounced_is_listed_while_a_case_is_worked_on(
    tmp_path: Path, law: LawBook
) -> None:
    book = made(tmp_path, 应收=TWO, 回款=BEFORE)
    case_of(book)
    bounce(book, "SK1")
    (done,) = follow(book, law)
    assert (done.state, codes(done)) == ("办理中", ["LD-FOLLOW-PAYMENT"])
    assert "2026-07-10 400.00 元" in done.findings[0].message
    assert [row[2] for row in shown(book)] == [100000, 50000]


def test_an_export_that_comes_back_leaves_what_the_case_put_down(
    tmp_path: Path, law: LawBook
) -> None:
    """300 for AR1 and 3,000 for nothing said pay 600 and 500 of the deed: 2,200 are left.

    The tables that the book writes show it so, and say nothing else when they come back.
    """
    book = made(tmp_path, 应收=TWO, 回款=BEFORE)
    settled(book)
    follow(book, law, SIGNED)
    rows = [[YI, "SK2", "2026-11-10", 300, "AR1"], [YI, "SK3", "2026-11-12", 3000, ""]]
    take(book, 回款=[PAID, *BEFORE[1:], *rows])
    case_of(book, LAST)
    follow(book, law, LAST)

    def state() -> tuple[list[int], dict[int, int]]:
        with opened(book) as store, store.reading() as connection:
            items = [item.open_fen for item in open_items(connection, LAST)]
            return items, unmatched(connection, LAST)

    assert state() == ([], {1: 220000})
    file = tmp_path / "账册.xlsx"
    with opened(book) as store, store.reading() as connection:
        write_book(connection, file)
    done = import_files(book, [file], LATER)
    assert (done.changes, done.refused) == ([], [])
    assert state() == ([], {1: 220000})
