"""legaldocs prove: the proof that one file is in a sealed bundle."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("prove")
@click.argument("bundle", type=click.Path(path_type=Path))
@click.argument("path")
def command(bundle: Path, path: str) -> None:
    """为包中的一个文件出具存在证明（JSON），写到标准输出。"""
    from legaldocs.evidence.proof import prove

    click.echo(prove(bundle, path).to_bytes(), nl=False)
