"""The papers that are not made, in the words of a terminal: one reason once, with its papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from legaldocs.core.findings import Finding
    from legaldocs.examine import Refusal

_ANY = "文书名称"


def refused_lines(refused: Iterable[Refusal], said: Container[Finding] = ()) -> Iterator[str]:
    """Yield why papers are not made and what to do; a reason in ``said`` is only pointed at.

    Papers refused for one reason share a line. Where the next step names each of them, it reads
    文书名称.
    """
    groups: dict[tuple[str, str, str], list[Refusal]] = {}
    for refusal in refused:
        first, name = refusal.findings[0], refusal.draft.paper.title
        message = first.message.removeprefix(f"不生成{refusal.draft.title}：")
        step = first.next_step.replace(name, _ANY)
        if first in said:
            message, step = f"见上面{first.where and f' {first.where} '}的这一条", ""
        groups.setdefault((first.code, message, step), []).append(refusal)
    for (code, message, step), papers in groups.items():
        titles = "、".join(refusal.draft.title for refusal in papers)
        yield f"不生成{titles}（{code}）：{message}"
        own = {refusal.findings[0].next_step for refusal in papers}
        if step:
            yield f"       下一步：{own.pop() if len(own) == 1 else step}"
