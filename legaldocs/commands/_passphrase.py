"""A passphrase from a file or the environment; never from the command line, never asked for."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from legaldocs.core.errors import InputError
from legaldocs.core.regular_file import read_regular
from legaldocs.core.system_error import reason

if TYPE_CHECKING:
    from pathlib import Path

_LARGEST = 1 << 16


def passphrase(file: Path | None, variable: str | None) -> bytes | None:
    """Return the passphrase, without the newline that ends a file; None when none is named.

    Raises InputError when the file or the variable cannot be read or is empty.
    """
    if file is not None:
        try:
            found = read_regular(file, _LARGEST).rstrip(b"\r\n")
        except OSError as error:
            raise InputError("口令文件无法读取", where=str(file), found=reason(error)) from error
        where = str(file)
    elif variable is not None:
        found, where = os.fsencode(os.environ.get(variable, "")), variable
    else:
        return None
    if not found:
        raise InputError("口令是空的", where=where, next_step="写入口令后重试")
    return found
