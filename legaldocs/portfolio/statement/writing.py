"""The folder of a statement: the paper in both forms, its data, and the draft of a mail."""

from __future__ import annotations

import hashlib
import multiprocessing
import shutil
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from legaldocs.core.atomic import publish
from legaldocs.core.errors import InputError, LegaldocsError
from legaldocs.evidence.files.names import stored_name
from legaldocs.portfolio.statement.paper import FORM, write_statement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from legaldocs.case.party import Party
    from legaldocs.portfolio.statement.content import Content

    Draft = Callable[["Letter", bytes], bytes]

T = TypeVar("T")

DATA_FILE, MAIL_FILE = f"{FORM.title}.json", "邮件草稿.eml"
_FEW = 8
"""Statements that are written here and now: starting other processes would take longer."""

_PART = 20
"""Statements that are entered in the book together."""

_CHUNK = 200
"""Statements after which the processes are replaced, since memory that a renderer took stays."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A statement to be written (待写的对账单); ``email`` is where it goes to, or nothing."""

    content: Content
    code: str
    short_code: str
    creditor: Party
    contact: str
    email: str
    folder: Path


class Written(NamedTuple):
    """A statement that lies in its folder (写好的对账单)."""

    document_sha256: str
    mailed: bool


def write_folder(letter: Letter, draft: Draft) -> Written | LegaldocsError:
    """Write the folder of a statement, or return why it cannot be."""
    content = letter.content
    try:
        made = write_statement(content, letter.code, letter.short_code, letter.creditor)
        with publish(letter.folder) as fresh:
            (fresh / f"{FORM.title}.docx").write_bytes(made.docx)
            (fresh / f"{FORM.title}.pdf").write_bytes(made.pdf)
            (fresh / DATA_FILE).write_bytes(content.canonical())
            if letter.email:
                (fresh / MAIL_FILE).write_bytes(draft(letter, made.pdf))
    except LegaldocsError as error:
        return error
    return Written(hashlib.sha256(made.pdf).hexdigest(), bool(letter.email))


def copy_folder(folder: Path, out: Path, customer: str) -> Path:
    """Copy the folder of a statement into another one, named after the customer; return it.

    Raises InputError where it is there already.
    """
    target = out / stored_name(f"{customer}-{folder.name}".replace("/", "_"))
    with publish(target) as fresh:
        for file in sorted(folder.iterdir()):
            shutil.copyfile(file, fresh / file.name)
    return target


def write_folders(
    letters: Iterable[Letter], draft: Draft, jobs: int
) -> Iterator[list[tuple[Letter, Written | LegaldocsError]]]:
    """Write the folders of statements with ``jobs`` processes; yield what became of each, in parts.

    ``draft`` is a function of a module. Raises InputError when a process was ended from outside;
    what was yielded before is written.
    """
    waiting = iter(letters)
    while part := [*islice(waiting, _CHUNK)]:
        if len(part) < _FEW or jobs == 1:
            for few in _parts(part):
                yield [(letter, write_folder(letter, draft)) for letter in few]
            continue
        spawned = multiprocessing.get_context("spawn")
        try:
            with ProcessPoolExecutor(jobs, mp_context=spawned) as pool:
                tasks = [(letter, pool.submit(write_folder, letter, draft)) for letter in part]
                for some in _parts(tasks):
                    yield [(letter, task.result()) for letter, task in some]
        except BrokenProcessPool as error:
            raise InputError(
                "写对账单的程序被系统终止，多因内存不足",
                next_step="减小 --jobs 再运行，已经写好的不重做",
            ) from error


def _parts(found: Sequence[T]) -> Iterator[Sequence[T]]:
    return (found[at : at + _PART] for at in range(0, len(found), _PART))
