"""Everything that a batch of letters needs to go out, in one folder that appears whole or not."""

from __future__ import annotations

import hashlib
import itertools
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import Channel
from legaldocs.core.atomic import publish, write_whole
from legaldocs.core.errors import InputError
from legaldocs.core.findings import Finding, errors
from legaldocs.core.regular_file import read_regular
from legaldocs.dispatch.courier import courier_csv
from legaldocs.dispatch.fit import remarks, sorted_out
from legaldocs.dispatch.list_file import list_file
from legaldocs.dispatch.mail import mail_draft, mail_name
from legaldocs.dispatch.stated import Dispatched, Parcel
from legaldocs.output.mail_file import mail_addresses
from legaldocs.output.reply import written
from legaldocs.render.labels import Label, set_labels
from legaldocs.render.merged import merged

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from legaldocs.dispatch.item import Item
    from legaldocs.dispatch.source import Source
    from legaldocs.render.labels import Grid
    from legaldocs.render.merged import Span

LIST, STATED, COURIER = "寄件清单.xlsx", "dispatch.json", "快递.csv"
_PRINT, _LABELS, _MAILS = "打印", "标签", "邮件草稿"
_PROOF = "校样-"
_OURS = frozenset({LIST, STATED, COURIER, _PRINT, _LABELS, _MAILS})
_LARGEST = 64 << 20
_TOGETHER = 100
"""Letters of a printed file: each adds some 170 KB to it, and a megabyte of memory meanwhile."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is asked for (寄送要求): ``mail_copies`` adds a draft to letters that go by courier."""

    grid: Grid
    duplex: bool = False
    mail_copies: bool = False
    proof: bool = False


def prepare(source: Source, wishes: Wishes, out: Path, *, replace: bool = False) -> Dispatched:
    """Write print files, labels, courier rows, mail drafts and the list into the folder ``out``.

    Raises InputError when nothing can be sent, and for an ``out`` that may not be replaced.
    """
    kept, refused = sorted_out(source.items)
    if wishes.proof:
        kept, refused = list(source.items), []
    kept.sort(key=lambda item: (item.files[0].path.name.partition("-")[0], item.kind, item.order))
    if not kept:
        first = (*errors((*source.findings, *refused)), None)[0]
        raise InputError(
            "没有可以寄出的函件",
            found=f"{first.where}：{first.message}" if first else "没有生成函件",
            next_step=first.next_step if first else "核对 --only；没有到期应发的函件的，不必寄送",
        )
    _refuse_unsafe(out)
    with publish(out, replace=replace) as fresh:
        batch = _Batch(fresh, wishes, tuple(enumerate(kept, start=1)), source.as_of)
        findings = [*source.findings, *refused, *(() if wishes.proof else remarks(kept))]
        return batch.written(findings)


