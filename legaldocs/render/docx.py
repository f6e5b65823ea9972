"""A Word template and its context become a .docx whose bytes depend on nothing else."""

from __future__ import annotations

import datetime as dt
import io
import unicodedata
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import docxtpl
from docx.opc.exceptions import PackageNotFoundError
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree
from markupsafe import Markup, escape

from legaldocs.core.errors import InputError
from legaldocs.render.tables import KEPT_WHOLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from legaldocs.render.template import Template

_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_TEXT_CONTROLS = frozenset("\t\n")


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


def fill(
    template: Template,
    context: Mapping[str, object],
    properties: Properties,
    *,
    filters: Mapping[str, Callable[..., object]],
) -> bytes:
    """Return the .docx that ``template`` becomes with ``context``.

    Raises InputError, or InternalError for a packaged template, when the template is not a Word
    file, asks for a name the context does not have, or does something the sandbox forbids.
    """
    with _speaking_of(template):
        word = _StrictTemplate(io.BytesIO(template.path.read_bytes()))
        word.render(dict(context), _environment(filters))
        _keep_small_tables_whole(word.docx)
        _describe(word.docx.core_properties, properties)
        package = io.BytesIO()
        word.docx.save(package)
    return settle(package.getvalue())


def asked_names(template: Template, filters: Mapping[str, Callable[..., object]]) -> set[str]:
    """Return the names that ``template`` takes from its context.

    Raises the same errors as :func:`fill` for a template that cannot be read.
    """
    with _speaking_of(template):
        word = docxtpl.DocxTemplate(io.BytesIO(template.path.read_bytes()))
        return set(word.get_undeclared_template_variables(_environment(filters)))


def settle(package: bytes) -> bytes:
    """Return the same Office package with sorted parts and without the zip's clock."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist()):
            part = zipfile.ZipInfo(name, _ZIP_EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            # Without this the zip would name the system it was written on.
            part.create_system = 0
            new.writestr(part, old.read(name))
    return out.getvalue()


def _environment(
    filters: Mapping[str, Callable[..., object]],
) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=True, finalize=_printed
    )
    environment.globals.clear()
    environment.filters.update(filters)
    return environment


def _printed(value: object) -> Markup:
    """Return a value as the text of a run, verbatim.

    docxtpl reads ``{_{`` and ``%_}`` as escaped braces after rendering, so both are broken up.
    """
    if value is None:
        raise TypeError("要印出的值为空")
    text = str(value)
    for sign in text:
        if unicodedata.category(sign) in {"Cc", "Cs"} and sign not in _TEXT_CONTROLS:
            raise InputError(
                "文字里有不能印出的控制字符",
                found=f"U+{ord(sign):04X}",
                next_step="在案件文件里删去该字符",
            )
    return Markup(str(escape(text)).replace("_", "&#95;"))  # noqa: S704 - escaped on this line


def _keep_small_tables_whole(document: Any) -> None:
    """Tell Word what the stylesheet tells the PDF: a small table stays on one page."""
    for table in document.tables:
        if len(table.rows) <= KEPT_WHOLE:
            for row in table.rows[:-1]:
                for paragraph in (each for cell in row.cells for each in cell.paragraphs):
                    paragraph.paragraph_format.keep_with_next = True


def _describe(core: Any, properties: Properties) -> None:
    moment = dt.datetime.combine(properties.made_on, dt.time(), dt.UTC)
    core.title = properties.title[:255]
    core.author = core.last_modified_by = properties.author[:255]
    core.created = core.modified = moment
    core.revision = 1


@contextmanager
def _speaking_of(template: Template) -> Iterator[None]:
    """Turn the errors of the libraries below into one that names the template."""
    try:
        yield
    except TemplateError as error:
        near = "".join(getattr(error, "docx_context", ())).strip()[:80]
        raise template.fault(f"模板无法套用：{error}", found=near) from error
    except (OSError, zipfile.BadZipFile, PackageNotFoundError, KeyError) as error:
        raise template.fault("模板不是可用的 Word 文件（.docx）", found=str(error)[:80]) from error
    except etree.XMLSyntaxError as error:
        raise template.fault("模板套用后不是完整的 Word 内容", found=str(error)[:80]) from error
    except (TypeError, ValueError, ArithmeticError, AttributeError) as error:
        raise template.fault(f"模板里的表达式无法计算：{error}") from error
