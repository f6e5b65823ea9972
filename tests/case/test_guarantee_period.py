"""The words of a guarantee period: what they say, and which leave it in doubt."""

from __future__ import annotations

import pytest

from legaldocs.case.guarantee_period import parse_period, period_text
from legaldocs.core.errors import InputError


@pytest.mark.parametrize(
    ("words", "months", "starts"),
    [
        ("三年", 36, "debt"),
        ("2年", 24, "debt"),
        ("二十四个月", 24, "debt"),
        ("拾贰个月", 12, "debt"),
        ("半年", 6, "debt"),
        ("主债务履行期限届满之日起三年", 36, "debt"),
        ("保证期间为自主债务履行期届满之日起两年。", 24, "debt"),
        ("主合同项下债务履行期限届满之次日起三年", 36, "debt"),
        ("自主合同约定的债务人履行债务期限届满之日起叁年", 36, "debt"),
        ("主债务到期之日起6个月", 6, "debt"),
        ("自最后一期债务履行期限届满之日起三年", 36, "last"),
        ("每期债务履行期届满之日起三年", 36, "each"),
        ("至主债务本息还清时为止", None, "debt"),
        ("直至本息全部清偿完毕", None, "debt"),
    ],
)
def test_words_of_contracts_are_read(words: str, months: int | None, starts: str) -> None:
    terms = parse_period(words)
    assert (terms.months, terms.starts) == (months, starts)
    assert terms.until_repaid == (months is None)
    assert period_text(words) == words


@pytest.mark.parametrize(
    "words",
    ["自合同签订之日起三年", "2028年10月31日", "无", "二三年", "十二十年", "零年", "0个月", "很久"],
)
def test_words_that_leave_start_or_length_open_are_refused(words: str) -> None:
    with pytest.raises(InputError, match="看不懂保证期间") as caught:
        parse_period(words)
    assert "until_on" in caught.value.next_step
