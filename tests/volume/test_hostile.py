"""Originals made to be slow, huge or deep: each becomes pages, or a slip sheet with the reason."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from legaldocs.volume import fence
from legaldocs.volume.convert.printed import _breakable
from legaldocs.volume.convert.slip import Slip
from tests.volume import made

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.volume.conftest import Volume

PARAGRAPH = "<w:p><w:r><w:t>x</w:t></w:r></w:p>"
HEAD = "From: a@b.example\r\nSubject: x\r\n"
PAGE = "<!doctype html>"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def table(levels: int) -> str:
    """Return tables inside one another."""
    return "<w:tbl><w:tr><w:tc>" * levels + PARAGRAPH + "</w:tc></w:tr></w:tbl>" * levels


def workbook(sheet: str) -> bytes:
    """Return a workbook with a sheet of these elements."""
    relation = f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type='
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return made.zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}"/></Types>',
            "_rels/.rels": f'{relation}"{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
            "</Relationships>",
            "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
            '<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'{relation}"{_OFFICE}/worksheet" '
            'Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}">{sheet}</worksheet>',
        }
    )


def cells(rows: int, columns: int) -> bytes:
    """Return a workbook of so many cells."""
    row = f"<row>{'<c><v>1</v></c>' * columns}</row>"
    return workbook(f"<sheetData>{row * rows}</sheetData>")


def entities() -> str:
    """Return an XML text that grows a thousand times a thousand times when it is read."""
    grown = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    return f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaa">{grown}]><a>&j;</a>'


REFUSED = {
    "paragraphs without end": ("a.docx", made.docx(PARAGRAPH * 200_000), "文字过多"),
    "tables inside one another": ("a.docx", made.docx(table(80)), "嵌套过深"),
    "insertions inside one another": (
        "a.docx",
        made.docx(f"<w:p>{'<w:ins>' * 5000}x{'</w:ins>' * 5000}</w:p>"),
        "过深",
    ),
    "a million cells": ("a.xlsx", cells(10_000, 100), "表格过大"),
    "a sheet that unpacks for ever": ("a.xlsx", workbook(" " * (65 << 20)), "解开后过大"),
    "a table of a million lines": ("a.csv", b"1,2\n" * 500_000, "过大|过多"),
    "a mail of ever more parts": (
        "a.eml",
        HEAD
        + "".join(
            f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(3000)
        ),
        "嵌套过深",
    ),
    "elements inside one another": ("a.html", PAGE + "<div>" * 2000 + "x", "嵌套过深"),
    "numbers without end": (
        "a.xlsx",
        workbook("<sheetData><row><c><v>1e999999999</v></c></row></sheetData>"),
        "不合格式",
    ),
    "an XML text without end": ("a.xml", "<a>" * 100_000 + "</a>" * 100_000, "过深|过多"),
    "a JSON text too long": ("a.json", "[" * 150_000 + "]" * 150_000, "过多"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_too_much_gets_a_slip_with_the_reason(
    name: str, bound: Callable[..., Volume]
) -> None:
    file, data, reason = REFUSED[name]
    volume = bound({file: data if isinstance(data, bytes) else data.encode()})
    (finding,) = volume.layout.findings
    assert finding.code == "LD-VOL-UNREADABLE"
    assert any(words in finding.message for words in reason.split("|"))
    assert isinstance(volume.layout.chapters[0].leaves[0].content, Slip)


READ = {
    "a line without a place to break": ("a.txt", "a" * 40_000),
    "signs of attributes without end": ("a.html", PAGE + "<a " * 100_000 + "<input " * 50_000),
    "a header that is no base64": ("a.eml", "From: =?utf-8?b?a?=\r\nSubject: x\r\n\r\nx"),
    "a header of brackets": ("a.eml", f"From: {'(' * 2000}\r\nSubject: x\r\n\r\nx"),
    "marks of quotation inside one another": ("a.md", ">" * 20_000),
    "brackets without end": ("a.md", "[" * 5000),
    "a merge of the whole sheet": (
        "a.xlsx",
        workbook(
            "<sheetData><row><c><v>1</v></c></row></sheetData><mergeCells>"
            '<mergeCell ref="A1:XFD1048576"/></mergeCells>'
        ),
    ),
    "two cells at the ends of a sheet": (
        "a.xlsx",
        workbook(
            '<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
            '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        ),
    ),
    "entities of entities": ("a.xml", entities()),
    "an archive that unpacks for ever": ("a.gz", gzip.compress(bytes(64 << 20))),
    "a JSON text that is deep": ("a.json", "[" * 2000 + "]" * 2000),
}


@pytest.mark.parametrize("name", READ)
def test_what_looks_worse_than_it_is_becomes_pages(name: str, bound: Callable[..., Volume]) -> None:
    file, data = READ[name]
    volume = bound({file: data if isinstance(data, bytes) else data.encode()})
    assert not isinstance(volume.layout.chapters[0].leaves[0].content, Slip)


SLOW = {
    "HTML": ("a.html", PAGE + "<div>" * 60_000 + "x"),
    "HTML of a mail": ("a.eml", HEAD + "Content-Type: text/html\r\n\r\n" + "<p>" * 60_000),
    "text": ("a.txt", "x\n" * 60_000),
    "Markdown": ("a.md", "[" * 190_000),
    "Word": ("a.docx", made.docx(PARAGRAPH * 100_000)),
    "a workbook": ("a.xlsx", cells(1100, 100)),
    "a chat": (
        "微信聊天记录.txt",
        "".join(f"2025-01-01 10:{n % 60:02}:00 甲\n消息\n\n" for n in range(25_000)),
    ),
    "XML": ("a.xml", f"<?xml version='1.0'?><a>{'<b/>' * 30_000}</a>"),
}


@pytest.fixture
def _hurried(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(fence, "SECONDS", 1)
    monkeypatch.setattr(fence, "STEPS", 1)
    yield
    fence.end()


@pytest.mark.usefixtures("_hurried")
@pytest.mark.parametrize("name", SLOW)
def test_what_takes_too_long_gets_a_slip_that_says_so(
    name: str, bound: Callable[..., Volume]
) -> None:
    """Reading and setting alike; the limit is a second here."""
    file, data = SLOW[name]
    volume = bound({file: data if isinstance(data, bytes) else data.encode()})
    (finding,) = volume.layout.findings
    assert finding.code == "LD-VOL-FENCED"
    assert "用时超过上限" in finding.message
    assert "换一台机器" in finding.message


def test_a_long_run_may_break_and_nothing_else_changes() -> None:
    run = "&amp;a" * 900
    broken = _breakable(f'<p title="{"a" * 3000}">{run}</p>')
    assert broken.replace("<wbr>", "") == f'<p title="{"a" * 3000}">{run}</p>'
    assert broken.count("<wbr>") == 1
    assert "<wbr>" not in _breakable("字" * 5000 + " " + "a" * 999)
