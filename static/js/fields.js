// Fields: stepper, lines under them, added rows.
const ARABIC = ["يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر"];

const plain = (text) => text.normalize("NFKC").replace(/[ـ\p{Cf}]/gu, "").replace(/[٠-٩۰-۹]/g, (digit) => digit.charCodeAt(0) % 16);

class Stepper extends HTMLElement {
  connectedCallback() {
    const input = this.querySelector("input");
    if (!input || this.classList.contains("stepper")) return;
    this.classList.add("stepper");
    const name = document.querySelector(`label[for="${input.id}"]`)?.textContent.trim() ?? "";
    const bare = () => plain(input.value).trim();
    const button = (by, sign, label) => {
      const made = document.createElement("button");
      made.type = "button";
      made.textContent = sign;
      made.setAttribute("aria-label", `${label}: ${name}`);
      made.addEventListener("click", () => {
        input.value = Math.min(input.dataset.most, Math.max(input.dataset.least, (Number(bare()) || 0) + by));
        for (const kind of ["input", "change"]) input.dispatchEvent(new Event(kind, { bubbles: true }));
      });
      return made;
    };
    input.addEventListener("input", () => {
      if (input.value !== bare()) input.value = bare();
    });
    input.before(button(-1, "−", this.dataset.less));
    input.after(button(1, "+", this.dataset.more));
  }
}
customElements.define("tj-stepper", Stepper);

function longDate(value) {
  const day = new Date(`${value}T12:00:00Z`);
  if (Number.isNaN(day.getTime())) return "";
  const lang = document.documentElement.lang;
  const options = { dateStyle: "full", timeZone: "UTC" };
  if (lang === "fr") return day.toLocaleDateString("fr-FR", options).replace(" 1 ", " 1er ");
  if (lang !== "ar") return day.toLocaleDateString("en-GB", options).replace(",", "");
  const [weekday] = day.toLocaleDateString("ar", options).split("،");
  const number = day.getUTCDate() === 1 ? "فاتح" : day.getUTCDate();
  return `${weekday} ${number} ${ARABIC[day.getUTCMonth()]} ${day.getUTCFullYear()}`;
}

// Pointed out while typed; the server refuses it.
const identity = (text) => /\b[a-z]{1,2}\d{5,6}\b/i.test(plain(text)) && document.body.dataset.identity;

function under(fields, look, words) {
  const write = (input) => {
    let line = input.nextElementSibling;
    const said = words(input.value);
    if (!line?.matches(`output.${look}`)) {
      if (!said) return;
      line = document.createElement("output");
      line.className = look;
      input.after(line);
    }
    line.textContent = said || "";
  };
  const writeAll = (part) => part.querySelectorAll?.(fields).forEach(write);
  document.addEventListener("input", (event) => event.target.matches(fields) && write(event.target));
  document.addEventListener("htmx:load", (event) => writeAll(event.detail.elt));
  document.addEventListener("draft:filled", (event) => writeAll(event.target));
  writeAll(document);
}
under("input[data-long-date]", "hint", longDate);
under("[data-persons]", "err", identity);

// Rows one can add; without script the button sends.
const countOf = (box) => box.querySelector(":scope > input[name$='-TOTAL_FORMS']");

function grow(box) {
  const template = box.querySelector("template[data-row-template]");
  const total = countOf(box);
  const place = total ? Number(total.value) : box.querySelectorAll("[data-row]").length;
  const holder = document.createElement("template");
  holder.innerHTML = template.innerHTML.replaceAll("__prefix__", place);
  const row = holder.content.firstElementChild;
  const rows = box.querySelectorAll("[data-row]");
  if (rows.length) rows[rows.length - 1].after(row);
  else template.before(row);
  if (total) total.value = place + 1;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  return row;
}

document.addEventListener("click", (event) => {
  const add = event.target.closest("[data-row-add]");
  if (add) {
    const box = add.closest("[data-rows]");
    if (Number(box.dataset.rowsMost) <= box.querySelectorAll("[data-row]").length) return;
    event.preventDefault();
    grow(box).querySelector("input:not([type=hidden]),textarea,select")?.focus();
  }
  const remove = event.target.closest("[data-row-remove]");
  if (remove) {
    event.preventDefault();
    const row = remove.closest("[data-row]");
    const box = row.closest("[data-rows]");
    // its number stays: the server drops empty rows
    if (countOf(box)) {
      for (const input of row.querySelectorAll("input:not([type=hidden]),textarea,select")) input.value = "";
      row.hidden = true;
    } else row.remove();
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.querySelector("[data-row-add]")?.focus();
  }
});
document.addEventListener("rows:grow", (event) => {
  for (let more = event.detail; more > 0; more -= 1) grow(event.target);
});
