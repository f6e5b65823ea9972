"""Facts as the text of a case file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from legaldocs.case.reading import case_of
from legaldocs.core.typed import PLACEHOLDER
from legaldocs.core.yaml_edit import scalar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
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
        lines += ["", *_entry(key, value, 0)]
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


def _entry(key: str, value: Any, indent: int) -> Iterator[str]:
    begin = " " * indent
    if isinstance(value, dict):
        yield f"{begin}{key}:"
        for inner, below in value.items():
            yield from _entry(inner, below, indent + 2)
    elif isinstance(value, list) and all(isinstance(item, str) for item in value):
        yield f"{begin}{key}: [{', '.join(f'{_quoted(item)}' for item in value)}]"
    elif isinstance(value, list):
        yield f"{begin}{key}:"
        for item in value:
            lines = [line for name, below in item.items() for line in _entry(name, below, 0)]
            for number, line in enumerate(lines):
                yield f"{begin}  {'- ' if number == 0 else '  '}{line}"
    else:
        yield f"{begin}{key}: {scalar(value)}"


def _quoted(value: str) -> str:
    plain = scalar(value)
    return plain if plain.startswith('"') else f'"{plain}"'
