"""Steps “Model” and “Rounds”, and the words for choices of joint learning."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from workbench.core.parameters import ParamValue
from workbench.gui.draft import Draft
from workbench.gui.i18n import say
from workbench.gui.widgets.joint_params import Choices, Group, ParamsSection, only
from workbench.joint.base import OBJECTIVES
from workbench.workloads.joint_parameters import GROUPS

_MEETING = ("rounds", "fraction")
_ATTACKS = ("poisoned", "attack", "strength")


def choice_words() -> Choices:
    """What the choices are called in the language of the window."""
    translate = QCoreApplication.translate
    models = {name: say(entry.title) for name, entry in OBJECTIVES.items()}
    return {
        "model": {"auto": translate("JointChoices", "as the data ask for"), **models},
        "scale": {
            "standard": translate("JointChoices", "mean 0, variance 1"),
            "max": translate("JointChoices", "by the largest value"),
            "none": translate("JointChoices", "none"),
        },
        "attack": {
            "sign_flip": translate("JointChoices", "turn the update round"),
            "noise": translate("JointChoices", "send noise"),
            "nan": translate("JointChoices", "send what is no number"),
            "label_flip": translate("JointChoices", "learn from wrong labels"),
            "same_value": translate("JointChoices", "send one figure everywhere"),
        },
        "compression": {
            "none": translate("JointChoices", "none"),
            "top_k": translate("JointChoices", "largest entries (top-k)"),
            "qsgd": translate("JointChoices", "few levels (QSGD)"),
        },
        "network": {
            "none": translate("JointChoices", "none"),
            "data_centre": translate("JointChoices", "data centre"),
            "office": translate("JointChoices", "office"),
            "mobile": translate("JointChoices", "mobile phones"),
            "rural": translate("JointChoices", "rural"),
        },
    }


class ModelSection(ParamsSection):
    """What is learned, and its penalty λR(w)."""

    def __init__(self, *, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(
            draft=draft,
            objectName="joint_model_section",
            choices=choice_words(),
            parent=parent,
        )
        self.set_words(self.tr("Model"), self.tr("Change the model"))
        self.add(Group(name="joint_model", parameters=GROUPS["model"]))

    def relevant(self, values: Mapping[str, ParamValue]) -> Collection[str]:
        """Hidden units of a network; a bias that is there can be penalised."""
        return only(
            values,
            {
                "hidden": lambda: "mlp" in str(values["model"]),
                "penalise_bias": lambda: values["bias"] is True,
            },
        )


class RoundsSection(ParamsSection):
    """How clients meet, what goes wrong on the way, and when it ends."""

    def __init__(self, *, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(
            draft=draft,
            objectName="rounds_section",
            choices=choice_words(),
            parent=parent,
        )
        self.set_words(self.tr("Rounds"), self.tr("Change rounds"))
        rounds = {parameter.name: parameter for parameter in GROUPS["rounds"]}
        apart = (*_MEETING, *_ATTACKS)
        for name, title, parameters in (
            ("meeting", "", [rounds[n] for n in _MEETING]),
            (
                "trouble",
                self.tr("Drop-outs and stragglers"),
                [p for n, p in rounds.items() if n not in apart],
            ),
            ("attacks", self.tr("Poisoned clients"), [rounds[n] for n in _ATTACKS]),
            ("wire", self.tr("Compression and network"), GROUPS["wire"]),
            ("stops", self.tr("Stop before that"), GROUPS["stops"]),
        ):
            self.add(Group(name=name, title=title, parameters=tuple(parameters)))

    def relevant(self, values: Mapping[str, ParamValue]) -> Collection[str]:
        """What belongs to an attack or a compression that is chosen."""
        return only(
            values,
            {
                "attack": lambda: values["poisoned"] != 0,
                "strength": lambda: values["poisoned"] != 0,
                "keep": lambda: values["compression"] == "top_k",
                "levels": lambda: values["compression"] == "qsgd",
            },
        )
