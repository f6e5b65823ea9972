"""A Word template and its context become a .docx whose bytes depend on nothing else."""

from __future__ import annotations

import datetime as dt
import io
import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import docxtpl
from docx.oxml.ns import qn
from jinja2 import TemplateError, UndefinedError, nodes
from lxml import etree

from legaldocs.core.regular_file import read_regular
from legaldocs.core.system_error import reason
from legaldocs.render.cleaning import clean, drop_parts
from legaldocs.render.code import put_codes
from legaldocs.render.column_fit import fit_columns
from legaldocs.render.draft_mark import mark
from legaldocs.render.finished import refuse_unfinished
from legaldocs.render.letterhead import has_header, with_letterhead
from legaldocs.render.sandbox import Sandbox
from legaldocs.render.settle import settle
from legaldocs.render.tables import head_rows
from legaldocs.render.tag_faults import explained

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from legaldocs.render.sandbox import Tags
    from legaldocs.render.template import Template


_LARGEST = 64 << 20
"""Bytes of a template that is read."""

_FIRST_ROWS = 2
"""Rows that stay with the head of a table, and with the row after them."""


_CLOSING = frozenset({"结语", "此致", "落款"})
"""Styles of the lines that may begin the end of a paper."""


@dataclass(frozen=True, slots=True)
class Properties:
    """What a file says about itself (文件属性)."""

    title: str
    author: str
    made_on: dt.date


class _StrictTemplate(docxtpl.DocxTemplate):  # type: ignore[misc]  # docxtpl ships no types
    """A template that refuses broken XML, where docxtpl would drop what it cannot read."""

    def fix_tables(self, xml: str) -> Any:
        etree.fromstring(xml)
        return super().fix_tables(xml)


class _ReadTemplate(_StrictTemplate):
    """A template read and not filled, a paragraph a line, so that a fault has its words."""

    def patch_xml(self, src_xml: str) -> Any:
        return re.sub(r"<w:p([ >])", r"\n<w:p\1", super().patch_xml(src_xml))


def fill(
    template: Template,
    context: Mapping[str, object],
    properties: Properties,
    *,
    filters: Mapping[str, Callable[..., object]],
    draft_mark: str = "",
    watch: Callable[[object], None] = lambda _: None,
) -> bytes:
    """Return the .docx that ``template`` becomes with ``context``; a draft bears ``draft_mark``.

    ``watch`` is shown every value that a tag takes out of another.
    Raises InputError, or InternalError for a packaged template, when the template is not a Word
    file, asks for a name the context does not have, does something the sandbox forbids, or becomes
    what :func:`refuse_unfinished` refuses.
    """
    word = _StrictTemplate(io.BytesIO(read_package(template)))
    if draft_mark:
        # Before the tags are filled: docxtpl then replaces the header behind python-docx's back.
        mark(word.get_docx(), draft_mark)
    with _naming_template(template):
        word.render(dict(context), Sandbox(filters, watch))
    drop_parts(word.docx)
    fit_columns(word.docx)
    _keep_rows_together(word.docx)
    _keep_words_with_signature(word.docx)
    put_codes(word.docx)
    _describe(word.docx.core_properties, properties)
    package = io.BytesIO()
    word.docx.save(package)
    refuse_unfinished(package.getvalue(), template.fault)
    return settle(package.getvalue())


class UsedNames(NamedTuple):
    """What a template uses of its case (所用名称): its names, and the tags it uses them in."""

    names: frozenset[str]
    tags: tuple[Tags, ...]

    def words_around(self, name: str) -> str:
        """Return the words of the first paragraph that uses a name."""
        found = (
            tags.words_of(node)
            for tags in self.tags
            for node in tags.tree.find_all(nodes.Name)
            if node.name == name
        )
        return next(found, "")


def used_names(template: Template, filters: Mapping[str, Callable[..., object]]) -> UsedNames:
    """Return the names that ``template`` uses of its context, and its tags as Jinja reads them.

    Raises the same errors as :func:`fill` for a template that cannot be read.
    """
    word, sandbox = _ReadTemplate(io.BytesIO(read_package(template))), Sandbox(filters)
    with _naming_template(template):
        names = word.get_undeclared_template_variables(sandbox)
    return UsedNames(frozenset(names), tuple(sandbox.tags))


