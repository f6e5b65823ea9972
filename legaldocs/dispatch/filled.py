"""The list of parcels as a person has filled it: which went out, when, under which number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.case.sheet import cell_text, sheets
from legaldocs.case.vocabulary import Channel, Effect
from legaldocs.core.days import written_day
from legaldocs.core.errors import InputError
from legaldocs.core.findings import Finding
from legaldocs.core.origin import Origin
from legaldocs.core.strict_yaml import Text
from legaldocs.dispatch.list_file import SENT_ON, SHEET, TRACKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_NEEDED = (
    "案件",
    "函件",
    "收件人",
    "方式",
    "函件日期",
    "付款期限",
    "文书",
    "SHA-256",
    TRACKING,
    SENT_ON,
)
_REMINDS = "提醒按期付款"
_DEMANDS = "请求付清到期款项"


@dataclass(frozen=True, slots=True)
class Sending:
    """A parcel that went out (寄出记录). ``where`` is its line in the list."""

    where: str
    case: str
    kind: str
    paper: str
    to: str
    channel: Channel
    pay_by: str
    sha256: str
    tracking: str
    sent_on: dt.date

    def row(self, effect: Effect) -> dict[str, str]:
        """Return it as the keys of a communication with their texts."""
        return {
            **self.named(effect),
            "gist": _REMINDS if effect is Effect.REMINDER else _DEMANDS,
            "pay_by": self.pay_by,
        }

    def named(self, effect: Effect | None) -> dict[str, str]:
        """Return by which keys the journal knows the letter."""
        keys = {
            "sent_on": self.sent_on.isoformat(),
            "channel": str(self.channel),
            "effect": str(effect or ""),
            "counterparty": self.to,
            "tracking": self.tracking,
        }
        return {key: text for key, text in keys.items() if text}


@dataclass(frozen=True, slots=True)
class FilledList:
    """What a list says (填写的清单): what went out, what is open, and what cannot be taken."""

    sendings: tuple[Sending, ...]
    waiting: int
    findings: tuple[Finding, ...]


def read_list(path: Path, today: dt.date) -> FilledList:
    """Return what a filled list says; ``today`` is the last day that a parcel may have gone out.

    Raises InputError for a file that cannot be read, or is no such list.
    """
    name = Text(path.name, Origin(path.name, 0))
    found = [sheet for sheet in sheets(path.parent, name) if sheet.title in ("", SHEET)]
    if not found:
        raise _no_list(path, f"没有工作表“{SHEET}”")
    (_, head), *body = found[0].rows
    titles = [cell_text(cell) for cell in head]
    lacking = [title for title in _NEEDED if titles.count(title) != 1]
    if lacking:
        raise _no_list(path, f"没有或者重复了这些列：{'、'.join(lacking)}")
    rows = [
        (f"{path.name}:{line}", dict(zip(titles, map(cell_text, cells), strict=False)))
        for line, cells in body
        if any(cell_text(cell) for cell in cells)
    ]
    return _read(rows, today)


def _read(rows: list[tuple[str, dict[str, str]]], today: dt.date) -> FilledList:
    sendings: list[Sending] = []
    findings: list[Finding] = []
    waiting = 0
    numbers = [cells.get(TRACKING, "") for _, cells in rows]
    for where, cells in rows:
        cells.update({title: cells.get(title, "") for title in _NEEDED})
        if not cells[TRACKING] and not cells[SENT_ON]:
            waiting += 1
            continue
        faults = list(_faults(cells, today))
        if cells[TRACKING] and numbers.count(cells[TRACKING]) > 1:
            faults.append((f"运单号 {cells[TRACKING]} 写在几行里", "一件一个运单号，核对后改正"))
        if faults:
            findings += [
                Finding("LD-DISPATCH-ROW", "error", what, where, next_step=step)
                for what, step in faults
            ]
            continue
        sendings.append(_sending(where, cells))
    return FilledList(tuple(sendings), waiting, tuple(findings))


def _faults(cells: Mapping[str, str], today: dt.date) -> Iterator[tuple[str, str]]:
    day = _day(cells[SENT_ON])
    if day is None:
        found = f"“{cells[SENT_ON]}”不是日期" if cells[SENT_ON] else "没有填寄出日期"
        yield found, "填 2026-11-22 这样的日期"
    elif day > today:
        yield f"寄出日期 {day} 晚于今天", "寄出以后再填"
    elif (dated := _day(cells["函件日期"])) is not None and day < dated:
        yield f"寄出日期 {day} 早于函件的日期 {dated}", "核对寄出日期"
    if cells["方式"] not in {*Channel}:
        yield f"方式“{cells['方式']}”无法识别", f"写 {'、'.join(Channel)} 之一"
    elif cells["方式"] == Channel.COURIER and not cells[TRACKING]:
        yield "以快递寄出，没有填运单号", "补上运单号：没有单号的，不能证明寄出"
    # A spreadsheet that took the number for a figure has lost its last digits.
    if "e+" in cells[TRACKING].lower() or " " in cells[TRACKING]:
        yield f"运单号“{cells[TRACKING]}”不完整", "把单元格设为文本，重新填写完整的单号"


def _day(text: str) -> dt.date | None:
    try:
        return written_day(text)
    except InputError:
        return None


def _sending(where: str, cells: Mapping[str, str]) -> Sending:
    day = _day(cells[SENT_ON])
    assert day is not None  # noqa: S101 - its row has no fault
    return Sending(
        where, cells["案件"], cells["函件"], cells["文书"], cells["收件人"],
        Channel(cells["方式"]), cells["付款期限"], cells["SHA-256"], cells[TRACKING], day,
    )  # fmt: skip


def _no_list(path: Path, found: str) -> InputError:
    return InputError(
        "不是寄件清单",
        where=str(path),
        expected=f"legaldocs dispatch make 写出的表格，含有{'、'.join(_NEEDED)}各列",
        found=found,
        next_step="在原来的清单上填写，不改列名",
    )
