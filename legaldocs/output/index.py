"""The entries of metadata/index.json: every original, and the exhibit it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.evidence.bag.index import ORIGINALS, IndexedFile, VolumePages

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from legaldocs.claim.exhibits import Exhibit
    from legaldocs.evidence.files.gather import GatheredFile
    from legaldocs.volume.layout import Layout


def index_entries(
    exhibits: Sequence[Exhibit], items: Iterable[GatheredFile], layout: Layout
) -> list[IndexedFile]:
    """Return every original as the index names it; a file no exhibit names is unclassified."""
    naming = {file: exhibit for exhibit in reversed(exhibits) for file in exhibit.files}
    entries = []
    for item in items:
        exhibit = naming.get(item.path)
        pages = layout.files.get((exhibit.number, item.path)) if exhibit else None
        entries.append(
            IndexedFile(
                id=exhibit.label if exhibit else "",
                title=exhibit.title if exhibit else "未归类材料",
                kind=(exhibit.form or "") if exhibit else "",
                source=item.path,
                stored=f"{ORIGINALS}/{item.stored}",
                size=item.size,
                sha256=item.sha256,
                sha512=item.sha512,
                media_type=item.media_type,
                date=exhibit.dated_on if exhibit else None,
                pages=VolumePages(*pages) if pages else None,
            )
        )
    return entries
