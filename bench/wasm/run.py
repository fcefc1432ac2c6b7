"""What the browser loads before the first signed-in page is alive: bytes of WASM and JavaScript, raw and in brotli.

Usage: run.py [--release]
"""

import os
import subprocess
import sys
from pathlib import Path

import brotli
from report import RESULTS, ROOT, Table, give_up, heading, keep, say

HERE = Path(__file__).resolve().parent
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
# design/quality.md
AT_LEAST_KB, AIM_KB = 400, 250
# As for files that are compressed once and served often.
QUALITY = 11


def main():
    if "--release" in sys.argv[1:]:
        folder, profile = RESULTS / "wasm-release", "wasm-release, wasm-opt -Oz"
        if subprocess.run([HERE / "build", folder], check=False).returncode:
            give_up("WASM", "the browser's part could not be built, the lines above say why")
    else:
        folder, profile = ROOT / "target" / "site" / "pkg", newest_profile()
    files = sorted(file for pattern in ("*.wasm", "**/*.js") for file in folder.glob(pattern))
    if not any(file.suffix == ".wasm" for file in files):
        give_up("WASM", "the browser's part is not built (scripts/build, or --release-wasm)")
    bars = f"at least {AT_LEAST_KB} KB, aim {AIM_KB} KB, all together in brotli {QUALITY}"
    heading("WASM", f"Built with **{profile}**; {bars}.")
    if profile == "wasm-dev":
        print("A development build: its size says nothing about the product.\n")
    table = Table("file", "raw, bytes", "brotli, bytes")
    sizes = {}
    for file in files:
        say(f"Compressing {file.name}")
        content = file.read_bytes()
        sizes[file.name] = {"raw": len(content), "brotli": len(brotli.compress(content, quality=QUALITY))}
        table.row(file.name, f"{sizes[file.name]['raw']:,}", f"{sizes[file.name]['brotli']:,}")
    table.row("**together**", *(f"{sum(size[how] for size in sizes.values()):,}" for how in ("raw", "brotli")))
    table.absent("React 19 + react-dom", "there is no peer for it yet; the design's figure is 59 KB in brotli")
    keep("wasm", {"profile": profile, "files": sizes})


def newest_profile():
    """cargo-leptos keeps what it built last beside the other profiles; the newest is the one in the site."""
    built = list((TARGET / "front" / "wasm32-unknown-unknown").glob("*/frontend.wasm"))
    return max(built, key=lambda file: file.stat().st_mtime).parent.name if built else "an unknown profile"


if __name__ == "__main__":
    main()
