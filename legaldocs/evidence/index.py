"""metadata/index.json: each exhibit of the bag by name, and the manifests the bag must have."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from legaldocs.core.atomic import write_whole
from legaldocs.evidence.statement import STATEMENT

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from pathlib import Path

SCHEMA = "legaldocs.index/1"
INDEX = "metadata/index.json"
MANIFESTS = ("manifest-sha256.txt", "manifest-sha512.txt")
TAG_MANIFESTS = ("tagmanifest-sha256.txt", "tagmanifest-sha512.txt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """One file of the bag and what it is (证据).

    ``id`` is the exhibit number, empty for what is no exhibit. ``source`` is the name below the
    case folder, ``stored`` the path in the bag. ``date`` is the day the document bears. ``pages``
    are its first and last page in the court volume.
    """

    id: str
    title: str
    kind: str
    source: str
    stored: str
    size: int
    sha256: str
    sha512: str
    media_type: str
    date: dt.date | None = None
    pages: tuple[int, int] | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the exhibit with the keys of the published schema."""
        return {
            "id": self.id,
            "title": self.title,
            "kind": self.kind,
            "source": self.source.encode("utf-8", "backslashreplace").decode(),
            "stored": self.stored,
            "size": self.size,
            "sha256": self.sha256,
            "sha512": self.sha512,
            "media_type": self.media_type,
            "date": self.date.isoformat() if self.date else None,
            "pages": {"first": self.pages[0], "last": self.pages[1]} if self.pages else None,
        }


def write_index(bag: Path, exhibits: Iterable[Exhibit]) -> None:
    """Write metadata/index.json into a bag that is being made; the order given is kept."""
    document = {
        "schema": SCHEMA,
        "manifests": [*MANIFESTS, *TAG_MANIFESTS],
        "statement": STATEMENT,
        "exhibits": [each.as_json() for each in exhibits],
    }
    (bag / INDEX).parent.mkdir(exist_ok=True)
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    write_whole(bag / INDEX, text.encode())
