"""What is looked after beside the ladder: invoices, credit, and periods that end soon."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from legaldocs.case.vocabulary import Channel, Direction, Effect
from legaldocs.core.near import folded
from legaldocs.portfolio.credit.model import CreditReview
from legaldocs.portfolio.model import Receivable
from legaldocs.portfolio.plan.model import Contract
from legaldocs.portfolio.recording import recording
from legaldocs.portfolio.statement.model import AccountStatement, StatementAnswer
from legaldocs.portfolio.store import opened
from tests.portfolio.ledgers import YI, take

from .diary import (
    ARRIVED,
    CLERK,
    OWED,
    PAID,
    day,
    letter,
    listing,
    run,
    say,
    sqlite_book,
    steps,
)

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.portfolio.model import Kept
    from legaldocs.portfolio.place import BookFolder


@pytest.fixture
def book(tmp_path: Path) -> BookFolder:
    return sqlite_book(tmp_path / "book")


def put(book: BookFolder, model: type[Kept], **values: Any) -> int:
    with opened(book) as store, recording(store, CLERK) as entry:
        return entry.rows(model).make(values)


def found(book: BookFolder, on: str, step: str) -> list[tuple[str, str]]:
    return [(str(work.due_on), work.why) for work in listing(book, on).work if work.step == step]


def test_an_invoice_that_finance_has_not_confirmed_is_a_task_after_a_week(
    book: BookFolder,
) -> None:
    heading = ["客户名称", "应收单号", "发票号码", "应收金额", "到期日", "开票日期", "发票确认日期"]
    rows = [
        [YI, "AR1", "20260001", 100, "2026-12-31", "2026-06-01", ""],
        [YI, "AR2", "20260002", 70, "2026-12-31", "2026-06-01", "2026-06-10"],
        [YI, "AR3", "", 30, "2026-12-31", "2026-06-01", ""],
    ]
    take(book, 应收=[heading, *rows])
    assert found(book, "06-07", "确认发票") == []
    assert steps(book, "06-08") == ["确认发票 AR1,AR2 170 06-11"]  # nobody knew of the 10th yet
    assert steps(book, "06-10") == ["确认发票 AR1 100 06-13"]
    run(book, "06-10")
    take(
        book, 应收=[heading, [YI, "AR1", "20260001", 100, "2026-12-31", "2026-06-01", "2026-06-12"]]
    )
    assert steps(book, "06-12") == []
    assert run(book, "06-12").settled == 1


def test_credit_is_reviewed_after_a_year(book: BookFolder) -> None:
    take(book, 应收=[OWED, [YI, "AR1", "HT", 100, "2026-06-01"]])
    assert found(book, "06-20", "复查授信") == []
    put(book, CreditReview, customer_id=1, reviewed_on=day("2025-06-20"), who="许某")
    assert found(book, "06-19", "复查授信") == []
    assert found(book, "06-20", "复查授信") == [
        ("2026-07-04", "上次授信评定在 2025-06-20，满 365 天")
    ]
    run(book, "06-20")
    put(book, CreditReview, customer_id=1, reviewed_on=day("06-21"), who="许某")
    assert found(book, "06-21", "复查授信") == []


def test_the_same_sum_that_comes_again_is_asked_about_again(book: BookFolder) -> None:
    owed = [OWED, [YI, "AR1", "HT", 1000, "2026-12-01"]]
    take(book, 应收=owed, 回款=[PAID, [YI, "SK1", "2026-06-01", 500, ""]])
    assert run(book, "06-02").made["核对回款"] == 1
    assert run(book, "06-03").made["核对回款"] == 0
    take(book, 回款=[PAID, [YI, "SK1", "2026-06-01", 500, "AR1"]])
    assert run(book, "06-03").settled == 1
    take(book, 回款=[PAID, [YI, "SK2", "2026-07-01", 500, ""]])
    assert run(book, "07-02").made["核对回款"] == 1
    assert steps(book, "07-02") == ["核对回款  500 07-03"]


OLD = [OWED, [YI, "AR1", "HT-1", 1000, "2024-03-10"]]
"""Three years from the due day: 2027-03-10. 180 days before that is 2026-09-11."""


def test_limitation_is_three_years_from_the_due_day(book: BookFolder) -> None:
    take(book, 应收=OLD)
    assert found(book, "2026-09-10", "时效临近") == []
    why = "诉讼时效 2027-03-10 届满；已有证据的催告、承诺和对账都已计入"
    assert found(book, "2026-09-11", "时效临近") == [("2026-09-18", why)]
    assert found(book, "2027-03-11", "时效临近") == [
        ("2027-03-11", why.replace("届满；", "届满，已经过了；"))
    ]


def test_a_demand_that_arrived_starts_limitation_again(book: BookFolder, tmp_path: Path) -> None:
    take(book, 应收=OLD)
    proof = tmp_path / "签收.txt"
    proof.write_text("签收", encoding="utf-8")
    letter(book, "2025-05-06", kind=Effect.DEMAND, file=proof)
    # Without proof of arrival nothing starts again.
    letter(book, "2025-05-08", kind=Effect.DEMAND, result=ARRIVED)
    assert found(book, "2026-10-01", "时效临近")
    say(book, "2025-05-09", task=1, proof=proof, channel=Channel.COURIER, gist="签收")
    assert found(book, "2026-10-01", "时效临近") == []
    # Three years from the arrival: 2028-05-08; 180 days before: 2027-11-10.
    assert found(book, "2027-11-09", "时效临近") == []
    ((_, why),) = found(book, "2027-11-10", "时效临近")
    assert "2028-05-08" in why


TWO_CONTRACTS = [
    OWED,
    [YI, "AR1", "HT-1", 1000, "2024-03-10"],
    [YI, "AR2", "HT-2", 500, "2024-03-10"],
    [YI, "AR3", "HT-1", 200, "2024-03-10"],
]


def ends(book: BookFolder, on: str) -> dict[str, str]:
    """Return, by receivables, the day that the reason names."""
    return {
        ",".join(line.number for line in work.lines): work.why.split()[1]
        for work in listing(book, on).work
        if work.step == "时效临近"
    }


def test_a_letter_interrupts_for_the_contracts_it_named(book: BookFolder, tmp_path: Path) -> None:
    take(book, 应收=[OWED, TWO_CONTRACTS[1]])
    proof = tmp_path / "签收.txt"
    proof.write_text("签收", encoding="utf-8")
    letter(book, "2025-05-06", kind=Effect.DEMAND, file=proof)  # all that the book knew: AR1
    letter(book, "2025-05-08", kind=Effect.DEMAND, result=ARRIVED, proof=proof)
    take(book, 应收=TWO_CONTRACTS)
    # HT-2: three years from the due day. HT-1, AR3 as well: from the arrival, 2028-05-08.
    assert ends(book, "2026-10-01") == {"AR2": "2027-03-10"}
    assert ends(book, "2027-12-01") == {"AR1,AR3": "2028-05-08", "AR2": "2027-03-10"}


def test_a_promise_interrupts_for_what_it_named(book: BookFolder, tmp_path: Path) -> None:
    take(book, 应收=TWO_CONTRACTS)
    chat = tmp_path / "聊天.txt"
    chat.write_text("下周付", encoding="utf-8")
    said = {"promise": ("2026-02-10", 100), "channel": Channel.CHAT, "file": chat}
    say(book, "2026-02-02", receivable="AR2", **said)
    assert ends(book, "2026-10-01") == {"AR1,AR3": "2027-03-10"}
    say(book, "2026-02-03", **said)  # about all that is owed
    assert ends(book, "2026-10-01") == {}


@pytest.mark.parametrize(
    ("part", "on", "found"),
    [
        ("民事判决书第一项货款", "2026-06-08", {}),  # 181 days before
        ("民事判决书第一项货款", "2026-06-09", {"申请执行的期间": "2026-12-06"}),
        ("还款协议第一期", "2026-12-06", {}),  # a deed has limitation: three years, 2027-12-06
        ("还款协议第一期", "2027-06-09", {"诉讼时效": "2027-12-06"}),
    ],
)
def test_what_a_judgment_orders_is_to_be_enforced_in_two_years(
    part: str, on: str, found: dict[str, str], book: BookFolder
) -> None:
    take(book, 应收=[OWED, [YI, "AR1", "HT-1", 1, "2029-12-31"]])
    number = f"〔案件1〕{part.partition('第')[0]} 2024-11-26 之1"
    put(
        book, Receivable, customer_id=1, number=number, key=f"n:{folded(number)}", part=part,
        amount_fen=100_000, open_fen=100_000, due_on=day("2024-12-06"), contract_number="HT-1",
    )  # fmt: skip
    # Two years from 2024-12-06: 2026-12-06; 180 days before that: 2026-06-09.
    whys = [work.why for work in listing(book, on).work if work.step == "时效临近"]
    shown = {name: name in why and day_ in why for why in whys for name, day_ in found.items()}
    assert (len(whys), shown) == (len(found), dict.fromkeys(found, True))


def test_a_period_that_began_again_is_another_task(book: BookFolder, tmp_path: Path) -> None:
    take(book, 应收=OLD)
    assert run(book, "2026-10-01").made["时效临近"] == 1
    proof = tmp_path / "签收.txt"
    proof.write_text("签收", encoding="utf-8")
    letter(book, "2026-10-02", kind=Effect.DEMAND, file=proof)
    letter(book, "2026-10-04", kind=Effect.DEMAND, result=ARRIVED, proof=proof)
    assert run(book, "2026-10-05").settled >= 1
    assert found(book, "2026-10-05", "时效临近") == []
    # Three years from the arrival: 2029-10-04; 180 days before: 2029-04-07.
    assert run(book, "2029-04-07").made["时效临近"] == 1
    assert run(book, "2029-04-08").made["时效临近"] == 0


def test_a_promise_counts_where_its_file_is_kept(book: BookFolder, tmp_path: Path) -> None:
    take(book, 应收=OLD)
    say(book, "2026-02-01", promise=("2026-02-10", 100))
    assert found(book, "2026-10-01", "时效临近")  # a word on the telephone shows nothing
    chat = tmp_path / "聊天.txt"
    chat.write_text("下周付", encoding="utf-8")
    say(book, "2026-02-02", promise=("2026-02-10", 100), channel=Channel.CHAT, file=chat)
    assert found(book, "2026-10-01", "时效临近") == []
    ((_, why),) = found(book, "2028-12-01", "时效临近")
    assert "2029-02-02" in why


@pytest.mark.parametrize(("outcome", "counts"), [("无误", True), ("已签章", True), ("不符", False)])
def test_a_confirmed_statement_counts(outcome: str, counts: bool, book: BookFolder) -> None:  # noqa: FBT001
    take(book, 应收=OLD)
    statement = put(
        book, AccountStatement, customer_id=1, number="DZ1", from_on=day("2025-01-01"),
        to_on=day("2025-12-31"), opening_fen=0, closing_fen=100_000, made_on=day("2026-01-05"),
        content_sha256="a", code_sha256="b",
    )  # fmt: skip
    put(
        book, StatementAnswer, statement_id=statement, answered_on=day("2026-01-20"), way="扫描件",
        outcome=outcome, sha256="c", kept_as="imports/c.pdf",
    )  # fmt: skip
    assert (found(book, "2026-10-01", "时效临近") == []) is counts


def test_a_payment_without_a_slip_interrupts_nothing(book: BookFolder) -> None:
    take(book, 应收=OLD, 回款=[PAID, [YI, "SK1", "2026-01-10", 100, "AR1"]])
    assert [step for step in steps(book, "2026-10-01") if "时效" in step] == [
        "时效临近 AR1 900 10-08"
    ]


def test_what_is_older_than_the_law_data_is_left_to_a_lawyer(book: BookFolder) -> None:
    take(book, 应收=[OWED, [YI, "AR1", "HT-1", 1000, "2014-03-10"]])
    ((_, why),) = found(book, "2026-10-01", "时效临近")
    assert why == "到期日过早，诉讼时效由律师按当时的规定核对"


def test_a_guarantee_that_ends_soon_is_a_task(book: BookFolder) -> None:
    take(book, 应收=[OWED, [YI, "AR1", "HT-1", 1000, "2026-03-10"]])
    guarantee = {"guarantor": "丁某", "form": "连带责任保证", "signed_on": "2026-01-10"}
    terms = json.dumps({"guarantees": [guarantee]}, ensure_ascii=False)
    put(book, Contract, customer_id=1, key="1:ht-1", number="HT-1", terms=terms)
    # No period is agreed: six months from the due day, 2026-09-10; 60 days before: 2026-07-12.
    assert found(book, "07-11", "保证期间临近") == []
    ((due, why),) = found(book, "07-12", "保证期间临近")
    assert due == "2026-07-19"
    assert why.startswith("丁某的保证期间 2026-09-10 届满；")
    assert found(book, "09-11", "保证期间临近") == []


def test_a_dispute_in_writing_is_no_promise(book: BookFolder, tmp_path: Path) -> None:
    take(book, 应收=OLD)
    chat = tmp_path / "聊天.txt"
    chat.write_text("数量不足", encoding="utf-8")
    say(book, "2026-02-02", dispute="数量不足", direction=Direction.RECEIVED, file=chat)
    assert found(book, "2026-10-01", "时效临近")
