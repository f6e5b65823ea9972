"""Whether the text of a finished .pdf can be seen: its colour, size, opacity and place on paper."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pypdf
from pypdf.generic import ContentStream, IndirectObject

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from legaldocs.render.word_xml import Fault

Matrix = tuple[float, float, float, float, float, float]

_PALE = 0xE0 / 0xFF
"""Each of red, green and blue from here on: too pale to be read, as in a template."""
_FAINT = 0.5
"""Opacity below which text is a shadow."""
_SMALLEST = 4.0
"""Points."""
_UNSEEN_MODES = frozenset({3, 7})
"""Text that is neither filled nor stroked (ISO 32000-1 9.3.6)."""
_SHOWING = frozenset({b"Tj", b"TJ", b"'", b'"'})
_FORBIDDEN = ("/OpenAction", "/AA", "/AcroForm", "/Collection")
_FORBIDDEN_NAMES = ("/JavaScript", "/EmbeddedFiles")
_OUTSIDE = "在纸张之外"
_HERE: Matrix = (1, 0, 0, 1, 0, 0)


class _State:
    """What a content stream has set when it shows text (图形状态)."""

    def __init__(self) -> None:
        self.matrix = _HERE
        self.text = _HERE
        self.fill: tuple[float, ...] = (0.0, 0.0, 0.0)
        self.opacity = self.group = 1.0
        self.size = 0.0
        self.mode = 0

    def copy(self) -> _State:
        """Return the same state, for q to keep."""
        kept = _State()
        vars(kept).update(vars(self))
        return kept


def refuse_unseen(pdf: bytes, fault: Fault, *, filled: bool = True) -> None:
    """Look at each piece of text as it is drawn, and at what the file does beside being read.

    Raises the ``fault`` for text that is too pale, too faint, below 4 points, not drawn or not on
    the paper, and for links, scripts, forms and attachments. A template that is not ``filled`` has
    cells of tags that no page holds: where they run off the paper is no fault.
    """
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    root = reader.root_object
    names = root.get("/Names", {})
    extra = [key for key in _FORBIDDEN if key in root]
    extra += [key for key in _FORBIDDEN_NAMES if key in _solid(names)]
    extra += ["/Annots" for page in reader.pages if page.get("/Annots")]
    if extra:
        raise fault("PDF 里有链接、脚本、表单或者附件", found="、".join(extra)[:60])
    for number, page in enumerate(reader.pages, start=1):
        box = tuple(map(float, page.mediabox))
        reasons = _unseen(page, box, reader)
        for reason in (found for found in reasons if filled or found != _OUTSIDE):
            raise fault(f"PDF 第 {number} 页有看不见的文字", found=reason)


def _unseen(page: Any, box: Sequence[float], reader: Any) -> Iterator[str]:
    """Yield why a piece of text of a page cannot be seen."""
    content, resources = page.get_contents(), _solid(page.get("/Resources", {}))
    if content is not None:
        yield from _Drawing(reader, box).read(content, resources, _State())


class _Drawing:
    """Follows a content stream from operator to operator (内容流)."""

    def __init__(self, reader: Any, box: Sequence[float]) -> None:
        self._reader = reader
        self._box = box

    def read(self, content: Any, resources: Any, state: _State) -> Iterator[str]:
        """Yield why a piece of text that the stream shows cannot be seen."""
        kept: list[_State] = []
        for operands, operator in ContentStream(content, self._reader).operations:
            if operator == b"q":
                kept.append(state.copy())
            elif operator == b"Q":
                state = kept.pop() if kept else state
            elif operator == b"Do":
                yield from self._form(operands[0], resources, state)
            elif operator in _SHOWING and operands:
                yield from _reasons(state, self._box)
            else:
                _set(state, operator, operands, resources)

    def _form(self, name: str, resources: Any, state: _State) -> Iterator[str]:
        form = _solid(_solid(resources.get("/XObject", {})).get(name, {}))
        if form.get("/Subtype") == "/Form":
            within = state.copy()
            within.group, within.opacity = state.group * state.opacity, 1.0
            within.matrix = _times(_matrix(form.get("/Matrix", _HERE)), state.matrix)
            yield from self.read(form, _solid(form.get("/Resources", resources)), within)


def _set(state: _State, operator: bytes, operands: Sequence[Any], resources: Any) -> None:
    """Change the state as an operator says that shows nothing."""
    match operator:
        case b"cm":
            state.matrix = _times(_matrix(operands), state.matrix)
        case b"g" | b"rg" | b"k" | b"sc" | b"scn":
            state.fill = _colour(operands)
        case b"gs":
            graphic = _solid(_solid(resources.get("/ExtGState", {})).get(operands[0], {}))
            state.opacity = float(graphic.get("/ca", state.opacity))
        case b"Tf":
            state.size = float(operands[1])
        case b"Tr":
            state.mode = int(operands[0])
        case b"BT":
            state.text = _HERE
        case b"Tm":
            state.text = _matrix(operands)
        case b"Td" | b"TD":
            across, down = map(float, operands)
            state.text = _times((1, 0, 0, 1, across, down), state.text)


def _reasons(state: _State, box: Sequence[float]) -> Iterator[str]:
    at = _times(state.text, state.matrix)
    height = abs(state.size) * (at[2] ** 2 + at[3] ** 2) ** 0.5
    if state.mode in _UNSEEN_MODES:
        yield "没有画出"
    if min(state.fill) >= _PALE:
        yield "白色或者接近白色"
    if state.opacity * state.group < _FAINT:
        yield "透明"
    if height < _SMALLEST:
        yield f"小于 {_SMALLEST:g} 磅"
    if not (box[0] <= at[4] <= box[2] and box[1] <= at[5] <= box[3]):
        yield _OUTSIDE


def _colour(operands: Sequence[Any]) -> tuple[float, ...]:
    """Return red, green and blue of a fill; a pattern counts as black."""
    parts = [float(part) for part in operands if isinstance(part, (int, float))]
    match parts:
        case [grey]:
            return (grey, grey, grey)
        case [cyan, magenta, yellow, black]:
            return tuple((1 - part) * (1 - black) for part in (cyan, magenta, yellow))
        case [red, green, blue]:
            return (red, green, blue)
    return (0.0, 0.0, 0.0)


def _matrix(numbers: Sequence[Any]) -> Matrix:
    a, b, c, d, e, f = map(float, numbers)
    return (a, b, c, d, e, f)


def _times(one: Matrix, other: Matrix) -> Matrix:
    """Return one transformation after the other, the first within the second."""
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s,
            e * p + f * r + t, e * q + f * s + u)  # fmt: skip


def _solid(found: Any) -> Any:
    return found.get_object() if isinstance(found, IndirectObject) else found
