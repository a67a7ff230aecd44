// What the server pushed is shown; a press opens the inbox. Nothing is kept, nothing is fetched, no page passes here.
const INBOX = "/notices/";

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
