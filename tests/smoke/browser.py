"""A page as a browser shows it: on the screen at the width of A4, on a phone, and on paper."""

from __future__ import annotations

import html
import json
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

# Nothing may be loaded: whatever the page asks for is refused, and told on the console.
_POLICY = (
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:; '
    "style-src 'unsafe-inline'\">"
)
# CSS pixels: A4 across, a phone, and what the margins of the printed page leave.
_WIDTHS = {"screen": 794, "phone": 390, "paper": 680}
_WRAPPER = """<!DOCTYPE html><meta charset="utf-8"><title>wrapper</title>{frames}<pre id="found"></pre><script>
onload = () => {{
  const found = {{}};
  for (const frame of document.querySelectorAll("iframe")) {{
    const page = frame.contentDocument, root = page.documentElement;
    // The load event has waited for the pictures: each is decoded by now, or broken.
    found[frame.id] = {{
      title: page.title,
      headings: [...page.querySelectorAll("h1, h2")].map(one => one.textContent),
      images: [...page.images].map(one => [one.alt, one.naturalWidth, one.getBoundingClientRect().width]),
      overflow: root.scrollWidth - root.clientWidth,
      hidden: [...page.querySelectorAll("table")].filter(one => one.getClientRects().length === 0).length,
      tables: page.querySelectorAll("table").length,
      heads: [...page.querySelectorAll("table")].filter(one => one.tHead).length,
    }};
  }}
  document.getElementById("found").textContent = JSON.stringify(found);
}};
</script>"""


@dataclass(frozen=True)
class View:
    """What a page is in one of the three widths.

    ``images``: of each its alternative text, its own width (0 where it is broken) and the width it is shown in.
    ``overflow``: pixels beyond the right edge. ``hidden``: tables that are not shown. ``heads``: tables with a head,
    which is repeated on every printed page.
    """

    title: str
    headings: list[str]
    images: list[tuple[str, int, float]]
    overflow: int
    hidden: int
    tables: int
    heads: int


@dataclass(frozen=True)
class Look:
    """The page in every width, and what the console said: errors, and whatever it tried to load."""

    screen: View
    phone: View
    paper: View
    console: list[str]


def _chromium(*arguments: str) -> subprocess.CompletedProcess[str]:
    program = Path("/usr/bin/chromium")
    assert program.exists(), "Chromium is not installed; run make setup-test"
    with tempfile.TemporaryDirectory(prefix="patrol-chromium-", ignore_cleanup_errors=True) as profile:
        options = (
            "--headless --no-sandbox --disable-gpu --disable-dev-shm-usage --disable-quic --no-first-run "
            "--disable-background-networking --disable-component-update --disable-sync"
        )
        command = [str(program), *options.split(), f"--user-data-dir={profile}", *arguments]
        return subprocess.run(command, capture_output=True, text=True, timeout=60, encoding="utf-8")


def look_at(page: Path, folder: Path) -> Look:
    """The page in a browser that reaches no network; ``folder`` takes the wrapper."""
    text = page.read_text(encoding="utf-8")
    guarded = text.replace("<head>", f"<head>{_POLICY}", 1)
    assert guarded != text, f"{page.name} has no <head>"
    # What a printer sees, shown on a screen: there is no other way to measure it.
    printed = guarded.replace("@media screen", "@media not all").replace("@media print", "@media all")
    frames = "".join(
        f'<iframe id="{name}" width="{width}" height="1000" style="border: 0" '
        f'srcdoc="{html.escape(printed if name == "paper" else guarded)}"></iframe>'
        for name, width in _WIDTHS.items()
    )
    wrapper = folder / "wrapper.html"
    wrapper.write_text(_WRAPPER.format(frames=frames), encoding="utf-8")
    done = _chromium("--enable-logging=stderr", "--virtual-time-budget=20000", "--dump-dom", wrapper.as_uri())
    found = re.search(r'<pre id="found">(\{.*?\})</pre>', done.stdout, re.DOTALL)
    assert found, f"Chromium told nothing of {page.name}:\n{done.stderr}"
    views = {
        name: View(**{**view, "images": [tuple(image) for image in view["images"]]})
        for name, view in json.loads(html.unescape(found.group(1))).items()
    }
    return Look(**views, console=[line for line in done.stderr.splitlines() if "CONSOLE" in line])


def printed_pages(page: Path, folder: Path) -> int:
    """How many pages the page is on paper."""
    path = folder / "printed.pdf"
    done = _chromium("--no-pdf-header-footer", f"--print-to-pdf={path}", page.as_uri())
    assert path.exists(), f"Chromium printed nothing:\n{done.stderr}"
    return len(re.findall(rb"/Type\s*/Page\b", path.read_bytes()))
