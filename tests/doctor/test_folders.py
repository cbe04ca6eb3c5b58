from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.doctor.worlds import as_a_user, words
from workbench.core.messages import Message
from workbench.doctor import folders
from workbench.doctor.base import CHECKS, Subject
from workbench.doctor.folders import look_at

World = Callable[..., Subject]
REMEDY = Message("Make it writable.")
WRITTEN = ("data_folder", "settings_folder", "state_folder", "temporary_folder")


@pytest.mark.parametrize("name", WRITTEN)
def test_that_a_folder_to_come_is_tried_in_the_place_where_it_will_be(
    name: str, world: World, tmp_path: Path
) -> None:
    before = sorted(tmp_path.rglob("*"))
    found = CHECKS.get(name).run(world())
    assert found.status == "ok"
    assert str(tmp_path) in words(found)
    assert found.facts["free_bytes"] > 0
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permission")
@pytest.mark.parametrize(
    ("name", "part", "status"),
    [
        ("data_folder", "history", "failed"),
        ("settings_folder", "settings", "warning"),
        ("state_folder", "state", "warning"),
        ("temporary_folder", "temporary", "failed"),
    ],
)
@pytest.mark.parametrize("missing", [False, True])
def test_that_a_read_only_folder_is_said_with_its_path_and_the_remedy(
    name: str, part: str, status: str, missing: bool, world: World, read_only: Path
) -> None:
    folder = read_only / "new" / "folder" if missing else read_only
    subject = world(
        **{part: folder / "history.sqlite" if part == "history" else folder}
    )
    with as_a_user():
        found = CHECKS.get(name).run(subject)
    assert found.status == status
    assert f"{folder} cannot be written (Permission denied)" in words(found)
    assert "writable" in str(found.remedy)


def test_that_a_file_in_the_place_of_a_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    found = look_at(tmp_path / "file", REMEDY)
    assert found.status == "failed"
    assert "Not a directory" in words(found)


SMALL = """
mount -t tmpfs -o size=16k tmpfs "$1" || exit 77
exec "$2" -c 'import sys
from pathlib import Path
from workbench.core.messages import Message
from workbench.doctor.folders import look_at
found = look_at(Path(sys.argv[1]), Message("Make it writable."))
print(found.status, found.found, found.remedy)' "$1"
"""


@pytest.mark.skipif(shutil.which("unshare") is None, reason="needs unshare of Linux")
def test_that_a_full_disk_is_told_from_a_locked_one(tmp_path: Path) -> None:
    own = ["unshare", "--map-root-user", "--mount", "sh", "-c", SMALL, "sh"]
    done = subprocess.run(
        [*own, str(tmp_path), sys.executable],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(folders.__file__).parents[2],
        env=os.environ,
    )
    if done.returncode in (1, 77) and not done.stdout:
        pytest.skip(f"no small disk can be mounted here: {done.stderr.strip()}")
    assert done.stdout.startswith("failed"), done.stderr
    assert "the disk is full" in done.stdout
    assert "Free some space" in done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows it as a folder")
def test_that_no_shared_memory_is_a_warning_since_files_take_its_place(
    world: World, tmp_path: Path
) -> None:
    shared = tmp_path / "file"
    shared.touch()
    found = folders.shared_memory(world(shared=shared))
    assert found.status == "warning"
    assert "through files" in words(found)


def test_that_a_system_without_a_settings_folder_skips_it(world: World) -> None:
    assert folders.settings_folder(world(settings=None)).status == "skipped"
    assert folders.state_folder(world(state=None)).status == "skipped"
