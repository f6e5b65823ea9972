from __future__ import annotations

import io
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from weasyprint import HTML

from legaldocs.volume.einvoice import OFD, PDF, read_invoice
from legaldocs.volume.einvoice_text import read_text
from tests.volume.test_einvoice import ofd

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """电子发票（增值税专用发票）          发票号码：26332000000000000001
                                  开票日期：2026年03月05日
购  名称：武汉乙食品有限公司          销  名称：苏州甲设备有限公司
    纳税人识别号：91420115MA0042XN2M  纳税人识别号：91320594MA0042KA3Y
合 计                      ¥53097.35      ¥6902.65
价税合计（大写） 陆万元整      （小写）¥60000.00
"""


def test_the_text_of_a_page_gives_every_fact() -> None:
    found = read_text(PAGE)
    assert found is not None
    assert (found.number, str(found.issued_on)) == ("26332000000000000001", "2026-03-05")
    assert (found.buyer, found.seller) == ("武汉乙食品有限公司", "苏州甲设备有限公司")
    assert (found.buyer_code, found.seller_code) == ("91420115MA0042XN2M", "91320594MA0042KA3Y")
    assert (found.net, found.tax, found.total) == tuple(
        map(Decimal, ("53097.35", "6902.65", "60000.00"))
    )
    assert found.from_text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("发票号码：26332000000000000001", "发票号码："),
        ("（小写）¥60000.00", "（小写）"),
        ("电子发票（增值税专用发票）          发票号码", "收据          号码"),
        ("开票日期", "发票号码：26332000000000000002 开票日期"),
    ],
)
def test_a_page_that_names_no_invoice_or_two_gives_nothing(old: str, new: str) -> None:
    text = PAGE.replace(old, new)
    if "收据" in new:
        text = text.replace("增值税", "").replace("发票", "")
    assert read_text(text) is None


def test_what_is_not_certain_is_left_out() -> None:
    found = read_text(
        PAGE.replace("¥6902.65", "¥6902.60").replace("购  名称：武汉乙食品有限公司", "")
    )
    assert found is not None
    assert (found.net, found.tax, found.buyer, found.seller) == (None, None, "", "")
    assert found.total == Decimal("60000.00")


def test_the_text_of_a_pdf_is_read(tmp_path: Path) -> None:
    lines = "".join(f"<p>{line}" for line in PAGE.splitlines())
    data = HTML(
        string=f"<meta charset=utf-8><style>p{{white-space:pre}}</style>{lines}"
    ).write_pdf()
    (tmp_path / "a.pdf").write_bytes(data)
    found = read_invoice(tmp_path / "a.pdf", PDF)
    assert found is not None
    assert (found.number, found.total) == ("26332000000000000001", Decimal("60000.00"))


def test_the_text_of_an_ofd_without_tags_is_read_line_by_line(tmp_path: Path) -> None:
    objects = "".join(
        f'<TextObject Boundary="{10 + 60 * column} {10 * row} 50 5">'
        f"<TextCode>{part.strip()}</TextCode></TextObject>"
        for row, line in enumerate(PAGE.splitlines())
        for column, part in enumerate(filter(None, line.split("  ")))
    )
    parts = {"OFD.xml": "<OFD/>", "Doc_0/Pages/Page_0/Content.xml": f"<Page>{objects}</Page>"}
    (tmp_path / "a.ofd").write_bytes(ofd(parts))
    found = read_invoice(tmp_path / "a.ofd", OFD)
    assert found is not None
    assert (found.number, found.total) == ("26332000000000000001", Decimal("60000.00"))


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>"])
def test_a_broken_pdf_gives_nothing(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(data)
    assert read_invoice(tmp_path / "a.pdf", PDF) is None
    assert io.BytesIO(data).read() == (tmp_path / "a.pdf").read_bytes()
