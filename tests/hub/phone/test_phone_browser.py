"""The organiser's page in real Chromium, with the hub as a real process."""

import json
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By

from tests.end2end.test_laptops_agree import Kiosk
from tests.hub.hubs import CODES, an_admin
from tests.hub.phone.browser import (
    CHROMIUM,
    DRIVER,
    browser,
    complaints,
    hosts,
    overflows,
    state_is,
    take_picture,
    text_of,
    violations,
    wait_for,
)
from tests.hub.phone.page_states import STATES, page_of
from tests.sync.laptops import Laptop

pytestmark = pytest.mark.skipif(
    not CHROMIUM or not DRIVER, reason="Chromium is not installed: make phone"
)


@pytest.fixture(scope="module")
def admin(tmp_path_factory: pytest.TempPathFactory) -> Laptop:
    return an_admin(tmp_path_factory.mktemp("browser"))


@pytest.fixture(scope="module")
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@contextmanager
def serving(admin: Laptop, port: int) -> Iterator[subprocess.Popen[str]]:
    """Run the hub until the end of the block, or until the test kills it."""
    options = ("--host", "127.0.0.1", "--port", "0", "--phone-port", str(port))
    process = Kiosk(admin.folder, {}).start("hub", "serve", *options)
    try:
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["phone_url"] == f"http://127.0.0.1:{port}"
        yield process
    finally:
        process.kill()
        process.communicate()


def new_link(admin: Laptop) -> str:
    return str(json.loads(Kiosk(admin.folder, {}).run("hub", "link", "--json"))["url"])


def shows(driver: Chrome, inside: int) -> None:
    wait_for(driver, f"document.querySelector('.number strong').textContent === '{inside}'")


def look(driver: Chrome, port: int) -> None:
    """Check that the page is as it should be: accessible, within its width, from the hub alone."""
    assert violations(driver) == []
    assert overflows(driver) == []
    assert complaints(driver) == []
    assert {
        one for one in hosts(driver) if not one.startswith(f"http://127.0.0.1:{port}/")
    } == set()


def test_the_page_follows_survives_the_hub_and_ends(admin: Laptop, port: int) -> None:
    with browser(360) as driver:
        with serving(admin, port) as hub:
            link = new_link(admin)
            driver.get(link)
            state_is(driver, "live")
            shows(driver, 0)
            admin.scan(CODES[0])
            shows(driver, 1)
            wait_for(driver, "document.querySelectorAll('canvas').length === 2")
            look(driver, port)
            hub.kill()
            hub.wait()
            state_is(driver, "silent")
            assert "niets gehoord" in text_of(driver, "#connection")
            shows(driver, 1)  # the last figure stays
            assert violations(driver) == []
        admin.scan(CODES[1])
        with serving(admin, port):
            state_is(driver, "live")
            shows(driver, 2)
            Kiosk(admin.folder, {}).run("hub", "link", "--revoke")
            state_is(driver, "ended")
            assert "werkt niet meer" in text_of(driver, "#connection")
            assert violations(driver) == []
            driver.refresh()
            assert "Deze link werkt niet" in driver.title
            assert violations(driver) == []


@pytest.mark.slow
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_is_well_in_each_state(
    tmp_path: Path, width: int, dark: bool, language: str
) -> None:
    pictures = Path("build/pictures/phone")
    pictures.mkdir(parents=True, exist_ok=True)
    with browser(width, language=language, dark=dark) as driver:
        for name, report in STATES.items():
            with page_of(report, tmp_path) as link:
                driver.get(link)
                # it never says that it is live while a laptop is silent
                state_is(driver, "unsure" if name == "silent" else "live")
                assert driver.execute_script("return document.documentElement.lang") == language
                for details in driver.find_elements(By.TAG_NAME, "summary"):
                    if details.is_displayed():
                        details.click()
                look(driver, urlsplit(link).port or 0)
                picture = pictures / f"{name} {width} {language} {'dark' if dark else 'light'}.png"
                take_picture(driver, picture, width)
                driver.get("about:blank")
                hosts(driver)  # those of the next page begin here


@pytest.mark.slow
def test_a_hub_that_hangs_is_reported_after_12_seconds(admin: Laptop, port: int) -> None:
    with serving(admin, port) as hub, browser(360) as driver:
        driver.get(new_link(admin))
        state_is(driver, "live")
        hub.send_signal(signal.SIGSTOP)
        began = time.monotonic()
        state_is(driver, "silent")
        assert 6 < time.monotonic() - began < 20  # the last heartbeat was up to 5 s before
        assert re.match(r"Al 1[2-4] s niets gehoord", text_of(driver, "#connection"))
        hub.send_signal(signal.SIGCONT)
        state_is(driver, "live")


@pytest.mark.slow
def test_a_phone_that_wakes_is_up_to_date(admin: Laptop, port: int) -> None:
    with browser(360) as driver:
        with serving(admin, port):
            driver.get(new_link(admin))
            state_is(driver, "live")
            before = int(text_of(driver, ".number strong"))
            driver.execute_cdp_cmd("Page.setWebLifecycleState", {"state": "frozen"})
        admin.scan(CODES[5])
        with serving(admin, port):
            driver.execute_cdp_cmd("Page.setWebLifecycleState", {"state": "active"})
            driver.execute_script("document.dispatchEvent(new Event('visibilitychange'))")
            shows(driver, before + 1)
            state_is(driver, "live")
