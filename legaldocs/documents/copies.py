"""A user's own copies of the templates: made, described, checked before they are used."""

from __future__ import annotations

import difflib
import io
from typing import TYPE_CHECKING

import docx

from legaldocs.claim.papers import PAPERS
from legaldocs.core import strict_yaml
from legaldocs.core.atomic import write_whole
from legaldocs.core.errors import InputError, LegaldocsError
from legaldocs.core.findings import Finding
from legaldocs.documents.docx import asked_names
from legaldocs.documents.html import to_sheet
from legaldocs.documents.paper import COVER
from legaldocs.documents.phrases import FILTERS
from legaldocs.documents.templates import PACKAGED, Template, find_stylesheet, find_template
from legaldocs.documents.verification import REPORT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TITLES = {
    **{kind.template: kind.title for kind in PAPERS},
    COVER: "证据卷封面",
    REPORT: "证据包校验报告",
}
"""The templates there are, and the papers they become."""

NAMES = "names.yaml"


def template_named(text: str) -> str:
    """Return the template that a user means by its name, its last part or its paper's title.

    Raises InputError when there is none.
    """
    for name, title in TITLES.items():
        if text.removesuffix(".docx") in (name, name.rpartition("/")[2], title):
            return name
    raise InputError(
        "没有这个模板", found=text[:60], expected="、".join(TITLES.values()),
        next_step="用 legaldocs template list 查看",
    )  # fmt: skip


def documented_names(name: str) -> dict[str, str]:
    """Return the names that a template may use, and what each is."""
    family = name.partition("/")[0]
    files = [PACKAGED / family / NAMES]
    if name != REPORT:
        files.insert(0, PACKAGED / NAMES)
    names: dict[str, str] = {}
    for path in files:
        names |= dict(strict_yaml.read(path.read_bytes(), path.name))
    return names


def copy_template(name: str, into: Path) -> tuple[Path, ...]:
    """Copy a template and the notes on its names below ``into``; the paths made are returned.

    Raises InputError when a copy stands there already or the folder cannot be written.
    """
    family = name.partition("/")[0]
    target = into / f"{name}.docx"
    if target.exists():
        raise InputError("这里已经有这个模板的副本，不会覆盖", where=str(target))
    made = [target]
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, (PACKAGED / f"{name}.docx").read_bytes())
        for notes in (NAMES, f"{family}/{NAMES}"):
            if not (into / notes).exists():
                write_whole(into / notes, (PACKAGED / notes).read_bytes())
                made.append(into / notes)
    except OSError as error:
        raise InputError(
            "模板副本无法写入",
            where=str(into),
            found=f"{error.strerror}",
            next_step="核对路径和权限",
        ) from error
    return tuple(made)


def check_copies(folder: Path) -> tuple[Finding, ...]:
    """Return what is wrong with the copies below ``folder``, without any case.

    Raises InputError when there is no such folder, or no copy in it.
    """
    copies = sorted(folder.rglob("[!~]*.docx")) if folder.is_dir() else []
    if not copies:
        raise InputError(
            "没有模板副本",
            where=str(folder),
            next_step="用 legaldocs template copy 复制后修改",
        )
    return tuple(found for path in copies for found in _check(path, folder))


def _check(path: Path, folder: Path) -> Iterator[Finding]:
    name = path.relative_to(folder).with_suffix("").as_posix()
    if name not in TITLES:
        near = difflib.get_close_matches(name, TITLES, n=1)
        yield Finding(
            "LD-TPL-UNKNOWN",
            "warning",
            "没有文书使用这个位置的模板，生成时不会用到",
            where=str(path),
            next_step=f"是否应为 {near[0]}.docx？"
            if near
            else "用 legaldocs template list 查看位置",
        )
        return
    template = find_template(name, folder)
    try:
        yield from _check_names(template, documented_names(name))
        yield from _check_styles(template)
        to_sheet(template.path.read_bytes(), template.fault)
    except LegaldocsError as error:
        yield Finding("LD-TPL-CONTENT", "error", error.what, str(path), next_step=error.next_step)


def _check_names(template: Template, known: dict[str, str]) -> Iterator[Finding]:
    for asked in sorted(asked_names(template, FILTERS) - set(known)):
        near = difflib.get_close_matches(asked, known, n=1)
        hint = f"是否想写 {near[0]}？" if near else ""
        yield Finding(
            "LD-TPL-NAME",
            "error",
            f"模板用了不存在的名称“{asked}”",
            where=str(template.path),
            next_step=f"{hint}可用的名称：{'、'.join(known)}",
        )


def _check_styles(template: Template) -> Iterator[Finding]:
    """A style without a rule is set as plain body text in the PDF."""
    rules = find_stylesheet()
    document = docx.Document(io.BytesIO(template.path.read_bytes()))
    used = {each.style.name for each in document.paragraphs if each.style is not None}
    for style in sorted(each for each in used if each and f".{each} " not in rules):
        yield Finding(
            "LD-TPL-STYLE",
            "warning",
            f"段落样式“{style}”没有对应的排版规则，PDF 里按正文排",
            where=str(template.path),
            next_step="改用模板里已有的样式",
        )
