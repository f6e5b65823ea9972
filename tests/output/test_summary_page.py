"""SUMMARY.md of names that Markdown would act on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from legaldocs.commands._refusals import refused_lines
from legaldocs.core.findings import Finding
from legaldocs.examine import Choice, Refusal
from legaldocs.output.summary import summary_of
from legaldocs.output.summary_page import summary_page
from legaldocs.papers.demand_letter import FORM as DEMAND
from legaldocs.papers.guarantor_demand import FORM
from legaldocs.papers.lawyer_letter import FORM as LAWYER
from legaldocs.papers.warning_letter import FORM as WARNING
from legaldocs.volume.layout import Layout
from tests.papers.sample import rich_matter

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.claim.matter import Matter


def page(matter: Matter, choice: Choice, folder: Path) -> list[str]:
    summary = summary_of(matter, choice, (), Layout((), ()), folder, drafts=(), ok=True)
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
    made = page(rich, Choice((draft,), (), {}), tmp_path)
    assert [line for line in made if line.startswith(f"{title}：papers/11-")]
    refused = page(rich, Choice((), (Refusal(draft, (draft.refuse("LD-X", name),)),), {}), tmp_path)
    assert title in refused
    assert f"  - LD-X {shown}" in refused


def test_what_several_papers_share_is_said_once_with_its_rule(tmp_path: Path) -> None:
    rich = rich_matter()
    drafts = [form.drafts(rich)[0] for form in (DEMAND, WARNING, LAWYER)]
    shared = Finding("LD-Y", "error", "金额不符", "case.yaml:3", blocks=("figures",))
    refusals = [
        Refusal(
            draft,
            (draft.refuse("LD-X", "还没有轮到", next_step=f"用 --only {draft.paper.title}"),),
        )
        for draft in drafts[:2]
    ]
    refusals.append(Refusal(drafts[2], (shared,)))
    rate = Finding("LD-R", "error", "标准有误", "case.yaml:5", blocks=("figures",))
    refusals.append(Refusal(FORM.drafts(rich)[0], (rate,)))
    rule = Finding("LD-Z", "warning", "law_firm", "case.yaml:4", "第一条", "填写 *law_firm*")
    summary = summary_of(
        rich,
        Choice((), tuple(refusals), {}),
        (rule, rate),
        Layout((), ()),
        tmp_path,
        drafts=(),
        bundles=(),
        ok=False,
    )
    lines = summary_page(summary).decode().splitlines()
    start = lines.index("## 未生成的文书")
    assert lines[start + 2 :] == [
        "- 催告函、警告函",
        "  - LD-X 还没有轮到",
        "    - 下一步：用 --only 文书名称",
        "- 律师函",
        "  - LD-Y 金额不符",
        f"- {FORM.drafts(rich)[0].title}",
        "  - LD-R case.yaml:5：见下面“需要注意”",
        "",
        "## 需要注意",
        "",
        "- 错误 LD-R case.yaml:5：标准有误",
        "- 警告 LD-Z case.yaml:4：law_firm",
        "  - 依据：第一条",
        "  - 下一步：填写 \\*law_firm\\*",
    ]


def test_the_terminal_says_a_shared_reason_once_and_points_at_what_it_said() -> None:
    rich = rich_matter()
    drafts = [form.drafts(rich)[0] for form in (DEMAND, WARNING, LAWYER)]
    shared = Finding("LD-Y", "error", "金额不符", "case.yaml:3", blocks=("figures",))
    refusals = [Refusal(draft, (shared,)) for draft in drafts]
    assert list(refused_lines(refusals, said=(shared,))) == [
        "不生成催告函、警告函、律师函（LD-Y）：见上面 case.yaml:3 的这一条"
    ]
    steps = [
        Refusal(draft, (draft.refuse("LD-X", "还早", next_step=f"用 --only {draft.paper.title}"),))
        for draft in drafts
    ]
    assert list(refused_lines(steps)) == [
        "不生成催告函、警告函、律师函（LD-X）：还早",
        "       下一步：用 --only 文书名称",
    ]
    assert list(refused_lines(steps[:1])) == [
        "不生成催告函（LD-X）：还早",
        "       下一步：用 --only 催告函",
    ]
