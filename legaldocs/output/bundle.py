"""A bundle for one reader: the files, papers and volume that this reader gets."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from legaldocs.core.atomic import write_whole
from legaldocs.evidence.bag.index import ORIGINALS, write_index
from legaldocs.output.index import index_entries
from legaldocs.output.place import place_of
from legaldocs.output.recipient import Recipient
from legaldocs.output.redacted import REDACTED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from legaldocs.output.view import View
    from legaldocs.papers.kind import Draft


def fill_bundle(
    bundle: Path,
    view: View,
    originals: Path,
    made: Sequence[Draft],
    volume: Path,
    *,
    records: Mapping[str, bytes],
) -> None:
    """Put what a view shows into the new folder ``bundle``, which is a bag still to be closed.

    The items lie below the folder ``originals``; the papers ``made`` beside the bundle; ``volume``
    may not be there. The creditor's own bundle comes last: it takes the originals, which the others
    copy, and the ``records``, which no other has.
    """
    own = view.recipient is Recipient.ALL
    put = shutil.move if own else shutil.copyfile
    for item in view.items:
        put(originals / item.stored, _made(bundle / ORIGINALS / item.stored))
    for draft in made:
        if view.recipient.takes(draft.paper) and not draft.paper.in_volume:
            for suffix in (".docx", ".pdf"):
                name = f"{place_of(draft)}{suffix}"
                shutil.copyfile(bundle.parent / name, _made(bundle / "data" / name))
    if volume.is_dir():
        shutil.copytree(volume, bundle / "data" / "volume")
    listed = {exhibit.number: exhibit for exhibit in view.matter.exhibits}
    entries = index_entries(view.matter.exhibits, view.items, view.layout)
    for copy in view.redacted:
        shutil.copyfile(copy.source, _made(bundle / REDACTED / copy.name))
        entries.append(copy.entry(listed[copy.exhibit.number]))
        if own:
            write_whole((bundle / REDACTED / copy.name).with_suffix(".json"), copy.record)
    bundle.mkdir(exist_ok=True)
    write_index(bundle, entries, withheld=view.withheld)
    if own:
        for name, record in records.items():
            write_whole(bundle / name, record)


def _made(target: Path) -> Path:
    """Return a path whose folder is there."""
    target.parent.mkdir(parents=True, exist_ok=True)
    return target
