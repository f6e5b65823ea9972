"""The terms of a contract as the book keeps them: one JSON text, read again as a file is."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from legaldocs.case.party import SHARE
from legaldocs.case.payment_term import PaymentTerm
from legaldocs.case.vocabulary import DueEvent
from legaldocs.core.errors import InputError
from legaldocs.core.origin import Origin
from legaldocs.core.regular_file import read_regular
from legaldocs.core.strict_yaml import LARGEST, Items, Section, Text, read
from legaldocs.core.system_error import reason
from legaldocs.core.typed import TypedReader, labels
from legaldocs.portfolio.plan.terms import ContractTerms

if TYPE_CHECKING:
    from pathlib import Path

_NO_TERMS = frozenset({"customer", "owner", "events"})
"""What a file states beside the terms: whose it is, who minds it, what has happened."""


def read_terms(path: Path) -> ContractTerms:
    """Return the terms that a YAML file states.

    Raises InputError, with the line, for a file that cannot be read or terms that are not
    understood.
    """
    try:
        data = read_regular(path, LARGEST)
    except OSError as error:
        raise InputError(
            "合同文件读不了",
            where=str(path),
            found=reason(error),
            next_step="核对路径；还没有文件的，加 --blank 写一份空白的",
        ) from error
    return _terms(read(data, str(path)))


def terms_of(kept: str) -> ContractTerms:
    """Return the terms that the book keeps of a contract; whose it is stands beside them."""
    return _terms(_section(json.loads(kept) | {"customer": "账册"}, Origin("账册")))


def kept_text(terms: ContractTerms) -> str:
    """Return the terms as the book keeps them; equal terms are equal texts."""
    shown = {key: value for key, value in _written(terms).items() if key not in _NO_TERMS}
    return json.dumps(shown, ensure_ascii=False, sort_keys=True)


def kept_events(terms: ContractTerms, before: str = "") -> str:
    """Return the days of events as the book keeps them: those known before, and those stated."""
    known = json.loads(before) if before else {}
    known |= {event.value: day.isoformat() for event, day in (terms.events or {}).items()}
    return json.dumps(known, ensure_ascii=False, sort_keys=True) if known else ""


def known_events(kept: str) -> dict[DueEvent, dt.date]:
    """Return the days of events that the book keeps."""
    known = json.loads(kept) if kept else {}
    return {DueEvent(name): dt.date.fromisoformat(day) for name, day in known.items()}


def digest(kept: str) -> str:
    """Return the SHA-256 of kept terms, by which an approval knows what it approved."""
    return hashlib.sha256(kept.encode()).hexdigest()


def _terms(section: Section) -> ContractTerms:
    reader = TypedReader()
    terms = reader.record(ContractTerms, section, section.origin, "合同条件")
    if terms is None or reader.findings:
        raise reader.error(InputError, "合同条件读不懂")
    return terms


def _written(record: Any) -> dict[str, Any]:
    """Return what a record states, without what is as usual, as it would be written."""
    shown: dict[str, Any] = {}
    usual = {field.name: field.default for field in dataclasses.fields(record)}
    model: Any = type(record)
    for key, label in labels(model).items():
        value = getattr(record, key)
        if value in (None, (), "") or value == usual[key]:
            continue
        if isinstance(value, PaymentTerm):
            if value.event is not None:
                shown.setdefault("due_after", value.event.value)
            if value.text:
                shown[key] = value.text
        elif label.notation is SHARE:
            shown[key] = f"{value.normalize():f}%"
        elif dataclasses.is_dataclass(value):
            shown[key] = _written(value)
        elif isinstance(value, tuple) and dataclasses.is_dataclass(value[0]):
            shown[key] = [_written(one) for one in value]
        elif key != "events":
            shown[key] = _plain(value)
    return shown


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _section(values: dict[str, Any], origin: Origin) -> Section:
    return Section({key: _node(value, origin) for key, value in values.items()}, {}, origin)


def _node(value: Any, origin: Origin) -> Any:
    if isinstance(value, dict):
        return _section(value, origin)
    if isinstance(value, list):
        return Items(tuple(_node(one, origin) for one in value), origin)
    return Text(str(value), origin)
