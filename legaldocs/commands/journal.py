"""``legaldocs journal``: who did what with a case, and when."""

from __future__ import annotations

import datetime as dt
from contextlib import nullcontext
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Unpack

import click
import msgspec
from msgspec import Meta

from legaldocs.commands._journal import local_time, refuse_unless_ready
from legaldocs.commands._letter import LetterOptions, change_of, letter_options
from legaldocs.commands._options import Day, Word, json_option
from legaldocs.commands._show import listed, show
from legaldocs.core.errors import InputError
from legaldocs.core.findings import Finding
from legaldocs.core.near import escaped
from legaldocs.core.regular_file import open_regular
from legaldocs.core.system_error import reason
from legaldocs.output.reply import Reply, Sha256

if TYPE_CHECKING:
    from legaldocs.case.journal import Entry, Event


class Happened(StrEnum):
    """What may happen to a case and its papers (经过)."""

    GATHERED = "收集"
    BUILT = "生成"
    SEALED = "封存"
    SENT = "发出"
    DELIVERED = "送达"
    VERIFIED = "校验"

    @property
    def event(self) -> Event:
        """The event as the journal writes it, such as sent."""
        event: Event = self.name.lower()  # type: ignore[assignment]  # a test compares both lists
        return event


_PATH = click.Path(path_type=Path)
_BEIJING = dt.timezone(dt.timedelta(hours=8))
"""The zone of every court whose proceedings a journal may serve; it knows no summer time."""

_NO_JOURNAL = Finding(
    "LD-JOURNAL-NONE",
    "note",
    "没有日志：journal.jsonl 和 journal.head 都不在。从未记过，还是两个文件都被删去，"
    "单看案件文件夹分辨不出",
    next_step="用 --bundle 与以前生成的证据包对照",
)


class Line(msgspec.Struct, frozen=True):
    """One event in the custody of a case (保管记录)."""

    event: Annotated[str, Meta(description="gathered、built、sealed、sent、delivered 或 verified")]
    at: Annotated[str, Meta(description="日期，或者带时区的时间")]
    who: Annotated[str, Meta(description="经办人")]
    what: Annotated[str, Meta(description="经过")]
    digests: Annotated[dict[str, Sha256], Meta(description="相关文件和 SHA-256")]
    letter: Annotated[
        dict[str, str], Meta(description="发出或者送达的函，键同案件文件的 communications")
    ]


class JournalShowReply(Reply, frozen=True, tag="legaldocs.journal.show/1"):
    """The journal of a case (案件日志)."""

    entries: Annotated[tuple[Line, ...], Meta(description="各条记录；日志有损坏的为空")]


class JournalAddReply(Reply, frozen=True, tag="legaldocs.journal.add/1"):
    """The line that was added to the journal (新的一条)."""

    entry: Line
    where: Annotated[str, Meta(description="函件在案件文件的哪一行；没有 --letter 的为空")]
    row: Annotated[str, Meta(description="写入案件文件的内容；没有写入的为空")]


@click.group("journal")
def command() -> None:
    """查看案件日志，记录发出、送达等经过。"""


@command.command("show")
@click.argument("folder", metavar="CASE", type=_PATH)
@click.option(
    "--bundle",
    "bundles",
    multiple=True,
    type=_PATH,
    metavar="BUNDLE",
    help="与证据包里的日志留底对照，可重复；证据包与清单不符的，不用来对照。",
)
@json_option
@click.pass_context
def show_(
    context: click.Context, folder: Path, *, bundles: tuple[Path, ...], as_json: bool
) -> None:
    """列出日志的每一条，并核对是否被删改。"""
    from legaldocs.case.journal import check_carried, check_journal, has_journal, read_journal
    from legaldocs.core.errors import IntegrityError

    heads = [(bundle, _carried_head(bundle)) for bundle in bundles]
    faults = check_journal(folder)
    entries = () if faults else read_journal(folder)
    for bundle, head in heads:
        faults += check_carried(folder, head, str(bundle))
    notes = () if faults or has_journal(folder) else (_NO_JOURNAL,)
    answer = JournalShowReply(
        ok=not faults,
        findings=(*faults, *notes),
        entries=tuple(_reply_line(entry) for entry in entries),
    )
    rows = [listed(answer.findings), *(_entry_text(entry) for entry in entries)]
    rows += [f"与 {bundle} 的日志留底相符" for bundle, _ in heads if not faults]
    show(answer, "\n".join(filter(None, rows)), as_json=as_json)
    if faults:
        context.exit(IntegrityError.exit_code)


