"""What an electronic VAT invoice states, whatever file it is read from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.core.days import iso_day
from legaldocs.core.errors import InputError
from legaldocs.core.money import yuan

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from decimal import Decimal

FIELDS: Mapping[str, tuple[str, ...]] = {
    "number": ("InvoiceNumber", "InvoiceNo", "EIid", "发票号码"),
    "code": ("InvoiceCode", "发票代码"),
    "issued_on": ("IssueTime", "IssueDate", "RequestTime", "开票日期"),
    "seller": ("SellerName", "销售方名称"),
    "seller_code": ("SellerIdNum", "SellerTaxID", "销售方纳税人识别号"),
    "buyer": ("BuyerName", "购买方名称"),
    "buyer_code": ("BuyerIdNum", "BuyerTaxID", "购买方纳税人识别号"),
    "net": ("TotalAmWithoutTax", "TaxExclusiveTotalAmount", "合计金额"),
    "tax": ("TotalTaxAm", "TaxTotalAmount", "合计税额"),
    "total": (
        *("TotalTax-includedAmount", "TotalTaxIncludedAmount", "TaxInclusiveTotalAmount"),
        "价税合计",
    ),
}
"""Field → the names that files give it, the first that has a value counts."""

NAMES = frozenset(name for names in FIELDS.values() for name in names)
_DAY = re.compile(r"(\d{4})\s*[-/年]\s*(\d{1,2})\s*[-/月]\s*(\d{1,2})")


@dataclass(frozen=True, slots=True)
class ElectronicInvoice:
    """The data of an electronic invoice (电子发票数据).

    Amounts are yuan, negative on a red invoice; what the file does not state is empty or None.
    ``items`` are names of goods or services as invoiced. ``from_text`` when the facts were found in
    the text of a page, where one may be mistaken for another.
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
    from_text: bool = False

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


def invoice_of(
    found: Mapping[str, str], items: tuple[str, ...] = (), *, from_text: bool = False
) -> ElectronicInvoice | None:
    """Return the invoice of values by the names of their file; None without number and sum."""
    facts = {
        field: next((found[name] for name in names if found.get(name)), "")
        for field, names in FIELDS.items()
    }
    if not facts["number"] or not (facts["net"] or facts["total"]):
        return None
    return ElectronicInvoice(
        number=facts["number"],
        code=facts["code"],
        issued_on=day_of(facts["issued_on"]),
        **{key: facts[key] for key in ("seller", "seller_code", "buyer", "buyer_code")},
        net=amount_of(facts["net"]),
        tax=amount_of(facts["tax"]),
        stated_total=amount_of(facts["total"]),
        items=items,
        from_text=from_text,
    )


def amount_of(text: str) -> Decimal | None:
    """Return a stated sum, negative where it is; None when it is no sum of yuan and fen."""
    plain = text.strip().lstrip("¥￥ ")
    negative = plain[:1] in {"-", "－", "−"}
    try:
        amount = yuan(plain[negative:].lstrip("¥￥ "))
    except InputError:
        return None
    return -amount if negative else amount


def day_of(text: str) -> dt.date | None:
    """Return the day that a text begins with, None when it begins with none."""
    match = _DAY.match(text)
    try:
        return iso_day("-".join(part.zfill(2) for part in match.groups())) if match else None
    except InputError:
        return None
