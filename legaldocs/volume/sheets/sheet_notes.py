"""Comments on the cells of a sheet, listed behind it (批注)."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from legaldocs.volume.package import attribute, child, descendants
from legaldocs.volume.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from legaldocs.volume.package import Package, Relation
    from legaldocs.volume.sheets.grid import Sheet

_MOST = 2000


def comments(package: Package, relations: Mapping[str, Relation], sheet: Sheet) -> Iterator[str]:
    """Yield the comments as HTML."""
    for relation in relations.values():
        if relation.kind != "comments" or relation.external:
            continue
        root = package.xml(relation.target)
        authors = [author.text or "" for author in descendants(child(root, "authors"), "author")]
        listed = list(descendants(child(root, "commentList"), "comment"))
        if listed:
            yield f"<h2>批注（{len(listed)} 条）</h2>"
        if len(listed) > _MOST:
            sheet.lost["批注"] = len(listed) - _MOST
        for comment in listed[:_MOST]:
            text = "".join(piece.text or "" for piece in descendants(comment, "t"))
            number = attribute(comment, "authorId")
            at = int(number) if number.isascii() and number.isdigit() else len(authors)
            by = f"（{authors[at][:60]}）" if at < len(authors) and authors[at] else ""
            place = attribute(comment, "ref")[:12]
            yield f"<p class=entry>{escape(visible(f'{place}{by}：{text}'))}</p>"
