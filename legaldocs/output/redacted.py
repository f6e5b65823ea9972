"""Redacted copies of exhibits, each tied to its original by a record in the creditor's bundle."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta

from legaldocs.case.folder import CASE_FILE
from legaldocs.claim.redaction import redaction_plan
from legaldocs.core.findings import Finding
from legaldocs.core.near import shown
from legaldocs.evidence.bag.index import ORIGINALS, IndexedFile, VolumePages
from legaldocs.evidence.files.digests import digest
from legaldocs.output.reply import Sha256
from legaldocs.volume.convert.slip import Slip

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from legaldocs.case.model import Case
    from legaldocs.claim.exhibits import Exhibit
    from legaldocs.claim.matter import Matter
    from legaldocs.claim.redaction import RedactionPlan
    from legaldocs.evidence.files.gather import GatheredFile
    from legaldocs.volume.layout import Layout, Leaf
    from legaldocs.volume.redact import Redacted

REDACTED = "data/redacted"
"""The folder of the redacted copies in a bundle."""


class RedactionRecord(msgspec.Struct, frozen=True, tag_field="schema", tag="legaldocs.redaction/1"):
    """Which original a redacted copy was made from (遮盖记录).

    The copy carries the hash of this record, not of the original: from the hash of a text whose
    other words can be read, a telephone number is found by trying. The record shows it is that of
    the original to whoever gets both; until then ``salt`` makes it impossible to guess.
    """

    copy: Annotated[str, Meta(description="遮盖件在证据包中的路径")]
    original: Annotated[str, Meta(description="原件在证据包中的路径")]
    sha256: Annotated[Sha256, Meta(description="原件的 SHA-256")]
    salt: Annotated[str, Meta(description="盐，使人不能从本记录的摘要推测原件")]

    def to_bytes(self) -> bytes:
        """Return the record as JSON."""
        return json.dumps(msgspec.to_builtins(self), ensure_ascii=False, indent=2).encode() + b"\n"


@dataclass(frozen=True, slots=True)
class RedactedFile:
    """A redacted copy (遮盖件); it lies at ``source``, and ``record`` stays with the creditor."""

    name: str
    source: Path
    record: bytes
    exhibit: Exhibit
    file: str
    pages: Redacted
    span: tuple[int, int]

    def entry(self, exhibit: Exhibit) -> IndexedFile:
        """Return the copy as the index names it, ``exhibit`` as the reader's list does."""
        with self.source.open("rb", buffering=0) as stream:
            found = digest(stream)
        return IndexedFile(
            id=exhibit.label,
            title=exhibit.title,
            kind=exhibit.form or "",
            source=self.name,
            stored=f"{REDACTED}/{self.name}",
            size=found.size,
            sha256=found.values["sha256"],
            sha512=found.values["sha512"],
            media_type="application/pdf",
            date=exhibit.dated_on,
            pages=VolumePages(*self.span),
        )


@dataclass(frozen=True, slots=True)
class Redactions:
    """The redacted copies of a case, the files that could not be redacted, and what to look at."""

    made: tuple[RedactedFile, ...]
    refused: frozenset[str]
    findings: tuple[Finding, ...]


def plans_of(case: Case, items: Iterable[GatheredFile]) -> dict[str, RedactionPlan]:
    """Return what is removed from each file, by its path; copies of a file are that file."""
    same: dict[str, list[str]] = {}
    for item in items:
        same.setdefault(item.sha256, []).append(item.path)
    plans = ((paths, redaction_plan(case, paths)) for paths in same.values())
    return {path: plan for paths, plan in plans if plan is not None for path in paths}


