"""``legaldocs template``: the paper templates, their names, and a user's own copies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import click
import msgspec
from msgspec import Meta

from legaldocs.commands._options import json_option
from legaldocs.commands._show import counted, listed, show
from legaldocs.output.reply import Reply

if TYPE_CHECKING:
    from collections.abc import Iterator

_PATH = click.Path(path_type=Path)


class Listed(msgspec.Struct, frozen=True):
    """A template and the paper it becomes (模板)."""

    name: Annotated[str, Meta(description="模板，不含 .docx")]
    title: Annotated[str, Meta(description="文书名称")]


class TemplateListReply(Reply, frozen=True, tag="legaldocs.template.list/1"):
    """The templates there are (全部模板)."""

    templates: tuple[Listed, ...]


class TemplateShowReply(Reply, frozen=True, tag="legaldocs.template.show/1"):
    """The names that a template may use (模板可用的名称)."""

    name: Annotated[str, Meta(description="模板，不含 .docx")]
    title: Annotated[str, Meta(description="文书名称")]
    names: Annotated[dict[str, str], Meta(description="名称和含义")]


class TemplateCopyReply(Reply, frozen=True, tag="legaldocs.template.copy/1"):
    """The copies that were made (模板副本)."""

    made: Annotated[tuple[str, ...], Meta(description="写下的文件")]


class TemplateCheckReply(Reply, frozen=True, tag="legaldocs.template.check/1"):
    """What is wrong with a user's copies, as findings (模板副本的检查结果)."""


class Passage(msgspec.Struct, frozen=True):
    """A paragraph or a row of a template (模板的段落)."""

    style: Annotated[str, Meta(description="段落样式；或者 版面、页眉、页脚、表格行")]
    text: Annotated[str, Meta(description="文字和标签")]
    look: Annotated[str, Meta(description="样式之外的格式，如 加粗、居中；没有的为空")]


class Change(msgspec.Struct, frozen=True):
    """One difference between two templates (改动)."""

    kind: Annotated[
        Literal["inserted", "removed", "changed"],
        Meta(description="inserted 增加，removed 删去，changed 改动"),
    ]
    place: Annotated[int, Meta(description="在后一个模板正文里的第几段；版面、页眉、页脚为 0")]
    before: Annotated[Passage | None, Meta(description="改动以前；增加的为空")]
    after: Annotated[Passage | None, Meta(description="改动以后；删去的为空")]


class Difference(msgspec.Struct, frozen=True):
    """What parts two templates (模板的差异)."""

    changes: tuple[Change, ...]
    tags_added: Annotated[tuple[str, ...], Meta(description="多出的标签")]
    tags_dropped: Annotated[tuple[str, ...], Meta(description="少了的标签")]


class CopyChanges(msgspec.Struct, frozen=True):
    """How a copy differs from the template of today (副本的改动)."""

    name: Annotated[str, Meta(description="模板，不含 .docx")]
    title: Annotated[str, Meta(description="文书名称")]
    file: Annotated[str, Meta(description="副本")]
    own: Annotated[Difference, Meta(description="副本与现在附带的模板相比")]
    copied_from: Annotated[str, Meta(description="复制时 legaldocs 的版本；没有记录的为空")]
    since: Annotated[
        Difference | None, Meta(description="附带的模板在复制以后的改动；没有记录的为空")
    ]


class TemplateDiffReply(Reply, frozen=True, tag="legaldocs.template.diff/1"):
    """What a user's copies change (模板副本的改动)."""

    copies: tuple[CopyChanges, ...]


@click.group("template")
def command() -> None:
    """查看、复制、检查和比较文书模板。"""


@command.command("list")
@json_option
def list_(*, as_json: bool) -> None:
    """列出全部模板。"""
    from legaldocs.papers.catalogue import FORMS

    rows = [f"{form.title}：{form.template}.docx" for form in FORMS]
    templates = tuple(Listed(form.template, form.title) for form in FORMS)
    answer = TemplateListReply(ok=True, findings=(), templates=templates)
    show(answer, "\n".join(rows), as_json=as_json)


@command.command("show")
@click.argument("name", metavar="NAME")
@json_option
def show_(name: str, *, as_json: bool) -> None:
    """列出一个模板可用的名称及其含义。"""
    from legaldocs.papers.names import notes_on
    from legaldocs.papers.own_templates import form_named

    form = form_named(name)
    names = notes_on(form.names)
    rows = [f"{form.title}（{form.template}.docx）可用的名称：", ""]
    rows += [f"{key}：{note}" for key, note in names.items()]
    answer = TemplateShowReply(
        ok=True, findings=(), name=form.template, title=form.title, names=dict(names)
    )
    show(answer, "\n".join(rows), as_json=as_json)


