// What an eye would see at once: things that leave the screen, words that are cut, targets too small for a finger.
() => {
  const wide = document.documentElement.clientWidth;
  const name = (e) => `${e.tagName}.${e.className.baseVal ?? e.className} «${e.textContent.trim().slice(0, 30)}»`;
  const hidden = (e) => !e.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true });
  const scrolls = (e) => {
    for (let n = e; n && n !== document.body; n = n.parentElement) {
      const style = getComputedStyle(n);
      if (["auto", "hidden", "scroll"].includes(style.overflowX) || style.position === "fixed") return true;
    }
    return false;
  };
  const found = [];
  if (document.documentElement.scrollWidth > wide + 1) found.push("the page is wider than the screen");
  for (const e of document.querySelectorAll("body *")) {
    const box = e.getBoundingClientRect();
    if (!box.width || e.closest(".vh,.skip,dialog") || (e.closest("svg") && e.tagName !== "svg") || hidden(e)) continue;
    if ((box.left < -1 || box.right > wide + 1) && !scrolls(e)) found.push("leaves the screen: " + name(e));
    const style = getComputedStyle(e);
    if (style.display === "inline") continue;
    const words = e.matches("h1,h2,h3,p,span,a,button,td,th,b,dd,dt,label");
    const cut = e.scrollWidth > e.clientWidth + 2 && e.clientWidth > 0 && style.overflowX !== "visible";
    if (words && cut && !e.closest(".side,.top__title")) found.push("is cut: " + name(e));
    const target = e.matches("a,button,input,select,summary,textarea") && !e.closest("svg");
    const hit = e.matches("[type=radio],[type=checkbox]") && e.labels[0] ? e.labels[0].getBoundingClientRect() : box;
    if (target && (hit.height < 23.5 || hit.width < 23.5)) found.push("is too small: " + name(e));
  }
  return [...new Set(found)].slice(0, 8);
}
