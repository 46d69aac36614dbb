"""nginx in front of two replicas, with the very configuration that docs/deployment.md shows, TLS included."""

from __future__ import annotations

import datetime
import ipaddress
import os
import re
import shutil
import ssl
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

DOCUMENTED = Path(__file__).resolve().parents[2] / "docs" / "deployment.md"


def find_nginx() -> str | None:
    """The path of an nginx, or ``None``. ``LOOPWRIGHT_TEST_NGINX`` names one."""
    return os.environ.get("LOOPWRIGHT_TEST_NGINX") or shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/sbin")


@dataclass(frozen=True)
class Proxy:
    """A running nginx. Its answers name the replica that gave them in ``X-Replica``."""

    url: str
    tls: ssl.SSLContext


@contextmanager
def a_proxy(nginx: str, folder: Path, port: int, replicas: list[int]) -> Iterator[Proxy]:
    """nginx on ``port``, as documented, in front of replicas that listen on these ports."""
    folder.mkdir()
    certificate, key = _certificate(folder)
    (folder / "nginx.conf").write_text(_configuration(folder, port, replicas, certificate, key), encoding="utf-8")
    process = subprocess.Popen([nginx, "-p", str(folder), "-c", "nginx.conf", "-e", "error.log"])
    proxy = Proxy(f"https://127.0.0.1:{port}", ssl.create_default_context(cafile=str(certificate)))
    try:
        _wait(proxy, folder / "error.log", process)
        yield proxy
    finally:
        process.terminate()
        process.wait(timeout=20)


def _configuration(folder: Path, port: int, replicas: list[int], certificate: Path, key: Path) -> str:
    shown = re.search(r"```nginx\n(.*?)```", DOCUMENTED.read_text(encoding="utf-8"), re.DOTALL)
    assert shown, "docs/deployment.md shows no nginx configuration"
    site = shown[1]
    for what, by in (
        (r"server 10\.0\.0\.11:8501; server 10\.0\.0\.12:8501;", " ".join(f"server 127.0.0.1:{one};" for one in replicas)),
        (r"listen 443 ssl;", f"listen 127.0.0.1:{port} ssl; add_header X-Replica $upstream_addr always;"),
        (r"ssl_certificate +\S+;", f"ssl_certificate {certificate};"),
        (r"ssl_certificate_key +\S+;", f"ssl_certificate_key {key};"),
    ):
        site, found = re.subn(what, by, site)
        assert found == 1, f"docs/deployment.md no longer says {what}"
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    folders = " ".join(f"{kind}_temp_path {folder / kind};" for kind in kinds)
    user = "user root;" if os.geteuid() == 0 else ""
    return f"{user} daemon off; pid {folder / 'pid'};\nevents {{}}\nhttp {{ access_log off; {folders}\n{site}\n}}\n"


def _certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that nobody else trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Loopwright tests")])
    now = datetime.datetime.now(datetime.UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    files = folder / "certificate.pem", folder / "key.pem"
    files[0].write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    files[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    return files


def _wait(proxy: Proxy, log: Path, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{proxy.url}/healthz", timeout=2, context=proxy.tls):  # noqa: S310 - our own address
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("nginx did not start:\n" + (log.read_text(encoding="utf-8") if log.exists() else ""))
