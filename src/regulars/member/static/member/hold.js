// Hold the note: the longer the button is held, the better. Who wants less motion presses twice, as without this script.
(() => {
  "use strict";

  const form = document.querySelector("form.hold");
  if (!form || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const button = form.querySelector("button");
  const bar = form.querySelector("progress");
  const most = Number(form.dataset.most);
  const perSecond = Number(form.dataset.perSecond);
  let held = null;

  form.action = form.dataset.stop;
  button.type = "button";
  button.textContent = form.dataset.hold;
  form.querySelector(".by-hold").hidden = false;
  form.querySelector(".by-press").hidden = true;

  const score = () => Math.min(most, Math.floor(((performance.now() - held.since) * perSecond) / 1000));

  function draw() {
    if (!held || held.since === null) return;
    bar.value = score();
    if (score() >= most) release();
    else requestAnimationFrame(draw);
  }

  // The shop's clock begins as it gives the play, and ours when the play is here: so ours is never ahead.
  async function press() {
    if (held) return;
    const mine = (held = { since: null });
    button.classList.add("is-held");
    const asked = { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } };
    const answer = await fetch(form.dataset.start, asked).catch(() => null);
    const given = answer && answer.ok && !answer.redirected ? await answer.json() : null;
    if (!given) {
      location.reload();
      return;
    }
    if (held !== mine) return;
    form.elements.play.value = given.play;
    button.textContent = form.dataset.holding;
    mine.since = performance.now();
    requestAnimationFrame(draw);
  }

  function release() {
    if (!held) return;
    if (held.since === null) {
      // Let go before it began: the play is still there for the next press.
      held = null;
      button.classList.remove("is-held");
      return;
    }
    form.elements.score.value = score();
    held = null;
    button.disabled = true;
    form.submit();
  }

  button.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    button.setPointerCapture(event.pointerId);
    press();
  });
  for (const end of ["pointerup", "pointercancel"]) button.addEventListener(end, release);
  button.addEventListener("contextmenu", (event) => event.preventDefault());
  button.addEventListener("keydown", (event) => {
    if (event.code !== "Space" && event.code !== "Enter") return;
    event.preventDefault();
    if (!event.repeat) press();
  });
  button.addEventListener("keyup", (event) => {
    if (event.code === "Space" || event.code === "Enter") release();
  });
})();
