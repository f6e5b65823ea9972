from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.reading import load_case
from legaldocs.volume.invoice_check import check_invoices
from tests.conftest import PARTIES
from tests.volume import made
from tests.volume.test_einvoice import FACTS, ofd_with_data, xml_invoice

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ROW = {"number": "26332000000000000001", "issued_on": "2026-03-05", "amount": "60000.00"}

UNREADABLE = dict.fromkeys(("TotalAmWithoutTax", "TotalTaxAm", "TotalTax-includedAmount"), "另列")
CODES = "91420100MA4KLX0H8T", "91420100MA49B7EF5X"


@pytest.mark.parametrize(("stated", "codes"), [(CODES[1], []), ("9" * 18, ["LD-INV-FILE-CODE"])])
def test_a_tax_number_without_a_name_is_compared_too(
    write_case: Callable[..., Path], tmp_path: Path, stated: str, codes: list[str]
) -> None:
    parties = PARTIES
    for name, code in zip(("苏州甲设备有限公司", "武汉乙食品有限公司"), CODES, strict=True):
        parties = parties.replace(f"name: {name}", f"name: {name}\n    uscc: {code}")
    text = (
        "contracts:\n  - {price: 60000.00, due_on: 2026-06-30}\n"
        f'invoices:\n  - {{number: "{ROW["number"]}", issued_on: {ROW["issued_on"]}, '
        f'amount: {ROW["amount"]}, file: "发票.xml"}}\n'
    )
    case = load_case(write_case(text, parties=parties))
    sides = {"SellerName": "", "SellerIdNum": CODES[0], "BuyerName": "", "BuyerIdNum": stated}
    items = made.store(tmp_path / "originals", {"发票.xml": xml_invoice({**FACTS, **sides})})
    findings = list(check_invoices(case, items, tmp_path / "originals"))
    assert [finding.code for finding in findings] == codes


@pytest.mark.parametrize(
    ("row", "stated", "codes"),
    [
        ({}, {}, []),
        ({"amount": "50000.00"}, {}, ["LD-INV-FILE-AMOUNT"]),
        ({"number": "26332000000000000009"}, {}, ["LD-INV-FILE-NUMBER"]),
        ({"issued_on": "2026-03-06"}, {}, ["LD-INV-FILE-DAY"]),
        ({}, {"TotalTaxAm": "6902.60"}, ["LD-INV-FILE-SUM"]),
        ({}, {"BuyerName": "别的公司"}, ["LD-INV-FILE-PARTY"]),
        ({"amount": "5.00"}, UNREADABLE, ["LD-INV-FILE-UNREAD"]),
        ({}, {"BuyerName": "武汉乙食品 有限公司"}, []),
    ],
)
def test_a_file_that_contradicts_its_row_is_reported(
    row: dict[str, str],
    stated: dict[str, str],
    codes: list[str],
    write_case: Callable[..., Path],
    tmp_path: Path,
) -> None:
    facts = ROW | row
    folder = write_case(
        "contracts:\n  - {price: 60000.00, due_on: 2026-06-30}\n"
        f'invoices:\n  - {{number: "{facts["number"]}", issued_on: {facts["issued_on"]}, '
        f'amount: {facts["amount"]}, file: "发票.xml"}}\n'
    )
    case = load_case(folder)
    file = xml_invoice(
        {
            **FACTS,
            "SellerName": case.creditor.name,
            "SellerIdNum": case.creditor.uscc,
            "BuyerName": case.debtor.name,
            **stated,
        }
    )
    items = made.store(tmp_path / "originals", {"发票.xml": file})
    findings = list(check_invoices(case, items, tmp_path / "originals"))
    assert [finding.code for finding in findings] == codes
    for finding in findings:
        assert "发票.xml" in finding.where
        if finding.severity == "error":
            assert finding.blocks == ("figures",)
            assert "case.yaml:" in finding.where


def test_two_files_of_one_invoice_that_differ_are_named_both(
    write_case: Callable[..., Path], tmp_path: Path
) -> None:
    folder = write_case(
        "contracts:\n  - {price: 60000.00, due_on: 2026-06-30}\n"
        f'invoices:\n  - {{number: "{ROW["number"]}", issued_on: {ROW["issued_on"]}, '
        f'amount: {ROW["amount"]}, file: ["a.xml", "b.ofd", "c.xml"]}}\n'
    )
    case = load_case(folder)
    names = {
        "SellerName": case.creditor.name,
        "SellerIdNum": case.creditor.uscc,
        "BuyerName": case.debtor.name,
    }
    data = {
        "发票号码": ROW["number"],
        "开票日期": "2026年3月5日",
        "合计金额": "53097.35",
        "价税合计": "60000.00",
        "购买方名称": "武汉丙公司",
    }
    files = {
        "a.xml": xml_invoice({**FACTS, **names}),
        "b.ofd": ofd_with_data(data),
        "c.xml": b"<?xml version='1.0'?><EInvoice>",
    }
    items = made.store(tmp_path / "originals", files)
    findings = {f.code: f for f in check_invoices(case, items, tmp_path / "originals")}
    assert set(findings) == {"LD-INV-FILE-PARTY", "LD-INV-FILES-DIFFER", "LD-INV-FILE-UNREAD"}
    assert findings["LD-INV-FILES-DIFFER"].where == "a.xml，b.ofd"
    assert "武汉丙公司" in findings["LD-INV-FILES-DIFFER"].message
    assert findings["LD-INV-FILE-UNREAD"].where.endswith("c.xml")


def test_a_tax_number_that_is_not_that_of_the_party_is_named(
    write_case: Callable[..., Path], tmp_path: Path
) -> None:
    folder = write_case(
        "contracts:\n  - {price: 60000.00, due_on: 2026-06-30}\n"
        f'invoices:\n  - {{number: "{ROW["number"]}", issued_on: {ROW["issued_on"]}, '
        f"amount: {ROW['amount']}, file: a.xml}}\n"
    )
    case = load_case(folder)
    parties = tuple(replace(party, uscc="91320594MA0042KA3Y") for party in case.parties)
    case = replace(case, parties=parties)
    names = {"SellerName": case.creditor.name, "BuyerName": case.debtor.name}
    for code, found in (("91420115MA0042XN2M", ["LD-INV-FILE-CODE"]), ("91320594MA0042KA3Y", [])):
        data = xml_invoice({**FACTS, **names, "SellerIdNum": code})
        items = made.store(tmp_path / "originals", {"a.xml": data})
        findings = list(check_invoices(case, items, tmp_path / "originals"))
        assert [finding.code for finding in findings] == found
