"""Whatever is handed in: refused in words for a layman, or made harmless; and nothing of it lies about afterwards."""

from __future__ import annotations

import errno
import io
import tempfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.utils import translation
from PIL import Image

from shift_plugin.stories.actions import FileRefused, add_file
from shift_plugin.stories.enums import OtherKind, Refusal
from shift_plugin.stories.models import StoryFile
from tests.factories.stories import StoryFactory, jpeg
from tests.stories.hostile import FILES, PICTURES, Hostile, mp4, webm

MEGABYTE = bytes(1_048_576)
REFUSED = {name: file for name, file in FILES.items() if file.says}
TAKEN = {name: file for name, file in FILES.items() if not file.says}


@pytest.fixture(autouse=True)
def english(alone):
    with translation.override("en"):
        yield


@pytest.fixture
def folders(settings, tmp_path, monkeypatch) -> list[Path]:
    """Where something could be left: what is public, what is private, and what is there for the time being."""
    passing = tmp_path / "passing"
    passing.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(passing))
    settings.FILE_UPLOAD_TEMP_DIR = str(passing)
    return [settings.MEDIA_ROOT, settings.MEDIA_ROOT.with_name("media_private"), passing]


def left_in(folders: list[Path]) -> list[list[Path]]:
    return [sorted(path for path in folder.rglob("*") if path.is_file()) for folder in folders]


def hand_in(data: bytes, name: str = "IMG_1.jpg", declared: str = "image/jpeg") -> StoryFile:
    """As Django does it with what is larger than it keeps in memory."""
    story = StoryFactory()
    upload = TemporaryUploadedFile(name, declared, len(data), None)
    try:
        upload.write(data)
        return add_file(story=story, upload=upload, by=story.sender.user)
    finally:
        upload.close()


@pytest.mark.parametrize(("name", "hostile"), REFUSED.items(), ids=REFUSED)
def test_refused_with_words_for_a_layman_and_nothing_is_left(db, folders, name: str, hostile: Hostile) -> None:
    with pytest.raises(FileRefused) as refused:
        hand_in(hostile.make(), name)

    assert str(refused.value) == hostile.says
    assert (left_in(folders), StoryFile.objects.count()) == ([[], [], []], 0)


@pytest.mark.parametrize(("name", "hostile"), TAKEN.items(), ids=TAKEN)
def test_made_harmless(db, folders, name: str, hostile: Hostile) -> None:
    made = hostile.make()
    file = hand_in(made, name)

    public, private, passing = left_in(folders)
    kept = b"".join(path.read_bytes() for path in private)
    assert [gone for gone in hostile.gone if gone in kept] == []
    # The examples do hold what is looked for, or nothing would be shown.
    assert hostile.gone[0] in made or name == "photo.exe"
    assert (public, passing, len(private)) == ([], [], 2 if file.kind == "photo" else 1)
    assert {path.suffix for path in private} == {f".{file.extension}"}


