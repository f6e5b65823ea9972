"""The last look at a finished .docx: nothing unseen, nothing from outside, no name of an editor."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import docx
from docx.opc.constants import CONTENT_TYPE as CT
from docx.oxml.ns import qn
from lxml import etree

from legaldocs.render.code import is_code
from legaldocs.render.refusals import refuse_marks, refuse_odd_signs, refuse_styles
from legaldocs.render.word_xml import stories

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.render.word_xml import Fault

_PARTS = frozenset(
    (
        *(CT.WML_DOCUMENT_MAIN, CT.WML_STYLES, CT.WML_SETTINGS, CT.WML_FONT_TABLE, CT.OFC_THEME),
        *(CT.WML_HEADER, CT.WML_FOOTER, CT.OPC_CORE_PROPERTIES, CT.PNG, CT.JPEG),
    )
)
"""The parts of a paper, with a logo or code; others are comments, macros, embedded files, data."""
_SETTINGS = frozenset(
    qn(f"w:{name}")
    for name in (
        *("attachedTemplate", "linkStyles", "updateFields", "trackRevisions", "mailMerge"),
        *("documentProtection", "docVars", "rsids", "removePersonalInformation"),
    )
)
_EDITORS = frozenset(qn(f"w:{name}") for name in ("author", "initials", "date"))
_EDITED = qn("w:rsid")
_SHOWN = 60


def refuse_unfinished(package: bytes, fault: Fault) -> None:
    """Look through the finished .docx once more, whoever wrote its template.

    Raises the ``fault`` for revisions, comments, hidden or unreadable text, fields beside page
    numbers, marks of editing sessions with or without names, content from outside, parts no paper
    has, and for signs that are not seen or that each font draws differently.
    """
    document = docx.Document(io.BytesIO(package))
    _refuse_parts(document, fault)
    texts = list(stories(document))
    refuse_styles(document, texts, fault)
    for story in texts:
        outside = story is not document.element.body
        pictures = outside or _has_only_codes(document)
        refuse_marks(story, fault, fields=outside, pictures=pictures)
        for words in paragraphs_of(story):
            refuse_odd_signs(words, fault)
    for element in (*texts, document.styles.element):
        _refuse_editors(element, fault)


def _has_only_codes(document: Any) -> bool:
    """Return whether each picture in the text draws its own alternative text."""
    drawings = document.element.body.iter(qn("w:drawing"))
    return all(is_code(drawing, document.part) for drawing in drawings)


def paragraphs(package: bytes) -> tuple[str, ...]:
    """Return the words of each paragraph of body, header and footer; a cell may hold several."""
    texts = stories(docx.Document(io.BytesIO(package)))
    return tuple(words for story in texts for words in paragraphs_of(story))


def paragraphs_of(story: Any) -> Iterator[str]:
    """Yield the words of each paragraph below an element, a line break as a space."""
    for paragraph in story.iter(qn("w:p")):
        yield "".join(
            (node.text or "") if node.tag == qn("w:t") else " "
            for node in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab"))
        )


def _refuse_parts(document: Any, fault: Fault) -> None:
    package = document.part.package
    owners = [package, *package.iter_parts()]
    for relation in (found for owner in owners for found in owner.rels.values()):
        if relation.is_external:
            raise fault(
                "文书里有指向文件之外的链接或者模板",
                found=str(relation.target_ref)[:_SHOWN],
                next_step="删去链接，在 Word 的“模板和加载项”里改用 Normal.dotm",
            )
    for part in package.iter_parts():
        if part.content_type not in _PARTS:
            raise fault(
                "文书里有不应有的部分：批注、宏、嵌入的文件或者附加数据",
                found=str(part.partname)[:_SHOWN],
                next_step="在 Word 的“检查文档”里删去",
            )
    for setting in document.settings.element:
        if setting.tag in _SETTINGS:
            raise fault(
                "文书的设置里有不应有的内容",
                found=etree.QName(setting).localname,
                next_step="在 Word 里关闭修订、保护、邮件合并和自动更新后另存",
            )


def _refuse_editors(element: Any, fault: Fault) -> None:
    """Refuse the numbers and names by which editors mark who wrote what, and when."""
    for node in element.iter("*"):
        marks = [name for name in node.attrib if name in _EDITORS or name.startswith(_EDITED)]
        if marks or node.tag.startswith(_EDITED):
            name = etree.QName(marks[0] if marks else node.tag).localname
            raise fault(
                "文书里有编辑者的姓名、时间或者修订号",
                found=f"{name}：{node.get(marks[0] if marks else qn('w:val'))}"[:_SHOWN],
                next_step="在 Word 的“检查文档”里删去个人信息后另存",
            )
