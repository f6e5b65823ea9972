"""Values beside their labels, however the writing lies, and those that are not sure."""

from __future__ import annotations

from decimal import Decimal

import pytest

from legaldocs.volume.pages import ReadLine
from legaldocs.volume.scan.values import CODE, DAY, INVOICE, SUM, TAXPAYER, Kind, folded
from tests.volume.pdf.test_text_layer import line


def turned(found: ReadLine) -> ReadLine:
    """Return a line on a sheet that was turned by a quarter."""
    corners = tuple((Decimal(600) - up, across) for across, up in found.corners)
    return ReadLine(found.text, found.sure, corners)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "label", "text", "found"),
    [
        (SUM, r"\(小写\)", "（小写）￥113,000.00", ["113,000.00"]),
        (SUM, r"\(小写\)", "（小写） CNY113000.00", ["113,000.00"]),
        (SUM, r"\(小写\)", "（小写）¥113,000.0", []),
        (SUM, r"\(小写\)", "（小写）¥113,000.001", []),
        (SUM, r"\(小写\)", "（小写）¥-113,000.00", []),
        (SUM, r"\(小写\)", "（小写）¥11,3000.00", []),
        (DAY, "开票日期", "开票日期：2026年3月5日", ["2026-03-05"]),
        (DAY, "开票日期", "开票日期:2026-03-05 10:26", ["2026-03-05"]),
        (DAY, "开票日期", "开票日期:2026年13月5日", []),
        (DAY, "开票日期", "打印日期:2026年3月5日", []),
        (INVOICE, "发票号码", "发票号码：26332000000000000001", ["26332000000000000001"]),
        (INVOICE, "发票号码", "发票号码：2633200000000000001", []),
        (CODE, "合同编号", "合同编号：HT-2025-042（设备）", ["HT-2025-042"]),
        (CODE, "合同编号", "合同编号：见附件", []),
        (TAXPAYER, "纳税人识别号", "纳税人识别号：91420115MA0042XN2M", ["91420115MA0042XN2M"]),
        (TAXPAYER, "纳税人识别号", "纳税人识别号：91420115MA0042XN2N", []),
    ],
)
def test_a_value_behind_its_label(kind: Kind, label: str, text: str, found: list[str]) -> None:
    value = line(text, 0, 0, 200, 10)
    assert list(kind.labelled(label, [value])) == found
    assert list(kind.labelled(label, [line(text, 0, 0, 200, 10, sure=949)])) == []


@pytest.mark.parametrize("turn", [False, True])
@pytest.mark.parametrize(
    ("edges", "found"),
    [
        ((110, 100, 200, 110), ["120,000.00"]),
        ((110, 103, 200, 113), ["120,000.00"]),
        ((110, 120, 200, 130), []),
        ((300, 100, 400, 110), []),
        ((-110, 100, -20, 110), []),
    ],
)
def test_a_value_beside_its_label(
    edges: tuple[float, ...], found: list[str], *, turn: bool
) -> None:
    lines = [line("金额（小写）", 0, 100, 100, 110), line("CNY120,000.00", *edges)]
    lines = [turned(row) for row in lines] if turn else lines
    assert list(SUM.labelled(r"金额\(小写\)", lines)) == found


def test_a_value_that_is_unsure_beside_a_sure_label_counts_for_nothing() -> None:
    lines = [line("（小写）", 0, 0, 50, 10), line("¥120,000.00", 60, 0, 120, 10, sure=900)]
    assert list(SUM.labelled(r"\(小写\)", lines)) == []
    assert SUM.states("120,000.00", lines)


def test_what_stands_by_itself_and_what_only_looks_so() -> None:
    lines = [
        line("运单YS4209260042107已签收", 0, 0, 90, 9),
        line("253200000000420001O1", 0, 9, 9, 9),
    ]
    assert CODE.states("YS4209260042107", lines)
    assert not CODE.states("4209260042107", lines)
    assert CODE.hints("4209260042107", lines)
    assert INVOICE.hints("25320000000042000101", lines)
    assert not INVOICE.hints("25320000000042000102", lines)
    assert CODE.states("砚采字〔2025〕第42号", [line("（砚采字[2025]第42号）", 0, 0, 9, 9)])


def test_look_alikes_are_one() -> None:
    assert folded("HT－O25 / l7") == folded("ht-025/17") == "HT02517"
