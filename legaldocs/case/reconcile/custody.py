"""Do the journal and the case file say the same of the letters?"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from legaldocs.case.journal import (
    CARRIED,
    JOURNAL,
    check_carried,
    check_journal,
    read_head,
    read_journal,
)
from legaldocs.case.letter_row import differences, letters_like
from legaldocs.core.findings import Finding
from legaldocs.core.origin import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.case.journal import Entry
    from legaldocs.case.model import Case

_NAMES = {"channel": "方式", "tracking": "快递单号", "counterparty": "收件人"}
_CHECK_BOTH = "对照面单和签收记录；案件文件有误的，改正；日志有误的，用 journal add 再记一条说明"


def journal_is_whole(case: Case, _as_of: dt.date) -> Iterator[Finding]:
    """A journal that was cut, edited or put in another order proves no custody.

    Nor does one that goes on otherwise than the bundles of earlier builds in the folder remember.
    """
    yield from check_journal(case.folder)
    for head in sorted(case.folder.glob(f"build/*/bundle/{CARRIED}")):
        bundle = head.parents[1].relative_to(case.folder).as_posix()
        if head.is_file():
            yield from check_carried(case.folder, read_head(head), bundle)


def letters_agree(case: Case, _as_of: dt.date) -> Iterator[Finding]:
    """A letter in the journal that the case does not have moves neither ladder nor limitation."""
    if check_journal(case.folder):
        return
    for number, entry in enumerate(read_journal(case.folder), start=1):
        if entry.letter:
            yield from _agrees(case, entry, Origin(JOURNAL, number))


def _agrees(case: Case, entry: Entry, origin: Origin) -> Iterator[Finding]:
    letter = entry.letter
    name = f"日志（{origin}）记有 {letter.get('sent_on', '')} 的{letter.get('effect', '')}"
    rows = letters_like(case, letter)
    same = [row for row in rows if not differences(case, row, letter)]
    if not rows:
        yield _unlike(f"{name}，案件文件没有这一封函", origin)
    elif not same:
        keys = differences(case, rows[0], letter)
        said = "、".join(f"{_NAMES[key]} {letter[key]}" for key in keys)
        found = "、".join(str(getattr(rows[0], key)) or "债务人" for key in keys)
        yield _unlike(f"{name}：{said}，案件文件（{rows[0].origin}）写的是 {found}", origin)
    elif entry.event == "delivered":
        day = entry.at.date() if isinstance(entry.at, dt.datetime) else entry.at
        if all(row.arrived_on != day for row in same):
            row = same[0]
            found = f"写的是 {row.arrived_on}" if row.arrived_on else "没有写送达日期"
            yield _unlike(f"{name}于 {day} 送达，案件文件（{row.origin}）{found}", origin)


def _unlike(message: str, origin: Origin) -> Finding:
    return Finding("LD-JOURNAL-LETTER", "warning", message, str(origin), next_step=_CHECK_BOTH)


CHECKS = (journal_is_whole, letters_agree)
