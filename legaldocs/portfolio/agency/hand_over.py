"""The files for an agency: screened, listed by hash, closed into a bag that anybody can verify."""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from legaldocs.core.atomic import publish, write_whole
from legaldocs.core.errors import CaseError, InputError
from legaldocs.core.findings import Finding
from legaldocs.core.money import plain
from legaldocs.evidence.bag.index import ORIGINALS, IndexedFile, write_index
from legaldocs.evidence.bag.statement import STATEMENT
from legaldocs.evidence.bag.writer import write_bag
from legaldocs.evidence.files.gather import gather
from legaldocs.papers.make import write_form
from legaldocs.portfolio.agency.engaging import in_state, note_step
from legaldocs.portfolio.agency.papers.agency_hand_over import FORM, FileRow, HandOverNames
from legaldocs.portfolio.agency.screening import other_names, screened
from legaldocs.portfolio.agency.vocabulary import State, Step
from legaldocs.portfolio.fen import yuan_of
from legaldocs.portfolio.recording import recording
from legaldocs.render.docx import Properties

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy import Connection

    from legaldocs.evidence.files.gather import GatheredFile
    from legaldocs.law.lawbook import LawBook
    from legaldocs.portfolio.agency.situation import Situation
    from legaldocs.portfolio.history import Author
    from legaldocs.portfolio.settings import OwnSide
    from legaldocs.portfolio.store import Store

BUNDLE = "bundle"
DEBTS, PEOPLE = "委托款项明细.csv", "债务人联系人.csv"
_PAPERS = "data/papers"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """What is to be handed over (移交): ``give`` are file names that a person has let through.

    ``looked`` says that a person has looked at the files without text and found nothing in them;
    ``contacts`` adds a table of the people at the debtor with their posts and numbers at work.
    """

    files: tuple[Path, ...]
    give: tuple[str, ...] = ()
    looked: bool = False
    contacts: bool = False
    version: str


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What was handed over (移交结果): each file with its hash, and that of the statement."""

    files: tuple[FileRow, ...]
    statement: str


def screen(connection: Connection, found: Situation, wanted: HandOver) -> tuple[Finding, ...]:
    """Return what to know of the files. Raises CaseError for what the agency must not get."""
    own = (found.customer["name"], found.agency["name"])
    others = other_names(connection, own)
    findings: list[Finding] = []
    for path in wanted.files:
        looked = screened(path, others)
        let = path.name in wanted.give
        findings += [_let(one) if let else one for one in looked.findings]
        if not looked.read and not wanted.looked:
            findings.append(_unread(path.name))
    unknown = [name for name in wanted.give if name not in {path.name for path in wanted.files}]
    if unknown:
        raise InputError(
            "--give 写的不是要移交的文件", found="、".join(unknown),
            next_step="写要移交的文件的名称，不带文件夹",
        )  # fmt: skip
    if any(one.severity == "error" for one in findings):
        raise CaseError("有不能移交的文件，没有生成", findings=tuple(findings))
    return tuple(findings)


def _let(finding: Finding) -> Finding:
    """Return a finding that a person has let pass."""
    return Finding(
        finding.code, "warning", f"{finding.message}；已确认可以移交", where=finding.where,
        next_step="留存确认的理由",
    )  # fmt: skip


def _unread(name: str) -> Finding:
    return Finding(
        "LD-AGENCY-UNREAD", "error", f"{name}里有不能检查的内容，例如扫描件、图片、录音、附件",
        where=name, next_step="人工看过，没有其他客户和个人的信息后，加 --looked",
    )  # fmt: skip


def make_bundle(
    out: Path, found: Situation, creditor: OwnSide, book: LawBook, wanted: HandOver
) -> HandedOver:
    """Write the folder ``out``: the bundle, and the list beside it with the slip to sign.

    The same files, engagement and day give the same bytes. Raises InputError for files of one
    name, for what cannot be read, and where ``out`` is there.
    """
    with publish(out) as fresh:
        bundle = fresh / BUNDLE
        items = _copied(wanted.files, bundle / ORIGINALS)
        rows = [FileRow(f"originals/{item.stored}", item.size, item.sha256) for item in items]
        tables = {DEBTS: _debts(found), **({PEOPLE: _people(found)} if wanted.contacts else {})}
        for name, table in tables.items():
            write_whole(bundle / "data" / name, table)
            rows.append(FileRow(name, len(table), hashlib.sha256(table).hexdigest()))
        names = HandOverNames(found, creditor, book, rows)
        paper = write_form(FORM, names, Properties(FORM.title, creditor.name, found.day), None)
        (bundle / _PAPERS).mkdir(parents=True)
        for folder in (bundle / _PAPERS, fresh):
            write_whole(folder / f"{FORM.title}.docx", paper.docx)
            write_whole(folder / f"{FORM.title}.pdf", paper.pdf)
        write_index(bundle, [_entry(item) for item in items])
        write_bag(bundle, version=wanted.version, as_of=found.day)
        statement = hashlib.sha256((bundle / STATEMENT).read_bytes()).hexdigest()
    return HandedOver(tuple(rows), statement)


def _copied(files: Sequence[Path], into: Path) -> list[GatheredFile]:
    """Copy files from wherever they are into one folder, each under its own name."""
    into.mkdir(parents=True)
    names = [path.name for path in files]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise InputError("两个文件同名", found="、".join(twice), next_step="改名后再移交")
    found: list[GatheredFile] = []
    for path in files:
        gathering = gather(path.parent, [path.name], into)
        if not gathering.items:
            finding = gathering.findings[0]
            raise InputError(finding.message, where=str(path), next_step=finding.next_step)
        found += gathering.items
    return found


def _debts(found: Situation) -> bytes:
    """Return the placed receivables as a table that a spreadsheet opens; nobody else's."""
    keys = ("number", "contract_number", "invoice_number", "due_on")
    rows = [
        [*(row[key] for key in keys), *(yuan_of(row[key]) for key in ("amount_fen", "placed_fen"))]
        for row in found.receivables
    ]
    return _table(["应收单号", "合同编号", "发票号码", "到期日", "应收金额", "委托时未收"], rows)


def _people(found: Situation) -> bytes:
    """Return who may be contacted at the debtor, and nothing else of them."""
    keys = ("name", "post", "phone", "email")
    return _table(
        ["姓名", "职务", "电话", "邮箱"], [[row[key] for key in keys] for row in found.people]
    )


def _table(heading: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    text = io.StringIO()
    written = csv.writer(text, lineterminator="\r\n")
    written.writerow(heading)
    for row in rows:
        written.writerow(plain(one) if isinstance(one, Decimal) else _inert(one) for one in row)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _inert(value: Any) -> str:
    """Return a value that no spreadsheet takes for a formula."""
    text = str(value)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t"} else text


def _entry(item: GatheredFile) -> IndexedFile:
    return IndexedFile(
        id="", title="移交资料", kind="", source=item.path, stored=f"{ORIGINALS}/{item.stored}",
        size=item.size, sha256=item.sha256, sha512=item.sha512, media_type=item.media_type,
        date=None, pages=None,
    )  # fmt: skip


def note(store: Store, number: str, made: HandedOver, done: tuple[dt.date, Author]) -> None:
    """Note in the book what was handed over, by its hashes. Raises InputError as in_state does."""
    with recording(store, done[1]) as entry:
        found = in_state(entry.connection, number, State.AT_WORK)
        files = [f"{row.sha256}  {row.name}" for row in made.files]
        note_step(entry, found["id"], Step.HANDED_OVER, done, made.statement, files)
