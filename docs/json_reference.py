"""The JSON schemas of everything that scripts read, and the page that lists them."""

from __future__ import annotations

import importlib
import inspect
import json
import re
from typing import TYPE_CHECKING, Any

import click
import msgspec

from legaldocs import cli
from legaldocs.output.reply import Failure, Sha256, Yuan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def _pattern(kind: Any) -> str:
    (meta,) = kind.__metadata__
    return str(meta.pattern)


_CHINESE = re.compile(r"[(（]([^()（）]*[\u4e00-\u9fff][^()（）]*)[)）]")
_TYPES = {"boolean": "是或否", "integer": "整数", "number": "数", "string": "文本"}
_TEXTS = {
    "date": "日期",
    _pattern(Yuan): "金额",
    _pattern(Sha256): "SHA-256",
}
_NAME = re.compile(r"legaldocs\.[a-z.-]+/[0-9]+")
_PLACE = "#/$defs/"
_HEAD = frozenset({"schema", "ok", "findings"})
"""The keys of every reply, which the introduction explains once."""

_FINDING = {
    "code": "固定的代码，见[检查代码](codes.md)",
    "severity": "程度：错误、提示或警告",
    "message": "发生了什么",
    "where": "在哪里：文件、文件:行，或者包内路径",
    "article": "依据",
    "next_step": "下一步",
    "blocks": "因此不生成的文书，或者 everything、figures、exhibits",
}
"""What the keys of a finding mean; ``core`` does not know msgspec."""

INTRODUCTION = """# JSON

给脚本用的参考：每个命令加 `--json` 在标准输出上给出的一个对象，以及生成结果里的
`summary.json`、证据包里的 `metadata/trace.json`、`metadata/index.json` 和
`seal/statement.json`，`prove` 出具的证明，批量结果里的 `summary.json`
（`legaldocs.run/1`）和 `run.jsonl` 的每一行（`legaldocs.outcome/1`），寄送批次里的
`dispatch.json`（`legaldocs.dispatched/1`）。
每个对象的 `schema` 写明它的名称和版本；
每个名称有一份 JSON Schema，在 [json](json) 文件夹。

- 命令 `legaldocs calc fee` 的答复名为 `legaldocs.calc.fee/1`，成功和失败都是这个名称；
  失败时没有下表的各键，而有 `error`；退出码见下。
  还没有认出命令的，名为 `legaldocs/1`。
- 每个答复都有 `schema`、`ok`（没有错误）和 `findings`（检查结果，见
  [Finding](#finding)），以下不再列出。
- 金额是文本，元，两位小数；日期是 `2026-11-21` 这样的文本；
  没有的值是 `null` 或空文本，键总是在。
- 同一版本里只会增加键，不改名，不删去；读的一方应忽略不认识的键。
  索引、封存声明和证明例外：同一版本里键是固定的，多一个键就是改动。
- `prove` 的输出本身就是一份证明（`legaldocs.proof/1`），没有 `--json`。

## 退出码

| 码 | 含义 |
| --: | --- |
| 0 | 完成 |
| 1 | 案件有错误，涉及的文书没有生成 |
| 2 | 选项、参数或文件有误 |
| 3 | 法律数据不足以回答该日期 |
| 4 | 证据与清单或签名不符 |
| 70 | 程序故障 |
| 130 | 被中断（Ctrl-C、SIGTERM、终端关闭） |

## 失败时
"""
"""What stands above the generated tables."""


def replies() -> dict[str, type[msgspec.Struct]]:
    """Return every class with a schema name, by that name."""
    _import_commands(cli.group)
    for name in ("legaldocs.job", "legaldocs.evidence.inclusion"):
        importlib.import_module(name)
    named = {str(kind.__struct_config__.tag): kind for kind in _below(msgspec.Struct)}
    return {name: named[name] for name in sorted(named) if _NAME.fullmatch(name)}


def _import_commands(group: click.Group) -> None:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            _import_commands(command)


def _below(kind: type[Any]) -> Iterator[type[Any]]:
    for below in kind.__subclasses__():
        yield below
        yield from _below(below)


def command_of(name: str) -> str | None:
    """Return the command that answers with a schema, as it is typed; None for a file."""
    words = name.partition("/")[0].split(".")[1:]
    return " ".join(["legaldocs", *words]) if words[0] in cli.COMMANDS else None


