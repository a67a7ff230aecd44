// The phone's own share sheet; without it the link itself goes to WhatsApp. The text was built on the server.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-share]");
  if (!link || !navigator.share) return;
  event.preventDefault();
  navigator.share({ text: link.dataset.share }).catch((fault) => {
    if (fault.name !== "AbortError") location.assign(link.href);
  });
});
