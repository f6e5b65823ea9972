"""Files that systems, network storage and office programs leave beside those of a person."""

from __future__ import annotations

import re

_FILES = frozenset(
    {".ds_store", ".localized", ".apdisk", ".volumeicon.icns", "icon\r", "icon\\u000d"}
    | {
        ".directory",
        "thumbs.db",
        "ehthumbs.db",
        "ehthumbs_vista.db",
        "desktop.ini",
        ".dropbox",
        ".dropbox.attr",
    }
)
_FOLDERS = frozenset(
    {"__macosx", ".appledouble", ".fseventsd", ".spotlight-v100", ".trashes", ".temporaryitems"}
    | {".documentrevisions-v100", "$recycle.bin", "system volume information"}
    | {"@eadir", "#recycle", "#snapshot", ".dropbox.cache", ".stfolder"}
)
_PATTERN = re.compile(r"\._.*|~\$.*|\.~lock\..*#|\.nfs[0-9a-f]{4,}", re.DOTALL)
"""A Mac's second half of a file, an open document's owner, a lock, a file still open elsewhere."""
_BIN = re.compile(r"\.trash-[0-9]+")


def is_system_folder(name: str) -> bool:
    """Return whether what is in a folder of this name is no person's doing.

    >>> is_system_folder("@eaDir")
    True
    """
    return name.lower() in _FOLDERS or _BIN.fullmatch(name.lower()) is not None


def is_system_file(path: str) -> bool:
    """Return whether a system or office program makes files of this name, or fills its folder.

    >>> is_system_file("data/~$催告函.docx"), is_system_file("data/催告函.docx")
    (True, False)
    """
    *folders, name = path.lower().split("/")
    made = name in _FILES or _PATTERN.fullmatch(name) is not None
    return made or any(map(is_system_folder, folders))
