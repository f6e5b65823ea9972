"""One case of a run: skipped when nothing has changed, else built; any error becomes an outcome."""

from __future__ import annotations

import errno
import hashlib
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from legaldocs.batch.outcome import DISK, Reason, failed, reasons_of, stated
from legaldocs.core.atomic import clear_left
from legaldocs.core.errors import LegaldocsError
from legaldocs.core.system_error import reason
from legaldocs.output.made_with import made_with
from legaldocs.output.recipient import Recipient
from legaldocs.output.summary import read_summary
from legaldocs.output.unchanged import inputs_digest, is_unchanged

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from legaldocs.batch.folders import CaseJob
    from legaldocs.batch.outcome import Outcome
    from legaldocs.law.lawbook import Confirmation

_OF_THE_DISK = frozenset(
    getattr(errno, name, -1)
    for name in (
        "ENOSPC",
        "EDQUOT",
        "EROFS",
        "EIO",
        "ESTALE",
        "EACCES",
        "EPERM",
        "EMFILE",
        "ENFILE",
    )
)
"""What is wrong with the machine or its disk, whatever the case: it may be mended meanwhile."""

_MAKE_ROOM = "检查磁盘空间和权限，腾出空间以后加 --resume"


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of every case of a run (批量要求).

    ``law`` is the file that the user's ``confirmations`` of rates were read from.
    """

    as_of: dt.date
    only: tuple[str, ...] = ()
    final: bool = False
    templates: Path | None = None
    law: bytes = b""
    confirmations: tuple[Confirmation, ...] = ()

    @property
    def asked(self) -> dict[str, Any]:
        """The options as the command ``build`` has them, so that each knows the other's work."""
        return {
            "as_of": self.as_of,
            "only": self.only,
            "recipients": [Recipient.ALL],
            "evidence_only": False,
            "compare": False,
            "final": self.final,
            "kit": None,
            "separators": None,
            "codes": False,
            "scan": False,
        }

    def stands(self, job: CaseJob, outcome: Outcome) -> bool:
        """Whether an outcome is of the case as it is now."""
        now = inputs_digest(job.folder, self.asked, law=self.law, templates=self.templates)
        return outcome.inputs == now != ""

    def stated(self) -> dict[str, Any]:
        """The options, and what is made with, as ``order.json`` has them."""
        return {
            "schema": "legaldocs.order/1",
            "as_of": self.as_of.isoformat(),
            "only": self.only,
            "final": self.final,
            "templates": str(self.templates or ""),
            "law": hashlib.sha256(self.law).hexdigest(),
            "made_with": made_with(),
        }


def build_case(order: Order, job: CaseJob) -> Outcome:
    """Build one case and return what became of it; the same call again changes nothing."""
    began, inputs = time.perf_counter(), ""
    try:
        clear_left(job.out)
        inputs = inputs_digest(job.folder, order.asked, law=order.law, templates=order.templates)
        outcome = _there(order, job, inputs) or _built(order, job, inputs)
    except (LegaldocsError, OSError) as error:
        outcome = failed(job.name, *_why(error), inputs=inputs, older=job.out.exists())
    return msgspec.structs.replace(outcome, seconds=round(time.perf_counter() - began, 3))


def _why(error: LegaldocsError | OSError) -> tuple[Reason, ...]:
    """Return why a case has no output: what was found in it, the error, or the disk."""
    if isinstance(error, OSError):
        what = f"读写文件失败；实际：{reason(error)}"
        return (Reason(DISK, what, str(error.filename or ""), _MAKE_ROOM),)
    reasons = reasons_of(error)
    if isinstance(error.__cause__, OSError) and error.__cause__.errno in _OF_THE_DISK:
        return (Reason(DISK, reasons[0].what, reasons[0].where, _MAKE_ROOM),)
    return reasons


def _there(order: Order, job: CaseJob, inputs: str) -> Outcome | None:
    summary = read_summary(job.out) if is_unchanged(job.out, inputs) else None
    if summary is None:
        return None
    return stated(job.name, summary, inputs, built=False, final=order.final)


def _built(order: Order, job: CaseJob, inputs: str) -> Outcome:
    from legaldocs.job import build  # noqa: PLC0415 - heavy, and not needed where nothing changed
    from legaldocs.law.lawbook import packaged  # noqa: PLC0415

    made = build(
        job.folder,
        **order.asked,
        out=job.out,
        replace=True,
        book=packaged(order.confirmations),
        templates=order.templates,
        inputs=inputs,
    )
    return stated(job.name, made.stated, inputs, built=True, final=order.final)
