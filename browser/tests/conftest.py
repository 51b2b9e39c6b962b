"""A real browser for these tests: Chromium, driven by Playwright. `make test-browser` runs them."""

import os
import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
PICTURES = ROOT / "build" / "screenshots"
BADGES = ("https://colab.research.google.com/assets/colab-badge.svg", "https://mybinder.org/badge_logo.svg")


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    path = os.environ.get("CVAE_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not path:
        pytest.fail("no Chromium; on Debian: apt install chromium, elsewhere name its program in CVAE_CHROMIUM")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-background-networking"])
        yield browser
        browser.close()


@pytest.fixture
def watched(chromium):
    """Opens pages, and fails where one of them wrote an error to the console or asked another host for something."""
    pages, wrong = [], []

    def open_page(address, hosts=(), **options):
        page = chromium.new_page(**options)
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda request: None if request.url.startswith(("data:", "blob:", "file:", *hosts)) else wrong.append(f"asked for {request.url}"))
        pages.append(page)
        # A notebook's two launch badges are all that it loads from elsewhere; where there is no network they show their text.
        page.route(lambda url: url in BADGES, lambda route: route.fulfill(content_type="image/svg+xml", body="<svg xmlns='http://www.w3.org/2000/svg'/>"))
        page.goto(address)
        return page

    yield open_page
    for page in pages:
        page.close()
    assert wrong == []
