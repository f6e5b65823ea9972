"""Numbers in the names of originals that are of no row that was taken: given back, or of before."""

from __future__ import annotations

import filecmp
from typing import TYPE_CHECKING

from legaldocs.importing.originals import Numbers, Target
from legaldocs.importing.record import CaseKey

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from legaldocs.importing.record import Record
    from legaldocs.importing.rows import Row

NUMBERED = ("contracts", "deliveries", "invoices", "payments")
"""The lists of facts that originals are found for."""

_OF_A_ROW = ("contract.number", "delivery.number", "invoice.number", "payment.reference")
_NOBODY = CaseKey("", "", "")


class OtherNumbers:
    """Says of an original that no row takes whose it may be (别处的编号)."""

    def __init__(self, refused: Sequence[Row], others: Sequence[Record]) -> None:
        self._refused = Numbers(
            Target(_NOBODY, key, row.values[key])
            for row in refused
            for key in _OF_A_ROW
            if row.values.get(key)
        )
        self._others = Numbers(target for record in others for target in _targets(record))
        self._records = {record.key: record for record in others}

    def of(self, root: Path, name: str) -> tuple[str, str] | tuple[()] | None:
        """Return why no row takes an original and what to do; nothing where nobody knows it.

        None for one that is in its case already, byte for byte.
        """
        file = root / name
        found = self._others.of(file.name)
        if isinstance(found, Target):
            record = self._records[found.case]
            if _is_there(record, file):
                return None
            return (
                f"是以前的案件“{record.folder.name}”的，这次没有导入它的那一行",
                "与那一行一起导入，加上 --update；或者自己放进案件文件夹",
            )
        if isinstance(self._refused.of(file.name), Target):
            return "它的那一行退回了", "改正以后再导入，同样写上 --files"
        return ()


def _targets(record: Record) -> Iterator[Target]:
    for key in NUMBERED:
        for item in record.facts.get(key, ()):
            if number := item.get("number") or item.get("reference"):
                yield Target(record.key, key, number)


def _is_there(record: Record, file: Path) -> bool:
    """Return whether the case has the file, under whatever name an import gave it."""
    stored = (
        record.folder / path
        for key in NUMBERED
        for item in record.facts.get(key, ())
        for path in _files(item.get("file", ""))
    )
    return any(
        path.is_file() and not path.is_symlink() and filecmp.cmp(path, file, shallow=False)
        for path in stored
    )


def _files(stated: str | list[str]) -> list[str]:
    return [stated] if isinstance(stated, str) and stated else list(stated)
