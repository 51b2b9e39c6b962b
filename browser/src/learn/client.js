// The worker as seen from the page.

// script: its text. onTold(message) gets what it sends by itself, onFailed(text) why it cannot go on.
// Returns ask(act, args), a promise of the answer.
export function client(script, onTold, onFailed) {
  const address = URL.createObjectURL(new Blob([script], {type: "text/javascript"}));
  const worker = new Worker(address), waiting = new Map();
  let count = 0;
  worker.onmessage = ({data}) => {
    if (data.told === "failed") { onFailed(data.error); return; }
    if (data.told) { onTold(data); return; }
    const {answered, refused} = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.error === undefined) answered(data.value); else refused(new Error(data.error));
  };
  worker.onerror = (event) => {
    event.preventDefault();
    onFailed(event.message);
    waiting.forEach(({refused}) => refused(new Error(event.message)));
    waiting.clear();
  };
  return (act, args = {}) => new Promise((answered, refused) => {
    waiting.set(++count, {answered, refused});
    worker.postMessage({id: count, act, ...args});
  });
}
