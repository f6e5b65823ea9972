"""Pictures, text boxes, shapes, charts and embedded objects of a Word document."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from legaldocs.volume.inline_picture import address
from legaldocs.volume.limits import Unreadable
from legaldocs.volume.package import attribute, child, descendants, holds, whole
from legaldocs.volume.word.reading import PICTURES, plain

if TYPE_CHECKING:
    from lxml.etree import _Element

    from legaldocs.volume.inline_picture import Crop
    from legaldocs.volume.word.reading import Story

_EMU_PER_MM = 36000
_WIDEST_MM = 166
_HUNDRED_THOUSAND = Decimal(100_000)
_DEGREE = 60_000
_SHAPES = ("wsp", "shape", "rect", "roundrect", "oval", "line", "polyline", "wgp", "group")


def drawing(element: _Element, story: Story) -> str:
    """Return a drawing: its pictures and the text of its boxes; what else it is gets named."""
    pieces = [_picture(blip, story) for blip in descendants(element, "blip")]
    pieces += [_old_picture(image, story) for image in descendants(element, "imagedata")]
    boxes = [_box(box, story) for box in _outermost(element)]
    data = child_uri(element)
    if data.endswith("chart"):
        pieces.append(_lost(story, "图表"))
    elif data.endswith("diagram"):
        pieces.append(_lost(story, "SmartArt 图形"))
    elif not pieces and not boxes:
        pieces.append(_lost(story, "图形"))
    elif boxes and holds(element, *_SHAPES):
        story.reading.lost["文本框的边框和位置（其中的文字照印）"] += 1
    return "".join((*pieces, *boxes))


def object_html(element: _Element, story: Story) -> str:
    """Return an embedded object as the picture that the file keeps of it."""
    program = attribute(next(descendants(element, "OLEObject"), None), "ProgID")
    named = f"（{program[:40]}）" if program else ""
    preview = "".join(_old_picture(image, story) for image in descendants(element, "imagedata"))
    return preview + _lost(story, f"嵌入的对象{plain(named)}")


def child_uri(element: _Element) -> str:
    """Return what kind of graphic a drawing says it holds."""
    return attribute(next(descendants(element, "graphicData"), None), "uri")


def _outermost(element: _Element) -> list[_Element]:
    """Return the text boxes that stand in no other below ``element``, each once."""
    found: list[_Element] = []
    for box in descendants(element, "txbxContent"):
        if not any(above in found for above in box.iterancestors()):
            found.append(box)
    return found


def _box(box: _Element, story: Story) -> str:
    # Blocks hold drawings, and drawings hold blocks.
    from legaldocs.volume.word.blocks import blocks  # noqa: PLC0415

    story.reading.enter()
    inner = "".join(blocks(box, story))
    story.reading.leave()
    return f"<span class=box>{inner}</span>" if inner else ""


def _picture(blip: _Element, story: Story) -> str:
    target = attribute(blip, "embed")
    if not target:
        return _lost(story, "文件以外的图片（链接）")
    container = next(blip.iterancestors("{*}inline", "{*}anchor"), None)
    width = whole(attribute(child(container, "extent"), "cx")) // _EMU_PER_MM
    above = blip.getparent()
    frame = next(blip.iterancestors("{*}pic"), None)
    degrees = whole(attribute(child(frame, "spPr", "xfrm"), "rot")) // _DEGREE
    return _embedded(target, width, story, crop=_crop(above), degrees=degrees)


def _old_picture(image: _Element, story: Story) -> str:
    target = attribute(image, "id")
    return _embedded(target, 0, story) if target else ""


def _crop(fill: _Element | None) -> Crop | None:
    rectangle = child(fill, "srcRect")
    left, top, right, bottom = (
        min(max(Decimal(whole(attribute(rectangle, side))), Decimal(0)), _HUNDRED_THOUSAND)
        / _HUNDRED_THOUSAND
        for side in ("l", "t", "r", "b")
    )
    cut = left or top or right or bottom
    return (left, top, right, bottom) if cut and left + right < 1 and top + bottom < 1 else None


def _embedded(
    target: str, width: int, story: Story, *, crop: Crop | None = None, degrees: int = 0
) -> str:
    relation = story.relations.get(target)
    if relation is None or relation.external:
        return _lost(story, "文件以外的图片（链接）")
    story.reading.pictures += 1
    if story.reading.pictures > PICTURES:
        raise Unreadable(f"图片过多（上限 {PICTURES} 张）")
    quarter = round(degrees / 90) * 90 % 360
    source = address(story.reading.package.data(relation.target), crop, quarter)
    if not source:
        suffix = relation.target.rpartition(".")[2][:8].lower()
        return _lost(story, f"{plain(suffix)} 图片")
    size = f' style="width:{min(width, _WIDEST_MM)}mm"' if width > 0 else ""
    return f'<img{size} src="{source}">'


def _lost(story: Story, what: str) -> str:
    story.reading.lost[what] += 1
    return f"〔{what}，没有印出〕"
