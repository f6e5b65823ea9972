"""The renderer is given nothing but the sheet, and loses no character."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import docx
import pypdf
import pytest

from legaldocs.core.errors import InputError, InternalError
from legaldocs.render import pdf
from legaldocs.render.compare_text import check_same_text, read_pdf
from legaldocs.render.html import to_sheet
from legaldocs.render.printed_page import open_printed
from legaldocs.render.template import Stylesheet, find_stylesheet

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.render.html import Sheet

UNKNOWN_SIGN = "\u0378"


def package_of(*paragraphs: str) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    package = io.BytesIO()
    document.save(package)
    return package.getvalue()


def sheet_of(*paragraphs: str) -> Sheet:
    return to_sheet(package_of(*paragraphs), InputError)


def test_a_character_without_a_glyph_is_named() -> None:
    with pytest.raises(InputError, match=r"缺字：\u0378 U\+0378.*字体"):
        pdf.write_pdf(sheet_of(f"债务人{UNKNOWN_SIGN}"), find_stylesheet().rules)


@pytest.mark.parametrize("place", ["https://example.org/a.css", "file:///etc/passwd", "data:,x"])
@pytest.mark.parametrize("rule", ["@import url({0});", "body {{ background: url({0}); }}"])
def test_a_stylesheet_that_points_outside_is_refused(place: str, rule: str) -> None:
    with pytest.raises(InputError, match=r"style\.css.*外部"):
        pdf.write_pdf(sheet_of("甲"), rule.format(place))


def test_an_option_the_renderer_does_not_know_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_OPTIONS", {"pdf_varient": "pdf/a-3b"})
    with pytest.raises(InternalError, match="pdf_varient"):
        pdf.write_pdf(sheet_of("甲"), "")


def test_a_paper_is_an_archival_file_that_names_its_language_and_title() -> None:
    written = pdf.write_pdf(sheet_of("甲"), find_stylesheet().rules)
    reader = pypdf.PdfReader(io.BytesIO(written))
    root = reader.root_object
    assert root["/Lang"] == "zh-CN"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/OutputIntents"][0]["/DestOutputProfile"].get_data()
    assert reader.trailer["/ID"]
    metadata = root["/Metadata"].get_data().decode("utf-8")
    assert re.findall(r'pdfaid:(part|conformance)(?:="|>)(\w+)', metadata) == [
        ("part", "2"),
        ("conformance", "A"),
    ]
    assert written == pdf.write_pdf(sheet_of("甲"), find_stylesheet().rules)


def test_a_missing_system_library_gives_one_sentence() -> None:
    code = (
        "import ctypes.util, sys\n"
        "class NoPango:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'weasyprint.text':\n"
        "            print('-----')\n"
        "            raise OSError('cannot load library libpango-1.0-0')\n"
        "sys.meta_path.insert(0, NoPango())\n"
        "from legaldocs.core.errors import InputError\n"
        "from legaldocs.render.pdf import write_pdf\n"
        "try:\n"
        "    write_pdf(None, '')\n"
        "except InputError as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    (line,) = done.stdout.splitlines()
    assert line.startswith("缺少排版 PDF 所需的系统库（Pango）")
    assert "下一步" in line


def test_a_stylesheet_cannot_leave_its_element() -> None:
    sheet = sheet_of("甲")
    rules = "/* </style><p>乙</p> */"
    assert "乙" not in "".join(read_pdf(pdf.write_pdf(sheet, rules)))


@pytest.mark.parametrize(
    ("said", "shown"),
    [("甲方应付一百元", "甲方应付二百元"), ("甲方", "甲方乙方"), ("甲方乙方", "甲方")],
)
def test_a_pdf_that_says_something_else_is_caught(said: str, shown: str) -> None:
    sheet = sheet_of(shown)
    made = pdf.write_pdf(sheet, "")
    with open_printed(made) as printed, pytest.raises(InternalError, match="不一致"):
        check_same_text(package_of(said), printed, sheet.page_setup, InternalError)


def test_signs_that_share_a_glyph_are_no_difference() -> None:
    text = "约翰·史密斯•乙・丙，一⼀，……⋯⋯，——"
    sheet = sheet_of(text)
    with open_printed(pdf.write_pdf(sheet, find_stylesheet().rules)) as printed:
        check_same_text(package_of(text), printed, sheet.page_setup, InternalError)


def test_a_users_stylesheet_precedes_the_packaged_one(tmp_path: Path) -> None:
    assert find_stylesheet(tmp_path) == find_stylesheet()
    (tmp_path / "style.css").write_text("p { color: red; }", encoding="utf-8")
    assert find_stylesheet(tmp_path) == Stylesheet("p { color: red; }", packaged=False)
