// The kernels of TensorFlow.js that the network needs, of each backend that a browser may have. All kernels would be three times as long.
import {registerKernel} from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-wasm/dist/base";
import "@tensorflow/tfjs-backend-webgl/dist/base";
import "@tensorflow/tfjs-backend-webgpu/dist/base";
import {addConfig as wasmAdd} from "@tensorflow/tfjs-backend-wasm/dist/kernels/Add";
import {batchMatMulConfig as wasmBatchMatMul} from "@tensorflow/tfjs-backend-wasm/dist/kernels/BatchMatMul";
import {castConfig as wasmCast} from "@tensorflow/tfjs-backend-wasm/dist/kernels/Cast";
import {concatConfig as wasmConcat} from "@tensorflow/tfjs-backend-wasm/dist/kernels/Concat";
import {expConfig as wasmExp} from "@tensorflow/tfjs-backend-wasm/dist/kernels/Exp";
import {identityConfig as wasmIdentity} from "@tensorflow/tfjs-backend-wasm/dist/kernels/Identity";
import {multiplyConfig as wasmMultiply} from "@tensorflow/tfjs-backend-wasm/dist/kernels/Multiply";
import {packConfig as wasmPack} from "@tensorflow/tfjs-backend-wasm/dist/kernels/Pack";
import {realDivConfig as wasmRealDiv} from "@tensorflow/tfjs-backend-wasm/dist/kernels/RealDiv";
import {reluConfig as wasmRelu} from "@tensorflow/tfjs-backend-wasm/dist/kernels/Relu";
import {reshapeConfig as wasmReshape} from "@tensorflow/tfjs-backend-wasm/dist/kernels/Reshape";
import {sigmoidConfig as wasmSigmoid} from "@tensorflow/tfjs-backend-wasm/dist/kernels/Sigmoid";
import {sliceConfig as wasmSlice} from "@tensorflow/tfjs-backend-wasm/dist/kernels/Slice";
import {softplusConfig as wasmSoftplus} from "@tensorflow/tfjs-backend-wasm/dist/kernels/Softplus";
import {sqrtConfig as wasmSqrt} from "@tensorflow/tfjs-backend-wasm/dist/kernels/Sqrt";
import {squareConfig as wasmSquare} from "@tensorflow/tfjs-backend-wasm/dist/kernels/Square";
import {stepConfig as wasmStep} from "@tensorflow/tfjs-backend-wasm/dist/kernels/Step";
import {subConfig as wasmSub} from "@tensorflow/tfjs-backend-wasm/dist/kernels/Sub";
import {sumConfig as wasmSum} from "@tensorflow/tfjs-backend-wasm/dist/kernels/Sum";
import {transposeConfig as wasmTranspose} from "@tensorflow/tfjs-backend-wasm/dist/kernels/Transpose";
import {zerosLikeConfig as wasmZerosLike} from "@tensorflow/tfjs-backend-wasm/dist/kernels/ZerosLike";
import {_fusedMatMulConfig as wasmFusedMatMul} from "@tensorflow/tfjs-backend-wasm/dist/kernels/_FusedMatMul";
import {addConfig as webglAdd} from "@tensorflow/tfjs-backend-webgl/dist/kernels/Add";
import {batchMatMulConfig as webglBatchMatMul} from "@tensorflow/tfjs-backend-webgl/dist/kernels/BatchMatMul";
import {castConfig as webglCast} from "@tensorflow/tfjs-backend-webgl/dist/kernels/Cast";
import {concatConfig as webglConcat} from "@tensorflow/tfjs-backend-webgl/dist/kernels/Concat";
import {expConfig as webglExp} from "@tensorflow/tfjs-backend-webgl/dist/kernels/Exp";
import {identityConfig as webglIdentity} from "@tensorflow/tfjs-backend-webgl/dist/kernels/Identity";
import {multiplyConfig as webglMultiply} from "@tensorflow/tfjs-backend-webgl/dist/kernels/Multiply";
import {packConfig as webglPack} from "@tensorflow/tfjs-backend-webgl/dist/kernels/Pack";
import {realDivConfig as webglRealDiv} from "@tensorflow/tfjs-backend-webgl/dist/kernels/RealDiv";
import {reluConfig as webglRelu} from "@tensorflow/tfjs-backend-webgl/dist/kernels/Relu";
import {reshapeConfig as webglReshape} from "@tensorflow/tfjs-backend-webgl/dist/kernels/Reshape";
import {sigmoidConfig as webglSigmoid} from "@tensorflow/tfjs-backend-webgl/dist/kernels/Sigmoid";
import {sliceConfig as webglSlice} from "@tensorflow/tfjs-backend-webgl/dist/kernels/Slice";
import {softplusConfig as webglSoftplus} from "@tensorflow/tfjs-backend-webgl/dist/kernels/Softplus";
import {sqrtConfig as webglSqrt} from "@tensorflow/tfjs-backend-webgl/dist/kernels/Sqrt";
import {squareConfig as webglSquare} from "@tensorflow/tfjs-backend-webgl/dist/kernels/Square";
import {stepConfig as webglStep} from "@tensorflow/tfjs-backend-webgl/dist/kernels/Step";
import {subConfig as webglSub} from "@tensorflow/tfjs-backend-webgl/dist/kernels/Sub";
import {sumConfig as webglSum} from "@tensorflow/tfjs-backend-webgl/dist/kernels/Sum";
import {transposeConfig as webglTranspose} from "@tensorflow/tfjs-backend-webgl/dist/kernels/Transpose";
import {zerosLikeConfig as webglZerosLike} from "@tensorflow/tfjs-backend-webgl/dist/kernels/ZerosLike";
import {_fusedMatMulConfig as webglFusedMatMul} from "@tensorflow/tfjs-backend-webgl/dist/kernels/_FusedMatMul";
import {addConfig as webgpuAdd} from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Add";
import {batchMatMulConfig as webgpuBatchMatMul} from "@tensorflow/tfjs-backend-webgpu/dist/kernels/BatchMatMul";
import {castConfig as webgpuCast} from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Cast";
import {concatConfig as webgpuConcat} from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Concat";
import {expConfig as webgpuExp} from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Exp";
import {identityConfig as webgpuIdentity} from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Identity";
import {multiplyConfig as webgpuMultiply} from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Multiply";
import {packConfig as webgpuPack} from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Pack";
import {realDivConfig as webgpuRealDiv} from "@tensorflow/tfjs-backend-webgpu/dist/kernels/RealDiv";
import {reluConfig as webgpuRelu} from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Relu";
import {reshapeConfig as webgpuReshape} from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Reshape";
import {sigmoidConfig as webgpuSigmoid} from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Sigmoid";
import {sliceConfig as webgpuSlice} from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Slice";
import {softplusConfig as webgpuSoftplus} from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Softplus";
import {sqrtConfig as webgpuSqrt} from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Sqrt";
import {squareConfig as webgpuSquare} from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Square";
import {stepConfig as webgpuStep} from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Step";
import {subConfig as webgpuSub} from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Sub";
import {sumConfig as webgpuSum} from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Sum";
import {transposeConfig as webgpuTranspose} from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Transpose";
import {zerosLikeConfig as webgpuZerosLike} from "@tensorflow/tfjs-backend-webgpu/dist/kernels/ZerosLike";
import {_fusedMatMulConfig as webgpuFusedMatMul} from "@tensorflow/tfjs-backend-webgpu/dist/kernels/_FusedMatMul";

