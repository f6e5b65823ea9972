"""The volume for a reader who does not get every exhibit: same numbers, same pages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from legaldocs.volume.convert.slip import Slip
from legaldocs.volume.layout import Chapter, Layout, Leaf
from legaldocs.volume.separator import worded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from legaldocs.claim.exhibits import Exhibit
    from legaldocs.volume.pages import OriginalPages

_NOTE = (
    "本页的材料没有收入提供给对方的证据卷。页码与提交法院的证据卷一致，其余各页的页码不因此改变。"
)


def given_layout(
    layout: Layout,
    exhibits: Sequence[Exhibit],
    redacted: Mapping[tuple[int, str], OriginalPages],
) -> Layout:
    """Return the layout with ``exhibits``, which have the numbers but not all files of the court's.

    What they do not name is replaced page by page by a sheet that says so, and what is ``redacted``
    by its redacted pages, as many as before.
    """
    by_number = {exhibit.number: exhibit for exhibit in exhibits}
    withheld = {
        chapter.exhibit.number
        for chapter in layout.chapters
        if chapter.exhibit.files and not by_number[chapter.exhibit.number].files
    }
    chapters = [
        _given(chapter, by_number[chapter.exhibit.number], redacted) for chapter in layout.chapters
    ]
    said = {chapter.exhibit.number: chapter for chapter in worded(chapters, withheld)}
    parts = tuple(
        replace(part, chapters=tuple(said[chapter.exhibit.number] for chapter in part.chapters))
        for part in layout.parts
    )
    return Layout(parts, (), layout.recogniser)


def _given(
    chapter: Chapter, exhibit: Exhibit, redacted: Mapping[tuple[int, str], OriginalPages]
) -> Chapter:
    leaves: list[Leaf] = []
    for leaf in chapter.leaves:
        pages = redacted.get((exhibit.number, leaf.file))
        if pages is not None:
            # The code would tell the redacted words: they can be found from a hash by trying.
            leaves.append(replace(leaf, content=pages, code=""))
        elif leaf.file in exhibit.files or not leaf.file:
            leaves.append(_described(exhibit, leaf))
        else:
            leaves += _notices(exhibit, leaf)
    return Chapter(exhibit, tuple(leaves), chapter.separator)


def _described(exhibit: Exhibit, leaf: Leaf) -> Leaf:
    """Return a leaf whose slip sheet calls the exhibit what this reader's catalogue calls it."""
    slip = leaf.content
    return replace(leaf, content=slip.titled(exhibit.title)) if isinstance(slip, Slip) else leaf


def _notices(exhibit: Exhibit, leaf: Leaf) -> Iterator[Leaf]:
    for page in range(leaf.first, leaf.last + 1):
        rows = (("证据编号", exhibit.label), ("页码", str(page)))
        yield Leaf("", Slip(rows, _NOTE), page, page)
