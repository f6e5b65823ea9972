"""Write the reference pages, the READMEs' tour and papers from the code, or list those out of date.

usage: python docs/generate.py [--check]
"""

from __future__ import annotations

import ast
import collections.abc
import contextlib
import dataclasses
import enum
import io
import os
import re
import shlex
import shutil
import sys
import tempfile
import types
import typing
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click
import json_reference

from legaldocs import cli
from legaldocs.case.model import Case
from legaldocs.case.synonyms import ALSO_PASSED_OVER, EVERYWHERE, PASSED_OVER, SYNONYMS
from legaldocs.core.findings import SEVERITIES
from legaldocs.core.notation import NOTATIONS, PATH
from legaldocs.core.typed import Label, labels
from legaldocs.law.lawbook import packaged
from legaldocs.law.schema import CalendarFile, FeeFile, ParameterEntry, RateFile, StatuteFile
from legaldocs.law.series import Source
from legaldocs.papers.catalogue import PAPERS
from legaldocs.papers.kind import Family, Paper
from legaldocs.papers.names import Names, notes_on

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
REFERENCE = ROOT / "docs" / "reference"
_CODE = re.compile(r"LD-[A-Z0-9]+(?:-[A-Z0-9]+)+")
_HAN = re.compile("[\u4e00-\u9fff]")
_KIND = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)*")
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
    """Return the page of codes: every finding that the source can make."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in _sources()}
    everywhere = {name: prefix for tree in trees.values() for name, prefix in _makers(tree)}
    rows = set()
    for path, tree in trees.items():
        rows.update(_findings(tree, _module(path), everywhere | dict(_makers(tree))))
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
    name = path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
    return name.removesuffix(".__init__")


def _makers(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield each function that puts a prefix before a kind, with the prefix."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and node.args:
                    first = node.args[0]
                    if isinstance(first, ast.JoinedStr) and _words(first).startswith("LD-"):
                        yield function.name, _words(first).rstrip("…")


def _findings(tree: ast.Module, module: str, prefixes: dict[str, str]) -> Iterator[Code]:
    """Yield a row for each call that makes a finding."""
    names = _constants(tree)
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        words = [names.get(getattr(part, "id", ""), _words(part)) for part in call.args]
        made_by = getattr(call.func, "id", "") or getattr(call.func, "attr", "")
        prefix = prefixes.get(made_by, "")
        code = next((word for word in words if _CODE.fullmatch(word)), "")
        kind = next((word for word in words if _KIND.fullmatch(word)), "") if prefix else ""
        if code or kind:
            named = next((word for word in words if word in SEVERITIES), "")
            severity = named or ("note" if made_by == "refuse" else "error")
            yield Code(
                code or prefix + kind,
                SEVERITIES[severity],
                _cell(next((word for word in words if _HAN.search(word)), "")),
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
    found = [keyword.value for keyword in call.keywords if keyword.arg == name]
    return found[0] if found else ast.Constant("")


def _article(call: ast.Call, names: dict[str, str]) -> str:
    """Return the article a finding rests on, as the newest data number it."""
    asked = _keyword(call, "article")
    if not isinstance(asked, ast.Call) or len(asked.args) != 2:  # noqa: PLR2004 - law and key
        return ""
    law, key = (names.get(getattr(argument, "id", ""), _words(argument)) for argument in asked.args)
    book = packaged()
    if not law.startswith("cn.") or not key or "…" in key:
        return ""
    return book.cite(law, key, book.instrument(law).verified_through).text


def _words(node: ast.expr) -> str:
    """Return the text of a literal, with … where a value is filled in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_words(value) for value in node.values)
    if isinstance(node, ast.BinOp):
        return _words(node.left) + _words(node.right)
    if isinstance(node, ast.FormattedValue):
        return "…"
    return ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _nested(label: Label) -> Any:
    """Return the model inside a field, if there is one."""
    inner = (label.kind, *typing.get_args(label.kind))
    models = [kind for kind in inner if dataclasses.is_dataclass(kind)]
    return models[0] if models and label.notation is None else None


def _synonyms() -> str:
    """Return a row for each field that goes by other names in a table."""
    rows = [f"| 各表 | `{key}` | {'、'.join(others)} |" for key, others in EVERYWHERE.items()]
    for name, model in dict(_lists(Case, ())).items():
        for key, others in SYNONYMS.get(model, {}).items():
            rows.append(f"| {name} | `{key}` | {'、'.join(others)} |")
        if model in ALSO_PASSED_OVER:
            rows.append(f"| {name} | 不读取 | {'、'.join(ALSO_PASSED_OVER[model])} |")
    return "\n".join(rows)


