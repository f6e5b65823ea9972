from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from legaldocs.evidence.bag.index import INDEX, IndexedFile, VolumePages, write_index
from legaldocs.evidence.bag.writer import write_bag
from legaldocs.evidence.verify import verify
from tests.evidence.conftest import AS_OF

if TYPE_CHECKING:
    from pathlib import Path

FILE = IndexedFile(
    id="证据1",
    title="采购合同",
    kind="书证",
    source="contracts/采购合同.pdf",
    stored="data/originals/a.txt",
    size=1,
    sha256="0" * 64,
    sha512="0" * 128,
    media_type="application/pdf",
    date=dt.date(2026, 3, 5),
    pages=VolumePages(3, 7),
)


def indexed(folder: Path, file: IndexedFile) -> Path:
    (folder / "data" / "originals").mkdir(parents=True)
    (folder / "data" / "originals" / "a.txt").write_bytes(b"a")
    write_index(folder, [file])
    write_bag(folder, version="9.9.9", as_of=AS_OF)
    return folder


def test_an_index_of_exhibits_follows_its_schema(tmp_path: Path) -> None:
    bag = indexed(tmp_path, FILE)
    assert verify(bag).ok
    [written] = json.loads((bag / INDEX).read_bytes())["exhibits"]
    assert written["date"] == "2026-03-05"
    assert written["pages"] == {"first": 3, "last": 7}


def test_an_original_name_of_no_encoding_is_kept_as_escapes(tmp_path: Path) -> None:
    bag = indexed(tmp_path, msgspec.structs.replace(FILE, source="bad\udcff.pdf"))
    assert verify(bag).ok
    assert "bad\\udcff.pdf" in json.loads((bag / INDEX).read_bytes())["exhibits"][0]["source"]


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("stored", "data/originals/none.txt", "data/originals/none.txt"),
        ("stored", "../outside", "exhibits[0].stored"),
        ("sha256", "short", "exhibits[0].sha256"),
        ("size", -1, "exhibits[0].size"),
    ],
)
def test_an_absent_or_ill_formed_exhibit_is_reported(
    tmp_path: Path, field: str, value: Any, reason: str
) -> None:
    verdict = verify(indexed(tmp_path, msgspec.structs.replace(FILE, **{field: value})))
    assert not verdict.ok
    assert reason in "\n".join(verdict.integrity.reasons)
