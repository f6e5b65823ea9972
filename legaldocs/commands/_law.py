"""The law that a command works with: the packaged data and what the user has confirmed."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from legaldocs.core.errors import InputError

if TYPE_CHECKING:
    from legaldocs.law.lawbook import Confirmation, LawBook


_LARGEST = 1 << 30
"""Bytes of the confirmations that are hashed; reading them sets its own limit."""


def home() -> Path:
    """Return the user's own data folder: $LEGALDOCS_HOME, else the platform's place for data.

    Raises InputError for a user without a folder of his own.
    """
    named = os.environ.get("LEGALDOCS_HOME")
    if named:
        return Path(named)
    try:
        return _place_for_data()
    except RuntimeError as error:
        raise InputError(
            "系统没有给出用户文件夹", next_step="用环境变量 LEGALDOCS_HOME 指定一个文件夹"
        ) from error


def _place_for_data() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming") / "legaldocs"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "legaldocs"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "legaldocs"


def confirmations_file() -> Path:
    """Return the file the user's confirmations are kept in, which may not exist yet."""
    return home() / "confirmations.yaml"


def confirmations() -> tuple[Confirmation, ...]:
    """Return what the user has confirmed. Raises InputError for a file that makes no sense."""
    from legaldocs.core.regular_file import read_regular
    from legaldocs.core.strict_yaml import LARGEST
    from legaldocs.core.system_error import reason
    from legaldocs.law.confirmations import read

    path = confirmations_file()
    try:
        data = read_regular(path, LARGEST)
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as error:
        raise InputError(
            "用户确认的利率无法读取",
            where=str(path),
            found=reason(error),
            next_step="核对文件和权限，或用 LEGALDOCS_HOME 指定另一个文件夹",
        ) from error
    return read(data, str(path))


def confirmed_bytes() -> bytes:
    """Return the file of the user's confirmations as it is, empty where none can be read."""
    from legaldocs.core.regular_file import read_regular

    try:
        return read_regular(confirmations_file(), _LARGEST)
    except OSError:  # which :func:`confirmations` explains
        return b""


def book() -> LawBook:
    """Return the packaged law with the user's confirmations."""
    from legaldocs.law.lawbook import packaged

    return packaged(confirmations())
