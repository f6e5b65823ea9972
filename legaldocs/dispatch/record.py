"""What went out, put into the case and its journal; the same list again changes nothing."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

from legaldocs.case.journal import Entry, read_journal, record
from legaldocs.case.letter_row import put_in, sent
from legaldocs.core.errors import LegaldocsError
from legaldocs.core.findings import Finding
from legaldocs.output.posting import effect_of
from legaldocs.papers.catalogue import paper_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from legaldocs.dispatch.filled import Sending


class Recorded:
    """What became of the rows of a list (登记结果)."""

    def __init__(self) -> None:
        self.added = 0
        self.known = 0
        self.findings: list[Finding] = []


def record_all(sendings: Iterable[Sending], folders: Mapping[str, Path], who: str) -> Recorded:
    """Record each parcel in its case; one that cannot be recorded is named and harms no other.

    ``folders`` are the case folders by the names that the list has.
    """
    result = Recorded()
    for one in sendings:
        folder = folders.get(one.case)
        try:
            if folder is None:
                result.findings.append(
                    _refused(one, f"找不到案件“{one.case}”", "核对 --cases 和清单里的案件")
                )
            elif _record(folder, one, who, result.findings):
                result.added += 1
            else:
                result.known += 1
        except LegaldocsError as error:
            place = f"（{error.where}）" if error.where else ""
            detail = f"；实际：{error.found}" if error.found else ""
            result.findings.append(
                _refused(one, f"{one.case}{place}：{error.what}{detail}", error.next_step)
            )
    return result


def _record(folder: Path, one: Sending, who: str, findings: list[Finding]) -> bool:
    """Write what is not there yet; return whether anything was."""
    effect = effect_of(paper_named(one.paper.partition(":")[0]))
    named, digests = one.named(effect), {f"{one.kind}.pdf": one.sha256}
    entry = Entry("sent", who, one.sent_on, f"{one.kind}，致{one.to}", digests, named)
    noted = any(
        line.event == entry.event
        and dict(line.letter) == named
        and dict(line.digests) == digests
        and line.what == entry.what
        for line in read_journal(folder)
    )
    if effect is None:
        findings.append(
            Finding(
                "LD-DISPATCH-BY-HAND",
                "note",
                f"{one.case}：{one.kind}寄出只记入日志，案件文件请自行填写",
                one.where,
                next_step="债权转让通知写在 assignment.notices；其他的写在相应的小节",
            )
        )
    change = sent(folder, one.row(effect)) if effect is not None else None
    fresh = change is not None and bool(change.data)
    if noted and not fresh:
        return False
    with put_in(folder, change) if change is not None else nullcontext():
        if not noted:
            record(folder, entry)
    return True


def _refused(one: Sending, what: str, step: str) -> Finding:
    return Finding("LD-DISPATCH-ROW", "error", what, one.where, next_step=step)