def schema(name: str, kind: type[msgspec.Struct]) -> dict[str, Any]:
    """Return the JSON Schema of one name: the answer, or for a command the failure in its place."""
    kinds = (kind, Failure) if command_of(name) else (kind,)
    tops, objects = msgspec.json.schema_components(kinds, ref_template=_PLACE + "{name}")
    omitting = {
        below.__name__ for below in _below(msgspec.Struct) if below.__struct_config__.omit_defaults
    }
    for title, described in objects.items():
        _complete(described, omits=title in omitting)
    for key, about in _FINDING.items():
        if "Finding" in objects:
            objects["Finding"]["properties"][key] |= {"description": about}
    whole: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": name,
        **(tops[0] if len(tops) == 1 else {"anyOf": list(tops)}),
        "$defs": dict(sorted(objects.items())),
    }
    if len(tops) > 1:
        whole["$defs"]["Failure"]["properties"]["schema"] = {"enum": [name]}
    return whole


def _complete(described: dict[str, Any], *, omits: bool) -> None:
    """Require every key: a value that has a default is written too, but where it ``omits`` that."""
    described["description"] = inspect.cleandoc(described["description"])
    for value in described["properties"].values():
        value.pop("default", None)
    if not omits:
        described["required"] = list(described["properties"])


def files() -> dict[str, str]:
    """Return every schema as the text of a file, by the file's name."""
    return {
        f"{name.removeprefix('legaldocs.').partition('/')[0]}.json": (
            json.dumps(schema(name, kind), ensure_ascii=False, indent=2) + "\n"
        )
        for name, kind in replies().items()
    }


def page() -> str:
    """Return the page that lists every schema, and the objects they share."""
    objects: dict[str, Any] = {}
    tops = {}
    for name, kind in replies().items():
        for key, described in schema(name, kind)["$defs"].items():
            if key != "Failure" and objects.setdefault(key, described) != described:
                raise SystemExit(f"two objects are named {key}")
        tops[name] = objects[kind.__name__]
    failure = msgspec.json.schema_components([Failure])[1]["Failure"]
    parts = [INTRODUCTION, *_table(failure, objects), ""]
    for name, described in tops.items():
        parts.extend(_section(name, described, objects))
    parts += ["## 各处共用的对象", ""]
    for name, described in sorted(objects.items()):
        if described not in tops.values():
            parts += [
                f"### {name}",
                "",
                f"{_chinese(described)}。",
                "",
                *_table(described, objects),
                "",
            ]
    return "\n".join(parts).rstrip() + "\n"


def _section(name: str, described: Mapping[str, Any], objects: Mapping[str, Any]) -> Iterator[str]:
    file = name.removeprefix("legaldocs.").partition("/")[0]
    yield f"## {command_of(name) or file + '.json'}"
    yield ""
    yield f"{_chinese(described)}：[`{name}`](json/{file}.json)"
    yield ""
    if set(described["properties"]) - _HEAD:
        yield from _table(described, objects)
        yield ""


def _chinese(described: Mapping[str, Any]) -> str:
    """Return the Chinese name of an object: in brackets on the first line of its docstring."""
    return _CHINESE.findall(described["description"].splitlines()[0])[-1]


def _table(described: Mapping[str, Any], objects: Mapping[str, Any]) -> Iterator[str]:
    yield "| 键 | 类型 | 说明 |"
    yield "| --- | --- | --- |"
    for key, value in described["properties"].items():
        if key not in _HEAD or described["title"] == "Failure":
            about = value.get("description") or _chinese(objects[_referred(value)])
            yield f"| `{key}` | {_type(value)} | {about} |"


def _referred(value: Mapping[str, Any]) -> str:
    """Return the name of the object that a value, or each of a list, is."""
    return str((value.get("items") or value)["$ref"].removeprefix(_PLACE))


def _type(value: Mapping[str, Any]) -> str:
    """Return the type of a value in words; an object is a link to its table."""
    kind = value.get("type")
    if "$ref" in value:
        shown = f"[{_referred(value)}](#{_referred(value).lower()})"
    elif "anyOf" in value:
        kinds = [_type(option) for option in value["anyOf"] if option.get("type") != "null"]
        shown = f"{'或'.join(kinds)}，或空"
    elif "enum" in value:
        shown = "、".join(f"`{json.dumps(choice)}`" for choice in value["enum"])
    elif kind == "array":
        shown = f"列表：{_type(value['items'])}"
    elif kind == "object":
        shown = f"键值：{_type(value['additionalProperties'])}"
    else:
        shown = _TEXTS.get(value.get("pattern") or value.get("format", ""), _TYPES[str(kind)])
    return shown
