"""A new case folder: a commented case file for a kind of contract, and folders for originals."""

from __future__ import annotations

import contextlib
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, NamedTuple

from legaldocs.case.folder import CASE_FILE
from legaldocs.case.vocabulary import ContractKind, DueEvent
from legaldocs.core.atomic import write_whole
from legaldocs.core.errors import InputError
from legaldocs.core.system_error import reason

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FOLDERS = (
    "contracts",
    "deliveries",
    "invoices",
    "payments",
    "statements",
    "communications",
    "other",
)
"""The folders for originals; the names are a convention, any other will do."""


class _Parts(NamedTuple):
    """The contract's usual name, two usual instalments, and what the second waits for (惯例)."""

    contract: str
    first: str
    second: str
    event: DueEvent


_PARTS = {
    ContractKind.SALE: _Parts("买卖合同", "到货款", "验收款", DueEvent.ACCEPTANCE),
    ContractKind.WORK: _Parts("承揽合同", "预付款", "交付款", DueEvent.ACCEPTANCE),
    ContractKind.PROCESSING: _Parts("加工合同", "预付款", "交付款", DueEvent.ACCEPTANCE),
    ContractKind.SERVICE: _Parts("服务合同", "第一期服务费", "第二期服务费", DueEvent.INVOICE),
    ContractKind.LEASE: _Parts("租赁合同", "第一期租金", "第二期租金", DueEvent.INVOICE),
    ContractKind.TRANSPORT: _Parts("运输合同", "第一期运费", "第二期运费", DueEvent.INVOICE),
    ContractKind.OTHER: _Parts("合同", "第一期款项", "第二期款项", DueEvent.INVOICE),
}

KINDS = tuple(_PARTS)
"""The kinds of contract that a case file can be made for."""


def scaffold(
    folder: Path, kind: ContractKind, words: Mapping[str, str], *, rolling: bool = False
) -> tuple[Path, ...]:
    """Make ``folder`` with a case file to fill in, and return the paths made.

    ``words`` are the nouns of the kind, such as what its price and its delivery notes are called;
    ``rolling`` is for a framework contract without a price, whose deliveries are owed one by one.
    Raises InputError when the folder has a case file already or the folder cannot be made.
    """
    case_file = folder / CASE_FILE
    if case_file.exists():
        raise InputError(
            "这里已经有案件文件，不会覆盖", where=str(case_file), next_step="换一个文件夹"
        )
    places = (folder, *(folder / name for name in FOLDERS))
    missing = [place for place in places if not place.exists()]
    try:
        for place in places:
            place.mkdir(parents=True, exist_ok=True)
        write_whole(case_file, _case_text(kind, words, rolling=rolling).encode())
    except OSError as error:
        for place in reversed(missing):
            with contextlib.suppress(OSError):
                place.rmdir()
        raise InputError(
            "无法新建文件夹",
            where=str(folder),
            found=reason(error),
            next_step="核对路径和权限",
        ) from error
    return (case_file, *places[1:])


def _case_text(kind: ContractKind, words: Mapping[str, str], *, rolling: bool) -> str:
    """Return the case file with the nouns of the kind, opened where a framework contract needs."""
    nouns = {**words, **_PARTS[kind]._asdict(), "kind": kind, "open": "" if rolling else "# "}
    nouns["terms"] = _text("scaffold_rolling" if rolling else "scaffold_priced", nouns)
    return _text("scaffold", nouns)


def _text(name: str, nouns: Mapping[str, str]) -> str:
    source = files("legaldocs.case").joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    return Template(source).substitute(nouns)
