"""Damaged PDFs rewritten by a reader that is more forgiving than ours (extra ``[repair]``)."""

from __future__ import annotations

import importlib.util
import io
from typing import TYPE_CHECKING

from legaldocs.volume.limits import Damaged, Unreadable

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 256 << 20
"""Bytes up to which a damaged file is mended: what is mended is held in memory."""

_MODULES = {"qpdf": "pikepdf", "pdfium": "pypdfium2"}


def menders() -> tuple[str, ...]:
    """Return the programs that can mend and are installed, in the order they are to be tried."""
    return tuple(name for name, module in _MODULES.items() if importlib.util.find_spec(module))


def repaired(path: Path, mender: str) -> bytes:
    """Return a damaged PDF rewritten with what ``mender`` could read of it.

    Raises Damaged when it can make nothing of it, and Unreadable when it asks for a password.
    """
    if path.stat().st_size > LARGEST:
        raise Unreadable("文件已损坏或不完整，且过大，不能修复")
    return _by_qpdf(path) if mender == "qpdf" else _by_pdfium(path)


def _by_qpdf(path: Path) -> bytes:
    import pikepdf  # noqa: PLC0415  # an extra

    out = io.BytesIO()
    try:
        with pikepdf.open(path, suppress_warnings=True) as document:
            document.save(out, static_id=True, encryption=False)
    except pikepdf.PasswordError as error:
        raise Unreadable("打开文件需要密码") from error
    except (pikepdf.PdfError, RuntimeError, ValueError) as error:
        raise Damaged("文件已损坏或不完整，修复没有成功") from error
    return out.getvalue()


def _by_pdfium(path: Path) -> bytes:
    import pypdfium2  # noqa: PLC0415  # an extra

    out = io.BytesIO()
    try:
        document = pypdfium2.PdfDocument(path)
        try:
            document.save(out)
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        raise Damaged("文件已损坏或不完整，修复没有成功") from error
    return out.getvalue()