def _lists(model: Any, path: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """Yield the path of each list of records inside a model, with the model of its rows."""
    for key, label in labels(model).items():
        inner = _nested(label)
        if inner is not None:
            if typing.get_origin(label.kind) is tuple:
                yield ".".join((*path, key)), inner
            yield from _lists(inner, (*path, key))


CASE_FILE = f"""# 案件文件

案件文件夹里的 `case.yaml` 写明全部事实。可以从 `legaldocs new` 生成的样例改起。

- 一行写一项：英文键、半角冒号、一个空格、内容，例如 `price: 100000.00`；缩进用空格。
- 金额以元为单位，最多两位小数，不带正负号，例如 `1234.50`、`1,234.50` 或 `￥1,234.50元`。
- 日期写成 `2026-11-21`，也可以写 `2026/11/21`、`2026.11.21`、`2026年11月21日`、`20261121`；
  年份在前，写四位。
- 发票号码等长数字原样写全；以 0 开头的也照写。
- “文件”是相对于案件文件夹的路径；有几个时写成列表；名称以空格结尾的加引号。
- 选项写中文，或写括号里的英文名。
- 违约金的标准写成 `日万分之五`（`0.05%/day`）、`年利率6%`（`6%/year`）
  或 `LPR的1.5倍`（`lpr*1.5`）。

## 用表格代替列表

“列表（或表格）”的项可以写一个表格的文件名，例如 `invoices: 发票.xlsx`，做法见
[财务的表格怎样用](../how-to/tables.md)。

- 表头写下表的中文名、键，或者下面的别名；可以带单位，例如 `金额（元）`、`金额（万元）`。
- 小节里的键，表头写小节名加中文名，或者下面的别名，例如 `违约金标准`。
- 这些列不读取：{"、".join(PASSED_OVER)}，以及不含税的金额。

| 表 | 键 | 表头也可以写 |
| --- | --- | --- |
{_synonyms()}

## 最外层

"""
"""What stands above the generated part of the page on the case file."""


def case_file() -> str:
    """Return the page of the case file: what the model says of each key."""
    return HEAD + CASE_FILE + "\n".join(_model(Case, (), tables=True)) + "\n"


def _model(model: Any, path: tuple[str, ...], *, tables: bool = False) -> Iterator[str]:
    """Yield the table of a model, then those of the models in it."""
    defaults = {field.name: field.default for field in dataclasses.fields(model)}
    yield "| 键 | 中文名 | 写什么 | 必填或默认 |"
    yield "| --- | --- | --- | --- |"
    for key, label in labels(model).items():
        given = "必填" if label.required else _default(defaults[key])
        yield f"| `{key}` | {label.name} | {_type(label, tables=tables)} | {given} |"
    for key, label in labels(model).items():
        inner = _nested(label)
        if inner is not None:
            below = (*filter(None, path), key)
            yield f"\n{'#' * (len(path) + 2)} {'.'.join(below)}（{label.name}）\n"
            yield from _model(inner, below, tables=tables)


LAW_DATA = """# 法律数据

`legaldocs/law/data` 里的文件。新增数值或者利率，照[维护者指南](../how-to/add-a-rate.md)做。

- 每个值带着起始日和出处；出处写在 `sources/`，别处用编号引用。
- 日期写成 `2026-11-21`，同一小节里由早到晚排列；一个值适用到下一个值的前一日。
- `verified_through` 是最后一次核对所及之日，不写将来。
- 选项写括号里的英文名，连字符和下划线都可以。
- 不认识的键、缺少的必填项、找不到的出处、次序颠倒，读取时一并报告，程序以 3 退出。"""
"""What stands above the generated part of the page on the law data."""

LAW_FILES: tuple[tuple[str, str, Any], ...] = (
    ("rates/编号.yaml", "利率", RateFile),
    ("fees/编号.yaml", "收费标准", FeeFile),
    ("parameters/*.yaml 的每个编号", "期间、比例、限额", ParameterEntry),
    ("statutes/名称.yaml", "法律文件和条文序号", StatuteFile),
    ("sources/*.yaml 的每个编号", "出处", Source),
    ("calendar.yaml", "放假安排", CalendarFile),
)


def law_data() -> str:
    """Return the page of the law data: what the classes of its files say of each key."""
    parts = [HEAD + LAW_DATA]
    for path, name, model in LAW_FILES:
        parts.append(f"\n## {path}（{name}）\n")
        parts += _model(model, ("",))
    return "\n".join(parts) + "\n"


def _type(label: Label, *, tables: bool) -> str:
    kind = label.kind
    if typing.get_origin(kind) in (types.UnionType, typing.Union):
        kind = next(part for part in typing.get_args(kind) if part is not types.NoneType)
    if typing.get_origin(kind) is collections.abc.Mapping:
        return _mapping(label, NOTATIONS[typing.get_args(kind)[0]].says)
    if typing.get_origin(kind) is tuple and label.notation in (None, PATH):
        if _nested(label) is not None:
            return "列表（或表格）" if tables else "列表"
        one = dataclasses.replace(label, kind=typing.get_args(kind)[0])
        return f"{_type(one, tables=tables)}，可以有几个"
    if dataclasses.is_dataclass(kind) and label.notation is None:
        return "小节"
    if label.notation is None and issubclass(kind, enum.Enum):
        choices = (
            f"{member.value}（`{member.name.lower().replace('_', '-')}`）" for member in kind
        )
        return "选一：" + "、".join(choices)
    return (label.notation or NOTATIONS[kind]).says


def _mapping(label: Label, key: str) -> str:
    shape = f"小节，以{key}为键" if label.notation is None else f"{key}: {label.notation.says}"
    return f"其余的键都是：{shape}" if label.other_keys else shape


def _default(value: Any) -> str:
    if value is None or value in ("", ()):
        return "可不写"
    if isinstance(value, bool):
        return f"默认 {'是' if value else '否'}"
    return f"默认 {value}"


TOUR = (
    "legaldocs new 某案",
    "legaldocs build case42 --as-of 2026-11-21 --out out",
    "legaldocs verify out/bundle | head -1",
    "legaldocs calc interest --principal 500000 --from 2025-07-01 --to 2026-11-21 --rate 'lpr*1.5'",
)
"""The commands of the README's tour, run beside a copy of the example.

How large the bundle is depends on the machine's fonts, so that line is left out.
"""

READMES = {ROOT / "README.md": 0, ROOT / "README.en.md": 1}
"""Each README, and which of the titles below it uses."""

FAMILIES = {
    Family.LETTER: ("函件", "letters"),
    Family.FILING: ("提交法院", "filings"),
    Family.AGREEMENT: ("协议", "agreements"),
    Family.EVIDENCE: ("清单", "lists"),
}


def papers(language: int) -> str:
    """Return the papers by family, a line each, as a list of Markdown."""
    lines = [
        f"{titles[language]}{'：' if language == 0 else ': '}"
        + ("、" if language == 0 else ", ").join(
            paper.title for paper in PAPERS if paper.family is family
        )
        for family, titles in FAMILIES.items()
    ]
    return "".join(f"  - {line}\n" for line in lines)


def readme(path: Path, walked: str) -> str:
    """Return a README with what is generated in it."""
    text = path.read_text(encoding="utf-8")
    for mark, made in (("tour", walked), ("papers", papers(READMES[path]))):
        between = re.compile(rf"(?<=<!-- {mark} -->\n)(?s:.*?)(?=[ ]*<!-- /{mark} -->)")
        text, found = between.subn(lambda _, made=made: made, text, count=1)
        if found != 1:
            raise SystemExit(f"{path.name}: no place for {mark}")
    return text


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


def papers_page() -> str:
    """Return the page of papers: what each is for, where its template lies, the names it has."""
    rows = [
        f"| {paper.number} | {paper.title} | `{paper.id}` | {paper.goes_to.value} "
        f"| `{paper.template}.docx` |"
        for paper in PAPERS
    ]
    intro = "`build --only` 写文书的名称或代号；模板的位置是自己的副本放的地方，见[改文书的用语]"
    parts = [
        HEAD + "# 文书和名称\n",
        f"{intro}(../how-to/change-the-wording.md)。\n",
        "| 编号 | 文书 | 代号 | 送交 | 模板 |\n| --- | --- | --- | --- | --- |",
        *rows,
        "\n每份模板能用的名称，是下面列有该文书的各表之和。",
    ]
    for declares, users in _declaring().items():
        every = len(users) == len(PAPERS)
        titles = "各种文书" if every else "、".join(paper.title for paper in users)
        notes = {key: note for key, note in notes_on(declares).items() if key in vars(declares)}
        parts += [f"\n## {titles}\n", *_names(notes)]
    return "\n".join(parts) + "\n"


def _declaring() -> dict[type[Names], list[Paper]]:
    """Return each class that declares names, the most common first, with the papers that use it."""
    found: dict[type[Names], list[Paper]] = {}
    for paper in PAPERS:
        for kind in reversed(paper.names.__mro__):
            if issubclass(kind, Names) and notes_on(kind).keys() & vars(kind).keys():
                found.setdefault(kind, []).append(paper)
    return dict(sorted(found.items(), key=lambda pair: -len(pair[1])))


def _names(notes: dict[str, str]) -> Iterator[str]:
    yield "| 名称 | 含义 |\n| --- | --- |"
    for key, note in notes.items():
        yield f"| `{key}` | {_cell(note)} |"


def main() -> int:
    """Write every page, or with ``--check`` return 1 when one differs."""
    walked = tour()
    pages = {
        REFERENCE / "commands.md": commands(),
        REFERENCE / "codes.md": codes(),
        REFERENCE / "case-file.md": case_file(),
        REFERENCE / "law-data.md": law_data(),
        REFERENCE / "papers.md": papers_page(),
        REFERENCE / "json.md": HEAD + json_reference.page(),
        **{REFERENCE / "json" / name: text for name, text in json_reference.files().items()},
        **{path: readme(path, walked) for path in READMES},
    }
    (REFERENCE / "json").mkdir(parents=True, exist_ok=True)
    stale = []
    for path, text in pages.items():
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(path.relative_to(ROOT))
    for page in stale:
        print(f"{page} is out of date; run: python docs/generate.py")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
