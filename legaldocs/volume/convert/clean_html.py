"""HTML of others without what is not printed.

How long an HTML parser takes is not bounded by the length of what it reads: elements inside one
another cost it the square of their number. The fence around all converting ends it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

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

    ``dropped`` are tags that go with their content.
    """
    import nh3  # noqa: PLC0415  # only the process behind the fence needs it

    return nh3.clean(
        source,
        tags=set(tags),
        attributes={tag: set(names) for tag, names in attributes.items()},
        clean_content_tags=set(dropped),
        url_schemes=set(schemes),
        url_relative="pass_through",
        link_rel=None,
    )
