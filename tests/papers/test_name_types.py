"""The kinds of values that templates use, and the slips found by them without a case."""

from __future__ import annotations

import typing
from inspect import isclass
from typing import Any

import pytest

from legaldocs.papers.catalogue import FORMS
from legaldocs.papers.demand_letter import FORM as DEMAND
from legaldocs.papers.kinds_of_values import declared_fields
from legaldocs.papers.name_types import kind_of, slips
from legaldocs.papers.names import notes_on
from legaldocs.papers.words import FILTERS
from legaldocs.render.sandbox import Sandbox


def slipped(source: str) -> list[str]:
    sandbox = Sandbox(FILTERS)
    sandbox.parse(source)
    return [slip.field for slip in slips(sandbox.tags, DEMAND.names)]


def below(kind: Any) -> set[Any]:
    """Return every class of ours that a value of a kind leads to, reading all their fields."""
    found: set[Any] = set()
    waiting = [kind]
    while waiting:
        part = waiting.pop()
        waiting += [inner for inner in typing.get_args(part) if not isinstance(inner, list)]
        if isclass(part) and part.__module__.startswith("legaldocs") and part not in found:
            found.add(part)
            waiting += declared_fields(part).values()
    return found


def test_every_kind_that_a_name_leads_to_is_declared() -> None:
    kinds = {
        (form.names, key): kind_of(form.names, key)
        for form in FORMS
        for key in notes_on(form.names)
    }
    assert None not in kinds.values()
    assert {"Party", "ContractView", "Contract"} <= {
        kind.__name__ for value in kinds.values() for kind in below(value)
    }


@pytest.mark.parametrize(
    ("source", "field"),
    [
        ("{{ debtor.index }}", "index"),
        ("{{ debtor['nmae'] }}", "nmae"),
        ("{{ guarantors.name }}", "name"),
        ("{{ (guarantors|first).nmae }}", "nmae"),
        ("{{ guarantors[0].nmae }}", "nmae"),
        ("{{ guarantors|selectattr('nmae')|list|length }}", "nmae"),
        ("{{ lines|map(attribute='contract.nmae')|listed }}", "nmae"),
        ("{% if debtor.name == '甲' %}{{ creditor.nmae }}{% endif %}", "nmae"),
        ("{{ '甲' if debtor.nmae else '乙' }}", "nmae"),
        ("{% set one = debtor %}{{ one.nmae }}", "nmae"),
        (
            (
                "{% for row in contracts %}{% for line in row.lines %}{{ line.nmae }}"
                "{% endfor %}{% endfor %}"
            ),
            "nmae",
        ),
        ("{% for row in lines if row.nmae %}{{ loop.index }}{% endfor %}", "nmae"),
        ("{% for row in lines %}{{ loop.nmae }}{% endfor %}", "nmae"),
        ("{{ particulars(['甲', debtor.nmae]) }}", "nmae"),
        ("{{ account.nmae }}", "nmae"),
    ],
)
def test_a_field_that_a_value_never_has_is_a_slip(source: str, field: str) -> None:
    assert slipped(source) == [field]


@pytest.mark.parametrize(
    "source",
    [
        "{{ debtor.name|trim }}{{ signed_on.year }}{{ account.bank }}{{ firm['name'] }}",
        "{% for row in lines|sort(attribute='due_on') %}{{ row.contract.title }}{% endfor %}",
        (
            "{% for row in contracts %}{% for line in row.lines %}{{ line.name }}{{ loop.index }}"
            "{% endfor %}{% endfor %}"
        ),
        "{% for found in lines|groupby('due_on') %}{{ found.grouper }}{% endfor %}",
        "{{ lines|sum(attribute='amount')|yuan }}{{ contracts|map(attribute='title')|listed }}",
    ],
)
def test_a_field_that_a_value_has_is_none(source: str) -> None:
    assert slipped(source) == []
