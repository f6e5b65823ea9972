"""Pictures of a sheet, printed behind it; shapes, charts and objects, named."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from legaldocs.volume.inline_picture import address
from legaldocs.volume.package import attribute, child, descendants, holds, local, whole
from legaldocs.volume.sheets.grid import column_name
from legaldocs.volume.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from legaldocs.volume.package import Package, Relation
    from legaldocs.volume.sheets.grid import Sheet

_MOST = 100
_ANCHORS = frozenset({"twoCellAnchor", "oneCellAnchor", "absoluteAnchor"})
_NAMED = {"oleObject": "嵌入的对象", "ctrlProp": "控件", "slicer": "切片器", "image": "背景图片"}


def drawn(package: Package, relations: Mapping[str, Relation], sheet: Sheet) -> Iterator[str]:
    """Yield pictures and the text of shapes as HTML, and count in the sheet what is not printed."""
    for relation in relations.values():
        if relation.kind in _NAMED and not relation.external:
            if relation.kind != "image" or "vml" not in relation.target:
                sheet.lost[_NAMED[relation.kind]] += 1
        elif relation.kind == "drawing" and not relation.external:
            root = package.xml(relation.target)
            below = package.relations(relation.target)
            for number, anchor in enumerate(root if root is not None else ()):
                if local(anchor) in _ANCHORS and number < _MOST:
                    yield from _anchored(package, below, anchor, sheet)
                elif number >= _MOST:
                    sheet.lost["图形"] += 1


def _anchored(
    package: Package, relations: Mapping[str, Relation], anchor: _Element, sheet: Sheet
) -> Iterator[str]:
    start = child(anchor, "from")
    column, row = (child(start, name) for name in ("col", "row"))
    place = ""
    if column is not None and row is not None:
        place = f"{column_name(whole(column.text or '') + 1)}{whole(row.text or '') + 1} 处"
    for blip in descendants(anchor, "blip"):
        relation = relations.get(attribute(blip, "embed"))
        source = ""
        if relation is not None and not relation.external:
            source = address(package.data(relation.target))
        if source:
            yield f'<p class=entry>图片（{place}）：<br><img src="{source}"></p>'
        else:
            sheet.lost["图片"] += 1
    words = "".join(text.text or "" for text in descendants(anchor, "t"))
    if words:
        yield f"<p class=entry>图形中的文字（{place}）：{escape(visible(words))}</p>"
    if holds(anchor, "chart"):
        sheet.lost["图表"] += 1
    elif not holds(anchor, "blip"):
        sheet.lost["图形"] += 1
