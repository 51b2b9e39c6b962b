"""cvae_lib.image_files and cvae_lib.looking: images of the reader's own, file by file, and what look says."""

import os
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image

import odd_images
from cvae_lib import __main__ as cli
from cvae_lib import data, image_files, looking
from cvae_lib.files import npz_files


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    return odd_images.folder(tmp_path_factory.mktemp("odd"))


def write(folder, images, first=0):
    """Images (N, H, W) or (N, H, W, 3) as PNG files, whose names sort in their order."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, image in enumerate(images, first):
        Image.fromarray(image).save(folder / f"{number:04}.png")


def drawn(*shape, seed=0):
    return np.random.default_rng(seed).integers(0, 256, shape).astype(np.uint8)


# ------------------------------------------------------------------------------------------ file by file

def test_every_file_is_read_rightly_or_refused(odd):
    assert len(odd.expected) > 280
    found = {}
    for one in image_files.scan(odd.root):
        assert one.name not in found
        found[one.name.replace(os.sep, "/")] = one
    assert set(found) == set(odd.expected)
    for name, wanted in odd.expected.items():
        one = found[name]
        if wanted.reason:
            assert one.image is None and one.reason.startswith(wanted.reason), (name, one.reason)
            assert "\n" not in one.name + one.reason, name
        elif wanted.pixels is None:
            assert one.image is None and not one.reason, name               # passed over
        else:
            assert not one.reason and one.notes == wanted.notes, (name, one.reason, one.notes)
            pixels = np.asarray(one.image)
            assert one.image.mode == ("L" if wanted.pixels.ndim == 2 else "RGB"), name
            assert pixels.shape == wanted.pixels.shape, name
            assert np.abs(pixels - wanted.pixels.astype(float)).max() <= wanted.within, name


def test_the_odd_folder_as_a_set(odd):
    with pytest.raises(data.DataError, match=r"pictures: \d+ of \d+ files cannot be used, first .*; the job "
                                             r"look lists .* --skip-bad \(skip_bad=True\)") as caught:
        data.load(odd.root, "none", size=16, colour=True)
    assert "\n" not in str(caught.value)
    whole = data.load(odd.root, "none", size=16, colour=True, skip_bad=True)
    good = [name for name, wanted in odd.expected.items() if wanted.pixels is not None]
    assert len(whole.train.images) + len(whole.test.images) == len(good)
    assert whole.train.images.shape[1:] == (16, 16, 3) and whole.class_names == ("fine", "odd")
    labels = np.concatenate([whole.train.labels, whole.test.labels])
    assert np.bincount(labels).tolist() == [sum(name.startswith(label) for name in good)
                                            for label in ("fine/", "odd/")]
    assert whole.name == str(odd.root)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no such rights here")
def test_a_file_that_may_not_be_read_is_refused(tmp_path):
    write(tmp_path / "set", drawn(12, 16, 16))
    (tmp_path / "set" / "0003.png").chmod(0)
    modes = {folder: folder.stat().st_mode for folder in (tmp_path, *tmp_path.parents)}
    closed = {folder: mode for folder, mode in modes.items() if mode & 0o055 != 0o055}
    for folder, mode in closed.items():         # all folders on the way may be read by everybody, for now
        folder.chmod(mode | 0o055)
    Image.init()                                # now, while all of Pillow's modules may be read
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)                       # nothing is barred to the administrator
    try:
        refused = [(found.name, found.reason) for found in image_files.scan(tmp_path / "set") if found.reason]
    finally:
        os.seteuid(user)
        for folder, mode in closed.items():
            folder.chmod(mode)
    assert refused == [("0003.png", "may not be read (Permission denied)")]


# ------------------------------------------------------------------------------------------ whole folders

def test_images_come_in_one_order_with_a_test_part(tmp_path):
    images = drawn(40, 20, 16)
    write(tmp_path, images)
    whole = data.load(tmp_path, "none", 6)
    assert [len(part.images) for part in whole.parts.values()] == [30, 6, 4]
    assert whole.class_names == () and not any(part.labels.any() for part in whole.parts.values())
    # Each image once, in an order that the seed and the number alone decide.
    order = np.random.default_rng(0).permutation(40)
    seen = np.concatenate([part.images[..., 0] for part in whole.parts.values()])
    assert (seen == images[order]).all()
    assert whole.train.labels.dtype.kind == "i" and whole.train.images.dtype == np.uint8
    binary = data.load(tmp_path, validation=6)
    for part, grey in zip(binary.parts.values(), whole.parts.values(), strict=True):
        assert (part.images == (grey.images > 127)).all()
    mixed = data.load(tmp_path, "resampled")
    assert mixed.train.images.max() == 255 and set(np.unique(mixed.test.images)) == {0, 1}
    with pytest.raises(ValueError, match="validation is 36; it must be between 0 and 35"):
        data.load(tmp_path, validation=36)


def test_folders_are_labels_in_the_order_of_their_names(tmp_path):
    for place, (label, count) in enumerate((("zebra", 8), ("Ape", 5), ("cat", 7))):
        write(tmp_path / label, np.full((count, 16, 16), 10 * place, np.uint8))
    (tmp_path / "cat" / "notes.txt").write_text("only text")
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "left empty").mkdir()
    (tmp_path / "of text").mkdir()
    (tmp_path / "of text" / "list.txt").write_text("no images")
    whole = data.load(tmp_path, "none")
    assert whole.class_names == ("Ape", "cat", "zebra")
    for part in (whole.train, whole.test):
        assert (np.array([10, 20, 0])[part.labels] == part.images[:, 0, 0, 0]).all()
    (tmp_path / "loose.PNG").write_bytes((tmp_path / "cat" / "0000.png").read_bytes())
    with pytest.raises(data.DataError, match=r"1 images \(loose.PNG\) lie beside the folders Ape, cat, left"):
        data.load(tmp_path)


def test_train_and_test_are_parts(tmp_path):
    for part, count in (("train", 9), ("test", 4)):
        for label, grey in (("b", 100), ("a", 50)):
            write(tmp_path / part / label, np.full((count, 16, 16), grey + (part == "test"), np.uint8))
    whole = data.load(tmp_path, "none", 3)
    assert [len(part.images) for part in whole.parts.values()] == [15, 3, 8]
    assert whole.class_names == ("a", "b")
    assert (whole.test.images[:, 0, 0, 0] == [51] * 4 + [101] * 4).all()
    assert whole.test.labels.tolist() == [0] * 4 + [1] * 4
    assert set(whole.train.labels) == {0, 1} and (np.diff(whole.train.labels) < 0).any()       # shuffled
    write(tmp_path / "val", drawn(3, 16, 16))
    with pytest.raises(data.DataError, match="holds the folders test, train, val; a set in parts has"):
        data.load(tmp_path)
    (tmp_path / "val").rename(tmp_path / "test" / "c")
    (tmp_path / "test").rename(tmp_path / "valid")
    with pytest.raises(data.DataError, match="holds the folders train, valid; a set in parts has"):
        data.load(tmp_path)


def test_parts_that_do_not_match_are_refused(tmp_path):
    write(tmp_path / "train" / "a", drawn(12, 16, 16))
    write(tmp_path / "test", drawn(3, 16, 16))
    with pytest.raises(data.DataError, match="one of train and test holds folders of labels and the other"):
        data.load(tmp_path)
    for path in (tmp_path / "test").iterdir():
        path.write_bytes(b"")
    with pytest.raises(data.DataError, match="one of train and test holds no image that can be used"):
        data.load(tmp_path, skip_bad=True)


def test_sizes_and_kinds_must_be_said_where_they_differ(tmp_path):
    write(tmp_path, drawn(9, 40, 50))
    write(tmp_path, drawn(4, 33, 61), 20)
    with pytest.raises(data.DataError) as caught:
        data.load(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path}: its images are 50 × 40 (9), 61 × 33 (4), and training needs one size, with even sides "
        "from 16 to 64; add --size 40 (size=40)")
    write(tmp_path, drawn(3, 70, 80, 3), 40)
    with pytest.raises(data.DataError, match=r"13 of its images are grey and 3 in colour; "
                                             r"add --size 40 --colour \(size=40, colour=True\)"):
        data.load(tmp_path)
    for colour, channels in ((True, 3), (False, 1)):
        assert data.load(tmp_path, size=40, colour=colour).train.images.shape == (15, 40, 40, channels)
    with pytest.raises(data.DataError, match=r"in colour; add --colour \(colour=True\)$"):
        data.load(tmp_path, size=20)
    for size in (15, 17, 14, 66, 0, -2, 16.5, "32"):
        with pytest.raises(ValueError, match=f"size is {size}; it must be an even number from 16 to 64"):
            data.load(tmp_path, size=size)


@pytest.mark.parametrize("height, width, fits", [(16, 64, True), (28, 28, True), (14, 16, False),
                                                 (17, 16, False), (16, 66, False), (300, 400, False)])
def test_one_size_with_even_sides_needs_no_saying(tmp_path, height, width, fits):
    images = drawn(12, height, width)
    write(tmp_path, images)
    if fits:
        assert data.load(tmp_path).train.images.shape == (11, height, width, 1)
    else:
        size = int(np.clip(min(height, width) // 2 * 2, 16, 64))
        with pytest.raises(data.DataError, match=rf"are {width} × {height} \(12\), .*; add --size {size} "):
            data.load(tmp_path)
        assert data.load(tmp_path, size=size).train.images.shape == (11, size, size, 1)


def test_the_middle_is_cut_out_and_resized():
    pixels = drawn(20, 31, 3)
    image = Image.fromarray(pixels)
    assert (image_files.fit(image) == pixels).all()
    assert (image_files.fit(image, 20) == pixels[:, 5:25]).all()                # a cut, and no blur
    assert (image_files.fit(Image.fromarray(pixels.swapaxes(0, 1)), 20) == pixels.swapaxes(0, 1)[5:25]).all()
    grey = pixels.astype(float) @ (0.299, 0.587, 0.114)
    assert np.abs(image_files.fit(image, colour=False)[..., 0] - grey).max() <= 1
    assert (image_files.fit(Image.fromarray(pixels[..., 0]), colour=True) == pixels[..., :1]).all()
    # Shrunk, an edge stays where it is, and stripes finer than a pixel become their mean.
    edge = np.zeros((64, 64), np.uint8)
    edge[:, 32:] = 255
    small = image_files.fit(Image.fromarray(edge), 16)[..., 0].astype(int)
    assert (small[:, 7] < 60).all() and (small[:, 8] > 195).all() and small[0, 0] == 0 and small[0, 15] == 255
    stripes = np.tile(np.array([0, 255], np.uint8), (64, 32))
    assert np.abs(image_files.fit(Image.fromarray(stripes), 16)[:, 2:-2, 0].astype(int) - 128).max() <= 3
    large = image_files.fit(Image.fromarray(edge[::8, ::8]), 32)
    assert large.shape == (32, 32, 1) and large[5, 3, 0] < 30 and large[5, 28, 0] > 225


def test_too_few_and_too_many_images_are_refused(tmp_path, monkeypatch):
    write(tmp_path, drawn(9, 16, 16))
    with pytest.raises(data.DataError, match="holds 9 images that can be used, and at least 10 are needed"):
        data.load(tmp_path)
    write(tmp_path, drawn(1, 16, 16), 50)
    assert len(data.load(tmp_path).test.images) == 1
    monkeypatch.setattr(npz_files, "MAX_BYTES", 9 * 256)
    with pytest.raises(data.DataError, match="pixels take more than .* smaller size or fewer images"):
        data.load(tmp_path)


@pytest.mark.parametrize("name, complaint", [
    ("nowhere", "nowhere: no such folder or file, and no set's name, which are mnist, fashion_mnist and "),
    ("empty", "empty: holds no images that can be used"),
    ("file.txt", "file.txt: is neither a folder nor an npz file"),
    ("file.npz", "file.npz: is truncated or not an npz file"),
])
def test_what_is_no_set_is_refused_in_one_line(tmp_path, monkeypatch, name, complaint):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "file.txt").write_text("x")
    (tmp_path / "file.npz").write_text("x")
    for given in (name, tmp_path / name):
        with pytest.raises(data.DataError, match=complaint) as caught:
            data.load(given)
        assert "\n" not in str(caught.value)


def test_a_name_wins_over_a_folder_written_without_a_separator(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "mnist", drawn(20, 16, 16))
    assert len(data.load("mnist").train.images) == 60_000
    for source in ("./mnist", tmp_path / "mnist", (tmp_path / "mnist").relative_to(tmp_path)):
        whole = data.load(source)
        assert len(whole.train.images) == 18 and len(data.load(whole.name).train.images) == 18


# --------------------------------------------------------------------------------------------- npz files

def test_arrays_of_every_kind_are_understood(tmp_path):
    grey, colour, path = drawn(30, 16, 18), drawn(30, 16, 18, 3), tmp_path / "set.npz"
    order = np.random.default_rng(0).permutation(30)
    wide = grey[..., None]
    for images, wanted in ((grey, wide), (wide, wide), (colour, colour), (grey > 99, 255 * (wide > 99)),
                           ((grey > 99).astype(np.uint8), 255 * (wide > 99)), (wide / 255, wide),
                           ((colour / 255).astype(np.float32), colour),
                           ((wide.clip(1) - 0.4) / 255, wide.clip(1)), (np.zeros_like(grey), 0 * wide),
                           ((grey / 255).astype(np.float16), None)):
        np.savez(path, images=images, other=np.zeros(3))
        whole = data.load(path, "none")
        seen = np.concatenate([whole.train.images, whole.test.images])
        assert seen.dtype == np.uint8 and len(whole.test.images) == 3 and whole.class_names == ()
        if wanted is None:                              # a half has eleven bits
            assert np.abs(seen - wide[order].astype(int)).max() <= 1
        else:
            assert (seen == wanted[order]).all()
    assert data.load(path, size=16, colour=True).train.images.shape == (27, 16, 16, 3)


def test_labels_and_a_test_part_of_an_npz_file(tmp_path):
    path, images, labels = tmp_path / "set.NPZ", drawn(30, 16, 16), np.arange(30) % 4
    order = np.random.default_rng(0).permutation(30)
    for names in ("images labels test_images test_labels", "x_train y_train x_test y_test"):
        for given in (labels, labels[:, None], labels.astype(np.uint64)):
            arrays = dict(zip(names.split(), (images, given, images[:5], given[:5]), strict=True))
            np.savez(tmp_path / "a.npz", **arrays)
            (tmp_path / "a.npz").rename(path)
            whole = data.load(path, "none", 4)
            assert whole.class_names == ("0", "1", "2", "3") and len(whole.validation.images) == 4
            train = np.concatenate([whole.train.labels, whole.validation.labels])
            assert (train == labels[order]).all() and (whole.test.labels == labels[:5]).all()
            assert (whole.test.images[..., 0] == images[:5]).all()
    np.savez(tmp_path / "b.npz", images=images, labels=np.array(["owl", "ant", "bee"])[labels % 3])
    whole = data.load(tmp_path / "b.npz")
    assert whole.class_names == ("ant", "bee", "owl") and len(whole.test.labels) == 3
    named = np.array(whole.class_names)[np.concatenate([whole.train.labels, whole.test.labels])]
    assert (named == np.array(["owl", "ant", "bee"])[labels[order] % 3]).all()


IMAGES = drawn(12, 16, 16)


@pytest.mark.parametrize("arrays, complaint", [
    ({"pictures": IMAGES}, "holds no images; one array images or x_train is needed"),
    ({"images": IMAGES, "x_train": IMAGES}, "holds images and x_train; one array"),
    ({"x_test": IMAGES}, "holds x_test; one array"),
    ({"images": IMAGES, "x_test": IMAGES, "test_images": IMAGES}, "holds images and test_images and x_test"),
    ({"images": IMAGES[0]}, r"the shape \(16, 16\)"),
    ({"images": IMAGES.reshape(12, -1)}, r"the shape \(12, 256\)"),
    ({"images": drawn(12, 3, 16, 16)}, r"the shape \(12, 3, 16, 16\); .* \(N, H, W, 3\) is needed"),
    ({"images": drawn(12, 16, 16, 4)}, r"the shape \(12, 16, 16, 4\)"),
    ({"images": IMAGES[:0]}, r"the shape \(0, 16, 16, 1\)"),
    ({"images": IMAGES.astype(float)}, "floats from 0 to 255"),
    ({"images": IMAGES / 255 - 0.1}, "floats from -0.1 to"),
    ({"images": np.full((12, 16, 16), np.nan)}, "floats from nan to nan"),
    ({"images": IMAGES / 255, "test_images": np.full((12, 16, 16), np.nan)}, "floats from nan to nan"),
    ({"images": IMAGES.astype(np.int64)}, "its images are int64; uint8, bool or floats from 0 to 1"),
    ({"images": IMAGES, "test_images": IMAGES / 255}, "its images are of several types"),
    ({"images": IMAGES.astype(object)}, "holds pickled objects"),
    ({"images": IMAGES, "labels": np.arange(11)}, r"labels is int64 \(11,\); 12 images need \(12,\)"),
    ({"images": IMAGES, "labels": np.zeros(12)}, r"labels is float64 \(12,\)"),
    ({"images": IMAGES, "labels": np.arange(12) - 1}, "labels runs from -1 to 10; number the classes from 0"),
    ({"images": IMAGES, "labels": np.arange(12) + 989}, "labels runs from 989 to 1000"),
    ({"images": IMAGES, "labels": np.zeros(12, int), "test_images": IMAGES}, "one of images and test_images"),
    ({"images": IMAGES, "labels": np.array([{}] * 12)}, "holds pickled objects"),
    ({"images": IMAGES[:9]}, "holds 9 images that can be used, and at least 10"),
    ({"images": IMAGES, "test_images": drawn(3, 18, 18)}, r"are 16 × 16 \(12\), 18 × 18 \(3\), and training"),
])
def test_other_npz_files_are_refused(tmp_path, arrays, complaint):
    path = tmp_path / "set.npz"
    np.savez(path, **arrays)
    with pytest.raises(data.DataError, match=complaint) as caught:
        data.load(path)
    assert str(caught.value).startswith(f"{path}: ") and "\n" not in str(caught.value)


def test_an_npz_file_that_is_too_large_is_refused_before_it_is_read(tmp_path, monkeypatch):
    path = tmp_path / "set.npz"
    np.savez_compressed(path, images=np.zeros((400, 64, 64), np.uint8), other=np.zeros(10_000_000, np.uint8))
    assert path.stat().st_size < 20_000
    monkeypatch.setattr(npz_files, "MAX_BYTES", 1_700_000)
    data.load(path)                                     # what is not asked for may be as large as it likes
    monkeypatch.setattr(npz_files, "MAX_BYTES", 1_600_000)
    monkeypatch.setattr(np, "load", None)
    with pytest.raises(data.DataError, match="its arrays take 1,638,528 bytes, and at most 1,600,000 are"):
        data.load(path)


# -------------------------------------------------------------------------------------------------- look

def test_look_names_what_is_there_and_what_is_not(odd, capsys):
    assert cli.main(["look", str(odd.root)]) == 0
    lines = capsys.readouterr().out.splitlines()
    good = [wanted for wanted in odd.expected.values() if wanted.pixels is not None]
    bad = [wanted for wanted in odd.expected.values() if wanted.reason]
    grey = sum(wanted.pixels.ndim == 2 for wanted in good)
    others = len(odd.expected) - len(good) - len(bad)
    assert lines[0] == (f"{odd.root}: {len(good)} images, and {len(bad)} files that cannot be used; {others} "
                        "other files passed over (hidden (2), without ending (2), .db (1), .json (1), "
                        ".txt (1))")
    assert lines[1].startswith("sizes: ") and " other sizes" in lines[1]
    assert lines[2] == f"channels: colour, 3 channels ({len(good) - grey}), grey, 1 channel ({grey})"
    assert lines[3].startswith("labels: 2 classes, fine (")
    for note in (odd_images.TRANSPARENT, odd_images.TURNED, odd_images.SIXTEEN, "CMYK"):
        count = sum(note in wanted.notes for wanted in good)
        assert f"{count} of the images: {note}" in lines and count > 1
    refused = [line for line in lines if line.startswith("cannot be used: ")]
    assert len(refused) == looking.LISTED and f"… and {len(bad) - looking.LISTED} more" in lines
    assert lines[-2].startswith("training cannot use this: its images are ")
    command = lines[-1].removeprefix("try: python -m cvae_lib ").split()
    assert command[:2] == ["look", str(odd.root)] and command[-1] == "--colour"
    assert cli.main(command) == 0
    assert f"training would use {len(good) - len(good) // 10} training" in capsys.readouterr().out
    assert cli.main([*command[:-1], "--grey"]) == 0
    assert f" and {len(good) // 10} test images, {command[3]} × {command[3]} × 1" in capsys.readouterr().out


def test_look_draws_a_sheet_and_overwrites_nothing(tmp_path, capsys):
    write(tmp_path / "set", drawn(100, 28, 28))
    sheet = tmp_path / "sheet.png"
    command = ["look", str(tmp_path / "set"), "-o", str(sheet)]
    assert cli.main(command) == 0
    assert Image.open(sheet).text["Description"] == f"64 of the images of {tmp_path / 'set'}."
    before = sheet.read_bytes()
    capsys.readouterr()
    assert cli.main(command) == 1 and sheet.read_bytes() == before
    said = capsys.readouterr()
    assert "exists already" in said.err and not said.out
    assert cli.main([*command, "--force"]) == 0
    write(tmp_path / "set", drawn(3, 30, 40), 200)
    assert cli.main([*command[:-1], str(tmp_path / "b.png")]) == 1
    error = capsys.readouterr().err
    assert "no sheet, since the images have not yet one shape" in error and error.count("\n") == 1
    assert not (tmp_path / "b.png").exists()


def test_look_knows_the_sets_that_ship(capsys, monkeypatch, tmp_path):
    monkeypatch.delenv("CVAE_DATA_DIR", raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    assert cli.main(["look", "fashion_mnist"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("fashion_mnist: 70,000 images\nsizes: 28 × 28 (70,000)\n")
    assert "Trouser (7,000), Pullover (7,000)" in said
    assert said.endswith("training would use 60,000 training and 10,000 test images, 28 × 28 × 1\n")
    for name in ("cifar10", "nowhere"):
        assert cli.main(["look", name]) == 1
        said = capsys.readouterr()
        assert not said.out and said.err.startswith("cvae_lib: ") and said.err.count("\n") == 1


def test_look_counts_what_it_does_to_images(tmp_path):
    write(tmp_path, drawn(8, 20, 20))
    write(tmp_path, np.repeat(drawn(6, 30, 30, 1), 3, axis=-1), 20)
    words = looking.look(tmp_path, 24, True).words
    assert "8 of the images: enlarged" in words and "6 of the images: grey, though stored in colour" in words
    assert looking.look(tmp_path, 24, False).images.shape == (13, 24, 24, 1)
    np.savez(tmp_path / "set.npz", images=drawn(10, 16, 16) / 255)
    words = looking.look(str(tmp_path / "set.npz")).words
    assert "10 of the images: floats from 0 to 1, times 255" in words


def test_look_asks_for_no_tensorflow(tmp_path):
    write(tmp_path / "set", drawn(12, 28, 28))
    code = ("import sys\nfrom cvae_lib.__main__ import main\n"
            f"code = main(['look', {str(tmp_path / 'set')!r}, '-o', {str(tmp_path / 'sheet.png')!r}])\n"
            "sys.exit(code or 'tensorflow' in sys.modules)")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0 and done.stdout.count("12 images") == 1, done.stderr
