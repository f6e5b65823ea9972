"""Make the .docx template of each paper from its text, or carry a change made in Word to the texts.

usage: python setup/templates.py [--check | --from FILE.docx PAPER]

With nothing more, writes every template that is not what its text makes. --check only names these
and exits with 1. --from changes the text of PAPER, and its blocks, to what FILE.docx says.
"""

from __future__ import annotations

import sys
from pathlib import Path

from legaldocs.core.errors import InputError
from legaldocs.render.docx import read_package
from legaldocs.render.template import Template
from legaldocs.render.wording_docx import build_template
from legaldocs.render.wording_merge import apply, changes_in

PAPERS = Path(__file__).parent.parent / "legaldocs" / "papers"
PLACES = (PAPERS, *sorted(PAPERS.parent.glob("portfolio/*/papers")))
"""Where there are papers; those of the book lie beside what they are about."""
TEXT, TEMPLATE = "text.txt", "template.docx"


def write() -> list[Path]:
    """Write the templates that are not what their text makes; return their paths."""
    changed = stale()
    for template in changed:
        template.write_bytes(build_template(template.with_name(TEXT), PAPERS))
    return changed


def stale() -> list[Path]:
    """Return the templates that are not what their text makes."""
    texts = sorted(text for place in PLACES for text in place.glob(f"*/{TEXT}"))
    return [text.with_name(TEMPLATE) for text in texts if not is_current(text)]


def is_current(text: Path) -> bool:
    """Return whether the template beside a text is what it makes."""
    template = text.with_name(TEMPLATE)
    return template.is_file() and template.read_bytes() == build_template(text, PAPERS)


def take_in(file: Path, paper: str) -> None:
    """Change the sources of a paper to what a template saved by Word says, and show each line."""
    package = read_package(Template(paper, file, packaged=False))
    changes = changes_in(package, PAPERS / paper / TEXT, PAPERS)
    for change in changes:
        print(f"{change.line.place}\n  - {change.old or ''}\n  + {change.new or ''}")
    apply(changes)


def main(arguments: list[str]) -> int:
    """Do what the arguments ask; return the exit code."""
    match arguments:
        case []:
            for path in write():
                print(path.relative_to(PAPERS.parent))
        case ["--check"]:
            old = stale()
            for path in old:
                print(f"{path.relative_to(PAPERS.parent)} 与文字源不一致：运行 make templates")
            return 1 if old else 0
        case ["--from", file, paper]:
            take_in(Path(file), paper)
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except InputError as error:
        sys.exit(str(error))
