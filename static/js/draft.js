// Drafts: on this phone within 0.3 s, on the server about a second later. The contract: static/README.md.
const { user: USER = "", draftSecret: SECRET = "" } = document.body.dataset;
const PREFIX = `draft:${USER}:`;
const [STEP, SKIPPED] = [300, new Set(["csrfmiddlewaretoken", "password"])];

const attempt = (act) => {
  try {
    return act();
  } catch {
    return undefined; // storage is closed or full: the status line says so
  }
};

// Unreadable without the key that only this person's pages carry.
const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const text = (buffer) => btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(""));
const key = SECRET && crypto.subtle
  ? crypto.subtle.importKey("raw", bytes(SECRET), "AES-GCM", false, ["encrypt", "decrypt"]).catch(() => null)
  : Promise.resolve(null);

async function lock(record) {
  const [plain, with_] = [JSON.stringify(record), await key];
  if (!with_) return plain;
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return `${text(iv)}.${text(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, with_, new TextEncoder().encode(plain)))}`;
}

async function unlock(stored) {
  if (!stored) return null;
  try {
    const locked = stored.slice(stored.indexOf("|") + 1);
    if (locked[0] === "{") return JSON.parse(locked);
    const [iv, body] = locked.split(".").map(bytes);
    return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await key, body)));
  } catch {
    return null;
  }
}

// Order, empty fields, the number of rows and the client's own key are no content.
const plain = ({ client_key, ...rest }) =>
  JSON.stringify(Object.entries(rest).filter(([name, value]) => !/-TOTAL_FORMS$/.test(name) && `${value}`).map(([name, value]) => [name, [value].flat()]).sort());
const drop = (name) => attempt(() => localStorage.removeItem(PREFIX + name));

function read(form) {
  const payload = {};
  for (const [name, value] of new FormData(form)) {
    if (SKIPPED.has(name) || typeof value !== "string") continue;
    if (name in payload) payload[name] = [payload[name], value].flat();
    else payload[name] = value;
  }
  return payload;
}

function fill(form, payload) {
  for (const box of form.querySelectorAll("[data-rows]")) {
    const total = box.querySelector(":scope > input[name$='-TOTAL_FORMS']");
    const repeated = box.querySelector("[data-row] [name]")?.name;
    const wanted = total ? Number(payload[total.name] ?? 0) : [payload[repeated] ?? []].flat().length;
    const more = wanted - (total ? Number(total.value) : box.querySelectorAll("[data-row]").length);
    if (more > 0) box.dispatchEvent(new CustomEvent("rows:grow", { bubbles: true, detail: more }));
  }
  const left = new Map(Object.entries(payload).map(([name, value]) => [name, [value].flat()]));
  for (const field of form.elements) {
    if (!field.name || SKIPPED.has(field.name) || field.name === "attached" || ["file", "submit", "button"].includes(field.type)) continue;
    const values = left.get(field.name) ?? [];
    if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
    else if (field.multiple) for (const option of field.options) option.selected = values.includes(option.value);
    else field.value = values.shift() ?? "";
  }
  form.dispatchEvent(new CustomEvent("draft:filled", { bubbles: true, detail: payload }));
}

class Draft {
  constructor(form) {
    this.form = form;
    this.name = form.dataset.draftKey;
    this.record = { version: Number(form.dataset.draftVersion) || 0, payload: null, at: 0, dirty: false };
    this.line = form.querySelector("[data-draft-status]");
    this.clash = form.querySelector("[data-draft-clash]");
    Object.assign(this, { edits: 0, wait: 1000 });
    const id = form.elements.namedItem("client_key");
    if (id) id.value ||= Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
    addEventListener("DOMContentLoaded", () => this.restore()); // the page's script grows rows
    form.addEventListener("input", () => this.typed());
    form.addEventListener("change", () => this.typed());
    form.addEventListener("submit", (event) => {
      this.keep();
      // a draft must not overtake the text being sent
      setTimeout(() => (this.sent = !event.defaultPrevented));
    });
    form.addEventListener("draft:queue", () => this.queue());
    for (const button of form.querySelectorAll("[data-draft-keep]"))
      button.addEventListener("click", () => this.choose(button.dataset.draftKeep));
  }

