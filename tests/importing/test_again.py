"""The same rows again, changed rows, what a person edited, kills and two runs at once."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from legaldocs.case.reading import load_case
from legaldocs.core.errors import InputError

from .exports import HEAD, ROW, book, case_text, debts, imported, reasons, tree
from .test_cases import CODE, WORKBOOK

if TYPE_CHECKING:
    from pathlib import Path

NAME = ROW[0]
FOLDER = f"HT-1-{NAME}"
HEAD_MORE = [*HEAD, "电话"]
ROW_MORE = [*ROW, "027-1"]


def first(tmp_path: Path) -> Path:
    """Import one debt, and return its case file."""
    imported(tmp_path, debts(tmp_path, ROW_MORE, head=HEAD_MORE))
    return tmp_path / "out" / FOLDER / "case.yaml"


def again(tmp_path: Path, row: list[Any], **options: Any) -> Any:
    return imported(tmp_path, debts(tmp_path, row, head=HEAD_MORE), **options)


def changes(done: Any) -> list[tuple[str, str]]:
    return [(f.where, f.message) for f in done.findings if f.code == "LD-IMPORT-CHANGED"]


def test_the_same_rows_again_change_nothing(tmp_path: Path) -> None:
    file = book(tmp_path / "a.xlsx", WORKBOOK)
    imported(tmp_path, file)
    before = tree(tmp_path / "out")
    os.utime(file)
    for update in (False, True):
        done = imported(tmp_path, file, update=update)
        assert (done.made, done.unchanged, done.changed) == ([], 1, [])
        assert tree(tmp_path / "out") == before


def test_the_same_rows_in_another_order_and_file_change_nothing(tmp_path: Path) -> None:
    rows = [ROW_MORE, [NAME, "HT-2", 5, "", ""]]
    imported(tmp_path, debts(tmp_path, *rows, head=HEAD_MORE))
    before = tree(tmp_path / "out")
    file = book(
        tmp_path / "b.xlsx", {"台账二": [["标题"], HEAD_MORE[::-1], *(r[::-1] for r in rows[::-1])]}
    )
    assert imported(tmp_path, file).unchanged == 2
    assert tree(tmp_path / "out") == before


def test_a_renamed_folder_is_known_again(tmp_path: Path) -> None:
    case = first(tmp_path)
    case.parent.rename(tmp_path / "out" / "老王的案子")
    assert again(tmp_path, ROW_MORE).unchanged == 1


def test_a_case_moved_into_a_folder_of_its_own_is_known_again(tmp_path: Path) -> None:
    case = first(tmp_path)
    (tmp_path / "out/华东/2026").mkdir(parents=True)
    case.parent.rename(tmp_path / "out/华东/2026" / FOLDER)
    done = again(tmp_path, [NAME, "HT-1", 90000, "2026-06-30", "027-1"], update=True)
    assert (done.made, done.updated) == ([], [FOLDER])
    assert not (tmp_path / "out" / FOLDER).exists(), "the debtor would get two letters"
    moved = tmp_path / "out/华东/2026" / FOLDER / "case.yaml"
    assert "price: 90000.00" in moved.read_text(encoding="utf-8")


def test_a_copy_among_the_cases_is_asked_for(tmp_path: Path) -> None:
    case = first(tmp_path)
    shutil.copytree(case.parent, tmp_path / "out/备份" / FOLDER)
    before = tree(tmp_path / "out")
    done = again(tmp_path, [NAME, "HT-1", 90000, "2026-06-30", "027-1"], update=True)
    (reason,) = reasons(done)
    assert f"out/{FOLDER}" in reason
    assert f"备份/{FOLDER}" in reason
    assert tree(tmp_path / "out") == before
    shutil.rmtree(tmp_path / "out/备份")
    assert again(tmp_path, ROW_MORE).unchanged == 1


def test_results_among_the_cases_are_no_cases(tmp_path: Path) -> None:
    case = first(tmp_path)
    kept = tmp_path / "out/批量/cases/a"
    shutil.copytree(case.parent, kept / "bundle/data/originals")
    for name in ("批量/order.json", "批量/cases/a/summary.json", "批量/cases/a/SUMMARY.md"):
        (tmp_path / "out" / name).write_bytes(b"{}")
    assert again(tmp_path, ROW_MORE).unchanged == 1


def test_cases_that_the_rows_say_nothing_of_are_named(tmp_path: Path) -> None:
    """A debt that was paid is no longer in the ledger, and would get another letter."""
    rows = [[NAME, f"HT-{n}", 5, "2026-06-30"] for n in range(1, 9)]
    done = imported(tmp_path, debts(tmp_path, *rows))
    assert done.absent == []
    done = imported(tmp_path, debts(tmp_path, rows[0]))
    assert done.absent == [f"HT-{n}-{NAME}" for n in range(2, 9)]
    (said,) = [f for f in done.findings if f.code == "LD-IMPORT-ABSENT"]
    assert said.severity == "note"
    assert "HT-6-" in said.message
    assert "HT-7-" not in said.message
    assert said.message.endswith("等 7 个")
    assert done.unchanged == 1


def test_an_import_that_fails_leaves_no_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="找不到或打不开"):
        imported(tmp_path, tmp_path / "nowhere.xlsx")
    assert not (tmp_path / "out").exists()
    (tmp_path / "out").mkdir()
    with pytest.raises(InputError, match="找不到或打不开"):
        imported(tmp_path, tmp_path / "nowhere.xlsx")
    assert (tmp_path / "out").is_dir(), "it was there before"


def test_a_changed_row_is_shown_and_not_written(tmp_path: Path) -> None:
    case = first(tmp_path)
    before = tree(tmp_path / "out")
    done = again(tmp_path, [NAME, "HT-1", 90000, "2026-06-30", "027-1"])
    assert changes(done) == [
        (f"{FOLDER}/case.yaml:{line_of(case, 'price')}",
         "contracts.1.price 原来导入的是 100000.00，现在表里是 90000.00")
    ]  # fmt: skip
    assert done.changed == [FOLDER]
    assert tree(tmp_path / "out") == before


def line_of(case: Path, key: str) -> int:
    lines = case.read_text(encoding="utf-8").splitlines()
    return next(at for at, line in enumerate(lines, start=1) if f"{key}:" in line)


def test_update_writes_what_nobody_touched_and_keeps_the_rest(tmp_path: Path) -> None:
    case = first(tmp_path)
    edited = case.read_text(encoding="utf-8").replace(
        "    due_on: 2026-06-30", "    due_on: 2026-06-30   # 核对过\n    court: 苏州市某法院"
    )
    case.write_text(edited, encoding="utf-8")
    row = [NAME, "HT-1", 90000, "2026-07-31", "027-2"]
    done = again(tmp_path, row, update=True)
    assert done.updated == [FOLDER]
    expected = (
        edited.replace("100000.00", "90000.00").replace("2026-06-30 ", "2026-07-31 ")
        .replace('"027-1"', '"027-2"')
    )  # fmt: skip
    assert case.read_text(encoding="utf-8") == expected
    assert again(tmp_path, row).unchanged == 1


def test_update_leaves_what_a_person_changed(tmp_path: Path) -> None:
    case = first(tmp_path)
    text = case.read_text(encoding="utf-8").replace("price: 100000.00", "price: 95000.00")
    case.write_text(text, encoding="utf-8")
    done = again(tmp_path, [NAME, "HT-1", 90000, "2026-06-30", "027-1"], update=True)
    assert case.read_text(encoding="utf-8") == text
    assert "案件文件由人改为 95000.00，没有动" in changes(done)[0][1]
    assert done.changed == [FOLDER]


def test_a_person_who_wrote_the_new_value_already_is_right(tmp_path: Path) -> None:
    case = first(tmp_path)
    text = case.read_text(encoding="utf-8").replace("price: 100000.00", "price: 90000.00")
    case.write_text(text, encoding="utf-8")
    row = [NAME, "HT-1", 90000, "2026-06-30", "027-1"]
    assert "已经是这样" in changes(again(tmp_path, row))[0][1]
    assert changes(again(tmp_path, row)) == []
    assert case.read_text(encoding="utf-8") == text


def test_a_filled_placeholder_is_no_change(tmp_path: Path) -> None:
    file = debts(tmp_path, [*ROW, 20000], head=[*HEAD, "已付"])
    imported(tmp_path, file)
    case = tmp_path / "out" / FOLDER / "case.yaml"
    text = case.read_text(encoding="utf-8").replace("请填写付款日期", "2026-07-01")
    case.write_text(text, encoding="utf-8")
    assert imported(tmp_path, file, update=True).unchanged == 1
    assert case.read_text(encoding="utf-8") == text


def test_new_rows_of_a_case_are_added_where_asked(tmp_path: Path) -> None:
    first(tmp_path)
    head = ["回款日期", "回款金额", "合同编号"]
    file = book(tmp_path / "b.xlsx", {"回款": [head, ["2026-07-01", 300, "HT-1"]]})
    assert imported(tmp_path, file).changed == [FOLDER]
    assert "payments" not in case_text(tmp_path, FOLDER)
    assert imported(tmp_path, file, update=True).updated == [FOLDER]
    assert [p.amount for p in load_case(tmp_path / "out" / FOLDER).payments] == [300]
    assert imported(tmp_path, file, update=True).unchanged == 1
    more = book(tmp_path / "c.xlsx", {"回款": [head, ["2026-08-01", 400, "HT-1"]]})
    imported(tmp_path, more, update=True)
    assert [p.amount for p in load_case(tmp_path / "out" / FOLDER).payments] == [300, 400]


def test_a_receipt_that_may_be_one_already_there_is_left_to_a_person(tmp_path: Path) -> None:
    first(tmp_path)
    head = ["回款日期", "回款金额", "合同编号", "流水号"]
    rows = [["2026-07-01", 300, "HT-1", ""], ["2026-07-01", 400, "HT-1", ""]]
    for at, row in enumerate(rows):
        file = book(tmp_path / f"{at}.xlsx", {"回款": [head, row]})
        done = imported(tmp_path, file, update=True)
    assert done.changed == [FOLDER]
    said = next(f for f in done.findings if f.code == "LD-IMPORT-CHANGED")
    assert said.next_step.startswith("已有同一天或者没有日期的一笔")
    assert [p.amount for p in load_case(tmp_path / "out" / FOLDER).payments] == [300]
    named = book(tmp_path / "c.xlsx", {"回款": [head, ["2026-07-01", 400, "HT-1", "LS-9"]]})
    imported(tmp_path, named, update=True)
    assert [p.amount for p in load_case(tmp_path / "out" / FOLDER).payments] == [300, 400]


DATED = ["回款日期", "回款金额", "合同编号"]
BARE, REFERRED = (DATED, ["2026-07-01", 20000, "HT-1"]), (
    [*DATED, "流水号"], ["2026-07-01", 20000, "HT-1", "LS-1"])  # fmt: skip
PAID = ([*HEAD, "已付金额"], [*ROW, 20000])
PAID_ON = ([*HEAD, "已付金额", "已付款日期"], [*ROW, 20000, "2026-07-01"])


def sheet(tmp_path: Path, rows: Any) -> Path:
    head, *_ = rows
    title = "应收" if "已付金额" in head else "回款"
    return book(tmp_path / f"{title}.xlsx", {title: rows})


def paid(tmp_path: Path) -> list[str]:
    """Return the amounts of the payments in the case file, open days included."""
    text = case_text(tmp_path, FOLDER).partition("payments:")[2]
    return [line.split(": ")[1] for line in text.splitlines() if "amount:" in line]


@pytest.mark.parametrize(
    ("before", "after"),
    [(BARE, REFERRED), (REFERRED, BARE), (PAID, REFERRED), (REFERRED, PAID), (PAID, BARE),
     (BARE, PAID), (PAID_ON, REFERRED), (REFERRED, PAID_ON),
     (PAID_ON, ([*HEAD, "已付金额", "已付款日期"], [*ROW, 30000, "2026-08-01"]))],
)  # fmt: skip
def test_a_payment_stated_otherwise_is_never_entered_twice(
    tmp_path: Path, before: Any, after: Any
) -> None:
    imported(tmp_path, debts(tmp_path, ROW))
    imported(tmp_path, sheet(tmp_path, before), update=True)
    assert paid(tmp_path) == ["20000.00"]
    for _ in range(2):
        done = imported(tmp_path, sheet(tmp_path, after), update=True)
        assert paid(tmp_path) == ["20000.00"]
        assert done.changed == [FOLDER]
        (said,) = (f for f in done.findings if f.message.startswith("payments."))
        assert "不能自动写进去" in said.message
        assert "自己" in said.next_step


def test_a_payment_that_gets_its_reference_by_hand_is_settled(tmp_path: Path) -> None:
    imported(tmp_path, debts(tmp_path, ROW))
    imported(tmp_path, sheet(tmp_path, BARE), update=True)
    case = tmp_path / "out" / FOLDER / "case.yaml"
    text = case.read_text(encoding="utf-8") + "    reference: LS-1\n"
    case.write_text(text, encoding="utf-8")
    assert "已经是这样" in changes(imported(tmp_path, sheet(tmp_path, REFERRED), update=True))[0][1]
    assert imported(tmp_path, sheet(tmp_path, REFERRED), update=True).unchanged == 1
    assert case.read_text(encoding="utf-8") == text


def test_receipts_that_make_up_what_a_debt_said_was_paid_are_left_to_a_person(
    tmp_path: Path,
) -> None:
    imported(tmp_path, sheet(tmp_path, PAID_ON))
    head = REFERRED[0]
    rows = (head, ["2026-06-01", 5000, "HT-1", "LS-1"], ["2026-07-01", 15000, "HT-1", "LS-2"])
    later = ["2026-08-01", 700, "HT-1", "LS-3"]
    imported(tmp_path, sheet(tmp_path, (*rows, later)), update=True)
    assert paid(tmp_path) == ["20000.00", "700.00"]


def test_the_day_of_a_payment_that_was_open_is_written_where_asked(tmp_path: Path) -> None:
    """The same sum paid, now with its day: one payment, and nothing of it is gone."""
    imported(tmp_path, sheet(tmp_path, PAID))
    before = case_text(tmp_path, FOLDER)
    done = imported(tmp_path, sheet(tmp_path, PAID_ON))
    assert (done.changed, case_text(tmp_path, FOLDER)) == ([FOLDER], before)
    assert "不能自动写进去" not in changes(done)[0][1]
    done = imported(tmp_path, sheet(tmp_path, PAID_ON), update=True)
    assert (done.updated, done.changed) == ([FOLDER], [])
    assert not [f for f in done.findings if f.code == "LD-IMPORT-GONE"]
    assert case_text(tmp_path, FOLDER) == before.replace("请填写付款日期", "2026-07-01")
    (payment,) = load_case(tmp_path / "out" / FOLDER).payments
    assert (payment.amount, payment.paid_on.isoformat()) == (20000, "2026-07-01")
    for update in (False, True):
        assert imported(tmp_path, sheet(tmp_path, PAID_ON), update=update).unchanged == 1


@pytest.mark.parametrize(
    ("old", "new", "state"),
    [
        ("请填写付款日期", "2026-07-01", "已经是这样"),
        ("请填写付款日期", "2026-06-01", "不能自动写进去"),
        ("20000.00", "15000.00", "不能自动写进去"),
        ("\n    amount: 20000.00", "\n    amount: 20000.00\n  - {paid_on: 2026/7/1, amount: 20000}",
         "不能自动写进去"),
    ],
)  # fmt: skip
def test_an_open_payment_that_a_person_changed_is_left_to_a_person(
    tmp_path: Path, old: str, new: str, state: str
) -> None:
    imported(tmp_path, sheet(tmp_path, PAID))
    case = tmp_path / "out" / FOLDER / "case.yaml"
    text = case.read_text(encoding="utf-8")
    assert old in text
    case.write_text(text.replace(old, new), encoding="utf-8")
    edited = case.read_bytes()
    done = imported(tmp_path, sheet(tmp_path, PAID_ON), update=True)
    assert state in changes(done)[0][1]
    assert case.read_bytes() == edited
    if state == "已经是这样":
        assert imported(tmp_path, sheet(tmp_path, PAID_ON)).unchanged == 1


@pytest.mark.parametrize(
    ("amount", "day", "said"),
    [
        (25000, "2026-08-01", "比以前导入的多 5,000.00 元"),
        (18000, "2026-08-01", "比以前导入的少 2,000.00 元"),
        (20000, "2026-08-01", "与以前导入的相同，日期不同"),
        (25000, "2026-07-01", "比以前导入的多 5,000.00 元"),
    ],
)
def test_what_was_paid_in_all_is_said_to_have_grown(
    tmp_path: Path, amount: int, day: str, said: str
) -> None:
    """A ledger states the sum of all payments each month: 25,000 less 20,000 is 5,000."""
    imported(tmp_path, sheet(tmp_path, PAID_ON))
    rows = (PAID_ON[0], [*ROW, amount, day])
    done = imported(tmp_path, sheet(tmp_path, rows), update=True)
    (finding,) = [f for f in done.findings if f.code == "LD-IMPORT-CHANGED"]
    assert said in finding.next_step
    assert paid(tmp_path) == ["20000.00"]


def test_another_sum_is_not_the_payment_that_was_open(tmp_path: Path) -> None:
    imported(tmp_path, sheet(tmp_path, PAID))
    before = case_text(tmp_path, FOLDER)
    more = (PAID_ON[0], [*ROW, 30000, "2026-07-01"])
    done = imported(tmp_path, sheet(tmp_path, more), update=True)
    assert "不能自动写进去" in changes(done)[0][1]
    assert case_text(tmp_path, FOLDER) == before


def test_payments_that_are_told_apart_are_added(tmp_path: Path) -> None:
    imported(tmp_path, debts(tmp_path, ROW))
    head = REFERRED[0]
    for row in (
        ["2026-07-01", 20000, "HT-1", "LS-1"], ["2026-07-01", 20000, "HT-1", "LS-2"],
        ["2026-07-02", 20000, "HT-1", ""], ["2026-07-02", 500, "HT-1", "LS-3"],
    ):  # fmt: skip
        imported(tmp_path, sheet(tmp_path, (head, row)), update=True)
    assert paid(tmp_path) == ["20000.00", "20000.00", "20000.00", "500.00"]


@pytest.mark.parametrize(
    ("entry", "state"),
    [
        ("reference: LS-1, paid_on: 2026-07-01, amount: 20000.00", "已经是这样"),
        ("reference: LS-1, paid_on: 2026-07-01, amount: 19000.00", "由人改为"),
        ("paid_on: 2026/7/1, amount: 20000", "不能自动写进去"),
    ],
)
def test_a_payment_that_a_person_entered_is_not_entered_again(
    tmp_path: Path, entry: str, state: str
) -> None:
    case = first(tmp_path)
    lines = "\n".join(f"    {line}" for line in entry.split(", "))
    text = f"{case.read_text(encoding='utf-8')}\npayments:\n  -{lines[3:]}\n"
    case.write_text(text, encoding="utf-8")
    done = imported(tmp_path, sheet(tmp_path, REFERRED), update=True)
    assert case.read_text(encoding="utf-8") == text
    assert state in changes(done)[0][1]


def test_a_debtor_with_a_new_name_is_known_by_its_code(tmp_path: Path) -> None:
    head = ["客户名称", "统一社会信用代码", "合同编号", "合同金额"]
    receipts = [["回款日期", "回款金额", "客户名称"], ["2026-07-01", 1, "武汉新乙有限公司"]]
    imported(tmp_path, debts(tmp_path, [NAME, CODE, "HT-1", 5], head=head))
    row = ["武汉新乙有限公司", CODE, "HT-1", 5]
    file = book(tmp_path / "b.xlsx", {"应收": [head, row], "回款": receipts})
    assert imported(tmp_path, file, update=True).updated == [FOLDER]
    made = load_case(tmp_path / "out" / FOLDER)
    assert (made.debtor.name, len(made.payments)) == ("武汉新乙有限公司", 1)
    assert imported(tmp_path, file, update=True).unchanged == 1


def test_customers_alone_change_nothing_and_that_is_said(tmp_path: Path) -> None:
    case = first(tmp_path)
    before = case.read_bytes()
    file = book(tmp_path / "a.xlsx", {"客户": [["客户名称", "电话"], [NAME, "027-2"]]})
    done = imported(tmp_path, file, update=True)
    assert [f.message.partition("：")[0] for f in done.findings if f.code == "LD-IMPORT-ROWS"] == [
        "客户资料有 1 行没有用到"
    ]
    assert case.read_bytes() == before


def test_what_the_rows_no_longer_state_is_said(tmp_path: Path) -> None:
    imported(tmp_path, book(tmp_path / "a.xlsx", WORKBOOK))
    fewer = WORKBOOK | {"送货": [WORKBOOK["送货"][0], ["CK-2", "2026-01-10", 300000, "HT-1"]]}
    done = imported(tmp_path, book(tmp_path / "b.xlsx", fewer))
    assert [f.message for f in done.findings if f.code == "LD-IMPORT-GONE"] == [
        "以前导入的 deliveries.ck-1 现在表里没有，案件里没有动"
    ]


def test_what_cannot_be_written_by_itself_is_left_to_a_person(tmp_path: Path) -> None:
    case = first(tmp_path)
    text = case.read_text(encoding="utf-8")
    text = text[: text.index("contracts:")] + (
        "contracts: [{number: HT-1, price: 100000.00, due_on: 2026-06-30}]\n"
    )
    case.write_text(text, encoding="utf-8")
    head = [*HEAD_MORE, "管辖法院"]
    done = imported(tmp_path, debts(tmp_path, [*ROW_MORE, "某法院"], head=head), update=True)
    said = next(f for f in done.findings if f.code == "LD-IMPORT-CHANGED")
    assert "不能自动写进去" in said.message
    assert "court: 某法院" in said.next_step
    assert case.read_text(encoding="utf-8") == text


def test_a_record_that_cannot_be_read_stops_the_import(tmp_path: Path) -> None:
    record = first(tmp_path).parent / "internal" / "import.json"
    record.write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="导入记录读不出"):
        again(tmp_path, ROW_MORE)


@pytest.mark.parametrize(
    ("steps", "value"),
    [
        (["facts", "contracts"], "x"), (["facts", "contracts"], [5]), (["facts"], []),
        (["facts", "contracts", 0, "price"], 5), (["facts", "contracts", 0, "instalments"], "x"),
        (["facts", "contracts", 0, "late_payment"], "x"), (["facts", "parties", 1], "债务人"),
        (["facts", "parties", 1, "name"], None), (["facts", "payments"], {"amount": "1"}),
        (["facts", "payments"], [{"amount": "5.00"}]),
        (["facts", "payments"], [{"paid_on": "2026-07-01", "amount": "x"}]),
        (["facts", "payments"], [{"paid_on": ["2026-07-01"], "amount": "5.00"}]),
        (["facts", "agents"], ["王某"]), (["key", "number"], 5), (["key"], "x"),
        (["key", "more"], "x"), (["form"], "1"), (["form"], 2), ([], []), ([], "x"),
    ],
)  # fmt: skip
def test_a_record_of_another_shape_stops_the_import(
    tmp_path: Path, steps: list[Any], value: Any
) -> None:
    case = first(tmp_path)
    path = case.parent / "internal" / "import.json"
    stored: Any = {"all": json.loads(path.read_text(encoding="utf-8"))}
    node = stored
    for step in (outer := ["all", *steps])[:-1]:
        node = node[step]
    node[outer[-1]] = value
    path.write_text(json.dumps(stored["all"]), encoding="utf-8")
    before = tree(tmp_path / "out")
    sheets = {"应收": [HEAD_MORE, ROW_MORE], "回款": [DATED, ["2026-07-01", 1, "HT-1"]]}
    for update in (False, True):
        with pytest.raises(InputError, match="导入记录读不出"):
            imported(tmp_path, book(tmp_path / "b.xlsx", sheets), update=update)
    assert tree(tmp_path / "out") == before


def test_our_own_side_may_come_later(tmp_path: Path) -> None:
    file = debts(tmp_path, ROW)
    imported(tmp_path, file, creditor=None)
    assert imported(tmp_path, file).changed == [FOLDER]
    assert imported(tmp_path, file, update=True).updated == [FOLDER]
    made = load_case(tmp_path / "out" / FOLDER)
    assert made.creditor.name == "苏州甲设备有限公司"
    assert made.creditor.account is not None
    assert made.creditor.account.bank == "中国银行苏州分行"
    assert [agent.name for agent in made.agents] == ["王某"]
    assert imported(tmp_path, file, update=True).unchanged == 1


SCRIPT = """
import os, sys
from pathlib import Path
from legaldocs.importing import writing
from legaldocs.importing.outcome import Wanted
from legaldocs.importing.run import run
if sys.argv[3] == "die":
    writing._CHUNK = 2
    kept = Path.rename
    moved = []
    def rename(path, to):
        if len(moved) == 3:
            os._exit(9)
        moved.append(to)
        return kept(path, to)
    Path.rename = rename
