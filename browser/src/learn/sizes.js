// What worker and page must agree on.
export const SIDE = 28, PIXELS = SIDE * SIDE;
export const LIMIT = 3;         // the plane shows −3 to 3
export const TILES = 10;        // of the map behind it, a side
export const SHOWN = 500;       // held-out digits on the plane
export const REBUILT = 8;       // held-out digits and their reconstructions
