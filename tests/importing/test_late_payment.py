"""What a ledger says of paying late becomes a term that a case file can hold, or is given back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from legaldocs.case.reading import load_case
from legaldocs.core.errors import InputError
from legaldocs.importing.late_payment import late_payment
from legaldocs.law.rate_terms import parse_rate_term

from .exports import HEAD, ROW, debts, imported, reasons

if TYPE_CHECKING:
    from pathlib import Path

HEAD_LATE = [*HEAD, "违约金约定"]
FOLDER = f"HT-1-{ROW[0]}"


def stated(rate: str = "", clause: str = "", wording: str = "") -> dict[str, str]:
    return late_payment({"rate": rate, "clause": clause, "wording": wording})


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("日万分之五", "日万分之五"), ("逾期按日万分之五", "按日万分之五"),
        ("逾期付款的，按日万分之五支付违约金", "按日万分之五"),
        ("按日千分之一计收滞纳金", "按日千分之一"), ("每日0.05%计算", "每日0.05%"),
        ("迟延付款每日万分之三承担逾期付款违约金", "每日万分之三"),
        ("每日500元", "每日500元"), ("按同期LPR四倍", "按同期LPR四倍"),
        ("LPR的1.5倍计算", "LPR的1.5倍"), ("逾期按年利率6%计付", "按年利率6%"),
    ],
)  # fmt: skip
def test_a_rate_is_taken_without_the_words_around_it(text: str, rate: str) -> None:
    assert stated(text) == {"rate": rate}
    assert parse_rate_term(rate)
    assert stated(clause=text) == {"rate": rate}, "written where the clause was asked for"


@pytest.mark.parametrize(
    "text",
    [
        "见合同", "双倍", "0.05%", "日万分之五，不超过合同总价的10%", "不按日万分之五支付违约金",
        "逾期三十日后按日万分之五", "逾期超过30日的，按日万分之五", "承担违约责任", "违约金",
        "日万分之五或者LPR的1.5倍", "逾期", "按日万分之五支付违约金并赔偿损失",
    ],
)  # fmt: skip
def test_what_says_more_than_a_rate_is_given_back(text: str) -> None:
    for row in ({"rate": text}, {"clause": text}):
        with pytest.raises(InputError) as fault:
            stated(**row)
        assert fault.value.found == text
        assert fault.value.next_step


@pytest.mark.parametrize("clause", ["第八条", "合同第八条", "第8条第2款", "8.2", "8条", "8"])
def test_the_number_of_a_clause_stays(clause: str) -> None:
    assert stated("日万分之五", clause) == {"rate": "日万分之五", "clause": clause}
    assert stated(clause=clause) == {"rate": "请填写违约金标准", "clause": clause}


def test_two_that_differ_are_given_back() -> None:
    with pytest.raises(InputError, match="不是合同的哪一条"):
        stated("日万分之五", "日万分之三")
    assert stated("日万分之五", "日万分之五") == {"rate": "日万分之五"}


def test_none_and_nothing() -> None:
    assert stated() == stated("未约定") == stated("没有约定", "第八条") == {}
    assert stated(wording="逾期……") == {"rate": "请填写违约金标准", "wording": "逾期……"}


def test_the_row_is_given_back_and_not_the_case_left_unreadable(tmp_path: Path) -> None:
    done = imported(tmp_path, debts(tmp_path, [*ROW, "见合同"], head=HEAD_LATE))
    assert done.made == []
    assert reasons(done) == ["2 违约金约定：违约金标准无法识别，写的是“见合同”"]
    done = imported(tmp_path, debts(tmp_path, [*ROW, "逾期按日万分之五"], head=HEAD_LATE))
    assert len(done.made) == 1
    (contract,) = load_case(tmp_path / "out" / FOLDER).contracts
    assert contract.late_payment is not None
    assert contract.late_payment.rate == "按日万分之五"


def test_a_column_of_it_that_is_not_used_is_named(tmp_path: Path) -> None:
    file = debts(tmp_path, [*ROW, "按合同约定承担"], head=[*HEAD, "违约责任"])
    done = imported(tmp_path, file)
    (said,) = [f for f in done.findings if f.code == "LD-IMPORT-COLUMNS"]
    assert "“违约责任”（违约金的约定）" in said.message
