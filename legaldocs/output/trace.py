"""trace.json: from each figure to its working, the rows it rests on, the exhibits behind them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Protocol

from legaldocs.case.files import tables
from legaldocs.case.reading import CASE_FILE
from legaldocs.core.money import plain
from legaldocs.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal
    from pathlib import Path

    from legaldocs.claim.exhibits import Exhibit
    from legaldocs.claim.matter import Matter
    from legaldocs.core.origin import Origin
    from legaldocs.evidence.files.gather import Gathering
    from legaldocs.volume.layout import Layout


class _Row(Protocol):
    @property
    def origin(self) -> Origin: ...


def trace_of(
    matter: Matter, gathering: Gathering, layout: Layout, templates: Path | None
) -> dict[str, Any]:
    """Return trace.json: each figure back to exhibit, page and hash, and what else was used.

    That is the case file and its tables, the user's own templates, the rates and how far they were
    checked, and the rates the user confirmed.
    """
    case = matter.case
    own = [] if templates is None else sorted(each for each in templates.rglob("*.docx"))
    hashes = {each.path: each.sha256 for each in gathering.items}
    return {
        "schema": "legaldocs.trace/1",
        "version": VERSION,
        "as_of": matter.as_of.isoformat(),
        "case_files": _hashed(case.folder, [case.folder / n for n in (CASE_FILE, *tables(case))]),
        "own_templates": [] if templates is None else _hashed(templates, own),
        "law": [
            {"id": each.id, "verified_through": each.verified_through.isoformat()}
            for each in matter.book.standings()
            if each.kind == "rate"
        ],
        "confirmations": [
            {
                "id": each.id,
                "on": each.on.isoformat(),
                "value": f"{each.percent}",
                "source": each.source,
            }
            for each in matter.book.confirmations
        ],
        "figures": _figures(matter, layout.pages, hashes),
    }


def _hashed(folder: Path, files: Sequence[Path]) -> list[dict[str, str]]:
    return [
        {
            "path": each.relative_to(folder).as_posix(),
            "sha256": hashlib.sha256(each.read_bytes()).hexdigest(),
        }
        for each in files
    ]


def _figures(
    matter: Matter, pages: Mapping[int, tuple[int, int]], hashes: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Return each figure with its working, the rows it rests on, and the exhibits behind them.

    ``pages`` are the exhibits' pages in the court volume, ``hashes`` the SHA-256 of each original
    by its path below the case folder.
    """
    claim = matter.claim
    rows = [
        _traced(matter, "principal", "到期未付本金", claim.principal, _principal_rows(matter)),
        _traced(
            matter, "late_charge", claim.late_charge_name, claim.late_charge, _late_rows(matter)
        ),
        _traced(matter, "costs", "费用", claim.costs, [c.origin for c in matter.case.costs]),
        _traced(matter, "total", "合计", claim.total, _principal_rows(matter) + _late_rows(matter)),
    ]
    for row in rows:
        row["exhibits"] = [
            _cited(exhibit, pages, hashes)
            for exhibit in matter.exhibits
            if {str(each) for each in exhibit.rows} & set(row["rows"])
        ]
    return rows


def _traced(
    matter: Matter, name: str, label: str, amount: Decimal, rows: list[Origin]
) -> dict[str, Any]:
    steps = matter.claim.steps if name == "total" else ()
    return {
        "id": name,
        "label": label,
        "value": plain(amount),
        "steps": [{"says": each.says, "source": each.source} for each in steps],
        "rows": [str(each) for each in dict.fromkeys(rows)],
    }


def _principal_rows(matter: Matter) -> list[Origin]:
    case = matter.case
    groups: tuple[tuple[_Row, ...], ...] = (
        case.contracts,
        *(each.instalments for each in case.contracts),
        case.deliveries,
        case.invoices,
        case.statements,
        case.payments,
        case.credits,
    )
    return [each.origin for group in groups for each in group]


def _late_rows(matter: Matter) -> list[Origin]:
    terms = [each.late_payment for each in matter.case.contracts]
    contracts = [each.origin for each in matter.case.contracts]
    return [*contracts, *(each.origin for each in terms if each)]


def _cited(
    exhibit: Exhibit, pages: Mapping[int, tuple[int, int]], hashes: Mapping[str, str]
) -> dict[str, Any]:
    span = pages.get(exhibit.number)
    return {
        "exhibit": exhibit.label,
        "title": exhibit.title,
        "pages": {"first": span[0], "last": span[1]} if span else None,
        "files": [{"path": each, "sha256": hashes.get(each)} for each in exhibit.files],
    }
