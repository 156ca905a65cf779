"""A reward has one picture at most, told apart by its bytes, without what tells of a camera, a place or a time."""

import pytest
from made_pictures import SECRET, jpeg, png, webp

from regulars.lib.pictures import read
from regulars.rewards import pictures
from regulars.rewards.models import Picture
from regulars.rewards.pictures import LARGEST, PictureTooLarge, PictureUndescribed, PictureUnusable

WORDS = {"alt_zh": "米色帆布袋", "alt_en": "A beige canvas bag"}
EXIF = (0xE1, b"Exif\x00\x00" + SECRET)
MADE = {
    "png": (png(), png((b"tEXt", SECRET), (b"eXIf", SECRET))),
    "jpeg": (jpeg(), jpeg(EXIF, (0xFE, SECRET), (0xED, SECRET))),
    "webp": (webp(), webp((b"EXIF", SECRET), (b"XMP ", SECRET), flags=0b1100)),
}
NO_PICTURES = {
    "nothing": b"",
    "a script": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "a page": b"<html><body>hello</body></html>",
    "a film": b"GIF89a\x01\x00\x01\x00",
    "a png that is cut off": png()[:-6],
    "a png without a head": png().replace(b"IHDR", b"ihdr"),
    "a jpeg that is cut off": jpeg()[:-2],
    "a jpeg of one segment": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "a webp that is cut off": webp()[:-3],
    "a webp of nothing": b"RIFF\x04\x00\x00\x00WEBP",
    "a sound": b"RIFF\x24\x00\x00\x00WAVEfmt ",
}


@pytest.mark.parametrize("kind", MADE)
def test_what_a_camera_wrote_beside_it_is_left_out(kind):
    plain, with_words = MADE[kind]

    assert SECRET in with_words
    assert read(with_words) == read(plain) == (kind, plain)


def test_colours_stay():
    profile = (0xE2, b"ICC_PROFILE\x00\x01\x01abc")

    assert read(jpeg(profile)).body == jpeg(profile)
    assert read(png((b"gAMA", b"\x00\x00\xb1\x8f"))).body == png((b"gAMA", b"\x00\x00\xb1\x8f"))


@pytest.mark.parametrize("body", NO_PICTURES.values(), ids=NO_PICTURES)
def test_what_is_no_picture_is_refused_whatever_it_calls_itself(db, body):
    with pytest.raises(PictureUnusable):
        pictures.put("tote", body, **WORDS)
    assert not Picture.objects.exists()


@pytest.mark.parametrize("kind", MADE)
def test_a_picture_cut_off_anywhere_breaks_nothing(kind):
    _, body = MADE[kind]
    for end in range(len(body)):
        assert read(body[:end]) is None or kind == "jpeg"


def test_another_picture_takes_its_place_under_another_address(db):
    pictures.put("tote", png(), **WORDS)
    first = pictures.of(["tote", "mug"])
    pictures.put("tote", jpeg(), alt_zh=" 提袋 ", alt_en="Bag")
    second = pictures.of(["tote"])["tote"]

    assert list(first) == ["tote"]
    assert (first["tote"].alt_zh, second.alt_zh, second.alt_en) == ("米色帆布袋", "提袋", "Bag")
    assert first["tote"].address != second.address
    assert pictures.shown(second.address.split("/")[2]) == ("image/jpeg", jpeg())
    assert pictures.shown(first["tote"].address.split("/")[2]) is None
    pictures.take_away("tote")
    assert pictures.of(["tote"]) == {}


def test_what_is_too_large_or_has_no_words_is_refused(db):
    with pytest.raises(PictureTooLarge):
        pictures.put("tote", png() + bytes(LARGEST), **WORDS)
    for words in ({"alt_en": " "}, {"alt_zh": ""}, {"alt_en": "x" * 201}, {"alt_en": "a\x00b"}):
        with pytest.raises(PictureUndescribed):
            pictures.put("tote", png(), **WORDS | words)
