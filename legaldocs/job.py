"""The main job: from a case folder to papers, court volume and evidence bundle.

It reads as one page, top to bottom; each step is one call into the package that answers for it.
"""

from __future__ import annotations

import dataclasses
import json
import shutil
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from legaldocs.case.files import downgraded, found_files, internal_files
from legaldocs.case.folder import case_folder
from legaldocs.case.journal import CARRIED, head_to_carry
from legaldocs.case.reading import load_case
from legaldocs.core.atomic import publish, write_whole
from legaldocs.core.errors import InternalError, MissingGlyphError
from legaldocs.core.findings import errors
from legaldocs.evidence.bag.writer import write_bag
from legaldocs.evidence.files.gather import gather
from legaldocs.examine import Choice, choose, examine
from legaldocs.law.lawbook import packaged
from legaldocs.output.bundle import fill_bundle
from legaldocs.output.kit import KitSources, fill_kit
from legaldocs.output.place import TRACE, place_of
from legaldocs.output.recipient import Recipient, bundle_places
from legaldocs.output.reply import written
from legaldocs.output.summary import summary_of, with_since
from legaldocs.output.summary_page import summary_page
from legaldocs.output.target import refuse_unsafe
from legaldocs.output.trace import trace_of
from legaldocs.output.unchanged import covers, record
from legaldocs.output.unset import lacking_glyph
from legaldocs.output.view import views_of
from legaldocs.papers.catalogue import paper_named
from legaldocs.papers.make import find_template, make_cover, make_paper
from legaldocs.papers.volume_cover import FORM as COVER
from legaldocs.render.template import fault_in_text, find_stylesheet
from legaldocs.version import VERSION
from legaldocs.volume.arrangement import Arrangement
from legaldocs.volume.bind import FrontMatter, bind
from legaldocs.volume.check import check_volume
from legaldocs.volume.compare import compare_volume
from legaldocs.volume.invoice_check import check_invoices
from legaldocs.volume.layout import lay_out
from legaldocs.volume.scan.check import check_scans
from legaldocs.volume.scan.engine import require_engine
from legaldocs.volume.scan.layer import read_pictures

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Container, Mapping, Sequence

    from legaldocs.claim.matter import Matter
    from legaldocs.core.findings import Finding
    from legaldocs.evidence.files.gather import Gathering
    from legaldocs.law.lawbook import LawBook
    from legaldocs.output.kit_profile import KitProfile
    from legaldocs.output.summary import Summary
    from legaldocs.output.trace import Trace
    from legaldocs.output.view import View
    from legaldocs.papers.kind import Draft, Paper
    from legaldocs.volume.arrangement import Separators
    from legaldocs.volume.bind import VolumeFile
    from legaldocs.volume.layout import Layout

    Watch = Callable[[str, int, int], None]

_STAGED, _STAGED_VOLUME, _REDACTED = ".originals", ".volume", ".redacted"
"""Folders of the output that are gone when it is done."""


