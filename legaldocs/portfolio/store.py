"""The database of the book: opened, brought to this version, written by one at a time."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, event, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from legaldocs.core.draft import alone_in
from legaldocs.core.errors import InputError
from legaldocs.portfolio.model import Head
from legaldocs.portfolio.read_only import ReadOnlyFile, may_be_written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

    from legaldocs.portfolio.place import BookFolder

_MIGRATIONS = Path(__file__).parent / "migrations"
_WAIT_SECONDS = 120
"""How long a writer waits for another: longer than a large import takes."""
_WRITES = "book_writes"


class Store:
    """The open database of a book (账册的数据库)."""

    def __init__(self, engine: Engine, only_read: ReadOnlyFile | None = None) -> None:
        self._engine = engine
        self._only_read = only_read

    @contextmanager
    def session(self) -> Iterator[Connection]:
        """Yield a connection. Raises InputError for what the database refuses."""
        try:
            with self._engine.connect() as connection:
                yield connection
        except DBAPIError as error:
            raise _refused(error) from error

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection that sees one state of the book throughout."""
        with self.session() as connection:
            if connection.dialect.name == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection
        if self._only_read is not None:
            self._only_read.check()

    def close(self) -> None:
        """Give every connection back."""
        self._engine.dispose()


@contextmanager
def writing(connection: Connection) -> Iterator[Head]:
    """Hold the book alone until the block ends: all of it is kept then, or nothing.

    Yields the end of the history, to be moved on by who writes.
    """
    connection.execution_options(**{_WRITES: True})
    try:
        with connection.begin():
            row = connection.execute(select(Head.__table__).with_for_update()).one()
            head = Head(id=row.id, changes=row.changes, imports=row.imports, digest=row.digest)
            yield head
    finally:
        connection.execution_options(**{_WRITES: False})


@contextmanager
def opened(book: BookFolder) -> Iterator[Store]:
    """Open the database of a book and bring it to this version; a file is copied before.

    A file that cannot be written is opened for reading alone.

    Raises InputError for a database that cannot be reached, is no book, or is newer than this
    program.
    """
    if book.sqlite is not None and not book.sqlite.is_file():
        raise InputError(
            "账册的数据库不见了",
            where=str(book.sqlite),
            next_step="从备份恢复 book.db；不要新建，否则以前的记录就断了",
        )
    only_read = None
    if book.sqlite is not None and not may_be_written(book.sqlite):
        only_read = ReadOnlyFile.of(book.sqlite)
    with _engine(book, only_read) as engine:
        _migrate(engine, book, only_read)
        yield Store(engine, only_read)


def create(book: BookFolder) -> None:
    """Make the tables of a new book. Raises InputError where there are some already."""
    with _engine(book) as engine, _refusing(), engine.connect() as connection:
        connection.execution_options(**{_WRITES: True})
        with connection.begin():
            if _version(connection) is not None:
                raise InputError(
                    "数据库里已经有一本账册",
                    where=book.settings.database,
                    next_step="换一个空的数据库；要用已有的，在 book.yaml 里写它的地址",
                )
            upgrade(connection)


def upgrade(connection: Connection, to: str = "head") -> None:
    """Bring the tables to a version, inside the transaction of the connection."""
    script = _script()

    def steps(revision: Any, _context: Any) -> Any:
        return script._upgrade_revs(to, revision)  # noqa: SLF001 - as alembic's own command does

    with EnvironmentContext(Config(), script, fn=steps, destination_rev=to) as environment:
        environment.configure(connection=connection, transactional_ddl=True)
        environment.run_migrations()


def _script() -> ScriptDirectory:
    return ScriptDirectory(_MIGRATIONS, version_locations=[str(_MIGRATIONS / "versions")])


