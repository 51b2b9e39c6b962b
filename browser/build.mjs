// npm run build: bundles the explorer's parts into built/, and the widgets' into the package. The result depends on the sources
// and package-lock.json alone.
import {build} from "esbuild";
import {chmod, copyFile, mkdir} from "node:fs/promises";

const page = "built", widgets = "../cvae_lib/assets/browser";
const shared = {bundle: true, minify: true, target: "es2022", charset: "utf8", legalComments: "external", logLevel: "warning"};
for (const folder of [page, widgets]) await mkdir(folder, {recursive: true});
await build({...shared, entryPoints: ["src/explorer.js"], format: "iife", outfile: `${page}/explorer.js`});
// The page starts this as a worker from its text: a page opened from disk may not load its neighbours.
await build({...shared, entryPoints: {learn: "src/learn/worker.js"}, format: "iife", outdir: page});
await build({...shared, entryPoints: ["src/widgets.js"], format: "esm", outfile: `${widgets}/widgets.js`});
await build({...shared, entryPoints: ["src/explorer.css"], outdir: page});
await build({...shared, entryPoints: ["src/widgets.css"], outdir: widgets});
const wasm = "tfjs-backend-wasm-simd.wasm";
await copyFile(`node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/${wasm}`, `${page}/${wasm}`);
await chmod(`${page}/${wasm}`, 0o644);
