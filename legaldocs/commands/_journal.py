"""What a command adds to the journal of a case, when it is asked to."""

from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING

from legaldocs.core.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.case.journal import Event


def local_time() -> dt.datetime:
    """Return the time on the machine's clock, to the second, with its offset from UTC."""
    return dt.datetime.now().astimezone().replace(microsecond=0)


def refuse_without_case(folder: Path) -> None:
    """Raise InputError for a folder that holds no case file, so has no journal either."""
    from legaldocs.case.folder import CASE_FILE

    if not (folder / CASE_FILE).is_file():
        raise InputError("不是案件文件夹", where=str(folder), expected=f"含有 {CASE_FILE} 的文件夹")


def refuse_unless_ready(case: Path | None, who: str | None) -> None:
    """Refuse, before any work, a journal that the event could not be recorded in.

    Raises InputError without a name, for a folder that is no case, for a damaged journal and for
    a folder that cannot be written. Without ``case`` nothing is recorded and nothing refused.
    """
    if case is None:
        return
    from legaldocs.case.journal import read_journal, refuse_unwritable

    if not who:
        raise InputError("记入日志需要经办人", next_step="用 --by 给出经办人姓名")
    refuse_without_case(case)
    read_journal(case)
    refuse_unwritable(case)
    if not os.access(case, os.W_OK):
        raise InputError(
            "案件文件夹不可写，无法记日志", where=str(case), next_step="去掉 --by，或开放写权限"
        )


def note(case: Path | None, who: str | None, event: Event, bundle: Path, what: str) -> None:
    """Record an event about a bundle, with the hash of its statement; no case, no record.

    Raises InputError as :func:`refuse_unless_ready` does, which is called before the work.
    """
    if case is None or who is None:
        return
    import hashlib

    from legaldocs.case.journal import Entry, record

    statement = bundle / "seal" / "statement.json"
    digests = {}
    if statement.is_file():
        digests["seal/statement.json"] = hashlib.sha256(statement.read_bytes()).hexdigest()
    record(case, Entry(event, who, local_time(), what, digests))