def _version(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _migrate(engine: Engine, book: BookFolder, only_read: ReadOnlyFile | None = None) -> None:
    script = _script()
    newest = script.get_current_head()
    with _refusing(), engine.connect() as connection:
        with connection.begin():
            version = _version(connection)
        if version == newest:
            return
        _refuse_unknown(version, script, book)
        if only_read is not None:
            raise InputError(
                "账册是较早版本的程序写的，文件夹不能写，改不成新的版本",
                where=str(only_read.database),
                expected=str(newest),
                found=str(version),
                next_step="把整个账册文件夹复制到能写的地方，在那里打开",
            )
        with alone_in(book.path):
            if book.sqlite is not None:
                _copy(book.sqlite, str(version))
            connection.execution_options(**{_WRITES: True})
            with connection.begin():
                upgrade(connection)  # does nothing when another program was quicker


def _refuse_unknown(version: str | None, script: ScriptDirectory, book: BookFolder) -> None:
    where = str(book.sqlite or book.settings.database)
    if version is None:
        raise InputError("数据库里没有账册", where=where, next_step="核对 book.yaml 里的地址")
    if version not in {one.revision for one in script.walk_revisions()}:
        raise InputError(
            "账册是更新版本的程序写的，本程序不打开",
            where=where,
            expected=f"不高于 {script.get_current_head()} 的版本",
            found=version,
            next_step="升级 legaldocs 后再打开",
        )


def _copy(database: Path, version: str) -> None:
    """Keep the file as it was before a migration, beside it."""
    aside = database.with_name(f"{database.stem}-{version}{database.suffix}")
    if not aside.exists():
        with closing(sqlite3.connect(database)) as old, closing(sqlite3.connect(aside)) as new:
            old.backup(new)


@contextmanager
def _engine(book: BookFolder, only_read: ReadOnlyFile | None = None) -> Iterator[Engine]:
    try:
        url = make_url(book.settings.database) if book.sqlite is None else _file(book.sqlite)
        known = url.get_backend_name() in {"sqlite", "postgresql"}
        if not known or (book.settings.database and url.get_backend_name() == "sqlite"):
            raise InputError(
                "数据库的种类不支持",
                where=str(book.settings.origin),
                expected="postgresql+psycopg://用户@主机/数据库",
                found=url.drivername,
                next_step="改写 database；不写则用 book.db",
            )
        if url.password:
            raise InputError(
                "数据库的密码不写在地址里",
                where=str(book.settings.origin),
                next_step="从地址里去掉密码，写进 ~/.pgpass",
            )
        engine = (
            create_engine(url, creator=only_read.connect)
            if only_read is not None
            else create_engine(url, connect_args=_arguments(url.get_backend_name()))
        )
    except (ArgumentError, NoSuchModuleError) as error:
        raise InputError(
            "数据库的地址无法识别",
            where=str(book.settings.origin),
            expected="postgresql+psycopg://用户@主机/数据库",
        ) from error
    except ModuleNotFoundError as error:
        raise InputError(
            "没有安装连接 PostgreSQL 所需的程序",
            where=str(book.settings.origin),
            next_step='运行 pip install "legaldocs[postgres]"',
        ) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up if only_read is None else _set_up_reading)
        event.listen(engine, "begin", _begin)
    try:
        yield engine
    finally:
        engine.dispose()


def _file(database: Path) -> URL:
    """Return the address of a file, whose name may have signs that an address gives a sense."""
    return URL.create("sqlite", database=str(database.resolve()))


def _arguments(backend: str) -> dict[str, Any]:
    if backend == "sqlite":
        return {"timeout": _WAIT_SECONDS}
    return {"options": f"-c lock_timeout={_WAIT_SECONDS}s", "connect_timeout": 10}


def _set_up(connection: Any, _record: Any) -> None:
    """Let transactions begin where this module says so; readers do not wait for a writer."""
    connection.isolation_level = None
    for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")


def _set_up_reading(connection: Any, _record: Any) -> None:
    """Let transactions begin where this module says so, and refuse what would write."""
    connection.isolation_level = None
    connection.execute("PRAGMA query_only=ON")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise _refused(error) from error


def _refused(error: DBAPIError) -> InputError:
    said = str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else ""
    if "locked" in said or "lock timeout" in said:
        return InputError(
            "账册正由另一个程序写入，等了很久",
            found=said,
            next_step="等那个程序结束后再运行；本次没有改动账册",
        )
    if "readonly" in said:
        return InputError(
            "账册所在的文件夹或者 book.db 不能写，只能查看；本次没有改动账册",
            next_step="要登记的，改文件夹和 book.db 的权限，或者把账册复制到能写的地方",
        )
    if "malformed" in said or "not a database" in said:
        return InputError("book.db 损坏了，读不出来", next_step="从备份恢复 book.db")
    return InputError(
        "数据库没有照办，账册没有改动",
        found=said[:200],
        next_step="核对数据库是否在运行、地址、权限和磁盘空间；book.db 损坏的，从备份恢复",
    )
