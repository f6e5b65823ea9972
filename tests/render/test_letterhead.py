"""A letterhead with a logo: what is printed of it, what is refused; nothing else comes along."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING

import docx
import pypdf
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from PIL import Image, PngImagePlugin

from legaldocs.core.errors import InputError
from legaldocs.render.cleaning import clean
from legaldocs.render.compare_text import read_pdf
from legaldocs.render.docx import Properties, fill
from legaldocs.render.html import to_sheet
from legaldocs.render.letterhead import has_header, with_letterhead
from legaldocs.render.pdf import write_pdf
from legaldocs.render.template import Template, find_stylesheet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from docx.document import Document

REMARK = "拍摄于某处"


def picture(size: tuple[int, int] = (60, 20), kind: str = "PNG", mode: str = "RGB") -> io.BytesIO:
    about = PngImagePlugin.PngInfo()
    about.add_itxt("Comment", REMARK)
    made = io.BytesIO()
    more = {"pnginfo": about} if kind == "PNG" else {"comment": REMARK.encode()}
    Image.new(mode, size, 1 if mode in "1LP" else None).save(made, kind, **more)
    made.seek(0)
    return made


def saved(document: Document) -> bytes:
    package = io.BytesIO()
    document.save(package)
    return package.getvalue()


def letterhead(logo: io.BytesIO | None = None, height: int = 12) -> Document:
    document = docx.Document()
    section = document.sections[0]
    section.top_margin, section.header_distance = Mm(40), Mm(10)
    first = section.header.paragraphs[0]
    first.add_run().add_picture(logo or picture(), height=Mm(height))
    name = first.add_run("江苏衡律师事务所")
    name.bold, name.font.size, name.font.color.rgb = True, Pt(20), RGBColor(0xA0, 0, 0)
    border = '<w:bottom w:val="single" w:sz="12" w:space="1" w:color="A00000"/>'
    first._p.get_or_add_pPr().append(parse_xml(f"<w:pBdr {nsdecls('w')}>{border}</w:pBdr>"))
    section.footer.paragraphs[0].text = "苏州市某路1号"
    return document


def template(*lines: str) -> bytes:
    document = docx.Document()
    for line in lines or ("正文",):
        document.add_paragraph(line)
    return saved(document)


def set_under(head: Document, *lines: str) -> bytes:
    return with_letterhead(template(*lines), clean(saved(head), InputError), InputError)


def printed(package: bytes) -> bytes:
    return write_pdf(to_sheet(package, InputError), find_stylesheet().rules)


def test_name_logo_and_rule_are_printed_in_word_and_pdf() -> None:
    made = set_under(letterhead())
    header = docx.Document(io.BytesIO(made)).sections[0].header
    assert header.paragraphs[0].text == "江苏衡律师事务所"
    assert header.paragraphs[0].runs[1].font.color.rgb == RGBColor(0xA0, 0, 0)
    assert header._element.findall(f".//{qn('w:bottom')}")
    page = pypdf.PdfReader(io.BytesIO(printed(made))).pages[0]
    assert len(page.images) == 1
    assert "江苏衡律师事务所" in page.extract_text()
    assert "苏州市某路1号" in page.extract_text()


def test_the_logo_is_still_there_when_the_tags_are_filled(tmp_path: Path) -> None:
    head, letter = tmp_path / "letterhead.docx", tmp_path / "letter.docx"
    head.write_bytes(saved(letterhead()))
    letter.write_bytes(template("{{ name }}"))
    under = Template("信纸", head, packaged=False)
    paper = Template("函", letter, packaged=False, letterhead=under)
    about = Properties("催告函", "甲公司", dt.date(2026, 11, 21))
    for mark in ("", "草稿"):
        made = fill(paper, {"name": "甲公司"}, about, filters={}, draft_mark=mark)
        assert "word/media/image1.png" in zipfile.ZipFile(io.BytesIO(made)).namelist()
        page = pypdf.PdfReader(io.BytesIO(printed(made))).pages[0]
        assert len(page.images) == 1
        assert "甲公司" in page.extract_text()


def test_the_same_letterhead_gives_the_same_bytes() -> None:
    made = [set_under(letterhead()) for _ in range(2)]
    assert made[0] == made[1]
    assert printed(made[0]) == printed(made[1])


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("PNG", "1"), ("JPEG", "RGB"), ("JPEG", "L")]
)
def test_a_logo_brings_its_pixels_and_nothing_else(kind: str, mode: str) -> None:
    made = set_under(letterhead(picture(kind=kind, mode=mode)))
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        media = [name for name in package.namelist() if "media" in name]
        assert len(media) == 1
        assert REMARK.encode() not in package.read(media[0])
    assert len(pypdf.PdfReader(io.BytesIO(printed(made))).pages[0].images) == 1


def height_of(word: str, package: bytes) -> float:
    """Return how high above the lower edge a word is printed, in points."""
    found: list[float] = []

    def visit(text: str, outer: list[float], inner: list[float], _: object, __: object) -> None:
        if word in text:
            found.append(inner[5] * outer[3] + outer[5])

    pypdf.PdfReader(io.BytesIO(printed(package))).pages[0].extract_text(visitor_text=visit)
    return found[0]


def test_a_high_letterhead_moves_the_text_as_word_does() -> None:
    low, high = (set_under(letterhead(height=height), "甲") for height in (12, 50))
    assert height_of("甲", low) - height_of("甲", high) > Mm(20).pt
    assert height_of("江苏衡", high) > height_of("甲", high)


def test_a_letterhead_that_leaves_no_room_is_refused() -> None:
    head = letterhead(height=50)
    for _ in range(4):
        head.sections[0].header.add_paragraph().add_run().add_picture(picture(), height=Mm(50))
    with pytest.raises(InputError, match="正文没有地方"):
        printed(set_under(head))


def test_a_footer_without_number_keeps_that_of_the_template() -> None:
    own = docx.Document()
    paragraph = own.sections[0].footer.paragraphs[0]
    paragraph.add_run("第")
    field = f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>9</w:t></w:r></w:fldSimple>'
    paragraph._p.append(parse_xml(field))
    own.add_paragraph("正文")
    head = clean(saved(letterhead()), InputError)
    package = with_letterhead(clean(saved(own), InputError), head, InputError)
    assert to_sheet(package, InputError).page_setup.printed(3, 4)[1] == "苏州市某路1号第3"
    assert "第1" in "".join("".join(read_pdf(printed(package))).split())


def test_a_template_says_whether_it_has_a_header() -> None:
    assert has_header(clean(saved(letterhead()), InputError), InputError)
    assert not has_header(template(), InputError)


def floating(document: Document) -> None:
    inline = next(document.sections[0].header._element.iter(qn("wp:inline")))
    inline.tag = qn("wp:anchor")


def cut(document: Document) -> None:
    fill = next(document.sections[0].header._element.iter(qn("a:blip"))).getparent()
    fill.insert(1, parse_xml(f'<a:srcRect {nsdecls("a")} l="10000"/>'))


def turned(document: Document) -> None:
    next(document.sections[0].header._element.iter(qn("a:xfrm"))).set("rot", "5400000")


def linked(document: Document) -> None:
    part = document.sections[0].header.part
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    part.rels.get_or_add_ext_rel(relation, "https://example.org/logo.png")


def missing(document: Document) -> None:
    next(document.sections[0].header._element.iter(qn("a:blip"))).set(qn("r:embed"), "rId99")


def broken(document: Document) -> None:
    (part,) = document.part.package.image_parts
    part._blob = b"\x89PNG\r\n\x1a\n" + b"0" * 200


def tabled(document: Document) -> None:
    document.sections[0].header.add_table(1, 2, Mm(100))


def in_footer(document: Document) -> None:
    document.sections[0].footer.paragraphs[0].add_run().add_picture(picture())


def in_body(document: Document) -> None:
    document.add_picture(picture())


def wide(document: Document) -> None:
    extent = next(document.sections[0].header._element.iter(qn("wp:extent")))
    extent.set("cx", str(Mm(200)))


def tall(document: Document) -> None:
    extent = next(document.sections[0].header._element.iter(qn("wp:extent")))
    extent.set("cy", str(Mm(61)))


def without_size(document: Document) -> None:
    extent = next(document.sections[0].header._element.iter(qn("wp:extent")))
    extent.set("cx", "-5")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (floating, "嵌入型"),
        (cut, "裁剪"),
        (turned, "旋转"),
        (linked, "文件之外"),
        (missing, "不在文件里"),
        (broken, "PNG 或者 JPEG"),
        (tabled, "表格"),
        (in_footer, "图片"),
        (in_body, "放在页眉里"),
        (wide, "比版心宽"),
        (tall, "太高"),
        (without_size, "尺寸"),
    ],
)
def test_what_cannot_be_set_is_refused_with_what_to_do(
    change: Callable[[Document], None], says: str
) -> None:
    head = letterhead()
    change(head)
    with pytest.raises(InputError, match=says):
        to_sheet(set_under(head), InputError)


def test_a_picture_of_too_many_pixels_is_not_decoded() -> None:
    with pytest.raises(InputError, match="万像素"):
        clean(saved(letterhead(picture((2001, 2000)))), InputError)


@pytest.mark.parametrize("kind", ["GIF", "TIFF", "BMP"])
def test_no_other_kind_of_picture_is_read(kind: str) -> None:
    logo = io.BytesIO()
    Image.new("RGB", (4, 4)).save(logo, kind)
    logo.seek(0)
    with pytest.raises(InputError, match="PNG 或者 JPEG"):
        clean(saved(letterhead(logo)), InputError)
