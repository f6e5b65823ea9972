"""The committed templates: every name documented, every style named, Word and CSS in agreement."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import docx
import pytest
import yaml
from docx.oxml.ns import qn

from legaldocs.claim.papers import PAPERS
from legaldocs.documents.context import FAMILIES, common_context
from legaldocs.documents.docx import asked_names
from legaldocs.documents.paper import COVER
from legaldocs.documents.phrases import FILTERS
from legaldocs.documents.schedules import cover_context
from legaldocs.documents.templates import PACKAGED, find_stylesheet, find_template
from legaldocs.documents.verification import REPORT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from legaldocs.documents.desk import Desk

TEMPLATES = (*(kind.template for kind in PAPERS), COVER, REPORT)
TABLE_STYLES = {"文书表格"}


def documented(path: Path) -> set[str]:
    return set(yaml.safe_load(path.read_text(encoding="utf-8")))


def paragraphs(name: str) -> Iterator[docx.text.paragraph.Paragraph]:
    document = docx.Document(PACKAGED / f"{name}.docx")
    yield from document.paragraphs
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs


def test_every_template_has_its_paper() -> None:
    found = {path.relative_to(PACKAGED).with_suffix("") for path in PACKAGED.rglob("*.docx")}
    assert {path.as_posix() for path in found} == set(TEMPLATES)


@pytest.mark.parametrize("family", FAMILIES)
def test_names_used_given_and_documented_are_the_same(rich: Desk, family: str) -> None:
    common = documented(PACKAGED / "names.yaml")
    own = documented(PACKAGED / family / "names.yaml")
    used = set[str]().union(
        *(
            asked_names(find_template(name), FILTERS)
            for name in TEMPLATES
            if name.startswith(f"{family}/")
        )
    )
    given = set(cover_context(rich, 1) if family == "evidence" else FAMILIES[family](rich))
    assert used - common == own == given


def test_common_names_are_given_and_documented(rich: Desk) -> None:
    assert documented(PACKAGED / "names.yaml") == set(common_context(rich))


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_paragraph_has_a_named_style_and_no_format_of_its_own(name: str) -> None:
    rules = find_stylesheet()
    for paragraph in paragraphs(name):
        assert paragraph.style is not None
        assert f".{paragraph.style.name}" in rules
        assert paragraph.alignment is None
        assert not [run for run in paragraph.runs if run._r.find(qn("w:rPr")) is not None]


@pytest.mark.parametrize("name", TEMPLATES)
def test_word_and_css_agree_on_size_line_and_indent(name: str) -> None:
    rules = dict(re.findall(r"^\.(\w+) \{ (.*) \}$", find_stylesheet(), re.MULTILINE))
    for style in {
        paragraph.style.style_id: paragraph.style for paragraph in paragraphs(name)
    }.values():
        rule = rules.get(style.name, "")
        size = re.search(r"font-size: ([\d.]+)pt", rule)
        line = re.search(r"line-height: ([\d.]+)pt", rule)
        indent = re.search(r"text-indent: (\d+)em", rule)
        element = style.element
        assert style.font.size.pt == float(size[1] if size else 15), style.name
        assert style.paragraph_format.line_spacing.pt == float(line[1] if line else 26), style.name
        first = element.find(f"{qn('w:pPr')}/{qn('w:ind')}")
        chars = first.get(qn("w:firstLineChars")) if first is not None else None
        assert int(chars or 0) == int(indent[1]) * 100 if indent else chars is None, style.name


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_article_number_is_typed_into_a_template(name: str) -> None:
    text = "".join(paragraph.text for paragraph in paragraphs(name))
    # 第一条 and 第二条 are clauses of the agreement itself.
    typed = set(re.findall(r"第[一二三四五六七八九十百千零\d]+条", text))
    assert typed <= {"第一条", "第二条"}
    assert "《中华" not in text


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_carries_no_clock_and_no_leftovers(name: str) -> None:
    content = (PACKAGED / f"{name}.docx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert {each.date_time[:3] for each in package.infolist()} == {(1980, 1, 1)}
        assert not [part for part in package.namelist() if "thumbnail" in part]
