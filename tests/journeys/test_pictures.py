"""The README's pictures, drawn by the live program so that they cannot go stale.

``packaging/run test tests/journeys/test_pictures.py --update-pictures`` draws them
anew, from a longer experiment.
"""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from workbench.core.spec import CvSpec, ModelSpec, RepeatSpec
from workbench.planner import PRESETS

SIZE = QSize(1440, 900)
PAGES = ("measure", "history")


@pytest.fixture
def spec(request):
    if not request.config.getoption("--update-pictures"):
        return msgspec.structs.replace(
            PRESETS["iris-vote"].spec,
            cv=CvSpec(folds=3),
            repeats=RepeatSpec(minimum=2, maximum=2),
        )
    digits = PRESETS["digits-models"].spec
    return msgspec.structs.replace(
        digits,
        models=(*digits.models, ModelSpec(estimator="soft_vote")),
        repeats=RepeatSpec(minimum=5, maximum=5),
    )


def colours(picture: QImage) -> int:
    """How many different colours a grid of the picture's points has."""
    return len(
        {
            picture.pixel(x, y)
            for x in range(0, picture.width(), 3)
            for y in range(0, picture.height(), 3)
        }
    )


@pytest.mark.timeout(900)
def test_that_the_pictures_of_the_readme_show_the_live_program(
    program, spec, root, tmp_path, request
):
    program.draft.load(spec, "Pictures")
    program.window.resize(SIZE)
    program.show()
    job = program.submitted(program.window.run_experiment)
    program.until(lambda: not job.live, timeout_ms=800_000)
    assert job.state.status == "done"
    update = request.config.getoption("--update-pictures")
    folder = root / "assets" / "pictures" if update else tmp_path
    folder.mkdir(parents=True, exist_ok=True)
    for name in PAGES:
        program.window.show_page(name)
        program.until(lambda: program.shows(job.state.run_id))
        picture = program.window.grab().toImage()
        assert picture.save(str(folder / f"{name}.png"))
        committed = QImage(str(root / "assets" / "pictures" / f"{name}.png"))
        for image in (picture, committed):
            assert image.size() == SIZE
            assert colours(image) > 40
