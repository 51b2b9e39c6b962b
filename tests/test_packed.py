"""cvae_lib.packed: sets packed into shards, read from them in batches, and what is wrong with a shard."""

import dataclasses
import gc
import json
import shutil
import subprocess
import sys
import weakref

import numpy as np
import pytest
from PIL import Image

from cvae_lib import __main__ as cli
from cvae_lib import data, image_files, packed, recipes, runs, scoring, tf, training
from cvae_lib.packed import reading, shards, writing

RECIPE = dataclasses.replace(recipes.RECIPES["tutorial_2d"], name="small", image_shape=(16, 18, 3), classes=3,
                             filters=(4, 8), batch_size=16, likelihood="discretized_logistic",
                             binarization="none", output_bias="data")


def write(folder, images, first=0):
    folder.mkdir(parents=True, exist_ok=True)
    for number, image in enumerate(images, first):
        Image.fromarray(image).save(folder / f"{number:04}.png")


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def pictures(tmp_path_factory):
    """A folder of labels, 100 images in colour in all, no two of them alike."""
    folder, rng = tmp_path_factory.mktemp("set") / "pictures", np.random.default_rng(0)
    for label, count in (("cats", 50), ("dogs", 30), ("eels", 20)):
        write(folder / label, rng.integers(0, 256, (count, 16, 18, 3), np.uint8))
    return folder


@pytest.fixture(scope="module")
def pack(pictures, tmp_path_factory):
    out = tmp_path_factory.mktemp("packs") / "a"
    packed.pack(pictures, out, shard_images=16)
    return out


@pytest.fixture
def copy(pack, tmp_path):
    return shutil.copytree(pack, tmp_path / "copy")


def order(images, seed=3, first_epoch=0, epochs=1, batch_size=16):
    """The images that batches hold, each as its bytes."""
    batches = images.stored(batch_size, seed, first_epoch, epochs)
    return [x.tobytes() for batch, _ in batches for x in batch.numpy()]


# ---------------------------------------------------------------------------------- there and back again

def test_a_packed_folder_is_the_folder(pictures, pack):
    names = {"index.json", *(shards.NAME.format("train", number, 6) for number in range(6)),
             shards.NAME.format("test", 0, 1)}
    assert {path.name for path in pack.iterdir()} == names
    packed.check(pack)
    for kind in recipes.CHOICES["binarization"]:
        plain, found = data.load(pictures, kind, 20), packed.load(pack, kind, 20)
        assert found.class_names == ("cats", "dogs", "eels") and found.name == str(pack)
        assert found.train.images.shape == plain.train.images.shape == (70, 16, 18, 3)
        assert isinstance(found.train.images, packed.Packed) and isinstance(found.test.images, np.ndarray)
        train = found.train.images.read()
        for one, other in ((train, plain.train), (found.validation, plain.validation),
                           (found.test, plain.test)):
            assert np.array_equal(one.images, other.images) and one.images.dtype == np.uint8
            assert np.array_equal(one.labels, other.labels)
    whole, found = data.load(pictures, "none").train.images, packed.load(pack, "none").train.images
    assert np.array_equal(found.mean(axis=(0, 1, 2)), whole.mean(axis=(0, 1, 2)))
    white = packed.load(pack).train.images
    assert np.array_equal(white.mean(axis=(0, 1, 2)), data.binarize(whole).mean(axis=(0, 1, 2)))


def test_other_sets_too(tmp_path, pictures):
    rng = np.random.default_rng(1)
    arrays = {"x_train": rng.integers(0, 256, (40, 16, 16), np.uint8), "y_train": np.arange(40) % 4,
              "x_test": rng.integers(0, 256, (15, 16, 16), np.uint8), "y_test": np.arange(15) % 4}
    np.savez(tmp_path / "set.npz", **arrays)
    packed.pack(tmp_path / "set.npz", tmp_path / "npz", size=20, colour=True, shard_images=7)
    plain = data.load(tmp_path / "set.npz", "none", size=20, colour=True)
    found = packed.load(tmp_path / "npz", "none")
    assert np.array_equal(found.train.images.read().images, plain.train.images)
    assert np.array_equal(found.test.images, plain.test.images) and found.class_names == tuple("0123")
    packed.pack(pictures, tmp_path / "small", size=16, colour=False)
    plain, found = data.load(pictures, "none", size=16, colour=False), packed.load(tmp_path / "small", "none")
    assert np.array_equal(found.train.images.read().images, plain.train.images)


