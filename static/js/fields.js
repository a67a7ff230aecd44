// Fields: the stepper, and the long date under a date field. Both are plain inputs without script.
const ARABIC = ["يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر"];

class Stepper extends HTMLElement {
  connectedCallback() {
    const input = this.querySelector("input");
    if (!input || this.classList.contains("stepper")) return;
    this.classList.add("stepper");
    const name = document.querySelector(`label[for="${input.id}"]`)?.textContent.trim() ?? "";
    const button = (step, sign, label) => {
      const made = document.createElement("button");
      made.type = "button";
      made.textContent = sign;
      made.setAttribute("aria-label", `${label}: ${name}`);
      made.addEventListener("click", () => {
        const most = input.max === "" ? Infinity : Number(input.max);
        input.value = Math.min(most, Math.max(Number(input.min) || 0, (Number(input.value) || 0) + step));
        input.dispatchEvent(new Event("input", { bubbles: true }));
        input.dispatchEvent(new Event("change", { bubbles: true }));
      });
      return made;
    };
    input.before(button(-1, "−", this.dataset.less));
    input.after(button(1, "+", this.dataset.more));
  }
}
customElements.define("tj-stepper", Stepper);

function longDate(value) {
  const day = new Date(`${value}T12:00:00Z`);
  if (Number.isNaN(day.getTime())) return "";
  const lang = document.documentElement.lang;
  const options = { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  if (lang !== "ar") return new Intl.DateTimeFormat(lang === "fr" ? "fr-FR" : "en-GB", options).format(day);
  const weekday = new Intl.DateTimeFormat("ar", { weekday: "long", timeZone: "UTC" }).format(day).replace("الاثنين", "الإثنين");
  const number = day.getUTCDate() === 1 ? "فاتح" : day.getUTCDate();
  return `${weekday} ${number} ${ARABIC[day.getUTCMonth()]} ${day.getUTCFullYear()}`;
}

function write(input) {
  let under = input.nextElementSibling;
  if (!under?.matches("output[data-long]")) {
    under = document.createElement("output");
    under.className = "hint";
    under.dataset.long = "";
    input.after(under);
  }
  under.textContent = longDate(input.value);
}
const writeAll = (part) => part.querySelectorAll?.("input[data-long-date]").forEach(write);
document.addEventListener("input", (event) => event.target.matches("input[data-long-date]") && write(event.target));
document.addEventListener("htmx:load", (event) => writeAll(event.detail.elt));
document.addEventListener("draft:filled", (event) => writeAll(event.target));
writeAll(document);
