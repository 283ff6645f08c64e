import subprocess
import sys

LONG_DAY = """
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLabel

class Bell(QObject):
    rung = Signal(bool)

app, label, bell = QApplication([]), QLabel(), Bell()
for number in range(20_000):
    label.setText(str(number))
    bell.rung.emit(True)
print("done")
"""


def test_qt_survives_the_calls_of_a_long_day() -> None:
    """PySide6 6.12.0 aborts here on Python 3.11: each call takes a reference to None away."""
    day = subprocess.run(
        [sys.executable, "-c", LONG_DAY], capture_output=True, text=True, check=False
    )

    assert (day.returncode, day.stdout) == (0, "done\n")