def test_black_and_white_digits_that_ship(tmp_path, monkeypatch):
    mnist = data.load_mnist()
    few = mnist._replace(train=data.Part(*(array[:90] for array in mnist.train)),
                         test=data.Part(*(array[:20] for array in mnist.test)))
    monkeypatch.setattr(data, "_load_shipped", lambda name, validation: few)
    index = packed.pack("mnist", tmp_path / "a", binarized=True, shard_images=40)
    assert [entry["images"] for entry in index["parts"]["train"]] == [40, 40, 10]
    images = packed.load(tmp_path / "a").train.images
    assert np.array_equal(images.read().images, few.train.images) and images.max() == 1
    assert np.array_equal(images.mean(axis=(0, 1, 2)), few.train.images.mean(axis=(0, 1, 2)))
    assert index["pixels"] == "binarised" and index["class_names"] == list("0123456789")
    with pytest.raises(ValueError, match="packed in black and white, and binarization 'none' needs 8-bit"):
        packed.load(tmp_path / "a", "none")


def test_the_records_are_plain_examples(pack, pictures):
    """Anything that reads TFRecords reads them."""
    first = next(iter(tf.data.TFRecordDataset(str(pack / "train-00000-of-00006.tfrecord")))).numpy()
    features = tf.train.Example.FromString(first).features.feature
    plain = data.load(pictures, "none").train
    assert features["image"].bytes_list.value[0] == plain.images[0].tobytes()
    assert features["label"].int64_list.value[0] == plain.labels[0]


# ------------------------------------------------------------------------------------------------- batches

