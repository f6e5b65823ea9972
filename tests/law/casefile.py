"""Read a case file a lawyer wrote."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from legaldocs.core import strict_yaml

if TYPE_CHECKING:
    from legaldocs.core.strict_yaml import Section

FOLDER = Path(__file__).parent / "cases"


def read(name: str) -> Section:
    return strict_yaml.read((FOLDER / f"{name}.yaml").read_bytes(), name)


def params(name: str, key: str = "cases") -> list[Any]:
    rows = read(name)[key]
    return [pytest.param(row, id=str(row.get("name") or next(iter(row.values())))) for row in rows]


def day(row: Section, key: str) -> dt.date | None:
    text = row.get(key)
    return None if text in (None, "none") else dt.date.fromisoformat(text)
