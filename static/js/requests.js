// Around every request: a button that says it is sending, a banner when the network fails, the focus after a swap.
const net = document.getElementById("net");
let failed = null;

function banner(kind, detail) {
  if (!net) return;
  failed = detail;
  net.querySelector("[data-net-text]").textContent = net.dataset[kind];
  net.querySelector("[data-retry]").hidden = !detail || kind === "refused";
  net.hidden = false;
}

net?.querySelector("[data-retry]").addEventListener("click", () => {
  const { elt, target, requestConfig: asked } = failed;
  net.hidden = true;
  window.htmx.ajax(asked.verb.toUpperCase(), asked.path, {
    source: elt,
    target,
    values: Object.fromEntries(asked.formData ?? []),
  });
});

document.addEventListener("htmx:sendError", (event) => banner("network", event.detail));
document.addEventListener("htmx:timeout", (event) => banner("network", event.detail));
document.addEventListener("htmx:responseError", (event) => {
  const { status } = event.detail.xhr;
  banner(status === 401 || status === 403 ? "refused" : "server", event.detail);
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful && net) net.hidden = true;
});

// What held the focus may be swapped away: it goes on to the summary of errors, or the heading, of what came.
let held = false;
document.addEventListener("htmx:beforeSwap", (event) => {
  held = event.detail.target?.contains(document.activeElement) && document.activeElement !== document.body;
});
document.addEventListener("htmx:afterSettle", (event) => {
  const part = event.detail.elt;
  const first = part.querySelector?.("[data-focus]");
  const lost = held && (document.activeElement === document.body || !document.activeElement?.isConnected);
  const next = first ?? (lost ? (part.querySelector?.("h1,h2,h3") ?? part) : null);
  held = false;
  if (!next) return;
  if (!next.hasAttribute("tabindex")) next.tabIndex = -1;
  next.focus();
});
document.querySelector("main [data-focus]")?.focus();

// A plain form is sent once. The button keeps its width and says so; coming back with «back» frees it.
const waiting = new Map();
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.matches("[hx-post]")) return;
  if (form.dataset.sending) return event.preventDefault();
  // after the browser has read the form, and others had their say: a changed button must not lose its value
  setTimeout(() => {
    if (event.defaultPrevented) return;
    form.dataset.sending = "1";
    const button = event.submitter;
    if (!button?.classList.contains("btn")) return;
    const words = button.querySelector("span") ?? button;
    waiting.set(button, words.textContent);
    button.setAttribute("aria-busy", "true");
    button.setAttribute("aria-disabled", "true");
    if (button.dataset.pendingLabel) words.textContent = button.dataset.pendingLabel;
  });
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sending]")) delete form.dataset.sending;
  for (const [button, words] of waiting) {
    button.removeAttribute("aria-busy");
    button.removeAttribute("aria-disabled");
    (button.querySelector("span") ?? button).textContent = words;
  }
  waiting.clear();
});

// Toasts leave after 6 s, 10 s once they hold the focus or the pointer.
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
