"""Our own side, which an export does not name: the creditor, its account and its agents."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from legaldocs.core.errors import InputError
from legaldocs.core.regular_file import read_regular
from legaldocs.core.strict_yaml import LARGEST, Items, Section, read
from legaldocs.core.system_error import reason

if TYPE_CHECKING:
    from pathlib import Path

_OTHERS = ("agents", "service", "law_firm")
_ROLES = ("债权人", "creditor")


@dataclass(frozen=True, slots=True)
class Creditor:
    """The creditor as a file states it (债权人一方), and who acts for it.

    ``left_out`` are the files it names, which stay where they are.
    """

    party: dict[str, Any] | None = None
    others: dict[str, Any] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()


def creditor_of(path: Path | None) -> Creditor:
    """Return what a case file, or a file with ``creditor`` and ``agents``, states of our side.

    Raises InputError for a file that cannot be read, or names no creditor.
    """
    if path is None:
        return Creditor()
    path = path / "case.yaml" if path.is_dir() else path
    try:
        section = read(read_regular(path, LARGEST), path.name)
    except OSError as error:
        raise InputError(
            "债权人资料打不开", where=str(path), found=reason(error), next_step="核对路径和权限"
        ) from error
    left_out: list[str] = []
    party = _party(section)
    if party is None or not party.get("name"):
        raise InputError(
            "没有写明债权人",
            where=path.name,
            next_step="写一节 creditor，其中至少有 name；或者给出一个已有案件的 case.yaml",
        )
    plain = _plain(party, left_out)
    others = {key: _plain(section[key], left_out) for key in _OTHERS if section.get(key)}
    return Creditor(
        {"role": "债权人", **{k: v for k, v in plain.items() if k != "role"}},
        others,
        tuple(left_out),
    )


def _party(section: Section) -> Section | None:
    own = section.get("creditor")
    if isinstance(own, Section):
        return own
    parties = section.get("parties")
    return next(
        (
            party
            for party in (parties if isinstance(parties, Items) else ())
            if isinstance(party, Section) and party.get("role") in _ROLES
        ),
        None,
    )


def _plain(value: Any, left_out: list[str]) -> Any:
    """Return a value without places; files that it names are noted and left out."""
    if isinstance(value, Section):
        found = {}
        for key, inner in value.items():
            if key == "file":
                left_out += map(str, inner if isinstance(inner, Items) else [inner])
            elif inner is not None:
                found[key] = _plain(inner, left_out)
        return found
    if isinstance(value, Items):
        return [_plain(inner, left_out) for inner in value]
    return str(value)
