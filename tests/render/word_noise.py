"""A template as Word leaves it after an afternoon of edits: what it adds, and never says."""

from __future__ import annotations

import io
import re
import zipfile

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
NAMES = f'xmlns:w="{W}" xmlns:w14="{W14}" xmlns:mc="{MC}" xmlns:r="{R}"'

TYPED = (
    '<w:rPr><w:rFonts w:ascii="等线" w:eastAsiaTheme="minorEastAsia" w:hint="eastAsia"/>'
    '<w:noProof/><w:kern w:val="0"/><w:szCs w:val="21"/><w:lang w:eastAsia="zh-CN"/>'
    '<w:rPrChange w:id="7" w:author="张三律师" w:date="2026-11-20T09:00:00Z"><w:rPr>'
    "<w:vanish/></w:rPr></w:rPrChange></w:rPr>"
)
PLACED = (
    '<w:snapToGrid w:val="0"/><w:spacing w:before="40"/><w:ind w:firstLineChars="200"/>'
    '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
)
SPLIT = re.compile(r"\{\{|\}\}|%\}|.{1,7}", re.DOTALL)


def element(xml: str) -> etree._Element:
    return etree.fromstring(re.sub(r"^<([\w:]+)", rf"<\1 {NAMES}", xml, count=1))


def tag(name: str) -> str:
    return f"{{{W}}}{name}"


