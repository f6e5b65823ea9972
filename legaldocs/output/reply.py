"""The JSON that programs read: each object is declared once, as a class with a schema name."""

from __future__ import annotations

import json
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from legaldocs.core.findings import Finding

Yuan = Annotated[str, Meta(description="金额，元，两位小数", pattern=r"^-?[0-9]+\.[0-9]{2}$")]
Sha256 = Annotated[str, Meta(description="SHA-256，十六进制", pattern="^[0-9a-f]{64}$")]


class Step(msgspec.Struct, frozen=True):
    """One step of a working (计算步骤)."""

    says: Annotated[str, Meta(description="算式")]
    source: Annotated[str, Meta(description="依据")]


class Reply(msgspec.Struct, frozen=True, tag_field="schema"):
    """The answer of a command (答复); its tag is the name of its schema."""

    ok: Annotated[bool, Meta(description="是否没有错误")]
    findings: Annotated[tuple[Finding, ...], Meta(description="检查结果")]


class Fault(msgspec.Struct, frozen=True):
    """Why a command could not answer (错误)."""

    code: Annotated[str, Meta(description="固定的代码，LD- 开头")]
    message: Annotated[str, Meta(description="发生了什么")]
    where: Annotated[str, Meta(description="在哪里：文件，或者文件:行")] = ""
    expected: Annotated[str, Meta(description="应为")] = ""
    found: Annotated[str, Meta(description="实际")] = ""
    next_step: Annotated[str, Meta(description="下一步")] = ""


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """What any command answers instead when it fails (失败)."""

    schema: Annotated[str, Meta(description="该命令的名称，与成功时相同")]
    ok: Annotated[Literal[False], Meta(description="没有成功")] = False
    findings: Annotated[tuple[Finding, ...], Meta(description="检查结果")] = ()
    error: Fault


def written(value: object) -> bytes:
    """Return a reply as JSON in UTF-8.

    A byte of a file name that is not UTF-8 becomes a JSON escape.
    """
    text = json.dumps(msgspec.to_builtins(value), ensure_ascii=False, indent=2) + "\n"
    return text.encode("utf-8", "backslashreplace")
