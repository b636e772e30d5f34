"""Take the pictures of the guides: ``python -m tests.browser.screenshots [--out DIR] [--all]``.

Each is taken of the real app, in a wide and a narrow window, in light and dark.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote, urlencode

from playwright.sync_api import Browser, expect

from pages.parts.align_question import EXAMPLES, write_address
from pages.parts.caption_address import write_address as write_caption
from tests.serving import ROOT, open_browser, serve_app

QUERY = f"/?q={quote('a penicillin that carries a phenyl group')}"
README = {"search": f"{QUERY}&smarts=c1ccccc1"}
GUIDE = {
    "start": "/",
    "map": f"{QUERY}&view=Map",
    "molecule": "/molecule?id=2244",
    "alignment": f"/align?{urlencode(write_address(*EXAMPLES['penicillin G']))}",
    "caption": f"/caption?{urlencode(write_caption('CC(=O)Oc1ccccc1C(=O)O'))}",
    "generate": f"/generate?text={quote('a methyl ester of a hydroxybenzoic acid')}",
    "comparison": "/tray?compare=2519&compare=5429&compare=2153",
}
OTHERS = {
    "table": f"{QUERY}&view=Table",
    "models": "/models",
    "about": "/about",
    "mistake": "/?q=CC(%3DO)Oc1ccccc1C(%3DO",
}
# What stands below the middle of a first screen and is brought there for the picture.
MIDDLE = {"map": ".stPlotlyChart", "alignment": ".drawing"}
WINDOWS = {"wide": (1400, 1000), "narrow": (400, 860)}
LOOKS = [(window, theme) for window in WINDOWS for theme in ("light", "dark")]
PATIENCE = 60_000  # ms


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the pictures as PNG files named page-window-theme."""
    parser = argparse.ArgumentParser(description="Take pictures of the app for the guides.")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "images", metavar="DIR")
    parser.add_argument("--all", action="store_true", help="every page in every look")
    args = parser.parse_args(arguments)
    args.out.mkdir(parents=True, exist_ok=True)
    everywhere = README | GUIDE | OTHERS if args.all else README
    pictures = [(name, address, *look) for name, address in everywhere.items() for look in LOOKS]
    if not args.all:
        pictures += [(name, address, "wide", "light") for name, address in GUIDE.items()]
    with serve_app() as server, open_browser() as browser:
        for name, address, window, theme in pictures:
            path = args.out / f"{name}-{window}-{theme}.png"
            take_picture(browser, server.url + address, path, (window, theme), MIDDLE.get(name))
            print(path)


def take_picture(
    browser: Browser, url: str, path: Path, look: tuple[str, str], middle: str | None
) -> None:
    """Open an address and write what is seen of it, with the element ``middle`` in sight."""
    window, theme = look
    width, height = WINDOWS[window]
    page = browser.new_page(
        viewport={"width": width, "height": height},
        color_scheme="dark" if theme == "dark" else "light",
        device_scale_factor=1.5,
    )
    page.goto(url)
    # The footer names the library once the script has run to its end.
    expect(page.locator(".st-key-footer code")).to_have_count(2, timeout=PATIENCE)
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=PATIENCE)
    # What Streamlit shows in the place of an element whose code is still on its way.
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=PATIENCE)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    if middle is not None:
        page.locator(middle).evaluate("one => one.scrollIntoView({ block: 'center' })")
        page.wait_for_timeout(500)
    page.screenshot(path=path, animations="disabled")
    page.close()


if __name__ == "__main__":
    main()
