"""``python -m benchmarks [NAME ...]``: every benchmark, or the named ones (``intake``, ``planning`` ...), one after the other."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import benchmarks


def main(wanted: list[str]) -> None:
    """Run the benchmarks whose names were given, in alphabetical order; without names all of them."""
    names = sorted(module.name for module in pkgutil.iter_modules(benchmarks.__path__) if module.name.startswith("bench_"))
    unknown = sorted(set(wanted) - {name.removeprefix("bench_") for name in names})
    if unknown:
        sys.exit(
            f"benchmarks: there is no benchmark '{unknown[0]}'; choose of {', '.join(n.removeprefix('bench_') for n in names)}"
        )
    for name in names:
        if not wanted or name.removeprefix("bench_") in wanted:
            print(f"\n== {name.removeprefix('bench_')}", flush=True)
            importlib.import_module(f"benchmarks.{name}").run()


if __name__ == "__main__":
    main(sys.argv[1:])
