"""Disclosure to the other side: the exhibits, and no other file of the case folder."""

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
    """Return the files that go to the other side: those of the exhibits.

    A file that no row names is withheld, since nobody has classified it; so are the files of facts
    that never become exhibits: asset leads, security, mandates of lawyer and agency, court papers.
    """
    shown = {same_name(file) for exhibit in exhibits for file in exhibit.files}
    return tuple(file for file in files if same_name(file) in shown)


def internal_exhibits(case: Case, exhibits: Sequence[Exhibit]) -> Iterator[Finding]:
    """Yield a warning for each exhibit that shares a file with an internal fact.

    It is disclosed nevertheless, as part of the list of exhibits: the receipt that shows the
    debtor's account is also evidence of a payment, the mandate also evidence of the lawyer's fee.
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
    for fact in (case.law_firm, case.agency, preservation, *case.agents):
        if fact is not None:
            yield from named_files(fact)
