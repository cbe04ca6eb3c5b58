"""Where the workers of an engine are: on this computer, or on a running cluster."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workbench.core.errors import Problem
from workbench.core.spec import ClusterSpec, ExperimentSpec
from workbench.engines import ENGINES, addresses
from workbench.gui.naming import named
from workbench.gui.widgets.fields import ComboBox
from workbench.gui.widgets.problem_label import ProblemLabel, about

_LOCAL, _STANDALONE, _RUNNING = "local", "standalone", "running"
_FILES = ("ca", "certificate", "key")


class ClusterForm(QWidget):
    """One choice; for a running cluster its address and what the connection needs.

    It is shown for engines that can use a cluster, and where a cluster that an engine
    cannot use has to be taken back.
    """

    changeRequested = Signal(str, object)  # noqa: N815 - a signal, named as Qt names them
    """Carries what it is called in Undo, and the :class:`ClusterSpec`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cluster_form")
        self._cluster = ClusterSpec()
        self._left = ClusterSpec(address="")
        """What was set for a running cluster before another place was chosen."""
        self._place = ComboBox(objectName="cluster_place", name=self.tr("Cluster"))
        self._address = named(
            QLineEdit(), "cluster_address", accessible=self.tr("Address of the cluster")
        )
        self._files = {name: self._file_line(name) for name in _FILES}
        self._unencrypted = named(
            QCheckBox(self.tr("Allow u&nencrypted")), "cluster_unencrypted"
        )
        self._unencrypted.setToolTip(
            self.tr(
                "Anybody on the way to that computer could read your data, and have "
                "other code run there and here"
            )
        )
        self._problems = {
            name: ProblemLabel(objectName=f"cluster_{name}_problem")
            for name in ("address", *_FILES)
        }
        self._lay_out()
        self._wire()

    def show_spec(self, spec: ExperimentSpec) -> None:
        """Show where the workers of ``spec`` are, without a signal."""
        cluster = self._cluster = spec.cluster
        engine = ENGINES.get(spec.engine) if spec.engine in ENGINES else None
        schemes = engine.schemes if engine is not None else ()
        self.setVisible(bool(schemes) or cluster != ClusterSpec())
        if self.isHidden():
            return
        self._offer(schemes)
        place = _place_of(cluster)
        self._place.show_data(place)
        running = place == _RUNNING
        self._details.setVisible(running)
        if not running:
            return
        if _show_text(self._address, cluster.address):
            self._address.setCursorPosition(0)  # its beginning tells most
        self._address.setPlaceholderText(
            addresses.example(schemes[0]) if schemes else ""
        )
        self._show_connection(cluster)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say each problem below its field."""
        for name, label in self._problems.items():
            label.show_problems(about(problems, f"cluster.{name}"))

    def _show_connection(self, cluster: ClusterSpec) -> None:
        """Certificates, or the permission to do without: what the address asks for."""
        encrypted = cluster.address.strip().startswith(addresses.ENCRYPTED)
        for name in _FILES:
            path = getattr(cluster, name)
            box, line = self._files[name]
            _show_text(line, path)
            line.setToolTip(path)
            self._form.setRowVisible(box, encrypted or bool(path))
        far = addresses.remote_host(cluster) is not None and not encrypted
        self._unencrypted.setChecked(cluster.unencrypted)
        self._form.setRowVisible(self._unencrypted, far or cluster.unencrypted)

    def _offer(self, schemes: Sequence[str]) -> None:
        """The places of an engine; only Spark has two ways on this computer."""
        offered = [(self.tr("On this computer"), _LOCAL)]
        if addresses.STANDALONE in schemes or self._cluster.address == _STANDALONE:
            offered.append((self.tr("On this computer, standalone"), _STANDALONE))
        offered.append((self.tr("A running cluster"), _RUNNING))
        there = [self._place.itemData(i) for i in range(self._place.count())]
        if there == [data for _, data in offered]:
            return
        self._place.blockSignals(True)
        self._place.clear()
        for text, data in offered:
            self._place.addItem(text, data)
        self._place.blockSignals(False)

    def _lay_out(self) -> None:
        self._details = QWidget()
        self._form = QFormLayout(self._details)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self._form.setFieldGrowthPolicy(
            QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow
        )
        self._form.addRow(self._address)  # alone: addresses are long
        self._form.addRow(self._problems["address"])
        titles = (self.tr("&Authority"), self.tr("Cert&ificate"), self.tr("&Key"))
        for name, title in zip(_FILES, titles, strict=True):
            label = QLabel(title)
            box, line = self._files[name]
            label.setBuddy(line)
            self._form.addRow(label, box)
            self._form.addRow(self._problems[name])
        self._form.addRow(self._unencrypted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._place)
        layout.addWidget(self._details)

    def _file_line(self, name: str) -> tuple[QWidget, QLineEdit]:
        """A path, and a button that opens a file dialog for it."""
        what = {
            "ca": self.tr("Certificate of the cluster’s authority"),
            "certificate": self.tr("Your certificate for the cluster"),
            "key": self.tr("Private key of your certificate"),
        }[name]
        line = named(QLineEdit(), f"cluster_{name}", accessible=what)
        line.setPlaceholderText(self.tr("a file in PEM form"))
        browse = named(
            QPushButton("…"),
            f"cluster_{name}_browse",
            accessible=self.tr("Choose a file: {what}").format(what=what),
        )
        browse.setToolTip(browse.accessibleName())
        browse.clicked.connect(lambda: self._browse(name, what))
        box = QWidget()
        layout = QHBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(line, 1)
        layout.addWidget(browse)
        return box, line

    def _wire(self) -> None:
        self._place.currentIndexChanged.connect(
            lambda _: self._choose(self._place.currentData())
        )
        self._address.textEdited.connect(
            lambda text: self._ask(
                self.tr("Change the cluster’s address"), address=text.strip()
            )
        )
        for name, (_, line) in self._files.items():
            line.textEdited.connect(lambda text, name=name: self._file(name, text))
        self._unencrypted.clicked.connect(
            lambda on: self._ask(
                self.tr("Allow an unencrypted connection")
                if on
                else self.tr("Forbid an unencrypted connection"),
                unencrypted=on,
            )
        )

    def _choose(self, place: str) -> None:
        if _place_of(self._cluster) == _RUNNING:
            self._left = self._cluster
        chosen = self._left if place == _RUNNING else ClusterSpec(address=place)
        self.changeRequested.emit(self.tr("Choose where the workers are"), chosen)

    def _file(self, name: str, path: str) -> None:
        texts = {
            "ca": self.tr("Change the authority’s certificate"),
            "certificate": self.tr("Change the certificate"),
            "key": self.tr("Change the private key"),
        }
        self._ask(texts[name], **{name: path.strip()})

    def _browse(self, name: str, what: str) -> None:
        dialog = named(QFileDialog(self, what), f"cluster_{name}_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self._file(name, path))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask(self, text: str, **changes: str | bool) -> None:
        self._cluster = msgspec.structs.replace(self._cluster, **changes)
        self.changeRequested.emit(text, self._cluster)


def _place_of(cluster: ClusterSpec) -> str:
    here = cluster.address in (_LOCAL, _STANDALONE)
    return cluster.address if here else _RUNNING


def _show_text(line: QLineEdit, text: str) -> bool:
    """Show another text; whether it is another: typing must not be written over."""
    if line.text().strip() == text:
        return False
    line.setText(text)
    return True
