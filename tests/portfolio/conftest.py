"""Books for a test, in SQLite and in a real PostgreSQL server that the tests start themselves."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from legaldocs.portfolio.place import new_folder
from legaldocs.portfolio.store import create

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from legaldocs.portfolio.place import BookFolder


def _programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    other = shutil.which("initdb")
    return found[-1].parent if found else Path(other).parent if other else None


class Server:
    """A PostgreSQL server on a socket of its own, with no port open."""

    def __init__(self, programs: Path, folder: Path, user: str | None) -> None:
        self._programs, self.folder, self._user = programs, folder, user
        self._count = 0

    def run(self, program: str, *words: str) -> None:
        done = subprocess.run(
            [str(self._programs / program), *words],
            user=self._user, group=self._user and pwd.getpwnam(self._user).pw_gid,
            cwd=self.folder, env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr.decode(errors="replace")

    def database(self) -> str:
        """Make an empty database and return its address."""
        self._count += 1
        name = f"book{os.getpid()}_{self._count}"
        self.run("createdb", "-h", str(self.folder), "-U", "book", name)
        return f"postgresql+psycopg://book@/{name}?host={self.folder}"


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """Start a server for this process of tests; it ends with them."""
    programs = _programs()
    if programs is None:
        pytest.skip("no PostgreSQL server here: apt-get install postgresql")
    # A socket's path has to be short, and the server refuses to run as root.
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
    user = "nobody" if os.getuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    server = Server(programs, folder, user)
    data = folder / "data"
    try:
        server.run(
            "initdb", "-D", str(data), "-U", "book", "-A", "trust", "-E", "UTF8", "--no-sync"
        )
        options = f"-k {folder} -c listen_addresses= -c fsync=off"
        server.run(
            "pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start"
        )
        yield server
    finally:
        if (data / "postmaster.pid").exists():
            server.run("pg_ctl", "-D", str(data), "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def make_book(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[..., BookFolder]:
    """Return a function that makes an empty book, in one kind of database and the other."""
    sqlite = request.param == "sqlite"
    server = None if sqlite else request.getfixturevalue("postgres")

    def made(name: str = "book", tables: Callable[[BookFolder], None] = create) -> BookFolder:
        return new_folder(tmp_path / name, "甲公司", server.database() if server else "", tables)

    return made


@pytest.fixture
def book(make_book: Callable[..., BookFolder]) -> BookFolder:
    return make_book()
