"""Cases written as text, so that a test reads as the case it is about."""

from __future__ import annotations

import datetime as dt
import textwrap
from typing import TYPE_CHECKING

import pytest

from legaldocs.case.files import named_files
from legaldocs.case.reading import load_case
from legaldocs.law.lawbook import packaged

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from legaldocs.case.model import Case
    from legaldocs.law.lawbook import LawBook

DAY = dt.date(2026, 11, 21)

PARTIES = """
parties:
  - role: 债权人
    name: 苏州甲设备有限公司
  - role: 债务人
    name: 武汉乙食品有限公司
    address: 武汉市某路1号
"""


@pytest.fixture
def write_case(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes a case folder from YAML text and files."""

    def write(text: str, files: dict[str, bytes] | None = None, *, parties: str = PARTIES) -> Path:
        folder = tmp_path / "case"
        folder.mkdir(exist_ok=True)
        (folder / "case.yaml").write_text(parties + textwrap.dedent(text), encoding="utf-8")
        for name, data in (files or {}).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
        return folder

    return write


def with_its_files(folder: Path) -> Case:
    """Return the case in ``folder`` after every file that it names was put there."""
    case = load_case(folder)
    for named in named_files(case):
        if not (folder / named.path).exists():
            (folder / named.path).parent.mkdir(parents=True, exist_ok=True)
            (folder / named.path).write_bytes(b"1")
    return case


@pytest.fixture
def book() -> LawBook:
    """Return the packaged law."""
    return packaged()
