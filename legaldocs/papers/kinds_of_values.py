"""The kinds that annotations declare: what a value of each has, and what a function makes."""

from __future__ import annotations

import collections.abc
import datetime as dt
import sys
import types
import typing
from decimal import Decimal
from functools import cache
from inspect import isclass
from typing import Any

from legaldocs.case import (
    amendment,
    bill,
    collateral,
    communication,
    compromise,
    contract,
    contract_facts,
    debt_in_kind,
    debt_to_equity,
    deposit,
    distribution,
    inquiry,
    late_payment,
    model,
    party,
    payment,
    payment_term,
    procedure,
    proposed_guarantee,
    reconciliation,
    rescission,
    restriction,
    set_off,
    supply,
)
from legaldocs.case import preservation as case_preservation
from legaldocs.case import service as case_service
from legaldocs.case import settlement as case_settlement
from legaldocs.claim import (
    balance,
    contract_words,
    deed_account,
    deed_balance,
    due,
    figures,
    instalment_balance,
    objections,
    promises,
)
from legaldocs.claim import rescission as claim_rescission
from legaldocs.core import step
from legaldocs.evidence import verdict
from legaldocs.evidence.bag import difference
from legaldocs.papers import (
    contracts,
    instrument,
    parties,
    preservation,
    proceedings_stage,
    relief,
)
from legaldocs.papers.words import FILTERS

_MODULES = (
    amendment,
    bill,
    collateral,
    communication,
    compromise,
    contract,
    contract_facts,
    debt_in_kind,
    debt_to_equity,
    deposit,
    distribution,
    inquiry,
    late_payment,
    model,
    party,
    payment,
    case_preservation,
    case_service,
    case_settlement,
    payment_term,
    procedure,
    restriction,
    reconciliation,
    rescission,
    set_off,
    proposed_guarantee,
    supply,
    balance,
    contract_words,
    deed_account,
    deed_balance,
    due,
    figures,
    instalment_balance,
    objections,
    promises,
    claim_rescission,
    contracts,
    instrument,
    parties,
    preservation,
    proceedings_stage,
    relief,
    verdict,
    difference,
    step,
)
"""Where the kinds are declared that names have, beside the modules of the names."""
_OURS = f"{__name__.partition('.')[0]}."


def item_of(kind: Any) -> Any:
    """Return the kind of one of a list."""
    arguments = typing.get_args(kind)
    listed = isclass(origin := typing.get_origin(kind)) and issubclass(
        origin, collections.abc.Iterable
    )
    uniform = len(arguments) == 1 or arguments[1:] == (Ellipsis,)
    return arguments[0] if listed and uniform else None


def parts_of(kind: Any) -> tuple[Any, ...]:
    """Return the kinds that a union joins, or the kind alone."""
    union = typing.get_origin(kind) in {types.UnionType, typing.Union}
    return typing.get_args(kind) if union else (kind,)


@cache
def taken_by(filter_name: str) -> Any:
    """Return the kind of value that a filter of ours takes, None for any."""
    if filter_name not in FILTERS:
        return None
    function = FILTERS[filter_name]
    hints = typing.get_type_hints(function, localns=_declared(function.__module__))
    return next(iter(hints.values()), None)


@cache
def declared_fields(kind: Any) -> dict[str, Any]:
    """Return each field that a value of a kind has, with its own kind where that is declared."""
    origin = typing.get_origin(kind) or kind
    fields: dict[str, Any] = {
        key: None
        for key in dir(origin)
        if not key.startswith("_") and not callable(getattr(origin, key, None))
    }
    if origin is dt.date:
        fields |= dict.fromkeys(fields, int)
    if not origin.__module__.startswith(_OURS):
        return fields
    for base in reversed(origin.__mro__[:-1]):
        hints = typing.get_type_hints(base, localns=_declared(base.__module__))
        fields |= {key: kind for key, kind in hints.items() if not key.startswith("_")}
        for key, member in vars(base).items():
            if isinstance(member, property) and member.fget is not None:
                fields[key] = returned_by(member.fget, base.__module__)
    return fields


def returned_by(function: Any, *modules: str) -> Any:
    """Return the declared kind of what a function makes, None where it declares none."""
    return typing.get_type_hints(function, localns=_declared(*modules)).get("return")


@cache
def _declared(*modules: str) -> dict[str, Any]:
    """Return the kinds that annotations name, imported there or only while types are checked.

    Those of the modules come first, then those that names mostly have, then any of ours.
    """
    found: dict[str, Any] = {"dt": dt, "Decimal": Decimal, **vars(collections.abc)}
    ours = sorted(name for name in sys.modules if name.startswith(_OURS))
    for name in (*modules, *(module.__name__ for module in _MODULES), *ours):
        kinds = {key: kind for key, kind in vars(sys.modules[name]).items() if _is_kind(kind)}
        found = kinds | found
    return found


def _is_kind(value: object) -> bool:
    return isclass(value) or typing.get_origin(value) is typing.Literal
