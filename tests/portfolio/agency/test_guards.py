"""What stands against placing a debt is named, and only then."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import Channel
from legaldocs.law.lawbook import packaged
from legaldocs.portfolio.agency.engaging import accept, close, place
from legaldocs.portfolio.agency.guards import check, check_creditor, limitation_end
from legaldocs.portfolio.agency.registry import AgencyCard, engagement_named, put
from legaldocs.portfolio.agency.situation import situation
from legaldocs.portfolio.agency.vocabulary import AgencyKind
from legaldocs.portfolio.follow.model import BookCase, BookCaseItem
from legaldocs.portfolio.model import Customer
from legaldocs.portfolio.naming import customer_named, receivable_named
from legaldocs.portfolio.recording import recording
from legaldocs.portfolio.store import opened
from tests.portfolio.agency.engaged import (
    COLLECTOR,
    DEBTS,
    FIRM,
    NUMBER,
    PLACED,
    TEN_PERCENT,
    UNTIL,
    day,
    dispute,
    propose,
    registered,
    terms_of,
    with_creditor,
)
from tests.portfolio.day.diary import say
from tests.portfolio.ledgers import OWED, WANG, YI, take

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import Any

    from legaldocs.portfolio.place import BookFolder
    from legaldocs.portfolio.store import Store

USUAL = {"LD-AGENCY-REGISTRATION": "warning"}


def found(  # noqa: PLR0913 - one parameter a choice of the test
    ledger: BookFolder,
    agency: str = COLLECTOR,
    terms: str = "percent: 10%\n",
    debts: Sequence[Sequence[Any]] = DEBTS,
    before: Callable[[Store], object] | None = None,
    on: dt.date = PLACED,
    *,
    case_known: bool = False,
) -> dict[str, str]:
    """Return code and severity of what is found on the day of placing."""
    book = with_creditor(ledger)
    take(book, 应收=[OWED, *debts])
    with opened(book) as store:
        registered(store)
        put(store, AgencyCard(name="江城讨债有限公司", kind=AgencyKind.COLLECTOR), WANG)
        put(store, AgencyCard(name="某所", kind=AgencyKind.LAW_FIRM), WANG)
        propose(book, store, terms, agency)
        if before:
            before(store)
        with store.reading() as connection:
            seen = situation(connection, engagement_named(connection, NUMBER), on)
        return {one.code: one.severity for one in check(seen, packaged(), case_known=case_known)}


def test_an_ordinary_agency_is_warned_of_the_notices_alone(ledger: BookFolder) -> None:
    assert found(ledger) == USUAL


def test_an_ordinary_law_firm_is_clear(ledger: BookFolder) -> None:
    assert found(ledger, FIRM) == {}


def test_a_debt_collecting_company_and_one_without_a_register_are_refused(
    ledger: BookFolder,
) -> None:
    assert found(ledger, "江城讨债有限公司") == {
        **USUAL, "LD-AGENCY-DEBT-COMPANY": "error", "LD-AGENCY-UNREGISTERED": "error",
    }  # fmt: skip


def test_a_law_firm_needs_its_licence_and_says_its_limits(ledger: BookFolder) -> None:
    risk = "percent: 10%\nno_cure_no_pay: 是\n"
    assert found(ledger, "某所", risk) == {
        "LD-AGENCY-LAW-FIRM": "error", "LD-AGENCY-LAWYER-FEE": "warning",
    }  # fmt: skip


def test_unusual_terms_are_named(ledger: BookFolder) -> None:
    terms = "percent: 50.5%\nagent_account: {holder: 甲, bank: 乙, number: '1'}\n"
    assert found(ledger, terms=terms) == {
        **USUAL, "LD-AGENCY-RATE": "warning", "LD-AGENCY-ACCOUNT": "warning",
    }  # fmt: skip


def test_what_is_disputed_is_named_until_it_is_settled(ledger: BookFolder) -> None:
    def raised(store: Store) -> None:
        dispute(store, "2026-08-01", "数量不符", 100)
        dispute(store, "2026-09-20", "后来提出的")

    assert found(ledger, before=raised) == {**USUAL, "LD-AGENCY-DISPUTE": "warning"}


def test_a_debt_that_another_agency_has_is_refused(ledger: BookFolder) -> None:
    def placed(store: Store) -> None:
        propose(ledger, store, number="WT-0", numbers=("AR1",))
        accept(store, "WT-0", day("2026-09-02"), WANG)
        place(store, "WT-0", day("2026-09-03"), UNTIL, WANG)

    assert found(ledger, before=placed) == {**USUAL, "LD-AGENCY-TWICE": "error"}


def test_a_debt_that_another_has_past_the_day_is_refused(ledger: BookFolder) -> None:
    def over(store: Store) -> None:
        propose(ledger, store, number="WT-0", numbers=("AR1",))
        accept(store, "WT-0", day("2026-09-02"), WANG)
        place(store, "WT-0", day("2026-09-03"), UNTIL, WANG)
        close(store, "WT-0", day("2026-09-11"), "结束", WANG)

    assert found(ledger, before=over) == {**USUAL, "LD-AGENCY-TWICE": "error"}


def test_a_debt_that_another_has_given_back_is_free(ledger: BookFolder) -> None:
    def over(store: Store) -> None:
        propose(ledger, store, number="WT-0", numbers=("AR1",))
        accept(store, "WT-0", day("2026-09-02"), WANG)
        place(store, "WT-0", day("2026-09-03"), UNTIL, WANG)
        close(store, "WT-0", PLACED, "结束", WANG)

    assert found(ledger, before=over) == USUAL


def a_case(store: Store, *numbers: str, state: str = "办理中") -> None:
    with recording(store, WANG) as entry:
        customer = customer_named(entry.connection, YI)
        values = {
            "customer_id": customer["id"], "folder": "cases/乙", "made_on": day("2026-08-20"),
            "state": state,
        }  # fmt: skip
        made = entry.rows(BookCase).make(values)
        for number in numbers:
            about = receivable_named(entry.connection, number)["id"]
            entry.rows(BookCaseItem).make({"book_case_id": made, "receivable_id": about})


def test_a_debt_that_a_lawyer_sues_for_is_not_placed_in_silence(ledger: BookFolder) -> None:
    assert found(ledger, before=lambda store: a_case(store, "AR1")) == {
        **USUAL, "LD-AGENCY-CASE": "error",
    }  # fmt: skip


def test_it_is_placed_when_the_lawyer_knows(ledger: BookFolder) -> None:
    assert found(ledger, before=a_case, case_known=True) == {**USUAL, "LD-AGENCY-CASE": "warning"}


def test_a_case_that_is_over_does_not_matter(ledger: BookFolder) -> None:
    assert found(ledger, before=lambda store: a_case(store, state="已了结")) == USUAL


def test_a_person_is_protected(ledger: BookFolder) -> None:
    def is_person(store: Store) -> None:
        with recording(store, WANG) as entry:
            customer = customer_named(entry.connection, YI)
            entry.rows(Customer).change(customer, {"kind": "自然人"})

    assert found(ledger, before=is_person) == {**USUAL, "LD-AGENCY-PERSON": "warning"}


def test_limitation_is_named_when_it_is_near_or_past(ledger: BookFolder) -> None:
    # due on 2023-10-31: three years end on 2026-10-31, within 90 days of the placing
    debts = [[YI, "AR1", "", 100, "2023-10-31"], [YI, "AR2", "", 100, "2024-02-01"]]
    assert found(ledger, debts=debts) == {**USUAL, "LD-AGENCY-LIMITATION": "warning"}


def test_limitation_counts_what_the_book_has_evidence_of(
    ledger: BookFolder, tmp_path: Path
) -> None:
    """Due on 2023-09-30; promised in a chat on 2026-02-02: three years from then, 2029-02-02."""
    chat = tmp_path / "chat.txt"
    chat.write_text("下月付清", encoding="utf-8")

    def said(_store: Store) -> None:
        promised = ("2026-03-01", Decimal(100))
        say(ledger, "2026-02-02", promise=promised, channel=Channel.CHAT, file=chat, gist="承诺")

    debts = [[YI, "AR1", "", 100, "2023-09-30"]]
    assert found(ledger, debts=debts, before=said) == USUAL
    with opened(ledger) as store, store.reading() as connection:
        seen = situation(connection, engagement_named(connection, NUMBER), PLACED)
        before = situation(connection, engagement_named(connection, NUMBER), day("2026-02-01"))
    assert str(limitation_end(seen, day("2023-09-30"))) == "2029-02-02"
    assert str(limitation_end(before, day("2023-09-30"))) == "2026-09-30"


def test_limitation_that_began_before_the_law_data_is_left_to_a_lawyer(ledger: BookFolder) -> None:
    assert found(ledger, debts=[[YI, "AR1", "", 100, "2014-01-01"]]) == {
        **USUAL, "LD-AGENCY-LIMITATION": "warning",
    }  # fmt: skip
    with opened(ledger) as store, store.reading() as connection:
        seen = situation(connection, engagement_named(connection, NUMBER), PLACED)
    assert limitation_end(seen, day("2014-01-01")) is None


def test_nothing_open_is_refused(ledger: BookFolder) -> None:
    assert found(ledger, debts=DEBTS[:1], on=day("2026-09-10")) == USUAL


def test_nothing_open_any_more_is_refused(ledger: BookFolder) -> None:
    paid = [["客户名称", "回款单号", "回款日期", "回款金额", "核销应收单号"],
            [YI, "R1", "2026-09-05", 100000, "AR1"]]  # fmt: skip
    seen = found(ledger, debts=DEBTS[:1], before=lambda _store: take(ledger, 回款=paid))
    assert seen == {**USUAL, "LD-AGENCY-NOTHING": "error"}


def test_what_the_papers_cannot_say_of_the_creditor_is_named(
    ledger: BookFolder, tmp_path: Path
) -> None:
    terms = terms_of(tmp_path, TEN_PERCENT)
    full = with_creditor(ledger).settings.creditor
    assert full is not None
    assert check_creditor(full, terms) == ()
    bare = dataclasses.replace(full, account=None, contact="", uscc="")
    (one,) = check_creditor(bare, terms)
    assert (one.code, one.message) == (
        "LD-AGENCY-CREDITOR", "协议和授权书里没有我方的收款账户、联系人、统一社会信用代码",
    )  # fmt: skip
