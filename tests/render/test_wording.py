"""The text of a paper: what it may say, and how each fault is named by file and line."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

import legaldocs.papers
from legaldocs.core.errors import InputError
from legaldocs.render.wording import Paragraph, Table, read_wording
from legaldocs.render.wording_docx import build_template
from legaldocs.render.wording_merge import apply, changes_in
from legaldocs.render.wording_text import write_wording

BASES = Path(legaldocs.papers.__file__).parent / "bases"
TABLE = """\
| 序号 | 货物 | 金额 |
|:13:|100|43:|
{%tr for row in rows %}
  | {{ loop.index }} | {{ row.goods|cell }} | {{ row.amount|yuan }} |
{%tr endfor %}
| 合计 || {{ total }} |
"""


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    (tmp_path / "blocks").mkdir()
    (tmp_path / "bases").symlink_to(BASES)
    return tmp_path


def source(shared: Path, text: str, **blocks: str) -> Path:
    for name, block in blocks.items():
        (shared / "blocks" / f"{name}.txt").write_text(block, encoding="utf-8")
    folder = shared / "paper"
    folder.mkdir(exist_ok=True)
    path = folder / "text.txt"
    path.write_text(f"@base letter\n{text}", encoding="utf-8")
    return path


def parts(shared: Path, text: str, **blocks: str) -> list[Paragraph | Table]:
    return read_wording(source(shared, text, **blocks), shared / "blocks").parts


def said(shared: Path, text: str, **blocks: str) -> list[tuple[str, str]]:
    return [
        (part.style, part.text)
        for part in parts(shared, text, **blocks)
        if isinstance(part, Paragraph)
    ]


def test_styles_breaks_comments_and_indents(shared: Path) -> None:
    text = (
        "# 注\n\n[文书标题] 函\n  {%p if a %}\n[账户] 户名\\\n  账号\n"
        "{% if b %}甲{% endif %}\n[表后]\n"
    )
    assert said(shared, text) == [
        ("文书标题", "函"),
        ("正文段落", "{%p if a %}"),
        ("账户", "户名\n账号"),
        ("正文段落", "{% if b %}甲{% endif %}"),
        ("表后", ""),
    ]


def test_blocks_and_words(shared: Path) -> None:
    text = "@word 债权人 = 我方\n甲\n@include outer\n丁\n"
    blocks = {"outer": "@word 句 = <债权人>\n乙\n@include inner\n", "inner": "<债权人>已交付\n"}
    with pytest.raises(InputError, match="没有用到的词：句"):
        said(shared, text, **blocks)
    blocks["outer"] = "乙\n@include inner\n"
    assert [words for _, words in said(shared, text, **blocks)] == ["甲", "乙", "我方已交付", "丁"]


def test_a_table_has_heads_widths_styles_and_wide_cells(shared: Path) -> None:
    (table,) = parts(shared, TABLE)
    assert isinstance(table, Table)
    assert [str(column.width) for column in table.columns] == ["13", "100", "43"]
    assert [row.head for row in table.rows] == [True, False, False, False, False]
    assert [[cell.style for cell in row.cells] for row in table.rows] == [
        ["表头", "表头", "表头"],
        ["表格文字"],
        ["表格居中", "表格文字", "表格金额"],
        ["表格文字"],
        ["表格居中", "表格金额"],
    ]
    assert [cell.text for cell in table.rows[2].cells][2] == "{{ row.amount|yuan }}"
    assert [cell.span for cell in table.rows[4].cells] == [2, 1]


def test_two_tables_apart_are_two(shared: Path) -> None:
    kinds = [type(part) for part in parts(shared, f"{TABLE}\n{TABLE}")]
    assert kinds == [Table, Table]


def test_the_template_has_page_styles_and_the_words_before_a_table_stay_with_it(
    shared: Path,
) -> None:
    package = build_template(source(shared, f"[附注] 如下：\n{TABLE}[附注] 完 \n"), shared)
    document = docx.Document(io.BytesIO(package))
    (table,) = document.tables
    assert [paragraph.style.name for paragraph in document.paragraphs if paragraph.style] == [
        "附注",
        "表后",
        "附注",
    ]
    keeps = [paragraph.paragraph_format.keep_with_next for paragraph in document.paragraphs]
    assert keeps == [True, None, None]
    assert [column.get(qn("w:w")) for column in table._tbl.tblGrid] == ["737", "5669", "2438"]
    assert document.sections[0].footer.paragraphs[0].text.startswith("第 ")
    assert package == build_template(shared / "paper" / "text.txt", shared)


def test_a_template_written_back_is_the_text(shared: Path) -> None:
    text = f"[文书标题] 函\n甲\n[账户] 户名\\\n账号\n[正文段落] [乙]\n{TABLE.replace('  |', '|')}"
    package = build_template(source(shared, text), shared)
    assert write_wording(package) == text.splitlines()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("甲\n[文书标提] 函\n", r"paper/text\.txt:3：没有样式“文书标提”.*是否应为 文书标题"),
        ("<债权人>\n", r"paper/text\.txt:2：没有定义“债权人”"),
        ("@word 甲 = 乙\n", "没有用到的词：甲"),
        ("@include nothing\n", r"text\.txt:2：没有这个段落文件"),
        ("@include self\n", r"blocks/self\.txt:1：段落文件引用了自己"),
        ("@unknown 甲\n", r"text\.txt:2：看不懂的指示行"),
        ("甲\\\n", r"text\.txt:2：换行之后没有文字"),
        ("| 甲 | 乙 |\n", r"text\.txt:2：表格没有列宽行"),
        ("|99|99|\n| 甲 | 乙 |\n", r"text\.txt:3：表格比文字部分宽.*8845 缇以内.*11226 缇"),
        ("|10|10|\n| 甲 |\n", r"text\.txt:3：单元格数与列数不符.*2 列.*1 列"),
        ("|10|10|\n| 甲 | 乙\n", r"text\.txt:3：表格的行要以 \| 开头并以 \| 结尾"),
        ("@header 甲\n", "版式没有页眉"),
        ("@base list\n甲\n", "版式有页眉，文字没有"),
        ("@base nothing\n甲\n", "没有这个版式.*letter"),
    ],
)
def test_a_fault_is_named_by_file_and_line(shared: Path, text: str, says: str) -> None:
    path = source(shared, text, self="@include self\n")
    with pytest.raises(InputError, match=says):
        build_template(path, shared)


def edited(shared: Path, change: dict[str, str]) -> bytes:
    """Return the template after someone changed whole paragraphs of it in Word."""
    document = docx.Document(io.BytesIO(build_template(shared / "paper" / "text.txt", shared)))
    for paragraph in list(document.paragraphs):
        if paragraph.text in change:
            first, *others = change[paragraph.text].split("\n")
            for words in others:
                paragraph._p.addnext(document.add_paragraph(words, style=paragraph.style)._p)
            paragraph.text = first
            if not first:
                paragraph._p.getparent().remove(paragraph._p)
    package = io.BytesIO()
    document.save(package)
    return package.getvalue()


def test_a_change_made_in_word_reaches_its_line(shared: Path) -> None:
    text = source(
        shared,
        "@word 债权人 = 我方\n[文书标题] 函\n@include facts\n"
        "{%p if a %}\n  [附注] 乙\n{%p endif %}\n丙\n",
        facts="# 事实\n<债权人>已交付。\n",
    )
    package = edited(shared, {"我方已交付。": "我方早已交付。", "乙": "乙乙\n又乙", "丙": ""})
    apply(changes_in(package, text, shared))
    assert (shared / "blocks/facts.txt").read_text("utf-8") == "# 事实\n<债权人>早已交付。\n"
    assert text.read_text("utf-8").splitlines()[4:] == [
        "{%p if a %}",
        "  [附注] 乙乙",
        "  [附注] 又乙",
        "{%p endif %}",
    ]
    assert build_template(text, shared) != b""
    assert write_wording(build_template(text, shared)) == write_wording(package)


def test_columns_that_an_editor_moved_on_its_own_are_no_change(shared: Path) -> None:
    text = source(shared, TABLE)
    document = docx.Document(io.BytesIO(build_template(text, shared)))
    document.tables[0]._tbl.tblGrid[0].set(qn("w:w"), "735")
    package = io.BytesIO()
    document.save(package)
    assert changes_in(package.getvalue(), text, shared) == []


def test_an_ambiguous_line_is_left_to_a_person(shared: Path) -> None:
    text = source(shared, "@word 债权人 = 甲\n<债权人>与甲\n")
    with pytest.raises(InputError, match=r"text\.txt:3：这一行用了 <债权人>"):
        changes_in(edited(shared, {"甲与甲": "甲和甲"}), text, shared)


def test_bold_words_have_no_sign_in_a_text(shared: Path) -> None:
    text = source(shared, "甲\n")
    document = docx.Document(io.BytesIO(build_template(text, shared)))
    document.paragraphs[0].add_run("粗").bold = True
    package = io.BytesIO()
    document.save(package)
    with pytest.raises(InputError, match=r"加粗.*甲粗"):
        changes_in(package.getvalue(), text, shared)
