from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.heading import fields, names
from legaldocs.case.reading import load_case
from legaldocs.case.synonyms import EVERYWHERE, SYNONYMS, WEAK
from legaldocs.case.vocabulary import LateChargeKind
from legaldocs.core.errors import InputError

from .tables import CONTRACT, findings, read, refusal, saved, workbook

if TYPE_CHECKING:
    from legaldocs.case.model import Case

    from .tables import WriteCase


def remarks(case: Case) -> list[str]:
    assert {finding.code for finding in case.remarks} <= {"LD-CASE-TABLE"}
    assert {finding.severity for finding in case.remarks} <= {"note"}
    return [f"{finding.where} {finding.message}" for finding in case.remarks]


def test_every_synonym_names_a_field_and_no_two_fields() -> None:
    for model, known in SYNONYMS.items():
        assert {*known} <= {*fields(model)}
        headings = [other for others in known.values() for other in others]
        assert len(headings) == len({*headings})
        for key, others in known.items():
            assert all(names(model)[other] == key for other in others)
    assert all(key in fields(model) for model, weak in WEAK.items() for key in weak.values())
    assert all(any(key in fields(model) for model in SYNONYMS) for key in EVERYWHERE)


def test_the_heading_is_found_below_titles_and_said_to_be(write_case: WriteCase) -> None:
    made = workbook(
        ["送货明细表"],
        [None, "客户：武汉乙食品有限公司", None, "单位：元"],
        [],
        [None, "出库日期", "出库单号", "品名", None, "含税总额", "收货人"],
        [None, dt.date(2026, 1, 2), "CK-1", "设备", None, 5, "张三"],
    )
    case = read(write_case, "deliveries", saved(made))
    (row,) = case.deliveries
    assert (row.number, row.amount, row.goods, row.signed_by) == ("CK-1", 5, "设备", "张三")
    assert str(row.origin) == "t.xlsx:5"
    (said,) = remarks(case)
    assert said.startswith("t.xlsx:4 ")
    assert "以第 4 行为表头" in said
    assert "“出库日期”当作送货日期" in said


def test_a_plain_table_needs_no_remark(write_case: WriteCase) -> None:
    assert remarks(read(write_case, "payments", "付款日期,金额\n2026-01-02,5\n")) == []


@pytest.mark.parametrize(
    ("above", "heading", "cell", "yuan"),
    [
        ("", "金额（万元）", "1.2345", "12345"),
        ("", "金额(人民币万元)", "12", "120000"),
        ("", "金额/千元", "1.5", "1500"),
        ("单位：万元,\n", "金额", "0.0001", "1"),
        ("付款表（万元）,\n", "金额", "2", "20000"),
        ("单位：万元,\n", "金额（元）", "5", "5"),
        ("单位：人民币元,\n", "金额", "5", "5"),
        ("单位：武汉乙食品有限公司,\n", "金额", "5", "5"),
    ],
)
def test_ten_thousands_become_yuan_and_that_is_said(
    write_case: WriteCase, above: str, heading: str, cell: str, yuan: str
) -> None:
    case = read(write_case, "payments", f"{above}付款日期,{heading}\n2026-01-02,{cell}\n")
    assert case.payments[0].amount == Decimal(yuan)
    assert any("换算为元" in said for said in remarks(case)) == (yuan != cell)


@pytest.mark.parametrize("cell", ["￥5", "5万", "-5", "五"])
def test_only_plain_figures_are_converted(write_case: WriteCase, cell: str) -> None:
    error = refusal(write_case, "payments", f"付款日期,金额（万元）\n2026-01-02,{cell}\n")
    assert "B2" in error.what
    assert "不能换算" in error.what


def test_what_comes_to_less_than_a_fen_is_refused(write_case: WriteCase) -> None:
    (found,) = findings(write_case, "payments", "付款日期,金额（万元）\n2026-01-02,0.1234567\n")
    assert "1234.567" in found.message


@pytest.mark.parametrize("above", ["单位：美元", "币种：USD", "单位：亿元"])
def test_another_unit_above_the_heading_is_refused(write_case: WriteCase, above: str) -> None:
    error = refusal(write_case, "payments", f"{above},\n付款日期,金额\n2026-01-02,5\n")
    assert "不能换算成元" in error.what


def test_late_payment_terms_are_columns_of_a_table_of_contracts(write_case: WriteCase) -> None:
    table = (
        "合同编号,合同总价,到期日,违约金标准,违约金性质,上限\n"
        "HT-1,100,2026-06-30,日万分之五,违约金,合同价款的10%\n"
        "HT-2,200,2026-06-30,,,\n"
    )
    case = load_case(write_case("contracts: c.csv\n", {"c.csv": table.encode()}))
    first, second = case.contracts
    assert first.late_payment is not None
    assert first.late_payment.rate == "日万分之五"
    assert first.late_payment.kind is LateChargeKind.PENALTY
    assert first.late_payment.cap == "合同价款的10%"
    assert second.late_payment is None


def test_an_account_is_columns_of_a_table_of_parties(write_case: WriteCase) -> None:
    table = (
        "地位,名称,户名,开户行,账号\n"
        "债权人,甲公司,甲公司,某银行,6210880010002233\n债务人,乙公司,,,\n"
    )
    case = load_case(
        write_case(f"parties: p.csv\n{CONTRACT}", {"p.csv": table.encode()}, parties="")
    )
    assert case.creditor.account is not None
    assert case.creditor.account.number == "6210880010002233"
    assert case.debtor.account is None


def test_a_nested_field_may_be_written_out(write_case: WriteCase) -> None:
    table = "合同价款,到期日,逾期付款条款标准,late_payment.clause\n5,2026-06-30,年利率6%,第八条\n"
    case = load_case(write_case("contracts: c.csv\n", {"c.csv": table.encode()}))
    late = case.contracts[0].late_payment
    assert late is not None
    assert (late.rate, late.clause) == ("年利率6%", "第八条")


def test_a_unit_that_fits_no_amount_is_no_heading(write_case: WriteCase) -> None:
    with pytest.raises(InputError, match="找不到表头"):
        read(write_case, "payments", "付款日期（万元）\n5\n")
