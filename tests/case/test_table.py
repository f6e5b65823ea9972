from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from legaldocs.case.reading import load_case
from legaldocs.core.errors import CaseError, InputError

from .tables import CONTRACT, INVOICE, findings, read, refusal, saved, workbook

if TYPE_CHECKING:
    from legaldocs.case.payment import Payment

    from .tables import WriteCase

DELIVERY = ["送货日期", "送货单号", "金额", "合同编号"]
DAY = dt.date(2026, 1, 2)
FUZZ = settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def test_sums_titles_and_signatures_are_left_out_and_named(write_case: WriteCase) -> None:
    made = workbook(
        DELIVERY,
        ["2026年1月"],
        [DAY, "A", 100],
        [DAY, "B", 50.5],
        ["小计", None, 150.5],
        DELIVERY,
        [DAY, "C", 49.5],
        [None, "小计", 49.5],
        ["合 计：", None, "200.00元"],
        ["合计人民币（大写）：贰佰元整"],
        ["大写金额：贰佰元整"],
        ["以上货物已收到，签字：", None, "张三"],
        ["制表：王会计", None, None, "审核：赵"],
    )
    case = read(write_case, "deliveries", saved(made))
    assert [row.number for row in case.deliveries] == ["A", "B", "C"]
    (remark,) = case.remarks
    assert "第 5、8、9、10 行是合计，不算一笔" in remark.message
    assert "第 2、6、11、12、13 行不是一笔事实，没有读" in remark.message


@pytest.mark.parametrize(
    ("rows", "line", "said", "summed"),
    [
        ("2026-01-02,A,100\n2026-01-03,B,200\n合计,,400\n", 4, "400.00", "300.00"),
        ("2026-01-02,A,100\n小计,,100\n2026-01-03,B,200\n小计,,300\n", 5, "300.00", "200.00"),
        ("合计,,400\n2026-01-02,A,100\n", 2, "400.00", "100.00"),
        ("2026-01-02,A,100\n,总计,99.99\n", 3, "99.99", "100.00"),
    ],
)
def test_a_sum_that_differs_from_its_rows_is_a_finding_with_both(
    write_case: WriteCase, rows: str, line: int, said: str, summed: str
) -> None:
    (found,) = findings(write_case, "deliveries", f"送货日期,送货单号,金额\n{rows}")
    assert (found.code, found.where) == ("LD-CASE-SUM", f"t.csv:{line}")
    assert f"写的是 {said} 元" in found.message
    assert f"相加是 {summed} 元" in found.message


@pytest.mark.parametrize(
    "total", ["合计,,300", "本页合计,,200", "累计,,300", "合计,,", "合计,,叁佰元"]
)
def test_a_sum_may_be_of_all_rows_or_of_those_since_the_last(
    write_case: WriteCase, total: str
) -> None:
    rows = f"2026-01-02,A,100\n小计,,100\n2026-01-03,B,200\n{total}\n"
    case = read(write_case, "deliveries", f"送货日期,送货单号,金额\n{rows}")
    assert len(case.deliveries) == 2


def test_a_row_with_its_facts_is_no_sum_whatever_its_note_says(write_case: WriteCase) -> None:
    table = "付款日期,金额,摘要\n2026-01-02,100,货款\n2026-01-03,100,货款合计\n"
    case = read(write_case, "payments", table)
    assert [row.amount for row in case.payments] == [100, 100]
    assert "“摘要”没有读" in case.remarks[0].message


def test_a_row_that_lacks_facts_is_not_left_out(write_case: WriteCase) -> None:
    found = findings(write_case, "deliveries", "送货日期,送货单号,金额\n2026-01-02,A,1\n,B,\n")
    assert {(item.code, item.where) for item in found} == {("LD-CASE-MISSING", "t.csv:3")}


@pytest.mark.parametrize("row", ["备注：,B,5", "日期：,,5", "签字：2026-01-02,,5"])
def test_a_row_with_an_amount_is_not_taken_for_a_signature(write_case: WriteCase, row: str) -> None:
    found = findings(write_case, "deliveries", f"送货日期,送货单号,金额\n2026-01-02,A,1\n{row}\n")
    assert {item.where for item in found} == {"t.csv:3"}


