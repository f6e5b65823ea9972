"""Names in a PDF are bytes, copied unchanged in any encoding."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pypdf.generic import NameObject

if TYPE_CHECKING:
    from collections.abc import Iterator

_DELIMITER = re.compile(rb"[\x00\t\n\f\r ]+|[()<>\[\]{}/%]")
"""What ends a name (ISO 32000-1, 7.2.3): pypdf does not count the byte 0 as a space."""

_SPECIAL = frozenset(b"#()<>[]{}/%")


class ExactName(NameObject):
    """A name that is written with the bytes it was read with (名称), one character a byte."""

    def renumber(self) -> bytes:
        """Return the name as a file writes it (ISO 32000-1, 7.3.5)."""
        return b"/" + b"".join(
            b"%c" % byte
            if ord("!") <= byte <= ord("~") and byte not in _SPECIAL
            else b"#%02X" % byte
            for byte in self[1:].encode("latin-1")
        )


@contextmanager
def exact_names() -> Iterator[None]:
    """Let pypdf read every byte of a name as one character.

    It takes names for UTF-8 or GBK otherwise and writes UTF-8: a picture that Chinese software
    named in GBK would then be lost, for the content of the page still refers to it in GBK.
    """
    before = NameObject.CHARSETS, NameObject.delimiter_pattern
    NameObject.CHARSETS = ("latin-1",)  # type: ignore[assignment]  # as many as one likes
    NameObject.delimiter_pattern = _DELIMITER
    try:
        yield
    finally:
        NameObject.CHARSETS, NameObject.delimiter_pattern = before
