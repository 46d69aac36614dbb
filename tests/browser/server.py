"""The real application in a process of its own, for tests that click through it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

START_SECONDS = 60


@dataclass
class Server:
    """`interview serve` with its data in ``home``; it can be killed and started again on the same data and port."""

    home: Path
    port: int = 0
    extra: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def setup_url(self) -> str:
        """The address for the first administrator, as printed on the terminal."""
        match = re.search(r"(/account/setup\?token=\w+)", (self.home / "serve.log").read_text(encoding="utf-8"))
        assert match, "no set-up address was printed"
        return self.url + match.group(1)

    def start(self) -> None:
        """Start it and wait until it answers."""
        self.port = self.port or free_port()
        environment = {**os.environ, "INTERVIEW_DATA_DIR": str(self.home / "data"), **self.extra}
        command = [sys.executable, "-m", "interview", "serve", "--port", str(self.port)]
        with (self.home / "serve.log").open("wb") as log:
            self.process = subprocess.Popen(
                command, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
            )
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{self.url}/readyz", timeout=1) as answer:  # noqa: S310 - our own address
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.1)
            if self.process.poll() is not None:
                break
        raise RuntimeError("the server did not start:\n" + (self.home / "serve.log").read_text(encoding="utf-8"))

    def kill(self) -> None:
        """`kill -9`: no chance to write anything."""
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        """Stop it as an operator would."""
        self._signal(signal.SIGTERM)

    def _signal(self, number: signal.Signals) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        os.killpg(self.process.pid, number)
        self.process.wait(timeout=20)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
