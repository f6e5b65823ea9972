"""An Office package without the marks of where and when it was written."""

from __future__ import annotations

import io
import zipfile

_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def settle(package: bytes) -> bytes:
    """Return the same Office package with sorted parts and without the zip's clock."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist()):
            part = zipfile.ZipInfo(name, _ZIP_EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            # Without this the zip would name the system it was written on.
            part.create_system = 0
            new.writestr(part, old.read(name))
    return out.getvalue()
