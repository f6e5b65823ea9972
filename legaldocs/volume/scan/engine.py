"""The program that reads writing in a picture: rapidocr (extra ``[scan]``), behind the fence only.

The same picture gives the same lines: one thread, one line at a time, the models of the package.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from legaldocs.core.errors import InputError
from legaldocs.volume.fence import end, fenced
from legaldocs.volume.limits import Unreadable
from legaldocs.volume.pages import ReadLine

if TYPE_CHECKING:
    from PIL.Image import Image

    from legaldocs.volume.pages import Corner

DPI = 200
"""Pixels to the inch at which a sheet is read, whatever the picture on it has."""

_MODULES = ("rapidocr", "onnxruntime")
_INSTALL = "pip install 'legaldocs[scan]'"
_POINTS = 72
_LONGEST = 2400
"""Pixels of a side that the program does not reduce further: a sheet has fewer."""

_SHORTEST = 32
"""Pixels of a side below which the program enlarges the whole: with more, a strip would explode."""

_PAPER = 250
"""Shade of 255 from which a dot is bare paper."""

_MARGIN = 40
"""Pixels of paper kept around what is drawn: no strip stays so narrow that it is enlarged."""

_TALL = Decimal("1.5")
"""Widths high from which the program turns a line before it reads it."""


def require_engine() -> str:
    """Return the name and version of the program, once it has been loaded.

    Raises InputError when it is not installed or cannot be loaded.
    """
    if not all(map(importlib.util.find_spec, _MODULES)):
        raise InputError(
            "没有安装识别图片里的字所用的组件", next_step=f"先安装：{_INSTALL}，或者去掉 --scan"
        )
    try:
        fenced(_load)
    except Unreadable as error:
        raise InputError(
            "识别图片里的字所用的组件不能启动",
            found=str(error),
            next_step=f"重新安装：{_INSTALL}，或者去掉 --scan",
        ) from error
    finally:
        end()  # other originals are read first, and are not to lack the memory it fills
    return f"rapidocr {importlib.metadata.version('rapidocr')}"


def _load() -> None:
    """Load the program in the process behind the fence, where it stays."""
    try:
        _engine()
    except ImportError as error:
        raise Unreadable(str(error)) from error


@cache
def _engine() -> Any:
    """Return the program with the models that its package has: it never fetches others.

    Raises ImportError when something of it is missing.
    """
    os.putenv("OPENBLAS_NUM_THREADS", "1")  # each thread would take memory of its own
    import cv2  # noqa: PLC0415  # an extra
    from rapidocr import RapidOCR  # noqa: PLC0415  # an extra

    cv2.setNumThreads(1)
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.max_side_len": _LONGEST,
            "Det.limit_side_len": _SHORTEST,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "Cls.cls_batch_num": 1,
            "Rec.rec_batch_num": 1,
            **{f"{part}.model_path": _model(part.lower()) for part in ("Det", "Cls", "Rec")},
        }
    )


def _model(part: str) -> str:
    spec = importlib.util.find_spec("rapidocr")
    folder = Path(spec.origin or "").parent / "models" if spec else Path()
    found = sorted(folder.glob(f"*_{part}_*.onnx"))
    if len(found) != 1:
        raise ImportError(
            f"rapidocr 的安装不完整：models/*_{part}_*.onnx 应有一个，有 {len(found)} 个"
        )
    return str(found[0])


def recognised(picture: Image) -> tuple[ReadLine, ...]:
    """Return the lines of writing in the picture of a sheet, from top to bottom.

    Raises Unreadable when the program fails.
    """
    inked = _inked(picture)
    if inked is None:
        return ()
    engine = _engine()
    try:
        found = engine(picture.crop(inked))
    except MemoryError:
        raise
    except Exception as error:
        # Its errors, onnxruntime's and OpenCV's have no common class.
        raise Unreadable(f"识别程序出错（{type(error).__name__}）") from error
    if found.txts is None:
        return ()
    lines = zip(found.txts, found.scores, found.boxes, strict=True)
    origin = inked[0], picture.height - inked[1]
    read = [_line(text, score, box, origin) for text, score, box in lines]
    return tuple(line for line in read if line.text)


def _inked(picture: Image) -> tuple[int, int, int, int] | None:
    """Return the part of a sheet with something on it, so that a small picture costs little."""
    dark = picture.convert("L").point(lambda shade: 255 if shade < _PAPER else 0).getbbox()
    if dark is None:
        return None
    left, top, right, bottom = dark
    return (
        *(max(left - _MARGIN, 0), max(top - _MARGIN, 0)),
        *(min(right + _MARGIN, picture.width), min(bottom + _MARGIN, picture.height)),
    )


def _line(text: str, score: Any, box: Any, origin: tuple[int, int]) -> ReadLine:
    shown = "".join(character for character in text if character.isprintable()).strip()
    first, second, third, fourth = (_corner(across, down, origin) for across, down in box.tolist())
    long, short = _apart(first, fourth), _apart(first, second)
    turned = (second, third, fourth, first) if long >= _TALL * short else None
    return ReadLine(shown, int(score * 1000), turned or (first, second, third, fourth))


def _corner(across: Any, down: Any, origin: tuple[int, int]) -> Corner:
    """Return a place in points from the lower left corner of the sheet, to a tenth.

    ``origin`` is the upper left corner of what was read, in pixels from there.
    """
    scale = Decimal(_POINTS) / DPI
    tenth = Decimal("0.1")
    x, y = (origin[0] + round(across)) * scale, (origin[1] - round(down)) * scale
    return x.quantize(tenth), y.quantize(tenth)


def _apart(one: Corner, other: Corner) -> Decimal:
    across, up = one[0] - other[0], one[1] - other[1]
    return (across * across + up * up).sqrt()
