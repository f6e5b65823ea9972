"""What a user's template may not hold: each is refused with the words of its paragraph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docx.opc.constants import RELATIONSHIP_TYPE as REL
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from legaldocs.core.errors import LegaldocsError

    Fault = Callable[..., LegaldocsError]

_REVISION = ("未接受也未拒绝的修订", "在 Word 的“审阅”里接受或者拒绝全部修订后保存")
_COMMENT = ("批注", "在 Word 的“审阅”里删除全部批注后保存")
_PICTURE = ("图片、图形或者文本框，目前不能排版", "删去，只用文字和表格")
_NOTE = ("脚注或者尾注，目前不能排版", "改写在正文里")
_FIELD = ("会自动更新的域", "选中后按 Ctrl+Shift+F9 转为文字")
_HIDDEN = ("隐藏文字，PDF 里会印出来", "删去该文字，或在“字体”里取消“隐藏”")
_STRUCK = ("双删除线，PDF 里印不出来", "删去该文字，或改用单删除线")
_NUMBERED = ("自动编号，编号不会出现在文字里", "直接写出编号")
_EMBEDDED = ("嵌入的文件或者控件", "删去")
_RAGGED = ("左右不齐的行，目前不能排版", "把每行的格子补齐")

_REASONS = {
    **dict.fromkeys(("ins", "del", "moveFrom", "moveTo", "delText"), _REVISION),
    **dict.fromkeys(("moveFromRangeStart", "moveToRangeStart"), _REVISION),
    **dict.fromkeys(("cellIns", "cellDel", "cellMerge"), _REVISION),
    **dict.fromkeys(("commentRangeStart", "commentRangeEnd", "commentReference"), _COMMENT),
    **dict.fromkeys(("drawing", "pict", "txbxContent"), _PICTURE),
    **dict.fromkeys(("footnoteReference", "endnoteReference"), _NOTE),
    **dict.fromkeys(("fldSimple", "fldChar", "instrText"), _FIELD),
    **dict.fromkeys(("vanish", "specVanish", "webHidden"), _HIDDEN),
    **dict.fromkeys(("object", "control", "altChunk", "subDoc"), _EMBEDDED),
    **dict.fromkeys(("gridBefore", "gridAfter"), _RAGGED),
    "dstrike": _STRUCK,
    "numPr": _NUMBERED,
}
_REFUSED = {qn(f"w:{name}"): reason for name, reason in _REASONS.items()}
_FIELDS = {tag for tag, reason in _REFUSED.items() if reason is _FIELD}
_IN_STYLES = [qn(f"w:{name}") for name in ("vanish", "specVanish", "dstrike", "numPr")]

_KNOWN = {
    qn(f"w:{name}")
    for name in (
        *("p", "tbl", "tblGrid", "gridCol", "tr", "tc", "r", "t", "br", "cr", "tab"),
        *("noBreakHyphen", "softHyphen", "lastRenderedPageBreak", "proofErr"),
        *("bookmarkStart", "bookmarkEnd", "permStart", "permEnd", "moveFromRangeEnd"),
        *(
            "moveToRangeEnd",
            "hyperlink",
            "smartTag",
            "customXml",
            "dir",
            "bdo",
            "sdt",
            "sdtContent",
        ),
    )
} | {
    f"{{http://schemas.openxmlformats.org/markup-compatibility/2006}}{name}"
    for name in ("AlternateContent", "Fallback")
}
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"

_SWITCHED_OFF = {"0", "false", "off"}
_WHITE = "FFFFFF"
_SHOWN = 30

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_LITERAL = re.compile(r"'[^']*'|\"[^\"]*\"|‘[^’]*’|“[^”]*”")
_WIDE = re.compile(r"[（）［］，．：；｜％＝＜＞＋－！。、]")
_REMNANT = re.compile(r"[{｛]\s*[{｛%％#]|[}｝%％#]\s*[}｝]|[{｛]\s*[A-Za-z_][\w.|()'\" ]*\s*[}｝]")


def refuse_parts(document: Any, fault: Fault) -> None:
    """Refuse references to content outside the file, and several page layouts.

    The address of a hyperlink is no such reference: it is dropped, and its text is kept.
    """
    for part in document.part.package.iter_parts():
        for relation in part.rels.values():
            if relation.is_external and relation.reltype != REL.HYPERLINK:
                raise fault(
                    "模板引用了文件之外的内容，生成时一律不读取",
                    found=str(relation.target_ref)[:80],
                    next_step="在 Word 的“模板和加载项”里改用 Normal.dotm；链接的图片等一并删去",
                )
    if len(document.sections) != 1:
        raise fault("模板有多个“节”", next_step="删去分节符，改为一节")


def refuse_styles(document: Any, stories: Iterable[Any], fault: Fault) -> None:
    """Refuse a style in use that hides or strikes its text, or numbers its paragraphs."""
    kinds = [qn(f"w:{name}") for name in ("pStyle", "rStyle", "tblStyle")]
    used = {mark.get(qn("w:val")) for story in stories for mark in story.iter(*kinds)}
    styles = {style.style_id: style for style in document.styles}
    for style_id in sorted(name for name in used if name in styles):
        style = styles[style_id]
        while style is not None:
            for mark in style.element.iter(*_IN_STYLES):
                if _is_on(mark):
                    what, step = _REFUSED[mark.tag]
                    raise fault(f"样式“{style.name}”用了{what}", next_step=step)
            style = getattr(style, "base_style", None)


def refuse_story(story: Any, fault: Fault, *, body: bool) -> None:
    """Refuse what the body, a header or a footer must not hold; page fields are no fault there."""
    for element in _current(story):
        if element.tag in _FIELDS and not body:
            continue
        if element.tag in _REFUSED and _is_on(element):
            what, step = _REFUSED[element.tag]
            raise fault(f"模板里有{what}", found=_paragraph_words(element), next_step=step)
        if element.tag == qn("w:color") and element.get(qn("w:val")) == _WHITE:
            raise fault(
                "模板里有白色的文字，PDF 里会印出来",
                found=_paragraph_words(element),
                next_step="删去",
            )
    for element in _unknown(story):
        name = str(element.tag).rpartition("}")[2]
        if element.tag not in _FIELDS:
            raise fault(
                f"模板里有不能排版的内容：{name}", found=_paragraph_words(element), next_step="删去"
            )
    for paragraph in story.iter(qn("w:p")):
        _refuse_braces(_words(paragraph), fault)


def _current(element: Any) -> Iterator[Any]:
    """Yield each element below, but not the format that a revision replaced."""
    for child in element.iterchildren("*"):
        if not child.tag.endswith("Change"):
            yield child
            yield from _current(child)


def _unknown(element: Any) -> Iterator[Any]:
    """Yield what is neither text nor table nor a property of these."""
    for child in element.iterchildren("*"):
        if child.tag in _KNOWN:
            yield from _unknown(child)
        elif child.tag != _CHOICE and not child.tag.endswith(("Pr", "PrEx")):
            yield child


def _refuse_braces(words: str, fault: Fault) -> None:
    """Refuse what looks like a placeholder, and would be printed as it stands."""
    rest = _TAG.sub("", words)
    if found := _REMNANT.search(rest):
        raise fault(
            "模板里有不成对或者全角的花括号",
            found=f"{found[0]}（在“{words[:_SHOWN]}”中）",
            next_step="改为半角的 {{ 名称 }}",
        )
    for tag in _TAG.findall(words):
        if wide := _WIDE.search(_LITERAL.sub("", tag)):
            raise fault(
                f"模板的标签里有全角符号“{wide[0]}”",
                found=tag[:60],
                next_step="标签里一律用半角符号",
            )


def _paragraph_words(element: Any) -> str:
    """Return the first words of the paragraph that an element stands in or holds."""
    for around in (element, *element.iterancestors()):
        if around.tag in {qn("w:p"), qn("w:tr"), qn("w:tbl")} and (words := _words(around)):
            return f"在“{words[:_SHOWN]}”中"
    return ""


def _words(element: Any) -> str:
    kinds = (qn("w:t"), qn("w:delText"), qn("w:br"), qn("w:tab"))
    return "".join(node.text or " " for node in element.iter(*kinds))


def _is_on(element: Any) -> bool:
    if element.tag == qn("w:numPr"):
        number = element.find(qn("w:numId"))
        return number is None or number.get(qn("w:val")) != "0"
    return element.get(qn("w:val")) not in _SWITCHED_OFF
