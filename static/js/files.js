// Photographs are made smaller here and sent at once; without network they wait on this page.
const LONGEST = 2000;
const CHOICE = "[data-files] input[type=file]";
const seen = new WeakSet();

async function smaller(file) {
  if (seen.has(file) || !file.type.startsWith("image/") || file.size < 4e5) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [picture.width * scale, picture.height * scale];
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const drawn = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
    if (!drawn || drawn.size >= file.size) return file;
    return new File([drawn], `${file.name.replace(/\.\w+$/, "")}.jpg`, { type: drawn.type });
  } catch {
    return file;
  }
}

const say = (input, words) => {
  const line = input.closest("[data-files]").querySelector("[data-files-wait]");
  line.textContent = line.dataset[words];
};
const live = () => document.querySelector("[data-files]").classList.add("is-live");

document.addEventListener("htmx:confirm", (event) => {
  const input = event.target;
  if (!input.matches(CHOICE)) return;
  event.preventDefault();
  say(input, "waiting");
  Promise.all([...input.files].map(smaller)).then((files) => {
    const chosen = new DataTransfer();
    for (const file of files) seen.add(file), chosen.items.add(file);
    input.files = chosen.files;
    event.detail.issueRequest(true);
  });
});

for (const kind of ["htmx:sendError", "htmx:timeout", "htmx:responseError"])
  document.addEventListener(kind, ({ target, detail }) => {
    if (!target.matches(CHOICE) || (detail.xhr?.status && detail.xhr.status < 500)) return;
    say(target, "offline");
    setTimeout(() => target.isConnected && htmx.trigger(target, "change"), 4000);
  });

// A draft of this phone.
document.addEventListener("draft:filled", ({ detail: { attached } }) => {
  const source = document.querySelector(CHOICE);
  if (attached && source) htmx.ajax("POST", source.getAttribute("hx-post"), { target: "#files", swap: "outerHTML", values: { attached } });
});

document.addEventListener("htmx:afterSettle", ({ target }) => {
  if (!target.matches("[data-files]")) return;
  live();
  target.dispatchEvent(new Event("input", { bubbles: true })); // for drafts
});

live();