@pytest.mark.parametrize("name", ["where.jpg", "where.png", "where.webp", "where.avif", "where.heic"])
def test_photo_is_an_upright_jpeg_without_a_past(db, folders, name: str) -> None:
    file = hand_in(FILES[name].make(), name)

    with Image.open(io.BytesIO(left_in(folders)[1][1].read_bytes())) as image:
        assert (image.format, image.size, dict(image.getexif())) == ("JPEG", (file.width, file.height), {})
        assert set(image.info) == {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        red, green, blue = image.getpixel((10, 10))
    assert (red < 10, abs(green - 128) < 10, abs(blue - 128) < 10) == (True, True, True)
    # The camera was held upright.
    assert (file.width, file.height) == (200, 320)


@pytest.mark.parametrize(
    ("make", "size", "content_type"),
    [
        (mp4, (640, 360), "video/mp4"),
        (lambda: mp4(brand=b"qt  ", is_upright=True), (360, 640), "video/quicktime"),
        (lambda: mp4(measured=b"GPS5" * 9), (640, 360), "video/mp4"),
        (webm, (640, 360), "video/webm"),
        (lambda: webm(is_open=True), (640, 360), "video/webm"),
    ],
)
def test_video_keeps_its_pictures_at_their_place(db, make: Any, size: Any, content_type: str) -> None:
    made = make()
    file = hand_in(made)

    with file.file.open() as stored:
        kept = stored.read()
    assert kept.index(PICTURES) == made.index(PICTURES)
    assert (len(kept), file.size) == (len(made), len(made))
    assert ((file.width, file.height), file.content_type) == (size, content_type)


def test_transparent_photo_comes_to_stand_on_white(db) -> None:
    made = io.BytesIO()
    Image.new("RGBA", (50, 50), (255, 0, 0, 0)).save(made, "PNG")

    with hand_in(made.getvalue()).file.open() as stored, Image.open(stored) as image:
        assert image.getpixel((25, 25)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("mode", "file_format", "grey"),
    [("L", "PNG", 120), ("1", "PNG", 255), ("P", "PNG", None), ("I;16", "PNG", 120), ("LA", "PNG", None)],
)
def test_every_kind_of_picture_can_be_drawn(db, mode: str, file_format: str, grey: int | None) -> None:
    made = io.BytesIO()
    colour = {"L": 120, "1": 1, "P": 3, "I;16": 120 * 256, "LA": (120, 0)}[mode]
    Image.new(mode, (50, 50), colour).save(made, file_format)

    with hand_in(made.getvalue()).file.open() as stored, Image.open(stored) as image:
        assert (image.mode, image.size) == ("RGB", (50, 50))
        assert grey is None or all(abs(part - grey) <= 1 for part in image.getpixel((25, 25)))


def test_photo_of_two_lenses_is_the_first_of_its_pictures(db) -> None:
    """Phones put several pictures into one JPEG; that moves no more than any other photo."""
    made = io.BytesIO()
    pictures = [Image.new("RGB", (50, 50), colour) for colour in ("teal", "red")]
    pictures[0].save(made, "MPO", save_all=True, append_images=pictures[1:])

    with hand_in(made.getvalue()).file.open() as stored, Image.open(stored) as image:
        assert (image.format, image.size, image.getpixel((25, 25))[0] < 10) == ("JPEG", (50, 50), True)


def test_photo_for_print_gets_the_colours_of_the_web(db) -> None:
    made = io.BytesIO()
    Image.new("CMYK", (50, 50), (255, 0, 0, 0)).save(made, "JPEG")

    with hand_in(made.getvalue()).file.open() as stored, Image.open(stored) as image:
        red, _green, blue = image.getpixel((25, 25))
    assert (red < 60, blue > 150) == (True, True)


def test_photo_that_is_larger_than_anybody_needs_becomes_smaller(db) -> None:
    file = hand_in(jpeg(5_000, 1_001))

    assert (file.width, file.height) == (2500, 501)


@pytest.mark.parametrize(
    ("limits", "data", "says"),
    [
        (
            {"PHOTO_MAX_MEGABYTES": 1},
            jpeg() + MEGABYTE,
            "This photo is larger than 1 MB. Choose a smaller one.",
        ),
        ({"VIDEO_MAX_MEGABYTES": 1}, mp4() + MEGABYTE, "This video is larger than 1 MB. Choose a shorter one."),
        (
            {"PHOTO_MAX_MEGAPIXELS": 1},
            jpeg(1_001, 1_000),
            "This photo has more than 1 megapixels. Choose a smaller one.",
        ),
    ],
)
def test_limits_are_those_of_the_settings(db, settings, limits: Any, data: bytes, says: str) -> None:
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, **limits}

    with pytest.raises(FileRefused) as refused:
        hand_in(data)

    assert str(refused.value) == says


