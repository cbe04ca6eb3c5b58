"""From a row of a run to a file: fitted on all data, packed, written whole."""

from __future__ import annotations

from pathlib import Path

import msgspec

from workbench.core.cancel import CancelToken
from workbench.core.errors import BadInput, Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.state import RunState
from workbench.ensembles.final import Final, Learn, Learned, Progress, Rows, fit_final
from workbench.ensembles.final_rules import learning
from workbench.ensembles.saved import pack
from workbench.ensembles.saved_format import SUFFIX, Column, Facts
from workbench.estimators import ESTIMATORS
from workbench.persistence.card import card_of, markdown
from workbench.persistence.chosen import Chosen, chosen
from workbench.store.files import replace_file


class SavedModel(msgspec.Struct, frozen=True, kw_only=True):
    """What was written: the model and, beside it, its card."""

    path: Path
    card_path: Path
    size_bytes: int
    facts: Facts


def save_model(
    state: RunState,
    key: str,
    path: Path,
    *,
    cancel: CancelToken | None = None,
    progress: Progress | None = None,
) -> SavedModel:
    """Fit the row ``key`` of a run on all its data and write it to ``path``.

    The card is written beside it, as ``NAME.card.md``. Blocks for as long as the fits
    take; ``progress(done, total)`` is called after each of them, in this thread.

    Raises:
        BadInput: no such row, data that are gone, or a model that cannot be saved.
        Cancelled: ``cancel`` was set; nothing was written.
        OSError: the files cannot be written.
    """
    _check_name(path)
    row = chosen(state.spec, key)
    _refuse_libraries(row)
    final = fitted_final(row, cancel, progress)
    facts = _facts(row, final, state)
    packed = pack(final, facts)
    card_path = path.with_suffix(".card.md")
    replace_file(path, packed)
    replace_file(card_path, markdown(facts).encode())
    return SavedModel(
        path=path, card_path=card_path, size_bytes=len(packed), facts=facts
    )


def _check_name(path: Path) -> None:
    if path.suffix.lower() != SUFFIX:
        text = QT_TRANSLATE_NOOP(
            "Message", "“{file}” should end in {suffix}: models are saved as such."
        )
        values = {"file": path.name, "suffix": SUFFIX}
        raise BadInput([Problem(field="model", message=Message(text, values))])


def _refuse_libraries(row: Chosen) -> None:
    """Before anything is fitted: only scikit-learn's models are on the list."""
    foreign = [
        ESTIMATORS.get(member.estimator).title
        for member in row.members
        if ESTIMATORS.get(member.estimator).requires
    ]
    if foreign:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "{models} cannot be saved: what other libraries fit cannot be checked "
            "before it is loaded. Choose a row without it, or export a script.",
        )
        message = Message(text, {"models": tuple(foreign)})
        raise BadInput([Problem(field="row", message=message)])


def fitted_final(
    row: Chosen, cancel: CancelToken | None, progress: Progress | None
) -> Final:
    """A row fitted on all of its data, with what its rule learned from them."""
    dataset = row.dataset
    learn = _learn(row)
    return fit_final(
        Rows(
            kind=dataset.kind,
            n_classes=len(dataset.classes),
            X=dataset.X,
            y=dataset.y,
            seed=row.spec.seed,
        ),
        row.estimators(),
        learn,
        inner_fold=row.inner_fold() if callable(learn) else None,
        cancel=cancel,
        progress=progress,
    )


def _learn(row: Chosen) -> Learned | Learn:
    if not row.is_rule:
        return Learned(method="single")
    keys = [member.key for member in row.members]
    return learning(row.row.estimator, row.row.params, row.dataset.kind, keys)


def _facts(row: Chosen, final: Final, state: RunState) -> Facts:
    dataset, learned = row.dataset, final.learned
    return Facts(
        kind=dataset.kind,
        rule=row.row.estimator,
        method=learned.method,
        weights=dict(learned.weights),
        trim=learned.trim,
        passthrough=learned.passthrough,
        classes=dataset.classes,
        columns=tuple(
            Column(
                name=name,
                categories=dataset.categories.get(i, ()),
                text=dataset.text is not None,
            )
            for i, name in enumerate(dataset.features)
        ),
        target=dataset.target,
        imputes=dataset.needs_preparation,
        seed=row.spec.seed,
        card=card_of(row, final, state),
    )