@dataclass(frozen=True, slots=True)
class Build:
    """What a build made (生成结果).

    ``folder`` holds it; ``stated`` is what its summary.json states.
    """

    folder: Path
    matter: Matter
    choice: Choice
    stated: Summary

    @property
    def ok(self) -> bool:
        """Whether the case had no error and every paper asked for by name was made as asked."""
        return self.stated.ok

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything a person should look at."""
        return self.stated.findings

    @property
    def summary(self) -> dict[str, Any]:
        """What reading summary.json gives."""
        stated: dict[str, Any] = json.loads(written(self.stated))
        return stated


def build(  # noqa: PLR0913 - the options of the command, each with its default
    folder: Path | str,
    *,
    as_of: dt.date,
    out: Path | str | None = None,
    only: Sequence[str] = (),
    replace: bool = False,
    recipients: Sequence[Recipient] = (Recipient.ALL,),
    evidence_only: bool = False,
    compare: bool = False,
    book: LawBook | None = None,
    templates: Path | None = None,
    final: bool = False,
    kit: KitProfile | None = None,
    separators: Separators | None = None,
    codes: bool = False,
    scan: bool = False,
    inputs: str = "",
    watch: Watch = lambda *_: None,
) -> Build:
    """Make papers, court volume and evidence bundles from the case in ``folder``.

    ``as_of`` is the day the claim is stated for and the papers are dated. ``out`` is the folder
    that is made, ``build/DAY`` in the case folder when not given; ``replace`` lets it take the
    place of an earlier one. ``only`` are titles or ids of papers. ``recipients`` and
    ``evidence_only`` as for :func:`bundle_places`. ``compare`` holds bound pages beside their
    originals, through a second renderer. Papers are drafts unless ``final``, or lacking what they
    need to be issued. ``kit`` is what a court asks of uploads: the folder to upload is made and
    checked. ``separators`` and ``codes`` as for an :class:`Arrangement`. ``scan`` has the writing
    in pictures read. ``inputs`` is what :func:`inputs_digest` gave before the call. ``watch`` is
    called with stage, amount done and total. Nothing is left at ``out`` unless all succeeded.

    Raises CaseError for a fact not understood, InputError for an unknown paper, an existing
    folder or a missing program, LawError, and InternalError when a check of our output fails.
    """
    folder, papers = case_folder(folder), tuple(paper_named(title) for title in only)
    target = Path(out) if out is not None else folder / "build" / as_of.isoformat()
    places = bundle_places(recipients, evidence_only=evidence_only)
    refuse_unsafe(target, folder)
    recogniser = require_engine() if scan else ""
    matter, found = examine(load_case(folder), as_of, book or packaged())
    plain = Arrangement(separators=separators, codes=codes)
    asked = _Asked(papers, places, templates, watch, plain, recogniser, final, compare, kit)
    with publish(target, replace=replace) as fresh:
        return _kept(_built(matter, found, asked, fresh, target), fresh, inputs)


def _kept(built: Build, fresh: Path, inputs: str) -> Build:
    """Leave a record of what the build was made from, where the digest covers all of it."""
    case = built.matter.case
    if inputs and covers(case.folder, case.tables):
        record(fresh, inputs)
    return built


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a build is asked for (生成要求).

    ``papers`` are those asked for by name; ``places`` the folder of each reader's bundle;
    ``recogniser`` the program that is to read the writing in pictures, if any.
    """

    papers: tuple[Paper, ...]
    places: Mapping[Recipient, str]
    templates: Path | None
    watch: Watch
    arrangement: Arrangement
    recogniser: str
    final: bool
    compare: bool
    kit: KitProfile | None

    def arranged(self, exhibits: int) -> Arrangement:
        """Return how a volume of so many exhibits is arranged, as the kit asks too."""
        kit = self.kit
        return self.arrangement if kit is None else kit.arranged(self.arrangement, exhibits)


def _built(
    matter: Matter, examined: Sequence[Finding], asked: _Asked, fresh: Path, target: Path
) -> Build:
    """Make everything in the folder ``fresh``, which becomes ``target``."""
    arrangement = asked.arranged(len(matter.exhibits))
    gathering, layout, looked_at = _gather(
        matter, fresh / _STAGED, asked.watch, arrangement, asked.recogniser
    )
    matter = dataclasses.replace(matter, pages=layout.pages, cited=layout.cited)
    readers, redacted = tuple(asked.places), fresh / _REDACTED
    views, disclosed = views_of(matter, gathering, layout, readers, redacted)
    found = tuple(dict.fromkeys((*examined, *looked_at, *disclosed)))
    choice = choose(matter, found, asked.papers)
    drafts = choice.drafts(final=asked.final)
    making = _Making(fresh, asked.templates, drafts, asked.watch)
    drafted = choice.made
    choice = making.write_papers(choice, matter)
    files = making.bind_volumes(layout, drafted)
    compared = making.compared(files, layout, gathering) if asked.compare else ()
    packed = making.packed(asked.kit, matter, choice, gathering) if asked.kit else ()
    unset = making.unset.values()
    findings = tuple(dict.fromkeys((*found, *unset, *choice.holds, *compared, *packed)))
    records = _records(matter, trace_of(matter, gathering, layout, asked.templates))
    for view in reversed(views):
        bundle = fresh / asked.places[view.recipient]
        making.close_bundle(view, bundle, matter, (choice, drafted), records)
    _clear(fresh)
    lacking = asked.papers and (choice.refused or (asked.final and drafts))
    summary = summary_of(
        matter,
        choice,
        findings,
        layout,
        fresh,
        drafts=drafts,
        bundles=[view.stated(asked.places) for view in views],
        internal=len(internal_files(matter.case)),
        ok=not errors(findings) and not lacking,
    )
    summary = with_since(summary, fresh, target)
    write_whole(fresh / "summary.json", written(summary))
    write_whole(fresh / "SUMMARY.md", summary_page(summary))
    return Build(target, matter, choice, summary)


