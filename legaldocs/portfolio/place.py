"""The folder of a book: book.yaml, the database and the files that came in."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.core.atomic import publish
from legaldocs.core.draft import unused
from legaldocs.core.errors import InputError
from legaldocs.core.regular_file import read_regular
from legaldocs.core.strict_yaml import LARGEST, read
from legaldocs.core.system_error import reason
from legaldocs.core.typed import TypedReader
from legaldocs.portfolio.day.policy import check_policy
from legaldocs.portfolio.report.policy import check_report
from legaldocs.portfolio.settings import BookFile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BOOK_FILE = "book.yaml"
DATABASE_FILE = "book.db"
IMPORTS = "imports"
_TEXT = """\
# 应收账册。name：谁的账册。
name: {name}
# database：几个人共用一个 PostgreSQL 时写它的地址，如
# postgresql+psycopg://用户@主机/数据库；不写则用这里的 book.db。密码写在 ~/.pgpass，不写在这里。
# creditor：函件、对账单、案件里我方的资料，写法同案件里的当事人（不写 role），如
# creditor:
#   name: 苏州甲设备有限公司
#   uscc: …
#   address: …
#   representative: …
#   contact: …
#   phone: …
#   account: {{holder: …, bank: …, number: …}}
# people：经办的人，level 是能批准到哪一级，如
# people:
# - {{name: 王某, post: 财务主管, phone: …, email: …, level: 1}}
"""
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class BookFolder:
    """Where a book is (账册文件夹)."""

    path: Path
    settings: BookFile

    @property
    def sqlite(self) -> Path | None:
        """The file of the database, or None for a server."""
        return None if self.settings.database else self.path / DATABASE_FILE


def book_folder(path: Path) -> BookFolder:
    """Return the book in a folder. Raises InputError where there is none, or book.yaml is wrong."""
    file = path / BOOK_FILE
    try:
        data = read_regular(file, LARGEST)
    except OSError as error:
        raise InputError(
            "这里没有账册",
            where=str(file),
            found=reason(error),
            next_step="核对路径；还没有账册的，用 legaldocs book new 新建",
        ) from error
    reader = TypedReader()
    section = read(data, str(file))
    settings = reader.record(BookFile, section, section.origin, "账册的设置")
    if settings is not None:
        check_policy(settings.day, reader)
        check_report(settings.report, reader)
    if settings is None or reader.findings:
        raise reader.error(InputError, "账册的设置有误")
    return BookFolder(path, settings)


def new_folder(
    path: Path, name: str, database: str, make_tables: Callable[[BookFolder], None]
) -> BookFolder:
    """Make the folder of a book, whole or not at all. Raises InputError where it exists."""
    import yaml  # noqa: PLC0415 - only a new book pays

    if path.exists():
        raise InputError(
            "这个文件夹已经存在",
            where=str(path),
            next_step="换一个名称；已有的账册直接用，不必新建",
        )
    with publish(path) as fresh:
        text = _TEXT.format(name=yaml.safe_dump(name, allow_unicode=True).splitlines()[0])
        if database:
            text += f"database: {yaml.safe_dump(database).splitlines()[0]}\n"
        (fresh / BOOK_FILE).write_text(text, encoding="utf-8")
        (fresh / IMPORTS).mkdir()
        make_tables(book_folder(fresh))
    return book_folder(path)


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that came in, and its copy (留底)."""

    name: str
    sha256: str
    kept_as: str


def keep_file(folder: Path, source: Path, below: str = IMPORTS) -> KeptFile:
    """Copy a file into imports/, or another folder, under its SHA-256, and read the copy again.

    Raises InputError for a file that cannot be read, or that was changed meanwhile.
    """
    place = folder / below
    try:
        place.mkdir(exist_ok=True)
        fresh = unused(place / source.name)
        try:
            digest = _copied(source, fresh)
            target = place / f"{digest[:16]}-{source.name}"
            if _digest(fresh) != digest:
                raise InputError("文件的副本与原件不符", where=str(source), next_step="重新运行")
            fresh.replace(target)
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(
            "文件没有留底，账册没有改动",
            where=str(error.filename or source),
            found=reason(error),
            next_step="核对路径、磁盘空间和权限后重新运行",
        ) from error
    return KeptFile(source.name, digest, f"{below}/{target.name}")


def _copied(source: Path, target: Path) -> str:
    """Copy a file and return its SHA-256."""
    if not source.is_file():
        raise InputError("找不到文件", where=str(source), next_step="核对路径")
    digest = hashlib.sha256()
    with source.open("rb") as stream, target.open("xb") as copy:
        while block := stream.read(_BLOCK):
            digest.update(block)
            copy.write(block)
        copy.flush()
        os.fsync(copy.fileno())
    return digest.hexdigest()


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
