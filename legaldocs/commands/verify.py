"""legaldocs verify: is this bundle what was sealed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from legaldocs.commands._output import reply
from legaldocs.commands._progress import progress

if TYPE_CHECKING:
    from legaldocs.evidence.verdict import Verdict

_MOST_SHOWN = 50

_LISTS = (
    ("changed", "内容已变"),
    ("missing", "缺失"),
    ("unlisted", "清单之外"),
    ("unreadable", "无法读取"),
    ("duplicated", "重复列出"),
)


@click.command("verify")
@click.argument("bundle", type=click.Path(path_type=Path))
@click.option("--trust", multiple=True, type=click.Path(path_type=Path), metavar="CERT")
@click.option("--tsa", multiple=True, type=click.Path(path_type=Path), metavar="CERT")
@click.option("--require", default="", metavar="integrity,signature,timestamp")
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def command(
    context: click.Context,
    bundle: Path,
    *,
    trust: tuple[Path, ...],
    tsa: tuple[Path, ...],
    require: str,
    as_json: bool,
) -> None:
    """校验证据包：文件是否完整、由谁签名、何时封存。"""
    from legaldocs.core.errors import IntegrityError
    from legaldocs.evidence.verify import verify

    required = tuple(each.strip() for each in require.split(",") if each.strip())
    with progress("校验") as tick:
        verdict = verify(bundle, trust=trust, tsa=tsa, require=required, tick=tick)
    reply(
        "legaldocs.verify/1",
        verdict.as_json(),
        as_json=as_json,
        text=_told(verdict),
        ok=verdict.ok,
        findings=verdict.findings,
    )
    if not verdict.ok:
        context.exit(IntegrityError.exit_code)


def _told(verdict: Verdict) -> str:
    """Return the verdict for a person: one line, then what there is to say about each aspect."""
    rows = [verdict.headline]
    rows.append(f"共 {verdict.files} 个文件，{verdict.size} 字节")
    for attribute, title in _LISTS:
        paths: tuple[str, ...] = getattr(verdict, attribute)
        rows.extend(_listed(title, paths))
    told = {path for attribute, _ in _LISTS for path in getattr(verdict, attribute)}
    others = [each for each in verdict.findings if each.where not in told and each.message]
    rows.extend(
        f"  {each.where}：{each.message}" if each.where else f"  {each.message}"
        for each in others[:_MOST_SHOWN]
    )
    for grade in (verdict.signature, verdict.timestamp):
        rows.extend(f"  {reason}" for reason in grade.reasons)
    return "\n".join(rows)


def _listed(title: str, paths: tuple[str, ...]) -> list[str]:
    if not paths:
        return []
    rows = [f"{title}（{len(paths)}）：", *(f"  {path}" for path in paths[:_MOST_SHOWN])]
    if len(paths) > _MOST_SHOWN:
        rows.append(f"  另有 {len(paths) - _MOST_SHOWN} 个，见 --json")
    return rows
