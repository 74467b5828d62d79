// Shows a report's blocks. The text comes from files and is put in as text nodes only.
const CLASSES = {
  key_point: "key-point",
  paragraph: "paragraph",
  heading: "heading",
  caption: "note",
  boilerplate: "note",
  rest: "rest",
};

function runElement(run) {
  if (!run.mark) return document.createTextNode(run.text);
  const mark = document.createElement("mark");
  mark.className = run.mark;
  mark.textContent = run.text;
  return mark;
}

function blockElement(block) {
  const element = document.createElement(block.kind === "heading" ? "h3" : "p");
  element.className = CLASSES[block.kind] ?? "rest";
  element.append(...block.runs.map(runElement));
  return element;
}

export default function ({ data, parentElement }) {
  const pane = parentElement.querySelector(".pane");
  // A rerun with the same report and quote leaves the reader where they have scrolled to.
  if (!data || pane.dataset.shown === data.shown) return;
  pane.dataset.shown = data.shown;
  pane.replaceChildren(...data.blocks.map(blockElement));
  pane.scrollTop = 0;
  const quote = pane.querySelector("mark.quote");
  if (!quote) return;
  const box = quote.getBoundingClientRect();
  const above = Math.max(24, (pane.clientHeight - box.height) / 3);
  pane.scrollTop += box.top - pane.getBoundingClientRect().top - above;
  pane.focus({ preventScroll: true });
}
