from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.reading import load_case
from legaldocs.case.synonyms import PASSED_OVER
from legaldocs.core.errors import CaseError

from .tables import CONTRACT, INVOICE, findings, read, refusal, saved, workbook

if TYPE_CHECKING:
    from .tables import WriteCase


def test_a_long_number_that_excel_rounded_is_refused_with_its_row(write_case: WriteCase) -> None:
    rows = [["001", "2026-01-02", 5], [25312000000000000123, "2026-01-02", 5]]
    error = refusal(write_case, "invoices", saved(workbook(INVOICE, *rows)))
    assert error.where == "t.xlsx:3"
    assert "改成近似值" in error.what
    assert "文本" in error.next_step


def test_fifteen_figures_are_kept(write_case: WriteCase) -> None:
    row = [10**15 - 1, "2026-01-02", 5]
    case = read(write_case, "invoices", saved(workbook(INVOICE, row)))
    assert case.invoices[0].number == "999999999999999"


def test_a_long_number_in_a_column_passed_over_does_no_harm(write_case: WriteCase) -> None:
    row = ["001", "2026-01-02", 5, 10**20]
    case = read(write_case, "invoices", saved(workbook([*INVOICE, "备注"], row)))
    assert case.invoices[0].amount == 5


def test_a_rounded_number_in_a_csv_is_a_finding_with_its_row(write_case: WriteCase) -> None:
    table = "发票号码,开票日期,价税合计\n2.5312E+19,2026-01-02,5\n"
    (found,) = findings(write_case, "invoices", table)
    assert (found.code, found.where) == ("LD-CASE-VALUE", "t.csv:2")
    assert "近似值" in found.message


def test_unknown_headings_are_named_once_with_those_that_may_be_used(write_case: WriteCase) -> None:
    table = "付款日期,金额,打款人,心情\n" + "2026-01-02,5,甲,好\n" * 3
    (found,) = findings(write_case, "payments", table)
    assert (found.code, found.where) == ("LD-CASE-HEADING", "t.csv:1")
    assert "打款人、心情" in found.message
    assert "付款日期、金额、合同编号、付款方式、付款人、指定用途、流水号、文件" in found.next_step


def test_an_unknown_heading_over_nothing_does_no_harm(write_case: WriteCase) -> None:
    case = read(write_case, "payments", "付款日期,金额,心情\n2026-01-02,5,\n")
    assert case.payments[0].amount == 5


def test_an_absent_column_is_named_once(write_case: WriteCase) -> None:
    found = findings(write_case, "payments", "金额,付款日\n5,2026-01-02\n6,2026-01-03\n")
    assert [finding.where for finding in found] == ["t.csv:1", "t.csv:1"]
    assert "付款日" in found[0].message
    assert "缺少“付款日期”一列" in found[1].message


def test_findings_of_several_tables_are_reported_together(write_case: WriteCase) -> None:
    with pytest.raises(CaseError) as caught:
        load_case(
            write_case(
                f"{CONTRACT}payments: p.csv\ncosts: c.csv\n",
                {"p.csv": "金额\n5\n".encode(), "c.csv": "金额\n5\n".encode()},
            )
        )
    assert {finding.where for finding in caught.value.findings} == {"p.csv:1", "c.csv:1"}


def test_harmless_columns_are_passed_over(write_case: WriteCase) -> None:
    heads = ",".join([*INVOICE, *PASSED_OVER, "单价（元/台）"])
    cells = ",".join(["001", "2026-01-02", "5", *"x" * len(PASSED_OVER), "x"])
    case = read(write_case, "invoices", f"{heads}\n{cells}\n")
    assert case.invoices[0].amount == 5


@pytest.mark.parametrize("heading", ["金额（元）", "金额(元)", "金 额（人民币元）", "amount"])
def test_a_heading_may_carry_its_unit(write_case: WriteCase, heading: str) -> None:
    case = read(write_case, "payments", f"付款日期,{heading}\n2026-01-02,5.5\n")
    assert case.payments[0].amount == Decimal("5.50")


def test_another_currency_is_another_figure(write_case: WriteCase) -> None:
    found = findings(write_case, "payments", "付款日期,金额（美元）\n2026-01-02,5\n")
    assert "金额（美元）" in found[0].message
    assert "以元为单位" in found[0].next_step


@pytest.mark.parametrize(
    ("heads", "cells"),
    [("金额", "5"), ("金额（元）", "5"), ("金额,价税合计", "4,5"), ("金额,税额,价税合计", "4,1,5")],
)
def test_an_invoice_says_its_total_where_nothing_else_could_be_meant(
    write_case: WriteCase, heads: str, cells: str
) -> None:
    table = f"发票号码,开票日期,{heads}\n001,2026-01-02,{cells}\n"
    assert read(write_case, "invoices", table).invoices[0].amount == 5