def test_file_that_says_it_is_huge_is_hardly_read(db) -> None:
    story = StoryFactory()
    upload = SimpleUploadedFile("film.mp4", mp4())
    upload.size = 1_000_000_000

    with pytest.raises(FileRefused) as refused:
        add_file(story=story, upload=upload, by=story.sender.user)

    assert (refused.value.code, upload.tell() < 5_000) == ("video_too_large", True)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\fakepath\\IMG 1.jpg", "IMG 1.jpg"),
        ("a\x00b\nc\r\n.jpg", "a b c .jpg"),
        ("foto\u202egpj.exe", "foto gpj.exe"),
        ("\u200b.htaccess", "htaccess"),
        ("..", ""),
        ("x" * 300 + ".jpeg", "x" * 95 + ".jpeg"),
        ("<b>'\"; rm -rf.jpg", "<b>'\"; rm -rf.jpg"),
    ],
)
def test_name_is_only_shown(db, folders, name: str, shown: str) -> None:
    story = StoryFactory()
    upload = SimpleUploadedFile("IMG_1.jpg", jpeg())
    # Django cleans names too; nothing here counts on it.
    upload._name = name

    file = add_file(story=story, upload=upload, by=story.sender.user)

    assert file.name == shown
    assert [path.relative_to(folders[1]).as_posix() for path in left_in(folders)[1]] == [
        f"shift/stories/{file.key[:2]}/{file.key}{end}" for end in ("-preview.jpg", ".jpg")
    ]


@pytest.mark.parametrize(
    ("data", "full_after"), [(jpeg(), 0), (jpeg(), 1), (mp4(), 0)], ids=["photo", "preview", "video"]
)
def test_full_disk_leaves_nothing_and_says_so(db, folders, data: bytes, full_after: int) -> None:
    """Also with half of the file, or all of it but the preview, already there."""

    class FullDisk(FileSystemStorage):
        begun = 0

        def _save(self, name: str, content: Any) -> str:
            if self.begun == full_after:
                Path(self.path(name)).parent.mkdir(parents=True, exist_ok=True)
                Path(self.path(name)).write_bytes(b"half")
                raise OSError(errno.ENOSPC, "No space left on device")
            self.begun += 1
            return super()._save(name, content)

    fields = [StoryFile._meta.get_field(name) for name in ("file", "preview")]
    before, disk = fields[0].storage, FullDisk(location=folders[1])
    for field in fields:
        field.storage = disk
    try:
        with pytest.raises(FileRefused) as refused:
            hand_in(data)
    finally:
        for field in fields:
            field.storage = before

    assert str(refused.value) == "This file can't be stored at the moment. Try again later."
    assert (left_in(folders), StoryFile.objects.count()) == ([[], [], []], 0)


def finds_something(file: Any) -> None:
    if b"EICAR" in file.read():
        raise FileRefused("unsafe")


def has_its_own_words(file: Any) -> None:
    raise FileRefused("virus", message="Er zit een virus in dit bestand.")


def is_down(file: Any) -> None:
    raise ConnectionRefusedError


@pytest.mark.parametrize(
    ("scanner", "says"),
    [
        (finds_something, "This file is not safe. Choose another one."),
        (has_its_own_words, "Er zit een virus in dit bestand."),
        (is_down, "This file can't be checked at the moment. Try again later."),
    ],
)
def test_scanner_of_the_site_has_its_say(db, settings, folders, scanner: Any, says: str) -> None:
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "FILE_SCANNER": f"{__name__}.{scanner.__name__}"}

    with pytest.raises(FileRefused) as refused:
        hand_in(jpeg() + b"EICAR")

    assert str(refused.value) == says
    assert left_in(folders) == [[], [], []]


def test_scanner_that_finds_nothing_lets_the_file_in(db, settings) -> None:
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "FILE_SCANNER": f"{__name__}.finds_something"}

    assert hand_in(jpeg()).width == 640


@pytest.mark.parametrize("refusal", Refusal)
def test_every_refusal_can_be_said(refusal: Refusal) -> None:
    for language in ("en", "nl"):
        with translation.override(language):
            said = str(FileRefused(refusal, limit=5, what=OtherKind.PDF.label))
        assert "%" not in said
        assert said.endswith(".")
