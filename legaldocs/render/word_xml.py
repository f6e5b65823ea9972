"""What the XML of a Word file means: marks that are on, whole numbers, styles and their bases."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from legaldocs.core.errors import LegaldocsError

    Fault = Callable[..., LegaldocsError]

_SWITCHED_OFF = frozenset({"0", "false", "off"})
_WHOLE = re.compile(r"-?[0-9]{1,7}")


def is_on(mark: Any) -> bool:
    """Return whether a mark such as w:b is switched on, which it is when it has no value."""
    return mark.get(qn("w:val")) not in _SWITCHED_OFF


def whole_number(element: Any, name: str, fault: Fault) -> int:
    """Return an attribute such as w:w as a whole number.

    Raises the ``fault`` when it is missing or no whole number, which Word writes always.
    """
    text = element.get(qn(name)) or ""
    if not _WHOLE.fullmatch(text):
        mark = element.tag.rpartition("}")[2]
        raise fault(
            "模板里的尺寸或者列数不是整数",
            found=f"{mark} 的 {name.removeprefix('w:')}：{text[:20] or '没有写'}",
            next_step="在 Word 里重新设置页面或者表格后保存",
        )
    return int(text)


def style_chain(style: Any) -> list[Any]:
    """Return a style and those it is based on, each once: a file may base two on each other."""
    chain: list[Any] = []
    while style is not None and all(style.element is not seen.element for seen in chain):
        chain.append(style)
        style = getattr(style, "base_style", None)
    return chain


def stories(document: Any) -> Iterator[Any]:
    """Yield the body, and each header and footer of its own."""
    yield document.element.body
    for section in document.sections:
        for part in (section.header, section.footer):
            if not part.is_linked_to_previous:
                yield part._element  # noqa: SLF001 - the only way to all of its content
