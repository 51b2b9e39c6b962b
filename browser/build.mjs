// npm run build: bundles what cvae_lib/assets/browser holds. The result depends on these sources and package-lock.json alone.
import {build} from "esbuild";
import {chmod, copyFile, mkdir} from "node:fs/promises";

const out = process.env.OUT || "../cvae_lib/assets/browser";
const shared = {bundle: true, minify: true, target: "es2022", charset: "utf8", legalComments: "external", logLevel: "warning"};
await mkdir(out, {recursive: true});
await build({...shared, entryPoints: ["src/explorer.js"], format: "iife", outfile: `${out}/explorer.js`});
await build({...shared, entryPoints: ["src/widgets.js"], format: "esm", outfile: `${out}/widgets.js`});
await build({...shared, entryPoints: ["src/explorer.css", "src/widgets.css"], outdir: out});
await copyFile("src/explorer.html", `${out}/explorer.html`);
const wasm = "tfjs-backend-wasm-simd.wasm";
await copyFile(`node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/${wasm}`, `${out}/${wasm}`);
await chmod(`${out}/${wasm}`, 0o644);
