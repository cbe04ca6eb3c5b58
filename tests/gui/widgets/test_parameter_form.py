from __future__ import annotations

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from workbench.core.parameters import Parameter, ParamValue, check, filled
from workbench.datasets import DATASETS
from workbench.ensembles import RULES
from workbench.estimators import ESTIMATORS
from workbench.gui.i18n import Language
from workbench.gui.widgets.fields import NumberBox
from workbench.gui.widgets.parameter_form import ParameterDialog, ParameterForm
from workbench.workloads import WORKLOADS

pytestmark = pytest.mark.usefixtures("theme")

DECLARED = {
    **{f"estimator {n}": e.parameters for n, e in ESTIMATORS.items()},
    **{f"data set {n}": e.parameters for n, e in DATASETS.items()},
    **{f"rule {n}": e.parameters for n, e in RULES.items()},
    **{f"workload {n}": e.parameters for n, e in WORKLOADS.items()},
}


def other(parameter: Parameter) -> ParamValue:
    """An allowed value that is not the default."""
    match parameter.kind:
        case "bool":
            return not parameter.default
        case "choice":
            return next(c for c in parameter.choices if c != parameter.default)
        case "text":
            return "2, 1, 1"
        case _:
            ends = [parameter.maximum, parameter.minimum, 3.0]
            value = next(e for e in ends if e is not None and e != parameter.default)
            return int(value) if parameter.kind == "int" else float(value)


@pytest.fixture(params=DECLARED)
def form(request: pytest.FixtureRequest, qtbot: QtBot) -> ParameterForm:
    form = ParameterForm(DECLARED[request.param], objectName="form")
    form.declared = DECLARED[request.param]  # type: ignore[attr-defined]
    qtbot.addWidget(form)
    return form


def test_that_a_form_shows_the_defaults(form: ParameterForm) -> None:
    assert form.values() == filled(form.declared, {})  # type: ignore[attr-defined]


def test_that_a_form_gives_back_what_it_is_shown(form: ParameterForm) -> None:
    declared = form.declared  # type: ignore[attr-defined]
    given = {p.name: other(p) for p in declared}
    form.show_values(given)
    assert form.values() == given
    assert form.given == given
    assert check(declared, form.values(), "params") == []


def test_that_every_field_can_be_edited(form: ParameterForm) -> None:
    declared = form.declared  # type: ignore[attr-defined]
    heard: list[dict[str, ParamValue]] = []
    form.edited.connect(heard.append)
    for p in declared:
        field = form._fields[p.name]
        match field:
            case QCheckBox():
                field.click()
            case NumberBox():
                value = other(p)
                assert isinstance(value, int | float)
                field.setValue(value)
            case QLineEdit():
                field.setText(f" {other(p)} ")
                field.editingFinished.emit()
            case combo:
                combo.setCurrentIndex(combo.findData(other(p)))
    expected = {p.name: other(p) for p in declared}
    assert (heard[-1] if heard else {}) == expected


def test_that_choices_with_words_are_shown_in_the_readers_language(
    qtbot: QtBot, language: Language
) -> None:
    language.set("zh_CN")
    declared = WORKLOADS.get("amdahl_job").parameters
    form = ParameterForm(declared, objectName="form")
    qtbot.addWidget(form)
    how = form.findChild(QComboBox, "form_how")
    assert how is not None
    assert [how.itemText(n) for n in range(how.count())] == ["计算", "睡眠"]
    how.setCurrentIndex(1)
    assert form.given["how"] == "sleep"
    for declaration in DECLARED.values():
        for parameter in declaration:
            assert {*parameter.words} <= {*parameter.choices}


def test_that_every_field_has_a_name_for_screen_readers(form: ParameterForm) -> None:
    for field in form._fields.values():
        assert field.accessibleName()
        assert field.objectName()


def test_that_a_value_back_at_its_default_is_no_longer_given(qtbot: QtBot) -> None:
    form = ParameterForm(ESTIMATORS.get("random_forest").parameters, objectName="f")
    qtbot.addWidget(form)
    form.show_values({"n_estimators": 7})
    with qtbot.waitSignal(form.edited, check_params_cb=lambda given: given == {}):
        form._fields["n_estimators"].setValue(100)  # type: ignore[attr-defined]


def test_that_reset_gives_nothing(qtbot: QtBot) -> None:
    form = ParameterForm(ESTIMATORS.get("random_forest").parameters, objectName="f")
    qtbot.addWidget(form)
    form.show_values({"n_estimators": 7, "max_depth": 3})
    with qtbot.waitSignal(form.edited, check_params_cb=lambda given: given == {}):
        form.findChild(QPushButton, "f_reset").click()
    assert form.values()["n_estimators"] == 100


def test_that_a_problem_stands_below_its_field(qtbot: QtBot) -> None:
    declared = ESTIMATORS.get("random_forest").parameters
    form = ParameterForm(declared, objectName="f")
    qtbot.addWidget(form)
    form.show()
    problems = check(declared, {"n_estimators": 0}, "models.1.params")
    form.show_problems(problems, "models.1.params")
    label = form.findChild(QLabel, "f_n_estimators_problem")
    assert label.isVisible()
    assert "Trees" in label.text()
    form.show_problems([], "models.1.params")
    assert not label.isVisible()


def test_that_the_dialog_explains_every_parameter(qtbot: QtBot) -> None:
    entry = ESTIMATORS.get("random_forest")
    dialog = ParameterDialog(
        entry.parameters, {}, title="Forest", text="Many trees", objectName="d"
    )
    qtbot.addWidget(dialog)
    dialog.open()
    shown = {label.text() for label in dialog.findChildren(QLabel)}
    assert {str(p.help) for p in entry.parameters} <= shown
    with qtbot.waitSignal(dialog.destroyed):
        dialog.reject()


def test_that_every_kernels_parameters_fit_into_the_panel(qtbot: QtBot) -> None:
    for name, entry in WORKLOADS.items():
        form = ParameterForm(entry.parameters, objectName="form")
        qtbot.addWidget(form)
        assert form.minimumSizeHint().width() <= 240, name
