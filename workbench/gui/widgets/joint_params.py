"""Steps of joint learning that are forms over parameters of its workload."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from workbench.core.errors import Problem
from workbench.core.parameters import Parameter, ParamValue, filled
from workbench.core.spec import ExperimentSpec
from workbench.gui.draft import Draft
from workbench.gui.i18n import say
from workbench.gui.widgets.disclosure import Disclosure
from workbench.gui.widgets.parameter_form import ParameterForm
from workbench.gui.widgets.problem_label import about
from workbench.gui.widgets.section import Section

Choices = Mapping[str, Mapping[str, str]]
"""Words for the choices of parameters, by their names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Parameters that are shown together; with a title behind a line that opens."""

    name: str
    parameters: tuple[Parameter, ...]
    title: str = ""


class ParamsSection(Section):
    """Reads and writes some of ``params`` of the draft; the others stay as they are.

    A subclass says which parameters mean something beside the others' values.
    """

    def __init__(
        self,
        *,
        draft: Draft,
        objectName: str,
        choices: Choices,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(objectName=objectName, parent=parent)
        self._draft = draft
        self._undo = ""
        self._choices = choices
        self._groups: list[Group] = []
        self._forms: dict[str, ParameterForm] = {}
        self._lines: dict[str, Disclosure] = {}

    def set_words(self, title: str, undo: str) -> None:
        """Name the step, and what a change in it is called in Undo."""
        self.set_title(title)
        self._undo = undo

    def relevant(self, values: Mapping[str, ParamValue]) -> Collection[str]:
        """The parameters that mean something beside these values of all of them."""
        return values.keys()

    def show_spec(self, spec: ExperimentSpec) -> None:
        """Show what ``spec`` says here, without changing the draft."""
        declared = [p for group in self._groups for p in group.parameters]
        shown = self.relevant(filled(declared, spec.params))
        for group in self._groups:
            names = {parameter.name for parameter in group.parameters}
            given = {k: v for k, v in spec.params.items() if k in names}
            form = self._forms[group.name]
            form.show_values(given)
            form.show_only(shown)
            if group.title:
                self._lines[group.name].show_text(self._words(group, given, shown))

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say what is wrong below each field, and open the line it is behind."""
        for group in self._groups:
            self._forms[group.name].show_problems(problems, "params")
            fields = [f"params.{parameter.name}" for parameter in group.parameters]
            if group.title and about(problems, *fields):
                self._lines[group.name].open()

    def change(self, names: Collection[str], given: Mapping[str, ParamValue]) -> None:
        """Put ``given`` in the place of the parameters called ``names``."""
        kept = {k: v for k, v in self._draft.spec.params.items() if k not in names}
        self._draft.replace(self._undo, params={**kept, **given}, title="")

    def add(self, group: Group) -> None:
        """Show one more group below those that are there."""
        self._groups.append(group)
        form = ParameterForm(
            group.parameters, objectName=f"{group.name}_form", choices=self._choices
        )
        names = frozenset(parameter.name for parameter in group.parameters)
        form.edited.connect(lambda given: self.change(names, given))
        self._forms[group.name] = form
        if group.title:
            line = Disclosure(form, objectName=f"{group.name}_line")
            self._lines[group.name] = line
            self.add_body(line, 0)
        else:
            self.add_body(form, 0)

    def _words(
        self,
        group: Group,
        given: Mapping[str, ParamValue],
        shown: Collection[str],
    ) -> str:
        """The group's title, and what is special in it."""
        special = [
            f"{say(parameter.title)} {self._value(parameter, given[parameter.name])}"
            for parameter in group.parameters
            if parameter.name in given and parameter.name in shown
        ]
        return " · ".join((group.title, *special))

    def _value(self, parameter: Parameter, value: ParamValue) -> str:
        if isinstance(value, bool):
            return "✓" if value else "–"
        words = self._choices.get(parameter.name, {})
        return words.get(str(value), str(value))


def only(
    values: Mapping[str, ParamValue], rules: Mapping[str, Callable[[], bool]]
) -> set[str]:
    """All names but those whose rule does not hold."""
    return {name for name in values if name not in rules or rules[name]()}
