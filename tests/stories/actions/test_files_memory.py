"""What is handed in never fills the memory of the worker, at the limits and beyond them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pillow_heif
from PIL import Image

from tests.stories.hostile import FILES, large_jpeg, large_mp4, mp4, picture, png_bomb

ROOT = Path(__file__).resolve().parents[3]
MOST_MEGABYTES = 300


def write_files(folder: Path) -> None:
    """The largest that we take of each kind, in the way that takes most to decode, and what is larger."""
    (folder / "40.jpg").write_bytes(picture("JPEG", (7_300, 5_470), subsampling=0))
    (folder / "30.jpg").write_bytes(picture("JPEG", (6_320, 4_740), progressive=True, subsampling=0))
    (folder / "31.jpg").write_bytes(picture("JPEG", (6_400, 4_850), progressive=True, subsampling=0))
    (folder / "40.png").write_bytes(picture("PNG", (7_300, 5_470), "RGBA", compress_level=1))
    (folder / "13.webp").write_bytes(picture("WEBP", (3_605, 3_605), "RGBA", method=0, lossless=True, quality=0))
    (folder / "16.avif").write_bytes(picture("AVIF", (4_000, 4_000), "RGBA", speed=10))
    pillow_heif.from_pillow(Image.new("RGB", (6_000, 4_600), "teal")).save(folder / "28.heic", quality=10)
    (folder / "121.jpg").write_bytes(large_jpeg())
    (folder / "225.png").write_bytes(png_bomb())
    large_mp4(folder / "250.mp4", megabytes=250)
    large_mp4(folder / "251.mp4", megabytes=251)
    (folder / "moov.mp4").write_bytes(mp4())
    for name, hostile in FILES.items():
        if name not in ("bomb.png", "large.jpg"):
            (folder / f"x-{name}").write_bytes(hostile.make())


def test_worker_grows_by_less_than_300_megabytes(tmp_path: Path) -> None:
    files, passing = tmp_path / "files", tmp_path / "passing"
    files.mkdir()
    passing.mkdir()
    write_files(files)
    paths = sorted(files.iterdir())
    result = subprocess.run(
        [sys.executable, "-m", "tests.stories.memory", *map(str, paths)],
        cwd=ROOT,
        env=os.environ | {"SHIFT_VAR_DIR": str(tmp_path), "TMPDIR": str(passing)},
        capture_output=True,
        text=True,
        check=False,
    )

    lines = [line.split() for line in result.stdout.splitlines()]
    outcomes = {name: outcome for name, outcome, _grown in lines}
    assert len(lines) == len(paths), result.stderr
    assert max(int(grown) for _name, _outcome, grown in lines) < MOST_MEGABYTES, result.stdout
    assert {name: outcomes[name] for name in outcomes if not name.startswith("x-")} == {
        "40.jpg": "taken",
        "30.jpg": "taken",
        "31.jpg": "too_many_pixels",
        "40.png": "taken",
        "13.webp": "taken",
        "16.avif": "taken",
        "28.heic": "taken",
        "121.jpg": "too_many_pixels",
        "225.png": "too_many_pixels",
        "250.mp4": "taken",
        "251.mp4": "video_too_large",
        "moov.mp4": "taken",
    }
    assert {name for name in FILES if outcomes.get(f"x-{name}", "taken") == "taken"} == {
        name for name, hostile in FILES.items() if not hostile.says or name in ("bomb.png", "large.jpg")
    }
    assert list(passing.iterdir()) == []
