"""The paths inside the output of a build."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from legaldocs.papers.kind import Draft

TRACE = "metadata/trace.json"
"""The file in a bundle that states how its figures were worked out."""


def place_of(draft: Draft) -> str:
    """Return the path of a paper in the output, without its suffix."""
    if draft.paper.in_volume:
        return f"volume/{draft.paper.title}"
    return f"papers/{draft.file_name}"
