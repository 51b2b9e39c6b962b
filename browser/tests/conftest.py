"""A real browser for these tests: Chromium, driven by Playwright. `make test-browser` runs them."""

import os
import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
PICTURES = ROOT / "build" / "screenshots"
NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = os.environ.get("CVAE_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "device_scale_factor": 2}
RIM = 18            # pixels around a latent plane, as in plane.js
BADGES = ("https://colab.research.google.com/assets/colab-badge.svg", "https://mybinder.org/badge_logo.svg")


def where(plane, limit, x, y):
    """Where on the screen a point of a latent plane is, which goes from −limit to limit."""
    box = plane.bounding_box()
    side = box["width"] - 2 * RIM
    across, down = (x + limit) / (2 * limit), (limit - y) / (2 * limit)
    return box["x"] + RIM + across * side, box["y"] + RIM + down * side


@pytest.fixture(scope="session")
def address(worker_id):
    """The explorer page of the shipped models; each of pytest-xdist's workers makes its own."""
    import explorer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(explorer, "OUT", explorer.OUT / worker_id)
        explorer.main()
        return (explorer.OUT / "index.html").as_uri()


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    if not CHROMIUM:
        pytest.fail("no Chromium; on Debian: apt install chromium, "
                    "elsewhere name its program in CVAE_CHROMIUM")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"])
        yield browser
        browser.close()


@pytest.fixture
def watched(chromium):
    """Opens pages. Fails if one of them wrote an error to the console or asked another host for something."""
    pages, wrong = [], []

    def open_page(address, hosts=(), **options):
        def note_console(message):
            if message.type == "error":
                wrong.append(message.text)

        def note_request(request):
            if not request.url.startswith(("data:", "blob:", "file:", *hosts)):
                wrong.append(f"asked for {request.url}")

        def answer_badge(route):
            route.fulfill(content_type="image/svg+xml", body="<svg xmlns='http://www.w3.org/2000/svg'/>")

        page = chromium.new_page(**options)
        page.on("console", note_console)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", note_request)
        pages.append(page)
        # A notebook loads two launch badges from elsewhere and nothing more. They are answered here, since
        # there may be no network.
        page.route(lambda url: url in BADGES, answer_badge)
        page.goto(address)
        return page

    yield open_page
    for page in pages:
        page.close()
    assert wrong == []
