"""summary.json: what a build made, what it refused, and what a person should look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from legaldocs.output.figures import deadlines, figures
from legaldocs.output.place import place_of
from legaldocs.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from legaldocs.claim.matter import Matter
    from legaldocs.core.findings import Finding
    from legaldocs.examine import Choice
    from legaldocs.volume.layout import Layout


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