@command.command("add")
@click.argument("folder", metavar="CASE", type=_PATH)
@click.argument("event", metavar="EVENT", type=Word(Happened))
@click.option("--by", required=True, metavar="NAME", help="经办人。")
@click.option("--on", type=Day(), metavar="DAY", help="发生的日期；不写则为现在的时间。")
@click.option("--what", default="", metavar="TEXT", help="经过，如 由张某送交邮局。")
@click.option(
    "--file", "files", multiple=True, type=_PATH, metavar="FILE", help="相关文件，记下其 SHA-256。"
)
@letter_options
@json_option
def add(  # noqa: PLR0913 - one parameter an option
    folder: Path,
    event: Happened,
    *,
    by: str,
    on: dt.date | None,
    what: str,
    files: tuple[Path, ...],
    as_json: bool,
    **letter: Unpack[LetterOptions],
) -> None:
    """在日志末尾加一条；已有的各条不会改动。

    EVENT 是发生了什么：收集、生成、封存、发出、送达、校验（或者 gathered、built、sealed、sent、
    delivered、verified）。寄出、送达函件的，用 --letter 一并写进案件文件。
    """
    from legaldocs.case.journal import Entry, record
    from legaldocs.case.letter_row import put_in

    refuse_unless_ready(folder, by)
    at = on or (letter["sent_on"] if event is Happened.SENT else None) or local_time()
    day = at.date() if isinstance(at, dt.datetime) else at
    proofs = [letter["proof"]] if letter["proof"] else []
    digests = {escaped(path.name): _sha256(path) for path in (*files, *proofs)}
    change, named = change_of(folder, event.event, day, files, letter)
    entry = Entry(event.event, by, at, what, digests, named)
    with put_in(folder, change) if change is not None else nullcontext():
        record(folder, entry)
    row = change.shown if change is not None and change.data else ""
    where = str(change.where) if change is not None else ""
    answer = JournalAddReply(ok=True, findings=(), entry=_reply_line(entry), where=where, row=row)
    show(answer, _added(entry, where, row), as_json=as_json)


def _carried_head(bundle: Path) -> bytes:
    """Return what a bundle keeps of the journal. Raises IntegrityError when it is not intact."""
    from legaldocs.case.journal import CARRIED
    from legaldocs.core.errors import IntegrityError
    from legaldocs.evidence.bag.reader import read_one
    from legaldocs.evidence.verify import verify

    verdict = verify(bundle)
    if verdict.integrity.status != "ok":
        raise IntegrityError(
            "证据包与清单不符，不能用来对照日志",
            where=str(bundle),
            found=verdict.headline,
            next_step="运行 legaldocs verify 查看全部问题，换用没有改动的一份",
        )
    head = read_one(bundle, CARRIED)
    if head is None:
        raise InputError(
            "证据包里没有日志留底，不能对照",
            where=str(bundle),
            expected=CARRIED,
            next_step="生成证据包时案件还没有日志，或者是只装证据的证据包；换一个证据包",
        )
    return head


def _sha256(path: Path) -> str:
    from legaldocs.evidence.files.digests import digest

    try:
        with open_regular(path) as stream:
            return digest(stream, ("sha256",)).values["sha256"]
    except OSError as error:
        raise InputError(
            "文件无法读取", where=str(path), found=reason(error), next_step="核对文件名"
        ) from error


def _added(entry: Entry, where: str, row: str) -> str:
    """Return what a person reads of a line that was added."""
    rows = [f"已记入日志：{_entry_text(entry)}"]
    if row:
        rows += [f"已写入案件文件（{where}），其余内容没有改动：", row]
    elif where:
        rows.append(f"案件文件已有这一行（{where}），没有改动")
    return "\n".join(rows)


def _entry_text(entry: Entry) -> str:
    letter = " ".join(
        filter(None, (entry.letter.get(key) for key in ("effect", "channel", "tracking")))
    )
    parts = (_when(entry.at), Happened[entry.event.upper()], entry.who, letter, entry.what)
    files = f"（{'、'.join(entry.digests)}）" if entry.digests else ""
    return " ".join(filter(None, parts)) + files


def _when(at: dt.date | dt.datetime) -> str:
    """Return a day as it was given, and a time as the clocks at the place of the court show it."""
    if not isinstance(at, dt.datetime):
        return at.isoformat()
    try:
        there = at.astimezone(_BEIJING)
    except OverflowError:  # the first and last days of the calendar
        return at.isoformat()
    return f"{there:%Y-%m-%d %H:%M:%S}（北京时间）"


def _reply_line(entry: Entry) -> Line:
    return Line(
        entry.event, entry.at.isoformat(), entry.who, entry.what, dict(entry.digests),
        dict(entry.letter),
    )  # fmt: skip
