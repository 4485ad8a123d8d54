"""The small widgets of the form, none wider than it must be."""

from __future__ import annotations

from qgis.core import QgsMapLayer
from qgis.gui import QgsFileWidget, QgsMapLayerComboBox
from qgis.PyQt.QtWidgets import QComboBox, QSpinBox, QToolButton


def tool_button(text: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tip)
    return button


def keep_narrow(combo: QComboBox) -> None:
    """Long names of layers and fields must not widen the dock."""
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(8)


def choose_layer(combo: QgsMapLayerComboBox, layer: QgsMapLayer | None) -> None:
    """Choose a layer, or with None the entry that says what no layer means; setLayer(None) would show nothing."""
    if layer is not None:
        combo.setLayer(layer)
    else:
        combo.setCurrentIndex(0)


def folder_box(title: str, without: str) -> QgsFileWidget:
    """A folder to type or to look for; ``without``: what none means."""
    box = QgsFileWidget()
    box.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
    box.setDialogTitle(title)
    box.lineEdit().setPlaceholderText(without)
    return box


def spin_box(least: int, most: int, suffix: str, step: int = 1) -> QSpinBox:
    box = QSpinBox()
    box.setRange(least, most)
    box.setSuffix(suffix)
    box.setSingleStep(step)
    return box
