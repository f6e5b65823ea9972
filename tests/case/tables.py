"""Tables made for a test, and cases that read them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from legaldocs.case.reading import load_case
from legaldocs.core.errors import CaseError, InputError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.case.model import Case
    from legaldocs.core.findings import Finding

    WriteCase = Callable[..., Path]

CONTRACT = "contracts:\n  - {number: HT-1, price: 1000, due_on: 2026-06-30}\n"
INVOICE = ["发票号码", "开票日期", "价税合计"]


def workbook(*rows: list[Any], title: str = "Sheet") -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    return made


def saved(made: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def read(write_case: WriteCase, key: str, table: str | bytes) -> Case:
    """Read a case whose ``key`` is in a CSV (text) or an XLSX (bytes)."""
    name = "t.csv" if isinstance(table, str) else "t.xlsx"
    data = table.encode() if isinstance(table, str) else table
    return load_case(write_case(f"{CONTRACT}{key}: {name}\n", {name: data}))


def findings(write_case: WriteCase, key: str, table: str | bytes) -> tuple[Finding, ...]:
    with pytest.raises(CaseError) as caught:
        read(write_case, key, table)
    return caught.value.findings


def refusal(write_case: WriteCase, key: str, table: str | bytes) -> InputError:
    with pytest.raises(InputError) as caught:
        read(write_case, key, table)
    return caught.value
