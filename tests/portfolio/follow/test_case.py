"""What a case written from the book states, and what it says it lacks."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.reading import load_case
from legaldocs.case.vocabulary import Channel, Direction, Effect
from legaldocs.claim.ledger import open_claim
from legaldocs.core.errors import InputError, IntegrityError
from legaldocs.job import build
from legaldocs.law.lawbook import packaged
from legaldocs.portfolio.follow.case_folder import write_case
from legaldocs.portfolio.follow.said import Said, letter_rows
from legaldocs.portfolio.place import book_folder
from legaldocs.portfolio.store import opened
from tests.portfolio.follow.made_books import (
    DAY,
    OWED,
    PAID,
    TWO,
    answer,
    case_of,
    contract,
    dispute,
    kept,
    letter,
    made,
    promise,
    talk,
)
from tests.portfolio.ledgers import YI, take

if TYPE_CHECKING:
    from pathlib import Path

PDF = b"%PDF-1.4\n%%EOF\n"
CREDITOR = """\
creditor:
  name: 苏州甲设备有限公司
  address: 苏州某路1号
  representative: 顾某
  account: {holder: 苏州甲设备有限公司, bank: 某银行, number: "8110042"}
"""


def gaps(folder: Path) -> str:
    return (folder / "internal" / "缺什么.md").read_text(encoding="utf-8")


def codes(findings: object) -> list[str]:
    return [finding.code for finding in findings]  # type: ignore[attr-defined]


def test_payments_stand_where_the_book_matched_them(tmp_path: Path) -> None:
    # AR1 1000 less 400, then 300 of which 100 went back: 400 open. AR2 500, a red invoice of 60.
    # Nobody said what the 33 of SK4 are for: by law they pay AR1, which is due.
    book = made(
        tmp_path,
        应收=[*TWO, [YI, "AR3", "HT-1", -60, "2026-08-31", "F3", "2026-08-01"]],
        回款=[
            PAID,
            [YI, "SK1", "2026-07-10", 400, "AR1"],
            [YI, "SK2", "2026-07-11", 300, "AR1"],
            [YI, "SK3", "2026-07-12", -100, "AR1"],
            [YI, "SK4", "2026-08-02", 33, ""],
        ],
    )
    (made_case,) = case_of(book)
    case = load_case(made_case.folder)
    assert [(row.amount, row.towards, row.reference) for row in case.payments] == [
        (Decimal("400.00"), "发票 F1", "SK1"),
        (Decimal("200.00"), "发票 F1", "SK2"),
        (Decimal("33.00"), "", "SK4"),
    ]
    assert [(row.amount, row.reason) for row in case.credits] == [(Decimal("60.00"), "红字发票 F3")]
    # 1000 + 500 - 600 - 33 - 60 = 807.
    claim = open_claim(case, DAY, packaged())
    assert claim.principal == Decimal("807.00")
    assert codes(made_case.findings) == ["LD-FOLLOW-UNMATCHED"]
    assert "33.00 元" in made_case.findings[0].message
    assert "回款 SK2 有 100.00 元后来退回或者冲销" in gaps(made_case.folder)


def test_one_receipt_may_pay_two_parts(tmp_path: Path) -> None:
    paid = [
        PAID,
        [YI, "SK1", "2026-07-10", 400, "AR1"],
        [YI, "SK1", "2026-07-10", 100, "AR2"],
    ]
    (made_case,) = case_of(made(tmp_path, 应收=TWO, 回款=paid))
    case = load_case(made_case.folder)
    assert [(row.towards, row.reference) for row in case.payments] == [
        ("发票 F1", "SK1"),
        ("发票 F2", "SK1（发票 F2）"),
    ]
    assert [
        part.outstanding for part in open_claim(case, DAY, packaged()).accounts[0].instalments
    ] == [
        Decimal("600.00"),
        Decimal("400.00"),
    ]


def test_a_contract_whose_price_is_known_stands_whole(tmp_path: Path) -> None:
    paid = [PAID, [YI, "SK1", "2026-06-30", 1000, "AR1"]]
    book = made(tmp_path, 应收=TWO, 回款=paid)
    (open_only,) = case_of(book, out=tmp_path / "open")
    assert [row.name for row in load_case(open_only.folder).contracts[0].instalments] == ["发票 F2"]
    other = made(tmp_path / "other", 应收=TWO, 回款=paid)
    contract(other, "HT-1", {"name": "设备买卖合同"}, price_fen=150000, kind="买卖")
    (whole,) = case_of(other)
    (found,) = load_case(whole.folder).contracts
    assert (found.price, found.name) == (Decimal("1500.00"), "设备买卖合同")
    assert [row.name for row in found.instalments] == ["发票 F1", "发票 F2"]


def test_terms_people_and_guarantees_are_stated(tmp_path: Path) -> None:
    book = made(tmp_path, 应收=TWO)
    (book.path / "book.yaml").write_text(f"name: 甲公司\n{CREDITOR}", encoding="utf-8")
    take(
        book,
        客户=[["客户名称", "统一社会信用代码", "住所", "法定代表人", "联系人", "电话"],
             [YI, "91420115MA0042XN2M", "武汉某路2号", "罗某", "程某", "027-1"]],
    )  # fmt: skip
    terms = {
        "late_payment": {"rate": "0.05%/day", "clause": "第9条"},
        "court": "苏州某区人民法院",
        "service_address": "武汉某路3号",
        "customer_size": "大型",
        "guarantees": [{"guarantor": "罗某", "signed_on": "2026-05-01", "form": "连带责任保证"}],
    }
    contract(book, "HT-1", terms, signed_on=dt.date(2026, 5, 1))
    (made_case,) = case_of(book_folder(book.path))
    case = load_case(made_case.folder)
    assert (case.creditor.name, case.creditor.representative) == ("苏州甲设备有限公司", "顾某")
    debtor = case.debtor
    assert (debtor.uscc, debtor.contact, debtor.size) == ("91420115MA0042XN2M", "程某", "大型")
    assert debtor.service_address == "武汉某路3号"
    (found,) = case.contracts
    assert found.late_payment is not None
    assert (found.late_payment.rate, found.court) == ("0.05%/day", "苏州某区人民法院")
    assert [(row.guarantor, row.covers) for row in case.guarantees] == [("罗某", ("HT-1",))]
    said = gaps(made_case.folder)
    assert "合同 HT-1：合同原件" in said
    assert "送达条款" in said
    assert "逾期付款条款" not in said


def test_what_was_said_is_stated_with_its_files(tmp_path: Path) -> None:
    book = made(tmp_path, 应收=TWO)
    sent = letter(book, dt.date(2026, 9, 1), "催告函", tracking="SF1", pay_by=dt.date(2026, 9, 15),
                  result="送达", arrived_on=dt.date(2026, 9, 3))  # fmt: skip
    file = kept(book, "函.pdf", PDF)
    talk(book, dt.date(2026, 9, 1), "催告函", channel="快递", task_id=sent, **file)
    called = talk(book, dt.date(2026, 9, 20), "说下月付")
    promise(book, called, dt.date(2026, 10, 15), 50000)
    dispute(book, dt.date(2026, 10, 1), "有两台没有调试", amount_fen=20000, contact_id=called)
    talk(book, dt.date(2026, 10, 5), "没有接电话")
    (made_case,) = case_of(book)
    case = load_case(made_case.folder)
    rows = [(row.sent_on.isoformat(), row.direction, row.effect) for row in case.communications]
    assert rows == [
        ("2026-09-01", Direction.SENT, Effect.DEMAND),
        ("2026-09-20", Direction.RECEIVED, Effect.PROMISE),
        ("2026-10-01", Direction.RECEIVED, Effect.DISPUTE),
        ("2026-10-05", Direction.SENT, Effect.OTHER),
    ]
    demand, promised, disputed, _ = case.communications
    assert (demand.arrived_on, demand.tracking) == (dt.date(2026, 9, 3), "SF1")
    assert demand.file == ("communications/imports/函.pdf",)
    assert (made_case.folder / demand.file[0]).read_bytes() == PDF
    assert [(row.due_on, row.amount) for row in promised.promised] == [
        (dt.date(2026, 10, 15), Decimal("500.00"))
    ]
    assert disputed.objection is not None
    assert (disputed.channel, disputed.objection.amount) == (Channel.PHONE, Decimal("200.00"))
    assert open_claim(case, DAY, packaged()).disputed == Decimal("200.00")
    assert "1 条我方的联络没有写性质" in gaps(made_case.folder)
    # The arrival is in the book, and its receipt is not.
    assert "1 封函件送达的证明" in gaps(made_case.folder)


LETTER = {
    "id": 1, "step": "律师函", "letter": "律师函", "channel": "快递", "result": "拒收",
    "sent_on": dt.date(2026, 9, 1), "arrived_on": dt.date(2026, 9, 3), "pay_by": None,
    "tracking": "SF2", "address": "武汉某路1号",
}  # fmt: skip


def test_a_file_that_proves_the_arrival_is_its_proof() -> None:
    files = [
        {"task_id": 1, "kept_as": "imports/函.pdf", "proves": False},
        {"task_id": 1, "kept_as": "imports/退件.jpg", "proves": True},
        {"task_id": 2, "kept_as": "imports/别的.pdf", "proves": False},
    ]
    (row,) = letter_rows(LETTER, files, DAY, Said())
    assert (row["effect"], row["file"], row["proof"]) == (
        "律师函", ["imports/函.pdf"], ["imports/退件.jpg"],
    )  # fmt: skip
    # What came back has no day of arrival, but one of its return.
    assert (row["result"], row["returned_on"], row["address"]) == (
        "拒收", "2026-09-03", "武汉某路1号",
    )  # fmt: skip
    assert "arrived_on" not in row


def test_a_call_hands_over_no_letter() -> None:
    called = Said()
    (row,) = letter_rows({**LETTER, "channel": "电话", "result": ""}, [], DAY, called)
    assert (row["effect"], called.unproved) == ("其他催款", 0)
    assert [*letter_rows({**LETTER, "channel": ""}, [], DAY, called)] == []
    assert called.without_channel == 1


def test_later_facts_are_left_out(tmp_path: Path) -> None:
    book = made(tmp_path, 应收=TWO, 回款=[PAID, [YI, "SK1", "2026-09-10", 400, "AR1"]])
    letter(book, dt.date(2026, 9, 1), "催告函", result="送达", arrived_on=dt.date(2026, 9, 3))
    (made_case,) = case_of(book, dt.date(2026, 9, 2))
    case = load_case(made_case.folder)
    assert case.payments == ()
    assert [(row.arrived_on, row.result) for row in case.communications] == [(None, None)]


def test_a_confirmed_balance_that_fits_is_a_statement(tmp_path: Path) -> None:
    # On the last of August 1000 - 400 + 500 = 1100 were open, as the statement says.
    book = made(tmp_path, 应收=TWO, 回款=[PAID, [YI, "SK1", "2026-07-10", 400, "AR1"],
                                        [YI, "SK2", "2026-09-10", 500, "AR2"]])  # fmt: skip
    answer(book, dt.date(2026, 7, 31), 60000, "无误", kept(book, "七月.pdf", PDF))
    answer(book, dt.date(2026, 8, 31), 110000, "已签章", kept(book, "八月.pdf", PDF))
    answer(book, dt.date(2026, 9, 30), 60001, "不符", kept(book, "九月.pdf", PDF))
    (made_case,) = case_of(book)
    case = load_case(made_case.folder) if not codes(made_case.findings) else None
    assert case is None  # how the objection came is not known: a person fills it in
    path = made_case.folder / "case.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("请填写方式", "快递"), encoding="utf-8"
    )
    case = load_case(made_case.folder)
    (statement,) = case.statements
    assert (statement.balance, statement.confirmed_by) == (Decimal("1100.00"), "程某")
    assert statement.file == ("statements/imports/八月.pdf",)
    assert [row.title for row in case.other_evidence] == [
        "截至2026年7月31日的对账回执（DZ20260731）"
    ]
    assert [row.effect for row in case.communications] == [Effect.DISPUTE]
    # AR2 was paid since, and stands in the case because the statement is about it too.
    assert open_claim(case, DAY, packaged()).principal == Decimal("600.00")


def test_a_confirmed_balance_that_does_not_fit_is_evidence_only(tmp_path: Path) -> None:
    book = made(tmp_path, 应收=TWO)
    answer(book, dt.date(2026, 8, 31), 149900, "无误", kept(book, "八月.pdf", PDF))
    (made_case,) = case_of(book)
    case = load_case(made_case.folder)
    assert case.statements == ()
    assert [row.file for row in case.other_evidence] == [("other/imports/八月.pdf",)]
    assert "截至 2026-08-31 的对账单载明 1,499.00 元" in gaps(made_case.folder)


def test_an_answer_without_a_file_is_a_gap(tmp_path: Path) -> None:
    book = made(tmp_path, 应收=TWO)
    answer(book, dt.date(2026, 7, 31), 100000, "无误", {"kept_as": "", "sha256": ""})
    answer(book, dt.date(2026, 8, 31), 150000, "无误", {"kept_as": "", "sha256": ""})
    (made_case,) = case_of(book)
    case = load_case(made_case.folder)
    assert [row.balance for row in case.statements] == [Decimal("1500.00")]
    assert case.other_evidence == ()
    assert "对账单 DZ20260731 的回执（账册里没有文件）" in gaps(made_case.folder)


def test_a_balance_below_zero_is_no_statement(tmp_path: Path) -> None:
    book = made(tmp_path, 应收=TWO)
    answer(book, dt.date(2026, 4, 30), -5000, "无误", kept(book, "四月.pdf", PDF))
    (made_case,) = case_of(book)
    assert load_case(made_case.folder).statements == ()


def test_an_objection_that_nobody_noted_the_way_of(tmp_path: Path) -> None:
    book = made(tmp_path, 应收=TWO)
    dispute(book, dt.date(2026, 9, 1), "数量", amount_fen=100, settled_on=dt.date(2026, 9, 9))
    (settled,) = case_of(book)
    assert load_case(settled.folder).communications == ()
    assert "1 次已经解决的异议没有记怎样提出的" in gaps(settled.folder)
    # One that is open must not be lost: a person says how it came before anything is made.
    dispute(book, dt.date(2026, 10, 1), "质量")
    (again,) = case_of(book)
    assert codes(again.findings) == ["LD-CASE-PLACEHOLDER"]


def test_a_dispute_without_a_sum_is_over_the_whole(tmp_path: Path) -> None:
    book = made(tmp_path, 应收=TWO)
    for day, amount in ((1, None), (2, 1)):
        on = dt.date(2026, 10, day)
        said = talk(book, on, "质量", channel="电话", direction="收到")
        dispute(book, on, "质量", amount_fen=amount, contact_id=said)
    (case,) = case_of(book)
    found = [row.objection for row in load_case(case.folder).communications]
    assert [one.amount for one in found if one] == [None, Decimal("0.01")]


def test_an_original_that_was_changed_since_stops_the_case(tmp_path: Path) -> None:
    book = made(tmp_path, 应收=TWO)
    talk(book, dt.date(2026, 9, 1), "录音", **kept(book, "录音.mp3", b"ID3 one"))
    (book.path / "imports" / "录音.mp3").write_bytes(b"ID3 two")
    with pytest.raises(IntegrityError, match="原件与账册收进来的时候不同"):
        case_of(book)
    assert not (book.path / "cases").exists() or not [*(book.path / "cases").glob("[!.]*")]


def test_nothing_owed_is_no_case(tmp_path: Path) -> None:
    book = made(tmp_path, 应收=TWO)
    with pytest.raises(InputError, match="没有未收的应收款"):
        case_of(book, dt.date(2026, 1, 1))


def test_contracts_with_different_forums_are_different_cases(tmp_path: Path) -> None:
    rows = [OWED, [YI, "AR1", "HT-1", 1000, "2026-06-30", "", ""],
            [YI, "AR2", "HT-2", 500, "2026-06-30", "", ""]]  # fmt: skip
    book = made(tmp_path, 应收=rows)
    contract(book, "HT-1", {"court": "苏州某区人民法院"})
    contract(book, "HT-2", {"arbitration": "上海仲裁委员会"})
    cases = case_of(book)
    assert [load_case(one.folder).contracts[0].number for one in cases] == ["HT-1", "HT-2"]
    assert [one.became for one in case_of(book)] == ["没有变化", "没有变化"]
    # Which of the two the next receipt pays, nobody knows: neither case is stated with it.
    take(book, 回款=[PAID, [YI, "SK1", "2026-07-10", 400, ""]])
    with pytest.raises(InputError, match=r"有 400\.00 元回款没有写明付的是哪一笔"):
        case_of(book)


def test_one_contract_alone_may_be_asked_for(tmp_path: Path) -> None:
    rows = [OWED, [YI, "AR1", "HT-1", 1000, "2026-06-30", "", ""],
            [YI, "AR2", "HT-2", 500, "2026-06-30", "", ""]]  # fmt: skip
    book = made(tmp_path, 应收=rows)
    (made_case,) = case_of(book, contracts=("ht-2",))
    assert [row.number for row in load_case(made_case.folder).contracts] == ["HT-2"]
    with pytest.raises(InputError, match="没有这份合同的未收应收款"):
        case_of(book, contracts=("HT-9",))


def test_interest_that_is_paid_first_is_said_to_the_fen(tmp_path: Path) -> None:
    # 1,000 at 0.05 % a day from July 1st to 9th, nine days: 4.50, which the 400 pay first.
    paid = [PAID, [YI, "SK1", "2026-07-10", 400, "AR1"]]
    book = made(tmp_path, 应收=TWO, 回款=paid)
    contract(book, "HT-1", {"late_payment": {"rate": "0.05%/day", "kind": "逾期利息"}})
    (made_case,) = case_of(book)
    (finding,) = made_case.findings
    assert finding.code == "LD-FOLLOW-BALANCE"
    assert "本金 1,104.50 元，账册 1,100.00 元" in finding.message
    assert "先抵了利息或者费用 4.50 元" in finding.message


def test_a_rate_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    book = made(tmp_path, 应收=TWO)
    contract(book, "HT-1", {"late_payment": {"rate": "看情况"}})
    (made_case,) = case_of(book)
    assert [finding.severity for finding in made_case.findings] == ["error"]


def test_a_waived_late_charge_is_never_claimed(tmp_path: Path) -> None:
    book = made(tmp_path, 应收=TWO)
    contract(book, "HT-1", {"waives_late_charge": "是"})
    (made_case,) = case_of(book)
    assert codes(made_case.findings) == ["LD-CASE-PLACEHOLDER"]
    assert "免除了逾期付款责任" in gaps(made_case.folder)


def test_a_day_without_law_is_said(tmp_path: Path) -> None:
    rows = [OWED, [YI, "AR1", "HT-1", 1000, "1985-06-30", "", ""]]
    (made_case,) = case_of(made(tmp_path, 应收=rows))
    assert codes(made_case.findings) == ["LD-FOLLOW-LEDGER"]


def test_same_book_and_day_make_the_same_bytes(tmp_path: Path) -> None:
    book = made(tmp_path, 应收=TWO, 回款=[PAID, [YI, "SK1", "2026-07-10", 400, "AR1"]])
    with opened(book) as store, store.reading() as connection:
        for name in ("one", "two"):
            write_case(connection, book, 1, DAY, tmp_path / name)
    one, two = (
        {
            path.relative_to(tmp_path / name): path.read_bytes()
            for path in (tmp_path / name).rglob("*")
            if path.is_file()
        }
        for name in ("one", "two")
    )
    assert one == two


def test_the_letters_of_a_case_can_be_built(tmp_path: Path) -> None:
    book = made(tmp_path, 应收=TWO)
    talk(book, dt.date(2026, 9, 1), "录音", **kept(book, "函.pdf", PDF))
    with opened(book) as store, store.reading() as connection:
        write_case(connection, book, 1, DAY, tmp_path / "case")
    built = build(tmp_path / "case", as_of=DAY, out=tmp_path / "out", only=["催告函"])
    assert [draft.title for draft in built.choice.made] == ["催告函"]
    assert built.matter.claim.principal == Decimal("1500.00")
