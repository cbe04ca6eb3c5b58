from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.doctor.worlds import words
from workbench.core.errors import StoreError
from workbench.core.isolate import Failure
from workbench.core.messages import Message
from workbench.doctor import fonts
from workbench.doctor.base import CHECKS, Check, Finding, Lettering, Result, Subject
from workbench.doctor.examination import examine
from workbench.doctor.report import document, summary, text

World = Callable[..., Subject]


def result(status: str = "ok", **parts: object) -> Result:
    base = {
        "name": "sky",
        "group": "computer",
        "title": Message("Sky"),
        "status": status,
        "found": Message("The sky is {colour}.", {"colour": "blue"}),
    }
    return Result(**{**base, **parts})  # type: ignore[arg-type]


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Examine with these checks, by name, in the place of the real ones."""

    def replace(**functions: Callable[[Subject], Finding]) -> None:
        entries = {
            name: Check(
                name=name,
                group="computer",
                title=Message(name),
                run=run,
                slow=name.startswith("slow"),
            )
            for name, run in functions.items()
        }
        monkeypatch.setattr(CHECKS, "_entries", entries)

    return replace


def fine(subject: Subject) -> Finding:
    return Finding(status="ok", found=Message("Fine."))


def test_that_a_quick_examination_skips_what_is_slow_and_says_so(
    world: World, checks: Callable[..., None]
) -> None:
    def never(subject: Subject) -> Finding:
        raise AssertionError

    checks(quick=fine, slow=never)
    quick, slow = examine(world(), quick=True)
    assert (quick.status, slow.status) == ("ok", "skipped")
    assert "Left out" in str(slow.found)


def test_that_an_error_in_a_check_is_a_finding_and_ends_no_other(
    world: World, checks: Callable[..., None]
) -> None:
    def breaks(subject: Subject) -> Finding:
        raise ZeroDivisionError("by nothing")

    def refuses(subject: Subject) -> Finding:
        raise StoreError(Message("Nothing goes in."))

    checks(breaks=breaks, refuses=refuses, fine=fine)
    broken, refused, after = examine(world())
    assert "ZeroDivisionError: by nothing" in words(broken)
    assert "by nothing" in broken.facts["traceback"]
    assert "Nothing goes in." in words(refused)
    assert after.status == "ok"


def test_that_cancelling_ends_it_without_a_result_of_the_check_that_went_on(
    world: World, checks: Callable[..., None]
) -> None:
    def cancels(subject: Subject) -> Finding:
        subject.cancel.cancel()
        return fine(subject)

    checks(first=fine, cancels=cancels, never=fine)
    assert [r.name for r in examine(world())] == ["first"]


def test_that_letters_without_a_glyph_are_named_with_a_remedy() -> None:
    seen = Lettering(language="zh_CN", family="Plain", characters=900, missing="速度")
    found = fonts.judge(seen)
    assert found.status == "failed"
    assert "2 of 900 characters" in words(found)
    assert "速度" in words(found)
    assert "fonts-noto-cjk" in words(found)


def test_that_a_qt_that_does_not_start_is_told_with_a_remedy() -> None:
    seen = Failure(kind="died", message=Message("it ended"), detail="exit code -6")
    found = fonts.judge(seen)
    assert found.status == "failed"
    assert "it ended" in words(found)
    assert found.facts == {"detail": "exit code -6"}


def test_that_the_font_is_skipped_without_qt(world: World) -> None:
    found = fonts.fonts(world(lettering=None))
    assert found.status == "skipped"
    assert "PySide6 is not installed" in words(found)


@pytest.mark.parametrize(
    ("statuses", "ok", "sentence"),
    [
        (("ok", "ok"), True, "Everything works: 2 of 2 checks hold."),
        (("ok", "skipped"), True, "1 of 1 checks hold. Skipped: 1."),
        (("ok", "warning"), True, "Worth a look: 1 of 2 checks."),
        (("ok", "warning", "failed"), False, "1 of 3 checks failed."),
    ],
)
def test_that_the_whole_is_said_in_one_sentence(
    statuses: tuple[str, ...], ok: bool, sentence: str
) -> None:
    results = [result(status) for status in statuses]
    assert sentence in str(summary(results))
    assert document(results)["ok"] is ok


def test_that_the_text_can_be_pasted_and_the_document_is_json() -> None:
    results = [
        result(),
        result(
            "failed", remedy=Message("Wait."), facts={"traceback": "line 1\nline 2"}
        ),
    ]
    pasted = text(results)
    assert "✓ Sky (ok): The sky is blue." in pasted
    assert "→ Wait." in pasted
    assert "line 2" in pasted
    checks = json.loads(json.dumps(document(results), allow_nan=False))["checks"]
    assert [c["remedy"] for c in checks] == [None, "Wait."]
