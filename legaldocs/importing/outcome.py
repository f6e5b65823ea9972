"""What an import is asked for, and what it did."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.core.findings import Finding
    from legaldocs.importing.facts import CaseFacts
    from legaldocs.importing.grouping import CaseRows
    from legaldocs.importing.originals import Unmatched
    from legaldocs.importing.record import Facts, Record
    from legaldocs.importing.rows import ReadSheet, Row


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an import is asked for (导入的要求).

    ``originals`` is the folder in which files are looked for; ``update`` writes what changed into
    cases that are there.
    """

    files: tuple[Path, ...]
    out: Path
    creditor: Path | None = None
    originals: Path | None = None
    mapping: Path | None = None
    update: bool = False


class MadeCase(NamedTuple):
    """The rows of one case and the facts they state (一案的事实)."""

    rows: CaseRows
    facts: Facts
    making: CaseFacts


@dataclass(slots=True)
class Imported:
    """What an import did (导入结果)."""

    sheets: list[ReadSheet] = field(default_factory=list)
    made: list[Record] = field(default_factory=list)
    unchanged: int = 0
    changed: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    refused: list[Row] = field(default_factory=list)
    matched: list[tuple[str, str]] = field(default_factory=list)
    unmatched: list[Unmatched] = field(default_factory=list)
    there: int = 0
    """Originals that are in their case already, of rows that are not in this import."""
    absent: list[str] = field(default_factory=list)
    """Cases that were imported before and of which this import has no row."""
    findings: list[Finding] = field(default_factory=list)
    exceptions: Path | None = None
