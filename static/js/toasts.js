// Toasts leave after 6 s, 10 s while they hold the focus or the pointer. The server sends them in the page, out of band,
// or as HX-Trigger: {"toast": {"text": "…", "undo": "/…"}}.
const box = document.getElementById("toasts");
const REST = 6000;
const HELD = 10000;

function leave(toast) {
  let timer = setTimeout(() => toast.remove(), REST);
  const hold = () => {
    clearTimeout(timer);
    timer = setTimeout(() => toast.remove(), HELD);
  };
  for (const kind of ["focusin", "pointerenter"]) toast.addEventListener(kind, hold);
}

function show({ text, undo }) {
  const toast = document.createElement("div");
  toast.className = "toast";
  toast.dataset.toastItem = "";
  const words = document.createElement("span");
  words.textContent = text;
  toast.append(words);
  if (undo) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = box.dataset.undo;
    button.addEventListener("click", () => {
      toast.remove();
      window.htmx?.ajax("POST", undo, { source: document.body, swap: "none" });
    });
    toast.append(button);
  }
  box.append(toast);
}

if (box) {
  new MutationObserver((records) => {
    for (const record of records)
      for (const node of record.addedNodes) if (node.dataset && "toastItem" in node.dataset) leave(node);
  }).observe(box, { childList: true });
  for (const toast of box.children) leave(toast);
  document.addEventListener("toast", (event) => event.detail?.text && show(event.detail));
}
