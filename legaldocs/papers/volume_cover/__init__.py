"""证据卷封面: the cover of the court volume, which is no paper of its own."""

from __future__ import annotations

from legaldocs.papers.kind import Family, Form
from legaldocs.papers.lists import ListNames
from legaldocs.papers.names import name


class CoverNames(ListNames):
    """The names of lists, and how many files the volume fills, which is the subject."""

    @name("证据卷的册数")
    def parts(self) -> int:
        return int(self.subject)


FORM = Form(id="volume_cover", title="证据卷封面", family=Family.EVIDENCE, names=CoverNames)
