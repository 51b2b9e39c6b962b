(()=>{var Bw=Object.create;var np=Object.defineProperty;var Lw=Object.getOwnPropertyDescriptor;var Ow=Object.getOwnPropertyNames;var Uw=Object.getPrototypeOf,Gw=Object.prototype.hasOwnProperty;var Ot=(r,e)=>()=>{try{return e||r((e={exports:{}}).exports,e),e.exports}catch(t){throw e=0,t}},wr=(r,e)=>{for(var t in e)np(r,t,{get:e[t],enumerable:!0})},Ww=(r,e,t,n)=>{if(e&&typeof e=="object"||typeof e=="function")for(let o of Ow(e))!Gw.call(r,o)&&o!==t&&np(r,o,{get:()=>e[o],enumerable:!(n=Lw(e,o))||n.enumerable});return r};var Ra=(r,e,t)=>(t=r!=null?Bw(Uw(r)):{},Ww(e||!r||!r.__esModule?np(t,"default",{value:r,enumerable:!0}):t,r));var Lh=Ot((F2,Bh)=>{Bh.exports=we;var kt=null;try{kt=new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array([0,97,115,109,1,0,0,0,1,13,2,96,0,1,127,96,4,127,127,127,127,1,127,3,7,6,0,1,1,1,1,1,6,6,1,127,1,65,0,11,7,50,6,3,109,117,108,0,1,5,100,105,118,95,115,0,2,5,100,105,118,95,117,0,3,5,114,101,109,95,115,0,4,5,114,101,109,95,117,0,5,8,103,101,116,95,104,105,103,104,0,0,10,191,1,6,4,0,35,0,11,36,1,1,126,32,0,173,32,1,173,66,32,134,132,32,2,173,32,3,173,66,32,134,132,126,34,4,66,32,135,167,36,0,32,4,167,11,36,1,1,126,32,0,173,32,1,173,66,32,134,132,32,2,173,32,3,173,66,32,134,132,127,34,4,66,32,135,167,36,0,32,4,167,11,36,1,1,126,32,0,173,32,1,173,66,32,134,132,32,2,173,32,3,173,66,32,134,132,128,34,4,66,32,135,167,36,0,32,4,167,11,36,1,1,126,32,0,173,32,1,173,66,32,134,132,32,2,173,32,3,173,66,32,134,132,129,34,4,66,32,135,167,36,0,32,4,167,11,36,1,1,126,32,0,173,32,1,173,66,32,134,132,32,2,173,32,3,173,66,32,134,132,130,34,4,66,32,135,167,36,0,32,4,167,11])),{}).exports}catch{}function we(r,e,t){this.low=r|0,this.high=e|0,this.unsigned=!!t}we.prototype.__isLong__;Object.defineProperty(we.prototype,"__isLong__",{value:!0});function gt(r){return(r&&r.__isLong__)===!0}we.isLong=gt;var Ch={},Rh={};function xn(r,e){var t,n,o;return e?(r>>>=0,(o=0<=r&&r<256)&&(n=Rh[r],n)?n:(t=ve(r,(r|0)<0?-1:0,!0),o&&(Rh[r]=t),t)):(r|=0,(o=-128<=r&&r<128)&&(n=Ch[r],n)?n:(t=ve(r,r<0?-1:0,!1),o&&(Ch[r]=t),t))}we.fromInt=xn;function $t(r,e){if(isNaN(r))return e?gn:Nt;if(e){if(r<0)return gn;if(r>=Fh)return Ph}else{if(r<=-$h)return dt;if(r+1>=$h)return Dh}return r<0?$t(-r,e).neg():ve(r%ao|0,r/ao|0,e)}we.fromNumber=$t;function ve(r,e,t){return new we(r,e,t)}we.fromBits=ve;var Ua=Math.pow;function yp(r,e,t){if(r.length===0)throw Error("empty string");if(r==="NaN"||r==="Infinity"||r==="+Infinity"||r==="-Infinity")return Nt;if(typeof e=="number"?(t=e,e=!1):e=!!e,t=t||10,t<2||36<t)throw RangeError("radix");var n;if((n=r.indexOf("-"))>0)throw Error("interior hyphen");if(n===0)return yp(r.substring(1),e,t).neg();for(var o=$t(Ua(t,8)),s=Nt,i=0;i<r.length;i+=8){var u=Math.min(8,r.length-i),l=parseInt(r.substring(i,i+u),t);if(u<8){var a=$t(Ua(t,u));s=s.mul(a).add($t(l))}else s=s.mul(o),s=s.add($t(l))}return s.unsigned=e,s}we.fromString=yp;function qt(r,e){return typeof r=="number"?$t(r,e):typeof r=="string"?yp(r,e):ve(r.low,r.high,typeof e=="boolean"?e:r.unsigned)}we.fromValue=qt;var kh=65536,gv=1<<24,ao=kh*kh,Fh=ao*ao,$h=Fh/2,Nh=xn(gv),Nt=xn(0);we.ZERO=Nt;var gn=xn(0,!0);we.UZERO=gn;var so=xn(1);we.ONE=so;var Mh=xn(1,!0);we.UONE=Mh;var _p=xn(-1);we.NEG_ONE=_p;var Dh=ve(-1,2147483647,!1);we.MAX_VALUE=Dh;var Ph=ve(-1,-1,!0);we.MAX_UNSIGNED_VALUE=Ph;var dt=ve(0,-2147483648,!1);we.MIN_VALUE=dt;var P=we.prototype;P.toInt=function(){return this.unsigned?this.low>>>0:this.low};P.toNumber=function(){return this.unsigned?(this.high>>>0)*ao+(this.low>>>0):this.high*ao+(this.low>>>0)};P.toString=function(e){if(e=e||10,e<2||36<e)throw RangeError("radix");if(this.isZero())return"0";if(this.isNegative())if(this.eq(dt)){var t=$t(e),n=this.div(t),o=n.mul(t).sub(this);return n.toString(e)+o.toInt().toString(e)}else return"-"+this.neg().toString(e);for(var s=$t(Ua(e,6),this.unsigned),i=this,u="";;){var l=i.div(s),a=i.sub(l.mul(s)).toInt()>>>0,c=a.toString(e);if(i=l,i.isZero())return c+u;for(;c.length<6;)c="0"+c;u=""+c+u}};P.getHighBits=function(){return this.high};P.getHighBitsUnsigned=function(){return this.high>>>0};P.getLowBits=function(){return this.low};P.getLowBitsUnsigned=function(){return this.low>>>0};P.getNumBitsAbs=function(){if(this.isNegative())return this.eq(dt)?64:this.neg().getNumBitsAbs();for(var e=this.high!=0?this.high:this.low,t=31;t>0&&(e&1<<t)==0;t--);return this.high!=0?t+33:t+1};P.isZero=function(){return this.high===0&&this.low===0};P.eqz=P.isZero;P.isNegative=function(){return!this.unsigned&&this.high<0};P.isPositive=function(){return this.unsigned||this.high>=0};P.isOdd=function(){return(this.low&1)===1};P.isEven=function(){return(this.low&1)===0};P.equals=function(e){return gt(e)||(e=qt(e)),this.unsigned!==e.unsigned&&this.high>>>31===1&&e.high>>>31===1?!1:this.high===e.high&&this.low===e.low};P.eq=P.equals;P.notEquals=function(e){return!this.eq(e)};P.neq=P.notEquals;P.ne=P.notEquals;P.lessThan=function(e){return this.comp(e)<0};P.lt=P.lessThan;P.lessThanOrEqual=function(e){return this.comp(e)<=0};P.lte=P.lessThanOrEqual;P.le=P.lessThanOrEqual;P.greaterThan=function(e){return this.comp(e)>0};P.gt=P.greaterThan;P.greaterThanOrEqual=function(e){return this.comp(e)>=0};P.gte=P.greaterThanOrEqual;P.ge=P.greaterThanOrEqual;P.compare=function(e){if(gt(e)||(e=qt(e)),this.eq(e))return 0;var t=this.isNegative(),n=e.isNegative();return t&&!n?-1:!t&&n?1:this.unsigned?e.high>>>0>this.high>>>0||e.high===this.high&&e.low>>>0>this.low>>>0?-1:1:this.sub(e).isNegative()?-1:1};P.comp=P.compare;P.negate=function(){return!this.unsigned&&this.eq(dt)?dt:this.not().add(so)};P.neg=P.negate;P.add=function(e){gt(e)||(e=qt(e));var t=this.high>>>16,n=this.high&65535,o=this.low>>>16,s=this.low&65535,i=e.high>>>16,u=e.high&65535,l=e.low>>>16,a=e.low&65535,c=0,p=0,f=0,m=0;return m+=s+a,f+=m>>>16,m&=65535,f+=o+l,p+=f>>>16,f&=65535,p+=n+u,c+=p>>>16,p&=65535,c+=t+i,c&=65535,ve(f<<16|m,c<<16|p,this.unsigned)};P.subtract=function(e){return gt(e)||(e=qt(e)),this.add(e.neg())};P.sub=P.subtract;P.multiply=function(e){if(this.isZero())return Nt;if(gt(e)||(e=qt(e)),kt){var t=kt.mul(this.low,this.high,e.low,e.high);return ve(t,kt.get_high(),this.unsigned)}if(e.isZero())return Nt;if(this.eq(dt))return e.isOdd()?dt:Nt;if(e.eq(dt))return this.isOdd()?dt:Nt;if(this.isNegative())return e.isNegative()?this.neg().mul(e.neg()):this.neg().mul(e).neg();if(e.isNegative())return this.mul(e.neg()).neg();if(this.lt(Nh)&&e.lt(Nh))return $t(this.toNumber()*e.toNumber(),this.unsigned);var n=this.high>>>16,o=this.high&65535,s=this.low>>>16,i=this.low&65535,u=e.high>>>16,l=e.high&65535,a=e.low>>>16,c=e.low&65535,p=0,f=0,m=0,h=0;return h+=i*c,m+=h>>>16,h&=65535,m+=s*c,f+=m>>>16,m&=65535,m+=i*a,f+=m>>>16,m&=65535,f+=o*c,p+=f>>>16,f&=65535,f+=s*a,p+=f>>>16,f&=65535,f+=i*l,p+=f>>>16,f&=65535,p+=n*c+o*a+s*l+i*u,p&=65535,ve(m<<16|h,p<<16|f,this.unsigned)};P.mul=P.multiply;P.divide=function(e){if(gt(e)||(e=qt(e)),e.isZero())throw Error("division by zero");if(kt){if(!this.unsigned&&this.high===-2147483648&&e.low===-1&&e.high===-1)return this;var t=(this.unsigned?kt.div_u:kt.div_s)(this.low,this.high,e.low,e.high);return ve(t,kt.get_high(),this.unsigned)}if(this.isZero())return this.unsigned?gn:Nt;var n,o,s;if(this.unsigned){if(e.unsigned||(e=e.toUnsigned()),e.gt(this))return gn;if(e.gt(this.shru(1)))return Mh;s=gn}else{if(this.eq(dt)){if(e.eq(so)||e.eq(_p))return dt;if(e.eq(dt))return so;var i=this.shr(1);return n=i.div(e).shl(1),n.eq(Nt)?e.isNegative()?so:_p:(o=this.sub(e.mul(n)),s=n.add(o.div(e)),s)}else if(e.eq(dt))return this.unsigned?gn:Nt;if(this.isNegative())return e.isNegative()?this.neg().div(e.neg()):this.neg().div(e).neg();if(e.isNegative())return this.div(e.neg()).neg();s=Nt}for(o=this;o.gte(e);){n=Math.max(1,Math.floor(o.toNumber()/e.toNumber()));for(var u=Math.ceil(Math.log(n)/Math.LN2),l=u<=48?1:Ua(2,u-48),a=$t(n),c=a.mul(e);c.isNegative()||c.gt(o);)n-=l,a=$t(n,this.unsigned),c=a.mul(e);a.isZero()&&(a=so),s=s.add(a),o=o.sub(c)}return s};P.div=P.divide;P.modulo=function(e){if(gt(e)||(e=qt(e)),kt){var t=(this.unsigned?kt.rem_u:kt.rem_s)(this.low,this.high,e.low,e.high);return ve(t,kt.get_high(),this.unsigned)}return this.sub(this.div(e).mul(e))};P.mod=P.modulo;P.rem=P.modulo;P.not=function(){return ve(~this.low,~this.high,this.unsigned)};P.and=function(e){return gt(e)||(e=qt(e)),ve(this.low&e.low,this.high&e.high,this.unsigned)};P.or=function(e){return gt(e)||(e=qt(e)),ve(this.low|e.low,this.high|e.high,this.unsigned)};P.xor=function(e){return gt(e)||(e=qt(e)),ve(this.low^e.low,this.high^e.high,this.unsigned)};P.shiftLeft=function(e){return gt(e)&&(e=e.toInt()),(e&=63)===0?this:e<32?ve(this.low<<e,this.high<<e|this.low>>>32-e,this.unsigned):ve(0,this.low<<e-32,this.unsigned)};P.shl=P.shiftLeft;P.shiftRight=function(e){return gt(e)&&(e=e.toInt()),(e&=63)===0?this:e<32?ve(this.low>>>e|this.high<<32-e,this.high>>e,this.unsigned):ve(this.high>>e-32,this.high>=0?0:-1,this.unsigned)};P.shr=P.shiftRight;P.shiftRightUnsigned=function(e){if(gt(e)&&(e=e.toInt()),e&=63,e===0)return this;var t=this.high;if(e<32){var n=this.low;return ve(n>>>e|t<<32-e,t>>>e,this.unsigned)}else return e===32?ve(t,0,this.unsigned):ve(t>>>e-32,0,this.unsigned)};P.shru=P.shiftRightUnsigned;P.shr_u=P.shiftRightUnsigned;P.toSigned=function(){return this.unsigned?ve(this.low,this.high,!1):this};P.toUnsigned=function(){return this.unsigned?this:ve(this.low,this.high,!0)};P.toBytes=function(e){return e?this.toBytesLE():this.toBytesBE()};P.toBytesLE=function(){var e=this.high,t=this.low;return[t&255,t>>>8&255,t>>>16&255,t>>>24,e&255,e>>>8&255,e>>>16&255,e>>>24]};P.toBytesBE=function(){var e=this.high,t=this.low;return[e>>>24,e>>>16&255,e>>>8&255,e&255,t>>>24,t>>>16&255,t>>>8&255,t&255]};we.fromBytes=function(e,t,n){return n?we.fromBytesLE(e,t):we.fromBytesBE(e,t)};we.fromBytesLE=function(e,t){return new we(e[0]|e[1]<<8|e[2]<<16|e[3]<<24,e[4]|e[5]<<8|e[6]<<16|e[7]<<24,t)};we.fromBytesBE=function(e,t){return new we(e[4]<<24|e[5]<<16|e[6]<<8|e[7],e[0]<<24|e[1]<<16|e[2]<<8|e[3],t)}});var dd=Ot(()=>{});var gd=Ot(()=>{});var cf=Ot(()=>{});var pf=Ot(()=>{});var xg=Ot(()=>{});var _g=Ot(()=>{});var yg=Ot(()=>{});var bg=Ot((mi,mf)=>{var ff=(()=>{var r=typeof document<"u"&&document.currentScript?document.currentScript.src:void 0;return typeof __filename<"u"&&(r=r||__filename),(function(e){e=e||{};function t(){return pe.buffer!=We&&ze(pe.buffer),Hs}function n(){return pe.buffer!=We&&ze(pe.buffer),Ks}function o(){return pe.buffer!=We&&ze(pe.buffer),js}function s(){return pe.buffer!=We&&ze(pe.buffer),Xs}function i(){return pe.buffer!=We&&ze(pe.buffer),Ys}function u(){return pe.buffer!=We&&ze(pe.buffer),Qs}function l(){return pe.buffer!=We&&ze(pe.buffer),Zs}var a=typeof e<"u"?e:{},c,p;a.ready=new Promise(function(y,S){c=y,p=S});var f;typeof process<"u"&&process.listeners&&(f={uncaughtException:process.listeners("uncaughtException"),unhandledRejection:process.listeners("unhandledRejection")});var m=Object.assign({},a),h=[],x="./this.program",g=(y,S)=>{throw S},_=typeof window=="object",b=typeof importScripts=="function",w=typeof process=="object"&&typeof process.versions=="object"&&typeof process.versions.node=="string",I=a.ENVIRONMENT_IS_PTHREAD||!1,A="";function k(y){return a.locateFile?a.locateFile(y,A):A+y}var F,O,L,j;function V(y){if(y instanceof pn)return;le("exiting due to exception: "+y)}if(w){var Q=cf(),ne=pf();b?A=ne.dirname(A)+"/":A=__dirname+"/",F=(S,M)=>(S=Vn(S)?new URL(S):ne.normalize(S),Q.readFileSync(S,M?void 0:"utf8")),L=S=>{var M=F(S,!0);return M.buffer||(M=new Uint8Array(M)),M},O=(S,M,X)=>{S=Vn(S)?new URL(S):ne.normalize(S),Q.readFile(S,function(te,J){te?X(te):M(J.buffer)})},process.argv.length>1&&(x=process.argv[1].replace(/\\/g,"/")),h=process.argv.slice(2),process.on("uncaughtException",function(S){if(!(S instanceof pn))throw S}),process.on("unhandledRejection",function(S){throw S}),g=(S,M)=>{if(ln())throw process.exitCode=S,M;V(M),process.exit(S)},a.inspect=function(){return"[Emscripten Module object]"};let y;try{y=xg()}catch(S){throw console.error('The "worker_threads" module is not supported in this node.js build - perhaps a newer version is needed?'),S}global.Worker=y.Worker}else(_||b)&&(b?A=self.location.href:typeof document<"u"&&document.currentScript&&(A=document.currentScript.src),typeof r<"u"&&r&&(A=r),A.indexOf("blob:")!==0?A=A.substr(0,A.replace(/[?#].*/,"").lastIndexOf("/")+1):A="",w||(F=y=>{var S=new XMLHttpRequest;return S.open("GET",y,!1),S.send(null),S.responseText},b&&(L=y=>{var S=new XMLHttpRequest;return S.open("GET",y,!1),S.responseType="arraybuffer",S.send(null),new Uint8Array(S.response)}),O=(y,S,M)=>{var X=new XMLHttpRequest;X.open("GET",y,!0),X.responseType="arraybuffer",X.onload=()=>{if(X.status==200||X.status==0&&X.response){S(X.response);return}M()},X.onerror=M,X.send(null)}),j=y=>document.title=y);w&&typeof performance>"u"&&(global.performance=_g().performance);var ee=console.log.bind(console),re=console.warn.bind(console);w&&(ee=y=>Q.writeSync(1,y+`
`),re=y=>Q.writeSync(2,y+`
`));var be=a.print||ee,le=a.printErr||re;Object.assign(a,m),m=null,a.arguments&&(h=a.arguments),a.thisProgram&&(x=a.thisProgram),a.quit&&(g=a.quit);var Le=4,Te=Atomics.load,Oe=Atomics.store,nt=Atomics.compareExchange,Ne;a.wasmBinary&&(Ne=a.wasmBinary);var Zt=a.noExitRuntime||!0;typeof WebAssembly!="object"&&cn("no native wasm support detected");var pe,xr,Lt=!1,un;function bu(y,S){y||cn(S)}var Ho=typeof TextDecoder<"u"?new TextDecoder("utf8"):void 0;function wu(y,S,M){S>>>=0;for(var X=S+M,te=S;y[te]&&!(te>=X);)++te;if(te-S>16&&y.buffer&&Ho)return Ho.decode(y.buffer instanceof SharedArrayBuffer?y.slice(S,te):y.subarray(S,te));for(var J="";S<te;){var U=y[S++];if(!(U&128)){J+=String.fromCharCode(U);continue}var q=y[S++]&63;if((U&224)==192){J+=String.fromCharCode((U&31)<<6|q);continue}var Ae=y[S++]&63;if((U&240)==224?U=(U&15)<<12|q<<6|Ae:U=(U&7)<<18|q<<12|Ae<<6|y[S++]&63,U<65536)J+=String.fromCharCode(U);else{var It=U-65536;J+=String.fromCharCode(55296|It>>10,56320|It&1023)}}return J}function zs(y,S){return y>>>=0,y?wu(n(),y,S):""}function Vs(y,S,M,X){if(M>>>=0,!(X>0))return 0;for(var te=M,J=M+X-1,U=0;U<y.length;++U){var q=y.charCodeAt(U);if(q>=55296&&q<=57343){var Ae=y.charCodeAt(++U);q=65536+((q&1023)<<10)|Ae&1023}if(q<=127){if(M>=J)break;S[M++>>>0]=q}else if(q<=2047){if(M+1>=J)break;S[M++>>>0]=192|q>>6,S[M++>>>0]=128|q&63}else if(q<=65535){if(M+2>=J)break;S[M++>>>0]=224|q>>12,S[M++>>>0]=128|q>>6&63,S[M++>>>0]=128|q&63}else{if(M+3>=J)break;S[M++>>>0]=240|q>>18,S[M++>>>0]=128|q>>12&63,S[M++>>>0]=128|q>>6&63,S[M++>>>0]=128|q&63}}return S[M>>>0]=0,M-te}function qs(y,S,M){return Vs(y,n(),S,M)}var We,Hs,Ks,js,vu,Xs,Ys,Qs,Zs;I&&(We=a.buffer);function ze(y){We=y,a.HEAP8=Hs=new Int8Array(y),a.HEAP16=js=new Int16Array(y),a.HEAP32=Xs=new Int32Array(y),a.HEAPU8=Ks=new Uint8Array(y),a.HEAPU16=vu=new Uint16Array(y),a.HEAPU32=Ys=new Uint32Array(y),a.HEAPF32=Qs=new Float32Array(y),a.HEAPF64=Zs=new Float64Array(y)}var Gn=a.INITIAL_MEMORY||16777216;if(I)pe=a.wasmMemory,We=a.buffer;else if(a.wasmMemory)pe=a.wasmMemory;else if(pe=new WebAssembly.Memory({initial:Gn/65536,maximum:65536,shared:!0}),!(pe.buffer instanceof SharedArrayBuffer))throw le("requested a shared WebAssembly.Memory but the returned buffer is not a SharedArrayBuffer, indicating that while the browser has SharedArrayBuffer it does not have WebAssembly threads support - you may need to set a flag"),w&&le("(on node you may need: --experimental-wasm-threads --experimental-wasm-bulk-memory and/or recent version)"),Error("bad memory");pe&&(We=pe.buffer),Gn=We.byteLength,ze(We);var Dr,Js=[],ea=[],Pr=[],Su=!1;function ln(){return Zt}function Wn(){if(a.preRun)for(typeof a.preRun=="function"&&(a.preRun=[a.preRun]);a.preRun.length;)Iu(a.preRun.shift());jo(Js)}function Ve(){Su=!0,!I&&jo(ea)}function ta(){if(!I){if(a.postRun)for(typeof a.postRun=="function"&&(a.postRun=[a.postRun]);a.postRun.length;)Om(a.postRun.shift());jo(Pr)}}function Iu(y){Js.unshift(y)}function Eu(y){ea.unshift(y)}function Om(y){Pr.unshift(y)}var Br=0,zn=null,_r=null;function Tu(y){Br++,a.monitorRunDependencies&&a.monitorRunDependencies(Br)}function ra(y){if(Br--,a.monitorRunDependencies&&a.monitorRunDependencies(Br),Br==0&&(zn!==null&&(clearInterval(zn),zn=null),_r)){var S=_r;_r=null,S()}}function cn(y){a.onAbort&&a.onAbort(y),y="Aborted("+y+")",le(y),Lt=!0,un=1,y+=". Build with -sASSERTIONS for more info.";var S=new WebAssembly.RuntimeError(y);throw p(S),S}var Au="data:application/octet-stream;base64,";function na(y){return y.startsWith(Au)}function Vn(y){return y.startsWith("file://")}var qe;qe="tfjs-backend-wasm-threaded-simd.wasm",na(qe)||(qe=k(qe));function oa(y){try{if(y==qe&&Ne)return new Uint8Array(Ne);if(L)return L(y);throw"both async and sync fetching of the wasm failed"}catch(S){cn(S)}}function Cu(){if(!Ne&&(_||b)){if(typeof fetch=="function"&&!Vn(qe))return fetch(qe,{credentials:"same-origin"}).then(function(y){if(!y.ok)throw"failed to load wasm binary file at '"+qe+"'";return y.arrayBuffer()}).catch(function(){return oa(qe)});if(O)return new Promise(function(y,S){O(qe,function(M){y(new Uint8Array(M))},S)})}return Promise.resolve().then(function(){return oa(qe)})}function Ru(){var y={env:xa,wasi_snapshot_preview1:xa};function S(U,q){var Ae=U.exports;if(a.asm=Ae,Lu(a.asm._emscripten_tls_init),Dr=a.asm.__indirect_function_table,Eu(a.asm.__wasm_call_ctors),xr=q,!I){var It=Z.unusedWorkers.length;Z.unusedWorkers.forEach(function(br){Z.loadWasmModuleToWorker(br,function(){--It||ra("wasm-instantiate")})})}}I||Tu("wasm-instantiate");function M(U){S(U.instance,U.module)}function X(U){return Cu().then(function(q){return WebAssembly.instantiate(q,y)}).then(function(q){return q}).then(U,function(q){le("failed to asynchronously prepare wasm: "+q),cn(q)})}function te(){return!Ne&&typeof WebAssembly.instantiateStreaming=="function"&&!na(qe)&&!Vn(qe)&&!w&&typeof fetch=="function"?fetch(qe,{credentials:"same-origin"}).then(function(U){var q=WebAssembly.instantiateStreaming(U,y);return q.then(M,function(Ae){return le("wasm streaming compile failed: "+Ae),le("falling back to ArrayBuffer instantiation"),X(M)})}):X(M)}if(a.instantiateWasm)try{var J=a.instantiateWasm(y,S);return J}catch(U){le("Module.instantiateWasm callback failed with error: "+U),p(U)}return te().catch(p),{}}var Um,Gm,sa={};function pn(y){this.name="ExitStatus",this.message="Program terminated with exit("+y+")",this.status=y}function ku(y){var S=Z.pthreads[y];delete Z.pthreads[y],S.terminate(),ep(y),Z.runningWorkers.splice(Z.runningWorkers.indexOf(S),1),S.pthread_ptr=0}function $u(y){var S=Z.pthreads[y];S.postMessage({cmd:"cancel"})}function Ko(y){var S=Z.pthreads[y];bu(S),Z.returnWorkerToPool(S)}function Nu(y){var S=Z.getNewWorker();if(!S)return 6;Z.runningWorkers.push(S),Z.pthreads[y.pthread_ptr]=S,S.pthread_ptr=y.pthread_ptr;var M={cmd:"run",start_routine:y.startRoutine,arg:y.arg,pthread_ptr:y.pthread_ptr};return S.runPthread=()=>{w&&S.ref(),S.postMessage(M,y.transferList),delete S.runPthread},S.loaded&&S.runPthread(),0}var aa={varargs:void 0,get:function(){aa.varargs+=4;var y=s()[aa.varargs-4>>>2];return y},getStr:function(y){var S=zs(y);return S}};function ia(y){if(I)return Lr(1,1,y);un=y,ln()||(Z.terminateAllThreads(),a.onExit&&a.onExit(y),Lt=!0),g(y,new pn(y))}function Fu(y,S){if(un=y,!S&&I)throw la(y),"unwind";ia(y)}var ua=Fu;function Mu(y){if(y instanceof pn||y=="unwind")return un;g(1,y)}var Z={unusedWorkers:[],runningWorkers:[],tlsInitFunctions:[],pthreads:{},init:function(){I?Z.initWorker():Z.initMainThread()},initMainThread:function(){for(var y=8;y--;)Z.allocateUnusedWorker()},initWorker:function(){Zt=!1},setExitStatus:function(y){un=y},terminateAllThreads:function(){for(var y of Object.values(Z.pthreads))Z.returnWorkerToPool(y);for(var y of Z.unusedWorkers)y.terminate();Z.unusedWorkers=[]},returnWorkerToPool:function(y){var S=y.pthread_ptr;delete Z.pthreads[S],Z.unusedWorkers.push(y),Z.runningWorkers.splice(Z.runningWorkers.indexOf(y),1),y.pthread_ptr=0,w&&y.unref(),ep(S)},receiveObjectTransfer:function(y){},threadInitTLS:function(){Z.tlsInitFunctions.forEach(y=>y())},loadWasmModuleToWorker:function(y,S){y.onmessage=J=>{var U=J.data,q=U.cmd;if(y.pthread_ptr&&(Z.currentProxiedOperationCallerThread=y.pthread_ptr),U.targetThread&&U.targetThread!=Sa()){var Ae=Z.pthreads[U.targetThread];Ae?Ae.postMessage(U,U.transferList):le('Internal error! Worker sent a message "'+q+'" to target pthread '+U.targetThread+", but that thread no longer exists!"),Z.currentProxiedOperationCallerThread=void 0;return}q==="processProxyingQueue"?Xo(U.queue):q==="spawnThread"?Nu(U):q==="cleanupThread"?Ko(U.thread):q==="killThread"?ku(U.thread):q==="cancelThread"?$u(U.thread):q==="loaded"?(y.loaded=!0,w&&y.unref(),S&&S(y),y.runPthread&&y.runPthread()):q==="print"?be("Thread "+U.threadId+": "+U.text):q==="printErr"?le("Thread "+U.threadId+": "+U.text):q==="alert"?alert("Thread "+U.threadId+": "+U.text):U.target==="setimmediate"?y.postMessage(U):q==="callHandler"?a[U.handler](...U.args):q&&le("worker sent an unknown command "+q),Z.currentProxiedOperationCallerThread=void 0},y.onerror=J=>{var U="worker sent an error!";throw le(U+" "+J.filename+":"+J.lineno+": "+J.message),J},w&&(y.on("message",function(J){y.onmessage({data:J})}),y.on("error",function(J){y.onerror(J)}),y.on("detachedExit",function(){}));var M=[],X=["onExit","onAbort","print","printErr"];for(var te of X)a.hasOwnProperty(te)&&M.push(te);y.postMessage({cmd:"load",handlers:M,urlOrBlob:a.mainScriptUrlOrBlob||r,wasmMemory:pe,wasmModule:xr})},allocateUnusedWorker:function(){var y,S=k("tfjs-backend-wasm-threaded-simd.worker.js");y=new Worker(S),Z.unusedWorkers.push(y)},getNewWorker:function(){return Z.unusedWorkers.length==0&&(Z.allocateUnusedWorker(),Z.loadWasmModuleToWorker(Z.unusedWorkers[0])),Z.unusedWorkers.pop()}};a.PThread=Z;function jo(y){for(;y.length>0;)y.shift()(a)}function Du(){var y=Sa(),S=s()[y+52>>>2],M=s()[y+56>>>2],X=S-M;Km(S,X),Ia(S)}a.establishStackSpace=Du;function la(y){if(I)return Lr(2,0,y);try{ua(y)}catch(S){Mu(S)}}var qn=[];function Pu(y){var S=qn[y];return S||(y>=qn.length&&(qn.length=y+1),qn[y]=S=Dr.get(y)),S}function Bu(y,S){var M=Pu(y)(S);ln()?Z.setExitStatus(M):Hm(M)}a.invokeEntryPoint=Bu;function Lu(y){Z.tlsInitFunctions.push(y)}function Ou(y){zm(y,!b,1,!_),Z.threadInitTLS()}function Uu(y){I?postMessage({cmd:"cleanupThread",thread:y}):Ko(y)}function ca(y,S,M,X){return I?Lr(3,1,y,S,M,X):pa(y,S,M,X)}function pa(y,S,M,X){if(typeof SharedArrayBuffer>"u")return le("Current environment does not support SharedArrayBuffer, pthreads are not available!"),6;var te=[],J=0;if(I&&(te.length===0||J))return ca(y,S,M,X);if(J)return J;var U={startRoutine:M,pthread_ptr:y,arg:X,transferList:te};return I?(U.cmd="spawnThread",postMessage(U,te),0):Nu(U)}function Gu(){return 65536}var Wu=!0;function zu(){return Wu}function Xo(y){Atomics.store(s(),y>>2,1),Sa()&&qm(y),Atomics.compareExchange(s(),y>>2,1,0)}a.executeNotifiedProxyingQueue=Xo;function Vu(y,S,M,X){if(y==S)setTimeout(()=>Xo(X));else if(I)postMessage({targetThread:y,cmd:"processProxyingQueue",queue:X});else{var te=Z.pthreads[y];if(!te)return;te.postMessage({cmd:"processProxyingQueue",queue:X})}return 1}function qu(y,S,M){return-1}function Hu(){cn("")}function fn(y){fn.shown||(fn.shown={}),fn.shown[y]||(fn.shown[y]=1,w&&(y="warning: "+y),le(y))}function Ku(){w||b||fn("Blocking on the main thread is very dangerous, see https://emscripten.org/docs/porting/pthreads.html#blocking-on-the-main-browser-thread")}function ju(){return Date.now()}function fa(){return 4294901760}function Xu(){return fa()}var Yo;w?Yo=()=>{var y=process.hrtime();return y[0]*1e3+y[1]/1e6}:Yo=()=>performance.timeOrigin+performance.now();function Yu(y,S,M){n().copyWithin(y>>>0,S>>>0,S+M>>>0)}function Qu(){return w?yg().cpus().length:navigator.hardwareConcurrency}function Zu(y){var S=tp(),M=y();return Ia(S),M}function Lr(y,S){var M=arguments.length-2,X=arguments;return Zu(()=>{for(var te=M,J=Ea(te*8),U=J>>3,q=0;q<M;q++){var Ae=X[2+q];l()[U+q>>>0]=Ae}return Vm(y,te,J,S)})}var Qo=[];function Ju(y,S,M){Qo.length=S;for(var X=M>>3,te=0;te<S;te++)Qo[te]=l()[X+te>>>0];var J=y<0,U=J?sa[-y-1]:ul[y];return U.apply(null,Qo)}function el(y){try{return pe.grow(y-We.byteLength+65535>>>16),ze(pe.buffer),1}catch{}}function tl(y){var S=n().length;if(y=y>>>0,y<=S)return!1;var M=fa();if(y>M)return!1;let X=(Ae,It)=>Ae+(It-Ae%It)%It;for(var te=1;te<=4;te*=2){var J=S*(1+.2/te);J=Math.min(J,y+100663296);var U=Math.min(M,X(Math.max(y,J),65536)),q=el(U);if(q)return!0}return!1}function rl(){throw"unwind"}function ma(y){return I?Lr(4,1,y):52}function ha(y,S,M,X,te){return I?Lr(5,1,y,S,M,X,te):70}var nl=[null,[],[]];function ol(y,S){var M=nl[y];S===0||S===10?((y===1?be:le)(wu(M,0)),M.length=0):M.push(S)}function da(y,S,M,X){if(I)return Lr(6,1,y,S,M,X);for(var te=0,J=0;J<M;J++){var U=i()[S>>>2],q=i()[S+4>>>2];S+=8;for(var Ae=0;Ae<q;Ae++)ol(y,n()[U+Ae>>>0]);te+=q}return i()[X>>>2]=te,0}function ga(y){var S=a["_"+y];return S}function sl(y,S){t().set(y,S>>>0)}function al(y,S,M,X,te){var J={string:mt=>{var Xn=0;if(mt!=null&&mt!==0){var Ym=(mt.length<<2)+1;Xn=Ea(Ym),qs(mt,Xn,Ym)}return Xn},array:mt=>{var Xn=Ea(mt.length);return sl(mt,Xn),Xn}};function U(mt){return S==="string"?zs(mt):S==="boolean"?!!mt:mt}var q=ga(y),Ae=[],It=0;if(X)for(var br=0;br<X.length;br++){var Xm=J[M[br]];Xm?(It===0&&(It=tp()),Ae[br]=Xm(X[br])):Ae[br]=X[br]}var rp=q.apply(null,Ae);function Pw(mt){return It!==0&&Ia(It),U(mt)}return rp=Pw(rp),rp}function il(y,S,M,X){M=M||[];var te=M.every(U=>U==="number"||U==="boolean"),J=S!=="string";return J&&te&&!X?ga(y):function(){return al(y,S,M,arguments,X)}}Z.init();var ul=[null,ia,la,ca,ma,ha,da],xa={__emscripten_init_main_thread_js:Ou,__emscripten_thread_cleanup:Uu,__pthread_create_js:pa,_emscripten_default_pthread_stack_size:Gu,_emscripten_get_now_is_monotonic:zu,_emscripten_notify_task_queue:Vu,_emscripten_set_offscreencanvas_size:qu,abort:Hu,emscripten_check_blocking_allowed:Ku,emscripten_date_now:ju,emscripten_get_heap_max:Xu,emscripten_get_now:Yo,emscripten_memcpy_big:Yu,emscripten_num_logical_cores:Qu,emscripten_receive_on_main_thread_js:Ju,emscripten_resize_heap:tl,emscripten_unwind_to_js_event_loop:rl,exit:ua,fd_close:ma,fd_seek:ha,fd_write:da,memory:pe||a.wasmMemory},Wm=Ru(),ll=a.___wasm_call_ctors=function(){return(ll=a.___wasm_call_ctors=a.asm.__wasm_call_ctors).apply(null,arguments)},cl=a._init=function(){return(cl=a._init=a.asm.init).apply(null,arguments)},pl=a._init_with_threads_count=function(){return(pl=a._init_with_threads_count=a.asm.init_with_threads_count).apply(null,arguments)},fl=a._get_threads_count=function(){return(fl=a._get_threads_count=a.asm.get_threads_count).apply(null,arguments)},ml=a._register_tensor=function(){return(ml=a._register_tensor=a.asm.register_tensor).apply(null,arguments)},hl=a._dispose_data=function(){return(hl=a._dispose_data=a.asm.dispose_data).apply(null,arguments)},dl=a._dispose=function(){return(dl=a._dispose=a.asm.dispose).apply(null,arguments)},gl=a._Abs=function(){return(gl=a._Abs=a.asm.Abs).apply(null,arguments)},xl=a._Acos=function(){return(xl=a._Acos=a.asm.Acos).apply(null,arguments)},_l=a._Acosh=function(){return(_l=a._Acosh=a.asm.Acosh).apply(null,arguments)},yl=a._Add=function(){return(yl=a._Add=a.asm.Add).apply(null,arguments)},bl=a._AddN=function(){return(bl=a._AddN=a.asm.AddN).apply(null,arguments)},wl=a._All=function(){return(wl=a._All=a.asm.All).apply(null,arguments)},vl=a._Any=function(){return(vl=a._Any=a.asm.Any).apply(null,arguments)},Sl=a._ArgMax=function(){return(Sl=a._ArgMax=a.asm.ArgMax).apply(null,arguments)},Il=a._ArgMin=function(){return(Il=a._ArgMin=a.asm.ArgMin).apply(null,arguments)},El=a._Asin=function(){return(El=a._Asin=a.asm.Asin).apply(null,arguments)},Tl=a._Asinh=function(){return(Tl=a._Asinh=a.asm.Asinh).apply(null,arguments)},Al=a._Atan=function(){return(Al=a._Atan=a.asm.Atan).apply(null,arguments)},Cl=a._Atan2=function(){return(Cl=a._Atan2=a.asm.Atan2).apply(null,arguments)},Rl=a._Atanh=function(){return(Rl=a._Atanh=a.asm.Atanh).apply(null,arguments)},kl=a._AvgPool=function(){return(kl=a._AvgPool=a.asm.AvgPool).apply(null,arguments)},$l=a._AvgPool3D=function(){return($l=a._AvgPool3D=a.asm.AvgPool3D).apply(null,arguments)},Nl=a._AvgPool3DGrad=function(){return(Nl=a._AvgPool3DGrad=a.asm.AvgPool3DGrad).apply(null,arguments)},Fl=a._AvgPoolGrad=function(){return(Fl=a._AvgPoolGrad=a.asm.AvgPoolGrad).apply(null,arguments)},Ml=a._BatchMatMul=function(){return(Ml=a._BatchMatMul=a.asm.BatchMatMul).apply(null,arguments)},Dl=a._Bincount=function(){return(Dl=a._Bincount=a.asm.Bincount).apply(null,arguments)},Pl=a._BitwiseAnd=function(){return(Pl=a._BitwiseAnd=a.asm.BitwiseAnd).apply(null,arguments)},Bl=a._Ceil=function(){return(Bl=a._Ceil=a.asm.Ceil).apply(null,arguments)},Ll=a._ClipByValue=function(){return(Ll=a._ClipByValue=a.asm.ClipByValue).apply(null,arguments)},Ol=a._Conv2D=function(){return(Ol=a._Conv2D=a.asm.Conv2D).apply(null,arguments)},Ul=a._Conv2DBackpropInput=function(){return(Ul=a._Conv2DBackpropInput=a.asm.Conv2DBackpropInput).apply(null,arguments)},Gl=a._Conv3D=function(){return(Gl=a._Conv3D=a.asm.Conv3D).apply(null,arguments)},Wl=a._Conv3DBackpropFilterV2=function(){return(Wl=a._Conv3DBackpropFilterV2=a.asm.Conv3DBackpropFilterV2).apply(null,arguments)},zl=a._Conv3DBackpropInputV2=function(){return(zl=a._Conv3DBackpropInputV2=a.asm.Conv3DBackpropInputV2).apply(null,arguments)},Vl=a._Cos=function(){return(Vl=a._Cos=a.asm.Cos).apply(null,arguments)},ql=a._Cosh=function(){return(ql=a._Cosh=a.asm.Cosh).apply(null,arguments)},Hl=a._CropAndResize=function(){return(Hl=a._CropAndResize=a.asm.CropAndResize).apply(null,arguments)},Kl=a._Cumprod=function(){return(Kl=a._Cumprod=a.asm.Cumprod).apply(null,arguments)},jl=a._Cumsum=function(){return(jl=a._Cumsum=a.asm.Cumsum).apply(null,arguments)},Xl=a._DenseBincount=function(){return(Xl=a._DenseBincount=a.asm.DenseBincount).apply(null,arguments)},Yl=a._DepthToSpace=function(){return(Yl=a._DepthToSpace=a.asm.DepthToSpace).apply(null,arguments)},Ql=a._DepthwiseConv2dNative=function(){return(Ql=a._DepthwiseConv2dNative=a.asm.DepthwiseConv2dNative).apply(null,arguments)},Zl=a._Diag=function(){return(Zl=a._Diag=a.asm.Diag).apply(null,arguments)},Jl=a._Dilation2D=function(){return(Jl=a._Dilation2D=a.asm.Dilation2D).apply(null,arguments)},ec=a._Dilation2DBackpropFilter=function(){return(ec=a._Dilation2DBackpropFilter=a.asm.Dilation2DBackpropFilter).apply(null,arguments)},tc=a._Dilation2DBackpropInput=function(){return(tc=a._Dilation2DBackpropInput=a.asm.Dilation2DBackpropInput).apply(null,arguments)},rc=a._Elu=function(){return(rc=a._Elu=a.asm.Elu).apply(null,arguments)},nc=a._EluGrad=function(){return(nc=a._EluGrad=a.asm.EluGrad).apply(null,arguments)},oc=a._Equal=function(){return(oc=a._Equal=a.asm.Equal).apply(null,arguments)},sc=a._Erf=function(){return(sc=a._Erf=a.asm.Erf).apply(null,arguments)},ac=a._Exp=function(){return(ac=a._Exp=a.asm.Exp).apply(null,arguments)},ic=a._Expm1=function(){return(ic=a._Expm1=a.asm.Expm1).apply(null,arguments)},uc=a._FlipLeftRight=function(){return(uc=a._FlipLeftRight=a.asm.FlipLeftRight).apply(null,arguments)},lc=a._Floor=function(){return(lc=a._Floor=a.asm.Floor).apply(null,arguments)},cc=a._FloorDiv=function(){return(cc=a._FloorDiv=a.asm.FloorDiv).apply(null,arguments)},pc=a._FusedBatchNorm=function(){return(pc=a._FusedBatchNorm=a.asm.FusedBatchNorm).apply(null,arguments)},fc=a._FusedConv2D=function(){return(fc=a._FusedConv2D=a.asm.FusedConv2D).apply(null,arguments)},mc=a._FusedDepthwiseConv2D=function(){return(mc=a._FusedDepthwiseConv2D=a.asm.FusedDepthwiseConv2D).apply(null,arguments)},hc=a._Gather=function(){return(hc=a._Gather=a.asm.Gather).apply(null,arguments)},dc=a._GatherNd=function(){return(dc=a._GatherNd=a.asm.GatherNd).apply(null,arguments)},gc=a._Greater=function(){return(gc=a._Greater=a.asm.Greater).apply(null,arguments)},xc=a._GreaterEqual=function(){return(xc=a._GreaterEqual=a.asm.GreaterEqual).apply(null,arguments)},_c=a._IsFinite=function(){return(_c=a._IsFinite=a.asm.IsFinite).apply(null,arguments)},yc=a._IsInf=function(){return(yc=a._IsInf=a.asm.IsInf).apply(null,arguments)},bc=a._IsNan=function(){return(bc=a._IsNan=a.asm.IsNan).apply(null,arguments)},wc=a._LRN=function(){return(wc=a._LRN=a.asm.LRN).apply(null,arguments)},vc=a._LRNGrad=function(){return(vc=a._LRNGrad=a.asm.LRNGrad).apply(null,arguments)},Sc=a._LeakyRelu=function(){return(Sc=a._LeakyRelu=a.asm.LeakyRelu).apply(null,arguments)},Ic=a._Less=function(){return(Ic=a._Less=a.asm.Less).apply(null,arguments)},Ec=a._LessEqual=function(){return(Ec=a._LessEqual=a.asm.LessEqual).apply(null,arguments)},Tc=a._LinSpace=function(){return(Tc=a._LinSpace=a.asm.LinSpace).apply(null,arguments)},Ac=a._Log=function(){return(Ac=a._Log=a.asm.Log).apply(null,arguments)},Cc=a._Log1p=function(){return(Cc=a._Log1p=a.asm.Log1p).apply(null,arguments)},Rc=a._LogicalAnd=function(){return(Rc=a._LogicalAnd=a.asm.LogicalAnd).apply(null,arguments)},kc=a._LogicalNot=function(){return(kc=a._LogicalNot=a.asm.LogicalNot).apply(null,arguments)},$c=a._LogicalOr=function(){return($c=a._LogicalOr=a.asm.LogicalOr).apply(null,arguments)},Nc=a._LogicalXor=function(){return(Nc=a._LogicalXor=a.asm.LogicalXor).apply(null,arguments)},Fc=a._Max=function(){return(Fc=a._Max=a.asm.Max).apply(null,arguments)},Mc=a._MaxPool=function(){return(Mc=a._MaxPool=a.asm.MaxPool).apply(null,arguments)},Dc=a._MaxPool3D=function(){return(Dc=a._MaxPool3D=a.asm.MaxPool3D).apply(null,arguments)},Pc=a._MaxPool3DGrad=function(){return(Pc=a._MaxPool3DGrad=a.asm.MaxPool3DGrad).apply(null,arguments)},Bc=a._MaxPoolGrad=function(){return(Bc=a._MaxPoolGrad=a.asm.MaxPoolGrad).apply(null,arguments)},Lc=a._MaxPoolWithArgmax=function(){return(Lc=a._MaxPoolWithArgmax=a.asm.MaxPoolWithArgmax).apply(null,arguments)},Oc=a._Maximum=function(){return(Oc=a._Maximum=a.asm.Maximum).apply(null,arguments)},Uc=a._Mean=function(){return(Uc=a._Mean=a.asm.Mean).apply(null,arguments)},Gc=a._Min=function(){return(Gc=a._Min=a.asm.Min).apply(null,arguments)},Wc=a._Minimum=function(){return(Wc=a._Minimum=a.asm.Minimum).apply(null,arguments)},zc=a._MirrorPad=function(){return(zc=a._MirrorPad=a.asm.MirrorPad).apply(null,arguments)},Vc=a._Mod=function(){return(Vc=a._Mod=a.asm.Mod).apply(null,arguments)},qc=a._Multinomial=function(){return(qc=a._Multinomial=a.asm.Multinomial).apply(null,arguments)},Hc=a._Multiply=function(){return(Hc=a._Multiply=a.asm.Multiply).apply(null,arguments)},Kc=a._Neg=function(){return(Kc=a._Neg=a.asm.Neg).apply(null,arguments)},jc=a._NonMaxSuppressionV3=function(){return(jc=a._NonMaxSuppressionV3=a.asm.NonMaxSuppressionV3).apply(null,arguments)},Xc=a._NonMaxSuppressionV4=function(){return(Xc=a._NonMaxSuppressionV4=a.asm.NonMaxSuppressionV4).apply(null,arguments)},_a=a._NonMaxSuppressionV5=function(){return(_a=a._NonMaxSuppressionV5=a.asm.NonMaxSuppressionV5).apply(null,arguments)},ya=a._NotEqual=function(){return(ya=a._NotEqual=a.asm.NotEqual).apply(null,arguments)},Zo=a._OneHot=function(){return(Zo=a._OneHot=a.asm.OneHot).apply(null,arguments)},Yc=a._PadV2=function(){return(Yc=a._PadV2=a.asm.PadV2).apply(null,arguments)},Qc=a._Pow=function(){return(Qc=a._Pow=a.asm.Pow).apply(null,arguments)},Hn=a._Prelu=function(){return(Hn=a._Prelu=a.asm.Prelu).apply(null,arguments)},ba=a._Prod=function(){return(ba=a._Prod=a.asm.Prod).apply(null,arguments)},Kn=a._RealDiv=function(){return(Kn=a._RealDiv=a.asm.RealDiv).apply(null,arguments)},jn=a._Reciprocal=function(){return(jn=a._Reciprocal=a.asm.Reciprocal).apply(null,arguments)},Zc=a._Relu=function(){return(Zc=a._Relu=a.asm.Relu).apply(null,arguments)},E=a._Relu6=function(){return(E=a._Relu6=a.asm.Relu6).apply(null,arguments)},$=a._ResizeBilinear=function(){return($=a._ResizeBilinear=a.asm.ResizeBilinear).apply(null,arguments)},K=a._ResizeBilinearGrad=function(){return(K=a._ResizeBilinearGrad=a.asm.ResizeBilinearGrad).apply(null,arguments)},ce=a._ResizeNearestNeighbor=function(){return(ce=a._ResizeNearestNeighbor=a.asm.ResizeNearestNeighbor).apply(null,arguments)},Se=a._ResizeNearestNeighborGrad=function(){return(Se=a._ResizeNearestNeighborGrad=a.asm.ResizeNearestNeighborGrad).apply(null,arguments)},Ie=a._Reverse=function(){return(Ie=a._Reverse=a.asm.Reverse).apply(null,arguments)},ue=a._RotateWithOffset=function(){return(ue=a._RotateWithOffset=a.asm.RotateWithOffset).apply(null,arguments)},ie=a._Round=function(){return(ie=a._Round=a.asm.Round).apply(null,arguments)},ke=a._Rsqrt=function(){return(ke=a._Rsqrt=a.asm.Rsqrt).apply(null,arguments)},St=a._ScatterNd=function(){return(St=a._ScatterNd=a.asm.ScatterNd).apply(null,arguments)},yr=a._SearchSorted=function(){return(yr=a._SearchSorted=a.asm.SearchSorted).apply(null,arguments)},wa=a._SelectV2=function(){return(wa=a._SelectV2=a.asm.SelectV2).apply(null,arguments)},Jo=a._Selu=function(){return(Jo=a._Selu=a.asm.Selu).apply(null,arguments)},Jc=a._Sigmoid=function(){return(Jc=a._Sigmoid=a.asm.Sigmoid).apply(null,arguments)},je=a._Sign=function(){return(je=a._Sign=a.asm.Sign).apply(null,arguments)},Or=a._Sin=function(){return(Or=a._Sin=a.asm.Sin).apply(null,arguments)},va=a._Sinh=function(){return(va=a._Sinh=a.asm.Sinh).apply(null,arguments)},ow=a._Softmax=function(){return(ow=a._Softmax=a.asm.Softmax).apply(null,arguments)},sw=a._Softplus=function(){return(sw=a._Softplus=a.asm.Softplus).apply(null,arguments)},aw=a._SparseFillEmptyRows=function(){return(aw=a._SparseFillEmptyRows=a.asm.SparseFillEmptyRows).apply(null,arguments)},iw=a._SparseReshape=function(){return(iw=a._SparseReshape=a.asm.SparseReshape).apply(null,arguments)},uw=a._SparseSegmentReduction=function(){return(uw=a._SparseSegmentReduction=a.asm.SparseSegmentReduction).apply(null,arguments)},lw=a._SparseToDense=function(){return(lw=a._SparseToDense=a.asm.SparseToDense).apply(null,arguments)},cw=a._Sqrt=function(){return(cw=a._Sqrt=a.asm.Sqrt).apply(null,arguments)},pw=a._Square=function(){return(pw=a._Square=a.asm.Square).apply(null,arguments)},fw=a._SquaredDifference=function(){return(fw=a._SquaredDifference=a.asm.SquaredDifference).apply(null,arguments)},mw=a._Step=function(){return(mw=a._Step=a.asm.Step).apply(null,arguments)},hw=a._StridedSlice=function(){return(hw=a._StridedSlice=a.asm.StridedSlice).apply(null,arguments)},dw=a._Sub=function(){return(dw=a._Sub=a.asm.Sub).apply(null,arguments)},gw=a._Sum=function(){return(gw=a._Sum=a.asm.Sum).apply(null,arguments)},xw=a._Tan=function(){return(xw=a._Tan=a.asm.Tan).apply(null,arguments)},_w=a._Tanh=function(){return(_w=a._Tanh=a.asm.Tanh).apply(null,arguments)},yw=a._TensorScatterUpdate=function(){return(yw=a._TensorScatterUpdate=a.asm.TensorScatterUpdate).apply(null,arguments)},bw=a._Tile=function(){return(bw=a._Tile=a.asm.Tile).apply(null,arguments)},ww=a._TopK=function(){return(ww=a._TopK=a.asm.TopK).apply(null,arguments)},vw=a._Transform=function(){return(vw=a._Transform=a.asm.Transform).apply(null,arguments)},Sw=a._Transpose=function(){return(Sw=a._Transpose=a.asm.Transpose).apply(null,arguments)},Iw=a.__FusedMatMul=function(){return(Iw=a.__FusedMatMul=a.asm._FusedMatMul).apply(null,arguments)},Ew=a._malloc=function(){return(Ew=a._malloc=a.asm.malloc).apply(null,arguments)},Tw=a._free=function(){return(Tw=a._free=a.asm.free).apply(null,arguments)},Aw=a.__emscripten_tls_init=function(){return(Aw=a.__emscripten_tls_init=a.asm._emscripten_tls_init).apply(null,arguments)},Sa=a._pthread_self=function(){return(Sa=a._pthread_self=a.asm.pthread_self).apply(null,arguments)},Cw=a.___errno_location=function(){return(Cw=a.___errno_location=a.asm.__errno_location).apply(null,arguments)},zm=a.__emscripten_thread_init=function(){return(zm=a.__emscripten_thread_init=a.asm._emscripten_thread_init).apply(null,arguments)},Rw=a.__emscripten_thread_crashed=function(){return(Rw=a.__emscripten_thread_crashed=a.asm._emscripten_thread_crashed).apply(null,arguments)},kw=a._emscripten_main_thread_process_queued_calls=function(){return(kw=a._emscripten_main_thread_process_queued_calls=a.asm.emscripten_main_thread_process_queued_calls).apply(null,arguments)},$w=a._emscripten_main_browser_thread_id=function(){return($w=a._emscripten_main_browser_thread_id=a.asm.emscripten_main_browser_thread_id).apply(null,arguments)},Vm=a._emscripten_run_in_main_runtime_thread_js=function(){return(Vm=a._emscripten_run_in_main_runtime_thread_js=a.asm.emscripten_run_in_main_runtime_thread_js).apply(null,arguments)},Nw=a._emscripten_dispatch_to_thread_=function(){return(Nw=a._emscripten_dispatch_to_thread_=a.asm.emscripten_dispatch_to_thread_).apply(null,arguments)},qm=a.__emscripten_proxy_execute_task_queue=function(){return(qm=a.__emscripten_proxy_execute_task_queue=a.asm._emscripten_proxy_execute_task_queue).apply(null,arguments)},ep=a.__emscripten_thread_free_data=function(){return(ep=a.__emscripten_thread_free_data=a.asm._emscripten_thread_free_data).apply(null,arguments)},Hm=a.__emscripten_thread_exit=function(){return(Hm=a.__emscripten_thread_exit=a.asm._emscripten_thread_exit).apply(null,arguments)},Km=a._emscripten_stack_set_limits=function(){return(Km=a._emscripten_stack_set_limits=a.asm.emscripten_stack_set_limits).apply(null,arguments)},tp=a.stackSave=function(){return(tp=a.stackSave=a.asm.stackSave).apply(null,arguments)},Ia=a.stackRestore=function(){return(Ia=a.stackRestore=a.asm.stackRestore).apply(null,arguments)},Ea=a.stackAlloc=function(){return(Ea=a.stackAlloc=a.asm.stackAlloc).apply(null,arguments)},Fw=a.dynCall_iijjiiii=function(){return(Fw=a.dynCall_iijjiiii=a.asm.dynCall_iijjiiii).apply(null,arguments)},Mw=a.dynCall_jiji=function(){return(Mw=a.dynCall_jiji=a.asm.dynCall_jiji).apply(null,arguments)};a.keepRuntimeAlive=ln,a.wasmMemory=pe,a.cwrap=il,a.ExitStatus=pn,a.PThread=Z;var Ta;_r=function y(){Ta||jm(),Ta||(_r=y)};function jm(y){if(y=y||h,Br>0)return;if(I){c(a),Ve(),startWorker(a);return}if(Wn(),Br>0)return;function S(){Ta||(Ta=!0,a.calledRun=!0,!Lt&&(Ve(),c(a),a.onRuntimeInitialized&&a.onRuntimeInitialized(),ta()))}a.setStatus?(a.setStatus("Running..."),setTimeout(function(){setTimeout(function(){a.setStatus("")},1),S()},1)):S()}if(a.preInit)for(typeof a.preInit=="function"&&(a.preInit=[a.preInit]);a.preInit.length>0;)a.preInit.pop()();jm();var Aa;f&&(Aa={uncaughtException:process.listeners("uncaughtException").filter(function(y){return!f.uncaughtException.indexOf(y)>-1}),unhandledRejection:process.listeners("unhandledRejection").filter(function(y){return!f.unhandledRejection.indexOf(y)>-1})});var Ca;if(typeof WasmBackendModule<"u")Ca=WasmBackendModule;else if(typeof e<"u")Ca=e;else throw new Error("Could not find wasm module in post.js");if(Aa){var Dw=Ca._dispose;Ca._dispose=function(){Dw(),Aa.uncaughtException.forEach(function(y){process.removeListener("uncaughtException",y)}),Aa.unhandledRejection.forEach(function(y){process.removeListener("unhandledRejection",y)})}}return e.ready})})();typeof mi=="object"&&typeof mf=="object"?mf.exports=ff:typeof define=="function"&&define.amd?define([],function(){return ff}):typeof mi=="object"&&(mi.WasmBackendModuleThreadedSimd=ff)});var vg=Ot((bO,wg)=>{wg.exports.wasmWorkerContents=`"use strict";var Module={};var ENVIRONMENT_IS_NODE=typeof process=="object"&&typeof process.versions=="object"&&typeof process.versions.node=="string";if(ENVIRONMENT_IS_NODE){var nodeWorkerThreads=require("worker_threads");var parentPort=nodeWorkerThreads.parentPort;parentPort.on("message",data=>onmessage({data:data}));var fs=require("fs");Object.assign(global,{self:global,require:require,Module:Module,location:{href:__filename},Worker:nodeWorkerThreads.Worker,importScripts:function(f){(0,eval)(fs.readFileSync(f,"utf8")+"//# sourceURL="+f)},postMessage:function(msg){parentPort.postMessage(msg)},performance:global.performance||{now:function(){return Date.now()}}})}var initializedJS=false;var pendingNotifiedProxyingQueues=[];function threadPrintErr(){var text=Array.prototype.slice.call(arguments).join(" ");if(ENVIRONMENT_IS_NODE){fs.writeSync(2,text+"
");return}console.error(text)}function threadAlert(){var text=Array.prototype.slice.call(arguments).join(" ");postMessage({cmd:"alert",text:text,threadId:Module["_pthread_self"]()})}var err=threadPrintErr;self.alert=threadAlert;Module["instantiateWasm"]=(info,receiveInstance)=>{var instance=new WebAssembly.Instance(Module["wasmModule"],info);receiveInstance(instance);Module["wasmModule"]=null;return instance.exports};self.onunhandledrejection=e=>{throw e.reason??e};self.startWorker=instance=>{Module=instance;postMessage({"cmd":"loaded"})};self.onmessage=e=>{try{if(e.data.cmd==="load"){Module["wasmModule"]=e.data.wasmModule;for(const handler of e.data.handlers){Module[handler]=function(){postMessage({cmd:"callHandler",handler:handler,args:[...arguments]})}}Module["wasmMemory"]=e.data.wasmMemory;Module["buffer"]=Module["wasmMemory"].buffer;Module["ENVIRONMENT_IS_PTHREAD"]=true;if(typeof e.data.urlOrBlob=="string"){importScripts(e.data.urlOrBlob)}else{var objectUrl=URL.createObjectURL(e.data.urlOrBlob);importScripts(objectUrl);URL.revokeObjectURL(objectUrl)}WasmBackendModuleThreadedSimd(Module)}else if(e.data.cmd==="run"){Module["__emscripten_thread_init"](e.data.pthread_ptr,0,0,1);Module["establishStackSpace"]();Module["PThread"].receiveObjectTransfer(e.data);Module["PThread"].threadInitTLS();if(!initializedJS){pendingNotifiedProxyingQueues.forEach(queue=>{Module["executeNotifiedProxyingQueue"](queue)});pendingNotifiedProxyingQueues=[];initializedJS=true}try{Module["invokeEntryPoint"](e.data.start_routine,e.data.arg)}catch(ex){if(ex!="unwind"){if(ex instanceof Module["ExitStatus"]){if(Module["keepRuntimeAlive"]()){}else{Module["__emscripten_thread_exit"](ex.status)}}else{throw ex}}}}else if(e.data.cmd==="cancel"){if(Module["_pthread_self"]()){Module["__emscripten_thread_exit"](-1)}}else if(e.data.target==="setimmediate"){}else if(e.data.cmd==="processProxyingQueue"){if(initializedJS){Module["executeNotifiedProxyingQueue"](e.data.queue)}else{pendingNotifiedProxyingQueues.push(e.data.queue)}}else if(e.data.cmd){err("worker.js received unknown command "+e.data.cmd);err(e.data)}}catch(ex){if(Module["__emscripten_thread_crashed"]){Module["__emscripten_thread_crashed"]()}throw ex}};`});var Sg=Ot((hi,df)=>{var hf=(()=>{var r=typeof document<"u"&&document.currentScript?document.currentScript.src:void 0;return typeof __filename<"u"&&(r=r||__filename),(function(e){e=e||{};var t=typeof e<"u"?e:{},n,o;t.ready=new Promise(function(E,$){n=E,o=$});var s;typeof process<"u"&&process.listeners&&(s={uncaughtException:process.listeners("uncaughtException"),unhandledRejection:process.listeners("unhandledRejection")});var i=Object.assign({},t),u=[],l="./this.program",a=(E,$)=>{throw $},c=typeof window=="object",p=typeof importScripts=="function",f=typeof process=="object"&&typeof process.versions=="object"&&typeof process.versions.node=="string",m="";function h(E){return t.locateFile?t.locateFile(E,m):m+E}var x,g,_,b;function w(E){if(E instanceof zn)return;F("exiting due to exception: "+E)}if(f){var I=cf(),A=pf();p?m=A.dirname(m)+"/":m=__dirname+"/",x=(E,$)=>(E=Wn(E)?new URL(E):A.normalize(E),I.readFileSync(E,$?void 0:"utf8")),_=E=>{var $=x(E,!0);return $.buffer||($=new Uint8Array($)),$},g=(E,$,K)=>{E=Wn(E)?new URL(E):A.normalize(E),I.readFile(E,function(ce,Se){ce?K(ce):$(Se.buffer)})},process.argv.length>1&&(l=process.argv[1].replace(/\\/g,"/")),u=process.argv.slice(2),process.on("uncaughtException",function(E){if(!(E instanceof zn))throw E}),process.on("unhandledRejection",function(E){throw E}),a=(E,$)=>{if(Ks())throw process.exitCode=E,$;w($),process.exit(E)},t.inspect=function(){return"[Emscripten Module object]"}}else(c||p)&&(p?m=self.location.href:typeof document<"u"&&document.currentScript&&(m=document.currentScript.src),r&&(m=r),m.indexOf("blob:")!==0?m=m.substr(0,m.replace(/[?#].*/,"").lastIndexOf("/")+1):m="",x=E=>{var $=new XMLHttpRequest;return $.open("GET",E,!1),$.send(null),$.responseText},p&&(_=E=>{var $=new XMLHttpRequest;return $.open("GET",E,!1),$.responseType="arraybuffer",$.send(null),new Uint8Array($.response)}),g=(E,$,K)=>{var ce=new XMLHttpRequest;ce.open("GET",E,!0),ce.responseType="arraybuffer",ce.onload=()=>{if(ce.status==200||ce.status==0&&ce.response){$(ce.response);return}K()},ce.onerror=K,ce.send(null)},b=E=>document.title=E);var k=t.print||console.log.bind(console),F=t.printErr||console.warn.bind(console);Object.assign(t,i),i=null,t.arguments&&(u=t.arguments),t.thisProgram&&(l=t.thisProgram),t.quit&&(a=t.quit);var O=4,L;t.wasmBinary&&(L=t.wasmBinary);var j=t.noExitRuntime||!0;typeof WebAssembly!="object"&&Pr("no native wasm support detected");var V,Q=!1,ne;function ee(E,$){E||Pr($)}var re=typeof TextDecoder<"u"?new TextDecoder("utf8"):void 0;function be(E,$,K){$>>>=0;for(var ce=$+K,Se=$;E[Se]&&!(Se>=ce);)++Se;if(Se-$>16&&E.buffer&&re)return re.decode(E.subarray($,Se));for(var Ie="";$<Se;){var ue=E[$++];if(!(ue&128)){Ie+=String.fromCharCode(ue);continue}var ie=E[$++]&63;if((ue&224)==192){Ie+=String.fromCharCode((ue&31)<<6|ie);continue}var ke=E[$++]&63;if((ue&240)==224?ue=(ue&15)<<12|ie<<6|ke:ue=(ue&7)<<18|ie<<12|ke<<6|E[$++]&63,ue<65536)Ie+=String.fromCharCode(ue);else{var St=ue-65536;Ie+=String.fromCharCode(55296|St>>10,56320|St&1023)}}return Ie}function le(E,$){return E>>>=0,E?be(Ne,E,$):""}function Le(E,$,K,ce){if(K>>>=0,!(ce>0))return 0;for(var Se=K,Ie=K+ce-1,ue=0;ue<E.length;++ue){var ie=E.charCodeAt(ue);if(ie>=55296&&ie<=57343){var ke=E.charCodeAt(++ue);ie=65536+((ie&1023)<<10)|ke&1023}if(ie<=127){if(K>=Ie)break;$[K++>>>0]=ie}else if(ie<=2047){if(K+1>=Ie)break;$[K++>>>0]=192|ie>>6,$[K++>>>0]=128|ie&63}else if(ie<=65535){if(K+2>=Ie)break;$[K++>>>0]=224|ie>>12,$[K++>>>0]=128|ie>>6&63,$[K++>>>0]=128|ie&63}else{if(K+3>=Ie)break;$[K++>>>0]=240|ie>>18,$[K++>>>0]=128|ie>>12&63,$[K++>>>0]=128|ie>>6&63,$[K++>>>0]=128|ie&63}}return $[K>>>0]=0,K-Se}function Te(E,$,K){return Le(E,Ne,$,K)}var Oe,nt,Ne,Zt,pe,xr,Lt,un,bu;function Ho(E){Oe=E,t.HEAP8=nt=new Int8Array(E),t.HEAP16=Zt=new Int16Array(E),t.HEAP32=xr=new Int32Array(E),t.HEAPU8=Ne=new Uint8Array(E),t.HEAPU16=pe=new Uint16Array(E),t.HEAPU32=Lt=new Uint32Array(E),t.HEAPF32=un=new Float32Array(E),t.HEAPF64=bu=new Float64Array(E)}var wu=t.INITIAL_MEMORY||16777216,zs,Vs=[],qs=[],We=[],Hs=!1;function Ks(){return j}function js(){if(t.preRun)for(typeof t.preRun=="function"&&(t.preRun=[t.preRun]);t.preRun.length;)Ys(t.preRun.shift());_r(Vs)}function vu(){Hs=!0,_r(qs)}function Xs(){if(t.postRun)for(typeof t.postRun=="function"&&(t.postRun=[t.postRun]);t.postRun.length;)Zs(t.postRun.shift());_r(We)}function Ys(E){Vs.unshift(E)}function Qs(E){qs.unshift(E)}function Zs(E){We.unshift(E)}var ze=0,Gn=null,Dr=null;function Js(E){ze++,t.monitorRunDependencies&&t.monitorRunDependencies(ze)}function ea(E){if(ze--,t.monitorRunDependencies&&t.monitorRunDependencies(ze),ze==0&&(Gn!==null&&(clearInterval(Gn),Gn=null),Dr)){var $=Dr;Dr=null,$()}}function Pr(E){t.onAbort&&t.onAbort(E),E="Aborted("+E+")",F(E),Q=!0,ne=1,E+=". Build with -sASSERTIONS for more info.";var $=new WebAssembly.RuntimeError(E);throw o($),$}var Su="data:application/octet-stream;base64,";function ln(E){return E.startsWith(Su)}function Wn(E){return E.startsWith("file://")}var Ve;Ve="tfjs-backend-wasm.wasm",ln(Ve)||(Ve=h(Ve));function ta(E){try{if(E==Ve&&L)return new Uint8Array(L);if(_)return _(E);throw"both async and sync fetching of the wasm failed"}catch($){Pr($)}}function Iu(){if(!L&&(c||p)){if(typeof fetch=="function"&&!Wn(Ve))return fetch(Ve,{credentials:"same-origin"}).then(function(E){if(!E.ok)throw"failed to load wasm binary file at '"+Ve+"'";return E.arrayBuffer()}).catch(function(){return ta(Ve)});if(g)return new Promise(function(E,$){g(Ve,function(K){E(new Uint8Array(K))},$)})}return Promise.resolve().then(function(){return ta(Ve)})}function Eu(){var E={env:Ko,wasi_snapshot_preview1:Ko};function $(ue,ie){var ke=ue.exports;t.asm=ke,V=t.asm.memory,Ho(V.buffer),zs=t.asm.__indirect_function_table,Qs(t.asm.__wasm_call_ctors),ea("wasm-instantiate")}Js("wasm-instantiate");function K(ue){$(ue.instance)}function ce(ue){return Iu().then(function(ie){return WebAssembly.instantiate(ie,E)}).then(function(ie){return ie}).then(ue,function(ie){F("failed to asynchronously prepare wasm: "+ie),Pr(ie)})}function Se(){return!L&&typeof WebAssembly.instantiateStreaming=="function"&&!ln(Ve)&&!Wn(Ve)&&!f&&typeof fetch=="function"?fetch(Ve,{credentials:"same-origin"}).then(function(ue){var ie=WebAssembly.instantiateStreaming(ue,E);return ie.then(K,function(ke){return F("wasm streaming compile failed: "+ke),F("falling back to ArrayBuffer instantiation"),ce(K)})}):ce(K)}if(t.instantiateWasm)try{var Ie=t.instantiateWasm(E,$);return Ie}catch(ue){F("Module.instantiateWasm callback failed with error: "+ue),o(ue)}return Se().catch(o),{}}var Om,Br;function zn(E){this.name="ExitStatus",this.message="Program terminated with exit("+E+")",this.status=E}function _r(E){for(;E.length>0;)E.shift()(t)}function Tu(){Pr("")}function ra(){return 4294901760}function cn(){return ra()}function Au(E,$,K){Ne.copyWithin(E>>>0,$>>>0,$+K>>>0)}function na(E){try{return V.grow(E-Oe.byteLength+65535>>>16),Ho(V.buffer),1}catch{}}function Vn(E){var $=Ne.length;E=E>>>0;var K=ra();if(E>K)return!1;let ce=(ke,St)=>ke+(St-ke%St)%St;for(var Se=1;Se<=4;Se*=2){var Ie=$*(1+.2/Se);Ie=Math.min(Ie,E+100663296);var ue=Math.min(K,ce(Math.max(E,Ie),65536)),ie=na(ue);if(ie)return!0}return!1}var qe={varargs:void 0,get:function(){qe.varargs+=4;var E=xr[qe.varargs-4>>>2];return E},getStr:function(E){var $=le(E);return $}};function oa(E){return 52}function Cu(E,$,K,ce,Se){return 70}var Ru=[null,[],[]];function Um(E,$){var K=Ru[E];$===0||$===10?((E===1?k:F)(be(K,0)),K.length=0):K.push($)}function Gm(E,$,K,ce){for(var Se=0,Ie=0;Ie<K;Ie++){var ue=Lt[$>>>2],ie=Lt[$+4>>>2];$+=8;for(var ke=0;ke<ie;ke++)Um(E,Ne[ue+ke>>>0]);Se+=ie}return Lt[ce>>>2]=Se,0}function sa(E){var $=t["_"+E];return $}function pn(E,$){nt.set(E,$>>>0)}function ku(E,$,K,ce,Se){var Ie={string:je=>{var Or=0;if(je!=null&&je!==0){var va=(je.length<<2)+1;Or=Zo(va),Te(je,Or,va)}return Or},array:je=>{var Or=Zo(je.length);return pn(je,Or),Or}};function ue(je){return $==="string"?le(je):$==="boolean"?!!je:je}var ie=sa(E),ke=[],St=0;if(ce)for(var yr=0;yr<ce.length;yr++){var wa=Ie[K[yr]];wa?(St===0&&(St=_a()),ke[yr]=wa(ce[yr])):ke[yr]=ce[yr]}var Jo=ie.apply(null,ke);function Jc(je){return St!==0&&ya(St),ue(je)}return Jo=Jc(Jo),Jo}function $u(E,$,K,ce){K=K||[];var Se=K.every(ue=>ue==="number"||ue==="boolean"),Ie=$!=="string";return Ie&&Se&&!ce?sa(E):function(){return ku(E,$,K,arguments,ce)}}var Ko={abort:Tu,emscripten_get_heap_max:cn,emscripten_memcpy_big:Au,emscripten_resize_heap:Vn,fd_close:oa,fd_seek:Cu,fd_write:Gm},Nu=Eu(),aa=t.___wasm_call_ctors=function(){return(aa=t.___wasm_call_ctors=t.asm.__wasm_call_ctors).apply(null,arguments)},ia=t._init=function(){return(ia=t._init=t.asm.init).apply(null,arguments)},Fu=t._init_with_threads_count=function(){return(Fu=t._init_with_threads_count=t.asm.init_with_threads_count).apply(null,arguments)},ua=t._get_threads_count=function(){return(ua=t._get_threads_count=t.asm.get_threads_count).apply(null,arguments)},Mu=t._register_tensor=function(){return(Mu=t._register_tensor=t.asm.register_tensor).apply(null,arguments)},Z=t._dispose_data=function(){return(Z=t._dispose_data=t.asm.dispose_data).apply(null,arguments)},jo=t._dispose=function(){return(jo=t._dispose=t.asm.dispose).apply(null,arguments)},Du=t._Abs=function(){return(Du=t._Abs=t.asm.Abs).apply(null,arguments)},la=t._Acos=function(){return(la=t._Acos=t.asm.Acos).apply(null,arguments)},qn=t._Acosh=function(){return(qn=t._Acosh=t.asm.Acosh).apply(null,arguments)},Pu=t._Add=function(){return(Pu=t._Add=t.asm.Add).apply(null,arguments)},Bu=t._AddN=function(){return(Bu=t._AddN=t.asm.AddN).apply(null,arguments)},Lu=t._All=function(){return(Lu=t._All=t.asm.All).apply(null,arguments)},Ou=t._Any=function(){return(Ou=t._Any=t.asm.Any).apply(null,arguments)},Uu=t._ArgMax=function(){return(Uu=t._ArgMax=t.asm.ArgMax).apply(null,arguments)},ca=t._ArgMin=function(){return(ca=t._ArgMin=t.asm.ArgMin).apply(null,arguments)},pa=t._Asin=function(){return(pa=t._Asin=t.asm.Asin).apply(null,arguments)},Gu=t._Asinh=function(){return(Gu=t._Asinh=t.asm.Asinh).apply(null,arguments)},Wu=t._Atan=function(){return(Wu=t._Atan=t.asm.Atan).apply(null,arguments)},zu=t._Atan2=function(){return(zu=t._Atan2=t.asm.Atan2).apply(null,arguments)},Xo=t._Atanh=function(){return(Xo=t._Atanh=t.asm.Atanh).apply(null,arguments)},Vu=t._AvgPool=function(){return(Vu=t._AvgPool=t.asm.AvgPool).apply(null,arguments)},qu=t._AvgPool3D=function(){return(qu=t._AvgPool3D=t.asm.AvgPool3D).apply(null,arguments)},Hu=t._AvgPool3DGrad=function(){return(Hu=t._AvgPool3DGrad=t.asm.AvgPool3DGrad).apply(null,arguments)},fn=t._AvgPoolGrad=function(){return(fn=t._AvgPoolGrad=t.asm.AvgPoolGrad).apply(null,arguments)},Ku=t._BatchMatMul=function(){return(Ku=t._BatchMatMul=t.asm.BatchMatMul).apply(null,arguments)},ju=t._Bincount=function(){return(ju=t._Bincount=t.asm.Bincount).apply(null,arguments)},fa=t._BitwiseAnd=function(){return(fa=t._BitwiseAnd=t.asm.BitwiseAnd).apply(null,arguments)},Xu=t._Ceil=function(){return(Xu=t._Ceil=t.asm.Ceil).apply(null,arguments)},Yo=t._ClipByValue=function(){return(Yo=t._ClipByValue=t.asm.ClipByValue).apply(null,arguments)},Yu=t._Conv2D=function(){return(Yu=t._Conv2D=t.asm.Conv2D).apply(null,arguments)},Qu=t._Conv2DBackpropInput=function(){return(Qu=t._Conv2DBackpropInput=t.asm.Conv2DBackpropInput).apply(null,arguments)},Zu=t._Conv3D=function(){return(Zu=t._Conv3D=t.asm.Conv3D).apply(null,arguments)},Lr=t._Conv3DBackpropFilterV2=function(){return(Lr=t._Conv3DBackpropFilterV2=t.asm.Conv3DBackpropFilterV2).apply(null,arguments)},Qo=t._Conv3DBackpropInputV2=function(){return(Qo=t._Conv3DBackpropInputV2=t.asm.Conv3DBackpropInputV2).apply(null,arguments)},Ju=t._Cos=function(){return(Ju=t._Cos=t.asm.Cos).apply(null,arguments)},el=t._Cosh=function(){return(el=t._Cosh=t.asm.Cosh).apply(null,arguments)},tl=t._CropAndResize=function(){return(tl=t._CropAndResize=t.asm.CropAndResize).apply(null,arguments)},rl=t._Cumprod=function(){return(rl=t._Cumprod=t.asm.Cumprod).apply(null,arguments)},ma=t._Cumsum=function(){return(ma=t._Cumsum=t.asm.Cumsum).apply(null,arguments)},ha=t._DenseBincount=function(){return(ha=t._DenseBincount=t.asm.DenseBincount).apply(null,arguments)},nl=t._DepthToSpace=function(){return(nl=t._DepthToSpace=t.asm.DepthToSpace).apply(null,arguments)},ol=t._DepthwiseConv2dNative=function(){return(ol=t._DepthwiseConv2dNative=t.asm.DepthwiseConv2dNative).apply(null,arguments)},da=t._Diag=function(){return(da=t._Diag=t.asm.Diag).apply(null,arguments)},ga=t._Dilation2D=function(){return(ga=t._Dilation2D=t.asm.Dilation2D).apply(null,arguments)},sl=t._Dilation2DBackpropFilter=function(){return(sl=t._Dilation2DBackpropFilter=t.asm.Dilation2DBackpropFilter).apply(null,arguments)},al=t._Dilation2DBackpropInput=function(){return(al=t._Dilation2DBackpropInput=t.asm.Dilation2DBackpropInput).apply(null,arguments)},il=t._Elu=function(){return(il=t._Elu=t.asm.Elu).apply(null,arguments)},ul=t._EluGrad=function(){return(ul=t._EluGrad=t.asm.EluGrad).apply(null,arguments)},xa=t._Equal=function(){return(xa=t._Equal=t.asm.Equal).apply(null,arguments)},Wm=t._Erf=function(){return(Wm=t._Erf=t.asm.Erf).apply(null,arguments)},ll=t._Exp=function(){return(ll=t._Exp=t.asm.Exp).apply(null,arguments)},cl=t._Expm1=function(){return(cl=t._Expm1=t.asm.Expm1).apply(null,arguments)},pl=t._FlipLeftRight=function(){return(pl=t._FlipLeftRight=t.asm.FlipLeftRight).apply(null,arguments)},fl=t._Floor=function(){return(fl=t._Floor=t.asm.Floor).apply(null,arguments)},ml=t._FloorDiv=function(){return(ml=t._FloorDiv=t.asm.FloorDiv).apply(null,arguments)},hl=t._FusedBatchNorm=function(){return(hl=t._FusedBatchNorm=t.asm.FusedBatchNorm).apply(null,arguments)},dl=t._FusedConv2D=function(){return(dl=t._FusedConv2D=t.asm.FusedConv2D).apply(null,arguments)},gl=t._FusedDepthwiseConv2D=function(){return(gl=t._FusedDepthwiseConv2D=t.asm.FusedDepthwiseConv2D).apply(null,arguments)},xl=t._Gather=function(){return(xl=t._Gather=t.asm.Gather).apply(null,arguments)},_l=t._GatherNd=function(){return(_l=t._GatherNd=t.asm.GatherNd).apply(null,arguments)},yl=t._Greater=function(){return(yl=t._Greater=t.asm.Greater).apply(null,arguments)},bl=t._GreaterEqual=function(){return(bl=t._GreaterEqual=t.asm.GreaterEqual).apply(null,arguments)},wl=t._IsFinite=function(){return(wl=t._IsFinite=t.asm.IsFinite).apply(null,arguments)},vl=t._IsInf=function(){return(vl=t._IsInf=t.asm.IsInf).apply(null,arguments)},Sl=t._IsNan=function(){return(Sl=t._IsNan=t.asm.IsNan).apply(null,arguments)},Il=t._LRN=function(){return(Il=t._LRN=t.asm.LRN).apply(null,arguments)},El=t._LRNGrad=function(){return(El=t._LRNGrad=t.asm.LRNGrad).apply(null,arguments)},Tl=t._LeakyRelu=function(){return(Tl=t._LeakyRelu=t.asm.LeakyRelu).apply(null,arguments)},Al=t._Less=function(){return(Al=t._Less=t.asm.Less).apply(null,arguments)},Cl=t._LessEqual=function(){return(Cl=t._LessEqual=t.asm.LessEqual).apply(null,arguments)},Rl=t._LinSpace=function(){return(Rl=t._LinSpace=t.asm.LinSpace).apply(null,arguments)},kl=t._Log=function(){return(kl=t._Log=t.asm.Log).apply(null,arguments)},$l=t._Log1p=function(){return($l=t._Log1p=t.asm.Log1p).apply(null,arguments)},Nl=t._LogicalAnd=function(){return(Nl=t._LogicalAnd=t.asm.LogicalAnd).apply(null,arguments)},Fl=t._LogicalNot=function(){return(Fl=t._LogicalNot=t.asm.LogicalNot).apply(null,arguments)},Ml=t._LogicalOr=function(){return(Ml=t._LogicalOr=t.asm.LogicalOr).apply(null,arguments)},Dl=t._LogicalXor=function(){return(Dl=t._LogicalXor=t.asm.LogicalXor).apply(null,arguments)},Pl=t._Max=function(){return(Pl=t._Max=t.asm.Max).apply(null,arguments)},Bl=t._MaxPool=function(){return(Bl=t._MaxPool=t.asm.MaxPool).apply(null,arguments)},Ll=t._MaxPool3D=function(){return(Ll=t._MaxPool3D=t.asm.MaxPool3D).apply(null,arguments)},Ol=t._MaxPool3DGrad=function(){return(Ol=t._MaxPool3DGrad=t.asm.MaxPool3DGrad).apply(null,arguments)},Ul=t._MaxPoolGrad=function(){return(Ul=t._MaxPoolGrad=t.asm.MaxPoolGrad).apply(null,arguments)},Gl=t._MaxPoolWithArgmax=function(){return(Gl=t._MaxPoolWithArgmax=t.asm.MaxPoolWithArgmax).apply(null,arguments)},Wl=t._Maximum=function(){return(Wl=t._Maximum=t.asm.Maximum).apply(null,arguments)},zl=t._Mean=function(){return(zl=t._Mean=t.asm.Mean).apply(null,arguments)},Vl=t._Min=function(){return(Vl=t._Min=t.asm.Min).apply(null,arguments)},ql=t._Minimum=function(){return(ql=t._Minimum=t.asm.Minimum).apply(null,arguments)},Hl=t._MirrorPad=function(){return(Hl=t._MirrorPad=t.asm.MirrorPad).apply(null,arguments)},Kl=t._Mod=function(){return(Kl=t._Mod=t.asm.Mod).apply(null,arguments)},jl=t._Multinomial=function(){return(jl=t._Multinomial=t.asm.Multinomial).apply(null,arguments)},Xl=t._Multiply=function(){return(Xl=t._Multiply=t.asm.Multiply).apply(null,arguments)},Yl=t._Neg=function(){return(Yl=t._Neg=t.asm.Neg).apply(null,arguments)},Ql=t._NonMaxSuppressionV3=function(){return(Ql=t._NonMaxSuppressionV3=t.asm.NonMaxSuppressionV3).apply(null,arguments)},Zl=t._NonMaxSuppressionV4=function(){return(Zl=t._NonMaxSuppressionV4=t.asm.NonMaxSuppressionV4).apply(null,arguments)},Jl=t._NonMaxSuppressionV5=function(){return(Jl=t._NonMaxSuppressionV5=t.asm.NonMaxSuppressionV5).apply(null,arguments)},ec=t._NotEqual=function(){return(ec=t._NotEqual=t.asm.NotEqual).apply(null,arguments)},tc=t._OneHot=function(){return(tc=t._OneHot=t.asm.OneHot).apply(null,arguments)},rc=t._PadV2=function(){return(rc=t._PadV2=t.asm.PadV2).apply(null,arguments)},nc=t._Pow=function(){return(nc=t._Pow=t.asm.Pow).apply(null,arguments)},oc=t._Prelu=function(){return(oc=t._Prelu=t.asm.Prelu).apply(null,arguments)},sc=t._Prod=function(){return(sc=t._Prod=t.asm.Prod).apply(null,arguments)},ac=t._RealDiv=function(){return(ac=t._RealDiv=t.asm.RealDiv).apply(null,arguments)},ic=t._Reciprocal=function(){return(ic=t._Reciprocal=t.asm.Reciprocal).apply(null,arguments)},uc=t._Relu=function(){return(uc=t._Relu=t.asm.Relu).apply(null,arguments)},lc=t._Relu6=function(){return(lc=t._Relu6=t.asm.Relu6).apply(null,arguments)},cc=t._ResizeBilinear=function(){return(cc=t._ResizeBilinear=t.asm.ResizeBilinear).apply(null,arguments)},pc=t._ResizeBilinearGrad=function(){return(pc=t._ResizeBilinearGrad=t.asm.ResizeBilinearGrad).apply(null,arguments)},fc=t._ResizeNearestNeighbor=function(){return(fc=t._ResizeNearestNeighbor=t.asm.ResizeNearestNeighbor).apply(null,arguments)},mc=t._ResizeNearestNeighborGrad=function(){return(mc=t._ResizeNearestNeighborGrad=t.asm.ResizeNearestNeighborGrad).apply(null,arguments)},hc=t._Reverse=function(){return(hc=t._Reverse=t.asm.Reverse).apply(null,arguments)},dc=t._RotateWithOffset=function(){return(dc=t._RotateWithOffset=t.asm.RotateWithOffset).apply(null,arguments)},gc=t._Round=function(){return(gc=t._Round=t.asm.Round).apply(null,arguments)},xc=t._Rsqrt=function(){return(xc=t._Rsqrt=t.asm.Rsqrt).apply(null,arguments)},_c=t._ScatterNd=function(){return(_c=t._ScatterNd=t.asm.ScatterNd).apply(null,arguments)},yc=t._SearchSorted=function(){return(yc=t._SearchSorted=t.asm.SearchSorted).apply(null,arguments)},bc=t._SelectV2=function(){return(bc=t._SelectV2=t.asm.SelectV2).apply(null,arguments)},wc=t._Selu=function(){return(wc=t._Selu=t.asm.Selu).apply(null,arguments)},vc=t._Sigmoid=function(){return(vc=t._Sigmoid=t.asm.Sigmoid).apply(null,arguments)},Sc=t._Sign=function(){return(Sc=t._Sign=t.asm.Sign).apply(null,arguments)},Ic=t._Sin=function(){return(Ic=t._Sin=t.asm.Sin).apply(null,arguments)},Ec=t._Sinh=function(){return(Ec=t._Sinh=t.asm.Sinh).apply(null,arguments)},Tc=t._Softmax=function(){return(Tc=t._Softmax=t.asm.Softmax).apply(null,arguments)},Ac=t._Softplus=function(){return(Ac=t._Softplus=t.asm.Softplus).apply(null,arguments)},Cc=t._SparseFillEmptyRows=function(){return(Cc=t._SparseFillEmptyRows=t.asm.SparseFillEmptyRows).apply(null,arguments)},Rc=t._SparseReshape=function(){return(Rc=t._SparseReshape=t.asm.SparseReshape).apply(null,arguments)},kc=t._SparseSegmentReduction=function(){return(kc=t._SparseSegmentReduction=t.asm.SparseSegmentReduction).apply(null,arguments)},$c=t._SparseToDense=function(){return($c=t._SparseToDense=t.asm.SparseToDense).apply(null,arguments)},Nc=t._Sqrt=function(){return(Nc=t._Sqrt=t.asm.Sqrt).apply(null,arguments)},Fc=t._Square=function(){return(Fc=t._Square=t.asm.Square).apply(null,arguments)},Mc=t._SquaredDifference=function(){return(Mc=t._SquaredDifference=t.asm.SquaredDifference).apply(null,arguments)},Dc=t._Step=function(){return(Dc=t._Step=t.asm.Step).apply(null,arguments)},Pc=t._StridedSlice=function(){return(Pc=t._StridedSlice=t.asm.StridedSlice).apply(null,arguments)},Bc=t._Sub=function(){return(Bc=t._Sub=t.asm.Sub).apply(null,arguments)},Lc=t._Sum=function(){return(Lc=t._Sum=t.asm.Sum).apply(null,arguments)},Oc=t._Tan=function(){return(Oc=t._Tan=t.asm.Tan).apply(null,arguments)},Uc=t._Tanh=function(){return(Uc=t._Tanh=t.asm.Tanh).apply(null,arguments)},Gc=t._TensorScatterUpdate=function(){return(Gc=t._TensorScatterUpdate=t.asm.TensorScatterUpdate).apply(null,arguments)},Wc=t._Tile=function(){return(Wc=t._Tile=t.asm.Tile).apply(null,arguments)},zc=t._TopK=function(){return(zc=t._TopK=t.asm.TopK).apply(null,arguments)},Vc=t._Transform=function(){return(Vc=t._Transform=t.asm.Transform).apply(null,arguments)},qc=t._Transpose=function(){return(qc=t._Transpose=t.asm.Transpose).apply(null,arguments)},Hc=t.__FusedMatMul=function(){return(Hc=t.__FusedMatMul=t.asm._FusedMatMul).apply(null,arguments)},Kc=t._malloc=function(){return(Kc=t._malloc=t.asm.malloc).apply(null,arguments)},jc=t._free=function(){return(jc=t._free=t.asm.free).apply(null,arguments)},Xc=t.___errno_location=function(){return(Xc=t.___errno_location=t.asm.__errno_location).apply(null,arguments)},_a=t.stackSave=function(){return(_a=t.stackSave=t.asm.stackSave).apply(null,arguments)},ya=t.stackRestore=function(){return(ya=t.stackRestore=t.asm.stackRestore).apply(null,arguments)},Zo=t.stackAlloc=function(){return(Zo=t.stackAlloc=t.asm.stackAlloc).apply(null,arguments)},Yc=t.dynCall_iijjiiii=function(){return(Yc=t.dynCall_iijjiiii=t.asm.dynCall_iijjiiii).apply(null,arguments)},Qc=t.dynCall_jiji=function(){return(Qc=t.dynCall_jiji=t.asm.dynCall_jiji).apply(null,arguments)};t.cwrap=$u;var Hn;Dr=function E(){Hn||ba(),Hn||(Dr=E)};function ba(E){if(E=E||u,ze>0||(js(),ze>0))return;function $(){Hn||(Hn=!0,t.calledRun=!0,!Q&&(vu(),n(t),t.onRuntimeInitialized&&t.onRuntimeInitialized(),Xs()))}t.setStatus?(t.setStatus("Running..."),setTimeout(function(){setTimeout(function(){t.setStatus("")},1),$()},1)):$()}if(t.preInit)for(typeof t.preInit=="function"&&(t.preInit=[t.preInit]);t.preInit.length>0;)t.preInit.pop()();ba();var Kn;s&&(Kn={uncaughtException:process.listeners("uncaughtException").filter(function(E){return!s.uncaughtException.indexOf(E)>-1}),unhandledRejection:process.listeners("unhandledRejection").filter(function(E){return!s.unhandledRejection.indexOf(E)>-1})});var jn;if(typeof e<"u")jn=e;else if(typeof WasmBackendModuleThreadedSimd<"u")jn=WasmBackendModuleThreadedSimd;else throw new Error("Could not find wasm module in post.js");if(Kn){var Zc=jn._dispose;jn._dispose=function(){Zc(),Kn.uncaughtException.forEach(function(E){process.removeListener("uncaughtException",E)}),Kn.unhandledRejection.forEach(function(E){process.removeListener("unhandledRejection",E)})}}return e.ready})})();typeof hi=="object"&&typeof df=="object"?df.exports=hf:typeof define=="function"&&define.amd?define([],function(){return hf}):typeof hi=="object"&&(hi.WasmBackendModule=hf)});var vr=class{constructor(e,t){this.backend=e,this.dataMover=t,this.data=new WeakMap,this.dataIdsCount=0}get(e){return this.data.has(e)||this.dataMover.moveData(this.backend,e),this.data.get(e)}set(e,t){this.dataIdsCount++,this.data.set(e,t)}has(e){return this.data.has(e)}delete(e){return this.dataIdsCount--,this.data.delete(e)}numDataIds(){return this.dataIdsCount}},Ut=class{refCount(e){return ht("refCount")}incRef(e){return ht("incRef")}timerAvailable(){return!0}time(e){return ht("time")}read(e){return ht("read")}readSync(e){return ht("readSync")}readToGPU(e,t){return ht("readToGPU")}numDataIds(){return ht("numDataIds")}disposeData(e,t){return ht("disposeData")}write(e,t,n){return ht("write")}move(e,t,n,o,s){return ht("move")}createTensorFromGPUData(e,t,n){return ht("createTensorFromGPUData")}memory(){return ht("memory")}floatPrecision(){return ht("floatPrecision")}epsilon(){return this.floatPrecision()===32?1e-7:1e-4}dispose(){return ht("dispose")}};function ht(r){throw new Error(`'${r}' not yet implemented or not found in the registry. This kernel may not be supported by the tfjs backend you have chosen`)}function Qm(r){let e=r.length,t=0;for(;e>0;)t=Math.random()*e|0,e--,ka(r,e,t)}function zw(r,e){if(r.length!==e.length)throw new Error(`Array sizes must match to be shuffled together First array length was ${r.length}Second array length was ${e.length}`);let t=r.length,n=0;for(;t>0;)n=Math.random()*t|0,t--,ka(r,t,n),ka(e,t,n)}function Yn(r,e,t){return Math.max(r,Math.min(e,t))}function Vw(r){return r%2===0?r:r+1}function ka(r,e,t){let n=r[e];r[e]=r[t],r[t]=n}function qw(r){let e=0;for(let t=0;t<r.length;t++)e+=r[t];return e}function Hw(r,e){let t=Math.random();return e*t+(1-t)*r}function Kw(r,e){let t=0;for(let n=0;n<r.length;n++){let o=Number(r[n])-Number(e[n]);t+=o*o}return t}function R(r,e){if(!r)throw new Error(typeof e=="string"?e:e())}function $a(r,e,t=""){R(Qn(r,e),()=>t+` Shapes ${r} and ${e} must match`)}function jw(r){R(r!=null,()=>"The input to the tensor constructor must be a non-null value.")}function _e(r){if(r.length===0)return 1;let e=r[0];for(let t=1;t<r.length;t++)e*=r[t];return e}function Xw(r){return r.length===0}function Yw(r,e){if(r===e)return!0;if(r==null||e==null||r.length!==e.length)return!1;for(let t=0;t<r.length;t++)if(r[t]!==null&&e[t]!==null&&r[t]!==e[t])return!1;return!0}function Qn(r,e){if(r===e)return!0;if(r==null||e==null||r.length!==e.length)return!1;for(let t=0;t<r.length;t++)if(r[t]!==e[t])return!1;return!0}function es(r){return r%1===0}function Qw(r){if(Math.tanh!=null)return Math.tanh(r);if(r===1/0)return 1;if(r===-1/0)return-1;{let e=Math.exp(2*r);return(e-1)/(e+1)}}function Zw(r){let e=Math.ceil(Math.sqrt(r));return[e,Math.ceil(r/e)]}function Jw(r){let e=new Uint32Array(r);for(let t=0;t<r;++t)e[t]=t;return Qm(e),e}function hn(r,e){return e<=r.length?r:r+" ".repeat(e-r.length)}function ev(r,e=o=>0,t,n){return new Promise((o,s)=>{let i=0,u=()=>{if(r()){o();return}i++;let l=e(i);if(t!=null&&i>=t){s();return}n!=null?n(u,l):setTimeout(u,l)};u()})}function tv(r,e){let t=1,n=-1;for(let s=0;s<r.length;++s)if(r[s]>=0)t*=r[s];else if(r[s]===-1){if(n!==-1)throw Error(`Shapes can only have 1 implicit size. Found -1 at dim ${n} and dim ${s}`);n=s}else if(r[s]<0)throw Error(`Shapes can not be < 0. Found ${r[s]} at dim ${s}`);if(n===-1){if(e>0&&e!==t)throw Error(`Size(${e}) must match the product of shape ${r}`);return r}if(t===0)throw Error(`Cannot infer the missing size in [${r}] when there are 0 elements`);if(e%t!==0)throw Error(`The implicit shape can't be a fractional number. Got ${e} / ${t}`);let o=r.slice();return o[n]=e/t,o}function Zm(r,e){let t=e.length;return r=r==null?e.map((n,o)=>o):[].concat(r),R(r.every(n=>n>=-t&&n<t),()=>`All values in axis param must be in range [-${t}, ${t}) but got axis ${r}`),R(r.every(n=>es(n)),()=>`All values in axis param must be integers but got axis ${r}`),r.map(n=>n<0?t+n:n)}function rv(r,e){let t=[],n=[],o=e!=null&&Array.isArray(e)&&e.length===0,s=e==null||o?null:Zm(e,r).sort(),i=0;for(let u=0;u<r.length;++u){if(s!=null){if(s[i]===u&&r[u]!==1)throw new Error(`Can't squeeze axis ${u} since its dim '${r[u]}' is not 1`);(s[i]==null||s[i]>u)&&r[u]===1&&(t.push(r[u]),n.push(u)),s[i]<=u&&i++}r[u]!==1&&(t.push(r[u]),n.push(u))}return{newShape:t,keptDims:n}}function nv(r,e){return Na(r,e)}function Na(r,e){let t=null;if(r==null||r==="float32")t=new Float32Array(e);else if(r==="int32")t=new Int32Array(e);else if(r==="bool")t=new Uint8Array(e);else if(r==="string")t=new Array(e);else throw new Error(`Unknown data type ${r}`);return t}function op(r,e){for(let t=0;t<r.length;t++){let n=r[t];if(isNaN(n)||!isFinite(n))throw Error(`A tensor of type ${e} being uploaded contains ${n}.`)}}function sp(r){return r==="bool"||r==="complex64"||r==="float32"||r==="int32"||r==="string"}function ov(r,e){return!(e==="complex64"||e==="float32"&&r!=="complex64"||e==="int32"&&r!=="float32"&&r!=="complex64"||e==="bool"&&r==="bool")}function Zn(r){if(r==="float32"||r==="int32")return 4;if(r==="complex64")return 8;if(r==="bool")return 1;throw new Error(`Unknown dtype ${r}`)}function ap(r){if(r==null)return 0;let e=0;return r.forEach(t=>e+=t.length),e}function Jn(r){return typeof r=="string"||r instanceof String}function Jm(r){return typeof r=="boolean"}function eh(r){return typeof r=="number"}function Ur(r){return Array.isArray(r)?Ur(r[0]):r instanceof Float32Array?"float32":r instanceof Int32Array||r instanceof Uint8Array||r instanceof Uint8ClampedArray?"int32":eh(r)?"float32":Jn(r)?"string":Jm(r)?"bool":"float32"}function eo(r){return!!(r&&r.constructor&&r.call&&r.apply)}function to(r,e){for(let t=e;t<r;++t)if(r%t===0)return t;return r}function Jt(r){let e=r.length;if(e<2)return[];let t=new Array(e-1);t[e-2]=r[e-1];for(let n=e-3;n>=0;--n)t[n]=t[n+1]*r[n+1];return t}function th(r,e,t,n=!1){let o=new Array;if(e.length===1){let s=e[0]*(n?2:1);for(let i=0;i<s;i++)o[i]=t[r+i]}else{let s=e[0],i=e.slice(1),u=i.reduce((l,a)=>l*a)*(n?2:1);for(let l=0;l<s;l++)o[l]=th(r+l*u,i,t,n)}return o}function mn(r,e,t=!1){if(r.length===0)return e[0];let n=r.reduce((o,s)=>o*s)*(t?2:1);if(n===0)return[];if(n!==e.length)throw new Error(`[${r}] does not match the input size ${e.length}${t?" for a complex tensor":""}.`);return th(0,r,e,t)}function sv(r,e){if(Array.isArray(r))return r;if(e==="float32")return r instanceof Float32Array?r:new Float32Array(r);if(e==="int32")return r instanceof Int32Array?r:new Int32Array(r);if(e==="bool"||e==="string")return Uint8Array.from(new Int32Array(r));throw new Error(`Unknown dtype ${e}`)}function ip(r,e){let t=ro(r,e);for(let n=0;n<t.length;n++)t[n]=1;return t}function ro(r,e){if(e==null||e==="float32"||e==="complex64")return new Float32Array(r);if(e==="int32")return new Int32Array(r);if(e==="bool")return new Uint8Array(r);throw new Error(`Unknown data type ${e}`)}function av(r,e){let t=r.reduce((n,o)=>n*o,1);if(e==null||e==="float32")return mn(r,new Float32Array(t));if(e==="int32")return mn(r,new Int32Array(t));if(e==="bool")return mn(r,new Uint8Array(t));throw new Error(`Unknown data type ${e}`)}function Gt(r){r.forEach(e=>{R(Number.isInteger(e)&&e>=0,()=>`Tensor must have a shape comprised of positive integers but got shape [${r}].`)})}function iv(r,e,t){if(e===0)return 0;if(e===1)return r[0];let n=r[r.length-1];for(let o=0;o<r.length-1;++o)n+=t[o]*r[o];return n}function uv(r,e,t){if(e===0)return[];if(e===1)return[r];let n=new Array(e);for(let o=0;o<n.length-1;++o)n[o]=Math.floor(r/t[o]),r-=n[o]*t[o];return n[n.length-1]=r,n}function dn(r){return r&&r.then&&typeof r.then=="function"}var rh="tfjsflags",ts=class{constructor(e){this.global=e,this.flags={},this.flagRegistry={},this.urlFlags={},this.getQueryParams=cv,this.populateURLFlags()}setPlatform(e,t){this.platform!=null&&(v().getBool("IS_TEST")||v().getBool("PROD")||console.warn(`Platform ${this.platformName} has already been set. Overwriting the platform with ${e}.`)),this.platformName=e,this.platform=t}registerFlag(e,t,n){if(this.flagRegistry[e]={evaluationFn:t,setHook:n},this.urlFlags[e]!=null){let o=this.urlFlags[e];v().getBool("IS_TEST")||v().getBool("PROD")||console.warn(`Setting feature override from URL ${e}: ${o}.`),this.set(e,o)}}async getAsync(e){return e in this.flags?this.flags[e]:(this.flags[e]=await this.evaluateFlag(e),this.flags[e])}get(e){if(e in this.flags)return this.flags[e];let t=this.evaluateFlag(e);if(dn(t))throw new Error(`Flag ${e} cannot be synchronously evaluated. Please use getAsync() instead.`);return this.flags[e]=t,this.flags[e]}getNumber(e){return this.get(e)}getBool(e){return this.get(e)}getString(e){return this.get(e)}getFlags(){return this.flags}get features(){return this.flags}set(e,t){if(this.flagRegistry[e]==null)throw new Error(`Cannot set flag ${e} as it has not been registered.`);this.flags[e]=t,this.flagRegistry[e].setHook!=null&&this.flagRegistry[e].setHook(t)}evaluateFlag(e){if(this.flagRegistry[e]==null)throw new Error(`Cannot evaluate flag '${e}': no evaluation function found.`);return this.flagRegistry[e].evaluationFn()}setFlags(e){this.flags=Object.assign({},e)}reset(){this.flags={},this.urlFlags={},this.populateURLFlags()}populateURLFlags(){if(typeof this.global>"u"||typeof this.global.location>"u"||typeof this.global.location.search>"u")return;let e=this.getQueryParams(this.global.location.search);rh in e&&e[rh].split(",").forEach(n=>{let[o,s]=n.split(":");this.urlFlags[o]=fv(o,s)})}};function cv(r){let e={};return r.replace(/[?&]([^=?&]+)(?:=([^&]*))?/g,(t,...n)=>(pv(e,n[0],n[1]),n.join("="))),e}function pv(r,e,t){r[decodeURIComponent(e)]=decodeURIComponent(t||"")}function fv(r,e){let t=e.toLowerCase();return t==="true"||t==="false"?t==="true":`${+t}`===t?+t:e}function v(){return up}var up=null;function nh(r){up=r}var lp;function cp(){if(lp==null){let r;if(typeof window<"u")r=window;else if(typeof global<"u")r=global;else if(typeof process<"u")r=process;else if(typeof self<"u")r=self;else throw new Error("Could not find a global object");lp=r}return lp}function mv(){let r=cp();return r._tfGlobals==null&&(r._tfGlobals=new Map),r._tfGlobals}function rs(r,e){let t=mv();if(t.has(r))return t.get(r);{let n=e();return t.set(r,n),t.get(r)}}var Sr="BatchMatMul";var oh="BitwiseAnd";var Wt="Cast",sh="Ceil";var ns="Complex",ah="ComplexAbs",Gr="Concat",ih="Conv2D",uh="Conv2DBackpropFilter",lh="Conv2DBackpropInput";var ch="DepthwiseConv2dNative",ph="DepthwiseConv2dNativeBackpropFilter",fh="DepthwiseConv2dNativeBackpropInput";var Wr="RealDiv";var mh="Equal";var hh="Expm1";var Fa="Fill";var dh="Floor",Ma="FloorDiv";var gh="Greater",xh="GreaterEqual",zt="Identity";var Da="Imag";var pp="LeakyRelu",_h="Less",yh="LessEqual";var Pa="Maximum";var bh="Minimum";var er="Multiply";var Ba="NotEqual";var no="Pack";var fp="Prelu";var os="Real";var zr="Relu",Vr="Reshape";var wh="Relu6";var vh="Rsqrt";var Ir="Slice";var tr="Sigmoid",qr="Softplus",rr="Sqrt";var Sh="SquaredDifference",oo="Square",Ih="StaticRegexReplace";var Eh="Tile";var Vt="Transpose";var Hr="ZerosLike",Er="Step";var nr="_FusedMatMul",mp="FusedConv2D",hp="FusedDepthwiseConv2D";function Tr(...r){v().getBool("IS_TEST")||v().getBool("PROD")||console.warn(...r)}function hv(...r){v().getBool("IS_TEST")||v().getBool("PROD")||console.log(...r)}var La=rs("kernelRegistry",()=>new Map),dv=rs("gradRegistry",()=>new Map);function dp(r,e){let t=Ah(r,e);return La.get(t)}function gp(r){return dv.get(r)}function xp(r){let e=La.entries(),t=[];for(;;){let{done:n,value:o}=e.next();if(n)break;let[s,i]=o,[u]=s.split("_");u===r&&t.push(i)}return t}function G(r){let{kernelName:e,backendName:t}=r,n=Ah(e,t);La.has(n)&&Tr(`The kernel '${e}' for backend '${t}' is already registered`),La.set(n,r)}function Ah(r,e){return`${e}_${r}`}var d={};wr(d,{arraysEqual:()=>Qn,arraysEqualWithNull:()=>Yw,assert:()=>R,assertNonNegativeIntegerDimensions:()=>Gt,assertNonNull:()=>jw,assertShapesMatch:()=>$a,bytesFromStringArray:()=>ap,bytesPerElement:()=>Zn,checkConversionForErrors:()=>op,clamp:()=>Yn,computeStrides:()=>Jt,convertBackendValuesAndArrayBuffer:()=>sv,createScalarValue:()=>vv,createShuffledIndices:()=>Jw,decodeString:()=>lo,distSquared:()=>Kw,encodeString:()=>uo,fetch:()=>Iv,fingerPrint64:()=>wv,flatten:()=>jr,getArrayFromDType:()=>Na,getTypedArrayFromDType:()=>nv,hasEncodingLoss:()=>ov,hexToLong:()=>ss,indexToLoc:()=>uv,inferDtype:()=>Ur,inferFromImplicitShape:()=>tv,isBoolean:()=>Jm,isFunction:()=>eo,isInt:()=>es,isNumber:()=>eh,isPromise:()=>dn,isScalarShape:()=>Xw,isString:()=>Jn,isTypedArray:()=>He,isValidDtype:()=>sp,locToIndex:()=>iv,makeOnesTypedArray:()=>ip,makeZerosNestedTypedArray:()=>av,makeZerosTypedArray:()=>ro,nearestDivisor:()=>to,nearestLargerEven:()=>Vw,now:()=>bn,parseAxisParam:()=>Zm,randUniform:()=>Hw,repeatedTry:()=>ev,rightPad:()=>hn,shuffle:()=>Qm,shuffleCombo:()=>zw,sizeFromShape:()=>_e,sizeToSquarishShape:()=>Zw,squeezeShape:()=>rv,sum:()=>qw,swap:()=>ka,tanh:()=>Qw,toNestedArray:()=>mn,toTypedArray:()=>io});function Oa(r){return r instanceof Float32Array||r instanceof Int32Array||r instanceof Uint8Array||r instanceof Uint8ClampedArray}var wp=Ra(Lh());var yn=wp.default||wp;function ss(r){return yn.fromString(r,!0,16)}var Uh=ss("c3a5c85c97cb3127"),_n=ss("b492b66fbe98f273"),Xe=ss("9ae16a3b2f90404f");function bp(r){return r.xor(r.shru(47))}function Gh(r,e,t){let n=r.slice(e,e+t);return yn.fromBytes(Array.from(n),!0,!0)}function ye(r,e){return Gh(r,e,8)}function Oh(r,e){return Gh(r,e,4)}function De(r,e){return e===0?r:r.shru(e).or(r.shl(64-e))}function Kr(r,e,t=ss("9ddfea08eb382d69")){let n=r.xor(e).mul(t);n=n.xor(n.shru(47));let o=e.xor(n).mul(t);return o=o.xor(o.shru(47)),o=o.mul(t),o}function xv(r,e,t,n,o,s){o=o.add(r),s=De(s.add(o).add(n),21);let i=o;return o=o.add(e),o=o.add(t),s=s.add(De(o,44)),[o.add(n),s.add(i)]}function Ga(r,e,t,n){return xv(ye(r,e),ye(r,e+8),ye(r,e+16),ye(r,e+24),t,n)}function _v(r,e=r.length){if(e>=8){let t=Xe.add(e*2),n=ye(r,0).add(Xe),o=ye(r,e-8),s=De(o,37).mul(t).add(n),i=De(n,25).add(o).mul(t);return Kr(s,i,t)}if(e>=4){let t=Xe.add(e*2),n=Oh(r,0);return Kr(n.shl(3).add(e),Oh(r,e-4),t)}if(e>0){let t=r[0],n=r[e>>1],o=r[e-1],s=t+(n<<8),i=e+(o<<2);return bp(Xe.mul(s).xor(Uh.mul(i))).mul(Xe)}return Xe}function yv(r,e=r.length){let t=Xe.add(e*2),n=ye(r,0).mul(_n),o=ye(r,8),s=ye(r,e-8).mul(t),i=ye(r,e-16).mul(Xe);return Kr(De(n.add(o),43).add(De(s,30)).add(i),n.add(De(o.add(Xe),18)).add(s),t)}function bv(r,e=r.length){let t=Xe.add(e*2),n=ye(r,0).mul(Xe),o=ye(r,8),s=ye(r,e-8).mul(t),i=ye(r,e-16).mul(Xe),u=De(n.add(o),43).add(De(s,30)).add(i),l=Kr(u,n.add(De(o.add(Xe),18)).add(s),t),a=ye(r,16).mul(t),c=ye(r,24),p=u.add(ye(r,e-32)).mul(t),f=l.add(ye(r,e-24)).mul(t);return Kr(De(a.add(c),43).add(De(p,30)).add(f),a.add(De(c.add(n),18)).add(p),t)}function wv(r,e=r.length){let t=yn.fromNumber(81,!0);if(e<=32)return e<=16?_v(r,e):yv(r,e);if(e<=64)return bv(r,e);let n=t,o=t.mul(_n).add(113),s=bp(o.mul(Xe).add(113)).mul(Xe),i=[yn.UZERO,yn.UZERO],u=[yn.UZERO,yn.UZERO];n=n.mul(Xe).add(ye(r,0));let l=0,a=(e-1>>6)*64,c=a+(e-1&63)-63;do n=De(n.add(o).add(i[0]).add(ye(r,l+8)),37).mul(_n),o=De(o.add(i[1]).add(ye(r,l+48)),42).mul(_n),n=n.xor(u[1]),o=o.add(i[0]).add(ye(r,l+40)),s=De(s.add(u[0]),33).mul(_n),i=Ga(r,l,i[1].mul(_n),n.add(u[0])),u=Ga(r,l+32,s.add(u[1]),o.add(ye(r,l+16))),[s,n]=[n,s],l+=64;while(l!==a);let p=_n.add(s.and(255).shl(1));return l=c,u[0]=u[0].add(e-1&63),i[0]=i[0].add(u[0]),u[0]=u[0].add(i[0]),n=De(n.add(o).add(i[0]).add(ye(r,l+8)),37).mul(p),o=De(o.add(i[1]).add(ye(r,l+48)),42).mul(p),n=n.xor(u[1].mul(9)),o=o.add(i[0].mul(9).add(ye(r,l+40))),s=De(s.add(u[0]),33).mul(p),i=Ga(r,l,i[1].mul(p),n.add(u[0])),u=Ga(r,l+32,s.add(u[1]),o.add(ye(r,l+16))),[s,n]=[n,s],Kr(Kr(i[0],u[0],p).add(bp(o).mul(Uh)).add(s),Kr(i[1],u[1],p).add(n),p)}function vv(r,e){return e==="string"?uo(r):io([r],e)}function Sv(r,e){return r instanceof Float32Array&&e==="float32"||r instanceof Int32Array&&e==="int32"||r instanceof Uint8Array&&e==="bool"}function io(r,e){if(e==="string")throw new Error("Cannot convert a string[] to a TypedArray");if(Array.isArray(r)&&(r=jr(r)),v().getBool("DEBUG")&&op(r,e),Sv(r,e))return r;if(e==null||e==="float32"||e==="complex64")return new Float32Array(r);if(e==="int32")return new Int32Array(r);if(e==="bool"){let t=new Uint8Array(r.length);for(let n=0;n<t.length;++n)Math.round(r[n])!==0&&(t[n]=1);return t}else throw new Error(`Unknown data type ${e}`)}function bn(){return v().platform.now()}function Iv(r,e){return v().platform.fetch(r,e)}function uo(r,e="utf-8"){return e=e||"utf-8",v().platform.encode(r,e)}function lo(r,e="utf-8"){return e=e||"utf-8",v().platform.decode(r,e)}function He(r){return v().platform.isTypedArray!=null?v().platform.isTypedArray(r):Oa(r)}function jr(r,e=[],t=!1){if(e==null&&(e=[]),typeof r=="boolean"||typeof r=="number"||typeof r=="string"||dn(r)||r==null||He(r)&&t)e.push(r);else if(Array.isArray(r)||He(r))for(let n=0;n<r.length;++n)jr(r[n],e,t);else{let n=-1;for(let o of Object.keys(r))/^([1-9]+[0-9]*|0)$/.test(o)&&(n=Math.max(n,Number(o)));for(let o=0;o<=n;o++)jr(r[o],e,t)}return e}var Wa=class{constructor(e,t){this.backendTimer=e,this.logger=t,t==null&&(this.logger=new vp)}profileKernel(e,t,n){let o,s=()=>{o=n()},i,u=bn();if(this.backendTimer.timerAvailable())i=this.backendTimer.time(s);else{s();for(let a of o)a.dataSync();i=Promise.resolve({kernelMs:bn()-u})}if(v().getBool("CHECK_COMPUTATION_FOR_ERRORS"))for(let a=0;a<o.length;a++){let c=o[a];c.data().then(p=>{Ev(p,c.dtype,e)})}return{kernelName:e,outputs:o,inputs:t,timeMs:i.then(a=>a.kernelMs),extraInfo:i.then(a=>a.getExtraProfileInfo!=null?a.getExtraProfileInfo():"")}}logKernelProfile(e){let{kernelName:t,outputs:n,timeMs:o,inputs:s,extraInfo:i}=e;n.forEach(u=>{Promise.all([u.data(),o,i]).then(l=>{this.logger.logKernelProfile(t,u,l[0],l[1],s,l[2])})})}};function Ev(r,e,t){if(e!=="float32")return!1;for(let n=0;n<r.length;n++){let o=r[n];if(isNaN(o)||!isFinite(o))return console.warn(`Found ${o} in the result of '${t}'`),!0}return!1}var vp=class{logKernelProfile(e,t,n,o,s,i){let u=typeof o=="number"?hn(`${o}ms`,9):o.error,l=hn(e,25),a=t.rank,c=t.size,p=hn(t.shape.toString(),14),f="";for(let m in s){let h=s[m];if(h!=null){let x=h.shape||t.shape,g=x.length;f+=`${m}: ${g}D ${g>0?x:""} `}}console.log(`%c${l}	%c${u}	%c${a}D ${p}	%c${c}	%c${f}	%c${i}`,"font-weight:bold","color:red","color:blue","color: orange","color: green","color: steelblue")}};function Wh(r,e,t){let n={},o={};for(let l=0;l<e.length;l++)n[e[l].id]=!0;for(let l=0;l<r.length;l++){let a=r[l],c=a.inputs;for(let p in c){let f=c[p],m=!1;for(let h=0;h<e.length;h++)if(n[f.id]){a.outputs.forEach(x=>n[x.id]=!0),m=!0,o[a.id]=!0;break}if(m)break}}let s={};s[t.id]=!0;let i={};for(let l=r.length-1;l>=0;l--){let a=r[l],c=a.inputs;for(let p=0;p<a.outputs.length;p++)if(s[a.outputs[p].id]){for(let f in c)s[c[f].id]=!0,i[a.id]=!0;break}}let u=[];for(let l=0;l<r.length;l++){let a=r[l];if(o[a.id]&&i[a.id]){let c={};for(let f in a.inputs){let m=a.inputs[f];n[m.id]&&(c[f]=m)}let p=Object.assign({},a);p.inputs=c,p.outputs=a.outputs,u.push(p)}}return u}function zh(r,e,t,n){for(let o=e.length-1;o>=0;o--){let s=e[o],i=[];if(s.outputs.forEach(l=>{let a=r[l.id];a!=null?i.push(a):i.push(null)}),s.gradient==null)throw new Error(`Cannot compute gradient: gradient function not found for ${s.kernelName}.`);let u=s.gradient(i);for(let l in s.inputs){if(!(l in u))throw new Error(`Cannot backprop through input ${l}. Available gradients found: ${Object.keys(u)}.`);let a=t(()=>u[l]());if(a.dtype!=="float32")throw new Error(`Error in gradient for op ${s.kernelName}. The gradient of input ${l} must have 'float32' dtype, but has '${a.dtype}'`);let c=s.inputs[l];if(!Qn(a.shape,c.shape))throw new Error(`Error in gradient for op ${s.kernelName}. The gradient of input '${l}' has shape '${a.shape}', which does not match the shape of the input '${c.shape}'`);if(r[c.id]==null)r[c.id]=a;else{let p=r[c.id];r[c.id]=n(p,a),p.dispose()}}}}var Vh=20,as=3,Sp=7;function qh(r,e,t,n){let o=Jt(e),s=Tv(r,e,t,o),i=e.length,u=za(r,e,t,o,s),l=["Tensor"];return n&&(l.push(`  dtype: ${t}`),l.push(`  rank: ${i}`),l.push(`  shape: [${e}]`),l.push("  values:")),l.push(u.map(a=>"    "+a).join(`
`)),l.join(`
`)}function Tv(r,e,t,n){let o=_e(e),s=n[n.length-1],i=new Array(s).fill(0),u=e.length,l=t==="complex64"?us(r):r;if(u>1)for(let a=0;a<o/s;a++){let c=a*s;for(let p=0;p<s;p++)i[p]=Math.max(i[p],is(l[c+p],0,t).length)}return i}function is(r,e,t){let n;return Array.isArray(r)?n=`${parseFloat(r[0].toFixed(Sp))} + ${parseFloat(r[1].toFixed(Sp))}j`:Jn(r)?n=`'${r}'`:t==="bool"?n=Hh(r):n=parseFloat(r.toFixed(Sp)).toString(),hn(n,e)}function Hh(r){return r===0?"false":"true"}function za(r,e,t,n,o,s=!0){let i=t==="complex64"?2:1,u=e[0],l=e.length;if(l===0){if(t==="complex64"){let x=us(r);return[is(x[0],0,t)]}return t==="bool"?[Hh(r[0])]:[r[0].toString()]}if(l===1){if(u>Vh){let g=as*i,_=Array.from(r.slice(0,g)),b=Array.from(r.slice((u-as)*i,u*i));return t==="complex64"&&(_=us(_),b=us(b)),["["+_.map((w,I)=>is(w,o[I],t)).join(", ")+", ..., "+b.map((w,I)=>is(w,o[u-as+I],t)).join(", ")+"]"]}return["["+(t==="complex64"?us(r):Array.from(r)).map((g,_)=>is(g,o[_],t)).join(", ")+"]"]}let a=e.slice(1),c=n.slice(1),p=n[0]*i,f=[];if(u>Vh){for(let x=0;x<as;x++){let g=x*p,_=g+p;f.push(...za(r.slice(g,_),a,t,c,o,!1))}f.push("...");for(let x=u-as;x<u;x++){let g=x*p,_=g+p;f.push(...za(r.slice(g,_),a,t,c,o,x===u-1))}}else for(let x=0;x<u;x++){let g=x*p,_=g+p;f.push(...za(r.slice(g,_),a,t,c,o,x===u-1))}let m=l===2?",":"";f[0]="["+(u>0?f[0]+m:"");for(let x=1;x<f.length-1;x++)f[x]=" "+f[x]+m;let h=`,
`;for(let x=2;x<l;x++)h+=`
`;return f[f.length-1]=" "+f[f.length-1]+"]"+(s?"":h),f}function us(r){let e=[];for(let t=0;t<r.length;t+=2)e.push([r[t],r[t+1]]);return e}var or=class{constructor(e,t,n){if(this.dtype=t,this.shape=e.slice(),this.size=_e(e),n!=null){let o=n.length;R(o===this.size,()=>`Length of values '${o}' does not match the size inferred by the shape '${this.size}'.`)}if(t==="complex64")throw new Error("complex64 dtype TensorBuffers are not supported. Please create a TensorBuffer for the real and imaginary parts separately and call tf.complex(real, imag).");this.values=n||Na(t,this.size),this.strides=Jt(e)}set(e,...t){t.length===0&&(t=[0]),R(t.length===this.rank,()=>`The number of provided coordinates (${t.length}) must match the rank (${this.rank})`);let n=this.locToIndex(t);this.values[n]=e}get(...e){e.length===0&&(e=[0]);let t=0;for(let o of e){if(o<0||o>=this.shape[t]){let s=`Requested out of range element at ${e}.   Buffer shape=${this.shape}`;throw new Error(s)}t++}let n=e[e.length-1];for(let o=0;o<e.length-1;++o)n+=this.strides[o]*e[o];return this.values[n]}locToIndex(e){if(this.rank===0)return 0;if(this.rank===1)return e[0];let t=e[e.length-1];for(let n=0;n<e.length-1;++n)t+=this.strides[n]*e[n];return t}indexToLoc(e){if(this.rank===0)return[];if(this.rank===1)return[e];let t=new Array(this.shape.length);for(let n=0;n<t.length-1;++n)t[n]=Math.floor(e/this.strides[n]),e-=t[n]*this.strides[n];return t[t.length-1]=e,t}get rank(){return this.shape.length}toTensor(){return Ht().makeTensor(this.values,this.shape,this.dtype)}},Ht=null,co=null,Av=null;function Kh(r){Ht=r}function jh(r){co=r}function Xh(r){Av=r}var Ke=class{constructor(e,t,n,o){this.kept=!1,this.isDisposedInternal=!1,this.shape=e.slice(),this.dtype=t||"float32",this.size=_e(e),this.strides=Jt(e),this.dataId=n,this.id=o,this.rankType=this.rank<5?this.rank.toString():"higher"}get rank(){return this.shape.length}async buffer(){let e=await this.data();return co.buffer(this.shape,this.dtype,e)}bufferSync(){return co.buffer(this.shape,this.dtype,this.dataSync())}async array(){let e=await this.data();return mn(this.shape,e,this.dtype==="complex64")}arraySync(){return mn(this.shape,this.dataSync(),this.dtype==="complex64")}async data(){this.throwIfDisposed();let e=Ht().read(this.dataId);if(this.dtype==="string"){let t=await e;try{return t.map(n=>lo(n))}catch{throw new Error("Failed to decode the string bytes into utf-8. To get the original bytes, call tensor.bytes().")}}return e}dataToGPU(e){return this.throwIfDisposed(),Ht().readToGPU(this.dataId,e)}dataSync(){this.throwIfDisposed();let e=Ht().readSync(this.dataId);if(this.dtype==="string")try{return e.map(t=>lo(t))}catch{throw new Error("Failed to decode the string bytes into utf-8. To get the original bytes, call tensor.bytes().")}return e}async bytes(){this.throwIfDisposed();let e=await Ht().read(this.dataId);return this.dtype==="string"?e:new Uint8Array(e.buffer)}dispose(){this.isDisposed||(this.kerasMask&&this.kerasMask.dispose(),Ht().disposeTensor(this),this.isDisposedInternal=!0)}get isDisposed(){return this.isDisposedInternal}throwIfDisposed(){if(this.isDisposed)throw new Error("Tensor is disposed.")}print(e=!1){return co.print(this,e)}clone(){return this.throwIfDisposed(),co.clone(this)}toString(e=!1){let t=this.dataSync();return qh(t,this.shape,this.dtype,e)}cast(e){return this.throwIfDisposed(),co.cast(this,e)}variable(e=!0,t,n){return this.throwIfDisposed(),Ht().makeVariable(this,e,t,n)}};Object.defineProperty(Ke,Symbol.hasInstance,{value:r=>!!r&&r.data!=null&&r.dataSync!=null&&r.throwIfDisposed!=null});function Ip(){return rs("Tensor",()=>Ke)}Ip();var Ar=class extends Ke{constructor(e,t,n,o){super(e.shape,e.dtype,e.dataId,o),this.trainable=t,this.name=n}assign(e){if(e.dtype!==this.dtype)throw new Error(`dtype of the new value (${e.dtype}) and previous value (${this.dtype}) must match`);if(!Qn(e.shape,this.shape))throw new Error(`shape of the new value (${e.shape}) and previous value (${this.shape}) must match`);Ht().disposeTensor(this),this.dataId=e.dataId,Ht().incRef(this,null)}dispose(){Ht().disposeVariable(this),this.isDisposedInternal=!0}};Object.defineProperty(Ar,Symbol.hasInstance,{value:r=>r instanceof Ke&&r.assign!=null&&r.assign instanceof Function});var Ep;(function(r){r.R0="R0",r.R1="R1",r.R2="R2",r.R3="R3",r.R4="R4",r.R5="R5",r.R6="R6"})(Ep||(Ep={}));var Tp;(function(r){r.float32="float32",r.int32="int32",r.bool="int32",r.complex64="complex64"})(Tp||(Tp={}));var Ap;(function(r){r.float32="float32",r.int32="int32",r.bool="bool",r.complex64="complex64"})(Ap||(Ap={}));var Cp;(function(r){r.float32="float32",r.int32="float32",r.bool="float32",r.complex64="complex64"})(Cp||(Cp={}));var Rp;(function(r){r.float32="complex64",r.int32="complex64",r.bool="complex64",r.complex64="complex64"})(Rp||(Rp={}));var Cv={float32:Cp,int32:Tp,bool:Ap,complex64:Rp};function Ye(r,e){if(r==="string"||e==="string"){if(r==="string"&&e==="string")return"string";throw new Error(`Can not upcast ${r} with ${e}`)}return Cv[r][e]}function ls(r){return Ye(r,"int32")}function Va(r){return r!=null&&typeof r=="object"&&"texture"in r&&r.texture instanceof WebGLTexture}function qa(r){return typeof GPUBuffer<"u"&&r!=null&&typeof r=="object"&&"buffer"in r&&r.buffer instanceof GPUBuffer}function Re(r,e){if(r.dtype===e.dtype)return[r,e];let t=Ye(r.dtype,e.dtype);return[r.cast(t),e.cast(t)]}function Ha(r){let e=[];return Yh(r,e,new Set),e}function Yh(r,e,t){if(r==null)return;if(r instanceof Ke){e.push(r);return}if(!Rv(r))return;let n=r;for(let o in n){let s=n[o];t.has(s)||(t.add(s),Yh(s,e,t))}}function Rv(r){return Array.isArray(r)||typeof r=="object"}function kp(r){return r.kernelName!=null}var Ka=class{constructor(){this.registeredVariables={},this.nextTapeNodeId=0,this.numBytes=0,this.numTensors=0,this.numStringTensors=0,this.numDataBuffers=0,this.gradientDepth=0,this.kernelDepth=0,this.scopeStack=[],this.numDataMovesStack=[],this.nextScopeId=0,this.tensorInfo=new WeakMap,this.profiling=!1,this.activeProfile={newBytes:0,newTensors:0,peakBytes:0,kernels:[],result:null,get kernelNames(){return Array.from(new Set(this.kernels.map(e=>e.name)))}}}dispose(){for(let e in this.registeredVariables)this.registeredVariables[e].dispose()}},cs=class r{constructor(e){this.ENV=e,this.registry={},this.registryFactory={},this.pendingBackendInitId=0,this.state=new Ka}async ready(){if(this.pendingBackendInit!=null)return this.pendingBackendInit.then(()=>{});if(this.backendInstance!=null)return;let e=this.getSortedBackends();for(let t=0;t<e.length;t++){let n=e[t];if(await this.initializeBackend(n).success){await this.setBackend(n);return}}throw new Error("Could not initialize any backends, all backend initializations failed.")}get backend(){if(this.pendingBackendInit!=null)throw new Error(`Backend '${this.backendName}' has not yet been initialized. Make sure to await tf.ready() or await tf.setBackend() before calling other methods`);if(this.backendInstance==null){let{name:e,asyncInit:t}=this.initializeBackendsAndReturnBest();if(t)throw new Error(`The highest priority backend '${e}' has not yet been initialized. Make sure to await tf.ready() or await tf.setBackend() before calling other methods`);this.setBackend(e)}return this.backendInstance}backendNames(){return Object.keys(this.registryFactory)}findBackend(e){if(!(e in this.registry))if(e in this.registryFactory){let{asyncInit:t}=this.initializeBackend(e);if(t)return null}else return null;return this.registry[e]}findBackendFactory(e){return e in this.registryFactory?this.registryFactory[e].factory:null}registerBackend(e,t,n=1){return e in this.registryFactory?(Tr(`${e} backend was already registered. Reusing existing backend factory.`),!1):(this.registryFactory[e]={factory:t,priority:n},!0)}async setBackend(e){if(this.registryFactory[e]==null)throw new Error(`Backend name '${e}' not found in registry`);if(this.backendName=e,this.registry[e]==null){this.backendInstance=null;let{success:t,asyncInit:n}=this.initializeBackend(e);if(!(n?await t:t))return!1}return this.backendInstance=this.registry[e],this.setupRegisteredKernels(),this.profiler=new Wa(this.backendInstance),!0}setupRegisteredKernels(){xp(this.backendName).forEach(t=>{t.setupFunc!=null&&t.setupFunc(this.backendInstance)})}disposeRegisteredKernels(e){xp(e).forEach(n=>{n.disposeFunc!=null&&n.disposeFunc(this.registry[e])})}initializeBackend(e){let t=this.registryFactory[e];if(t==null)throw new Error(`Cannot initialize backend ${e}, no registration found.`);try{let n=t.factory();if(n&&!(n instanceof Ut)&&typeof n.then=="function"){let o=++this.pendingBackendInitId,s=n.then(i=>o<this.pendingBackendInitId?!1:(this.registry[e]=i,this.pendingBackendInit=null,!0)).catch(i=>(o<this.pendingBackendInitId||(this.pendingBackendInit=null,Tr(`Initialization of backend ${e} failed`),Tr(i.stack||i.message)),!1));return this.pendingBackendInit=s,{success:s,asyncInit:!0}}else return this.registry[e]=n,{success:!0,asyncInit:!1}}catch(n){return Tr(`Initialization of backend ${e} failed`),Tr(n.stack||n.message),{success:!1,asyncInit:!1}}}removeBackend(e){if(!(e in this.registryFactory))throw new Error(`${e} backend not found in registry`);this.backendName===e&&this.pendingBackendInit!=null&&this.pendingBackendInitId++,e in this.registry&&(this.disposeRegisteredKernels(e),this.registry[e].dispose(),delete this.registry[e]),delete this.registryFactory[e],this.backendName===e&&(this.pendingBackendInit=null,this.backendName=null,this.backendInstance=null)}getSortedBackends(){if(Object.keys(this.registryFactory).length===0)throw new Error("No backend found in registry.");return Object.keys(this.registryFactory).sort((e,t)=>this.registryFactory[t].priority-this.registryFactory[e].priority)}initializeBackendsAndReturnBest(){let e=this.getSortedBackends();for(let t=0;t<e.length;t++){let n=e[t],{success:o,asyncInit:s}=this.initializeBackend(n);if(s||o)return{name:n,asyncInit:s}}throw new Error("Could not initialize any backends, all backend initializations failed.")}moveData(e,t){let n=this.state.tensorInfo.get(t),o=n.backend,s=this.readSync(t),i=o.refCount(t);o.disposeData(t,!0),n.backend=e,e.move(t,s,n.shape,n.dtype,i),this.shouldCheckForMemLeaks()&&this.state.numDataMovesStack[this.state.numDataMovesStack.length-1]++}tidy(e,t){let n=null;if(t==null){if(typeof e!="function")throw new Error("Please provide a function to tidy()");t=e}else{if(typeof e!="string"&&!(e instanceof String))throw new Error("When calling with two arguments, the first argument to tidy() must be a string");if(typeof t!="function")throw new Error("When calling with two arguments, the 2nd argument to tidy() must be a function");n=e}let o;return this.scopedRun(()=>this.startScope(n),()=>this.endScope(o),()=>(o=t(),o instanceof Promise&&console.error("Cannot return a Promise inside of tidy."),o))}scopedRun(e,t,n){e();try{let o=n();return t(),o}catch(o){throw t(),o}}nextTensorId(){return r.nextTensorId++}nextVariableId(){return r.nextVariableId++}clone(e){let t=T.runKernel(zt,{x:e}),n={x:e},o=i=>({x:()=>{let u="float32",l={x:i},a={dtype:u};return T.runKernel(Wt,l,a)}}),s=[];return this.addTapeNode(this.state.activeScope.name,n,[t],o,s,{}),t}runKernel(e,t,n){if(this.backendName==null&&this.backend,!(dp(e,this.backendName)!=null))throw new Error(`Kernel '${e}' not registered for backend '${this.backendName}'`);return this.runKernelFunc({kernelName:e,inputs:t,attrs:n})}shouldCheckForMemLeaks(){return this.ENV.getBool("IS_TEST")}checkKernelForMemLeak(e,t,n){let o=this.backend.numDataIds(),s=0;n.forEach(l=>{s+=l.dtype==="complex64"?3:1});let i=this.state.numDataMovesStack[this.state.numDataMovesStack.length-1],u=o-t-s-i;if(u>0)throw new Error(`Backend '${this.backendName}' has an internal memory leak (${u} data ids) after running '${e}'`)}runKernelFunc(e){let t,n=[],o=this.isTapeOn(),s=this.state.numBytes,i=this.state.numTensors;this.shouldCheckForMemLeaks()&&this.state.numDataMovesStack.push(0);let u;this.backendName==null&&this.backend;let l,a=kp(e)?e.kernelName:this.state.activeScope!=null?this.state.activeScope.name:"";if(kp(e)){let{kernelName:h,inputs:x,attrs:g}=e;this.backendName==null&&this.backend;let _=dp(h,this.backendName);R(_!=null,()=>`Cannot find registered kernel '${h}' for backend '${this.backendName}'`),u=()=>{let b=this.backend.numDataIds();l=_.kernelFunc({inputs:x,attrs:g,backend:this.backend});let w=Array.isArray(l)?l:[l];this.shouldCheckForMemLeaks()&&this.checkKernelForMemLeak(h,b,w);let I=w.map(A=>A.rank!=null?A:this.makeTensorFromTensorInfo(A));if(o){let A=this.getTensorsForGradient(h,x,I);n=this.saveTensorsForBackwardMode(A)}return I}}else{let{forwardFunc:h}=e,x=g=>{o&&(n=g.map(_=>this.keep(this.clone(_))))};u=()=>{let g=this.backend.numDataIds();l=this.tidy(()=>h(this.backend,x));let _=Array.isArray(l)?l:[l];return this.shouldCheckForMemLeaks()&&this.checkKernelForMemLeak(a,g,_),_}}let{inputs:c,attrs:p}=e,f=kp(e)?null:e.backwardsFunc,m;return this.scopedRun(()=>this.state.kernelDepth++,()=>this.state.kernelDepth--,()=>{!this.ENV.getBool("DEBUG")&&!this.state.profiling?t=u():(m=this.profiler.profileKernel(a,c,()=>u()),this.ENV.getBool("DEBUG")&&this.profiler.logKernelProfile(m),t=m.outputs)}),o&&this.addTapeNode(a,c,t,f,n,p),this.state.profiling&&this.state.activeProfile.kernels.push({name:a,bytesAdded:this.state.numBytes-s,totalBytesSnapshot:this.state.numBytes,tensorsAdded:this.state.numTensors-i,totalTensorsSnapshot:this.state.numTensors,inputShapes:Object.keys(c).map(h=>c[h]!=null?c[h].shape:null),outputShapes:t.map(h=>h.shape),kernelTimeMs:m.timeMs,extraInfo:m.extraInfo}),Array.isArray(l)?t:t[0]}saveTensorsForBackwardMode(e){return e.map(n=>this.keep(this.clone(n)))}getTensorsForGradient(e,t,n){let o=gp(e);if(o!=null){let s=o.inputsToSave||[],i=o.outputsToSave||[],u;o.saveAllInputs?(R(Array.isArray(t),()=>"saveAllInputs is true, expected inputs to be an array."),u=Object.keys(t).map(a=>t[a])):u=s.map(a=>t[a]);let l=n.filter((a,c)=>i[c]);return u.concat(l)}return[]}makeTensor(e,t,n,o){if(e==null)throw new Error("Values passed to engine.makeTensor() are null");n=n||"float32",o=o||this.backend;let s=e;n==="string"&&Jn(e[0])&&(s=e.map(l=>uo(l)));let i=o.write(s,t,n),u=new Ke(t,n,i,this.nextTensorId());if(this.trackTensor(u,o),n==="string"){let l=this.state.tensorInfo.get(i),a=ap(s);this.state.numBytes+=a-l.bytes,l.bytes=a}return u}makeTensorFromDataId(e,t,n,o){n=n||"float32";let s={dataId:e,shape:t,dtype:n};return this.makeTensorFromTensorInfo(s,o)}makeTensorFromTensorInfo(e,t){let{dataId:n,shape:o,dtype:s}=e,i=new Ke(o,s,n,this.nextTensorId());return this.trackTensor(i,t),i}makeVariable(e,t=!0,n,o){n=n||this.nextVariableId().toString(),o!=null&&o!==e.dtype&&(e=e.cast(o));let s=new Ar(e,t,n,this.nextTensorId());if(this.state.registeredVariables[s.name]!=null)throw new Error(`Variable with name ${s.name} was already registered`);return this.state.registeredVariables[s.name]=s,this.incRef(s,this.backend),s}trackTensor(e,t){this.state.numTensors++,e.dtype==="string"&&this.state.numStringTensors++;let n=0;e.dtype!=="complex64"&&e.dtype!=="string"&&(n=e.size*Zn(e.dtype)),this.state.numBytes+=n,this.state.tensorInfo.has(e.dataId)||(this.state.numDataBuffers++,this.state.tensorInfo.set(e.dataId,{backend:t||this.backend,dtype:e.dtype,shape:e.shape,bytes:n})),e instanceof Ar||this.track(e)}incRef(e,t){this.trackTensor(e,t),this.backend.incRef(e.dataId)}removeDataId(e,t){this.state.tensorInfo.has(e)&&this.state.tensorInfo.get(e).backend===t&&(this.state.tensorInfo.delete(e),this.state.numDataBuffers--)}disposeTensor(e){if(!this.state.tensorInfo.has(e.dataId))return;let t=this.state.tensorInfo.get(e.dataId);if(this.state.numTensors--,e.dtype==="string"&&(this.state.numStringTensors--,this.state.numBytes-=t.bytes),e.dtype!=="complex64"&&e.dtype!=="string"){let n=e.size*Zn(e.dtype);this.state.numBytes-=n}t.backend.disposeData(e.dataId)&&this.removeDataId(e.dataId,t.backend)}disposeVariables(){for(let e in this.state.registeredVariables){let t=this.state.registeredVariables[e];this.disposeVariable(t)}}disposeVariable(e){this.disposeTensor(e),this.state.registeredVariables[e.name]!=null&&delete this.state.registeredVariables[e.name]}memory(){let e=this.backend.memory();return e.numTensors=this.state.numTensors,e.numDataBuffers=this.state.numDataBuffers,e.numBytes=this.state.numBytes,this.state.numStringTensors>0&&(e.unreliable=!0,e.reasons==null&&(e.reasons=[]),e.reasons.push("Memory usage by string tensors is approximate (2 bytes per character)")),e}async profile(e){this.state.profiling=!0;let t=this.state.numBytes,n=this.state.numTensors;this.state.activeProfile.kernels=[],this.state.activeProfile.result=await e(),this.state.profiling=!1,this.state.activeProfile.peakBytes=Math.max(...this.state.activeProfile.kernels.map(o=>o.totalBytesSnapshot)),this.state.activeProfile.newBytes=this.state.numBytes-t,this.state.activeProfile.newTensors=this.state.numTensors-n;for(let o of this.state.activeProfile.kernels)o.kernelTimeMs=await o.kernelTimeMs,o.extraInfo=await o.extraInfo;return this.state.activeProfile}isTapeOn(){return this.state.gradientDepth>0&&this.state.kernelDepth===0}addTapeNode(e,t,n,o,s,i){let u={id:this.state.nextTapeNodeId++,kernelName:e,inputs:t,outputs:n,saved:s},l=gp(e);l!=null&&(o=l.gradFunc),o!=null&&(u.gradient=a=>(a=a.map((c,p)=>{if(c==null){let f=n[p],m=ro(f.size,f.dtype);return this.makeTensor(m,f.shape,f.dtype)}return c}),o(a.length>1?a:a[0],s,i))),this.state.activeTape.push(u)}keep(e){return e.kept=!0,e}startTape(){this.state.gradientDepth===0&&(this.state.activeTape=[]),this.state.gradientDepth++}endTape(){this.state.gradientDepth--}startScope(e){let t={track:[],name:"unnamed scope",id:this.state.nextScopeId++};e&&(t.name=e),this.state.scopeStack.push(t),this.state.activeScope=t}endScope(e){let t=Ha(e),n=new Set(t.map(s=>s.id));for(let s=0;s<this.state.activeScope.track.length;s++){let i=this.state.activeScope.track[s];!i.kept&&!n.has(i.id)&&i.dispose()}let o=this.state.scopeStack.pop();this.state.activeScope=this.state.scopeStack.length===0?null:this.state.scopeStack[this.state.scopeStack.length-1],t.forEach(s=>{!s.kept&&s.scopeId===o.id&&this.track(s)})}gradients(e,t,n,o=!1){if(R(t.length>0,()=>"gradients() received an empty list of xs."),n!=null&&n.dtype!=="float32")throw new Error(`dy must have 'float32' dtype, but has '${n.dtype}'`);let s=this.scopedRun(()=>this.startTape(),()=>this.endTape(),()=>this.tidy("forward",e));R(s instanceof Ke,()=>"The result y returned by f() must be a tensor.");let i=Wh(this.state.activeTape,t,s);if(!o&&i.length===0&&t.length>0)throw new Error("Cannot compute gradient of y=f(x) with respect to x. Make sure that the f you passed encloses all operations that lead from x to y.");return this.tidy("backward",()=>{let u={};u[s.id]=n??kv(s.shape),zh(u,i,a=>this.tidy(a),$v);let l=t.map(a=>u[a.id]);return this.state.gradientDepth===0&&(this.state.activeTape.forEach(a=>{for(let c of a.saved)c.dispose()}),this.state.activeTape=null),{value:s,grads:l}})}customGrad(e){return R(eo(e),()=>"The f passed in customGrad(f) must be a function."),(...t)=>{R(t.every(u=>u instanceof Ke),()=>"The args passed in customGrad(f)(x1, x2,...) must all be tensors");let n,o={};t.forEach((u,l)=>{o[l]=u});let s=(u,l)=>(n=e(...t,l),R(n.value instanceof Ke,()=>"The function f passed in customGrad(f) must return an object where `obj.value` is a tensor"),R(eo(n.gradFunc),()=>"The function f passed in customGrad(f) must return an object where `obj.gradFunc` is a function."),n.value),i=(u,l)=>{let a=n.gradFunc(u,l),c=Array.isArray(a)?a:[a];R(c.length===t.length,()=>"The function f passed in customGrad(f) must return an object where `obj.gradFunc` is a function that returns the same number of tensors as inputs passed to f(...)."),R(c.every(f=>f instanceof Ke),()=>"The function f passed in customGrad(f) must return an object where `obj.gradFunc` is a function that returns a list of only tensors.");let p={};return c.forEach((f,m)=>{p[m]=()=>f}),p};return this.runKernelFunc({forwardFunc:s,backwardsFunc:i,inputs:o})}}readSync(e){return this.state.tensorInfo.get(e).backend.readSync(e)}read(e){return this.state.tensorInfo.get(e).backend.read(e)}readToGPU(e,t){return this.state.tensorInfo.get(e).backend.readToGPU(e,t)}async time(e){let t=bn(),n=await this.backend.time(e);return n.wallMs=bn()-t,n}track(e){return this.state.activeScope!=null&&(e.scopeId=this.state.activeScope.id,this.state.activeScope.track.push(e)),e}get registeredVariables(){return this.state.registeredVariables}reset(){this.pendingBackendInitId++,this.state.dispose(),this.ENV.reset(),this.state=new Ka;for(let e in this.registry)this.disposeRegisteredKernels(e),this.registry[e].dispose(),delete this.registry[e];this.backendName=null,this.backendInstance=null,this.pendingBackendInit=null}};cs.nextTensorId=0;cs.nextVariableId=0;function kv(r){let e=ip(_e(r),"float32");return T.makeTensor(e,r,"float32")}function $p(){let r=cp();if(r._tfengine==null){let e=new ts(r);r._tfengine=new cs(e)}return nh(r._tfengine.ENV),Kh(()=>r._tfengine),r._tfengine}var T=$p();function $v(r,e){let t={a:r,b:e};return T.runKernel("Add",t)}var Xr={};wr(Xr,{isBrowser:()=>Fp,isMobile:()=>Mv,mockIsMobile:()=>Fv});function Nv(){return typeof navigator<"u"&&navigator!=null}var Np;function Fv(r){Np=r}function Mv(r){if(Np!==void 0)return Np;if(r||Nv()){if(r||(r=navigator),r.product==="ReactNative")return!0;let e=r.userAgent||r.vendor||(typeof window<"u"?window.opera:"");if(!e){let t=r;return t.userAgentData&&t.userAgentData.mobile}return/(android|bb\d+|meego).+mobile|avantgo|bada\/|blackberry|blazer|compal|elaine|fennec|hiptop|iemobile|ip(hone|od)|iris|kindle|lge |maemo|midp|mmp|mobile.+firefox|netfront|opera m(ob|in)i|palm( os)?|phone|p(ixi|re)\/|plucker|pocket|psp|series(4|6)0|symbian|treo|up\.(browser|link)|vodafone|wap|windows ce|xda|xiino/i.test(e)||/1207|6310|6590|3gso|4thp|50[1-6]i|770s|802s|a wa|abac|ac(er|oo|s\-)|ai(ko|rn)|al(av|ca|co)|amoi|an(ex|ny|yw)|aptu|ar(ch|go)|as(te|us)|attw|au(di|\-m|r |s )|avan|be(ck|ll|nq)|bi(lb|rd)|bl(ac|az)|br(e|v)w|bumb|bw\-(n|u)|c55\/|capi|ccwa|cdm\-|cell|chtm|cldc|cmd\-|co(mp|nd)|craw|da(it|ll|ng)|dbte|dc\-s|devi|dica|dmob|do(c|p)o|ds(12|\-d)|el(49|ai)|em(l2|ul)|er(ic|k0)|esl8|ez([4-7]0|os|wa|ze)|fetc|fly(\-|_)|g1 u|g560|gene|gf\-5|g\-mo|go(\.w|od)|gr(ad|un)|haie|hcit|hd\-(m|p|t)|hei\-|hi(pt|ta)|hp( i|ip)|hs\-c|ht(c(\-| |_|a|g|p|s|t)|tp)|hu(aw|tc)|i\-(20|go|ma)|i230|iac( |\-|\/)|ibro|idea|ig01|ikom|im1k|inno|ipaq|iris|ja(t|v)a|jbro|jemu|jigs|kddi|keji|kgt( |\/)|klon|kpt |kwc\-|kyo(c|k)|le(no|xi)|lg( g|\/(k|l|u)|50|54|\-[a-w])|libw|lynx|m1\-w|m3ga|m50\/|ma(te|ui|xo)|mc(01|21|ca)|m\-cr|me(rc|ri)|mi(o8|oa|ts)|mmef|mo(01|02|bi|de|do|t(\-| |o|v)|zz)|mt(50|p1|v )|mwbp|mywa|n10[0-2]|n20[2-3]|n30(0|2)|n50(0|2|5)|n7(0(0|1)|10)|ne((c|m)\-|on|tf|wf|wg|wt)|nok(6|i)|nzph|o2im|op(ti|wv)|oran|owg1|p800|pan(a|d|t)|pdxg|pg(13|\-([1-8]|c))|phil|pire|pl(ay|uc)|pn\-2|po(ck|rt|se)|prox|psio|pt\-g|qa\-a|qc(07|12|21|32|60|\-[2-7]|i\-)|qtek|r380|r600|raks|rim9|ro(ve|zo)|s55\/|sa(ge|ma|mm|ms|ny|va)|sc(01|h\-|oo|p\-)|sdk\/|se(c(\-|0|1)|47|mc|nd|ri)|sgh\-|shar|sie(\-|m)|sk\-0|sl(45|id)|sm(al|ar|b3|it|t5)|so(ft|ny)|sp(01|h\-|v\-|v )|sy(01|mb)|t2(18|50)|t6(00|10|18)|ta(gt|lk)|tcl\-|tdg\-|tel(i|m)|tim\-|t\-mo|to(pl|sh)|ts(70|m\-|m3|m5)|tx\-9|up(\.b|g1|si)|utst|v400|v750|veri|vi(rg|te)|vk(40|5[0-3]|\-v)|vm40|voda|vulc|vx(52|53|60|61|70|80|81|83|85|98)|w3c(\-| )|webc|whit|wi(g |nc|nw)|wmlb|wonu|x700|yas\-|your|zeto|zte\-/i.test(e.substr(0,4))}return!1}function Fp(){return typeof window<"u"&&window.document!=null||typeof WorkerGlobalScope<"u"}var ot=v();ot.registerFlag("DEBUG",()=>!1,r=>{r&&console.warn("Debugging mode is ON. The output of every math call will be downloaded to CPU and checked for NaNs. This significantly impacts performance.")});ot.registerFlag("IS_BROWSER",()=>Fp());ot.registerFlag("IS_NODE",()=>typeof process<"u"&&typeof process.versions<"u"&&typeof process.versions.node<"u");ot.registerFlag("IS_CHROME",()=>typeof navigator<"u"&&navigator!=null&&navigator.userAgent!=null&&/Chrome/.test(navigator.userAgent)&&/Google Inc/.test(navigator.vendor));ot.registerFlag("IS_SAFARI",()=>typeof navigator<"u"&&navigator!=null&&navigator.userAgent!=null&&/Safari/.test(navigator.userAgent)&&/Apple/.test(navigator.vendor));ot.registerFlag("PROD",()=>!1);ot.registerFlag("TENSORLIKE_CHECK_SHAPE_CONSISTENCY",()=>ot.getBool("DEBUG"));ot.registerFlag("DEPRECATION_WARNINGS_ENABLED",()=>!0);ot.registerFlag("IS_TEST",()=>!1);ot.registerFlag("CHECK_COMPUTATION_FOR_ERRORS",()=>ot.getBool("DEBUG"));ot.registerFlag("WRAP_TO_IMAGEBITMAP",()=>!1);ot.registerFlag("CANVAS2D_WILL_READ_FREQUENTLY_FOR_GPU",()=>!1);ot.registerFlag("USE_SETTIMEOUTCUSTOM",()=>!1);function Mp(r,e){let t=r;if(He(r))return e==="string"?[]:[r.length];if(Va(r)){let o=r.channels||"RGBA";return[r.height,r.width*o.length]}else if(qa(r))return[r.buffer.size/(e==null?4:Zn(e))];if(!Array.isArray(r))return[];let n=[];for(;Array.isArray(t)||He(t)&&e!=="string";)n.push(t.length),t=t[0];return Array.isArray(r)&&v().getBool("TENSORLIKE_CHECK_SHAPE_CONSISTENCY")&&Zh(r,n,[]),n}function Zh(r,e,t){if(t=t||[],!Array.isArray(r)&&!He(r)){R(e.length===0,()=>`Element arr[${t.join("][")}] is a primitive, but should be an array/TypedArray of ${e[0]} elements`);return}R(e.length>0,()=>`Element arr[${t.join("][")}] should be a primitive, but is an array of ${r.length} elements`),R(r.length===e[0],()=>`Element arr[${t.join("][")}] should have ${e[0]} elements, but has ${r.length} elements`);let n=e.slice(1);for(let o=0;o<r.length;++o)Zh(r[o],n,t.concat(o))}function Qh(r,e,t,n){if(r!=="string_or_numeric"){if(r==null)throw new Error("Expected dtype cannot be null.");if(r!=="numeric"&&r!==e||r==="numeric"&&e==="string")throw new Error(`Argument '${t}' passed to '${n}' must be ${r} tensor, but got ${e} tensor`)}}function N(r,e,t,n="numeric"){if(r instanceof Ip())return Qh(n,r.dtype,e,t),r;let o=Ur(r);if(o!=="string"&&["bool","int32","float32"].indexOf(n)>=0&&(o=n),Qh(n,o,e,t),r==null||!He(r)&&!Array.isArray(r)&&typeof r!="number"&&typeof r!="boolean"&&typeof r!="string"){let l=r==null?"null":r.constructor.name;throw new Error(`Argument '${e}' passed to '${t}' must be a Tensor or TensorLike, but got '${l}'`)}let s=Mp(r,o);!He(r)&&!Array.isArray(r)&&(r=[r]);let u=o!=="string"?io(r,o):jr(r,[],!0);return T.makeTensor(u,s,o)}function Jh(r,e,t,n="numeric"){if(!Array.isArray(r))throw new Error(`Argument ${e} passed to ${t} must be a \`Tensor[]\` or \`TensorLike[]\``);return r.map((s,i)=>N(s,`${e}[${i}]`,t,n))}var Dv="__op";function D(r){let e=Object.keys(r);if(e.length!==1)throw new Error(`Please provide an object with a single key (operation name) mapping to a function. Got an object with ${e.length} keys.`);let t=e[0],n=r[t];t.endsWith("_")&&(t=t.substring(0,t.length-1)),t=t+Dv;let o=(...s)=>{T.startScope(t);try{let i=n(...s);return dn(i)&&console.error("Cannot return a Promise inside of tidy."),T.endScope(i),i}catch(i){throw T.endScope(null),i}};return Object.defineProperty(o,"name",{value:t,configurable:!0}),o}function Pv(r,e){let t=N(r,"real","complex"),n=N(e,"imag","complex");$a(t.shape,n.shape,`real and imag shapes, ${t.shape} and ${n.shape}, must match in call to tf.complex().`);let o={real:t,imag:n};return T.runKernel(ns,o)}var ja=D({complex_:Pv});function Xa(r,e,t,n){if(n==null)n=Ur(r);else if(n==="complex64")throw new Error("Cannot construct a complex64 tensor directly. Please use tf.complex(real, imag).");if(qa(r)||Va(r)){if(n!=="float32"&&n!=="int32")throw new Error(`Creating tensor from GPU data only supports 'float32'|'int32' dtype, while the dtype is ${n}.`);return T.backend.createTensorFromGPUData(r,e||t,n)}if(!He(r)&&!Array.isArray(r)&&typeof r!="number"&&typeof r!="boolean"&&typeof r!="string")throw new Error("values passed to tensor(values) must be a number/boolean/string or an array of numbers/booleans/strings, or a TypedArray");if(e!=null){Gt(e);let o=_e(e),s=_e(t);R(o===s,()=>`Based on the provided shape, [${e}], the tensor should have ${o} values but has ${s}`);for(let i=0;i<t.length;++i){let u=t[i],l=i===t.length-1?u!==_e(e.slice(i)):!0;R(t[i]===e[i]||!l,()=>`Error creating a new Tensor. Inferred shape (${t}) does not match the provided shape (${e}). `)}}return!He(r)&&!Array.isArray(r)&&(r=[r]),e=e||t,r=n!=="string"?io(r,n):jr(r,[],!0),T.makeTensor(r,e,n)}function st(r,e,t){let n=Mp(r,t);return Xa(r,e,n,t)}var xt=class r{static join(e){return new r(e).slice()}constructor(e){if(this.shards=[],this.previousShardIndex=0,e==null||(e instanceof Array||(e=[e]),e=e.map(n=>He(n)?n.buffer:n),e.length===0))return;this.bufferUniformSize=e[0].byteLength;let t=0;for(let n=0;n<e.length;n++){let o=e[n];n!==e.length-1&&o.byteLength!==this.bufferUniformSize&&(this.bufferUniformSize=void 0);let s=t+o.byteLength;this.shards.push({buffer:o,start:t,end:s}),t=s}this.shards.length===0&&(this.byteLength=0),this.byteLength=this.shards[this.shards.length-1].end}slice(e=0,t=this.byteLength){if(this.shards.length===0)return new ArrayBuffer(0);if(e=isNaN(Number(e))?0:e,t=isNaN(Number(t))?0:t,e=Math.max(0,e),t=Math.min(this.byteLength,t),t<=e)return new ArrayBuffer(0);let n=this.findShardForByte(e);if(n===-1)throw new Error(`Could not find start shard for byte ${e}`);let o=t-e,s=new ArrayBuffer(o),i=new Uint8Array(s),u=0;for(let l=n;l<this.shards.length;l++){let a=this.shards[l],p=e+u-a.start,f=u,h=Math.min(t,a.end)-a.start,x=new Uint8Array(a.buffer,p,h-p);if(i.set(x,f),u+=x.length,t<a.end)break}return s}findShardForByte(e){if(this.shards.length===0||e<0||e>=this.byteLength)return-1;if(this.bufferUniformSize!=null)return this.previousShardIndex=Math.floor(e/this.bufferUniformSize),this.previousShardIndex;function t(o){return e<o.start?-1:e>=o.end?1:0}if(t(this.shards[this.previousShardIndex])===0)return this.previousShardIndex;let n=Bv(this.shards,t);return n===-1?-1:(this.previousShardIndex=n,this.previousShardIndex)}};function Bv(r,e){let t=0,n=r.length;for(;t<=n;){let o=Math.floor((n-t)/2)+t,s=e(r[o]);if(s===0)return o;s<0?n=o:t=o+1}return-1}function ed(r){v().getBool("DEPRECATION_WARNINGS_ENABLED")&&console.warn(r+" You can disable deprecation warnings with tf.disableDeprecationWarnings().")}Xh(ed);function at(){return T}function Dp(){return T.memory()}function oe(r,e){return T.tidy(r,e)}function Fe(r){Ha(r).forEach(t=>t.dispose())}function td(r){return T.keep(r)}function Pp(r){return T.setBackend(r)}function rd(){return T.ready()}function Bp(){return T.backendName}function nd(r){T.removeBackend(r)}function po(r,e,t=1){return T.registerBackend(r,e,t)}var Lp=typeof Buffer<"u"&&(typeof Blob>"u"||typeof atob>"u"||typeof btoa>"u");function od(r){return Lp?Buffer.byteLength(r,"utf8"):new Blob([r]).size}function sd(r){if(Lp)return Buffer.from(r).toString("base64");let e=new Uint8Array(r),t="";for(let n=0,o=e.length;n<o;n++)t+=String.fromCharCode(e[n]);return btoa(t)}function ad(r){if(Lp){let n=Buffer.from(r,"base64");return n.buffer.slice(n.byteOffset,n.byteOffset+n.byteLength)}let e=atob(r),t=new Uint8Array(e.length);for(let n=0;n<e.length;++n)t.set([e.charCodeAt(n)],n);return t.buffer}function Ya(r,e){let t={modelTopology:r.modelTopology,format:r.format,generatedBy:r.generatedBy,convertedBy:r.convertedBy,weightsManifest:e};return r.signature!=null&&(t.signature=r.signature),r.userDefinedMetadata!=null&&(t.userDefinedMetadata=r.userDefinedMetadata),r.modelInitializer!=null&&(t.modelInitializer=r.modelInitializer),r.initializerSignature!=null&&(t.initializerSignature=r.initializerSignature),r.trainingConfig!=null&&(t.trainingConfig=r.trainingConfig),t}function id(r,e,t){let n={modelTopology:r.modelTopology,format:r.format,generatedBy:r.generatedBy,convertedBy:r.convertedBy};if(r.trainingConfig!=null&&(n.trainingConfig=r.trainingConfig),r.weightsManifest!=null){if(!e)throw new Error("modelJSON has weightsManifest but weightSpecs is null");if(!t)throw new Error("modelJSON has weightsManifest but weightData is null");n.weightSpecs=e,n.weightData=t}return r.signature!=null&&(n.signature=r.signature),r.userDefinedMetadata!=null&&(n.userDefinedMetadata=r.userDefinedMetadata),r.modelInitializer!=null&&(n.modelInitializer=r.modelInitializer),r.initializerSignature!=null&&(n.initializerSignature=r.initializerSignature),n}async function Qa(r,e){let t,n;return r.weightsManifest!=null&&([t,n]=await e(r.weightsManifest)),id(r,t,n)}function Cr(r){if(r.modelTopology instanceof ArrayBuffer)throw new Error("Expected JSON model topology, received ArrayBuffer.");return{dateSaved:new Date,modelTopologyType:"JSON",modelTopologyBytes:r.modelTopology==null?0:od(JSON.stringify(r.modelTopology)),weightSpecsBytes:r.weightSpecs==null?0:od(JSON.stringify(r.weightSpecs)),weightDataBytes:r.weightData==null?0:new xt(r.weightData).byteLength}}function Za(r){let e=[];for(let t of r)e.push(...t.weights);return e}var _t=class r{constructor(){this.saveRouters=[],this.loadRouters=[]}static getInstance(){return r.instance==null&&(r.instance=new r),r.instance}static registerSaveRouter(e){r.getInstance().saveRouters.push(e)}static registerLoadRouter(e){r.getInstance().loadRouters.push(e)}static getSaveHandlers(e){return r.getHandlers(e,"save")}static getLoadHandlers(e,t){return r.getHandlers(e,"load",t)}static getHandlers(e,t,n){let o=[];return(t==="load"?r.getInstance().loadRouters:r.getInstance().saveRouters).forEach(i=>{let u=i(e,n);u!==null&&o.push(u)}),o}};var Op="tensorflowjs",Up=1,wn="models_store",Yr="model_info_store";function ud(){if(!v().getBool("IS_BROWSER"))throw new Error("Failed to obtain IndexedDB factory because the current environmentis not a web browser.");let r=typeof window>"u"?self:window,e=r.indexedDB||r.mozIndexedDB||r.webkitIndexedDB||r.msIndexedDB||r.shimIndexedDB;if(e==null)throw new Error("The current browser does not appear to support IndexedDB.");return e}function Gp(r){let e=r.result;e.createObjectStore(wn,{keyPath:"modelPath"}),e.createObjectStore(Yr,{keyPath:"modelPath"})}var ar=class{constructor(e){if(this.indexedDB=ud(),e==null||!e)throw new Error("For IndexedDB, modelPath must not be null, undefined or empty.");this.modelPath=e}async save(e){if(e.modelTopology instanceof ArrayBuffer)throw new Error("BrowserLocalStorage.save() does not support saving model topology in binary formats yet.");return this.databaseAction(this.modelPath,e)}async load(){return this.databaseAction(this.modelPath)}databaseAction(e,t){return new Promise((n,o)=>{let s=this.indexedDB.open(Op,Up);s.onupgradeneeded=()=>Gp(s),s.onsuccess=()=>{let i=s.result;if(t==null){let u=i.transaction(wn,"readonly"),a=u.objectStore(wn).get(this.modelPath);a.onsuccess=()=>{if(a.result==null)return i.close(),o(new Error(`Cannot find model with path '${this.modelPath}' in IndexedDB.`));n(a.result.modelArtifacts)},a.onerror=c=>(i.close(),o(a.error)),u.oncomplete=()=>i.close()}else{t.weightData=xt.join(t.weightData);let u=Cr(t),l=i.transaction(Yr,"readwrite"),a=l.objectStore(Yr),c;try{c=a.put({modelPath:this.modelPath,modelArtifactsInfo:u})}catch(f){return o(f)}let p;c.onsuccess=()=>{p=i.transaction(wn,"readwrite");let f=p.objectStore(wn),m;try{m=f.put({modelPath:this.modelPath,modelArtifacts:t,modelArtifactsInfo:u})}catch(h){return o(h)}m.onsuccess=()=>n({modelArtifactsInfo:u}),m.onerror=h=>{a=l.objectStore(Yr);let x=a.delete(this.modelPath);x.onsuccess=()=>(i.close(),o(m.error)),x.onerror=g=>(i.close(),o(m.error))}},c.onerror=f=>(i.close(),o(c.error)),l.oncomplete=()=>{p==null?i.close():p.oncomplete=()=>i.close()}}},s.onerror=i=>o(s.error)})}};ar.URL_SCHEME="indexeddb://";var ld=r=>v().getBool("IS_BROWSER")&&!Array.isArray(r)&&r.startsWith(ar.URL_SCHEME)?Ov(r.slice(ar.URL_SCHEME.length)):null;_t.registerSaveRouter(ld);_t.registerLoadRouter(ld);function Ov(r){return new ar(r)}function Uv(r){return r.startsWith(ar.URL_SCHEME)?r.slice(ar.URL_SCHEME.length):r}var Ja=class{constructor(){this.indexedDB=ud()}async listModels(){return new Promise((e,t)=>{let n=this.indexedDB.open(Op,Up);n.onupgradeneeded=()=>Gp(n),n.onsuccess=()=>{let o=n.result,s=o.transaction(Yr,"readonly"),u=s.objectStore(Yr).getAll();u.onsuccess=()=>{let l={};for(let a of u.result)l[a.modelPath]=a.modelArtifactsInfo;e(l)},u.onerror=l=>(o.close(),t(u.error)),s.oncomplete=()=>o.close()},n.onerror=o=>t(n.error)})}async removeModel(e){return e=Uv(e),new Promise((t,n)=>{let o=this.indexedDB.open(Op,Up);o.onupgradeneeded=()=>Gp(o),o.onsuccess=()=>{let s=o.result,i=s.transaction(Yr,"readwrite"),u=i.objectStore(Yr),l=u.get(e),a;l.onsuccess=()=>{if(l.result==null)return s.close(),n(new Error(`Cannot find model with path '${e}' in IndexedDB.`));{let c=u.delete(e),p=()=>{a=s.transaction(wn,"readwrite");let m=a.objectStore(wn).delete(e);m.onsuccess=()=>t(l.result.modelArtifactsInfo),m.onerror=h=>n(l.error)};c.onsuccess=p,c.onerror=f=>(p(),s.close(),n(l.error))}},l.onerror=c=>(s.close(),n(l.error)),i.oncomplete=()=>{a==null?s.close():a.oncomplete=()=>s.close()}},o.onerror=s=>n(o.error)})}};var Rr="/",fo="tensorflowjs_models",cd="info",Gv="model_topology",Wv="weight_specs",zv="weight_data",Vv="model_metadata";function pd(r){return{info:[fo,r,cd].join(Rr),topology:[fo,r,Gv].join(Rr),weightSpecs:[fo,r,Wv].join(Rr),weightData:[fo,r,zv].join(Rr),modelMetadata:[fo,r,Vv].join(Rr)}}function fd(r){for(let e of Object.values(r))window.localStorage.removeItem(e)}function qv(r){let e=r.split(Rr);if(e.length<3)throw new Error(`Invalid key format: ${r}`);return e.slice(1,e.length-1).join(Rr)}function Hv(r){return r.startsWith(ir.URL_SCHEME)?r.slice(ir.URL_SCHEME.length):r}var ir=class{constructor(e){if(!v().getBool("IS_BROWSER")||typeof window>"u"||typeof window.localStorage>"u")throw new Error("The current environment does not support local storage.");if(this.LS=window.localStorage,e==null||!e)throw new Error("For local storage, modelPath must not be null, undefined or empty.");this.modelPath=e,this.keys=pd(this.modelPath)}async save(e){if(e.modelTopology instanceof ArrayBuffer)throw new Error("BrowserLocalStorage.save() does not support saving model topology in binary formats yet.");{let t=JSON.stringify(e.modelTopology),n=JSON.stringify(e.weightSpecs),o=Cr(e),s=xt.join(e.weightData);try{this.LS.setItem(this.keys.info,JSON.stringify(o)),this.LS.setItem(this.keys.topology,t),this.LS.setItem(this.keys.weightSpecs,n),this.LS.setItem(this.keys.weightData,sd(s));let i={format:e.format,generatedBy:e.generatedBy,convertedBy:e.convertedBy,signature:e.signature!=null?e.signature:void 0,userDefinedMetadata:e.userDefinedMetadata!=null?e.userDefinedMetadata:void 0,modelInitializer:e.modelInitializer!=null?e.modelInitializer:void 0,initializerSignature:e.initializerSignature!=null?e.initializerSignature:void 0,trainingConfig:e.trainingConfig!=null?e.trainingConfig:void 0};return this.LS.setItem(this.keys.modelMetadata,JSON.stringify(i)),{modelArtifactsInfo:o}}catch{throw fd(this.keys),new Error(`Failed to save model '${this.modelPath}' to local storage: size quota being exceeded is a possible cause of this failure: modelTopologyBytes=${o.modelTopologyBytes}, weightSpecsBytes=${o.weightSpecsBytes}, weightDataBytes=${o.weightDataBytes}.`)}}}async load(){let e=JSON.parse(this.LS.getItem(this.keys.info));if(e==null)throw new Error(`In local storage, there is no model with name '${this.modelPath}'`);if(e.modelTopologyType!=="JSON")throw new Error("BrowserLocalStorage does not support loading non-JSON model topology yet.");let t={},n=JSON.parse(this.LS.getItem(this.keys.topology));if(n==null)throw new Error(`In local storage, the topology of model '${this.modelPath}' is missing.`);t.modelTopology=n;let o=JSON.parse(this.LS.getItem(this.keys.weightSpecs));if(o==null)throw new Error(`In local storage, the weight specs of model '${this.modelPath}' are missing.`);t.weightSpecs=o;let s=this.LS.getItem(this.keys.modelMetadata);if(s!=null){let u=JSON.parse(s);t.format=u.format,t.generatedBy=u.generatedBy,t.convertedBy=u.convertedBy,u.signature!=null&&(t.signature=u.signature),u.userDefinedMetadata!=null&&(t.userDefinedMetadata=u.userDefinedMetadata),u.modelInitializer!=null&&(t.modelInitializer=u.modelInitializer),u.initializerSignature!=null&&(t.initializerSignature=u.initializerSignature),u.trainingConfig!=null&&(t.trainingConfig=u.trainingConfig)}let i=this.LS.getItem(this.keys.weightData);if(i==null)throw new Error(`In local storage, the binary weight values of model '${this.modelPath}' are missing.`);return t.weightData=ad(i),t}};ir.URL_SCHEME="localstorage://";var md=r=>v().getBool("IS_BROWSER")&&!Array.isArray(r)&&r.startsWith(ir.URL_SCHEME)?Kv(r.slice(ir.URL_SCHEME.length)):null;_t.registerSaveRouter(md);_t.registerLoadRouter(md);function Kv(r){return new ir(r)}var ei=class{constructor(){R(v().getBool("IS_BROWSER"),()=>"Current environment is not a web browser"),R(typeof window>"u"||typeof window.localStorage<"u",()=>"Current browser does not appear to support localStorage"),this.LS=window.localStorage}async listModels(){let e={},t=fo+Rr,n=Rr+cd;for(let o=0;o<this.LS.length;++o){let s=this.LS.key(o);if(s.startsWith(t)&&s.endsWith(n)){let i=qv(s);e[i]=JSON.parse(this.LS.getItem(s))}}return e}async removeModel(e){e=Hv(e);let t=pd(e);if(this.LS.getItem(t.info)==null)throw new Error(`Cannot find model at path '${e}'`);let n=JSON.parse(this.LS.getItem(t.info));return fd(t),n}};var hd="://",ps=class r{constructor(){this.managers={}}static getInstance(){return r.instance==null&&(r.instance=new r),r.instance}static registerManager(e,t){R(e!=null,()=>"scheme must not be undefined or null."),e.endsWith(hd)&&(e=e.slice(0,e.indexOf(hd))),R(e.length>0,()=>"scheme must not be an empty string.");let n=r.getInstance();R(n.managers[e]==null,()=>`A model store manager is already registered for scheme '${e}'.`),n.managers[e]=t}static getManager(e){let t=r.getInstance().managers[e];if(t==null)throw new Error(`Cannot find model manager for scheme '${e}'`);return t}static getSchemes(){return Object.keys(r.getInstance().managers)}};var Wp=class{constructor(){this.messageName="setTimeoutCustom",this.functionRefs=[],this.handledMessageCount=0,this.hasEventListener=!1}fetch(e,t){return fetch(e,t)}now(){return performance.now()}encode(e,t){if(t!=="utf-8"&&t!=="utf8")throw new Error(`Browser's encoder only supports utf-8, but got ${t}`);return this.textEncoder==null&&(this.textEncoder=new TextEncoder),this.textEncoder.encode(e)}decode(e,t){return new TextDecoder(t).decode(e)}setTimeoutCustom(e,t){if(typeof window>"u"||!v().getBool("USE_SETTIMEOUTCUSTOM")){setTimeout(e,t);return}this.functionRefs.push(e),setTimeout(()=>{window.postMessage({name:this.messageName,index:this.functionRefs.length-1},"*")},t),this.hasEventListener||(this.hasEventListener=!0,window.addEventListener("message",n=>{if(n.source===window&&n.data.name===this.messageName){n.stopPropagation();let o=this.functionRefs[n.data.index];o(),this.handledMessageCount++,this.handledMessageCount===this.functionRefs.length&&(this.functionRefs=[],this.handledMessageCount=0)}},!0))}isTypedArray(e){return Oa(e)}};if(v().get("IS_BROWSER")){v().setPlatform("browser",new Wp);try{ps.registerManager(ir.URL_SCHEME,new ei)}catch{}try{ps.registerManager(ar.URL_SCHEME,new Ja)}catch{}}var jv={importFetch:()=>dd()},zp;var Vp=class{constructor(){this.util=gd(),this.textEncoder=new this.util.TextEncoder}fetch(e,t){return v().global.fetch!=null?v().global.fetch(e,t):(zp==null&&(zp=jv.importFetch()),zp(e,t))}now(){let e=process.hrtime();return e[0]*1e3+e[1]/1e6}encode(e,t){if(t!=="utf-8"&&t!=="utf8")throw new Error(`Node built-in encoder only supports utf-8, but got ${t}`);return this.textEncoder.encode(e)}decode(e,t){return e.length===0?"":new this.util.TextDecoder(t).decode(e)}isTypedArray(e){return this.util.types.isFloat32Array(e)||this.util.types.isInt32Array(e)||this.util.types.isUint8Array(e)||this.util.types.isUint8ClampedArray(e)}};v().get("IS_NODE")&&!v().get("IS_BROWSER")&&v().setPlatform("node",new Vp);function fe(r,e="float32",t){return e=e||"float32",Gt(r),new or(r,e,t)}function Xv(r,e){let t=N(r,"x","cast");if(!sp(e))throw new Error(`Failed to cast to unknown dtype ${e}`);if(e==="string"&&t.dtype!=="string"||e!=="string"&&t.dtype==="string")throw new Error("Only strings can be casted to strings");let n={x:t},o={dtype:e};return T.runKernel(Wt,n,o)}var vn=D({cast_:Xv});function Yv(r){let t={x:N(r,"x","clone","string_or_numeric")};return T.runKernel(zt,t)}var mo=D({clone_:Yv});function xd(r,e=!1){console.log(r.toString(e))}$p();var Qv={buffer:fe,cast:vn,clone:mo,print:xd};jh(Qv);function Zv(r,e){let t=N(r,"a","add"),n=N(e,"b","add");[t,n]=Re(t,n);let o={a:t,b:n};return T.runKernel("Add",o)}var Y=D({add_:Zv});function Jv(r,e){let t=N(r,"a","floorDiv"),n=N(e,"b","floorDiv");[t,n]=Re(t,n);let o={a:t,b:n};return T.runKernel(Ma,o)}var _d=D({floorDiv_:Jv});function eS(r,e){let t=N(r,"a","div"),n=N(e,"b","div");if([t,n]=Re(t,n),t.dtype==="int32"&&n.dtype==="int32")return _d(t,n);let o={a:t,b:n},s={};return T.runKernel(Wr,o,s)}var it=D({div_:eS});function tS(r,e){let t=N(r,"a","mul"),n=N(e,"b","mul");[t,n]=Re(t,n);let o={a:t,b:n};return T.runKernel(er,o)}var H=D({mul_:tS});function rS(r){let e=N(r,"x","abs");if(e.dtype==="complex64"){let t={x:e};return T.runKernel(ah,t)}else{let t={x:e};return T.runKernel("Abs",t)}}var bd=D({abs_:rS});function nS(r,e,t,n,o="NHWC",s){let i=r[3],u=[...e,i],l=vd(o);return In(r,u,t,s,n,null,null,l)}function oS(r,e,t,n,o,s,i="channelsLast"){let[u,l]=fs(e),a;if(i==="channelsLast")a=[u,l,r[3],r[3]];else if(i==="channelsFirst")a=[u,l,r[1],r[1]];else throw new Error(`Unknown dataFormat ${i}`);return In(r,a,t,n,o,s,!1,i)}function sS(r,e,t,n,o,s,i="NDHWC"){let[u,l,a]=qp(e),c,p;if(i==="NDHWC")p="channelsLast",c=[u,l,a,r[4],r[4]];else if(i==="NCDHW")p="channelsFirst",c=[u,l,a,r[1],r[1]];else throw new Error(`Unknown dataFormat ${i}`);return wd(r,c,t,n,o,!1,p,s)}function In(r,e,t,n,o,s,i=!1,u="channelsLast"){let[l,a,c,p]=[-1,-1,-1,-1];if(u==="channelsLast")[l,a,c,p]=r;else if(u==="channelsFirst")[l,p,a,c]=r;else throw new Error(`Unknown dataFormat ${u}`);let[f,m,,h]=e,[x,g]=fs(t),[_,b]=fs(n),w=ho(f,_),I=ho(m,b),{padInfo:A,outHeight:k,outWidth:F}=uS(o,a,c,x,g,w,I,s,u),O=i?h*p:h,L;return u==="channelsFirst"?L=[l,O,k,F]:u==="channelsLast"&&(L=[l,k,F,O]),{batchSize:l,dataFormat:u,inHeight:a,inWidth:c,inChannels:p,outHeight:k,outWidth:F,outChannels:O,padInfo:A,strideHeight:x,strideWidth:g,filterHeight:f,filterWidth:m,effectiveFilterHeight:w,effectiveFilterWidth:I,dilationHeight:_,dilationWidth:b,inShape:r,outShape:L,filterShape:e}}function wd(r,e,t,n,o,s=!1,i="channelsLast",u){let[l,a,c,p,f]=[-1,-1,-1,-1,-1];if(i==="channelsLast")[l,a,c,p,f]=r;else if(i==="channelsFirst")[l,f,a,c,p]=r;else throw new Error(`Unknown dataFormat ${i}`);let[m,h,x,,g]=e,[_,b,w]=qp(t),[I,A,k]=qp(n),F=ho(m,I),O=ho(h,A),L=ho(x,k),{padInfo:j,outDepth:V,outHeight:Q,outWidth:ne}=lS(o,a,c,p,_,b,w,F,O,L,u),ee=s?g*f:g,re;return i==="channelsFirst"?re=[l,ee,V,Q,ne]:i==="channelsLast"&&(re=[l,V,Q,ne,ee]),{batchSize:l,dataFormat:i,inDepth:a,inHeight:c,inWidth:p,inChannels:f,outDepth:V,outHeight:Q,outWidth:ne,outChannels:ee,padInfo:j,strideDepth:_,strideHeight:b,strideWidth:w,filterDepth:m,filterHeight:h,filterWidth:x,effectiveFilterDepth:F,effectiveFilterHeight:O,effectiveFilterWidth:L,dilationDepth:I,dilationHeight:A,dilationWidth:k,inShape:r,outShape:re,filterShape:e}}function aS(r,e,t,n,o){n==null&&(n=Hp(r,e,t));let s=r[0],i=r[1],u=ms((s-e+2*n)/t+1,o),l=ms((i-e+2*n)/t+1,o);return[u,l]}function iS(r,e,t,n,o,s){o==null&&(o=Hp(r,e[0],n[0]));let i=[0,0,0,t];for(let u=0;u<3;u++)r[u]+2*o>=e[u]&&(i[u]=ms((r[u]-e[u]+2*o)/n[u]+1,s));return i}function Hp(r,e,t,n=1){let o=ho(e,n);return Math.floor((r[0]*(t-1)-t+o)/2)}function fs(r){return typeof r=="number"?[r,r,r]:r.length===2?[r[0],r[1],1]:r}function qp(r){return typeof r=="number"?[r,r,r]:r}function ho(r,e){return e<=1?r:r+(r-1)*(e-1)}function uS(r,e,t,n,o,s,i,u,l){let a,c,p;if(typeof r=="number"){a={top:r,bottom:r,left:r,right:r,type:r===0?"VALID":"NUMBER"};let m=aS([e,t],s,n,r,u);c=m[0],p=m[1]}else if(r==="same"){c=Math.ceil(e/n),p=Math.ceil(t/o);let f=Math.max(0,(c-1)*n+s-e),m=Math.max(0,(p-1)*o+i-t),h=Math.floor(f/2),x=f-h,g=Math.floor(m/2),_=m-g;a={top:h,bottom:x,left:g,right:_,type:"SAME"}}else if(r==="valid")a={top:0,bottom:0,left:0,right:0,type:"VALID"},c=Math.ceil((e-s+1)/n),p=Math.ceil((t-i+1)/o);else if(typeof r=="object"){let f=l==="channelsLast"?r[1][0]:r[2][0],m=l==="channelsLast"?r[1][1]:r[2][1],h=l==="channelsLast"?r[2][0]:r[3][0],x=l==="channelsLast"?r[2][1]:r[3][1];a={top:f,bottom:m,left:h,right:x,type:f===0&&m===0&&h===0&&x===0?"VALID":"EXPLICIT"},c=ms((e-s+f+m)/n+1,u),p=ms((t-i+h+x)/o+1,u)}else throw Error(`Unknown padding parameter: ${r}`);return{padInfo:a,outHeight:c,outWidth:p}}function lS(r,e,t,n,o,s,i,u,l,a,c){let p,f,m,h;if(r==="valid"&&(r=0),typeof r=="number"){p={top:r,bottom:r,left:r,right:r,front:r,back:r,type:r===0?"VALID":"NUMBER"};let g=iS([e,t,n,1],[u,l,a],1,[o,s,i],r,c);f=g[0],m=g[1],h=g[2]}else if(r==="same"){f=Math.ceil(e/o),m=Math.ceil(t/s),h=Math.ceil(n/i);let x=(f-1)*o+u-e,g=(m-1)*s+l-t,_=(h-1)*i+a-n,b=Math.floor(x/2),w=x-b,I=Math.floor(g/2),A=g-I,k=Math.floor(_/2),F=_-k;p={top:I,bottom:A,left:k,right:F,front:b,back:w,type:"SAME"}}else throw Error(`Unknown padding parameter: ${r}`);return{padInfo:p,outDepth:f,outHeight:m,outWidth:h}}function ms(r,e){if(!e)return Math.trunc(r);switch(e){case"round":return Math.round(r);case"ceil":return Math.ceil(r);case"floor":return Math.floor(r);default:throw new Error(`Unknown roundingMode ${e}`)}}function Sn(r){let[e,t,n]=fs(r);return e===1&&t===1&&n===1}function En(r,e){return Sn(r)||Sn(e)}function ti(r){return fs(r).every(e=>e>0)}function vd(r){if(r==="NHWC")return"channelsLast";if(r==="NCHW")return"channelsFirst";throw new Error(`Unknown dataFormat ${r}`)}function Et(r,e,t){if(t!=null){if(typeof e=="string")throw Error(`Error in ${r}: pad must be an integer when using dimRoundingMode ${t} but got pad ${e}.`);if(typeof e=="number")R(es(e),()=>`Error in ${r}: pad must be an integer when using dimRoundingMode ${t} but got pad ${e}.`);else if(typeof e=="object")e.forEach(n=>{n.forEach(o=>{R(es(o),()=>`Error in ${r}: pad must be an integer when using dimRoundingMode ${t} but got pad ${o}.`)})});else throw Error(`Error in ${r}: Unknown padding parameter: ${e}`)}}function cS(r,e){let n={x:N(r,"x","reshape","string_or_numeric")},o={shape:e};return T.runKernel(Vr,n,o)}var se=D({reshape_:cS});function pS(r,e=0){R(r.length>=1,()=>"Pass at least one tensor to concat");let t=Jh(r,"tensors","concat","string_or_numeric");if(t[0].dtype==="complex64"&&t.forEach(s=>{if(s.dtype!=="complex64")throw new Error(`Cannot concatenate complex64 tensors with a tensor
          with dtype ${s.dtype}. `)}),t.length===1)return mo(t[0]);let n=t,o={axis:e};return T.runKernel(Gr,n,o)}var Tn=D({concat_:pS});function fS(r,e,t=!1,n=!1){let o=N(r,"a","matMul"),s=N(e,"b","matMul");[o,s]=Re(o,s);let i={a:o,b:s},u={transposeA:t,transposeB:n};return T.runKernel(Sr,i,u)}var yt=D({matMul_:fS});function mS(r){let t={x:N(r,"x","sigmoid","float32")};return T.runKernel(tr,t)}var An=D({sigmoid_:mS});function hS(r,e,t){let n=N(r,"x","slice","string_or_numeric");if(n.rank===0)throw new Error("Slicing scalar is not possible");let o={x:n},s={begin:e,size:t};return T.runKernel(Ir,o,s)}var ri=D({slice_:hS});function dS(r,e){let t=N(r,"broadcastTo","x"),n=t.shape;if(Gt(e),e.length<t.rank)throw new Error(`broadcastTo(): shape.length=${e.length} < input.rank=${t.rank}.`);if(e.length>t.rank){let a=t.shape.slice();for(;a.length<e.length;)a.unshift(1);t=se(t,a)}let o=t.shape,s=Array.from(e);for(let a=e.length-1;a>=0;a--)if(o[a]===e[a])s[a]=1;else if(t.shape[a]!==1)throw new Error(`broadcastTo(): [${n}] cannot be broadcast to [${e}].`);if(s.map((a,c)=>a>1?c:-1).filter(a=>a>=0).length===0)return mo(t);let u={x:t},l={reps:s};return T.runKernel(Eh,u,l)}var Kp=D({broadcastTo_:dS});function Sd(r,e,t){Gt(r),t=t||Ur(e);let n={shape:r,value:e,dtype:t};return T.runKernel(Fa,{},n)}function gS(r,e,t,n,o="NHWC",s=[1,1],i){let u=N(r,"x","conv2d","float32"),l=N(e,"filter","conv2d","float32"),a=u,c=!1;u.rank===3&&(c=!0,a=se(u,[1,u.shape[0],u.shape[1],u.shape[2]])),R(a.rank===4,()=>`Error in conv2d: input must be rank 4, but got rank ${a.rank}.`),R(l.rank===4,()=>`Error in conv2d: filter must be rank 4, but got rank ${l.rank}.`),Et("conv2d",n,i);let p=o==="NHWC"?a.shape[3]:a.shape[1];R(p===l.shape[2],()=>`Error in conv2d: depth of input (${p}) must match input depth for filter ${l.shape[2]}.`),R(En(t,s),()=>`Error in conv2D: Either strides or dilations must be 1. Got strides ${t} and dilations '${s}'`),R(ti(s),()=>"Error in conv2D: Dilated rates should be larger than 0."),R(ti(t),()=>"Error in conv2D: Strides should be larger than 0.");let f={x:a,filter:l},m={strides:t,pad:n,dataFormat:o,dilations:s,dimRoundingMode:i},h=T.runKernel(ih,f,m);return c?se(h,[h.shape[1],h.shape[2],h.shape[3]]):h}var Id=D({conv2d_:gS});function xS(r,e,t,n,o,s="NHWC",i){R(r.length===e.rank,()=>`Length of inShape (${r.length}) and rank of dy (${e.rank}) must match`);let u=r,l=e,a=!1;e.rank===3&&(a=!0,l=se(e,[1,e.shape[0],e.shape[1],e.shape[2]]),u=[1,r[0],r[1],r[2]]),R(u.length===4,()=>`Error in conv2dDerInput: inShape must be length 4, but got length ${u.length}.`),R(l.rank===4,()=>`Error in conv2dDerInput: dy must be rank 4, but got rank ${l.rank}`),R(t.rank===4,()=>`Error in conv2dDerInput: filter must be rank 4, but got rank ${t.rank}`);let c=s==="NHWC"?u[3]:u[1],p=s==="NHWC"?l.shape[3]:l.shape[1];R(c===t.shape[2],()=>`Error in conv2dDerInput: depth of input (${c}) must match input depth for filter ${t.shape[2]}.`),R(p===t.shape[3],()=>`Error in conv2dDerInput: depth of output (${p}) must match output depth for filter ${t.shape[3]}.`),Et("conv2dDerInput",o,i);let f={dy:l,filter:t},m={strides:n,pad:o,dataFormat:s,dimRoundingMode:i,inputShape:u},h=T.runKernel(lh,f,m);return a?se(h,[h.shape[1],h.shape[2],h.shape[3]]):h}var Ed=D({conv2DBackpropInput_:xS});function _S(r,e,t,n,o="NHWC",s=[1,1],i){let u=N(r,"x","depthwiseConv2d","float32"),l=N(e,"filter","depthwiseConv2d","float32"),a=u,c=!1;u.rank===3&&(c=!0,a=se(u,[1,u.shape[0],u.shape[1],u.shape[2]])),R(a.rank===4,()=>`Error in depthwiseConv2d: input must be rank 4, but got rank ${a.rank}.`),R(l.rank===4,()=>`Error in depthwiseConv2d: filter must be rank 4, but got rank ${l.rank}.`);let p=o==="NHWC"?a.shape[3]:a.shape[1];R(p===l.shape[2],()=>`Error in depthwiseConv2d: number of input channels (${p}) must match the inChannels dimension in filter ${l.shape[2]}.`),Et("depthwiseConv2d",n,i);let f={x:a,filter:l},m={strides:t,pad:n,dataFormat:o,dilations:s,dimRoundingMode:i},h=T.runKernel(ch,f,m);return c?se(h,[h.shape[1],h.shape[2],h.shape[3]]):h}var Td=D({depthwiseConv2d_:_S});var bt={};wr(bt,{assertAndGetBroadcastShape:()=>Ft,getBroadcastDims:()=>Ad,getReductionAxes:()=>ni});function Ad(r,e){let t=r.length,n=[];for(let o=0;o<t;o++){let s=t-1-o,i=r[s]||1;(e[e.length-1-o]||1)>1&&i===1&&n.unshift(s)}return n}function ni(r,e){let t=[];for(let n=0;n<e.length;n++){let o=r[r.length-n-1],s=e.length-n-1,i=e[s];(o==null||o===1&&i>1)&&t.unshift(s)}return t}function Ft(r,e){let t=Math.max(r.length,e.length),n=new Array(t);for(let o=0;o<t;o++){let s=r[r.length-o-1];s==null&&(s=1);let i=e[e.length-o-1];if(i==null&&(i=1),s===1)n[t-o-1]=i;else if(i===1)n[t-o-1]=s;else if(s!==i){let u=`Operands could not be broadcast together with shapes ${r} and ${e}.`;throw Error(u)}else n[t-o-1]=s}return n}function yS(r){let t={x:N(r,"x","zerosLike")};return T.runKernel(Hr,t)}var ut=D({zerosLike_:yS});function bS(r){let t={x:N(r,"x","elu","float32")};return T.runKernel("Elu",t)}var Cd=D({elu_:bS});function jp(r,e){for(let t=0;t<r.length;++t)if(r[r.length-t-1]!==e-1-t)return!1;return!0}function Rd(r,e,t){let n=r.length+e.length,o=[],s=0,i=0;for(let u=0;u<n;u++)t.indexOf(u)===-1?o.push(r[s++]):o.push(e[i++]);return o}function wS(r,e){let t=[],n=r.length;for(let s=0;s<n;s++)e.indexOf(s)===-1&&t.push(r[s]);let o=e.map(s=>r[s]);return[t,o]}function vS(r,e){let t=e.map(n=>1);return Rd(r,t,e)}function SS(r,e,t){R(jp(e,t),()=>`${r} supports only inner-most axes for now. Got axes ${e} and rank-${t} input.`)}function IS(r,e){if(jp(r,e))return null;let t=[];for(let n=0;n<e;++n)r.indexOf(n)===-1&&t.push(n);return r.forEach(n=>t.push(n)),t}function ES(r){return r.map((e,t)=>[t,e]).sort((e,t)=>e[1]-t[1]).map(e=>e[0])}function TS(r,e){let t=[];for(let n=e-r;n<e;++n)t.push(n);return t}function AS(r,e){let t=N(r,"base","pow"),n=N(e,"exp","pow");[t,n]=Re(t,n);let o={a:t,b:n};return T.runKernel("Pow",o)}var Xp=D({pow_:AS});function lt(r,e){if((He(r)&&e!=="string"||Array.isArray(r))&&e!=="complex64")throw new Error("Error creating a new Scalar: value must be a primitive (number|boolean|string)");if(e==="string"&&He(r)&&!(r instanceof Uint8Array))throw new Error("When making a scalar from encoded string, the value must be `Uint8Array`.");return Xa(r,[],[],e)}function CS(r){let t={x:N(r,"x","sqrt","float32")};return T.runKernel(rr,t)}var Kt=D({sqrt_:CS});function RS(r){let e=N(r,"x","square"),t={};return T.runKernel("Square",{x:e},t)}var Qe=D({square_:RS});function kS(r,e=null,t=!1){let n=N(r,"x","sum");n.dtype==="bool"&&(n=vn(n,"int32"));let o={x:n},s={axis:e,keepDims:t};return T.runKernel("Sum",o,s)}var kr=D({sum_:kS});function $S(r){let t={x:N(r,"x","exp")};return T.runKernel("Exp",t)}var Yp=D({exp_:$S});function NS(r){let t={input:N(r,"input","imag")};return T.runKernel(Da,t)}var kd=D({imag_:NS});function FS(r,e=.2){let n={x:N(r,"x","leakyRelu")},o={alpha:e};return T.runKernel(pp,n,o)}var $d=D({leakyRelu_:FS});function Nd(r,e){R(eo(r),()=>"The f passed in variableGrads(f) must be a function"),R(e==null||Array.isArray(e)&&e.every(a=>a instanceof Ar),()=>"The varList passed in variableGrads(f, varList) must be an array of variables");let t=e!=null;if(!t){e=[];for(let a in T.registeredVariables)e.push(T.registeredVariables[a])}let n=t?e.filter(a=>!a.trainable):null,o=e.length;e=e.filter(a=>a.trainable),R(e.length>0,()=>`variableGrads() expects at least one of the input variables to be trainable, but none of the ${o} variables is trainable.`);let s=!0,{value:i,grads:u}=T.gradients(r,e,null,s);R(u.some(a=>a!=null),()=>"Cannot find a connection between any variable and the result of the loss function y=f(x). Please make sure the operations that use variables are inside the function f passed to minimize()."),R(i.rank===0,()=>`The f passed in variableGrads(f) must return a scalar, but it returned a rank-${i.rank} tensor`);let l={};return e.forEach((a,c)=>{u[c]!=null&&(l[a.name]=u[c])}),n?.forEach(a=>l[a.name]=null),{value:i,grads:l}}function $r(r){return T.customGrad(r)}function DS(r){let t={x:N(r,"x","neg")};return T.runKernel("Neg",t)}var Fd=D({neg_:DS});function PS(r){let t={x:N(r,"x","softplus")};return T.runKernel(qr,t)}var Qp=D({softplus_:PS});function BS(r,e){let t=N(r,"a","sub"),n=N(e,"b","sub");[t,n]=Re(t,n);let o={a:t,b:n};return T.runKernel("Sub",o)}var Ze=D({sub_:BS});function LS(r,e){let t=N(r,"a","maximum"),n=N(e,"b","maximum");[t,n]=Re(t,n),t.dtype==="bool"&&(t=vn(t,"int32"),n=vn(n,"int32")),Ft(t.shape,n.shape);let o={a:t,b:n};return T.runKernel(Pa,o)}var Md=D({maximum_:LS});function Rn(r,e="float32"){if(Gt(r),e==="complex64"){let n=Rn(r,"float32"),o=Rn(r,"float32");return ja(n,o)}let t=ro(_e(r),e);return T.makeTensor(t,r,e)}function OS(r,e){let t=N(r,"x","prelu"),n=N(e,"alpha","prelu"),o={x:t,alpha:n};return T.runKernel(fp,o)}var Dd=D({prelu_:OS});function US(r){let t={input:N(r,"input","real")};return T.runKernel(os,t)}var Pd=D({real_:US});function GS(r){let t={x:N(r,"x","relu")};return T.runKernel(zr,t)}var Bd=D({relu_:GS});function WS(r){let t={x:N(r,"x","relu6")};return T.runKernel(wh,t)}var Ld=D({relu6_:WS});function zS(r,e=0){let n={x:N(r,"x","step")},o={alpha:e};return T.runKernel(Er,n,o)}var hs=D({step_:zS});function Od(r,e,t){let n=e.rank>1?e.shape[e.rank-1]:1,o=e.rank>1?e.rank-1:1,s=`Must have updates.shape = indices.shape[:batchDim] + shape[sliceDim:], got updates.shape: ${t.shape}, indices.shape: ${e.shape}, shape: ${r}, sliceDim: ${n}, and batchDim: ${o}.`;if(t.rank<o)throw new Error(s+` update.rank < ${o}. `);if(r.length<n+(t.rank-o))throw new Error(s+` Output shape length < ${n+(t.rank-o)}`);if(t.rank!==o+r.length-n)throw new Error(s+` update.rank != ${o+r.length-n}`);for(let i=0;i<o;++i)if(t.shape[i]!==e.shape[i])throw new Error(s+` updates.shape[${i}] (${t.shape[i]}) != indices.shape[${i}] (${e.shape[i]}).`);for(let i=0;i<t.rank-o;++i)if(t.shape[i+o]!==r[i+n])throw new Error(s+` updates.shape[${i+o}] (${t.shape[i+o]}) != shape[${i+o}] (${r[i+o]})`)}function VS(r,e,t){if(e.rank<1)throw new Error(`tf.scatterND() expects the indices to be rank 1 or higher, but the rank was ${e.rank}.`);if(r.rank<1)throw new Error(`tf.scatterND() expects the updates to be rank 1 or higher, but the rank was ${r.rank}.`);if(e.dtype!=="int32")throw new Error(`The dtype of 'indices' should be int32, but got dtype: ${e.dtype}`);if(t.length<1)throw new Error(`Output rank must be greater or equal to 1, but got shape: ${t}`);if(t.length===0){if(e.size===0)throw new Error(`Indices specified for empty output. indices shape: ${e.shape}`);if(r.size===0)throw new Error(`Updates specified for empty output. updates shape: ${r.shape}`)}Od(t,e,r)}function qS(r,e,t){let n=e.shape.length,o=n>1?e.shape[n-1]:1,s=t.length,i=1;for(let p=o;p<s;++p)i*=t[p];let u=o<1?1:o,l=_e(e.shape)/u,a=[...Jt(t.slice(0,o)),1],c=_e(t);return{sliceRank:o,numUpdates:l,sliceSize:i,strides:a,outputSize:c}}function Zp(r,e=!0,t,n){return T.makeVariable(r,e,t,n)}function Ud(r,e){let t=[];for(let s=0;s<e.length;s++)e[s]&&t.push(s);let n=fe(r,"int32"),o=fe([t.length,r.length],"int32");for(let s=0;s<t.length;s++){let i=n.indexToLoc(t[s]),u=s*r.length;o.values.set(i,u)}return o.toTensor()}function HS(r,e,t){let n=N(r,"x","transpose");if(e==null&&(e=n.shape.map((i,u)=>u).reverse()),R(n.rank===e.length,()=>`Error in transpose: rank of input ${n.rank} must match length of perm ${e}.`),e.forEach(i=>{R(i>=0&&i<n.rank,()=>`All entries in 'perm' must be between 0 and ${n.rank-1} but got ${e}`)}),n.rank<=1)return n.clone();let o={x:n},s={perm:e};return n.dtype==="complex64"?oe(()=>{let i=Pd(n),u=kd(n);return i=T.runKernel(Vt,{x:i},s),u=T.runKernel(Vt,{x:u},s),t&&(u=Fd(u)),ja(i,u)}):T.runKernel(Vt,o,s)}var Jp=D({transpose_:HS});var oi={};wr(oi,{conv2d:()=>Wd,depthwiseConv2d:()=>qd,matMul:()=>Hd});function KS(r,e,t,n,o,s="NHWC",i){let u=r;r.rank===3&&(u=se(r,[1,r.shape[0],r.shape[1],r.shape[2]]));let l=e;l.rank===3&&(l=se(e,[1,e.shape[0],e.shape[1],e.shape[2]])),R(u.rank===4,()=>`Error in conv2dDerFilter: input must be rank 4, but got shape ${u.shape}.`),R(l.rank===4,()=>`Error in conv2dDerFilter: dy must be rank 4, but got shape ${l.shape}.`),R(t.length===4,()=>`Error in conv2dDerFilter: filterShape must be length 4, but got ${t}.`);let a=s==="NHWC"?u.shape[3]:u.shape[1],c=s==="NHWC"?l.shape[3]:l.shape[1];R(a===t[2],()=>`Error in conv2dDerFilter: depth of input ${a}) must match input depth in filter (${t[2]}.`),R(c===t[3],()=>`Error in conv2dDerFilter: depth of dy (${c}) must match output depth for filter (${t[3]}).`),Et("conv2dDerFilter",o,i);let p={x:u,dy:l},f={strides:n,pad:o,dataFormat:s,dimRoundingMode:i,filterShape:t};return T.runKernel(uh,p,f)}var Gd=D({conv2DBackpropFilter_:KS});function kn(r,e,t){if(t==null||t==="linear")return r;if(t==="relu")return H(r,hs(e));throw new Error(`Cannot compute gradient for fused activation ${t}.`)}function $n(r,e){let t=e,n=ni(r.shape,e.shape);return n.length>0&&(t=kr(t,n)),se(t,r.shape)}function Nn(r,e,t,n){if(e==="linear")return r;if(e==="relu")return Bd(r);if(e==="elu")return Cd(r);if(e==="relu6")return Ld(r);if(e==="prelu")return Dd(r,t);if(e==="leakyrelu")return $d(r,n);if(e==="sigmoid")return An(r);throw new Error(`Unknown fused activation ${e}.`)}var Fn=(r,e)=>!(r>0)||e==="linear";function jS({x:r,filter:e,strides:t,pad:n,dataFormat:o="NHWC",dilations:s=[1,1],dimRoundingMode:i,bias:u,activation:l="linear",preluActivationWeights:a,leakyreluAlpha:c}){if(l=l||"linear",Fn(T.state.gradientDepth,l)===!1){R(o==="NHWC",()=>`Error in fused conv2d: got dataFormat of ${o} but only NHWC is currently supported for the case of gradient depth is 0 and the activation is not linear.`);let k=Id(r,e,t,n,o,s,i);return u!=null&&(k=Y(k,u)),Nn(k,l,a,c)}let p=N(r,"x","conv2d","float32"),f=N(e,"filter","conv2d","float32"),m=p,h=!1;p.rank===3&&(h=!0,m=se(p,[1,p.shape[0],p.shape[1],p.shape[2]])),R(m.rank===4,()=>`Error in fused conv2d: input must be rank 4, but got rank ${m.rank}.`),R(f.rank===4,()=>`Error in fused conv2d: filter must be rank 4, but got rank ${f.rank}.`),Et("fused conv2d",n,i);let x=o==="NHWC"?m.shape[3]:m.shape[1];R(f.shape[2]===x,()=>`Error in conv2d: depth of input (${x}) must match input depth for filter ${f.shape[2]}.`),R(En(t,s),()=>`Error in conv2D: Either strides or dilations must be 1. Got strides ${t} and dilations '${s}'`);let g=In(m.shape,f.shape,t,s,n,i),_;u!=null&&(_=N(u,"bias","fused conv2d"),[_]=Re(_,p),o==="NHWC"?Ft(g.outShape,_.shape):(R(_.shape.length<=1,()=>`Error in fused conv2d: only supports scalar or 1-D Tensor bias for NCHW format but got the bias of rank-${_.shape.length}.`),R(_.shape.length===0||_.shape[0]===g.outChannels||_.shape[0]===1,()=>`Error in fused conv2d: bias shape (${_.shape}) is not compatible with the number of output channels (${g.outChannels})`)));let b;if(a!=null){let k=a.shape;if(R(k.length<=1||k.length===3,()=>`Error in fused conv2d: only supports scalar, 1-D Tensor or 3-D Tensor PReLU activation weights but got a tensor of rank-${k.length}.`),k.length===1)R(k[0]===1||k[0]===g.outChannels,()=>`Error in fused conv2d: PReLU activation weights (${k}) is not compatible with the number of output channels (${g.outChannels}).`);else if(k.length===3)try{Ft(k,g.outShape)}catch{let O=`Error in fused conv2d: PReLU activation weights (${k}) is not compatible with the output shape of the conv2d (${g.outShape}).`;throw Error(O)}b=N(a,"prelu weights","fused conv2d")}let w=(k,F)=>{R(o==="NHWC",()=>`Error in gradient of fused conv2D: got dataFormat of ${o} but only NHWC is currently supported.`);let[O,L,j,V]=F,Q=kn(k,j,l);R(Sn(s),()=>`Error in gradient of fused conv2D: dilation rates greater than 1 are not yet supported in gradients. Got dilations '${s}'`);let ne=Ed(L.shape,Q,O,t,n),ee=Gd(L,Q,O.shape,t,n),re=[ne,ee];if(V!=null){let be=$n(V,Q);re.push(be)}return re},I={x:m,filter:f,bias:_,preluActivationWeights:b},A={strides:t,pad:n,dataFormat:o,dilations:s,dimRoundingMode:i,activation:l,leakyreluAlpha:c};return u==null?$r((F,O,L)=>{let j=T.runKernel(mp,I,A);return L([O,F,j]),h&&(j=se(j,[j.shape[1],j.shape[2],j.shape[3]])),{value:j,gradFunc:w}})(m,f):$r((F,O,L,j)=>{let V=T.runKernel(mp,I,A);return j([O,F,V,L]),h&&(V=se(V,[V.shape[1],V.shape[2],V.shape[3]])),{value:V,gradFunc:w}})(m,f,_)}var Wd=D({fusedConv2d_:jS});function XS(r,e,t,n,o,s=[1,1],i){let u=r;r.rank===3&&(u=se(r,[1,r.shape[0],r.shape[1],r.shape[2]]));let l=e;l.rank===3&&(l=se(e,[1,e.shape[0],e.shape[1],e.shape[2]]));let a={x:u,dy:l},c={strides:n,pad:o,dimRoundingMode:i,dilations:s,filterShape:t};return T.runKernel(ph,a,c)}var zd=D({depthwiseConv2dNativeBackpropFilter_:XS});function YS(r,e,t,n,o,s=[1,1],i){let u=e,l=!1;e.rank===3&&(l=!0,u=se(e,[1,e.shape[0],e.shape[1],e.shape[2]]));let a={dy:u,filter:t},c={strides:n,pad:o,dimRoundingMode:i,dilations:s,inputShape:r},p=T.runKernel(fh,a,c);return l?se(p,[p.shape[1],p.shape[2],p.shape[3]]):p}var Vd=D({depthwiseConv2dNativeBackpropInput_:YS});function QS({x:r,filter:e,strides:t,pad:n,dataFormat:o="NHWC",dilations:s=[1,1],dimRoundingMode:i,bias:u,activation:l="linear",preluActivationWeights:a,leakyreluAlpha:c}){if(Fn(T.state.gradientDepth,l)===!1){let A=Td(r,e,t,n,o,s,i);return u!=null&&(A=Y(A,u)),Nn(A,l,a,c)}let p=N(r,"x","depthwiseConv2d","float32"),f=N(e,"filter","depthwiseConv2d","float32"),m=p,h=!1;p.rank===3&&(h=!0,m=se(p,[1,p.shape[0],p.shape[1],p.shape[2]])),R(m.rank===4,()=>`Error in fused depthwiseConv2d: input must be rank 4, but got rank ${m.rank}.`),R(f.rank===4,()=>`Error in fused depthwiseConv2d: filter must be rank 4, but got rank ${f.rank}.`),R(m.shape[3]===f.shape[2],()=>`Error in fused depthwiseConv2d: number of input channels (${m.shape[3]}) must match the inChannels dimension in filter ${f.shape[2]}.`),s==null&&(s=[1,1]),R(En(t,s),()=>`Error in fused depthwiseConv2d: Either strides or dilations must be 1. Got strides ${t} and dilations '${s}'`),Et("fused depthwiseConv2d",n,i);let x=In(m.shape,f.shape,t,s,n,i,!0),g;u!=null&&(g=N(u,"bias","fused conv2d"),[g]=Re(g,p),Ft(x.outShape,g.shape));let _;a!=null&&(_=N(a,"prelu weights","fused depthwiseConv2d"));let b=(A,k)=>{R(Sn(s),()=>`Error in gradient of fused depthwiseConv2d: dilation rates greater than 1 are not yet supported. Got dilations '${s}'`);let[F,O,L,j]=k,V=kn(A,L,l),Q=Vd(O.shape,V,F,t,n,s,i),ne=zd(O,V,F.shape,t,n,s,i);if(j!=null){let ee=$n(g,V);return[Q,ne,ee]}return[Q,ne]},w={x:m,filter:f,bias:g,preluActivationWeights:_},I={strides:t,pad:n,dataFormat:o,dilations:s,dimRoundingMode:i,activation:l,leakyreluAlpha:c};return u==null?$r((k,F,O)=>{let L=T.runKernel(hp,w,I);return O([F,k,L]),h&&(L=se(L,[L.shape[1],L.shape[2],L.shape[3]])),{value:L,gradFunc:b}})(m,f):$r((k,F,O,L)=>{let j=T.runKernel(hp,w,I);return L([F,k,j,O]),h&&(j=se(j,[j.shape[1],j.shape[2],j.shape[3]])),{value:j,gradFunc:b}})(m,f,g)}var qd=D({fusedDepthwiseConv2d_:QS});function ZS({a:r,b:e,transposeA:t=!1,transposeB:n=!1,bias:o,activation:s="linear",preluActivationWeights:i,leakyreluAlpha:u=.2}){if(Fn(T.state.gradientDepth,s)===!1){let V=yt(r,e,t,n);return o!=null&&(V=Y(V,o)),Nn(V,s,i,u)}let l=N(r,"a","fused matMul"),a=N(e,"b","fused matMul");[l,a]=Re(l,a);let c=t?l.shape[l.rank-2]:l.shape[l.rank-1],p=n?a.shape[a.rank-1]:a.shape[a.rank-2],f=t?l.shape[l.rank-1]:l.shape[l.rank-2],m=n?a.shape[a.rank-2]:a.shape[a.rank-1],h=l.shape.slice(0,-2),x=a.shape.slice(0,-2),g=_e(h),_=_e(x);R(c===p,()=>`Error in fused matMul: inner shapes (${c}) and (${p}) of Tensors with shapes ${l.shape} and ${a.shape} and transposeA=${t} and transposeB=${n} must match.`);let w=Ft(l.shape.slice(0,-2),a.shape.slice(0,-2)).concat([f,m]),I=t?se(l,[g,c,f]):se(l,[g,f,c]),A=n?se(a,[_,m,p]):se(a,[_,p,m]),k;o!=null&&(k=N(o,"bias","fused matMul"),[k]=Re(k,l),Ft(w,k.shape));let F;i!=null&&(F=N(i,"prelu weights","fused matMul"));let O=(V,Q)=>{let[ne,ee,re,be]=Q,le=kn(se(V,re.shape),re,s),Le,Te;if(!t&&!n?(Le=yt(le,ee,!1,!0),Te=yt(ne,le,!0,!1)):!t&&n?(Le=yt(le,ee,!1,!1),Te=yt(le,ne,!0,!1)):t&&!n?(Le=yt(ee,le,!1,!0),Te=yt(ne,le,!1,!1)):(Le=yt(ee,le,!0,!0),Te=yt(le,ne,!0,!0)),o!=null){let Oe=$n(be,le);return[Le,Te,Oe]}else return[Le,Te]},L={a:I,b:A,bias:k,preluActivationWeights:F},j={transposeA:t,transposeB:n,activation:s,leakyreluAlpha:u};return o==null?$r((Q,ne,ee)=>{let re=T.runKernel(nr,L,j);return ee([Q,ne,re]),{value:se(re,w),gradFunc:O}})(I,A):$r((Q,ne,ee,re)=>{let be=T.runKernel(nr,L,j);return re([Q,ne,be,ee]),{value:se(be,w),gradFunc:O}})(I,A,k)}var Hd=D({fusedMatMul_:ZS});function Kd(r,e,t){let n=JS(r,e,t),o=n<0?-(n+1):n;r.splice(o,0,e)}function JS(r,e,t){return tI(r,e,t||eI)}function eI(r,e){return r>e?1:r<e?-1:0}function tI(r,e,t){let n=0,o=r.length,s=0,i=!1;for(;n<o;){s=n+(o-n>>>1);let u=t(e,r[s]);u>0?n=s+1:(o=s,i=!u)}return i?n:-n-1}function Xd(r,e,t,n,o){return ef(r,e,t,n,o,0)}function Yd(r,e,t,n,o,s){return ef(r,e,t,n,o,0,!1,s,!0)}function Qd(r,e,t,n,o,s){return ef(r,e,t,n,o,s,!0)}function ef(r,e,t,n,o,s,i=!1,u=!1,l=!1){let a=[];for(let g=0;g<e.length;g++)e[g]>o&&a.push({score:e[g],boxIndex:g,suppressBeginIndex:0});a.sort(jd);let c=s>0?-.5/s:0,p=[],f=[];for(;p.length<t&&a.length>0;){let g=a.pop(),{score:_,boxIndex:b,suppressBeginIndex:w}=g;if(_<o)break;let I=!1;for(let A=p.length-1;A>=w;--A){let k=rI(r,b,p[A]);if(k>=n){I=!0;break}if(g.score=g.score*nI(n,c,k),g.score<=o)break}g.suppressBeginIndex=p.length,I||(g.score===_?(p.push(b),f.push(g.score)):g.score>o&&Kd(a,g,jd))}let m=p.length,h=t-m;u&&h>0&&(p.push(...new Array(h).fill(0)),f.push(...new Array(h).fill(0)));let x={selectedIndices:p};return i&&(x.selectedScores=f),l&&(x.validOutputs=m),x}function rI(r,e,t){let n=r.subarray(e*4,e*4+4),o=r.subarray(t*4,t*4+4),s=Math.min(n[0],n[2]),i=Math.min(n[1],n[3]),u=Math.max(n[0],n[2]),l=Math.max(n[1],n[3]),a=Math.min(o[0],o[2]),c=Math.min(o[1],o[3]),p=Math.max(o[0],o[2]),f=Math.max(o[1],o[3]),m=(u-s)*(l-i),h=(p-a)*(f-c);if(m<=0||h<=0)return 0;let x=Math.max(s,a),g=Math.max(i,c),_=Math.min(u,p),b=Math.min(l,f),w=Math.max(_-x,0)*Math.max(b-g,0);return w/(m+h-w)}function nI(r,e,t){let n=Math.exp(e*t*t);return t<=r?n:0}function jd(r,e){return r.score-e.score||r.score===e.score&&e.boxIndex-r.boxIndex}var oI=new Map,sI=new Map,si=class{getClassName(){return this.constructor.className}static fromConfig(e,t){return new e(t)}},tf=class r{constructor(){this.classNameMap={}}static getMap(){return r.instance==null&&(r.instance=new r),r.instance}static register(e){r.getMap().classNameMap[e.className]=[e,e.fromConfig]}};function Zd(r,e,t){R(r.className!=null,()=>"Class being registered does not have the static className property defined."),R(typeof r.className=="string",()=>"className is required to be a string, but got type "+typeof r.className),R(r.className.length>0,()=>"Class being registered has an empty-string as its className, which is disallowed."),typeof e>"u"&&(e="Custom"),typeof t>"u"&&(t=r.className);let n=t,o=e+">"+n;return tf.register(r),oI.set(o,r),sI.set(r,o),r}var ct=class extends si{minimize(e,t=!1,n){let{value:o,grads:s}=this.computeGradients(e,n);if(n!=null){let i=n.map(u=>({name:u.name,tensor:s[u.name]}));this.applyGradients(i)}else this.applyGradients(s);return Fe(s),t?o:(o.dispose(),null)}get iterations(){return this.iterations_==null&&(this.iterations_=0),this.iterations_}incrementIterations(){this.iterations_=this.iterations+1}computeGradients(e,t){return Nd(e,t)}dispose(){this.iterations_!=null&&Fe(this.iterations_)}async saveIterations(){return this.iterations_==null&&(this.iterations_=0),{name:"iter",tensor:lt(this.iterations_,"int32")}}async getWeights(){throw new Error("getWeights() is not implemented for this optimizer yet.")}async setWeights(e){throw new Error(`setWeights() is not implemented for this optimizer class ${this.getClassName()}`)}async extractIterations(e){return this.iterations_=(await e[0].tensor.data())[0],e.slice(1)}};Object.defineProperty(ct,Symbol.hasInstance,{value:r=>r.minimize!=null&&r.computeGradients!=null&&r.applyGradients!=null});var ai=class extends ct{static get className(){return"Adadelta"}constructor(e,t,n=null){super(),this.learningRate=e,this.rho=t,this.epsilon=n,this.accumulatedGrads=[],this.accumulatedUpdates=[],n==null&&(this.epsilon=T.backend.epsilon())}applyGradients(e){(Array.isArray(e)?e.map(n=>n.name):Object.keys(e)).forEach((n,o)=>{let s=T.registeredVariables[n],i=!1;this.accumulatedGrads[o]==null&&(this.accumulatedGrads[o]={originalName:`${n}/accum_grad`,variable:oe(()=>ut(s).variable(i))}),this.accumulatedUpdates[o]==null&&(this.accumulatedUpdates[o]={originalName:`${n}/accum_var`,variable:oe(()=>ut(s).variable(i))});let u=Array.isArray(e)?e[o].tensor:e[n];if(u==null)return;let l=this.accumulatedGrads[o].variable,a=this.accumulatedUpdates[o].variable;oe(()=>{let c=Y(H(l,this.rho),H(Qe(u),1-this.rho)),p=H(it(Kt(Y(a,this.epsilon)),Kt(Y(l,this.epsilon))),u),f=Y(H(a,this.rho),H(Qe(p),1-this.rho));l.assign(c),a.assign(f);let m=Y(H(p,-this.learningRate),s);s.assign(m)})}),this.incrementIterations()}dispose(){this.accumulatedUpdates!=null&&(Fe(this.accumulatedGrads.map(e=>e.variable)),Fe(this.accumulatedUpdates.map(e=>e.variable)))}async getWeights(){let e=[...this.accumulatedGrads,...this.accumulatedUpdates];return[await this.saveIterations()].concat(e.map(t=>({name:t.originalName,tensor:t.variable})))}async setWeights(e){e=await this.extractIterations(e);let t=e.length/2,n=!1;this.accumulatedGrads=e.slice(0,t).map(o=>({originalName:o.name,variable:o.tensor.variable(n)})),this.accumulatedUpdates=e.slice(t,t*2).map(o=>({originalName:o.name,variable:o.tensor.variable(n)}))}getConfig(){return{learningRate:this.learningRate,rho:this.rho,epsilon:this.epsilon}}static fromConfig(e,t){return new e(t.learningRate,t.rho,t.epsilon)}};var ii=class extends ct{static get className(){return"Adagrad"}constructor(e,t=.1){super(),this.learningRate=e,this.initialAccumulatorValue=t,this.accumulatedGrads=[]}applyGradients(e){(Array.isArray(e)?e.map(n=>n.name):Object.keys(e)).forEach((n,o)=>{let s=T.registeredVariables[n];this.accumulatedGrads[o]==null&&(this.accumulatedGrads[o]={originalName:`${n}/accumulator`,variable:oe(()=>Sd(s.shape,this.initialAccumulatorValue).variable(!1))});let i=Array.isArray(e)?e[o].tensor:e[n];if(i==null)return;let u=this.accumulatedGrads[o].variable;oe(()=>{let l=Y(u,Qe(i));u.assign(l);let a=Y(H(it(i,Kt(Y(l,T.backend.epsilon()))),-this.learningRate),s);s.assign(a)})}),this.incrementIterations()}dispose(){this.accumulatedGrads!=null&&Fe(this.accumulatedGrads.map(e=>e.variable))}async getWeights(){return[await this.saveIterations()].concat(this.accumulatedGrads.map(e=>({name:e.originalName,tensor:e.variable})))}async setWeights(e){e=await this.extractIterations(e);let t=!1;this.accumulatedGrads=e.map(n=>({originalName:n.name,variable:n.tensor.variable(t)}))}getConfig(){return{learningRate:this.learningRate,initialAccumulatorValue:this.initialAccumulatorValue}}static fromConfig(e,t){return new e(t.learningRate,t.initialAccumulatorValue)}};var Mn=class extends ct{static get className(){return"Adam"}constructor(e,t,n,o=null){super(),this.learningRate=e,this.beta1=t,this.beta2=n,this.epsilon=o,this.accumulatedFirstMoment=[],this.accumulatedSecondMoment=[],oe(()=>{this.accBeta1=lt(t).variable(),this.accBeta2=lt(n).variable()}),o==null&&(this.epsilon=T.backend.epsilon())}applyGradients(e){let t=Array.isArray(e)?e.map(n=>n.name):Object.keys(e);oe(()=>{let n=Ze(1,this.accBeta1),o=Ze(1,this.accBeta2);t.forEach((s,i)=>{let u=T.registeredVariables[s],l=!1;this.accumulatedFirstMoment[i]==null&&(this.accumulatedFirstMoment[i]={originalName:`${s}/m`,variable:oe(()=>ut(u).variable(l))}),this.accumulatedSecondMoment[i]==null&&(this.accumulatedSecondMoment[i]={originalName:`${s}/v`,variable:oe(()=>ut(u).variable(l))});let a=Array.isArray(e)?e[i].tensor:e[s];if(a==null)return;let c=this.accumulatedFirstMoment[i].variable,p=this.accumulatedSecondMoment[i].variable,f=Y(H(c,this.beta1),H(a,1-this.beta1)),m=Y(H(p,this.beta2),H(Qe(a),1-this.beta2)),h=it(f,n),x=it(m,o);c.assign(f),p.assign(m);let g=Y(H(it(h,Y(Kt(x),this.epsilon)),-this.learningRate),u);u.assign(g)}),this.accBeta1.assign(H(this.accBeta1,this.beta1)),this.accBeta2.assign(H(this.accBeta2,this.beta2))}),this.incrementIterations()}dispose(){this.accBeta1.dispose(),this.accBeta2.dispose(),this.accumulatedFirstMoment!=null&&Fe(this.accumulatedFirstMoment.map(e=>e.variable)),this.accumulatedSecondMoment!=null&&Fe(this.accumulatedSecondMoment.map(e=>e.variable))}async getWeights(){let e=[...this.accumulatedFirstMoment,...this.accumulatedSecondMoment];return[await this.saveIterations()].concat(e.map(t=>({name:t.originalName,tensor:t.variable})))}async setWeights(e){e=await this.extractIterations(e),oe(()=>{this.accBeta1.assign(Xp(this.beta1,this.iterations_+1)),this.accBeta2.assign(Xp(this.beta2,this.iterations_+1))});let t=e.length/2,n=!1;this.accumulatedFirstMoment=e.slice(0,t).map(o=>({originalName:o.name,variable:o.tensor.variable(n)})),this.accumulatedSecondMoment=e.slice(t,t*2).map(o=>({originalName:o.name,variable:o.tensor.variable(n)}))}getConfig(){return{learningRate:this.learningRate,beta1:this.beta1,beta2:this.beta2,epsilon:this.epsilon}}static fromConfig(e,t){return new e(t.learningRate,t.beta1,t.beta2,t.epsilon)}};var ui=class extends ct{static get className(){return"Adamax"}constructor(e,t,n,o=null,s=0){super(),this.learningRate=e,this.beta1=t,this.beta2=n,this.epsilon=o,this.decay=s,this.accumulatedFirstMoment=[],this.accumulatedWeightedInfNorm=[],oe(()=>{this.iteration=lt(0).variable(),this.accBeta1=lt(t).variable()}),o==null&&(this.epsilon=T.backend.epsilon())}applyGradients(e){let t=Array.isArray(e)?e.map(n=>n.name):Object.keys(e);oe(()=>{let n=Ze(1,this.accBeta1),o=it(-this.learningRate,Y(H(this.iteration,this.decay),1));t.forEach((s,i)=>{let u=T.registeredVariables[s],l=!1;this.accumulatedFirstMoment[i]==null&&(this.accumulatedFirstMoment[i]={originalName:`${s}/m`,variable:ut(u).variable(l)}),this.accumulatedWeightedInfNorm[i]==null&&(this.accumulatedWeightedInfNorm[i]={originalName:`${s}/v`,variable:ut(u).variable(l)});let a=Array.isArray(e)?e[i].tensor:e[s];if(a==null)return;let c=this.accumulatedFirstMoment[i].variable,p=this.accumulatedWeightedInfNorm[i].variable,f=Y(H(c,this.beta1),H(a,1-this.beta1)),m=H(p,this.beta2),h=bd(a),x=Md(m,h);c.assign(f),p.assign(x);let g=Y(H(it(o,n),it(f,Y(x,this.epsilon))),u);u.assign(g)}),this.iteration.assign(Y(this.iteration,1)),this.accBeta1.assign(H(this.accBeta1,this.beta1))}),this.incrementIterations()}dispose(){this.accBeta1.dispose(),this.iteration.dispose(),this.accumulatedFirstMoment!=null&&Fe(this.accumulatedFirstMoment.map(e=>e.variable)),this.accumulatedWeightedInfNorm!=null&&Fe(this.accumulatedWeightedInfNorm.map(e=>e.variable))}async getWeights(){throw new Error("getWeights() is not implemented for Adamax yet.")}async setWeights(e){throw new Error("setWeights() is not implemented for Adamax yet.")}getConfig(){return{learningRate:this.learningRate,beta1:this.beta1,beta2:this.beta2,epsilon:this.epsilon,decay:this.decay}}static fromConfig(e,t){return new e(t.learningRate,t.beta1,t.beta2,t.epsilon,t.decay)}};var xo=class extends ct{static get className(){return"SGD"}constructor(e){super(),this.learningRate=e,this.setLearningRate(e)}applyGradients(e){(Array.isArray(e)?e.map(n=>n.name):Object.keys(e)).forEach((n,o)=>{let s=Array.isArray(e)?e[o].tensor:e[n];if(s==null)return;let i=T.registeredVariables[n];oe(()=>{let u=Y(H(this.c,s),i);i.assign(u)})}),this.incrementIterations()}setLearningRate(e){this.learningRate=e,this.c!=null&&this.c.dispose(),this.c=td(lt(-e))}dispose(){this.c.dispose()}async getWeights(){return[await this.saveIterations()]}async setWeights(e){if(e=await this.extractIterations(e),e.length!==0)throw new Error("SGD optimizer does not have settable weights.")}getConfig(){return{learningRate:this.learningRate}}static fromConfig(e,t){return new e(t.learningRate)}};var li=class extends xo{static get className(){return"Momentum"}constructor(e,t,n=!1){super(e),this.learningRate=e,this.momentum=t,this.useNesterov=n,this.accumulations=[],this.m=lt(this.momentum)}applyGradients(e){(Array.isArray(e)?e.map(n=>n.name):Object.keys(e)).forEach((n,o)=>{let s=T.registeredVariables[n];this.accumulations[o]==null&&(this.accumulations[o]={originalName:`${n}/momentum`,variable:oe(()=>ut(s).variable(!1))});let i=this.accumulations[o].variable,u=Array.isArray(e)?e[o].tensor:e[n];u!=null&&oe(()=>{let l,a=Y(H(this.m,i),u);this.useNesterov?l=Y(H(this.c,Y(u,H(a,this.m))),s):l=Y(H(this.c,a),s),i.assign(a),s.assign(l)})}),this.incrementIterations()}dispose(){this.m.dispose(),this.accumulations!=null&&Fe(this.accumulations.map(e=>e.variable))}setMomentum(e){this.momentum=e}async getWeights(){return[await this.saveIterations()].concat(this.accumulations.map(e=>({name:e.originalName,tensor:e.variable})))}async setWeights(e){e=await this.extractIterations(e);let t=!1;this.accumulations=e.map(n=>({originalName:n.name,variable:n.tensor.variable(t)}))}getConfig(){return{learningRate:this.learningRate,momentum:this.momentum,useNesterov:this.useNesterov}}static fromConfig(e,t){return new e(t.learningRate,t.momentum,t.useNesterov)}};var ci=class extends ct{static get className(){return"RMSProp"}constructor(e,t=.9,n=0,o=null,s=!1){if(super(),this.learningRate=e,this.decay=t,this.momentum=n,this.epsilon=o,this.accumulatedMeanSquares=[],this.accumulatedMoments=[],this.accumulatedMeanGrads=[],this.centered=s,o==null&&(this.epsilon=T.backend.epsilon()),e==null)throw new Error("learningRate for RMSPropOptimizer must be defined.")}applyGradients(e){(Array.isArray(e)?e.map(n=>n.name):Object.keys(e)).forEach((n,o)=>{let s=T.registeredVariables[n],i=!1;this.accumulatedMeanSquares[o]==null&&(this.accumulatedMeanSquares[o]={originalName:`${n}/rms`,variable:oe(()=>ut(s).variable(i))}),this.accumulatedMoments[o]==null&&(this.accumulatedMoments[o]={originalName:`${n}/momentum`,variable:oe(()=>ut(s).variable(i))}),this.accumulatedMeanGrads[o]==null&&this.centered&&(this.accumulatedMeanGrads[o]={originalName:`${n}/mg`,variable:oe(()=>ut(s).variable(i))});let u=Array.isArray(e)?e[o].tensor:e[n];if(u==null)return;let l=this.accumulatedMeanSquares[o].variable,a=this.accumulatedMoments[o].variable;oe(()=>{let c=Y(H(l,this.decay),H(Qe(u),1-this.decay));if(this.centered){let p=this.accumulatedMeanGrads[o].variable,f=Y(H(p,this.decay),H(u,1-this.decay)),m=it(H(u,this.learningRate),Kt(Ze(c,Y(Qe(f),this.epsilon)))),h=Y(H(a,this.momentum),m);l.assign(c),p.assign(f),a.assign(h);let x=Ze(s,h);s.assign(x)}else{let p=Y(H(l,this.decay),H(Qe(u),1-this.decay)),f=Y(H(a,this.momentum),it(H(u,this.learningRate),Kt(Y(p,this.epsilon))));l.assign(p),a.assign(f);let m=Ze(s,f);s.assign(m)}})}),this.incrementIterations()}dispose(){this.accumulatedMeanSquares!=null&&Fe(this.accumulatedMeanSquares.map(e=>e.variable)),this.accumulatedMeanGrads!=null&&this.centered&&Fe(this.accumulatedMeanGrads.map(e=>e.variable)),this.accumulatedMoments!=null&&Fe(this.accumulatedMoments.map(e=>e.variable))}async getWeights(){let e=[...this.accumulatedMeanSquares,...this.accumulatedMoments];return this.centered&&e.push(...this.accumulatedMeanGrads),[await this.saveIterations()].concat(e.map(t=>({name:t.originalName,tensor:t.variable})))}async setWeights(e){e=await this.extractIterations(e);let t=this.centered?e.length/3:e.length/2,n=!1;this.accumulatedMeanSquares=e.slice(0,t).map(o=>({originalName:o.name,variable:o.tensor.variable(n)})),this.accumulatedMoments=e.slice(t,t*2).map(o=>({originalName:o.name,variable:o.tensor.variable(n)})),this.centered&&(this.accumulatedMeanGrads=e.slice(t*2,t*3).map(o=>({originalName:o.name,variable:o.tensor.variable(n)})))}getConfig(){return{learningRate:this.learningRate,decay:this.decay,momentum:this.momentum,epsilon:this.epsilon,centered:this.centered}}static fromConfig(e,t){return new e(t.learningRate,t.decay,t.momentum,t.epsilon,t.centered)}};var aI=[ai,ii,Mn,ui,li,ci,xo];function Jd(){for(let r of aI)Zd(r)}var iI="model",uI=".json",lI=".weights.bin";function eg(r){return new Promise(e=>setTimeout(e)).then(r)}var _o=class r{constructor(e){if(!v().getBool("IS_BROWSER"))throw new Error("browserDownloads() cannot proceed because the current environment is not a browser.");e.startsWith(r.URL_SCHEME)&&(e=e.slice(r.URL_SCHEME.length)),(e==null||e.length===0)&&(e=iI),this.modelJsonFileName=e+uI,this.weightDataFileName=e+lI}async save(e){if(typeof document>"u")throw new Error("Browser downloads are not supported in this environment since `document` is not present");let t=xt.join(e.weightData),n=window.URL.createObjectURL(new Blob([t],{type:"application/octet-stream"}));if(e.modelTopology instanceof ArrayBuffer)throw new Error("BrowserDownloads.save() does not support saving model topology in binary formats yet.");{let o=[{paths:["./"+this.weightDataFileName],weights:e.weightSpecs}],s=Ya(e,o),i=window.URL.createObjectURL(new Blob([JSON.stringify(s)],{type:"application/json"})),u=this.modelJsonAnchor==null?document.createElement("a"):this.modelJsonAnchor;if(u.download=this.modelJsonFileName,u.href=i,await eg(()=>u.dispatchEvent(new MouseEvent("click"))),e.weightData!=null){let l=this.weightDataAnchor==null?document.createElement("a"):this.weightDataAnchor;l.download=this.weightDataFileName,l.href=n,await eg(()=>l.dispatchEvent(new MouseEvent("click")))}return{modelArtifactsInfo:Cr(e)}}}};_o.URL_SCHEME="downloads://";var cI=r=>v().getBool("IS_BROWSER")&&!Array.isArray(r)&&r.startsWith(_o.URL_SCHEME)?pI(r.slice(_o.URL_SCHEME.length)):null;_t.registerSaveRouter(cI);function pI(r="model"){return new _o(r)}function rf(r,e,t,n){i(r),t=t??0,n=n??1,u(t,n);let o=0,s=l=>(l.then(a=>{let c=t+ ++o/r.length*(n-t);return e(c),a}),l);function i(l){R(l!=null&&Array.isArray(l)&&l.length>0,()=>"promises must be a none empty array")}function u(l,a){R(l>=0&&l<=1,()=>`Progress fraction must be in range [0, 1], but got startFraction ${l}`),R(a>=0&&a<=1,()=>`Progress fraction must be in range [0, 1], but got endFraction ${a}`),R(a>=l,()=>`startFraction must be no more than endFraction, but got startFraction ${l} and endFraction ${a}`)}return Promise.all(r.map(s))}async function tg(r,e){e==null&&(e={});let t=e.fetchFunc==null?v().platform.fetch:e.fetchFunc,n=r.map(p=>t(p,e.requestInit,{isBinary:!0})),u=(e.onProgress==null?await Promise.all(n):await rf(n,e.onProgress,0,.5)).map(p=>p.arrayBuffer());return e.onProgress==null?await Promise.all(u):await rf(u,e.onProgress,.5,1)}function rg(r,e){var t;let n=e.fetchFunc==null?v().platform.fetch:e.fetchFunc,o=0,s;return(t=e.onProgress)===null||t===void 0||t.call(e,0),new ReadableStream({pull:async i=>{for(var u;o<r.length;){s||(s=(await n(r[o],e.requestInit,{isBinary:!0})).body.getReader());let{done:l,value:a}=await s.read();if(l){o++,s=void 0,(u=e.onProgress)===null||u===void 0||u.call(e,o/r.length);continue}i.enqueue(a);return}i.close()}})}var mI="application/octet-stream",hI="application/json",ds=class{constructor(e,t){if(this.DEFAULT_METHOD="POST",t==null&&(t={}),this.weightPathPrefix=t.weightPathPrefix,this.weightUrlConverter=t.weightUrlConverter,t.fetchFunc!=null?(R(typeof t.fetchFunc=="function",()=>"Must pass a function that matches the signature of `fetch` (see https://developer.mozilla.org/en-US/docs/Web/API/Fetch_API)"),this.fetch=t.fetchFunc):this.fetch=v().platform.fetch,R(e!=null&&e.length>0,()=>"URL path for http must not be null, undefined or empty."),Array.isArray(e)&&R(e.length===2,()=>`URL paths for http must have a length of 2, (actual length is ${e.length}).`),this.path=e,t.requestInit!=null&&t.requestInit.body!=null)throw new Error("requestInit is expected to have no pre-existing body, but has one.");this.requestInit=t.requestInit||{},this.loadOptions=t}async save(e){if(e.modelTopology instanceof ArrayBuffer)throw new Error("BrowserHTTPRequest.save() does not support saving model topology in binary formats yet.");let t=Object.assign({method:this.DEFAULT_METHOD},this.requestInit);t.body=new FormData;let n=[{paths:["./model.weights.bin"],weights:e.weightSpecs}],o=Ya(e,n);if(t.body.append("model.json",new Blob([JSON.stringify(o)],{type:hI}),"model.json"),e.weightData!=null){let i=xt.join(e.weightData);t.body.append("model.weights.bin",new Blob([i],{type:mI}),"model.weights.bin")}let s=await this.fetch(this.path,t);if(s.ok)return{modelArtifactsInfo:Cr(e),responses:[s]};throw new Error(`BrowserHTTPRequest.save() failed due to HTTP response status ${s.status}.`)}async loadModelJSON(){let e=await this.fetch(this.path,this.requestInit);if(!e.ok)throw new Error(`Request to ${this.path} failed with status code ${e.status}. Please verify this URL points to the model JSON of the model to load.`);let t;try{t=await e.json()}catch{let i=`Failed to parse model JSON of response from ${this.path}.`;throw this.path.endsWith(".pb")?i+=" Your path contains a .pb file extension. Support for .pb models have been removed in TensorFlow.js 1.0 in favor of .json models. You can re-convert your Python TensorFlow model using the TensorFlow.js 1.0 conversion scripts or you can convert your.pb models with the 'pb2json'NPM script in the tensorflow/tfjs-converter repository.":i+=" Please make sure the server is serving valid JSON for this request.",new Error(i)}let n=t.modelTopology,o=t.weightsManifest;if(n==null&&o==null)throw new Error(`The JSON from HTTP path ${this.path} contains neither model topology or manifest for weights.`);return t}async load(){if(this.loadOptions.streamWeights)return this.loadStream();let e=await this.loadModelJSON();return Qa(e,t=>this.loadWeights(t))}async loadStream(){let e=await this.loadModelJSON(),t=await this.getWeightUrls(e.weightsManifest),n=Za(e.weightsManifest),o=()=>rg(t,this.loadOptions);return Object.assign(Object.assign({},e),{weightSpecs:n,getWeightStream:o})}async getWeightUrls(e){let t=Array.isArray(this.path)?this.path[1]:this.path,[n,o]=dI(t),s=this.weightPathPrefix||n,i=[],u=[];for(let l of e)for(let a of l.paths)this.weightUrlConverter!=null?u.push(this.weightUrlConverter(a)):i.push(s+a+o);return this.weightUrlConverter&&i.push(...await Promise.all(u)),i}async loadWeights(e){let t=await this.getWeightUrls(e),n=Za(e),o=await tg(t,this.loadOptions);return[n,o]}};ds.URL_SCHEME_REGEX=/^https?:\/\//;function dI(r){let e=r.lastIndexOf("/"),t=r.lastIndexOf("?"),n=r.substring(0,e),o=t>e?r.substring(t):"";return[n+"/",o]}function nf(r){return r.match(ds.URL_SCHEME_REGEX)!=null}var ng=(r,e)=>{if(typeof fetch>"u"&&(e==null||e.fetchFunc==null))return null;{let t=!0;if(Array.isArray(r)?t=r.every(n=>nf(n)):t=nf(r),t)return og(r,e)}return null};_t.registerSaveRouter(ng);_t.registerLoadRouter(ng);function og(r,e){return new ds(r,e)}function xI(r,e){let t=r.shape.length,n=e.shape.length;if(t<1)throw new Error(`tf.gatherND() expects the input to be rank 1 or higher, but the rank was ${t}.`);if(n<1)throw new Error(`tf.gatherND() expects the indices to be rank 1 or higher, but the rank was ${n}.`);if(e.dtype!=="int32")throw new Error(`tf.gatherND() expects the indices to be int32 type, but the dtype was ${e.dtype}.`);if(e.shape[n-1]>t)throw new Error(`index innermost dimension length must be <= tensor rank; saw: ${e.shape[n-1]} vs. ${t}`);if(_e(r.shape)===0)throw new Error(`Requested more than 0 entries, but input is empty. Input shape: ${r.shape}.`);let o=e.shape,s=o[o.length-1],i=1;for(let p=0;p<o.length-1;++p)i*=o[p];let u=r.shape,l=o.slice();l.pop();let a=1;for(let p=s;p<t;++p)a*=u[p],l.push(u[p]);let c=[...Jt(r.shape).map(p=>p/a),1].slice(0,s);return[l,i,a,c]}var Pe={};wr(Pe,{assertParamsValid:()=>yI,computeFlatOffset:()=>II,computeOutShape:()=>wI,getNormalizedAxes:()=>vI,isSliceContinous:()=>SI,maskToAxes:()=>bI,parseSliceParams:()=>EI,sliceInfo:()=>TI,startForAxis:()=>fg,startIndicesWithElidedDims:()=>lg,stopForAxis:()=>mg,stopIndicesWithElidedDims:()=>cg,stridesForAxis:()=>pg,stridesWithElidedDims:()=>ag});var of=-2,_I=-1;function yI(r,e,t){let n=r.shape.length;R(n===e.length,()=>`Error in slice${n}D: Length of begin ${e} must match the rank of the array (${n}).`),R(n===t.length,()=>`Error in slice${n}D: Length of size ${t} must match the rank of the array (${n}).`);for(let o=0;o<n;++o)R(e[o]+t[o]<=r.shape[o],()=>`Error in slice${n}D: begin[${o}] + size[${o}] (${e[o]+t[o]}) would overflow input.shape[${o}] (${r.shape[o]})`)}function bI(r){let e=[],t=0;for(;r>0;)r&1&&e.push(t),r/=2,t++;return e}function wI(r,e,t){let n=[];for(let o=0;o<r.length;o++)n[o]=Math.ceil((e[o]-r[o])/t[o]);return n}function ag(r,e,t,n){let o=[...r];for(let s=o.length;s<n.length;s++)o.push(1);for(let s=0;s<t;s++)s===0?o[e]=1:(o.splice(e,0,1),o.pop());return o}function ig(r,e,t){return t<=r?t:t-(e-1)}function ug(r,e){let t=[];for(let n=0;n<r;n++)t.push(e+n);return t}function vI(r,e,t,n,o,s,i,u,l){let a=r.length,c=new Array(a),p=new Array(a),f=new Array(a);if(e.length&&t>0){let m=e[0],h=t+1;c=lg(i,m,h,n,r),p=cg(u,m,h,o,r),f=ag(s,m,h,r)}else for(let m=0;m<a;m++)c[m]=fg(i,n,s,r,m,l),p[m]=mg(u,o,s,r,m,l),f[m]=pg(s,m,l);return{begin:c,end:p,strides:f}}function lg(r,e,t,n,o){let s=[...o],i=ug(t,e);for(let u=0;u<s.length;u++)if(i.indexOf(u)>-1)s[u]=0;else{let l=ig(e,t,u),a=n[l];r&1<<l&&(a=0),s[u]=a}return s}function cg(r,e,t,n,o){let s=[...o],i=ug(t,e);for(let u=0;u<s.length;u++)if(i.indexOf(u)>-1)s[u]=Number.MAX_SAFE_INTEGER;else{let l=ig(e,t,u),a=n[l];r&1<<l&&(a=Number.MAX_SAFE_INTEGER),s[u]=a}for(let u=0;u<s.length;u++){let l=o[u];s[u]<0&&(s[u]+=l),s[u]=Yn(0,s[u],o[u])}return s}function pg(r,e,t){let n=r[e];return(t&1<<e||n==null)&&(n=1),n}function fg(r,e,t,n,o,s){let i=e[o],u=t[o]||1;(r&1<<o||s&1<<o||i==null)&&(u>0?i=Number.MIN_SAFE_INTEGER:i=Number.MAX_SAFE_INTEGER);let l=n[o];return i<0&&(i+=l),i=Yn(0,i,l-1),i}function mg(r,e,t,n,o,s){let i=e[o],u=t[o]||1;(r&1<<o||s&1<<o||i==null)&&(u>0?i=Number.MAX_SAFE_INTEGER:i=Number.MIN_SAFE_INTEGER);let l=n[o];return i<0&&(i+=l),u>0?i=Yn(0,i,l):i=Yn(-1,i,l-1),i}function SI(r,e,t){let n=t.length;for(let o=0;o<t.length;o++)if(t[o]>1){n=o;break}for(let o=n+1;o<t.length;o++)if(e[o]>0||t[o]!==r[o])return!1;return!0}function II(r,e){let t=r.length>0?r[r.length-1]:1;for(let n=0;n<r.length-1;n++)t+=r[n]*e[n];return t}function EI(r,e,t){let n,o=r.shape.length;typeof e=="number"?n=[e,...new Array(o-1).fill(0)]:e.length<o?n=e.concat(new Array(o-e.length).fill(0)):n=e.slice(),n.forEach(i=>{R(i!==-1,()=>"slice() does not support negative begin indexing.")});let s;return t==null?s=new Array(o).fill(-1):typeof t=="number"?s=[t,...new Array(o-1).fill(-1)]:t.length<o?s=t.concat(new Array(o-t.length).fill(-1)):s=t,s=s.map((i,u)=>i>=0?i:(R(i===-1,()=>`Negative size values should be exactly -1 but got ${i} for the slice() size at index ${u}.`),r.shape[u]-n[u])),[n,s]}function TI(r,e,t,n,o,s,i,u,l){let a;if(n==null?(a=new Array(e.length),a.fill(1)):a=n,i!=null&&(i&i-1)!==0)throw new Error("Multiple ellipses in slice is not allowed.");let c=!1,p={dims:a.length,numAddAxisAfterEllipsis:0,begin:e.slice(),end:t.slice(),strides:a.slice(),beginMask:o,endMask:s,ellipsisMask:i,newAxisMask:u,shrinkAxisMask:l};for(let w=0;w<p.dims;w++)c&&(1<<w&u)!==0&&p.numAddAxisAfterEllipsis++,1<<w&i&&(c=!0);c||(p.ellipsisMask|=1<<p.dims,p.dims++);let f={dims:r.length,beginMask:0,endMask:0,beginValid:!1,endValid:!1};AI(p,f);let m=!0,h=!0,x=!0,g=[],_=[];for(let w=0;w<r.length;++w){if(f.strides[w]===0)throw Error(`strides[${w}] must be non-zero`);let I=!!(f.shrinkAxisMask&1<<w),A=r[w];if(A===-1){g.push(I?1:-1);continue}let k=[f.beginMask&1<<w,f.endMask&1<<w],F=[f.strides[w]>0?0:-1,f.strides[w]>0?A:A-1];if(I&&f.strides[w]<=0)throw Error("only stride 1 allowed on non-range indexing.");x=x&&f.strides[w]===1;let O=!!(f.beginMask&1<<w&&f.endMask&1<<w);if(f.beginValid&&f.endValid){if(I){let Q=f.begin[w]<0?A+f.begin[w]:f.begin[w];if(f.begin[w]=Q,f.end[w]=f.begin[w]+1,Q<0||Q>=A)throw Error(`slice index ${f.begin[w]} of dimension ${w} out of bounds.`)}else f.begin[w]=sg(f.begin[w],0,f.strides[w],A,k,F),f.end[w]=sg(f.end[w],1,f.strides[w],A,k,F);let V=f.strides[w]===1&&f.begin[w]===0&&f.end[w]===A;m=m&&V,h=h&&(w===0&&f.strides[w]===1||V)}else m=m&&f.strides[w]===1&&O,h=h&&(w===0&&f.strides[w]===1||O);let L,j=!1;if(f.beginValid&&f.endValid?(L=f.end[w]-f.begin[w],j=!0):I?(L=1,j=!0):O&&A>=0&&(f.strides[w]<0?L=-A:L=A,j=!0),j){let V;L===0||L<0!=f.strides[w]<0?V=0:V=Math.trunc(L/f.strides[w])+(L%f.strides[w]!==0?1:0),g.push(V)}else g.push(-1)}for(let w=0;w<f.finalShapeGatherIndices.length;++w){let I=f.finalShapeGatherIndices[w];I>=0?_.push(g[I]):I===of&&_.push(1)}return{finalShapeSparse:_.filter((w,I)=>f.finalShapeGatherIndices[I]!==of),finalShape:_,isIdentity:m,sliceDim0:h,isSimpleSlice:x,begin:f.begin,end:f.end,strides:f.strides}}function AI(r,e){e.beginMask=0,e.endMask=0,e.shrinkAxisMask=0;let t=0;e.beginValid=r.begin!=null,e.endValid=r.end!=null,e.begin=new Array(e.dims),e.end=new Array(e.dims),e.strides=new Array(e.dims),e.finalShapeGatherIndices=[],e.finalShapeGatherIndicesSparse=[],e.inputShapeGatherIndicesSparse=new Array(e.dims);for(let n=0;n<r.dims;n++)if(1<<n&r.ellipsisMask){let o=Math.min(e.dims-(r.dims-n)+1+r.numAddAxisAfterEllipsis,e.dims);for(;t<o;t++)e.begin[t]=0,e.end[t]=0,e.strides[t]=1,e.beginMask|=1<<t,e.endMask|=1<<t,e.finalShapeGatherIndices.push(t),e.finalShapeGatherIndicesSparse.push(-1),e.inputShapeGatherIndicesSparse[t]=n}else if(1<<n&r.newAxisMask)e.finalShapeGatherIndices.push(of),e.finalShapeGatherIndicesSparse.push(-1);else{if(t===e.begin.length)throw Error(`Index out of range using input dim ${t}; input has only ${e.dims} dims, ${e.begin.length}.`);r.begin!=null&&(e.begin[t]=r.begin[n]),r.end!=null&&(e.end[t]=r.end[n]),e.strides[t]=r.strides[n],r.beginMask&1<<n&&(e.beginMask|=1<<t),r.endMask&1<<n&&(e.endMask|=1<<t),r.shrinkAxisMask&1<<n?(e.finalShapeGatherIndices.push(_I),e.finalShapeGatherIndicesSparse.push(-1),e.shrinkAxisMask|=1<<t):(e.finalShapeGatherIndices.push(t),e.finalShapeGatherIndicesSparse.push(n)),e.inputShapeGatherIndicesSparse[t]=n,t++}}function sg(r,e,t,n,o,s){if(o[e])return t>0?s[e]:s[e+1&1];{let i=r<0?n+r:r;return i<s[0]?s[0]:i>s[1]?s[1]:i}}var CI=typeof requestAnimationFrame<"u"?requestAnimationFrame:typeof setImmediate<"u"?setImmediate:r=>r();function sf(){return new Promise(r=>CI(()=>r()))}var C={};wr(C,{ERF_A1:()=>qI,ERF_A2:()=>HI,ERF_A3:()=>KI,ERF_A4:()=>jI,ERF_A5:()=>XI,ERF_P:()=>VI,PARALLELIZE_THRESHOLD:()=>pi,RowPartitionType:()=>ur,SELU_SCALE:()=>zI,SELU_SCALEALPHA:()=>WI,applyActivation:()=>Nn,assertAndGetBroadcastShape:()=>Ft,assertAxesAreInnerMostDims:()=>SS,assertParamsConsistent:()=>RI,assignToTypedArray:()=>tE,axesAreInnerMostDims:()=>jp,calculateShapes:()=>qS,checkEinsumDimSizes:()=>iE,checkPadOnDimRoundingMode:()=>Et,combineLocations:()=>Rd,combineRaggedTensorToTensorShapes:()=>$I,complexWithEvenIndex:()=>ZI,complexWithOddIndex:()=>JI,computeConv2DInfo:()=>In,computeConv3DInfo:()=>wd,computeDefaultPad:()=>Hp,computeDilation2DInfo:()=>nS,computeOptimalWindowSize:()=>DI,computeOutAndReduceShapes:()=>wS,computeOutShape:()=>kI,computePool2DInfo:()=>oS,computePool3DInfo:()=>sS,convertConv2DDataFormat:()=>vd,decodeEinsumEquation:()=>sE,eitherStridesOrDilationsAreOne:()=>En,expandShapeToKeepDim:()=>vS,exponent:()=>nE,exponents:()=>rE,fromStringArrayToUint8:()=>CE,fromUint8ToStringArray:()=>AE,getAxesPermutation:()=>IS,getBroadcastDims:()=>Ad,getComplexWithIndex:()=>eE,getEinsumComputePath:()=>uE,getEinsumPermutation:()=>aE,getFusedBiasGradient:()=>$n,getFusedDyActivation:()=>kn,getImageCenter:()=>PI,getInnerMostAxes:()=>TS,getPermuted:()=>LI,getRaggedRank:()=>FI,getReductionAxes:()=>ni,getReshaped:()=>BI,getReshapedPermuted:()=>OI,getRowPartitionTypesHelper:()=>NI,getSliceBeginCoords:()=>UI,getSliceSize:()=>GI,getSparseFillEmptyRowsIndicesDenseShapeMismatch:()=>fE,getSparseFillEmptyRowsNegativeIndexErrorMessage:()=>mE,getSparseFillEmptyRowsOutOfRangeIndexErrorMessage:()=>hE,getSparseReshapeEmptyTensorZeroOutputDimErrorMessage:()=>xE,getSparseReshapeInputOutputMismatchErrorMessage:()=>yE,getSparseReshapeInputOutputMultipleErrorMessage:()=>_E,getSparseReshapeMultipleNegativeOneOutputDimErrorMessage:()=>dE,getSparseReshapeNegativeOutputDimErrorMessage:()=>gE,getSparseSegmentReductionIndicesOutOfRangeErrorMessage:()=>SE,getSparseSegmentReductionNegativeSegmentIdsErrorMessage:()=>bE,getSparseSegmentReductionNonIncreasingSegmentIdsErrorMessage:()=>wE,getSparseSegmentReductionSegmentIdOutOfRangeErrorMessage:()=>vE,getUndoAxesPermutation:()=>ES,isIdentityPermutation:()=>lE,log:()=>hv,mergeRealAndImagArrays:()=>YI,prepareAndValidate:()=>xI,prepareSplitSize:()=>pE,segment_util:()=>uf,shouldFuse:()=>Fn,slice_util:()=>Pe,splitRealAndImagArrays:()=>QI,stridesOrDilationsArePositive:()=>ti,tupleValuesAreOne:()=>Sn,upcastType:()=>Ye,validateDefaultValueShape:()=>MI,validateInput:()=>VS,validateUpdateShape:()=>Od,warn:()=>Tr});function RI(r,e){let t=r[0].length;r.forEach((o,s)=>{R(o.length===t,()=>`Error in concat${t}D: rank of tensors[${s}] must be the same as the rank of the rest (${t})`)}),R(e>=0&&e<t,()=>`Error in concat${t}D: axis must be between 0 and ${t-1}.`);let n=r[0];r.forEach((o,s)=>{for(let i=0;i<t;i++)R(i===e||o[i]===n[i],()=>`Error in concat${t}D: Shape of tensors[${s}] (${o}) does not match the shape of the rest (${n}) along the non-concatenated axis ${s}.`)})}function kI(r,e){let t=r[0].slice();for(let n=1;n<r.length;n++)t[e]+=r[n][e];return t}var ur;(function(r){r[r.FIRST_DIM_SIZE=0]="FIRST_DIM_SIZE",r[r.VALUE_ROWIDS=1]="VALUE_ROWIDS",r[r.ROW_LENGTHS=2]="ROW_LENGTHS",r[r.ROW_SPLITS=3]="ROW_SPLITS",r[r.ROW_LIMITS=4]="ROW_LIMITS",r[r.ROW_STARTS=5]="ROW_STARTS"})(ur||(ur={}));function $I(r,e,t){let n=new Array;if(t==null&&e==null)return n;if(e==null)for(;n.length<r+t.length;)n.push(-1);else n=e.slice();if(t==null)return n;if(r+t.length!==n.length)throw new Error(`rt input.shape and shape=${e} are incompatible: rt input.rank = ${r+t.length}, but shape.rank = ${n.length}`);for(let o=1;o<t.length;++o){let s=t[o],i=n[n.length-t.length+o],u=n[i];if(s>=0)if(u>=0){if(u!==s)throw new Error(`rt input.shape and shape=${e} are incompatible: rt input.shape[${o+r}] = ${s} but shape[${o+r}] = ${u}`)}else n[i]=s}return n}function NI(r){let e={FIRST_DIM_SIZE:ur.FIRST_DIM_SIZE,VALUE_ROWIDS:ur.VALUE_ROWIDS,ROW_LENGTHS:ur.ROW_LENGTHS,ROW_SPLITS:ur.ROW_SPLITS,ROW_LIMITS:ur.ROW_LIMITS,ROW_STARTS:ur.ROW_STARTS},t=[];for(let n of r)if(n in e)t.push(e[n]);else break;return t}function FI(r){return r.length===0?0:r[0]===ur.FIRST_DIM_SIZE?r.length-1:r.length}function MI(r,e){if(r==null||e==null)return;let t=r.length,n=e.length;if(t>=n)throw new Error(`defaultValue.shape=${r} and ragged tensor flatValues.shape=${e}, are incompatible: defaultValue.rank = ${t} must be less than ragged tensor input flatValues.rank = ${n})`);for(let o=0;o<Math.min(t,n-1);++o){let s=r[o],i=e[o+1];if(s>=0&&i>=0&&s!==1&&s!==i)throw new Error(`defaultValue.shape=${r}, and ragged tensor input flatValues.shape=${e} are incompatible: defaultValue.shape[${o-r.length}] = ${s} but ragged tensor input.flatValues.shape[${o-r.length}] = ${i}`)}}var pi=30;function DI(r){return r<=pi?r:to(r,Math.floor(Math.sqrt(r)))}function PI(r,e,t){let n=t*(typeof r=="number"?r:r[0]),o=e*(typeof r=="number"?r:r[1]);return[n,o]}function BI(r,e,t,n=!0){let o=[];if(n)o=o.concat(e.slice(0)),o.push(r[0]/t),o=o.concat(r.slice(1));else{o=o.concat(r[0]);let s=e.length;for(let i=0;i<s;++i)o=o.concat([r[i+1]/e[i],e[i]]);o=o.concat(r.slice(s+1))}return o}function LI(r,e,t=!0){let n=[];if(t){n.push(e);for(let o=e+1;o<r;++o)o<=2*e?(n.push(o),n.push(o-(e+1))):n.push(o)}else{let o=[],s=[];for(let i=1;i<r;++i)i>=e*2+1||i%2===1?s.push(i):o.push(i);n.push(...o),n.push(0),n.push(...s)}return n}function OI(r,e,t,n=!0){let o=[];n?o.push(r[0]/t):o.push(r[0]*t);for(let s=1;s<r.length;++s)s<=e.length?n?o.push(e[s-1]*r[s]):o.push(r[s]/e[s-1]):o.push(r[s]);return o}function UI(r,e){let t=[0];for(let n=0;n<e;++n)t.push(r[n][0]);return t}function GI(r,e,t){let n=r.slice(0,1);for(let o=0;o<t;++o)n.push(r[o+1]-e[o][0]-e[o][1]);return n}var WI=1.7580993408473768,zI=1.0507009873554805;var VI=.3275911,qI=.254829592,HI=-.284496736,KI=1.421413741,jI=-1.453152027,XI=1.061405429;function YI(r,e){if(r.length!==e.length)throw new Error(`Cannot merge real and imag arrays of different lengths. real:${r.length}, imag: ${e.length}.`);let t=new Float32Array(r.length*2);for(let n=0;n<t.length;n+=2)t[n]=r[n/2],t[n+1]=e[n/2];return t}function QI(r){let e=new Float32Array(r.length/2),t=new Float32Array(r.length/2);for(let n=0;n<r.length;n+=2)e[n/2]=r[n],t[n/2]=r[n+1];return{real:e,imag:t}}function ZI(r){let e=Math.ceil(r.length/4),t=new Float32Array(e),n=new Float32Array(e);for(let o=0;o<r.length;o+=4)t[Math.floor(o/4)]=r[o],n[Math.floor(o/4)]=r[o+1];return{real:t,imag:n}}function JI(r){let e=Math.floor(r.length/4),t=new Float32Array(e),n=new Float32Array(e);for(let o=2;o<r.length;o+=4)t[Math.floor(o/4)]=r[o],n[Math.floor(o/4)]=r[o+1];return{real:t,imag:n}}function eE(r,e){let t=r[e*2],n=r[e*2+1];return{real:t,imag:n}}function tE(r,e,t,n){r[n*2]=e,r[n*2+1]=t}function rE(r,e){let t=new Float32Array(r/2),n=new Float32Array(r/2);for(let o=0;o<Math.ceil(r/2);o++){let s=(e?2:-2)*Math.PI*(o/r);t[o]=Math.cos(s),n[o]=Math.sin(s)}return{real:t,imag:n}}function nE(r,e,t){let n=(t?2:-2)*Math.PI*(r/e),o=Math.cos(n),s=Math.sin(n);return{real:o,imag:s}}var af="->",oE=/->/g,hg=",",dg="...";function sE(r,e){r=r.replace(/\s/g,"");let t=(r.length-r.replace(oE,"").length)/af.length;if(t<1)throw new Error("Equations without an arrow are not supported.");if(t>1)throw new Error(`Equation must contain exactly one arrow ("${af}").`);let[n,o]=r.split(af);R(n.indexOf(dg)===-1,()=>`The ellipsis notation ("${dg}") is not supported yet.`);let s=n.split(hg),i=s.length;if(e!==i)throw new Error(`Expected ${i} input tensors, received ${e}`);if(i>2)throw new Error("Support for more than 2 input tensors is not implemented yet.");let u=[];for(let f=0;f<o.length;++f){let m=o[f];if(!s.some(h=>h.indexOf(m)!==-1))throw new Error(`Output subscripts contain the label ${m} not present in the input subscripts.`);u.indexOf(m)===-1&&u.push(m)}for(let f=0;f<n.length;++f){let m=n[f];u.indexOf(m)===-1&&m!==hg&&u.push(m)}let l=new Array(s.length);for(let f=0;f<i;++f){if(new Set(s[f].split("")).size!==s[f].length)throw new Error(`Found duplicate axes in input component ${s[f]}. Support for duplicate axes in input is not implemented yet.`);l[f]=[];for(let m=0;m<s[f].length;++m)l[f].push(u.indexOf(s[f][m]))}let a=u.length,c=o.length,p=[];for(let f=c;f<a;++f)p.push(f);return{allDims:u,summedDims:p,idDims:l}}function aE(r,e){let t=new Array(r);t.fill(-1);for(let o=0;o<e.length;++o)t[e[o]]=o;let n=[];for(let o=0;o<r;++o)t[o]===-1&&n.push(o);return t=t.filter(o=>o!==-1),{permutationIndices:t,expandDims:n}}function iE(r,e,t){let n=new Array(r);for(let o=0;o<t.length;++o){let s=t[o].shape;for(let i=0;i<e[o].length;++i)n[e[o][i]]===void 0?n[e[o][i]]=s[i]:R(n[e[o][i]]===s[i],()=>`Expected dimension ${n[e[o][i]]} at axis ${i} of input shaped ${JSON.stringify(s)}, but got dimension ${s[i]}`)}}function uE(r,e){let t=r,n=[],o=0;r.length===0&&t.push(-1),o=r.length+1;for(let i=0;i<o;++i)n.push([]);let s=[];for(let i=0;i<t.length;++i){let u=t[i],l=cE(e,u);for(let a of l)s.indexOf(a)===-1&&(n[i].push(a),s.push(a))}return{path:t,steps:n}}function lE(r){return r.every((e,t)=>e===t)}function cE(r,e){let t=[];for(let n=0;n<r.length;++n)(r[n].length===0||r[n].indexOf(e)!==-1||e===-1)&&t.push(n);return t}function pE(r,e,t=0){let n=[];if(typeof e=="number")R(r.shape[t]%e===0,()=>"Number of splits must evenly divide the axis."),n=new Array(e).fill(r.shape[t]/e);else{let o=e.reduce((i,u)=>(u===-1&&(i+=1),i),0);R(o<=1,()=>"There should be only one negative value in split array.");let s=e.indexOf(-1);if(s!==-1){let i=e.reduce((u,l)=>l>0?u+l:u);e[s]=r.shape[t]-i}R(r.shape[t]===e.reduce((i,u)=>i+u),()=>"The sum of sizes must match the size of the axis dimension."),n=e}return n}function fE(r){return`Received SparseTensor with denseShape[0] = 0 but
  indices.shape[0] = ${r}`}function mE(r,e){return`indices(${r}, 0) is invalid: ${e} < 0`}function hE(r,e,t){return`indices(${r}, 0) is invalid: ${e} >= ${t}`}function dE(r,e){return`only one output dimension may be -1, not both ${r} and ${e}`}function gE(r,e){return`size ${r} must be non-negative, not ${e}`}function xE(){return"reshape cannot infer the missing input size for an empty tensor unless all specified input sizes are non-zero"}function _E(r,e){let t=_e(r),n=_e(e);return`Input to reshape is a SparseTensor with ${t}
  dense values, but the requested shape requires a multiple of ${n}. inputShape=${r} outputShape= ${e}`}function yE(r,e){let t=_e(r),n=_e(e);return`Input to reshape is a tensor with ${t} dense values, but the requested shape has ${n}. inputShape=${r} outputShape=${e}`}function bE(){return"segment ids must be >= 0"}function wE(){return"segment ids are not increasing"}function vE(r,e){return`Segment id ${r} out of range [0, ${e}), possibly because segmentIds input is not sorted.`}function SE(r,e,t){return`Bad: indices[${r}] == ${e} out of range [0, ${t})`}var uf={};wr(uf,{collectGatherOpShapeInfo:()=>TE,computeOutShape:()=>EE,segOpComputeOptimalWindowSize:()=>IE});function IE(r,e){let t=!1,n;for(r<=pi?(n=r,t=!0):n=to(r,Math.floor(Math.sqrt(r)));!t;)n>e||n===r?t=!0:n=to(r,n+1);return n}function EE(r,e,t){let n=[],o=r.length;for(let s=0;s<o;s++)s!==e?n.push(r[s]):n.push(t);return n}function TE(r,e,t,n){let o=e.shape.length,s=r.shape.length;if(n!==0&&(n<-o||n>o))throw new Error(`Expect batchDims in the range of [-${o}, ${o}], but got ${n}`);if(n<0&&(n+=o),n>s)throw new Error(`batchDims (${n}) must be less than rank(x) (
    ${s}).`);if(t<n)throw new Error(`batchDims (${n}) must be less than or equal to axis (${t}).`);for(let p=0;p<n;++p)if(r.shape[p]!==e.shape[p])throw new Error(`x.shape[${p}]: ${r.shape[p]} should be equal to indices.shape[${p}]: ${e.shape[p]}.`);let i=r.shape[t],u=[],l=1,a=1,c=1;for(let p=0;p<n;++p)u.push(r.shape[p]),l*=r.shape[p];for(let p=n;p<t;p++)u.push(r.shape[p]),a*=r.shape[p];for(let p=n;p<o;p++)u.push(e.shape[p]);for(let p=t+1;p<s;p++)u.push(r.shape[p]),c*=r.shape[p];return{batchSize:l,sliceSize:c,outerSize:a,dimSize:i,outputShape:u}}function AE(r){try{return r.map(e=>lo(e))}catch(e){throw new Error(`Failed to decode encoded string bytes into utf-8, error: ${e}`)}}function CE(r){return r.map(e=>uo(e))}var fi={};wr(fi,{nonMaxSuppressionV3Impl:()=>Xd,nonMaxSuppressionV4Impl:()=>Yd,nonMaxSuppressionV5Impl:()=>Qd,whereImpl:()=>Ud});Jd();var lf=v();lf.registerFlag("WASM_HAS_SIMD_SUPPORT",async()=>{try{return WebAssembly.validate(new Uint8Array([0,97,115,109,1,0,0,0,1,4,1,96,0,0,3,2,1,0,10,9,1,7,0,65,0,253,15,26,11]))}catch{return!1}});lf.registerFlag("WASM_HAS_MULTITHREAD_SUPPORT",async()=>{if(lf.get("IS_NODE"))return!1;try{return new MessageChannel().port1.postMessage(new SharedArrayBuffer(1)),WebAssembly.validate(new Uint8Array([0,97,115,109,1,0,0,0,1,4,1,96,0,0,3,2,1,0,5,4,1,3,1,1,10,11,1,9,0,65,0,254,16,2,0,26,11]))}catch{return!1}});var xf=Ra(bg()),Tg=Ra(vg()),_f=Ra(Sg());var Ig=xf.default||xf,RE=_f.default||_f,_s=class extends Ut{constructor(e){super(),this.wasm=e,this.dataIdNextNumber=1,this.wasm.tfjs.initWithThreadsCount(FE),ME=this.wasm.tfjs.getThreadsCount(),this.dataIdMap=new vr(this,at())}write(e,t,n){let o={id:this.dataIdNextNumber++};return this.move(o,e,t,n,1),o}numDataIds(){return this.dataIdMap.numDataIds()}async time(e){let t=d.now();return e(),{kernelMs:d.now()-t}}move(e,t,n,o,s){let i=this.dataIdNextNumber++;if(o==="string"){let c=t;this.dataIdMap.set(e,{id:i,stringBytes:c,shape:n,dtype:o,memoryOffset:null,refCount:s});return}let u=d.sizeFromShape(n),l=u*d.bytesPerElement(o),a=this.wasm._malloc(l)>>>0;this.dataIdMap.set(e,{id:i,memoryOffset:a,shape:n,dtype:o,refCount:s}),this.wasm.tfjs.registerTensor(i,u,a),t!=null&&this.wasm.HEAPU8.set(new Uint8Array(t.buffer,t.byteOffset,l),a)}async read(e){return this.readSync(e)}readSync(e,t,n){let{memoryOffset:o,dtype:s,shape:i,stringBytes:u}=this.dataIdMap.get(e);if(s==="string")return(t==null||t===0)&&(n==null||n>=u.length)?u:u.slice(t,n);t=t||0,n=n||d.sizeFromShape(i);let l=d.bytesPerElement(s),a=this.wasm.HEAPU8.slice(o+t*l,o+n*l);return $E(a.buffer,s)}disposeData(e,t=!1){if(this.dataIdMap.has(e)){let n=this.dataIdMap.get(e);if(n.refCount--,!t&&n.refCount>0)return!1;this.wasm._free(n.memoryOffset),this.wasm.tfjs.disposeData(n.id),this.dataIdMap.delete(e)}return!0}refCount(e){return this.dataIdMap.has(e)?this.dataIdMap.get(e).refCount:0}incRef(e){let t=this.dataIdMap.get(e);t!=null&&t.refCount++}floatPrecision(){return 32}getMemoryOffset(e){return this.dataIdMap.get(e).memoryOffset}dispose(){this.wasm.tfjs.dispose(),"PThread"in this.wasm&&this.wasm.PThread.terminateAllThreads(),this.wasm=null}memory(){return{unreliable:!1}}makeOutput(e,t,n,o){let s;if(n==null)s=this.write(o??null,e,t);else{let i=this.dataIdNextNumber++;s={id:i},this.dataIdMap.set(s,{id:i,memoryOffset:n,shape:e,dtype:t,refCount:1});let u=d.sizeFromShape(e);this.wasm.tfjs.registerTensor(i,u,n)}return{dataId:s,shape:e,dtype:t}}typedArrayFromHeap({shape:e,dtype:t,dataId:n}){let o=this.wasm.HEAPU8.buffer,{memoryOffset:s}=this.dataIdMap.get(n),i=d.sizeFromShape(e);switch(t){case"float32":return new Float32Array(o,s,i);case"int32":return new Int32Array(o,s,i);case"bool":return new Uint8Array(o,s,i);default:throw new Error(`Unknown dtype ${t}`)}}};function kE(r){return(e,t)=>(d.fetch(r,{credentials:"same-origin"}).then(n=>{n.ok||e.env.a(`failed to load wasm binary file at '${r}'`),n.arrayBuffer().then(o=>{WebAssembly.instantiate(o,e).then(s=>{t(s.instance,s.module)})})}),{})}function Eg(r,e,t){if(gf!=null)return gf;let n="tfjs-backend-wasm.wasm";return r&&e?n="tfjs-backend-wasm-threaded-simd.wasm":r&&(n="tfjs-backend-wasm-simd.wasm"),xs!=null&&xs[n]!=null?xs[n]:t+n}async function Ag(){let[r,e]=await Promise.all([v().getAsync("WASM_HAS_SIMD_SUPPORT"),v().getAsync("WASM_HAS_MULTITHREAD_SUPPORT")]);return new Promise((t,n)=>{let o={};o.locateFile=(u,l)=>{if(u.endsWith(".worker.js")){let a=Tg.wasmWorkerContents.replace(/\n/g,"\\n"),c=new Blob([a],{type:"application/javascript"});return URL.createObjectURL(c)}return u.endsWith(".wasm")?Eg(r,e,gs??l):l+u},Cg&&(o.instantiateWasm=kE(Eg(r,e,gs??"")));let s=!1;o.onAbort=()=>{if(s||di)return;di=!0,n({message:"Make sure the server can serve the `.wasm` file relative to the bundled js file. For more details see https://github.com/tensorflow/tfjs/blob/master/tfjs-backend-wasm/README.md#using-bundlers"})};let i;e&&r&&gf==null?(o.mainScriptUrlOrBlob=new Blob(["var WasmBackendModuleThreadedSimd = "+Ig.toString()],{type:"text/javascript"}),i=Ig(o)):i=RE(o),i.then(u=>{s=!0,di=!1;let l=null;u.tfjs={init:u.cwrap("init",null,[]),initWithThreadsCount:u.cwrap("init_with_threads_count",null,["number"]),getThreadsCount:u.cwrap("get_threads_count","number",[]),registerTensor:u.cwrap("register_tensor",null,["number","number","number"]),disposeData:u.cwrap("dispose_data",l,["number"]),dispose:u.cwrap("dispose",l,[])},t({wasm:u})}).catch(n)})}function $E(r,e){switch(e){case"float32":return new Float32Array(r);case"int32":return new Int32Array(r);case"bool":return new Uint8Array(r);default:throw new Error(`Unknown dtype ${e}`)}}var NE=["tfjs-backend-wasm.wasm","tfjs-backend-wasm-simd.wasm","tfjs-backend-wasm-threaded-simd.wasm"],gf=null,gs=null,xs={},di=!1,Cg=!1;function yf(r,e=!1){if(di)throw new Error("The WASM backend was already initialized. Make sure you call `setWasmPaths()` before you call `tf.setBackend()` or `tf.ready()`");if(typeof r=="string")gs=r;else{xs=r;let t=NE.filter(n=>xs[n]==null);if(t.length>0)throw new Error(`There were no entries found for the following binaries: ${t.join(",")}. Please either call setWasmPaths with a map providing a path for each binary, or with a string indicating the directory where all the binaries can be found.`)}Cg=e}var FE=-1,ME=-1;var DE=2;po("wasm",async()=>{let{wasm:r}=await Ag();return new _s(r)},DE);function Rg(r){return Uint8Array.from(atob(r),e=>e.charCodeAt(0))}function kg(r){return Object.fromEntries(["","-simd","-threaded-simd"].map(e=>[`tfjs-backend-wasm${e}.wasm`,r]))}function $g(r){return Uint8Array.from({length:8*r.length},(e,t)=>r[t>>3]>>7-(t&7)&1)}var Mt;(function(r){r[r.float32=0]="float32",r[r.int32=1]="int32",r[r.bool=2]="bool",r[r.string=3]="string",r[r.complex64=4]="complex64"})(Mt||(Mt={}));var gi;(function(r){r[r.linear=0]="linear",r[r.relu=1]="relu",r[r.relu6=2]="relu6",r[r.prelu=3]="prelu",r[r.leakyrelu=4]="leakyrelu",r[r.sigmoid=5]="sigmoid",r[r.elu=6]="elu"})(gi||(gi={}));function Jr(r,e,t){let n;function o(i){n=i.wasm.cwrap(r,null,["number","array","number","number","array","number","number","number"])}function s(i){let{backend:u,inputs:l}=i,{a,b:c}=l,p=u.dataIdMap.get(a.dataId).id,f=u.dataIdMap.get(c.dataId).id,m=t??a.dtype,h=C.assertAndGetBroadcastShape(a.shape,c.shape),x=u.makeOutput(h,m);if(d.sizeFromShape(h)===0)return x;let g=new Uint8Array(new Int32Array(a.shape).buffer),_=new Uint8Array(new Int32Array(c.shape).buffer),b=u.dataIdMap.get(x.dataId).id;return n(p,g,a.shape.length,f,_,c.shape.length,Mt[a.dtype],b),x}return{kernelName:r,backendName:"wasm",setupFunc:o,kernelFunc:s}}var PE=!0,Ng=Jr("Add",PE);function en(r){let{inputs:e,attrs:t}=r,{x:n}=e,{shape:o}=t,s=d.sizeFromShape(n.shape),i=d.inferFromImplicitShape(o,s);return d.assert(s===d.sizeFromShape(i),()=>`new shape: ${i}, old shape: ${n.shape}. New shape and old shape must have the same number of elements.`),r.backend.incRef(n.dataId),{dataId:n.dataId,shape:i,dtype:n.dtype}}var Fg={kernelName:Vr,backendName:"wasm",kernelFunc:en};var Mg;function BE(r){Mg=r.wasm.cwrap(Sr,null,["number","array","number","number","array","number","number","number","number"])}function LE(r){let{inputs:e,backend:t,attrs:n}=r,{a:o,b:s}=e,{transposeA:i,transposeB:u}=n;if(o.dtype!=="float32"||s.dtype!=="float32")throw new Error("BatchMatMul for non non-float32 tensors not yet supported.");let l=o.shape.length,a=s.shape.length,c=i?o.shape[l-2]:o.shape[l-1],p=u?s.shape[a-1]:s.shape[a-2],f=i?o.shape[l-1]:o.shape[l-2],m=u?s.shape[a-2]:s.shape[a-1],h=o.shape.slice(0,-2),x=s.shape.slice(0,-2),g=d.sizeFromShape(h),_=d.sizeFromShape(x),w=bt.assertAndGetBroadcastShape(o.shape.slice(0,-2),s.shape.slice(0,-2)).concat([f,m]);d.assert(c===p,()=>`Error in matMul: inner shapes (${c}) and (${p}) of Tensors with shapes ${o.shape} and ${s.shape} and transposeA=${i} and transposeB=${u} must match.`);let I=i?[g,c,f]:[g,f,c],A=u?[_,m,p]:[_,p,m],k=en({inputs:{x:o},backend:t,attrs:{shape:I}}),F=en({inputs:{x:s},backend:t,attrs:{shape:A}}),O=t.dataIdMap.get(k.dataId).id,L=t.dataIdMap.get(F.dataId).id,j=i?k.shape[2]:k.shape[1],V=u?F.shape[1]:F.shape[2],Q=Math.max(g,_),ne=t.makeOutput([Q,j,V],k.dtype),ee=t.dataIdMap.get(ne.dataId).id,re=new Uint8Array(new Int32Array(k.shape).buffer),be=new Uint8Array(new Int32Array(F.shape).buffer);return Mg(O,re,k.shape.length,L,be,F.shape.length,i,u,ee),t.disposeData(k.dataId),t.disposeData(F.dataId),ne.shape=w,ne}var Dg={kernelName:Sr,backendName:"wasm",setupFunc:BE,kernelFunc:LE};function OE(r){let{inputs:{x:e},attrs:{dtype:t},backend:n}=r,o=n.makeOutput(e.shape,t),s=n.typedArrayFromHeap(e);return n.typedArrayFromHeap(o).set(s),o}var Pg={kernelName:Wt,backendName:"wasm",kernelFunc:OE};var Ss={};wr(Ss,{addImpl:()=>vf,bincountImpl:()=>Og,bincountReduceImpl:()=>Ug,bitwiseAndImpl:()=>Sf,castImpl:()=>wf,ceilImpl:()=>If,concatImpl:()=>bs,equalImpl:()=>Ef,expImpl:()=>Tf,expm1Impl:()=>Af,floorDivImpl:()=>Rf,floorImpl:()=>Cf,gatherNdImpl:()=>Gg,gatherV2Impl:()=>Wg,greaterEqualImpl:()=>$f,greaterImpl:()=>kf,lessEqualImpl:()=>Ff,lessImpl:()=>Nf,linSpaceImpl:()=>zg,logImpl:()=>Mf,maxImpl:()=>Vg,maximumImpl:()=>Df,minimumImpl:()=>Pf,multiplyImpl:()=>ws,negImpl:()=>qg,notEqualImpl:()=>Bf,prodImpl:()=>Kg,raggedGatherImpl:()=>Xg,raggedRangeImpl:()=>Qg,raggedTensorToTensorImpl:()=>ex,rangeImpl:()=>tx,rsqrtImpl:()=>Of,scatterImpl:()=>rx,sigmoidImpl:()=>nx,simpleAbsImpl:()=>Bg,sliceImpl:()=>wo,sparseFillEmptyRowsImpl:()=>ox,sparseReshapeImpl:()=>sx,sparseSegmentReductionImpl:()=>ax,sqrtImpl:()=>ix,squaredDifferenceImpl:()=>Uf,staticRegexReplaceImpl:()=>Gf,stridedSliceImpl:()=>ux,stringNGramsImpl:()=>lx,stringSplitImpl:()=>cx,stringToHashBucketFastImpl:()=>px,subImpl:()=>zf,tileImpl:()=>fx,topKImpl:()=>hx,transposeImpl:()=>Hg,uniqueImpl:()=>dx});function xi(r,e){Array.isArray(r)||(r=[r]),r.forEach(t=>{t!=null&&d.assert(t.dtype!=="complex64",()=>`${e} does not support complex64 tensors in the CPU backend.`)})}function Bg(r){let e=new Float32Array(r.length);for(let t=0;t<r.length;++t)e[t]=Math.abs(r[t]);return e}function me(r){return(e,t,n,o,s)=>{let i=C.assertAndGetBroadcastShape(e,t),u=i.length,l=d.computeStrides(i),a=d.sizeFromShape(i),c=d.getTypedArrayFromDType(s,a),p=e.length,f=t.length,m=d.computeStrides(e),h=d.computeStrides(t),x=C.getBroadcastDims(e,i),g=C.getBroadcastDims(t,i);if(x.length+g.length===0)for(let _=0;_<c.length;++_)c[_]=r(n[_%n.length],o[_%o.length]);else for(let _=0;_<c.length;++_){let b=d.indexToLoc(_,u,l),w=b.slice(-p);x.forEach(F=>w[F]=0);let I=d.locToIndex(w,p,m),A=b.slice(-f);g.forEach(F=>A[F]=0);let k=d.locToIndex(A,f,h);c[_]=r(n[I],o[k])}return[c,i]}}function yo(r){let{inputs:e,backend:t}=r,{real:n,imag:o}=e,s=t.data.get(n.dataId).values,i=t.data.get(o.dataId).values,u=t.makeTensorInfo(n.shape,"complex64"),l=t.data.get(u.dataId);return l.complexTensorInfos={real:t.makeTensorInfo(n.shape,"float32",s),imag:t.makeTensorInfo(o.shape,"float32",i)},u}function _i(r,e,t="float32"){if(t==="complex64"){let o=_i(r,e,"float32"),s=_i(r,e,"float32");return yo({inputs:{real:o,imag:s},backend:r})}let n=d.makeZerosTypedArray(d.sizeFromShape(e),t);return r.makeTensorInfo(e,t,n)}function bf(r){let{inputs:e,backend:t}=r,{x:n}=e;return t.incRef(n.dataId),{dataId:n.dataId,shape:n.shape,dtype:n.dtype}}function Lg(r){let{inputs:e,backend:t}=r,{input:n}=e,o=t.data.get(n.dataId).complexTensorInfos.real,s=t.data.get(o.dataId).values;return t.makeTensorInfo(o.shape,o.dtype,s)}function wf(r,e,t,n){if(n==="int32"){let o=Int32Array.from(r);return[e,"int32",o]}if(n==="bool"){let o=d.toTypedArray([0],t),[s,i]=me((u,l)=>u!==l?1:0)(e,[],r,o,"bool");return[i,"bool",s]}throw new Error(`Error in Cast: failed to cast ${t} to ${n}`)}function ys(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{dtype:s}=n;if(s==="complex64"){if(o.dtype==="complex64")return bf({inputs:{x:o},backend:t});let c=_i(t,o.shape,o.dtype),p=ys({inputs:{x:o},backend:t,attrs:{dtype:"float32"}}),f=yo({inputs:{real:p,imag:c},backend:t});return t.disposeIntermediateTensorInfo(c),t.disposeIntermediateTensorInfo(p),f}if(o.dtype==="complex64"){let c=Lg({inputs:{input:o},backend:t}),p=ys({inputs:{x:c},backend:t,attrs:{dtype:s}});return t.disposeIntermediateTensorInfo(c),p}if(!d.hasEncodingLoss(o.dtype,s)){let c=bf({inputs:{x:o},backend:t});return{dataId:c.dataId,shape:c.shape,dtype:s}}let i=t.data.get(o.dataId).values,[u,l,a]=wf(i,o.shape,o.dtype,s);return t.makeTensorInfo(u,l,a)}function ge(r,e,t,n){return t==null?({inputs:o,backend:s})=>{let{a:i,b:u}=o,l=s;xi([i,u],r);let a=l.data.get(i.dataId).values,c=l.data.get(u.dataId).values,p=i.dtype==="string"?C.fromUint8ToStringArray(a):a,f=i.dtype==="string"?C.fromUint8ToStringArray(c):c,m=n||i.dtype,[h,x]=e(i.shape,u.shape,p,f,m);return l.makeTensorInfo(x,m,h)}:({inputs:o,backend:s})=>{let{a:i,b:u}=o,l=s;if(i.dtype==="complex64"||u.dtype==="complex64"){let a=ys({inputs:{x:i},backend:l,attrs:{dtype:"complex64"}}),c=l.data.get(a.dataId),p=c.complexTensorInfos.real,f=c.complexTensorInfos.imag,m=l.data.get(p.dataId).values,h=l.data.get(f.dataId).values,x=ys({inputs:{x:u},backend:l,attrs:{dtype:"complex64"}}),g=l.data.get(x.dataId),_=g.complexTensorInfos.real,b=g.complexTensorInfos.imag,w=l.data.get(_.dataId).values,I=l.data.get(b.dataId).values,[A,k,F]=t(i.shape,u.shape,m,h,w,I),O=l.makeTensorInfo(F,"float32",A),L=l.makeTensorInfo(F,"float32",k),j=yo({inputs:{real:O,imag:L},backend:l});return l.disposeIntermediateTensorInfo(a),l.disposeIntermediateTensorInfo(x),l.disposeIntermediateTensorInfo(O),l.disposeIntermediateTensorInfo(L),j}else{let a=l.data.get(i.dataId).values,c=l.data.get(u.dataId).values,p=n||i.dtype,[f,m]=e(i.shape,u.shape,a,c,p);return l.makeTensorInfo(m,p,f)}}}function bo(r){return(e,t,n,o,s,i)=>{let u=C.assertAndGetBroadcastShape(e,t),l=d.sizeFromShape(u),a=u.length,c=d.computeStrides(u),p=d.getTypedArrayFromDType("float32",l),f=d.getTypedArrayFromDType("float32",l),m=C.getBroadcastDims(e,u),h=C.getBroadcastDims(t,u),x=C.mergeRealAndImagArrays(n,o),g=C.mergeRealAndImagArrays(s,i),_=e.length,b=d.computeStrides(e),w=t.length,I=d.computeStrides(t);if(m.length+h.length===0)for(let A=0;A<p.length;A++){let k=A%x.length,F=A%g.length,O=r(x[k*2],x[k*2+1],g[F*2],g[F*2+1]);p[A]=O.real,f[A]=O.imag}else for(let A=0;A<p.length;A++){let k=d.indexToLoc(A,a,c),F=k.slice(-_);m.forEach(Q=>F[Q]=0);let O=d.locToIndex(F,_,b),L=k.slice(-w);h.forEach(Q=>L[Q]=0);let j=d.locToIndex(L,w,I),V=r(x[O*2],x[O*2+1],g[j*2],g[j*2+1]);p[A]=V.real,f[A]=V.imag}return[p,f,u]}}var vf=me(((r,e)=>r+e)),UE=bo(((r,e,t,n)=>({real:r+t,imag:e+n}))),k3=ge("Add",vf,UE);function Og(r,e,t,n,o){let s=d.sizeFromShape(n),i=d.makeZerosTypedArray(o,t);for(let u=0;u<r.length;u++){let l=r[u];if(l<0)throw new Error("Input x must be non-negative!");l>=o||(s>0?i[l]+=e[u]:i[l]+=1)}return i}function Ug(r,e,t,n=!1){let o=r.shape[0],s=r.shape[1],i=fe([o,t],e.dtype);for(let u=0;u<o;u++)for(let l=0;l<s;l++){let a=r.get(u,l);if(a<0)throw new Error("Input x must be non-negative!");a>=t||(n?i.set(1,u,a):e.size>0?i.set(i.get(u,a)+e.get(u,l),u,a):i.set(i.get(u,a)+1,u,a))}return i}var Sf=me(((r,e)=>r&e)),B3=ge(oh,Sf);function Me(r){return(e,t,n)=>{let o=d.getArrayFromDType(t,e.length);for(let s=0;s<e.length;++s)o[s]=r(e[s],n);return o}}function yi(r,e,t){let n=Me(e);return pt(r,n,t)}function pt(r,e,t){return({inputs:n,attrs:o,backend:s})=>{let{x:i}=n;xi(i,r);let u=s,l=u.data.get(i.dataId).values,a;if(i.dtype==="string"){if(!Array.isArray(l))throw new Error("String tensor's value was not an instance of Array");a=C.fromUint8ToStringArray(l)}else a=l;let c=t||i.dtype,p=e(a,c,o);return u.makeTensorInfo(i.shape,c,p)}}var If=Me(r=>Math.ceil(r)),j3=pt(sh,If);function bs(r,e,t,n){let o=d.getArrayFromDType(t,d.sizeFromShape(e));if(n&&t!=="string"){let s=0;r.forEach(i=>{let u=d.sizeFromShape(i.shape);o.set(i.vals,s),s+=u})}else{let s=0;r.forEach(i=>{let u=t==="string"?C.fromUint8ToStringArray(i.vals):i.vals,l=0;for(let a=0;a<i.shape[0];++a){let c=a*e[1]+s;for(let p=0;p<i.shape[1];++p)o[c+p]=u[l++]}s+=i.shape[1]})}return o}var Ef=me((r,e)=>r===e?1:0),tU=ge(mh,Ef,null,"bool");var Tf=Me(r=>Math.exp(r)),aU=pt("Exp",Tf,"float32");var Af=Me(r=>Math.expm1(r)),pU=pt(hh,Af);var Cf=Me(r=>Math.floor(r)),gU=pt(dh,Cf);var Rf=me((r,e)=>Math.floor(r/e)),wU=ge(Ma,Rf,null,"int32");function Gg(r,e,t,n,o,s,i,u,l){let a=fe([n,s],t);for(let c=0;c<n;c++){let p=[],f=0;for(let m=0;m<o;m++){let h=r[c*o+m];f+=h*i[m],p.push(h)}if(f<0||f>=l/s)throw new Error(`Invalid indices: ${p} does not index into ${u}`);for(let m=0;m<s;m++)a.values[c*s+m]=e.get(...e.indexToLoc(f*s+m))}return a}function Wg(r,e,t){let n=fe(t,r.dtype);for(let o=0;o<n.size;++o){let i=n.indexToLoc(o).slice(),u=i[0],l=i[2],a=e.locToIndex([u,l]);i[2]=e.values[a];let c=r.locToIndex(i);0<=c&&c<r.values.length&&(n.values[o]=r.values[c])}return n}var kf=me((r,e)=>r>e?1:0),kU=ge(gh,kf,null,"bool");var $f=me((r,e)=>r>=e?1:0),DU=ge(xh,$f,null,"bool");var Nf=me((r,e)=>r<e?1:0),UU=ge(_h,Nf,null,"bool");var Ff=me((r,e)=>r<=e?1:0),qU=ge(yh,Ff,null,"bool");function zg(r,e,t){let n=(e-r)/(t-1),o=d.makeZerosTypedArray(t,"float32");o[0]=r;for(let s=1;s<o.length;s++)o[s]=o[s-1]+n;return o}var Mf=Me(r=>Math.log(r)),ZU=pt("Log",Mf);function Vg(r,e,t,n){let o=d.getTypedArrayFromDType(n,d.sizeFromShape(t));for(let s=0;s<o.length;++s){let i=s*e,u=r[i];for(let l=0;l<e;++l){let a=r[i+l];(Number.isNaN(a)||a>u)&&(u=a)}o[s]=u}return o}var Df=me(((r,e)=>Math.max(r,e))),sG=ge(Pa,Df);var Pf=me(((r,e)=>Math.min(r,e))),cG=ge(bh,Pf);var ws=me(((r,e)=>r*e)),WE=bo(((r,e,t,n)=>({real:r*t-e*n,imag:r*n+e*t}))),dG=ge(er,ws,WE);function qg(r,e,t){let n=d.createScalarValue(-1,t);return ws([],e,n,r,t)}var Bf=me(((r,e)=>r!==e?1:0)),SG=ge(Ba,Bf,null,"bool");function Hg(r,e,t,n,o){let s=e.length,i=d.sizeFromShape(e),u=d.computeStrides(e),l=d.computeStrides(o),a=d.getTypedArrayFromDType(t,d.sizeFromShape(o));for(let c=0;c<i;++c){let p=d.indexToLoc(c,s,u),f=new Array(p.length);for(let h=0;h<f.length;h++)f[h]=p[n[h]];let m=d.locToIndex(f,s,l);a[m]=r[c]}return a}function Kg(r,e,t,n){let[o,s]=C.computeOutAndReduceShapes(r,n),i=Ye(e,"int32"),u=d.makeZerosTypedArray(d.sizeFromShape(o),i),l=d.sizeFromShape(s);for(let a=0;a<u.length;++a){let c=a*l,p=1;for(let f=0;f<l;++f)p*=t[c+f];u[a]=p}return{outVals:u,outShape:o,outDtype:i}}function zE(r,e,t){r.forEach((n,o)=>{if(n<0||n>=t){let s=d.indexToLoc(o,e.length,d.computeStrides(e)).join(",");throw new Error(`indices[${s}] = ${n} is not in [0, ${t})`)}})}function VE(r,e){for(let t=0;t<r.length;++t){let n=r[t],o=t===r.length-1?e:r[t+1].length;if(n.length===0)throw new Error("Ragged splits may not be empty");if(n[0]<0)throw new Error("Ragged splits must be non-negative");if(n[n.length-1]>o)throw new Error("Ragged splits must not point past values");for(let s=1;s<n.length;++s)if(n[s-1]>n[s])throw new Error("Ragged splits must be sorted in ascending order")}}function qE(r,e,t,n){let o=[],s=0,i=e.length-1+t.length,u=new Array(i).fill(null).map(()=>[0]);VE(t,n);let l=1;for(let a=0;a<e.length-1;++a){l*=e[a];let c=e[a+1];for(let p=1;p<l+1;++p)u[a].push(p*c)}for(let a=0;a<r.length;++a){let c=r[a],p=r[a]+1;for(let f=0;f<t.length;++f){let m=t[f],h=f+e.length-1;if(h>=0){let x=u[h],g=x[x.length-1]-m[c];for(let _=c;_<p;++_)u[h].push(m[_+1]+g)}c=m[c],p=m[p]}p!==c&&(o.push([c,p]),s+=p-c)}return{outSplits:u,valueSlices:o,numValues:s}}function HE(r){let e=[];for(let t=0;t<r.length;++t){let n=r[t].length,o=d.getArrayFromDType("int32",n);e.push(o),r[t].forEach((s,i)=>o[i]=s)}return e}function jg(r,e){let t=r.slice(0,e);for(;t.length<e;)t.push(1);for(let n=e;n<r.length;n++)t[e-1]*=r[n];return t}function KE(r,e,t,n,o,s){let i=jg(e,2)[1],u=jg(s,2)[1],l=0;for(let a of t)for(let c=a[0];c<a[1];++c){for(let p=0;p<n;++p)o[l*u+p]=r[c*i+p];++l}}function jE(r,e,t,n,o){let s=e.slice();s[0]=o;let i=d.getArrayFromDType(t,d.sizeFromShape(s)),u=r.length,l=u===0?0:u/e[0];return KE(r,e,n,l,i,s),[i,s]}function Xg(r,e,t,n,o,s,i,u){if(r.length===0)throw new Error("paramsNestedSplits must be non empty");if(e[0].length===0)throw new Error("Split tensors must not be scalars");let l=e[0][0]-1;if(zE(s,i,l),n.length===0)throw new Error("params.rank must be nonzero");let a=n[0],{outSplits:c,valueSlices:p,numValues:f}=qE(s,i,r,a),m=HE(c),h=jE(t,n,o,p,f);return[m,h[0],h[1]]}var Yg=2147483647;function Qg(r,e,t,n,o,s,i){if(e.length>1)throw new Error("starts must be a scalar or vector");if(o.length>1)throw new Error("limits must be a scalar or vector");if(i.length>1)throw new Error("deltas must be a scalar or vector");let u=e.length===0,l=o.length===0,a=i.length===0,c=[];u||c.push(e[0]),l||c.push(o[0]),a||c.push(i[0]);for(let g=1;g<c.length;++g)if(c[g]!==c[g-1])throw new Error("starts, limits, and deltas must have the same shape");let p=c.length===0?1:c[0],f=d.getArrayFromDType("int32",p+1);f[0]=0;for(let g=0;g<p;++g){let _=u?r[0]:r[g],b=l?n[0]:n[g],w=a?s[0]:s[g];if(w===0)throw new Error("Requires delta != 0");let I;if(w>0&&b<_||w<0&&b>_)I=0;else if(I=Math.ceil(Math.abs((b-_)/w)),I>Yg)throw new Error(`Requires ((limit - start) / delta) <= ${Yg}`);f[g+1]=f[g]+I}let m=f[p],h=d.getArrayFromDType(t,m),x=0;for(let g=0;g<p;++g){let _=f[g+1]-f[g],b=u?r[0]:r[g],w=a?s[0]:s[g];for(let I=0;I<_;++I)h[x++]=b,b+=w}return[f,h]}var Dt=C.RowPartitionType,Lf=class r{constructor(e,t,n,o,s,i,u,l,a,c){this.shape=e,this.shapeShape=t,this.values=n,this.valuesShape=o,this.valuesDType=s,this.defaultValue=i,this.defaultValueShape=u,this.rowPartitionValues=l,this.rowPartitionValuesShapes=a,this.rowPartitionTypes=C.getRowPartitionTypesHelper(c),this.raggedRank=C.getRaggedRank(this.rowPartitionTypes)}getRowPartitionTypeByDimension(e){return this.rowPartitionTypes[0]===Dt.FIRST_DIM_SIZE?this.rowPartitionTypes[e+1]:this.rowPartitionTypes[e]}getRowPartitionTensor(e){return this.rowPartitionTypes[0]===Dt.FIRST_DIM_SIZE?this.rowPartitionValues[e+1]:this.rowPartitionValues[e]}getMaxWidth(e){let t=this.getRowPartitionTensor(e-1);switch(this.getRowPartitionTypeByDimension(e-1)){case Dt.VALUE_ROWIDS:return r.getMaxWidthValueRowID(t);case Dt.ROW_SPLITS:return r.getMaxWidthRowSplit(t);default:throw new Error(`Cannot handle partition type ${Dt[this.getRowPartitionTypeByDimension(e-1)]}`)}}static getMaxWidthRowSplit(e){let t=e.length;if(t===0||t===1)return 0;let n=0;for(let o=0;o<t-1;++o){let s=e[o+1]-e[o];s>n&&(n=s)}return n}static getMaxWidthValueRowID(e){let t=e.length;if(t===0)return 0;let n=0,o=e[0],s=0;for(let i=1;i<t;++i){let u=e[i];u!==o&&(o=u,s=Math.max(i-n,s),n=i)}return Math.max(t-n,s)}tensorShapeFromTensor(e,t,n=!0){if(t.length===0){if(e[0]===-1)return[];throw new Error("The only valid scalar shape tensor is the fully unknown shape specified as -1.")}return Jg(e,n)}calculateOutputSize(e){let t=this.valuesShape,n=this.defaultValueShape;C.validateDefaultValueShape(n,t);let o=this.tensorShapeFromTensor(this.shape,this.shapeShape),i=C.combineRaggedTensorToTensorShapes(this.raggedRank,o,t);i[0]<0&&(i[0]=e);for(let u=1;u<=this.raggedRank;++u)i[u]<0&&(i[u]=this.getMaxWidth(u));return i}calculateFirstParentOutputIndex(e,t,n){let o=Math.min(e,n),s=[],i=0;for(let u=0;u<o;++u,i+=t)s.push(i);for(let u=o;u<e;++u)s.push(-1);return d.assert(s.length===e,()=>"Final length of result must be equal to firstDimension."),s}calculateOutputIndexRowSplit(e,t,n,o){let s=e.length,i=[];for(let u=0;u<s-1;++u){let l=e[u+1]-e[u],a=Math.min(o,l),c=t[u];c===-1&&(a=0);for(let p=0;p<a;++p)i.push(c),c+=n;for(let p=0;p<l-a;++p)i.push(-1)}if(s>0&&i.length!==e[s-1])throw new Error("Invalid row split size.");return i}calculateOutputIndexValueRowID(e,t,n,o){let s=e.length,i=[];if(s===0)return[];let u=0,l=e[0];if(l>=t.length)throw new Error(`Got currentValueRowId=${l}, which is not less than ${t.length}`);let a=t[l];i.push(a);for(let c=1;c<s;++c){let p=e[c];if(p===l)a>=0&&(++u,u<o?a+=n:a=-1);else{if(u=0,l=p,p>=t.length)throw new Error(`Got nextValueRowId=${p} which is not less than ${t.length}`);a=t[p]}i.push(a)}if(i.length!==e.length)throw new Error("Invalid row ids.");return i}calculateOutputIndex(e,t,n,o){let s=this.getRowPartitionTensor(e),i=this.getRowPartitionTypeByDimension(e);switch(i){case Dt.VALUE_ROWIDS:return this.calculateOutputIndexValueRowID(s,t,n,o);case Dt.ROW_SPLITS:if(s.length-1>t.length)throw new Error(`Row partition size is greater than output size: ${s.length-1} > ${t.length}`);return this.calculateOutputIndexRowSplit(s,t,n,o);default:throw new Error(`Unsupported partition type: ${Dt[i]}`)}}getFirstDimensionSize(){let e=this.rowPartitionValues[0];if(this.rowPartitionTypes.length===0)throw new Error("No row_partition_types given.");let t=this.rowPartitionTypes[0];switch(t){case Dt.FIRST_DIM_SIZE:return e[0];case Dt.VALUE_ROWIDS:throw new Error("Cannot handle VALUE_ROWIDS in first dimension.");case Dt.ROW_SPLITS:return this.rowPartitionValuesShapes[0][0]-1;default:throw new Error(`Cannot handle type ${Dt[t]}`)}}compute(){if(this.rowPartitionValues[0].length<=0)throw new Error("Invalid first partition input. Tensor requires at least one element.");let t=this.getFirstDimensionSize(),n=this.calculateOutputSize(t),o=new Array(this.raggedRank+1);o[o.length-1]=1;for(let l=o.length-2;l>=0;--l)o[l]=o[l+1]*n[l+1];let s=Jg(n,!1),i=d.getArrayFromDType(this.valuesDType,d.sizeFromShape(s));if(o[0]*n[0]>0){let l=this.calculateFirstParentOutputIndex(t,o[0],n[0]);for(let a=1;a<=this.raggedRank;++a)l=this.calculateOutputIndex(a-1,l,o[a],n[a]);this.setOutput(this.raggedRank,l,i,s)}return[s,i]}setOutput(e,t,n,o){if(n.length===0)return;let s=this.values,i=n,u=o.slice();u=u.slice(e+1);let l=d.sizeFromShape(u),a=t.length,c=this.defaultValue;if(c.length!==l&&c.length!==1){let h=this.defaultValueShape;oe(()=>{let x=se(c,h);c=Kp(x,u).dataSync()})}let p=0,f=0,m=0;for(let h=0;h<=a;++h){let x=h<a?t[h]:-1;if(x===m){++m;continue}if(f<m){let g=s.subarray(p*l),_=i.subarray(f*l),b=(m-f)*l;Zg(_,g,b)}if(h>=a){let g=n.length;x=Math.floor(g/l)}if(x>m)if(this.defaultValue.length===1)i.subarray(m*l,x*l).fill(this.defaultValue[0]),m=x;else for(;x>m;){let g=i.slice(m*l);Zg(g,c,l),++m}x<0?(p=h+1,f=m):(p=h,f=m,m=f+1)}}};function Zg(r,e,t){for(let n=0;n<t;n++)r[n]=e[n]}function Jg(r,e){let t=[];for(let n of r){if(n<0){if(!e)throw new Error(`Dimension ${n} must be >= 0`);if(n<-1)throw new Error(`Dimension ${n} must be >= -1`);n=-1}t.push(n)}return t}function ex(r,e,t,n,o,s,i,u,l,a){return new Lf(r,e,t,n,o,s,i,u,l,a).compute()}function tx(r,e,t,n){let o=r===e,s=r<e&&t<0,i=e<r&&t>1;if(o||s||i)return d.makeZerosTypedArray(0,n);let u=Math.abs(Math.ceil((e-r)/t)),l=d.makeZerosTypedArray(u,n);e<r&&t===1&&(t=-1),l[0]=r;for(let a=1;a<l.length;a++)l[a]=l[a-1]+t;return l}var Of=Me(r=>1/Math.sqrt(r)),GG=pt(vh,Of);function rx(r,e,t,n,o,s,i,u,l,a){let c=[n/o,o],p=r.values,f=e.values;if(n===0)return fe(t,e.dtype);let m=l instanceof or?l:fe(c,e.dtype);typeof l=="string"||typeof l=="number"?m.values.fill(l):typeof l=="boolean"&&m.values.fill(+l);for(let h=0;h<s;h++){let x=[],g=0;for(let _=0;_<i;_++){let b=p[h*i+_];x.push(b),g+=b*u[_]}if(g<0||g>=n/o)throw new Error(`Invalid indices: ${x} does not index into ${t}`);for(let _=0;_<o;_++)a?m.values[g*o+_]+=f[h*o+_]:m.values[g*o+_]=e.rank===0?f[0]:f[h*o+_]}return m}var nx=Me(r=>1/(1+Math.exp(-r))),jG=yi(tr,r=>1/(1+Math.exp(-r)));function wo(r,e,t,n,o){let s=Pe.isSliceContinous(n,e,t),i=d.sizeFromShape(t),u=d.computeStrides(n);if(s){let p=Pe.computeFlatOffset(e,u);return o==="string"?r.slice(p,p+i):r.subarray(p,p+i)}let l=o==="string"?C.fromUint8ToStringArray(r):r,a=fe(n,o,l),c=fe(t,o);for(let p=0;p<c.size;++p){let f=c.indexToLoc(p),m=f.map((h,x)=>h+e[x]);c.set(a.get(...m),...f)}return o==="string"?C.fromStringArrayToUint8(c.values):c.values}function ox(r,e,t,n,o,s,i){let u=e[0],l=s[0],a=new Array(l),c=new Array(u),p=e[1];if(l===0){if(u!==0)throw new Error(C.getSparseFillEmptyRowsIndicesDenseShapeMismatch(u));let g=d.getArrayFromDType(t,0),_=d.getArrayFromDType(o,0);return[g,[0,p],_,a,c]}let f=!0,m=0,h=new Array(l).fill(0);for(let g=0;g<u;++g){let _=r[g*p];if(_<0)throw new Error(C.getSparseFillEmptyRowsNegativeIndexErrorMessage(g,_));if(_>=l)throw new Error(C.getSparseFillEmptyRowsOutOfRangeIndexErrorMessage(g,_,l));++h[_],f=f&&_>=m,m=_}let x=!0;for(let g=0;g<l;++g){let _=h[g]===0;a[g]=_,x=x&&!_,h[g]=Math.max(h[g],1),g>0&&(h[g]+=h[g-1])}if(x&&f){let g=r,_=n;for(let b=0;b<u;++b)c[b]=b;return[g,[u,p],_,a,c]}else{let g=h[l-1],_=d.getArrayFromDType(t,g*p),b=d.getArrayFromDType(o,g),w=new Array(l).fill(0);for(let I=0;I<u;++I){let A=r[I*p],k=w[A],F=(A===0?0:h[A-1])+k;w[A]++;for(let O=0;O<p;++O)_[F*p+O]=r[I*p+O];b[F]=n[I],c[I]=F}for(let I=0;I<l;++I)if(w[I]===0){let k=I===0?0:h[I-1];_[k*p+0]=I;for(let F=1;F<p;++F)_[k*p+F]=0;b[k]=i}return[_,[g,p],b,a,c]}}function sx(r,e,t,n,o){let s=d.sizeFromShape(n),i=e[0],u=o.length,l=[],a=1,c=-1;for(let g=0;g<u;++g){let _=o[g];if(_===-1){if(c!==-1)throw new Error(C.getSparseReshapeMultipleNegativeOneOutputDimErrorMessage(c,g));c=g,l.push(1)}else{if(_<0)throw new Error(C.getSparseReshapeNegativeOutputDimErrorMessage(g,_));a*=_,l.push(_)}}if(c!==-1){if(a<=0)throw new Error(C.getSparseReshapeEmptyTensorZeroOutputDimErrorMessage());let g=Math.trunc(s/a);if(a*g!==s)throw new Error(C.getSparseReshapeInputOutputMultipleErrorMessage(n,l));l[c]=g}if(d.sizeFromShape(l)!==s)throw new Error(C.getSparseReshapeInputOutputMismatchErrorMessage(n,l));let f=n.length,m=[];if(f>0){m[f-1]=1;for(let g=f-2;g>=0;--g)m[g]=m[g+1]*n[g+1]}let h=[];if(u>0){h[u-1]=1;for(let g=u-2;g>=0;--g)h[g]=h[g+1]*l[g+1]}let x=d.getArrayFromDType(t,i*u);for(let g=0;g<i;++g){let _=0;for(let b=0;b<f;++b)_+=r[g*f+b]*m[b];for(let b=0;b<u;++b)x[g*u+b]=Math.trunc(_/h[b]),_%=h[b]}return[x,[i,u],l]}function ax(r,e,t,n,o,s=!1,i=0){let u=n.length,l=[e[0],r.length/e[0]],a=l[1],p=u>0?o[u-1]+1:0;if(p<0)throw new Error(C.getSparseSegmentReductionNegativeSegmentIdsErrorMessage());let f=e.slice();f[0]=p;let m=f.reduce((w,I)=>w*I,1),h=d.getArrayFromDType(t,m);if(u===0)return p>0&&h.fill(i),[h,f];if(p<=0)throw new Error(C.getSparseSegmentReductionNegativeSegmentIdsErrorMessage());let x=0,g=1,_=0,b=o[x];for(;;){let w=0;if(g<u){if(w=o[g],b===w){++g;continue}if(b>=w)throw new Error(C.getSparseSegmentReductionNonIncreasingSegmentIdsErrorMessage())}if(b<0||b>=p)throw new Error(C.getSparseSegmentReductionSegmentIdOutOfRangeErrorMessage(b,p));b>_&&h.fill(i,_*a,b*a);for(let I=x;I<g;++I){let A=n[I];if(A<0||A>=l[0])throw new Error(C.getSparseSegmentReductionIndicesOutOfRangeErrorMessage(I,n[I],l[0]));for(let k=0;k<a;k++)h[b*a+k]+=r[A*a+k]}if(s)for(let I=0;I<a;I++)h[b*a+I]/=g-x;if(x=g,++g,_=b+1,b=w,g>u)break}return _<p&&h.fill(i,_*a,p*a),[h,f]}var ix=Me(r=>Math.sqrt(r)),i4=yi(rr,r=>Math.sqrt(r));var Uf=me(((r,e)=>{let t=r-e;return t*t})),f4=ge(Sh,Uf);var Gf=Me((r,e)=>{let{pattern:t,replaceGlobal:n,rewrite:o}=e;return r.replace(new RegExp(t,n?"g":""),o)}),x4=pt(Ih,Gf);function ux(r,e,t,n){let o=fe(r,e.dtype);for(let s=0;s<o.size;s++){let i=o.indexToLoc(s),u=new Array(i.length);for(let l=0;l<u.length;l++)u[l]=i[l]*t[l]+n[l];o.set(e.get(...u),...i)}return o}var Wf=class{constructor(e,t,n,o,s,i){this.separator=d.encodeString(e),this.nGramWidths=t,this.leftPad=d.encodeString(n),this.rightPad=d.encodeString(o),this.padWidth=s,this.preserveShort=i}getPadWidth(e){return Math.min(this.padWidth<0?e-1:this.padWidth,e-1)}getNumNGrams(e,t){let n=this.getPadWidth(t);return Math.max(0,e+2*n-t+1)}createNGrams(e,t,n,o,s,i){for(let u=0;u<s;++u){let l=this.getPadWidth(i),a=Math.max(0,l-u),c=Math.max(0,l-(s-(u+1))),p=i-(a+c),f=t+(a>0?0:u-l),m=0;m+=a*this.leftPad.length;for(let b=0;b<p;++b)m+=e[f+b].length;m+=c*this.rightPad.length;let h=a+c+p-1;m+=h*this.separator.length,n[o+u]=new Uint8Array(m);let x=n[o+u],g=0,_=b=>b.forEach(w=>x[g++]=w);for(let b=0;b<a;++b)_(this.leftPad),_(this.separator);for(let b=0;b<p-1;++b)_(e[f+b]),_(this.separator);if(p>0){_(e[f+p-1]);for(let b=0;b<c;++b)_(this.separator),_(this.rightPad)}else{for(let b=0;b<c-1;++b)_(this.rightPad),_(this.separator);_(this.rightPad)}}}compute(e,t){let n=e.length,o=t.length;if(o>0){let l=t[0];if(l!==0)throw new Error(`First split value must be 0, got ${l}`);for(let a=1;a<o;++a){let c=t[a]>=l;if(c=c&&t[a]<=n,!c)throw new Error(`Invalid split value ${t[a]}, must be in [${l}, ${n}]`);l=t[a]}if(l!==n)throw new Error(`Last split value must be data size. Expected ${n}, got ${l}`)}let s=o-1,i=d.getArrayFromDType("int32",o);if(n===0||o===0){let l=new Array(n);for(let a=0;a<=s;++a)i[a]=0;return[l,i]}i[0]=0;for(let l=1;l<=s;++l){let a=t[l]-t[l-1],c=0;this.nGramWidths.forEach(p=>{c+=this.getNumNGrams(a,p)}),this.preserveShort&&a>0&&c===0&&(c=1),i[l]=i[l-1]+c}let u=new Array(i[s]);for(let l=0;l<s;++l){let a=t[l],c=i[l];if(this.nGramWidths.forEach(p=>{let f=t[l+1]-t[l],m=this.getNumNGrams(f,p);this.createNGrams(e,a,u,c,m,p),c+=m}),this.preserveShort&&c===i[l]){let p=t[l+1]-t[l];if(p===0)continue;let f=p+2*this.padWidth;this.createNGrams(e,a,u,c,1,f)}}return[u,i]}};function lx(r,e,t,n,o,s,i,u){return new Wf(t,n,o,s,i,u).compute(r,e)}function XE(r,e,t,n){if(!r.length)return;if(e.length===0){for(let s=0;s<r.length;++s)n.push(r.subarray(s,s+1));return}if(e.length===1){let s=e[0],i=r.indexOf(s);for(;i!==-1;){let u=r.subarray(0,i);(!t||u.length!==0)&&n.push(u),r=r.subarray(i+1),i=r.indexOf(s)}(!t||r.length!==0)&&n.push(r);return}let o=0;for(let s=0;s<r.length+1;s++)if(s===r.length||e.indexOf(r[s])!==-1){let i=r.subarray(o,s);(!t||i.length!==0)&&n.push(i),o=s+1}}function cx(r,e,t){let n=r.length,o=[],s=0,i=0,u=new Array(n);for(let f=0;f<n;++f){let m=o.length;XE(r[f],e,t,o);let h=o.length-m;u[f]=h,s+=h,i=Math.max(i,h)}let l=d.getArrayFromDType("int32",s*2),a=new Array(s),c=[n,i],p=0;for(let f=0;f<n;++f)for(let m=0;m<u[f];++m)l[p*2]=f,l[p*2+1]=m,a[p]=o[p],++p;return[l,a,c]}function px(r,e){let t=d.getArrayFromDType("int32",r.length);for(let n=0;n<r.length;++n)t[n]=d.fingerPrint64(r[n]).modulo(e).getLowBitsUnsigned();return t}var zf=me(((r,e)=>r-e)),YE=bo(((r,e,t,n)=>({real:r-t,imag:e-n}))),k4=ge("Sub",zf,YE);function fx(r,e){let t=new Array(r.rank);for(let o=0;o<t.length;o++)t[o]=r.shape[o]*e[o];let n=fe(t,r.dtype);for(let o=0;o<n.values.length;++o){let s=n.indexToLoc(o),i=new Array(r.rank);for(let l=0;l<i.length;l++)i[l]=s[l]%r.shape[l];let u=r.locToIndex(i);n.values[o]=r.values[u]}return n}var vs=(r,e)=>{let t=e.value-r.value;return t===0?r.index-e.index:t};function mx(r,e,t=0,n=r.length-1){for(;n>t;){if(n-t>600){let u=n-t+1,l=e-t+1,a=Math.log(u),c=.5*Math.exp(2*a/3),p=.5*Math.sqrt(a*c*(u-c)/u)*Math.sign(l-u/2),f=Math.max(t,Math.floor(e-l*c/u+p)),m=Math.min(n,Math.floor(e+(u-l)*c/u+p));mx(r,e,f,m)}let o=r[e],s=t,i=n;for(d.swap(r,t,e),vs(r[n],o)>0&&d.swap(r,t,n);s<i;){for(d.swap(r,s,i),s++,i--;vs(r[s],o)<0;)s=s+1;for(;vs(r[i],o)>0;)i=i-1}vs(r[t],o)===0?d.swap(r,t,i):(i=i+1,d.swap(r,i,n)),i<=e&&(t=i+1),e<=i&&(n=i-1)}}function hx(r,e,t,n,o){let s=e[e.length-1],[i,u]=[r.length/s,s],l=d.getTypedArrayFromDType(t,i*n),a=d.getTypedArrayFromDType("int32",i*n);for(let p=0;p<i;p++){let f=p*u,m=r.subarray(f,f+u),h=new Array(m.length);m.forEach((b,w)=>h[w]={value:b,index:w}),n<h.length&&(mx(h,n),h=h.slice(0,n)),o&&h.sort(vs);let x=p*n,g=l.subarray(x,x+n),_=a.subarray(x,x+n);for(let b=0;b<n;b++)g[b]=h[b].value,_[b]=h[b].index}let c=e.slice();return c[c.length-1]=n,[fe(c,t,l),fe(c,"int32",a)]}function dx(r,e,t,n){let o=d.parseAxisParam(e,t)[0],s=[1,t[0],1];for(let h=0;h<o;h++)s[0]*=t[h];s[1]=t[o];for(let h=o+1;h<t.length;h++)s[2]*=t[h];let i=new Map,u=new Int32Array(t[o]),l=new or(s,n,r),a=[],c=s[0]===1&&s[2]===1;for(let h=0;h<t[o];h++){let x;if(c)x=r[h].toString();else{let _=[];for(let b=0;b<s[0];b++)for(let w=0;w<s[2];w++)_.push(l.get(b,h,w));x=_.join(",")}let g=i.get(x);if(g!=null)u[h]=g;else{let _=i.size;i.set(x,_),u[h]=_,a.push(h)}}let p=s.slice();p[1]=i.size;let f=new or(p,n);a.forEach((h,x)=>{for(let g=0;g<s[0];g++)for(let _=0;_<s[2];_++)f.set(l.get(g,h,_),g,x,_)});let m=t.slice();return m[o]=p[1],{outputValues:f.values,outputShape:m,indices:u}}function Is(r){let{inputs:{x:e},backend:t}=r;if(e.dtype==="string")return st(t.readSync(e.dataId),e.shape,e.dtype);let n=t.makeOutput(e.shape,e.dtype),o=t.typedArrayFromHeap(e);return t.typedArrayFromHeap(n).set(o),n}var gx={kernelName:zt,backendName:"wasm",kernelFunc:Is};function Vf(r){let{inputs:e,backend:t}=r,n=d.parseAxisParam(r.attrs.axis,e[0].shape)[0],o=e.map(m=>m.shape);C.assertParamsConsistent(o,n);let s=C.computeOutShape(e.map(m=>m.shape),n),i=e.filter(m=>d.sizeFromShape(m.shape)>0);if(i.length===1)return Is({inputs:{x:i[0]},backend:t});let u=t.makeOutput(s,e[0].dtype);if(d.sizeFromShape(s)===0)return u;if(i[0].dtype==="string"){let m=i.map(w=>{let A=[-1,d.sizeFromShape(w.shape.slice(n))];return en({inputs:{x:w},backend:t,attrs:{shape:A}})}),h=m.map(w=>({vals:t.readSync(w.dataId),shape:w.shape}));s=C.computeOutShape(m.map(w=>w.shape),1);let x=m[0].shape[0]===1,g=bs(h,s,e[0].dtype,x),_=C.computeOutShape(i.map(w=>w.shape),n);u.shape=_;let b=t.dataIdMap.get(u.dataId);return b.stringBytes=C.fromStringArrayToUint8(g),m.forEach(w=>t.disposeData(w.dataId)),u}let l=d.sizeFromShape(i[0].shape.slice(0,n)),a=0,c=i.map(m=>{let h=d.sizeFromShape(m.shape.slice(n));return a+=h,h}),p=i.map(m=>t.typedArrayFromHeap(m)),f=t.typedArrayFromHeap(u);for(let m=0;m<l;m++){let h=m*a;for(let x=0;x<p.length;x++){let g=c[x],_=m*g,b=p[x].subarray(_,_+g);f.set(b,h),h+=g}}return u}var xx={kernelName:Gr,backendName:"wasm",kernelFunc:Vf};function lr(r,e){let t;function n(s){t=s.wasm.cwrap(r,null,["number","number","number"])}function o(s){let{backend:i,inputs:{x:u}}=s,l=i.dataIdMap.get(u.dataId).id,a=i.makeOutput(u.shape,e||u.dtype),c=i.dataIdMap.get(a.dataId).id;return d.sizeFromShape(a.shape)===0||t(l,Mt[u.dtype],c),a}return{kernelName:r,backendName:"wasm",setupFunc:n,kernelFunc:o}}var _x=lr("Exp","float32");var QE=!0,yx=Jr(er,QE);function qf(r){let{inputs:e,attrs:t,backend:n}=r,{input:o}=e,{dim:s}=t,i=o.shape.length,u=o.shape.slice(),l=s;return s<0&&(d.assert(-(i+1)<=s,()=>`Axis must be in the interval [${-(i+1)}, ${i}]`),l=i+s+1),u.splice(l,0,1),en({inputs:{x:o},backend:n,attrs:{shape:u}})}function ZE(r){let{inputs:e,backend:t,attrs:n}=r,{axis:o}=n;if(e.length===1)return qf({inputs:{input:e[0]},backend:t,attrs:{dim:o}});let s=e[0].shape,i=e[0].dtype;e.forEach(c=>{d.assertShapesMatch(s,c.shape,"All tensors passed to stack must have matching shapes"),d.assert(i===c.dtype,()=>"All tensors passed to stack must have matching dtypes")});let u=[],l=e.map(c=>{let p=qf({inputs:{input:c},backend:t,attrs:{dim:o}});return u.push(p),p}),a=Vf({inputs:l,backend:t,attrs:{axis:o}});return u.forEach(c=>t.disposeData(c.dataId)),a}var wx={kernelName:no,backendName:"wasm",kernelFunc:ZE};var JE=!0,vx=Jr(Wr,JE);var Sx=lr(zr);var Ix;function e0(r){Ix=r.wasm.cwrap(tr,null,["number","number"])}function t0(r){let{backend:e,inputs:{x:t}}=r,n=e.dataIdMap.get(t.dataId).id,o=e.makeOutput(t.shape,t.dtype),s=e.dataIdMap.get(o.dataId).id;return d.sizeFromShape(o.shape)===0||Ix(n,s),o}var Ex={kernelName:"Sigmoid",backendName:"wasm",setupFunc:e0,kernelFunc:t0};function r0(r){let{inputs:{x:e},attrs:{begin:t,size:n},backend:o}=r,[s,i]=Pe.parseSliceParams(e,t,n),u=Pe.isSliceContinous(e.shape,s,i),l=o.readSync(e.dataId),a=o.makeOutput(i,e.dtype),c=d.computeStrides(e.shape),p=o.dataIdMap.get(a.dataId);if(u){let h=Pe.computeFlatOffset(s,c);return e.dtype==="string"?p.stringBytes=l.slice(h,h+d.sizeFromShape(i)):o.typedArrayFromHeap(a).set(l.subarray(h,h+d.sizeFromShape(i))),a}if(e.dtype==="string"){let h=wo(l,s,i,e.shape,e.dtype);return p.stringBytes=h,a}let f=o.typedArrayFromHeap(a),m=e.shape.length;if(m===2)n0(l,c[0],f,s,i);else if(m===3)o0(l,c[0],c[1],f,s,i);else if(m===4)s0(l,c[0],c[1],c[2],f,s,i);else{let h=wo(l,s,i,e.shape,e.dtype);f.set(h)}return a}function n0(r,e,t,n,o){let s=0,i=n[0],u=n[1],l=i+o[0];for(let a=i;a<l;a++){let c=a*e+u;t.set(r.subarray(c,c+o[1]),s),s+=o[1]}}function o0(r,e,t,n,o,s){let i=0,u=o[0],l=o[1],a=o[2],c=u+s[0],p=l+s[1];for(let f=u;f<c;f++)for(let m=l;m<p;m++){let h=f*e+m*t+a;n.set(r.subarray(h,h+s[2]),i),i+=s[2]}}function s0(r,e,t,n,o,s,i){let u=0,l=s[0],a=s[1],c=s[2],p=l+i[0],f=a+i[1],m=c+i[2],h=s[3];for(let x=l;x<p;x++)for(let g=a;g<f;g++)for(let _=c;_<m;_++){let b=x*e+g*t+_*n+h;o.set(r.subarray(b,b+i[3]),u),u+=i[3]}}var Tx={kernelName:Ir,backendName:"wasm",kernelFunc:r0};var Ax=lr(qr);var Cx=lr(rr);var Rx=lr(oo);var kx;function a0(r){kx=r.wasm.cwrap(Er,null,["number","number","number","number"])}function i0(r){let{backend:e,inputs:t,attrs:n}=r,{alpha:o}=n,{x:s}=t,i=e.dataIdMap.get(s.dataId).id,u=e.makeOutput(s.shape,s.dtype),l=e.dataIdMap.get(u.dataId).id;return kx(i,o,Mt[s.dtype],l),u}var $x={kernelName:Er,backendName:"wasm",setupFunc:a0,kernelFunc:i0};var u0=!0,Nx=Jr("Sub",u0);var Fx;function l0(r){Fx=r.wasm.cwrap(Vt,null,["number","array","number","number","number","array","number"])}function Hf(r){let{inputs:e,backend:t,attrs:n}=r,[o,s]=p0(e.x.shape,n.perm),i=!0;for(let h=0;h<s.length;h++)s[h]!==h&&(i=!1);let u=c0(e.x.shape,n.perm),l={dataId:e.x.dataId,shape:o,dtype:e.x.dtype};if(i){let h=Is({inputs:e,backend:t});return h.shape=u,h}let a=t.makeOutput(u,l.dtype),c=t.dataIdMap.get(l.dataId).id,p=t.dataIdMap.get(a.dataId).id,f=new Uint8Array(new Int32Array(s).buffer),m=new Uint8Array(new Int32Array(l.shape).buffer);return Fx(c,m,l.shape.length,Mt[l.dtype],p,f,s.length),a}function c0(r,e){let t=new Array(r.length);for(let n=0;n<t.length;n++)t[n]=r[e[n]];return t}function p0(r,e){let t=[],n=[];for(let o=0;o<r.length;++o)r[o]!==1&&t.push(r[o]),r[e[o]]!==1&&n.push(e[o]);for(let o=0;o<n.length;++o){let s=-1;for(let i=0;i<n.length;++i)n[i]>=o&&(s===-1||n[s]>n[i])&&(s=i);n[s]=o}return[t,n]}var Mx={kernelName:Vt,backendName:"wasm",kernelFunc:Hf,setupFunc:l0};function Dx(r,e,t){let n=r.shape,o=r.shape.length,s=d.parseAxisParam(e,n),i=s,u=C.getAxesPermutation(i,o),l=null,a=!1;if(u!=null){let c=new Array(o);for(let m=0;m<c.length;m++)c[m]=n[u[m]];i=C.getInnerMostAxes(i.length,o),l=Hf({inputs:{x:r},attrs:{perm:u},backend:t});let p=t.dataIdMap.get(r.dataId).id;t.dataIdMap.get(l.dataId).id!==p&&(a=!0)}return{transposed:l,originalAxes:s,axes:i,inputWasTransposed:a}}var Px;function f0(r){Px=r.wasm.cwrap("Sum",null,["number","number","number","number"])}function m0(r){let{backend:e,inputs:t,attrs:n}=r,{axis:o,keepDims:s}=n,{x:i}=t,u=e.dataIdMap.get(i.dataId).id,l=u,a=i,{transposed:c,axes:p,originalAxes:f,inputWasTransposed:m}=Dx(i,o,e),h=p;if(m){let w=e.dataIdMap.get(c.dataId).id;w!==u&&(a=c,l=w,h=C.getInnerMostAxes(h.length,a.shape.length))}C.assertAxesAreInnerMostDims("sum",h,a.shape.length);let[x,g]=C.computeOutAndReduceShapes(a.shape,h),_=d.sizeFromShape(g),b=e.makeOutput(x,a.dtype);if(d.sizeFromShape(a.shape)!==0){let w=e.dataIdMap.get(b.dataId).id;Px(l,_,Mt[b.dtype],w)}if(m&&e.disposeData(c.dataId),s){let w=C.expandShapeToKeepDim(b.shape,f);b.shape=w}return b}var Bx={kernelName:"Sum",backendName:"wasm",setupFunc:f0,kernelFunc:m0};function h0(r){let{inputs:{x:e},backend:t}=r,n=t.makeOutput(e.shape,e.dtype);return t.typedArrayFromHeap(n).fill(0),n}var Lx={kernelName:Hr,backendName:"wasm",kernelFunc:h0};var Ox;function d0(r){Ox=r.wasm.cwrap(nr,null,["number","array","number","number","array","number","number","number","number","number","number","number","number"])}function g0(r){let{inputs:e,backend:t,attrs:n}=r,{a:o,b:s,bias:i,preluActivationWeights:u}=e;if(o.dtype!=="float32"||s.dtype!=="float32")throw new Error("_FusedMatMul for non non-float32 tensors not yet supported.");let{transposeA:l,transposeB:a,activation:c,leakyreluAlpha:p}=n,f=t.dataIdMap.get(o.dataId).id,m=t.dataIdMap.get(s.dataId).id,h=0;if(i!=null){let O=t.dataIdMap.get(i.dataId);if(O.shape.length!==1)throw new Error(`_FusedMatMul only supports rank-1 bias but got rank ${O.shape.length}.`);h=O.id}let x=u==null?0:t.dataIdMap.get(u.dataId).id,g=gi[c];if(g==null)throw new Error(`${c} activation not yet supported for FusedConv2D in the wasm backend.`);let _=l?o.shape[2]:o.shape[1],b=a?s.shape[1]:s.shape[2],w=bt.assertAndGetBroadcastShape(o.shape.slice(0,-2),s.shape.slice(0,-2)),I=t.makeOutput([...w,_,b],o.dtype),A=t.dataIdMap.get(I.dataId).id,k=new Uint8Array(new Int32Array(o.shape).buffer),F=new Uint8Array(new Int32Array(s.shape).buffer);return Ox(f,k,o.shape.length,m,F,s.shape.length,l,a,g,h,x,p||0,A),I}var Ux={kernelName:nr,backendName:"wasm",setupFunc:d0,kernelFunc:g0};var Dn={},bi={alpha:!1,antialias:!1,premultipliedAlpha:!1,preserveDrawingBuffer:!1,depth:!1,stencil:!1,failIfMajorPerformanceCaveat:!0};function Gx(r,e){Dn[r]=e}function wt(r,e){if(!(r in Dn)||e!=null){let n=_0(r,e);if(n!==null)Dn[r]=n;else return console.log("Could not get context for WebGL version",r),null}let t=Dn[r];return t==null||t.isContextLost()?(delete Dn[r],wt(r)):(t.disable(t.DEPTH_TEST),t.disable(t.STENCIL_TEST),t.disable(t.BLEND),t.disable(t.DITHER),t.disable(t.POLYGON_OFFSET_FILL),t.disable(t.SAMPLE_COVERAGE),t.enable(t.SCISSOR_TEST),t.enable(t.CULL_FACE),t.cullFace(t.BACK),Dn[r])}function x0(r){if(!v().getBool("IS_SAFARI")&&typeof OffscreenCanvas<"u"&&r===2)return new OffscreenCanvas(300,150);if(typeof document<"u")return document.createElement("canvas");throw new Error("Cannot create a canvas in this context")}function _0(r,e){if(r!==1&&r!==2)throw new Error("Cannot get WebGL rendering context, WebGL is disabled.");let t=e??x0(r);return t.addEventListener("webglcontextlost",n=>{n.preventDefault(),delete Dn[r]},!1),v().getBool("SOFTWARE_WEBGL_ENABLED")&&(bi.failIfMajorPerformanceCaveat=!1),r===1?t.getContext("webgl",bi)||t.getContext("experimental-webgl",bi):t.getContext("webgl2",bi)}var tn;(function(r){r[r.DENSE=0]="DENSE",r[r.SHARED_BATCH=1]="SHARED_BATCH"})(tn||(tn={}));var Je;(function(r){r[r.RENDER=0]="RENDER",r[r.UPLOAD=1]="UPLOAD",r[r.PIXELS=2]="PIXELS",r[r.DOWNLOAD=3]="DOWNLOAD"})(Je||(Je={}));var Be;(function(r){r[r.UNPACKED_FLOAT16=0]="UNPACKED_FLOAT16",r[r.UNPACKED_FLOAT32=1]="UNPACKED_FLOAT32",r[r.PACKED_4X1_UNSIGNED_BYTE=2]="PACKED_4X1_UNSIGNED_BYTE",r[r.PACKED_2X2_FLOAT32=3]="PACKED_2X2_FLOAT32",r[r.PACKED_2X2_FLOAT16=4]="PACKED_2X2_FLOAT16"})(Be||(Be={}));function Pn(r,e){return[e,r]}function Wx(r,e){return r*e}function Es(r){let e=d.sizeFromShape(r),t=Math.ceil(e/4);return d.sizeToSquarishShape(t)}function cr(r,e){return[Math.max(1,Math.ceil(e/2)),Math.max(1,Math.ceil(r/2))]}function zx(r,e){let[t,n]=cr(r,e);return t*n*4}function Ts(r,e){let t=r,n,o,s,i,u,l,a,c,p,f;return v().getNumber("WEBGL_VERSION")===2?(n=t.R32F,o=t.R16F,s=t.RGBA16F,i=t.RGBA32F,u=t.RED,a=4,c=1,p=t.HALF_FLOAT,f=t.FLOAT,l=t.RGBA8):(n=r.RGBA,o=r.RGBA,s=r.RGBA,i=t.RGBA,u=r.RGBA,a=4,c=4,p=e!=null?e.HALF_FLOAT_OES:null,f=r.FLOAT,l=r.RGBA),{internalFormatFloat:n,internalFormatHalfFloat:o,internalFormatPackedHalfFloat:s,internalFormatPackedFloat:i,textureFormatFloat:u,downloadTextureFormat:l,downloadUnpackNumChannels:a,defaultNumChannels:c,textureTypeHalfFloat:p,textureTypeFloat:f}}function B(r,e){let t=e();return v().getBool("DEBUG")&&y0(r),t}function y0(r){let e=r.getError();if(e!==r.NO_ERROR)throw new Error("WebGL Error: "+v0(r,e))}var b0=596e-10,w0=65504;function Vx(r){return!!(v().getBool("WEBGL_RENDER_FLOAT32_ENABLED")||r===0||b0<Math.abs(r)&&Math.abs(r)<w0)}function v0(r,e){switch(e){case r.NO_ERROR:return"NO_ERROR";case r.INVALID_ENUM:return"INVALID_ENUM";case r.INVALID_VALUE:return"INVALID_VALUE";case r.INVALID_OPERATION:return"INVALID_OPERATION";case r.INVALID_FRAMEBUFFER_OPERATION:return"INVALID_FRAMEBUFFER_OPERATION";case r.OUT_OF_MEMORY:return"OUT_OF_MEMORY";case r.CONTEXT_LOST_WEBGL:return"CONTEXT_LOST_WEBGL";default:return`Unknown error code ${e}`}}function As(r,e){return Nr(r,()=>r.getExtension(e),'Extension "'+e+'" not supported on this browser.')}function qx(r,e){let t=Nr(r,()=>r.createShader(r.VERTEX_SHADER),"Unable to create vertex WebGLShader.");if(B(r,()=>r.shaderSource(t,e)),B(r,()=>r.compileShader(t)),r.getShaderParameter(t,r.COMPILE_STATUS)===!1)throw console.log(r.getShaderInfoLog(t)),new Error("Failed to compile vertex shader.");return t}function Hx(r,e){let t=Nr(r,()=>r.createShader(r.FRAGMENT_SHADER),"Unable to create fragment WebGLShader.");if(B(r,()=>r.shaderSource(t,e)),B(r,()=>r.compileShader(t)),v().get("ENGINE_COMPILE_ONLY"))return t;if(r.getShaderParameter(t,r.COMPILE_STATUS)===!1)throw Qf(e,r.getShaderInfoLog(t)),new Error("Failed to compile fragment shader.");return t}var S0=/ERROR: [0-9]+:([0-9]+):/g;function Qf(r,e){let t=S0.exec(e);if(t==null){console.log(`Couldn't parse line number in error: ${e}`),console.log(r);return}let n=+t[1],o=r.split(`
`),s=o.length.toString().length+2,i=o.map((p,f)=>d.rightPad((f+1).toString(),s)+p),u=0;for(let p=0;p<i.length;p++)u=Math.max(i[p].length,u);let l=i.slice(0,n-1),a=i.slice(n-1,n),c=i.slice(n);console.log(l.join(`
`)),console.log(e.split(`
`)[0]),console.log(`%c ${d.rightPad(a[0],u)}`,"border:1px solid red; background-color:#e3d2d2; color:#a61717"),console.log(c.join(`
`))}function Kx(r){return Nr(r,()=>r.createProgram(),"Unable to create WebGLProgram.")}function jx(r,e){if(B(r,()=>r.linkProgram(e)),!v().get("ENGINE_COMPILE_ONLY")&&r.getProgramParameter(e,r.LINK_STATUS)===!1)throw console.log(r.getProgramInfoLog(e)),new Error("Failed to link vertex and fragment shaders.")}function vi(r,e){if(B(r,()=>r.validateProgram(e)),r.getProgramParameter(e,r.VALIDATE_STATUS)===!1)throw console.log(r.getProgramInfoLog(e)),new Error("Shader program validation failed.")}function Xx(r,e){let t=Nr(r,()=>r.createBuffer(),"Unable to create WebGLBuffer");return B(r,()=>r.bindBuffer(r.ARRAY_BUFFER,t)),B(r,()=>r.bufferData(r.ARRAY_BUFFER,e,r.STATIC_DRAW)),t}function Yx(r,e){let t=Nr(r,()=>r.createBuffer(),"Unable to create WebGLBuffer");return B(r,()=>r.bindBuffer(r.ELEMENT_ARRAY_BUFFER,t)),B(r,()=>r.bufferData(r.ELEMENT_ARRAY_BUFFER,e,r.STATIC_DRAW)),t}function Qx(r){return Nr(r,()=>r.createTexture(),"Unable to create WebGLTexture.")}function Zx(r,e){let t=v().getNumber("WEBGL_MAX_TEXTURE_SIZE");if(r<=0||e<=0){let n=`[${r}x${e}]`;throw new Error("Requested texture size "+n+" is invalid.")}if(r>t||e>t){let n=`[${r}x${e}]`,o=`[${t}x${t}]`;throw new Error("Requested texture size "+n+" greater than WebGL maximum on this browser / GPU "+o+".")}}function Jx(r){return Nr(r,()=>r.createFramebuffer(),"Unable to create WebGLFramebuffer.")}function Zf(r,e,t,n,o,s,i){let u=r.getAttribLocation(e,t);return u===-1?!1:(B(r,()=>r.bindBuffer(r.ARRAY_BUFFER,n)),B(r,()=>r.vertexAttribPointer(u,o,r.FLOAT,!1,s,i)),B(r,()=>r.enableVertexAttribArray(u)),!0)}function I0(r,e,t){T0(r,t),B(r,()=>r.activeTexture(r.TEXTURE0+t)),B(r,()=>r.bindTexture(r.TEXTURE_2D,e))}function e_(r,e,t){return Nr(r,()=>r.getUniformLocation(e,t),'uniform "'+t+'" not present in program.')}function t_(r,e,t){return r.getUniformLocation(e,t)}function r_(r,e,t,n){B(r,()=>I0(r,e,n)),B(r,()=>r.uniform1i(t,n))}function Si(r,e,t){B(r,()=>r.bindFramebuffer(r.FRAMEBUFFER,t)),B(r,()=>r.framebufferTexture2D(r.FRAMEBUFFER,r.COLOR_ATTACHMENT0,r.TEXTURE_2D,e,0))}function Jf(r,e){B(r,()=>r.bindFramebuffer(r.FRAMEBUFFER,e)),B(r,()=>r.framebufferTexture2D(r.FRAMEBUFFER,r.COLOR_ATTACHMENT0,r.TEXTURE_2D,null,0))}function Cs(r){let e=r.checkFramebufferStatus(r.FRAMEBUFFER);if(e!==r.FRAMEBUFFER_COMPLETE)throw new Error("Error binding framebuffer: "+E0(r,e))}function E0(r,e){switch(e){case r.FRAMEBUFFER_INCOMPLETE_ATTACHMENT:return"FRAMEBUFFER_INCOMPLETE_ATTACHMENT";case r.FRAMEBUFFER_INCOMPLETE_MISSING_ATTACHMENT:return"FRAMEBUFFER_INCOMPLETE_MISSING_ATTACHMENT";case r.FRAMEBUFFER_INCOMPLETE_DIMENSIONS:return"FRAMEBUFFER_INCOMPLETE_DIMENSIONS";case r.FRAMEBUFFER_UNSUPPORTED:return"FRAMEBUFFER_UNSUPPORTED";default:return`unknown error ${e}`}}function Nr(r,e,t){let n=B(r,()=>e());if(n==null)throw new Error(t);return n}function T0(r,e){let t=r.MAX_COMBINED_TEXTURE_IMAGE_UNITS-1,n=e+r.TEXTURE0;if(n<r.TEXTURE0||n>t){let o=`[gl.TEXTURE0, gl.TEXTURE${t}]`;throw new Error(`textureUnit must be in ${o}.`)}}function rn(r,e=2){return d.sizeFromShape(r.slice(0,r.length-e))}function nn(r){if(r.length===0)throw Error("Cannot get rows and columns of an empty shape array.");return[r.length>1?r[r.length-2]:1,r[r.length-1]]}function Rs(r){let e=[1,1,1];return r.length===0||r.length===1&&r[0]===1||(e=[rn(r),...nn(r)]),e}function n_(r,e=!1){let t=v().getNumber("WEBGL_MAX_TEXTURE_SIZE"),n=v().getNumber("WEBGL_MAX_SIZE_FOR_NARROW_TEXTURE");n===1/0&&v().getBool("WEBGL_AUTO_SQUARIFY_NARROW_TEXTURE_SHAPE")&&(n=t/2),e&&(t=t*2,n=n*2,r=r.map((u,l)=>l>=r.length-2?d.nearestLargerEven(r[l]):r[l]),r.length===1&&(r=[2,r[0]])),r.length!==2&&(r=d.squeezeShape(r).newShape);let o=d.sizeFromShape(r),s=null;r.length<=1&&o<=t?s=[1,o]:r.length===2&&r[0]<=t&&r[1]<=t?s=r:r.length===3&&r[0]*r[1]<=t&&r[2]<=t?s=[r[0]*r[1],r[2]]:r.length===3&&r[0]<=t&&r[1]*r[2]<=t?s=[r[0],r[1]*r[2]]:r.length===4&&r[0]*r[1]*r[2]<=t&&r[3]<=t?s=[r[0]*r[1]*r[2],r[3]]:r.length===4&&r[0]<=t&&r[1]*r[2]*r[3]<=t&&(s=[r[0],r[1]*r[2]*r[3]]);let i=s!=null&&Math.max(...s)>n&&Math.min(...s)<=(e?2:1)&&Math.min(...s)>0;if(s==null||i)if(e){let u=rn(r),l=2,a=2;r.length&&([l,a]=nn(r)),o=u*(l/2)*(a/2),s=d.sizeToSquarishShape(o).map(c=>c*2)}else s=d.sizeToSquarishShape(o);return s}function wi(r){return r%2===0}function ks(r,e){if(r=r.slice(-2),e=e.slice(-2),d.arraysEqual(r,e)||!r.length||!e.length||r[0]===0||r[1]===0||e[0]===0||e[1]===0)return!0;if(r.length!==e.length){let t=r[r.length-1],n=e[e.length-1];if(t===n||wi(t)&&wi(n)&&(r[0]===1||e[0]===1))return!0}return r[1]===e[1]&&wi(r[0])&&wi(e[0])}var jf,Xf;function o_(r){if(jf==null){let e=wt(r);jf=e.getParameter(e.MAX_TEXTURE_SIZE)}return jf}function s_(r){if(Xf==null){let e=wt(r);Xf=e.getParameter(e.MAX_TEXTURE_IMAGE_UNITS)}return Math.min(16,Xf)}function a_(r){if(r===0)return 0;let e,t=wt(r);return Tt(t,"EXT_disjoint_timer_query_webgl2")&&r===2?e=2:Tt(t,"EXT_disjoint_timer_query")?e=1:e=0,e}function Tt(r,e){return r.getExtension(e)!=null}function em(r){try{if(wt(r)!=null)return!0}catch(e){return console.log("Error when getting WebGL context: ",e),!1}return!1}function i_(r){if(r===0)return!1;let e=wt(r);if(r===1){if(!Tt(e,"OES_texture_float"))return!1}else if(!Tt(e,"EXT_color_buffer_float"))return!1;return Yf(e)}function u_(r){if(r===0)return!1;let e=wt(r);if(r===1){if(!Tt(e,"OES_texture_float")||!Tt(e,"WEBGL_color_buffer_float"))return!1}else{if(Tt(e,"EXT_color_buffer_float"))return Yf(e);let n="EXT_color_buffer_half_float";if(Tt(e,n)){let o=e.getExtension(n);return A0(e,o)}return!1}return Yf(e)}function Yf(r){let e=Ts(r),t=r.createTexture();r.bindTexture(r.TEXTURE_2D,t),r.texImage2D(r.TEXTURE_2D,0,e.internalFormatFloat,1,1,0,e.textureFormatFloat,e.textureTypeFloat,null);let s=r.createFramebuffer();r.bindFramebuffer(r.FRAMEBUFFER,s),r.framebufferTexture2D(r.FRAMEBUFFER,r.COLOR_ATTACHMENT0,r.TEXTURE_2D,t,0);let i=r.checkFramebufferStatus(r.FRAMEBUFFER)===r.FRAMEBUFFER_COMPLETE;return r.bindTexture(r.TEXTURE_2D,null),r.bindFramebuffer(r.FRAMEBUFFER,null),r.deleteTexture(t),r.deleteFramebuffer(s),i}function A0(r,e){let t=Ts(r,e),n=r.createTexture();r.bindTexture(r.TEXTURE_2D,n),r.texImage2D(r.TEXTURE_2D,0,t.internalFormatHalfFloat,1,1,0,t.textureFormatFloat,t.textureTypeHalfFloat,null);let i=r.createFramebuffer();r.bindFramebuffer(r.FRAMEBUFFER,i),r.framebufferTexture2D(r.FRAMEBUFFER,r.COLOR_ATTACHMENT0,r.TEXTURE_2D,n,0);let u=r.checkFramebufferStatus(r.FRAMEBUFFER)===r.FRAMEBUFFER_COMPLETE;return r.bindTexture(r.TEXTURE_2D,null),r.bindFramebuffer(r.FRAMEBUFFER,null),r.deleteTexture(n),r.deleteFramebuffer(i),u}function l_(r){return r!==2?!1:wt(r).fenceSync!=null}var z=v();z.registerFlag("HAS_WEBGL",()=>z.getNumber("WEBGL_VERSION")>0);z.registerFlag("WEBGL_VERSION",()=>em(2)?2:em(1)?1:0);z.registerFlag("WEBGL_CHECK_NUMERICAL_PROBLEMS",()=>!1);z.registerFlag("WEBGL_BUFFER_SUPPORTED",()=>z.get("WEBGL_VERSION")===2);z.registerFlag("WEBGL_CPU_FORWARD",()=>!0);z.registerFlag("WEBGL_FORCE_F16_TEXTURES",()=>!1);z.registerFlag("WEBGL_PACK",()=>z.getBool("HAS_WEBGL"));z.registerFlag("WEBGL_PACK_NORMALIZATION",()=>z.getBool("WEBGL_PACK"));z.registerFlag("WEBGL_PACK_CLIP",()=>z.getBool("WEBGL_PACK"));z.registerFlag("WEBGL_PACK_DEPTHWISECONV",()=>z.getBool("WEBGL_PACK"));z.registerFlag("WEBGL_PACK_BINARY_OPERATIONS",()=>z.getBool("WEBGL_PACK"));z.registerFlag("WEBGL_PACK_UNARY_OPERATIONS",()=>z.getBool("WEBGL_PACK"));z.registerFlag("WEBGL_PACK_ARRAY_OPERATIONS",()=>z.getBool("WEBGL_PACK"));z.registerFlag("WEBGL_PACK_IMAGE_OPERATIONS",()=>z.getBool("WEBGL_PACK"));z.registerFlag("WEBGL_PACK_REDUCE",()=>z.getBool("WEBGL_PACK"));z.registerFlag("WEBGL_LAZILY_UNPACK",()=>z.getBool("WEBGL_PACK"));z.registerFlag("WEBGL_CONV_IM2COL",()=>z.getBool("WEBGL_PACK"));z.registerFlag("WEBGL_PACK_CONV2DTRANSPOSE",()=>z.getBool("WEBGL_PACK"));z.registerFlag("WEBGL_MAX_TEXTURE_SIZE",()=>o_(z.getNumber("WEBGL_VERSION")));z.registerFlag("WEBGL_MAX_TEXTURES_IN_SHADER",()=>s_(z.getNumber("WEBGL_VERSION")));z.registerFlag("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_VERSION",()=>{let r=z.getNumber("WEBGL_VERSION");return r===0?0:a_(r)});z.registerFlag("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_RELIABLE",()=>z.getNumber("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_VERSION")>0&&!Xr.isMobile());z.registerFlag("WEBGL_RENDER_FLOAT32_CAPABLE",()=>i_(z.getNumber("WEBGL_VERSION")));z.registerFlag("WEBGL_RENDER_FLOAT32_ENABLED",()=>z.getBool("WEBGL_FORCE_F16_TEXTURES")?!1:z.getBool("WEBGL_RENDER_FLOAT32_CAPABLE"));z.registerFlag("WEBGL_DOWNLOAD_FLOAT_ENABLED",()=>u_(z.getNumber("WEBGL_VERSION")));z.registerFlag("WEBGL_FENCE_API_ENABLED",()=>l_(z.getNumber("WEBGL_VERSION")));z.registerFlag("WEBGL_SIZE_UPLOAD_UNIFORM",()=>z.getBool("WEBGL_RENDER_FLOAT32_ENABLED")?4:0);z.registerFlag("WEBGL_DELETE_TEXTURE_THRESHOLD",()=>-1,r=>{if(typeof r!="number")throw new Error(`WEBGL_DELETE_TEXTURE_THRESHOLD must be a number but got ${r}.`);if(r<0&&r!==-1)throw new Error(`WEBGL_DELETE_TEXTURE_THRESHOLD must be -1 (indicating never delete) or at least 0, but got ${r}.`)});z.registerFlag("WEBGL_FLUSH_THRESHOLD",()=>Xr.isMobile()?1:-1,r=>{if(typeof r!="number")throw new Error(`WEBGL_FLUSH_THRESHOLD must be a number but got ${r}.`);if(r<0&&r!==-1)throw new Error(`WEBGL_FLUSH_THRESHOLD must be -1 (indicating never manual flush) or at least 0, but got ${r}.`)});z.registerFlag("CPU_HANDOFF_SIZE_THRESHOLD",()=>128);z.registerFlag("WEBGL_USE_SHAPES_UNIFORMS",()=>!1);z.registerFlag("TOPK_LAST_DIM_CPU_HANDOFF_SIZE_THRESHOLD",()=>1e5);z.registerFlag("TOPK_K_CPU_HANDOFF_THRESHOLD",()=>128);z.registerFlag("WEBGL_EXP_CONV",()=>!1);z.registerFlag("SOFTWARE_WEBGL_ENABLED",()=>z.getBool("IS_TEST"));z.registerFlag("WEBGL_MAX_SIZE_FOR_NARROW_TEXTURE",()=>1/0);z.registerFlag("WEBGL_AUTO_SQUARIFY_NARROW_TEXTURE_SHAPE",()=>!1);z.registerFlag("WEBGL2_ISNAN_CUSTOM",()=>!1);z.registerFlag("ENGINE_COMPILE_ONLY",()=>!1);function $e(){let r,e,t,n,o,s,i,u,l,a;return v().getNumber("WEBGL_VERSION")===2?(r="#version 300 es",e="in",t="out",n="in",o="texture",s="outputColor",i="out vec4 outputColor;",u=v().getBool("WEBGL2_ISNAN_CUSTOM")?`
      bool isnan_custom(float val) {
        uint floatToUint = floatBitsToUint(val);
        return (floatToUint & 0x7fffffffu) > 0x7f800000u;
      }

      bvec4 isnan_custom(vec4 val) {
        return bvec4(isnan_custom(val.x),
          isnan_custom(val.y), isnan_custom(val.z), isnan_custom(val.w));
      }

      #define isnan(value) isnan_custom(value)
    `:"",l="",a=`
      #define round(value) newRound(value)
      int newRound(float value) {
        return int(floor(value + 0.5));
      }

      ivec4 newRound(vec4 value) {
        return ivec4(floor(value + vec4(0.5)));
      }
    `):(r="",e="attribute",t="varying",n="varying",o="texture2D",s="gl_FragColor",i="",u=`
      #define isnan(value) isnan_custom(value)
      bool isnan_custom(float val) {
        return (val > 0. || val < 1. || val == 0.) ? false : true;
      }
      bvec4 isnan_custom(vec4 val) {
        return bvec4(isnan(val.x), isnan(val.y), isnan(val.z), isnan(val.w));
      }
    `,l=`
      uniform float INFINITY;

      bool isinf(float val) {
        return abs(val) == INFINITY;
      }
      bvec4 isinf(vec4 val) {
        return equal(abs(val), vec4(INFINITY));
      }
    `,a=`
      int round(float value) {
        return int(floor(value + 0.5));
      }

      ivec4 round(vec4 value) {
        return ivec4(floor(value + vec4(0.5)));
      }
    `),{version:r,attribute:e,varyingVs:t,varyingFs:n,texture2D:o,output:s,defineOutput:i,defineSpecialNaN:u,defineSpecialInf:l,defineRound:a}}function jt(r,e,t="index"){let n=d.computeStrides(e);return n.map((o,s)=>{let i=`int ${r[s]} = ${t} / ${o}`,u=s===n.length-1?`int ${r[s+1]} = ${t} - ${r[s]} * ${o}`:`index -= ${r[s]} * ${o}`;return`${i}; ${u};`}).join("")}function Bn(r,e,t="index"){let n=d.computeStrides(e);return n.map((o,s)=>{let i=`int ${r[s]} = ${t} / outShapeStrides[${s}]`,u=s===n.length-1?`int ${r[s+1]} = ${t} - ${r[s]} * outShapeStrides[${s}]`:`index -= ${r[s]} * outShapeStrides[${s}]`;return`${i}; ${u};`}).join("")}function C0(r,e){let t=r.length,n=r.map(s=>`${e}[${s}]`),o=new Array(t-1);o[t-2]=n[t-1];for(let s=t-3;s>=0;--s)o[s]=`(${o[s+1]} * ${n[s+1]})`;return o}function c_(r,e,t="index"){let n=r.map((s,i)=>i),o=C0(n,e);return o.map((s,i)=>{let u=`int ${r[i]} = ${t} / ${o[i]}`,l=i===o.length-1?`int ${r[i+1]} = ${t} - ${r[i]} * ${o[i]}`:`index -= ${r[i]} * ${o[i]}`;return`${u}; ${l};`}).join("")}function vo(r){let e=d.computeStrides(r).map(t=>t.toString());return`
  int getFlatIndex(ivec3 coords) {
    return coords.x * ${e[0]} + coords.y * ${e[1]} + coords.z;
  }
`}function So(){return`
  int getFlatIndex(ivec3 coords) {
    return coords.x * outShapeStrides[0] + coords.y * outShapeStrides[1] + coords.z;
  }
`}var Ii=`
  const float FLOAT_MAX = 1.70141184e38;
  const float FLOAT_MIN = 1.17549435e-38;

  lowp vec4 encode_float(highp float v) {
    if (isnan(v)) {
      return vec4(255, 255, 255, 255);
    }

    highp float av = abs(v);

    if(av < FLOAT_MIN) {
      return vec4(0.0, 0.0, 0.0, 0.0);
    } else if(v > FLOAT_MAX) {
      return vec4(0.0, 0.0, 128.0, 127.0) / 255.0;
    } else if(v < -FLOAT_MAX) {
      return vec4(0.0, 0.0,  128.0, 255.0) / 255.0;
    }

    highp vec4 c = vec4(0,0,0,0);

    highp float e = floor(log2(av));
    highp float m = exp2(fract(log2(av))) - 1.0;

    c[2] = floor(128.0 * m);
    m -= c[2] / 128.0;
    c[1] = floor(32768.0 * m);
    m -= c[1] / 32768.0;
    c[0] = floor(8388608.0 * m);

    highp float ebias = e + 127.0;
    c[3] = floor(ebias / 2.0);
    ebias -= c[3] * 2.0;
    c[2] += floor(ebias) * 128.0;

    c[3] += 128.0 * step(0.0, -v);

    return c / 255.0;
  }
`;var{getBroadcastDims:p_}=C;function f_(r,e,t){let n=[];if(r.forEach(m=>{let h=d.sizeFromShape(m.shapeInfo.logicalShape);if(m.shapeInfo.isUniform?n.push(`uniform float ${m.name}${h>1?`[${h}]`:""};`):(n.push(`uniform sampler2D ${m.name};`),n.push(`uniform int offset${m.name};`)),t.enableShapeUniforms){let{uniformShape:x}=Ei(t.packedInputs,m.shapeInfo.logicalShape,m.shapeInfo.texShape);switch(x.length){case 1:n.push(`uniform int ${m.name}Shape;`);break;case 2:n.push(`uniform ivec2 ${m.name}Shape;`);break;case 3:n.push(`uniform ivec3 ${m.name}Shape;`);break;case 4:n.push(`uniform ivec4 ${m.name}Shape;`);break;default:break}n.push(`uniform ivec2 ${m.name}TexShape;`)}}),t.enableShapeUniforms){switch(e.logicalShape.length){case 1:n.push("uniform int outShape;");break;case 2:n.push("uniform ivec2 outShape;"),n.push("uniform int outShapeStrides;");break;case 3:n.push("uniform ivec3 outShape;"),n.push("uniform ivec2 outShapeStrides;");break;case 4:n.push("uniform ivec4 outShape;"),n.push("uniform ivec3 outShapeStrides;");break;default:break}n.push("uniform ivec2 outTexShape;")}t.customUniforms&&t.customUniforms.forEach(m=>{n.push(`uniform ${m.type} ${m.name}${m.arrayIndex?`[${m.arrayIndex}]`:""};`)});let o=n.join(`
`),s=r.map(m=>R0(m,e,t.packedInputs,t.enableShapeUniforms)).join(`
`),i=e.texShape,u=$e(),l=N0(u),a,c,p=D0(u);return e.isPacked?(a=k0(e.logicalShape,i,t.enableShapeUniforms),c=M0(u)):(a=$0(e.logicalShape,i,t.enableShapeUniforms),c=F0(u)),t.packedInputs&&(p+=O0),[p,l,c,o,a,s,t.userCode].join(`
`)}function Eo(r,e=!1){let t=r.shapeInfo.logicalShape;switch(t.length){case 0:return Q0(r,e);case 1:return J0(r,e);case 2:return tT(r,e);case 3:return nT(r,e);case 4:return sT(r,e);case 5:return aT(r);case 6:return iT(r);default:throw new Error(`${t.length}-D input sampling is not yet supported`)}}function m_(r,e){switch(r.shapeInfo.logicalShape.length){case 0:return Y0(r);case 1:return Z0(r,e);case 2:return eT(r,e);case 3:return rT(r,e);default:return oT(r,e)}}function R0(r,e,t=!1,n){let o="";t?o+=m_(r,n):o+=Eo(r,n);let s=r.shapeInfo.logicalShape,i=e.logicalShape;return s.length<=i.length&&(t?o+=uT(r,e):o+=lT(r,e)),o}function k0(r,e,t){switch(r.length){case 0:return h_();case 1:return U0(r,e,t);case 2:return j0(r,e,t);case 3:return W0(r,e,t);default:return V0(r,e,t)}}function $0(r,e,t){switch(r.length){case 0:return h_();case 1:return G0(r,e,t);case 2:return X0(r,e,t);case 3:return z0(r,e,t);case 4:return q0(r,e,t);case 5:return H0(r,e);case 6:return K0(r,e);default:throw new Error(`${r.length}-D output sampling is not yet supported`)}}function N0(r){return`
    float sampleTexture(sampler2D textureSampler, vec2 uv) {
      return ${r.texture2D}(textureSampler, uv).r;
    }
  `}function F0(r){return`
    void setOutput(float val) {
      ${r.output} = vec4(val, 0, 0, 0);
    }
  `}function M0(r){return`
    void setOutput(vec4 val) {
      ${r.output} = val;
    }
  `}function D0(r){return`${r.version}
    precision highp float;
    precision highp int;
    precision highp sampler2D;
    ${r.varyingFs} vec2 resultUV;
    ${r.defineOutput}
    const vec2 halfCR = vec2(0.5, 0.5);

    struct ivec5
    {
      int x;
      int y;
      int z;
      int w;
      int u;
    };

    struct ivec6
    {
      int x;
      int y;
      int z;
      int w;
      int u;
      int v;
    };

    uniform float NAN;
    ${r.defineSpecialNaN}
    ${r.defineSpecialInf}
    ${r.defineRound}

    int imod(int x, int y) {
      return x - y * (x / y);
    }

    int idiv(int a, int b, float sign) {
      int res = a / b;
      int mod = imod(a, b);
      if (sign < 0. && mod != 0) {
        res -= 1;
      }
      return res;
    }

    //Based on the work of Dave Hoskins
    //https://www.shadertoy.com/view/4djSRW
    #define HASHSCALE1 443.8975
    float random(float seed){
      vec2 p = resultUV * seed;
      vec3 p3  = fract(vec3(p.xyx) * HASHSCALE1);
      p3 += dot(p3, p3.yzx + 19.19);
      return fract((p3.x + p3.y) * p3.z);
    }

    ${P0}
    ${B0}
    ${L0}
  `}var P0=`
vec2 uvFromFlat(int texNumR, int texNumC, int index) {
  int texR = index / texNumC;
  int texC = index - texR * texNumC;
  return (vec2(texC, texR) + halfCR) / vec2(texNumC, texNumR);
}
vec2 packedUVfrom1D(int texNumR, int texNumC, int index) {
  int texelIndex = index / 2;
  int texR = texelIndex / texNumC;
  int texC = texelIndex - texR * texNumC;
  return (vec2(texC, texR) + halfCR) / vec2(texNumC, texNumR);
}
`,B0=`
vec2 packedUVfrom2D(int texelsInLogicalRow, int texNumR,
  int texNumC, int row, int col) {
  int texelIndex = (row / 2) * texelsInLogicalRow + (col / 2);
  int texR = texelIndex / texNumC;
  int texC = texelIndex - texR * texNumC;
  return (vec2(texC, texR) + halfCR) / vec2(texNumC, texNumR);
}
`,L0=`
vec2 packedUVfrom3D(int texNumR, int texNumC,
    int texelsInBatch, int texelsInLogicalRow, int b,
    int row, int col) {
  int index = b * texelsInBatch + (row / 2) * texelsInLogicalRow + (col / 2);
  int texR = index / texNumC;
  int texC = index - texR * texNumC;
  return (vec2(texC, texR) + halfCR) / vec2(texNumC, texNumR);
}
`,O0=`
  float getChannel(vec4 frag, vec2 innerDims) {
    vec2 modCoord = mod(innerDims, 2.);
    return modCoord.x == 0. ?
      (modCoord.y == 0. ? frag.r : frag.g) :
      (modCoord.y == 0. ? frag.b : frag.a);
  }
  float getChannel(vec4 frag, int dim) {
    float modCoord = mod(float(dim), 2.);
    return modCoord == 0. ? frag.r : frag.g;
  }
`;function h_(){return`
    int getOutputCoords() {
      return 0;
    }
  `}function U0(r,e,t){let n=[Math.ceil(e[0]/2),Math.ceil(e[1]/2)];return n[0]===1?t?`
      int getOutputCoords() {
        return 2 * int(resultUV.x * ceil(float(outTexShape[1]) / 2.0));
      }
    `:`
      int getOutputCoords() {
        return 2 * int(resultUV.x * ${n[1]}.0);
      }
    `:n[1]===1?t?`
      int getOutputCoords() {
        return 2 * int(resultUV.y * ceil(float(outTexShape[0]) / 2.0));
      }
    `:`
      int getOutputCoords() {
        return 2 * int(resultUV.y * ${n[0]}.0);
      }
    `:t?`
    int getOutputCoords() {
      ivec2 packedTexShape = ivec2(ceil(float(outTexShape[0]) / 2.0), ceil(float(outTexShape[1]) / 2.0));
      ivec2 resTexRC = ivec2(resultUV.yx *
                             vec2(packedTexShape[0], packedTexShape[1]));
      return 2 * (resTexRC.x * packedTexShape[1] + resTexRC.y);
    }
  `:`
    int getOutputCoords() {
      ivec2 resTexRC = ivec2(resultUV.yx *
                             vec2(${n[0]}, ${n[1]}));
      return 2 * (resTexRC.x * ${n[1]} + resTexRC.y);
    }
  `}function G0(r,e,t){return e[0]===1?t?`
      int getOutputCoords() {
        return int(resultUV.x * float(outTexShape[1]));
      }
    `:`
      int getOutputCoords() {
        return int(resultUV.x * ${e[1]}.0);
      }
    `:e[1]===1?t?`
      int getOutputCoords() {
        return int(resultUV.y * float(outTexShape[0]));
      }
    `:`
      int getOutputCoords() {
        return int(resultUV.y * ${e[0]}.0);
      }
    `:t?`
    int getOutputCoords() {
      ivec2 resTexRC = ivec2(resultUV.yx *
                             vec2(outTexShape[0], outTexShape[1]));
      return resTexRC.x * outTexShape[1] + resTexRC.y;
    }
  `:`
    int getOutputCoords() {
      ivec2 resTexRC = ivec2(resultUV.yx *
                             vec2(${e[0]}, ${e[1]}));
      return resTexRC.x * ${e[1]} + resTexRC.y;
    }
  `}function W0(r,e,t){if(t)return`
    ivec3 getOutputCoords() {
      ivec2 packedTexShape = ivec2(ceil(float(outTexShape[0]) / 2.0), ceil(float(outTexShape[1]) / 2.0));
      int texelsInLogicalRow = int(ceil(float(outShape[2]) / 2.0));
      int texelsInBatch = texelsInLogicalRow * int(ceil(float(outShape[1]) / 2.0));
      ivec2 resTexRC = ivec2(resultUV.yx *
                             vec2(packedTexShape[0], packedTexShape[1]));
      int index = resTexRC.x * packedTexShape[1] + resTexRC.y;

      int b = index / texelsInBatch;
      index -= b * texelsInBatch;

      int r = 2 * (index / texelsInLogicalRow);
      int c = imod(index, texelsInLogicalRow) * 2;

      return ivec3(b, r, c);
    }
  `;let n=[Math.ceil(e[0]/2),Math.ceil(e[1]/2)],o=Math.ceil(r[2]/2),s=o*Math.ceil(r[1]/2);return`
    ivec3 getOutputCoords() {
      ivec2 resTexRC = ivec2(resultUV.yx *
                             vec2(${n[0]}, ${n[1]}));
      int index = resTexRC.x * ${n[1]} + resTexRC.y;

      int b = index / ${s};
      index -= b * ${s};

      int r = 2 * (index / ${o});
      int c = imod(index, ${o}) * 2;

      return ivec3(b, r, c);
    }
  `}function z0(r,e,t){if(t)return`
  ivec3 getOutputCoords() {
    ivec2 resTexRC = ivec2(resultUV.yx *
                           vec2(outTexShape[0], outTexShape[1]));
    int index = resTexRC.x * outTexShape[1] + resTexRC.y;
    ${Bn(["r","c","d"],r)}
    return ivec3(r, c, d);
  }
`;let n=jt(["r","c","d"],r);return`
    ivec3 getOutputCoords() {
      ivec2 resTexRC = ivec2(resultUV.yx *
                             vec2(${e[0]}, ${e[1]}));
      int index = resTexRC.x * ${e[1]} + resTexRC.y;
      ${n}
      return ivec3(r, c, d);
    }
  `}function V0(r,e,t){if(t)return`
    ivec4 getOutputCoords() {
      ivec2 packedTexShape = ivec2(ceil(float(outTexShape[0]) / 2.0), ceil(float(outTexShape[1]) / 2.0));
      ivec2 resTexRC = ivec2(resultUV.yx *
                             vec2(packedTexShape[0], packedTexShape[1]));
      int index = resTexRC.x * packedTexShape[1] + resTexRC.y;

      int texelsInLogicalRow = int(ceil(float(outShape[3]) / 2.0));
      int texelsInBatch = texelsInLogicalRow * int(ceil(float(outShape[2]) / 2.0));
      int texelsInBatchN = texelsInBatch * outShape[1];

      int b2 = index / texelsInBatchN;
      index -= b2 * texelsInBatchN;

      int b = index / texelsInBatch;
      index -= b * texelsInBatch;

      int r = 2 * (index / texelsInLogicalRow);
      int c = imod(index, texelsInLogicalRow) * 2;

      return ivec4(b2, b, r, c);
    }
  `;let n=[Math.ceil(e[0]/2),Math.ceil(e[1]/2)],o=Math.ceil(r[r.length-1]/2),s=o*Math.ceil(r[r.length-2]/2),i=s,u="",l="b, r, c";for(let a=2;a<r.length-1;a++)i*=r[r.length-a-1],u=`
      int b${a} = index / ${i};
      index -= b${a} * ${i};
    `+u,l=`b${a}, `+l;return`
    ivec${r.length} getOutputCoords() {
      ivec2 resTexRC = ivec2(resultUV.yx *
                             vec2(${n[0]}, ${n[1]}));
      int index = resTexRC.x * ${n[1]} + resTexRC.y;

      ${u}

      int b = index / ${s};
      index -= b * ${s};

      int r = 2 * (index / ${o});
      int c = imod(index, ${o}) * 2;

      return ivec${r.length}(${l});
    }
  `}function q0(r,e,t){if(t)return`
    ivec4 getOutputCoords() {
      ivec2 resTexRC = ivec2(resultUV.yx *
        vec2(outTexShape[0], outTexShape[1]));
      int index = resTexRC.x * outTexShape[1] + resTexRC.y;
      ${Bn(["r","c","d","d2"],r)}
      return ivec4(r, c, d, d2);
    }
  `;let n=jt(["r","c","d","d2"],r);return`
    ivec4 getOutputCoords() {
      ivec2 resTexRC = ivec2(resultUV.yx *
        vec2(${e[0]}, ${e[1]}));
      int index = resTexRC.x * ${e[1]} + resTexRC.y;
      ${n}
      return ivec4(r, c, d, d2);
    }
  `}function H0(r,e){let t=jt(["r","c","d","d2","d3"],r);return`
    ivec5 getOutputCoords() {
      ivec2 resTexRC = ivec2(resultUV.yx * vec2(${e[0]},
                             ${e[1]}));

      int index = resTexRC.x * ${e[1]} + resTexRC.y;

      ${t}

      ivec5 outShape = ivec5(r, c, d, d2, d3);
      return outShape;
    }
  `}function K0(r,e){let t=jt(["r","c","d","d2","d3","d4"],r);return`
    ivec6 getOutputCoords() {
      ivec2 resTexRC = ivec2(resultUV.yx *
        vec2(${e[0]}, ${e[1]}));
      int index = resTexRC.x * ${e[1]} + resTexRC.y;

      ${t}

      ivec6 result = ivec6(r, c, d, d2, d3, d4);
      return result;
    }
  `}function j0(r,e,t){let n=[Math.ceil(e[0]/2),Math.ceil(e[1]/2)];if(d.arraysEqual(r,e))return t?`
      ivec2 getOutputCoords() {
        ivec2 packedTexShape = ivec2(ceil(float(outTexShape[0]) / 2.0), ceil(float(outTexShape[1]) / 2.0));
        return 2 * ivec2(resultUV.yx * vec2(packedTexShape[0], packedTexShape[1]));
      }
    `:`
      ivec2 getOutputCoords() {
        return 2 * ivec2(resultUV.yx * vec2(${n[0]}, ${n[1]}));
      }
    `;let o=Math.ceil(r[1]/2);return t?`
    ivec2 getOutputCoords() {
      ivec2 packedTexShape = ivec2(ceil(float(outTexShape[0]) / 2.0), ceil(float(outTexShape[1]) / 2.0));
      int texelsInLogicalRow = int(ceil(float(outShape[1]) / 2.0));
      ivec2 resTexRC = ivec2(resultUV.yx *
                             vec2(packedTexShape[0], packedTexShape[1]));

      int index = resTexRC.x * packedTexShape[1] + resTexRC.y;
      int r = 2 * (index / texelsInLogicalRow);
      int c = imod(index, texelsInLogicalRow) * 2;

      return ivec2(r, c);
    }
  `:`
    ivec2 getOutputCoords() {
      ivec2 resTexRC = ivec2(resultUV.yx *
                             vec2(${n[0]}, ${n[1]}));

      int index = resTexRC.x * ${n[1]} + resTexRC.y;
      int r = 2 * (index / ${o});
      int c = imod(index, ${o}) * 2;

      return ivec2(r, c);
    }
  `}function X0(r,e,t){return d.arraysEqual(r,e)?t?`
      ivec2 getOutputCoords() {
        return ivec2(resultUV.yx * vec2(outTexShape[0], outTexShape[1]));
      }
    `:`
      ivec2 getOutputCoords() {
        return ivec2(resultUV.yx * vec2(${e[0]}, ${e[1]}));
      }
    `:r[1]===1?t?`
      ivec2 getOutputCoords() {
        ivec2 resTexRC = ivec2(resultUV.yx *
                               vec2(outTexShape[0], outTexShape[1]));
        int index = resTexRC.x * outTexShape[1] + resTexRC.y;
        return ivec2(index, 0);
      }
    `:`
      ivec2 getOutputCoords() {
        ivec2 resTexRC = ivec2(resultUV.yx *
                               vec2(${e[0]}, ${e[1]}));
        int index = resTexRC.x * ${e[1]} + resTexRC.y;
        return ivec2(index, 0);
      }
    `:r[0]===1?t?`
      ivec2 getOutputCoords() {
        ivec2 resTexRC = ivec2(resultUV.yx *
                               vec2(outTexShape[0], outTexShape[1]));
        int index = resTexRC.x * outTexShape[1] + resTexRC.y;
        return ivec2(0, index);
      }
    `:`
      ivec2 getOutputCoords() {
        ivec2 resTexRC = ivec2(resultUV.yx *
                               vec2(${e[0]}, ${e[1]}));
        int index = resTexRC.x * ${e[1]} + resTexRC.y;
        return ivec2(0, index);
      }
    `:t?`
    ivec2 getOutputCoords() {
      ivec2 resTexRC = ivec2(resultUV.yx *
                             vec2(outTexShape[0], outTexShape[1]));
      int index = resTexRC.x * outTexShape[1] + resTexRC.y;
      int r = index / outShape[1];
      int c = index - r * outShape[1];
      return ivec2(r, c);
    }
  `:`
    ivec2 getOutputCoords() {
      ivec2 resTexRC = ivec2(resultUV.yx *
                             vec2(${e[0]}, ${e[1]}));
      int index = resTexRC.x * ${e[1]} + resTexRC.y;
      int r = index / ${r[1]};
      int c = index - r * ${r[1]};
      return ivec2(r, c);
    }
  `}function Ln(r){return`offset${r}`}function Y0(r){let e=r.name,t="get"+e.charAt(0).toUpperCase()+e.slice(1),n=$e();return`
    vec4 ${t}() {
      return ${n.texture2D}(${e}, halfCR);
    }
  `}function Q0(r,e){let t=r.name,n="get"+t.charAt(0).toUpperCase()+t.slice(1);if(r.shapeInfo.isUniform)return`float ${n}() {return ${t};}`;let[o,s]=r.shapeInfo.texShape;if(o===1&&s===1)return`
      float ${n}() {
        return sampleTexture(${t}, halfCR);
      }
    `;let i=Ln(t);if(e)return`
    float ${n}() {
      vec2 uv = uvFromFlat(${t}TexShape[0], ${t}TexShape[1], ${i});
      return sampleTexture(${t}, uv);
    }
  `;let[u,l]=r.shapeInfo.texShape;return`
    float ${n}() {
      vec2 uv = uvFromFlat(${u}, ${l}, ${i});
      return sampleTexture(${t}, uv);
    }
  `}function Z0(r,e){let t=r.name,n="get"+t.charAt(0).toUpperCase()+t.slice(1),o=r.shapeInfo.texShape,s=$e();if(e)return`
    vec4 ${n}(int index) {
      ivec2 packedTexShape = ivec2(ceil(float(${t}TexShape[0]) / 2.0), ceil(float(${t}TexShape[1]) / 2.0));
      vec2 uv = packedUVfrom1D(
        packedTexShape[0], packedTexShape[1], index);
      return ${s.texture2D}(${t}, uv);
    }
  `;let i=[Math.ceil(o[0]/2),Math.ceil(o[1]/2)];return`
    vec4 ${n}(int index) {
      vec2 uv = packedUVfrom1D(
        ${i[0]}, ${i[1]}, index);
      return ${s.texture2D}(${t}, uv);
    }
  `}function J0(r,e){let t=r.name,n="get"+t.charAt(0).toUpperCase()+t.slice(1);if(r.shapeInfo.isUniform)return`
      float ${n}(int index) {
        ${To(r)}
      }
    `;let o=r.shapeInfo.texShape,s=o[0],i=o[1];if(i===1&&s===1)return`
      float ${n}(int index) {
        return sampleTexture(${t}, halfCR);
      }
    `;let u=Ln(t);return i===1?e?`
      float ${n}(int index) {
        vec2 uv = vec2(0.5, (float(index + ${u}) + 0.5) / float(${t}TexShape[0]));
        return sampleTexture(${t}, uv);
      }
    `:`
      float ${n}(int index) {
        vec2 uv = vec2(0.5, (float(index + ${u}) + 0.5) / ${s}.0);
        return sampleTexture(${t}, uv);
      }
    `:s===1?e?`
      float ${n}(int index) {
        vec2 uv = vec2((float(index + ${u}) + 0.5) / float(${t}TexShape[1]), 0.5);
        return sampleTexture(${t}, uv);
      }
    `:`
      float ${n}(int index) {
        vec2 uv = vec2((float(index + ${u}) + 0.5) / ${i}.0, 0.5);
        return sampleTexture(${t}, uv);
      }
    `:e?`
    float ${n}(int index) {
      vec2 uv = uvFromFlat(${t}TexShape[0], ${t}TexShape[1], index + ${u});
      return sampleTexture(${t}, uv);
    }
  `:`
    float ${n}(int index) {
      vec2 uv = uvFromFlat(${s}, ${i}, index + ${u});
      return sampleTexture(${t}, uv);
    }
  `}function eT(r,e){let t=r.shapeInfo.logicalShape,n=r.name,o="get"+n.charAt(0).toUpperCase()+n.slice(1),s=r.shapeInfo.texShape,i=s[0],u=s[1],l=$e();if(s!=null&&d.arraysEqual(t,s))return e?`
      vec4 ${o}(int row, int col) {
        vec2 uv = (vec2(col, row) + halfCR) / vec2(${n}TexShape[1], ${n}TexShape[0]);

        return ${l.texture2D}(${n}, uv);
      }
    `:`
      vec4 ${o}(int row, int col) {
        vec2 uv = (vec2(col, row) + halfCR) / vec2(${u}.0, ${i}.0);

        return ${l.texture2D}(${n}, uv);
      }
    `;if(e)return`
    vec4 ${o}(int row, int col) {
      ivec2 packedTexShape = ivec2(ceil(float(${n}TexShape[0]) / 2.0), ceil(float(${n}TexShape[1]) / 2.0));
      int valuesPerRow = int(ceil(float(${n}Shape[1]) / 2.0));
      vec2 uv = packedUVfrom2D(valuesPerRow, packedTexShape[0], packedTexShape[1], row, col);
      return ${l.texture2D}(${n}, uv);
    }
  `;let a=[Math.ceil(s[0]/2),Math.ceil(s[1]/2)],c=Math.ceil(t[1]/2);return`
    vec4 ${o}(int row, int col) {
      vec2 uv = packedUVfrom2D(${c}, ${a[0]}, ${a[1]}, row, col);
      return ${l.texture2D}(${n}, uv);
    }
  `}function tT(r,e){let t=r.shapeInfo.logicalShape,n=r.name,o="get"+n.charAt(0).toUpperCase()+n.slice(1),s=r.shapeInfo.texShape;if(s!=null&&d.arraysEqual(t,s)){if(e)return`
      float ${o}(int row, int col) {
        vec2 uv = (vec2(col, row) + halfCR) / vec2(${n}TexShape[1], ${n}TexShape[0]);
        return sampleTexture(${n}, uv);
      }
    `;let f=s[0],m=s[1];return`
    float ${o}(int row, int col) {
      vec2 uv = (vec2(col, row) + halfCR) / vec2(${m}.0, ${f}.0);
      return sampleTexture(${n}, uv);
    }
  `}let{newShape:i,keptDims:u}=d.squeezeShape(t),l=i;if(l.length<t.length){let f=Ao(r,l),m=["row","col"];return`
      ${Eo(f,e)}
      float ${o}(int row, int col) {
        return ${o}(${Co(m,u)});
      }
    `}if(r.shapeInfo.isUniform)return`
      float ${o}(int row, int col) {
        int index = round(dot(vec2(row, col), vec2(${t[1]}, 1)));
        ${To(r)}
      }
    `;let a=s[0],c=s[1],p=Ln(n);return c===1?e?`
      float ${o}(int row, int col) {
        float index = dot(vec3(row, col, ${p}), vec3(${n}Shape[1], 1, 1));
        vec2 uv = vec2(0.5, (index + 0.5) / float(${n}TexShape[0]));
        return sampleTexture(${n}, uv);
      }
    `:`
    float ${o}(int row, int col) {
      float index = dot(vec3(row, col, ${p}), vec3(${t[1]}, 1, 1));
      vec2 uv = vec2(0.5, (index + 0.5) / ${a}.0);
      return sampleTexture(${n}, uv);
    }
  `:a===1?e?`
      float ${o}(int row, int col) {
        float index = dot(vec3(row, col, ${p}), vec3(${n}Shape[1], 1, 1));
        vec2 uv = vec2((index + 0.5) / float(${n}TexShape[1]), 0.5);
        return sampleTexture(${n}, uv);
      }
    `:`
    float ${o}(int row, int col) {
      float index = dot(vec3(row, col, ${p}), vec3(${t[1]}, 1, 1));
      vec2 uv = vec2((index + 0.5) / ${c}.0, 0.5);
      return sampleTexture(${n}, uv);
    }
  `:e?`
      float ${o}(int row, int col) {
        // Explicitly use integer operations as dot() only works on floats.
        int index = row * ${n}Shape[1] + col + ${p};
        vec2 uv = uvFromFlat(${n}TexShape[0], ${n}TexShape[1], index);
        return sampleTexture(${n}, uv);
      }
    `:`
  float ${o}(int row, int col) {
    // Explicitly use integer operations as dot() only works on floats.
    int index = row * ${t[1]} + col + ${p};
    vec2 uv = uvFromFlat(${a}, ${c}, index);
    return sampleTexture(${n}, uv);
  }
`}function rT(r,e){let t=r.shapeInfo.logicalShape,n=r.name,o="get"+n.charAt(0).toUpperCase()+n.slice(1),s=r.shapeInfo.texShape,i=[Math.ceil(s[0]/2),Math.ceil(s[1]/2)];if(t[0]===1){let f=t.slice(1),m=[1,2],h=Ao(r,f),x=["b","row","col"];return`
        ${m_(h,e)}
        vec4 ${o}(int b, int row, int col) {
          return ${o}(${Co(x,m)});
        }
      `}let u=$e();if(e)return`
    vec4 ${o}(int b, int row, int col) {
      ivec2 packedTexShape = ivec2(ceil(float(${n}TexShape[0]) / 2.0), ceil(float(${n}TexShape[1]) / 2.0));
      int valuesPerRow = int(ceil(float(${n}Shape[2]) / 2.0));
      int texelsInBatch = valuesPerRow * int(ceil(float(${n}Shape[1]) / 2.0));
      vec2 uv = packedUVfrom3D(
        packedTexShape[0], packedTexShape[1], texelsInBatch, valuesPerRow, b, row, col);
      return ${u.texture2D}(${n}, uv);
    }
  `;let l=i[0],a=i[1],c=Math.ceil(t[2]/2),p=c*Math.ceil(t[1]/2);return`
    vec4 ${o}(int b, int row, int col) {
      vec2 uv = packedUVfrom3D(
        ${l}, ${a}, ${p}, ${c}, b, row, col);
      return ${u.texture2D}(${n}, uv);
    }
  `}function nT(r,e){let t=r.shapeInfo.logicalShape,n=r.name,o="get"+n.charAt(0).toUpperCase()+n.slice(1),s=t[1]*t[2],i=t[2],{newShape:u,keptDims:l}=d.squeezeShape(t),a=u;if(a.length<t.length){let x=Ao(r,a),g=["row","col","depth"];return`
        ${Eo(x,e)}
        float ${o}(int row, int col, int depth) {
          return ${o}(${Co(g,l)});
        }
      `}if(r.shapeInfo.isUniform)return`
      float ${o}(int row, int col, int depth) {
        int index = round(dot(vec3(row, col, depth),
                          vec3(${s}, ${i}, 1)));
        ${To(r)}
      }
    `;let c=r.shapeInfo.texShape,p=c[0],f=c[1],m=r.shapeInfo.flatOffset;if(f===s&&m==null)return e?`
      float ${o}(int row, int col, int depth) {
        int stride1 = ${n}Shape[2];
        float texR = float(row);
        float texC = dot(vec2(col, depth), vec2(stride1, 1));
        vec2 uv = (vec2(texC, texR) + halfCR) /
                   vec2(${n}TexShape[1], ${n}TexShape[0]);
        return sampleTexture(${n}, uv);
      }
    `:`
        float ${o}(int row, int col, int depth) {
          float texR = float(row);
          float texC = dot(vec2(col, depth), vec2(${i}, 1));
          vec2 uv = (vec2(texC, texR) + halfCR) /
                     vec2(${f}.0, ${p}.0);
          return sampleTexture(${n}, uv);
        }
      `;if(f===i&&m==null)return e?`
      float ${o}(int row, int col, int depth) {
        float texR = dot(vec2(row, col), vec2(${n}Shape[1], 1));
        float texC = float(depth);
        vec2 uv = (vec2(texC, texR) + halfCR) / vec2(${n}TexShape[1], ${n}TexShape[0]);
        return sampleTexture(${n}, uv);
      }
    `:`
    float ${o}(int row, int col, int depth) {
      float texR = dot(vec2(row, col), vec2(${t[1]}, 1));
      float texC = float(depth);
      vec2 uv = (vec2(texC, texR) + halfCR) / vec2(${f}.0, ${p}.0);
      return sampleTexture(${n}, uv);
    }
  `;let h=Ln(n);return e?`
    float ${o}(int row, int col, int depth) {
      // Explicitly use integer operations as dot() only works on floats.
      int stride0 = ${n}Shape[1] * ${n}Shape[2];
      int stride1 = ${n}Shape[2];
      int index = row * stride0 + col * stride1 + depth + ${h};
      vec2 uv = uvFromFlat(${n}TexShape[0], ${n}TexShape[1], index);
      return sampleTexture(${n}, uv);
    }
    `:`
      float ${o}(int row, int col, int depth) {
        // Explicitly use integer operations as dot() only works on floats.
        int index = row * ${s} + col * ${i} + depth + ${h};
        vec2 uv = uvFromFlat(${p}, ${f}, index);
        return sampleTexture(${n}, uv);
      }
  `}function oT(r,e){let t=r.name,n="get"+t.charAt(0).toUpperCase()+t.slice(1),o=$e();if(e)return`
    vec4 ${n}(int b2, int b, int row, int col) {
      int valuesPerRow = int(ceil(float(${t}Shape[3]) / 2.0));
      int texelsInBatch = valuesPerRow * int(ceil(float(${t}Shape[2]) / 2.0));
      int index = b * texelsInBatch + (row / 2) * valuesPerRow + (col / 2);
      texelsInBatch *= ${t}Shape[1];
      index = b2 * texelsInBatch + index;
      ivec2 packedTexShape = ivec2(ceil(float(${t}TexShape[0]) / 2.0), ceil(float(${t}TexShape[1]) / 2.0));
      int texR = index / packedTexShape[1];
      int texC = index - texR * packedTexShape[1];
      vec2 uv = (vec2(texC, texR) + halfCR) / vec2(packedTexShape[1], packedTexShape[0]); return ${o.texture2D}(${t}, uv);
    }
  `;let s=r.shapeInfo.logicalShape,i=s.length,u=r.shapeInfo.texShape,l=[Math.ceil(u[0]/2),Math.ceil(u[1]/2)],a=l[0],c=l[1],p=Math.ceil(s[i-1]/2),f=p*Math.ceil(s[i-2]/2),m="int b, int row, int col",h=`b * ${f} + (row / 2) * ${p} + (col / 2)`;for(let x=2;x<i-1;x++)m=`int b${x}, `+m,f*=s[i-x-1],h=`b${x} * ${f} + `+h;return`
    vec4 ${n}(${m}) {
      int index = ${h};
      int texR = index / ${c};
      int texC = index - texR * ${c};
      vec2 uv = (vec2(texC, texR) + halfCR) / vec2(${c}, ${a});
      return ${o.texture2D}(${t}, uv);
    }
  `}function sT(r,e){let t=r.shapeInfo.logicalShape,n=r.name,o="get"+n.charAt(0).toUpperCase()+n.slice(1),s=t[3],i=t[2]*s,u=t[1]*i,{newShape:l,keptDims:a}=d.squeezeShape(t);if(l.length<t.length){let b=Ao(r,l),w=["row","col","depth","depth2"];return`
      ${Eo(b,e)}
      float ${o}(int row, int col, int depth, int depth2) {
        return ${o}(${Co(w,a)});
      }
    `}if(r.shapeInfo.isUniform)return`
      float ${o}(int row, int col, int depth, int depth2) {
        int index = round(dot(vec4(row, col, depth, depth2),
                          vec4(${u}, ${i}, ${s}, 1)));
        ${To(r)}
      }
    `;let c=r.shapeInfo.flatOffset,p=r.shapeInfo.texShape,f=p[0],m=p[1],h=`int stride2 = ${n}Shape[3];`,x=`int stride1 = ${n}Shape[2] * stride2;`,g=`int stride0 = ${n}Shape[1] * stride1;`;if(m===u&&c==null)return e?`
      float ${o}(int row, int col, int depth, int depth2) {
        ${h}
        ${x}
        float texR = float(row);
        float texC =
            dot(vec3(col, depth, depth2),
                vec3(stride1, stride2, 1));
        vec2 uv = (vec2(texC, texR) + halfCR) /
                   vec2(${n}TexShape[1], ${n}TexShape[0]);
        return sampleTexture(${n}, uv);
      }
    `:`
      float ${o}(int row, int col, int depth, int depth2) {
        float texR = float(row);
        float texC =
            dot(vec3(col, depth, depth2),
                vec3(${i}, ${s}, 1));
        vec2 uv = (vec2(texC, texR) + halfCR) /
                   vec2(${m}.0, ${f}.0);
        return sampleTexture(${n}, uv);
      }
    `;if(m===s&&c==null)return e?`
      float ${o}(int row, int col, int depth, int depth2) {
        float texR = dot(vec3(row, col, depth),
                         vec3(${n}Shape[1] * ${n}Shape[2], ${n}Shape[2], 1));
        float texC = float(depth2);
        vec2 uv = (vec2(texC, texR) + halfCR) /
                  vec2(${n}TexShape[1], ${n}TexShape[0]);
        return sampleTexture(${n}, uv);
      }
    `:`
      float ${o}(int row, int col, int depth, int depth2) {
        float texR = dot(vec3(row, col, depth),
                         vec3(${t[1]*t[2]}, ${t[2]}, 1));
        float texC = float(depth2);
        vec2 uv = (vec2(texC, texR) + halfCR) /
                  vec2(${m}.0, ${f}.0);
        return sampleTexture(${n}, uv);
      }
    `;let _=Ln(n);return e?`
    float ${o}(int row, int col, int depth, int depth2) {
      // Explicitly use integer operations as dot() only works on floats.
      ${h}
      ${x}
      ${g}
      int index = row * stride0 + col * stride1 +
          depth * stride2 + depth2;
      vec2 uv = uvFromFlat(${n}TexShape[0], ${n}TexShape[1], index + ${_});
      return sampleTexture(${n}, uv);
    }
  `:`
    float ${o}(int row, int col, int depth, int depth2) {
      // Explicitly use integer operations as dot() only works on floats.
      int index = row * ${u} + col * ${i} +
          depth * ${s} + depth2;
      vec2 uv = uvFromFlat(${f}, ${m}, index + ${_});
      return sampleTexture(${n}, uv);
    }
  `}function aT(r){let e=r.shapeInfo.logicalShape,t=r.name,n="get"+t.charAt(0).toUpperCase()+t.slice(1),o=e[4],s=e[3]*o,i=e[2]*s,u=e[1]*i,{newShape:l,keptDims:a}=d.squeezeShape(e);if(l.length<e.length){let x=Ao(r,l),g=["row","col","depth","depth2","depth3"];return`
      ${Eo(x)}
      float ${n}(int row, int col, int depth, int depth2, int depth3) {
        return ${n}(${Co(g,a)});
      }
    `}if(r.shapeInfo.isUniform)return`
      float ${n}(int row, int col, int depth, int depth2, int depth3) {
        float index = dot(
          vec4(row, col, depth, depth2),
          vec4(${u}, ${i}, ${s}, ${o})) +
          depth3;
        ${To(r)}
      }
    `;let c=r.shapeInfo.flatOffset,p=r.shapeInfo.texShape,f=p[0],m=p[1];if(m===u&&c==null)return`
      float ${n}(int row, int col, int depth, int depth2, int depth3) {
        int texR = row;
        float texC = dot(vec4(col, depth, depth2, depth3),
                         vec4(${i}, ${s}, ${o}, 1));
        vec2 uv = (vec2(texC, texR) + halfCR) /
                   vec2(${m}.0, ${f}.0);
        return sampleTexture(${t}, uv);
      }
    `;if(m===o&&c==null)return`
      float ${n}(int row, int col, int depth, int depth2, int depth3) {
        float texR = dot(
          vec4(row, col, depth, depth2),
          vec4(${e[1]*e[2]*e[3]},
               ${e[2]*e[3]}, ${e[3]}, 1));
        int texC = depth3;
        vec2 uv = (vec2(texC, texR) + halfCR) /
                  vec2(${m}.0, ${f}.0);
        return sampleTexture(${t}, uv);
      }
    `;let h=Ln(t);return`
    float ${n}(int row, int col, int depth, int depth2, int depth3) {
      // Explicitly use integer operations as dot() only works on floats.
      int index = row * ${u} + col * ${i} + depth * ${s} +
          depth2 * ${o} + depth3 + ${h};
      vec2 uv = uvFromFlat(${f}, ${m}, index);
      return sampleTexture(${t}, uv);
    }
  `}function iT(r){let e=r.shapeInfo.logicalShape,t=r.name,n="get"+t.charAt(0).toUpperCase()+t.slice(1),{newShape:o,keptDims:s}=d.squeezeShape(e);if(o.length<e.length){let g=Ao(r,o),_=["row","col","depth","depth2","depth3","depth4"];return`
      ${Eo(g)}
      float ${n}(int row, int col, int depth,
                    int depth2, int depth3, int depth4) {
        return ${n}(${Co(_,s)});
      }
    `}let i=e[5],u=e[4]*i,l=e[3]*u,a=e[2]*l,c=e[1]*a;if(r.shapeInfo.isUniform)return`
      float ${n}(int row, int col, int depth,
                  int depth2, int depth3, int depth4) {
        int index = round(dot(
          vec4(row, col, depth, depth2),
          vec4(${c}, ${a}, ${l}, ${u})) +
          dot(
            vec2(depth3, depth4),
            vec2(${i}, 1)));
        ${To(r)}
      }
    `;let p=r.shapeInfo.flatOffset,f=r.shapeInfo.texShape,m=f[0],h=f[1];if(h===c&&p==null)return`
      float ${n}(int row, int col, int depth,
                    int depth2, int depth3, int depth4) {
        int texR = row;
        float texC = dot(vec4(col, depth, depth2, depth3),
          vec4(${a}, ${l}, ${u}, ${i})) +
               float(depth4);
        vec2 uv = (vec2(texC, texR) + halfCR) /
                   vec2(${h}.0, ${m}.0);
        return sampleTexture(${t}, uv);
      }
    `;if(h===i&&p==null)return`
      float ${n}(int row, int col, int depth,
                    int depth2, int depth3, int depth4) {
        float texR = dot(vec4(row, col, depth, depth2),
          vec4(${e[1]*e[2]*e[3]*e[4]},
               ${e[2]*e[3]*e[4]},
               ${e[3]*e[4]},
               ${e[4]})) + float(depth3);
        int texC = depth4;
        vec2 uv = (vec2(texC, texR) + halfCR) /
                  vec2(${h}.0, ${m}.0);
        return sampleTexture(${t}, uv);
      }
    `;let x=Ln(t);return`
    float ${n}(int row, int col, int depth,
                  int depth2, int depth3, int depth4) {
      // Explicitly use integer operations as dot() only works on floats.
      int index = row * ${c} + col * ${a} + depth * ${l} +
          depth2 * ${u} + depth3 * ${i} + depth4 + ${x};
      vec2 uv = uvFromFlat(${m}, ${h}, index);
      return sampleTexture(${t}, uv);
    }
  `}function To(r){let e=r.name,t=d.sizeFromShape(r.shapeInfo.logicalShape);return t<2?`return ${e};`:`
    for (int i = 0; i < ${t}; i++) {
      if (i == index) {
        return ${e}[i];
      }
    }
  `}function uT(r,e){let t=r.name,n=t.charAt(0).toUpperCase()+t.slice(1),o="get"+n+"AtOutCoords",s=r.shapeInfo.logicalShape.length,i=e.logicalShape.length,u=p_(r.shapeInfo.logicalShape,e.logicalShape),l=Ue(i),a=i-s,c,p=["x","y","z","w","u","v"];s===0?c="":i<2&&u.length>=1?c="coords = 0;":c=u.map(b=>`coords.${p[b+a]} = 0;`).join(`
`);let f="";i<2&&s>0?f="coords":f=r.shapeInfo.logicalShape.map((b,w)=>`coords.${p[w+a]}`).join(", ");let m="return outputValue;",x=d.sizeFromShape(r.shapeInfo.logicalShape)===1,_=d.sizeFromShape(e.logicalShape)===1;if(s===1&&!x&&!_)m=`
      return vec4(outputValue.xy, outputValue.xy);
    `;else if(x&&!_)i===1?m=`
        return vec4(outputValue.x, outputValue.x, 0., 0.);
      `:m=`
        return vec4(outputValue.x);
      `;else if(u.length){let b=s-2,w=s-1;u.indexOf(b)>-1&&u.indexOf(w)>-1?m="return vec4(outputValue.x);":u.indexOf(b)>-1?m="return vec4(outputValue.x, outputValue.y, outputValue.x, outputValue.y);":u.indexOf(w)>-1&&(m="return vec4(outputValue.xx, outputValue.zz);")}return`
    vec4 ${o}() {
      ${l} coords = getOutputCoords();
      ${c}
      vec4 outputValue = get${n}(${f});
      ${m}
    }
  `}function lT(r,e){let t=r.name,n=t.charAt(0).toUpperCase()+t.slice(1),o="get"+n+"AtOutCoords",s=e.texShape,i=r.shapeInfo.texShape,u=r.shapeInfo.logicalShape.length,l=e.logicalShape.length;if(!r.shapeInfo.isUniform&&u===l&&r.shapeInfo.flatOffset==null&&d.arraysEqual(i,s))return`
      float ${o}() {
        return sampleTexture(${t}, resultUV);
      }
    `;let a=Ue(l),c=p_(r.shapeInfo.logicalShape,e.logicalShape),p=l-u,f,m=["x","y","z","w","u","v"];u===0?f="":l<2&&c.length>=1?f="coords = 0;":f=c.map(x=>`coords.${m[x+p]} = 0;`).join(`
`);let h="";return l<2&&u>0?h="coords":h=r.shapeInfo.logicalShape.map((x,g)=>`coords.${m[g+p]}`).join(", "),`
    float ${o}() {
      ${a} coords = getOutputCoords();
      ${f}
      return get${n}(${h});
    }
  `}function Ue(r){if(r<=1)return"int";if(r===2)return"ivec2";if(r===3)return"ivec3";if(r===4)return"ivec4";if(r===5)return"ivec5";if(r===6)return"ivec6";throw Error(`GPU for rank ${r} is not yet supported`)}function Ei(r,e,t){let{newShape:n,keptDims:o}=d.squeezeShape(e),s=e.length,i=r&&s===3&&e[0]===1,u=i?e.slice(1):n,l=!r&&s>1&&!d.arraysEqual(e,t)&&n.length<s||i;return{useSqueezeShape:l,uniformShape:l?u:e,keptDims:o}}function Ao(r,e){let t=JSON.parse(JSON.stringify(r));return t.shapeInfo.logicalShape=e,t}function Co(r,e){return e.map(t=>r[t]).join(", ")}function g_(r,e,t,n){let o=t.map((c,p)=>{let f={logicalShape:c.shape,texShape:c.isUniform?null:c.texData.texShape,isUniform:c.isUniform,isPacked:c.isUniform?!1:c.texData.isPacked,flatOffset:null};return c.texData!=null&&c.texData.slice!=null&&c.texData.slice.flatOffset>0&&(f.flatOffset=c.texData.slice.flatOffset),{name:e.variableNames[p],shapeInfo:f}}),s=o.map(c=>c.shapeInfo),i={logicalShape:n.shape,texShape:n.texData.texShape,isUniform:!1,isPacked:n.texData.isPacked,flatOffset:null},u=f_(o,i,e),l=Hx(r.gl,u),a=r.createProgram(l);return v().get("ENGINE_COMPILE_ONLY")?{program:e,fragmentShader:l,source:u,webGLProgram:a,inShapeInfos:s,outShapeInfo:i,variablesLocations:null,customUniformLocations:null,infLoc:null,nanLoc:null,outShapeLocation:null,outShapeStridesLocation:null,outTexShapeLocation:null}:(r.buildVao(a),Object.assign({program:e,fragmentShader:l,source:u,webGLProgram:a,inShapeInfos:s,outShapeInfo:i},rm(r,e,a)))}function rm(r,e,t){let n=[],o=[],s,i,u,l=null,a=null;a=r.getUniformLocation(t,"NAN",!1),v().getNumber("WEBGL_VERSION")===1&&(l=r.getUniformLocation(t,"INFINITY",!1));let c=!1;for(let p of e.variableNames){let f={name:p,uniform:r.getUniformLocation(t,p,c),offset:r.getUniformLocation(t,`offset${p}`,c)};e.enableShapeUniforms&&(f.shape=r.getUniformLocation(t,`${p}Shape`,c),f.texShape=r.getUniformLocation(t,`${p}TexShape`,c)),n.push(f)}if(e.enableShapeUniforms&&(s=r.getUniformLocation(t,"outShape",c),u=r.getUniformLocation(t,"outShapeStrides",c),i=r.getUniformLocation(t,"outTexShape",c)),e.customUniforms)for(let p of e.customUniforms)o.push(r.getUniformLocation(t,p.name,c));return{variablesLocations:n,customUniformLocations:o,infLoc:l,nanLoc:a,outShapeLocation:s,outShapeStridesLocation:u,outTexShapeLocation:i}}function d_(r,e){if(r.length!==e.length)throw Error(`Binary was compiled with ${r.length} inputs, but was executed with ${e.length} inputs`);r.forEach((t,n)=>{let o=t.logicalShape,s=e[n],i=s.shape;if(!d.arraysEqual(o,i))throw Error(`Binary was compiled with different shapes than the current args. Shapes ${o} and ${i} must match`);if(t.isUniform&&s.isUniform)return;let u=t.texShape,l=s.isUniform?null:s.texData.texShape;if(!d.arraysEqual(u,l))throw Error(`Binary was compiled with different texture shapes than the current args. Shape ${u} and ${l} must match`)})}function x_(r,e,t,n,o){e.program.enableShapeUniforms||(d_(e.inShapeInfos,t),d_([e.outShapeInfo],[n]));let s=n.texData.texture,i=n.texData.texShape;n.texData.isPacked?r.setOutputPackedMatrixTexture(s.texture,i[0],i[1]):r.setOutputMatrixTexture(s.texture,i[0],i[1]),r.setProgram(e.webGLProgram),r.bindVertexArray(e.webGLProgram.vao),v().getNumber("WEBGL_VERSION")===1&&e.infLoc!==null&&r.gl.uniform1f(e.infLoc,1/0),e.nanLoc!==null&&r.gl.uniform1f(e.nanLoc,NaN);for(let l=0;l<t.length;++l){let a=t[l],{uniform:c,offset:p,shape:f,texShape:m}=e.variablesLocations[l];if(f){let{uniformShape:h}=Ei(e.program.packedInputs,a.shape,a.texData.texShape);switch(h.length){case 1:r.gl.uniform1iv(f,new Int32Array(h));break;case 2:r.gl.uniform2iv(f,new Int32Array(h));break;case 3:r.gl.uniform3iv(f,new Int32Array(h));break;case 4:r.gl.uniform4iv(f,new Int32Array(h));break;default:break}}if(m&&r.gl.uniform2i(m,a.texData.texShape[0],a.texData.texShape[1]),c!=null){if(a.isUniform){if(d.sizeFromShape(a.shape)<2)r.gl.uniform1f(c,a.uniformValues[0]);else{let h=a.uniformValues;h instanceof Float32Array||(h=new Float32Array(h)),r.gl.uniform1fv(c,h)}continue}a.texData.slice!=null&&p!=null&&r.gl.uniform1i(p,a.texData.slice.flatOffset),r.setInputMatrixTexture(a.texData.texture.texture,c,l)}}let u=e.outShapeLocation;if(u)switch(n.shape.length){case 1:r.gl.uniform1iv(u,new Int32Array(n.shape));break;case 2:r.gl.uniform2iv(u,new Int32Array(n.shape));break;case 3:r.gl.uniform3iv(u,new Int32Array(n.shape));break;case 4:r.gl.uniform4iv(u,new Int32Array(n.shape));break;default:break}if(e.outShapeStridesLocation){let l=d.computeStrides(n.shape);switch(n.shape.length){case 2:r.gl.uniform1iv(e.outShapeStridesLocation,new Int32Array(l));break;case 3:r.gl.uniform2iv(e.outShapeStridesLocation,new Int32Array(l));break;case 4:r.gl.uniform3iv(e.outShapeStridesLocation,new Int32Array(l));break;default:break}}if(e.outTexShapeLocation&&r.gl.uniform2i(e.outTexShapeLocation,n.texData.texShape[0],n.texData.texShape[1]),e.program.customUniforms&&o)for(let l=0;l<e.program.customUniforms.length;++l){let a=e.program.customUniforms[l],c=e.customUniformLocations[l],p=o[l];if(a.type==="float")r.gl.uniform1fv(c,p);else if(a.type==="vec2")r.gl.uniform2fv(c,p);else if(a.type==="vec3")r.gl.uniform3fv(c,p);else if(a.type==="vec4")r.gl.uniform4fv(c,p);else if(a.type==="int")r.gl.uniform1iv(c,p);else if(a.type==="ivec2")r.gl.uniform2iv(c,p);else if(a.type==="ivec3")r.gl.uniform3iv(c,p);else if(a.type==="ivec4")r.gl.uniform4iv(c,p);else throw Error(`uniform type ${a.type} is not supported yet.`)}r.executeProgram()}function __(r,e,t){let n="";e.concat(t).forEach(i=>{let u=i.texData!=null&&i.texData.slice!=null&&i.texData.slice.flatOffset>0;if(r.enableShapeUniforms&&!i.isUniform){let l=i.texData.texShape,{useSqueezeShape:a,uniformShape:c,keptDims:p}=Ei(r.packedInputs,i.shape,l),f="",m="",h="";if(c.length===1&&r.packedInputs){let A=[Math.ceil(l[0]/2),Math.ceil(l[1]/2)];f=`${A[0]>1}_${A[1]>1}`}else if(c.length===2&&!r.packedInputs)m=`${c[0]>1}_${c[1]>1}`;else if(c.length>2&&!r.packedInputs){let A=d.computeStrides(c);h=`${A[0]===l[1]}_${A[A.length-1]===l[1]}`}let x=i.shape.length,g=c.length===2&&d.arraysEqual(i.shape,l),_=d.sizeFromShape(i.shape)===1,b=C.getBroadcastDims(i.shape,t.shape),w=!r.packedInputs&&x===t.shape.length&&d.arraysEqual(l,t.texData.texShape),I=r.packedInputs||c.length>2?"":`${l[0]>1}_${l[1]>1}`;n+=`${x}_${w}_${a?p:""}_${c.length}_${_}_${b}_${g}_${f}_${m}_${h}_${I}_${u}`}else{let l=i.isUniform?"uniform":i.texData.texShape;n+=`${i.shape}_${l}_${u}`}});let o=r.userCode,s=r.constructor.name;return s+="_"+n+"_"+o+`${v().getNumber("WEBGL_VERSION")}`,s}function Ce(r){return v().getBool("WEBGL_USE_SHAPES_UNIFORMS")&&r<=4}var Ti=class{constructor(e){this.variableNames=["A"],this.packedInputs=!1,this.packedOutput=!0,this.outPackingScheme=tn.DENSE,this.customUniforms=[{name:"texShape",type:"ivec2"}];let t=$e();this.outputShape=e,this.enableShapeUniforms=Ce(this.outputShape.length),this.userCode=`
      ivec3 outCoordsFromFlatIndex(int index) {
        ${this.enableShapeUniforms?Bn(["r","c","d"],e):jt(["r","c","d"],e)}
        return ivec3(r, c, d);
      }

      void main() {
        ivec2 resTexRC = ivec2(resultUV.yx * vec2(texShape[0], texShape[1]));
        int index = 4 * (resTexRC.x * texShape[1] + resTexRC.y);

        vec4 result = vec4(0.);

        for (int i=0; i<4; i++) {
          int flatIndex = index + i;
          ivec3 rc = outCoordsFromFlatIndex(flatIndex);
          result[i] = getA(rc.x, rc.y, rc.z);
        }

        ${t.output} = result;
      }
    `}};var Ai=class{constructor(e){this.variableNames=["A"],this.packedInputs=!0,this.packedOutput=!0,this.outPackingScheme=tn.DENSE,this.customUniforms=[{name:"texShape",type:"ivec2"}];let t=$e();this.outputShape=e,this.enableShapeUniforms=Ce(this.outputShape.length),this.userCode=`
      ivec3 outCoordsFromFlatIndex(int index) {
        ${this.enableShapeUniforms?Bn(["r","c","d"],e):jt(["r","c","d"],e)}
        return ivec3(r, c, d);
      }

      void main() {
        ivec2 resTexRC = ivec2(resultUV.yx * vec2(texShape[0], texShape[1]));
        int index = 4 * (resTexRC.x * texShape[1] + resTexRC.y);

        vec4 result = vec4(0.);

        for (int i=0; i<4; i++) {
          int flatIndex = index + i;
          ivec3 rc = outCoordsFromFlatIndex(flatIndex);
          result[i] = getChannel(getA(rc.x, rc.y, rc.z), vec2(rc.y, rc.z));
        }

        ${t.output} = result;
      }
    `}};var Ci=class{constructor(e){this.variableNames=["A"],this.outTexUsage=Je.DOWNLOAD;let t=$e();this.outputShape=e,this.userCode=`
      ${Ii}

      void main() {
        float x = getAAtOutCoords();
        ${t.output} = encode_float(x);
      }
    `}};var Ri=class{constructor(e){this.variableNames=["A"],this.packedInputs=!0,this.packedOutput=!1,this.outTexUsage=Je.DOWNLOAD;let t=$e();this.outputShape=e,this.userCode=`
      ${Ii}

      void main() {
        ivec3 coords = getOutputCoords();
        float x = getChannel(getAAtOutCoords(), vec2(coords.y, coords.z));
        ${t.output} = encode_float(x);
      }
    `}};var fT={R:0,G:1,B:2,A:3},$s=class{constructor(e,t=!1,n="RGBA"){this.variableNames=["A"],this.customUniforms=[{name:"texShape",type:"ivec2"}];let o=$e();this.outputShape=e,this.enableShapeUniforms=Ce(this.outputShape.length);let s="result";t&&(s="floor(result * 255. + 0.5)");let i="";for(let u=0;u<n.length;u++){let l=n[u];i+=`
          if(offset == ${u}) {
            result = values[${fT[l]}];
          }`}this.userCode=`
      ${this.enableShapeUniforms?So():vo(e)}

      void main() {
        ivec3 coords = getOutputCoords();
        int flatIndex = getFlatIndex(coords);
        float result = 0.;
        int offset = imod(flatIndex, ${n.length});

        flatIndex = idiv(flatIndex, ${n.length}, 1.);

        int r = flatIndex / texShape[1];
        if (r < texShape[0]) {
          int c = imod(flatIndex, texShape[1]);
          vec2 uv = (vec2(c, r) + halfCR) / vec2(texShape[1], texShape[0]);
          vec4 values = ${o.texture2D}(A, uv);
          ${i}
        }
        ${o.output} = vec4(${s}, 0., 0., 0.);
      }
    `}};var ki=class{constructor(e,t=!1){this.variableNames=["A"],this.packedInputs=!1,this.packedOutput=!0,this.customUniforms=[{name:"texShape",type:"ivec2"}];let n=$e();this.outputShape=e,this.enableShapeUniforms=Ce(this.outputShape.length);let o="",s="result";t&&(s="floor(result * 255. + 0.5)");for(let i=0;i<=1;i++)for(let u=0;u<=1;u++){let l=i*2+u;o+=`
          localCoords = coords;
          if(localCoords[2] + ${u} < ${this.enableShapeUniforms?"outShape[2]":`${e[2]}`}) {
          localCoords[2] += ${u};
          if (localCoords[1] + ${i} < ${this.enableShapeUniforms?"outShape[1]":`${e[1]}`}) {
            localCoords[1] += ${i};

            flatIndex = getFlatIndex(localCoords);
            offset = imod(flatIndex, 4);

            flatIndex = idiv(flatIndex, 4, 1.);

            int r = flatIndex / texShape[1];
            int c = imod(flatIndex, texShape[1]);
            vec2 uv = (vec2(c, r) + halfCR) / vec2(texShape[1], texShape[0]);
            values = ${n.texture2D}(A, uv);

            if (offset == 0) {
              result[${l}] = values[0];
            } else if (offset == 1) {
              result[${l}] = values[1];
            } else if (offset == 2) {
              result[${l}] = values[2];
            } else {
              result[${l}] = values[3];
            }
          }
        }
        `}this.userCode=`
        ${this.enableShapeUniforms?So():vo(e)}

        void main() {
          ivec3 coords = getOutputCoords();

          vec4 result = vec4(0.);
          int flatIndex, r, c, offset;
          ivec3 localCoords;
          vec2 uv;
          vec4 values;

          ${o}

          ${n.output} = ${s};
        }
    `}};function y_(r){let e=$e(),t=`${e.version}
    precision highp float;
    ${e.attribute} vec3 clipSpacePos;
    ${e.attribute} vec2 uv;
    ${e.varyingVs} vec2 resultUV;

    void main() {
      gl_Position = vec4(clipSpacePos, 1);
      resultUV = uv;
    }`;return qx(r,t)}function b_(r){let e=new Float32Array([-1,1,0,0,1,-1,-1,0,0,0,1,1,0,1,1,1,-1,0,1,0]);return Xx(r,e)}function w_(r){let e=new Uint16Array([0,1,2,2,1,3]);return Yx(r,e)}function Ns(r,e,t,n,o,s){Zx(e,t);let i=Qx(r),u=r.TEXTURE_2D;return B(r,()=>r.bindTexture(u,i)),B(r,()=>r.texParameteri(u,r.TEXTURE_WRAP_S,r.CLAMP_TO_EDGE)),B(r,()=>r.texParameteri(u,r.TEXTURE_WRAP_T,r.CLAMP_TO_EDGE)),B(r,()=>r.texParameteri(u,r.TEXTURE_MIN_FILTER,r.NEAREST)),B(r,()=>r.texParameteri(u,r.TEXTURE_MAG_FILTER,r.NEAREST)),v().getNumber("WEBGL_VERSION")===1?B(r,()=>r.texImage2D(u,0,n,e,t,0,o,s,null)):B(r,()=>r.texStorage2D(u,1,n,e,t)),B(r,()=>r.bindTexture(r.TEXTURE_2D,null)),{texture:i,texShape:[t,e]}}function nm(r){return r.internalFormatFloat}function v_(r,e,t,n){let[o,s]=Pn(e,t);return Ns(r,o,s,nm(n),n.textureFormatFloat,r.FLOAT)}function om(r){return r.internalFormatHalfFloat}function S_(r,e,t,n){let[o,s]=Pn(e,t);return Ns(r,o,s,om(n),n.textureFormatFloat,n.textureTypeHalfFloat)}function sm(r){return r.downloadTextureFormat}function I_(r,e,t,n){let[o,s]=Pn(e,t);return Ns(r,o,s,sm(n),r.RGBA,r.UNSIGNED_BYTE)}function am(r){return r.internalFormatPackedFloat}function E_(r,e,t,n){let[o,s]=cr(e,t);return Ns(r,o,s,am(n),r.RGBA,r.FLOAT)}function im(r){return r.internalFormatPackedHalfFloat}function T_(r,e,t,n){let[o,s]=cr(e,t);return Ns(r,o,s,im(n),r.RGBA,n.textureTypeHalfFloat)}function A_(r,e,t){return B(r,()=>r.bindBuffer(r.ARRAY_BUFFER,t)),Zf(r,e,"clipSpacePos",t,3,20,0)&&Zf(r,e,"uv",t,2,20,12)}function C_(r,e,t,n,o,s){B(r,()=>r.bindTexture(r.TEXTURE_2D,e));let i,u,l;o instanceof Uint8Array?(i=new Uint8Array(t*n*4),u=r.UNSIGNED_BYTE,l=r.RGBA):(i=new Float32Array(t*n*4),u=r.FLOAT,l=s.internalFormatPackedFloat),i.set(o),v().getNumber("WEBGL_VERSION")===2?B(r,()=>r.texSubImage2D(r.TEXTURE_2D,0,0,0,t,n,r.RGBA,u,i)):B(r,()=>r.texImage2D(r.TEXTURE_2D,0,l,t,n,0,r.RGBA,u,i)),B(r,()=>r.bindTexture(r.TEXTURE_2D,null))}function R_(r,e,t){B(r,()=>r.bindTexture(r.TEXTURE_2D,e)),t.data instanceof Uint8Array?v().getNumber("WEBGL_VERSION")===2?B(r,()=>r.texSubImage2D(r.TEXTURE_2D,0,0,0,t.width,t.height,r.RGBA,r.UNSIGNED_BYTE,t.data)):B(r,()=>r.texImage2D(r.TEXTURE_2D,0,r.RGBA,t.width,t.height,0,r.RGBA,r.UNSIGNED_BYTE,t.data)):v().getNumber("WEBGL_VERSION")===2?B(r,()=>r.texSubImage2D(r.TEXTURE_2D,0,0,0,r.RGBA,r.UNSIGNED_BYTE,t)):B(r,()=>r.texImage2D(r.TEXTURE_2D,0,r.RGBA,r.RGBA,r.UNSIGNED_BYTE,t)),B(r,()=>r.bindTexture(r.TEXTURE_2D,null))}function k_(r,e,t,n){let o=r.createBuffer();B(r,()=>r.bindBuffer(r.PIXEL_PACK_BUFFER,o));let u=4*4*e*t;return B(r,()=>r.bufferData(r.PIXEL_PACK_BUFFER,u,r.STREAM_READ)),B(r,()=>r.readPixels(0,0,t,e,r.RGBA,r.FLOAT,0)),B(r,()=>r.bindBuffer(r.PIXEL_PACK_BUFFER,null)),o}function $_(r,e,t){let n=r,o=new Float32Array(t);return n.bindBuffer(n.PIXEL_PACK_BUFFER,e),n.getBufferSubData(n.PIXEL_PACK_BUFFER,0,o),n.bindBuffer(n.PIXEL_PACK_BUFFER,null),o}function N_(r,e,t,n){let[o,s]=Pn(e,t),i=4,u=new Uint8Array(Wx(e*t,i));return B(r,()=>r.readPixels(0,0,o,s,n.downloadTextureFormat,r.UNSIGNED_BYTE,u)),new Float32Array(u.buffer)}function F_(r,e,t,n,o,s,i,u){let l=r,a=new Float32Array(zx(s,i));return l.bindBuffer(l.PIXEL_PACK_BUFFER,e),l.getBufferSubData(l.PIXEL_PACK_BUFFER,0,a),l.bindBuffer(l.PIXEL_PACK_BUFFER,null),a}function M_(r,e,t){let n=new Float32Array(e*t*4);return B(r,()=>r.readPixels(0,0,t,e,r.RGBA,r.FLOAT,n)),n}var Ro=class{constructor(e){this.outputTexture=null,this.program=null,this.disposed=!1,this.itemsToPoll=[];let t=v().getNumber("WEBGL_VERSION");if(e!=null?(this.gl=e,Gx(t,e)):this.gl=wt(t),e=this.gl,v().getNumber("WEBGL_VERSION")===2){let s=e;this.createVertexArray=()=>B(s,()=>s.createVertexArray()),this.bindVertexArray=i=>B(s,()=>s.bindVertexArray(i)),this.deleteVertexArray=i=>B(s,()=>s.deleteVertexArray(i)),this.getVertexArray=()=>B(s,()=>s.getParameter(s.VERTEX_ARRAY_BINDING))}else if(e!=null){let s=e.getExtension("OES_vertex_array_object");if(s==null)throw new Error("All WebGL1 implementations are expected to offer OES_vertex_array_object.");this.createVertexArray=()=>B(e,()=>s.createVertexArrayOES()),this.bindVertexArray=i=>B(e,()=>s.bindVertexArrayOES(i)),this.deleteVertexArray=i=>B(e,()=>s.deleteVertexArrayOES(i)),this.getVertexArray=()=>B(e,()=>e.getParameter(s.VERTEX_ARRAY_BINDING_OES))}let n="WEBGL_color_buffer_float",o="EXT_color_buffer_half_float";if(this.parallelCompilationExtension=this.gl.getExtension("KHR_parallel_shader_compile"),v().getNumber("WEBGL_VERSION")===1){let s="OES_texture_float",i="OES_texture_half_float";if(this.textureFloatExtension=As(this.gl,s),Tt(this.gl,i))this.textureHalfFloatExtension=As(this.gl,i);else if(v().get("WEBGL_FORCE_F16_TEXTURES"))throw new Error("GL context does not support half float textures, yet the environment flag WEBGL_FORCE_F16_TEXTURES is set to true.");if(this.colorBufferFloatExtension=this.gl.getExtension(n),Tt(this.gl,o))this.colorBufferHalfFloatExtension=As(this.gl,o);else if(v().get("WEBGL_FORCE_F16_TEXTURES"))throw new Error("GL context does not support color renderable half floats, yet the environment flag WEBGL_FORCE_F16_TEXTURES is set to true.")}else if(n="EXT_color_buffer_float",Tt(this.gl,n))this.colorBufferFloatExtension=this.gl.getExtension(n);else if(Tt(this.gl,o))this.colorBufferHalfFloatExtension=this.gl.getExtension(o);else throw new Error("GL context does not support color renderable floats");this.vertexBuffer=b_(this.gl),this.indexBuffer=w_(this.gl),this.framebuffer=Jx(this.gl),this.textureConfig=Ts(this.gl,this.textureHalfFloatExtension)}get debug(){return v().getBool("DEBUG")}dispose(){if(this.disposed)return;this.program!=null&&console.warn("Disposing a GPGPUContext that still has a bound WebGLProgram. This is probably a resource leak, delete the program with GPGPUContext.deleteProgram before disposing."),this.outputTexture!=null&&console.warn("Disposing a GPGPUContext that still has a bound output matrix texture.  This is probably a resource leak, delete the output matrix texture with GPGPUContext.deleteMatrixTexture before disposing.");let e=this.gl;B(e,()=>e.finish()),B(e,()=>e.bindFramebuffer(e.FRAMEBUFFER,null)),B(e,()=>e.deleteFramebuffer(this.framebuffer)),B(e,()=>e.bindBuffer(e.ARRAY_BUFFER,null)),B(e,()=>e.bindBuffer(e.ELEMENT_ARRAY_BUFFER,null)),B(e,()=>e.deleteBuffer(this.indexBuffer)),this.disposed=!0}createFloat32MatrixTexture(e,t){return this.throwIfDisposed(),v_(this.gl,e,t,this.textureConfig)}createFloat16MatrixTexture(e,t){return this.throwIfDisposed(),S_(this.gl,e,t,this.textureConfig)}createUnsignedBytesMatrixTexture(e,t){return this.throwIfDisposed(),I_(this.gl,e,t,this.textureConfig)}uploadPixelDataToTexture(e,t){this.throwIfDisposed(),R_(this.gl,e,t)}uploadDenseMatrixToTexture(e,t,n,o){this.throwIfDisposed(),C_(this.gl,e,t,n,o,this.textureConfig)}createFloat16PackedMatrixTexture(e,t){return this.throwIfDisposed(),T_(this.gl,e,t,this.textureConfig)}createPackedMatrixTexture(e,t){return this.throwIfDisposed(),E_(this.gl,e,t,this.textureConfig)}deleteMatrixTexture(e){this.throwIfDisposed(),this.outputTexture===e&&(Jf(this.gl,this.framebuffer),this.outputTexture=null),B(this.gl,()=>this.gl.deleteTexture(e))}downloadByteEncodedFloatMatrixFromOutputTexture(e,t,n){return this.downloadMatrixDriver(e,()=>N_(this.gl,t,n,this.textureConfig))}downloadPackedMatrixFromBuffer(e,t,n,o,s,i){return F_(this.gl,e,t,n,o,s,i,this.textureConfig)}downloadFloat32MatrixFromBuffer(e,t){return $_(this.gl,e,t)}createBufferFromTexture(e,t,n){this.bindTextureToFrameBuffer(e);let o=k_(this.gl,t,n,this.textureConfig);return this.unbindTextureToFrameBuffer(),o}createAndWaitForFence(){let e=this.createFence(this.gl);return this.pollFence(e)}createFence(e){let t,n;if(v().getBool("WEBGL_FENCE_API_ENABLED")){let o=e,s=o.fenceSync(o.SYNC_GPU_COMMANDS_COMPLETE,0);e.flush(),n=()=>{let i=o.clientWaitSync(s,0,0);return i===o.ALREADY_SIGNALED||i===o.CONDITION_SATISFIED},t=s}else v().getNumber("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_VERSION")>0?(t=this.beginQuery(),this.endQuery(),n=()=>this.isQueryAvailable(t,v().getNumber("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_VERSION"))):n=()=>!0;return{query:t,isFencePassed:n}}downloadMatrixFromPackedTexture(e,t,n){return this.downloadMatrixDriver(e,()=>M_(this.gl,t,n))}createProgram(e){this.throwIfDisposed();let t=this.gl;this.vertexShader==null&&(this.vertexShader=y_(t));let n=Kx(t);B(t,()=>t.attachShader(n,this.vertexShader)),B(t,()=>t.attachShader(n,e)),jx(t,n);let o=Object.assign(n,{vao:this.createVertexArray()});return this.debug&&vi(t,o),o}buildVao(e){this.setProgram(e),this.bindVertexArray(e.vao);let t=this.gl;B(t,()=>t.bindBuffer(t.ELEMENT_ARRAY_BUFFER,this.indexBuffer)),A_(t,e,this.vertexBuffer)}deleteProgram(e){this.throwIfDisposed(),e===this.program&&(this.program=null),e!=null&&(B(this.gl,()=>this.gl.deleteProgram(e)),this.deleteVertexArray(e.vao))}setProgram(e){this.throwIfDisposed(),this.program=e,this.program!=null&&this.debug&&vi(this.gl,this.program),B(this.gl,()=>this.gl.useProgram(e))}getUniformLocation(e,t,n=!0){return this.throwIfDisposed(),n?e_(this.gl,e,t):t_(this.gl,e,t)}getAttributeLocation(e,t){return this.throwIfDisposed(),B(this.gl,()=>this.gl.getAttribLocation(e,t))}getUniformLocationNoThrow(e,t){return this.throwIfDisposed(),this.gl.getUniformLocation(e,t)}setInputMatrixTexture(e,t,n){this.throwIfDisposed(),this.throwIfNoProgram(),r_(this.gl,e,t,n)}setOutputMatrixTexture(e,t,n){this.setOutputMatrixTextureDriver(e,n,t)}setOutputPackedMatrixTexture(e,t,n){this.throwIfDisposed();let[o,s]=cr(t,n);this.setOutputMatrixTextureDriver(e,o,s)}setOutputMatrixWriteRegion(e,t,n,o){this.setOutputMatrixWriteRegionDriver(n,e,o,t)}setOutputPackedMatrixWriteRegion(e,t,n,o){throw new Error("setOutputPackedMatrixWriteRegion not implemented.")}debugValidate(){this.program!=null&&vi(this.gl,this.program),Cs(this.gl)}executeProgram(){this.throwIfDisposed(),this.throwIfNoProgram();let e=this.gl;if(this.debug){let t=this.getVertexArray();console.assert(t===this.program.vao,"VAO changed between setProgram and executeProgram!"),this.debugValidate()}B(e,()=>e.drawElements(e.TRIANGLES,6,e.UNSIGNED_SHORT,0))}blockUntilAllProgramsCompleted(){this.throwIfDisposed(),B(this.gl,()=>this.gl.finish())}getQueryTimerExtension(){return this.disjointQueryTimerExtension==null&&(this.disjointQueryTimerExtension=As(this.gl,v().getNumber("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_VERSION")===2?"EXT_disjoint_timer_query_webgl2":"EXT_disjoint_timer_query")),this.disjointQueryTimerExtension}getQueryTimerExtensionWebGL2(){return this.getQueryTimerExtension()}getQueryTimerExtensionWebGL1(){return this.getQueryTimerExtension()}beginQuery(){if(v().getNumber("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_VERSION")===2){let n=this.gl,o=this.getQueryTimerExtensionWebGL2(),s=n.createQuery();return n.beginQuery(o.TIME_ELAPSED_EXT,s),s}let e=this.getQueryTimerExtensionWebGL1(),t=e.createQueryEXT();return e.beginQueryEXT(e.TIME_ELAPSED_EXT,t),t}endQuery(){if(v().getNumber("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_VERSION")===2){let t=this.gl,n=this.getQueryTimerExtensionWebGL2();t.endQuery(n.TIME_ELAPSED_EXT);return}let e=this.getQueryTimerExtensionWebGL1();e.endQueryEXT(e.TIME_ELAPSED_EXT)}async waitForQueryAndGetTime(e){return await d.repeatedTry(()=>this.disposed||this.isQueryAvailable(e,v().getNumber("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_VERSION"))),this.getQueryTime(e,v().getNumber("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_VERSION"))}getQueryTime(e,t){if(t===0)return null;if(t===2){let n=this.gl;return n.getQueryParameter(e,n.QUERY_RESULT)/1e6}else{let n=this.getQueryTimerExtensionWebGL1();return n.getQueryObjectEXT(e,n.QUERY_RESULT_EXT)/1e6}}isQueryAvailable(e,t){if(t===0)return!0;if(t===2){let n=this.gl,o=this.getQueryTimerExtensionWebGL2(),s=n.getQueryParameter(e,n.QUERY_RESULT_AVAILABLE);return this.disjoint==null&&(this.disjoint=this.gl.getParameter(o.GPU_DISJOINT_EXT)),s&&!this.disjoint}else{let n=this.getQueryTimerExtensionWebGL1(),o=n.getQueryObjectEXT(e,n.QUERY_RESULT_AVAILABLE_EXT);return this.disjoint==null&&(this.disjoint=this.gl.getParameter(n.GPU_DISJOINT_EXT)),o&&!this.disjoint}}pollFence(e){return new Promise(t=>{this.addItemToPoll(()=>e.isFencePassed(),()=>t())})}pollItems(){let e=hT(this.itemsToPoll.map(t=>t.isDoneFn));for(let t=0;t<=e;++t){let{resolveFn:n}=this.itemsToPoll[t];n()}this.itemsToPoll=this.itemsToPoll.slice(e+1)}addItemToPoll(e,t){if(this.itemsToPoll.push({isDoneFn:e,resolveFn:t}),this.itemsToPoll.length>1)return;let n;"setTimeoutCustom"in v().platform&&(n=v().platform.setTimeoutCustom.bind(v().platform)),d.repeatedTry(()=>(this.pollItems(),this.itemsToPoll.length===0),()=>0,null,n)}bindTextureToFrameBuffer(e){this.throwIfDisposed(),Si(this.gl,e,this.framebuffer),this.debug&&Cs(this.gl)}unbindTextureToFrameBuffer(){this.outputTexture!=null?(Si(this.gl,this.outputTexture,this.framebuffer),this.debug&&Cs(this.gl)):Jf(this.gl,this.framebuffer)}downloadMatrixDriver(e,t){this.bindTextureToFrameBuffer(e);let n=t();return this.unbindTextureToFrameBuffer(),n}setOutputMatrixTextureDriver(e,t,n){this.throwIfDisposed();let o=this.gl;Si(o,e,this.framebuffer),this.debug&&Cs(o),this.outputTexture=e,B(o,()=>o.viewport(0,0,t,n)),B(o,()=>o.scissor(0,0,t,n))}setOutputMatrixWriteRegionDriver(e,t,n,o){this.throwIfDisposed(),B(this.gl,()=>this.gl.scissor(e,t,n,o))}throwIfDisposed(){if(this.disposed)throw new Error("Attempted to use disposed GPGPUContext.")}throwIfNoProgram(){if(this.program==null)throw new Error("No GPU program is currently set.")}};function hT(r){let e=0;for(;e<r.length&&r[e]();++e);return e-1}var{addImpl:D_,bincountImpl:PV,bincountReduceImpl:BV,bitwiseAndImpl:LV,castImpl:P_,ceilImpl:OV,concatImpl:B_,equalImpl:UV,expImpl:L_,expm1Impl:GV,floorImpl:WV,gatherNdImpl:zV,gatherV2Impl:VV,greaterImpl:qV,greaterEqualImpl:HV,lessImpl:KV,lessEqualImpl:jV,linSpaceImpl:XV,logImpl:YV,maxImpl:QV,maximumImpl:ZV,minimumImpl:JV,multiplyImpl:O_,negImpl:e6,notEqualImpl:U_,prodImpl:t6,raggedGatherImpl:r6,raggedRangeImpl:n6,raggedTensorToTensorImpl:o6,rangeImpl:s6,rsqrtImpl:a6,scatterImpl:i6,sigmoidImpl:G_,simpleAbsImpl:W_,sliceImpl:z_,sparseFillEmptyRowsImpl:u6,sparseReshapeImpl:l6,sparseSegmentReductionImpl:c6,sqrtImpl:V_,staticRegexReplaceImpl:p6,stridedSliceImpl:f6,stringNGramsImpl:m6,stringSplitImpl:h6,stringToHashBucketFastImpl:d6,subImpl:q_,tileImpl:g6,topKImpl:x6,transposeImpl:um,uniqueImpl:_6}=Ss;function lm(r,e){return["x","y","z","w","u","v"].slice(0,e).map(t=>`${r}.${t}`)}function Xt(r,e){return e===1?[r]:lm(r,e)}function H_(r,e){if(r===1)return"rc";let t="";for(let n=0;n<r;n++)t+=e[n],n<r-1&&(t+=",");return t}var $i=class{constructor(e){if(this.variableNames=["A"],this.packedInputs=!1,this.packedOutput=!0,this.outputShape=e,this.rank=e.length,this.enableShapeUniforms=Ce(this.outputShape.length),this.rank===0)this.userCode=`
        void main() {
          setOutput(vec4(getA(), 0., 0., 0.));
        }
      `;else{let t=Xt("rc",this.rank),n=Ue(this.rank),o=this.getOutOfBoundsCondition(t),s=this.getSetup(t),i=this.getOutput(t);this.userCode=`
        void main() {
          ${n} rc = getOutputCoords();

          if(${o}) {
            setOutput(vec4(0));
          } else {
            ${s}

            setOutput(vec4(${i}));
          }
        }
      `}}getSourceCoordsArr(e){let t=[];for(let n=0;n<=1;n++)for(let o=0;o<=1;o++){let s=`${n===0?"r":"rp1"}, ${o===0?"c":"cp1"}`;for(let i=2;i<this.rank;i++)s=`${e[e.length-1-i]},`+s;t.push(s)}return t}getOutOfBoundsCondition(e){if(this.rank===1)return`rc > ${this.enableShapeUniforms?"outShape":this.outputShape[0]}`;let t="";for(let n=this.rank-2;n<this.rank;n++)t+=`${e[n]} >= ${this.enableShapeUniforms?`outShape[${n}]`:this.outputShape[n]}`,n<this.rank-1&&(t+="||");return t}getSetup(e){if(this.rank===1)return"";let t=e.slice(-2),n=this.enableShapeUniforms?`outShape[${this.rank} - 1]`:this.outputShape[this.rank-1],o=this.enableShapeUniforms?`outShape[${this.rank} - 2]`:this.outputShape[this.rank-2];return`
      int r = ${t[0]};
      int c = ${t[1]};
      int rp1 = r + 1;
      int cp1 = c + 1;

      bool cEdge = cp1 >= ${n};
      bool rEdge = rp1 >= ${o};
    `}getOutput(e){let t=this.getSourceCoordsArr(e);return this.rank===1?`getA(rc), (rc + 1 >= ${this.enableShapeUniforms?"outShape":this.outputShape[0]} ? 0. : getA(rc + 1)), 0, 0`:`getA(${t[0]}),
            cEdge ? 0. : getA(${t[1]}),
            rEdge ? 0. : getA(${t[2]}),
            rEdge || cEdge ? 0. : getA(${t[3]})`}};var ko=class{constructor(e,t){this.variableNames=["A"],this.packedInputs=!0,this.packedOutput=!0,this.customUniforms=[{name:"inputShape",type:"ivec3"}],this.outputShape=e,this.enableShapeUniforms=Ce(this.outputShape.length);let n="";for(let o=0;o<4;o++){let s="thisRC = rc;";o%2===1&&(s+="thisRC.z += 1;"),o>1&&(s+="thisRC.y += 1;"),n+=`
        ${s}
        ${o>0?"if(thisRC.y < rows && thisRC.z < cols){":""}
          int flatIndex = getFlatIndex(thisRC);

          ivec3 inputRC = inputCoordsFromReshapedOutCoords(flatIndex);
          vec2 inputRCInnerDims = vec2(float(inputRC.y),float(inputRC.z));

          result[${o}] =
            getChannel(getA(inputRC.x, inputRC.y, inputRC.z), inputRCInnerDims);
        ${o>0?"}":""}
      `}this.userCode=`
      ${dT(t,this.enableShapeUniforms)}
      ${this.enableShapeUniforms?So():vo(e)}

      void main() {
        ivec3 rc = getOutputCoords();

        vec4 result = vec4(0.);

        ivec3 thisRC;
        int rows = ${this.enableShapeUniforms?"outShape[1]":e[1]};
        int cols = ${this.enableShapeUniforms?"outShape[2]":e[2]};

        ${n}

        setOutput(result);
      }
    `}};function dT(r,e){return`
    ivec3 inputCoordsFromReshapedOutCoords(int index) {
      ${e?c_(["r","c","d"],"inputShape"):jt(["r","c","d"],r)}
      return ivec3(r, c, d);
    }
  `}var Ni=class{constructor(e){this.gpgpu=e,this.numUsedTextures=0,this.numFreeTextures=0,this._numBytesAllocated=0,this._numBytesFree=0,this.freeTextures={},this.usedTextures={},this.logEnabled=!1}acquireTexture(e,t,n){let o=j_(t,n),s=X_(e,o,n);s in this.freeTextures||(this.freeTextures[s]=[]),s in this.usedTextures||(this.usedTextures[s]=[]);let i=K_(e,o,this.gpgpu.gl,this.gpgpu.textureConfig,n);if(this.freeTextures[s].length>0){this.numFreeTextures--,this.numUsedTextures++,this._numBytesFree-=i,this.log();let l=this.freeTextures[s].pop();return this.usedTextures[s].push(l),l}let u;return o===Be.PACKED_2X2_FLOAT32?u=this.gpgpu.createPackedMatrixTexture(e[0],e[1]):o===Be.PACKED_2X2_FLOAT16?u=this.gpgpu.createFloat16PackedMatrixTexture(e[0],e[1]):o===Be.UNPACKED_FLOAT32?u=this.gpgpu.createFloat32MatrixTexture(e[0],e[1]):o===Be.UNPACKED_FLOAT16?u=this.gpgpu.createFloat16MatrixTexture(e[0],e[1]):o===Be.PACKED_4X1_UNSIGNED_BYTE&&(u=this.gpgpu.createUnsignedBytesMatrixTexture(e[0],e[1])),this.usedTextures[s].push(u),this.numUsedTextures++,this._numBytesAllocated+=i,this.log(),u}releaseTexture(e,t,n,o){if(this.freeTextures==null)return;let s=j_(n,o),i=X_(t,s,o);i in this.freeTextures||(this.freeTextures[i]=[]);let u=K_(t,s,this.gpgpu.gl,this.gpgpu.textureConfig,o),l=v().getNumber("WEBGL_DELETE_TEXTURE_THRESHOLD");l!==-1&&this._numBytesAllocated>l?(this.gpgpu.deleteMatrixTexture(e.texture),this._numBytesAllocated-=u):(this.freeTextures[i].push(e),this.numFreeTextures++,this._numBytesFree+=u),this.numUsedTextures--;let a=this.usedTextures[i],c=a&&a.indexOf(e);if(c==null||c<0)throw new Error("Cannot release a texture that was never provided by this texture manager");a[c]=a[a.length-1],a.pop(),this.log()}log(){if(!this.logEnabled)return;let e=this.numFreeTextures+this.numUsedTextures;console.log("Free/Used",`${this.numFreeTextures} / ${this.numUsedTextures}`,`(${e})`);let t=this._numBytesFree/this._numBytesAllocated;console.log(`Bytes allocated: ${this._numBytesAllocated}`),console.log(`Bytes unused: ${this._numBytesFree} (${Math.round(100*t)}%)`)}get numBytesAllocated(){return this._numBytesAllocated}get numBytesFree(){return this._numBytesFree}getNumUsedTextures(){return this.numUsedTextures}getNumFreeTextures(){return this.numFreeTextures}dispose(){if(this.freeTextures!=null){for(let e in this.freeTextures)this.freeTextures[e].forEach(t=>{this.gpgpu.deleteMatrixTexture(t.texture)});for(let e in this.usedTextures)this.usedTextures[e].forEach(t=>{this.gpgpu.deleteMatrixTexture(t.texture)});this.freeTextures=null,this.usedTextures=null,this.numUsedTextures=0,this.numFreeTextures=0,this._numBytesAllocated=0,this._numBytesFree=0}}};function gT(r,e){let t=r;if(e===t.R32F)return 4;if(e===t.R16F)return 2;if(e===t.RGBA32F)return 16;if(e===r.RGBA)return 16;if(e===t.RGBA16F)return 8;if(e===t.RGBA8)return 4;throw new Error(`Unknown internal format ${e}`)}function K_(r,e,t,n,o){let s=xT(e,n),i;if(o){let[l,a]=cr(r[0],r[1]);i=l*a}else{let[l,a]=Pn(r[0],r[1]);i=l*a}let u=gT(t,s);return i*u}function xT(r,e){switch(r){case Be.PACKED_2X2_FLOAT32:return am(e);case Be.PACKED_2X2_FLOAT16:return im(e);case Be.UNPACKED_FLOAT32:return nm(e);case Be.UNPACKED_FLOAT16:return om(e);case Be.PACKED_4X1_UNSIGNED_BYTE:return sm(e);default:throw new Error(`Unknown physical texture type ${r}`)}}function _T(r){return v().getBool("WEBGL_RENDER_FLOAT32_ENABLED")?r?Be.PACKED_2X2_FLOAT32:Be.UNPACKED_FLOAT32:r?Be.PACKED_2X2_FLOAT16:Be.UNPACKED_FLOAT16}function j_(r,e){if(r===Je.UPLOAD)return Be.PACKED_2X2_FLOAT32;if(r===Je.RENDER||r==null)return _T(e);if(r===Je.DOWNLOAD||r===Je.PIXELS)return Be.PACKED_4X1_UNSIGNED_BYTE;throw new Error(`Unknown logical texture type ${r}`)}function X_(r,e,t){return`${r[0]}_${r[1]}_${e}_${t}`}var ft=class{constructor(e,t){this.variableNames=["A"],this.outputShape=e,this.enableShapeUniforms=Ce(this.outputShape.length),this.userCode=`
      float unaryOperation(float x) {
        ${t}
      }

      void main() {
        float x = getAAtOutCoords();
        float y = unaryOperation(x);

        setOutput(y);
      }
    `}},$o="if (isnan(x)) return x;",Y_="return x;",cm="return abs(x);";var Q_="return (x >= 0.0) ? x : (exp(x) - 1.0);",Z_=$o+`
  return (x < 0.0) ? 0.0 : x;
`,J_=$o+`
  return (x < 0.0) ? 0.0 : min(6.0, x);
`,pr="return x;",ey="return 1.0 / (1.0 + exp(-1.0 * x));";var ry="return x;",ny=`
  vec4 result;

  result.r = (x.r >= 0.0) ? x.r : (exp(x.r) - 1.0);
  result.g = (x.g >= 0.0) ? x.g : (exp(x.g) - 1.0);
  result.b = (x.b >= 0.0) ? x.b : (exp(x.b) - 1.0);
  result.a = (x.a >= 0.0) ? x.a : (exp(x.a) - 1.0);

  return result;
`,oy=`
  vec4 result = x * vec4(greaterThanEqual(x, vec4(0.0)));
  bvec4 isNaN = isnan(x);

  result.r = isNaN.r ? x.r : result.r;
  result.g = isNaN.g ? x.g : result.g;
  result.b = isNaN.b ? x.b : result.b;
  result.a = isNaN.a ? x.a : result.a;

  return result;
`,sy=`
  vec4 result = min(x, vec4(6.)) * vec4(greaterThanEqual(x, vec4(0.0)));
  bvec4 isNaN = isnan(x);

  result.r = isNaN.r ? x.r : result.r;
  result.g = isNaN.g ? x.g : result.g;
  result.b = isNaN.b ? x.b : result.b;
  result.a = isNaN.a ? x.a : result.a;

  return result;
`,ay="return 1.0 / (1.0 + exp(-1.0 * x));",Yt=class{constructor(e,t){this.variableNames=["A"],this.packedInputs=!0,this.packedOutput=!0,this.outputShape=e,this.enableShapeUniforms=Ce(this.outputShape.length),this.userCode=`
      vec4 unaryOperation(vec4 x) {
        ${t}
      }

      void main() {
        vec4 x = getAAtOutCoords();
        vec4 y = unaryOperation(x);

        setOutput(y);
      }
    `}};var Fi=class{constructor(e){this.variableNames=["A"],this.packedInputs=!0,this.packedOutput=!1,this.outputShape=e,this.enableShapeUniforms=Ce(this.outputShape.length);let t=e.length,n=Xt("rc",t),o=Ue(t),s=H_(t,n),i=n.slice(-2),u=t<=1?"rc":`vec2(${i.join(",")})`;this.userCode=`
      void main() {
        ${o} rc = getOutputCoords();
        vec4 packedInput = getA(${s});

        setOutput(getChannel(packedInput, ${u}));
      }
    `}};var bT=fi.whereImpl,wT=1e-7,vT=1e-4,Mi={};function ST(r){return r in Mi||(Mi[r]={}),Mi[r]}var IT=v().getNumber("CPU_HANDOFF_SIZE_THRESHOLD"),ET=600;function TT(){return v().global.screen==null?1024:v().global.screen.height*v().global.screen.width*window.devicePixelRatio*ET/1024/1024}var Fs=class r extends Ut{nextDataId(){return r.nextDataId++}constructor(e){if(super(),this.pendingRead=new WeakMap,this.pendingDisposal=new WeakSet,this.dataRefCount=new WeakMap,this.numBytesInGPU=0,this.uploadWaitMs=0,this.downloadWaitMs=0,this.lastGlFlushTime=0,this.warnedAboutMemory=!1,this.pendingDeletes=0,this.disposed=!1,!v().getBool("HAS_WEBGL"))throw new Error("WebGL is not supported on this device");let t;if(e!=null){if(e instanceof Ro)t=e;else{let n=wt(v().getNumber("WEBGL_VERSION"),e);t=new Ro(n)}this.binaryCache={},this.gpgpuCreatedLocally=!1}else{let n=wt(v().getNumber("WEBGL_VERSION"));t=new Ro(n),this.binaryCache=ST(v().getNumber("WEBGL_VERSION")),this.gpgpuCreatedLocally=!0}this.gpgpu=t,this.canvas=this.gpgpu.gl.canvas,this.textureManager=new Ni(this.gpgpu),this.numMBBeforeWarning=TT(),this.texData=new vr(this,at())}numDataIds(){return this.texData.numDataIds()-this.pendingDeletes}writeTexture(e,t,n,o,s,i){let u=this.makeTensorInfo(t,n),l=this.texData.get(u.dataId);l.isPacked=!1,l.texture={texture:e,texShape:[o,s]},l.texShape=[o,s];let a=Rs(t),c=new $s(a,!1,i),p=this.runWebGLProgram(c,[u],n,[[o,s]]);return p.shape=t,l.texture=null,this.disposeIntermediateTensorInfo(u),p.dataId}write(e,t,n){if((v().getBool("WEBGL_CHECK_NUMERICAL_PROBLEMS")||v().getBool("DEBUG"))&&this.checkNumericalProblems(e),n==="complex64"&&e!=null)throw new Error("Cannot write to a complex64 dtype. Please use tf.complex(real, imag).");let o={id:this.nextDataId()};return this.texData.set(o,{shape:t,dtype:n,values:e,usage:Je.UPLOAD,refCount:1}),o}refCount(e){return this.texData.has(e)?this.texData.get(e).refCount:0}incRef(e){let t=this.texData.get(e);t.refCount++}decRef(e){if(this.texData.has(e)){let t=this.texData.get(e);t.refCount--}}move(e,t,n,o,s){if(v().getBool("DEBUG")&&this.checkNumericalProblems(t),o==="complex64")throw new Error("Cannot write to a complex64 dtype. Please use tf.complex(real, imag).");this.texData.set(e,{shape:n,dtype:o,values:t,usage:Je.UPLOAD,refCount:s})}disposeIntermediateTensorInfo(e){this.disposeData(e.dataId)}readSync(e){let t=this.texData.get(e),{values:n,dtype:o,complexTensorInfos:s,slice:i,shape:u,isPacked:l}=t;if(i!=null){let f;l?f=new Yt(u,pr):f=new ft(u,pr);let m=this.runWebGLProgram(f,[{dataId:e,shape:u,dtype:o}],o),h=this.readSync(m.dataId);return this.disposeIntermediateTensorInfo(m),h}if(n!=null)return this.convertAndCacheOnCPU(e);if(o==="string")return n;let a=this.activeTimers!=null,c;a&&(c=d.now());let p;if(o==="complex64"){let f=this.readSync(s.real.dataId),m=this.readSync(s.imag.dataId);p=C.mergeRealAndImagArrays(f,m)}else p=this.getValuesFromTexture(e);return a&&(this.downloadWaitMs+=d.now()-c),this.convertAndCacheOnCPU(e,p)}async read(e){if(this.pendingRead.has(e)){let h=this.pendingRead.get(e);return new Promise(x=>h.push(x))}let t=this.texData.get(e),{values:n,shape:o,slice:s,dtype:i,complexTensorInfos:u,isPacked:l}=t;if(s!=null){let h;l?h=new Yt(o,pr):h=new ft(o,pr);let x=this.runWebGLProgram(h,[{dataId:e,shape:o,dtype:i}],i),g=this.read(x.dataId);return this.disposeIntermediateTensorInfo(x),g}if(n!=null)return this.convertAndCacheOnCPU(e);if(v().getBool("DEBUG")&&!v().getBool("WEBGL_DOWNLOAD_FLOAT_ENABLED")&&v().getNumber("WEBGL_VERSION")===2)throw new Error("tensor.data() with WEBGL_DOWNLOAD_FLOAT_ENABLED=false and WEBGL_VERSION=2 not yet supported.");let a=null,c;if(i!=="complex64"&&v().get("WEBGL_BUFFER_SUPPORTED")){c=this.decode(e);let h=this.texData.get(c.dataId);a=this.gpgpu.createBufferFromTexture(h.texture.texture,...Es(o))}this.pendingRead.set(e,[]),i!=="complex64"&&await this.gpgpu.createAndWaitForFence();let p;if(i==="complex64"){let h=await Promise.all([this.read(u.real.dataId),this.read(u.imag.dataId)]),x=h[0],g=h[1];p=C.mergeRealAndImagArrays(x,g)}else if(a==null)p=this.getValuesFromTexture(e);else{let h=d.sizeFromShape(o);p=this.gpgpu.downloadFloat32MatrixFromBuffer(a,h)}if(c!=null&&this.disposeIntermediateTensorInfo(c),a!=null){let h=this.gpgpu.gl;B(h,()=>h.deleteBuffer(a))}let f=this.convertAndCacheOnCPU(e,p),m=this.pendingRead.get(e);return this.pendingRead.delete(e),m.forEach(h=>h(f)),this.pendingDisposal.has(e)&&(this.pendingDisposal.delete(e),this.disposeData(e)&&at().removeDataId(e,this),this.pendingDeletes--),f}readToGPU(e,t={}){let n=this.texData.get(e),{values:o,shape:s,slice:i,dtype:u,isPacked:l,texture:a}=n;if(u==="complex64")throw new Error("Does not support reading texture for complex64 dtype.");if(i!=null){let m;l?m=new Yt(s,pr):m=new ft(s,pr);let h=this.runWebGLProgram(m,[{dataId:e,shape:s,dtype:u}],u),x=this.readToGPU(h,t);return this.disposeIntermediateTensorInfo(h),x}if(a==null)throw o!=null?new Error("Data is not on GPU but on CPU."):new Error("There is no data on GPU or CPU.");let c=this.decode(e,t.customTexShape),p=at().makeTensorFromTensorInfo(c),f=this.texData.get(c.dataId);return Object.assign({tensorRef:p},f.texture)}bufferSync(e){let t=this.readSync(e.dataId);if(e.dtype==="string")try{let n=t.map(o=>d.decodeString(o));return fe(e.shape,e.dtype,n)}catch{throw new Error("Failed to decode encoded string bytes into utf-8")}return fe(e.shape,e.dtype,t)}checkNumericalProblems(e){if(e!=null)for(let t=0;t<e.length;t++){let n=e[t];if(!Vx(n))throw v().getBool("WEBGL_RENDER_FLOAT32_CAPABLE")?Error(`The value ${n} cannot be represented with your current settings. Consider enabling float32 rendering: 'tf.env().set('WEBGL_RENDER_FLOAT32_ENABLED', true);'`):Error(`The value ${n} cannot be represented on this device.`)}}getValuesFromTexture(e){let{shape:t,dtype:n,isPacked:o}=this.texData.get(e),s=d.sizeFromShape(t);if(v().getBool("WEBGL_DOWNLOAD_FLOAT_ENABLED")){let f=this.decode(e),m=this.texData.get(f.dataId),h=this.gpgpu.downloadMatrixFromPackedTexture(m.texture.texture,...Es(t)).subarray(0,s);return this.disposeIntermediateTensorInfo(f),h}let i=v().getBool("WEBGL_PACK")&&o===!0,u=i?Rs(t):t,l=i?new Ri(u):new Ci(u),a=this.runWebGLProgram(l,[{shape:u,dtype:n,dataId:e}],"float32"),c=this.texData.get(a.dataId),p=this.gpgpu.downloadByteEncodedFloatMatrixFromOutputTexture(c.texture.texture,c.texShape[0],c.texShape[1]).subarray(0,s);return this.disposeIntermediateTensorInfo(a),p}timerAvailable(){return v().getNumber("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_RELIABLE")>0}time(e){let t=this.activeTimers,n=[],o=!1;this.programTimersStack==null?(this.programTimersStack=n,o=!0):this.activeTimers.push(n),this.activeTimers=n,e();let s=d.flatten(this.activeTimers.map(l=>l.query)).filter(l=>l!=null),i=d.flatten(this.activeTimers.map(l=>l.name)).filter(l=>l!=null);this.activeTimers=t,o&&(this.programTimersStack=null);let u={uploadWaitMs:this.uploadWaitMs,downloadWaitMs:this.downloadWaitMs,kernelMs:null,wallMs:null};return(async()=>{if(v().getNumber("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_RELIABLE")>0){let l=await Promise.all(s);u.kernelMs=d.sum(l),u.getExtraProfileInfo=()=>l.map((a,c)=>({name:i[c],ms:a})).map(a=>`${a.name}: ${a.ms}`).join(", ")}else u.kernelMs={error:"WebGL query timers are not supported in this environment."};return this.uploadWaitMs=0,this.downloadWaitMs=0,u})()}memory(){return{unreliable:!1,numBytesInGPU:this.numBytesInGPU,numBytesInGPUAllocated:this.textureManager.numBytesAllocated,numBytesInGPUFree:this.textureManager.numBytesFree}}startTimer(){return v().getNumber("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_RELIABLE")>0?this.gpgpu.beginQuery():{startMs:d.now(),endMs:null}}endTimer(e){return v().getNumber("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_RELIABLE")>0?(this.gpgpu.endQuery(),e):(e.endMs=d.now(),e)}async getQueryTime(e){if(v().getNumber("WEBGL_DISJOINT_QUERY_TIMER_EXTENSION_RELIABLE")>0)return this.gpgpu.waitForQueryAndGetTime(e);let t=e;return t.endMs-t.startMs}disposeData(e,t=!1){if(this.pendingDisposal.has(e))return!1;if(!this.texData.has(e))return!0;if(t?this.texData.get(e).refCount=0:this.texData.get(e).refCount--,!t&&this.texData.get(e).refCount>0)return!1;if(this.pendingRead.has(e))return this.pendingDisposal.add(e),this.pendingDeletes++,!1;this.releaseGPUData(e);let{complexTensorInfos:n}=this.texData.get(e);return n!=null&&(this.disposeData(n.real.dataId,t),this.disposeData(n.imag.dataId,t)),this.texData.delete(e),!0}releaseGPUData(e){let{texture:t,dtype:n,texShape:o,usage:s,isPacked:i,slice:u}=this.texData.get(e),l=u&&u.origDataId||e,a=this.dataRefCount.get(l);a>1?this.dataRefCount.set(l,a-1):(this.dataRefCount.delete(l),t!=null&&(this.numBytesInGPU-=this.computeBytes(o,n),this.textureManager.releaseTexture(t,o,s,i)));let c=this.texData.get(e);c.texture=null,c.texShape=null,c.isPacked=!1,c.slice=null}getTexture(e){return this.uploadToGPU(e),this.texData.get(e).texture.texture}getDataInfo(e){return this.texData.get(e)}shouldExecuteOnCPU(e,t=IT){return v().getBool("WEBGL_CPU_FORWARD")&&e.every(n=>this.texData.get(n.dataId).texture==null&&d.sizeFromShape(n.shape)<t)}getGPGPUContext(){return this.gpgpu}where(e){C.warn("tf.where() in webgl locks the UI thread. Call tf.whereAsync() instead");let t=e.dataSync();return bT(e.shape,t)}packedUnaryOp(e,t,n){let o=new Yt(e.shape,t),s=this.compileAndRun(o,[e],n);return at().makeTensorFromTensorInfo(s)}abs(e){if(this.shouldExecuteOnCPU([e])&&e.dtype!=="complex64"){let o=W_(this.texData.get(e.dataId).values);return this.makeOutput(e.shape,e.dtype,o)}if(v().getBool("WEBGL_PACK_UNARY_OPERATIONS"))return this.packedUnaryOp(e,cm,e.dtype);let t=new ft(e.shape,cm),n=this.compileAndRun(t,[e]);return at().makeTensorFromTensorInfo(n)}makeTensorInfo(e,t,n){let o;if(t==="string"&&n!=null&&n.length>0&&d.isString(n[0])){let s=n.map(i=>d.encodeString(i));o=this.write(s,e,t)}else o=this.write(n,e,t);return this.texData.get(o).usage=null,{dataId:o,shape:e,dtype:t}}makeOutput(e,t,n){return at().makeTensorFromTensorInfo(this.makeTensorInfo(e,t,n),this)}unpackTensor(e){let t=new Fi(e.shape);return this.runWebGLProgram(t,[e],e.dtype)}packTensor(e){let t=new $i(e.shape);return this.runWebGLProgram(t,[e],e.dtype,null,!0)}packedReshape(e,t){let n=[rn(e.shape),...nn(e.shape)],o={dtype:e.dtype,shape:n,dataId:e.dataId},s=[rn(t),...nn(t)],i=new ko(s,n),u=!0,l=[n],a=this.runWebGLProgram(i,[o],e.dtype,l,u);return{dataId:a.dataId,shape:t,dtype:a.dtype}}decode(e,t){let n=this.texData.get(e),{isPacked:o,shape:s,dtype:i}=n;if(t!=null){let f=d.sizeFromShape(s),m=t[0]*t[1]*4;d.assert(f<=m,()=>"customTexShape is too small. Row * Column * 4 should be equal or larger than the size of the tensor data.")}let u=Rs(s),l;o?l=new Ai(u):l=new Ti(u);let a=!0,c=[t??Es(u)],p=this.runWebGLProgram(l,[{shape:u,dtype:i,dataId:e}],i,c,a,t);return{dtype:i,shape:s,dataId:p.dataId}}runWebGLProgram(e,t,n,o,s=!1,i){let u=this.makeTensorInfo(e.outputShape,n),l=this.texData.get(u.dataId);if(e.packedOutput&&(l.isPacked=!0),e.outPackingScheme===tn.DENSE){let _=i??Es(e.outputShape);l.texShape=_.map(b=>b*2)}if(e.outTexUsage!=null&&(l.usage=e.outTexUsage),d.sizeFromShape(u.shape)===0)return l.values=d.getTypedArrayFromDType(u.dtype,0),u;let a=[],c=t.map(_=>{if(_.dtype==="complex64")throw new Error("GPGPUProgram does not support complex64 input. For complex64 dtypes, please separate the program into real and imaginary parts.");let b=this.texData.get(_.dataId);if(b.texture==null){if(!e.packedInputs&&d.sizeFromShape(_.shape)<=v().getNumber("WEBGL_SIZE_UPLOAD_UNIFORM"))return{shape:_.shape,texData:null,isUniform:!0,uniformValues:b.values};e.packedInputs&&(b.isPacked=!0,b.shape=_.shape)}if(this.uploadToGPU(_.dataId),!!b.isPacked!=!!e.packedInputs)_=b.isPacked?this.unpackTensor(_):this.packTensor(_),a.push(_),b=this.texData.get(_.dataId);else if(b.isPacked&&!ks(b.shape,_.shape)){let w=_,I=_.shape;_.shape=b.shape,_=this.packedReshape(_,I),a.push(_),b=this.texData.get(_.dataId),w.shape=I}return{shape:_.shape,texData:b,isUniform:!1}});this.uploadToGPU(u.dataId);let p={shape:u.shape,texData:l,isUniform:!1},f=__(e,c,p),m=this.getAndSaveBinary(f,()=>g_(this.gpgpu,e,c,p)),h=this.activeTimers!=null,x;h&&(x=this.startTimer()),v().get("ENGINE_COMPILE_ONLY")||x_(this.gpgpu,m,c,p,o),a.forEach(_=>this.disposeIntermediateTensorInfo(_)),h&&(x=this.endTimer(x),this.activeTimers.push({name:e.constructor.name,query:this.getQueryTime(x)}));let g=v().getNumber("WEBGL_FLUSH_THRESHOLD");if(g>0){let _=d.now();_-this.lastGlFlushTime>g&&(this.gpgpu.gl.flush(),this.lastGlFlushTime=_)}if(!v().getBool("WEBGL_LAZILY_UNPACK")&&l.isPacked&&s===!1){let _=this.unpackTensor(u);return this.disposeIntermediateTensorInfo(u),_}return u}compileAndRun(e,t,n,o,s=!1){return n=n||t[0].dtype,this.runWebGLProgram(e,t,n,o,s)}getAndSaveBinary(e,t){return e in this.binaryCache||(this.binaryCache[e]=t()),this.binaryCache[e]}getTextureManager(){return this.textureManager}dispose(){this.disposed||(v().getBool("IS_TEST")||Object.keys(this.binaryCache).forEach(t=>{this.gpgpu.deleteProgram(this.binaryCache[t].webGLProgram),delete this.binaryCache[t]}),this.textureManager.dispose(),this.canvas!=null&&typeof HTMLCanvasElement<"u"&&this.canvas instanceof HTMLCanvasElement?this.canvas.remove():this.canvas=null,this.gpgpuCreatedLocally&&(this.gpgpu.program=null,this.gpgpu.dispose()),this.disposed=!0)}floatPrecision(){return this.floatPrecisionValue==null&&(this.floatPrecisionValue=oe(()=>{if(!v().get("WEBGL_RENDER_FLOAT32_ENABLED")){let e=v().getBool("DEBUG");v().set("DEBUG",!1);let t=this.abs(lt(1e-8)).dataSync()[0];if(v().set("DEBUG",e),t>0)return 32}return 16})),this.floatPrecisionValue}epsilon(){return this.floatPrecision()===32?wT:vT}uploadToGPU(e){let t=this.texData.get(e),{shape:n,dtype:o,values:s,texture:i,usage:u,isPacked:l}=t;if(i!=null)return;let a=this.activeTimers!=null,c;a&&(c=d.now());let p=t.texShape;if(p==null&&(p=n_(n,l),t.texShape=p),s!=null){let f=Rs(n),m,h=p[1],x=p[0],g=s instanceof Uint8Array||s instanceof Uint8ClampedArray;(l||!g)&&([h,x]=cr(p[0],p[1])),l?m=new ki(f,g):m=new $s(f,g);let _=g?[x,h]:p,b=this.makeTensorInfo(_,o),w=this.texData.get(b.dataId);g?w.usage=Je.PIXELS:w.usage=Je.UPLOAD,w.texShape=_,this.gpgpu.uploadDenseMatrixToTexture(this.getTexture(b.dataId),h,x,s);let I=[[x,h]],k=this.runWebGLProgram(m,[b],o,I,!0),F=this.texData.get(k.dataId);t.texShape=F.texShape,t.isPacked=F.isPacked,t.usage=F.usage,v().get("ENGINE_COMPILE_ONLY")?this.disposeData(k.dataId):(t.texture=F.texture,t.values=null,this.texData.delete(k.dataId)),this.disposeIntermediateTensorInfo(b),a&&(this.uploadWaitMs+=d.now()-c)}else{let f=this.acquireTexture(p,u,o,l);t.texture=f}}convertAndCacheOnCPU(e,t){let n=this.texData.get(e),{dtype:o}=n;return t!=null&&(n.values=AT(t,o)),n.values}acquireTexture(e,t,n,o){if(this.numBytesInGPU+=this.computeBytes(e,n),!this.warnedAboutMemory&&this.numBytesInGPU>this.numMBBeforeWarning*1024*1024){let s=(this.numBytesInGPU/1024/1024).toFixed(2);this.warnedAboutMemory=!0,console.warn(`High memory usage in GPU: ${s} MB, most likely due to a memory leak`)}return this.textureManager.acquireTexture(e,t,o)}computeBytes(e,t){return e[0]*e[1]*d.bytesPerElement(t)}checkCompileCompletion(){for(let[,e]of Object.entries(this.binaryCache))this.checkCompletion_(e)}async checkCompileCompletionAsync(){let e=[];if(this.gpgpu.parallelCompilationExtension){for(let[,t]of Object.entries(this.binaryCache))e.push(this.checkCompletionAsync_(t));return Promise.all(e)}else{for(let[,t]of Object.entries(this.binaryCache)){let n=new Promise(o=>{try{this.checkCompletion_(t),o(!0)}catch(s){throw s}});e.push(n)}return Promise.all(e)}}async checkCompletionAsync_(e){return this.gpgpu.gl.getProgramParameter(e.webGLProgram,this.gpgpu.parallelCompilationExtension.COMPLETION_STATUS_KHR)?this.checkCompletion_(e):(await sf(),this.checkCompletionAsync_(e))}checkCompletion_(e){if(this.gpgpu.gl.getProgramParameter(e.webGLProgram,this.gpgpu.gl.LINK_STATUS)===!1)throw console.log(this.gpgpu.gl.getProgramInfoLog(e.webGLProgram)),this.gpgpu.gl.getShaderParameter(e.fragmentShader,this.gpgpu.gl.COMPILE_STATUS)===!1?(Qf(e.source,this.gpgpu.gl.getShaderInfoLog(e.fragmentShader)),new Error("Failed to compile fragment shader.")):new Error("Failed to link vertex and fragment shaders.");return!0}getUniformLocations(){for(let e of Object.values(this.binaryCache)){this.gpgpu.buildVao(e.webGLProgram);let{variablesLocations:t,customUniformLocations:n,infLoc:o,nanLoc:s,outShapeLocation:i,outShapeStridesLocation:u,outTexShapeLocation:l}=rm(this.gpgpu,e.program,e.webGLProgram);e.variablesLocations=t,e.customUniformLocations=n,e.infLoc=o,e.nanLoc=s,e.outShapeLocation=i,e.outShapeStridesLocation=u,e.outTexShapeLocation=l}}createTensorFromGPUData(e,t,n){e.channels=e.channels||"RGBA";let{texture:o,height:s,width:i,channels:u}=e,l=at().backend;if(!l.gpgpu.gl.isTexture(o))throw new Error("The texture is invalid. Also, please make sure the texture and the TFJS WebGL backend are using the same canvas. If you want to use your own custom canvas, you have to create and use the custom TFJS WebGL backend created from the canvas through 'new tf.MathBackendWebGL(customCanvas)'.");let a=l.writeTexture(o,t,n,s,i,u);return at().makeTensorFromDataId(a,t,n,l)}};Fs.nextDataId=0;function AT(r,e){if(e==="float32"||e==="complex64")return r;if(e==="int32"||e==="bool"){let t=e==="int32"?new Int32Array(r.length):new Uint8Array(r.length);for(let n=0;n<t.length;++n)t[n]=Math.round(r[n]);return t}else throw new Error(`Unknown dtype ${e}`)}Xr.isBrowser()&&po("webgl",()=>new Fs,2);var On=class{constructor(e,t,n){this.variableNames=["A","B"],this.outputShape=C.assertAndGetBroadcastShape(t,n),this.enableShapeUniforms=Ce(this.outputShape.length),this.userCode=`
      float binaryOperation(float a, float b) {
        ${e}
      }

      void main() {
        float a = getAAtOutCoords();
        float b = getBAtOutCoords();
        setOutput(binaryOperation(a, b));
      }
    `}};var No=class{constructor(e,t,n,o=!1){this.variableNames=["A","B"],this.supportsBroadcasting=!0,this.packedInputs=!0,this.packedOutput=!0,this.outputShape=C.assertAndGetBroadcastShape(t,n);let s=this.outputShape.length;this.enableShapeUniforms=Ce(s);let i="";if(o)if(s===0||d.sizeFromShape(this.outputShape)===1)i=`
          result.y = 0.;
          result.z = 0.;
          result.w = 0.;
        `;else if(i=`
          ${Ue(s)} coords = getOutputCoords();
        `,s===1)this.enableShapeUniforms?i+=`
            result.y = (coords + 1) >= outShape ? 0. : result.y;
            result.z = 0.;
            result.w = 0.;
          `:i+=`
            result.y = (coords + 1) >= ${this.outputShape[0]} ? 0. : result.y;
            result.z = 0.;
            result.w = 0.;
          `;else{let l=Xt("coords",s);this.enableShapeUniforms?i+=`
            bool nextRowOutOfBounds =
              (${l[s-2]} + 1) >= outShape[${s} - 2];
            bool nextColOutOfBounds =
              (${l[s-1]} + 1) >= outShape[${s} - 1];
            result.y = nextColOutOfBounds ? 0. : result.y;
            result.z = nextRowOutOfBounds ? 0. : result.z;
            result.w = nextColOutOfBounds || nextRowOutOfBounds ? 0. : result.w;
          `:i+=`
            bool nextRowOutOfBounds =
              (${l[s-2]} + 1) >= ${this.outputShape[s-2]};
            bool nextColOutOfBounds =
              (${l[s-1]} + 1) >= ${this.outputShape[s-1]};
            result.y = nextColOutOfBounds ? 0. : result.y;
            result.z = nextRowOutOfBounds ? 0. : result.z;
            result.w = nextColOutOfBounds || nextRowOutOfBounds ? 0. : result.w;
          `}this.userCode=`
      vec4 binaryOperation(vec4 a, vec4 b) {
        ${e}
      }

      void main() {
        vec4 a = getAAtOutCoords();
        vec4 b = getBAtOutCoords();

        vec4 result = binaryOperation(a, b);
        ${i}

        setOutput(result);
      }
    `}};function At(r){let{inputs:e,backend:t}=r,{x:n}=e;return t.incRef(n.dataId),{dataId:n.dataId,shape:n.shape,dtype:n.dtype}}var iy={kernelName:zt,backendName:"webgl",kernelFunc:At};function fr(r){let{inputs:e,backend:t}=r,{real:n,imag:o}=e,s=t.makeTensorInfo(n.shape,"complex64"),i=t.texData.get(s.dataId),u=At({inputs:{x:n},backend:t}),l=At({inputs:{x:o},backend:t});return i.complexTensorInfos={real:u,imag:l},s}var uy="return (a < 0.) ? b * a : a;",ly=`
  vec4 aLessThanZero = vec4(lessThan(a, vec4(0.)));
  return (aLessThanZero * (b * a)) + ((vec4(1.0) - aLessThanZero) * a);
`;var cy="return (a < 0.) ? b * a : a;",py=`
  vec4 aLessThanZero = vec4(lessThan(a, vec4(0.)));
  return (aLessThanZero * (b * a)) + ((vec4(1.0) - aLessThanZero) * a);
`;var Di="if (isnan(x)) return x;";function Pt({opSnippet:r,packedOpSnippet:e,cpuKernelImpl:t,dtype:n}){return({inputs:o,backend:s})=>{let{x:i}=o,u=s,l=n||i.dtype;if(u.shouldExecuteOnCPU([i])&&t!=null){let p=u.texData.get(i.dataId),f=t(p.values,l);return u.makeTensorInfo(i.shape,l,f)}let a=v().getBool("WEBGL_PACK_UNARY_OPERATIONS")&&e!=null,c;return a?c=new Yt(i.shape,e):c=new ft(i.shape,r),u.runWebGLProgram(c,[i],l)}}function on({opSnippet:r,packedOpSnippet:e,checkOutOfBounds:t=!1,supportsComplex:n=!1,cpuKernelImpl:o,dtype:s}){return({inputs:i,backend:u})=>{let{a:l,b:a}=i,c=u;if(n&&l.dtype==="complex64"){let h=c.texData.get(l.dataId),x=c.texData.get(a.dataId),[g,_]=[[h.complexTensorInfos.real,x.complexTensorInfos.real],[h.complexTensorInfos.imag,x.complexTensorInfos.imag]].map(w=>{let[I,A]=w,k={dataId:I.dataId,dtype:I.dtype,shape:l.shape},F={dataId:A.dataId,dtype:A.dtype,shape:a.shape},O=new On(r,l.shape,a.shape);return c.runWebGLProgram(O,[k,F],Ye(I.dtype,A.dtype))}),b=fr({inputs:{real:g,imag:_},backend:c});return c.disposeIntermediateTensorInfo(g),c.disposeIntermediateTensorInfo(_),b}let p=s||Ye(l.dtype,a.dtype);if((l.dtype==="string"||a.dtype==="string"||c.shouldExecuteOnCPU([l,a]))&&o!=null){let h=c.texData.get(l.dataId).values,x=c.texData.get(a.dataId).values,g=l.dtype==="string"?C.fromUint8ToStringArray(h):h,_=l.dtype==="string"?C.fromUint8ToStringArray(x):x,[b,w]=o(l.shape,a.shape,g,_,p),I=c.makeTensorInfo(w,p),A=c.texData.get(I.dataId);return A.values=b,I}let f=v().getBool("WEBGL_PACK_BINARY_OPERATIONS")&&e!=null,m;return f?m=new No(e,l.shape,a.shape,t):m=new On(r,l.shape,a.shape),c.runWebGLProgram(m,[l,a],p)}}function fy(r,e=!1){if(r==="linear")return e?ry:Y_;if(r==="relu")return e?oy:Z_;if(r==="elu")return e?ny:Q_;if(r==="relu6")return e?sy:J_;if(r==="prelu")return e?py:cy;if(r==="leakyrelu")return e?ly:uy;if(r==="sigmoid")return e?ay:ey;throw new Error(`Activation ${r} has not been implemented for the WebGL backend.`)}var my="return a + b;",CT=on({opSnippet:my,packedOpSnippet:my,supportsComplex:!0,cpuKernelImpl:D_}),hy={kernelName:"Add",backendName:"webgl",kernelFunc:CT};var Pi=class{constructor(e,t,n,o=!1,s=!1,i=!1,u=null,l=!1,a=!1){this.variableNames=["matrixA","matrixB"],this.packedInputs=!0,this.packedOutput=!0,this.outputShape=n,this.enableShapeUniforms=Ce(this.outputShape.length);let c=o?e[1]:e[2],p=Math.ceil(c/2),f=o?"i * 2, rc.y":"rc.y, i * 2",m=s?"rc.z, i * 2":"i * 2, rc.z",h=o?["a.xxyy","a.zzww"]:["a.xxzz","a.yyww"],x=s?["b.xzxz","b.ywyw"]:["b.xyxy","b.zwzw"],g="",_="";u&&(l?g=`vec4 activation(vec4 a) {
          vec4 b = getPreluActivationWeightsAtOutCoords();
          ${u}
        }`:a?g=`vec4 activation(vec4 a) {
          vec4 b = getLeakyreluAlphaAtOutCoords();
          ${u}
        }`:g=`vec4 activation(vec4 x) {
          ${u}
        }`,_="result = activation(result);");let b=i?"result += getBiasAtOutCoords();":"";i&&this.variableNames.push("bias"),l&&this.variableNames.push("preluActivationWeights"),a&&this.variableNames.push("leakyreluAlpha");let w="rc.x",I="rc.x";e[0]<t[0]?w=`imod(rc.x, ${e[0]})`:t[0]<e[0]&&(I=`imod(rc.x, ${t[0]})`),this.userCode=`
      ${g}
      // Don't use uniform for sharedDimensionPacked for performance.
      const float sharedDimension = ${p}.0;

      vec4 dot2x2ARowBCol(ivec3 rc) {
        vec4 result = vec4(0);
        int batchA = ${w};
        int batchB = ${I};
        for (int i = 0; i < ${p}; i++) {
          vec4 a = getMatrixA(batchA, ${f});
          vec4 b = getMatrixB(batchB, ${m});

          // These swizzled products need to be separately added.
          // See: https://github.com/tensorflow/tfjs/issues/1735
          result += (${h[0]} * ${x[0]});
          result += (${h[1]} * ${x[1]});
        }
        return result;
      }

      void main() {
        ivec3 rc = getOutputCoords();
        vec4 result = dot2x2ARowBCol(rc);

        ${b}

        ${_}

        setOutput(result);
      }
    `}};var pm={REAL:"return areal * breal - aimag * bimag;",IMAG:"return areal * bimag + aimag * breal;"},Ms=class{constructor(e,t,n){this.variableNames=["AReal","AImag","BReal","BImag"],this.outputShape=C.assertAndGetBroadcastShape(t,n),this.userCode=`
      float binaryOpComplex(
          float areal, float aimag, float breal, float bimag) {
        ${e}
      }

      void main() {
        float areal = getARealAtOutCoords();
        float aimag = getAImagAtOutCoords();
        float breal = getBRealAtOutCoords();
        float bimag = getBImagAtOutCoords();
        setOutput(binaryOpComplex(areal, aimag, breal, bimag));
      }
    `}};var dy="return a * b;";function fm(r){let{inputs:e,backend:t}=r,{a:n,b:o}=e,s=C.upcastType(n.dtype,o.dtype);if(n.dtype==="complex64"){let u=t.texData.get(n.dataId),l=t.texData.get(o.dataId),a=new Ms(pm.REAL,n.shape,o.shape),c=new Ms(pm.IMAG,n.shape,o.shape),p=[{dataId:u.complexTensorInfos.real.dataId,dtype:u.complexTensorInfos.real.dtype,shape:n.shape},{dataId:u.complexTensorInfos.imag.dataId,dtype:u.complexTensorInfos.imag.dtype,shape:n.shape},{dataId:l.complexTensorInfos.real.dataId,dtype:l.complexTensorInfos.real.dtype,shape:o.shape},{dataId:l.complexTensorInfos.imag.dataId,dtype:l.complexTensorInfos.imag.dtype,shape:o.shape}],f=t.runWebGLProgram(a,p,"float32"),m=t.runWebGLProgram(c,p,"float32"),h=fr({inputs:{real:f,imag:m},backend:t});return t.disposeIntermediateTensorInfo(f),t.disposeIntermediateTensorInfo(m),h}if(t.shouldExecuteOnCPU([n,o])){let u=t.texData.get(n.dataId),l=t.texData.get(o.dataId),[a,c]=O_(n.shape,o.shape,u.values,l.values,s),p=t.makeTensorInfo(c,s),f=t.texData.get(p.dataId);return f.values=a,p}let i;return v().getBool("WEBGL_PACK_BINARY_OPERATIONS")?i=new No(dy,n.shape,o.shape):i=new On(dy,n.shape,o.shape),t.runWebGLProgram(i,[n,o],s)}var gy={kernelName:er,backendName:"webgl",kernelFunc:fm};function xy(r,e,t){let n=[rn(r.shape),...nn(r.shape)],o={dtype:r.dtype,shape:n,dataId:r.dataId},s=[rn(e),...nn(e)],i=new ko(s,n),u=!0,l=[n],a=t.runWebGLProgram(i,[o],r.dtype,l,u);return{dataId:a.dataId,shape:e,dtype:a.dtype}}function et(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{shape:s}=n,i=t,u=d.sizeFromShape(o.shape),l=d.inferFromImplicitShape(s,u),a=d.sizeFromShape(l);d.assert(u===a,()=>`The new shape (${l}) has ${a} elements and the old shape (${o.shape}) has ${u} elements. The new shape and old shape must have the same number of elements.`);let c=i.texData.get(o.dataId);return c.isPacked&&!ks(o.shape,l)&&!(c.texture!==null&&ks(c.shape,l))?xy(o,l,i):(i.incRef(o.dataId),{dataId:o.dataId,shape:l,dtype:o.dtype})}var _y={kernelName:Vr,backendName:"webgl",kernelFunc:et};var Ds=class{constructor(e,t){this.variableNames=["x"];let{windowSize:n,batchSize:o,inSize:s,outSize:i}=e;this.outputShape=[o,i];let u=Math.floor(n/4)*4,l=n%4,a="sumValue += dot(values, ones);";if(t!=null){let p=1/t;a=`sumValue += dot(values * ${d.isInt(p)?p.toPrecision(2):p}, ones);`}let c="";s%n>0&&(c=`
        if (inIdx < 0 || inIdx >= ${s}) {
          return 0.0;
        }
      `),this.userCode=`
      const vec4 ones = vec4(1.0, 1.0, 1.0, 1.0);

      float getValue(int batch, int inIdx) {
        ${c}
        return getX(batch, inIdx);
      }

      void main() {
        ivec2 coords = getOutputCoords();
        int batch = coords[0];
        int outIdx = coords[1];
        int inOffset = outIdx * ${n};

        float sumValue = 0.0;

        for (int i = 0; i < ${u}; i += 4) {
          int inIdx = inOffset + i;
          vec4 values = vec4(
            getValue(batch, inIdx),
            getValue(batch, inIdx + 1),
            getValue(batch, inIdx + 2),
            getValue(batch, inIdx + 3)
          );

          ${a}
        }

        int inIdx = inOffset + ${u};
        if (${l===1}) {
          vec4 values = vec4(getValue(batch, inIdx), 0.0, 0.0, 0.0);

          ${a}
        } else if (${l===2}) {
          vec4 values = vec4(
            getValue(batch, inIdx),
            getValue(batch, inIdx + 1), 0.0, 0.0);

          ${a}
        } else if (${l===3}) {
          vec4 values = vec4(
            getValue(batch, inIdx),
            getValue(batch, inIdx + 1),
            getValue(batch, inIdx + 2), 0.0);

          ${a}
        }
        setOutput(sumValue);
      }
    `}};var Bi=class{constructor(e,t){this.variableNames=["x"];let{windowSize:n,batchSize:o,inSize:s,outSize:i}=e;this.outputShape=[o,i];let u="0.0",l="";t==="prod"?u="1.0":t==="min"?(u="1.0 / 1e-20",l="min"):t==="max"&&(u="-1.0 / 1e-20",l="max");let a=`${t}(${t}(${t}(minMaxValue[0], minMaxValue[1]), minMaxValue[2]), minMaxValue[3])`;t==="sum"?a="sumValue":t==="prod"?a="prodValue":t==="all"?a="allValue":t==="any"&&(a="anyValue");let c=Math.floor(n/4)*4,p=n%4,f=`
      if (${t==="sum"}) {
        sumValue += dot(values, ones);
      } else if (${t==="prod"}) {
        vec2 tmp = vec2(values[0], values[1]) * vec2(values[2], values[3]);
        prodValue *= tmp[0] * tmp[1];
      } else {
        minMaxValue = ${l}(values, minMaxValue);
        if (${t==="min"} || ${t==="max"}) {
          minMaxValue = ${l}(values, minMaxValue);
          bvec4 isNaN = isnan(values);
          if (isNaN.r || isNaN.g || isNaN.b || isNaN.a) {
            minMaxValue = vec4(NAN);
          }
        }
      }
    `,m="vec4";t==="all"?(u="1.0",f=`
        bool reducedAllValue = all(values);
        float floatedReducedAllValue = float(reducedAllValue);
        allValue = float(allValue >= 1.0 && floatedReducedAllValue >= 1.0);
      `,m="bvec4"):t==="any"&&(u="0.0",f=`
        bool reducedAnyValue = any(values);
        float floatedReducedAnyValue = float(reducedAnyValue);
        anyValue = float(anyValue >= 1.0 || floatedReducedAnyValue >= 1.0);
      `,m="bvec4");let h="";s%n>0&&(h=`
        if (inIdx < 0 || inIdx >= ${s}) {
          return initializationValue;
        }
      `),this.userCode=`
      const float initializationValue = ${u};
      const vec4 ones = vec4(1.0, 1.0, 1.0, 1.0);

      float getValue(int batch, int inIdx) {
        ${h}
        return getX(batch, inIdx);
      }

      void main() {
        ivec2 coords = getOutputCoords();
        int batch = coords[0];
        int outIdx = coords[1];
        int inOffset = outIdx * ${n};

        vec4 minMaxValue = vec4(${u});
        float prodValue = 1.0;
        float sumValue = 0.0;
        float allValue = 1.0;
        float anyValue = 0.0;

        for (int i = 0; i < ${c}; i += 4) {
          int inIdx = inOffset + i;
          ${m} values = ${m}(
            getValue(batch, inIdx),
            getValue(batch, inIdx + 1),
            getValue(batch, inIdx + 2),
            getValue(batch, inIdx + 3)
          );

          ${f}
        }

        int inIdx = inOffset + ${c};
        if (${p===1}) {
          ${m} values = ${m}(
            getValue(batch, inIdx),
            initializationValue,
            initializationValue,
            initializationValue
          );

          ${f}
        } else if (${p===2}) {
          ${m} values = ${m}(
            getValue(batch, inIdx),
            getValue(batch, inIdx + 1),
            initializationValue,
            initializationValue
          );

          ${f}
        } else if (${p===3}) {
          ${m} values = ${m}(
            getValue(batch, inIdx),
            getValue(batch, inIdx + 1),
            getValue(batch, inIdx + 2),
            initializationValue
          );

          ${f}
        }
        setOutput(${a});
      }
    `}};function kT(r){let e=[];for(;e.length===0||e[e.length-1].outSize!==1;){let t=e.length?e[e.length-1].outSize:r[1],n=C.computeOptimalWindowSize(t);e.push({inSize:t,windowSize:n,outSize:Math.ceil(t/n)})}return e}function yy(r,e,t,n){let o=kT(r.shape),s=r;for(let i=0;i<o.length;i++){let{inSize:u,windowSize:l,outSize:a}=o[i],c,p;t==="mean"?c=i===0?new Ds({windowSize:l,inSize:u,batchSize:r.shape[0],outSize:a},u):new Ds({windowSize:l,inSize:u,batchSize:r.shape[0],outSize:a}):c=new Bi({windowSize:l,inSize:u,batchSize:r.shape[0],outSize:a},t),p=s,s=n.runWebGLProgram(c,[s],e),p.dataId!==r.dataId&&n.disposeIntermediateTensorInfo(p)}return s}var Li=class{constructor(e,t){this.variableNames=["A"];let n=new Array(e.length);for(let i=0;i<n.length;i++)n[i]=e[t[i]];this.outputShape=n,this.rank=n.length;let o=Ue(this.rank),s=$T(t);this.userCode=`
    void main() {
      ${o} resRC = getOutputCoords();
      setOutput(getA(${s}));
    }
    `}};function $T(r){let e=r.length;if(e>6)throw Error(`Transpose for rank ${e} is not yet supported`);let t=["resRC.x","resRC.y","resRC.z","resRC.w","resRC.u","resRC.v"],n=new Array(e);for(let o=0;o<r.length;o++)n[r[o]]=t[o];return n.join()}var Oi=class{constructor(e,t){this.variableNames=["A"],this.packedInputs=!0,this.packedOutput=!0;let n=new Array(e.length);for(let c=0;c<n.length;c++)n[c]=e[t[c]];if(this.outputShape=n,this.rank=n.length,this.rank>6)throw Error(`Packed transpose for rank ${this.rank} is not yet supported.`);let o=Ue(this.rank),s=lm("rc",this.rank),i=new Array(this.rank);for(let c=0;c<t.length;c++)i[t[c]]=s[c];let u=`vec2(${i.slice(-2).join()})`,l=`++${s[this.rank-1]} < ${n[this.rank-1]}`,a=`getChannel(getA(${i.join()}), ${u})`;this.userCode=`
    void main() {
      ${o} rc = getOutputCoords();
      vec4 result = vec4(0.);
      result[0] = ${a};
      if(${l}) {
        result[1] = ${a};
      }
      --${s[this.rank-1]};
      if(++${s[this.rank-2]} < ${n[this.rank-2]}) {
        result[2] = ${a};
        if(${l}) {
          result[3] = ${a};
        }
      }
      setOutput(result);
    }
    `}};function Ui(r,e,t){let n=v().getBool("WEBGL_PACK_ARRAY_OPERATIONS")?new Oi(r.shape,e):new Li(r.shape,e);return t.runWebGLProgram(n,[r],r.dtype)}function by(r,e,t,n){let o=e,s=r.shape.length,i=d.parseAxisParam(o,r.shape),u=i,l=C.getAxesPermutation(u,s),a=l!=null,c=r;a&&(c=Ui(r,l,n),u=C.getInnerMostAxes(u.length,s)),C.assertAxesAreInnerMostDims("sum",u,s);let[p,f]=C.computeOutAndReduceShapes(c.shape,u),m=p;t&&(m=C.expandShapeToKeepDim(p,i));let h=d.sizeFromShape(f),g=d.sizeFromShape(r.shape)/h,_=et({inputs:{x:c},attrs:{shape:[g,h]},backend:n}),b=ls(r.dtype),w=yy(_,b,"sum",n),I=et({inputs:{x:w},attrs:{shape:m},backend:n});return n.disposeIntermediateTensorInfo(_),n.disposeIntermediateTensorInfo(w),a&&n.disposeIntermediateTensorInfo(c),I}function mm(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{axis:s,keepDims:i}=n;return by(o,s,i,t)}var wy={kernelName:"Sum",backendName:"webgl",kernelFunc:mm};function Gi(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{perm:s}=n,i=t,u=o.shape.length,l=new Array(u);for(let c=0;c<l.length;c++)l[c]=o.shape[s[c]];let a;if(i.shouldExecuteOnCPU([o])){let p=i.texData.get(o.dataId).values,f=um(p,o.shape,o.dtype,s,l);a=i.makeTensorInfo(l,o.dtype);let m=i.texData.get(a.dataId);m.values=f}else a=Ui(o,s,i);return a}var vy={kernelName:Vt,backendName:"webgl",kernelFunc:Gi};var NT=1e3;function Wi({a:r,b:e,transposeA:t,transposeB:n,backend:o,bias:s=null,preluActivationWeights:i=null,leakyreluAlpha:u=0,activation:l=null}){let a=r.shape.length,c=e.shape.length,p=t?r.shape[a-2]:r.shape[a-1],f=n?e.shape[c-1]:e.shape[c-2],m=t?r.shape[a-1]:r.shape[a-2],h=n?e.shape[c-2]:e.shape[c-1],x=r.shape.slice(0,-2),g=e.shape.slice(0,-2),_=d.sizeFromShape(x),b=d.sizeFromShape(g),I=bt.assertAndGetBroadcastShape(r.shape.slice(0,-2),e.shape.slice(0,-2)).concat([m,h]);d.assert(p===f,()=>`Error in matMul: inner shapes (${p}) and (${f}) of Tensors with shapes ${r.shape} and ${e.shape} and transposeA=${t} and transposeB=${n} must match.`);let A=t?[_,p,m]:[_,m,p],k=n?[b,h,f]:[b,f,h],F=et({inputs:{x:r},backend:o,attrs:{shape:A}}),O=et({inputs:{x:e},backend:o,attrs:{shape:k}}),L=[F,O],j=Math.max(_,b),V=t?F.shape[1]:F.shape[2],Q=s!=null,ne=i!=null,ee=l==="leakyrelu",re=l!=null?fy(l,!0):null,be=Q||ne||ee||re!=null,le;if((m===1||h===1)&&V>NT&&be===!1){let Te=F,Oe=O;t&&(Te=Gi({inputs:{x:F},backend:o,attrs:{perm:[0,2,1]}}),L.push(Te)),n&&(Oe=Gi({inputs:{x:O},backend:o,attrs:{perm:[0,2,1]}}),L.push(Oe));let nt=h!==1,Ne=h===1,Zt=Te;nt&&(Zt=et({inputs:{x:Te},backend:o,attrs:{shape:[j,V,1]}}),L.push(Zt));let pe=h===1?2:1,xr=Oe;Ne&&(xr=et({inputs:{x:Oe},backend:o,attrs:{shape:[j,1,V]}}),L.push(xr));let Lt=fm({inputs:{a:Zt,b:xr},backend:o});le=mm({inputs:{x:Lt},backend:o,attrs:{axis:pe,keepDims:!0}}),L.push(Lt)}else{let Te=Ye(r.dtype,e.dtype),Oe=new Pi(A,k,[j,m,h],t,n,Q,re,ne,ee),nt=[F,O];if(s!=null&&nt.push(s),ne&&nt.push(i),ee){let Ne=o.makeTensorInfo([],"float32",d.createScalarValue(u,"float32"));nt.push(Ne),L.push(Ne)}le=o.runWebGLProgram(Oe,nt,Te)}let Le=et({inputs:{x:le},backend:o,attrs:{shape:I}});L.push(le);for(let Te of L)o.disposeIntermediateTensorInfo(Te);return Le}function FT(r){let{inputs:e,backend:t,attrs:n}=r,{a:o,b:s}=e,{transposeA:i,transposeB:u}=n;return Wi({a:o,b:s,transposeA:i,transposeB:u,backend:t})}var Sy={kernelName:Sr,backendName:"webgl",kernelFunc:FT};var MT="return float(a != b);",Iy=on({opSnippet:MT,cpuKernelImpl:U_,dtype:"bool"});function Fo(r){let{inputs:e,backend:t}=r,{input:n}=e,o=t.texData.get(n.dataId);return At({inputs:{x:o.complexTensorInfos.real},backend:t})}var DT="return float(int(x));";function Ey(r,e){let t=new ft(r.shape,DT),n=e.runWebGLProgram(t,[r],"int32");return{dataId:n.dataId,shape:n.shape,dtype:n.dtype}}function hm(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{dtype:s}=n;if(s==="complex64"){if(o.dtype==="complex64")return At({inputs:{x:o},backend:t});let i=Rn(o.shape),u=hm({inputs:{x:o},backend:t,attrs:{dtype:"float32"}}),l=fr({inputs:{real:u,imag:i},backend:t});return i.dispose(),t.disposeIntermediateTensorInfo(u),l}if(o.dtype==="complex64"){let i=Fo({inputs:{input:o},backend:t}),u=hm({inputs:{x:i},backend:t,attrs:{dtype:s}});return t.disposeIntermediateTensorInfo(i),u}if(!d.hasEncodingLoss(o.dtype,s)){let i=At({inputs:{x:o},backend:t});return{dataId:i.dataId,shape:i.shape,dtype:s}}if(t.shouldExecuteOnCPU([o])){let i=t.texData.get(o.dataId).values,[u,l,a]=P_(i,o.shape,o.dtype,s);return t.makeTensorInfo(u,l,a)}if(s==="int32")return Ey(o,t);if(s==="bool"){let i=t.makeTensorInfo([],"bool",d.getTypedArrayFromDType("bool",1)),l=Iy({inputs:{a:o,b:i},backend:t});return t.disposeIntermediateTensorInfo(i),l}throw new Error(`Error in Cast: failed to cast ${o.dtype} to ${s}`)}var Ty={kernelName:Wt,backendName:"webgl",kernelFunc:hm};var zi=class{constructor(e){this.outputShape=[],this.outputShape=C.computeOutShape(e,1),this.variableNames=e.map((i,u)=>`T${u}`);let t=new Array(e.length-1);t[0]=e[0][1];for(let i=1;i<t.length;i++)t[i]=t[i-1]+e[i][1];let n=[`if (yC < ${t[0]}) setOutput(getT0(yR, yC));`];for(let i=1;i<t.length;i++){let u=t[i-1];n.push(`else if (yC < ${t[i]}) setOutput(getT${i}(yR, yC-${u}));`)}let o=t.length,s=t[t.length-1];n.push(`else setOutput(getT${o}(yR, yC-${s}));`),this.userCode=`
      void main() {
        ivec2 coords = getOutputCoords();
        int yR = coords.x;
        int yC = coords.y;

        ${n.join(`
        `)}
      }
    `}};var qi=class{constructor(e,t){this.packedInputs=!0,this.packedOutput=!0,this.outputShape=[],this.outputShape=C.computeOutShape(e,t);let n=this.outputShape,o=n.length,s=Ue(o),i=Xt("coords",o),u=["x","y","z","w","u","v"].slice(0,o);this.variableNames=e.map((x,g)=>`T${g}`);let l=new Array(e.length-1);l[0]=e[0][t];for(let x=1;x<l.length;x++)l[x]=l[x-1]+e[x][t];let a=u[t],c=u.slice(-2),p=u.join(),f=`if (${a} < ${l[0]}) {
        return getChannel(
            getT0(${p}), vec2(${c.join()}));
        }`;for(let x=1;x<l.length;x++){let g=l[x-1];f+=`
        if (${a} < ${l[x]}  && ${a} >= ${l[x-1]}) {
          return getChannel(
            getT${x}(${Vi(u,a,g)}),
            vec2(${Vi(c,a,g)}));
        }`}let m=l.length,h=l[l.length-1];f+=`
        return getChannel(
          getT${m}(${Vi(u,a,h)}),
          vec2(${Vi(c,a,h)}));`,this.userCode=`
      float getValue(${u.map(x=>"int "+x)}) {
        ${f}
      }

      void main() {
        ${s} coords = getOutputCoords();
        vec4 result = vec4(getValue(${i}), 0., 0., 0.);

        ${i[o-1]} = ${i[o-1]} + 1;
        if (${i[o-1]} < ${n[o-1]}) {
          result.g = getValue(${i});
        }

        ${i[o-2]} = ${i[o-2]} + 1;
        if (${i[o-2]} < ${n[o-2]}) {
          result.a = getValue(${i});
        }

        ${i[o-1]} = ${i[o-1]} - 1;
        if (${i[o-2]} < ${n[o-2]} &&
            ${i[o-1]} < ${n[o-1]}) {
          result.b = getValue(${i});
        }
        setOutput(result);
      }
    `}};function Vi(r,e,t){let n=r.indexOf(e);return r.map((s,i)=>i===n?`${s} - ${t}`:s).join()}function Hi(r){let{inputs:e,backend:t}=r,{input:n}=e,o=t.texData.get(n.dataId);return At({inputs:{x:o.complexTensorInfos.imag},backend:t})}function Mo(r,e,t){let n=r[0].dtype;if(n==="complex64"){let m=r.map(b=>Fo({inputs:{input:b},backend:t})),h=r.map(b=>Hi({inputs:{input:b},backend:t})),x=Mo(m,e,t),g=Mo(h,e,t),_=fr({inputs:{real:x,imag:g},backend:t});return m.forEach(b=>t.disposeIntermediateTensorInfo(b)),h.forEach(b=>t.disposeIntermediateTensorInfo(b)),t.disposeIntermediateTensorInfo(x),t.disposeIntermediateTensorInfo(g),_}let o=t.shouldExecuteOnCPU(r);if(n==="string"&&(o=!0),o){let m=r.map(I=>{let k=[-1,d.sizeFromShape(I.shape.slice(e))];return et({inputs:{x:I},backend:t,attrs:{shape:k}})}),h=m.map(I=>({vals:t.readSync(I.dataId),shape:I.shape})),x=C.computeOutShape(m.map(I=>I.shape),1),g=m[0].shape[0]===1,_=B_(h,x,n,g),b=C.computeOutShape(r.map(I=>I.shape),e),w=t.makeTensorInfo(b,n,_);return m.forEach(I=>t.disposeIntermediateTensorInfo(I)),w}let s=r.filter(m=>d.sizeFromShape(m.shape)>0),i=v().getBool("WEBGL_PACK_ARRAY_OPERATIONS")&&s[0].shape.length>1;if(s.length===1){let m=i?new ft(r[0].shape,pr):new Yt(r[0].shape,pr);return t.runWebGLProgram(m,r,n)}let u=v().getNumber("WEBGL_MAX_TEXTURES_IN_SHADER");if(s.length>u){let m=[];for(let x=0;x<s.length;x+=u){let g=s.slice(x,x+u);m.push(Mo(g,e,t))}let h=Mo(m,e,t);for(let x of m)t.disposeIntermediateTensorInfo(x);return h}if(i){let m=new qi(s.map(h=>h.shape),e);return t.runWebGLProgram(m,s,n)}let{tensors2D:l,outShape:a}=PT(s,e,t),c=new zi(l.map(m=>m.shape)),p=t.runWebGLProgram(c,l,n);l.forEach(m=>t.disposeIntermediateTensorInfo(m));let f=et({inputs:{x:p},attrs:{shape:a},backend:t});return t.disposeIntermediateTensorInfo(p),f}function PT(r,e,t){let n=C.computeOutShape(r.map(s=>s.shape),e);return{tensors2D:r.map(s=>et({inputs:{x:s},attrs:{shape:[-1,d.sizeFromShape(s.shape.slice(e))]},backend:t})),outShape:n}}function dm(r){let{inputs:e,backend:t,attrs:n}=r,{axis:o}=n,s=d.parseAxisParam(o,e[0].shape)[0],i=e.map(a=>a.shape);C.assertParamsConsistent(i,s);let u=C.computeOutShape(e.map(a=>a.shape),s);if(d.sizeFromShape(u)===0)return t.makeTensorInfo(u,e[0].dtype,[]);let l=e.filter(a=>d.sizeFromShape(a.shape)>0);return l.length===1?At({inputs:{x:l[0]},backend:t}):Mo(l,s,t)}var Ay={kernelName:Gr,backendName:"webgl",kernelFunc:dm};var BT=Di+`
  return exp(x);
`,LT=`
  vec4 result = exp(x);
  bvec4 isNaN = isnan(x);
  result.r = isNaN.r ? x.r : result.r;
  result.g = isNaN.g ? x.g : result.g;
  result.b = isNaN.b ? x.b : result.b;
  result.a = isNaN.a ? x.a : result.a;

  return result;
`,OT=Pt({opSnippet:BT,packedOpSnippet:LT,cpuKernelImpl:L_,dtype:"float32"}),Cy={kernelName:"Exp",backendName:"webgl",kernelFunc:OT};function gm(r){let{inputs:e,attrs:t,backend:n}=r,{dim:o}=t,{input:s}=e,i=s.shape.length,u=s.shape.slice(),l=o;return o<0&&(d.assert(-(i+1)<=o,()=>`Axis must be in the interval [${-(i+1)}, ${i}]`),l=i+o+1),u.splice(l,0,1),et({inputs:{x:s},backend:n,attrs:{shape:u}})}function UT(r){let{inputs:e,backend:t,attrs:n}=r,{axis:o}=n;if(e.length===1)return gm({inputs:{input:e[0]},backend:t,attrs:{dim:o}});let s=e[0].shape,i=e[0].dtype;e.forEach(c=>{d.assertShapesMatch(s,c.shape,"All tensors passed to stack must have matching shapes"),d.assert(i===c.dtype,()=>"All tensors passed to stack must have matching dtypes")});let u=[],l=e.map(c=>{let p=gm({inputs:{input:c},backend:t,attrs:{dim:o}});return u.push(p),p}),a=dm({inputs:l,backend:t,attrs:{axis:o}});return u.forEach(c=>t.disposeIntermediateTensorInfo(c)),a}var Ry={kernelName:no,backendName:"webgl",kernelFunc:UT};var GT=`
if (a == b) {
  return 1.0;
};
return a / b;`,WT=`
  // vec4 one = vec4(equal(a, b));
  // return one + (vec4(1.0) - one) * a / b;
  vec4 result = a / b;
  if(a.x == b.x) {
    result.x = 1.;
  }
  if(a.y == b.y) {
    result.y = 1.;
  }
  if(a.z == b.z) {
    result.z = 1.;
  }
  if(a.w == b.w) {
    result.w = 1.;
  }

  return result;
`,zT=on({opSnippet:GT,packedOpSnippet:WT,checkOutOfBounds:!0}),ky={kernelName:Wr,backendName:"webgl",kernelFunc:zT};var VT=$o+`
  return (x < 0.0) ? 0.0 : x;
`,qT=`
  vec4 result = x * vec4(greaterThanEqual(x, vec4(0.0)));
  bvec4 isNaN = isnan(x);

  result.r = isNaN.r ? x.r : result.r;
  result.g = isNaN.g ? x.g : result.g;
  result.b = isNaN.b ? x.b : result.b;
  result.a = isNaN.a ? x.a : result.a;

  return result;
`,HT=Pt({opSnippet:VT,packedOpSnippet:qT}),$y={kernelName:zr,backendName:"webgl",kernelFunc:HT};var KT=Di+`
  return 1.0 / (1.0 + exp(-1.0 * x));
`,jT=`
  vec4 result = 1.0 / (1.0 + exp(-1.0 * x));
  bvec4 isNaN = isnan(x);

  result.r = isNaN.r ? x.r : result.r;
  result.g = isNaN.g ? x.g : result.g;
  result.b = isNaN.b ? x.b : result.b;
  result.a = isNaN.a ? x.a : result.a;

  return result;
`,XT=Pt({opSnippet:KT,packedOpSnippet:jT,cpuKernelImpl:G_}),Ny={kernelName:tr,backendName:"webgl",kernelFunc:XT};var Ki=class{constructor(e){this.variableNames=["source"],this.outputShape=e,this.rank=e.length;let t=Ue(this.rank);this.customUniforms=[{name:"start",arrayIndex:this.rank,type:"int"}];let n=YT(this.rank),o,s=e.map((i,u)=>`sourceLoc.${xm[u]} = start[${u}] + coords.${xm[u]};`);o=`
        ${t} sourceLoc;
        ${t} coords = getOutputCoords();
        ${s.join(`
`)}
      `,this.userCode=`
      void main() {
        ${o}
        setOutput(getSource(${n}));
      }
    `}},xm=["x","y","z","w","u","v"];function YT(r){if(r===1)return"sourceLoc";if(r<=6)return xm.slice(0,r).map(e=>"sourceLoc."+e).join(",");throw Error(`Slicing for rank ${r} is not yet supported`)}var ji=class{constructor(e){this.variableNames=["source"],this.packedInputs=!0,this.packedOutput=!0,this.outputShape=e,this.rank=e.length,this.customUniforms=[{name:"start",arrayIndex:this.rank,type:"int"}];let t=Ue(this.rank),n=Xt("coords",this.rank),o=Xt("sourceLoc",this.rank),s=this.rank===1?"sourceLoc":`vec2(${o.slice(-2).join()})`,i=`getChannel(getSource(${o.join()}), ${s})`,u=`
      result.x = ${i};
      if (++${n[this.rank-1]} < ${e[this.rank-1]}) {
        ++${o[this.rank-1]};
        result.y = ${i};
        --${o[this.rank-1]};
      }
    `,l=this.rank===1?"":`
      --${n[this.rank-1]};
      if (++${n[this.rank-2]} < ${e[this.rank-2]}) {
        ++${o[this.rank-2]};
        result.z = ${i};
        if (++${n[this.rank-1]} < ${e[this.rank-1]}) {
          ++${o[this.rank-1]};
          result.w = ${i};
        }
      }
    `,a=this.rank<=4?`sourceLoc = coords +
            ${t}(${e.map((c,p)=>`start[${p}]`).join()});`:e.map((c,p)=>`${o[p]} = ${n[p]} + start[${p}];`).join(`
`);this.userCode=`
      void main() {
        ${t} coords = getOutputCoords();
        ${t} sourceLoc;
        ${a}
        vec4 result = vec4(0.);
        ${u}
        ${l}
        setOutput(result);
      }
    `}};function QT(r,e,t,n){let o=n.texData.get(r.dataId),s=n.makeTensorInfo(t,r.dtype),i=n.texData.get(s.dataId);Object.assign(i,o),i.refCount=1,i.shape=t,i.dtype=r.dtype;let u=Pe.computeFlatOffset(e,d.computeStrides(r.shape));o.slice&&(u+=o.slice.flatOffset),i.slice={flatOffset:u,origDataId:o.slice&&o.slice.origDataId||r.dataId};let l=n.dataRefCount.get(i.slice.origDataId)||1;return n.dataRefCount.set(i.slice.origDataId,l+1),s}function ZT(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{begin:s,size:i}=n,[u,l]=Pe.parseSliceParams(o,s,i);if(Pe.assertParamsValid(o,u,l),d.sizeFromShape(l)===0)return t.makeTensorInfo(l,o.dtype,[]);if(t.shouldExecuteOnCPU([o])||o.dtype==="string"){let p=t.texData.get(o.dataId),f=z_(p.values,u,l,o.shape,o.dtype);return t.makeTensorInfo(l,o.dtype,f)}let{isPacked:a}=t.texData.get(o.dataId),c=Pe.isSliceContinous(o.shape,u,l);if(a||!c){let p=v().getBool("WEBGL_PACK_ARRAY_OPERATIONS")?new ji(l):new Ki(l),f=[u];return t.runWebGLProgram(p,[o],o.dtype,f)}return t.uploadToGPU(o.dataId),QT(o,u,l,t)}var Fy={kernelName:Ir,backendName:"webgl",kernelFunc:ZT};var JT=`
  float epsilon = 1.1920928955078125e-7;
  float threshold = log(epsilon) + 2.0;

  bool too_large = x > -threshold;
  bool too_small = x < threshold;

  float result;
  float exp_x = exp(x);

  if (too_large){
    result = x;
  }
  else if (too_small){
    result = exp_x;
  }
  else{
    result = log(exp_x + 1.0);
  }
  return result;
`,eA=Pt({opSnippet:JT}),My={kernelName:qr,backendName:"webgl",kernelFunc:eA};var Dy="return sqrt(x);",tA=Pt({opSnippet:Dy,packedOpSnippet:Dy,cpuKernelImpl:V_}),Py={kernelName:rr,backendName:"webgl",kernelFunc:tA};var rA="return x * x;",nA=Pt({opSnippet:rA}),By={kernelName:oo,backendName:"webgl",kernelFunc:nA};function oA({inputs:r,attrs:e,backend:t}){let{x:n}=r,o=$o+`
    return x > 0.0 ? 1.0 : float(${e.alpha});
  `,s=new ft(n.shape,o);return t.runWebGLProgram(s,[n],n.dtype)}var Ly={kernelName:Er,backendName:"webgl",kernelFunc:oA};var Oy="return a - b;",sA=on({opSnippet:Oy,packedOpSnippet:Oy,supportsComplex:!0,cpuKernelImpl:q_}),Uy={kernelName:"Sub",backendName:"webgl",kernelFunc:sA};var Xi=class{constructor(e,t){this.outputShape=[],this.customUniforms=[{name:"value",type:"float"}],this.variableNames=["x"],this.outputShape=e,this.userCode=`
      void main() {
        // Input can be obtained from uniform value.
        setOutput(value);
      }
    `}};function Gy(r){let{backend:e,attrs:t}=r,{shape:n,value:o}=t,{dtype:s}=t;if(s=s||d.inferDtype(o),s==="string"){let i=d.getArrayFromDType(s,d.sizeFromShape(n));return i.fill(o),e.makeTensorInfo(n,s,i)}else{let i=new Xi(n,o),u=[[o]];return e.runWebGLProgram(i,[],s,u)}}function _m(r){let{inputs:e,backend:t}=r,{x:n}=e;if(n.dtype==="complex64"){let o=Fo({inputs:{input:n},backend:t}),s=_m({inputs:{x:o},backend:t}),i=Hi({inputs:{input:n},backend:t}),u=_m({inputs:{x:i},backend:t}),l=fr({inputs:{real:s,imag:u},backend:t});return t.disposeIntermediateTensorInfo(o),t.disposeIntermediateTensorInfo(s),t.disposeIntermediateTensorInfo(i),t.disposeIntermediateTensorInfo(u),l}else return Gy({attrs:{shape:n.shape,dtype:n.dtype,value:n.dtype==="string"?"":0},backend:t})}var Wy={kernelName:Hr,backendName:"webgl",kernelFunc:_m};function aA(r){let{inputs:e,backend:t,attrs:n}=r,{a:o,b:s,bias:i,preluActivationWeights:u}=e,{transposeA:l,transposeB:a,activation:c,leakyreluAlpha:p}=n;return Wi({a:o,b:s,transposeA:l,transposeB:a,backend:t,bias:i,preluActivationWeights:u,leakyreluAlpha:p,activation:c})}var zy={kernelName:nr,backendName:"webgl",kernelFunc:aA};var Ct=v();Ct.registerFlag("WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE",()=>15);Ct.registerFlag("WEBGPU_CPU_FORWARD",()=>!0);Ct.registerFlag("WEBGPU_MATMUL_PROGRAM_TYPE",()=>-1);Ct.registerFlag("WEBGPU_USE_NAIVE_CONV2D_TRANSPOSE",()=>!0);Ct.registerFlag("WEBGPU_USE_LOW_POWER_GPU",()=>!1);Ct.registerFlag("WEBGPU_CPU_HANDOFF_SIZE_THRESHOLD",()=>1e3);Ct.registerFlag("WEBGPU_USE_PROFILE_TOOL",()=>!1);Ct.registerFlag("WEBGPU_IMPORT_EXTERNAL_TEXTURE",()=>!0);Ct.registerFlag("WEBGPU_USE_NAIVE_CONV2D_DEBUG",()=>!1);Ct.registerFlag("WEBGPU_THRESHOLD_TO_INCREASE_WORKGROUPS_FOR_MATMUL",()=>-1);Ct.registerFlag("WEBGPU_CONV_SEPARATE_IM2COL_SHADER",()=>!1);Ct.registerFlag("WEBGPU_PRINT_SHADER",()=>"");Ct.registerFlag("WEBGPU_ENGINE_COMPILE_ONLY",()=>!1);var Yi=class{constructor(e){e&&(this.vendor=e.vendor,this.architecture=e.architecture,this.intelGPUGeneration=this.getIntelGPUGeneration())}getIntelGPUGeneration(){if(this.isIntel()){if(this.architecture.startsWith("gen"))return Number(this.architecture.match(/\d+/));if(this.architecture.startsWith("xe"))return 12}return 0}isIntel(){return this.vendor==="intel"}};var Qi=class{constructor(e){this.device=e,this.numUsedBuffers=0,this.numFreeBuffers=0,this.freeBuffers=new Map,this.usedBuffers=new Map,this.numBytesUsed=0,this.numBytesAllocated=0}acquireBuffer(e,t,n=!1,o=!0){let s,i=Vy(e,t);return o?(this.freeBuffers.has(i)||this.freeBuffers.set(i,[]),this.freeBuffers.get(i).length>0?(s=this.freeBuffers.get(i).pop(),this.numFreeBuffers--):(s=this.device.createBuffer({size:e,usage:t,mappedAtCreation:n}),this.numBytesAllocated+=e)):(s=this.device.createBuffer({size:e,usage:t,mappedAtCreation:n}),this.numBytesAllocated+=e),this.usedBuffers.has(i)||this.usedBuffers.set(i,[]),this.usedBuffers.get(i).push(s),this.numUsedBuffers++,this.numBytesUsed+=e,s}releaseBuffer(e,t=!0){if(this.freeBuffers.size===0)return;let n=e.size,o=e.usage,s=Vy(n,o),i=this.usedBuffers.get(s),u=i.indexOf(e);if(u<0)throw new Error("Cannot find the buffer in buffer manager");i[u]=i[i.length-1],i.pop(),this.numUsedBuffers--,this.numBytesUsed-=n,t?(this.freeBuffers.get(s).push(e),this.numFreeBuffers++):(e.destroy(),this.numBytesAllocated-=n)}getNumUsedBuffers(){return this.numUsedBuffers}getNumFreeBuffers(){return this.numFreeBuffers}dispose(){this.freeBuffers.forEach((e,t)=>{e.forEach(n=>{n.destroy()})}),this.usedBuffers.forEach((e,t)=>{e.forEach(n=>{n.destroy()})}),this.freeBuffers=new Map,this.usedBuffers=new Map,this.numUsedBuffers=0,this.numFreeBuffers=0,this.numBytesUsed=0,this.numBytesAllocated=0}};function Vy(r,e){return`${r}_${e}`}var Zi=class{constructor(e){this.device=e,this.numUsedTextures=0,this.numFreeTextures=0,this.freeTextures=new Map,this.usedTextures=new Map,this.numBytesUsed=0,this.numBytesAllocated=0}acquireTexture(e,t,n,o){let s=Hy(n),i=e*t*s,u=qy(e,t,n,o);if(this.freeTextures.has(u)||this.freeTextures.set(u,[]),this.usedTextures.has(u)||this.usedTextures.set(u,[]),this.numBytesUsed+=i,this.numUsedTextures++,this.freeTextures.get(u).length>0){this.numFreeTextures--;let a=this.freeTextures.get(u).shift();return this.usedTextures.get(u).push(a),a}this.numBytesAllocated+=i;let l=this.device.createTexture({size:[e,t],format:n,usage:o});return this.usedTextures.get(u).push(l),l}releaseTexture(e){if(this.freeTextures.size===0)return;let t=e.width,n=e.height,o=e.format,s=e.usage,i=qy(t,n,o,s);this.freeTextures.has(i)||this.freeTextures.set(i,[]),this.freeTextures.get(i).push(e),this.numFreeTextures++,this.numUsedTextures--;let u=this.usedTextures.get(i),l=u.indexOf(e);if(l<0)throw new Error("Cannot release a texture that was never provided by this texture manager");u.splice(l,1);let a=Hy(o),c=t*n*a;this.numBytesUsed-=c}getNumUsedTextures(){return this.numUsedTextures}getNumFreeTextures(){return this.numFreeTextures}dispose(){this.freeTextures.forEach((e,t)=>{e.forEach(n=>{n.destroy()})}),this.usedTextures.forEach((e,t)=>{e.forEach(n=>{n.destroy()})}),this.freeTextures=new Map,this.usedTextures=new Map,this.numUsedTextures=0,this.numFreeTextures=0,this.numBytesUsed=0,this.numBytesAllocated=0}};function qy(r,e,t,n){return`${r}_${e}_${t}_${n}`}function Hy(r){if(r==="rgba8unorm")return 16;throw new Error(`${r} is not supported!`)}function Ky(r,e){if(Math.max(...r)>5)throw new Error("Cannot symbolically compute strides for rank > 6 tensor.");let t=r.length,n="xyzwuv",o=r.map(i=>`${e}.${n[i]}`),s=new Array(t-1);s[t-2]=o[t-1];for(let i=t-3;i>=0;--i)s[i]=`(${s[i+1]} * ${o[i+1]})`;return s}var jy=(r,e,t)=>t==="int32"?`atomicAdd(${r}, bitcast<i32>(${e}));`:`
          {
            var oldValue = 0;
            loop {
              let newValueF32 = bitcast<f32>(oldValue) + (${e});
              let newValue = bitcast<i32>(newValueF32);
              let res = atomicCompareExchangeWeak(${r}, oldValue, newValue);
              if res.exchanged {
                break;
              }
              oldValue = res.old_value;
            }
          }`;var Ps;(function(r){r[r.FROM_PIXELS=0]="FROM_PIXELS",r[r.DRAW=1]="DRAW"})(Ps||(Ps={}));var Zy=(r,e,t,n,o)=>{let s={dtype:n.dtype,shape:n.shape},i=uA(t,s,e),u=r.createShaderModule({code:i,label:e.constructor.name}),l=v().get("WEBGPU_PRINT_SHADER");if(l!==""){l=l.toLowerCase();let a=l.split(",");(l==="all"||a.some(c=>e.shaderKey.toLowerCase().includes(c)))&&(console.group(e.shaderKey),console.debug(i),console.groupEnd())}return o?r.createComputePipelineAsync({compute:{module:u,entryPoint:"_start"},label:e.constructor.name,layout:"auto"}):r.createComputePipeline({compute:{module:u,entryPoint:"_start"},label:e.constructor.name,layout:"auto"})},he=(r,e="f32")=>{switch(r){case 1:return`${e}`;case 2:return`vec2<${e}>`;case 3:return`vec3<${e}>`;case 4:return`vec4<${e}>`;default:throw new Error(`${r}-component ${e} is not supported.`)}};function tt(r){if(r<=1)return"i32";if(r===2)return"vec2<i32>";if(r===3)return"vec3<i32>";if(r===4)return"vec4<i32>";if(r===5)return"vec5";if(r===6)return"vec6";throw Error(`GPU for rank ${r} is not yet supported`)}function Fr(r){if(r===0)return"x";if(r===1)return"y";if(r===2)return"z";if(r===3)return"w";if(r===4)return"u";if(r===5)return"v";throw Error(`Index ${r} is not yet supported`)}function de(...r){let e;switch(r.length){case 0:e=`
        fn main()
      `;break;case 1:e=`
        fn main(${r[0]} : i32)
      `;break;default:throw Error("Unreachable")}return e}function Xy(r,e){let t;return t=`
     ${iA(e)}
      fn _start(@builtin(local_invocation_id) LocalId : vec3<u32>,
                @builtin(global_invocation_id) GlobalId : vec3<u32>,
                @builtin(local_invocation_index) LocalIndex: u32,
                @builtin(workgroup_id) WorkgroupId : vec3<u32>,
                @builtin(num_workgroups) NumWorkgroups : vec3<u32>) {
        localId = LocalId;
        localIndex = LocalIndex;
        globalId = GlobalId;
        numWorkgroups = NumWorkgroups;
        workgroupId = WorkgroupId;
        ${r?"main(getGlobalIndex());":"main();"};
      }
    `,t}function iA(r){return`
  @compute @workgroup_size(${r.workgroupSize[0]}, ${r.workgroupSize[1]}, ${r.workgroupSize[2]})
`}function uA(r,e,t){let n=[],o=t.workgroupSize[0]*t.workgroupSize[1]*t.workgroupSize[2];if(t.outputComponent=t.outputComponent?t.outputComponent:1,n.push(`

      var<private> localId: vec3<u32>;
      var<private> localIndex: u32;
      var<private> globalId: vec3<u32>;
      var<private> numWorkgroups: vec3<u32>;
      var<private> workgroupId: vec3<u32>;

      // Only used when the y/z dimension of workgroup size is 1.
      fn getGlobalIndex() -> i32 {
        ${eb(t)?"  return i32(globalId.x);":`  return i32((workgroupId.z * numWorkgroups.x * numWorkgroups.y +
                workgroupId.y * numWorkgroups.x + workgroupId.x) * ${o}u +
                localIndex);
        `}
      }
    `),t.pixelsOpType!=null){let h=t.pixelsOpType===Ps.FROM_PIXELS?`@group(0) @binding(0) var<storage, read_write> result: array<${Do(e.dtype,t.outputComponent)}>;`:`@group(0) @binding(1) var<storage, read> inBuf : array<${Do(r[0].dtype,t.outputComponent)}>;`,x=e.shape.length===3?"vec2<i32>":"i32";n.push(`
        struct Uniform {
          outShapeStrides : ${x},
          size            : i32,
          numChannels     : i32,
          alpha           : f32,
        };

        ${h}
        @group(0) @binding(2) var<uniform> uniforms: Uniform;
      `);let g=Qy(t);return[Yy,n.join(`
`),ym(e.shape),t.getUserCode(),Xy(g,t)].join(`
`)}let s,i,u="struct Uniforms { NAN : f32, INFINITY : f32, ";t.variableNames.forEach((h,x)=>{let g=tt(r[x].shape.length);u+=`${h.charAt(0).toLowerCase()+h.slice(1)}Shape : ${g}, `,s=r[x].shape.length-1,i=tt(s),u+=`${h.charAt(0).toLowerCase()+h.slice(1)}ShapeStrides: ${i}, `});let l=tt(e.shape.length);u+=`outShape : ${l}, `,s=e.shape.length-1,i=tt(s),u+=`
         outShapeStrides: ${i}, `,t.size&&(u+="size : i32, "),t.uniforms&&(u+=t.uniforms),u+="};",u=gA(u),n.push(u),t.atomic?n.push(`
      @group(0) @binding(0) var<storage, read_write> result: array<atomic<i32>>;
    `):n.push(`
      @group(0) @binding(0) var<storage, read_write> result: array<${Do(e.dtype,t.outputComponent)}>;
    `),t.variableNames.forEach((h,x)=>{n.push(`
      @group(0) @binding(${1+x}) var<storage, read> ${h}: array<${t.variableComponents?Do(r[x].dtype,t.variableComponents[x]):Do(r[x].dtype,t.outputComponent)}>;
        `)}),u!==""&&n.push(`
      @group(0) @binding(${1+t.variableNames.length}) var<uniform> uniforms: Uniforms;
      `);let a=mA(e.shape,t.dispatchLayout),c=[Yy,n.join(`
`)+lA,ym(e.shape),a,hA(e.shape.length)];t.atomic||c.push(dA(e.shape,e.dtype,t.outputComponent)),t.variableNames.forEach((h,x)=>{c.push(`${ym(r[x].shape,h)}`)});let p=r.map((h,x)=>fA(h,e.shape,t.variableComponents?t.variableComponents[x]:t.outputComponent,t.dispatchLayout.x.length===e.shape.length)).join(`
`);c.push(p),c.push(t.getUserCode());let f=Qy(t);return c.push(Xy(f,t)),c.join(`
`)}function Jy(r,e,t){let n=r.shaderKey;if(r.pixelsOpType!=null)return n;let o=[],s=[];e.forEach(c=>{o.push(c.shape),s.push(c.dtype)}),o.push(t.shape),s.push(t.dtype);let i=e.map(c=>C.getBroadcastDims(c.shape,t.shape)),u=e.map(c=>d.arraysEqual(c.shape,t.shape)).join("_"),l=i.map(c=>c.join("_")).join(";"),a=eb(r)?"flatDispatch":"";return n+="_"+(r.workgroupSize?r.workgroupSize.join(","):"")+o.map(c=>c.length).join(",")+s.join(",")+r.variableNames.join(",")+l+u+a,n}var Yy=`
  struct vec5 {x: i32, y: i32, z: i32, w: i32, u: i32};
  struct vec6 {x: i32, y: i32, z: i32, w: i32, u: i32, v: i32};

  // Checks whether coordinates lie within the bounds of the shape.
  fn coordsInBounds2D(coord : vec2<i32>, shape : vec2<i32>) -> bool {
    return all(coord >= vec2<i32>(0)) && all(coord < shape);
  }
  fn coordsInBounds3D(coord : vec3<i32>, shape : vec3<i32>) -> bool {
    return all(coord >= vec3<i32>(0)) && all(coord < shape);
  }
  fn coordsInBounds4D(coord : vec4<i32>, shape : vec4<i32>) -> bool {
    return all(coord >= vec4<i32>(0)) && all(coord < shape);
  }

  fn getIndexFromCoords1D(coord : i32, shape : i32) -> i32 {
    return coord;
  }
  fn getIndexFromCoords2D(coords : vec2<i32>, shape : vec2<i32>) -> i32 {
    return dot(coords, vec2<i32>(shape.y, 1));
  }
  fn getIndexFromCoords3D(coords : vec3<i32>, shape : vec3<i32>) -> i32 {
    return dot(coords, vec3<i32>(shape.y * shape.z, shape.z, 1));
  }
  fn getIndexFromCoords4D(coords : vec4<i32>, shape : vec4<i32>) -> i32 {
    return dot(coords, vec4<i32>(
        shape.y * shape.z * shape.w, shape.z * shape.w, shape.w, 1));
  }
  fn getIndexFromCoords5D(coords : vec5, shape : vec5) -> i32 {
    let shapeStrides: vec5 = vec5(shape.y * shape.z * shape.w * shape.u, shape.z * shape.w * shape.u, shape.w * shape.u, shape.u, 1);
    return coords.x*shapeStrides.x + coords.y*shapeStrides.y + coords.z*shapeStrides.z + coords.w*shapeStrides.w + coords.u*shapeStrides.u;
  }
  fn getIndexFromCoords6D(coords : vec6, shape : vec6) -> i32 {
    let shapeStrides: vec6 = vec6(shape.y * shape.z * shape.w * shape.u * shape.v, shape.z * shape.w * shape.u * shape.v, shape.w * shape.u * shape.v, shape.u * shape.v, shape.v, 1);
    return coords.x*shapeStrides.x + coords.y*shapeStrides.y + coords.z*shapeStrides.z + coords.w*shapeStrides.w + coords.u*shapeStrides.u + coords.v*shapeStrides.v;
  }

  // NaN defination in IEEE 754-1985 is :
  //   - sign = either 0 or 1.
  //   - biased exponent = all 1 bits.
  //   - fraction = anything except all 0 bits (since all 0 bits represents infinity).
  // https://en.wikipedia.org/wiki/IEEE_754-1985#Representation_of_non-numbers
  fn isnan(val: f32) -> bool {
    let floatToUint: u32 = bitcast<u32>(val);
    return (floatToUint & 0x7fffffffu) > 0x7f800000u;
  }
  fn isnanVec4(val : vec4<f32>) -> vec4<bool> {
    let floatToUint: vec4<u32> = bitcast<vec4<u32>>(val);
    return (floatToUint & vec4<u32>(0x7fffffffu)) > vec4<u32>(0x7f800000u);
  }
`,lA=`
  fn isinf(val: f32) -> bool {
    return abs(val) == uniforms.INFINITY;
  }
`;function ym(r,e=""){let t=r.length,n=e!==""?`get${e.charAt(0).toUpperCase()+e.slice(1)}CoordsFromIndex`:"getCoordsFromIndex",o=e!==""?`${e.charAt(0).toLowerCase()+e.slice(1)}ShapeStrides`:"outShapeStrides";if(t<=1)return`fn ${n}(index : i32) -> i32 { return index; }`;let s=d.computeStrides(r),i=tt(t),u=[];for(let a=0;a<t;a++)u.push(`d${a}`);if(s.length===1)return`    fn ${n}(index : i32) -> vec2<i32> {
      let d0 = index / uniforms.${o}; let d1 = index - d0 * uniforms.${o};
      return vec2<i32>(d0, d1);
    }`;let l;return l="var index2 = index;"+s.map((a,c)=>{let p=`let ${u[c]} = index2 / uniforms.${o}.${Fr(c)}`,f=c===s.length-1?`let ${u[c+1]} = index2 - ${u[c]} * uniforms.${o}.${Fr(c)}`:`index2 = index2 - ${u[c]} * uniforms.${o}.${Fr(c)}`;return`${p}; ${f};`}).join(""),`
    fn ${n}(index : i32) -> ${i} {
      ${l}
      return ${i}(${u.join(",")});
    }
  `}function cA(r,e){let t=r.name,n=r.shape.length,o=tt(n),s="get"+t.charAt(0).toUpperCase()+t.slice(1),i=["d0","d1","d2","d3","d4","d5"].slice(0,n),u=i.map(c=>`${c} : i32`).join(", ");if(n<1)return`
      fn ${s}() -> ${he(e)} {
        return ${he(e)}(${t}[0]);
      }
    `;let l=`uniforms.${t.charAt(0).toLowerCase()+t.slice(1)}Shape`,a=`${n}D`;return n===0&&(a="1D"),`
    fn ${s}(${u}) -> ${he(e)} {
      return ${he(e)}(${t}[getIndexFromCoords${a}(${o}(${i.join(",")}),
        ${l})${e===1?"":` / ${e}`}]);
    }
   `}function pA(r,e,t,n){let o=r.name,s=o.charAt(0).toUpperCase()+o.slice(1),i="get"+s+"ByOutput",u=r.shape.length,l=e.length,a=tt(l);if(d.arraysEqual(r.shape,e)&&n)return`
    fn ${i}Index(globalIndex : i32) -> ${he(t)} {
      return ${he(t)}(${o}[globalIndex]);
    }

    fn ${i}Coords(coords : ${a}) -> ${he(t)} {
      return ${he(t)}(${o}[${l>1?"getOutputIndexFromCoords(coords)":"coords"}${t===1?"":` / ${t}`}]);
    }
    `;let c=C.getBroadcastDims(r.shape,e),p=l-u,f="";if(u===0)return`
    fn ${i}Index(globalIndex : i32) -> ${he(t)}{
      return get${s}();
    }

    fn ${i}Coords(coords : ${a}) -> ${he(t)}{
      return get${s}();
    }
  `;l<2&&c.length>=1?f="coords = 0;":f=c.map(g=>`coords.${Fr(g+p)} = 0;`).join(`
`);let m="";if(l<2&&u>0)m="coords";else if(l>1){let g=tt(u),_=r.shape.map((b,w)=>`coords.${Fr(w+p)}`).join(", ");m=`${g}(${_})`}else m="coords";let h=`uniforms.${o.charAt(0).toLowerCase()+o.slice(1)}Shape`,x=`${u}D`;return`
  fn ${i}Index(globalIndex : i32) -> ${he(t)} {
    var coords = getCoordsFromIndex(globalIndex);
    ${f}
    return ${he(t)}(${o}[getIndexFromCoords${x}(${m}, ${h})${t===1?"":` / ${t}`}]);
  }

  fn ${i}Coords(coordsIn : ${a}) -> ${he(t)} {
    var coords = coordsIn;
    ${f}
    return ${he(t)}(${o}[getIndexFromCoords${x}(${m}, ${h})${t===1?"":` / ${t}`}]);
  }
`}function fA(r,e,t,n){let o=cA(r,t);return r.shape.length<=e.length&&(o+=pA(r,e,t,n)),o}function mA(r,e){let{x:t,y:n=[],z:o=[]}=e,s=r.length,i=t.length+n.length+o.length;if(i!==s)return"";if(t.length===s)return`fn getOutputCoords() -> ${tt(s)}{
    let globalIndex = getGlobalIndex();
    return getCoordsFromIndex(globalIndex);
  }
  `;let u="",l=[t,n,o];for(let f=0;f<l.length;f++){let m=l[f];if(m.length!==0)if(m.length===1)u+=`let d${m[0]} = i32(globalId[${f}]);`;else{let h=Ky(m,"uniforms.outShape");u+=`var index${f} = i32(globalId[${f}]);`;for(let x=0;x<h.length;x++)u+=`let d${m[x]} = index${f} / ${h[x]};`,x===h.length-1?u+=`let d${m[x+1]} = index${f} - d${m[x]} * ${h[x]};`:u+=`index${f} = index${f} - d${m[x]} * ${h[x]};`}}let a=[];for(let f=0;f<i;f++)a.push(`d${f}`);let c=tt(i),p=`fn getOutputCoords() -> ${c} {
  ${u}
`;return a.length===0?p+=`return ${c}(0); }`:p+=`return ${c}(${a.join(",")}); }`,p}function hA(r){let e="";switch(r){case 0:case 1:e+=`
        fn getOutputIndexFromCoords(coords : i32) -> i32 {
          return coords;
        }
        `;break;case 2:e+=`
        fn getOutputIndexFromCoords(coords : vec2<i32>) -> i32 {
          return dot(coords, vec2<i32>(uniforms.outShapeStrides, 1));
        }
        `;break;case 3:e+=`
        fn getOutputIndexFromCoords(coords : vec3<i32>) -> i32 {
          return dot(coords, vec3<i32>(uniforms.outShapeStrides.x, uniforms.outShapeStrides.y, 1));
        }
        `;break;case 4:e+=`
        fn getOutputIndexFromCoords(coords : vec4<i32>) -> i32 {
          return dot(coords, vec4<i32>(
            uniforms.outShapeStrides.x, uniforms.outShapeStrides.y, uniforms.outShapeStrides.z, 1));
        }
        `;break;case 5:e+=`
        fn getOutputIndexFromCoords(coords : vec5) -> i32 {
          return coords.x * uniforms.outShapeStrides.x +
              coords.y * uniforms.outShapeStrides.y +
              coords.z * uniforms.outShapeStrides.z +
              coords.w * uniforms.outShapeStrides.w +
              coords.u;
        }
        `;break;case 6:e+=`
        fn getOutputIndexFromCoords(coords : vec6) -> i32 {
          return coords.x * uniforms.outShapeStrides.x +
              coords.y * uniforms.outShapeStrides.y +
              coords.z * uniforms.outShapeStrides.z +
              coords.w * uniforms.outShapeStrides.w +
              coords.u * uniforms.outShapeStrides.u +
              coords.v;
        }
        `;break;default:d.assert(!1,()=>`Unsupported ${r}D shape`);break}return e}function eb(r){return r.dispatch[1]===1&&r.dispatch[2]===1}function Do(r,e=1){if(r==="float32")return he(e,"f32");if(r==="int32"||r==="bool")return he(e,"i32");throw new Error(`type ${r} is not supported.`)}function dA(r,e,t){let n=r.length,o=Do(e,t),s=`fn setOutputAtIndex(flatIndex : i32, value : ${he(t)}) {
      result[flatIndex] = ${o}(value);
    }

    fn setOutputAtIndexI32(flatIndex : i32, value : ${he(t,"i32")}) {
      result[flatIndex] = ${o}(value);
    }
    `;if(n>=2){let i=["d0","d1","d2","d3","d4","d5"].slice(0,n),u=tt(n);s+=`
      fn setOutputAtCoords(${i.map(l=>`${l} : i32`).join(", ")}, value : ${he(t)}) {
        let flatIndex = getOutputIndexFromCoords(${u}(${i.join(", ")}));
        setOutputAtIndex(flatIndex${t===1?"":` / ${t}`}, value);
      }
      fn setOutputAtCoordsI32(${i.map(l=>`${l} : i32`).join(", ")}, value : ${he(t,"i32")}) {
        let flatIndex = getOutputIndexFromCoords(${u}(${i.join(", ")}));
        setOutputAtIndexI32(flatIndex${t===1?"":` / ${t}`}, value);
      }
    `}return s}function gA(r){let e=/(\w+)\s*:\s*vec(5|6)/g;r=r.replace(e,n=>"@align(16) "+n);let t=/vec(5|6)\s*,\s*(\w+)/g;return r=r.replace(t,(n,o,s)=>`vec${o}, @align(16) ${s}`),r}function Qy(r){return!(r.dispatchLayout.hasOwnProperty("y")&&r.dispatchLayout.y.length!==0||r.dispatchLayout.hasOwnProperty("z")&&r.dispatchLayout.z.length!==0)}var bm=r=>{let e=1;for(let t=0;t<r.length;t++)e*=r[t];return e};function Ee(r,e,t=[1,1,1],n=[1,1,1]){let[o,s,i]=[Math.ceil(bm(r.x.map(u=>e[u]))/(t[0]*n[0])),r.y?Math.ceil(bm(r.y.map(u=>e[u]))/(t[1]*n[1])):1,r.z?Math.ceil(bm(r.z.map(u=>e[u]))/(t[2]*n[2])):1];return[o,s,i]}function tb(r,e,t,n=!1){let o=[8,8,1],s=[4,4,1];return n||(r<=8&&(s[1]=1),e<=16&&t<=16&&(o[0]=4)),{workgroupSize:o,elementsPerThread:s}}function Ge(r){return{x:r.map((e,t)=>t)}}function wm(r){if(r==="float32"||r==="int32"||r==="bool"||r==="string")return 4;if(r==="complex64")return 8;throw new Error(`Unknown dtype ${r}`)}function Ji(){return!!(typeof globalThis<"u"&&globalThis.navigator&&globalThis.navigator.gpu)}var Qt;(function(r){r[r.MatMulReduceProgram=0]="MatMulReduceProgram",r[r.MatMulSplitKProgram=1]="MatMulSplitKProgram",r[r.MatMulSmallOutputSizeProgram=2]="MatMulSmallOutputSizeProgram",r[r.MatMulPackedProgram=3]="MatMulPackedProgram",r[r.MatMulMax=4]="MatMulMax"})(Qt||(Qt={}));var _A=v().getNumber("WEBGPU_CPU_HANDOFF_SIZE_THRESHOLD"),yA=(r,e)=>{let t=r.limits.maxComputeWorkgroupsPerDimension,n=e.dispatchLayout,o=e.dispatch;if(o.every(i=>i<=t))return o;d.assert(o[0]>t&&n.y===void 0&&n.z===void 0,()=>"Dispatch size exceeds WebGPU limits in Y or Z dimension.");let s=Math.ceil(Math.sqrt(o[0]));return s>t?(s=Math.ceil(Math.cbrt(o[0])),d.assert(s<=t,()=>"Total dispatch size exceeds WebGPU maximum."),[s,s,s]):[s,s,1]},Po=class r extends Ut{nextDataId(){return r.nextDataId++}constructor(e,t){if(super(),this.commandQueueOwnedIds=new WeakSet,this.dispatchCountInPass=0,this.disposed=!1,this.downloadWaitMs=0,this.tensorDataPendingDisposal=[],this.queryResolveBuffer=null,this.querySet=null,this.querySetCount=2,this.stagingPendingDisposal=[],this.uniformPendingDisposal=[],this.uploadWaitMs=0,this.hasReadSyncWarned=!1,this.hasTimestampQueryWarned=!1,!Ji())throw new Error("WebGPU is not supported on this device");this.pipelineCache={},this.device=e,this.queue=e.queue,this.commandEncoder=null,this.computePassEncoder=null,this.adapterInfo=new Yi(t),this.supportTimestampQuery=this.device.features.has("timestamp-query"),this.thresholdToIncreaseWorkgroups=this.adapterInfo.intelGPUGeneration>=12?16:8,this.bufferManager=new Qi(this.device),this.textureManager=new Zi(this.device),this.tensorMap=new vr(this,at()),v().getBool("WEBGPU_USE_PROFILE_TOOL")&&(this.dummyCanvas=document.createElement("canvas"),this.dummyCanvas.width=1,this.dummyCanvas.height=1,this.dummyContext=this.dummyCanvas.getContext("webgpu"),this.dummyContext.configure({device:e,format:"bgra8unorm"}),document.body.appendChild(this.dummyCanvas))}floatPrecision(){return 32}disposeData(e,t=!1){if(!this.tensorMap.has(e))return!0;let n=this.tensorMap.get(e);return t?n.refCount=0:n.refCount--,n.refCount>0?!1:(n.complexTensorInfos!=null&&(this.disposeData(n.complexTensorInfos.real.dataId),this.disposeData(n.complexTensorInfos.imag.dataId)),this.commandQueueOwnedIds.has(e)?(this.tensorDataPendingDisposal.push(e),!0):(this.releaseResource(e),this.tensorMap.delete(e),!0))}memory(){return{numBytesInGPU:this.bufferManager.numBytesUsed,numBytesAllocatedInGPU:this.bufferManager.numBytesAllocated,unreliable:!1}}releaseResource(e){let t=this.tensorMap.get(e);if(!(!t||!t.resource)){if(t.external){t.resource=null;return}t.resource instanceof GPUBuffer?this.bufferManager.releaseBuffer(t.resource):t.resource instanceof GPUTexture&&this.textureManager.releaseTexture(t.resource),t.resource=null}}refCount(e){return this.tensorMap.has(e)?this.tensorMap.get(e).refCount:0}incRef(e){let t=this.tensorMap.get(e);t.refCount++}decRef(e){if(this.tensorMap.has(e)){let t=this.tensorMap.get(e);t.refCount--}}write(e,t,n){if(n==="complex64"&&e!=null)throw new Error("Cannot write to a complex64 dtype. Please use tf.complex(real, imag).");let o={id:this.nextDataId()};return this.tensorMap.set(o,{dtype:n,shape:t,values:e,refCount:1}),o}move(e,t,n,o,s){if(o==="complex64")throw new Error("Cannot write to a complex64 dtype. Please use tf.complex(real, imag).");this.tensorMap.set(e,{dtype:o,shape:n,values:t,refCount:s})}submitQueue(){this.queue.submit([this.commandEncoder.finish()]),this.commandEncoder=null,this.dispatchCountInPass=0,this.commandQueueOwnedIds=new WeakSet,this.tensorDataPendingDisposal.forEach(e=>{this.releaseResource(e),this.tensorMap.delete(e)}),this.uniformPendingDisposal.forEach(e=>this.bufferManager.releaseBuffer(e)),this.stagingPendingDisposal.forEach(e=>this.bufferManager.releaseBuffer(e,!1)),this.tensorDataPendingDisposal=[],this.uniformPendingDisposal=[],this.stagingPendingDisposal=[]}ensureCommandEncoderReady(){this.commandEncoder||(this.commandEncoder=this.device.createCommandEncoder())}endComputePassEncoder(){this.computePassEncoder&&(this.computePassEncoder.end(),this.computePassEncoder=null)}async checkCompileCompletionAsync(){let e;try{e=await Promise.all(Object.values(this.pipelineCache))}catch(t){throw new Error(t.message)}Object.keys(this.pipelineCache).map((t,n)=>{this.pipelineCache[t]=e[n]})}async getBufferData(e){if(v().getBool("WEBGPU_ENGINE_COMPILE_ONLY"))return console.warn("The data may be invalid since WEBGPU_ENGINE_COMPILE_ONLY is true, this can only be called when WEBGPU_ENGINE_COMPILE_ONLY is false"),null;let t=e.size,n=this.bufferManager.acquireBuffer(t,GPUBufferUsage.COPY_DST|GPUBufferUsage.MAP_READ);this.ensureCommandEncoderReady(),this.endComputePassEncoder(),this.commandEncoder.copyBufferToBuffer(e,0,n,0,t),this.submitQueue(),await n.mapAsync(GPUMapMode.READ);let o=n.getMappedRange().slice(0);return n.unmap(),n!=null&&this.bufferManager.releaseBuffer(n),v().getBool("WEBGPU_USE_PROFILE_TOOL")&&(d.assert(this.dummyContext!==void 0,()=>"Fail to get context for profiling tool"),this.dummyContext.getCurrentTexture()),o}convertAndCacheOnCPU(e,t){let n=this.tensorMap.get(e);return n.values=t,n.values}readSync(e){let t=this.tensorMap.get(e),{values:n,complexTensorInfos:o}=t;if(n!=null||t.dtype==="string")return n;if(t.dtype==="complex64"){let x=this.readSync(o.real.dataId),g=this.readSync(o.imag.dataId),_=d.convertBackendValuesAndArrayBuffer(C.mergeRealAndImagArrays(x,g).buffer,"float32");return this.convertAndCacheOnCPU(e,_),_}this.hasReadSyncWarned||(this.hasReadSyncWarned=!0,console.warn("The performance of synchronously reading data from GPU to CPU is poor on the webgpu backend, please use asynchronous APIs instead."));let s=["opaque","premultiplied"],i=t.resource,u=i.size;d.assert(u%4===0,()=>"Because there is 4 bytes for one pixel, buffer size must be multiple of 4.");let l=u/4,a=new ArrayBuffer(u),c=256,p=256,f=s.map(x=>new OffscreenCanvas(c,p)),m=new OffscreenCanvas(c,p);this.endComputePassEncoder(),f.map((x,g)=>{let _=x.getContext("webgpu");return _.configure({device:this.device,format:"bgra8unorm",usage:GPUTextureUsage.COPY_DST,alphaMode:s[g]}),_.getCurrentTexture()}).map((x,g)=>{let _=c*4,b=(O,L,j)=>{this.ensureCommandEncoderReady(),this.commandEncoder.copyBufferToTexture({buffer:i,bytesPerRow:_,offset:j},{texture:x},{width:O,height:L}),this.submitQueue();let V=m.getContext("2d",{willReadFrequently:!0});V.clearRect(0,0,O,L),V.drawImage(f[g],0,0);let Q=V.getImageData(0,0,O,L).data,ne=s[g],ee=new Uint8ClampedArray(a,j,O*L*4);for(let re=0;re<ee.length;re+=4)if(ne==="premultiplied")ee[re+3]=Q[re+3];else{let be=Q[re];ee[re]=Q[re+2],ee[re+1]=Q[re+1],ee[re+2]=be}},w=Math.floor(l/(c*p)),I=c,A=p,k=0;for(let O=0;O<w;O++)b(I,A,k),k+=c*p*4;let F=l%(c*p);A=Math.floor(F/c),A>0&&(b(I,A,k),k+=A*(c*4)),I=F%c,I>0&&b(I,1,k)});let h=d.convertBackendValuesAndArrayBuffer(a,t.dtype);return this.convertAndCacheOnCPU(e,h),h}async read(e){if(!this.tensorMap.has(e))throw new Error(`Tensor ${e} was not registered!`);let t=this.tensorMap.get(e),{values:n}=t;if(n!=null)return n;let o;if(t.dtype==="complex64"){let s=await Promise.all([this.read(t.complexTensorInfos.real.dataId),this.read(t.complexTensorInfos.imag.dataId)]),i=s[0],u=s[1];o=C.mergeRealAndImagArrays(i,u)}else{let s=await this.getBufferData(t.resource);o=d.convertBackendValuesAndArrayBuffer(s,t.dtype)}return this.convertAndCacheOnCPU(e,o),o}copyBuffer(e){let t=e.size,n=e.usage,o=this.bufferManager.acquireBuffer(t,n);return this.ensureCommandEncoderReady(),this.endComputePassEncoder(),this.commandEncoder.copyBufferToBuffer(e,0,o,0,t),this.submitQueue(),o}createTensorFromGPUData(e,t,n){let o=e.buffer;if(n==="complex64")throw new Error("Cannot write to a complex64 dtype. ");let s={id:this.nextDataId()};this.tensorMap.set(s,{dtype:n,shape:t,values:null,refCount:1,external:e.zeroCopy});let i=this.tensorMap.get(s),u=wm(i.dtype)*d.sizeFromShape(i.shape);if(e.buffer.size<u)throw new Error(`GPUBuffer size(${e.buffer.size}) is smaller than tensor size(${u})!`);if((e.buffer.usage&(GPUBufferUsage.STORAGE|GPUBufferUsage.COPY_SRC))!==(GPUBufferUsage.STORAGE|GPUBufferUsage.COPY_SRC))throw new Error("GPUBuffer.usage should include GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC!");return e.zeroCopy!==!0&&(o=this.copyBuffer(o)),i.resource=o,at().makeTensorFromDataId(s,t,n,this)}readToGPU(e){let t=this.tensorMap.get(e),{values:n,dtype:o,shape:s,resource:i}=t;if(o==="complex64")throw new Error("Does not support reading buffer for complex64 dtype.");if(i==null)throw n!=null?new Error("Data is not on GPU but on CPU."):new Error("There is no data on GPU or CPU.");let u=i,l=u.size,a=u.usage,c=this.bufferManager.acquireBuffer(l,a);this.ensureCommandEncoderReady(),this.endComputePassEncoder(),this.commandEncoder.copyBufferToBuffer(i,0,c,0,l),this.submitQueue();let p=this.makeTensorInfo(s,o),f=at().makeTensorFromTensorInfo(p),m=this.tensorMap.get(p.dataId);return m.resource=c,{tensorRef:f,buffer:c}}bufferSync(e){let t=this.readSync(e.dataId);if(e.dtype==="string")try{let n=t.map(o=>d.decodeString(o));return fe(e.shape,e.dtype,n)}catch{throw new Error("Failed to decode encoded string bytes into utf-8")}return fe(e.shape,e.dtype,t)}async time(e){!this.supportTimestampQuery&&!this.hasTimestampQueryWarned&&(console.warn("This device doesn't support timestamp-query extension. Start Chrome browser with flag --enable-dawn-features=allow_unsafe_apis to try it again. Otherwise, zero will be shown for the kernel time when profiling mode is enabled."),this.hasTimestampQueryWarned=!0);let t=this.activeTimers,n=[],o=!1;this.programTimersStack==null?(this.programTimersStack=n,o=!0):this.activeTimers.push(n),this.activeTimers=n,e();let s=d.flatten(this.activeTimers.map(a=>a.query)).filter(a=>a!=null),i=d.flatten(this.activeTimers.map(a=>a.name)).filter(a=>a!=null);this.activeTimers=t,o&&(this.programTimersStack=null);let u={uploadWaitMs:this.uploadWaitMs,downloadWaitMs:this.downloadWaitMs,kernelMs:null,wallMs:null},l=await Promise.all(s);return u.kernelMs=d.sum(l),u.getExtraProfileInfo=()=>l.map((a,c)=>({name:i[c],ms:a})).map(a=>`${a.name}: ${a.ms}`).join(", "),this.uploadWaitMs=0,this.downloadWaitMs=0,u}makeTensorInfo(e,t,n){return t==="string"&&n!=null&&n.length>0&&d.isString(n[0])&&(n=n.map(s=>d.encodeString(s))),{dataId:this.write(n,e,t),shape:e,dtype:t}}tensorToBinding(e){if(!e)return null;let n=this.tensorMap.get(e.dataId).resource;return n instanceof GPUBuffer?{buffer:n}:n instanceof GPUTexture?n.createView():n}uploadToGPU(e){let t=this.tensorMap.get(e);if(t.resource!=null)return;let n=wm(t.dtype)*d.sizeFromShape(t.shape),o,s=GPUBufferUsage.STORAGE|GPUBufferUsage.COPY_SRC|GPUBufferUsage.COPY_DST;if(t.values){if(o=this.bufferManager.acquireBuffer(n,s,!0),o.mapState==="unmapped"){let i=this.bufferManager.acquireBuffer(n,GPUBufferUsage.MAP_WRITE|GPUBufferUsage.COPY_SRC,!0,!1),u=i.getMappedRange();t.dtype==="int32"||t.dtype==="bool"?new Int32Array(u).set(t.values):new Float32Array(u).set(t.values),i.unmap(),this.ensureCommandEncoderReady(),this.endComputePassEncoder(),this.commandEncoder.copyBufferToBuffer(i,0,o,0,n),this.stagingPendingDisposal.push(i)}else{let i=o.getMappedRange();t.dtype==="int32"||t.dtype==="bool"?new Int32Array(i).set(t.values):new Float32Array(i).set(t.values),o.unmap()}t.values=null}else o=this.bufferManager.acquireBuffer(n,s);t.resource=o}makeUniforms(e){let t=0,n=0,o=[],s=1;e.forEach(l=>{l.data.length===0&&(l.data=[1]);let a;switch(l.data.length){case 1:a=4;break;case 2:a=8;break;case 3:a=16;break;case 4:a=16;break;case 5:a=16;break;case 6:a=16;break;default:d.assert(!1,()=>`Unsupported ${l.data.length}D shape`)}(n===5||n===6)&&(a=16),a>s&&(s=a),t=Math.ceil(t/a)*a,n=l.data.length,o.push(t),t+=l.data.length*4}),t=Math.ceil(t/s)*s;let i=new ArrayBuffer(t);e.forEach((l,a)=>{let c=o[a];l.type==="int32"?new Int32Array(i,c,l.data.length).set(l.data):l.type==="uint32"?new Uint32Array(i,c,l.data.length).set(l.data):new Float32Array(i,c,l.data.length).set(l.data)});let u=this.bufferManager.acquireBuffer(t,GPUBufferUsage.COPY_DST|GPUBufferUsage.UNIFORM);return this.queue.writeBuffer(u,0,i,0,t),this.uniformPendingDisposal.push(u),{offset:0,size:t,buffer:u}}runWebGPUProgram(e,t,n,o,s){if(s||(s=this.makeTensorInfo(e.outputShape,n)),d.sizeFromShape(s.shape)===0)return this.tensorMap.get(s.dataId).values=d.getTypedArrayFromDType(s.dtype,0),s;this.uploadToGPU(s.dataId),e.dispatch=yA(this.device,e);let i=t.map((l,a)=>{if(l.dtype==="complex64")throw new Error("GPGPUProgram does not support complex64 input. For complex64 dtypes, please separate the program into real and imaginary parts.");return this.uploadToGPU(l.dataId),{dtype:this.tensorMap.get(l.dataId).dtype,shape:l.shape,name:e.variableNames[a]}});e.shaderKey=Jy(e,i,s);let u=v().getBool("WEBGPU_ENGINE_COMPILE_ONLY");return e.shaderKey in this.pipelineCache||(this.pipelineCache[e.shaderKey]=Zy(this.device,e,i,s,u)),e.pipeline=this.pipelineCache[e.shaderKey],u||this.recordAndSubmit(e,s,t,o),s}recordAndSubmit(e,t,n,o){if(e.pipeline instanceof Promise)throw new Error("Please call checkCompileCompletionAsync to ensure parallel compilation is done!");let s=[],i=[],u="int32";if(e.pixelsOpType==null){s.push({type:"float32",data:[NaN]},{type:"float32",data:[1/0]}),i=n.concat(t).map(m=>m.shape);let f="int32";i.map(m=>{s.push({type:f,data:m});let h=d.computeStrides(m);s.push({type:f,data:h})})}else{let f=d.computeStrides(t.shape);s.push({type:u,data:f})}if(e.size){let f=d.sizeFromShape(e.outputShape);s.push({type:u,data:[e.outputComponent?f/e.outputComponent:f]})}o&&(s=[...s,...o]);let l=[this.tensorToBinding(t),...n.map(f=>this.tensorToBinding(f)),this.makeUniforms(s)];n.forEach(f=>{this.commandQueueOwnedIds.add(f.dataId)}),this.commandQueueOwnedIds.add(t.dataId);let a=this.device.createBindGroup({layout:e.pipeline.getBindGroupLayout(0),entries:l.map((f,m)=>({binding:m,resource:f}))}),c=this.activeTimers!=null;this.ensureCommandEncoderReady();let p={};c&&this.supportTimestampQuery?(this.endComputePassEncoder(),this.querySet==null&&(this.querySet=this.device.createQuerySet({type:"timestamp",count:this.querySetCount})),p.timestampWrites={querySet:this.querySet,beginningOfPassWriteIndex:0,endOfPassWriteIndex:1},this.computePassEncoder=this.commandEncoder.beginComputePass(p)):this.computePassEncoder||(this.computePassEncoder=this.commandEncoder.beginComputePass(p)),this.computePassEncoder.setPipeline(e.pipeline),this.computePassEncoder.setBindGroup(0,a),this.computePassEncoder.dispatchWorkgroups(e.dispatch[0],e.dispatch[1],e.dispatch[2]),this.dispatchCountInPass++,(c||v().get("WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE")<=this.dispatchCountInPass||e.pixelsOpType===Ps.DRAW)&&(this.endComputePassEncoder(),c?this.activeTimers.push({name:e.constructor.name,query:this.getQueryTime()}):this.submitQueue())}async getQueryTime(){if(!this.supportTimestampQuery)return 0;this.queryResolveBuffer==null&&(this.queryResolveBuffer=this.bufferManager.acquireBuffer(this.querySetCount*8,GPUBufferUsage.COPY_SRC|GPUBufferUsage.COPY_DST|GPUBufferUsage.QUERY_RESOLVE)),this.commandEncoder.resolveQuerySet(this.querySet,0,this.querySetCount,this.queryResolveBuffer,0);let e=this.bufferManager.acquireBuffer(this.querySetCount*8,GPUBufferUsage.MAP_READ|GPUBufferUsage.COPY_DST);this.commandEncoder.copyBufferToBuffer(this.queryResolveBuffer,0,e,0,this.querySetCount*8),this.submitQueue(),await e.mapAsync(GPUMapMode.READ);let t=new BigUint64Array(e.getMappedRange()),n=Number(t[1]-t[0])/1e6;return e.unmap(),this.bufferManager.releaseBuffer(e),n}shouldExecuteOnCPU(e,t=_A){return v().getBool("WEBGPU_CPU_FORWARD")&&e.every(n=>this.tensorMap.get(n.dataId).resource==null&&d.sizeFromShape(n.shape)<t)}numDataIds(){return this.tensorMap.numDataIds()-this.tensorDataPendingDisposal.length}dispose(){this.disposed||(this.querySet!=null&&this.querySet.destroy(),this.bufferManager.dispose(),this.textureManager.dispose(),this.disposed=!0)}};Po.nextDataId=0;Ji()&&po("webgpu",async()=>{let r={powerPreference:v().get("WEBGPU_USE_LOW_POWER_GPU")?"low-power":"high-performance"},e=await navigator.gpu.requestAdapter(r),t={},n=[];e.features.has("timestamp-query")&&n.push("timestamp-query"),e.features.has("bgra8unorm-storage")&&n.push(["bgra8unorm-storage"]),t.requiredFeatures=n;let o=e.limits;t.requiredLimits={maxComputeWorkgroupStorageSize:o.maxComputeWorkgroupStorageSize,maxComputeWorkgroupsPerDimension:o.maxComputeWorkgroupsPerDimension,maxStorageBufferBindingSize:o.maxStorageBufferBindingSize,maxBufferSize:o.maxBufferSize,maxComputeWorkgroupSizeX:o.maxComputeWorkgroupSizeX,maxComputeInvocationsPerWorkgroup:o.maxComputeInvocationsPerWorkgroup};let s=await e.requestDevice(t),i="info"in e?e.info:"requestAdapterInfo"in e?await e.requestAdapterInfo():void 0;return new Po(s,i)},3);var ae;(function(r){r[r.ADD=0]="ADD",r[r.ATAN2=1]="ATAN2",r[r.COMPLEX_MULTIPLY_IMAG=2]="COMPLEX_MULTIPLY_IMAG",r[r.COMPLEX_MULTIPLY_REAL=3]="COMPLEX_MULTIPLY_REAL",r[r.DIV=4]="DIV",r[r.ELU_DER=5]="ELU_DER",r[r.EQUAL=6]="EQUAL",r[r.FLOOR_DIV=7]="FLOOR_DIV",r[r.GREATER=8]="GREATER",r[r.GREATER_EQUAL=9]="GREATER_EQUAL",r[r.LESS=10]="LESS",r[r.LESS_EQUAL=11]="LESS_EQUAL",r[r.LOGICAL_AND=12]="LOGICAL_AND",r[r.LOGICAL_OR=13]="LOGICAL_OR",r[r.MAX=14]="MAX",r[r.MIN=15]="MIN",r[r.MOD=16]="MOD",r[r.MUL=17]="MUL",r[r.NOT_EQUAL=18]="NOT_EQUAL",r[r.POW=19]="POW",r[r.PRELU=20]="PRELU",r[r.SQUARED_DIFFERENCE=21]="SQUARED_DIFFERENCE",r[r.SUB=22]="SUB"})(ae||(ae={}));var bA="let resultTemp = a + b;",wA="let resultTemp = atan2(a, b);",vA="let resultTemp = areal * breal - aimag * bimag;",SA="let resultTemp = areal * bimag + aimag * breal;",IA="let resultTemp = a / b;",EA="let resultTemp = select(a * (b + 1.0), a, b >= b - b);",TA=`
  let zero = sign(a) * 0 + 0;
  let one = sign(b) * 0 + 1;
  let resultTemp = select(zero, one, a == b);
`,AA=`
  let remainder =
      select(a % b, round(a % b), (round(a) == a) & (round(b) == b));
  let quotient = (a - remainder) / b;
  let resultTemp =
      round(select(quotient, quotient - 1, sign(remainder) == -sign(b)));
`,CA=`
  let zero = sign(a) * 0 + 0;
  let one = sign(b) * 0 + 1;
  let resultTemp = select(zero, one, a > b);
`,RA=`
  let zero = sign(a) * 0 + 0;
  let one = sign(b) * 0 + 1;
  let resultTemp = select(zero, one, a >= b);
`,kA=`
  let zero = sign(a) * 0 + 0;
  let one = sign(b) * 0 + 1;
  let resultTemp = select(zero, one, a < b);
`,$A=`
  let zero = sign(a) * 0 + 0;
  let one = sign(b) * 0 + 1;
  let resultTemp = select(zero, one, a <= b);
`,NA="return f32(a >= 1.0 && b >= 1.0);",FA=`return (vec4<f32>(a >= vec4<f32>(1.0)) *
  vec4<f32>(b >= vec4<f32>(1.0)));`,MA="return f32(a >= 1.0 || b >= 1.0);",DA=`return min(vec4<f32>(a >= vec4<f32>(1.0)) +
  vec4<f32>(b >= vec4<f32>(1.0)), vec4<f32>(1.0));`,PA="let resultTemp = max(a, b);",BA="let resultTemp = min(a, b);",LA=`
  let isNaN = b == 0.;
  var resultTemp = a % b;
  resultTemp = select((resultTemp + b) % b, resultTemp,
      (a < 0. && b < 0.) || (a >= 0. && b > 0.));
`,OA=`
  let isNaN = !vec4<bool>(b);
  var resultTemp = vec4<f32>(a % b);
  if (!((a[0] < 0. && b[0] < 0.) || (a[0] >= 0. && b[0] > 0.))) {
    resultTemp[0] = (resultTemp[0] + b[0]) % b[0];
  }
  if (!((a[1] < 0. && b[1] < 0.) || (a[1] >= 0. && b[1] > 0.))) {
    resultTemp[1] = (resultTemp[1] + b[1]) % b[1];
  }
  if (!((a[2] < 0. && b[2] < 0.) || (a[2] >= 0. && b[2] > 0.))) {
    resultTemp[2] = (resultTemp[2] + b[2]) % b[2];
  }
  if (!((a[3] < 0. && b[3] < 0.) || (a[3] >= 0. && b[3] > 0.))) {
    resultTemp[3] = (resultTemp[3] + b[3]) % b[3];
  }
`,UA="let resultTemp = a * b;",GA=`
  var resultTemp = f32(a != b);
  let valueForNaN = 1.0;
`,WA=`
  var resultTemp = vec4<f32>(a != b);
  let valueForNaN = 1.0;
`,zA=`
  let isNaN = a < 0.0 && floor(b) < b;
  if (b == 0.0) {
    return 1.0;
  }
  var resultTemp = select(sign(a) * pow(abs(a), b), pow(abs(a), b),
      round(abs(b) % 2.0) != 1.0);
`,VA=`
  let isModRound1Bool = vec4<i32>(round(abs(b) % vec4<f32>(2.0))) == vec4<i32>(1);
  let isModRound1 = vec4<f32>(isModRound1Bool);
  let multiplier = sign(a) * isModRound1 + (vec4<f32>(1.0) - isModRound1);
  var resultTemp = multiplier * pow(abs(a), b);

  // Ensure that a^0 = 1, including 0^0 = 1 as this correspond to TF and JS
  let isExpZero = b == vec4<f32>(0.0);
  if (isExpZero.r) {
    resultTemp.r = 1.0;
  }
  if (isExpZero.g) {
    resultTemp.g = 1.0;
  }
  if (isExpZero.b) {
    resultTemp.b = 1.0;
  }
  if (isExpZero.a) {
    resultTemp.a = 1.0;
  }
  let isNaN = (a < vec4<f32>(0.0)) & (floor(b) < b);
`,qA="if (a < 0.0) { return b * a; }  return a;",HA=`
  let aLessThanZero = vec4<f32>(a < vec4<f32>(0.0));
  return (aLessThanZero * (b * a)) + ((vec4<f32>(1.0) - aLessThanZero) * a);
`,KA="let resultTemp = (a - b) * (a - b);",jA="let resultTemp = a - b;";function Bo(r,e){let t;do{switch(r){case ae.ATAN2:t=wA;break;case ae.MAX:t=PA;break;case ae.MIN:t=BA;break;case ae.MOD:t=e?OA:LA;break;case ae.NOT_EQUAL:t=e?WA:GA;break;case ae.POW:t=e?VA:zA;break;default:continue}let n,o,s;return e?(n="isnanVec4",o="vec4<f32>",s="vec4<bool>"):(n="isnan",o="f32",s="bool"),`
      let aIsNaN = ${n}(a);
      let aPostLegalization = select(a, ${o}(42), aIsNaN);
      let bIsNaN = ${n}(b);
      let bPostLegalization = select(b, ${o}(42), bIsNaN);
      let isNaN = false;
      let valueForNaN = uniforms.NAN;
      {
        let a = aPostLegalization;
        let b = bPostLegalization;
        ${t}
        return select(
            resultTemp, ${o}(valueForNaN),
            ${s}(isNaN) | aIsNaN | bIsNaN);
      }
    `}while(!1);switch(r){case ae.ADD:t=bA;break;case ae.COMPLEX_MULTIPLY_IMAG:t=SA;break;case ae.COMPLEX_MULTIPLY_REAL:t=vA;break;case ae.DIV:t=IA;break;case ae.ELU_DER:t=EA;break;case ae.EQUAL:t=TA;break;case ae.FLOOR_DIV:t=AA;break;case ae.GREATER:t=CA;break;case ae.GREATER_EQUAL:t=RA;break;case ae.LESS:t=kA;break;case ae.LESS_EQUAL:t=$A;break;case ae.LOGICAL_AND:return e?FA:NA;case ae.LOGICAL_OR:return e?DA:MA;case ae.MUL:t=UA;break;case ae.PRELU:return e?HA:qA;case ae.SQUARED_DIFFERENCE:t=KA;break;case ae.SUB:t=jA;break;default:}return`
    ${t}
    return resultTemp;
  `}var Bs=class{constructor(e,t,n){this.variableNames=["AReal","AImag","BReal","BImag"],this.workgroupSize=[128,1,1],this.size=!0,this.outputShape=C.assertAndGetBroadcastShape(t,n),this.dispatchLayout=Ge(this.outputShape),this.dispatch=Ee(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey=`binaryOpComplex_${e}`,this.op=e}getUserCode(){return`
      fn binaryOpComplex(
          areal : f32, aimag : f32, breal : f32, bimag : f32) -> f32 {
        ${Bo(this.op,!1)}
      }

      ${de("index")} {
        if(index < uniforms.size) {
          let areal = getARealByOutputIndex(index);
          let aimag = getAImagByOutputIndex(index);
          let breal = getBRealByOutputIndex(index);
          let bimag = getBImagByOutputIndex(index);
          setOutputAtIndex(index, binaryOpComplex(areal, aimag, breal, bimag));
        }
      }
    `}};var Ls=class{constructor(e,t,n){if(this.size=!0,this.variableNames=["A","B"],this.outputShape=C.assertAndGetBroadcastShape(t,n),this.dispatchLayout=Ge(this.outputShape),this.op=e,this.useSharedMemoryWithA=t.length<=1&&n.length>1&&t[0]<128,this.useSharedMemoryWithB=n.length<=1&&t.length>1&&n[0]<128,this.useSharedMemoryWithA||this.useSharedMemoryWithB)this.outputComponent=1,this.variableComponents=[1,1],this.lastDimensionSize=this.useSharedMemoryWithB?n[0]:t[0],this.shaderKey=`binary_${e}_${this.lastDimensionSize}`,this.type="shared",this.workgroupSize=[256,1,1];else{let o=t.length>0&&t[t.length-1]%4===0,s=n.length>0&&n[n.length-1]%4===0;o&&s?(this.outputComponent=4,this.variableComponents=[4,4]):o&&(d.isScalarShape(n)||n[n.length-1]===1)||s&&(d.isScalarShape(t)||t[t.length-1]===1)?(this.outputComponent=4,this.variableComponents=o?[4,1]:[1,4]):(this.outputComponent=1,this.variableComponents=[1,1]),this.type="nonshared",this.shaderKey=`binary_${e}_${this.variableComponents}`,this.workgroupSize=[128,1,1]}this.dispatch=Ee(this.dispatchLayout,this.outputShape,this.workgroupSize,[this.outputComponent,1,1])}getUserCode(){let e,t=this.outputComponent===4?"vec4<f32>":"f32",n=`
    fn binaryOperation(a : ${t}, b : ${t}) -> ${t} {
      ${Bo(this.op,this.outputComponent===4)}
    };
    `;if(this.type==="shared"){let o=this.lastDimensionSize>1?`coords[${this.outputShape.length-1}]`:"0",s=this.useSharedMemoryWithB?`let a = getAByOutputIndex(index);
          let b = sharedBuf[${o}];`:`let a = sharedBuf[${o}];
          let b = getBByOutputIndex(index);`;e=`
        ${n}
        var<workgroup> sharedBuf : array<f32, ${this.lastDimensionSize}>;
        ${de("index")} {
          // Fill in the shared memory buffer.
          let localIndex = i32(localId.x);
          if(localIndex < ${this.lastDimensionSize}) {
            sharedBuf[localIndex] = f32(${this.useSharedMemoryWithB?"B":"A"}[localIndex]);
          }
          workgroupBarrier();

          if(index < uniforms.size) {
            let coords = getCoordsFromIndex(index);
            ${s}
            setOutputAtIndex(index, binaryOperation(a, b));
          }
        }
        `}else e=`
       ${n}
       ${de("index")} {
         if (index < uniforms.size) {
           let coords = getCoordsFromIndex(index * ${this.outputComponent});
           let a = ${t}(getAByOutputCoords(coords));
           let b = ${t}(getBByOutputCoords(coords));
           setOutputAtIndex(index, binaryOperation(a, b));
         }
       }
       `;return e}};function Rt(r){let{inputs:e}=r,{x:t}=e;return r.backend.incRef(t.dataId),{dataId:t.dataId,shape:t.shape,dtype:t.dtype}}var nb={kernelName:zt,backendName:"webgpu",kernelFunc:Rt};function sn(r){let{inputs:e,backend:t}=r,{real:n,imag:o}=e,s=t.makeTensorInfo(n.shape,"complex64"),i=t.tensorMap.get(s.dataId),u=Rt({inputs:{x:n},backend:t}),l=Rt({inputs:{x:o},backend:t});return i.complexTensorInfos={real:u,imag:l},s}var W;(function(r){r[r.ABS=0]="ABS",r[r.ACOS=1]="ACOS",r[r.ACOSH=2]="ACOSH",r[r.ASIN=3]="ASIN",r[r.ASINH=4]="ASINH",r[r.ATAN=5]="ATAN",r[r.ATANH=6]="ATANH",r[r.CEIL=7]="CEIL",r[r.COS=8]="COS",r[r.COSH=9]="COSH",r[r.ELU=10]="ELU",r[r.ERF=11]="ERF",r[r.EXP=12]="EXP",r[r.EXPM1=13]="EXPM1",r[r.FLOOR=14]="FLOOR",r[r.IS_FINITE=15]="IS_FINITE",r[r.IS_INF=16]="IS_INF",r[r.IS_NAN=17]="IS_NAN",r[r.LINEAR=18]="LINEAR",r[r.LOG=19]="LOG",r[r.LOG1P=20]="LOG1P",r[r.LOGICAL_NOT=21]="LOGICAL_NOT",r[r.NEG=22]="NEG",r[r.RELU=23]="RELU",r[r.RELU6=24]="RELU6",r[r.LEAKYRELU=25]="LEAKYRELU",r[r.RECIPROCAL=26]="RECIPROCAL",r[r.ROUND=27]="ROUND",r[r.RSQRT=28]="RSQRT",r[r.SELU=29]="SELU",r[r.SIGMOID=30]="SIGMOID",r[r.SIGN=31]="SIGN",r[r.SIN=32]="SIN",r[r.SINH=33]="SINH",r[r.SOFTPLUS=34]="SOFTPLUS",r[r.SQRT=35]="SQRT",r[r.SQUARE=36]="SQUARE",r[r.STEP=37]="STEP",r[r.TAN=38]="TAN",r[r.TANH=39]="TANH",r[r.TO_INT=40]="TO_INT"})(W||(W={}));var XA="return abs(a);",YA=`
  if (abs(a) > 1.) {
    return uniforms.NAN;
  }
  return acos(a);
`,QA=`
  if (a < 1.) {
    return uniforms.NAN;
  }
  return acosh(a);
`,ZA=`
  if (abs(a) > 1.) {
    return uniforms.NAN;
  }
  return asin(a);
`,JA="return asinh(a);",e1=`
  if (isnan(a)) {
    return uniforms.NAN;
  }
  return atan(a);
`,t1=`
  if (abs(a) > 1.) {
    return uniforms.NAN;
  }
  if (a == 1.) {
    return uniforms.INFINITY;
  }
  if (a == -1.) {
    return -uniforms.INFINITY;
  }
  return atanh(a);
`,r1="return ceil(a);",n1="return cos(a);",o1=`
  let e2x = exp(-a);
  return (e2x + 1.0 / e2x) / 2.0;
`,s1="return exp(a) - 1.0;",a1="if (a >= 0.0) { return a; }  return (exp(a) - 1.0);",i1=`
  var resFloat = exp(a) - vec4<f32>(1.0);
  if (a.r >= 0.0) {
    resFloat.r = a.r;
  }
  if (a.g >= 0.0) {
    resFloat.g = a.g;
  }
  if (a.b >= 0.0) {
    resFloat.b = a.b;
  }
  if (a.a >= 0.0) {
    resFloat.a = a.a;
  }
  return resFloat;
`,u1=`
  // Error function is calculated approximately with elementary function.
  // See "Handbook of Mathematical Functions with Formulas,
  // Graphs, and Mathematical Tables", Abramowitz and Stegun.
  let p = ${C.ERF_P};
  let a1 = ${C.ERF_A1};
  let a2 = ${C.ERF_A2};
  let a3 = ${C.ERF_A3};
  let a4 = ${C.ERF_A4};
  let a5 = ${C.ERF_A5};

  let sign = sign(a);
  let absA = abs(a);
  let t = 1.0 / (1.0 + p * absA);
  return sign * (1.0 - (((((a5 * t + a4) * t) + a3) * t + a2) * t + a1) * t * exp(-absA * absA));
`,l1="return exp(a);",c1="return floor(a);",p1="return f32(!isnan(a) && !isinf(a));",f1="return f32(isinf(a));",m1="return f32(isnan(a));",h1="return a;",d1=`if (a < 0.0) { return uniforms.NAN; }
  return log(a);`,g1=`
  if (isnan(a)) { return a; }
  return log(1.0 + a);
`,x1="return f32(!(a >= 1.0));",_1="return -a;",y1="if (a < 0.0) { return uniforms.alpha * a; } return a;",b1=`
  let aLessThanZero = vec4<f32>(a < vec4<f32>(0.0));
  return (aLessThanZero * (uniforms.alpha * a)) + ((vec4<f32>(1.0) - aLessThanZero) * a);
`,w1="return 1.0 / a;",v1="return select(a, 0.0, a < 0.0);",S1="return clamp(a, 0.0, 6.0);",I1="return clamp(a, vec4<f32>(0.0, 0.0, 0.0, 0.0), vec4<f32>(6.0, 6.0, 6.0, 6.0));",E1=`
  return select(a, vec4<f32>(0.0), a < vec4<f32>(0.0));
`,T1="return round(a);",A1="return inverseSqrt(a);",C1=`
  if (a >= 0.0) {
    return ${C.SELU_SCALE} * a;
  } else {
    return ${C.SELU_SCALEALPHA} * (exp(a) - 1.0);
  }
`,R1="return 1.0 / (1.0 + exp(-1.0 * a));",k1="return sign(a);",$1="return sin(a);",N1=`
  let e2x = exp(a);
  return (e2x - 1.0 / e2x) / 2.0;
`,F1=`
  let epsilon = 1.1920928955078125e-7;
  let threshold = log(epsilon) + 2.0;

  let too_large = a > -threshold;
  let too_small = a < threshold;
  let exp_a = exp(a);

  if (too_large) {
    return a;
  } else if (too_small) {
    return exp_a;
  } else {
    return log(exp_a + 1.0);
  }
`,M1="return sqrt(a);",D1="return a * a;",P1=`
  if (isnan(a)) {
    return a;
  }

  return select(uniforms.stepAlpha, 1.0, a > 0.0);
`,B1="return tan(a);",L1=`
  let e2x = exp(-2.0 * abs(a));
  return sign(a) * (1.0 - e2x) / (1.0 + e2x);
`,O1="return f32(i32((a)));";function Mr(r,e){switch(r){case W.ABS:return XA;case W.ACOS:return YA;case W.ACOSH:return QA;case W.ASIN:return ZA;case W.ASINH:return JA;case W.ATAN:return e1;case W.ATANH:return t1;case W.COS:return n1;case W.COSH:return o1;case W.CEIL:return r1;case W.ELU:return e?i1:a1;case W.ERF:return u1;case W.EXP:return l1;case W.EXPM1:return s1;case W.FLOOR:return c1;case W.IS_FINITE:return p1;case W.IS_INF:return f1;case W.IS_NAN:return m1;case W.LINEAR:return h1;case W.LOG:return d1;case W.LOG1P:return g1;case W.LOGICAL_NOT:return x1;case W.NEG:return _1;case W.LEAKYRELU:return e?b1:y1;case W.RECIPROCAL:return w1;case W.RELU:return e?E1:v1;case W.RELU6:return e?I1:S1;case W.ROUND:return T1;case W.RSQRT:return A1;case W.SELU:return C1;case W.SIGMOID:return R1;case W.SIGN:return k1;case W.SIN:return $1;case W.SINH:return N1;case W.SOFTPLUS:return F1;case W.SQRT:return M1;case W.SQUARE:return D1;case W.STEP:return P1;case W.TAN:return B1;case W.TANH:return L1;case W.TO_INT:return O1;default:throw new Error(`BinaryType ${r} is not implemented!`)}}var mr=class{constructor(e,t,n=""){this.variableNames=["A"],this.size=!0;let o=128;this.workgroupSize=[o,1,1],this.outputShape=e,this.dispatchLayout=Ge(this.outputShape),this.dispatch=Ee(this.dispatchLayout,this.outputShape,this.workgroupSize),this.op=t,n!==""&&(this.uniforms=n),this.shaderKey=`unary_${t}`}getUserCode(){return`
      fn unaryOperation(a : f32) -> f32 {
        ${Mr(this.op,!1)}
      }
      ${de("index")} {
        if (index < uniforms.size) {
          let a = getAByOutputIndex(index);
          setOutputAtIndex(index, unaryOperation(a));
        }
      }
      `}};function hr({opType:r,cpuKernelImpl:e,dtype:t}){return({inputs:n,backend:o})=>{let{x:s}=n,i=o,u=t||s.dtype;if(i.shouldExecuteOnCPU([s])&&e!=null){let a=i.tensorMap.get(s.dataId),c=e(a.values,u);return i.makeTensorInfo(s.shape,u,c)}let l=new mr(s.shape,r);return i.runWebGPUProgram(l,[s],u)}}function dr({opType:r,cpuKernelImpl:e,supportsComplex:t=!1,dtype:n}){return({inputs:o,backend:s})=>{let{a:i,b:u}=o,l=s;if(t&&i.dtype==="complex64"){let p=l.tensorMap.get(i.dataId),f=l.tensorMap.get(u.dataId),m,h;if(r!==ae.MUL)[m,h]=[[p.complexTensorInfos.real,f.complexTensorInfos.real],[p.complexTensorInfos.imag,f.complexTensorInfos.imag]].map(g=>{let[_,b]=g,w={dataId:_.dataId,dtype:_.dtype,shape:i.shape},I={dataId:b.dataId,dtype:b.dtype,shape:u.shape},A=new Ls(r,i.shape,u.shape);return l.runWebGPUProgram(A,[w,I],Ye(_.dtype,b.dtype))});else{let g=new Bs(ae.COMPLEX_MULTIPLY_REAL,i.shape,u.shape),_=new Bs(ae.COMPLEX_MULTIPLY_IMAG,i.shape,u.shape),b=[{dataId:p.complexTensorInfos.real.dataId,dtype:p.complexTensorInfos.real.dtype,shape:i.shape},{dataId:p.complexTensorInfos.imag.dataId,dtype:p.complexTensorInfos.imag.dtype,shape:i.shape},{dataId:f.complexTensorInfos.real.dataId,dtype:f.complexTensorInfos.real.dtype,shape:u.shape},{dataId:f.complexTensorInfos.imag.dataId,dtype:f.complexTensorInfos.imag.dtype,shape:u.shape}];m=l.runWebGPUProgram(g,b,"float32"),h=l.runWebGPUProgram(_,b,"float32")}let x=sn({inputs:{real:m,imag:h},backend:l});return l.disposeData(m.dataId),l.disposeData(h.dataId),x}let a=n||Ye(i.dtype,u.dtype);if((i.dtype==="string"||u.dtype==="string"||l.shouldExecuteOnCPU([i,u]))&&e!=null){let p=l.tensorMap.get(i.dataId).values,f=l.tensorMap.get(u.dataId).values,m=i.dtype==="string"?C.fromUint8ToStringArray(p):p,h=i.dtype==="string"?C.fromUint8ToStringArray(f):f,[x,g]=e(i.shape,u.shape,m,h,a);return l.makeTensorInfo(g,a,x)}let c=new Ls(r,i.shape,u.shape);return l.runWebGPUProgram(c,[i,u],a)}}var{addImpl:ob,castImpl:sb,ceilImpl:N8,concatImpl:ab,equalImpl:F8,expImpl:ib,expm1Impl:M8,floorImpl:D8,floorDivImpl:P8,gatherNdImpl:B8,gatherV2Impl:L8,greaterEqualImpl:O8,greaterImpl:U8,lessEqualImpl:G8,lessImpl:W8,logImpl:z8,maxImpl:ub,maximumImpl:V8,minimumImpl:q8,multiplyImpl:lb,negImpl:H8,notEqualImpl:cb,prodImpl:pb,rangeImpl:K8,rsqrtImpl:j8,scatterImpl:X8,simpleAbsImpl:Y8,sliceImpl:fb,stridedSliceImpl:Q8,stringNGramsImpl:Z8,subImpl:mb,tileImpl:J8,topKImpl:e5,transposeImpl:hb,uniqueImpl:t5}=Ss;var U1=dr({opType:ae.ADD,cpuKernelImpl:ob,supportsComplex:!0}),db={kernelName:"Add",backendName:"webgpu",kernelFunc:U1};function an(r,e=!1,t=!1,n=3){if(r===null)return"";let o="";if(r==="linear")o=Mr(W.LINEAR);else if(r==="relu")o=Mr(W.RELU,t);else if(r==="elu")o=Mr(W.ELU,t);else if(r==="relu6")o=Mr(W.RELU6,t);else if(r==="prelu")o=Bo(ae.PRELU,t);else if(r==="sigmoid")o=Mr(W.SIGMOID,t);else if(r==="leakyrelu")o=Mr(W.LEAKYRELU,t);else throw new Error(`Activation ${r} has not been implemented for the WebGPU backend.`);let i=he(t?4:1),u="";return e?u=`
      fn activation(a : ${i}, coords : vec${n}<i32>) -> ${i} {
        let b = getPreluActivationWeightsByOutputCoords(coords);
        ${o}
      }`:u=`
      fn activation(a : ${i}, coords : vec${n}<i32>) -> ${i} {
        ${o}
      }`,u}function eu(r,e){return`
      ${r?"value = value + getBiasByOutputCoords(coords);":""}
      ${e?"value = activation(value, coords);":""}
      `}function vm(r,e,t=!1,n=!1,o=!1,s=1){d.assert(r&&s===1||!r,()=>`transposeA ${r} is not compatible with component size ${s}`);let i=`
      ${r?"value = getA(batch, col, row);":"value = getA(batch, row, col);"}

    `,u=e?"value = getB(batch, col, row);":"value = getB(batch, row, col);";return`
  fn mm_readA(batch: i32, row: i32, col: i32) -> ${he(s)} {
    var value = ${he(s)}(0.0);
    ${t&&o?i:`
    ${r?"if(row < uniforms.dimAOuter && col < uniforms.dimInner)":"if(row < uniforms.aShape[1] && col < uniforms.aShape[2])"}
    {
      ${i}
    }
    `}
    return value;
  }

  fn mm_readB(batch: i32, row: i32, col: i32) -> ${he(s)} {
    var value = ${he(s)}(0.0);
    ${u}
    return value;
  }
  `}function Os(r,e,t,n,o=!1,s=!1,i=!1,u=1){return`
  ${vm(t,n,o,s,i,u)}
  fn mm_write(batch: i32, row: i32, col: i32, valueIn: ${he(u)}) {
    ${o&&s?"":"if (row < uniforms.dimAOuter && col < uniforms.dimBOuter)"}
    {
      var value = valueIn;
      let coords = vec3<i32>(batch, row, col);
      ${eu(r,e)}
      setOutputAtCoords(coords[0], coords[1], coords[2], value);
    }
  }
  `}var G1=(r,e)=>r?`
        mm_Asub[inputRow][inputCol] = mm_readA(batchA,
          kStart + inputRow,
          globalRowStart + inputCol * ${e});
        `:`
        mm_Asub[inputRow][inputCol] = mm_readA(batchA,
          globalRow + innerRow,
          kStart + inputCol * ${e});
        `,W1=(r,e,t,n)=>{if(r)return`
      for (var k = 0; k < ${n}; k++) {
        let BCached0 = mm_Bsub[k][tileCol];
        let ACached0 = mm_Asub[k][localRow];
        for (var i = 0; i < ${t}; i++) {
          acc[i] = fma(BCached0, vec4<f32>(ACached0[i]), acc[i]);
        }
      }`;{let o="",s="";for(let i=0;i<e;i++)o+=`let BCached${i} = mm_Bsub[k * ${e} + ${i}][tileCol];`,s+=`acc[i] = fma(BCached${i}, vec4<f32>(ACached[${i}]), acc[i]);`;return`
      for (var k = 0; k < ${n/e}; k++) {
        ${o}
        for (var i = 0; i < ${t}; i++) {
          let ACached = mm_Asub[tileRow + i][k];
          ${s}
        }
      }`}};function Sm(r,e,t=!1,n=32,o=!1,s=32,i=!1){let u=e[1]*r[1],l=e[0]*r[0],a=t?u:n,c=t?n:u,p=a/e[0],f=n/e[1],m=r[1],h=r[0];return d.assert((t&&p===4&&r[1]===4||!t&&(p===3||p===4))&&a%e[0]===0&&n%e[1]===0&&r[0]===4,()=>`If transposeA ${t} is true, innerElementSize ${p} and workPerThread[1] ${r[1]} must be 4.
          Otherwise, innerElementSize ${p} must be 3 or 4.
      tileAWidth ${a} must be divisible by workgroupSize[0]${e[0]}. tileInner ${n} must be divisible by workgroupSize[1] ${e[1]}. colPerThread ${r[0]} must be 4.`),`
  var<workgroup> mm_Asub : array<array<vec${p}<f32>, ${a/p}>, ${c}>;
  var<workgroup> mm_Bsub : array<array<vec4<f32>, ${l/r[0]}>, ${n}>;

  ${de()} {
    let localRow = i32(localId.y);
    let tileRow = localRow * ${m};
    let tileCol = i32(localId.x);

    let globalRow = i32(globalId.y) * ${m};
    let globalCol = i32(globalId.x) * ${h};
    let batch = ${o?"0":"i32(globalId.z)"};
    let batchA = ${o||!i?"batch":"batch % uniforms.aShape[0]"};
    let batchB = ${o||!i?"batch":"batch % uniforms.bShape[0]"};
    let globalRowStart = i32(workgroupId.y) * ${u};

    let numTiles = ${o?`${Math.ceil(s/n)}`:`(uniforms.dimInner - 1) / ${n} + 1`};
    var kStart = ${o?`i32(globalId.z) * ${s}`:"0"};

    var acc: array<vec4<f32>, ${m}>;

    // Loop over shared dimension.
    let tileRowB = localRow * ${f};
    for (var t = 0; t < numTiles; t++) {
        // Load one tile of A into local memory.
        for (var innerRow = 0; innerRow < ${m}; innerRow++) {
            let inputRow = tileRow + innerRow;
            let inputCol = tileCol;
            ${G1(t,p)}
        }

        // Load one tile of B into local memory.
        for (var innerRow = 0; innerRow < ${f}; innerRow++) {
            let inputRow = tileRowB + innerRow;
            let inputCol = tileCol;
            mm_Bsub[inputRow][inputCol] = mm_readB(batchB, kStart + inputRow, globalCol);
        }
        kStart = kStart + ${n};
        workgroupBarrier();

        // Compute acc values for a single thread.
        ${W1(t,p,m,n)}
        workgroupBarrier();
    }

    for (var innerRow = 0; innerRow < ${m}; innerRow++) {
        mm_write(batch, globalRow + innerRow, globalCol, acc[innerRow]);
    }
  }`}var gb=r=>r?`
        mm_Asub[inputRow][inputCol] = mm_readA(batchA,
          kStart + inputRow,
          globalRowStart + inputCol);
        `:`
        mm_Asub[inputRow][inputCol] = mm_readA(batchA,
          globalRowStart + inputRow,
          kStart + inputCol);
        `,z1=r=>r?"let ACached = mm_Asub[k][tileRow + innerRow];":"let ACached = mm_Asub[tileRow + innerRow][k];";function Im(r,e,t=!1,n=32,o=!1,s=32,i=!1,u=!1){let l=r[1]*e[1],a=r[0]*e[0],c=t?l:n,p=t?n:l;d.assert(p%e[1]===0&&c%e[0]===0&&n%e[1]===0,()=>`tileAHight ${p} must be divisible by workgroupSize[1]${e[1]}, tileAWidth ${c} must be divisible by workgroupSize[0]${e[0]}, tileInner ${n} must be divisible by workgroupSize[1]${e[1]}`);let f=p/e[1],m=c/e[0],h=n/e[1],x=r[1],g=r[0],_=i?`
      let localRow = i32(localId.y);
      let localCol = i32(localId.x);
      let globalRowStart = i32(workgroupId.y) * ${l};
      let globalColStart = i32(workgroupId.x) * ${a};

      // Loop over shared dimension.
      for (var t = 0; t < numTiles; t++) {
        // Load one tile of A into local memory.
        for (var inputRow = localRow; inputRow < ${p}; inputRow = inputRow + ${e[1]}) {
          for (var inputCol = localCol; inputCol < ${c}; inputCol = inputCol + ${e[0]}) {
            ${gb(t)}
          }
        }
        // Load one tile of B into local memory.
        for (var inputRow = localRow; inputRow < ${n}; inputRow = inputRow + ${e[1]}) {
              for (var inputCol = localCol; inputCol < ${a}; inputCol = inputCol + ${e[0]}) {
            mm_Bsub[inputRow][inputCol] = mm_readB(batchB,
              kStart + inputRow,
              globalColStart + inputCol);
          }
        }
        kStart = kStart + ${n};
        workgroupBarrier();

        // Compute acc values for a single thread.
        var BCached : array<f32, ${g}>;
        for (var k = 0; k < ${n}; k++) {
          for (var inner = 0; inner < ${g}; inner++) {
            BCached[inner] = mm_Bsub[k][localCol + inner * ${e[0]}];
          }
          for (var innerRow = 0; innerRow < ${x}; innerRow++) {
            let ACached = ${t?`mm_Asub[k][localRow + innerRow * ${e[1]}];`:`mm_Asub[localRow + innerRow * ${e[1]}][k];`}
            for (var innerCol = 0; innerCol < ${g}; innerCol++) {
              acc[innerRow][innerCol] =
                  fma(ACached, BCached[innerCol], acc[innerRow][innerCol]);
            }
          }
        }
        workgroupBarrier();
      }
      for (var innerRow = 0; innerRow < ${x}; innerRow++) {
        let gRow = globalRowStart + localRow + innerRow * ${e[1]};
        for (var innerCol = 0; innerCol < ${g}; innerCol++) {
          let gCol = globalColStart + localCol + innerCol * ${e[0]};
          mm_write(batch, gRow, gCol, acc[innerRow][innerCol]);
        }
      }
      `:`
  let tileRow = i32(localId.y) * ${x};
  let tileCol = i32(localId.x) * ${g};

  let globalRow = i32(globalId.y) * ${x};
  let globalCol = i32(globalId.x) * ${g};
  let globalRowStart = i32(workgroupId.y) * ${l};

  let tileRowA = i32(localId.y) * ${f};
  let tileColA = i32(localId.x) * ${m};
  let tileRowB = i32(localId.y) * ${h};
  // Loop over shared dimension.
  for (var t = 0; t < numTiles; t++) {
    // Load one tile of A into local memory.
    for (var innerRow = 0; innerRow < ${f}; innerRow++) {
      for (var innerCol = 0; innerCol < ${m}; innerCol++) {
        let inputRow = tileRowA + innerRow;
        let inputCol = tileColA + innerCol;
        ${gb(t)}
      }
    }

    // Load one tile of B into local memory.
    for (var innerRow = 0; innerRow < ${h}; innerRow++) {
      for (var innerCol = 0; innerCol < ${g}; innerCol++) {
        let inputRow = tileRowB + innerRow;
        let inputCol = tileCol + innerCol;
        mm_Bsub[inputRow][inputCol] = mm_readB(batchB,
          kStart + inputRow,
          globalCol + innerCol);
      }
    }
    kStart = kStart + ${n};
    workgroupBarrier();

    // Compute acc values for a single thread.
    var BCached : array<f32, ${g}>;
    for (var k = 0; k < ${n}; k++) {
      for (var inner = 0; inner < ${g}; inner++) {
        BCached[inner] = mm_Bsub[k][tileCol + inner];
      }

      for (var innerRow = 0; innerRow < ${x}; innerRow++) {
        ${z1(t)}
        for (var innerCol = 0; innerCol < ${g}; innerCol++) {
          acc[innerRow][innerCol] =
              fma(ACached, BCached[innerCol], acc[innerRow][innerCol]);
        }
      }
    }

    workgroupBarrier();
  }

  for (var innerRow = 0; innerRow < ${x}; innerRow++) {
    for (var innerCol = 0; innerCol < ${g}; innerCol++) {
      mm_write(batch, globalRow + innerRow, globalCol + innerCol,
          acc[innerRow][innerCol]);
    }
  }
  `;return`
    var<workgroup> mm_Asub : array<array<f32, ${c}>, ${p}>;
    var<workgroup> mm_Bsub : array<array<f32, ${a}>, ${n}>;

    ${de()} {
      let batch = ${o?"0":"i32(globalId.z)"};
      let batchA = ${o||!u?"batch":"batch % uniforms.aShape[0]"};
      let batchB = ${o||!u?"batch":"batch % uniforms.bShape[0]"};
      let numTiles = ${o?`${Math.ceil(s/n)}`:`(uniforms.dimInner - 1) / ${n} + 1`};
      var kStart = ${o?`i32(globalId.z) * ${s}`:"0"};

      var acc : array<array<f32, ${g}>, ${x}>;

      // Without this initialization strange values show up in acc.
      for (var innerRow = 0; innerRow < ${x}; innerRow++) {
        for (var innerCol = 0; innerCol < ${g}; innerCol++) {
          acc[innerRow][innerCol] = 0.0;
        }
      }
      ${_}
    }
  `}var V1=r=>r?`
      mm_readA(batchA, colA, globalRow),
      mm_readA(batchA, colA + 1, globalRow),
      mm_readA(batchA, colA + 2, globalRow),
      mm_readA(batchA, colA + 3, globalRow)
  `:`
      mm_readA(batchA, globalRow, colA),
      mm_readA(batchA, globalRow, colA + 1),
      mm_readA(batchA, globalRow, colA + 2),
      mm_readA(batchA, globalRow, colA + 3)
  `;function q1(r,e=!1){d.assert(r[1]===1&&r[2]===1,()=>`A linear work group size is required. But got ${r}.`);let t=r[0]*4;return`
    var<workgroup> mm_Asub : array<vec4<f32>, ${r[0]}>;

    ${de()} {
      let tileCol = i32(localId.x);
      let globalCol = i32(globalId.x);
      let globalRow = i32(globalId.y);

      let numTiles = (uniforms.dimInner - 1) / ${t} + 1;
      let batch = i32(globalId.z);
      let batchA = batch % uniforms.aShape[0];
      let batchB = batch % uniforms.bShape[0];
      // Without this initialization strange values show up in acc.
      var acc = 0.0;

      // Loop over shared dimension.
      for (var t = 0; t < numTiles; t++) {
        // Load one tile of A into local memory.
        let colA = t * ${t} + tileCol * 4;
        mm_Asub[tileCol] = vec4<f32>(${V1(e)});
        workgroupBarrier();

        // Compute acc values for a single thread.
        for (var k = 0; k < ${t/4}; k++) {
          let rowB = t * ${t} + k * 4;
          let BCached = vec4<f32>(mm_readB(batchB, rowB, globalCol),
                              mm_readB(batchB, rowB + 1, globalCol),
                              mm_readB(batchB, rowB + 2, globalCol),
                              mm_readB(batchB, rowB + 3, globalCol));

          let ACached = mm_Asub[k];
          acc = acc + dot(ACached, BCached);
        }

        workgroupBarrier();
      }

      mm_write(batch, globalRow, globalCol, acc);
    }
  `}var tu=class{constructor(e,t,n=!1,o=!1,s=null,i=null,u=null,l=!1){this.variableNames=["A","B"],this.uniforms="dimAOuter : i32, dimBOuter : i32, dimInner : i32,",this.outputShape=t,this.dispatchLayout={x:[2],y:[1],z:[0]};let a=n?e[1]:e[2];if(this.isVec4=(a%4===0&&!n||t[1]%4===0&&n)&&t[2]%4===0&&!o,this.outputComponent=this.isVec4?4:1,this.isVectorA=t[1]===1&&!n,!this.isVec4&&this.isVectorA)this.elementsPerThread=[1,1,1],this.workgroupSize=[32,1,1];else{let f=tb(t[1],a,t[2],n);this.workgroupSize=f.workgroupSize,this.elementsPerThread=f.elementsPerThread}this.dispatch=Ee(this.dispatchLayout,this.outputShape,this.workgroupSize,this.elementsPerThread);let c=s!=null,p=u!=null;c&&this.variableNames.push("bias"),p&&this.variableNames.push("preluActivationWeights"),this.sequentialAccessByThreads=l,this.transposeA=n,this.transposeB=o,this.addBias=c,this.activation=i,this.hasPreluActivationWeights=p,[this.fitAOuter,this.fitBOuter,this.fitInner]=this.getShapeFit(t[1],t[2],a),this.shaderKey=`matMulPacked_${this.elementsPerThread}_${n}_${o}_${this.activation}_${this.fitAOuter}_${this.fitBOuter}_${this.fitInner}_${this.isVec4}_${this.isVectorA}_${this.sequentialAccessByThreads}`}getShapeFit(e,t,n){let o=this.workgroupSize[1]*this.elementsPerThread[1],s=this.workgroupSize[0]*this.elementsPerThread[0];!this.isVec4&&this.isVectorA?this.tileInner=this.workgroupSize[0]*4:this.tileInner=s;let i=e%o===0,u=t%s===0,l=n%this.tileInner===0;return[i,u,l]}getUserCode(){return`
      ${an(this.activation,this.hasPreluActivationWeights,this.isVec4)}
      ${Os(this.addBias,this.activation,!1,this.transposeB,this.fitAOuter,this.fitBOuter,this.fitInner,this.isVec4?4:1)}
      ${this.isVec4?Sm(this.elementsPerThread,this.workgroupSize,this.transposeA,this.tileInner,!1,null,!0):this.isVectorA?q1(this.workgroupSize,this.transposeA):Im(this.elementsPerThread,this.workgroupSize,this.transposeA,this.tileInner,!1,null,this.sequentialAccessByThreads,!0)}
    `}};function H1(r){return`
    var<workgroup> sumValues : array<f32, ${r}>;
    ${de()} {
      let coords = getOutputCoords();
      let batch = coords[0];
      let batchA = batch % uniforms.aShape[0];
      let batchB = batch % uniforms.bShape[0];
      let row = coords[1];
      let col = coords[2];
      var sum = 0.0;
      let Length = uniforms.dimInner;
      for (var k = i32(localId.x); k < Length; k = k + ${r}) {
        let dataA = mm_readA(batchA, row, k);
        let dataB = mm_readB(batchB, k, col);
        sum = sum + dataA * dataB;
      }
      sumValues[localId.x] = sum;
      workgroupBarrier();

      for(var currentSize = ${r/2}u; currentSize > 1u;
          currentSize = currentSize / 2u) {
        if (localId.x < currentSize)
        {
          sumValues[localId.x] = sumValues[localId.x] + sumValues[localId.x + currentSize];
        }
        workgroupBarrier();
      }

      if (localId.x == 0u) {
        sum = sumValues[0] + sumValues[1];
        mm_write(batch, row, col, sum);
      }
    }
  `}var ru=class{constructor(e,t=!1,n=!1,o=null,s=null,i=null){this.variableNames=["A","B"],this.uniforms="dimAOuter : i32, dimBOuter : i32, dimInner : i32,",this.workgroupSize=[256,1,1],this.outputShape=e,this.dispatchLayout={x:[],y:[1,2],z:[0]},this.dispatch=Ee(this.dispatchLayout,this.outputShape,this.workgroupSize);let u=o!=null,l=i!=null;u&&this.variableNames.push("bias"),l&&this.variableNames.push("preluActivationWeights"),this.transposeA=t,this.transposeB=n,this.addBias=u,this.activation=s,this.hasPreluActivationWeights=l,this.shaderKey=`matMulReduce_${this.activation}_${t}_${n}`}getUserCode(){return`
      ${an(this.activation,this.hasPreluActivationWeights)}
      ${Os(this.addBias,this.activation,this.transposeA,this.transposeB)}
      ${H1(this.workgroupSize[0])}
    `}};function K1(r){let e=r[1],t=r[0],n=e>t?e:t;return`
  var<workgroup> mm_Asub : array<array<f32, ${n}>, ${e}>;
  var<workgroup> mm_Bsub : array<array<f32, ${t}>, ${n}>;

  // If the output size is small for matrix multiplication, avoid to use vec4
  // and handle some elements per thread to optimally utilize the ALU.
  // Read data from global memory to registers firstly, then store them into
  // shared memory, so it is instruction-Level parallelism for arithmetic
  // operations and others handle IO operations between barrier api, makes ALU
  // and load/store units work simultaneously, could improves the performance.
  ${de()} {
    let tileRow = i32(localId.y);
    let tileCol = i32(localId.x);
    let globalRow = i32(globalId.y);
    let globalCol = i32(globalId.x);
    let batch = i32(globalId.z);
    let batchA = batch % uniforms.aShape[0];
    let batchB = batch % uniforms.bShape[0];

    // uniforms.dimInner should be greater than 0.
    let numTiles = (uniforms.dimInner - 1) / ${n} + 1;
    var acc = 0.0;

    var globalColA = tileCol;
    var globalRowB = 0;
    var regA = mm_readA(batchA, globalRow, globalColA);
    var regB0 = mm_readB(batchB, globalRowB + 2 * tileRow, globalCol);
    var regB1 = mm_readB(batchB, globalRowB + 2 * tileRow + 1, globalCol);
    globalColA = globalColA + ${n};
    globalRowB = globalRowB + ${n};

    for (var t = 0; t < numTiles; t = t + 1) {
      mm_Asub[tileRow][tileCol] = regA;
      mm_Bsub[2 * tileRow][tileCol] = regB0;
      mm_Bsub[2 * tileRow + 1][tileCol] = regB1;

      workgroupBarrier();

      regA = mm_readA(batchA, globalRow, globalColA);
      regB0 = mm_readB(batchB, globalRowB + 2 * tileRow, globalCol);
      regB1 = mm_readB(batchB, globalRowB + 2 * tileRow + 1, globalCol);
      globalColA = globalColA + ${n};
      globalRowB = globalRowB + ${n};

      for (var k = 0; k < ${n}; k = k + 1) {
        acc = acc + mm_Asub[tileRow][k] * mm_Bsub[k][tileCol];
      }
      workgroupBarrier();
    }

    mm_write(batch, globalRow, globalCol, acc);
  }
  `}var nu=class{constructor(e,t,n,o=!1,s=!1,i=null,u=null,l=null){this.variableNames=["A","B"],this.uniforms="dimAOuter : i32, dimBOuter : i32, dimInner : i32,",this.workgroupSize=[16,8,1],this.outputShape=n,this.dispatchLayout={x:[2],y:[1],z:[0]},this.dispatch=[Math.ceil(n[2]/this.workgroupSize[0]),Math.ceil(n[1]/this.workgroupSize[1]),n[0]];let a=i!=null;a&&this.variableNames.push("bias");let c=l!=null;c&&this.variableNames.push("preluActivationWeights"),this.transposeA=o,this.transposeB=s,this.addBias=a,this.activation=u,this.hasPreluActivationWeights=c,this.shaderKey=`matMulSmallOutputSize_${this.activation}_${o}_${s}`}getUserCode(){return`
      ${an(this.activation,this.hasPreluActivationWeights)}
      ${Os(this.addBias,this.activation,this.transposeA,this.transposeB)}
      ${K1(this.workgroupSize)}
    `}};var ou=class{constructor(e,t,n=!1,o=!1){this.variableNames=["A","B"],this.uniforms="dimAOuter : i32, dimBOuter : i32, dimInner : i32,",this.workgroupSize=[8,8,1],this.atomic=!0,this.splitedDimInner=128,d.assert(e[0]===1,()=>"MatMulSplitKProgram only supports batch = 1."),this.outputShape=e,this.dispatchLayout={x:[2],y:[1],z:[0,3]};let s=(n&&this.outputShape[1]%4===0||!n&&t%4===0)&&this.outputShape[2]%4===0;this.elementsPerThread=[4,4,this.splitedDimInner],this.outputComponent=s?4:1,s||(this.outputShape[1]<16&&(this.elementsPerThread[1]=1),this.outputShape[2]<16&&(this.elementsPerThread[0]=1)),this.dispatch=Ee(this.dispatchLayout,[this.outputShape[0],this.outputShape[1],this.outputShape[2],t],this.workgroupSize,this.elementsPerThread),this.transposeA=n,this.transposeB=o,this.shaderKey=`matMulSplitK_${n}_${o}_${this.elementsPerThread}_${this.outputComponent}`}getUserCode(){let e=this.outputComponent;return`
      ${vm(!1,this.transposeB,!1,!1,!1,e)}
      fn mm_write(batch: i32, row : i32, col : i32, value : ${he(e)}) {
        if (row < uniforms.dimAOuter && col < uniforms.dimBOuter) {
          let coords = vec3<i32>(batch, row, col);
          let flatIndex = getOutputIndexFromCoords(coords);
          // The problem is that we should initialize output to zero before using.
          // Otherwise, the original value will be added to the result.
          for (var i = 0; i < ${e}; i = i + 1) {
            ${jy("&result[flatIndex + i]",`${e>1?"value[i]":"value"}`,"float32")}
          }
        }
      }
      ${e===4?Sm(this.elementsPerThread,this.workgroupSize,this.transposeA,32,!0,this.splitedDimInner):Im(this.elementsPerThread,this.workgroupSize,this.transposeA,32,!0,this.splitedDimInner)}
    `}},su=class{constructor(e,t=null,n=null,o=null){this.uniforms="",this.variableNames=["x"],this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=e,this.dispatchLayout=Ge(this.outputShape),this.dispatch=Ee(this.dispatchLayout,this.outputShape,this.workgroupSize),this.addBias=t!=null,this.hasPreluActivationWeights=o!=null,this.activation=n,this.addBias&&this.variableNames.push("bias"),this.hasPreluActivationWeights&&this.variableNames.push("preluActivationWeights"),this.shaderKey=`biasActivation_${n}`}getUserCode(){return`
    ${an(this.activation,this.hasPreluActivationWeights)}
    ${de("index")} {
      if (index < uniforms.size) {
        let coords = getCoordsFromIndex(index);
        var value = getXByOutputIndex(index);
        ${eu(this.addBias,this.activation)}
        setOutputAtIndex(index, value);
      }
    }
    `}};var au=class{constructor(e){this.variableNames=[],this.outputShape=[],this.uniforms="value : f32,",this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=e,this.dispatchLayout=Ge(this.outputShape),this.dispatch=Ee(this.dispatchLayout,this.outputShape,this.workgroupSize),this.shaderKey="fill"}getUserCode(){return`
    ${de("index")} {
      if (index < uniforms.size) {
        setOutputAtIndex(index, uniforms.value);
      }
    }
  `}};function iu(r){let{backend:e,attrs:t}=r,{shape:n,value:o}=t,{dtype:s}=t;if(s=s||d.inferDtype(o),s==="string"){let i=d.getArrayFromDType(s,d.sizeFromShape(n));return i.fill(o),e.makeTensorInfo(n,s,i)}else{let i=new au(n),u=[{type:"float32",data:[o]}];return e.runWebGPUProgram(i,[],s,u)}}function vt(r){let{inputs:e,attrs:t}=r,{x:n}=e,{shape:o}=t,s=d.sizeFromShape(n.shape),i=d.inferFromImplicitShape(o,s),u=d.sizeFromShape(i);return d.assert(s===u,()=>`The new shape (${i}) has ${u} elements and the old shape (${n.shape}) has ${s} elements. The new shape and old shape must have the same number of elements.`),r.backend.incRef(n.dataId),{dataId:n.dataId,shape:i,dtype:n.dtype}}var xb={kernelName:Vr,backendName:"webgpu",kernelFunc:vt};function uu({a:r,b:e,transposeA:t,transposeB:n,backend:o,bias:s=null,preluActivationWeights:i=null,leakyreluAlpha:u=0,activation:l=null}){let a=r.shape.length,c=e.shape.length,p=t?r.shape[a-2]:r.shape[a-1],f=n?e.shape[c-1]:e.shape[c-2],m=t?r.shape[a-1]:r.shape[a-2],h=n?e.shape[c-2]:e.shape[c-1],x=r.shape.slice(0,-2),g=e.shape.slice(0,-2),_=d.sizeFromShape(x),b=d.sizeFromShape(g),I=bt.assertAndGetBroadcastShape(r.shape.slice(0,-2),e.shape.slice(0,-2)).concat([m,h]);d.assert(p===f,()=>`Error in matMul: inner shapes (${p}) and (${f}) of Tensors with shapes ${r.shape} and ${e.shape} and transposeA=${t} and transposeB=${n} must match.`);let A=t?[_,p,m]:[_,m,p],k=n?[b,h,f]:[b,f,h],F=vt({inputs:{x:r},backend:o,attrs:{shape:A}}),O=vt({inputs:{x:e},backend:o,attrs:{shape:k}}),L=[F,O],j=Math.max(_,b),V=[F,O],Q=[{type:"int32",data:[m]},{type:"int32",data:[h]},{type:"int32",data:[p]}],ne,ee,re=[j,m,h],be=v().get("WEBGPU_MATMUL_PROGRAM_TYPE");if(be<0){let Le=v().getNumber("WEBGPU_THRESHOLD_TO_INCREASE_WORKGROUPS_FOR_MATMUL"),Te=Le>0?Le:o.thresholdToIncreaseWorkgroups,Oe=j*Math.ceil(m/32)*Math.ceil(h/32);Oe<=Te||m<=8&&Oe<=Te*2?j*m*h<=128?be=Qt.MatMulReduceProgram:j===1&&f>=2e3?be=Qt.MatMulSplitKProgram:be=Qt.MatMulSmallOutputSizeProgram:be=Qt.MatMulPackedProgram}switch(be){case Qt.MatMulReduceProgram:ne=new ru(re,t,n,s,l,i);break;case Qt.MatMulSplitKProgram:{if(ee=iu({backend:o,attrs:{shape:re,value:0,dtype:r.dtype}}),ne=new ou(re,f,t,n),s||l){ee=o.runWebGPUProgram(ne,V,r.dtype,Q,ee);let Te=new su(ee.shape,s,l,i),Oe=null,nt=[ee];s&&nt.push(s),i&&nt.push(i),l==="leakyrelu"&&(Oe=[{type:"float32",data:[u]}],Te.uniforms+=" alpha : f32,");let Ne=o.runWebGPUProgram(Te,nt,ee.dtype,Oe);L.push(ee);let Zt=vt({inputs:{x:Ne},backend:o,attrs:{shape:I}});L.push(Ne);for(let pe of L)o.disposeData(pe.dataId);return Zt}break}case Qt.MatMulSmallOutputSizeProgram:ne=new nu(A,k,re,t,n,s,l,i);break;case Qt.MatMulPackedProgram:let Le=o.adapterInfo.isIntel();ne=new tu(A,re,t,n,s,l,i,Le);break;default:throw new Error(`Unsupported MatMulProgramType ${be}.`)}s&&V.push(s),i&&V.push(i),l==="leakyrelu"&&(Q.push({type:"float32",data:[u]}),ne.uniforms+=" alpha : f32,"),ee=o.runWebGPUProgram(ne,V,r.dtype,Q,ee);let le=vt({inputs:{x:ee},backend:o,attrs:{shape:I}});L.push(ee);for(let Le of L)o.disposeData(Le.dataId);return le}function j1(r){let{inputs:e,backend:t,attrs:n}=r,{a:o,b:s}=e,{transposeA:i,transposeB:u}=n;return uu({a:o,b:s,transposeA:i,transposeB:u,backend:t})}var _b={kernelName:Sr,backendName:"webgpu",kernelFunc:j1};var yb=dr({opType:ae.NOT_EQUAL,dtype:"bool",cpuKernelImpl:cb});function Lo(r){let{inputs:e,backend:t}=r,{input:n}=e,o=t.tensorMap.get(n.dataId);return Rt({inputs:{x:o.complexTensorInfos.real},backend:t})}function bb(r,e){let t=new mr(r.shape,W.TO_INT),n=e.runWebGPUProgram(t,[r],"int32");return{dataId:n.dataId,shape:n.shape,dtype:n.dtype}}function Em(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{dtype:s}=n;if(s==="complex64"){if(o.dtype==="complex64")return Rt({inputs:{x:o},backend:t});let i=Rn(o.shape),u=Em({inputs:{x:o},backend:t,attrs:{dtype:"float32"}}),l=sn({inputs:{real:u,imag:i},backend:t});return i.dispose(),t.disposeData(u.dataId),l}if(o.dtype==="complex64"){let i=Lo({inputs:{input:o},backend:t}),u=Em({inputs:{x:i},backend:t,attrs:{dtype:s}});return t.disposeData(i.dataId),u}if(!d.hasEncodingLoss(o.dtype,s)){let i=Rt({inputs:{x:o},backend:t});return{dataId:i.dataId,shape:i.shape,dtype:s}}if(t.shouldExecuteOnCPU([o])){let i=t.tensorMap.get(o.dataId).values,[u,l,a]=sb(i,o.shape,o.dtype,s);return t.makeTensorInfo(u,l,a)}if(s==="int32")return bb(o,t);if(s==="bool"){let i=t.makeTensorInfo([],"bool",d.getTypedArrayFromDType("bool",1)),l=yb({inputs:{a:o,b:i},backend:t});return t.disposeData(i.dataId),l}throw new Error(`Error in Cast: failed to cast ${o.dtype} to ${s}`)}var wb={kernelName:Wt,backendName:"webgpu",kernelFunc:Em};var lu=class{constructor(e){this.uniforms="",this.workPerThread=1,this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=C.computeOutShape(e,1),this.variableNames=e.map((t,n)=>`T${n}`),this.dispatchLayout=Ge(this.outputShape),this.dispatch=Ee(this.dispatchLayout,this.outputShape,this.workgroupSize,[this.workPerThread,1,1]),this.offsetLength=e.length-1;for(let t=0;t<this.offsetLength;t++)this.uniforms+=`offset${t} : i32,`;this.shaderKey="concat"}getUserCode(){let e=[];if(this.offsetLength>0){e.push("if (yC < uniforms.offset0){ setOutputAtCoords(coords.x, coords.y, getT0(yR, yC)); }");for(let s=1;s<this.offsetLength;s++)e.push(`else if (yC < uniforms.offset${[s]}){ setOutputAtCoords(coords.x, coords.y, getT${s}(yR, yC - uniforms.offset${s-1})); }`);let n=this.offsetLength,o=this.offsetLength-1;e.push(`else { setOutputAtCoords(coords.x, coords.y, getT${n}(yR, yC - uniforms.offset${o})); }`)}else e.push("setOutputAtCoords(coords.x, coords.y, getT0(yR, yC));");return`
      ${de("index")} {
        for(var i = 0; i < ${this.workPerThread}; i = i + 1) {
          let flatIndex = index * ${this.workPerThread} + i;
          if(flatIndex < uniforms.size) {
            let coords = getCoordsFromIndex(flatIndex);
            let yR = coords.x;
            let yC = coords.y;

            ${e.join(`
        `)}
          }
        }
      }
    `}};function cu(r){let{inputs:e,backend:t}=r,{input:n}=e,o=t.tensorMap.get(n.dataId);return Rt({inputs:{x:o.complexTensorInfos.imag},backend:t})}function Oo(r,e,t){let n=r[0].dtype;if(n==="complex64"){let h=r.map(w=>Lo({inputs:{input:w},backend:t})),x=r.map(w=>cu({inputs:{input:w},backend:t})),g=Oo(h,e,t),_=Oo(x,e,t),b=sn({inputs:{real:g,imag:_},backend:t});return h.forEach(w=>t.disposeData(w.dataId)),x.forEach(w=>t.disposeData(w.dataId)),t.disposeData(g.dataId),t.disposeData(_.dataId),b}let o=t.shouldExecuteOnCPU(r);if(n==="string"&&(o=!0),o){let h=r.map(A=>{let F=[-1,d.sizeFromShape(A.shape.slice(e))];return vt({inputs:{x:A},backend:t,attrs:{shape:F}})}),x=h.map(A=>({vals:t.readSync(A.dataId),shape:A.shape})),g=C.computeOutShape(h.map(A=>A.shape),1),_=h[0].shape[0]===1,b=ab(x,g,n,_),w=C.computeOutShape(r.map(A=>A.shape),e),I=t.makeTensorInfo(w,n,b);return h.forEach(A=>t.disposeData(A.dataId)),I}let s=t.device.limits.maxStorageBuffersPerShaderStage-1;if(r.length>s){let h=[];for(let g=0;g<r.length;g+=s){let _=r.slice(g,g+s);h.push(Oo(_,e,t))}let x=Oo(h,e,t);for(let g of h)t.disposeData(g.dataId);return x}let{tensors2D:i,outShape:u}=X1(r,e,t),l=i.map(h=>h.shape),a=new lu(l),c=[],p=new Array(l.length-1);if(p.length>0){p[0]=l[0][1],c.push({type:"int32",data:[p[0]]});for(let h=1;h<p.length;h++)p[h]=p[h-1]+l[h][1],c.push({type:"int32",data:[p[h]]})}let f=t.runWebGPUProgram(a,i,i[0].dtype,c);i.forEach(h=>t.disposeData(h.dataId));let m=vt({inputs:{x:f},backend:t,attrs:{shape:u}});return t.disposeData(f.dataId),m}function X1(r,e,t){let n=C.computeOutShape(r.map(s=>s.shape),e);return{tensors2D:r.map(s=>vt({inputs:{x:s},backend:t,attrs:{shape:[d.sizeFromShape(s.shape.slice(0,e)),d.sizeFromShape(s.shape.slice(e))]}})),outShape:n}}function Tm(r){let{inputs:e,backend:t,attrs:n}=r,{axis:o}=n,s=d.parseAxisParam(o,e[0].shape)[0],i=e.map(a=>a.shape);C.assertParamsConsistent(i,s);let u=C.computeOutShape(e.map(a=>a.shape),s);if(d.sizeFromShape(u)===0)return t.makeTensorInfo(u,e[0].dtype,[]);let l=e.filter(a=>d.sizeFromShape(a.shape)>0);return l.length===1?Rt({inputs:{x:l[0]},backend:t}):Oo(l,s,t)}var vb={kernelName:Gr,backendName:"webgpu",kernelFunc:Tm};var Y1=hr({opType:W.EXP,cpuKernelImpl:ib,dtype:"float32"}),Sb={kernelName:"Exp",backendName:"webgpu",kernelFunc:Y1};var Q1=dr({opType:ae.MUL,cpuKernelImpl:lb,supportsComplex:!0}),Ib={kernelName:er,backendName:"webgpu",kernelFunc:Q1};function Am(r){let{inputs:e,attrs:t,backend:n}=r,{dim:o}=t,{input:s}=e,i=s.shape.length,u=s.shape.slice(),l=o;return o<0&&(d.assert(-(i+1)<=o,()=>`Axis must be in the interval [${-(i+1)}, ${i}]`),l=i+o+1),u.splice(l,0,1),vt({inputs:{x:s},backend:n,attrs:{shape:u}})}function Z1(r){let{inputs:e,backend:t,attrs:n}=r,{axis:o}=n;if(e.length===1)return Am({inputs:{input:e[0]},backend:t,attrs:{dim:o}});let s=e[0].shape,i=e[0].dtype;e.forEach(c=>{d.assertShapesMatch(s,c.shape,"All tensors passed to stack must have matching shapes"),d.assert(i===c.dtype,()=>"All tensors passed to stack must have matching dtypes")});let u=[],l=e.map(c=>{let p=Am({inputs:{input:c},backend:t,attrs:{dim:o}});return u.push(p),p}),a=Tm({inputs:l,backend:t,attrs:{axis:o}});return u.forEach(c=>t.disposeData(c.dataId)),a}var Eb={kernelName:no,backendName:"webgpu",kernelFunc:Z1};var J1=dr({opType:ae.DIV}),Tb={kernelName:Wr,backendName:"webgpu",kernelFunc:J1};var e2=hr({opType:W.RELU}),Ab={kernelName:zr,backendName:"webgpu",kernelFunc:e2};var t2=hr({opType:W.SIGMOID}),Cb={kernelName:tr,backendName:"webgpu",kernelFunc:t2};var pu=class{constructor(e,t){this.variableNames=["source"],this.workPerThread=1,this.workgroupSize=[64,1,1],this.size=!0,this.outputShape=t,this.rank=t.length,this.dispatchLayout=Ge(this.outputShape),this.dispatch=Ee(this.dispatchLayout,this.outputShape,this.workgroupSize,[this.workPerThread,1,1]),this.start=e,this.uniforms=`start : ${tt(e.length)}, `,this.shaderKey="slice"}getUserCode(){let e=tt(this.rank),t=r2(this.rank),n;return this.start.length===1?n=this.outputShape.map((s,i)=>"sourceLoc = uniforms.start + coords;"):n=this.outputShape.map((s,i)=>`sourceLoc.${Cm[i]} = uniforms.start.${Fr(i)} + coords.${Cm[i]};`),`
      ${de("index")} {
        if (index < uniforms.size) {
          var sourceLoc : ${e};
          let coords = getCoordsFromIndex(index);
          ${n.join(`
`)}
          setOutputAtIndex(index, getSource(${t}));
        }
      }
    `}},Cm=["x","y","z","w","u","v"];function r2(r){if(r===1)return"sourceLoc";if(r<=6)return Cm.slice(0,r).map(e=>`sourceLoc.${e}`).join(",");throw Error(`Slicing for rank ${r} is not yet supported`)}function n2(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{begin:s,size:i}=n,[u,l]=Pe.parseSliceParams(o,s,i);if(Pe.assertParamsValid(o,u,l),t.shouldExecuteOnCPU([o])||o.dtype==="string"){let p=t.tensorMap.get(o.dataId),f=fb(p.values,u,l,o.shape,o.dtype);return t.makeTensorInfo(l,o.dtype,f)}if(d.sizeFromShape(l)===0)return t.makeTensorInfo(l,o.dtype,[]);let a=new pu(u,l),c=[{type:"int32",data:u}];return t.runWebGPUProgram(a,[o],o.dtype,c)}var Rb={kernelName:Ir,backendName:"webgpu",kernelFunc:n2};var o2=hr({opType:W.SOFTPLUS}),kb={kernelName:qr,backendName:"webgpu",kernelFunc:o2};var s2=hr({opType:W.SQRT}),$b={kernelName:rr,backendName:"webgpu",kernelFunc:s2};var Nb={kernelName:oo,backendName:"webgpu",kernelFunc:({inputs:r,backend:e})=>{let{x:t}=r,n=e,o=new mr(t.shape,W.SQUARE);return n.runWebGPUProgram(o,[t],t.dtype)}};function a2({inputs:r,attrs:e,backend:t}){let{x:n}=r,o=new mr(n.shape,W.STEP,"stepAlpha : f32,"),s=[{type:"float32",data:[e.alpha]}];return t.runWebGPUProgram(o,[n],n.dtype,s)}var Fb={kernelName:Er,backendName:"webgpu",kernelFunc:a2};var i2=dr({opType:ae.SUB,cpuKernelImpl:mb,supportsComplex:!0}),Mb={kernelName:"Sub",backendName:"webgpu",kernelFunc:i2};var fu=class{constructor(e,t){this.variableNames=["A"],this.workgroupSize=[16,16,1];let n=new Array(e.length);for(let o=0;o<n.length;o++)n[o]=e[t[o]];this.outputShape=n,this.dispatchLayout={x:[0],y:[1]},this.dispatch=Ee(this.dispatchLayout,this.outputShape,this.workgroupSize,[1,1,1]),this.shaderKey="transposeShared"}getUserCode(){d.assert(this.workgroupSize[0]===this.workgroupSize[1],()=>`Must be a square tile, current tile shape is ${this.workgroupSize[0]} x ${this.workgroupSize[1]}`);let e=this.workgroupSize[0];return`
      var<workgroup> tile : array<array<f32, ${this.workgroupSize[0]+1}>, ${this.workgroupSize[0]}>;
      ${de()} {
        var x = i32(workgroupId.x) * ${e} + i32(localId.x);
        var y = i32(workgroupId.y) * ${e} + i32(localId.y);
        let width = uniforms.outShape[0];
        let height = uniforms.outShape[1];
        if (x < width && y < height) {
          tile[localId.y][localId.x] = f32(A[y * width + x]);
        }
        workgroupBarrier();

        x = i32(workgroupId.y) * ${e} + i32(localId.x);
        y = i32(workgroupId.x) * ${e} + i32(localId.y);
        if (x < height && y < width) {
          setOutputAtIndex((y * height + x), tile[localId.x]
            [localId.y]);
        }
      }
    `}};var mu=class{constructor(e,t){this.variableNames=["A"],this.workPerThread=1,this.workgroupSize=[64,1,1],this.size=!0;let n=new Array(e.length);for(let o=0;o<n.length;o++)n[o]=e[t[o]];this.outputShape=n,this.dispatchLayout=Ge(this.outputShape),this.dispatch=Ee(this.dispatchLayout,this.outputShape,this.workgroupSize,[this.workPerThread,1,1]),this.newDim=t,this.shaderKey=`transpose_${t}`}getUserCode(){let e=tt(this.outputShape.length),t=u2(this.newDim);return`
      ${de("index")} {
        for(var i = 0; i < ${this.workPerThread}; i = i + 1) {
          let flatIndex = index * ${this.workPerThread} + i;
          if(flatIndex < uniforms.size) {
            let coords = getCoordsFromIndex(flatIndex);
            setOutputAtIndex(flatIndex, A[getIndexFromCoords${this.outputShape.length}D(
              ${e}(${t}), uniforms.aShape)]);
          }
        }
      }
    `}};function u2(r){let e=r.length;if(e>6)throw Error(`Transpose for rank ${e} is not yet supported`);let t=new Array(e);for(let n=0;n<r.length;n++)t[r[n]]=`coords.${Fr(n)}`;return t.join()}function Rm(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{perm:s}=n,i=t,u=o.shape.length,l=new Array(u);for(let c=0;c<l.length;c++)l[c]=o.shape[s[c]];if(t.shouldExecuteOnCPU([o])){let p=i.tensorMap.get(o.dataId).values,f=hb(p,o.shape,o.dtype,s,l);return t.makeTensorInfo(l,o.dtype,f)}if(o.shape.length===2&&d.arraysEqual(s,[1,0])){let c=new fu(o.shape,s);return i.runWebGPUProgram(c,[o],o.dtype)}let a=new mu(o.shape,s);return i.runWebGPUProgram(a,[o],o.dtype)}var Db={kernelName:Vt,backendName:"webgpu",kernelFunc:Rm};var hu=class{constructor(e,t,n){this.variableNames=["x"],this.uniforms="reduceSize : i32,",this.size=!0,this.inputShape=[e.batchSize,e.inSize];let[o]=C.computeOutAndReduceShapes(this.inputShape,[1]);this.outputShape=o.length===0?[1]:o,e.inSize>=32768&&n>=512?this.workgroupSize=[512,1,1]:e.inSize>=4096?this.workgroupSize=[256,1,1]:this.workgroupSize=[64,1,1],this.dispatchLayout=Ge(this.outputShape),this.dispatch=Ee(this.dispatchLayout,this.outputShape,[1,1,1]),this.reduceType=t,this.shaderKey=`reduce_${t}`}getUserCode(){let e="",t="0.0",n=this.workgroupSize[0];this.reduceType==="min"||this.reduceType==="max"?(e=`
         if (isnan(candidate)) {
          bestValue = uniforms.NAN;
         } else if (!isnan(bestValue) && candidate ${this.reduceType==="min"?"<":">"} bestValue)
           {  bestValue = candidate; }`,t="f32(x[offset])"):this.reduceType==="sum"||this.reduceType==="mean"?e=" bestValue = bestValue + candidate; ":this.reduceType==="prod"?(e=" bestValue = bestValue * candidate; ",t="1.0"):this.reduceType==="all"?(e=" bestValue = f32(bestValue >= 1.0 && candidate >= 1.0); ",t="1.0"):this.reduceType==="any"&&(e=" bestValue = f32(bestValue >= 1.0 || candidate >= 1.0); ",t="0.0");let o=this.reduceType==="mean"?"setOutputAtIndex(outputIndex, bestValue / f32(uniforms.reduceSize));":"setOutputAtIndex(outputIndex, bestValue);";return`
       fn DIV_CEIL(a : u32, b : u32) -> u32 {
        return ((a - 1u) / b + 1u);
       }

       ${`
         var<workgroup> xBestValues : array<f32, ${n}>;
       `}
       fn getOffset(outputIndex : i32) -> i32 {
         let outputCoords = getCoordsFromIndex(outputIndex);
         let offset = ${this.outputShape.length===1?"outputCoords":"outputCoords[0]"} * uniforms.reduceSize;
          return offset;
       }
       ${de("index")} {
         let outputIndex = index / ${n};
         let offset = getOffset(outputIndex);
         var bestValue = ${t};
         let Length = uniforms.reduceSize;
         let WorkPerThread = DIV_CEIL(u32(Length), ${n}u);
         for (var k = i32(localId.x); k < Length && outputIndex < uniforms.size;
             k = k + ${n}) {
           let candidate = f32(x[offset + k]);
           ${e}
         }
         xBestValues[localId.x] = bestValue;
         workgroupBarrier();

         var reduceSize = min(u32(Length), ${n}u);
         for (var currentSize = reduceSize / 2u; reduceSize > 1u;
             currentSize = reduceSize / 2u) {
           let interval = DIV_CEIL(reduceSize, 2u);
           if (localId.x < currentSize) {
            let candidate = xBestValues[localId.x + interval];
            ${e}
            xBestValues[localId.x] = bestValue;
           }
           reduceSize = interval;
           workgroupBarrier();
         }

         if (localId.x == 0u && outputIndex < uniforms.size) {
          ${o}
        }
       }
     `}};var l2={mean:"float32",all:"bool",any:"bool"};function Pb(r,e,t,n,o){let s=r.shape.length,i=[],u=d.parseAxisParam(e,r.shape),l=u,a=C.getAxesPermutation(l,s),c=r;a!=null&&(c=Rm({inputs:{x:r},attrs:{perm:a},backend:o}),l=C.getInnerMostAxes(l.length,s),i.push(c)),C.assertAxesAreInnerMostDims(n,l,s);let[p,f]=C.computeOutAndReduceShapes(c.shape,l),m=p;t&&(m=C.expandShapeToKeepDim(p,u));let h;if((n==="max"||n==="prod")&&o.shouldExecuteOnCPU([c])){let x=o.tensorMap.get(c.dataId).values;switch(n){case"max":let g=ub(x,d.sizeFromShape(f),m,r.dtype);h=o.makeTensorInfo(m,r.dtype,g);break;case"prod":let{outVals:_,outShape:b,outDtype:w}=pb(c.shape,c.dtype,x,l);h=o.makeTensorInfo(b,w,_);break;default:throw new Error(`${n} CPU implementation is not yet supported.`)}}else{let x=d.sizeFromShape(f),_=d.sizeFromShape(c.shape)/x,b={windowSize:x,inSize:x,batchSize:_,outSize:1},w=l2[n]||ls(r.dtype),I=[{type:"int32",data:[x]}],A=new hu(b,n,o.device.limits.maxComputeWorkgroupSizeX),k=o.runWebGPUProgram(A,[c],w,I);i.push(k),h=vt({inputs:{x:k},attrs:{shape:m},backend:o})}return i.forEach(x=>o.disposeData(x.dataId)),h}function c2(r){let{inputs:e,backend:t,attrs:n}=r,{x:o}=e,{axis:s,keepDims:i}=n;return Pb(o,s,i,"sum",t)}var Bb={kernelName:"Sum",backendName:"webgpu",kernelFunc:c2};function km(r){let{inputs:e,backend:t}=r,{x:n}=e;if(n.dtype==="complex64"){let o=Lo({inputs:{input:n},backend:t}),s=km({inputs:{x:o},backend:t}),i=cu({inputs:{input:n},backend:t}),u=km({inputs:{x:i},backend:t}),l=sn({inputs:{real:s,imag:u},backend:t});return t.disposeData(o.dataId),t.disposeData(s.dataId),t.disposeData(i.dataId),t.disposeData(u.dataId),l}else return iu({attrs:{shape:n.shape,dtype:n.dtype,value:n.dtype==="string"?"":0},backend:t})}var Lb={kernelName:Hr,backendName:"webgpu",kernelFunc:km};function p2(r){let{inputs:e,backend:t,attrs:n}=r,{a:o,b:s,bias:i,preluActivationWeights:u}=e,{transposeA:l,transposeB:a,activation:c,leakyreluAlpha:p}=n;return uu({a:o,b:s,transposeA:l,transposeB:a,backend:t,bias:i,preluActivationWeights:u,leakyreluAlpha:p,activation:c})}var Ob={kernelName:nr,backendName:"webgpu",kernelFunc:p2};G(Ng);G(Dg);G(Pg);G(xx);G(_x);G(gx);G(yx);G(wx);G(vx);G(Sx);G(Fg);G(Ex);G(Tx);G(Ax);G(Cx);G(Rx);G($x);G(Nx);G(Bx);G(Mx);G(Lx);G(Ux);G(hy);G(Sy);G(Ty);G(Ay);G(Cy);G(iy);G(gy);G(Ry);G(ky);G($y);G(_y);G(Ny);G(Fy);G(My);G(Py);G(By);G(Ly);G(Uy);G(wy);G(vy);G(Wy);G(zy);G(db);G(_b);G(wb);G(vb);G(Sb);G(nb);G(Ib);G(Eb);G(Tb);G(Ab);G(xb);G(Cb);G(Rb);G(kb);G($b);G(Nb);G(Fb);G(Mb);G(Bb);G(Db);G(Lb);G(Ob);var rt=2,Uo=256,Ub={"encoder.0":[784,Uo],"encoder.1":[Uo,2*rt],"decoder.0":[rt,Uo],"decoder.1":[Uo,Uo],"decoder.2":[Uo,784]},$m=Object.keys(Ub).flatMap(r=>[`${r}.kernel`,`${r}.bias`]),f2=[.9,.999,1e-7],Us=class{constructor(e,t){let n=(o,s)=>oe(()=>Zp(st(o,s)));this.weights={};for(let[o,[s,i]]of Object.entries(Ub)){let u=Math.sqrt(6/(s+i));this.weights[`${o}.kernel`]=n(Float32Array.from({length:s*i},()=>u*(2*e.uniform()-1)),[s,i]),this.weights[`${o}.bias`]=n(o==="decoder.2"?t.map(l=>Math.log(l/(1-l))):new Float32Array(i),[i])}this.adam=new Mn(.001,...f2)}dispose(){this.adam.dispose();for(let e of Object.values(this.weights))e.dispose()}set(e){oe(()=>{for(let t of $m)this.weights[t].assign(st(e[t],this.weights[t].shape))})}async read(){return Object.fromEntries(await Promise.all($m.map(async e=>[e,{shape:this.weights[e].shape,values:await this.weights[e].data()}])))}dense(e,t,n="linear"){return oi.matMul({a:t,b:this.weights[`${e}.kernel`],bias:this.weights[`${e}.bias`],activation:n})}encode(e){let t=this.dense("encoder.0",e,"relu"),n=this.dense("encoder.1",t);return{hidden:t,mean:ri(n,[0,0],[-1,rt]),logvar:ri(n,[0,rt],[-1,rt])}}decode(e){let t=this.dense("decoder.0",e,"relu"),n=this.dense("decoder.1",t,"relu");return{first:t,second:n,logits:this.dense("decoder.2",n)}}terms(e,t){let n=this.encode(e),o=Yp(H(n.logvar,.5)),s=Y(n.mean,H(o,t)),i=this.decode(s),u=kr(Ze(H(e,i.logits),Qp(i.logits)),1),l=H(kr(Ze(Ze(Y(Qe(n.mean),Qe(o)),n.logvar),1),1),.5);return{...n,...i,sigma:o,z:s,reconstruction:u,kl:l}}gradients(e,t,n,o){let s=this.terms(e,t),i={},u=1/e.shape[0],l=(g,_,b)=>(i[`${g}.kernel`]=yt(Jp(_),b),i[`${g}.bias`]=kr(b,0),()=>yt(b,Jp(this.weights[`${g}.kernel`]))),a=(g,_)=>H(_,hs(g)),c=l("decoder.2",s.second,H(Ze(An(s.logits),e),o*u))(),p=l("decoder.1",s.first,a(s.second,c))(),f=l("decoder.0",s.z,a(s.first,p))(),m=Y(f,H(s.mean,n*u)),h=H(Y(H(H(f,t),s.sigma),H(Ze(Qe(s.sigma),1),n*u)),.5),x=l("encoder.1",s.hidden,Tn([m,h],1))();return l("encoder.0",e,a(s.hidden,x)),{found:i,terms:s}}learn(e,t,{beta:n,share:o,rate:s}){let{found:i,terms:u}=this.gradients(e,t,n,o);return this.adam.learningRate=s,this.adam.applyGradients($m.map(l=>({name:this.weights[l].name,tensor:i[l]}))),H(Tn([kr(u.reconstruction,0,!0),kr(u.kl,0,!0)]),1/e.shape[0])}};function m2(r=Math.random){return Math.sqrt(-2*Math.log(1-r()))*Math.cos(2*Math.PI*r())}function du(r){let e=(r^2654435769)>>>0,t=()=>{e=e+1831565813>>>0;let n=Math.imul(e^e>>>15,1|e);return n=n+Math.imul(n^n>>>7,61|n)^n,((n^n>>>14)>>>0)/2**32};return{uniform:t,normals:n=>Float32Array.from({length:n},()=>m2(t)),shuffled(n){let o=Uint32Array.from({length:n},(s,i)=>i);for(let s=n-1;s>0;s--){let i=Math.floor(t()*(s+1));[o[s],o[i]]=[o[i],o[s]]}return o}}}var Un=64,h2=50,d2=200,g2=700,Hb=[0,10,20,50],Fm=100,x2=.001,qo,zo,Go,Bm,Bt,xu,Gs,Wo,gr,Vo=!1,_u,Lm,yu,Kb=0,Vb=1,Mm={beta:1,rate:.001,perPixel:!1},Dm=[0,0],_2={async start({wasm:r,train:e,heldOut:t,backend:n}){yf(kg(r)),[qo,zo]=[await qb(e),await qb(t)],Go=new Float32Array(784);let o=qo.length/784;return qo.forEach((s,i)=>{Go[i%784]+=s/o}),Go=Go.map(s=>Math.min(Math.max(s,.5/o),1-.5/o)),Bm=du(0).normals(zo.length/784*rt),{...await b2(n),shown:zo.slice(0,8*784)}},async reset({seed:r}){Vo=!1,postMessage({told:"reset"}),Bt?.dispose(),xu=du(r),Bt=new Us(xu,Go),Gs=new Uint32Array(0),[Wo,gr,_u,Lm,yu]=[0,0,[],0,0],await ew(),await Pm()},set(r){Object.assign(Mm,r)},run({on:r}){r&&!Vo&&Yb(),Vo=r},async step(){Vo=!1,await Qb(1),Jb(),await Pm()},look({to:r}){return[Dm[0],Dm[1]]=r,rw([r])},read:()=>Bt.read(),write({values:r}){Bt.set(r)},async terms({eps:r}){return Object.fromEntries((await tw(zo.subarray(0,r.length/rt*784),r)).map((e,t)=>[["reconstruction","kl"][t],e]))},async gradients({x:r,eps:e,beta:t,share:n}){return nw(r,e,t,n)},memory:()=>({backend:Bp(),tensors:Dp().numTensors,bytes:Dp().numBytes})},Nm=Promise.resolve();function jb(r){return Nm=Nm.then(r),Nm}addEventListener("message",({data:{id:r,act:e,...t}})=>jb(async()=>{try{postMessage({id:r,value:await _2[e](t)})}catch(n){postMessage({id:r,error:n.message})}}));var Xb=new MessageChannel,Yb=()=>Xb.port2.postMessage(0);Xb.port1.onmessage=()=>jb(async()=>{if(Vo)try{let r=performance.now(),e=Hb.find(n=>n>gr)??Fm*(Math.floor(gr/Fm)+1),t=Math.min(Vb,e-gr);await Qb(t),Vb=Math.max(1,Math.round(t*Math.min(2,h2/(performance.now()-r)))),performance.now()-Lm>d2&&Jb(),performance.now()-yu>Math.max(g2,10*Kb)&&await Pm(),Yb()}catch(r){Vo=!1,postMessage({told:"failed",error:r.message})}});async function Qb(r){let e=Mm.perPixel?1/784:1,t=await Zb(r,()=>[y2(),xu.normals(Un*rt)],{...Mm,share:e});if(!t.every(Number.isFinite))throw new Error(`after step ${gr} the numbers have left what can be computed with; reset, with a smaller learning rate`);for(let n=0;n<r;n++)_u.push([++gr,t[2*n],t[2*n+1]]);(Hb.includes(gr)||gr%Fm===0)&&await ew()}async function Zb(r,e,t){let n=Array.from({length:r},()=>oe(()=>{let[s,i]=e();return Bt.learn(st(s,[Un,784]),st(i,[Un,rt]),t)})),o=await Ws(Tn(n));return n.forEach(s=>s.dispose()),o}function y2(){let r=new Float32Array(Un*784);for(let e=0;e<Un;e++)Wo===Gs.length&&([Wo,Gs]=[0,xu.shuffled(qo.length/784)]),r.set(qo.subarray(784*Gs[Wo],784*(Gs[Wo]+1)),784*e),Wo++;return r}function Jb(){postMessage({told:"progress",steps:_u}),[_u,Lm]=[[],performance.now()]}async function ew(){let[r,e]=(await tw(zo,Bm)).map(t=>t.reduce((n,o)=>n+o,0)/t.length);postMessage({told:"heldOut",step:gr,reconstruction:r,kl:e})}async function tw(r,e){let t=r.length/784,n=[new Float32Array(t),new Float32Array(t)];for(let o=0;o<t;o+=250){let s=Math.min(250,t-o),i=await Ws(oe(()=>{let{reconstruction:u,kl:l}=Bt.terms(st(Float32Array.from(r.subarray(784*o,784*(o+s))),[s,784]),st(e.slice(rt*o,rt*(o+s)),[s,rt]));return Tn([u,l])}));n.forEach((u,l)=>u.set(i.subarray(s*l,s*(l+1)),o))}return n}async function Pm(){let r=performance.now(),e=Array.from({length:10},(i,u)=>(u+.5)/10*2*3-3),t=await Ws(oe(()=>Bt.encode(st(Float32Array.from(zo.subarray(0,500*784)),[500,784])).mean.clone())),n=e.toReversed().flatMap(i=>e.map(u=>[u,i])),o=await rw([...n,...Array.from({length:8},(i,u)=>[t[2*u],t[2*u+1]]),Dm]),s=(i,u)=>o.slice(784*i,784*(i+u));postMessage({told:"view",step:gr,codes:t,map:s(0,n.length),rebuilt:s(n.length,8),decoded:s(n.length+8,1)}),yu=performance.now(),Kb=yu-r}var rw=r=>Ws(oe(()=>An(Bt.decode(st(r.flat(),[r.length,rt])).logits)));async function Ws(r){let e=await r.data();return r.dispose(),e}async function qb(r){let e=new Blob([Rg(r)]);return $g(new Uint8Array(await new Response(e.stream().pipeThrough(new DecompressionStream("deflate"))).arrayBuffer()))}async function nw(r,e,t,n){let o=oe(()=>Bt.gradients(st(r,[r.length/784,784]),st(e,[r.length/784,rt]),t,n).found);return Object.fromEntries(await Promise.all(Object.entries(o).map(async([s,i])=>[s,await Ws(i)])))}async function b2(r){let e={},t,n;for(let o of["wasm","webgl","webgpu"]){try{if(r&&![r,"wasm"].includes(o)||o==="webgpu"&&!await navigator.gpu?.requestAdapter()||o==="webgl"&&!new OffscreenCanvas(1,1).getContext("webgl2")||!await Pp(o))continue;await rd(),Bt=new Us(du(0),Go);let s=Float32Array.from(qo.subarray(0,Un*784)),i=Bm.slice(0,Un*rt),u=await nw(s,i,1,1);n??=u,e[o]=w2(u,n)?await v2(s,i,e[t]):"its gradients differ from WebAssembly's",Bt.dispose()}catch(s){e[o]=s.message}(r?o===r:e[o]<(e[t]??1/0))&&(t=o)}if(Bt=null,e.wasm===void 0)throw new Error("this browser has no WebAssembly with SIMD");if(!Number.isFinite(e[t]))throw new Error(`${r} cannot be used here: ${e[r]??"this browser has none"}`);for(let o of Object.keys(e))o!==t&&o!=="wasm"&&nd(o);return await Pp(t),{backend:Bp(),times:e}}var w2=(r,e)=>Object.entries(e).every(([t,n])=>{let o=n.reduce((s,i)=>Math.max(s,Math.abs(i)),0);return n.every((s,i)=>Math.abs(s-r[t][i])<=x2*o)});async function v2(r,e,t=1/0){let n=async s=>{let i=performance.now();return await Zb(s,()=>[r,e],{beta:1,share:1,rate:.001}),(performance.now()-i)/s};await n(1);let o=await n(1);return o>4*t?o:n(10)}})();
