"""The committed templates: every name documented, every style named, Word and CSS in agreement."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml.ns import qn

import legaldocs.papers
from legaldocs.papers.catalogue import FORMS, PAPERS
from legaldocs.papers.kind import Family
from legaldocs.papers.make import find_template
from legaldocs.papers.names import PaperNames, notes_on
from legaldocs.papers.words import FILTERS
from legaldocs.render.docx import used_names
from legaldocs.render.template import find_stylesheet
from legaldocs.render.wording_docx import build_template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.papers.kind import Form

HOME = Path(legaldocs.papers.__file__).parent
SENTENCE = 25
"""Characters from which words that stand twice are a sentence and no heading."""

KEPT = {"lines"}
"""Names that no packaged template uses any more, for the copies that users have."""

by_form = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)


def paragraphs(form: Form) -> Iterator[docx.text.paragraph.Paragraph]:
    document = docx.Document(find_template(form).path)
    yield from document.paragraphs
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs


def test_every_folder_with_a_template_is_in_the_catalogue() -> None:
    assert {path.parent.name for path in HOME.glob("*/template.docx")} == {
        form.id for form in FORMS
    }


@by_form
def test_a_template_is_what_its_text_makes(form: Form) -> None:
    """Run ``make templates`` where this fails."""
    made = build_template(HOME / form.id / "text.txt", HOME)
    assert find_template(form).path.read_bytes() == made


def test_no_block_and_no_base_is_left_over() -> None:
    sources = [*HOME.glob("*/text.txt"), *HOME.glob("blocks/*.txt")]
    sources += HOME.parent.glob("portfolio/*/papers/*/text.txt")
    text = "\n".join(source.read_text(encoding="utf-8") for source in sources)
    used = set(re.findall(r"^\s*@(?:include|base) (\w+)$", text, re.MULTILINE))
    kept = [*HOME.glob("blocks/*.txt"), *HOME.glob("bases/*.docx")]
    assert used == {path.stem for path in kept}


def test_no_sentence_is_in_two_sources() -> None:
    """A sentence of several papers belongs into a block."""
    seen: dict[str, list[str]] = {}
    for source in [*HOME.glob("*/text.txt"), *HOME.glob("blocks/*.txt")]:
        for line in set(source.read_text(encoding="utf-8").splitlines()):
            words = re.sub(r"\{[{%].*?[}%]\}|[|@].*", "", line)
            if len(words) > SENTENCE:
                seen.setdefault(line.strip(), []).append(source.parent.name)
    assert {line: places for line, places in seen.items() if len(places) > 1} == {}


@by_form
def test_a_template_asks_only_for_names_its_paper_has(form: Form) -> None:
    assert used_names(find_template(form), FILTERS).names <= set(notes_on(form.names))


@pytest.mark.parametrize("family", Family)
def test_no_name_is_declared_that_no_template_of_the_family_uses(family: Family) -> None:
    forms = [form for form in FORMS if form.family is family]
    used = set[str]().union(*(used_names(find_template(form), FILTERS).names for form in forms))
    declared = set[str]().union(*(notes_on(form.names) for form in forms))
    assert declared - set(notes_on(PaperNames)) - KEPT <= used


def test_numbers_and_ids_are_given_once() -> None:
    assert len({paper.number for paper in PAPERS}) == len(PAPERS)
    assert len({form.id for form in FORMS}) == len(FORMS)


@by_form
def test_every_paragraph_has_a_named_style_and_no_format_of_its_own(form: Form) -> None:
    rules = find_stylesheet().rules
    for paragraph in paragraphs(form):
        assert paragraph.style is not None
        assert f".{paragraph.style.name}" in rules
        assert paragraph.alignment is None
        assert not [run for run in paragraph.runs if run._r.find(qn("w:rPr")) is not None]


@by_form
def test_word_and_css_agree_on_size_line_and_indent(form: Form) -> None:
    rules = dict(re.findall(r"^\.(\w+) \{ (.*) \}$", find_stylesheet().rules, re.MULTILINE))
    for style in {
        paragraph.style.style_id: paragraph.style for paragraph in paragraphs(form)
    }.values():
        rule = rules.get(style.name, "")
        based_on = rules.get(style.base_style.name, "") + rule
        size = re.search(r".*font-size: ([\d.]+)pt", based_on)
        line = re.search(r".*line-height: ([\d.]+)pt", based_on)
        indent = re.search(r"text-indent: (\d+)em", rule)
        element = style.element
        assert style.font.size.pt == float(size[1] if size else 14), style.name
        assert style.paragraph_format.line_spacing.pt == float(line[1] if line else 22), style.name
        first = element.find(f"{qn('w:pPr')}/{qn('w:ind')}")
        chars = first.get(qn("w:firstLineChars")) if first is not None else None
        assert int(chars or 0) == int(indent[1]) * 100 if indent else chars is None, style.name


@by_form
def test_no_article_number_is_typed_into_a_template(form: Form) -> None:
    text = "".join(paragraph.text for paragraph in paragraphs(form))
    # 第一条 and 第二条 are clauses of the agreement itself.
    typed = set(re.findall(r"第[一二三四五六七八九十百千零\d]+条", text))
    assert typed <= {"第一条", "第二条"}
    assert "《中华" not in text


@by_form
def test_a_template_carries_no_clock_and_no_leftovers(form: Form) -> None:
    content = find_template(form).path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert {member.date_time[:3] for member in package.infolist()} == {(1980, 1, 1)}
        assert not [part for part in package.namelist() if "thumbnail" in part]