def test_a_table_without_rows_is_said_to_be(write_case: WriteCase) -> None:
    case = read(write_case, "payments", "付款日期,金额\n")
    assert case.payments == ()
    assert "没有读到一笔" in case.remarks[0].message


def test_a_merged_cell_stands_in_each_of_its_rows(write_case: WriteCase) -> None:
    made = workbook(DELIVERY, [DAY, "A", 1, "HT-1"], [None, "B", 2], [DAY, "C", 3])
    assert made.active is not None
    made.active.merge_cells("A2:A3")
    made.active.merge_cells("D2:D4")
    case = read(write_case, "deliveries", saved(made))
    assert [row.contract for row in case.deliveries] == ["HT-1", "HT-1", "HT-1"]
    assert case.deliveries[1].delivered_on == DAY


def test_a_merged_amount_is_no_amount_of_each_row(write_case: WriteCase) -> None:
    made = workbook(DELIVERY, [DAY, "A", 3], [DAY, "B"])
    assert made.active is not None
    made.active.merge_cells("C2:C3")
    error = refusal(write_case, "deliveries", saved(made))
    assert "C3" in error.what
    assert "合并" in error.what


def test_rows_of_others_are_named_and_not_counted(write_case: WriteCase) -> None:
    table = (
        "交易时间,贷方发生额,借方发生额,对方户名\n"
        "2026-01-02 10:11:12,100,,武汉乙食品有限公司\n"
        "2026-01-03 10:11:12,200,,南京丙有限公司\n"
        "2026-01-04 10:11:12,,300,苏州某物业公司\n"
        "2026-01-05 10:11:12,200,,南京丙有限公司\n"
    )
    found = findings(write_case, "payments", table)
    assert {item.code for item in found} == {"LD-CASE-ROW"}
    said = {item.where: item.message for item in found}
    assert "第 3、5 行的“对方户名”是“南京丙有限公司”" in said["t.csv:3"]
    assert len(found) == 3


@pytest.mark.parametrize(
    ("key", "heads", "good", "bad"),
    [
        ("invoices", "发票号码,开票日期,价税合计,发票状态", "正常", "作废"),
        ("invoices", "发票号码,开票日期,价税合计,购买方名称", "武汉乙食品有限公司", "丙公司"),
        ("invoices", "发票号码,开票日期,价税合计,销方名称", "苏州甲设备有限公司", "丙公司"),
        ("invoices", "发票号码,开票日期,价税合计,是否正数发票", "是", "否"),
        ("deliveries", "送货单号,送货日期,金额,客户名称", " 武汉乙食品有限公司", "丙公司"),
        ("deliveries", "送货单号,送货日期,金额,币种", "人民币", "USD"),
        ("costs", "费用名称,发生日期,金额,币种", "CNY", "美元"),
    ],
)
def test_a_cell_may_say_that_a_row_does_not_belong_here(
    write_case: WriteCase, key: str, heads: str, good: str, bad: str
) -> None:
    row = "1,2026-01-02,5,"
    assert len(getattr(read(write_case, key, f"{heads}\n{row}{good}\n"), key)) == 1
    (found,) = findings(write_case, key, f"{heads}\n{row}{good}\n{row}{bad}\n")
    assert (found.code, found.where) == ("LD-CASE-ROW", "t.csv:3")
    assert f"“{bad}”" in found.message


def test_a_guarantor_may_pay(write_case: WriteCase) -> None:
    parties = (
        "parties:\n  - {role: 债权人, name: 甲公司}\n"
        "  - {role: debtor, name: 乙公司, former_name: 旧乙公司}\n"
        "  - {role: 保证人, name: 丙（集团）公司}\n"
    )
    table = "付款日期,金额,付款人\n2026-01-02,5,丙(集团)公司\n2026-01-02,6,旧乙公司\n"
    case = load_case(
        write_case(f"{CONTRACT}payments: p.csv\n", {"p.csv": table.encode()}, parties=parties)
    )
    assert len(case.payments) == 2


