"""A finished run of a few cases, each of which goes out in another way."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from legaldocs import cli

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CREDITOR = (
    "  - {role: 债权人, name: 苏州甲设备有限公司, address: 江苏省苏州市工业园区某路8号, "
    "contact: 李某, phone: 0512-60000000}\n"
)
CONTRACT = (
    "  - {number: HT-%s, price: 100000.00, signed_on: 2025-11-03, due_on: 2026-03-02, "
    "file: a.txt}\n"
)
DELIVERIES = "deliveries:\n" + "".join(
    f"  - {{number: SH-{row}, delivered_on: 2025-12-01, amount: 2000.00, file: a.txt}}\n"
    for row in range(10, 50)
)
"""So many that the letter has an odd number of pages."""
CASES = {
    "wuhan": (
        (
            "name: 武汉乙食品有限公司, address: 湖北省武汉市江岸区某路1号, contact: 王某, "
            "phone: '+86 13800000001', email: wang@example.com"
        ),
        "",
    ),
    "noplace": ("name: 无址有限公司, phone: 13800000003", ""),
    "nophone": ("name: 广州丁有限公司, address: 广东省广州市天河区某路4号", ""),
    "mail": (
        "name: 杭州戊有限公司, address: 浙江省杭州市西湖区某路5号, email: wu@example.com",
        "demand:\n  steps:\n    - {letter: 催告函, channel: 电子邮件}\n",
    ),
    "nomail": (
        "name: 宁波戊有限公司, address: 浙江省宁波市海曙区某路5号",
        "demand:\n  steps:\n    - {letter: 催告函, channel: 电子邮件}\n",
    ),
    "chat": (
        "name: 温州戊有限公司, address: 浙江省温州市鹿城区某路5号",
        "demand:\n  steps:\n    - {letter: 催告函, channel: 即时通讯}\n",
    ),
    "two": (
        "name: 北京己有限公司, address: 北京市海淀区某路6号, phone: 13800000006",
        (
            "liability: 连带\nguarantees:\n  - {guarantor: 张某, signed_on: 2025-11-03, "
            "form: 连带责任保证, until_on: 2027-03-02, file: a.txt}\n"
        ),
    ),
    "active": ("name: '=1+1公司', address: '@某地1号', phone: 13800000009", DELIVERIES),
    "late": (
        "name: 上海丙有限公司, address: 上海市浦东新区某路2号, phone: 13800000002",
        "payments:\n  - {contract: A1, paid_on: 2026-06-01, amount: 10.00, file: a.txt}\n",
    ),
}
"""Of each case: its debtor, and what else its file says."""

MORE_PARTIES = {
    "two": "  - {role: 债务人, name: 北京庚有限公司, address: 北京市朝阳区某路7号, "
    "phone: 13800000007}\n  - {role: 保证人, name: 张某, kind: 自然人, "
    "address: 河北省石家庄市长安区某小区3号, phone: 13800000008}\n"
}
MORE_CONTRACTS = {
    "late": "  - {number: A1, price: 10.00, signed_on: 2025-11-03, due_on: 2026-01-02, "
    "file: a.txt}\n"
}


def write_cases(root: Path) -> Path:
    for name, (debtor, rest) in CASES.items():
        (root / name).mkdir(parents=True)
        (root / name / "a.txt").write_text("甲\n", encoding="utf-8")
        text = f"parties:\n{CREDITOR}  - {{role: 债务人, {debtor}}}\n{MORE_PARTIES.get(name, '')}"
        text += f"contracts:\n{CONTRACT % name}{MORE_CONTRACTS.get(name, '')}{rest}"
        (root / name / "case.yaml").write_text(text, encoding="utf-8")
    (root / "broken").mkdir()
    (root / "broken/case.yaml").write_text("parties: []\n", encoding="utf-8")
    return root


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the cases, and their run."""
    folder = tmp_path_factory.mktemp("dispatch")
    words = ["batch", str(write_cases(folder / "cases")), "--as-of", "2026-11-21", "--final"]
    assert cli.run([*words, "--jobs", "1", "--out", str(folder / "run")]) == 1
    return folder


@pytest.fixture
def copied(made: Path, tmp_path: Path) -> Callable[[str], Path]:
    """Return a function that copies the cases or the run, for a test to change."""

    def copy(name: str) -> Path:
        return shutil.copytree(made / name, tmp_path / name)

    return copy
