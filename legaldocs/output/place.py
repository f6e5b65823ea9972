"""Where everything lies in the output of a build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.evidence.files.names import stored_name

if TYPE_CHECKING:
    from legaldocs.papers.kind import Draft

ORIGINALS = "data/originals"
"""Where the originals lie in a bundle."""

TRACE = "metadata/trace.json"
"""Where a bundle states how its figures came about."""


def place_of(draft: Draft) -> str:
    """Return where a paper lies in the output, without its suffix."""
    paper = draft.paper
    if paper.in_volume:
        return f"volume/{paper.title}"
    name = f"{paper.number}-{paper.title}" + (f"-{draft.label}" if draft.label else "")
    return f"papers/{stored_name(name.replace('/', '_'))}"