@pytest.mark.parametrize("buffer", [4_096, 20])
def test_an_epoch_is_a_permutation_that_depends_on_seed_and_epoch(pack, monkeypatch, buffer):
    monkeypatch.setattr(reading, "BUFFER", buffer)
    images = packed.load(pack, "none").train.images
    plain = [x.tobytes() for x in images.read().images]
    two = order(images, epochs=2)
    first, second = two[:90], two[90:]
    assert sorted(first) == sorted(second) == sorted(plain) and first != second and first != plain
    assert two == order(images, epochs=2) and second == order(images, first_epoch=1, epochs=2)
    assert first != order(images, seed=4) and order(images, seed=None, epochs=2) == 2 * plain
    tf.random.set_seed(99)                              # a global seed does not matter
    assert first == order(images)
    places = np.array([plain.index(x) for x in first])
    assert len(set(places[:16] // 16)) > 3              # the first batch is from many shards
    pairs = packed.load(pack, "none").train
    batches = data.make_dataset(pairs.images, 16, seed=3, labels=pairs.labels, binarization="none")
    assert [len(x) for x, _ in batches] == [16] * 5 + [10]


def test_batches_are_those_of_arrays(pack, pictures):
    """To the bit, in their order, labels with them; resampled pixels too, which depend on seed and step."""
    for kind in recipes.CHOICES["binarization"]:
        plain, found = data.load(pictures, kind).train, packed.load(pack, kind).train
        one = data.make_dataset(plain.images, 32, epochs=2, binarization=kind, labels=plain.labels)
        other = data.make_dataset(found.images, 32, epochs=2, binarization=kind, labels=found.labels)
        assert other.cardinality() == one.cardinality() == 6
        for (x, y), (same_x, same_y) in zip(one, other, strict=True):
            assert np.array_equal(x, same_x) and np.array_equal(y, same_y)
            assert x.dtype == same_x.dtype and y.dtype == same_y.dtype
        alone = next(iter(data.make_dataset(found.images, 32, binarization=kind)))
        assert alone.shape == (32, 16, 18, 3)
    labels = dict(zip((x.tobytes() for x in plain.images), plain.labels, strict=True))
    for x, y in packed.load(pack, "none").train.images.stored(16, seed=5):
        assert [labels[image.tobytes()] for image in x.numpy()] == y.numpy().tolist()


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_workers_see_disjoint_shares_of_everything(pack, count):
    images = packed.load(pack, "none").train.images
    shares = [order(images.shard(count, worker)) for worker in range(count)]
    assert sorted(sum(shares, [])) == sorted(order(images)) and len(set(sum(shares, []))) == 90
    assert max(map(len, shares)) - min(map(len, shares)) <= 1
    assert all(np.array_equal(images.shard(count, worker).mean(axis=(0, 1, 2)), images.mean(axis=(0, 1, 2)))
               for worker in range(count))
    with pytest.raises(ValueError, match=f"it must be from 0 to {count - 1}"):
        images.shard(count, count)


def test_stretches_and_places(pack):
    part = packed.load(pack, "none").train
    whole = part.images.read()
    assert np.array_equal(part.images[10:40][5:100].read().images, whole.images[15:40])
    places = np.array([3, 0, 17])
    assert np.array_equal(part.images[places], whole.images[places])
    assert np.array_equal(part.labels[places], whole.labels[places])
    assert len(part.labels[:7]) == 7 and part.labels.shape == (90,) and part.labels.max() == 2
    assert len(part.images[40:20]) == 0
    with pytest.raises(ValueError, match="leave the step out"):
        part.images[::2]
    with pytest.raises(TypeError):                  # it would read the set once for each image
        np.asarray(part.images)
    with pytest.raises(data.DataError, match="holds no images .*; packed.load reads its shards"):
        data.load(pack)


def test_wrong_pixels_are_refused(pack):
    grey = packed.load(pack, "none").train.images
    with pytest.raises(ValueError, match="pixels run from 0 to 255"):
        data.make_dataset(grey, 16)
    data.check_pixels(packed.load(pack).train.images)
    with pytest.raises(ValueError, match="validation is 90; it must be between 0 and 89"):
        packed.load(pack, validation=90)
    with pytest.raises(ValueError, match="binarization is 'grey'"):
        packed.load(pack, "grey")


# ------------------------------------------------------------------------------------------ what is held

def test_packing_holds_one_image_at_a_time(tmp_path, pictures, monkeypatch):
    alive, most, made = [0], [0], image_files.fit

    def counted(*arguments):
        image = made(*arguments).copy()
        alive[0] += 1
        most[0] = max(most[0], alive[0])
        weakref.finalize(image, lambda: alive.__setitem__(0, alive[0] - 1))
        return image
    monkeypatch.setattr(image_files, "fit", counted)
    gc.collect()
    packed.pack(pictures, tmp_path / "a", shard_images=50)
    assert most[0] == 2 and alive[0] <= 1           # one that is written, and the next, which is read


def test_reading_goes_no_further_than_the_buffer(copy, monkeypatch):
    """A record behind it may be damaged, and the first batches come all the same."""
    monkeypatch.setattr(reading, "BUFFER", 32)
    monkeypatch.setattr(reading, "OPEN", 2)
    index = shards.read_index(copy)
    for entry in index["parts"]["train"]:           # of each shard the ninth record
        content = bytearray((copy / entry["file"]).read_bytes())
        content[entry["bytes"] // entry["images"] * 8 + 200] ^= 1
        (copy / entry["file"]).write_bytes(content)
    images = packed.Packed(copy, index, "train")
    with pytest.raises(tf.errors.DataLossError):
        order(images, batch_size=16)
    monkeypatch.setattr(reading, "BUFFER", 16)      # eight of each of two
    got = iter(images.stored(16, seed=3))
    assert len(next(got)[0]) == 16
    with pytest.raises(tf.errors.DataLossError):
        next(got)


def test_a_large_test_part_stays_in_its_shards(pack, pictures, monkeypatch):
    small = {kind: packed.load(pack, kind, 20) for kind in recipes.CHOICES["binarization"]}
    monkeypatch.setattr(reading, "HELD", 8_000)     # nine images
    large = {kind: packed.load(pack, kind, 20) for kind in recipes.CHOICES["binarization"]}
    for kind in recipes.CHOICES["binarization"]:
        for part in ("validation", "test"):
            found, held = getattr(large[kind], part), getattr(small[kind], part)
            assert isinstance(found.images, packed.Packed) and len(found.images) == len(held.images)
            if kind != "resampled":
                assert np.array_equal(found.images.read().images, held.images)
    model = training.prepare(RECIPE, 1, 5, packed.load(pack, "none").train.images)[0]
    found, held = (whole["none"].validation for whole in (large, small))
    assert (scoring.score_elbo(model, found.images, labels=found.labels)
            == scoring.score_elbo(model, held.images, labels=held.labels))
    # Drawn once and kept, in batches of whatever size, with the grey value for a mean.
    drawn, grey = large["resampled"].test.images, small["none"].test.images
    sizes = [np.concatenate([x.numpy() for x, _ in drawn.stored(size)]) for size in (3, 10)]
    assert np.array_equal(*sizes) and set(np.unique(sizes[0])) == {0, 1}
    assert (sizes[0][grey == 255] == 1).all() and (sizes[0][grey == 0] == 0).all()
    assert abs(sizes[0].mean() - grey.mean() / 255) < 5 * 0.5 / sizes[0].size ** 0.5
    assert np.array_equal(drawn[4:].read().images, sizes[0][4:])
    with pytest.raises(ValueError, match="read in their order"):
        drawn.stored(3, seed=0)
    assert isinstance(packed.held(data.Part(drawn[:5], None)).images, np.ndarray)
    assert packed.held(held) is held and packed.held(large["none"].test) is large["none"].test


# ------------------------------------------------------------------------------------------- interruptions

@pytest.mark.parametrize("moment", ["in a shard", "after a shard", "in the test part"])
def test_an_interrupted_pack_ends_with_the_same_bytes(pictures, pack, tmp_path, monkeypatch, moment):
    out, whole, read, seen = tmp_path / "a", contents(pack), image_files.read, []

    def stopping(folder, entry):
        seen.append(entry)
        if len(seen) == {"in a shard": 41, "in the test part": 95}.get(moment):
            raise KeyboardInterrupt
        return read(folder, entry)

    def stop(entry):
        if moment == "after a shard" and entry["file"].startswith("train-00002"):
            raise KeyboardInterrupt
    monkeypatch.setattr(image_files, "read", stopping)
    with pytest.raises(KeyboardInterrupt):
        packed.pack(pictures, out, shard_images=16, on_shard=stop)
    done = {"in a shard": 2, "after a shard": 3, "in the test part": 6}[moment]
    assert len(list(out.glob("train-*"))) == done and not (out / "index.json").exists()
    with pytest.raises(data.DataError, match="not packed to its end; the command that began it"):
        packed.load(out)
    assert packed.is_packed(out)
    if moment == "after a shard":                   # the last shard did not reach the disk whole
        last = out / "train-00002-of-00006.tfrecord"
        last.write_bytes(last.read_bytes()[:-100])
        done -= 1
    seen.clear()
    monkeypatch.setattr(image_files, "read", lambda folder, entry: seen.append(entry) or read(folder, entry))
    packed.pack(pictures, out, shard_images=16)
    assert contents(out) == whole and len(seen) == 100 - min(90, 16 * done)


def test_nothing_is_overwritten_and_nothing_mixed(pictures, pack, tmp_path):
    before = contents(pack)
    with pytest.raises(data.DataError, match="exists already, and nothing is overwritten"):
        packed.pack(pictures, pack, shard_images=16)
    assert contents(pack) == before
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine")
    with pytest.raises(data.DataError, match="exists already"):
        packed.pack(pictures, tmp_path / "mine")

    def stop(entry):
        raise KeyboardInterrupt
    with pytest.raises(KeyboardInterrupt):
        packed.pack(pictures, tmp_path / "a", shard_images=16, on_shard=stop)
    begun = contents(tmp_path / "a")
    for options in ({"shard_images": 20}, {"binarized": True}, {"size": 16}):
        with pytest.raises(data.DataError, match="the beginning of another pack, whose .* is another"):
            packed.pack(pictures, tmp_path / "a", **{"shard_images": 16} | options)
    other = shutil.copytree(pictures, tmp_path / "pictures")
    (other / "eels" / "0003.png").unlink()
    with pytest.raises(data.DataError, match="whose identity is another"):
        packed.pack(other, tmp_path / "a", shard_images=16)
    assert contents(tmp_path / "a") == begun


def test_files_that_cannot_be_used(pictures, tmp_path):
    bad = shutil.copytree(pictures, tmp_path / "bad")
    (bad / "cats" / "0007.png").write_bytes(b"no image")
    Image.new("RGB", (18, 16)).save(bad / "cats" / "0009.png")
    with pytest.raises(data.DataError, match="bad: cats/0007.png is text, not .* --skip-bad") as caught:
        packed.pack(bad, tmp_path / "a", shard_images=16)
    assert "\n" not in str(caught.value)
    index = packed.pack(bad, tmp_path / "a", shard_images=16, skip_bad=True)        # goes on
    packed.pack(bad, tmp_path / "b", shard_images=16, skip_bad=True)
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    assert sum(entry["images"] for part in index["parts"].values() for entry in part) == 99
    packed.check(tmp_path / "a")
    plain = data.load(bad, "none", skip_bad=True)
    found = packed.load(tmp_path / "a", "none")
    assert (sorted(x.tobytes() for x in (*found.train.images.read().images, *found.test.images))
            == sorted(x.tobytes() for x in (*plain.train.images, *plain.test.images)))
    Image.new("L", (18, 16)).save(bad / "cats" / "0009.png")
    with pytest.raises(data.DataError, match=r"0009.png: is uint8 \(16, 18, 1\), and the first .*--colour"):
        packed.pack(bad, tmp_path / "c", skip_bad=True)
    with pytest.raises(data.DataError, match="holds 5 images .* at least 10"):
        write(tmp_path / "few", np.zeros((5, 16, 16), np.uint8))
        packed.pack(tmp_path / "few", tmp_path / "d")
    with pytest.raises(data.DataError, match=r"of shape \(15, 15, 1\), .* even sides from 16 to 64"):
        write(tmp_path / "odd", np.zeros((12, 15, 15), np.uint8))
        packed.pack(tmp_path / "odd", tmp_path / "e")
    with pytest.raises(ValueError, match="size is 15"):
        packed.pack(tmp_path / "odd", tmp_path / "f", size=15)
    assert not (tmp_path / "f").exists()


def test_images_that_a_program_makes(tmp_path):
    def source(count, label=0):
        def read(first, last):
            for place in range(first, last):
                yield f"number {place}", np.full((16, 16, 1), place, np.uint8), label
        return packed.Source(count, read)
    packed.write(tmp_path / "a", {"train": source(50), "test": source(4)}, name="steps", shard_images=20)
    whole = packed.load(tmp_path / "a", "none")
    assert whole.train.images.read().images[:, 0, 0, 0].tolist() == list(range(50))
    assert whole.class_names == ()
    many = tuple(map(str, range(2 * recipes.MOST["classes"])))      # more than a network takes
    packed.write(tmp_path / "many", {"train": source(50), "test": source(4)}, many, name="steps")
    assert packed.load(tmp_path / "many", "none").class_names == many
    with pytest.raises(data.DataError, match="number 0: has the label 2, and there are 2 classes"):
        packed.write(tmp_path / "b", {"train": source(50, 2), "test": source(4)}, ("a", "b"), name="steps")
    with pytest.raises(data.DataError, match="steps: no image of its test part"):
        packed.write(tmp_path / "c", {"train": source(50), "test": source(0)}, name="steps")


# ------------------------------------------------------------------------------------------------- damage

def spoil(folder, how):
    """Spoil the third training shard, and say which record an error must name."""
    path = folder / "train-00002-of-00006.tfrecord"
    content = bytearray(path.read_bytes())
    size = len(content) // 16                       # of a record
    if how == "a flipped bit":
        content[5 * size + 100] ^= 8
    elif how == "a flipped bit of a length":
        content[7 * size] ^= 8
    elif how == "truncated in a record":
        del content[9 * size + 50:]
    elif how == "truncated between records":
        del content[9 * size:]
    elif how == "missing":
        path.unlink()
        return
    elif how == "another shard":
        shutil.copy(folder / "train-00003-of-00006.tfrecord", path)
        return
    path.write_bytes(content)


DAMAGE = [("a flipped bit", "record 5 of 16 is damaged or cut off"),
          ("a flipped bit of a length", "record 7 of 16 is damaged or cut off"),
          ("truncated in a record", "record 9 of 16 is damaged or cut off"),
          ("truncated between records", "record 9 of 16 is missing, and all behind it"),
          ("missing", "is missing, with its records 0 to 15"),
          ("another shard", "holds other images than were packed, from record 0 to 15")]


@pytest.mark.parametrize("how, says", DAMAGE, ids=[how for how, _ in DAMAGE])
def test_a_damaged_shard_is_named_with_its_record(copy, tmp_path, how, says):
    whole = packed.load(copy, "none")
    spoil(copy, how)
    says = f"^{copy}/train-00002-of-00006.tfrecord: .*{says}.*; copy it there again, or pack"
    with pytest.raises(data.DataError, match=says) as caught:
        packed.check(copy)
    assert "\n" not in str(caught.value)
    if "flipped" not in how:                        # seen before anything is read
        with pytest.raises(data.DataError, match=says):
            packed.load(copy, "none")
    if how != "another shard":                      # whole records, which reading alone would take
        with pytest.raises(data.DataError, match=says):
            whole.train.images.read()
    if how == "a flipped bit":
        with pytest.raises(data.DataError, match=says):
            training.train(RECIPE, whole, out=tmp_path / "run", epochs=1)


def test_a_shard_of_another_set_with_other_images(copy, tmp_path):
    rng = np.random.default_rng(5)
    np.savez(tmp_path / "other.npz", images=rng.integers(0, 256, (100, 16, 18, 3), np.uint8),
             labels=np.arange(100) % 3)
    packed.pack(tmp_path / "other.npz", tmp_path / "other", shard_images=16)
    shutil.copy(tmp_path / "other" / "train-00001-of-00006.tfrecord", copy)
    with pytest.raises(data.DataError, match="train-00001-of-00006.tfrecord: holds other images than were"):
        packed.load(copy)


@pytest.mark.parametrize("change, says", [
    ({"version": 2}, "is of format version 2, and this cvae_lib reads version 1"),
    ({"format": "something"}, "is not the index of a packed set"), (None, "is not readable JSON"),
    ([], "is not the index of a packed set"), ({"parts": {"train": []}}, "is not the index of a packed set")])
def test_an_index_that_cannot_be_used(copy, change, says):
    path = copy / "index.json"
    content = json.loads(path.read_text())
    path.write_text("{" if change is None else json.dumps(content | change if change else change))
    with pytest.raises(data.DataError, match=f"index.json: {says}") as caught:
        packed.load(copy)
    assert "\n" not in str(caught.value)
    path.unlink()
    with pytest.raises(data.DataError, match="holds no index.json"):
        packed.load(copy)


# ------------------------------------------------------------------------------------------------ training

REPEATS = """
import dataclasses, sys
from pathlib import Path
from cvae_lib import data, packed, recipes, runs, training
pack, folder, recipe = Path(sys.argv[1]), Path(sys.argv[2]), recipes.Recipe(**eval(sys.argv[3]))
def train(out, **options):
    return training.train(recipe, packed.load(pack, "none"), out=folder / out, epochs=2, seed=5, **options)
def stop(run):
    if len(run.history["epochs"]) == 1:
        raise KeyboardInterrupt
train("a")
packed.reading.HELD = 1000                  # the test part stays in its shards too
try:
    train("b", on_epoch=stop)
    sys.exit("not interrupted")
except KeyboardInterrupt:
    train("b", resume=True)
"""


def test_training_from_shards_resumes_to_the_bit(pack, tmp_path):
    given = [str(pack), str(tmp_path), repr(dataclasses.asdict(RECIPE))]
    subprocess.run([sys.executable, "-c", REPEATS, *given], check=True)
    first, other = (runs.Run(tmp_path / name) for name in "ab")
    assert all(map(np.array_equal, first.load_model().get_weights(), other.load_model().get_weights()))
    assert first.result == other.result and first.info["train_images"] == 90
    assert all(np.array_equal(grids, other.frames[name]) for name, grids in first.frames.items())
    assert first.info["data"] == str(pack)
    rows = first.history["epochs"]
    assert len(rows) == 2 and rows[1]["loss"] < rows[0]["loss"]


def test_training_begins_at_the_packed_mean(pack, pictures):
    for kind, recipe in (("none", RECIPE), ("threshold", dataclasses.replace(
            RECIPE, likelihood="bernoulli", binarization="threshold"))):
        models = [training.prepare(recipe, 1, 5, images)[0] for images in
                  (data.load(pictures, kind).train.images, packed.load(pack, kind).train.images)]
        assert all(map(np.array_equal, *(model.get_weights() for model in models)))
        assert models[0].decoder.layers[-1].bias.numpy().any()


# ----------------------------------------------------------------------------------------------- the shell

def test_from_a_shell(pictures, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    form = ["--size", "16", "--grey", "--shard-images", "40"]
    assert cli.main(["pack", str(pictures), "--out", "p", *form]) == 0
    said = capsys.readouterr().out
    assert "train-00001-of-00003.tfrecord: 40 images" in said
    assert said.splitlines()[-1] == ("p: 90 training and 10 test images, 8-bit, 16 × 16 × 1; "
                                     "train with --data p")
    train = ["train", "--data", "p", "--conditional", "--epochs", "1", "--filters", "4", "--images", "60",
             "--batch-size", "20", "--out", "run"]
    assert cli.main(train) == 0
    said = capsys.readouterr().out
    assert "p: 60 training, 0 validation and 10 test images" in said and "conditional on 3 classes" in said
    run = runs.Run("run")
    assert (run.data, run.info["train_images"], run.recipe.classes) == ("p", 60, 3)
    assert cli.main(["evaluate", "run", "--json"]) == 0
    found = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert found["elbo"] == pytest.approx(run.result["elbo"], abs=0.5) and found["images"] == 10
    monkeypatch.setattr(reading, "HELD", 1_000)
    assert cli.main(["evaluate", "run", "--json"]) == 0             # streamed
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["elbo"] == pytest.approx(found["elbo"])
    for arguments, complaint in (
            (["evaluate", "run", "--samples", "5"], "--samples and --exact hold them in memory"),
            (["pack", str(pictures), "--out", "p"], "exists already, and nothing is overwritten"),
            (["pack", "nowhere", "--out", "q"], "nowhere: no such folder"),
            (["train", "--data", "p", "--size", "16", "--out", "x"], "is packed in one form already")):
        assert cli.main(arguments) == 1
        error = capsys.readouterr().err
        assert complaint in error and error.count("\n") == 1, error
    assert not (tmp_path / "q").exists() and not (tmp_path / "x").exists()

    def stop(*arguments):
        raise KeyboardInterrupt
    monkeypatch.setattr(writing, "_check", stop)
    assert cli.main(["pack", str(pictures), "--out", "r"]) == 1
    assert "r: interrupted; the same command goes on" in capsys.readouterr().err


def test_a_folder_of_pictures_is_no_packed_set(pictures, pack, tmp_path):
    assert packed.is_packed(pack) and not packed.is_packed(pictures)
    assert not packed.is_packed(tmp_path / "none")
    (tmp_path / "index.json").write_text("{}")
    assert not packed.is_packed(tmp_path)
    (tmp_path / shards.NAME.format("train", 0, 1)).write_bytes(b"")
    assert packed.is_packed(tmp_path)
