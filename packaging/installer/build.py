"""Makes this system's installers into ``dist/``, with checksums and an SBOM.

    packaging/build                  all of them
    packaging/build --frozen         only the frozen program, into build/frozen/
    packaging/build --keep-frozen    the installers from the frozen program made last
    packaging/build --twice          build two times and compare the results

On Windows: ``py packaging/dev.py build``. The same commit and environment give the same
files, byte for byte (on macOS the disk image excepted, which holds the time).
"""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import freeze
import product
import sbom
import trees

DIST = product.ROOT / "dist"
MAX_INSTALLED_MB, MAX_PACKED_MB = 360.0, 105.0
"""Aims; a build that misses one fails."""


def main() -> int:
    """Carry out the command; the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--frozen", action="store_true", help="only the frozen program")
    parser.add_argument("--keep-frozen", action="store_true", help="do not freeze anew")
    parser.add_argument("--twice", action="store_true", help="build twice and compare")
    options = parser.parse_args()
    frozen = freeze.present() if options.keep_frozen else _freeze()
    fits = _report("installed", frozen.folder, MAX_INSTALLED_MB)
    if options.frozen:
        return 0 if fits else 1
    made = make(frozen)
    fits &= all(_report("packed", file, MAX_PACKED_MB) for file in made)
    same = _again(frozen, made) if options.twice else True
    return 0 if fits and same else 1


def make(frozen: freeze.Frozen) -> list[Path]:
    """All installers of this system and what goes with them, into ``dist/``."""
    shutil.rmtree(DIST, ignore_errors=True)
    DIST.mkdir()
    with timed("the SBOM"):
        listed = sbom.write(frozen.sources, DIST)
    made = []
    for name, build in _installers(frozen, listed).items():
        with timed(name):
            made.append(build())
    lines = (f"{trees.digest(file)}  {file.name}\n" for file in sorted([*made, listed]))
    (DIST / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")
    return made


def differences(before: dict[str, str], after: dict[str, str]) -> Iterator[str]:
    """What two listings of files and checksums do not agree on, one line each."""
    for name in sorted({*before, *after}):
        if name not in after:
            yield f"only the first time: {name}"
        elif name not in before:
            yield f"only the second time: {name}"
        elif before[name] != after[name]:
            yield f"different: {name}"


def listing(folder: Path) -> dict[str, str]:
    """Every file under ``folder`` with its checksum."""
    return {
        file.relative_to(folder).as_posix(): trees.digest(file)
        for file in trees.files(folder)
    }


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Say how long it took."""
    start = time.monotonic()
    yield
    print(f"{what}: {time.monotonic() - start:.0f} s", flush=True)


def _freeze() -> freeze.Frozen:
    with timed("the frozen program"):
        return freeze.freeze()


def _installers(frozen: freeze.Frozen, listed: Path) -> dict[str, Callable[[], Path]]:
    """How this system's installers are made, by what they are."""
    folder = frozen.folder
    if sys.platform == "win32":
        import windows_setup

        return {"the set-up": lambda: windows_setup.build(folder, DIST)}
    if sys.platform == "darwin":
        import macos

        return {"the disk image": lambda: macos.build(folder, DIST)}
    import debian
    import runfile

    carried = sbom.system_packages(frozen.sources.values())
    return {
        "the .deb": lambda: debian.build(folder, listed, carried, DIST),
        "the .run": lambda: runfile.build(folder, listed, DIST),
    }


def _again(frozen: freeze.Frozen, made: list[Path]) -> bool:
    """Build everything a second time; whether it came out the same."""
    before = listing(frozen.folder), listing(DIST)
    again = _freeze()
    make(again)
    after = listing(again.folder), listing(DIST)
    found = [
        line for pair in zip(before, after, strict=True) for line in differences(*pair)
    ]
    print(
        "\n".join(found)
        or f"The same twice: {len(after[0])} files, {len(made)} installers."
    )
    return not found


def _report(what: str, path: Path, most: float) -> bool:
    size = trees.megabytes(path)
    fits = size <= most
    print(f"{path.name}, {what}: {size:.1f} MB{'' if fits else f', aim {most:.0f} MB'}")
    return fits


if __name__ == "__main__":
    sys.exit(main())
