"""What the other side may be given: the exhibits, and nothing else of the case folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.files import named_files, same_name
from legaldocs.core.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from legaldocs.case.files import NamedFile
    from legaldocs.case.model import Case
    from legaldocs.claim.exhibits import Exhibit


def disclosed(files: Iterable[str], exhibits: Sequence[Exhibit]) -> tuple[str, ...]:
    """Return the files that go to the other side: those of an exhibit.

    A file that no row names stays behind, since nobody has said what it is; so does every file of
    a fact that never becomes an exhibit: asset leads, security, mandates of lawyer and agency,
    papers of a court.
    """
    shown = {same_name(file) for exhibit in exhibits for file in exhibit.files}
    return tuple(file for file in files if same_name(file) in shown)


def internal_exhibits(case: Case, exhibits: Sequence[Exhibit]) -> Iterator[Finding]:
    """Yield a warning for each exhibit with a file that an internal fact names as well.

    It is given to the other side all the same: it stands in the list of exhibits, as the receipt
    does that shows the debtor's account, or the mandate that a claim for its fee rests on.
    """
    internal = {same_name(named.path): named for named in _internal_files(case)}
    for exhibit in exhibits:
        for file in exhibit.files:
            named = internal.get(same_name(file))
            if named is not None:
                yield Finding(
                    "LD-DISCLOSE-INTERNAL",
                    "warning",
                    f"{exhibit.label}的文件 {file} 也是财产线索、担保或委托材料，会随证据交给对方",
                    where=str(named.origin),
                    next_step="不该给对方的，从这项证据的 file 中删去；作为证据的，先遮盖内部信息",
                )


def _internal_files(case: Case) -> Iterator[NamedFile]:
    preservation = case.procedure.preservation if case.procedure is not None else None
    for fact in (case.law_firm, case.agency, preservation):
        if fact is not None:
            yield from named_files(fact)
