"""The site, made from the committed notebooks and opened in Chromium from a static server."""

import functools
import http.server
import json
import re
import threading
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import numpy as np
import pytest

import website
from conftest import PHONE, PICTURES
from cvae_lib import latent, runs

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
OF_COLOUR = ["color-contrast", "link-in-text-block"]        # what another colour scheme can break
BYTES = 2_000_000                               # all that a page loads
FRONT = "**/_static/front*.js"                  # the front page's network, and what draws its plane


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *what):
        pass


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("site")
    website.build(place / "site", place / "source")
    return place / "site"


@pytest.fixture(scope="session")
def home(folder):
    """The address of the site on a static server of this machine."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


class Anchors(HTMLParser):
    """Where a page can be entered, where it leads, what it shows and how its headings follow each other."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.images, self.levels, self.loaded = set(), [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.ids.add(found.get("id"))
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        if tag in ("img", "script", "link", "source") and found.get("rel") != "canonical":
            self.loaded += [found[name] for name in ("src", "href") if name in found]
        if tag == "img":
            self.images.append(found)
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))


@pytest.fixture(scope="session")
def pages(folder):
    """Each page by its path; the explorer, which is one file with all inside, is tested elsewhere."""
    return {path.relative_to(folder).as_posix(): Anchors(path.read_text(encoding="utf-8"))
            for path in sorted(folder.rglob("*.html")) if path.parent.name not in ("_static", "explorer")}


def test_no_link_is_dead(folder, pages):
    external, dead = set(), []
    for name, page in pages.items():
        for link in page.links + page.loaded:
            if re.match(r"(https?|mailto):", link):
                external.add(link)
                continue
            target, anchor = urldefrag(urljoin(f"/{name}", link))
            path = unquote(urlsplit(target).path.lstrip("/"))
            entered = not anchor or path not in pages or unquote(anchor) in pages[path].ids
            if not (folder / path).is_file() or not entered:
                dead.append(f"{name}: {link}")
    assert not dead
    (PICTURES.parent / "external-links.txt").write_text("\n".join(sorted(external)) + "\n", encoding="utf-8")
    assert any("colab.research.google.com" in link for link in external)
    assert len([name for name in pages if name.startswith("notebooks/")]) == 12


def test_pictures_are_described_and_headings_are_in_order(pages):
    for name, page in pages.items():
        if name == "search.html":
            continue
        assert page.levels[0] == 1 and page.levels.count(1) == 1, name
        assert all(after <= before + 1 for before, after in zip(page.levels, page.levels[1:])), name
        alts = [image.get("alt", "") for image in page.images]
        assert all(len(alt) >= 30 for alt in alts) and len(set(alts)) == len(alts), name
        assert not [address for address in page.loaded if re.match(r"(https?:)?//", address)], name


def test_no_page_has_a_barrier_scrolls_sideways_or_is_heavy(watched, home, pages):
    from axe_playwright_python.sync_playwright import Axe

    names, wrong = [*pages], []
    page, ahead = (watched(home + names[0], hosts=(home,), **PHONE) for _ in range(2))
    for name, following in pairwise([*names, names[0]]):
        page, ahead = ahead, page
        ahead.goto(home + following, wait_until="commit")           # it loads while this one is looked at
        page.wait_for_load_state("networkidle")
        size = page.evaluate(LOADED)
        wrong += [f"{name}: {size / 1e6:.2f} MB"] if size > BYTES else []
        for scheme in ("light", "dark"):
            page.evaluate("scheme => { document.documentElement.dataset.theme = scheme; }", scheme)
            only = RULES if scheme == "light" else {"type": "rule", "values": OF_COLOUR}
            # Of elements that are as they should be, axe describes one a rule and not each.
            found = Axe().run(page, options={"runOnly": only, "preload": False,
                                             "resultTypes": ["violations"]})
            wrong += [f"{name}, {scheme}: {one['id']} {one['nodes'][0]['html'][:120]}"
                      for one in found.response["violations"]]
        wide = page.evaluate("document.documentElement.scrollWidth")
        wrong += [f"{name}: {wide} px wide"] if wide > 360 else []
    assert not wrong, "\n".join(wrong)


def test_the_front_page_is_small_and_is_painted_before_its_model_is_there(chromium, home):
    """How soon stands beside the screenshots; a processor four times as slow stands for a phone."""
    context = chromium.new_context(**PHONE)         # with an empty cache
    page, sizes, held = context.new_page(), [], []
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    context.route(FRONT, lambda route: held.append(route))          # network and plane wait here
    page.goto(home, wait_until="commit")
    painted = page.wait_for_function(
        "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime").json_value()
    page.wait_for_function("document.querySelector('#front-plane img')?.naturalWidth")
    assert held and page.locator("html[data-front]").count() == 0
    assert page.locator("h1").is_visible() and page.locator("#front-plane img").is_visible()
    context.unroute(FRONT)                                          # which lets them go
    page.wait_for_selector("html[data-front]")
    page.wait_for_load_state("networkidle")
    box, size = page.locator("#front-plane").bounding_box(), sum(sizes)
    context.close()
    found = {"first contentful paint, ms": round(painted), "megabytes": size / 1e6}
    print(found)
    (PICTURES / "front_page.json").write_text(json.dumps(found, indent=1) + "\n")
    assert size < BYTES
    assert box["y"] < PHONE["viewport"]["height"] - 200         # the plane begins on the first screen