  say(state, at) {
    if (!this.line) return;
    if (this.line.dataset.state !== state) {
      this.line.querySelector("[data-draft-words]").textContent = this.line.dataset[state];
      this.line.dataset.state = state;
      // a listener hears of saving every 10 s at most, of trouble at once
      const calm = ["phone", "saved"].includes(state);
      clearTimeout(this.telling);
      this.telling = setTimeout(() => {
        this.told = Date.now();
        this.line.querySelector("[role=status]").textContent = this.line.dataset[state];
      }, calm ? (this.told ?? 0) + 10_000 - Date.now() : 0);
      const login = this.line.querySelector("[data-draft-login]");
      if (login) login.hidden = state !== "expired";
    }
    if (at) this.line.querySelector("[data-draft-time]").textContent = new Date(at).toTimeString().slice(0, 5);
  }

  async restore() {
    const stored = await unlock(attempt(() => localStorage.getItem(PREFIX + this.name)));
    if (!stored?.payload || this.edits) return;
    const now = read(this.form);
    if (plain(stored.payload) === plain(now)) return void (stored.dirty && drop(this.name));
    if (!stored.dirty && stored.version <= this.record.version) return;
    if (stored.dirty && stored.version < this.record.version) {
      this.theirs = this.record.version;
      this.record = stored;
      fill(this.form, stored.payload);
      return this.collide(now);
    }
    // this phone knows as much as the page or more
    this.record = stored;
    fill(this.form, stored.payload);
    this.say("restored", stored.at);
    if (stored.queued) this.form.requestSubmit();
    else if (stored.dirty) this.later(0);
  }

  typed() {
    this.edits += 1;
    Object.assign(this.record, { dirty: true, queued: false });
    this.pending ??= setTimeout(() => this.keep(), Date.now() - (this.kept ?? 0) > STEP ? 0 : STEP);
    if (!this.other) this.later(this.wait);
  }

  // Sent without network: it waits here until the page's script sends it.
  async queue() {
    Object.assign(this.record, { queued: true, dirty: true, payload: read(this.form), at: Date.now() });
    await this.store();
    this.say("queued");
  }

  async keep() {
    clearTimeout(this.pending);
    this.pending = undefined;
    this.kept = Date.now();
    if (!this.record.dirty) return;
    Object.assign(this.record, { payload: read(this.form), at: this.kept });
    await this.store();
    if (!["offline", "queued", "expired", "conflict"].includes(this.line?.dataset.state)) this.say("phone", this.kept);
  }

  async store() {
    const at = this.record.at;
    // the mark is in clear: shell.js needs it on leaving without the key
    const locked = `${this.record.dirty ? "!" : "."}${at}|${await lock(this.record)}`;
    if (this.gone || at !== this.record.at) return;
    if (attempt(() => localStorage.setItem(PREFIX + this.name, locked) ?? true) === undefined) this.say("unstored");
  }

  later(wait) {
    const due = Date.now() + wait;
    // typing on puts the server off by five seconds at most
    if (this.turn && this.first && due > this.first + 5000) return;
    this.first ??= Date.now();
    clearTimeout(this.turn);
    this.turn = setTimeout(() => this.push(), wait);
  }

  async push(last = false) {
    clearTimeout(this.turn);
    this.turn = this.first = undefined;
    if (!this.record.dirty || this.record.queued || this.other || this.gone || this.sent) return;
    if (this.sending) return void (this.again = true);
    this.sending = true;
    const edits = this.edits;
    const token = this.form.elements.namedItem("csrfmiddlewaretoken");
    try {
      const answer = await fetch(this.form.dataset.draftUrl, {
        method: "POST",
        keepalive: last,
        credentials: "same-origin",
        redirect: "manual",
        headers: { "Content-Type": "application/json", "X-Requested-With": "fetch", "X-CSRFToken": token?.value ?? "" },
        body: JSON.stringify({ version: this.record.version, payload: read(this.form) }),
        signal: last ? undefined : AbortSignal.timeout?.(20_000),
      });
      await this.heard(answer, edits);
    } catch {
      this.say("offline");
      this.backOff();
    }
    this.sending = false;
    if (this.again) this.later(0);
    this.again = false;
  }