def read_package(template: Template) -> bytes:
    """Return the .docx of a template as papers are made from it.

    A user's own one is cleaned, and so is a letterhead, which is put into it.

    Raises the same errors as :func:`fill` for a template that cannot be read or holds what is
    refused.
    """
    package, head = read_template(template), template.letterhead
    if head is None or (template.general and has_header(package, template.fault)):
        return package
    return with_letterhead(package, read_template(head), head.fault)


def read_template(template: Template) -> bytes:
    """Return the .docx of a template without any letterhead: a user's own one is cleaned.

    Raises the same errors as :func:`read_package`.
    """
    try:
        package = read_regular(template.path, _LARGEST)
        return package if template.packaged else clean(package, template.fault)
    except OSError as error:
        raise template.fault("模板无法读取", found=reason(error)) from error
    except (RecursionError, MemoryError) as error:
        raise template.fault("模板套得太深或者太大") from error


def _keep_rows_together(document: Any) -> None:
    """Part no table after its head or before its last row, as the stylesheet does in the PDF."""
    for table in document.element.body.findall(qn("w:tbl")):
        rows = table.findall(qn("w:tr"))
        heads = sum(1 for _ in head_rows(rows))
        for place, row in enumerate(rows[:-1]):
            together = place < heads + _FIRST_ROWS or row is rows[-2]
            for paragraph in row.iter(qn("w:p")) if together else ():
                paragraph.get_or_add_pPr().keepNext_val = True


def _keep_words_with_signature(document: Any) -> None:
    """Let the last words of a paper stand on the page that it is signed on."""
    before = None
    for paragraph in document.paragraphs:
        closes = paragraph.style.name in _CLOSING
        follows = before is not None and before._p.getnext() is paragraph._p  # noqa: SLF001
        if closes and follows and before is not None and before.text.strip():
            before.paragraph_format.keep_with_next = True
        before = paragraph


def _describe(core: Any, properties: Properties) -> None:
    moment = dt.datetime.combine(properties.made_on, dt.time(), dt.UTC)
    core.title = properties.title[:255]
    core.author = core.last_modified_by = properties.author[:255]
    core.created = core.modified = moment
    core.revision = 1


@contextmanager
def _naming_template(template: Template) -> Iterator[None]:
    """Turn what goes wrong in the tags of a template into an error that names it."""
    try:
        yield
    except UndefinedError as error:
        raise template.fault(_unknown(str(error.message)), found=_paragraph_words(error)) from error
    except TemplateError as error:
        what = f"模板的标签写法有误：{explained(str(error.message))}"
        raise template.fault(what, found=_paragraph_words(error)) from error
    except etree.XMLSyntaxError as error:
        raise template.fault("模板套用后不是完整的 Word 内容", found=str(error)[:80]) from error
    # Python itself refuses, as a syntax error, the program that Jinja makes of tags too deep.
    except (RecursionError, MemoryError, SyntaxError) as error:
        raise template.fault("模板套得太深或者太大") from error
    except (TypeError, ValueError, ArithmeticError, AttributeError, LookupError) as error:
        raise template.fault(f"模板里的表达式无法计算：{error}") from error


def _paragraph_words(error: TemplateError) -> str:
    """Return the words of the paragraph that a fault is in, which the sandbox notes."""
    return "".join(getattr(error, "__notes__", ()))[:80]


def _unknown(message: str) -> str:
    """Explain an undefined name or field to the author of the template."""
    if field := re.match(r"'None' has no attribute '(\w+)'", message):
        return f"这个案件没有“{field[1]}”前面的内容：先用 {{% if … %}} 判断有没有"
    if field := re.search(r"has no attribute '(\w+)'", message):
        return f"模板用了不存在的字段“{field[1]}”"
    if name := re.fullmatch(r"'(\w+)' is undefined", message):
        return f"模板用了不存在的名称“{name[1]}”"
    return f"模板用了不存在的内容：{message}"
