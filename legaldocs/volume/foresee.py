"""What a row cites of its files and none of them has: known before anything is laid out."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from legaldocs.core.findings import Finding
from legaldocs.core.regular_file import open_regular
from legaldocs.evidence.files.media import media_type
from legaldocs.evidence.files.names import shown
from legaldocs.volume.fence import fenced
from legaldocs.volume.limits import Unreadable, unforeseen

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from legaldocs.claim.exhibits import Exhibit


_SHORT = 64 << 10
"""Bytes of a file in which even a reader that takes the square of them ends within a second."""


def foresee_quotes(exhibits: Iterable[Exhibit], folder: Path) -> Iterator[Finding]:
    """Yield what laying out would find of the quotes of the rows, and set no page.

    ``folder`` is that of the case. What cannot be read there is said elsewhere.
    """
    for exhibit in exhibits:
        if exhibit.quotes:
            words = tuple(quote.words for quote in exhibit.quotes)
            yield from unquoted(exhibit, [_found(folder, file, words) for file in exhibit.files])


def _found(folder: Path, file: str, words: tuple[str, ...]) -> Collection[str] | None:
    path = folder / file
    try:
        with open_regular(path) as stream:  # nothing waits on a pipe
            size = os.fstat(stream.fileno()).st_size
        # To start the fence costs more than all the rest; what is short takes little in any case.
        if size <= _SHORT:
            return _searched(path, shown(file), words)
        return fenced(_searched, path, shown(file), words)
    except (OSError, Unreadable):
        return None


def _searched(path: Path, name: str, words: tuple[str, ...]) -> Collection[str] | None:
    # Readers of mails and pages take long to load: only a case that cites pays.
    from legaldocs.volume.convert.search import quotes_in  # noqa: PLC0415

    with unforeseen():
        return quotes_in(media_type(path), path, name, words)


def unquoted(exhibit: Exhibit, found: Iterable[Collection[str] | None]) -> Iterator[Finding]:
    """Yield what a row cites of its files and none has.

    ``found`` are the quotes in each of them, None where a file is not searched.
    """
    searched = [quoted for quoted in found if quoted is not None]
    if exhibit.quotes and not searched:
        yield _unsearched(exhibit)
        return
    marked = frozenset[str]().union(*searched)
    for quote in exhibit.quotes:
        if quote.words not in marked:
            yield Finding(
                "LD-VOL-QUOTE",
                "error",
                f"引用的“{quote.words}”在{exhibit.label}的文件里没有找到",
                where=str(quote.origin),
                next_step="照抄原文的几个字，或者写成 2026-11-06 15:12 这样的时间；核对 file",
            )


def _unsearched(exhibit: Exhibit) -> Finding:
    words = "”“".join(quote.words for quote in exhibit.quotes)
    return Finding(
        "LD-VOL-QUOTE-KIND",
        "warning",
        f"引用的“{words}”没有标出：{exhibit.label}的文件不能逐字查找",
        where=str(exhibit.quotes[0].origin),
        next_step="聊天记录、邮件、网页、文本能标出；其他的在 proves 里写明第几页，或者另附导出",
    )