run(Wanted((Path(sys.argv[1]),), Path(sys.argv[2])))
"""


def test_a_killed_import_leaves_whole_cases_and_the_next_one_finishes(tmp_path: Path) -> None:
    file = debts(tmp_path, *([NAME, f"HT-{n}", 5, ""] for n in range(5)))
    out = tmp_path / "out"
    command = [sys.executable, "-c", SCRIPT, str(file), str(out)]
    assert subprocess.run([*command, "die"], check=False).returncode == 9
    there = [path for path in out.iterdir() if path.is_dir() and path.name[0] != "."]
    assert len(there) == 3
    assert all(load_broken(path) for path in there)
    done = imported(tmp_path, file, creditor=None)
    assert (len(done.made), done.unchanged) == (2, 3)
    assert not [path for path in out.iterdir() if path.name.startswith(".")]


def load_broken(folder: Path) -> bool:
    """Return whether a case folder is whole; its creditor is still to be filled in."""
    return (folder / "case.yaml").read_text(encoding="utf-8").endswith("\n") and (
        folder / "internal" / "import.json"
    ).is_file()


def test_two_imports_at_once_make_every_case_once(tmp_path: Path) -> None:
    file = debts(tmp_path, *([NAME, f"HT-{n}", 5, ""] for n in range(200)))
    command = [sys.executable, "-c", SCRIPT, str(file), str(tmp_path / "out"), "live"]
    running = [subprocess.Popen(command) for _ in range(3)]
    assert [process.wait() for process in running] == [0, 0, 0]
    assert len([p for p in (tmp_path / "out").iterdir() if p.is_dir()]) == 200
