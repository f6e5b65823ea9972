"""What an import wrote into a case folder, kept there so that the same rows are known again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, Required, TypedDict

import msgspec

from legaldocs.case.folders import case_folders
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


class _Party(TypedDict, total=False):
    role: Required[str]
    name: Required[str]
    account: dict[str, str]


class _Contract(TypedDict, total=False):
    file: str | list[str]
    instalments: list[dict[str, str]]
    late_payment: dict[str, str]


class _Paper(TypedDict, total=False):
    number: str
    file: str | list[str]


class _Payment(TypedDict, total=False):
    paid_on: Required[str]
    amount: Required[Annotated[str, msgspec.Meta(pattern=r"^[0-9]+\.[0-9]{2}$")]]
    reference: str
    file: str | list[str]


class _Facts(TypedDict, total=False):
    """The lists of a case, as far as they are compared by their fields."""

    parties: Required[list[_Party]]
    contracts: list[_Contract]
    deliveries: list[_Paper]
    invoices: list[_Paper]
    payments: list[_Payment]
    statements: list[dict[str, str]]
    communications: list[dict[str, str]]
    agents: list[dict[str, Any]]


class _Key(msgspec.Struct, forbid_unknown_fields=True):
    creditor: str
    debtor: str
    number: str


class _Stored(msgspec.Struct, forbid_unknown_fields=True):
    form: Literal[1]
    key: _Key
    facts: dict[str, Any]


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
    """Return the records of the cases below a folder, at any depth, in the order of their paths.

    Raises InputError for a record that cannot be read: its case would be made twice.
    """
    found = []
    for folder in sorted(_folders(out)):
        path = folder / RECORD_FILE
        try:
            found.append(_record(folder, read_regular(path, LARGEST)))
        except (OSError, ValueError, StopIteration, RecursionError, msgspec.MsgspecError) as error:
            raise InputError(
                "导入记录读不出，无法知道这个案件是由哪些行导入的",
                where=str(path),
                next_step="从备份恢复这个文件；不再由表格更新的案件，把文件夹移出输出文件夹",
            ) from error
    return found


def _folders(out: Path) -> set[Path]:
    """Return the folders with a record: cases at any depth, and one here that lost its file."""
    if not out.is_dir():
        return set()
    here = (path for path in out.iterdir() if not path.name.startswith("."))
    return {path for path in (*here, *case_folders(out)) if (path / RECORD_FILE).is_file()}


def _record(folder: Path, data: bytes) -> Record:
    """Return a record of the shape that is written here.

    Raises MsgspecError, ValueError or StopIteration for any other.
    """
    stored = msgspec.json.decode(data, type=_Stored)
    msgspec.convert(stored.facts, _Facts)
    record = Record(folder, CaseKey(*msgspec.structs.astuple(stored.key)), stored.facts)
    if not record.debtor["name"] or not _is_plain(stored.facts):
        raise ValueError
    return record


def _is_plain(value: Any) -> bool:
    """Return whether a value is made of texts, lists and mappings only."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return isinstance(value, str | list | dict) and all(map(_is_plain, inner))
