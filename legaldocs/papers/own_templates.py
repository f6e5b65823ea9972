"""A user's own copies of the templates: made, described, checked before they are used."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from legaldocs.core.atomic import write_whole
from legaldocs.core.errors import InputError, LegaldocsError
from legaldocs.core.findings import Finding
from legaldocs.core.system_error import reason
from legaldocs.papers.catalogue import FORMS
from legaldocs.papers.make import LETTERHEAD, find_template
from legaldocs.papers.name_types import Misuse, slips
from legaldocs.papers.names import notes_on
from legaldocs.papers.template_changes import RECORD, changes_of, record
from legaldocs.papers.typed_words import typed_in
from legaldocs.papers.words import FILTERS
from legaldocs.render.cleaning import lost_format
from legaldocs.render.docx import read_package, used_names
from legaldocs.render.styles import unruled_styles
from legaldocs.render.template import ADVICE, STYLESHEET, Template, find_stylesheet
from legaldocs.render.write import set_in_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from legaldocs.papers.kind import Family, Form
    from legaldocs.papers.names import Names
    from legaldocs.papers.template_changes import CopyChanges
    from legaldocs.render.docx import UsedNames
    from legaldocs.render.template import Stylesheet

_SHOWN = 60
_CORRECT = "在 Word 里改正这一段，再检查一次"
_NOTES_HEAD = (
    "# {title}模板可用的名称。\n"
    "# 过滤器：金额|yuan（1,234.50）、金额|exact（未舍入）、金额|words（人民币大写）、"
    "日期|day（2026年3月5日）、\n"
    "#         值|cell（表格用，空值印“—”）、列表|listed（顿号连接）、"
    "文字|sentence（补一个句号）。\n"
)


def form_named(text: str) -> Form:
    """Return the form that a user means by its place, its id or its title.

    Raises InputError when there is none.
    """
    for form in FORMS:
        if text.removesuffix(".docx") in (form.template, form.id, form.title):
            return form
    raise InputError(
        "没有这个模板",
        found=text[:60],
        expected="、".join(form.title for form in FORMS),
        next_step="用 legaldocs template list 查看",
    )


def copy_template(form: Form, into: Path) -> tuple[Path, ...]:
    """Copy a template, the notes on its names and a record of it below ``into``.

    The paths made are returned.

    Raises InputError when the copy exists already or the folder cannot be written.
    """
    target = into / f"{form.template}.docx"
    notes, base = (into / f"{form.template}{suffix}" for suffix in (".names.yaml", RECORD))
    if target.exists():
        raise InputError("这里已经有这个模板的副本，不会覆盖", where=str(target))
    head = _NOTES_HEAD.format(title=form.title)
    lines = [f"{key}: {note}\n" for key, note in notes_on(form.names).items()]
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, find_template(form).path.read_bytes())
        write_whole(notes, (head + "".join(lines)).encode())
        write_whole(base, record(form))
    except OSError as error:
        raise InputError(
            "模板副本无法写入",
            where=str(into),
            found=reason(error),
            next_step="核对路径和权限",
        ) from error
    return (target, notes, base)


def compare_copies(
    folder: Path, name: str | None
) -> tuple[tuple[CopyChanges, ...], tuple[Finding, ...]]:
    """Return what the copies below ``folder`` change, or the one named, and what is unreadable.

    Raises InputError for an unknown name, and when there is no copy.
    """
    if name is not None:
        return (changes_of(form_named(name), folder),), ()
    copied = [form for form in FORMS if (folder / f"{form.template}.docx").is_file()]
    if not copied:
        raise _no_copies(folder)
    found: list[CopyChanges] = []
    faults: list[Finding] = []
    for form in copied:
        try:
            found.append(changes_of(form, folder))
        except LegaldocsError as error:
            faults.append(_content(error, folder / f"{form.template}.docx"))
    return tuple(found), tuple(faults)


def _no_copies(folder: Path) -> InputError:
    return InputError(
        "没有模板副本",
        where=str(folder),
        next_step="用 legaldocs template copy 复制后修改",
    )


def check_copies(folder: Path) -> tuple[Finding, ...]:
    """Return what is wrong with the copies below ``folder``, without any case.

    With a stylesheet of the user's, the packaged templates are set with it as well: every paper is.
    Raises InputError when there is no such folder, or no copy in it.
    """
    copies = sorted(folder.rglob("[!~]*.docx")) if folder.is_dir() else []
    if not copies and not (folder / STYLESHEET.name).is_file():
        raise _no_copies(folder)
    try:
        stylesheet = find_stylesheet(folder)
    except InputError as error:
        return (_content(error, folder / STYLESHEET.name),)
    found = [found for path in copies for found in _check(path, folder, stylesheet)]
    return (*found, *_check_stylesheet(folder, stylesheet))


def _check_stylesheet(folder: Path, stylesheet: Stylesheet) -> Iterator[Finding]:
    """Set the packaged templates with a user's own rules, up to the first that loses text."""
    templates = (find_template(form, folder) for form in FORMS)
    for template in templates if not stylesheet.packaged else ():
        if template.packaged:
            try:
                set_in_type(read_package(template), template, stylesheet, filled=False)
            except LegaldocsError as error:
                yield _content(error, folder / STYLESHEET.name)
                return


