"""What one reader of the case gets: which files, which exhibits, which pages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from legaldocs.case.files import internal_files
from legaldocs.claim.disclosure import disclosures, given, shared_exhibits
from legaldocs.core.findings import EXHIBITS, Finding
from legaldocs.evidence.files.digests import digest
from legaldocs.evidence.files.safe_open import open_inside
from legaldocs.output.recipient import Recipient
from legaldocs.volume.withheld import given_layout

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from legaldocs.case.disclosure import Disclosure
    from legaldocs.claim.matter import Matter
    from legaldocs.evidence.files.gather import GatheredFile, Gathering
    from legaldocs.volume.layout import Layout


@dataclass(frozen=True, slots=True)
class View:
    """What one reader gets (一份证据包的范围).

    ``matter`` lists the exhibits as this reader's catalogue does, and ``layout`` has their pages;
    ``withheld`` counts the originals that are not among ``items``.
    """

    recipient: Recipient
    matter: Matter
    layout: Layout
    items: tuple[GatheredFile, ...]
    withheld: int


def views_of(
    matter: Matter, gathering: Gathering, layout: Layout, recipients: Sequence[Recipient]
) -> tuple[tuple[View, ...], tuple[Finding, ...]]:
    """Return what each of the recipients gets, and what a person should look at beforehand."""
    contents = {item.path: item.sha256 for item in gathering.items}
    shown = disclosures(matter.case, contents, matter.exhibits)
    views = tuple(_view(matter, gathering, layout, reader, shown) for reader in recipients)
    findings = tuple(_internal_copies(matter, gathering))
    if Recipient.OTHER_SIDE in recipients:
        findings += tuple(_not_given(matter))
    return views, findings


def _view(
    matter: Matter,
    gathering: Gathering,
    layout: Layout,
    reader: Recipient,
    shown: Mapping[str, Disclosure],
) -> View:
    items = tuple(item for item in gathering.items if reader.sees(shown[item.path]))
    withheld = len(gathering.items) - len(items)
    if reader is not Recipient.OTHER_SIDE:
        return View(reader, matter, layout, items, withheld)
    paths = {item.path for item in items}
    exhibits = given(matter.exhibits, paths.__contains__)
    if exhibits != matter.exhibits:
        matter, layout = replace(matter, exhibits=exhibits), given_layout(layout, exhibits, {})
    return View(reader, matter, layout, items, withheld)


def _not_given(matter: Matter) -> Iterator[Finding]:
    """Yield a warning for each exhibit that the other side does not get for an internal fact."""
    for exhibit, named in shared_exhibits(matter.case, matter.exhibits):
        yield Finding(
            "LD-DISCLOSE-INTERNAL",
            "warning",
            f"{exhibit.label}的文件 {named.path} 也是财产线索、担保、委托等材料，没有给对方",
            where=str(named.origin),
            next_step="要给对方的，在引用它的各行写 audience: 对方，内部信息写进 redactions 遮盖",
        )


def _internal_copies(matter: Matter, gathering: Gathering) -> Iterator[Finding]:
    """Yield an error for each exhibit that has the content of a file in a folder internal/."""
    sizes = {item.size for item in gathering.items}
    hashes = set(_hashes(matter, sizes))
    contents = {item.path: item.sha256 for item in gathering.items}
    for exhibit in matter.exhibits:
        for file in exhibit.files:
            if contents.get(file) in hashes:
                yield Finding(
                    "LD-FILE-INTERNAL",
                    "error",
                    f"{exhibit.title}的文件“{file}”与 internal 文件夹里的一个文件内容相同",
                    where=str(exhibit.rows[0]),
                    next_step="作为证据的，删去 internal 里的那一份；"
                    "内部留存的，在这一行写 audience: 内部",
                    blocks=(EXHIBITS,),
                )


def _hashes(matter: Matter, sizes: set[int]) -> Iterator[str]:
    """Yield the hashes of the internal files that could be one of the originals by their size."""
    folder = matter.case.folder
    for path in internal_files(matter.case):
        try:
            if (folder / path).lstat().st_size in sizes - {0}:
                with open_inside(folder, path) as stream:
                    yield digest(stream, ("sha256",)).values["sha256"]
        except OSError:
            continue