  async heard(answer, edits) {
    if (answer.ok) {
      const { version, saved_at } = await answer.json();
      this.record.version = version;
      if (this.edits === edits) return this.settled(saved_at);
      await this.store();
      this.later(this.wait = 1000);
    } else if (answer.status === 409) {
      const { version, payload } = await answer.json();
      this.record.payload = read(this.form);
      this.theirs = version;
      // an earlier answer was lost on the way
      if (plain(payload) !== plain(this.record.payload)) return this.collide(payload);
      this.record.version = version;
      return this.settled();
    } else if ([401, 403].includes(answer.status) || answer.type === "opaqueredirect") {
      this.say("expired");
      const login = this.line?.querySelector("[data-draft-login]");
      if (login) login.href = `${login.getAttribute("href").split("?")[0]}?next=${encodeURIComponent(location.pathname + location.search)}`;
    } else if (answer.status >= 500 || answer.status === 429) {
      this.say("offline");
      this.backOff();
    } else this.say("refused");
  }

  async settled(at) {
    [this.wait, this.record.dirty] = [1000, false];
    await this.store();
    this.say("saved", at ?? Date.now());
  }

  backOff() {
    this.later(this.wait = Math.min(this.wait * 2, 60_000));
  }

  // Two texts; the one shown at the end is kept. Until then a page loaded again asks again.
  collide(other) {
    Object.assign(this, { other, shown: "phone" });
    this.record.queued = false;
    this.store();
    this.say("conflict");
    if (this.clash) this.clash.hidden = false;
    this.clash?.focus();
  }

  choose(which) {
    if (which === "settle") {
      this.other = undefined;
      Object.assign(this.record, { version: this.theirs, dirty: true });
      this.clash.hidden = true;
      this.line.dataset.state = "";
      this.keep();
      this.later(0);
    } else if (which !== this.shown) {
      const now = read(this.form);
      fill(this.form, this.other);
      this.other = now;
      this.shown = which;
    }
  }

  end() {
    this.gone = true;
    clearTimeout(this.turn);
    clearTimeout(this.pending);
    drop(this.name);
  }
}

const drafts = USER ? [...document.querySelectorAll("form[data-draft]")].map((form) => new Draft(form)) : [];
const all = (act) => drafts.forEach(act);
if (drafts.length) navigator.storage?.persist?.();
addEventListener("pageshow", () => all((draft) => (draft.sent = false)));
addEventListener("online", () => all((draft) => draft.push()));
addEventListener("pagehide", () => all((draft) => draft.keep().then(() => draft.push(true))));
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") all((draft) => draft.keep().then(() => draft.push(true)));
  else all((draft) => draft.push());
});
setInterval(() => all((draft) => draft.push()), 60_000);

const done = (name) => {
  drafts.find((draft) => draft.name === name)?.end();
  drop(name);
};
for (const element of document.querySelectorAll("[data-draft-done]")) done(element.dataset.draftDone);
document.addEventListener("draft:done", (event) => done(event.detail.key));

// Somebody else sent it: a text of this phone that reached nobody is shown.
document.querySelectorAll("[data-draft-left]").forEach(async (box) => {
  const stored = attempt(() => localStorage.getItem(PREFIX + box.dataset.draftLeft));
  const left = stored?.[0] === "!" ? await unlock(stored) : null;
  if (!left?.payload) return;
  box.querySelector("p").textContent = Object.values(left.payload).flat().filter((words) => words.length > 5).join("\n");
  box.hidden = false;
  box.querySelector("button").addEventListener("click", () => (done(box.dataset.draftLeft), box.remove()));
});
