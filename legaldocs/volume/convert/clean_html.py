"""HTML of others without what is not printed, cleaned behind the fence.

How long an HTML parser takes is not bounded by the length of what it reads: elements inside one
another cost it the square of their number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.volume.fence import fenced

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


def clean_html(
    source: str,
    *,
    tags: Collection[str],
    attributes: Mapping[str, Collection[str]],
    dropped: Collection[str],
    schemes: Collection[str],
) -> str:
    """Return HTML with the ``tags`` and ``attributes`` named alone.

    ``dropped`` are tags that go with their content. Raises Fenced when it takes too much.
    """
    named = {tag: set(names) for tag, names in attributes.items()}
    return fenced(_cleaned, source, set(tags), named, set(dropped), set(schemes))


def _cleaned(
    source: str,
    tags: set[str],
    attributes: dict[str, set[str]],
    dropped: set[str],
    schemes: set[str],
) -> str:
    import nh3  # noqa: PLC0415  # only the other process needs it

    return nh3.clean(
        source,
        tags=tags,
        attributes=attributes,
        clean_content_tags=dropped,
        url_schemes=schemes,
        url_relative="pass_through",
        link_rel=None,
    )
