"""What the book knows of a contract's terms, as a case file states them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from legaldocs.case.late_payment import LatePayment
from legaldocs.core.typed import PLACEHOLDER, labels

if TYPE_CHECKING:
    from collections.abc import Mapping

_TEXTS = (
    "name", "goods", "payment_clause", "delivery_clause", "quality_clause", "late_payment",
    "lpr_mode", "court", "arbitration", "dispute_clause", "cost_clause", "service_clause",
    "retention_of_title",
)  # fmt: skip
"""The terms that the case file has too, under the same name."""
_OF_GUARANTEE = ("signed_on", "form", "period", "until_on", "amount")
_SAID = {
    "late_payment": "逾期付款条款（违约金、利息的标准）",
    "dispute_clause": "争议解决条款（管辖法院或者仲裁机构）",
    "service_clause": "送达条款和约定的送达地址",
    "cost_clause": "律师费等费用由谁承担的条款",
}
"""Terms that matter in a case, as a gap names them."""


class Terms(NamedTuple):
    """The terms of one contract (合同条件), in the texts of a case file.

    ``guarantees`` name their guarantor; ``missing`` are the terms that nobody noted. ``waived``
    where paying late costs nothing, which a case file cannot say of a contract.
    """

    contract: dict[str, Any]
    guarantees: list[dict[str, str]]
    customer_size: str
    service_address: str
    missing: list[str]
    waived: bool

    @property
    def forum(self) -> tuple[str, str]:
        """The court and the arbitral institution that were agreed; both empty where unknown."""
        return self.contract.get("court", ""), self.contract.get("arbitration", "")


def terms_of(row: Mapping[str, Any] | None) -> Terms:
    """Return the terms of a contract of the book; where it has none, what is missing."""
    stated = _stated(row["terms"]) if row else {}
    contract: dict[str, Any] = {}
    if row:
        contract |= {key: str(row[key]) for key in ("kind", "signed_on") if row[key]}
    contract |= {key: stated[key] for key in _TEXTS if stated.get(key)}
    waived = stated.get("waives_late_charge") == "是"
    if waived:  # a case without a rate would count the one of law
        contract["late_payment"] = {"rate": f"{PLACEHOLDER}（合同免除了逾期付款责任）"}
    elif late := contract.pop("late_payment", None):
        known = {key: late[key] for key in labels(LatePayment) if key in late}
        contract |= {"late_payment": known} if known.get("rate") else {}
    guarantees = [
        {"guarantor": one["guarantor"], **{k: one[k] for k in _OF_GUARANTEE if one.get(k)}}
        for one in stated.get("guarantees", ())
        if isinstance(one, dict) and one.get("guarantor") and one.get("signed_on")
    ]
    forum = contract.get("court") or contract.get("arbitration")
    missing = [
        said
        for key, said in _SAID.items()
        if not contract.get(key) and not (key == "dispute_clause" and forum)
    ]
    return Terms(
        contract,
        guarantees,
        stated.get("customer_size", ""),
        stated.get("service_address", ""),
        missing,
        waived,
    )


def _stated(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text, parse_float=str) if text else {}
    except ValueError:
        return {}
    plain = _plain(found)
    return plain if isinstance(plain, dict) else {}


def _plain(value: Any) -> Any:
    """Return a value in texts, as a case file has them; what is empty is left out."""
    if isinstance(value, dict):
        return {str(key): plain for key, inner in value.items() if (plain := _plain(inner))}
    if isinstance(value, list):
        return [plain for inner in value if (plain := _plain(inner))]
    if isinstance(value, bool):
        return "是" if value else ""
    return "" if value is None else " ".join(str(value).split())