def trace(folder: Path | str, *, as_of: dt.date, book: LawBook | None = None) -> Trace:
    """Return how each figure of the case in ``folder`` was worked out on ``as_of``.

    Nothing is written. Raises the same errors as :func:`build`.
    """
    case = load_case(case_folder(folder))
    matter, _ = examine(case, as_of, book or packaged())
    with tempfile.TemporaryDirectory(prefix="legaldocs-") as bundle:
        gathering, layout, _ = _gather(matter, Path(bundle), lambda *_: None, Arrangement())
        return trace_of(matter, gathering, layout, None)


def _gather(
    matter: Matter,
    staged: Path,
    watch: Watch,
    arrangement: Arrangement,
    recogniser: str = "",
) -> tuple[Gathering, Layout, tuple[Finding, ...]]:
    """Copy the originals and decide the pages of each, and return what was found in them."""
    case, exhibits = matter.case, matter.exhibits
    gathering = gather(case.folder, found_files(case), staged, tick=partial(watch, "收集原件"))
    tick = _counting(watch, "清点页数", len(exhibits))
    layout = lay_out(exhibits, gathering.items, staged, arrangement, tick=tick)
    contradictions = [*check_invoices(case, gathering.items, staged)]
    if recogniser:
        tick = _counting(watch, "识别图片里的字", len(exhibits))
        layout = read_pictures(layout, recogniser, matter.as_of, tick=tick)
        contradictions += check_scans(case, layout)
    looked_at = (*downgraded(case, gathering.findings), *layout.findings, *contradictions)
    return gathering, layout, looked_at


