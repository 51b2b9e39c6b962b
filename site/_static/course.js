// A term's sentence, shown below it while it is pointed at or has the focus. Without this it is the link's title.
for (const term of document.querySelectorAll("a.term[title]")) {
  const sentence = term.title, said = document.createElement("span");
  let hiding;
  term.removeAttribute("title");
  said.className = "said";
  said.setAttribute("role", "tooltip");
  said.id = `said-${term.hash.slice(1)}`;
  said.textContent = sentence;
  term.setAttribute("aria-describedby", said.id);
  const show = () => {
    clearTimeout(hiding);
    if (said.isConnected) return;
    document.body.append(said);
    const box = term.getBoundingClientRect();
    said.style.left = `${Math.max(8, Math.min(box.left, document.documentElement.clientWidth - said.offsetWidth - 8)) + scrollX}px`;
    said.style.top = `${box.bottom + 6 + scrollY}px`;
  };
  const hide = () => { hiding = setTimeout(() => said.remove(), 120); };       // a hand may move onto it
  for (const event of ["mouseenter", "focus"]) term.addEventListener(event, show);
  for (const event of ["mouseleave", "blur"]) term.addEventListener(event, hide);
  said.addEventListener("mouseenter", show);
  said.addEventListener("mouseleave", hide);
  term.addEventListener("keydown", (event) => { if (event.key === "Escape") said.remove(); });
}
