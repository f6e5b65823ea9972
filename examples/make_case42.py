"""Makes the files of case 42 from the plain data in case42_data.py.

    python examples/make_case42.py [FOLDER] [--fonts FOLDER]

Writes the same bytes every time: no clock is read and every chance is seeded. PDF and JPEG also
depend on the font files and on the libraries that set them, so a fingerprint of both is written
beside the folder; where the fingerprint is the same, so are the files.
"""

from __future__ import annotations

import argparse
import datetime as dt
import email.utils
import hashlib
import json
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import case42_data as data
from paperwork import messages, pages, photos
from paperwork.typefaces import typefaces

from legaldocs.core.money import TO_FEN, ZERO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

HERE = Path(__file__).parent
DAY = dt.timedelta(days=1)

PATHS = {
    "contract": f"contracts/{data.CONTRACT['number']}-设备买卖合同.pdf",
    "statement": f"statements/{data.STATEMENT['through']}-对账单.pdf",
    "letter": f"communications/{data.LETTER['on']}-催告函.pdf",
    "courier": f"communications/{data.COURIER['signed_on']}-催告函-快递签收.jpg",
    "chat": "communications/2025-09-22至2026-11-06-微信聊天记录.txt",
    "acceptance": f"other/{data.CONTRACT['accepted_on']}-设备验收单.pdf",
    "registration": {
        "债权人": "other/债权人-企业登记信息.pdf",
        "债务人": "other/债务人-企业登记信息.pdf",
    },
}

Facts = dict[str, Any]


