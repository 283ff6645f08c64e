"""Each way to start the program that a person has: from a shell, by make, and by a double click."""

import os
import shutil
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import psutil
import pytest

from tests.end2end.screen import empty_screen
from tests.test_packaging import built

CHECKOUT = Path(__file__).parents[2]
VENV = Path(sys.prefix)
PATIENCE_S = 120.0
NO_SCREEN = "There is no display for the window."

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="started there by other means")
by_make = pytest.mark.skipif(
    VENV != CHECKOUT / ".venv" or not shutil.which("make"), reason="not what make has set up"
)

Way = Callable[[], Sequence[str | Path]]


def script() -> Sequence[str | Path]:
    return [VENV / "bin" / "kiosk"]


def module() -> Sequence[str | Path]:
    return [VENV / "bin" / "python", "-m", "kiosk"]


def make_run() -> Sequence[str | Path]:
    return [shutil.which("make") or "make", "-C", CHECKOUT, "--silent", "run"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `kiosk` of a venv of its own, its wheel built from the sdist as a person would."""
    folder = tmp_path_factory.mktemp("wheel")
    with tarfile.open(built("sdist", CHECKOUT, folder / "sdist")) as archive:
        archive.extraction_filter = getattr(tarfile, "data_filter", None)
        archive.extractall(folder / "unpacked")  # noqa: S202  # we made it ourselves
    (source,) = (folder / "unpacked").iterdir()
    made = built("wheel", source, folder / "wheel")
    own = folder / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", own], check=True)
    (packages,) = own.glob("lib/python*/site-packages")
    # The packages that it needs are installed here; the program itself comes from the wheel.
    (needed,) = VENV.glob("lib/python*/site-packages")
    (packages / "needed.pth").write_text(f"import sys; sys.path.append({str(needed)!a})\n")
    install = [sys.executable, "-m", "pip", "--python", str(own / "bin" / "python"), "install"]
    subprocess.run([*install, "--quiet", "--no-deps", "--no-index", made], check=True)
    return own / "bin" / "kiosk"


@pytest.fixture(
    params=["script", "module", pytest.param("make_run", marks=by_make), "wheel"],
)
def command(request: pytest.FixtureRequest) -> Sequence[str | Path]:
    """The command line of one of the ways."""
    match request.param:
        case "script":
            return script()
        case "module":
            return module()
        case "make_run":
            return make_run()
        case _:
            wheel: Path = request.getfixturevalue("wheel")
            return [wheel]


def bare(folder: Path, **more: str) -> dict[str, str]:
    """Return an environment with nothing but the folder, and the language to read it in."""
    return {"KIOSK_DATA": str(folder / "station"), "KIOSK_LANG": "en", **more}


@pytest.mark.parametrize(
    ("screen", "sentence"),
    [
        ({}, NO_SCREEN),
        ({"DISPLAY": ":97"}, NO_SCREEN),  # of a server that ended
        ({"WAYLAND_DISPLAY": "wayland-97"}, NO_SCREEN),
        ({"QT_QPA_PLATFORM": "one-that-is-not-installed"}, "The window cannot open:"),
    ],
    ids=["none", "x", "wayland", "plugin"],
)
def test_without_a_screen_it_is_one_sentence(
    command: Sequence[str | Path], tmp_path: Path, screen: Mapping[str, str], sentence: str
) -> None:
    environment = bare(tmp_path, **screen)
    by_hand = subprocess.run(
        command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    first, *from_make = by_hand.stderr.splitlines()
    assert first.startswith(sentence)
    assert by_hand.stdout == ""
    if "run" in command:
        assert by_hand.returncode == 2  # make's own code for "it did not end well"
        assert [line for line in from_make if "Error 3" not in line] == []
    else:
        assert (by_hand.returncode, from_make) == (3, [])
    assert sentence != NO_SCREEN or not (tmp_path / "station").exists()


@pytest.mark.xvfb
def test_on_a_screen_the_window_appears_and_ends_as_it_is_asked(
    command: Sequence[str | Path], tmp_path: Path
) -> None:
    with started(command, tmp_path, {"HOME": str(tmp_path)}) as process:
        end(process)
    assert process.returncode == 0


@pytest.mark.xvfb
@pytest.mark.parametrize("way", [script, module])
@pytest.mark.parametrize("streams", ["<&- >&- 2>&-", "</dev/null >/dev/null 2>&1", ">&-", ""])
def test_a_double_click_brings_no_environment_and_no_terminal(
    way: Way, streams: str, tmp_path: Path
) -> None:
    clicked = ["/bin/sh", "-c", f'exec "$@" {streams}', "sh", *way()]
    with started(clicked, tmp_path, {}) as process:
        end(process)
    assert process.returncode == 0
    assert (tmp_path / "station").is_dir()


@by_make
@pytest.mark.xvfb
def test_the_demo_opens_on_a_screen(tmp_path: Path) -> None:
    environment = {"HOME": str(tmp_path), "TMPDIR": str(tmp_path)}
    with started([*make_run()[:-1], "demo"], tmp_path, environment) as process:
        end(process)
    assert process.returncode == 0


@by_make
def test_the_demo_shows_its_verdicts_where_no_screen_is(tmp_path: Path) -> None:
    with subprocess.Popen(
        [*make_run()[:-1], "demo"],
        env=bare(tmp_path, TMPDIR=str(tmp_path)),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        assert process.stdout is not None
        shown = [line for line in islice(process.stdout, 4) if b"admitted" in line]
        for each in running(process):
            each.kill()
    assert shown


@pytest.mark.slow
@by_make
def test_the_whole_demo_ends_well_where_no_screen_is(tmp_path: Path) -> None:
    environment = bare(tmp_path, TMPDIR=str(tmp_path))
    done = subprocess.run(
        [*make_run()[:-1], "demo"], env=environment, capture_output=True, text=True, check=False
    )
    lines = done.stdout.splitlines()
    pictures = [Path(line) for line in lines if line.endswith(".png")]
    assert done.returncode == 0, done.stderr
    assert len(lines) - len(pictures) >= 20
    assert pictures
    assert all(path.is_file() for path in pictures)


@contextmanager
def started(
    command: Sequence[str | Path], folder: Path, environment: Mapping[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    """Start it on a screen with nothing else in its environment; its window is there."""
    with empty_screen(folder) as (display, _), (folder / "output").open("wb") as output:
        process = subprocess.Popen(
            command,
            env={**bare(folder, DISPLAY=display), **environment},
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
        try:
            until(lambda: window_of(process, display), process, folder / "output")
            yield process
        finally:
            for each in running(process):
                each.kill()
            process.kill()
            process.wait()


def window_of(process: subprocess.Popen[bytes], display: str) -> bool:
    """Return whether a window is on the screen."""
    assert process.poll() is None, "it ended before its window was there"
    asked = ["xdotool", "search", "--onlyvisible", "--class", "."]
    there = subprocess.run(
        asked, env={**os.environ, "DISPLAY": display}, capture_output=True, check=False
    )
    return there.returncode == 0


def running(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """Return what the process started, the last first."""
    try:
        return psutil.Process(process.pid).children(recursive=True)[::-1]
    except psutil.NoSuchProcess:
        return []


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask the program, which may be what make started, to end; wait until all of it has."""
    program = next(iter(running(process)), None)
    (program or process).terminate()
    process.wait(PATIENCE_S)


def until(so: Callable[[], bool], process: subprocess.Popen[bytes], output: Path) -> None:
    over = time.monotonic() + PATIENCE_S
    while not so():
        assert time.monotonic() < over, output.read_text(encoding="utf-8")
        assert process.poll() is None, output.read_text(encoding="utf-8")
        time.sleep(0.05)


LEFT_BEHIND = """
import atexit, threading
from kiosk import __main__ as program

def a_window_whose_camera_hangs():
    threading.Thread(target=threading.Event().wait, daemon=True).start()
    print("shown", end="")
    return 3

atexit.register(print, "Python took itself apart beside it")
program.run = a_window_whose_camera_hangs
program.main()
"""


def test_a_thread_that_is_left_behind_does_not_meet_a_python_that_is_gone() -> None:
    """It would be ended in the middle of C++, which aborts: seen where a window closed early."""
    done = subprocess.run(
        [sys.executable, "-c", LEFT_BEHIND], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (3, "shown", "")
