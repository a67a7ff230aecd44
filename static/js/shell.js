// What lies around the page: light or dark, drawers, menus, the phone's sidebar, shortcuts, sharing.
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

// «More» shows the sidebar over the page (:target); what lies behind must not take the keyboard.
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
  // code, not key: an Arabic layout gives another letter
  if ((event.ctrlKey || event.metaKey) && event.code === "KeyK") {
    const box = document.getElementById("search");
    if (!box?.offsetParent) return;
    event.preventDefault();
    box.select();
    box.focus();
  } else if (event.code === "Slash" && !event.ctrlKey && !event.target.closest("input,textarea,select,[contenteditable]")) {
    const filter = document.querySelector("main input[type=search]");
    if (!filter) return;
    event.preventDefault();
    filter.focus();
  } else if (event.ctrlKey && event.code === "Enter") {
    event.target.form?.requestSubmit();
  }
});

// The system decides until the switch is used; the cookie lets the server draw the page right at once.
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

// The phone's own share sheet; without it the link itself goes to WhatsApp. The text was built on the server.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-share]");
  if (!link || !navigator.share) return;
  event.preventDefault();
  navigator.share({ text: link.dataset.share }).catch((fault) => {
    if (fault.name !== "AbortError") location.assign(link.href);
  });
});
