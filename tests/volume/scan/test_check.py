"""Recognised writing beside the rows: a warning for what surely differs, a note for what agrees."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from legaldocs.case.reading import load_case
from legaldocs.volume.layout import lay_out
from legaldocs.volume.scan.check import check_scans
from tests.volume import made
from tests.volume.pdf.test_text_layer import line, with_lines

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.core.findings import Finding

SELLER, BUYER, OTHER = "91320594MA0042KA3Y", "91420115MA0042XN2M", "91440300MA5DC8UN6B"
PARTIES = f"""
parties:
  - {{role: 债权人, name: 苏州甲设备有限公司, uscc: {SELLER}}}
  - {{role: 债务人, name: 武汉乙食品有限公司, uscc: {BUYER}, address: 武汉市某路1号}}
"""
CASE = """
contracts:
  - {number: HT-2025-042, price: 60000.00, due_on: 2026-06-30, file: "合同.jpg"}
deliveries:
  - {number: SH-03, delivered_on: 2026-03-01, amount: 60000.00, file: "送货.jpg"}
invoices:
  - {number: "26332000000000000001", issued_on: 2026-03-05, amount: 60000.00, file: "发票.jpg"}
payments:
  - {paid_on: 2026-03-06, amount: 1000.00, file: "回单.jpg"}
  - {paid_on: 2026-03-06, amount: 500.00, file: "回单.jpg"}
communications:
  - {sent_on: 2026-09-01, channel: 快递, gist: 催告, effect: 催告函,
     arrived_on: 2026-09-03, tracking: YS4209260042107, file: "函.jpg", proof: ["签收.jpg"]}
"""


@pytest.fixture
def checked(write_case: Callable[..., Path], tmp_path: Path) -> Callable[..., list[Finding]]:
    def check(file: str, *texts: str, sure: int = 990, parties: str = PARTIES) -> list[Finding]:
        case = load_case(write_case(CASE, parties=parties))
        items = made.store(tmp_path / "originals", {file: made.picture()})
        layout = lay_out([made.exhibit(1, file)], items, tmp_path / "originals")
        lines = tuple(
            line(text, 0, 20 * n, 300, 20 * n + 10, sure=sure) for n, text in enumerate(texts)
        )
        return list(check_scans(case, with_lines(layout, (), lines)))

    return check


@pytest.mark.parametrize(
    ("file", "text", "said", "read"),
    [
        ("合同.jpg", "合同编号：HT-2025-043", "HT-2025-042", "HT-2025-043"),
        ("送货.jpg", "No. SH-04", "SH-03", "SH-04"),
        (
            "发票.jpg",
            "发票号码：26332000000000000007",
            "26332000000000000001",
            "6332000000000000007",
        ),
        ("发票.jpg", "价税合计（小写）¥66,000.00", "60,000.00", "66,000.00"),
        ("发票.jpg", "开票日期：2026年03月06日", "2026-03-05", "2026-03-06"),
        ("发票.jpg", f"统一社会信用代码/纳税人识别号：{OTHER}", SELLER, OTHER),
        ("回单.jpg", "金额（小写） CNY1,600.00", "1,000.00", "1,600.00"),
        ("回单.jpg", "金额 (小写) CNY1,600.00", "1,000.00", "1,600.00"),
        ("签收.jpg", "运单号：YS4209260042109", "YS4209260042107", "YS4209260042109"),
        ("签收.jpg", "签收时间：2026-09-04 10:26", "2026-09-03", "2026-09-04"),
    ],
)
def test_what_surely_differs_is_a_warning_with_both_places(
    file: str, text: str, said: str, read: str, checked: Callable[..., list[Finding]]
) -> None:
    findings = checked(file, text)
    assert findings
    assert {finding.code for finding in findings} == {"LD-SCAN-DIFFERS"}
    for finding in findings:
        assert (finding.severity, finding.blocks) == ("warning", ())
        assert finding.where.startswith("case.yaml:")
        assert finding.where.endswith(f"{file} 第 2 页")
    assert said in findings[0].message
    assert read in findings[0].message
    assert checked(file, text, sure=940) == []


@pytest.mark.parametrize(
    ("file", "texts"),
    [
        ("合同.jpg", ("合同编号：HT-2025-043", "框架合同HT-2025-042")),
        ("合同.jpg", ("合同编号：HT-2O25-O42",)),
        ("合同.jpg", ("HT-2025-043",)),
        ("发票.jpg", ("价税合计（小写）¥66,000.00", "60,000.00")),
        ("发票.jpg", ("发票号码：00000001", "发票代码：263320000000")),
        ("回单.jpg", ("金额（小写） CNY1,500.00",)),
        ("签收.jpg", ("运单号：YS4209260042109", "原单YS4209260042107")),
        ("签收.jpg", ("没有字",)),
        ("回单.jpg", ("手续费金额：10.00",)),
        ("发票.jpg", ("对应正数发票号码：26332000000000000007",)),
        ("合同.jpg", ("原合同编号：HT-2025-043",)),
        ("别的.jpg", ("合同编号：HT-2025-043",)),
    ],
)
def test_nothing_is_made_of_what_may_be_right(
    file: str, texts: tuple[str, ...], checked: Callable[..., list[Finding]]
) -> None:
    assert [f for f in checked(file, *texts) if f.code != "LD-SCAN-SAME"] == []


def test_agreement_is_one_note_a_row_and_file(checked: Callable[..., list[Finding]]) -> None:
    texts = (
        *("发票号码：26332000000000000001", "开票日期：2026年03月05日", "（小写）¥60,000.00"),
        *(f"纳税人识别号：{SELLER}", f"纳税人识别号：{BUYER}"),
    )
    (note,) = checked("发票.jpg", *texts)
    assert (note.code, note.severity) == ("LD-SCAN-SAME", "note")
    assert "发票号码、价税合计、开票日期、税号" in note.message
    assert "发票.jpg" in note.where


def test_tax_numbers_are_compared_only_where_every_party_has_one(
    checked: Callable[..., list[Finding]],
) -> None:
    parties = PARTIES.replace(f", uscc: {BUYER}", "")
    assert checked("发票.jpg", f"纳税人识别号：{OTHER}", parties=parties) == []
    strange, same = checked(
        "发票.jpg", f"纳税人识别号：{OTHER}", f"纳税人识别号：{SELLER}", "（小写）¥60,000.00"
    )
    assert strange.code == "LD-SCAN-DIFFERS"
    assert "税号" not in same.message
