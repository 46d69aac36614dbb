"""Gets what the tests need and says what is there: Chromium, nginx, and a PostgreSQL server.

Run by `make test`. As root on Debian it installs Chromium and nginx from Debian's packages; it never installs a PostgreSQL
server, but the tests use the one that ``LOOPWRIGHT_TEST_POSTGRES_URL`` names, one that listens on 127.0.0.1:5432, or a private
cluster made from installed binaries (see ``tests/postgres.py``). What can't be had is said here; the tests that need it are then
skipped, and with ``CI=true`` a skip fails.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from tests.browser.chromium import find_chromium
from tests.postgres import find_server
from tests.replicas.nginx import find_nginx

DEBIAN_PACKAGES = ("chromium", "fonts-dejavu-core", "nginx-light")


def install_packages() -> None:
    """Install Chromium and nginx where that is possible without asking anybody. No nginx is started: tests start their own."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return
    print("tests: installing Chromium and nginx from Debian's packages ...", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *DEBIAN_PACKAGES]):
        subprocess.run(["apt-get", *command], stdout=subprocess.DEVNULL, check=False, env=environment)


def main() -> None:
    """Prepare, and report in three lines."""
    if find_chromium() is None or find_nginx() is None:
        install_packages()
    chromium, nginx = find_chromium(), find_nginx()
    print(f"tests: browser: {chromium or 'none found; browser tests are skipped (install chromium, or run as root on Debian)'}")
    server = find_server()
    print(f"tests: PostgreSQL: {server or 'none found; its tests are skipped (set LOOPWRIGHT_TEST_POSTGRES_URL)'}")
    print(f"tests: nginx: {nginx or 'none found; the test of several replicas is skipped (install nginx-light)'}")
    if os.environ.get("CI") == "true" and not (chromium and nginx and server):
        sys.exit("tests: with CI=true everything must be tested; see the lines above")


if __name__ == "__main__":
    main()
