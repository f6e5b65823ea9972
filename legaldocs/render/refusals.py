"""What a user's template may not hold: each is refused with the words of its paragraph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docx.opc.constants import RELATIONSHIP_TYPE as REL
from docx.oxml.ns import qn

from legaldocs.core.notation import odd_sign
from legaldocs.render.word_xml import is_on, style_chain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from legaldocs.render.word_xml import Fault

_REVISION = ("未接受也未拒绝的修订", "在 Word 的“审阅”里接受或者拒绝全部修订后保存")
_COMMENT = ("批注", "在 Word 的“审阅”里删除全部批注后保存")
_PICTURE = ("图片、图形或者文本框，目前不能排版", "删去，只用文字和表格；徽标放在页眉里")
_NOTE = ("脚注或者尾注，目前不能排版", "改写在正文里")
_FIELD = ("会自动更新的域", "选中后按 Ctrl+Shift+F9 转为文字")
_HIDDEN = ("隐藏文字，PDF 里会印出来", "删去该文字，或在“字体”里取消“隐藏”")
_HIDDEN_ROW = ("隐藏的表格行，PDF 里会印出来", "删去该行，或取消“隐藏”")
_WHITE = ("白色或者接近白色的文字，PDF 里会印出来", "删去该文字，或改为看得清的颜色")
_TINY = ("小于 4 磅的文字，PDF 里会按样式的字号印出来", "删去该文字，或改大字号")
_CROWDED = ("挤得看不清的文字，PDF 里会照常印出来", "删去该文字，或恢复字符缩放、字符间距和行距")
_ON_ITSELF = ("与底色相同的文字，PDF 里会印出来", "删去该文字，或改为看得清的颜色")
_OFF_PAGE = ("缩进到页面以外的文字，PDF 里会印出来", "删去该文字，或恢复段落缩进")
_FRAMED = ("图文框，目前不能排版", "删去图文框，把文字放在正文里")
_ALTERNATIVES = (
    "两种版本的内容，不同的软件显示不同的一种",
    "删去该图形或者文本框，把文字写在正文里",
)
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
    "hidden": _HIDDEN_ROW,
    "framePr": _FRAMED,
    **dict.fromkeys(("object", "control", "altChunk", "subDoc"), _EMBEDDED),
    **dict.fromkeys(("gridBefore", "gridAfter"), _RAGGED),
    "dstrike": _STRUCK,
    "numPr": _NUMBERED,
}
_REFUSED = {qn(f"w:{name}"): reason for name, reason in _REASONS.items()}
_DRAWING = qn("w:drawing")
_FIELDS = {tag for tag, reason in _REFUSED.items() if reason is _FIELD}
_IN_STYLES = {
    qn(f"w:{name}") for name in ("vanish", "specVanish", "webHidden", "dstrike", "numPr", "hidden")
}

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
_EITHER = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"

_NEAR_WHITE = re.compile(r"([EF][0-9A-F]){3}", re.IGNORECASE)
"""Each of red, green and blue at E0 or more, of FF: too pale to be read on white paper."""
_WHITE_OF_THEME = {"background1", "light1"}
_SMALLEST = 8
"""Half points: text below 4 points is too small to be read."""
_SIZE = re.compile(r"[0-9]{1,4}")
_NUMBER = re.compile(r"-?[0-9]{1,6}")
_LEAST = {qn("w:w"): 20, qn("w:spacing"): -120}
"""Percent of its width under which a sign is a stroke, and twentieths of a point by which signs are
pushed into one another: 6 points, half of a sign."""
_LOWEST = 80
"""Twentieths of a point: a line of a fixed height below 4 points cuts its text off."""
_FURTHEST = -1800
"""Twentieths of a point: an indent past the usual margin, so that the text begins off the page."""
_TABLES_DEEP = 3
"""Tables within one another, as far as they can be read on paper."""
_SHOWN = 30

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_RAW = re.compile(r"\{%[-+]?\s*raw\b")
_LITERAL = re.compile(r"'[^']*'|\"[^\"]*\"|‘[^’]*’|“[^”]*”")
_WIDE = re.compile(r"[（）［］，．：；｜％＝＜＞＋－！。、]")
_REMNANT = re.compile(r"[{｛﹛][^{}｛｝]{0,20}[}｝﹜]?|[}｝﹜]")


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
    if not len(document.sections):
        raise fault("模板没有“节”，不知道纸张和页边距", next_step="用 Word 打开后另存为 .docx")
    if len(document.sections) > 1:
        raise fault("模板有多个“节”", next_step="删去分节符，改为一节")


def refuse_styles(document: Any, stories: Iterable[Any], fault: Fault) -> None:
    """Refuse a style in use that hides or strikes its text, or numbers its paragraphs.

    The styles that paragraphs have without naming one, and what all of them start from, are in use.
    """
    kinds = [qn(f"w:{name}") for name in ("pStyle", "rStyle", "tblStyle")]
    used = {mark.get(qn("w:val")) for story in stories for mark in story.iter(*kinds)}
    for defaults in document.styles.element.iter(qn("w:docDefaults")):
        _refuse_style("文档默认格式", defaults, fault)
    for style in document.styles:
        if style.style_id in used or style.element.get(qn("w:default")) in {"1", "true", "on"}:
            for base in style_chain(style):
                _refuse_style(base.name, base.element, fault)


def _refuse_style(name: str | None, element: Any, fault: Fault) -> None:
    for mark in element.iter("*"):
        # A style that w:hidden stands in itself is only left out of Word's list of styles.
        if mark.tag == qn("w:hidden") and mark.getparent().tag != qn("w:trPr"):
            continue
        reason = _REFUSED.get(mark.tag) if mark.tag in _IN_STYLES and _is_on(mark) else None
        if reason := reason or _unreadable(mark):
            what, step = reason
            raise fault(f"样式“{name or '没有名称'}”用了{what}", next_step=step)


def _unreadable(mark: Any) -> tuple[str, str] | None:
    """Return why nobody could read the text that a mark colours or sizes, None for other marks."""
    if mark.getparent().tag == qn("w:pPr"):
        return _out_of_sight(mark)
    if mark.getparent().tag != qn("w:rPr"):
        return None
    value = mark.get(qn("w:val")) or ""
    if mark.tag in _LEAST:
        crowded = _NUMBER.fullmatch(value) and int(value) < _LEAST[mark.tag]
        return _CROWDED if crowded else None
    if mark.tag == qn("w:color"):
        shaded = mark.get(qn("w:themeShade"))
        by_theme = mark.get(qn("w:themeColor")) in _WHITE_OF_THEME and shaded is None
        return _WHITE if by_theme or _NEAR_WHITE.fullmatch(value) else None
    if mark.tag == qn("w:sz"):
        return None if _SIZE.fullmatch(value) and int(value) >= _SMALLEST else _TINY
    return _ON_ITSELF if _is_on_itself(mark) else None


def _out_of_sight(mark: Any) -> tuple[str, str] | None:
    """Return why the text of a paragraph cannot be seen: cut off, or off the page."""
    if mark.tag == qn("w:spacing"):
        line = mark.get(qn("w:line")) or ""
        exact = mark.get(qn("w:lineRule")) == "exact" and _NUMBER.fullmatch(line)
        return _CROWDED if exact and int(line) < _LOWEST else None
    if mark.tag == qn("w:ind"):
        given = [mark.get(qn(f"w:{name}")) or "" for name in ("left", "start", "firstLine")]
        past = [value for value in given if _NUMBER.fullmatch(value) and int(value) < _FURTHEST]
        return _OFF_PAGE if past else None
    return None


def _is_on_itself(ground: Any) -> bool:
    """Return whether a mark is the ground of a run that has its colour.

    An automatic colour stands out from any.
    """
    if ground.tag not in (qn("w:shd"), qn("w:highlight")):
        return False
    colour = ground.getparent().find(qn("w:color"))
    value = "" if colour is None else (colour.get(qn("w:val")) or "").upper()
    if ground.tag == qn("w:highlight"):
        return bool(value) and ground.get(qn("w:val")) == "black" and value == "000000"
    return bool(value) and value == (ground.get(qn("w:fill")) or "").upper() != "AUTO"


def refuse_story(story: Any, fault: Fault, *, fields: bool = False, pictures: bool = False) -> None:
    """Refuse what the body, a header or a footer of a template must not hold.

    ``fields`` and ``pictures`` are left to whoever reads the lines of a header or footer.
    """
    refuse_marks(story, fault, fields=fields, pictures=pictures)
    for paragraph in story.iter(qn("w:p")):
        _refuse_braces(_words(paragraph), fault)
        refuse_odd_signs(_words(paragraph), fault)


def refuse_marks(story: Any, fault: Fault, *, fields: bool = False, pictures: bool = False) -> None:
    """Refuse each mark that is neither text nor table, but for ``fields`` and ``pictures``."""
    for element in _current(story):
        if (element.tag in _FIELDS and fields) or (element.tag == _DRAWING and pictures):
            continue
        if element.tag in _REFUSED and _is_on(element):
            what, step = _REFUSED[element.tag]
            raise fault(f"模板里有{what}", found=_paragraph_words(element), next_step=step)
        if element.tag == _EITHER and not _is_one_text(element):
            what, step = _ALTERNATIVES
            raise fault(f"模板里有{what}", found=_paragraph_words(element), next_step=step)
        if reason := _unreadable(element) if _has_words(element) else None:
            what, step = reason
            raise fault(f"模板里有{what}", found=_paragraph_words(element), next_step=step)
    _refuse_nesting(story, fault)
    for element in _unknown(story):
        name = str(element.tag).rpartition("}")[2]
        if element.tag not in _FIELDS and not (element.tag == _DRAWING and pictures):
            raise fault(
                f"模板里有不能排版的内容：{name}", found=_paragraph_words(element), next_step="删去"
            )


def refuse_odd_signs(words: str, fault: Fault) -> None:
    """Raise the ``fault`` for a sign of a text that nobody sees or that has no meaning of its own.

    These are controls, signs without width, private-use signs, and U+FFFC and U+FFFD, which stand
    for what could not be read.
    """
    if sign := odd_sign(words):
        raise fault(
            "文字里有看不见的、私用区的或者无法识别的字符",
            found=f"U+{ord(sign):04X}（在“{words.replace(sign, '▯')[:_SHOWN]}”中）",
            next_step="在这个位置删去该字符，改用输入法里标准编码的字",
        )


def _has_words(mark: Any) -> bool:
    """Return whether a mark stands in the format of a run or paragraph that has words."""
    kinds = [qn("w:r")] if mark.getparent().tag == qn("w:rPr") else [qn("w:p")]
    around = next(mark.iterancestors(*kinds), None)
    return around is not None and bool(_words(around).strip())


def _is_one_text(either: Any) -> bool:
    """Return whether what new programs show and what old ones show have the same words.

    Word writes a sign that old ones lack without words for the new ones.
    """
    shown = {words for version in either.iterchildren("*") if (words := _words(version).strip())}
    return len(shown) <= 1


def _refuse_nesting(story: Any, fault: Fault) -> None:
    for table in story.iter(qn("w:tbl")):
        if len(list(table.iterancestors(qn("w:tbl")))) >= _TABLES_DEEP:
            raise fault(
                f"模板里的表格套了 {_TABLES_DEEP} 层以上",
                found=_paragraph_words(table),
                next_step="把里面的表格移到外面",
            )


def _current(element: Any) -> Iterator[Any]:
    """Yield each element below, but not the format that a revision replaced, nor a drawing's."""
    for child in element.iterchildren("*"):
        if not child.tag.endswith("Change"):
            yield child
            if child.tag != _DRAWING:
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
        if _RAW.match(tag):
            raise fault("模板里不能用 raw", found=words[:_SHOWN], next_step="删去 raw 和 endraw")
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
    return is_on(element)