@command.command("copy")
@click.argument("name", metavar="NAME")
@click.option("--to", "folder", type=_PATH, required=True, metavar="DIR", help="副本所在的文件夹。")
@json_option
def copy(name: str, folder: Path, *, as_json: bool) -> None:
    """复制一个模板，用 Word 修改副本；生成时用 build --templates。"""
    from legaldocs.papers.own_templates import copy_template, form_named

    made = copy_template(form_named(name), folder)
    text = "\n".join(
        [
            *(f"已复制：{path}" for path in made),
            f"用 Word 修改后运行 legaldocs template check {folder}，",
            f"生成时加 --templates {folder}。",
        ]
    )
    answer = TemplateCopyReply(ok=True, findings=(), made=tuple(map(str, made)))
    show(answer, text, as_json=as_json)


@command.command("check")
@click.argument("folder", metavar="DIR", type=_PATH)
@json_option
@click.pass_context
def check(context: click.Context, folder: Path, *, as_json: bool) -> None:
    """检查模板副本：名称是否存在，内容能否排版。"""
    from legaldocs.core.errors import InputError
    from legaldocs.core.findings import errors
    from legaldocs.papers.own_templates import check_copies

    findings = check_copies(folder)
    answer = TemplateCheckReply(ok=not errors(findings), findings=findings)
    text = "\n".join(filter(None, [listed(findings), counted(findings)]))
    show(answer, text, as_json=as_json)
    if not answer.ok:
        context.exit(InputError.exit_code)


@command.command("diff")
@click.argument("folder", metavar="DIR", type=_PATH)
@click.argument("name", metavar="[NAME]", required=False)
@json_option
@click.pass_context
def diff(context: click.Context, folder: Path, name: str | None, *, as_json: bool) -> None:
    """逐段列出模板副本改了什么，以及附带的模板后来改了什么。"""
    from legaldocs.core.errors import InputError
    from legaldocs.papers.own_templates import compare_copies

    found, findings = compare_copies(folder, name)
    copies = tuple(
        CopyChanges(
            one.form.template,
            one.form.title,
            str(one.path),
            msgspec.convert(one.own, Difference, from_attributes=True),
            one.copied_from,
            msgspec.convert(one.since, Difference | None, from_attributes=True),
        )
        for one in found
    )
    answer = TemplateDiffReply(ok=not findings, findings=findings, copies=copies)
    rows = [listed(findings)] if findings else []
    rows += [row for one in copies for row in _copy_rows(one)]
    show(answer, "\n".join(rows), as_json=as_json)
    if findings:
        context.exit(InputError.exit_code)


def _copy_rows(copy: CopyChanges) -> Iterator[str]:
    yield f"{copy.title}（{copy.file}）"
    yield from _difference_rows("与现在附带的模板相比", copy.own, "没有改动")
    if copy.since is None:
        yield "  没有复制时的记录，不知道附带的模板后来改了什么"
    else:
        when = f"附带的模板在复制以后（复制时的版本 {copy.copied_from}）"
        yield from _difference_rows(when, copy.since, "没有改动")


def _difference_rows(what: str, found: Difference, nothing: str) -> Iterator[str]:
    if not found.changes:
        yield f"  {what}：{nothing}"
        return
    yield f"  {what}，改动 {len(found.changes)} 处："
    for change in found.changes:
        yield from _change_rows(change)
    for word, tags in (("多出的标签", found.tags_added), ("少了的标签", found.tags_dropped)):
        if tags:
            yield f"    {word}：{'、'.join(tags)}"


def _change_rows(change: Change) -> Iterator[str]:
    before, after = change.before, change.after
    place = f"第 {change.place} 段" if change.place else ""
    if before is None and after is not None:
        yield f"    {place}增加{_named(after)}"
    elif after is None and before is not None:
        yield f"    {place and f'{place}之前'}删去{_named(before)}"
    elif before is not None and after is not None:
        yield f"    {place}改动{_named(before)}"
        if (before.style, before.look) != (after.style, after.look):
            yield f"      格式改为{_named(after)}"
    yield from (f"      - {line}" for line in (before.text if before else "").splitlines())
    yield from (f"      + {line}" for line in (after.text if after else "").splitlines())


def _named(passage: Passage) -> str:
    return f"〔{'，'.join(filter(None, (passage.style, passage.look)))}〕"
