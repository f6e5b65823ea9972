"""How the rows of an export are read: headings, units, amounts, days, sums, what is given back."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from legaldocs.case.reading import load_case
from legaldocs.core.errors import InputError

from .exports import HEAD, ROW, book, case_text, debts, imported, reasons

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

NAME = "武汉乙食品有限公司"
FOLDER = f"HT-1-{NAME}"


def price(tmp_path: Path) -> str:
    """Return the price of the only case."""
    text = case_text(tmp_path, FOLDER)
    return next(line.split(": ")[1] for line in text.splitlines() if "  price:" in line)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (100000, "100000.00"),
        ("1,234,567.8", "1234567.80"),
        ("￥100.00元", "100.00"),
        ("１２３．５", "123.50"),
        (0.1 + 0.2, "0.30"),
        (1e5, "100000.00"),
    ],
)
def test_an_amount_is_read_exactly(tmp_path: Path, written: Any, read: str) -> None:
    imported(tmp_path, debts(tmp_path, [NAME, "HT-1", written, "2026-06-30"]))
    assert price(tmp_path) == read


@pytest.mark.parametrize(
    "written",
    [-100, "(1,000.00)", "（100）", "-5", "12,34", "1.234", 1.2345, "5万元", "约100", "1e5", True],
)
def test_an_amount_that_is_none_gives_the_row_back(tmp_path: Path, written: Any) -> None:
    done = imported(tmp_path, debts(tmp_path, [NAME, "HT-1", written, "2026-06-30"]))
    assert [refusal.column for refusal in done.refused[0].refusals] == ["合同金额"]
    assert not done.made


@settings(max_examples=25, deadline=None)
@given(fen=st.integers(0, 10**13), comma=st.booleans())
def test_any_amount_comes_through_to_the_fen(
    tmp_path_factory: pytest.TempPathFactory,
    fen: int,
    comma: bool,  # noqa: FBT001
) -> None:
    amount = Decimal(fen) / 100
    text = f"{amount:,.2f}" if comma else f"{amount:.2f}"
    folder = tmp_path_factory.mktemp("example")
    done = imported(folder, debts(folder, [NAME, "HT-1", text, "2026-06-30"]))
    (made,) = done.made
    assert made.facts["contracts"][0]["price"] == f"{amount:.2f}"
    assert price(folder) == f"{amount:.2f}"


@pytest.mark.parametrize(
    ("heading", "written", "read"),
    [
        ("合同金额（万元）", 12.5, "125000.00"),
        ("合同金额(单位：万元)", "1,234.5", "12345000.00"),
        ("合同金额/万元", "0.01", "100.00"),
        ("合同金额（元）", 12.5, "12.50"),
    ],
)
def test_the_unit_stands_in_the_heading(
    tmp_path: Path, heading: str, written: Any, read: str
) -> None:
    head = ["客户名称", "合同编号", heading, "到期日"]
    imported(tmp_path, debts(tmp_path, [NAME, "HT-1", written, "2026-06-30"], head=head))
    assert price(tmp_path) == read


def test_the_unit_and_a_title_stand_above_the_heading(tmp_path: Path) -> None:
    file = book(
        tmp_path / "a.xlsx",
        {"应收": [["2026年应收明细表"], ["单位：万元"], [], HEAD, [*ROW[:2], 10, ROW[3]]]},
    )
    imported(tmp_path, file)
    assert price(tmp_path) == "100000.00"


@pytest.mark.parametrize("written", ["1,0", "￥10", "10万", "一"])
def test_what_is_no_plain_number_is_not_converted(tmp_path: Path, written: str) -> None:
    head = ["客户名称", "合同编号", "合同金额（万元）", "到期日"]
    done = imported(tmp_path, debts(tmp_path, [NAME, "HT-1", written, "2026-06-30"], head=head))
    assert "不能换算为元" in reasons(done)[0]


@pytest.mark.parametrize(
    "written",
    [
        "2026-06-30",
        "2026/6/30",
        "2026.6.30",
        "2026年6月30日",
        "20260630",
        46203,
        dt.date(2026, 6, 30),
    ],
)
def test_a_day_is_read_in_the_usual_ways(tmp_path: Path, written: Any) -> None:
    imported(tmp_path, debts(tmp_path, [NAME, "HT-1", 1, written]))
    assert "due_on: 2026-06-30" in case_text(tmp_path, FOLDER)


@pytest.mark.parametrize("written", ["03/04/2026", "3-4-26", "2026-02-30", "六月底", "2026-06"])
def test_a_day_that_is_doubtful_gives_the_row_back(tmp_path: Path, written: str) -> None:
    done = imported(tmp_path, debts(tmp_path, [NAME, "HT-1", 1, written]))
    assert [refusal.column for refusal in done.refused[0].refusals] == ["到期日"]


def test_days_are_counted_from_1904_where_the_workbook_says_so(tmp_path: Path) -> None:
    path = tmp_path / "mac.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True}) as made:
        sheet = made.add_worksheet("应收")
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, [*ROW[:3], 44741])  # a bare number of a day
        sheet.write_row(2, 0, [NAME, "HT-2", 1])
        sheet.write_datetime(
            2, 3, dt.date(2026, 6, 30), made.add_format({"num_format": "yyyy-mm-dd"})
        )
    imported(tmp_path, path)
    assert "due_on: 2026-06-30" in case_text(tmp_path, FOLDER)
    assert "due_on: 2026-06-30" in case_text(tmp_path, f"HT-2-{NAME}")


def test_a_heading_of_two_lines_names_group_and_column(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.append(["客户名称", "合同", None, None, "发票", None, None, "到期日"])
    sheet.append([None, "编号", "金额", "日期", "号码", "日期", "金额", None])
    for span in ("A1:A2", "B1:D1", "E1:G1", "H1:H2"):
        sheet.merge_cells(span)
    sheet.append([NAME, "HT-1", 500, "2026-01-05", "12345678", "2026-02-01", 500, "2026-06-30"])
    made.save(path)
    imported(tmp_path, path)
    case = load_case(tmp_path / "out" / FOLDER)
    assert case.contracts[0].signed_on == dt.date(2026, 1, 5)
    assert [(i.number, i.issued_on, i.amount) for i in case.invoices] == [
        ("12345678", dt.date(2026, 2, 1), Decimal(500))
    ]


def test_a_sum_is_no_row_and_is_held_against_the_rows(tmp_path: Path) -> None:
    done = imported(
        tmp_path, debts(tmp_path, ROW, ["武汉丙有限公司", "HT-2", 5, ""], ["合计", "", 100005])
    )
    assert len(done.made) == 2
    said = next(f for f in done.findings if f.code == "LD-IMPORT-ROWS")
    assert said.message == "第 4 行是合计，与各行相符"


def test_a_sum_that_its_rows_do_not_make_stops_the_import(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="合计与各行不符") as caught:
        imported(tmp_path, debts(tmp_path, ROW, ["合计", "", 100001, ""]))
    assert caught.value.where == "台账.xlsx:3"
    assert not list((tmp_path / "out").glob("*/case.yaml"))


def test_signatures_and_repeated_headings_are_no_rows(tmp_path: Path) -> None:
    done = imported(tmp_path, debts(tmp_path, ROW, HEAD, ["制表人：李某"]))
    assert (len(done.made), done.refused) == (1, [])


def test_a_hidden_row_and_a_formula_without_result_are_given_back(tmp_path: Path) -> None:
    path = debts(
        tmp_path, ROW, [NAME, "HT-2", 5, ""], [NAME, "HT-3", "=1+1", ""], [NAME, "HT-4", 7, ""]
    )
    made = openpyxl.load_workbook(path)
    made.worksheets[0].row_dimensions[3].hidden = True
    made.save(path)
    done = imported(tmp_path, path)
    assert sorted(record.key.number for record in done.made) == ["ht-1", "ht-4"]
    assert [said.partition("；")[0] for said in reasons(done)] == [
        "3 ：表格里有隐藏的行，无法确定是否计入",
        "4 合同金额：单元格 C4 里的公式没有存下结果",
    ]


def test_a_hidden_column_that_is_read_is_refused(tmp_path: Path) -> None:
    path = debts(tmp_path, ROW)
    made = openpyxl.load_workbook(path)
    made.worksheets[0].column_dimensions["C"].hidden = True
    made.save(path)
    with pytest.raises(InputError, match="“合同金额”一列是隐藏的"):
        imported(tmp_path, path)


def test_the_stored_result_of_a_formula_counts(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet("应收")
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, [*ROW[:2], None, ROW[3]])
        sheet.write_formula(1, 2, "=1+1", None, 1234.5)
    imported(tmp_path, path)
    assert price(tmp_path) == "1234.50"


def test_a_hidden_sheet_is_said_and_not_read(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"应收": [HEAD, ROW], "旧应收": [HEAD, [NAME, "HT-9", 1, ""]]})
    made = openpyxl.load_workbook(path)
    made["旧应收"].sheet_state = "hidden"
    made.save(path)
    done = imported(tmp_path, path)
    assert len(done.made) == 1
    said = next(f for f in done.findings if f.code == "LD-IMPORT-SHEET")
    assert said.where == "a.xlsx#旧应收"
    assert "隐藏" in said.message


def test_merged_cells_hold_for_every_row_but_amounts_do_not(tmp_path: Path) -> None:
    path = debts(tmp_path, ROW, ["", "HT-2", 5, ""], ["", "HT-3", "", ""])
    made = openpyxl.load_workbook(path)
    made.worksheets[0].merge_cells("A2:A4")
    made.worksheets[0].merge_cells("C3:C4")
    made.save(path)
    done = imported(tmp_path, path)
    assert sorted(record.key.number for record in done.made) == ["ht-1", "ht-2"]
    assert "合并的金额单元格" in reasons(done)[0]


def test_a_csv_in_the_old_encoding_is_read(tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    path.write_bytes(
        "客户名称,合同编号,合同金额,到期日\n武汉乙食品有限公司,HT-1,100,2026/6/30\n".encode(
            "gb18030"
        )
    )
    assert len(imported(tmp_path, path).made) == 1


@pytest.mark.parametrize("empty", ["-", "/", "无", "—"])
def test_a_dash_says_that_there_is_nothing(tmp_path: Path, empty: str) -> None:
    head = [*HEAD, "联系人", "已付"]
    imported(tmp_path, debts(tmp_path, [*ROW, empty, empty], head=head))
    assert "contact" not in case_text(tmp_path, FOLDER)
    assert "payments" not in case_text(tmp_path, FOLDER)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["", "HT-1", 5, ""], "没有写债务人名称"),
        ([NAME, "HT-1", "", ""], "没有写合同价款或者"),
        ([NAME, 12345678901234567890, 5, ""], "近似值"),
        ([NAME, dt.date(2026, 1, 2), 5, ""], "当成了日期"),
        ([NAME, "请填写合同编号", 5, ""], "还没有填写"),
        (["甲\u200b公司", "HT-1", 5, ""], "不可见字符"),
    ],
)
def test_what_is_missing_or_changed_gives_the_row_back(
    tmp_path: Path, row: Sequence[Any], said: str
) -> None:
    assert said in reasons(imported(tmp_path, debts(tmp_path, row)))[0]


@pytest.mark.parametrize(
    ("heading", "text", "said"),
    [("币种", "美元", "不是人民币"), ("发票状态", "作废", "不是有效的发票")],
)
def test_a_column_may_say_that_a_row_is_none(
    tmp_path: Path, heading: str, text: str, said: str
) -> None:
    head = [*HEAD, heading]
    done = imported(tmp_path, debts(tmp_path, [*ROW, text], head=head))
    assert said in reasons(done)[0]
    good = {"币种": "人民币", "发票状态": "正常"}[heading]
    assert len(imported(tmp_path, debts(tmp_path, [*ROW, good], head=head)).made) == 1


def test_money_paid_out_is_no_receipt(tmp_path: Path) -> None:
    head = ["交易日期", "收入", "支出", "对方户名"]
    rows = [["2026-07-01", 5, "", NAME], ["2026-07-02", 6, 6, NAME]]
    done = imported(
        tmp_path, book(tmp_path / "a.xlsx", {"应收": [HEAD, ROW], "流水": [head, *rows]})
    )
    assert "3 支出：是“6”，是支出，不是收款" in reasons(done)


def test_a_title_of_another_kind_does_not_hide_what_the_columns_say(tmp_path: Path) -> None:
    rows = {"函件往来明细": [HEAD, ROW], "合同台账": [HEAD, [NAME, "HT-2", 5, ""]]}
    done = imported(tmp_path, book(tmp_path / "a.xlsx", rows))
    assert [source.heading.kind.name for source in done.sheets] == ["债务", "债务"]
    assert len(done.made) == 2
