"""``legaldocs template``: the paper templates, their names, and a user's own copies."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import click
import msgspec
from msgspec import Meta

from legaldocs.commands._options import json_option
from legaldocs.commands._show import counted, listed, show
from legaldocs.output.reply import Reply

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


@click.group("template")
def command() -> None:
    """查看、复制和检查文书模板。"""


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