def redactions_of(
    matter: Matter,
    items: Mapping[str, GatheredFile],
    plans: Mapping[str, RedactionPlan],
    layout: Layout,
    into: Path,
) -> Redactions:
    """Redact the files among ``items`` that there is a plan for, and write them ``into``.

    One that is no exhibit has no pages to redact, and is refused.
    """
    made: list[RedactedFile] = []
    bound = {leaf.file for chapter in layout.chapters for leaf in chapter.leaves}
    refused = set(items) & set(plans) - bound
    findings = [_unbound(file, plans[file]) for file in sorted(refused)]
    for chapter in layout.chapters:
        for at, leaf in enumerate(chapter.leaves, 1):
            plan = plans.get(leaf.file)
            if plan is None or leaf.file not in items:
                continue
            name = f"{chapter.exhibit.label}-{at}.pdf"
            record = _record(matter, items[leaf.file], name)
            found = _redacted(leaf, plan, items[leaf.file], (name, record, matter.as_of, into))
            findings += _findings(chapter.exhibit, leaf, plan, found, name)
            if found is None or not found.sure:
                refused.add(leaf.file)
            else:
                span = (leaf.first, leaf.last)
                made.append(
                    RedactedFile(name, into / name, record, chapter.exhibit, leaf.file, found, span)
                )
    return Redactions(tuple(made), frozenset(refused), tuple(findings))


def _redacted(
    leaf: Leaf, plan: RedactionPlan, item: GatheredFile, where: tuple[str, bytes, dt.date, Path]
) -> Redacted | None:
    """Return the redacted pages of a file, None for one that has no pages."""
    if isinstance(leaf.content, Slip):
        return None
    # The second renderer is loaded only where something is redacted.
    from legaldocs.volume.redact import redact  # noqa: PLC0415

    name, record, as_of, into = where
    tie = hashlib.sha256(record).hexdigest()
    title = f"遮盖件 {name.removesuffix('.pdf')}（遮盖记录 SHA-256：{tie}）"
    return redact(leaf.content, plan, item.sha256, title, as_of, into / name)


def _record(matter: Matter, item: GatheredFile, name: str) -> bytes:
    """Return the record of a copy; its salt is known to nobody who does not have the case file."""
    key = (matter.case.folder / CASE_FILE).read_bytes()
    salt = hmac.new(key, f"{name}\n{item.path}".encode("utf-8", "backslashreplace"), "sha256")
    return RedactionRecord(
        f"{REDACTED}/{name}", f"{ORIGINALS}/{item.stored}", item.sha256, salt.hexdigest()
    ).to_bytes()


def _unbound(file: str, plan: RedactionPlan) -> Finding:
    return Finding(
        "LD-REDACT-NO-EXHIBIT",
        "warning",
        f"{shown(file)} 不在证据目录里，不能遮盖，没有给对方",
        str(plan.origin),
        next_step="要给对方的，作为证据写进 other_evidence；不必遮盖的，删去 redactions 里的",
    )


def _findings(
    exhibit: Exhibit, leaf: Leaf, plan: RedactionPlan, found: Redacted | None, name: str
) -> Iterator[Finding]:
    what, where = f"{exhibit.label}的文件 {shown(leaf.file)}", str(plan.origin)
    if found is None:
        yield Finding(
            "LD-REDACT-KIND",
            "warning",
            f"{what} 没有印成页面，不能遮盖，没有给对方",
            where,
            next_step="另存为 PDF，遮盖那一份；不需要遮盖的，在 redactions 里写明其他文件的 file",
        )
        return
    for word in found.absent:
        yield Finding(
            "LD-REDACT-NOT-FOUND",
            "error",
            f"{what} 里没有找到要遮盖的“{word}”，没有给对方",
            where,
            next_step="核对字句；在图片里的，用 boxes 写明位置",
        )
    if found.beyond:
        yield Finding(
            "LD-REDACT-PAGE",
            "error",
            f"{what} 没有第 {_listed(found.beyond)} 页，方框不能遮盖，没有给对方",
            where,
            next_step="page 写这个文件在证据卷里的第几张，从 1 起",
        )
    if found.unread:
        yield Finding(
            "LD-REDACT-PICTURE",
            "warning",
            f"{what} 第 {_listed(found.unread)} 页有规则读不到的图片或文字，没有给对方",
            where,
            next_step="看过这几页：要遮盖的用 boxes 写明位置；没有的写 pictures_checked: 是",
        )
    if found.sure:
        yield Finding(
            "LD-REDACT-DONE",
            "note",
            f"{what} 遮盖 {found.places} 处，给对方的是 {REDACTED}/{name}",
            where,
            next_step="逐页看过再交出：规则认不出没有写明是住址、电话的内容",
        )


def _listed(pages: tuple[int, ...]) -> str:
    return "、".join(map(str, pages))
