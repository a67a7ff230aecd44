// «Notify this device», on the page of preferences only. What is shown then: service-worker.js.
const box = document.querySelector("[data-push]");
const form = box?.querySelector("[data-push-form]");
const here = document.querySelector("[data-push-here]");

const say = (what) => {
  for (const line of box.querySelectorAll("[data-push-say]")) line.hidden = line.dataset.pushSay !== what;
};
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const kept = async () => (await navigator.serviceWorker.getRegistration("/"))?.pushManager.getSubscription();

async function ask() {
  const button = form.querySelector("button");
  button.disabled = true;
  try {
    if (await Notification.requestPermission() !== "granted") return say("denied");
    const worker = await navigator.serviceWorker.register(box.dataset.pushWorker, { scope: "/" });
    await navigator.serviceWorker.ready;
    await (await worker.pushManager.getSubscription())?.unsubscribe(); // it may be bound to former keys
    const made = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(form.elements.key.value) });
    form.elements.subscription.value = JSON.stringify(made);
    form.submit();
  } catch {
    say("failed");
  } finally {
    button.disabled = false;
  }
}

async function begin() {
  if (!navigator.serviceWorker || !("PushManager" in window) || !("Notification" in window)) return say("missing");
  if (Notification.permission === "denied") return say("denied");
  say("");
  form.hidden = Boolean(here && await kept());
  form.querySelector("button").addEventListener("click", ask);
}

if (form) begin();
here?.querySelector("form").addEventListener("submit", async () => (await kept())?.unsubscribe());
