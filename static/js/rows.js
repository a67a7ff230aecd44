// Rows one can add: agenda items, objectives, decisions. The server draws the first ones and a button that adds one by
// a plain submit; with script the row is cloned from the <template> in place.
// <div data-rows> … <div data-row>…</div> … <template data-row-template>…</template> <button data-row-add> </div>
// Names repeat («decision») or count («decisions-__prefix__-text» with a hidden «decisions-TOTAL_FORMS»).
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
    // a counted row keeps its number: it is emptied and hidden, and the server drops empty rows
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
