"""Chromium without a screen, as a phone or a laptop."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from typing import Any

from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")
DRIVER = which("chromedriver")
PATIENCE_S = 60
_PHONE = 500
_AXE = Path(__file__).parent / "axe" / "axe.min.js"


@contextmanager
def browser(width: int = 360, *, language: str = "nl", dark: bool = False) -> Iterator[Chrome]:
    """Yield a browser with an empty profile, 800 pixels high."""
    options = ChromeOptions()
    options.binary_location = CHROMIUM or ""
    for option in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"):
        options.add_argument(option)
    options.add_argument("--disable-background-networking")
    options.add_experimental_option("prefs", {"intl.accept_languages": language})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = Chrome(options, Service(DRIVER))
    try:
        _resize(driver, width, 800)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
        yield driver
    finally:
        driver.quit()


def _resize(driver: Chrome, width: int, height: int) -> None:
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < _PHONE}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)


def take_picture(driver: Chrome, path: Path, width: int) -> None:
    """Save a picture of the whole page."""
    _resize(driver, width, driver.execute_script("return document.documentElement.scrollHeight"))
    driver.save_screenshot(str(path))
    _resize(driver, width, 800)


def wait_for(driver: Chrome, condition: str) -> None:
    """Wait until a condition in JavaScript is true."""
    WebDriverWait(driver, PATIENCE_S, poll_frequency=0.1).until(
        lambda one: one.execute_script(f"return {condition}")
    )


def text_of(driver: Chrome, selector: str) -> str:
    return driver.find_element(By.CSS_SELECTOR, selector).text


def state_is(driver: Chrome, state: str) -> None:
    wait_for(driver, f"document.getElementById('connection').dataset.state === '{state}'")


def complaints(driver: Chrome) -> list[str]:
    """Return what the console says, without failed connections to a hub that is gone."""
    gone = "net::ERR_"
    return [one["message"] for one in _log(driver, "browser") if gone not in one["message"]]


def _log(driver: Chrome, name: str) -> list[dict[str, Any]]:
    return list(driver.get_log(name))  # type: ignore[no-untyped-call]


def hosts(driver: Chrome) -> set[str]:
    """Return the addresses of all requests so far."""
    events = [json.loads(one["message"])["message"] for one in _log(driver, "performance")]
    sent = [one for one in events if one["method"] == "Network.requestWillBeSent"]
    return {one["params"]["request"]["url"] for one in sent}


def violations(driver: Chrome) -> list[str]:
    """Return what axe-core finds wrong with the page."""
    source = _AXE.read_text(encoding="utf-8")
    driver.execute_cdp_cmd("Runtime.evaluate", {"expression": f"{source};0"})
    found: Any = driver.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        "axe.run().then((result) => done(result.violations.map("
        "(one) => `${one.id}: ${one.nodes.map((node) => node.target).join(', ')}`)))"
    )
    return list(found)


def overflows(driver: Chrome) -> list[str]:
    """Return the elements that are wider than the page."""
    found: Any = driver.execute_script(
        "return [...document.querySelectorAll('body *')].filter((one) =>"
        " one.getBoundingClientRect().right > innerWidth + 1"
        " && getComputedStyle(one).position !== 'absolute')"
        ".map((one) => one.outerHTML.slice(0, 90))"
    )
    return list(found)
