"""``legaldocs template``: the paper templates, their names, and a user's own copies."""

from __future__ import annotations

from pathlib import Path

import click

from legaldocs.commands._options import json_option
from legaldocs.commands._output import counted, listed, reply

_PATH = click.Path(path_type=Path)


@click.group("template")
def command() -> None:
    """查看、复制和检查文书模板。"""


@command.command("list")
@json_option
def list_(*, as_json: bool) -> None:
    """列出全部模板。"""
    from legaldocs.papers.catalogue import FORMS

    rows = [f"{form.title}：{form.template}.docx" for form in FORMS]
    templates = [{"name": form.template, "title": form.title} for form in FORMS]
    reply("template.list", {"templates": templates}, as_json=as_json, text="\n".join(rows))


@command.command("show")
@click.argument("name", metavar="NAME")
@json_option
def show(name: str, *, as_json: bool) -> None:
    """列出一个模板可用的名称及其含义。"""
    from legaldocs.papers.names import notes_on
    from legaldocs.papers.own_templates import form_named

    form = form_named(name)
    names = notes_on(form.names)
    rows = [f"{form.title}（{form.template}.docx）可用的名称：", ""]
    rows += [f"{key}：{note}" for key, note in names.items()]
    payload = {"name": form.template, "title": form.title, "names": names}
    reply("template.show", payload, as_json=as_json, text="\n".join(rows))


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
            *(f"已复制：{each}" for each in made),
            f"用 Word 修改后运行 legaldocs template check {folder}，",
            f"生成时加 --templates {folder}。",
        ]
    )
    reply("template.copy", {"made": [str(each) for each in made]}, as_json=as_json, text=text)


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
    ok = not errors(findings)
    text = "\n".join(filter(None, [listed(findings), counted(findings)]))
    reply("template.check", {}, as_json=as_json, text=text, ok=ok, findings=findings)
    if not ok:
        context.exit(InputError.exit_code)
