"""Pages as pictures, through a renderer that shares no code with the volume (pdfium)."""

from __future__ import annotations

from contextlib import contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BGRX = 3  # FPDFBitmap_BGRx
_ANNOTATIONS = 0x01  # FPDF_ANNOT
_ROUGH = 0x1000 | 0x2000 | 0x4000  # FPDF_RENDER_NO_SMOOTHTEXT, -IMAGE and -PATH


class RenderedFile:
    """A PDF opened by pdfium, its forms filled in as a viewer shows them (第二种软件打开的文件)."""

    def __init__(self, document: Any) -> None:
        self._document = document
        document.init_forms()

    def __len__(self) -> int:
        return len(self._document)

    def size(self, number: int) -> tuple[Decimal, Decimal]:
        """Return width and height of a page in points, once it is turned."""
        width, height = self._document.get_page_size(number)
        return Decimal(f"{width:.3f}"), Decimal(f"{height:.3f}")

    def page(self, number: int) -> Any:
        """Return a page (from 0) as pdfium has it."""
        return self._document[number]

    def picture(
        self,
        number: int,
        size: tuple[int, int],
        place: tuple[int, int, int, int] | None = None,
        *,
        smooth: bool = True,
    ) -> Image.Image:
        """Return a sheet of ``size`` pixels with page ``number`` (from 0) drawn upon it.

        ``place`` are left, top, width and height of the whole page on the sheet, all of the sheet
        when not given; what lies outside the sheet is cut off. Edges are grey where ``smooth``.
        """
        import pypdfium2.raw as pdfium  # noqa: PLC0415  # an extra

        left, top, width, height = place or (0, 0, *size)
        page = self._document[number]
        bitmap = pdfium.FPDFBitmap_CreateEx(*size, _BGRX, None, 0)
        try:
            pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, *size, 0xFFFFFFFF)
            flags = _ANNOTATIONS if smooth else _ANNOTATIONS | _ROUGH
            where = (left, top, width, height, 0, flags)
            pdfium.FPDF_RenderPageBitmap(bitmap, page, *where)
            if self._document.formenv is not None:
                pdfium.FPDF_FFLDraw(self._document.formenv, bitmap, page, *where)
            stride = pdfium.FPDFBitmap_GetStride(bitmap)
            data = pdfium.FPDFBitmap_GetBuffer(bitmap)
            held = (pdfium.c_char * (stride * size[1])).from_address(data)
            return Image.frombytes("RGB", size, bytes(held), "raw", "BGRX", stride)
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)
            page.close()


@contextmanager
def rendered(path: Path | bytes) -> Iterator[RenderedFile]:
    """Open a PDF, a file or its bytes, with pdfium.

    Raises ValueError when it cannot open the file.
    """
    import pypdfium2  # noqa: PLC0415  # only where pages are drawn

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise ValueError("另一种软件打不开原件") from error
    try:
        yield RenderedFile(document)
    finally:
        document.close()
