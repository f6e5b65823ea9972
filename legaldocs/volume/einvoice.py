"""What an electronic VAT invoice states: the data of its XML or OFD file."""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from legaldocs.core.days import iso_day
from legaldocs.core.errors import InputError
from legaldocs.core.money import yuan

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping
    from decimal import Decimal
    from pathlib import Path

OFD = "application/ofd"
XML = "application/xml"
_BYTES = 8 << 20
_ENTRIES = 2000
_ROWS = 200

_FIELDS: Mapping[str, str] = {
    **dict.fromkeys(("InvoiceNumber", "InvoiceNo", "EIid", "发票号码"), "number"),
    **dict.fromkeys(("InvoiceCode", "发票代码"), "code"),
    **dict.fromkeys(("IssueTime", "IssueDate", "RequestTime", "开票日期"), "issued_on"),
    **dict.fromkeys(("SellerName", "销售方名称"), "seller"),
    **dict.fromkeys(("SellerIdNum", "SellerTaxID", "销售方纳税人识别号"), "seller_code"),
    **dict.fromkeys(("BuyerName", "购买方名称"), "buyer"),
    **dict.fromkeys(("BuyerIdNum", "BuyerTaxID", "购买方纳税人识别号"), "buyer_code"),
    **dict.fromkeys(("TotalAmWithoutTax", "TaxExclusiveTotalAmount", "合计金额"), "net"),
    **dict.fromkeys(("TotalTaxAm", "TaxTotalAmount", "合计税额"), "tax"),
    **dict.fromkeys(
        (
            "TotalTax-includedAmount",
            "TotalTaxIncludedAmount",
            "TaxInclusiveTotalAmount",
            "价税合计",
        ),
        "total",
    ),
}
"""Element or entry name → field; the first that has a value counts, in the order of the file."""

_ITEM = "IssuItemInformation"
_DAY = re.compile(r"(\d{4})\s*[-/年]\s*(\d{1,2})\s*[-/月]\s*(\d{1,2})")
_FAULTS = (
    *(etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, NotImplementedError),
    *(RuntimeError, EOFError, KeyError, ValueError),
)
"""What reading a broken file raises; an encrypted entry raises RuntimeError."""


@dataclass(frozen=True, slots=True)
class ElectronicInvoice:
    """The data of an electronic invoice (电子发票数据).

    Amounts are yuan, negative on a red invoice; what the file does not state is empty or None.
    ``items`` are names of goods or services as invoiced.
    """

    number: str
    code: str = ""
    issued_on: dt.date | None = None
    seller: str = ""
    seller_code: str = ""
    buyer: str = ""
    buyer_code: str = ""
    net: Decimal | None = None
    tax: Decimal | None = None
    stated_total: Decimal | None = None
    items: tuple[str, ...] = ()

    @property
    def total(self) -> Decimal | None:
        """The sum with tax: as stated, else net and tax together."""
        if self.stated_total is not None or self.net is None or self.tax is None:
            return self.stated_total
        return self.net + self.tax

    @property
    def contradicts_itself(self) -> bool:
        """Whether net and tax do not add up to the total that is stated."""
        return (
            None not in (self.net, self.tax, self.stated_total)
            and self.net + self.tax != self.stated_total  # type: ignore[operator]
        )


def read_invoice(path: Path, media: str) -> ElectronicInvoice | None:
    """Return the data of an OFD or XML invoice, or None when the file holds none that is known."""
    if path.stat().st_size > _BYTES:
        return None
    try:
        return _read_ofd(path) if media == OFD else _from_xml(_parsed(path.read_bytes()))
    except _FAULTS:
        return None


def _parsed(data: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False
    )
    return etree.fromstring(data, parser)


def _from_xml(root: etree._Element) -> ElectronicInvoice | None:
    found: dict[str, str] = {}
    items: list[str] = []
    for element in root.iter(etree.Element):
        name, text = _local(element), (element.text or "").strip()
        inside_item = any(_local(above) == _ITEM for above in element.iterancestors())
        if name == "ItemName" and text and len(items) < _ROWS:
            items.append(text)
        if text and not inside_item and name in _FIELDS:
            found.setdefault(_FIELDS[name], text)
    return _invoice(found, tuple(items))


def _read_ofd(path: Path) -> ElectronicInvoice | None:
    with zipfile.ZipFile(path) as archive:
        infos = archive.infolist()
        if len(infos) > _ENTRIES or sum(info.file_size for info in infos) > 4 * _BYTES:
            return None
        parts = {
            info.filename: _entry(archive, info)
            for info in infos
            if info.filename.lower().endswith(".xml")
        }
    found = dict(_custom_data(parts))
    for field, value in _custom_tags(parts):
        found.setdefault(field, value)
    for name, root in parts.items():
        attached = _from_xml(root) if "attach" in name.lower() else None
        if attached is not None:
            return attached
    return _invoice(found, ())


def _entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> etree._Element:
    with archive.open(info) as stream:
        data = stream.read(_BYTES + 1)
    if len(data) > _BYTES:
        raise ValueError(info.filename)
    return _parsed(data)


def _custom_data(parts: Mapping[str, etree._Element]) -> Iterator[tuple[str, str]]:
    """Yield the fields that OFD.xml states as data of its own (GB/T 33190, CustomDatas)."""
    root = parts.get("OFD.xml")
    for element in root.iter(etree.Element) if root is not None else ():
        field = _FIELDS.get(element.get("Name", "")) if _local(element) == "CustomData" else None
        if field and (element.text or "").strip():
            yield field, str(element.text).strip()


def _custom_tags(parts: Mapping[str, etree._Element]) -> Iterator[tuple[str, str]]:
    """Yield the fields whose tag points at texts of a page (GB/T 33190, CustomTag)."""
    texts = {
        element.get("ID", ""): "".join(
            (code.text or "") for code in element.iter(etree.Element) if _local(code) == "TextCode"
        )
        for root in parts.values()
        for element in root.iter(etree.Element)
        if _local(element) == "TextObject"
    }
    for name, root in parts.items():
        if "tag" not in name.lower():
            continue
        for element in root.iter(etree.Element):
            field = _FIELDS.get(_local(element))
            references = [inner for inner in element if _local(inner) == "ObjectRef"]
            text = "".join(texts.get((ref.text or "").strip(), "") for ref in references).strip()
            if field and text:
                yield field, text


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _invoice(found: Mapping[str, str], items: tuple[str, ...]) -> ElectronicInvoice | None:
    if "number" not in found or not {"net", "total"} & found.keys():
        return None
    return ElectronicInvoice(
        number=found["number"],
        code=found.get("code", ""),
        issued_on=_day(found.get("issued_on", "")),
        **{key: found.get(key, "") for key in ("seller", "seller_code", "buyer", "buyer_code")},
        net=_amount(found.get("net", "")),
        tax=_amount(found.get("tax", "")),
        stated_total=_amount(found.get("total", "")),
        items=items,
    )


def _amount(text: str) -> Decimal | None:
    """Return a stated sum, negative where it is; None when it is no sum of yuan and fen."""
    plain = text.lstrip("¥￥ ")
    negative = plain[:1] in {"-", "－", "−"}
    try:
        amount = yuan(plain[negative:].lstrip("¥￥ "))
    except InputError:
        return None
    return -amount if negative else amount


def _day(text: str) -> dt.date | None:
    match = _DAY.match(text)
    try:
        return iso_day("-".join(part.zfill(2) for part in match.groups())) if match else None
    except InputError:
        return None
