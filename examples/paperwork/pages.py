"""Papers set from HTML templates as PDF, sealed and signed where the template says so."""

from __future__ import annotations

import base64
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup
from weasyprint import HTML

from legaldocs.core.days import chinese_day
from legaldocs.core.money import figure
from legaldocs.law.words import amount_in_words
from paperwork import ink

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PIL import Image

TEMPLATES = Path(__file__).parent / "templates"
_PIXELS_PER_MM = 9


class Press:
    """Sets papers with one set of faces; ``known`` is what every template may name."""

    def __init__(self, faces: dict[str, Path], known: Mapping[str, Any]) -> None:
        self._faces = faces
        self._templates = environment()
        self._templates.globals.update(
            known,
            faces={face: file.resolve().as_uri() for face, file in faces.items()},
            seal=self._seal,
            signature=self._signature,
        )

    def pdf(self, template: str, **facts: Any) -> bytes:
        """Return the paper that ``template`` makes of ``facts``."""
        return _set(self._templates.get_template(template).render(**facts))

    def pdf_of(self, source: str) -> bytes:
        """Return the paper that the template text ``source`` makes."""
        return _set(self._templates.from_string(source).render())

    def _seal(
        self, name: str, seed: int, lower: str, number: str, mm: int, *, at: tuple[int, int]
    ) -> Markup:
        across = mm * _PIXELS_PER_MM
        image = ink.seal(self._faces, name, lower=lower, number=number, seed=seed, across=across)
        return _placed(image, "seal", f"width:{mm}mm;left:{at[0]}mm;top:{at[1]}mm")

    def _signature(self, name: str, seed: int, mm: int) -> Markup:
        image = ink.signature(self._faces, name, seed=seed, height=mm * _PIXELS_PER_MM)
        return _placed(image, "signature", f"height:{mm}mm")


def _set(html: str) -> bytes:
    return HTML(string=html, base_url=str(TEMPLATES)).write_pdf()


def environment() -> Environment:
    """Return the templates with the filters that print days and amounts."""
    templates = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=select_autoescape(),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    templates.filters.update(yuan=figure, day=chinese_day, words=amount_in_words)
    return templates


def _placed(image: Image.Image, kind: str, style: str) -> Markup:
    held = io.BytesIO()
    image.save(held, "PNG", optimize=True)
    code = base64.b64encode(held.getvalue()).decode("ascii")
    return Markup(f'<img class="{kind}" style="{style}" src="data:image/png;base64,{code}">')  # noqa: S704 - made here, nothing of it is input
