"""Build the two data files that ship in cvae_lib/assets from the original MNIST.

    python tools/pack_mnist.py PATH   PATH: an mnist.npz in Keras' layout, or a folder with the four IDX files

The source is checked against the md5 sums of the original files before anything is written. With the same
NumPy and zlib, the files come out the same to the byte each time.
"""

import sys

import numpy as np

from cvae_lib import data, mnist_files

GREY_TRAIN, GREY_TEST = 1_000, 200


def main(path):
    try:
        arrays = mnist_files.read_mnist(path)
    except mnist_files.DataError as error:
        sys.exit(f"pack_mnist: {error}")
    labels = {name: arrays[name] for name in ("y_train", "y_test")}
    packed = {name: np.packbits(data.binarize(arrays[name]).reshape(-1, data.PIXELS), axis=1)       # (N, 98)
              for name in ("x_train", "x_test")}
    grey = {name: array[:GREY_TRAIN if name.endswith("train") else GREY_TEST]
            for name, array in arrays.items()}
    for name, content in (("mnist_binary", packed | labels), ("mnist_grey_sample", grey)):
        target = data.ASSETS / f"{name}.npz"
        np.savez_compressed(target, **content)
        print(f"{target.name}: {target.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
