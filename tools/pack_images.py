"""Build the data files that ship in cvae_lib/assets from the original MNIST and Fashion-MNIST.

    python tools/pack_images.py NAME PATH   NAME: mnist or fashion_mnist
                                            PATH: NAME.npz in Keras' layout, or a folder with it
                                            or with the four IDX files

The source is checked against the SHA-256 sums of the original files before anything is written. With the same
NumPy and zlib, the files come out the same to the byte each time.
"""

import sys

import numpy as np

from cvae_lib import data, mnist_files

GREY_TRAIN, GREY_TEST = 1_000, 200


def main(name, path):
    try:
        arrays = mnist_files.read(name, path)
    except data.DataError as error:
        sys.exit(f"pack_images: {error}")
    labels = {array: arrays[array] for array in ("y_train", "y_test")}
    packed = {array: np.packbits(data.binarize(arrays[array]).reshape(-1, data.PIXELS), axis=1)     # (N, 98)
              for array in ("x_train", "x_test")}
    files = {data.SHIPPED[name]: packed | labels}
    if name == "mnist":
        files["mnist_grey_sample.npz"] = {key: array[:GREY_TRAIN if key.endswith("train") else GREY_TEST]
                                          for key, array in arrays.items()}
    for file, content in files.items():
        np.savez_compressed(data.ASSETS / file, **content)
        print(f"{file}: {(data.ASSETS / file).stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in data.SHIPPED:
        sys.exit(__doc__)
    main(*sys.argv[1:])