def _content(error: LegaldocsError, path: Path) -> Finding:
    message = f"{error.what}：{error.found}" if error.found else error.what
    step = _CORRECT if error.next_step == ADVICE else error.next_step
    return Finding("LD-TPL-CONTENT", "error", message, str(path), next_step=step)


def _check(path: Path, folder: Path, stylesheet: Stylesheet) -> Iterator[Finding]:
    place = path.relative_to(folder).with_suffix("").as_posix()
    forms = {form.template: form for form in FORMS}
    of_one = place.removesuffix(f".{LETTERHEAD}")
    if place == LETTERHEAD or (of_one != place and of_one in forms):
        yield from _check_letterhead(path, place, folder, stylesheet)
        return
    if place not in forms:
        near = difflib.get_close_matches(place, forms, n=1)
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
    template = find_template(forms[place], folder)
    try:
        package = read_package(template)
        used = used_names(template, FILTERS)
        found = (
            *_check_names(template, used, forms[place].names),
            *_check_words(template, package, used, forms[place].family),
        )
        yield from found
        yield from _check_format(template)
        yield from _check_styles(template, package, stylesheet)
        if not found:
            set_in_type(package, template, stylesheet, filled=False)
    except LegaldocsError as error:
        yield _content(error, path)


def _check_letterhead(
    path: Path, place: str, folder: Path, stylesheet: Stylesheet
) -> Iterator[Finding]:
    """Set the templates that take a letterhead, up to the first that it does not fit."""
    head = Template(place, path, packaged=False)
    templates = [(form, find_template(form, folder)) for form in FORMS]
    taken = [(form, one) for form, one in templates if one.letterhead == head]
    try:
        for form, template in taken:
            known = notes_on(form.names)
            for name in sorted(used_names(head, FILTERS).names - set(known)):
                yield _unknown_name(name, known, path, f"{form.title}没有这个名称")
                return
            set_in_type(read_package(template), template, stylesheet, filled=False)
    except LegaldocsError as error:
        yield _content(error, path)


def _unknown_name(name: str, known: Iterable[str], path: Path, words: str) -> Finding:
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"是否想写 {near[0]}？" if near else ""
    return Finding(
        "LD-TPL-NAME",
        "error",
        f"模板用了不存在的名称“{name}”：{words}",
        where=str(path),
        next_step=f"{hint}可用的名称：{'、'.join(known)}",
    )


def _check_names(template: Template, used: UsedNames, names: type[Names]) -> Iterator[Finding]:
    known = notes_on(names)
    for name in sorted(used.names - set(known)):
        yield _unknown_name(name, known, template.path, used.words_around(name))
    for slip in slips(used.tags, names):
        if isinstance(slip, Misuse):
            yield Finding(
                "LD-TPL-KIND",
                "error",
                f"{slip.what}：{slip.words}",
                where=str(template.path),
                next_step="用 legaldocs template show 查看每个名称是什么",
            )
            continue
        near = difflib.get_close_matches(slip.field, slip.fields, n=1)
        hint = f"是否想写 {near[0]}？" if near else ""
        yield Finding(
            "LD-TPL-FIELD",
            "error",
            f"模板用了不存在的字段“{slip.field}”：{slip.words}",
            where=str(template.path),
            next_step=f"{hint}可用的字段：{'、'.join(slip.fields)}",
        )


def _check_words(
    template: Template, package: bytes, used: UsedNames, family: Family
) -> Iterator[Finding]:
    for typed in typed_in(package, used.tags, family):
        yield Finding(
            "LD-TPL-TYPED",
            "error",
            f"模板里有{typed.what}：{typed.words[:_SHOWN]}",
            where=str(template.path),
            next_step=typed.step,
        )


def _check_format(template: Template) -> Iterator[Finding]:
    """Words may be bold, italic, underlined or struck through; the rest is the style's to say."""
    if lost := lost_format(template.path.read_bytes()):
        yield Finding(
            "LD-TPL-FORMAT",
            "warning",
            f"单独设置的字号、颜色等不会保留，按段落样式排：{'、'.join(lost)[:60]}",
            where=str(template.path),
            next_step="改用另一种段落样式；加粗、倾斜、下划线、删除线会保留",
        )


def _check_styles(template: Template, package: bytes, stylesheet: Stylesheet) -> Iterator[Finding]:
    for style in unruled_styles(package, stylesheet.rules):
        yield Finding(
            "LD-TPL-STYLE",
            "warning",
            f"段落样式“{style}”没有对应的排版规则，PDF 里按正文排",
            where=str(template.path),
            next_step="改用模板里已有的样式",
        )
