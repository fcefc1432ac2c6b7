"""What the browser loads before the first signed-in page is alive: bytes of WASM and JavaScript, raw and in brotli.

Usage: run.py [--release]
"""

import json
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
        site, profile = RESULTS / "site", "wasm-release, wasm-opt -Oz"
        if subprocess.run([HERE / "build", site], check=False).returncode:
            give_up("WASM", "the browser's part could not be built, the lines above say why")
    else:
        site, profile = ROOT / "target" / "site", newest_profile()
    folder = site / "pkg"
    manifests = list(folder.glob("__wasm_split_manifest*.json"))
    if not manifests:
        give_up("WASM", "the browser's part is not built (scripts/build, or --release-wasm)")
    heading(
        "WASM",
        f"Built with **{profile}**; the first signed-in page at least under {AT_LEAST_KB} KB, aim {AIM_KB} KB,"
        f" all its files together in brotli {QUALITY}.",
    )
    if profile == "wasm-dev":
        print("A development build: its size says nothing about the product.\n")
    measure(folder, json.loads(manifests[0].read_text()))


def measure(folder, groups):
    pieces = {group: {folder / f"{name}.wasm" for name in names} for group, names in groups.items()}
    in_pieces = set().union(*pieces.values())
    first = [file for pattern in ("*.wasm", "**/*.js") for file in folder.glob(pattern) if file not in in_pieces]
    table = Table("what", "files", "raw, bytes", "brotli, bytes")
    figures = {}

    def row(name, files):
        sizes = [sizes_of(file) for file in files]
        figures[name] = {"files": len(sizes), "raw": sum(s[0] for s in sizes), "brotli": sum(s[1] for s in sizes)}
        table.row(name, str(len(sizes)), *(f"{figures[name][how]:,}" for how in ("raw", "brotli")))

    # the dashboard is in the first file: app/src/routes/groups.rs
    row("**first signed-in page**", first)
    for group, files in sorted(pieces.items()):
        row(f"then the first page of {group}", files)
    row("all of it", {*first, *in_pieces})
    react = react_alone()
    if react:
        row("React 19 with react-dom alone, no page", [react])
    else:
        table.absent("React 19 with react-dom alone", "npm could not bring it")
    keep("wasm", figures)


SIZES = {}


def sizes_of(file):
    if file not in SIZES:
        say(f"Compressing {file.name}")
        content = file.read_bytes()
        SIZES[file] = len(content), len(brotli.compress(content, quality=QUALITY))
    return SIZES[file]


def react_alone():
    """The peer: React's runtime hydrating one empty element, as esbuild makes it for production."""
    place = Path(os.environ["IGNY8_TOOLS"]) / "bench-react"
    place.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "main.js"):
        (place / name).write_text((HERE / "react" / name).read_text())
    out = place / "react.js"
    bundle = ["npx", "esbuild", "main.js", "--bundle", "--minify", "--define:process.env.NODE_ENV=\"production\"", f"--outfile={out}"]
    for command in (["npm", "install", "--silent", "--no-audit", "--no-fund"], [*bundle, "--log-level=error"]):
        if subprocess.run(command, cwd=place, check=False, stdout=sys.stderr).returncode:
            return None
    return out


def newest_profile():
    """cargo-leptos keeps what it built last beside the other profiles; the newest is the one in the site."""
    built = list((TARGET / "front" / "wasm32-unknown-unknown").glob("*/frontend.wasm"))
    return max(built, key=lambda file: file.stat().st_mtime).parent.name if built else "an unknown profile"


if __name__ == "__main__":
    main()
