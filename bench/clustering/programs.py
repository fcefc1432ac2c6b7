"""The programs that run our engine on a file: built, or found as they are."""

import os
import subprocess
from pathlib import Path

from report import ROOT, say

TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
MODEL = Path(os.environ.get("IGNY8_EMBEDDING_MODEL") or Path(os.environ["IGNY8_TOOLS"]) / "models" / "minilm")


class NotBuilt(Exception):
    """Why ours cannot be measured, in a sentence."""


def has_model():
    return (MODEL / "model.onnx").exists() and (MODEL / "vocab.txt").exists()


def build():
    say("Building the clustering engine in release (the first time two minutes)")
    features = ["--features", "embeddings", "--example", "embed_file"] if has_model() else []
    command = ["cargo", "build", "--locked", "--release", "--quiet", "-p", "clustering", "--example", "cluster_file"]
    if subprocess.run([*command, *features], check=False, cwd=ROOT).returncode:
        raise NotBuilt("the engine could not be built, the lines above say why")


def find():
    """The programs' folder and their profile: release where there is one."""
    for profile in ("release", "debug"):
        folder = TARGET / profile / "examples"
        if (folder / "cluster_file").exists():
            return folder, profile
    raise NotBuilt("the engine's programs are not built")


def cluster(folder, path, with_model):
    """Our groups of a file's keywords, the seconds and MiB they took."""
    command = [folder / "cluster_file", path] + ([MODEL] if with_model else [])
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    figures = dict(pair.split("=") for pair in done.stderr.split())
    return done.stdout, float(figures["seconds"]), int(figures["peak_mib"])


def embed(folder, path, out):
    """Writes the vectors of a file's keywords."""
    subprocess.run([folder / "embed_file", path, MODEL, out], check=True)