const kernels = [
  wasmAdd, wasmBatchMatMul, wasmCast, wasmConcat, wasmExp, wasmIdentity, wasmMultiply, wasmPack, wasmRealDiv, wasmRelu,
  wasmReshape, wasmSigmoid, wasmSlice, wasmSoftplus, wasmSqrt, wasmSquare, wasmStep, wasmSub, wasmSum, wasmTranspose,
  wasmZerosLike, wasmFusedMatMul,
  webglAdd, webglBatchMatMul, webglCast, webglConcat, webglExp, webglIdentity, webglMultiply, webglPack, webglRealDiv, webglRelu,
  webglReshape, webglSigmoid, webglSlice, webglSoftplus, webglSqrt, webglSquare, webglStep, webglSub, webglSum, webglTranspose,
  webglZerosLike, webglFusedMatMul,
  webgpuAdd, webgpuBatchMatMul, webgpuCast, webgpuConcat, webgpuExp, webgpuIdentity, webgpuMultiply, webgpuPack, webgpuRealDiv,
  webgpuRelu, webgpuReshape, webgpuSigmoid, webgpuSlice, webgpuSoftplus, webgpuSqrt, webgpuSquare, webgpuStep, webgpuSub,
  webgpuSum, webgpuTranspose, webgpuZerosLike, webgpuFusedMatMul,
];
kernels.forEach(registerKernel);
