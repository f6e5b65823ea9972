"""What one reader of the case gets: which files, which exhibits, which pages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from legaldocs.case.disclosure import Disclosure
from legaldocs.case.files import internal_files
from legaldocs.claim.disclosure import disclosures, given, shared_exhibits
from legaldocs.claim.guards.disclosure import redactions_name_files
from legaldocs.claim.personal_data import states
from legaldocs.core.errors import CaseError
from legaldocs.core.findings import EXHIBITS, Finding
from legaldocs.evidence.files.digests import digest
from legaldocs.evidence.files.safe_open import open_inside
from legaldocs.output.recipient import Recipient
from legaldocs.output.redacted import Redactions, plans_of, redactions_of
from legaldocs.output.summary import MadeBundle
from legaldocs.volume.withheld import given_layout

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from legaldocs.claim.exhibits import Exhibit
    from legaldocs.claim.matter import Matter
    from legaldocs.claim.redaction import RedactionPlan
    from legaldocs.evidence.files.gather import GatheredFile, Gathering
    from legaldocs.output.redacted import RedactedFile
    from legaldocs.volume.layout import Layout


@dataclass(frozen=True, slots=True)
class View:
    """What one reader gets (一份证据包的范围).

    ``matter`` lists the exhibits as this reader's catalogue does, and ``layout`` has their pages;
    ``redacted`` are copies, and ``withheld`` counts the originals that are neither there nor
    redacted.
    """

    recipient: Recipient
    matter: Matter
    layout: Layout
    items: tuple[GatheredFile, ...]
    redacted: tuple[RedactedFile, ...]
    withheld: int

    def stated(self, places: Mapping[Recipient, str]) -> MadeBundle:
        """Return what the summary states of its bundle."""
        return MadeBundle(self.recipient, places[self.recipient], self.withheld)


def views_of(
    matter: Matter,
    gathering: Gathering,
    layout: Layout,
    recipients: Sequence[Recipient],
    redacted: Path,
) -> tuple[tuple[View, ...], tuple[Finding, ...]]:
    """Return what each of the recipients gets, and what a person should look at beforehand.

    Redacted copies are written into the folder ``redacted``.

    Raises CaseError when a file that is to be redacted for the other side is not there.
    """
    contents = {item.path: item.sha256 for item in gathering.items}
    never = set(_hashes(matter, {item.size for item in gathering.items}))
    shown = disclosures(matter.case, contents, matter.exhibits) | {
        path: Disclosure.INTERNAL for path, content in contents.items() if content in never
    }
    given_away = {
        item.path: item for item in gathering.items if Recipient.OTHER_SIDE.sees(shown[item.path])
    }
    findings = tuple(_internal_copies(matter, contents, never))
    if Recipient.OTHER_SIDE in recipients:
        _refuse_unknown(matter)
        findings += tuple(_not_given(matter))
    plans = plans_of(matter.case, gathering.items)
    copies = Redactions((), frozenset(), ())
    if matter.case.redactions and set(recipients) != {Recipient.COURT}:
        copies = redactions_of(matter, given_away, plans, layout, redacted)
    views = []
    for reader in recipients:
        if reader is Recipient.OTHER_SIDE:
            view = _of_other_side(matter, gathering, layout, given_away, (plans, copies))
            views.append(view)
            findings += tuple(_still_said(view))
        else:
            items = tuple(item for item in gathering.items if reader.sees(shown[item.path]))
            kept = copies.made if reader is Recipient.ALL else ()
            withheld = len(gathering.items) - len(items)
            views.append(View(reader, matter, layout, items, kept, withheld))
    return tuple(views), (*findings, *copies.findings)


def _of_other_side(
    matter: Matter,
    gathering: Gathering,
    layout: Layout,
    shown: Mapping[str, GatheredFile],
    removed: tuple[Mapping[str, RedactionPlan], Redactions],
) -> View:
    plans, copies = removed
    covered = {copy.file for copy in copies.made}
    unchanged = shown.keys() - covered - copies.refused
    parts = given(matter.exhibits, (unchanged | covered).__contains__)
    exhibits = tuple(
        _masked(part, [plans[file] for file in exhibit.files if file in plans])
        for part, exhibit in zip(parts, matter.exhibits, strict=True)
    )
    if exhibits != matter.exhibits or covered:
        pages = {(copy.exhibit.number, copy.file): copy.pages.pages for copy in copies.made}
        layout = given_layout(layout, exhibits, pages)
        matter = replace(matter, exhibits=exhibits, cited=layout.cited)
    items = tuple(item for item in gathering.items if item.path in unchanged)
    withheld = len(gathering.items) - len(items) - len(covered)
    return View(Recipient.OTHER_SIDE, matter, layout, items, copies.made, withheld)


def _masked(exhibit: Exhibit, plans: Iterable[RedactionPlan]) -> Exhibit:
    """Return the exhibit whose description says nothing that is removed from its files."""
    for plan in plans:
        exhibit = replace(
            exhibit,
            title=plan.masked(exhibit.title),
            source=plan.masked(exhibit.source),
            proves=plan.masked(exhibit.proves),
        )
    return exhibit


def _still_said(view: View) -> Iterator[Finding]:
    """Yield a warning for words removed from one file and said of an exhibit or in a file's name.

    Whether they may be said there is for a person to decide: that file was not to be redacted.
    """
    named = [(item.path, item.path) for item in view.items]
    named += [
        (exhibit.label, f"{exhibit.title}\n{exhibit.source}\n{exhibit.proves}")
        for exhibit in view.matter.exhibits
    ]
    rows = reversed(view.matter.case.redactions)
    origins = {word: row.origin for row in rows for word in reversed(row.words)}
    for word, origin in reversed(origins.items()):
        places = [where for where, text in named if states(text, word)]
        if places:
            yield Finding(
                "LD-REDACT-SAID",
                "warning",
                f"要遮盖的“{word}”，给对方的证据目录或者文件名里仍然写着：{'、'.join(places)}",
                str(origin),
                next_step="都不给对方看的，另写一项不带 file 的 words；或者改写名称、证明目的",
            )


def _refuse_unknown(matter: Matter) -> None:
    """Refuse when a file to be redacted is not there: another would go out as it is."""
    findings = tuple(redactions_name_files(matter))
    if findings:
        raise CaseError(
            f"{len(findings)} 个要遮盖的文件找不到，没有制作给对方的证据包", findings=findings
        )


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


def _internal_copies(
    matter: Matter, contents: Mapping[str, str], never: set[str]
) -> Iterator[Finding]:
    """Yield an error for each exhibit that has the content of a file in a folder internal/."""
    for exhibit in matter.exhibits:
        for file in exhibit.files:
            if contents.get(file) in never:
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
