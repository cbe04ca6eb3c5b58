"""Whether the window can show the letters of its language.

Only the window knows fonts, so whoever starts the self-check hands in who looks: the
window itself, or for the command line a process of its own with Qt in it.
"""

from __future__ import annotations

from workbench.core.isolate import Failure
from workbench.core.messages import QT_TRANSLATE_NOOP, Message, Value
from workbench.doctor.base import Finding, Lettering, Subject, check

_SHOWN = 12

LANGUAGES = {
    "en": Message(QT_TRANSLATE_NOOP("Message", "English")),
    "zh_CN": Message(QT_TRANSLATE_NOOP("Message", "Simplified Chinese")),
}


@check(
    "fonts",
    group="window",
    title=Message(QT_TRANSLATE_NOOP("Message", "Letters of the language")),
)
def fonts(subject: Subject) -> Finding:
    """Every character of the chosen language has a glyph."""
    if subject.lettering is None:
        return Finding(
            status="skipped",
            found=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "There is no window: PySide6 is not installed. To have one: pip "
                    "install 'workbench[gui]'",
                )
            ),
        )
    return judge(subject.lettering())


def judge(seen: Lettering | Failure) -> Finding:
    """Say which characters are missing, or why nobody could look."""
    if isinstance(seen, Failure):
        return Finding(
            status="failed",
            found=Message(
                QT_TRANSLATE_NOOP("Message", "Qt does not start here: {reason}"),
                {"reason": seen.message},
            ),
            remedy=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "Install the libraries that Qt needs (on Debian and Ubuntu: "
                    "libegl1, libxkbcommon0, libxcb-cursor0), or install the program "
                    "again. The terminal works without it.",
                )
            ),
            facts={"detail": seen.detail},
        )
    facts = {
        "language": seen.language,
        "family": seen.family,
        "characters": seen.characters,
        "missing": seen.missing,
    }
    values: dict[str, Value] = {
        "language": LANGUAGES.get(seen.language, Message(seen.language)),
        "family": seen.family,
        "characters": seen.characters,
        "count": len(seen.missing),
        "some": seen.missing[:_SHOWN],
    }
    if not seen.missing:
        return Finding(
            status="ok",
            found=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "{language}: the font {family} and those that stand in for it have "
                    "all {characters} characters.",
                ),
                values,
            ),
            facts=facts,
        )
    return Finding(
        status="failed",
        found=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "{language}: {count} of {characters} characters have no glyph and show "
                "as boxes: {some}",
            ),
            values,
        ),
        remedy=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Install a font that has them (on Debian and Ubuntu: fonts-noto-cjk), "
                "or choose another language under View → Language.",
            )
        ),
        facts=facts,
    )
