"""A stylesheet as the renderer reads it, kept for the next document that is set with it."""

from __future__ import annotations

import atexit
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

_FONTS = (".otf", ".ttf", ".ttc")


class HouseStyle(NamedTuple):
    """A stylesheet as the renderer reads it (版式规则): its rules, and what they define."""

    rules: Any
    fonts: Any
    counters: Any
    profiles: Mapping[str, Any]

    def render(self, page: Any, *rules: Any, **options: Any) -> Any:
        """Return a page of HTML set with these rules, and with others that come after them."""
        counters, profiles = self.counters.copy(), dict(self.profiles)
        sheets = [self.rules, *rules]
        return page.render(self.fonts, counters, profiles, stylesheets=sheets, **options)


@lru_cache(maxsize=8)
def house_style(stylesheet: str) -> HouseStyle:
    """Read a stylesheet; to find its fonts takes longer than to set a page, so it is kept.

    Raises FatalURLFetchingError of WeasyPrint where it points at anything but an installed font.
    """
    from weasyprint import CSS  # noqa: PLC0415 - heavy
    from weasyprint.css.counters import CounterStyle  # noqa: PLC0415
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    fonts, counters, profiles = FontConfiguration(), CounterStyle(), dict[str, Any]()
    rules = CSS(
        string=stylesheet,
        url_fetcher=fetch_font,
        font_config=fonts,
        counter_style=counters,
        color_profiles=profiles,
    )
    return HouseStyle(rules, fonts, counters, profiles)


# Its folder of fonts is removed by a destructor, which Python's end comes too late for.
atexit.register(house_style.cache_clear)


def fetch_font(url: str) -> Any:
    """Read an installed font, which ``local()`` in a stylesheet names, and nothing else."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher  # noqa: PLC0415 - heavy

    if url.startswith("file:") and url.lower().endswith(_FONTS):
        return URLFetcher(allowed_protocols=("file",)).fetch(url)
    raise FatalURLFetchingError(url)
