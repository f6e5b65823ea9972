"""metadata/index.json: each exhibit of the bag by name, and the manifests the bag must have."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import resources
from itertools import islice
from typing import TYPE_CHECKING, Any

from legaldocs.core.atomic import write_whole
from legaldocs.core.findings import Finding
from legaldocs.evidence.bag.json_schema import departures
from legaldocs.evidence.bag.reader import read_tag_file
from legaldocs.evidence.files.names import shown
from legaldocs.evidence.seal.statement import STATEMENT

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from legaldocs.evidence.files.container import Container

SCHEMA = "legaldocs.index/1"
INDEX = "metadata/index.json"
MANIFESTS = ("manifest-sha256.txt", "manifest-sha512.txt")
_MOST_DEPARTURES = 20
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


def index_findings(container: Container) -> list[Finding]:
    """Return what is wrong with the index of a bag: its form, and what it names in vain."""
    findings: list[Finding] = []
    if INDEX not in container.entries:
        return findings
    data = read_tag_file(container, INDEX, findings)
    try:
        document = json.loads(data)
        wrong = list(islice(departures(document, _schema()), _MOST_DEPARTURES))
    except (ValueError, RecursionError):
        wrong = ["不是可读取的 JSON"]
    findings.extend(Finding("LD-BUNDLE-INDEX", "error", shown(each), INDEX) for each in wrong)
    if not wrong:
        findings.extend(_absent(container, document))
    return findings


def _absent(container: Container, document: dict[str, Any]) -> Iterator[Finding]:
    stored = (each["stored"] for each in document["exhibits"])
    for path in sorted({*document["manifests"], document["statement"], *stored}):
        if path not in container.entries:
            yield Finding("LD-BUNDLE-NAMED", "error", "索引列出的文件不在证据包中", shown(path))


def _schema() -> dict[str, Any]:
    text = (
        resources.files("legaldocs.evidence.bag").joinpath("index.schema.json").read_text("utf-8")
    )
    schema: dict[str, Any] = json.loads(text)
    return schema
