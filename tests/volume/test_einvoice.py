from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from legaldocs.volume.convert import einvoice as sheet
from legaldocs.volume.einvoice import OFD, XML, read_invoice
from legaldocs.volume.limits import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from tests.volume.conftest import Volume

FACTS = {
    "InvoiceNumber": "26332000000000000001",
    "IssueTime": "2026-03-05 10:00:00",
    "SellerName": "苏州甲设备有限公司",
    "SellerIdNum": "91320000000000000X",
    "BuyerName": "武汉乙食品有限公司",
    "TotalAmWithoutTax": "53097.35",
    "TotalTaxAm": "6902.65",
    "TotalTax-includedAmount": "60000.00",
}


def xml_invoice(facts: Mapping[str, str] = FACTS, item: str = "*机械*泵") -> bytes:
    """Return an invoice as the tax platform's XML has it; the item has sums of its own."""
    inner = "".join(f"<{name}>{value}</{name}>" for name, value in facts.items())
    return (
        '<?xml version="1.0" encoding="UTF-8"?><EInvoice><EInvoiceData>'
        f"<IssuItemInformation><ItemName>{item}</ItemName>"
        "<TotalTaxIncludedAmount>1.00</TotalTaxIncludedAmount></IssuItemInformation>"
        f"{inner}</EInvoiceData></EInvoice>"
    ).encode()


def ofd(parts: Mapping[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def ofd_with_data(facts: Mapping[str, str]) -> bytes:
    data = "".join(
        f'<o:CustomData Name="{name}">{text}</o:CustomData>' for name, text in facts.items()
    )
    return ofd(
        {
            "OFD.xml": f'<?xml version="1.0"?><o:OFD xmlns:o="http://www.ofdspec.org/2016">{data}</o:OFD>'
        }
    )


def ofd_with_tags() -> bytes:
    def point(name: str, number: int) -> str:
        return f"<o:{name}><o:ObjectRef PageRef='1'>{number}</o:ObjectRef></o:{name}>"

    space = 'xmlns:o="http://www.ofdspec.org/2016"'
    texts = {
        7: "26332000000000000002",
        8: "2026年03月05日",
        9: "￥300.00",
        10: "39.00",
        11: "339.00",
    }
    objects = "".join(
        f'<o:TextObject ID="{number}"><o:TextCode>{text[:4]}</o:TextCode>'
        f"<o:TextCode>{text[4:]}</o:TextCode></o:TextObject>"
        for number, text in texts.items()
    )
    names = ("InvoiceNo", "IssueDate", "TaxExclusiveTotalAmount", "TaxTotalAmount")
    tags = "".join(
        point(name, number)
        for name, number in zip((*names, "TaxInclusiveTotalAmount"), texts, strict=True)
    )
    return ofd(
        {
            "OFD.xml": f"<o:OFD {space}/>",
            "Doc_0/Pages/Page_0/Content.xml": f"<o:Page {space}>{objects}</o:Page>",
            "Doc_0/Tags/CustomTag.xml": f"<o:root {space}>{tags}</o:root>",
        }
    )


def read(tmp_path: Path, data: bytes, media: str) -> tuple[object, ...] | None:
    (tmp_path / "x").write_bytes(data)
    found = read_invoice(tmp_path / "x", media)
    return None if found is None else (found.number, str(found.issued_on), found.net, found.total)


def test_xml_ofd_data_and_ofd_tags_give_the_same_facts(tmp_path: Path) -> None:
    assert read(tmp_path, xml_invoice(), XML) == (
        *("26332000000000000001", "2026-03-05"),
        *(Decimal("53097.35"), Decimal("60000.00")),
    )
    named = {"发票号码": "12345678", "合计金额": "53097.35", "合计税额": "6902.65"}
    assert read(tmp_path, ofd_with_data({**named, "开票日期": "2026年3月5日"}), OFD) == (
        *("12345678", "2026-03-05"),
        *(Decimal("53097.35"), Decimal("60000.00")),
    )
    assert read(tmp_path, ofd_with_tags(), OFD) == (
        *("26332000000000000002", "2026-03-05"),
        *(Decimal("300.00"), Decimal("339.00")),
    )


def test_an_invoice_attached_inside_an_ofd_is_read(tmp_path: Path) -> None:
    data = ofd({"OFD.xml": "<OFD/>", "Doc_0/Attachs/original_invoice.xml": xml_invoice().decode()})
    assert read(tmp_path, data, OFD)[0] == "26332000000000000001"


def test_a_red_invoice_has_negative_sums_and_a_wrong_total_is_seen(tmp_path: Path) -> None:
    red = {**FACTS, "TotalAmWithoutTax": "-100.00", "TotalTaxAm": "-13.00"}
    (tmp_path / "x").write_bytes(xml_invoice({**red, "TotalTax-includedAmount": "-113.00"}))
    found = read_invoice(tmp_path / "x", XML)
    assert (found.total, found.contradicts_itself) == (Decimal("-113.00"), False)
    (tmp_path / "x").write_bytes(xml_invoice({**FACTS, "TotalTaxAm": "6902.60"}))
    assert read_invoice(tmp_path / "x", XML).contradicts_itself


@pytest.mark.parametrize(
    ("data", "media"),
    [
        (b"<?xml version='1.0'?><a>", XML),
        (b"<?xml version='1.0'?><sms><body>x</body></sms>", XML),
        (
            b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'bb'><!ENTITY c '&b;&b;'>]><a>&c;</a>",
            XML,
        ),
        (b"PK\x03\x04", OFD),
        (ofd({"OFD.xml": "<OFD"}), OFD),
        (ofd({f"{number}.txt": "" for number in range(2001)}), OFD),
    ],
)
def test_what_is_no_invoice_or_hostile_gives_nothing(
    data: bytes, media: str, tmp_path: Path
) -> None:
    assert read(tmp_path, data, media) is None


def test_the_sheet_states_the_data_and_that_it_is_no_print(bound: Callable[..., Volume]) -> None:
    volume = bound({"发票.xml": xml_invoice()})
    (page,) = PdfReader(io.BytesIO(volume.data)).pages
    shown = "".join(page.extract_text().split())
    for part in ("26332000000000000001", "2026年3月5日", "53,097.35元", "60,000.00元", "*机械*泵"):
        assert part in shown
    assert "不是发票版面的打印件" in shown


def test_other_xml_is_printed_as_text_and_other_ofd_is_not(
    bound: Callable[..., Volume], tmp_path: Path
) -> None:
    volume = bound({"sms.xml": b"<?xml version='1.0'?><sms><body>hello</body></sms>"})
    assert "<body>hello</body>" in PdfReader(io.BytesIO(volume.data)).pages[0].extract_text()
    (tmp_path / "a.ofd").write_bytes(ofd({"OFD.xml": "<OFD/>", "Doc_0/Document.xml": "<a/>"}))
    with pytest.raises(Unreadable, match="没有能识别的发票数据"):
        sheet.convert(tmp_path / "a.ofd", "a.ofd")
