"""What went out, put into the case and its journal; the same list again changes nothing."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from legaldocs.case.journal import Entry, read_journal, record
from legaldocs.case.letter_row import put_in, sent
from legaldocs.case.vocabulary import Channel
from legaldocs.core.errors import InputError, LegaldocsError
from legaldocs.core.findings import Finding
from legaldocs.core.system_error import reason
from legaldocs.dispatch.letter_copy import letter_copy
from legaldocs.output.letter_posting import effect_of
from legaldocs.papers.catalogue import paper_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from legaldocs.dispatch.filled import Sending


@dataclass
class Recording:
    """What is recorded of a list (寄出登记), and what became of its rows.

    ``folders`` are the case folders by the names that the list has. A copy of each letter is kept
    in its case where the ``run`` that made it is given.
    """

    folders: Mapping[str, Path]
    who: str
    run: Path | None = None
    added: int = 0
    known: int = 0
    findings: list[Finding] = field(default_factory=list)

    def take(self, sendings: Iterable[Sending]) -> None:
        """Record each parcel; one that cannot be recorded is named and harms no other."""
        for one in sendings:
            try:
                fresh = self._record(one)
            except LegaldocsError as error:
                place = f"（{error.where}）" if error.where else ""
                detail = f"；实际：{error.found}" if error.found else ""
                self._refuse(one, f"{one.case}{place}：{error.what}{detail}", error.next_step)
            except OSError as error:
                place = str(error.filename or one.case)
                self._refuse(one, f"{place}：读写文件失败；实际：{reason(error)}", "检查权限后重试")
            else:
                self.added += fresh
                self.known += not fresh

    def _record(self, one: Sending) -> bool:
        """Write what is not there yet; return whether anything was."""
        folder = self.folders.get(one.case)
        if folder is None:
            raise InputError("找不到案件", next_step="核对 --cases 和清单里的案件")
        effect = effect_of(paper_named(one.paper.partition(":")[0]))
        named, digests = one.named(effect), {f"{one.kind}.pdf": one.sha256}
        entry = Entry("sent", self.who, one.sent_on, f"{one.kind}，致{one.to}", digests, named)
        noted = any(_same(line, entry) for line in read_journal(folder))
        # The file of a mail is the mail itself, which proves that it arrived: a letter does not.
        run = None if one.channel in (Channel.EMAIL, Channel.CHAT) else self.run
        with letter_copy(run, folder, one) as file:
            change = sent(folder, {**one.row(effect), "file": file}) if effect else None
            if noted and not (change is not None and change.data):
                return False
            with put_in(folder, change) if change is not None else nullcontext():
                if not noted:
                    record(folder, entry)
        if change is None:
            self.findings.append(_by_hand(one))
        return True

    def _refuse(self, one: Sending, what: str, step: str) -> None:
        self.findings.append(Finding("LD-DISPATCH-ROW", "error", what, one.where, next_step=step))


def _same(line: Entry, entry: Entry) -> bool:
    """Return whether the journal has an event already, whoever wrote it."""
    return (line.event, line.what, dict(line.letter), dict(line.digests)) == (
        entry.event, entry.what, dict(entry.letter), dict(entry.digests),
    )  # fmt: skip


def _by_hand(one: Sending) -> Finding:
    return Finding(
        "LD-DISPATCH-BY-HAND",
        "note",
        f"{one.case}：{one.kind}寄出只记入日志，案件文件请自行填写",
        one.where,
        next_step="债权转让通知写在 assignment.notices；其他的写在相应的小节",
    )
