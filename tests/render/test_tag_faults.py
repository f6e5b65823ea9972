"""What is wrong with a tag is said in Chinese, whatever Jinja calls it."""

from __future__ import annotations

import pytest
from jinja2 import TemplateSyntaxError

from legaldocs.render.sandbox import Sandbox
from legaldocs.render.tag_faults import explained, unclosed_line


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{% for x in y %}", "{% for … %} 没有对应的 {% endfor %}"),
        ("{% for x in y %}{% endif %}", "{% endif %} 与前面的 {% for … %} 对不上"),
        ("{% endfor %}", "{% endfor %} 前面没有 {% for … %}"),
        ("{% else %}", "{% else %} 前面没有 {% if … %}"),
        ("{% fore x in y %}", "没有 {% fore %} 这种标签"),
        ("{{ a b }}", "应写“}}”的地方写了“b”"),
        ("{% if a b %}{% endif %}", "应写“%}”的地方写了“b”"),
        ("{{ }}", "“}}”前面缺少名称"),
        ("{{ a } }}", "多了“}”"),
        ("{{ a，b }}", "标签里不能有“，”"),
        ("{{ a", "标签没有写完"),
        ("{% for %}", "“%}”前面缺少名称"),
        ("{{ a|upper }}", "没有名为“upper”的过滤器"),
        ("{% if a is odder %}{% endif %}", "没有名为“odder”的过滤器"),
        ("{% %}", "缺少 for、if"),
        ("{{ 'a }}", "引号没有成对"),
        ("{% set 1 = a %}", "只能是一个新的名称"),
        ("{{ a. }}", "不完整或者写错了"),
    ],
)
def test_a_fault_is_explained(text: str, says: str) -> None:
    with pytest.raises(TemplateSyntaxError) as caught:
        Sandbox({}).parse(text)
    assert says in explained(str(caught.value.message))


def test_a_block_without_end_is_shown_where_it_begins() -> None:
    source = "<p>甲</p>\n<p>{% for x in y %}乙</p>\n{% if a %}{% endif %}\n丙"
    assert unclosed_line(source) == 2
    assert unclosed_line("{% if a %}{% endif %}") is None
    with pytest.raises(TemplateSyntaxError) as caught:
        Sandbox({}).parse(source)
    assert caught.value.__notes__ == ["{% for x in y %}乙"]
