"""A refusal: a paper whose facts are not there, which is no error of the case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.core.findings import Finding

if TYPE_CHECKING:
    from legaldocs.claim.papers import PaperKind


def refused(
    kind: PaperKind,
    code: str,
    message: str,
    *,
    article: str = "",
    where: str = "",
    next_step: str = "",
) -> Finding:
    """Return the note that this paper is not made, with the reason; it blocks that paper alone."""
    return Finding(
        code,
        "note",
        f"不生成{kind.title}：{message}",
        where=where,
        article=article,
        next_step=next_step,
        blocks=(kind.id,),
    )
