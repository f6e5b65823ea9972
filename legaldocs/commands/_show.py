"""What a person sees of a command: its answer, its findings, its errors, its help in Chinese."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import click

from legaldocs.core.findings import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from legaldocs.core.errors import LegaldocsError
    from legaldocs.core.findings import Finding
    from legaldocs.evidence.verdict import Verdict
    from legaldocs.output.reply import Fault, Reply

_MOST_ALIKE = 5
"""Findings of one code that are listed in full."""

_MOST_PATHS = 50
"""Paths of one kind that a verdict lists in full."""

_COLOUR = {"error": "red", "warning": "yellow", "note": "cyan"}
_HEADINGS = {"Options": "选项", "Commands": "命令", "Arguments": "参数"}
_LINES = {
    "Show this message and exit.": "显示本说明。",
    "Show the version and exit.": "显示版本。",
}
_TYPES = {"float": "数字", "integer": "整数", "path": "路径", "boolean": "是或否"}
_EXTRA = re.compile(r"Got unexpected extra arguments? \((.*)\)", re.DOTALL)
_USAGE = "用法："


def show(answer: Reply, text: str, *, as_json: bool) -> None:
    """Print the answer of a command on stdout: as JSON, or as text for a person."""
    if as_json:
        from legaldocs.output.reply import written

        click.echo(written(answer).decode(), nl=False)
    elif text:
        click.echo(text)


def show_error(schema: str, error: LegaldocsError, *, as_json: bool) -> None:
    """Print an error: one object on stdout with ``as_json``, otherwise a sentence on stderr."""
    findings: tuple[Finding, ...] = getattr(error, "findings", ())
    if as_json:
        from legaldocs.output.reply import Fault

        fault = Fault(
            error.code, error.what, error.where, error.expected, error.found, error.next_step
        )
        _show_failure(schema, fault, findings)
        return
    if findings:
        click.echo(listed(findings))
    click.echo(f"错误：{error}", err=True)


def show_stop(schema: str, text: str, *, as_json: bool) -> None:
    """Print that a run was ended from outside."""
    if as_json:
        from legaldocs.output.reply import Fault

        _show_failure(schema, Fault("LD-STOPPED", text))
    else:
        click.echo(f"{text}。", err=True)


def show_usage(schema: str, error: click.ClickException, *, as_json: bool) -> None:
    """Print what is wrong with the words a user typed."""
    if as_json:
        from legaldocs.output.reply import Fault

        _show_failure(schema, Fault("LD-USAGE", explained(error)))
        return
    context = getattr(error, "ctx", None)
    hint = f"；用法见 {context.command_path} --help" if context else ""
    click.echo(f"错误：{explained(error)}{hint}", err=True)


def _show_failure(schema: str, fault: Fault, findings: tuple[Finding, ...] = ()) -> None:
    from legaldocs.output.reply import Failure, written

    failure = Failure(schema=schema, findings=findings, error=fault)
    click.echo(written(failure).decode(), nl=False)


def listed(findings: Iterable[Finding]) -> str:
    """Return findings as lines for a person, the gravest first."""
    order = list(SEVERITIES)
    rows = sorted(findings, key=lambda finding: order.index(finding.severity))
    lines: list[str] = []
    seen: Counter[str] = Counter()
    for finding in rows:
        seen[finding.code] += 1
        if seen[finding.code] <= _MOST_ALIKE:
            lines.append(_finding_text(finding))
    more = [f"另有 {n - _MOST_ALIKE} 条 {code}" for code, n in seen.items() if n > _MOST_ALIKE]
    if more:
        lines.append(f"{'，'.join(more)}，用 --json 查看全部")
    return "\n".join(lines)


def _finding_text(finding: Finding) -> str:
    head = click.style(f"[{SEVERITIES[finding.severity]}]", fg=_COLOUR[finding.severity])
    where = f"{finding.where}：" if finding.where else ""
    lines = [f"{head} {finding.code} {where}{finding.message}"]
    if finding.article:
        lines.append(f"       依据：{finding.article}")
    if finding.next_step:
        lines.append(f"       下一步：{finding.next_step}")
    return "\n".join(lines)


def counted(findings: Iterable[Finding]) -> str:
    """Return how many findings of each severity there are, in words."""
    counts = Counter(finding.severity for finding in findings)
    parts = [
        f"{counts[severity]} 个{name}" for severity, name in SEVERITIES.items() if counts[severity]
    ]
    return "、".join(parts) if parts else "没有发现问题"


def verdict_text(verdict: Verdict) -> str:
    """Return a verdict as text: one line, then the details of each aspect."""
    rows = [verdict.headline]
    if verdict.proved:
        rows.append(f"包内路径：{verdict.proved}")
    elif not verdict.unread:
        rows.append(f"共 {verdict.files} 个文件，{verdict.size} 字节")
    titled = [(difference.title, difference.path) for difference in verdict.differences]
    for title in dict.fromkeys(title for title, _ in titled):
        rows.extend(_paths(title, [path for other, path in titled if other == title]))
    rows.extend(_detail(remark) for remark in verdict.remarks[:_MOST_PATHS])
    for grade in (verdict.signature, verdict.timestamp):
        rows.extend(f"  {reason}" for reason in grade.reasons)
    rows.extend(f"  外部存证：{deposit.reason}" for deposit in verdict.deposits)
    return "\n".join(rows)


def _detail(finding: Finding) -> str:
    where = f"{finding.where}：" if finding.where else ""
    then = f"；下一步：{finding.next_step}" if finding.next_step else ""
    return f"  {where}{finding.message}{then}"


def _paths(title: str, paths: list[str]) -> list[str]:
    rows = [f"{title}（{len(paths)}）：", *(f"  {path}" for path in paths[:_MOST_PATHS])]
    if len(paths) > _MOST_PATHS:
        rows.append(f"  另有 {len(paths) - _MOST_PATHS} 个，见 --json")
    return rows


class ChineseFormatter(click.HelpFormatter):
    """Writes help under Chinese headings (帮助)."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line of usage."""
        super().write_usage(prog, args, prefix or _USAGE)

    def write_heading(self, heading: str) -> None:
        """Write a heading, translated where click named it."""
        super().write_heading(_HEADINGS.get(heading, heading))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write a list of terms, translated where click wrote the text."""
        translated = [(term, _help_line(text)) for term, text in rows]
        super().write_dl(translated, col_max, col_spacing)


def _help_line(text: str) -> str:
    return _LINES.get(text, text.replace("[required]", "[必填]").replace("[default: ", "[默认："))


def explained(error: click.ClickException) -> str:
    """Return what is wrong with the words a user typed, and what to do."""
    if isinstance(error, click.exceptions.NoSuchCommand):
        known = _commands(error.ctx)
        return f"没有命令“{error.command_name}”{_similar(error.command_name, known)}"
    if isinstance(error, click.NoSuchOption):
        return f"没有选项 {error.option_name}{_similar('', error.possibilities or ())}"
    if isinstance(error, click.BadParameter):
        missing = isinstance(error, click.MissingParameter)
        return (
            f"缺少 {_named(error)}" if missing else f"{_named(error)} 有误：{_value_fault(error)}"
        )
    if isinstance(error, click.BadOptionUsage):
        needless = "does not take" in error.message
        return f"选项 {error.option_name} 后面{'不写内容' if needless else '缺少内容'}"
    extra = _EXTRA.match(error.message)
    return f"多出了 {extra[1]}" if extra else error.format_message()


def _commands(context: click.Context | None) -> list[str]:
    group = context.command if context else None
    return group.list_commands(context) if context and isinstance(group, click.Group) else []


def _similar(typed: str, known: Iterable[str]) -> str:
    import difflib

    near = difflib.get_close_matches(typed, list(known), n=1) if typed else list(known)[:1]
    return f"；是否想写 {near[0]}？" if near else ""


def _named(error: click.BadParameter) -> str:
    """Return the option or argument an error is about, as the user would type it."""
    param = error.param
    if param is None:
        return "参数"
    if isinstance(param, click.Option):
        return param.opts[-1]
    return param.make_metavar(error.ctx or click.Context(click.Command(None)))


def _value_fault(error: click.BadParameter) -> str:
    """Return why a value is refused; click's own types say so in English."""
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        return f"可选的有 {'、'.join(map(str, kind.choices))}"
    if isinstance(kind, click.IntRange):
        most = "" if kind.max is None else f"，不大于 {kind.max}"
        return f"应为整数，不小于 {kind.min}{most}"
    if not error.message.isascii() or kind is None:
        return error.message
    if isinstance(kind, click.Path):
        return "没有读取的权限"
    return f"应为{_TYPES.get(kind.name, kind.name)}"
