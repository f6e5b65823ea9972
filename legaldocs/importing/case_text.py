"""Facts as the text of a case file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.reading import case_of
from legaldocs.core.typed import PLACEHOLDER
from legaldocs.core.yaml_edit import entry_lines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from legaldocs.importing.record import Facts

_MOST_NAMED = 5
_STAND_INS = (("日期", "2020-01-01"), ("金额", "1.00"), ("价税合计", "1.00"))
"""What stands for an open value while the rest of a file is tried."""


def case_text(
    facts: Facts, sources: Sequence[str], gaps: Sequence[str], by: str = "legaldocs import 导入"
) -> str:
    """Return a case file; ``sources`` are the rows it comes from, ``gaps`` what they leave open."""
    named = "、".join(sources[:_MOST_NAMED]) + ("等" if len(sources) > _MOST_NAMED else "")
    lines = [f"# 由 {by}：{' '.join(named.split())}"]
    lines += [f"# 表里没有{'、'.join(gaps)}：把“{PLACEHOLDER}…”换成原件上的内容"] if gaps else []
    for key, value in facts.items():
        lines += ["", *entry_lines(key, value, 0)]
    return "\n".join(lines) + "\n"


def check_text(folder: Path, text: str) -> None:
    """Try a case file, open values aside. Raises CaseError or InputError when it does not load."""
    lines = [
        line if PLACEHOLDER not in line or line.startswith("#") else _stand_in(line)
        for line in text.splitlines()
    ]
    case_of(folder, "\n".join(lines).encode())


def _stand_in(line: str) -> str:
    begin, _, open_value = line.partition(PLACEHOLDER)
    value = next((value for word, value in _STAND_INS if word in open_value), "某")
    return begin + value + ('"' if open_value.endswith('"') else "")
