"""What a run leaves for a person and for a program."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import msgspec
import openpyxl

from legaldocs.batch.exceptions_list import exceptions_list
from legaldocs.batch.outcome import Outcome, Reason, Sums, failed
from legaldocs.batch.totals import totals

DAY = dt.date(2026, 11, 21)
BUILT = Outcome(
    "a",
    "built",
    ok=True,
    papers=("demand_letter", "exhibit_list"),
    refused={"payment_order": "LD-PO-NO-COURT"},
    sums=Sums("0.10", "0.20", "0.00", "0.30"),
    seconds=1.25,
)
SKIPPED = Outcome(
    "b",
    "unchanged",
    ok=False,
    papers=("exhibit_list",),
    sums=Sums("1.00", "0.00", "0.00", "1.00"),
    reasons=(
        Reason("LD-FILE-MISSING", "没有文件", "case.yaml:3", "补上"),
        Reason("LD-X", "其他"),
    ),
)
LOST = failed("=1+1", Reason("LD-BATCH-TIME", "用时超过上限\x07" + "长" * 3000), older=True)
ROWS = (BUILT, SKIPPED, LOST)


def sheet(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data)).active


def test_the_list_has_a_row_for_each_case_to_look_at() -> None:
    page = sheet(exceptions_list(ROWS, DAY))
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    assert rows[0] == ["案件", "状态", "代码", "位置", "事项", "下一步", "另有"]
    assert rows[1] == [
        "b",
        "已是最新",
        "LD-FILE-MISSING",
        "case.yaml:3",
        "没有文件",
        "补上",
        "1 条",
    ]
    assert rows[2][0] == "=1+1"
    assert page["A3"].data_type == "s"
    assert rows[2][1:3] == ["没有结果", "LD-BATCH-TIME"]
    assert len(rows) == 3
    assert page.freeze_panes == "B2"
    assert page.column_dimensions["E"].width > 50


def test_a_long_text_is_cut_and_an_older_result_is_named() -> None:
    long = sheet(exceptions_list((LOST,), DAY))["E2"].value
    assert len(long) < 2100
    short = failed("c", Reason("LD-BATCH-DIED", "被终止"), older=True)
    assert sheet(exceptions_list((short,), DAY))["E2"].value == (
        "被终止；文件夹里是以前的结果，不要使用"
    )


def test_the_same_rows_give_the_same_bytes() -> None:
    assert exceptions_list(ROWS, DAY) == exceptions_list(ROWS, DAY)
    assert exceptions_list(ROWS, DAY) != exceptions_list(ROWS, DAY + dt.timedelta(1))
    assert len(list(sheet(exceptions_list((BUILT,), DAY)).iter_rows())) == 1


def test_warnings_are_counted_by_code_the_rarest_first() -> None:
    rows = tuple(
        msgspec.structs.replace(BUILT, case=f"c{number}", warned=("LD-LAW-OLD",))
        for number in range(12)
    )
    rows += (msgspec.structs.replace(BUILT, warned=("LD-LAW-OLD", "LD-VOL-UNREADABLE")),)
    assert totals(rows, DAY).warnings == {"LD-LAW-OLD": 13, "LD-VOL-UNREADABLE": 1}
    page = openpyxl.load_workbook(io.BytesIO(exceptions_list(rows, DAY)))["警告"]
    shown = [[cell.value for cell in row] for row in page.iter_rows()]
    assert shown[1] == ["LD-VOL-UNREADABLE", "1", "a"]
    assert shown[2][:2] == ["LD-LAW-OLD", "13"]
    assert shown[2][2].endswith("c9等")


def test_totals_are_exact() -> None:
    summary = totals(ROWS, DAY)
    assert (summary.cases, summary.built, summary.unchanged, summary.failed) == (3, 1, 1, 1)
    assert (summary.ok, summary.to_look_at) == (False, 2)
    assert summary.sums == Sums("1.10", "0.20", "0.00", "1.30")
    assert summary.papers == {"demand_letter": 1, "exhibit_list": 2}
    assert summary.refused == {"LD-PO-NO-COURT": 1}
    assert summary.reasons == {"LD-BATCH-TIME": 1, "LD-FILE-MISSING": 1}
    assert totals((BUILT,), DAY).ok