@dataclass(frozen=True, slots=True)
class _Making:
    """The folder in which papers and volume are made (制作).

    ``templates`` is the folder of the user's own copies; ``drafts`` are the ids of the papers that
    are marked as drafts; ``unset`` has why a paper could not be set, by its id.
    """

    fresh: Path
    templates: Path | None
    drafts: Container[str]
    watch: Watch
    unset: dict[str, Finding] = dataclasses.field(default_factory=dict)

    def write_papers(self, choice: Choice, matter: Matter) -> Choice:
        """Write the papers, and return the choice without those that lack a glyph."""
        for last in (False, True):  # what follows from the papers made comes after them
            drafts = [draft for draft in choice.made if (draft.paper.beside is not None) == last]
            for done, draft in enumerate(drafts):
                self.watch(f"制作{draft.title}", done, len(drafts))
                try:
                    self._write_paper(draft, self.fresh)
                except MissingGlyphError as error:
                    self.unset[draft.id] = lacking_glyph(error, matter.case.folder)
            choice = choice.without(self.unset, matter)
        return choice

    def _write_paper(self, draft: Draft, into: Path) -> None:
        paper = make_paper(draft, templates=self.templates, final=draft.id not in self.drafts)
        place = into / place_of(draft)
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.with_name(place.name + ".docx").exists():
            raise InternalError("两份文书的文件名相同", where=place_of(draft), found=draft.title)
        write_whole(place.with_name(place.name + ".docx"), paper.docx)
        write_whole(place.with_name(place.name + ".pdf"), paper.pdf)

    def bind_volumes(self, layout: Layout, drafted: Sequence[Draft]) -> tuple[VolumeFile, ...]:
        """Bind the volume; where the catalogue could not be set, without pages in front."""
        catalogues = [draft for draft in drafted if draft.paper.in_volume]
        return tuple(file for draft in catalogues for file in self._bind(layout, draft, self.fresh))

    def _bind(self, layout: Layout, catalogue: Draft, into: Path) -> tuple[VolumeFile, ...]:
        """Bind the exhibits behind cover and catalogue, then read the result again and compare."""
        templates, matter = self.templates, catalogue.matter
        front_matter = FrontMatter("证据卷", matter.as_of)
        if catalogue.id not in self.unset:
            listed = (into / f"{place_of(catalogue)}.pdf").read_bytes()
            cover = self._cover(matter, len(layout.parts))
            front_matter = dataclasses.replace(front_matter, cover=cover, catalogue=listed)
        (into / "volume").mkdir(parents=True, exist_ok=True)
        tick = _counting(self.watch, "装订证据卷", len(layout.chapters))
        files = bind(layout, front_matter, into / "volume", tick=tick)
        fault = fault_in_text(find_template(catalogue.paper, templates), find_stylesheet(templates))
        check_volume(files, layout, catalogue_fault=fault)
        return files

    def _cover(self, matter: Matter, parts: int) -> bytes:
        """Return the cover, or nothing where no font has a character of it."""
        try:
            return make_cover(matter, parts=parts, templates=self.templates)
        except MissingGlyphError as error:
            self.unset[COVER.id] = lacking_glyph(error, matter.case.folder)
            return b""

    def compared(
        self, files: Sequence[VolumeFile], layout: Layout, gathering: Gathering
    ) -> tuple[Finding, ...]:
        tick = _counting(self.watch, "逐页对照", len(layout.chapters))
        return compare_volume(files, layout, gathering.items, self.fresh / _STAGED, tick=tick)

    def packed(
        self, kit: KitProfile, matter: Matter, choice: Choice, gathering: Gathering
    ) -> tuple[Finding, ...]:
        staged = self.fresh / _STAGED
        sources = KitSources(self.fresh, matter, choice.made, self.drafts, gathering.items, staged)
        return fill_kit(kit, sources)

    def close_bundle(
        self,
        view: View,
        bundle: Path,
        matter: Matter,
        chosen: tuple[Choice, Sequence[Draft]],
        records: Mapping[str, bytes],
    ) -> None:
        """Fill the bundle that a reader gets, and make it a bag.

        ``chosen`` are the papers that were made, and all that were to be made.
        """
        choice, drafted = chosen
        staged, volume = self.fresh / _STAGED, self._volume_for(view, matter, drafted)
        fill_bundle(bundle, view, staged, choice.made, volume, records=records)
        tick = partial(self.watch, "封存证据包")
        write_bag(bundle, version=VERSION, as_of=matter.as_of, tick=tick)

    def _volume_for(self, view: View, matter: Matter, drafted: Sequence[Draft]) -> Path:
        """Return the folder of the volume a reader gets: the court's, or one bound for them."""
        if view.matter is matter:
            return self.fresh / "volume"
        own = self.fresh / _STAGED_VOLUME
        for draft in (draft for draft in drafted if draft.paper.in_volume):
            catalogue = dataclasses.replace(draft, matter=view.matter)
            if draft.id not in self.unset:
                self._write_paper(catalogue, own)
            self._bind(view.layout, catalogue, own)
        return own / "volume"


def _clear(fresh: Path) -> None:
    for staged in (_STAGED, _STAGED_VOLUME, _REDACTED):
        shutil.rmtree(fresh / staged, ignore_errors=True)


def _records(matter: Matter, figures: Trace) -> dict[str, bytes]:
    """Return how the figures were worked out, and how far the journal of the case went."""
    head = head_to_carry(matter.case.folder)
    return {TRACE: written(figures), **({CARRIED: head} if head else {})}


def _counting(watch: Watch, stage: str, total: int) -> Callable[[str], None]:
    """Return a callback that counts labels into ``watch``."""
    done = 0

    def tick(_label: str) -> None:
        nonlocal done
        done += 1
        watch(stage, done, total)

    return tick