@pytest.mark.parametrize(("operator", "rows"), [("吴成", 1), ("张三", 0)])
def test_a_trader_pays_as_its_operator(write_case: WriteCase, operator: str, rows: int) -> None:
    parties = (
        "parties:\n  - {role: 债权人, name: 甲公司}\n"
        "  - {role: 债务人, name: 某商行, kind: 个体工商户, representative: 吴成}\n"
    )
    table = f"付款日期,金额,对方户名\n2026-01-02,5,{operator}\n"
    folder = write_case(f"{CONTRACT}payments: p.csv\n", {"p.csv": table.encode()}, parties=parties)
    if rows:
        assert len(load_case(folder).payments) == rows
        return
    with pytest.raises(CaseError) as caught:
        load_case(folder)
    assert "不是本案的债务人" in caught.value.findings[0].message


@pytest.mark.parametrize("heads", ["交易日期,交易时间,金额", "交易时间,交易日期,金额"])
def test_an_hour_beside_the_day_states_no_day(write_case: WriteCase, heads: str) -> None:
    cells = {"交易日期": "2026-01-02", "交易时间": "10:23:45", "金额": "5"}
    row = ",".join(cells[head] for head in heads.split(","))
    (payment,) = read(write_case, "payments", f"{heads}\n{row}\n").payments
    assert payment.paid_on == DAY
    made = workbook(
        heads.split(","),
        [{**cells, "交易时间": dt.time(10, 23, 45), "金额": 5}[head] for head in heads.split(",")],
    )
    (payment,) = read(write_case, "payments", saved(made)).payments
    assert payment.paid_on == DAY


def test_an_hour_alone_is_no_day(write_case: WriteCase) -> None:
    (found,) = findings(write_case, "payments", "交易时间,金额\n10:23:45,5\n")
    assert "10:23:45" in found.message


def test_days_kept_as_numbers_are_read_as_the_spreadsheet_counts(write_case: WriteCase) -> None:
    made = workbook(INVOICE, ["001", 46024, 5], ["002", 20260103, 6])
    case = read(write_case, "invoices", saved(made))
    assert [row.issued_on for row in case.invoices] == [DAY, dt.date(2026, 1, 3)]
    assert "序号" in case.remarks[0].message


def test_days_may_be_counted_from_1904(write_case: WriteCase) -> None:
    made = workbook(INVOICE, ["001", 46024 - 1462, 5])
    made.epoch = dt.datetime(1904, 1, 1)  # noqa: DTZ001 - what openpyxl calls the 1904 system
    assert read(write_case, "invoices", saved(made)).invoices[0].issued_on == DAY


def test_amounts_kept_as_floats_are_read_to_the_fen(write_case: WriteCase) -> None:
    rows = [["1", DAY, 0.1 + 0.2], ["2", DAY, 1000000 * 1.13], ["3", DAY, 1234567.89]]
    case = read(write_case, "invoices", saved(workbook(INVOICE, *rows)))
    assert [row.amount for row in case.invoices] == [
        Decimal("0.30"), Decimal("1130000.00"), Decimal("1234567.89"),
    ]  # fmt: skip


def test_a_third_decimal_is_refused_with_what_to_do(write_case: WriteCase) -> None:
    (found,) = findings(write_case, "invoices", saved(workbook(INVOICE, ["1", DAY, 12.345])))
    assert "12.345" in found.message
    assert "舍入到分" in found.next_step


@pytest.mark.parametrize(
    ("cell", "says"),
    [(DAY, "当成了日期"), (2026.1, "存的是小数"), (10**15, "近似值")],
)
def test_a_number_that_a_spreadsheet_changed_is_refused_with_its_cell(
    write_case: WriteCase, cell: object, says: str
) -> None:
    error = refusal(write_case, "invoices", saved(workbook(INVOICE, ["1", DAY, 5], [cell, DAY, 5])))
    assert "A3" in error.what
    assert says in error.what
    assert "文本" in error.next_step


@pytest.mark.parametrize("key", ["payments", "deliveries"])
def test_a_negative_amount_is_answered_with_what_to_do(write_case: WriteCase, key: str) -> None:
    table = (
        "送货单号,送货日期,金额\n1,2026-01-02,-5\n"
        if key == "deliveries"
        else "付款日期,金额\n2026-01-02,(5.00)\n"
    )
    (found,) = findings(write_case, key, table)
    assert "credits" in found.next_step


