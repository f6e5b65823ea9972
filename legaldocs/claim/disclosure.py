"""Who may see which file of the case folder: the other side, the court, or nobody else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from legaldocs.case.disclosure import Disclosure, stricter
from legaldocs.case.files import named_files, same_name
from legaldocs.case.vocabulary import ExhibitGroup
from legaldocs.claim.exhibits import Exhibit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from legaldocs.case.files import NamedFile
    from legaldocs.case.model import Case


NOT_GIVEN = "没有提供"
"""The title of an exhibit in the list of a reader who does not get it."""


def disclosures(
    case: Case, contents: Mapping[str, str], exhibits: Sequence[Exhibit]
) -> dict[str, Disclosure]:
    """Return who may see each file; ``contents`` gives the hash of each.

    A row that says so decides, of several the strictest. Else exhibits go to the other side, papers
    of the proceedings to the court, and everything else is internal by nature: asset leads,
    security, mandates, agency contracts, drafts, and what no row names. An exhibit that shares its
    file with an internal fact goes to the court alone. Copies under other names are one file.
    """
    natures = _Natures(case, exhibits)
    own: dict[str, list[NamedFile]] = {path: [] for path in contents}
    copies: dict[str, list[NamedFile]] = {content: [] for content in contents.values()}
    paths = {same_name(path): path for path in contents}
    for named in named_files(case):
        if (path := paths.get(same_name(named.path))) is not None:
            own[path].append(named)
            copies[contents[path]].append(named)
    found = {}
    for path, rows in own.items():
        found[path] = _resolved(rows, natures)
        if all(named.audience is None for named in rows):
            found[path] = stricter(found[path], _resolved(copies[contents[path]], natures))
    return found


def given(exhibits: Sequence[Exhibit], shown: Callable[[str], bool]) -> tuple[Exhibit, ...]:
    """Return the exhibits for a reader who is shown only some files, with their numbers.

    One of which nothing is shown keeps its number and says nothing else: it stands in the group of
    the exhibit before it.
    """
    found: list[Exhibit] = []
    groups = [exhibit.group for exhibit in exhibits if _part(exhibit, shown).files]
    group = groups[0] if groups else ExhibitGroup.OTHER
    for exhibit in exhibits:
        part = _part(exhibit, shown)
        if part.files or not exhibit.files:
            group = exhibit.group
            found.append(part)
        else:
            found.append(Exhibit(exhibit.number, group, NOT_GIVEN, None, "", "", None, ()))
    return tuple(found)


def _part(exhibit: Exhibit, shown: Callable[[str], bool]) -> Exhibit:
    return replace(exhibit, files=tuple(file for file in exhibit.files if shown(file)))


def shared_exhibits(case: Case, exhibits: Sequence[Exhibit]) -> Iterator[tuple[Exhibit, NamedFile]]:
    """Yield each exhibit with a file that a fact internal by nature names too, and says nothing."""
    natures = _Natures(case, exhibits)
    rows = named_files(case)
    decided = {same_name(named.path) for named in rows if named.audience is not None}
    internal = {same_name(named.path): named for named in rows if not natures.is_exhibit(named)}
    for exhibit in exhibits:
        for file in map(same_name, exhibit.files):
            if file in internal and file not in decided:
                yield exhibit, internal[file]


def _resolved(rows: Sequence[NamedFile], natures: _Natures) -> Disclosure:
    said = [named.audience for named in rows if named.audience is not None]
    if said:
        return _strictest(said)
    if not rows:
        return Disclosure.INTERNAL
    if any(map(natures.is_exhibit, rows)):
        alone = all(map(natures.is_exhibit, rows))
        return Disclosure.OTHER_SIDE if alone else Disclosure.COURT
    return _strictest(map(natures.of, rows))


def _strictest(found: Iterable[Disclosure]) -> Disclosure:
    strictest = Disclosure.OTHER_SIDE
    for one in found:
        strictest = stricter(strictest, one)
    return strictest


class _Natures:
    """What each row's files are by nature (材料性质)."""

    def __init__(self, case: Case, exhibits: Sequence[Exhibit]) -> None:
        procedure = case.procedure
        held = procedure.preservation if procedure else None
        leads = {named.origin for named in named_files(held)} if held else set()
        filed = named_files(procedure) if procedure else ()
        self._of_court = {named.origin for named in filed} - leads
        self._exhibits = {
            (row, same_name(file))
            for exhibit in exhibits
            for row in exhibit.rows
            for file in exhibit.files
        }

    def is_exhibit(self, named: NamedFile) -> bool:
        """Return whether the row names the file as an exhibit."""
        return (named.row, same_name(named.path)) in self._exhibits

    def of(self, named: NamedFile) -> Disclosure:
        """Return who may see the file of a row that is no exhibit."""
        return Disclosure.COURT if named.origin in self._of_court else Disclosure.INTERNAL
