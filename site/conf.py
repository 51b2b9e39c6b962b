"""How Sphinx makes the site. tools/website.py puts its pages together in one folder and calls it."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE / "_ext"), str(HERE.parent / "tools")]

import launch  # noqa: E402

REPOSITORY = f"https://github.com/{launch.SETTING['repository']}"

project = "Variational autoencoders: a course"
author = copyright = "The course's authors, CC BY 4.0"
html_title = "Variational autoencoders"
language = "en"
extensions = [
    "myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_design", "sphinx_copybutton",
    "sphinxext.opengraph", "mathml", "reading", "glossary", "quizzes",
]
exclude_patterns = ["**/.ipynb_checkpoints"]
templates_path = [str(HERE / "_templates")]
html_static_path = [str(HERE / "_static")]
html_css_files = ["parts.css", "course.css"]
html_js_files = [("course.js", {"defer": "defer"})]
html_favicon = str(HERE / "_static" / "icon.svg")
html_context = {"default_mode": "auto"}
html_use_index = html_domain_indices = False
html_show_sphinx = html_show_sourcelink = html_copy_source = False

# Notebooks are shown as they were executed, and Markdown as it is written for GitHub.
nb_execution_mode = "off"
nb_mime_priority_overrides = [("html", "image/gif", 5)]
myst_enable_extensions = ["dollarmath", "colon_fence", "attrs_inline"]
myst_heading_anchors = 4
myst_update_mathjax = False
html_math_renderer = "mathml"
copybutton_selector = "div.cell_input div.highlight pre, div.highlight-default pre, div.highlight-python pre"

autodoc_member_order = "bysource"
autodoc_typehints = "none"
napoleon_google_docstring, napoleon_numpy_docstring = True, False

html_theme = "pydata_sphinx_theme"
html_theme_options = {
    "logo": {"text": "Variational autoencoders"},
    "navbar_align": "left",
    "navbar_end": ["theme-switcher"],
    "secondary_sidebar_items": ["page-toc"],
    "navigation_with_keys": False,
    "show_toc_level": 2,
    "header_links_before_dropdown": 5,
    "external_links": [{"name": "Code", "url": REPOSITORY}],
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
    "footer_start": ["copyright"],
    "footer_end": [],
}
html_sidebars = {"index": [], "**": ["sidebar-nav-bs"]}

# Where GitHub Pages shows the site; a page names it to those who share its link, and asks it for nothing.
html_baseurl = ogp_site_url = launch.site()
ogp_site_name = html_title
ogp_image = f"{html_baseurl}_static/manifold.png"
ogp_image_alt = "Twenty by twenty handwritten digits, which change gradually from each to the next."
ogp_social_cards = {"enable": False}
ogp_description_length = 200
