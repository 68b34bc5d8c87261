"""The style sheet of the whole program, in the colors and sizes of a theme and a font."""

from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication, QStyle

TICK = 0.72
"""How high a box to tick is, in lines of the words beside it."""

SHEET = """
QMainWindow, QDialog {{ background: {bg}; }}
QMessageBox, QDialogButtonBox {{ button-layout: 3; }}
QToolTip {{ color: {text}; background: {surface}; border: 1px solid {line}; }}
QFrame[card="true"] {{ background: {surface}; border: 1px solid {line}; border-radius: 8px; }}
QFrame[panel="true"] {{ background: {surface}; border: none; border-left: 1px solid {line}; }}
QFrame[side="true"] {{ background: {side}; border: none; border-right: 1px solid {line}; }}
QFrame[drop="true"] {{ border: 1px dashed {muted}; border-radius: 6px; }}
QFrame[statement="true"] {{ border: 1px solid {line}; border-radius: 6px; }}
QFrame[document="true"] {{ border: 1px solid {line}; border-radius: 6px; background: {bg}; }}
QFrame[banner="warning"] {{ background: {warn_soft}; border: 1px solid {warn};
  border-radius: 6px; }}
QFrame[banner="purpose"] {{ background: {accent_soft}; border: 1px solid {accent};
  border-radius: 6px; }}
QFrame[banner="done"] {{ background: {ok_soft}; border: 1px solid {ok}; border-radius: 6px; }}
QLabel[muted="true"] {{ color: {muted}; }}
QLabel[h1="true"] {{ font-size: {large}pt; font-weight: 600; }}
QLabel[h2="true"] {{ font-weight: 600; }}
QLabel[h15="true"] {{ font-size: {middle}pt; font-weight: 600; }}
QLabel[group="true"] {{ color: {muted}; font-size: {small}pt; }}
QLabel[chip] {{ border-radius: 8px; padding: 1px 8px; font-size: {small}pt; font-weight: 600; }}
QLabel[trouble="true"] {{ color: {bad}; }}
QLineEdit[unread="true"], QLineEdit[unread="true"]:focus {{ border: 2px solid {bad};
  padding: 3px 7px; }}
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {side}; }}
QCalendarWidget QToolButton {{ color: {text}; background: transparent; font-weight: 600;
  padding: 4px 8px; }}
QCalendarWidget QAbstractItemView {{ background: {surface}; color: {text};
  selection-background-color: {accent}; selection-color: {on_accent}; }}
QToolButton[date="true"] {{ border: 1px solid {edge}; border-radius: 6px; padding: 3px 7px;
  background: {surface}; color: {text}; }}
QToolButton[date="true"]:hover {{ border-color: {accent}; }}
QLabel[chip="bad"] {{ background: {bad_soft}; color: {bad}; }}
QLabel[chip="warn"] {{ background: {warn_soft}; color: {warn}; }}
QLabel[chip="ok"] {{ background: {ok_soft}; color: {ok}; }}
QLabel[chip="note"] {{ background: {accent_soft}; color: {accent}; }}
QPushButton {{ border: 1px solid {edge}; border-radius: 6px; padding: 5px 12px;
  background: {surface}; color: {text}; }}
QPushButton, QCheckBox, QRadioButton {{ outline: none; }}
QPushButton:hover {{ border-color: {accent}; }}
QPushButton:focus {{ border: 2px solid {accent}; padding: 4px 11px; }}
QPushButton:disabled, QCheckBox:disabled, QRadioButton:disabled {{ color: {muted}; }}
QPushButton[primary="true"] {{ background: {accent}; color: {on_accent}; border-color: {accent};
  font-weight: 600; }}
QPushButton[primary="true"]:focus {{ border: 2px solid {accent}; background: {surface};
  color: {accent}; }}
QPushButton[primary="true"]:disabled {{ background: {side}; color: {muted};
  border-color: {line}; }}
QPushButton[link="true"] {{ border: 1px solid transparent; background: transparent;
  color: {accent}; padding: 2px 4px; text-align: left; }}
QPushButton[link="true"]:focus {{ border: 2px solid {accent}; padding: 1px 3px; }}
QPushButton[link="true"]:disabled {{ color: {muted}; }}
QPushButton[rail="true"] {{ border: 1px solid transparent; background: transparent;
  padding: 4px 2px; font-weight: 600; }}
QPushButton[rail="true"]:focus {{ border: 2px solid {accent}; padding: 3px 1px; }}
QPushButton[choice="true"] {{ text-align: left; padding: 5px 20px 5px 9px; }}
QPushButton[choice="true"]:focus {{ padding: 4px 19px 4px 8px; }}
QPushButton::menu-indicator {{ subcontrol-position: right center; right: 6px; }}
QPushButton[step="true"] {{ padding: 3px 8px; }}
QPushButton[step="true"]:checked {{ border: 1px solid {accent}; font-weight: 600;
  background: {accent_soft}; color: {accent}; }}
QPushButton[step="true"]:focus {{ border: 2px solid {text}; padding: 2px 7px; }}
QPushButton[segment="true"] {{ border-radius: 0; padding: 6px 10px; margin-left: -1px; }}
QPushButton[segment="true"]:checked {{ background: {accent_soft}; color: {accent};
  font-weight: 600; border-color: {accent}; }}
QPushButton[segment="true"]:focus {{ border: 2px solid {text}; padding: 5px 9px; }}
QCheckBox, QRadioButton {{ border: 2px solid transparent; padding: 1px 0;
  border-radius: 4px; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {accent}; }}
QTabBar::scroller {{ width: 52px; }}
QPlainTextEdit, QTextEdit, QLineEdit {{ background: {surface}; border: 1px solid {edge};
  border-radius: 6px; padding: 4px 8px; color: {text};
  selection-background-color: {accent}; selection-color: {on_accent}; }}
QPlainTextEdit:focus, QTextEdit:focus, QLineEdit:focus {{ border: 2px solid {accent};
  padding: 3px 7px; }}
QComboBox QLineEdit, QAbstractSpinBox QLineEdit, QComboBox QLineEdit:focus,
QAbstractSpinBox QLineEdit:focus {{ border: none; padding: 0; background: transparent; }}
QComboBox QAbstractItemView {{ background: {surface}; color: {text};
  selection-background-color: {accent}; selection-color: {on_accent}; }}
QComboBox QAbstractItemView::item {{ padding: 4px 8px; }}
QComboBox {{ combobox-popup: 0; }}
QComboBox, QAbstractSpinBox {{ border: 1px solid {edge}; border-radius: 6px;
  padding: 4px 2px 4px 9px; background: {surface}; color: {text}; min-height: {line_high}px; }}
QComboBox:hover, QAbstractSpinBox:hover {{ border-color: {accent}; }}
QComboBox:focus {{ border: 2px solid {accent}; padding: 3px 1px 3px 8px; }}
QToolButton:focus {{ border: 2px solid {accent}; border-radius: 4px; }}
QComboBox:disabled, QAbstractSpinBox:disabled {{ color: {muted}; border-color: {line}; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: none; width: {box}px;
  background: transparent; margin-right: 4px; }}
QAbstractSpinBox::up-arrow, QAbstractSpinBox::down-arrow {{ image: none; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QComboBox::drop-down {{ border: none; width: {box}px; padding-right: 6px; }}
QComboBox::down-arrow {{ image: none; }}
QScrollBar:vertical {{ width: 10px; background: transparent; margin: 0; }}
QScrollBar:horizontal {{ height: 10px; background: transparent; margin: 0; }}
QScrollBar::handle {{ background: {edge}; border-radius: 4px; min-height: 28px;
  min-width: 28px; margin: 1px; }}
QScrollBar::handle:hover {{ background: {text}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QListWidget::item, QListView[rows="true"]::item {{ padding: 5px 6px;
  border-top: 1px solid transparent; border-bottom: 1px solid transparent; }}
QTableView, QListWidget, QTreeWidget, QListView[rows="true"] {{ background: {surface};
  border: 1px solid {line}; padding: 1px; border-radius: 6px; gridline-color: {line};
  alternate-background-color: {bg}; selection-background-color: {accent_soft};
  selection-color: {text}; }}
QTableView:focus, QListWidget:focus, QTreeWidget:focus, QListView[rows="true"]:focus {{
  border: 2px solid {accent}; padding: 0; }}
QTreeWidget[pages="true"] {{ background: transparent; border: none; outline: none; padding: 0; }}
QTreeWidget[pages="true"]:focus {{ border: none; }}
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator {{
  width: {tick}px; height: {tick}px; }}
QAbstractItemView::indicator:unchecked {{ width: {box}px; height: {box}px;
  border: 1px solid {edge}; background: {surface}; }}
QHeaderView::section {{ background: {side}; color: {muted}; border: none;
  border-bottom: 1px solid {line}; padding: 5px 8px; font-weight: 600; }}
QScrollArea {{ border: none; background: transparent; }} QStatusBar::item {{ border: none; }}
QWidget[clear="true"] {{ background: transparent; }} QTableView::item {{ padding: 0 6px; }}
QTabWidget::pane {{ border: 1px solid {line}; border-radius: 6px; }}
QStatusBar {{ background: {side}; color: {muted}; border-top: 1px solid {line}; }}
QTabBar::tab {{ padding: 5px 12px; border: 1px solid {line}; background: {side}; }}
QTabBar::tab:selected {{ background: {surface}; color: {accent}; font-weight: 600; }}
QTableView::item:selected, QListWidget::item:selected, QListView[rows="true"]::item:selected {{
  border-top: 1px solid {accent}; border-bottom: 1px solid {accent}; background: {accent_soft};
  color: {text}; }}
QTabBar::tab:focus {{ border: 2px solid {accent}; padding: 4px 11px; }}
QMenuBar, QMenu {{ background: {side}; color: {text}; }}
QMenu {{ border: 1px solid {edge}; padding: 2px; }}
QMenu::item:selected, QMenuBar::item:selected {{ background: {accent_soft}; color: {accent}; }}
QProgressBar {{ border: 1px solid {edge}; border-radius: 4px; background: {surface};
  max-height: 8px; min-height: 8px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 4px; }}
QProgressBar[short="true"]::chunk {{ background: {warn}; }}
"""


def sizes(font: QFont) -> dict[str, float]:
    """Return what the sheet takes from a font: points of texts, and pixels of lines and boxes."""
    points = font.pointSizeF()
    if points <= 0:  # a desktop that counts in pixels
        points = font.pixelSize() * 72 / 96
    return {
        "large": round(points * 1.54, 1),
        "middle": round(points * 1.15, 1),
        "small": round(points * 0.85, 1),
        "line_high": QFontMetrics(font).height() + 2,
        "tick": tick_size(font),
        "box": tick_size(font) - 2,
    }


def tick_size(font: QFont) -> int:
    """Return the pixels a box to tick is wide and high beside words in a font."""
    usual = QApplication.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth)
    return max(usual, round(QFontMetrics(font).height() * TICK))
