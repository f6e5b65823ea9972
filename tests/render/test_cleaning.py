"""A template that was edited in Word: noise goes, what would change the paper is refused."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE as REL
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from PIL import Image

from legaldocs.core.errors import InputError
from legaldocs.render.cleaning import clean, lost_format
from legaldocs.render.html import to_sheet
from tests.render.word_noise import W, as_word_saves

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document


def saved(document: Document) -> bytes:
    package = io.BytesIO()
    document.save(package)
    return package.getvalue()


def plain() -> Document:
    """Return a document with a heading, a paragraph of tags, a table, a header, a footer."""
    document = docx.Document()
    document.add_paragraph("催告函", style="Title")
    document.add_paragraph("请付清：{{ cite('civil_code', 'money_debt') }}，{{ pay_by|day }}前。")
    document.add_paragraph("甲\n乙").add_run("粗").bold = True
    table = document.add_table(rows=2, cols=2)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    table.cell(0, 0).text = "{{ row.number }}"
    for paragraph in document.element.body.iter(qn("w:p")):
        paragraph.get_or_add_pPr()
    section = document.sections[0]
    section.header.paragraphs[0].text = "{{ case_title }}"
    footer = section.footer.paragraphs[0]
    footer.add_run("第 ")
    for xml in (
        '<w:fldChar w:fldCharType="begin"/>',
        "<w:instrText> PAGE </w:instrText>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        footer._p.append(parse_xml(f"<w:r {nsdecls('w')}>{xml}</w:r>"))
    for story in (section.header, section.footer):
        story.paragraphs[0]._p.get_or_add_pPr()
    return document


def test_what_word_adds_changes_nothing_that_is_set() -> None:
    package = saved(plain())
    noisy = as_word_saves(package)
    before = to_sheet(package, InputError)
    after = to_sheet(clean(noisy, InputError), InputError)
    body = after.body.translate({ord(quote): "&#x27;" for quote in "‘’"})
    assert body == before.body
    assert after.page_setup == before.page_setup


def test_nothing_of_the_noise_stays_in_the_file() -> None:
    cleaned = clean(as_word_saves(saved(plain())), InputError)
    with zipfile.ZipFile(io.BytesIO(cleaned)) as package:
        names = package.namelist()
        content = b"".join(package.read(name) for name in names if name != "word/styles.xml")
    for word in ("张三律师", "某某律师事务所", "rsid", "proofErr", "_GoBack", "example.com"):
        assert word.encode() not in content
    for name in ("trackRevisions", "updateFields", "eastAsiaTheme", "sdt", "AlternateContent"):
        assert f"<w:{name}".encode() not in content
    assert not {"word/comments.xml", "word/people.xml", "docProps/app.xml"} & set(names)


def test_a_clean_template_stays_as_it_is() -> None:
    cleaned = clean(as_word_saves(saved(plain())), InputError)
    assert clean(cleaned, InputError) == cleaned


def test_a_tag_over_several_runs_becomes_one() -> None:
    document = docx.Document(io.BytesIO(clean(as_word_saves(saved(plain())), InputError)))
    assert [len(paragraph.runs) for paragraph in document.paragraphs[:3]] == [1, 1, 2]
    assert document.paragraphs[2].runs[1].bold


def test_an_alignment_stays_unless_the_style_says_the_same() -> None:
    document = docx.Document()
    for alignment in (WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.LEFT):
        document.add_paragraph("甲", style="Body Text").alignment = alignment
    cleaned = docx.Document(io.BytesIO(clean(saved(document), InputError)))
    assert [paragraph.alignment for paragraph in cleaned.paragraphs] == [
        WD_ALIGN_PARAGRAPH.RIGHT,
        None,
    ]


def run_with(properties: str, words: str = "内部备注") -> Callable[[Document], None]:
    def change(document: Document) -> None:
        document.paragraphs[1]._p.append(
            parse_xml(f"<w:r {nsdecls('w')}><w:rPr>{properties}</w:rPr><w:t>{words}</w:t></w:r>")
        )

    return change


def content(xml: str) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        document.paragraphs[1]._p.append(parse_xml(xml.replace(" ", f" {nsdecls('w')} ", 1)))

    return change


EITHER = (
    "<w:r ><mc:AlternateContent"
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice Requires="wps"><w:t>{}</w:t></mc:Choice>'
    "<mc:Fallback><w:t>{}</w:t></mc:Fallback></mc:AlternateContent></w:r>"
)


def in_paragraph(properties: str) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        paragraph = document.add_paragraph("密语")._p
        for mark in parse_xml(f"<w:pPr {nsdecls('w')}>{properties}</w:pPr>"):
            paragraph.get_or_add_pPr().append(mark)

    return change


def words(text: str) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        document.add_paragraph(text)

    return change


def pictured(document: Document) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (1, 1)).save(picture, "PNG")
    picture.seek(0)
    document.paragraphs[1].add_run().add_picture(picture)


def hidden_by_style(document: Document) -> None:
    document.styles["Body Text"].font.hidden = True
    document.add_paragraph("内部备注", style="Body Text")


def styled(mark: str, value: str, style: str = "Body Text") -> Callable[[Document], None]:
    def change(document: Document) -> None:
        element = OxmlElement(mark, {qn("w:val"): value})
        document.styles[style].element.get_or_add_rPr().append(element)
        document.add_paragraph("内部备注", style=style)

    return change


def hidden_row(document: Document) -> None:
    document.tables[0].rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:hidden"))


def hidden_row_by_style(document: Document) -> None:
    properties = parse_xml(f"<w:trPr {nsdecls('w')}><w:hidden/></w:trPr>")
    document.styles["Table Grid"].element.append(properties)
    document.tables[0].style = "Table Grid"


def hidden_by_default(document: Document) -> None:
    document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}").append(
        OxmlElement("w:vanish")
    )


def based_on_each_other(document: Document) -> None:
    first, second = (document.styles.add_style(name, 1) for name in ("甲", "乙"))
    first.base_style, second.base_style = second, first
    second.font.hidden = True
    document.add_paragraph("内部备注", style=first)


def nested(document: Document) -> None:
    cell = document.tables[0].cell(0, 0)
    for _ in range(60):
        cell = cell.add_table(1, 1).cell(0, 0)


def too_wide(document: Document) -> None:
    span = document.tables[0].cell(0, 0)._tc.get_or_add_tcPr().get_or_add_gridSpan()
    span.set(qn("w:val"), "9999999")


def without_a_section(document: Document) -> None:
    body = document.element.body
    body.remove(body.sectPr)


def numbered_by_style(document: Document) -> None:
    document.add_paragraph("第一", style="List Number")


def of_another_template(document: Document) -> None:
    settings = document.part._settings_part
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    settings.rels.get_or_add_ext_rel(kind, "http://example.com/remote.dotm")


def sectioned(document: Document) -> None:
    document.add_section()


def inserted_paragraph(document: Document) -> None:
    mark = parse_xml(f'<w:rPr {nsdecls("w")}><w:ins w:id="1" w:author="张三"/></w:rPr>')
    document.paragraphs[1]._p.get_or_add_pPr().append(mark)


def inserted_row(document: Document) -> None:
    mark = parse_xml(f'<w:ins {nsdecls("w")} w:id="1" w:author="张三"/>')
    document.tables[0].rows[0]._tr.get_or_add_trPr().append(mark)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (content('<w:ins w:id="1"><w:r><w:t>补</w:t></w:r></w:ins>'), "修订.*付清"),
        (content('<w:del w:id="1"><w:r><w:delText>删</w:delText></w:r></w:del>'), "修订.*付清"),
        (content('<w:moveTo w:id="1"><w:r><w:t>移</w:t></w:r></w:moveTo>'), "修订.*付清"),
        (inserted_paragraph, "修订.*付清"),
        (inserted_row, "修订.*row.number"),
        (content('<w:commentRangeStart w:id="1"/>'), "批注.*付清"),
        (run_with("<w:vanish/>"), "隐藏文字.*付清"),
        (run_with('<w:webHidden w:val="1"/>'), "隐藏文字.*付清"),
        (run_with("<w:dstrike/>"), "双删除线.*付清"),
        (run_with('<w:color w:val="FFFFFF"/>'), "白色.*付清"),
        (run_with('<w:color w:val="fefefe"/>'), "白色.*付清"),
        (run_with('<w:color w:val="E0E0E0"/>'), "白色.*付清"),
        (run_with('<w:color w:val="auto" w:themeColor="background1"/>'), "白色.*付清"),
        (run_with('<w:sz w:val="2"/>'), "小于 4 磅.*付清"),
        (run_with('<w:sz w:val="7"/>'), "小于 4 磅.*付清"),
        (run_with('<w:w w:val="1"/>'), "挤得看不清.*付清"),
        (run_with('<w:spacing w:val="-400"/>'), "挤得看不清.*付清"),
        (run_with('<w:color w:val="000000"/><w:shd w:val="clear" w:fill="000000"/>'), "底色.*付清"),
        (run_with('<w:color w:val="000000"/><w:highlight w:val="black"/>'), "底色.*付清"),
        (in_paragraph('<w:spacing w:line="1" w:lineRule="exact"/>'), "挤得看不清.*密语"),
        (in_paragraph('<w:ind w:left="-20000"/>'), "页面以外.*密语"),
        (in_paragraph('<w:framePr w:w="1" w:x="-9000"/>'), "图文框.*密语"),
        (content(EITHER.format("甲", "乙")), "两种版本.*付清"),
        (styled("w:color", "FFFFFF"), "样式“Body Text”用了白色"),
        (styled("w:color", "FEFEFE", "Normal"), "样式“Normal”用了白色"),
        (styled("w:sz", "2"), "样式“Body Text”用了小于 4 磅"),
        (hidden_row, "隐藏的表格行.*row.number"),
        (hidden_row_by_style, "样式“Table Grid”用了隐藏的表格行"),
        (hidden_by_default, "文档默认格式.*隐藏文字"),
        (based_on_each_other, "样式“乙”用了隐藏文字"),
        (nested, "套了 3 层以上"),
        (too_wide, "一行占 10000000 列，表格有 2 列"),
        (without_a_section, "没有“节”"),
        (hidden_by_style, "样式“Body Text”用了隐藏文字"),
        (numbered_by_style, "样式“List Number”用了自动编号"),
        (content('<w:fldSimple w:instr="DATE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'), "域.*付清"),
        (pictured, "图片.*付清"),
        (content('<w:r ><w:footnoteReference w:id="1"/></w:r>'), "脚注.*付清"),
        (content('<w:r ><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'), "不能排版的内容：sym"),
        (of_another_template, "文件之外.*remote.dotm"),
        (sectioned, "多个“节”"),
        (words("致：｛｛ debtor.name ｝｝"), "全角的花括号.*debtor.name"),
        (words("致：{｛ debtor.name }}"), "花括号"),
        (words("致：{{ debtor.name }"), "花括号.*debtor.name"),
        (words("致：{ debtor.name }"), "花括号.*debtor.name"),
        (words("数据结构 {甲}"), "花括号.*甲"),
        (words("数据结构 {"), "花括号"),
        (words("｛％ if claim ％｝"), "花括号"),
        (words("{{ claim.total｜yuan }}"), "全角符号“｜”.*claim.total"),
    ],
)
def test_what_would_change_the_paper_is_refused(
    change: Callable[[Document], None], says: str
) -> None:
    document = plain()
    change(document)
    with pytest.raises(InputError, match=says):
        clean(saved(document), InputError)


@pytest.mark.parametrize(
    "change",
    [
        run_with('<w:vanish w:val="0"/>', "看得见"),
        run_with('<w:color w:val="DFE0E0"/>', "看得见"),
        run_with('<w:sz w:val="8"/>', "看得见"),
        run_with('<w:w w:val="80"/><w:spacing w:val="-20"/>', "看得见"),
        run_with('<w:shd w:val="clear" w:fill="000000"/>', "自动的颜色在黑底上是白的"),
        content(EITHER.format("同", "同")),
        in_paragraph('<w:spacing w:line="400" w:lineRule="exact"/><w:ind w:left="-200"/>'),
        run_with('<w:color w:val="FFFFFF"/>', " "),
        words("甲方占50%，乙方占50%（{{ cite('civil_code', 'x，y') }}）"),
    ],
)
def test_what_only_looks_so_is_kept(change: Callable[[Document], None]) -> None:
    document = plain()
    change(document)
    last = document.paragraphs[-1].text
    cleaned = docx.Document(io.BytesIO(clean(saved(document), InputError)))
    assert cleaned.paragraphs[-1].text == last


def test_size_and_colour_of_single_words_are_named() -> None:
    document = plain()
    run_with('<w:sz w:val="44"/><w:color w:val="FF0000"/>', "大字")(document)
    run_with('<w:color w:val="auto"/><w:rFonts w:hint="eastAsia"/>', "平常")(document)
    assert lost_format(saved(document)) == ("大字",)


def test_a_bomb_is_not_unpacked() -> None:
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/document.xml", bytes(40_000_000))
    with pytest.raises(InputError, match="模板过大"):
        clean(package.getvalue(), InputError)


def test_embedded_fonts_go_with_the_table_that_points_at_them() -> None:
    document = plain()
    (fonts,) = (
        relation.target_part
        for relation in document.part.rels.values()
        if relation.reltype == REL.FONT_TABLE
    )
    fonts.relate_to(document.part._styles_part, f"{REL.FONT_TABLE}/font")
    cleaned = docx.Document(io.BytesIO(clean(saved(document), InputError)))
    kinds = {relation.reltype for relation in cleaned.part.rels.values()}
    assert REL.STYLES in kinds
    assert REL.FONT_TABLE not in kinds


def test_no_text_is_lost_with_a_wrapper() -> None:
    document = docx.Document()
    body = document.element.body
    body.insert(
        0,
        parse_xml(
            f'<w:sdt xmlns:w="{W}"><w:sdtContent><w:customXml><w:customXmlPr/><w:p>'
            "<w:r><w:t>甲</w:t></w:r><w:sdt><w:sdtContent><w:r><w:t>乙</w:t></w:r></w:sdtContent></w:sdt></w:p>"
            "</w:customXml></w:sdtContent></w:sdt>"
        ),
    )
    cleaned = docx.Document(io.BytesIO(clean(saved(document), InputError)))
    assert cleaned.paragraphs[0].text == "甲乙"
    assert to_sheet(saved(cleaned), InputError).body == "<p>甲乙</p>\n"
