// Random numbers, also those that a seed repeats: Math.random cannot be seeded.

// From N(0, 1), by Box and Muller; uniform(): numbers from 0 to 1.
export function normal(uniform = Math.random) {
  return Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

// Returns {uniform(): 0 to 1, normals(count): Float32Array, shuffled(count): Uint32Array of 0 to count − 1}.
export function random(seed) {
  let state = (seed ^ 0x9E3779B9) >>> 0;
  const uniform = () => {           // mulberry32: 32 bits of state are plenty for some million numbers
    state = (state + 0x6D2B79F5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return {uniform, normals: (count) => Float32Array.from({length: count}, () => normal(uniform)),
    shuffled(count) {               // Fisher and Yates
      const order = Uint32Array.from({length: count}, (_, i) => i);
      for (let i = count - 1; i > 0; i--) {
        const j = Math.floor(uniform() * (i + 1));
        [order[i], order[j]] = [order[j], order[i]];
      }
      return order;
    }};
}
