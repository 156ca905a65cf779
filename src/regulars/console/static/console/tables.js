// A table that is wider than its box can be scrolled with the keyboard: the box takes the focus, by the name of what stands above it.
(() => {
  "use strict";

  const look = (box) => {
    if (box.scrollWidth <= box.clientWidth) return;
    box.tabIndex = 0;
    const above = box.closest("section, details, main")?.querySelector("h1, h2, h3, summary");
    if (above && !box.hasAttribute("aria-label")) {
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", above.textContent.trim());
    }
  };
  const sizes = new ResizeObserver((changed) => changed.forEach((one) => look(one.target.closest(".scroll"))));
  const watch = (part) =>
    part.querySelectorAll(".scroll").forEach((box) => [box, ...box.children].forEach((one) => sizes.observe(one)));
  watch(document);
  document.addEventListener("htmx:load", (loaded) => watch(loaded.target));
})();
