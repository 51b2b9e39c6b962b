// What the page carries as text, since a page opened from disk may not fetch its neighbours.

export function bytes(base64) {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

export function floats(base64) {
  return new Float32Array(bytes(base64).buffer);
}

// 16-bit floats: sign, five bits of exponent, ten of fraction, below 2⁻¹⁴ without the leading one. Float16Array is too new.
export function halves(base64) {
  return Float32Array.from(new Uint16Array(bytes(base64).buffer), (code) => {
    const exponent = code >> 10 & 31, fraction = (code & 1023) / 1024;
    return (code & 0x8000 ? -1 : 1) * (exponent ? 2 ** (exponent - 15) * (1 + fraction) : 2 ** -14 * fraction);
  });
}

// Where TensorFlow.js finds its compiled kernels: at one data: address, whichever of them it asks for.
export function wasmPaths(address) {
  return Object.fromEntries(["", "-simd", "-threaded-simd"].map((kind) => [`tfjs-backend-wasm${kind}.wasm`, address]));
}