def test_the_front_pages_plane_computes_what_python_does_and_answers_the_pointer(watched, home):
    page = watched(home, hosts=(home,), reduced_motion="reduce")
    page.wait_for_selector("html[data-front]")
    points = np.random.default_rng(0).uniform(-3, 3, (50, 2))
    found = page.evaluate("points => points.map((point) => Array.from(cvaeFront.decode(point)))",
                          points.tolist())
    expected = latent.decode(runs.load_pretrained("mnist-2d"), points).reshape(50, 784)
    assert np.abs(np.array(found) - expected).max() < 0.02 and np.ptp(expected) > 0.9   # 16 bits a weight
    canvas = page.locator("#front-plane canvas")
    before = canvas.screenshot()
    box = canvas.bounding_box()
    page.mouse.move(box["x"] + 0.3 * box["width"], box["y"] + 0.7 * box["height"])
    page.wait_for_timeout(300)
    moved = canvas.screenshot()
    assert moved != before
    canvas.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    assert canvas.screenshot() != moved


def test_two_clicks_to_a_notebook_and_to_a_model_that_learns(watched, home):
    page = watched(home, hosts=(home,))
    page.get_by_role("link", name="Read notebook 1").click()
    launch = page.get_by_role("link", name="Open in Colab").first.get_attribute("href")
    assert launch.startswith("https://colab.research.google.com/github/") and launch.endswith("01_data.ipynb")
    page.goto(home)
    page.get_by_role("link", name="watch one learn").click()
    page.get_by_role("button", name="Start").click()
    steps = "document.querySelector('.learn table.numbers td:not(:empty)').textContent"
    page.wait_for_function(f"parseInt({steps}) > 0", timeout=60_000)


def test_a_widgets_still_picture_leads_to_its_place_in_the_explorer_and_back(watched, home, folder):
    page = watched(f"{home}notebooks/06_manifold.html", hosts=(home,))
    ways = page.get_by_role("link", name="Do this live in the explorer").all()
    assert [way.get_attribute("href").split("#")[1] for way in ways] == ["move", "draw"]
    ways[1].click()
    page.wait_for_selector("html[data-ready]", timeout=60_000)
    assert page.get_by_role("tab", name="Draw").get_attribute("aria-selected") == "true"
    page.get_by_role("link", name="The course").click()
    page.wait_for_selector("html[data-front]")
    text = (folder / "explorer" / "index.html").read_text(encoding="utf-8")
    lessons = re.findall(r'"\.\./(notebooks/\w+\.html)"', text)
    assert len(lessons) == 11 and all((folder / lesson).is_file() for lesson in lessons)


def test_a_term_is_linked_once_a_page_and_says_its_sentence(watched, home, pages):
    for name in ("notebooks/06_manifold.html", "docs/syllabus.html"):
        terms = [link for link in pages[name].links if "glossary.html#" in link]
        assert len(terms) == len(set(terms)) > 3, name
    page = watched(f"{home}notebooks/06_manifold.html", hosts=(home,))
    term = page.get_by_role("link", name="quantiles", exact=True).first
    term.hover()
    said = page.get_by_role("tooltip")
    assert said.is_visible() and said.inner_text().endswith(".") and "below" in said.inner_text()
    page.mouse.move(5, 5)
    said.wait_for(state="hidden")
    term.focus()
    assert said.is_visible()
    page.keyboard.press("Escape")
    assert not said.is_visible()


def test_search_finds_a_word(watched, home):
    page = watched(f"{home}search.html?q=reparameterisation", hosts=(home,))
    page.wait_for_selector("#search-results li a")
    assert page.locator("#search-results li a").count() > 1


@pytest.mark.parametrize("width", [360, 768, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures_of_pages(watched, home, width, scheme):
    """For somebody to look at; and a line of prose has about seventy letters where there is room."""
    for name in ("index", "notebooks/06_manifold", "docs/glossary", "docs/syllabus"):
        page = watched(f"{home}{name}.html", hosts=(home,), color_scheme=scheme,
                       viewport={"width": width, "height": 900})
        page.screenshot(path=PICTURES / f"site-{name.split('/')[-1]}-{width}-{scheme}.png")
        letters = page.evaluate(LETTERS)
        assert letters < 85 and (width < 768 or name == "index" or letters > 55), (name, letters)


# The bytes of a page with all that it has loaded.
LOADED = """() => ["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind))
    .reduce((sum, one) => sum + one.decodedBodySize, 0)"""

# The letters of a full line of the page's longest paragraph.
LETTERS = """() => {
    const all = [...document.querySelectorAll('article p')].filter((p) => p.offsetHeight);
    const one = all.sort((a, b) => b.textContent.length - a.textContent.length)[0];
    const lines = one.offsetHeight / parseFloat(getComputedStyle(one).lineHeight);
    return one.textContent.length / (lines - 0.5); }"""
