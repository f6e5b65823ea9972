"""What a command adds to the journal of a case, when it is asked to."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from typing import TYPE_CHECKING

from legaldocs.core.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.case.journal import Event


def ready(case: Path) -> None:
    """Refuse, before any work, a journal that could not be added to.

    Raises InputError for a damaged journal and for a folder that cannot be written.
    """
    from legaldocs.case.journal import JOURNAL, read_journal

    if (case / JOURNAL).exists():
        read_journal(case)
    if not os.access(case, os.W_OK):
        raise InputError(
            "案件文件夹不可写，无法记日志", where=str(case), next_step="去掉 --by，或开放写权限"
        )


def note(case: Path | None, who: str | None, event: Event, bundle: Path, what: str) -> None:
    """Record an event about a bundle, with the hash of its statement; no case, no record.

    Raises InputError without a name, for a folder that is no case, and for a damaged journal.
    """
    if case is None:
        return
    from legaldocs.case.journal import Entry, record

    if not who:
        raise InputError("记入日志需要经办人", next_step="用 --by 给出经办人姓名")
    if not (case / "case.yaml").is_file():
        raise InputError("不是案件文件夹", where=str(case), expected="含有 case.yaml 的文件夹")
    statement = bundle / "seal" / "statement.json"
    digests = {}
    if statement.is_file():
        digests["seal/statement.json"] = hashlib.sha256(statement.read_bytes()).hexdigest()
    record(case, Entry(event, who, dt.datetime.now(dt.UTC), what, digests))
