"""How far was the law checked that the figures and papers rest on?"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from legaldocs.core.findings import Finding
from legaldocs.law.checked import law_checked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.claim.matter import Matter
    from legaldocs.law.lawbook import LawBook

_OLD = dt.timedelta(days=183)
"""Half a year; statutes seldom change sooner, and never all of them."""


def law_was_checked_lately(matter: Matter) -> Iterator[Finding]:
    """Rules that nobody compared for half a year may have been amended."""
    yield from old_law(matter.book, matter.as_of)


def old_law(book: LawBook, as_of: dt.date) -> Iterator[Finding]:
    """Yield a finding where the rules were last compared long before a day."""
    checked = law_checked(book)
    if as_of - checked.rules > _OLD:
        yield Finding(
            "LD-LAW-OLD",
            "warning",
            f"法规和司法解释只核对至 {checked.rules}，距 {as_of} 已超过六个月，"
            "所引条文可能已经修改",
            next_step="用 legaldocs law status 查看各项的核对日，在提交前核对所引条文的现行文本",
        )


GUARDS = (law_was_checked_lately,)