@dataclass(slots=True)
class _Batch:
    """A folder while it is filled (寄送批次)."""

    fresh: Path
    wishes: Wishes
    items: tuple[tuple[int, Item], ...]
    as_of: dt.date
    spans: dict[int, tuple[str, Span]] = field(default_factory=dict)
    labelled: set[int] = field(default_factory=set)
    parcels: set[int] = field(default_factory=set)
    mails: dict[int, str] = field(default_factory=dict)

    def written(self, findings: list[Finding]) -> Dispatched:
        """Write all files, and return what they are."""
        self._print()
        if not self.wishes.proof:
            findings += self._labels()
            self._courier()
            self._mails()
        rows = [(self._parcel(number, item), item) for number, item in self.items]
        data = list_file(rows, findings, self.as_of)
        write_whole(self.fresh / LIST, data)
        stated = Dispatched(
            ok=not errors(tuple(findings)),
            findings=tuple(findings),
            as_of=self.as_of,
            proof=self.wishes.proof,
            duplex=self.wishes.duplex,
            list_sha256=hashlib.sha256(data).hexdigest(),
            parcels=tuple(parcel for parcel, _ in rows),
        )
        write_whole(self.fresh / STATED, written(stated))
        return stated

    def _piles(self) -> Iterator[tuple[str, list[tuple[int, Item]]]]:
        """Yield what is printed together, with its name: letters of a kind, not too many."""
        paper = [row for row in self.items if row[1].printed or self.wishes.proof]
        for kind, group in itertools.groupby(paper, key=lambda row: row[1].kind):
            rows = list(group)
            for at in range(0, len(rows), _TOGETHER):
                place = f"-{at // _TOGETHER + 1}" if len(rows) > _TOGETHER else ""
                yield f"{kind}{place}", rows[at : at + _TOGETHER]

    def _print(self) -> None:
        for pile, rows in self._piles():
            title = f"{_PROOF}{pile}" if self.wishes.proof else pile
            stacks = ((f"{number} {item.addressee.name}", _contents(item)) for number, item in rows)
            made = merged(stacks, title, duplex=self.wishes.duplex)
            _put(self.fresh / _PRINT / f"{title}.pdf", made.pdf)
            for (number, _), span in zip(rows, made.spans, strict=True):
                self.spans[number] = (f"{_PRINT}/{title}.pdf", span)

    def _labels(self) -> Iterator[Finding]:
        for pile, printed in self._piles():
            rows = [row for row in printed if row[1].channel is Channel.COURIER]
            made = set_labels(
                [_label(*row) for row in rows], self.wishes.grid, f"{pile}标签", str(self.as_of)
            )
            for at, (number, item) in enumerate(rows):
                if at not in made.left_out:
                    self.labelled.add(number)
                    continue
                yield Finding(
                    "LD-DISPATCH-LABEL",
                    "error",
                    f"致{item.addressee.name}的{item.kind}没有标签：{made.left_out[at]}",
                    item.case,
                    next_step="用 --labels 换大一号的标签，或者手写",
                )
            if made.pdf:
                _put(self.fresh / _LABELS / f"{pile}.pdf", made.pdf)

    def _courier(self) -> None:
        rows = [
            (number, item)
            for number, item in self.items
            if item.channel is Channel.COURIER and item.addressee.phone
        ]
        self.parcels |= {number for number, _ in rows}
        if rows:
            write_whole(self.fresh / COURIER, courier_csv(rows))

    def _mails(self) -> None:
        for number, item in self.items:
            wanted = item.channel is Channel.EMAIL or self.wishes.mail_copies
            if wanted and mail_addresses(item.addressee.email):
                self.mails[number] = f"{_MAILS}/{mail_name(number, item)}"
                _put(self.fresh / self.mails[number], mail_draft(item, _contents(item)))

    def _parcel(self, number: int, item: Item) -> Parcel:
        name, span = self.spans.get(number, ("", None))
        return Parcel(
            number=number,
            case=item.case,
            paper=item.paper,
            kind=item.kind,
            to=item.addressee.name,
            channel=str(item.channel),
            sha256=tuple(file.sha256 for file in item.files),
            print=name,
            first=span.first if span else 0,
            last=span.last if span else 0,
            blanks=span.blanks if span else 0,
            label=number in self.labelled,
            courier=number in self.parcels,
            mail=self.mails.get(number, ""),
        )


def _label(number: int, item: Item) -> Label:
    to = item.addressee
    phone = f"电话：{to.phone}" if to.phone else ""
    name = f"{to.name}（收）"
    if to.contact and to.contact != to.name:
        # Beside the phone, for a name behind a long one would be torn in two.
        name, phone = to.name, "\u3000".join(filter(None, (f"{to.contact}（收）", phone)))
    # Not which letter it is: what is owed is nobody's business on the way.
    return Label(name, (to.address, phone), f"{number}\u3000{item.case}")


def _contents(item: Item) -> Sequence[bytes]:
    """Return the bytes of the files. Raises InputError when one has changed since it was read."""
    contents = []
    for file in item.files:
        data = read_regular(file.path, _LARGEST)
        if hashlib.sha256(data).hexdigest() != file.sha256:
            raise InputError(
                "文件在寄送期间被改动",
                where=str(file.path),
                next_step="批量运行结束后重新运行本命令",
            )
        contents.append(data)
    return contents


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    write_whole(path, data)


def _refuse_unsafe(out: Path) -> None:
    """Refuse to replace what no earlier call made, and a list that somebody has filled."""
    if not out.is_dir() or not any(out.iterdir()):
        return
    strange = sorted(entry.name for entry in out.iterdir() if entry.name not in _OURS)
    if strange or not (out / STATED).is_file():
        raise InputError(
            "输出位置不是以前的寄送批次，或者另有其他文件，不会替换",
            where=str(out),
            found=strange[0] if strange else f"没有 {STATED}",
            next_step="用 --out 换一个尚不存在的文件夹",
        )
    try:
        written_as = json.loads((out / STATED).read_bytes()).get("list_sha256")
        now = hashlib.sha256((out / LIST).read_bytes()).hexdigest()
    except (OSError, ValueError, AttributeError):
        written_as, now = "", "?"
    if written_as != now:
        raise InputError(
            "寄件清单已经填写过，不会替换",
            where=str(out / LIST),
            next_step="用 legaldocs dispatch record 登记后，用 --out 换一个文件夹",
        )
