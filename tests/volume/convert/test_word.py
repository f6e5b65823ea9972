from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from legaldocs.volume.convert import word
from legaldocs.volume.limits import Unreadable
from tests.volume import made

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from tests.volume.conftest import Volume


def run(text: str, marks: str = "") -> str:
    return f"<w:r><w:rPr>{marks}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(inner: str, marks: str = "") -> str:
    return f"<w:p><w:pPr>{marks}</w:pPr>{inner}</w:p>"


@pytest.fixture
def printed(bound: Callable[..., Volume]) -> Callable[..., tuple[str, dict[str, str]]]:
    """Return a function that prints a document: its text without spaces, messages by code."""

    def make(
        body: str, parts: Mapping[str, str | bytes] | None = None
    ) -> tuple[str, dict[str, str]]:
        volume = bound({"协议.docx": made.docx(body, parts)})
        pages = PdfReader(io.BytesIO(volume.data)).pages
        text = "".join("".join(page.extract_text() for page in pages).split())
        return text, {finding.code: finding.message for finding in volume.layout.findings}

    return make


def test_a_print_names_its_source_and_says_nothing_where_all_is_printed(
    printed: Callable[..., tuple[str, dict[str, str]]],
) -> None:
    text, codes = printed(paragraph(run("货款四十八万元", "<w:b/>")))
    assert "由电子数据打印｜协议.docx｜SHA-256" in text
    assert "货款四十八万元" in text
    assert codes == {}


def test_tracked_changes_and_comments_are_shown_with_their_authors(
    printed: Callable[..., tuple[str, dict[str, str]]],
) -> None:
    body = paragraph(
        '<w:ins w:id="1" w:author="张三" w:date="2026-05-01T10:00:00Z">'
        + run("延长到六月")
        + "</w:ins>"
        '<w:del w:id="2" w:author="李四"><w:r><w:delText>万分之五</w:delText></w:r></w:del>'
        '<w:r><w:commentReference w:id="7"/></w:r>'
    )
    said = paragraph(run("再谈"))
    comments = f'<ROOT><w:comment w:id="7" w:author="王五">{said}</w:comment></ROOT>'
    text, codes = printed(body, {"comments.xml": comments})
    for part in (
        "延长到六月〔修1〕",
        "万分之五〔修2〕",
        "〔批1〕",
        "王五",
        "再谈",
        "张三",
        "2026-05-0110:00:00",
    ):
        assert part in text
    assert "2处修订、1条批注" in "".join(codes["LD-VOL-REVISIONS"].split())


def test_hidden_words_are_named_and_not_printed(
    printed: Callable[..., tuple[str, dict[str, str]]],
) -> None:
    text, codes = printed(paragraph(run("明文") + run("底价三十万", "<w:vanish/>")))
    assert "明文" in text
    assert "底价" not in text
    assert "5 个隐藏的字" in codes["LD-VOL-HIDDEN"]


def test_lists_are_numbered_as_word_counts_them(
    printed: Callable[..., tuple[str, dict[str, str]]],
) -> None:
    levels = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="第%1条"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%2）"/></w:lvl>'
    )
    numbering = (
        f'<ROOT><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></ROOT>'
    )

    def item(text: str, level: int) -> str:
        marks = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
        return paragraph(run(text), marks)

    body = item("甲", 0) + item("乙", 1) + item("丙", 1) + item("丁", 0) + item("戊", 1)
    text, _ = printed(body, {"numbering.xml": numbering})
    for part in ("第一条甲", "1）乙", "2）丙", "第二条丁", "1）戊"):
        assert part in text


def test_tables_in_tables_merged_cells_and_notes_are_printed(
    printed: Callable[..., tuple[str, dict[str, str]]],
) -> None:
    def cell(inner: str, marks: str = "") -> str:
        return f"<w:tc><w:tcPr>{marks}</w:tcPr>{inner}</w:tc>"

    nested = f"<w:tbl><w:tr>{cell(paragraph(run('内层')))}</w:tr></w:tbl>"
    span, start, on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = (
        f"<w:tbl><w:tr>{cell(paragraph(run('表头')), span)}</w:tr>"
        f"<w:tr>{cell(paragraph(run('纵')), start)}{cell(nested)}</w:tr>"
        f"<w:tr>{cell(paragraph(''), on)}{cell(paragraph(run('末')))}</w:tr></w:tbl>"
        + paragraph('<w:r><w:footnoteReference w:id="2"/></w:r>')
    )
    notes = '<ROOT><w:footnote w:id="2"><w:p><w:r><w:t>见附件</w:t></w:r></w:p></w:footnote></ROOT>'
    text, codes = printed(body, {"footnotes.xml": notes})
    for part in ("表头", "纵", "内层", "末", "〔注1〕见附件"):
        assert part in text
    assert codes == {}


def test_what_cannot_be_printed_is_said_on_the_page_and_in_a_finding(
    printed: Callable[..., tuple[str, dict[str, str]]],
) -> None:
    chart = (
        '<w:r><w:drawing><a:graphicData xmlns:a="x" uri="http://x/2006/chart"/></w:drawing></w:r>'
    )
    formula = '<m:oMath xmlns:m="m"><m:r><m:t>a+b</m:t></m:r></m:oMath>'
    text, codes = printed(paragraph(chart + formula))
    assert "〔图表，没有印出〕" in text
    assert "〔公式：a+b〕" in text
    assert "图表 1 处" in codes["LD-VOL-PARTLY"]
    assert "数学公式" in codes["LD-VOL-PARTLY"]


def test_a_field_shows_its_result_and_not_its_instruction(
    printed: Callable[..., tuple[str, dict[str, str]]],
) -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = "<w:r><w:instrText>REF 编号</w:instrText></w:r>"
    field = mark("begin") + code + mark("separate") + run("HT-1") + mark("end")
    empty = mark("begin") + code + mark("end")
    text, codes = printed(paragraph(field) + paragraph(empty))
    assert "HT-1" in text
    assert "REF编号" not in text
    assert "没有存下结果的域 1 处" in codes["LD-VOL-PARTLY"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04", "不是完整的压缩文档"),
        (made.zipped({"word/document.xml": "<a>"}), "不是完整的 XML"),
        (
            made.zipped({"word/document.xml": "<!DOCTYPE a [<!ENTITY b 'bb'>]><a>&b;</a>"}),
            "XML 实体",
        ),
        (made.zipped({"word/document.xml": "<a/>"}), "没有 Word 文档的正文"),
        (made.docx("<w:tbl><w:tr><w:tc>" * 40 + "</w:tc></w:tr></w:tbl>" * 40), "嵌套过深"),
        (made.docx("<w:sdt><w:sdtContent>" * 100 + "</w:sdtContent></w:sdt>" * 100), ""),
    ],
)
def test_a_broken_or_hostile_document_gives_its_reason(
    data: bytes, reason: str, tmp_path: Path
) -> None:
    (tmp_path / "a.docx").write_bytes(data)
    if not reason:
        assert word.convert(tmp_path / "a.docx", "a.docx").count == 1
        return
    with pytest.raises(Unreadable, match=reason):
        word.convert(tmp_path / "a.docx", "a.docx")


def test_a_document_that_is_too_deep_is_not_said_to_be_broken(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    row = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    path.write_bytes(made.docx(row[0] * 900 + "<w:p/>" + row[1] * 900))
    with pytest.raises(Unreadable, match="过深"):
        word.convert(path, "a.docx")
