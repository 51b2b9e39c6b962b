"""Sets that do not fit into memory: packed into shards, and read from them batch by batch.

``pack`` writes a folder of shards, and ``load`` reads it as ``data.load`` reads other sets. TensorFlow is
imported where records are written or read.

    shards      the folder's index, and what may be wrong with a shard
    writing     ``pack``, and ``write`` for images that a program makes
    reading     ``load``, and ``Packed``, the images of a part that stay in their shards
"""

from cvae_lib.packed.reading import Labels, Packed, explained, held, load
from cvae_lib.packed.shards import check, is_packed
from cvae_lib.packed.writing import SHARD_IMAGES, Source, pack, write

__all__ = ["SHARD_IMAGES", "Labels", "Packed", "Source", "check", "explained", "held", "is_packed", "load",
           "pack", "write"]
