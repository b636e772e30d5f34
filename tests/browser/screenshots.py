"""Take the pictures of the guides: ``python -m tests.browser.screenshots [--out DIR] [--all]``.

Each is taken of the real app, in a wide and a narrow window, in light and dark.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, expect

from tests.serving import ROOT, open_browser, serve_app

SEARCH = f"/?q={quote('a penicillin that carries a phenyl group')}&smarts=c1ccccc1"
README = {"search": SEARCH}
EVERY_PAGE = {
    "start": "/",
    **README,
    "models": "/models",
    "about": "/about",
    "mistake": "/?q=CC(%3DO)Oc1ccccc1C(%3DO",
}
WINDOWS = {"wide": (1400, 1000), "narrow": (400, 860)}
PATIENCE = 60_000  # ms


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the pictures as PNG files named page-window-theme."""
    parser = argparse.ArgumentParser(description="Take pictures of the app for the guides.")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "images", metavar="DIR")
    parser.add_argument("--all", action="store_true", help="every page, not only the README's")
    args = parser.parse_args(arguments)
    args.out.mkdir(parents=True, exist_ok=True)
    with serve_app() as server, open_browser() as browser:
        for name, address in (EVERY_PAGE if args.all else README).items():
            for window in WINDOWS:
                for theme in ("light", "dark"):
                    path = args.out / f"{name}-{window}-{theme}.png"
                    take_picture(browser, server.url + address, path, window, theme)
                    print(path)


def take_picture(browser: Browser, url: str, path: Path, window: str, theme: str) -> None:
    """Open an address and write what is seen of it."""
    width, height = WINDOWS[window]
    page = browser.new_page(
        viewport={"width": width, "height": height},
        color_scheme="dark" if theme == "dark" else "light",
        device_scale_factor=1.5,
    )
    page.goto(url)
    # The footer names the library once the script has run to its end.
    expect(page.get_by_text("Checkpoint").last).to_be_attached(timeout=PATIENCE)
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=PATIENCE)
    # What Streamlit shows in the place of an element whose code is still on its way.
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=PATIENCE)
    page.evaluate("document.fonts.ready")
    page.screenshot(path=path, animations="disabled")
    page.close()


if __name__ == "__main__":
    main()