def test_an_amount_beside_its_tax_is_not_the_total(write_case: WriteCase) -> None:
    table = "发票号码,开票日期,金额,税额\n001,2026-01-02,4,1\n"
    (found,) = findings(write_case, "invoices", table)
    assert "缺少“价税合计”一列" in found.message
    assert "“金额”不含税" in found.next_step


@pytest.mark.parametrize(
    ("table", "line", "says"),
    [
        ("付款明细表,\n", 1, "找不到表头"),
        ("\n2026-01-02,5\n", 2, "找不到表头"),
        ("金额,amount\n5,5\n", 1, "重复"),
        ("付款日期,,金额\n2026-01-02,甲,5\n", 2, "B 列没有表头"),
        ("\n", 0, "没有内容"),
    ],
)
def test_what_is_no_row_of_facts_is_refused(
    write_case: WriteCase, table: str, line: int, says: str
) -> None:
    error = refusal(write_case, "payments", table)
    assert says in error.what
    assert error.where == (f"t.csv:{line}" if line else "t.csv")


def test_only_one_column_states_an_amount(write_case: WriteCase) -> None:
    table = "送货日期,送货单号,金额,含税金额\n2026-01-02,A,100,113\n"
    error = refusal(write_case, "deliveries", table)
    assert "“金额”和“含税金额”" in error.what
    assert "不含税金额" in error.next_step


@pytest.mark.parametrize(
    ("heads", "cells"),
    [
        ("不含税金额,含税金额", "100,113"),
        ("金额,税额,价税合计", "100,13,113"),
        ("金额（不含税）,金额（含税）", "100,113"),
    ],
)
def test_an_amount_without_tax_is_never_the_sum(
    write_case: WriteCase, heads: str, cells: str
) -> None:
    case = read(write_case, "deliveries", f"送货日期,送货单号,{heads}\n2026-01-02,A,{cells}\n")
    assert case.deliveries[0].amount == 113


def test_a_delivery_with_its_tax_beside_states_no_sum(write_case: WriteCase) -> None:
    table = "送货日期,送货单号,金额,税率\n2026-01-02,A,100,13%\n"
    (found,) = findings(write_case, "deliveries", table)
    assert "缺少“金额”一列" in found.message
    assert "价税合计" in found.next_step


def test_tax_and_a_sum_with_tax_are_told_apart(write_case: WriteCase) -> None:
    heads = "送货日期,送货单号,金额,含税额\n"
    found = findings(write_case, "deliveries", f"{heads}2026-01-02,A,100,113\n")
    assert "不认识的表头：含税额" in found[0].message


def test_two_columns_of_numbers_may_fill_each_other_but_not_differ(write_case: WriteCase) -> None:
    heads = "发票号码,数电发票号码,开票日期,价税合计\n"
    both = "00000001,,2026-01-02,5\n,25312000000000000002,2026-01-02,6\n"
    case = read(write_case, "invoices", heads + both)
    assert [row.number for row in case.invoices] == ["00000001", "25312000000000000002"]
    error = refusal(write_case, "invoices", heads + both + "1,2,2026-01-02,7\n")
    assert "“发票号码”和“数电发票号码”写的不同" in error.what
    assert error.where == "t.csv:4"


def test_a_near_heading_is_offered(write_case: WriteCase) -> None:
    (found,) = findings(write_case, "payments", "付款日期,金额,流水号码\n2026-01-02,5,1\n")
    assert "是否想写“流水号”？" in found.next_step


def test_two_invoice_amounts_are_a_repeated_heading(write_case: WriteCase) -> None:
    table = "发票号码,开票日期,金额,金额\n001,2026-01-02,4,5\n"
    assert "重复" in refusal(write_case, "invoices", table).what


@pytest.mark.parametrize("text", ["2026/1/2", "2026.01.02", "2026年1月2日", "2026-01-02"])
def test_a_day_is_read_as_spreadsheets_write_it(write_case: WriteCase, text: str) -> None:
    case = read(write_case, "invoices", f"发票号码,开票日期,价税合计\n001,{text},5\n")
    assert case.invoices[0].issued_on.isoformat() == "2026-01-02"


@pytest.mark.parametrize("text", ["1/2/2026", "2026/13/1", "26/1/2", "46024"])
def test_a_day_that_could_be_another_is_refused(write_case: WriteCase, text: str) -> None:
    (found,) = findings(write_case, "invoices", f"发票号码,开票日期,价税合计\n001,{text},5\n")
    assert found.code == "LD-CASE-VALUE"
