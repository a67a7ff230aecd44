// The worker of this site: shows what was pushed, and gives back without a network what was read of the pages that
// the server marks for it (docs/decisions/0108). No other page is kept.
const INBOX = "/notices/";
const [KEPT, READER, OFFLINE] = ["kept", "/kept-for", "/offline/"];
const [MOST, OLDEST, PATIENCE] = [60, 30 * 86_400_000, 8_000];

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) =>
  event.waitUntil(Promise.all([self.registration.navigationPreload?.enable(), clients.claim()])));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin || request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (pathname.startsWith("/static/")) event.respondWith(caches.match(request.url).then((found) => found ?? fetch(request)));
});

const marked = (answer) => answer.ok && answer.headers.has("X-Keep");

async function page(event) {
  const { url } = event.request;
  const asked = (async () => (await event.preloadResponse) ?? fetch(event.request))();
  // only what is kept is read twice
  event.waitUntil(asked.then((answer) => look(url, answer, marked(answer) && answer.clone())).catch(() => undefined));
  try {
    return await Promise.race([asked, patience(url, asked)]);
  } catch {
    return (await stored(url)) ?? (await caches.match(OFFLINE)) ?? Response.error();
  }
}

// A network that does not answer is like none for a page that is kept; any other goes on waiting.
async function patience(url, asked) {
  await new Promise((go) => setTimeout(go, PATIENCE));
  return (await stored(url)) ?? asked;
}

async function stored(url) {
  const found = await caches.match(url);
  const since = Number(found?.headers.get("X-Kept-At"));
  return since && Date.now() - since < OLDEST ? found : undefined;
}

// Whoever reads under another name, or other posts, finds nothing of the one before.
async function look(url, answer, copy) {
  const reader = answer.headers.get("X-Reader");
  if (!reader) return;
  let cache = await caches.open(KEPT);
  if (await (await cache.match(READER))?.text() !== reader) {
    await caches.delete(KEPT);
    cache = await caches.open(KEPT);
    await cache.put(READER, new Response(reader));
  }
  if (copy) await keep(cache, url, copy);
  else await cache.delete(url);
}

async function keep(cache, url, answer) {
  // The key of the drafts never stays on the phone.
  const text = (await answer.text()).replace(/\sdata-draft-secret="[^"]*"/, "").replace("<body", "<body data-kept");
  const headers = { "X-Kept-At": `${Date.now()}` };
  for (const name of ["Content-Type", "Content-Language", "Content-Security-Policy"])
    if (answer.headers.has(name)) headers[name] = answer.headers.get(name);
  await cache.put(url, new Response(text, { headers }));
  const pages = (await cache.keys()).filter((each) => each.url !== new URL(OFFLINE, location).href && !/^\/(static\/|kept-for)/.test(new URL(each.url).pathname));
  for (const each of pages.slice(0, -MOST)) await cache.delete(each);
  const parts = new Set(Array.from(text.matchAll(/(?:href|src)="(\/static\/[^"#]+)/g), ([, part]) => part));
  for (const part of parts) if (!await cache.match(part)) await cache.add(part);
  if ((await cache.match(OFFLINE))?.headers.get("Content-Language") !== headers["Content-Language"]) await cache.add(OFFLINE);
}

// The page that brought the worker was asked for before it was there.
self.addEventListener("message", (event) => {
  if (event.data === "keep") event.waitUntil(fetch(event.source.url).then((answer) => look(event.source.url, answer, marked(answer) && answer)));
});

// Only a page of this site, whatever was said.
const own = (address) => {
  const url = new URL(address || INBOX, location.origin);
  return url.origin === location.origin ? url.href : new URL(INBOX, location.origin).href;
};

self.addEventListener("push", (event) => {
  let said = {};
  try {
    said = event.data?.json() ?? {};
  } catch {
    // a text of another form: the notification says only that there is something
  }
  event.waitUntil(self.registration.showNotification(said.title || "تجذر", {
    body: said.body || "",
    tag: said.tag || "tajadur", // a second copy takes the place of the first
    lang: said.lang || "ar",
    dir: said.dir || "auto",
    data: own(said.url),
  }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(clients.openWindow(event.notification.data || INBOX));
});
