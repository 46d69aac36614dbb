#!/usr/bin/env bash
# Called by the Makefile. `setup.sh tools` makes .tools/ with the installer; `setup.sh FILE` makes .venv from a hashed list.
set -euo pipefail
cd "$(dirname "$0")"
python=${PYTHON:-python3}

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
  echo "setup: Python 3.11 or newer is needed as '$python'; set PYTHON=/path/to/python3.11 and run make again." >&2
  exit 1
}

if [ "$1" = tools ]; then
  if ! "$python" -c 'import ensurepip' 2>/dev/null; then # Debian keeps it in a package of its own
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
      apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null
    else
      echo "setup: Python's venv module is missing; install it (on Debian: apt install python3-venv) and run make again." >&2
      exit 1
    fi
  fi
  rm -rf .tools
  "$python" -m venv .tools
  .tools/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
  exit 0
fi

# uv trusts the certificates it brings; behind a company's proxy only the machine's own will do.
uv() {
  local said
  said=$(.tools/bin/uv "$@" 2>&1) && return
  if grep -qi "certificate" <<<"$said"; then
    .tools/bin/uv --system-certs "$@"
  else
    printf '%s\n' "$said" >&2
    return 1
  fi
}

[ -x .venv/bin/python ] || uv venv --quiet --python "$(command -v "$python")" .venv
uv pip sync --quiet --require-hashes --python .venv/bin/python "$1"
uv pip install --quiet --no-deps --no-build-isolation --python .venv/bin/python --editable .
