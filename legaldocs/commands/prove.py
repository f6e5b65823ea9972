"""legaldocs prove: the proof that one file is in a sealed bundle."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click


@click.command("prove")
@click.argument("bundle", type=click.Path(path_type=Path))
@click.argument("path")
def command(bundle: Path, path: str) -> None:
    """为证据包中的一个文件出具单独证明。"""
    from legaldocs.evidence.inclusion import UNSIGNED, prove

    _refuse_output_inside(bundle)
    proof = prove(bundle, path)
    if not proof.signature:
        click.echo(f"注意：{UNSIGNED}；先用 legaldocs seal 签名，再出具证明。", err=True)
    click.echo(proof.to_bytes(), nl=False)


def _refuse_output_inside(bundle: Path) -> None:
    """Refuse to write where the proof would be one more file of the bundle that no list names."""
    from legaldocs.core.errors import InputError
    from legaldocs.evidence.files.safe_open import find_file

    try:
        output = os.fstat(sys.stdout.fileno())
    except (OSError, ValueError):
        return
    found = find_file(bundle, output)
    if found:
        raise InputError(
            "证明不能写在证据包之内，否则证据包就多出一个清单之外的文件",
            where=str(bundle / found),
            next_step="删去这个刚由命令行建立的文件，把证明写到别处",
        )
