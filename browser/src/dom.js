// Small helpers for building a page.

export function element(name, attributes = {}, children = []) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value);
  }
  node.append(...children);
  return node;
}

export function clamp(value, low, high) {
  return Math.min(Math.max(value, low), high);
}

let labels = 0;     // ids must differ between several widgets on one page

export function labelled(label, input) {
  input.id = `cvae-${++labels}`;
  return element("div", {class: "field"}, [element("label", {for: input.id}, [label]), input]);
}

// Returns {node, set(value)}; onInput gets numbers only.
export function numberInput({label, min, max, step}, onInput) {
  const input = element("input", {type: "number", min, max, step, inputmode: "decimal"});
  let last = 0;         // while one types the field is left alone; then it says what is
  const settle = () => { input.value = last.toFixed(2); };
  input.addEventListener("input", () => Number.isFinite(input.valueAsNumber) && onInput(clamp(input.valueAsNumber, min, max)));
  input.addEventListener("change", settle);
  input.addEventListener("blur", settle);
  return {node: labelled(label, input), set: (value) => { last = value; if (document.activeElement !== input) settle(); }};
}

// A range with its number beside it. Returns {node, set(value)}.
export function slider({label, min, max, step, digits = 2}, onInput) {
  const range = element("input", {type: "range", min, max, step});
  const number = element("input", {type: "number", min, max, step, inputmode: "decimal", "aria-label": `${label}, as a number`});
  const told = (input, other) => () => {
    if (!Number.isFinite(input.valueAsNumber)) return;
    const value = clamp(input.valueAsNumber, min, max);
    other.value = other === number ? value.toFixed(digits) : value;
    onInput(value);
  };
  range.addEventListener("input", told(range, number));
  number.addEventListener("input", told(number, range));
  number.addEventListener("blur", () => { number.value = Number(range.value).toFixed(digits); });
  number.addEventListener("change", () => { number.value = Number(range.value).toFixed(digits); });
  const node = labelled(label, range);
  node.append(number);
  return {node, set: (value) => { range.value = value; if (document.activeElement !== number) number.value = value.toFixed(digits); }};
}

// Buttons of which one is pressed. Returns {node, press(i)}; onChoose gets its number.
export function chooser(label, names, onChoose) {
  const buttons = names.map((name, i) => element("button", {type: "button", onclick: () => { press(i); onChoose(i); }}, [name]));
  const press = (chosen) => buttons.forEach((button, i) => button.setAttribute("aria-pressed", String(i === chosen)));
  press(0);
  return {node: element("div", {class: "buttons", role: "group", "aria-label": label}, buttons), press};
}

// Tabs: {name: panel node}. Returns {list, panels, open(name)}; arrow keys go from one to the next.
export function tabs(label, panels, onOpen) {
  const names = Object.keys(panels), list = element("div", {role: "tablist", "aria-label": label}), own = `cvae-tab-${++labels}`;
  const buttons = names.map((name, i) => element("button", {role: "tab", type: "button", id: `${own}-${i}`, "aria-controls": `${own}-${i}-panel`,
    onclick: () => open(name), onkeydown: (event) => {
      const way = {ArrowRight: 1, ArrowLeft: -1}[event.key];
      if (way) { const next = (i + way + names.length) % names.length; open(names[next]); buttons[next].focus(); }
    }}, [name]));
  names.forEach((name, i) => {
    for (const [key, value] of [["role", "tabpanel"], ["id", `${own}-${i}-panel`], ["aria-labelledby", `${own}-${i}`]]) panels[name].setAttribute(key, value);
  });
  list.append(...buttons);
  const open = (name) => {
    names.forEach((one, i) => {
      buttons[i].setAttribute("aria-selected", String(one === name));
      buttons[i].tabIndex = one === name ? 0 : -1;
      panels[one].hidden = one !== name;
    });
    onOpen(name);
  };
  return {list, panels: element("div", {class: "panels"}, Object.values(panels)), open};
}

// Keep a square canvas as sharp as the screen, and draw it anew when its size changes.
export function observeSize(canvas, draw) {
  new ResizeObserver(() => {
    const size = Math.round(canvas.clientWidth * (window.devicePixelRatio || 1));
    if (size && size !== canvas.width) { canvas.width = canvas.height = size; draw(); }
  }).observe(canvas);
}

// What is said to a screen reader once the hand rests.
export function announcer(node, delay = 400) {
  let timer;
  return (text) => { clearTimeout(timer); timer = setTimeout(() => { if (node.textContent !== text) node.textContent = text; }, delay); };
}

// Calls once a frame, with the last of what came meanwhile.
export function onceAFrame(act) {
  let last, due = 0;
  return (...what) => {
    last = what;
    due ||= requestAnimationFrame(() => { due = 0; act(...last); });
  };
}
