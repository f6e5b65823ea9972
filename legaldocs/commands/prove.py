"""legaldocs prove: the proof that one file is in a sealed bundle."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("prove")
@click.argument("bundle", type=click.Path(path_type=Path))
@click.argument("path")
def command(bundle: Path, path: str) -> None:
    """为证据包中的一个文件出具单独证明。"""
    from legaldocs.evidence.proof import prove

    click.echo(prove(bundle, path).to_bytes(), nl=False)
