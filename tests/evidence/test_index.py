from __future__ import annotations

import dataclasses
import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pytest

from legaldocs.evidence.bag.index import INDEX, Exhibit, write_index
from legaldocs.evidence.bag.json_schema import departures
from legaldocs.evidence.bag.writer import write_bag
from legaldocs.evidence.verify import verify

from .conftest import AS_OF

if TYPE_CHECKING:
    from pathlib import Path

EXHIBIT = Exhibit(
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
    pages=(3, 7),
)


def indexed(folder: Path, exhibit: Exhibit) -> Path:
    (folder / "data" / "originals").mkdir(parents=True)
    (folder / "data" / "originals" / "a.txt").write_bytes(b"a")
    write_index(folder, [exhibit])
    write_bag(folder, version="9.9.9", as_of=AS_OF)
    return folder


def test_an_index_of_exhibits_follows_its_schema(tmp_path: Path) -> None:
    bag = indexed(tmp_path, EXHIBIT)
    assert verify(bag).ok
    [written] = json.loads((bag / INDEX).read_bytes())["exhibits"]
    assert written["date"] == "2026-03-05"
    assert written["pages"] == {"first": 3, "last": 7}


def test_an_original_name_of_no_encoding_is_kept_as_escapes(tmp_path: Path) -> None:
    bag = indexed(tmp_path, dataclasses.replace(EXHIBIT, source="bad\udcff.pdf"))
    assert verify(bag).ok
    assert "bad\\udcff.pdf" in json.loads((bag / INDEX).read_bytes())["exhibits"][0]["source"]


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("stored", "data/originals/none.txt", "data/originals/none.txt"),
        ("stored", "../outside", "exhibits[0].stored"),
        ("sha256", "short", "exhibits[0].sha256"),
        ("size", -1, "exhibits[0].size"),
    ],
)
def test_an_exhibit_that_is_not_there_or_of_another_form_is_told(
    tmp_path: Path, field: str, value: Any, told: str
) -> None:
    verdict = verify(indexed(tmp_path, dataclasses.replace(EXHIBIT, **{field: value})))
    assert not verdict.ok
    assert told in "\n".join(verdict.integrity.reasons)


def test_a_schema_with_words_that_are_not_known_is_refused() -> None:
    with pytest.raises(ValueError, match="oneOf"):
        list(departures({}, {"oneOf": []}))


@pytest.mark.parametrize(("document", "kind"), [(True, "integer"), (1.5, "integer"), ("1", "null")])
def test_types_are_those_of_json(document: object, kind: str) -> None:
    assert list(departures(document, {"type": kind}))
