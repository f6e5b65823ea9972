"""``legaldocs journal``: who did what with a case, and when."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import click
import msgspec
from msgspec import Meta

from legaldocs.commands._journal import refuse_without_case
from legaldocs.commands._options import Day, json_option, today
from legaldocs.commands._show import listed, show
from legaldocs.output.reply import Reply, Sha256

if TYPE_CHECKING:
    import datetime as dt

    from legaldocs.case.journal import Entry, Event

_EVENTS = {
    "gathered": "收集",
    "built": "生成",
    "sealed": "封存",
    "sent": "发出",
    "delivered": "送达",
    "verified": "校验",
}
_PATH = click.Path(path_type=Path)


class Line(msgspec.Struct, frozen=True):
    """One event in the custody of a case (保管记录)."""

    event: Annotated[str, Meta(description="gathered、built、sealed、sent、delivered 或 verified")]
    at: Annotated[str, Meta(description="日期，或者带时区的时间")]
    who: Annotated[str, Meta(description="经办人")]
    what: Annotated[str, Meta(description="经过")]
    digests: Annotated[dict[str, Sha256], Meta(description="相关文件和 SHA-256")]


class JournalShowReply(Reply, frozen=True, tag="legaldocs.journal.show/1"):
    """The journal of a case (案件日志)."""

    entries: Annotated[tuple[Line, ...], Meta(description="各条记录；日志有损坏的为空")]


class JournalAddReply(Reply, frozen=True, tag="legaldocs.journal.add/1"):
    """The line that was added to the journal (新的一条)."""

    entry: Line


@click.group("journal")
def command() -> None:
    """查看案件日志，记录发出、送达等经过。"""


@command.command("show")
@click.argument("folder", metavar="CASE", type=_PATH)
@json_option
@click.pass_context
def show_(context: click.Context, folder: Path, *, as_json: bool) -> None:
    """列出日志的每一条，并核对是否被删改。"""
    from legaldocs.case.journal import check_journal, read_journal
    from legaldocs.core.errors import IntegrityError

    faults = check_journal(folder)
    entries = () if faults else read_journal(folder)
    rows = [listed(faults)] if faults else [_entry_text(entry) for entry in entries]
    answer = JournalShowReply(
        ok=not faults, findings=faults, entries=tuple(_reply_line(entry) for entry in entries)
    )
    show(answer, "\n".join(rows) or "日志是空的", as_json=as_json)
    if faults:
        context.exit(IntegrityError.exit_code)


@command.command("add")
@click.argument("folder", metavar="CASE", type=_PATH)
@click.argument("event", metavar="EVENT", type=click.Choice(list(_EVENTS)))
@click.option("--by", required=True, metavar="NAME", help="经办人。")
@click.option("--on", type=Day(), default=today, metavar="DAY", help="日期；不写则为今天。")
@click.option("--what", default="", help="经过，如 以快递向债务人发出催告函。")
@click.option("--file", "files", multiple=True, type=_PATH, help="相关文件，记下其 SHA-256。")
@json_option
def add(  # noqa: PLR0913 - one parameter an option
    folder: Path,
    event: Event,
    *,
    by: str,
    on: dt.date,
    what: str,
    files: tuple[Path, ...],
    as_json: bool,
) -> None:
    """在日志末尾加一条；已有的各条不会改动。"""
    from legaldocs.case.journal import Entry, record

    refuse_without_case(folder)
    entry = Entry(event, by, on, what, {path.name: _sha256(path) for path in files})
    record(folder, entry)
    answer = JournalAddReply(ok=True, findings=(), entry=_reply_line(entry))
    show(answer, f"已记入：{_entry_text(entry)}", as_json=as_json)


def _sha256(path: Path) -> str:
    from legaldocs.core.errors import InputError

    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise InputError("文件无法读取", where=str(path), next_step="核对文件名") from error


def _entry_text(entry: Entry) -> str:
    return f"{entry.at.isoformat()} {_EVENTS[entry.event]} {entry.who} {entry.what}".rstrip()


def _reply_line(entry: Entry) -> Line:
    return Line(entry.event, entry.at.isoformat(), entry.who, entry.what, dict(entry.digests))
