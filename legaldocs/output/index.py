"""The entries of metadata/index.json: every original, and the exhibit it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.evidence.bag.index import ORIGINALS, IndexedFile, VolumePages

if TYPE_CHECKING:
    from legaldocs.claim.matter import Matter
    from legaldocs.evidence.files.gather import Gathering
    from legaldocs.volume.layout import Layout


def index_entries(matter: Matter, gathering: Gathering, layout: Layout) -> list[IndexedFile]:
    """Return every original as the index names it; a file no exhibit names is unclassified."""
    naming = {file: exhibit for exhibit in reversed(matter.exhibits) for file in exhibit.files}
    entries = []
    for item in gathering.items:
        exhibit = naming.get(item.path)
        pages = layout.files.get((exhibit.number, item.path)) if exhibit else None
        entries.append(
            IndexedFile(
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
                pages=VolumePages(*pages) if pages else None,
            )
        )
    return entries