def as_word_saves(package: bytes) -> bytes:
    """Return the same template with the noise of Word in every paragraph, table and part."""
    with zipfile.ZipFile(io.BytesIO(package)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    for name in list(parts):
        if re.fullmatch(r"word/(document|header\d|footer\d)\.xml", name):
            parts[name] = noisy_story(parts[name], body="document" in name)
    parts["word/settings.xml"] = parts["word/settings.xml"].replace(
        b"</w:settings>",
        b'<w:trackRevisions/><w:updateFields w:val="true"/><w:documentProtection w:edit="none"/>'
        b"</w:settings>",
    )
    add_parts(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def noisy_story(xml: bytes, *, body: bool) -> bytes:
    story = etree.fromstring(xml)
    for run in list(story.iter(tag("r"))):
        split_run(run)
    for place, paragraph in enumerate(list(story.iter(tag("p")))):
        noisy_paragraph(paragraph, place, body=body)
    for table in story.iter(tag("tbl")):
        noisy_table(table)
    if not body:
        for paragraph in list(story.iter(tag("p"))):
            in_content_control(paragraph)
    return etree.tostring(story)


def split_run(run: etree._Element) -> None:
    """Word starts a run wherever the input method, the speller or the cursor has been."""
    text = run.find(tag("t"))
    if text is None or len(run) != 1 or not text.text:
        return
    words = text.text.replace("('", "(‘").replace("')", "’)")
    for piece in SPLIT.findall(words):
        run.addprevious(element('<w:proofErr w:type="spellStart"/>'))
        made = element(f"<w:r>{TYPED}<w:lastRenderedPageBreak/><w:t/></w:r>")
        made.set(tag("rsidR"), "00AB12CD")
        made[-1].text = piece
        made[-1].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.addprevious(made)
    run.getparent().remove(run)


def noisy_paragraph(paragraph: etree._Element, place: int, *, body: bool) -> None:
    paragraph.set(tag("rsidR"), "00AB12CD")
    paragraph.set(f"{{{W14}}}paraId", f"{place:08X}")
    properties = paragraph.find(tag("pPr"))
    for added in element(f"<w:pPr>{PLACED}</w:pPr>"):
        properties.append(added)
    properties.addnext(element('<w:bookmarkStart w:id="0" w:name="_GoBack"/>'))
    paragraph.append(element('<w:bookmarkEnd w:id="0"/>'))
    runs = paragraph.findall(tag("r"))
    if body and runs:
        wrap(
            runs[0], ("<w:smartTag/>", '<w:hyperlink r:id="rIdLink"/>', "<w:customXml/>")[place % 3]
        )
        as_fallback(runs[-1])


def wrap(run: etree._Element, xml: str) -> None:
    around = element(xml)
    run.addprevious(around)
    around.append(run)


def as_fallback(run: etree._Element) -> None:
    """Word writes signs that older versions lack in two ways, side by side."""
    text = run.find(tag("t"))
    if text is not None:
        both = element("<mc:AlternateContent><mc:Choice/><mc:Fallback/></mc:AlternateContent>")
        text.addprevious(both)
        both[1].append(text)


def noisy_table(table: etree._Element) -> None:
    properties = table.find(tag("tblPr"))
    properties.append(element('<w:tblInd w:w="5" w:type="dxa"/>'))
    properties.append(element('<w:tblLook w:val="04A0" w:firstRow="1"/>'))
    for row in table.findall(tag("tr")):
        row.set(tag("rsidTr"), "00AB12CD")
        row.find(tag("trPr")).append(element('<w:trHeight w:val="400"/>'))
        row.insert(0, element("<w:tblPrEx><w:tblCellMar/></w:tblPrEx>"))
        for cell in row.findall(tag("tc")):
            cell.find(tag("tcPr")).append(element('<w:shd w:val="clear" w:fill="auto"/>'))
        row.findall(tag("tc"))[-1].addnext(element('<w:bookmarkEnd w:id="3"/>'))


def in_content_control(paragraph: etree._Element) -> None:
    """Word puts the page numbers of its gallery into a content control, in the short form."""
    for begin in paragraph.findall(f"{tag('r')}/{tag('fldChar')}[@{tag('fldCharType')}='begin']"):
        run = begin.getparent()
        end = False
        field = None
        while not end:
            following = run.getnext()
            found = run.find(tag("instrText"))
            if found is not None:
                field = element(f'<w:fldSimple w:instr="{found.text} \\* MERGEFORMAT"/>')
                run.addprevious(field)
            mark = run.find(tag("fldChar"))
            end = mark is not None and mark.get(tag("fldCharType")) == "end"
            paragraph.remove(run)
            run = following
    control = element("<w:sdt><w:sdtPr><w:id w:val='1'/></w:sdtPr><w:sdtContent/></w:sdt>")
    paragraph.addprevious(control)
    control[1].append(paragraph)


def add_parts(parts: dict[str, bytes]) -> None:
    """Add what Word keeps beside the text: comments long answered, people, custom data."""
    relations = etree.fromstring(parts["word/_rels/document.xml.rels"])
    types = etree.fromstring(parts["[Content_Types].xml"])
    kept = ("comments", "footnotes", "endnotes", "people", "commentsExtended", "customXml")
    for name in kept:
        parts[f"word/{name}.xml"] = f'<w:{name} xmlns:w="{W}">张三律师</w:{name}>'.encode()
        add(relations, f"rId{name}", f"{R}/{name}", f"{name}.xml")
        override = etree.SubElement(types, f"{{{types.nsmap[None]}}}Override")
        override.set("PartName", f"/word/{name}.xml")
        override.set("ContentType", "application/xml")
    add(relations, "rIdLink", f"{R}/hyperlink", "https://example.com/", external=True)
    parts["word/_rels/document.xml.rels"] = etree.tostring(relations)
    parts["[Content_Types].xml"] = etree.tostring(types)
    parts["docProps/app.xml"] = parts["docProps/app.xml"].replace(
        b"</Properties>", "<Company>某某律师事务所</Company></Properties>".encode()
    )


def add(
    relations: etree._Element, key: str, kind: str, target: str, *, external: bool = False
) -> None:
    relation = etree.SubElement(
        relations, f"{{{RELS}}}Relationship", Id=key, Type=kind, Target=target
    )
    if external:
        relation.set("TargetMode", "External")
