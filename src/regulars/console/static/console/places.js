// On a phone the places of the console scroll sideways: the one where somebody is comes into sight.
(() => {
  "use strict";

  const places = document.querySelector(".sidebar nav");
  const here = places?.querySelector(".here");
  if (here) places.scrollLeft = here.offsetLeft - places.offsetLeft - (places.clientWidth - here.offsetWidth) / 2;
})();
