"""Write the reference pages and the README's tour from the code, or say which are out of date.

usage: python docs/generate.py [--check]
"""

from __future__ import annotations

import ast
import contextlib
import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from legaldocs import cli
from legaldocs.law.book import packaged

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
REFERENCE = ROOT / "docs" / "reference"
_CODE = re.compile(r"LD-[A-Z0-9]+(?:-[A-Z0-9]+)+")
_HAN = re.compile("[\u4e00-\u9fff]")
_KIND = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)*")
_SEVERITIES = {"error": "错误", "warning": "警告", "note": "提示"}
HEAD = "<!-- 本页由 docs/generate.py 生成，请勿手改。 -->\n\n"


class Code(NamedTuple):
    """A finding as the source gives it."""

    code: str
    severity: str
    message: str
    article: str
    next_step: str
    module: str


def commands() -> str:
    """Return the page of commands: what ``--help`` says."""
    parts = [HEAD, "# 命令\n"]
    context = click.Context(cli.group, info_name="legaldocs")
    parts.append(_help(cli.group, context))
    for name in cli.COMMANDS:
        command = cli.group.get_command(context, name)
        if command is None:
            raise SystemExit(f"no command {name}")
        parts.extend(_pages(command, click.Context(command, context, info_name=name)))
    return "\n".join(parts)


def _pages(command: click.Command, context: click.Context) -> Iterator[str]:
    yield f"\n## {context.command_path}\n"
    yield _help(command, context)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None:
                yield from _pages(below, click.Context(below, context, info_name=name))


def _help(command: click.Command, context: click.Context) -> str:
    return f"```text\n{command.get_help(context)}\n```"


def codes() -> str:
    """Return the page of codes: every finding that can be told."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in _sources()}
    everywhere = {name: prefix for tree in trees.values() for name, prefix in _makers(tree)}
    rows = set()
    for path, tree in trees.items():
        rows.update(_told(tree, _module(path), everywhere | dict(_makers(tree))))
    lines = [HEAD + "# 检查代码", ""]
    lines += ["代码固定不变，可用于脚本；“…”处在运行时填入案件中的内容。", ""]
    lines += [
        "| 代码 | 程度 | 说明 | 依据 | 下一步 | 模块 |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    lines += [f"| `{row.code}` | {' | '.join(row[1:5])} | `{row.module}` |" for row in sorted(rows)]
    return "\n".join(lines) + "\n"


def _sources() -> list[Path]:
    return sorted((ROOT / "legaldocs").rglob("*.py"))


def _module(path: Path) -> str:
    return path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")


def _makers(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield each function that puts a prefix before a kind, with the prefix."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and node.args:
                    first = node.args[0]
                    if isinstance(first, ast.JoinedStr) and _words(first).startswith("LD-"):
                        yield function.name, _words(first).rstrip("…")


def _told(tree: ast.Module, module: str, prefixes: dict[str, str]) -> Iterator[Code]:
    """Yield what each call that makes a finding says."""
    names = _constants(tree)
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        words = [_words(each) for each in call.args]
        prefix = prefixes.get(getattr(call.func, "id", ""), "")
        code = next((each for each in words if _CODE.fullmatch(each)), "")
        kind = next((each for each in words if _KIND.fullmatch(each)), "") if prefix else ""
        if code or kind:
            named = next((each for each in words if each in _SEVERITIES), "")
            severity = named or ("note" if getattr(call.func, "id", "") == "refused" else "error")
            yield Code(
                code or prefix + kind,
                _SEVERITIES[severity],
                _cell(next((each for each in words if _HAN.search(each)), "")),
                _article(call, names),
                _cell(_words(_keyword(call, "next_step"))),
                module,
            )


def _constants(tree: ast.Module) -> dict[str, str]:
    """Return the names that a module gives to texts."""
    return {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name) and isinstance(node.value.value, str)
    }


def _keyword(call: ast.Call, name: str) -> ast.expr:
    found = [each.value for each in call.keywords if each.arg == name]
    return found[0] if found else ast.Constant("")


def _article(call: ast.Call, names: dict[str, str]) -> str:
    """Return the article a finding rests on, as the newest data number it."""
    asked = _keyword(call, "article")
    if not isinstance(asked, ast.Call) or len(asked.args) != 2:  # noqa: PLR2004 - law and key
        return ""
    law, key = (names.get(getattr(each, "id", ""), _words(each)) for each in asked.args)
    book = packaged()
    if not law.startswith("cn.") or not key or "…" in key:
        return ""
    return book.cite(law, key, book.instrument(law).verified_through).text


def _words(node: ast.expr) -> str:
    """Return the text of a literal, with … where a value is filled in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_words(each) for each in node.values)
    if isinstance(node, ast.BinOp):
        return _words(node.left) + _words(node.right)
    if isinstance(node, ast.FormattedValue):
        return "…"
    return ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


TOUR = (
    "legaldocs new 某案",
    "legaldocs build case42 --as-of 2026-11-21 --out out",
    "legaldocs verify out/bundle | head -1",
    "legaldocs calc interest --principal 500000 --from 2025-07-01 --to 2026-11-21 --rate 'lpr*1.5'",
)
"""The commands of the README's tour, run beside a copy of the example.

How large the bundle is depends on the machine's fonts, so that line is left out.
"""

_BETWEEN = re.compile(r"(?<=<!-- tour -->\n)(?s:.*?)(?=<!-- /tour -->)")


def tour() -> str:
    """Return what a terminal shows for the tour, as a block of Markdown."""
    rows = []
    here = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        ignored = shutil.ignore_patterns("build", "journal.jsonl")
        shutil.copytree(ROOT / "examples" / "case42", Path(folder, "case42"), ignore=ignored)
        os.chdir(folder)
        try:
            for line in TOUR:
                shown = io.StringIO()
                command, _, filtered = line.partition(" | head -")
                with contextlib.redirect_stdout(shown):
                    cli.run(shlex.split(command)[1:])
                lines = shown.getvalue().splitlines()[: int(filtered) if filtered else None]
                rows.append("\n".join([f"$ {line}", *lines, ""]))
        finally:
            os.chdir(here)
    return "```console\n" + "\n".join(rows) + "```\n"


def main() -> int:
    """Write every page, or with ``--check`` return 1 when one differs."""
    walked = tour()
    pages = {
        REFERENCE / "commands.md": commands(),
        REFERENCE / "codes.md": codes(),
        **{
            path: _BETWEEN.sub(lambda _: walked, path.read_text(encoding="utf-8"))
            for path in (ROOT / "README.md", ROOT / "README.zh-CN.md")
        },
    }
    REFERENCE.mkdir(exist_ok=True)
    stale = []
    for path, text in pages.items():
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(path.relative_to(ROOT))
    for each in stale:
        print(f"{each} is out of date; run: python docs/generate.py")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
