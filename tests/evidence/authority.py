"""A timestamp authority for tests: certificates from cryptography, tokens from `openssl ts`."""

from __future__ import annotations

import contextlib
import datetime as dt
import http.server
import subprocess
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_CONFIG = """\
[tsa]
default_tsa = here
[here]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
certs = {folder}/root.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
ess_cert_id_alg = sha256
"""


@dataclass
class Authority:
    """A root, a leaf that may stamp, and the openssl configuration that uses them."""

    folder: Path

    @property
    def root(self) -> Path:
        return self.folder / "root.pem"

    def reply(self, query: bytes) -> bytes:
        """Return what `openssl ts` answers to a query."""
        asked, answer = self.folder / "query.tsq", self.folder / "answer.tsr"
        asked.write_bytes(query)
        command = ["openssl", "ts", "-reply", "-config", str(self.folder / "tsa.cnf")]
        command += ["-queryfile", str(asked), "-out", str(answer)]
        subprocess.run(command, check=True, capture_output=True)
        return answer.read_bytes()


def make_authority(
    folder: Path,
    name: str,
    *,
    expired: bool = False,
    usage: bool = True,
    lasts: dt.timedelta = dt.timedelta(days=90),
) -> Authority:
    """Return a new authority; ``expired`` gives it a certificate of years ago, without ``usage`` it
    may not stamp, and ``lasts`` is how long from now its certificate is valid."""
    folder.mkdir()
    now, year = dt.datetime.now(dt.UTC), dt.timedelta(days=365)
    root_key, leaf_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root_name, leaf_name = _name(f"{name} root"), _name(f"{name} tsa")
    ca = x509.BasicConstraints(ca=True, path_length=None)
    root = _builder(root_name, root_name, root_key, now - year * 25, now + year * 25)
    root = root.add_extension(ca, critical=True).sign(root_key, hashes.SHA256())
    until = now - dt.timedelta(days=700) if expired else now + lasts
    leaf = _builder(leaf_name, root_name, leaf_key, until - dt.timedelta(days=90), until)
    purpose = ExtendedKeyUsageOID.TIME_STAMPING if usage else ExtendedKeyUsageOID.CODE_SIGNING
    leaf = leaf.add_extension(x509.ExtendedKeyUsage([purpose]), critical=True)
    signed = leaf.sign(root_key, hashes.SHA256())
    pem = serialization.Encoding.PEM
    (folder / "root.pem").write_bytes(root.public_bytes(pem))
    (folder / "tsa.pem").write_bytes(signed.public_bytes(pem))
    plain = serialization.NoEncryption()
    key = leaf_key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
    (folder / "tsa.key").write_bytes(key)
    (folder / "serial").write_text("01", encoding="ascii")
    (folder / "tsa.cnf").write_text(_CONFIG.format(folder=folder), encoding="utf-8")
    return Authority(folder)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    since: dt.datetime,
    until: dt.datetime,
) -> x509.CertificateBuilder:
    builder = x509.CertificateBuilder(
        issuer, subject, key.public_key(), x509.random_serial_number()
    )
    return builder.not_valid_before(since).not_valid_after(until)


@dataclass
class Server:
    """What answers on the loopback. ``answer`` turns a query into status, headers and body."""

    answer: Callable[[bytes], tuple[int, dict[str, str], bytes]]
    drip: float = 0
    queries: list[bytes] = field(default_factory=list)
    url: str = ""


TOKEN = {"Content-Type": "application/timestamp-reply"}


@contextlib.contextmanager
def serving(server: Server) -> Iterator[Server]:
    """Run ``server`` on a free port of 127.0.0.1 while the block lasts."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            server.queries.append(query)
            status, headers, body = server.answer(query)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            with contextlib.suppress(OSError):
                self._send(body)

        def _send(self, body: bytes) -> None:
            if not server.drip:
                self.wfile.write(body)
                return
            for byte in body:
                self.wfile.write(bytes([byte]))
                time.sleep(server.drip)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    running = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running.daemon_threads = True
    running.block_on_close = False
    server.url = f"http://127.0.0.1:{running.server_port}/tsa"
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        running.shutdown()
        thread.join()
        running.server_close()


def honest(authority: Authority) -> Server:
    return Server(lambda query: (200, TOKEN, authority.reply(query)))
