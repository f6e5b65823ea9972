"""What stands inside a paragraph: runs with their marks, fields, revisions, notes, pictures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from legaldocs.volume.package import attribute, child, descendants, holds, local, whole
from legaldocs.volume.word.drawing import drawing, object_html
from legaldocs.volume.word.reading import plain
from legaldocs.volume.word.styles import is_on, value_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

    from legaldocs.volume.word.reading import Story

_COLOUR = re.compile(r"[0-9A-Fa-f]{6}")
_HIGHLIGHT = frozenset(
    {"yellow", "green", "cyan", "magenta", "red", "blue", "lightGray", "darkYellow"}
)
_SIZES = range(12, 97)
"""Half points that a print keeps; smaller and larger letters are brought to these."""

_WRAPPERS = frozenset(
    {"smartTag", "sdtContent", "customXml", "hyperlink", "dir", "bdo", "ruby", "rubyBase", "rt"}
)
_SYMBOLS = {
    "F0FE": "☑", "F052": "☑", "F054": "☒", "F0FD": "☒", "F0A8": "□", "F06F": "□", "F0A3": "□",
    "F0FC": "✓", "F0FB": "✗", "F0B7": "•", "F0D8": "➢", "F0E0": "→", "F0E8": "➔", "F04A": "☺",
    "F050": "☑", "F06C": "●", "F06E": "■", "F0A7": "▪",
}  # fmt: skip
"""Signs of the Wingdings and Symbol fonts, by the place that the file names."""

_FIXED = {"cr": "<br>", "tab": "\u3000", "ptab": "\u3000", "noBreakHyphen": "-", "softHyphen": ""}
_PAGE_FIELDS = {"PAGE": "〔页码〕", "NUMPAGES": "〔总页数〕", "SECTIONPAGES": "〔总页数〕"}
_INSERTED = {"ins": "插入", "moveTo": "移入"}
_DELETED = {"del": "删除", "moveFrom": "移出"}


def content(parent: _Element, story: Story, paragraph: _Element | None) -> Iterator[str]:
    """Yield what stands inside a paragraph, or a part of one, as HTML."""
    for element in parent:
        name = local(element)
        if name == "r":
            yield _run(element, story, paragraph)
        elif name in _WRAPPERS:
            yield from content(element, story, paragraph)
        elif name == "sdt":
            inner = child(element, "sdtContent")
            if inner is not None:
                yield from content(inner, story, paragraph)
        elif name in _INSERTED or name in _DELETED:
            yield _revised(element, name, story, paragraph)
        elif name == "fldSimple":
            yield _simple_field(element, story, paragraph)
        elif name in {"oMath", "oMathPara"}:
            yield _formula(element, story)
        elif name == "AlternateContent":
            yield from content(_alternative(element), story, paragraph)


def _revised(element: _Element, name: str, story: Story, paragraph: _Element | None) -> str:
    before = len(story.reading.revisions)
    number = story.reading.revise(element, _INSERTED.get(name) or _DELETED[name])
    inner = "".join(content(element, story, paragraph))
    if not inner:
        del story.reading.revisions[before:]
        return ""
    tag = "ins" if name in _INSERTED else "del"
    return f"<{tag}>{inner}</{tag}><sup class=revision>〔修{number}〕</sup>"


def _simple_field(element: _Element, story: Story, paragraph: _Element | None) -> str:
    word = (attribute(element, "instr").split() or [""])[0].upper()
    if word in _PAGE_FIELDS:
        return _PAGE_FIELDS[word]
    return "".join(content(element, story, paragraph))


def _formula(element: _Element, story: Story) -> str:
    """Return a formula as the line of its signs, in which its form is lost."""
    story.reading.lost["数学公式（只印出其中的字符，没有排成算式）"] += 1
    signs = "".join(text.text or "" for text in descendants(element, "t"))
    return f"〔公式：{plain(signs)}〕"


def _alternative(element: _Element) -> _Element:
    """Return the first form of a thing that has something to print; the others are copies."""
    forms = [form for name in ("Choice", "Fallback") if (form := child(element, name)) is not None]
    for form in forms:
        if holds(form, "txbxContent", "blip", "imagedata", "t"):
            return form
    return forms[0] if forms else element


def _run(run: _Element, story: Story, paragraph: _Element | None) -> str:
    own = child(run, "rPr")
    places = story.reading.styles.run(own, paragraph)
    if child(own, "rPrChange") is not None:
        story.reading.formats_changed += 1
    if is_on(places, "vanish") and not is_on(places, "specVanish"):
        story.reading.hidden += sum(len(text.text or "") for text in descendants(run, "t"))
        # Fields may begin or end in hidden text, as those of an index do.
        for mark in descendants(run, "fldChar"):
            _field(mark, story)
        return ""
    inner = "".join(_pieces(run, story))
    return _marked(inner, places) if inner else ""


def _pieces(parent: _Element, story: Story) -> Iterator[str]:
    for piece in parent:
        name = local(piece)
        if name == "fldChar":
            yield _field(piece, story)
        elif name == "instrText":
            story.instruction += piece.text or ""
        elif not story.shown:
            continue
        elif name in {"t", "delText"}:
            yield plain(piece.text or "")
        elif name == "br":
            yield "<br>"
        elif name in _FIXED:
            yield _FIXED[name]
        elif name == "AlternateContent":
            yield from _pieces(_alternative(piece), story)
        elif (special := _SPECIAL.get(name)) is not None:
            yield special(piece, story)


def _field(mark: _Element, story: Story) -> str:
    """Follow the beginning, the result or the end of a field; some are shown by themselves."""
    kind = attribute(mark, "fldCharType")
    if kind == "begin":
        story.fields.append(False)
        story.instruction = ""
        return _form_field(mark) if all(story.fields[:-1]) else ""
    if kind == "separate" and story.fields:
        word = _field_name(story)
        story.fields[-1] = word not in _PAGE_FIELDS
        return _PAGE_FIELDS.get(word, "") if all(story.fields[:-1]) else ""
    if kind == "end" and story.fields:
        return _ended(story, had_result=story.fields.pop())
    return ""


def _ended(story: Story, *, had_result: bool) -> str:
    word = _field_name(story)
    story.instruction = ""
    if had_result or not story.shown:
        return ""
    if word in {"EQ", "SYMBOL", "=", "DATE", "TIME", "DOCPROPERTY", "MERGEFIELD", "REF", "SEQ"}:
        story.reading.lost["没有存下结果的域"] += 1
        return "〔域，文件中没有结果〕"
    return ""


def _field_name(story: Story) -> str:
    return (story.instruction.split() or [""])[0].upper()


def _form_field(mark: _Element) -> str:
    """Return a box to tick or the chosen entry of a list, which have no result of their own."""
    data = child(mark, "ffData")
    box, entries = child(data, "checkBox"), child(data, "ddList")
    if box is not None:
        ticked = child(box, "checked")
        ticked = child(box, "default") if ticked is None else ticked
        on = ticked is not None and attribute(ticked, "val", "1") in {"1", "true", "on"}
        return "☑" if on else "☐"
    if entries is not None:
        chosen = child(entries, "result")
        chosen = child(entries, "default") if chosen is None else chosen
        listed = [attribute(entry, "val") for entry in entries.iterfind("{*}listEntry")]
        at = whole(attribute(chosen, "val"))
        return plain(listed[at]) if 0 <= at < len(listed) else ""
    return ""


def _symbol(piece: _Element, story: Story) -> str:
    place = attribute(piece, "char").upper()
    sign = _SYMBOLS.get(place) or _SYMBOLS.get(f"F0{place[-2:]}")
    if sign is None and len(place) == 4 and not place.startswith(("E", "F")):  # noqa: PLR2004
        code = int(place, 16) if re.fullmatch("[0-9A-F]{4}", place) else 0
        sign = plain(chr(code)) if code else None
    if sign is None:
        story.reading.lost["符号字体里的符号"] += 1
        return f"〔符号 {plain(place[:8])}〕"
    return sign


def _note(kind: str) -> Callable[[_Element, Story], str]:
    def cite(piece: _Element, story: Story) -> str:
        story.reading.notes.append((kind, attribute(piece, "id")))
        return f"<sup>〔注{len(story.reading.notes)}〕</sup>"

    return cite


def _comment(piece: _Element, story: Story) -> str:
    story.reading.comments.append(attribute(piece, "id"))
    return f"<sup class=revision>〔批{len(story.reading.comments)}〕</sup>"


_SPECIAL: dict[str, Callable[[_Element, Story], str]] = {
    "sym": _symbol,
    "ruby": lambda piece, story: "".join(content(piece, story, None)),
    "drawing": drawing,
    "pict": drawing,
    "object": object_html,
    "footnoteReference": _note("footnote"),
    "endnoteReference": _note("endnote"),
    "commentReference": _comment,
}


def _marked(inner: str, places: tuple[_Element, ...]) -> str:
    rules = []
    colour, light = value_of(places, "color"), value_of(places, "highlight")
    if _COLOUR.fullmatch(colour) and colour not in {"000000", "FFFFFF"}:
        rules.append(f"color:#{colour}")
    if light in _HIGHLIGHT:
        rules.append(f"background:{light.lower().replace('darkyellow', 'gold')}")
    if size := whole(value_of(places, "sz")):
        half = min(max(size, _SIZES.start), _SIZES.stop - 1)
        rules.append(f"font-size:{half // 2}{'.5' if half % 2 else ''}pt")
    if is_on(places, "caps"):
        rules.append("text-transform:uppercase")
    for mark, tag in (("b", "b"), ("i", "i"), ("u", "u"), ("strike", "s"), ("dstrike", "s")):
        if is_on(places, mark):
            inner = f"<{tag}>{inner}</{tag}>"
    raised = {"superscript": "sup", "subscript": "sub"}.get(value_of(places, "vertAlign"))
    if raised:
        inner = f"<{raised}>{inner}</{raised}>"
    return f'<span style="{";".join(rules)}">{inner}</span>' if rules else inner
