"""What an import wrote into a case folder, kept there so that the same rows are known again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from legaldocs.core.errors import InputError
from legaldocs.core.near import folded
from legaldocs.core.regular_file import read_regular
from legaldocs.core.strict_yaml import LARGEST

if TYPE_CHECKING:
    from pathlib import Path

RECORD_FILE = "internal/import.json"
"""Inside ``internal``, which no bundle takes in."""
_FORM = 1

Facts = dict[str, Any]
"""A case as its file states it: texts, lists and mappings of texts."""


class CaseKey(NamedTuple):
    """By what the rows of a case are known (案件的自然键).

    The creditor where a column names it, the debtor by its code or else by its name, and the number
    of the contract; all folded.
    """

    creditor: str
    debtor: str
    number: str


@dataclass(frozen=True, slots=True)
class Record:
    """A case that an import made (导入记录): its folder, key and facts as last written."""

    folder: Path
    key: CaseKey
    facts: Facts

    @property
    def debtor(self) -> dict[str, str]:
        """The debtor as last written."""
        return next(party for party in self.facts["parties"] if party["role"] == "债务人")

    @property
    def code(self) -> str:
        """The code of the debtor, or nothing."""
        return self.debtor.get("uscc", "") or self.debtor.get("id_number", "")

    def data(self) -> bytes:
        """Return the record as it is stored."""
        stored = {"form": _FORM, "key": self.key._asdict(), "facts": self.facts}
        return (json.dumps(stored, ensure_ascii=False, indent=1) + "\n").encode()


def debtor_key(name: str, code: str) -> str:
    """Return by what a debtor is known: the code, or the name where there is none."""
    return code or f"名称:{folded(name)}"


def records(out: Path) -> list[Record]:
    """Return the records of the cases in a folder, in the order of its names.

    Raises InputError for a record that cannot be read: its case would be made twice.
    """
    found = []
    for folder in sorted(out.iterdir()) if out.is_dir() else ():
        path = folder / RECORD_FILE
        if folder.name.startswith(".") or not path.is_file():
            continue
        try:
            stored = json.loads(read_regular(path, LARGEST))
            key, facts = CaseKey(**stored["key"]), stored["facts"]
            record = Record(folder, key, facts)
            if stored["form"] != _FORM or not record.debtor["name"]:
                raise ValueError  # noqa: TRY301 - as for any other record that is not one
        except (OSError, ValueError, KeyError, TypeError, StopIteration, RecursionError) as error:
            raise InputError(
                "导入记录读不出，无法知道这个案件是由哪些行导入的",
                where=str(path),
                next_step="从备份恢复这个文件；不再由表格更新的案件，把文件夹移出输出文件夹",
            ) from error
        found.append(record)
    return found
