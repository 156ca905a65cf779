// The programme's text: numbers its lines, marks those with mistakes, and brings the cursor to one that is pressed.
(() => {
  "use strict";

  const paper = () => document.querySelector(".paper textarea");

  const marked = () =>
    new Set([...document.querySelectorAll(".mistakes [data-line]")].map((mistake) => mistake.dataset.line));

  function number() {
    const text = paper();
    if (!text) return;
    const lines = text.parentElement.querySelector(".lines");
    const wrong = marked();
    const rows = text.value.split("\n").map((_, index) => {
      const row = document.createElement(wrong.has(String(index + 1)) ? "mark" : "span");
      row.textContent = String(index + 1);
      return row;
    });
    lines.replaceChildren(...rows.flatMap((row) => [row, "\n"]));
    lines.scrollTop = text.scrollTop;
  }

  function go(line, column) {
    const text = paper();
    const before = text.value.split("\n").slice(0, line - 1).join("\n");
    const at = Math.min(before.length + (line > 1 ? 1 : 0) + column - 1, text.value.length);
    text.focus();
    text.setSelectionRange(at, at);
    text.scrollTop = Math.max(0, (line - 6) * 20);
  }

  document.addEventListener("input", (event) => event.target === paper() && number());
  document.addEventListener("scroll", (event) => {
    if (event.target === paper()) paper().parentElement.querySelector(".lines").scrollTop = paper().scrollTop;
  }, true);
  document.addEventListener("click", (event) => {
    const mistake = event.target.closest(".mistakes [data-line]");
    if (mistake) go(Number(mistake.dataset.line), Number(mistake.dataset.column));
  });
  document.addEventListener("htmx:afterSettle", number);
  document.addEventListener("DOMContentLoaded", number);

  // Two spaces for the tab key would trap people who go by keyboard, so the tab key goes on to the next field.
})();
