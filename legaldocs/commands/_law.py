"""The law that a command works with: the packaged data and what the user has confirmed."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from legaldocs.law.lawbook import Confirmation, LawBook


def home() -> Path:
    """Return the user's own data folder: $LEGALDOCS_HOME, else the platform's place for data."""
    named = os.environ.get("LEGALDOCS_HOME")
    if named:
        return Path(named)
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
    from legaldocs.law.confirmations import read

    path = confirmations_file()
    return read(path.read_bytes(), str(path)) if path.is_file() else ()


def book() -> LawBook:
    """Return the packaged law with the user's confirmations."""
    from legaldocs.law.lawbook import packaged

    return packaged(confirmations())