def test_two_columns_of_files_may_say_the_same(write_case: WriteCase) -> None:
    heads = "付款日期,金额,文件,附件\n"
    case = read(write_case, "payments", f"{heads}2026-01-02,5,a.pdf；b.pdf,a.pdf;b.pdf\n")
    assert case.payments[0].file == ("a.pdf", "b.pdf")
    error = refusal(write_case, "payments", f"{heads}2026-01-02,5,a.pdf,b.pdf\n")
    assert "“文件”和“附件”写的不同" in error.what


def test_a_cell_names_several_things(write_case: WriteCase) -> None:
    table = "保证人,签订日期,保证范围,所保证的合同\n丙,2026-01-01,本金、费用,HT-1\n"
    parties = "parties:\n" + "".join(
        f"  - {{role: {role}, name: {name}}}\n"
        for role, name in (("债权人", "甲"), ("债务人", "乙"), ("保证人", "丙"))
    )
    case = load_case(
        write_case(f"{CONTRACT}guarantees: g.csv\n", {"g.csv": table.encode()}, parties=parties)
    )
    assert [str(part) for part in case.guarantees[0].scope] == ["本金", "费用"]
    assert case.guarantees[0].covers == ("HT-1",)


CELLS = st.sampled_from(
    [
        None, "", "付款日期", "金额", "金额（万元）", "合计", "小计", "摘要", "付款人", "备注：",
        "2026年", "5", "-5", "￥5元", "1e5", "武汉乙食品有限公司", 5, 0.1, 1e16, 46024, DAY, True,
    ]
)  # fmt: skip


@FUZZ
@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=6))
def test_any_table_is_read_or_refused_by_name(
    write_case: WriteCase, rows: list[list[object]]
) -> None:
    payments: tuple[Payment, ...] = ()
    places = {"t.xlsx"}
    try:
        payments = read(
            write_case, "payments", saved(workbook(["付款日期", "金额"], *rows))
        ).payments
    except InputError as error:
        places = {error.where}
    except CaseError as error:
        places = {finding.where for finding in error.findings}
    assert all(place.startswith("t.xlsx") for place in places)
    assert all(payment.amount > 0 for payment in payments)
    assert len(payments) <= len(rows)


@FUZZ
@given(st.lists(st.decimals("0.01", "99999999", places=2), min_size=1, max_size=8))
def test_a_table_states_the_sum_of_its_rows(write_case: WriteCase, amounts: list[Decimal]) -> None:
    rows = [[DAY, float(amount)] for amount in amounts]
    total = ["合计", float(sum(amounts))]
    case = read(write_case, "payments", saved(workbook(["付款日期", "金额"], *rows, total)))
    assert [payment.amount for payment in case.payments] == amounts
    wrong = ["合计", float(sum(amounts) + Decimal("0.01"))]
    (found,) = findings(write_case, "payments", saved(workbook(["付款日期", "金额"], *rows, wrong)))
    assert "相差 0.01 元" in found.message


def test_one_name_may_be_merged_over_a_heading_of_two_lines(write_case: WriteCase) -> None:
    made = workbook(
        ["日期", "送货", None, "金额", None], [None, "单号", "品名", "不含税金额", "含税金额"],
        [DAY, "A", "设备", 100, 113],
    )  # fmt: skip
    assert made.active is not None
    for merged in ("A1:A2", "B1:C1", "D1:E1"):
        made.active.merge_cells(merged)
    (row,) = read(write_case, "deliveries", saved(made)).deliveries
    assert (row.delivered_on, row.number, row.amount) == (DAY, "A", 113)


def test_debit_and_credit_alone_could_mean_either_side(write_case: WriteCase) -> None:
    found = findings(write_case, "payments", "日期,摘要,借方,贷方\n2026-01-02,收款,3,5\n")
    assert "借方、贷方" in found[0].message
    table = "交易日期,借方发生额,贷方发生额\n2026-01-02,0.00,5\n"
    case = read(write_case, "payments", table)
    assert "“贷方发生额”照银行的流水当作收款" in case.remarks[0].message
