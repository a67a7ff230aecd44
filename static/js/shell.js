// Around the page: drawers, menus, sharing; then requests, and leaving.
const drawer = document.getElementById("drawer");

document.addEventListener("click", (event) => {
  const target = event.target;
  const opener = target.closest("[data-open]");
  if (opener) document.getElementById(opener.dataset.open)?.showModal();
  if (target.closest("[data-close]") || target.matches("dialog[open]")) target.closest("dialog")?.close();
  if (target.closest("[data-print]")) window.print();
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(target)) menu.open = false;
});

// A part swapped into the drawer opens it; the server closes it with HX-Trigger: drawer:close.
document.addEventListener("htmx:afterSwap", (event) => {
  if (drawer && event.detail.target === drawer && !drawer.open) {
    drawer.setAttribute("aria-labelledby", "drawer-title");
    drawer.showModal();
  }
});
document.addEventListener("drawer:close", () => drawer?.close());

// «More» shows the sidebar over the page (:target); what lies behind takes no keyboard.
const page = document.querySelector(".page");
const behind = () => {
  const covered = location.hash === "#side" && matchMedia("(max-width: 60rem)").matches;
  if (page) page.inert = covered;
  if (covered) document.getElementById("side").focus();
};
addEventListener("hashchange", behind);
behind();

document.addEventListener("keydown", (event) => {
  if (event.code === "Escape") {
    if (location.hash === "#side") location.hash = "#main";
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  }
  if (event.ctrlKey && event.code === "Enter") event.target.form?.requestSubmit();
  const search = document.getElementById("search");
  if ((event.ctrlKey || event.metaKey) && event.code === "KeyK" && search) {
    event.preventDefault();
    search.focus();
  }
});

// The system decides until the switch is used.
const root = document.documentElement;
const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);

for (const button of document.querySelectorAll("[data-theme-toggle]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `theme=${root.dataset.theme}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
  });
}

// The phone's own share sheet; without it the link goes to WhatsApp.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-share]");
  if (!link || !navigator.share) return;
  event.preventDefault();
  navigator.share({ text: link.dataset.share }).catch((fault) => {
    if (fault.name !== "AbortError") location.assign(link.href);
  });
});

// Around every request: a banner when the network fails, the focus after a swap.
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

// Focus swapped away goes on to the summary of errors, or the heading, of what came.
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

// Toasts leave after 6 s, 10 s once held.
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

// Shared phones: logging out removes this person's copies once it has worked, asking first when the server lacks some.
// A session that merely ended keeps them. Copies older than 30 days go if the server has them.
const USER = document.body.dataset.user ?? "";
const LEAVING = "draft-leaving";
const OLD = 30 * 86_400_000;

function copies(user) {
  try {
    return Object.entries(localStorage).filter(([name]) => name.startsWith(`draft:${user}:`));
  } catch {
    return []; // storage is closed: nothing was kept either
  }
}

function departed() {
  try {
    const user = localStorage.getItem(LEAVING);
    localStorage.removeItem(LEAVING);
    return USER ? "" : user;
  } catch {
    return "";
  }
}

const left = departed();
if (left) for (const [name] of copies(left)) localStorage.removeItem(name);
for (const [name, value] of USER ? copies(USER) : [])
  if (value[0] === "." && Date.now() - parseInt(value.slice(1), 10) > OLD) localStorage.removeItem(name);

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!USER || !form.matches("form[data-logout]")) return;
  const kept = copies(USER);
  if (!kept.length) return;
  localStorage.setItem(LEAVING, USER);
  if (form.dataset.sure || !kept.some(([, value]) => value[0] === "!")) return;
  form.dataset.sure = "1";
  event.preventDefault();
  const warning = document.createElement("p");
  warning.className = "alert";
  warning.setAttribute("role", "alert");
  warning.textContent = form.dataset.unsent;
  document.getElementById("main").prepend(warning);
  scrollTo(0, 0);
});

// A list is come back to as it was left.
if (document.querySelector(".filters, .pager")) {
  const keep = () => (sessionStorage[location.pathname] = location.search);
  addEventListener("pagehide", keep);
  keep();
}
for (const back of document.querySelectorAll(".crumbs a, .top a.ib")) back.search ||= sessionStorage[back.pathname] ?? "";
