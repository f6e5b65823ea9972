"""Damaged PDFs mended by qpdf, where pikepdf is installed (extra ``[repair]``)."""

from __future__ import annotations

import importlib.util
import io
from typing import TYPE_CHECKING

from legaldocs.volume.limits import Unreadable

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 256 << 20
"""Bytes up to which a damaged file is mended: what is mended is held in memory."""


def can_repair() -> bool:
    """Return whether pikepdf is installed."""
    return importlib.util.find_spec("pikepdf") is not None


def repaired(path: Path) -> bytes:
    """Return a damaged PDF rewritten with what could be read of it, the same bytes every time.

    Raises Unreadable when nothing can be made of it.
    """
    import pikepdf  # noqa: PLC0415  # an extra

    if path.stat().st_size > LARGEST:
        raise Unreadable("文件已损坏或不完整，且过大，不能修复")
    out = io.BytesIO()
    try:
        with pikepdf.open(path, suppress_warnings=True) as document:
            # A page named twice is two pages to readers; the tree is written anew in any case.
            document.save(
                out,
                deterministic_id=not document.is_encrypted,
                static_id=document.is_encrypted,
                encryption=False,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
            )
    except pikepdf.PasswordError as error:
        raise Unreadable("打开文件需要密码") from error
    except (pikepdf.PdfError, pikepdf.ForeignObjectError, RuntimeError, ValueError) as error:
        raise Unreadable("文件已损坏或不完整，修复没有成功") from error
    return out.getvalue()
