"""legaldocs verify: is this bundle what was sealed."""

from __future__ import annotations

from pathlib import Path

import click

from legaldocs.commands._custody import note
from legaldocs.commands._output import reply
from legaldocs.commands._progress import progress
from legaldocs.commands._verdict import told

_PATH = click.Path(path_type=Path)


@click.command("verify")
@click.argument("bundle", type=_PATH)
@click.option("--trust", multiple=True, type=_PATH, metavar="CERT", help="签名人证书或其签发者。")
@click.option("--tsa", multiple=True, type=_PATH, metavar="CERT", help="时间戳机构的根证书。")
@click.option(
    "--require",
    default="",
    metavar="ASPECTS",
    help="缺了即不通过的各项，逗号分隔：integrity、signature、timestamp。",
)
@click.option("--every-hash", is_flag=True, help="每个字节除 SHA-256 外也核对 SHA-512，较慢。")
@click.option("--journal", type=_PATH, metavar="CASE", help="记入该案件文件夹的日志。")
@click.option("--by", metavar="NAME", help="记入日志的经办人。")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出。")
@click.pass_context
def command(  # noqa: PLR0913 - one parameter an option
    context: click.Context,
    bundle: Path,
    *,
    trust: tuple[Path, ...],
    tsa: tuple[Path, ...],
    require: str,
    every_hash: bool,
    journal: Path | None,
    by: str | None,
    as_json: bool,
) -> None:
    """校验证据包：文件、签名、时间分别给出结论。"""
    from legaldocs.core.errors import IntegrityError
    from legaldocs.evidence.verify import verify

    required = tuple(each.strip() for each in require.split(",") if each.strip())
    with progress("校验") as tick:
        verdict = verify(
            bundle, trust=trust, tsa=tsa, require=required, every_hash=every_hash, tick=tick
        )
    note(journal, by, "verified", bundle, verdict.headline)
    reply(
        "verify",
        verdict.as_json(),
        as_json=as_json,
        text=told(verdict),
        ok=verdict.ok,
        findings=verdict.findings,
    )
    if not verdict.ok:
        context.exit(IntegrityError.exit_code)
