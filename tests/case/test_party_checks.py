"""Parties that cannot be are refused with where they stand and what to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from legaldocs.case.reading import load_case
from legaldocs.case.vocabulary import GuaranteeScope, PartyKind
from legaldocs.core.errors import CaseError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SALE = "contracts: [{price: 100.00, due_on: 2026-03-01}]\n"
NOTICE_TO_NOBODY = (
    "assignment: {assignor: 戊, agreed_on: 2026-01-01, notices: [{to: 己, sent_on: 2026-02-01}]}"
)
CREDITOR = "parties:\n  - {role: 债权人, name: 甲公司}\n"


def refused(folder: Path) -> list[tuple[str, str]]:
    with pytest.raises(CaseError) as caught:
        load_case(folder)
    return [(finding.code, finding.message) for finding in caught.value.findings]


@pytest.mark.parametrize(
    ("party", "said"),
    [
        ("name: 乙, kind: 公司, id_number: 11010519491231002X", "有公民身份号码，主体类型却是公司"),
        ("name: 乙公司, head_office: 丙公司", "写了设立该分公司的法人，主体类型却是公司"),
        ("name: 乙, kind: 个体工商户, operator_address: 某路", "却不是写明经营者的个体工商户"),
        ("name: 乙公司, status: 破产受理", "登记状态是破产受理，没有写受理情况"),
        ("name: 乙, kind: 自然人, representative: 丙", "是自然人，不应写 representative"),
        (
            "name: 乙, kind: 自然人, bankruptcy: {accepted_on: 2026-01-01, court: 某法院}",
            "不适用企业破产的规定",
        ),
        ("name: 乙公司, share: 50%", "写了份额，但案件没有写明债务人按份清偿"),
    ],
)
def test_a_kind_has_its_own_facts(write_case: Callable[..., Path], party: str, said: str) -> None:
    folder = write_case(SALE, parties=f"{CREDITOR}  - {{role: 债务人, {party}}}\n")
    ((code, message),) = refused(folder)
    assert code == "LD-CASE-PARTIES"
    assert said in message


@pytest.mark.parametrize(
    ("shares", "liability"),
    [(("", ""), "按份"), ((", share: 60%", ", share: 30%"), "按份"), (("",), "连带")],
)
def test_shares_make_the_whole_and_liability_needs_two(
    write_case: Callable[..., Path], shares: tuple[str, ...], liability: str
) -> None:
    rows = "".join(
        f"  - {{role: 债务人, name: 乙{place}公司{share}}}\n" for place, share in enumerate(shares)
    )
    folder = write_case(f"liability: {liability}\n{SALE}", parties=CREDITOR + rows)
    assert [code for code, _ in refused(folder)] == ["LD-CASE-PARTIES"]


@pytest.mark.parametrize("share", ["0%", "100%", "60", "六成", "-5%"])
def test_a_share_is_a_percentage(write_case: Callable[..., Path], share: str) -> None:
    parties = f"{CREDITOR}  - {{role: 债务人, name: 乙公司, share: {share}}}\n"
    ((code, message),) = refused(write_case(SALE, parties=parties))
    assert code == "LD-CASE-VALUE"
    assert "0 到 100 之间的百分比" in message


@pytest.mark.parametrize(
    "text",
    [
        "procedure: {against_guarantors: [丁]}",
        NOTICE_TO_NOBODY,
        "agents: [{name: 庚, kind: 近亲属}]",
        "guarantees: [{guarantor: 丙, signed_on: 2025-01-01, covers: [HT-9]}]",
        "guarantees: [{guarantor: 丙, signed_on: 2025-01-01, period: 三年, until_on: 2028-01-01}]",
        "guarantees: [{guarantor: 丙, signed_on: 2025-01-01, period: 很久}]",
    ],
)
def test_what_is_named_is_there_and_said_once(write_case: Callable[..., Path], text: str) -> None:
    guarantor = "  - {role: 保证人, name: 丙, kind: 自然人}\n"
    parties = f"{CREDITOR}  - {{role: 债务人, name: 乙公司}}\n{guarantor}"
    assert len(refused(write_case(f"{SALE}{text}\n", parties=parties))) == 1


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("企业", PartyKind.COMPANY),
        ("COMPANY", PartyKind.COMPANY),
        ("个体户", PartyKind.SOLE_TRADER),
        ("事业单位", PartyKind.INSTITUTION),
        ("机关事业单位", PartyKind.INSTITUTION),
        ("合伙", PartyKind.PARTNERSHIP),
        ("个人独资", PartyKind.SOLE_PROPRIETORSHIP),
        ("社会团体", PartyKind.ASSOCIATION),
    ],
)
def test_a_kind_is_read_in_the_words_in_use(
    write_case: Callable[..., Path], word: str, kind: PartyKind
) -> None:
    parties = f"{CREDITOR}  - {{role: 债务人, name: 乙, kind: {word}}}\n"
    assert load_case(write_case(SALE, parties=parties)).debtor.kind is kind


def test_the_scope_of_a_guarantee_is_read_in_the_words_of_contracts() -> None:
    words = ("主债权", "违约金", "实现债权的费用")
    assert tuple(GuaranteeScope(word) for word in words) == tuple(GuaranteeScope)
