"""纳入失信被执行人名单申请书: a debtor is put on the list for a ground of it (失信名单规定1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.case.restriction import ListingGround
from legaldocs.claim.enforcement_settlement import settled_enforcement
from legaldocs.core.findings import INSTRUMENT, Finding
from legaldocs.law.identity import is_minor
from legaldocs.papers.execution import (
    ENFORCED,
    ExecutionNames,
    debtor_named,
    enforcement_of,
    running,
)
from legaldocs.papers.kind import Audience, Family, Paper
from legaldocs.papers.names import name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.case.party import Party
    from legaldocs.case.restriction import Listing
    from legaldocs.claim.matter import Matter
    from legaldocs.papers.kind import Draft

_DIS = "cn.dishonest_list"


def article_of(ground: ListingGround) -> str:
    """Return the key of the item of the rule that a ground is."""
    return ground.name.lower()


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground with the debtor it concerns and its item of the rule (失信情形)."""

    listing: Listing
    debtor: Party
    article: str


def grounds(matter: Matter) -> tuple[Ground, ...]:
    """Return the grounds whose debtor is known, in the order of the case file."""
    pairs = ((row, debtor_named(matter, row.debtor)) for row in enforcement_of(matter).listing)
    return tuple(
        Ground(row, debtor, article_of(row.ground)) for row, debtor in pairs if debtor is not None
    )


class ListingNames(ExecutionNames):
    """The names of papers in an enforcement, and the grounds."""

    @name(
        "失信情形：listing（ground 情形、fact 事实、evidence 证据）、debtor 被执行人、article 条文"
    )
    def grounds(self) -> tuple[Ground, ...]:
        return grounds(self.matter)

    @name("请求纳入名单的被执行人的名称，用顿号连接")
    def listed_names(self) -> str:
        return "、".join(dict.fromkeys(row.debtor.name for row in self.grounds))

    @name("是否以有履行能力而拒不履行为由")
    def says_able(self) -> bool:
        return any(row.listing.ground is ListingGround.ABLE for row in self.grounds)


def grounds_are_those_of_the_rule(draft: Draft) -> Iterator[Finding]:
    """Each ground concerns a debtor of the case and is proved."""
    matter = draft.matter
    for row in enforcement_of(matter).listing:
        article = matter.article(_DIS, article_of(row.ground))
        if debtor_named(matter, row.debtor) is None:
            yield draft.refuse(
                "LD-DIS-DEBTOR",
                f"没有名为“{row.debtor}”的债务人"
                if row.debtor
                else f"没有写明哪个债务人{row.ground}",
                article=article,
                where=str(row.origin),
                next_step="在 listing 的 debtor 写债务人的全称",
            )
        if not row.evidence:
            yield Finding(
                "LD-DIS-EVIDENCE",
                "warning",
                f"没有写明用什么证据证明被执行人{row.ground}",
                where=str(row.origin),
                article=article,
                next_step="填写 evidence；没有证据的，删去该项",
            )


def ability_is_not_assumed(draft: Draft) -> Iterator[Finding]:
    """Nobody is listed as able to perform whose security, or what is seized, suffices."""
    matter = draft.matter
    for row in enforcement_of(matter).listing:
        if row.ground is ListingGround.ABLE and not row.no_security:
            yield draft.refuse(
                "LD-DIS-SECURED",
                "没有确认被执行人没有提供充分有效的担保、已查封的财产不足以清偿",
                article=matter.article(_DIS, "sufficient"),
                where=str(row.origin),
                next_step="核对后，确属如此的，写 no_security: 是；不是的，删去该项",
            )


def settlement_was_broken(draft: Draft) -> Iterator[Finding]:
    """Only who broke a settlement refuses to perform it."""
    matter = draft.matter
    settled = settled_enforcement(matter.case, matter.as_of)
    for row in enforcement_of(matter).listing:
        if row.ground is ListingGround.BROKE_SETTLEMENT and settled is None:
            yield draft.refuse(
                "LD-DIS-NOT-BROKEN",
                "没有写明被执行人没有履行的执行和解协议",
                article=matter.article(_DIS, article_of(row.ground)),
                where=str(row.origin),
                next_step="填写 procedure.enforcement.settlement 及其 instalments",
            )


def debtor_is_of_age(draft: Draft) -> Iterator[Finding]:
    """A minor is never listed (失信名单规定4)."""
    matter = draft.matter
    for debtor in dict.fromkeys(row.debtor for row in grounds(matter)):
        if debtor.natural and is_minor(debtor.id_number, matter.as_of):
            yield draft.refuse(
                "LD-DIS-MINOR",
                f"{debtor.name}是未成年人",
                article=matter.article(_DIS, "minors"),
                where=str(debtor.origin),
            )


FORM = Paper(
    id="dishonest_listing",
    number="34",
    title="纳入失信被执行人名单申请书",
    family=Family.FILING,
    goes_to=Audience.COURT,
    states=frozenset({INSTRUMENT}),
    applies=lambda matter: (row := running(matter)) is not None and bool(row.listing),
    without="案件没有写明失信情形（procedure.enforcement.listing）",
    names=ListingNames,
    guards=(
        *ENFORCED,
        grounds_are_those_of_the_rule,
        ability_is_not_assumed,
        settlement_was_broken,
        debtor_is_of_age,
    ),
)
