// A report: what is complete, who is absent; sent once the server gives a sign of life, until then it waits.
const form = document.querySelector("form[data-report]");
const value = (name) => form.elements.namedItem(name)?.value ?? "";
const count = (name) => Number(value(name)) || 0;

function answered(box) {
  const names = new Set([...box.querySelectorAll("input[type=radio]")].map((radio) => radio.name));
  return form.elements.namedItem("rest_reached")?.checked || [...names].every((name) => value(name));
}

const COMPLETE = [
  () => ["held_on", "started", "place"].every(value),
  answered,
  () => ["present", "women", "youth"].every(value),
  (box) => [...box.querySelectorAll("input[type=text]")].some((input) => input.value.trim()),
  () => value("text").trim(),
];

function look() {
  const sections = [...form.querySelectorAll(".stp > details")];
  const ready = sections.filter((box, place) => {
    const done = Boolean(COMPLETE[place](box));
    box.classList.toggle("ok", done && !box.classList.contains("bad"));
    return done;
  }).length;
  const progress = form.querySelector("[data-report-progress]");
  progress.querySelector("[data-ready]").textContent = ready;
  progress.querySelector(".fg").setAttribute("width", `${(100 * ready) / sections.length}%`);
  const absent = form.elements.namedItem("absent");
  const left = Number(form.dataset.members) - count("present") - count("excused");
  absent.placeholder = value("present") && left >= 0 ? left : "";
}

if (form) {
  for (const kind of ["input", "change", "draft:filled"]) form.addEventListener(kind, look);
  look();
}

let reached = false;
let waits = false;

async function probe(button) {
  try {
    await fetch("/healthz/", { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout?.(8000) });
    reached = true;
    waits = false;
    form.requestSubmit(button);
  } catch {
    waits = true;
    form.dispatchEvent(new Event("draft:queue"));
  }
}

if (form?.matches("[data-draft-queue]")) {
  let probing = null;
  form.addEventListener("submit", (event) => {
    if (reached) return void (reached = false);
    event.preventDefault();
    event.stopImmediatePropagation();
    probing ??= probe(event.submitter).finally(() => (probing = null));
  }, true);
  form.addEventListener("input", () => (waits = false));
  const again = () => waits && form.requestSubmit();
  addEventListener("online", again);
  setInterval(again, 60_000);
}
