"""A template may choose and list, in bounded time; it may not program."""

from __future__ import annotations

import pytest
from jinja2 import TemplateSyntaxError

from legaldocs.core.errors import InputError
from legaldocs.papers.words import FILTERS
from legaldocs.render import sandbox
from legaldocs.render.sandbox import Sandbox


def printed(source: str, **names: object) -> str:
    return Sandbox(FILTERS).from_string(source).render(**names)


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("{{ 'x' * 10**10 }}", "乘除和乘方"),
        ("{{ '%9999999999d' % 1 }}", "乘除和乘方"),
        ("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", "宏"),
        ("{% include 'x' %}", "其他模板"),
        ("{% import 'x' as y %}", "其他模板"),
        ("{% for a in b recursive %}{{ loop(a) }}{% endfor %}", "For"),
        ("{% filter listed %}x{% endfilter %}", "FilterBlock"),
        ("{{ 'x'.center(10000000000) }}", "只能调用给定的名称"),
        ("{% set f = 'x'.center %}{{ f(10000000000) }}", "只能调用给定的名称"),
        ("{% for f in ['x'.center] %}{{ f(10000000000) }}{% endfor %}", "只能调用给定的名称"),
        ("{% set a = 'xx' %}{% set a = a ~ a %}{{ a }}", "set"),
        ("{% set a %}x{% endset %}", "AssignBlock"),
        ("{{ 'x'|center(10000000000) }}", "center"),
        ("{{ 'x'" + "|listed" * 8 + " }}", "过滤器太多"),
        ("{{ '" + "x" * 2000 + "' }}", "太长"),
        ("{% for a in b %}" * 6 + "x" + "{% endfor %}" * 6, "太深"),
    ],
)
def test_what_could_grow_without_bound_is_refused_when_read(source: str, says: str) -> None:
    with pytest.raises(TemplateSyntaxError, match=says):
        printed(source, b=[])


@pytest.fixture
def little(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a paper have a hundred thousand characters, so that too many are soon there."""
    monkeypatch.setattr(sandbox, "_MAX_PRINTED", 100_000)


@pytest.mark.usefixtures("little")
def test_loops_within_loops_come_to_an_end() -> None:
    source = "{% for a in b %}" * 5 + "甲" * 100 + "{% endfor %}" * 5
    with pytest.raises(InputError, match="过长"):
        printed(source, b=range(1000))


@pytest.mark.usefixtures("little")
def test_a_value_printed_too_often_is_refused() -> None:
    source = "{% for a in b %}{% for a in b %}{{ c }}{% endfor %}{% endfor %}"
    with pytest.raises(InputError, match="过长"):
        printed(source, b=range(1000), c="甲" * 1000)


def test_what_papers_need_is_there() -> None:
    source = (
        "{% set many = rows|length > 1 %}{% for row in rows if row.due %}{{ loop.index }}"
        "{{ row.name|sentence }}{% if not loop.last %}；{% endif %}{% else %}无{% endfor %}"
        "{{ cite('a', 'b') if many else '' }}{{ rows|selectattr('due')|list|length }}"
    )
    rows = [{"name": "甲", "due": True}, {"name": "乙", "due": False}, {"name": "丙", "due": True}]
    assert printed(source, rows=rows, cite=lambda *parts: "-".join(parts)) == "1甲。；2丙。a-b2"
