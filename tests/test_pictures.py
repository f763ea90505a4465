import subprocess
import sys
import zlib

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.template import Context, Template
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from proceedings import tasks
from proceedings.documents import pictures
from proceedings.documents.forms import PictureForm
from proceedings.documents.pictures import picture_url, srcset, vetted_picture
from proceedings.models import Photo, Picture
from tests.drawn import chunk, jpeg, png, png_bomb, stripes, swapped_profile, uploaded, webp, webp_bomb, written
from tests.make import make_event

RED, BLUE, WHITE = (250, 0, 0), (0, 0, 250), (250, 250, 250)


def vetted(data, name="photo.jpg"):
    """The picture that is made of an uploaded one, opened."""
    result = vetted_picture(uploaded(data, name))
    image = Image.open(result.content)
    image.load()
    assert image.size == (result.width, result.height)
    return image


def refused(data, name="photo.jpg"):
    """The sentence with which a file is refused."""
    with pytest.raises(ValidationError) as error:
        vetted_picture(uploaded(data, name))
    [sentence] = error.value.messages
    assert sentence.endswith(".")
    return sentence


def close(one, other, tolerance=30):
    return all(abs(a - b) <= tolerance for a, b in zip(one, other, strict=True))


def looks_like_stripes(image):
    image, middle = image.convert("RGB"), image.height // 2
    return (
        close(image.getpixel((image.width // 4, middle)), RED)
        and close(image.getpixel((image.width * 3 // 4, middle)), BLUE)
        and close(image.getpixel((2, 2)), WHITE)
    )


def store_picture(data=None, **fields):
    """A picture as Selma in the secretariat uploads it."""
    form = PictureForm({"alt": "Three rivers"} | fields, {"file": uploaded(data or jpeg(1600, 900), "rivers.jpg")})
    assert form.errors == {}
    return form.save()


# Which pictures come in


@pytest.mark.parametrize(
    "data",
    [
        jpeg(),
        png(),
        webp(),
        written(stripes(), "JPEG", quality=95, progressive=True),
        png(mode="RGBA"),
        png(mode="P"),
        written(stripes().quantize(8), "PNG", transparency=7),
        webp(exact=True),
    ],
    ids=["jpeg", "png", "webp", "progressive", "alpha", "palette", "palette with transparency", "exact webp"],
)
def test_pictures_of_all_three_formats_come_out_as_they_went_in(data):
    image = vetted(data, "a name that says nothing")
    assert image.format in {"JPEG", "PNG"}
    assert image.size == (60, 40)
    assert looks_like_stripes(image)


def test_a_picture_for_print_comes_out_in_the_colours_of_the_screen():
    image = vetted(written(stripes(mode="CMYK"), "JPEG", quality=95))
    assert image.mode == "RGB"
    assert looks_like_stripes(image)


def test_sixteen_bits_of_grey_stay_grey():
    grey = Image.new("I;16", (10, 10), 32768)
    assert vetted(written(grey, "PNG")).getpixel((5, 5)) in {127, 128}


def test_black_and_white_stays_black_and_white():
    image = vetted(written(Image.new("1", (10, 10), 1), "PNG"))
    assert image.convert("L").getpixel((5, 5)) == 255


def test_transparency_stays():
    clear = Image.new("RGBA", (20, 20), (10, 80, 90, 0))
    clear.paste((10, 80, 90, 255), (0, 0, 10, 20))
    image = vetted(written(clear, "PNG"))
    assert (image.format, image.mode) == ("PNG", "RGBA")
    assert (image.getpixel((5, 5)), image.getpixel((15, 5))[3]) == ((10, 80, 90, 255), 0)


def test_what_was_made_transparent_is_not_underneath():
    face = Image.new("RGBA", (20, 20), (201, 133, 66, 0))
    face.paste((0, 0, 0, 255), (0, 0, 2, 2))
    image = vetted(written(face, "PNG"))
    assert image.getpixel((10, 10)) == (0, 0, 0, 0)


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_stands_upright_however_the_camera_was_held(turn, kind):
    exif = Image.Exif()
    exif[0x0112] = turn
    inverse = {6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
    how = inverse.get(turn, pictures.TURNS.get(turn))
    held = stripes() if how is None else stripes().transpose(how)
    image = vetted(written(held, kind, exif=exif.tobytes(), quality=95))
    assert image.size == (60, 40)
    assert looks_like_stripes(image)
    assert dict(image.getexif()) == {}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_colours_follow_the_profile_of_the_picture(kind):
    swapped = Image.new("RGB", (20, 20), (0, 250, 0))
    image = vetted(written(swapped, kind, icc_profile=swapped_profile(), quality=100))
    assert close(image.convert("RGB").getpixel((9, 9)), RED, 60)
    assert "icc_profile" not in image.info


def test_a_broken_profile_does_not_spoil_the_picture():
    assert looks_like_stripes(vetted(jpeg(icc_profile=b"nonsense" * 40)))


def test_the_first_picture_of_a_moving_one_is_kept():
    moving = written(stripes(), "WEBP", save_all=True, append_images=[Image.new("RGB", (60, 40))], lossless=True)
    assert looks_like_stripes(vetted(moving))
    moving = written(stripes(), "PNG", save_all=True, append_images=[Image.new("RGB", (60, 40))])
    assert looks_like_stripes(vetted(moving))
    several = written(stripes(), "MPO", save_all=True, append_images=[Image.new("RGB", (60, 40))], quality=95)
    assert looks_like_stripes(vetted(several))


def test_a_large_photograph_is_made_smaller_and_keeps_its_proportions():
    image = vetted(jpeg(5000, 2500))
    assert image.size == (2560, 1280)
    assert looks_like_stripes(image)


def test_a_picture_of_one_pixel_is_a_picture():
    assert vetted(png(1, 1)).size == (1, 1)


# What a camera adds


def test_no_metadata_is_left():
    exif = Image.Exif()
    exif[0x010F] = "SECRETMAKER"
    exif[0x8298] = "SECRETOWNER"
    exif.get_ifd(0x8825).update({1: "N", 2: (16.0, 47.0, 12.0), 3: "E", 29: "SECRETPLACE"})
    for kind in ("JPEG", "PNG", "WEBP"):
        more = {"exif": exif.tobytes(), "xmp": b"<x:xmpmeta>SECRETXMP</x:xmpmeta>", "quality": 90}
        if kind == "JPEG":
            more["comment"] = b"SECRETCOMMENT"
        if kind == "PNG":
            more["pnginfo"] = PngInfo()
            more["pnginfo"].add_text("Author", "SECRETAUTHOR")
            more["pnginfo"].add_itxt("XML:com.adobe.xmp", "SECRETXMP", zip=False)
        data = written(stripes(), kind, **more) + b"SECRETTRAILER"
        assert data.count(b"SECRET") >= 3
        result = vetted_picture(uploaded(data, "IMG_0001"))
        assert b"SECRET" not in result.content.read()
        image = Image.open(result.content)
        image.load()
        assert image.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}


@pytest.mark.django_db
def test_no_metadata_is_left_in_the_sizes_either():
    exif = Image.Exif()
    exif[0x010F] = "SECRETMAKER"
    picture = store_picture(jpeg(900, 600, exif=exif.tobytes(), comment=b"SECRETCOMMENT"))
    for name in [picture.file.name, *Picture.objects.get().sizes.values()]:
        with default_storage.open(name) as file:
            assert b"SECRET" not in file.read()
        assert "rivers" not in name


# What does not come in


def test_what_is_no_picture_is_told_what_to_do_instead():
    assert "PNG" in refused(b'<svg xmlns="http://www.w3.org/2000/svg"/>', "logo.svg")
    assert "SVG" in refused(b'<?xml version="1.0"?>\n<svg onload="alert(1)"/>', "logo.png")
    assert "HEIC" in refused(b"\0\0\0\x18ftypheic" + bytes(30), "IMG_1.HEIC")
    assert "JPEG" in refused(written(stripes(), "GIF"), "dancing.gif")
    assert "PNG" in refused(written(stripes(), "TIFF"), "scan.jpg")
    assert "PDF" in refused(b"%PDF-1.4", "poster.pdf")
    assert refused(b"MZ\x90\0" + bytes(400), "photo.jpg") == "This is not a picture. Choose a JPEG, PNG or WebP file."
    assert refused(b"<script>alert(1)</script>") == "This is not a picture. Choose a JPEG, PNG or WebP file."


@pytest.mark.parametrize("data", [jpeg(300, 200), png(300, 200), webp(300, 200)], ids=["jpeg", "png", "webp"])
def test_a_broken_picture_gets_a_sentence_wherever_it_is_cut(data):
    for length in [20, 40, len(data) // 4, len(data) // 2, len(data) - 30]:
        assert "broken" in refused(data[:length])


def test_noise_behind_the_right_beginning_gets_a_sentence():
    for data in (jpeg(), png(), webp()):
        assert "broken" in refused(data[:16] + b"\xff\x00" * 500)


def test_a_file_above_20_mb_is_refused_unread():
    assert "20 MB" in refused(jpeg() + bytes(pictures.LARGEST_UPLOAD))


def test_25_megapixels_are_the_most():
    assert vetted(png_bomb(5000, 5000)).size == (2560, 2560)
    assert "25 megapixels" in refused(png_bomb(5000, 5001))


MEASURE = """
import resource, sys, time
from django.conf import settings
settings.configure()
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from proceedings.documents.pictures import vetted_picture
data = sys.stdin.buffer.read()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
begun = time.process_time()
try:
    vetted_picture(SimpleUploadedFile("bomb.png", data))
except ValidationError as error:
    print(error.messages[0])
print(time.process_time() - begun)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def measure(data):
    """Vet a picture in a process of its own. Returns the sentence, processor seconds, and megabytes on top."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE], input=data, capture_output=True, cwd=settings.BASE_DIR, check=True
    )
    *sentence, seconds, megabytes = done.stdout.decode().splitlines()
    return " ".join(sentence), float(seconds), int(megabytes)


BOMBS = {
    "just above": lambda: png_bomb(5100, 5000),
    "above one limit of Pillow's": lambda: png_bomb(13000, 13000),
    "above the other": lambda: png_bomb(19000, 19000),
    "wide and flat": lambda: png_bomb(2_000_000, 13),
    "jpeg": lambda: jpeg(8, 8).replace(b"\x00\x08\x00\x08\x03", b"\xff\xff\xff\xff\x03"),
    "webp": lambda: webp_bomb(16383, 10000),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused_before_it_is_unpacked(bomb):
    sentence, seconds, megabytes = measure(BOMBS[bomb]())
    assert "25 megapixels" in sentence
    assert seconds < 2
    assert megabytes < 60


def test_a_bomb_in_the_metadata_does_no_harm():
    text = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(200_000_000), 9))
    profile = chunk(b"iCCP", b"p\0\0" + zlib.compress(bytes(200_000_000), 9))
    for bad in (text, profile):
        _, seconds, megabytes = measure(png()[:33] + bad + png()[33:])
        assert seconds < 2
        assert megabytes < 100


def test_the_largest_picture_that_is_taken_takes_less_than_300_mb():
    sentence, _, megabytes = measure(png_bomb(5000, 5000))
    assert sentence == ""
    assert megabytes < 300


# The form


@pytest.mark.django_db
def test_a_bad_picture_is_told_beside_its_field():
    form = PictureForm({"alt": "Rivers"}, {"file": uploaded(b"<svg/>", "rivers.jpg")})
    assert list(form.errors) == ["file"]


@pytest.mark.django_db
def test_the_whole_picture_is_there_at_once_under_a_random_name():
    picture = store_picture(jpeg(1600, 900))
    assert (picture.width, picture.height) == (1600, 900)
    assert picture.file.name == f"pictures/{picture.key}/original.jpg"
    assert len(picture.key) == 32


@pytest.mark.django_db
def test_other_words_for_a_picture_leave_its_file_alone():
    picture = store_picture()
    before = Picture.objects.get()
    form = PictureForm({"alt": "Two rivers"}, {}, instance=Picture.objects.get())
    assert form.errors == {}
    form.save()
    after = Picture.objects.get()
    assert (after.alt, after.key, after.sizes) == ("Two rivers", picture.key, before.sizes)


@pytest.mark.django_db
def test_a_new_file_gets_a_new_address_and_the_old_one_goes(django_capture_on_commit_callbacks):
    store_picture(jpeg(1600, 900))
    old = Picture.objects.get()
    form = PictureForm({"alt": old.alt}, {"file": uploaded(png(800, 400), "b.png")}, instance=Picture.objects.get())
    with django_capture_on_commit_callbacks(execute=True):
        form.save()
    new = Picture.objects.get()
    assert new.key != old.key
    assert (new.width, set(new.sizes)) == (800, {"320", "640", "800"})
    for name in [old.file.name, *old.sizes.values()]:
        assert not default_storage.exists(name)
    for name in [new.file.name, *new.sizes.values()]:
        assert default_storage.exists(name)


@pytest.mark.django_db
def test_the_old_file_stays_when_the_new_one_is_not_saved_after_all():
    store_picture()
    old = Picture.objects.get()
    form = PictureForm({"alt": old.alt}, {"file": uploaded(png(), "b.png")}, instance=Picture.objects.get())
    # Nothing is committed in this test: its transaction is rolled back.
    form.save()
    assert default_storage.exists(old.file.name)


@pytest.mark.django_db
def test_another_photograph_under_the_same_row_is_hidden_until_somebody_noted_who_is_on_it():
    picture = store_picture()
    photo = Photo.objects.create(event=make_event(is_published=True), picture=picture, all_noted=True)
    form = PictureForm({"alt": "Faces"}, {"file": uploaded(jpeg(), "b.jpg")}, instance=Picture.objects.get())
    form.save()
    photo.refresh_from_db()
    assert not photo.all_noted


@pytest.mark.django_db
def test_the_admins_way_of_saving_makes_the_sizes_too():
    form = PictureForm({"alt": "Rivers"}, {"file": uploaded(jpeg(700, 300), "a.jpg")})
    assert form.is_valid()
    picture = form.save(commit=False)
    picture.save()
    form.save_m2m()
    assert set(Picture.objects.get().sizes) == {"320", "640", "700"}


# Sizes


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("width", "sizes"),
    [(2000, [320, 640, 1280]), (1280, [320, 640, 1280]), (700, [320, 640, 700]), (321, [320, 321]), (100, [100])],
)
def test_sizes_are_those_of_the_pages_and_never_larger_than_the_picture(width, sizes):
    store_picture(jpeg(width, width // 2))
    stored = Picture.objects.get().sizes
    assert sorted(map(int, stored)) == sizes
    for wide, name in stored.items():
        with default_storage.open(name) as file:
            image = Image.open(file)
            assert (image.format, image.size) == ("WEBP", (int(wide), round(width // 2 * int(wide) / width)))
            if int(wide) > 100:
                assert looks_like_stripes(image)


@pytest.mark.django_db
def test_a_logo_keeps_its_exact_colours_and_its_transparency():
    logo = Image.new("RGBA", (640, 640), (0, 0, 0, 0))
    logo.paste((11, 74, 87, 255), (0, 0, 640, 320))
    store_picture(written(logo, "PNG"))
    with default_storage.open(Picture.objects.get().sizes["320"]) as file:
        image = Image.open(file).convert("RGBA")
    assert (image.getpixel((160, 40)), image.getpixel((160, 300))[3]) == ((11, 74, 87, 255), 0)


@pytest.mark.django_db
def test_making_the_sizes_twice_changes_nothing():
    picture = store_picture()
    before = Picture.objects.get().sizes
    files = default_storage.listdir(f"pictures/{picture.key}")[1]
    tasks.make_sizes.call(picture.pk)
    assert Picture.objects.get().sizes == before
    assert default_storage.listdir(f"pictures/{picture.key}")[1] == files


@pytest.mark.django_db
def test_making_sizes_is_nobodys_change():
    picture = store_picture()
    assert picture.history.count() == 1


@pytest.mark.django_db
def test_a_picture_deleted_before_its_turn_is_no_mistake():
    tasks.make_sizes.call(10**9)


class Killed(BaseException):
    pass


@pytest.mark.django_db
def test_a_worker_killed_half_way_leaves_nothing_broken(monkeypatch):
    picture = store_picture()
    Picture.objects.update(sizes={})
    real, turns = default_storage.save, []

    def save_half_of_the_second(name, content, **options):
        turns.append(name)
        if len(turns) == 2:
            real(name, ContentFile(content.read()[:50]))
            raise Killed
        return real(name, content, **options)

    with monkeypatch.context() as during:
        during.setattr(default_storage, "save", save_half_of_the_second)
        with pytest.raises(Killed):
            tasks.make_sizes.call(picture.pk)
    picture = Picture.objects.get()
    assert picture.sizes == {}
    assert srcset(picture).srcset == ""
    tasks.make_sizes.call(picture.pk)
    sizes = Picture.objects.get().sizes
    assert sorted(map(int, sizes)) == [320, 640, 1280]
    assert not set(turns) & set(sizes.values())
    for name in sizes.values():
        with default_storage.open(name) as file:
            assert looks_like_stripes(Image.open(file))


@pytest.mark.django_db
def test_sizes_of_a_picture_replaced_meanwhile_are_thrown_away(monkeypatch):
    picture = store_picture()
    Picture.objects.update(sizes={})
    real = pictures.resized

    def replace_then_resize(whole, width):
        Picture.objects.update(key="f" * 32)
        return real(whole, width)

    monkeypatch.setattr(tasks, "resized", replace_then_resize)
    before = default_storage.listdir(f"pictures/{picture.key}")[1]
    tasks.make_sizes.call(picture.pk)
    assert Picture.objects.get().sizes == {}
    assert default_storage.listdir(f"pictures/{picture.key}")[1] == before


# On a page


def test_until_there_are_sizes_a_page_shows_the_whole_picture():
    picture = Picture(key="a" * 32, width=900, height=300, alt="Rivers")
    picture.file.name = f"pictures/{picture.key}/original.png"
    assert srcset(picture) == (f"/files/pictures/{picture.key}/whole.png", "", 900, 300)


def test_a_page_names_the_stored_sizes_and_no_other():
    picture = Picture(key="a" * 32, width=900, height=300, alt="Rivers & banks")
    picture.file.name = f"pictures/{picture.key}/original.png"
    picture.sizes = {"640": "pictures/x/640-ab.webp", "320": "pictures/x/320-ab.webp"}
    folder = f"/files/pictures/{picture.key}"
    assert srcset(picture) == (f"{folder}/640.webp", f"{folder}/320.webp 320w, {folder}/640.webp 640w", 640, 213)
    assert picture_url(picture, 1280) == f"{folder}/whole.png"
    page = Template('{% load pictures %}{% picture picture sizes="50vw" %}{% picture nothing %}')
    printed = " ".join(page.render(Context({"picture": picture, "nothing": None})).split())
    assert printed == (
        f'<img src="{folder}/640.webp" srcset="{folder}/320.webp 320w, {folder}/640.webp 640w" sizes="50vw" '
        'width="640" height="213" alt="Rivers &amp; banks" loading="lazy" decoding="async">'
    )


def test_a_picture_beside_its_own_words_says_nothing_twice():
    picture = Picture(key="a" * 32, width=9, height=3, alt="Rivers")
    picture.file.name = "original.png"
    page = Template('{% load pictures %}{% picture picture alt="" loading="eager" %}')
    printed = page.render(Context({"picture": picture}))
    assert 'alt=""' in printed
    assert 'loading="eager"' in printed


def test_a_broken_picture_does_not_keep_the_next_one_waiting():
    with pytest.raises(ValidationError):
        vetted_picture(uploaded(jpeg()[:400], "a.jpg"))
    assert not pictures.one_at_a_time.locked()


# The pictures drawn for the site


@pytest.mark.django_db
def test_the_pictures_of_the_first_events_come_with_their_files():
    folder = settings.BASE_DIR / "fixtures"
    call_command("loaddata", folder / "05_pictures.json", verbosity=0)
    named = set()
    for picture in Picture.objects.all():
        assert sorted(map(int, picture.sizes)) == pictures.widths_of(picture)
        assert picture.alt
        files = {picture.width: picture.file.name} | {int(width): name for width, name in picture.sizes.items()}
        named |= {picture.file.name, *picture.sizes.values()}
        for width, name in files.items():
            with Image.open(folder / "files" / name) as image:
                assert image.width == width
                assert not image.getexif()
    assert named == {path.relative_to(folder / "files").as_posix() for path in folder.glob("files/pictures/*/*")}