def main() -> None:
    """Write the case into the folder named on the command line."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folder", nargs="?", type=Path, default=HERE / "case42")
    options.add_argument("--fonts", type=Path, help="folder with the Fandol fonts")
    chosen = options.parse_args()
    known = facts()
    check(known)
    write(chosen.folder, texts(known))
    try:
        faces = typefaces(chosen.fonts)
    except FileNotFoundError as error:
        sys.exit(f"{error}（文字材料已写入，PDF 和 JPEG 未生成）")
    write(chosen.folder, pictures(known, faces))
    made_with = chosen.folder.with_name(f"{chosen.folder.name}.made_with.json")
    made_with.write_bytes(json.dumps(fingerprint(faces), indent=2).encode() + b"\n")
    print(f"{chosen.folder}：{sum(path.is_file() for path in chosen.folder.rglob('*'))} 个文件")


def write(folder: Path, files: Iterator[tuple[str, bytes]]) -> None:
    """Write each file below ``folder``."""
    for name, content in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def facts() -> Facts:
    """Return the plain data with every sum and day that follows from it."""
    plain = {name: getattr(data, name) for name in dir(data) if name.isupper()}
    lines = [_line(*line) for line in data.GOODS]
    payments = [_payment(seed, payment) for seed, payment in enumerate(data.PAYMENTS, 81)]
    deliveries = [
        _delivery(seed * 10, delivery, lines) for seed, delivery in enumerate(data.DELIVERIES, 10)
    ]
    runs = [_run(*run) for run in data.LETTER["runs"]]
    return {
        **plain,
        "paths": PATHS,
        "lines": lines,
        "payments": payments,
        "deliveries": deliveries,
        "invoices": [_invoice(invoice, lines) for invoice in data.INVOICES],
        "instalments": _instalments(deliveries[-1]["on"]),
        "paid": sum((payment["amount"] for payment in payments), ZERO),
        "runs": runs,
        "late_charge": sum((run["amount"] for run in runs), ZERO),
        "mails": [_mail(data.DEMAND_MAIL, "催款邮件"), _mail(data.PROMISE_MAIL, "付款计划回复")],
    }


def check(known: Facts) -> None:
    """Stop when the plain data contradict themselves."""
    price = data.CONTRACT["price"]
    sums = {
        "货物": sum(line["amount"] for line in known["lines"]),
        "分期": sum(part["amount"] for part in known["instalments"]),
        "送货": sum(note["amount"] for note in known["deliveries"]),
        "开票": sum(invoice["amount"] for invoice in known["invoices"]),
        "对账余额与已付": data.STATEMENT["balance"] + known["paid"],
        "还款安排与已付": sum(amount for _, amount in data.SETTLEMENT) + known["paid"],
    }
    wrong = [f"{name}合计 {total}" for name, total in sums.items() if total != price]
    if wrong:
        sys.exit(f"case42_data.py 前后不一致：合同价款 {price}，但{'，'.join(wrong)}")


def texts(known: Facts) -> Iterator[tuple[str, bytes]]:
    """Yield the files that no font has a part in."""
    case = pages.environment().get_template("case.yaml").render(known)
    yield "case.yaml", case.encode()
    for mail in known["mails"]:
        yield mail["path"], messages.mail(mail, data.NOTICE)
    heading = (
        "聊天记录导出",
        f"（{data.NOTICE}）",
        "导出设备：沈澄工作手机　导出时间：2026-11-09 09:30　导出方式：手机自带“聊天记录转文字”",
        f"本方：沈澄，微信号 ych_shencheng，绑定手机 {data.CREDITOR['mobile']}",
        f"对方：程榆，微信号 ycz_chengyu，绑定手机 {data.DEBTOR['mobile']}，采购负责人",
        f"共 {len(data.CHAT)} 条消息，未作删减",
    )
    yield PATHS["chat"], messages.chat(data.CHAT, heading)


def pictures(known: Facts, faces: dict[str, Path]) -> Iterator[tuple[str, bytes]]:
    """Yield the PDF and JPEG files."""
    press = pages.Press(faces, known)
    yield PATHS["contract"], press.pdf("contract.html")
    for note in known["deliveries"]:
        yield note["path"], _delivered(press, faces, note, known)
    for invoice in known["invoices"]:
        yield invoice["path"], press.pdf("invoice.html", invoice=invoice)
    for payment in known["payments"]:
        yield payment["path"], press.pdf("slip.html", payment=payment)
    for name in ("statement", "letter", "acceptance"):
        yield PATHS[name], press.pdf(f"{name}.html")
    asked_on = dt.date(2026, 9, 18)
    for role, party in (("债权人", data.CREDITOR), ("债务人", data.DEBTOR)):
        page = press.pdf("registration.html", party=party, asked_on=asked_on)
        yield PATHS["registration"][role], page
    receipt = photos.courier_receipt(faces, known)
    taken_at = dt.datetime(2026, 9, 23, 18, 4, 11)  # noqa: DTZ001 - a camera's local time
    yield PATHS["courier"], photos.photograph(receipt, taken_at=taken_at, seed=7, tilt=-1.6)


def fingerprint(faces: dict[str, Path]) -> dict[str, str]:
    """Return what PDF and JPEG depend on besides the data: the hash of a page and a photograph."""
    seal = "{{ seal('示例', 1, '专用章', '42', 30, at=(0, 0)) }}"
    probe = '<p style="font-family:{}">示例 Example 0.05% 第一条</p>'
    press = pages.Press(faces, {"NOTICE": "示例"})
    body = "".join(probe.format(family) for family in ("Song", "Hei", "Kai", "Fang"))
    page = press.pdf_of(
        f'{{% extends "base.html" %}}{{% block body %}}{body}{seal}{{% endblock %}}'
    )
    sheet = photos.Sheet((300, 200), (250, 240, 222), faces)
    sheet.text((20, 40), "示例 Example")
    taken_at = dt.datetime(2026, 1, 1)  # noqa: DTZ001 - as above
    photo = photos.photograph(sheet.image, taken_at=taken_at, seed=1, tilt=1.5)
    return {
        "page_sha256": hashlib.sha256(page).hexdigest(),
        "photo_sha256": hashlib.sha256(photo).hexdigest(),
    }


def _delivered(press: pages.Press, faces: dict[str, Path], note: Facts, known: Facts) -> bytes:
    if not note["photographed"]:
        return press.pdf("delivery.html", note=note)
    taken_at = dt.datetime.combine(note["on"], dt.time(15, 42, 10))
    sheet = photos.delivery_note(faces, note, known)
    return photos.photograph(sheet, taken_at=taken_at, seed=5, tilt=2.2)


def _line(name: str, model: str, unit: str, quantity: int, price: Decimal) -> Facts:
    amount = quantity * price
    bare = TO_FEN.apply(amount * 100 / (100 + data.TAX_PERCENT))
    return {
        "name": name,
        "model": model,
        "unit": unit,
        "quantity": quantity,
        "price": price,
        "amount": amount,
        "bare": bare,
        "bare_price": f"{(bare / quantity).normalize():f}",
        "tax": amount - bare,
        "says": f"{name}（{model}）{quantity}{unit}",
    }


def _delivery(seed: int, plain: Facts, lines: list[Facts]) -> Facts:
    carried = [lines[name] for name in plain["goods"]]
    photographed = plain["number"] == data.PHOTOGRAPHED
    kind = "送货单-签收照片.jpg" if photographed else "送货单.pdf"
    return {
        **plain,
        "seed": seed,
        "sealed": seed % 20 == 0,
        "photographed": photographed,
        "lines": carried,
        "amount": sum((line["amount"] for line in carried), ZERO),
        "goods_says": "、".join(line["says"] for line in carried),
        "path": f"deliveries/{plain['number']}-{kind}",
    }


def _invoice(plain: Facts, lines: list[Facts]) -> Facts:
    billed = [lines[name] for name in plain["goods"]]
    return {
        **plain,
        "lines": billed,
        "squares": list(_squares(plain["number"])),
        "path": f"invoices/{plain['number']}.pdf",
        **{name: sum((line[name] for line in billed), ZERO) for name in ("amount", "bare", "tax")},
    }


def _squares(number: str) -> Iterator[tuple[int, int, int, int]]:
    """Yield the dark squares of a pattern that looks like a code and says nothing."""
    chance = random.Random(number)  # noqa: S311 - a pattern, no secret
    corners, near = ((0, 0), (18, 0), (0, 18)), range(-1, 8)
    for x, y in corners:
        yield from ((x, y, 7, 1), (x, y + 6, 7, 1), (x, y, 1, 7), (x + 6, y, 1, 7))
        yield (x + 2, y + 2, 3, 3)
    for x in range(25):
        for y in range(25):
            free = all(x - left not in near or y - top not in near for left, top in corners)
            if free and chance.choice((True, False)):
                yield (x, y, 1, 1)


def _payment(seed: int, plain: Facts) -> Facts:
    code = hashlib.sha256(plain["reference"].encode()).hexdigest()[:16].upper()
    return {
        **plain,
        "seed": seed,
        "check": f"{code[:4]}-{code[4:8]}-{code[8:12]}-{code[12:]}",
        "path": f"payments/{plain['on']}-{plain['towards']}-电子回单.pdf",
    }


def _instalments(delivered_on: dt.date) -> list[Facts]:
    agreed = data.CONTRACT
    parts = (
        ("预付款", agreed["prepayment"], agreed["signed_on"], agreed["prepayment_days"]),
        ("到货款", agreed["on_delivery"], delivered_on, agreed["on_delivery_days"]),
        ("质保金", agreed["retention"], agreed["accepted_on"], agreed["retention_days"]),
    )
    found = []
    for name, amount, start, days in parts:
        paid = sum(
            (payment["amount"] for payment in data.PAYMENTS if payment["towards"] == name), ZERO
        )
        due_on = start + days * DAY
        found.append(
            {"name": name, "amount": amount, "due_on": due_on, "paid": paid, "left": amount - paid}
        )
    return found


def _run(name: str, base: Decimal, first: dt.date, last: dt.date) -> Facts:
    days = (last - first).days + 1
    amount = TO_FEN.apply(base * data.CONTRACT["daily_percent"] / 100 * days)
    return {
        "name": name,
        "base": base,
        "first": first,
        "last": last,
        "days": days,
        "amount": amount,
    }


def _mail(plain: Facts, kind: str) -> Facts:
    on = email.utils.parsedate_to_datetime(plain["at"]).date()
    return {**plain, "on": on, "path": f"communications/{on}-{kind}.eml"}


if __name__ == "__main__":
    main()
