// The weights as a NumPy file, which cvae_lib/dense.py reads.
import {strToU8, zipSync} from "fflate";

// {name: {shape, values: Float32Array}} → the bytes of an uncompressed npz file.
export function npz(arrays) {
  return zipSync(Object.fromEntries(Object.entries(arrays).map(([name, array]) => [`${name}.npy`, npy(array)])), {level: 0});
}

// An array in NumPy's format, version 1.0: magic, header to a multiple of 64 bytes, little-endian numbers.
function npy({shape, values}) {
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape.join(", ")}${shape.length === 1 ? "," : ""}), }`;
  const length = Math.ceil((10 + header.length + 1) / 64) * 64 - 10;
  const bytes = new Uint8Array(10 + length + 4 * values.length), view = new DataView(bytes.buffer);
  bytes.set([0x93, ...strToU8("NUMPY"), 1, 0]);
  view.setUint16(8, length, true);
  bytes.set(strToU8(`${header.padEnd(length - 1)}\n`), 10);
  values.forEach((value, i) => view.setFloat32(10 + length + 4 * i, value, true));
  return bytes;
}

// Offers bytes as a file, as if a link to it had been followed.
export function download(bytes, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], {type: "application/octet-stream"}));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);      // the browser may still be saving it
}
