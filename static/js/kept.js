// A page that is read without a network too: kept on this phone by service-worker.js.
const note = document.querySelector("[data-kept-note]");

async function begin() {
  await navigator.serviceWorker.register(note.dataset.worker, { scope: "/" });
  const { active } = await navigator.serviceWorker.ready;
  if (!controlled) active.postMessage("keep");
}

const controlled = navigator.serviceWorker?.controller;
if ("kept" in document.body.dataset) {
  note.hidden = false;
  for (const button of document.querySelectorAll("main form button")) Object.assign(button, { disabled: true, ariaDisabled: "true" });
  addEventListener("online", () => location.reload());
} else if (navigator.serviceWorker) begin().catch(() => undefined); // without a worker the page is read online
