// A census form: what is not asked is hidden, by the rules of the server; repeats grow; sent once the network is there.
const EPOCH = 86_400_000;
const string = (value) =>
  typeof value === "boolean" ? String(value) : typeof value === "number" ? String(value === 0 ? 0 : value) : value;
const number = (value) =>
  typeof value !== "string" ? Number(value) : /^[ \t\r\n]*-?(\d+(\.\d*)?|\.\d+)[ \t\r\n]*$/.test(value) ? Number(value) : NaN;
const truth = (value) => (typeof value === "number" ? value !== 0 && !Number.isNaN(value) : Boolean(value));
const days = (text) => Date.parse(`${text}T00:00:00Z`) / EPOCH;
const words = (value) => string(value).split(/\s+/).filter(Boolean);
const equal = (left, right) => {
  if (typeof left === "boolean" || typeof right === "boolean") return truth(left) === truth(right);
  if (typeof left === "number" || typeof right === "number") return number(left) === number(right);
  return left === right;
};
const ACTS = {
  "=": equal,
  "!=": (left, right) => !equal(left, right),
  "<": (left, right) => number(left) < number(right),
  "<=": (left, right) => number(left) <= number(right),
  ">": (left, right) => number(left) > number(right),
  ">=": (left, right) => number(left) >= number(right),
  "+": (left, right) => (right === undefined ? number(left) : number(left) + number(right)),
  "-": (left, right) => (right === undefined ? -number(left) : number(left) - number(right)),
  "*": (left, right) => number(left) * number(right),
  div: (left, right) => number(left) / number(right),
  mod: (left, right) => (Number.isFinite(number(left)) ? number(left) % number(right) : NaN),
  not: (value) => !truth(value),
  true: () => true,
  false: () => false,
  boolean: truth,
  number,
  string,
  concat: (...values) => values.map(string).join(""),
  contains: (text, part) => string(text).includes(string(part)),
  "starts-with": (text, part) => string(text).startsWith(string(part)),
  "string-length": (text) => [...string(text)].length,
  floor: (value) => Math.floor(number(value)),
  ceiling: (value) => Math.ceil(number(value)),
  round: (value) => Math.floor(number(value) + 0.5),
  int: (value) => Math.trunc(number(value)),
  selected: (chosen, name) => words(chosen).includes(string(name).trim()),
  "count-selected": (chosen) => words(chosen).length,
  coalesce: (first, second) => (string(first) ? first : second),
};

export function computed(tree, values, own, today) {
  if (!Array.isArray(tree)) return tree;
  const [head, ...parts] = tree;
  const of = (part) => computed(part, values, own, today);
  if (head === "$") return values[parts[0]] ?? "";
  if (head === ".") return own;
  if (head === "date") return days(parts[0]);
  if (head === "today") return days(today);
  if (head === "and") return parts.every((part) => truth(of(part)));
  if (head === "or") return parts.some((part) => truth(of(part)));
  if (head === "if") return of(parts[truth(of(parts[0])) ? 1 : 2]);
  return ACTS[head](...parts.map(of));
}

const western = (text) =>
  text
    .replace(/[٠-٩]/g, (digit) => digit.charCodeAt(0) - 0x660)
    .replace(/[\s\u00a0\u202f\u2009\u200e\u200f]/g, "")
    .replace(/[,٫]/, ".");

function valueOf(form, place, kind) {
  const field = form.elements.namedItem(place);
  if (!field) return "";
  if (kind === "select_multiple") {
    return [field.length === undefined || field.tagName ? [field] : [...field]]
      .flat()
      .filter((box) => box.checked)
      .map((box) => box.value)
      .join(" ");
  }
  const text = (field.value ?? "").trim();
  if (!text || kind === "text" || kind === "select_one") return text;
  return kind === "date" ? days(text) : number(western(text));
}

function decide(form, rules, today, repeat, row, shown, values) {
  for (const name of rules.order) {
    if ((rules.repeats[name] ?? null) !== repeat) continue;
    const outer = rules.around[name];
    let asked = outer === undefined || shown[outer] !== false;
    if (asked && rules.relevant[name]) asked = truth(computed(rules.relevant[name], values, "", today));
    shown[name] = asked;
    const kind = rules.kinds[name];
    const place = repeat === null ? name : `${repeat}~${row.number}~${name}`;
    if (kind) values[name] = asked ? valueOf(form, place, kind) : "";
    for (const box of (row?.box ?? form).querySelectorAll(`[data-q="${CSS.escape(name)}"]`)) box.hidden = !asked;
  }
}

function look(form, rules, today) {
  const [shown, values] = [{}, {}];
  decide(form, rules, today, null, null, shown, values);
  for (const box of form.querySelectorAll("[data-rows]")) {
    [...box.querySelectorAll(":scope > [data-row]")].forEach((row, at) =>
      decide(form, rules, today, box.dataset.rows, { number: at, box: row }, { ...shown }, { ...values }),
    );
  }
}

function grow(box, more) {
  const rows = box.querySelectorAll(":scope > [data-row]");
  const last = rows[rows.length - 1];
  for (let at = rows.length; at < rows.length + more; at += 1) {
    const row = last.cloneNode(true);
    for (const element of row.querySelectorAll("[name],[id],[for],[aria-describedby]")) {
      for (const name of ["name", "id", "for", "aria-describedby"]) {
        const value = element.getAttribute(name);
        if (value) element.setAttribute(name, value.replace(/~\d+~/, `~${at}~`));
      }
      if (element.type === "radio" || element.type === "checkbox") element.checked = false;
      else if (element.name) element.value = "";
    }
    const legend = row.querySelector("legend");
    legend.textContent = legend.textContent.replace(/\d+/, at + 1);
    box.insertBefore(row, box.querySelector(":scope > [data-add]"));
  }
  box.querySelector(":scope > input").value = rows.length + more;
}

const form = document.querySelector("form[data-census]");
if (form) {
  const rules = JSON.parse(form.dataset.census);
  const again = () => look(form, rules, form.dataset.today);
  for (const button of form.querySelectorAll("[data-add]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      grow(button.parentElement, 1);
      form.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
  form.addEventListener("rows:grow", (event) => grow(event.target, event.detail));
  for (const kind of ["input", "change", "draft:filled"]) form.addEventListener(kind, again);
  again();

  let reached = false;
  let waits = false;
  let probing = null;
  const probe = async (button) => {
    try {
      await fetch("/healthz/", { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout?.(8000) });
      [reached, waits] = [true, false];
      form.requestSubmit(button);
    } catch {
      waits = true;
      form.dispatchEvent(new Event("draft:queue"));
    }
  };
  form.addEventListener("submit", (event) => {
    if (reached) return void (reached = false);
    event.preventDefault();
    event.stopImmediatePropagation();
    probing ??= probe(event.submitter).finally(() => (probing = null));
  }, true);
  // who types on after «send» decides again when it goes
  form.addEventListener("input", () => (waits = false));
  const late = () => waits && form.requestSubmit();
  addEventListener("online", late);
  setInterval(late, 60_000);
}
