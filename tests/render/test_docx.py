"""Templates are strict, sandboxed, verbatim and free of the clock."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from hypothesis import given, settings
from hypothesis import strategies as st

from legaldocs.core.errors import InputError, InternalError
from legaldocs.core.notation import odd_sign
from legaldocs.papers.words import FILTERS
from legaldocs.render.compare_text import check_same_text, read_docx
from legaldocs.render.docx import Properties, fill, used_names
from legaldocs.render.html import to_sheet
from legaldocs.render.pdf import write_pdf
from legaldocs.render.printed_page import open_printed
from legaldocs.render.settle import settle
from legaldocs.render.template import Template

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = "A&B<公司>{{7*7}}{%x%}{_{a}_}{#b#}“乙”'\"]]>&amp;"
ABOUT = Properties("催告函", "甲公司", dt.date(2026, 11, 21))


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return template(tmp_path_factory.mktemp("letter"), "致：{{ name }}。")


def template(folder: Path, *paragraphs: str, packaged: bool = False) -> Template:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return saved(document, folder, packaged=packaged)


def saved(document: docx.document.Document, folder: Path, *, packaged: bool = False) -> Template:
    path = folder / "letter.docx"
    document.save(path)
    return Template("letter", path, packaged=packaged)


def filled(source: Template, **context: object) -> bytes:
    return fill(source, context, ABOUT, filters=FILTERS)


def test_a_hostile_name_is_verbatim_in_body_table_header_footer_and_properties(
    tmp_path: Path,
) -> None:
    document = docx.Document()
    document.add_paragraph("致：{{ name }}")
    document.add_table(rows=1, cols=1).cell(0, 0).text = "{{ name }}"
    document.sections[0].header.paragraphs[0].text = "{{ name }}"
    document.sections[0].footer.paragraphs[0].text = "{{ name }}"
    source = saved(document, tmp_path)
    package = fill(
        source, {"name": HOSTILE}, Properties(HOSTILE, HOSTILE, ABOUT.made_on), filters=FILTERS
    )
    made = docx.Document(io.BytesIO(package))
    assert made.paragraphs[0].text == f"致：{HOSTILE}"
    assert made.tables[0].cell(0, 0).text == HOSTILE
    assert made.sections[0].header.paragraphs[0].text == HOSTILE
    assert made.sections[0].footer.paragraphs[0].text == HOSTILE
    assert made.core_properties.title == made.core_properties.author == HOSTILE
    sheet = to_sheet(package, source.fault)
    with open_printed(write_pdf(sheet, "")) as printed:
        check_same_text(package, printed, sheet.page_setup, source.fault)


@settings(max_examples=60, deadline=None)
@given(
    name=st.text(
        st.characters(exclude_categories=["C", "Z"]).filter(lambda sign: not odd_sign(sign)),
        min_size=1,
        max_size=40,
    )
)
def test_any_name_is_verbatim(name: str, letter: Template) -> None:
    assert read_docx(filled(letter, name=name)).lines == (f"致：{name}。",)


def test_properties_come_from_the_day_of_signing(tmp_path: Path) -> None:
    core = docx.Document(io.BytesIO(filled(template(tmp_path, "正文")))).core_properties
    assert core.created == core.modified == dt.datetime(2026, 11, 21, tzinfo=dt.UTC)
    assert core.last_modified_by == "甲公司"
    assert core.revision == 1


def test_a_name_the_context_lacks_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"letter\.docx.*不存在的名称“debtro”"):
        filled(template(tmp_path, "{{ debtro.name }}"))


def test_a_fault_in_a_packaged_template_is_ours(tmp_path: Path) -> None:
    with pytest.raises(InternalError):
        filled(template(tmp_path, "{{ debtro }}", packaged=True))


@pytest.mark.parametrize(
    "expression",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ name.__init__.__globals__ }}",
        "{{ items.append(1) }}",
        "{{ range(3) }}",
        "{{ nothing }}",
        "{{ 1 / 0 }}",
        "{{ 'a'|no_such_filter }}",
        "{% if %}",
        "{% include 'x' %}",
    ],
)
def test_what_a_template_may_not_do_is_refused(tmp_path: Path, expression: str) -> None:
    source = template(tmp_path, expression)
    with pytest.raises(InputError, match=r"letter\.docx"):
        filled(source, name="甲", items=[], nothing=None)


def test_a_control_character_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"U\+000C"):
        filled(template(tmp_path, "{{ name }}"), name="甲\f乙")


def test_a_line_break_in_a_value_is_a_line_break(tmp_path: Path) -> None:
    assert read_docx(filled(template(tmp_path, "{{ a }}"), a="甲\n乙")).lines == ("甲 乙",)


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x05\x06" + bytes(18)])
def test_a_file_that_is_no_word_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "letter.docx"
    path.write_bytes(content)
    with pytest.raises(InputError, match="不是可用的 Word 文件"):
        filled(Template("letter", path, packaged=False))


def test_names_are_those_the_template_takes_from_outside(tmp_path: Path) -> None:
    source = template(tmp_path, "{{ a.b }}{% for c in d %}{{ c|day }}{% endfor %}")
    assert used_names(source, FILTERS).names == {"a", "d"}


def test_a_settled_package_depends_on_its_parts_alone() -> None:
    def packed(year: int, names: str) -> bytes:
        raw = io.BytesIO()
        with zipfile.ZipFile(raw, "w") as package:
            for name in names:
                package.writestr(zipfile.ZipInfo(name, (year, 1, 1, 0, 0, 0)), name)
        return raw.getvalue()

    assert packed(2025, "ab") != packed(2026, "ba")
    assert settle(packed(2025, "ab")) == settle(packed(2026, "ba"))


@pytest.mark.parametrize(
    ("heads", "rows", "together"),
    [
        (0, 3, [True, True, False]),
        (0, 6, [True, True, False, False, True, False]),
        (1, 7, [True, True, True, False, False, True, False]),
    ],
)
def test_a_table_breaks_between_rows_but_not_after_its_head_or_before_its_sum(
    tmp_path: Path, heads: int, rows: int, together: list[bool]
) -> None:
    document = docx.Document()
    made = document.add_table(rows=rows, cols=1)
    for row in made.rows[:heads]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    written = docx.Document(io.BytesIO(filled(saved(document, tmp_path))))
    (table,) = written.tables
    paragraphs = [row.cells[0].paragraphs[0] for row in table.rows]
    kept = [bool(paragraph.paragraph_format.keep_with_next) for paragraph in paragraphs]
    assert kept == together


@pytest.mark.parametrize("style", ["结语", "此致", "落款"])
def test_the_last_words_go_along_with_the_signature(tmp_path: Path, style: str) -> None:
    document = docx.Document()
    document.styles.add_style(style, WD_STYLE_TYPE.PARAGRAPH)
    for text in ("一", "二"):
        document.add_paragraph(text)
    document.add_paragraph("甲公司（盖章）", style=style)
    made = docx.Document(io.BytesIO(filled(saved(document, tmp_path))))
    kept = [paragraph.paragraph_format.keep_with_next for paragraph in made.paragraphs]
    assert kept == [None, True, None]
