"""What a build writes down about itself: the index of originals, the sources, the summary."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from legaldocs.case.files import is_build, tables
from legaldocs.case.reading import CASE_FILE
from legaldocs.claim.report import deadlines, figures, trace
from legaldocs.core.errors import InputError
from legaldocs.evidence.bag.index import Exhibit as IndexEntry
from legaldocs.evidence.files.names import stored_name
from legaldocs.evidence.seal.statement import SEAL_FILES
from legaldocs.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from legaldocs.claim.matter import Matter
    from legaldocs.core.findings import Finding
    from legaldocs.evidence.files.gather import Gathering
    from legaldocs.examine import Choice
    from legaldocs.papers.kind import Draft
    from legaldocs.volume.layout import Layout

ORIGINALS = "data/originals"
"""Where the originals lie in a bundle."""

_OURS = frozenset({"SUMMARY.md", "summary.json", "papers", "volume", "bundle"})
"""What lies in an output; anything else was put there by someone."""

TRACE = "metadata/trace.json"
"""Where a bundle tells how its figures came about."""


def refuse_unsafe(target: Path, case: Path) -> None:
    """Refuse an output place where replacing would destroy something that is no earlier build.

    Raises InputError for a place that holds the case or lies among its originals, for a folder
    that no build made, and for a build whose bundle was signed or stamped.
    """
    place, home = target.resolve(), case.resolve()
    among = place.is_relative_to(home) and not place.is_relative_to(home / "build")
    if home.is_relative_to(place) or (among and place.exists() and not is_build(place)):
        raise InputError(
            "输出位置就是案件文件夹或其中的原件，不会覆盖",
            where=str(target),
            next_step="用 --out 换一个位置，或不写 --out",
        )
    if not place.is_dir() or not any(place.iterdir()):
        return
    if not is_build(place) or {each.name for each in place.iterdir()} - _OURS:
        raise InputError(
            "输出位置不是以前生成的结果，或者另有其他文件，不会替换",
            where=str(target),
            next_step="用 --out 换一个尚不存在的文件夹",
        )
    sealed = [each for each in SEAL_FILES[1:] if (place / "bundle" / each).exists()]
    if sealed:
        raise InputError(
            "这里的证据包已经签名或加盖时间戳，不会替换",
            where=f"{target}/bundle/{sealed[0]}",
            next_step="用 --out 换一个位置，保留已封存的证据包",
        )


def place_of(draft: Draft) -> str:
    """Return where a paper lies in the output, without its suffix."""
    paper = draft.paper
    if paper.in_volume:
        return f"volume/{paper.title}"
    name = f"{paper.number}-{paper.title}" + (f"-{draft.label}" if draft.label else "")
    return f"papers/{stored_name(name.replace('/', '_'))}"


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
        "figures": trace(matter, layout.pages, hashes),
    }


def _hashed(folder: Path, files: Sequence[Path]) -> list[dict[str, str]]:
    return [
        {
            "path": each.relative_to(folder).as_posix(),
            "sha256": hashlib.sha256(each.read_bytes()).hexdigest(),
        }
        for each in files
    ]


def index_entries(matter: Matter, gathering: Gathering, layout: Layout) -> list[IndexEntry]:
    """Return every original as the index names it; a file no exhibit names is unclassified."""
    naming = {file: each for each in reversed(matter.exhibits) for file in each.files}
    entries = []
    for item in gathering.items:
        exhibit = naming.get(item.path)
        entries.append(
            IndexEntry(
                id=exhibit.label if exhibit else "",
                title=exhibit.title if exhibit else "未归类材料",
                kind=exhibit.form if exhibit else "",
                source=item.path,
                stored=f"{ORIGINALS}/{item.stored}",
                size=item.size,
                sha256=item.sha256,
                sha512=item.sha512,
                media_type=item.media_type,
                date=exhibit.dated_on if exhibit else None,
                pages=layout.files.get((exhibit.number, item.path)) if exhibit else None,
            )
        )
    return entries


def summary_of(
    matter: Matter,
    choice: Choice,
    findings: Sequence[Finding],
    layout: Layout,
    fresh: Path,
    withheld: int,
) -> dict[str, Any]:
    """Return summary.json: figures, papers made and refused, volume, findings.

    ``withheld`` counts the files of the case that are not in the bundle; it does not name them.
    """
    files = sorted(each.relative_to(fresh).as_posix() for each in fresh.glob("volume/*"))
    return {
        "schema": "legaldocs.summary/1",
        "version": VERSION,
        "as_of": matter.as_of.isoformat(),
        "case": matter.case.title,
        "creditor": matter.case.creditor.name,
        "debtor": matter.case.debtor.name,
        "figures": figures(matter.claim),
        "letter": {
            "due": str(matter.letter.effect) if matter.letter.effect else None,
            "reason": matter.letter.reason,
        },
        "papers": [
            {"id": draft.id, "title": draft.title, "file": place_of(draft)} for draft in choice.made
        ],
        "refused": [
            {
                "id": each.draft.id,
                "title": each.draft.title,
                "reasons": [finding.as_json() for finding in each.findings],
            }
            for each in choice.refused
        ],
        "volume": {
            "files": files,
            "exhibits": len(layout.chapters),
            "pages": max((last for _, last in layout.pages.values()), default=0),
        },
        "deadlines": deadlines(matter),
        "bundle": "bundle",
        "withheld": withheld,
        "findings": [each.as_json() for each in findings],
    }
