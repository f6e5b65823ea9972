"""Cases made for the benchmarks: the same on every machine."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_FIRST = dt.date(2025, 3, 1)
_CASE = """title: 多份送货单
parties:
  - {{role: 债权人, name: 苏州甲机械有限公司, address: 苏州市星湖街1号, representative: 张三}}
  - {{role: 债务人, name: 杭州乙设备有限公司, address: 杭州市西湖区文三路2号}}
contracts:
  - number: HT-1
    name: 设备采购合同
    signed_on: 2025-02-01
    price: {price}.00
    due_on: 2025-07-01
    late_payment: {{rate: 0.05%/day, wording: 按日万分之五}}
deliveries:
"""
_ROW = "  - {{number: {number}, delivered_on: {day}, amount: 1000.00, file: {file}}}\n"


def write_deliveries(folder: Path, count: int) -> None:
    """Write a case of one contract and ``count`` delivery notes of 1,000 yuan, each a PDF page."""
    (folder / "deliveries").mkdir(parents=True)
    rows = []
    for at in range(1, count + 1):
        number, day = f"SH-{at:05}", _FIRST + dt.timedelta(days=at % 90)
        file = f"deliveries/{number}.pdf"
        lines = [f"Delivery note {number}", str(day)]
        lines += [f"item {item} quantity {item * at % 17}" for item in range(20)]
        (folder / file).write_bytes(page_of(lines))
        rows.append(_ROW.format(number=number, day=day, file=file))
    case = _CASE.format(price=1_000 * count) + "".join(rows)
    (folder / "case.yaml").write_text(case, encoding="utf-8")


def page_of(lines: list[str]) -> bytes:
    """Return a PDF of one page with these lines of Latin text."""
    shown = " ".join(f"({line}) Tj T*" for line in lines)
    content = f"BT /F1 12 Tf 72 760 Td 16 TL {shown} ET"
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources 6 0 R>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        "<</Font<</F1 4 0 R>>>>",
    )
    made, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(made))
        made += f"{number} 0 obj{body}endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    made += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    start = made.index("xref\n")
    made += f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF"
    return made.encode("ascii")
