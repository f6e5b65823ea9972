"""What a row cites of its files, looked for without setting a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.volume.convert import chat, mail, text, webpage
from legaldocs.volume.convert.outlook import MSG

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def quotes_in(
    media: str, path: Path, name: str, quotes: Sequence[str], depth: int = 1
) -> frozenset[str] | None:
    """Return which of the quotes a file of the kind ``media`` holds, as ``convert`` marks them.

    None stands for a kind that is not searched; ``depth`` counts the mails around the file. Raises
    Unreadable as a converter does.
    """
    found = chat.find(path, media, quotes)
    if found is not None:
        return found
    if media in {"message/rfc822", MSG}:
        return mail.find(path, quotes, depth)
    if media == "text/html":
        return webpage.find(path, quotes)
    if media in {"application/json", "text/plain"}:
        return text.find(path, name, quotes)
    return None
