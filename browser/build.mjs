// npm run build: bundles the explorer's parts into built/, and the widgets' into the package. The result depends on the sources
// and package-lock.json alone.
import {build} from "esbuild";
import {chmod, copyFile, mkdir} from "node:fs/promises";

const page = "built", widgets = "../cvae_lib/assets/browser";
const shared = {bundle: true, minify: true, target: "es2022", charset: "utf8", legalComments: "external", logLevel: "warning"};

// The kernels of TensorFlow.js that the network that learns needs, of each backend that a browser may have. All would be three times
// as long.
const KERNELS = ["Add", "BatchMatMul", "Cast", "Concat", "Exp", "Identity", "Multiply", "Pack", "RealDiv", "Relu", "Reshape", "Sigmoid",
  "Slice", "Softplus", "Sqrt", "Square", "Step", "Sub", "Sum", "Transpose", "ZerosLike", "_FusedMatMul"];
const config = (kernel) => `${kernel.replace(/[A-Za-z]/, (letter) => letter.toLowerCase())}Config`;
const contents = ['import {registerKernel} from "@tensorflow/tfjs-core";', ...["wasm", "webgl", "webgpu"].flatMap((backend) => [
  `import "@tensorflow/tfjs-backend-${backend}/dist/base";`,
  ...KERNELS.map((kernel) => `import {${config(kernel)} as ${backend}${kernel}} from "@tensorflow/tfjs-backend-${backend}/dist/kernels/${kernel}";
    registerKernel(${backend}${kernel});`)])].join("\n");
const kernels = {name: "kernels", setup({onResolve, onLoad}) {          // as if a file called kernels held this
  onResolve({filter: /^kernels$/}, ({path}) => ({path, namespace: path}));
  onLoad({filter: /.*/, namespace: "kernels"}, () => ({contents, resolveDir: "."}));
}};

for (const folder of [page, widgets]) await mkdir(folder, {recursive: true});
await build({...shared, entryPoints: ["src/explorer.js"], format: "iife", outfile: `${page}/explorer.js`});
// The page starts this as a worker from its text: a page opened from disk may not load its neighbours.
await build({...shared, entryPoints: {learn: "src/learn/worker.js"}, plugins: [kernels], format: "iife", outdir: page});
await build({...shared, entryPoints: ["src/widgets.js"], format: "esm", outfile: `${widgets}/widgets.js`});
await build({...shared, entryPoints: ["src/front.js"], format: "iife", outfile: `${page}/front.js`});
await build({...shared, entryPoints: ["src/explorer.css", "src/parts.css"], outdir: page});
await build({...shared, entryPoints: ["src/widgets.css"], outdir: widgets});
const wasm = "tfjs-backend-wasm-simd.wasm";
await copyFile(`node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/${wasm}`, `${page}/${wasm}`);
await chmod(`${page}/${wasm}`, 0o644);
