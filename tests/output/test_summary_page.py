"""SUMMARY.md of names that Markdown would act on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from legaldocs.examine import Choice, Refusal
from legaldocs.output.summary import summary_of
from legaldocs.output.summary_page import summary_page
from legaldocs.papers.guarantor_demand import FORM
from legaldocs.volume.layout import Layout
from tests.papers.sample import rich_matter

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.claim.matter import Matter


def page(matter: Matter, choice: Choice, folder: Path) -> list[str]:
    summary = summary_of(matter, choice, (), Layout((), ()), folder, withheld=0, ok=True)
    return summary_page(summary).decode().splitlines()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("甲|乙", "甲\\|乙"),
        ("*甲*", "\\*甲\\*"),
        ("甲\n# 乙", "甲 \\# 乙"),
        ("[甲](x)", "\\[甲\\](x)"),
    ],
)
def test_a_name_is_text_wherever_it_stands(tmp_path: Path, name: str, shown: str) -> None:
    rich = rich_matter()
    (row,) = rich.case.guarantees
    (draft,) = FORM.drafts(
        replace(rich, case=replace(rich.case, guarantees=(replace(row, guarantor=name),)))
    )
    title = f"- 保证人催告函（{shown}）"
    made = page(rich, Choice((draft,), ()), tmp_path)
    assert [line for line in made if line.startswith(f"{title}：papers/11-")]
    refused = page(rich, Choice((), (Refusal(draft, (draft.refuse("LD-X", name),)),)), tmp_path)
    assert title in refused
    assert f"  - LD-X 不生成保证人催告函（{shown}）：{shown}" in refused
