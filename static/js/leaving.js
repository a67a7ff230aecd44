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
