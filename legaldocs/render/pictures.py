"""A logo in a header: decoded, bounded, and written anew, so that nothing else comes with it."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from PIL import Image

if TYPE_CHECKING:
    from legaldocs.render.word_xml import Fault

EMU_PER_TWIP = 635
_EMU_PER_HUNDREDTH = 360
_EMBEDDED = qn("r:embed")
_CROP = qn("a:srcRect")
_EDGES = ("l", "t", "r", "b")
_TURNS = ("rot", "flipH", "flipV")
_FORMATS = {"PNG": "png", "JPEG": "jpeg"}
_MOST_BYTES = 2 * 1024 * 1024
_MOST_PIXELS = 4_000_000
_TALLEST = 60 * 36_000
"""EMU, 60 mm: a header that is taller leaves no page to write on."""

_QUALITY = 95
_COLOURS = {"1": "L", "L": "L", "I;16": "L", "LA": "RGBA", "PA": "RGBA", "RGBA": "RGBA"}
"""How a picture of each mode is written; any other becomes RGB."""

_BROKEN = (
    *(OSError, SyntaxError, EOFError, ArithmeticError, LookupError, MemoryError, RuntimeError),
    *(
        TypeError,
        ValueError,
        AttributeError,
        struct.error,
        zlib.error,
        Image.DecompressionBombError,
    ),
)
"""What Pillow raises on files that are not what they should be."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is printed (图片): its file, and its size in EMU, 36,000 a millimetre."""

    content: bytes
    kind: str
    width: int
    height: int

    def css_size(self) -> str:
        """Return width and height as CSS."""
        return f"width:{_millimetres(self.width)};height:{_millimetres(self.height)}"


def read_picture(drawing: Any, part: Any, fault: Fault) -> Picture:
    """Return the picture that a w:drawing of a header shows.

    Raises the ``fault`` for what is no single PNG or JPEG in the line of the text, for one that is
    cut, turned, linked or too large, and for one that cannot be decoded.
    """
    inline = drawing.find(qn("wp:inline"))
    blips = list(drawing.iter(qn("a:blip")))
    if inline is None or len(blips) != 1:
        raise fault(
            "页眉里有浮动的图片、图形或者文本框，目前不能排版",
            next_step="选中图片，把“环绕文字”改为“嵌入型”；图形另存为 PNG 图片后插入",
        )
    if any(cut.get(edge, "0") != "0" for cut in drawing.iter(_CROP) for edge in _EDGES) or any(
        frame.get(turn, "0") not in {"0", "false"}
        for frame in drawing.iter(qn("a:xfrm"))
        for turn in _TURNS
    ):
        raise fault("页眉的图片经过裁剪或者旋转", next_step="在图片软件里改好，再插入原样的图片")
    related = part.related_parts.get(blips[0].get(_EMBEDDED))
    if related is None:
        raise fault("页眉的图片不在文件里", next_step="删去后重新插入图片文件，不要用链接")
    width, height = _extent(inline, fault)
    content, kind = _decoded(related.blob, fault)
    return Picture(content, kind, width, height)


def drawing_of(
    picture: Picture, part: Any, *, name: str = "徽标", alternative: str = "徽标"
) -> Any:
    """Return a w:drawing that shows a picture, which is put into the package beside ``part``."""
    relation, _ = part.get_or_add_image(io.BytesIO(picture.content))
    size = f'cx="{picture.width}" cy="{picture.height}"'
    named = f'id="1" name={quoteattr(name)}'
    return parse_xml(
        f"<w:drawing {nsdecls('w', 'wp', 'a', 'pic', 'r')}>"
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f"<wp:docPr {named} descr={quoteattr(alternative)}/><a:graphic>"
        f'<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f"<pic:pic><pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )


def _extent(inline: Any, fault: Fault) -> tuple[int, int]:
    extent = inline.find(qn("wp:extent"))
    sizes = [(extent.get(name) or "") if extent is not None else "" for name in ("cx", "cy")]
    if not all(size.isascii() and size.isdigit() and 0 < len(size) < 9 for size in sizes):  # noqa: PLR2004 - digits
        raise fault("页眉的图片没有写明尺寸", next_step="删去后重新插入")
    width, height = (int(size) for size in sizes)
    if not width or not 0 < height <= _TALLEST:
        raise fault(
            "页眉的图片太高",
            expected=f"不高于 {_TALLEST // 36_000} 毫米",
            found=_millimetres(height),
            next_step="在 Word 里缩小图片",
        )
    return width, height


def _decoded(content: bytes, fault: Fault) -> tuple[bytes, str]:
    """Return the pixels of a picture as a file of their own, and its kind."""
    if len(content) > _MOST_BYTES:
        raise _too_large(f"{len(content) // 1024} KB", fault)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content), formats=tuple(_FORMATS)) as opened:
                kind = _FORMATS[str(opened.format)]
                if opened.width * opened.height > _MOST_PIXELS:
                    raise _too_large(f"{opened.width}×{opened.height} 像素", fault)
                return _written(opened, kind), kind
    except _BROKEN as error:
        raise fault(
            "页眉的图片不是能读出的 PNG 或者 JPEG",
            next_step="在图片软件里另存为 PNG，删去后重新插入",
        ) from error


def _written(opened: Image.Image, kind: str) -> bytes:
    """Return the same pixels without what the file says of place, device and author."""
    transparent = "transparency" in opened.info
    mode = "RGBA" if transparent else _COLOURS.get(opened.mode, "RGB")
    converted = opened.convert(mode)
    bare = Image.frombytes(mode, converted.size, converted.tobytes())
    written = io.BytesIO()
    if kind == "jpeg":
        bare.convert("L" if mode == "L" else "RGB").save(written, "JPEG", quality=_QUALITY)
    else:
        bare.save(written, "PNG")
    return written.getvalue()


def _too_large(found: str, fault: Fault) -> Exception:
    return fault(
        "页眉的图片太大",
        expected=f"不超过 {_MOST_BYTES // 1024 // 1024} MB、{_MOST_PIXELS // 10_000} 万像素",
        found=found,
        next_step="在图片软件里缩小后重新插入",
    )


def _millimetres(emu: int) -> str:
    hundredths = (emu + _EMU_PER_HUNDREDTH // 2) // _EMU_PER_HUNDREDTH
    return f"{hundredths // 100}.{hundredths % 100:02d}mm"
