from __future__ import annotations

from legaldocs.core import errors
from legaldocs.core.origin import Origin


def test_each_class_has_the_exit_code_of_the_contract() -> None:
    codes = {name: getattr(errors, name).exit_code for name in errors.__all__}
    assert codes == {
        "CaseError": 1,
        "InputError": 2,
        "IntegrityError": 4,
        "InternalError": 70,
        "LawError": 3,
        "LegaldocsError": 1,
    }


def test_a_message_says_what_where_expected_found_and_next() -> None:
    error = errors.InputError(
        "日期无法识别", where=Origin("case.yaml", 3), expected="甲", found="乙", next_step="丙"
    )
    assert str(error) == "case.yaml:3：日期无法识别；应为：甲；实际：乙；下一步：丙"
