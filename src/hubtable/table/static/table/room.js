/* room.js – the room's screen goes blank at once by one key; any key or touch brings it back. */
"use strict";
(() => {
  const root = document.documentElement;
  const blank = () => "blank" in root.dataset;

  document.addEventListener("keydown", (event) => {
    if (!blank()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    delete root.dataset.blank;
  }, true);

  document.addEventListener("click", (event) => {
    if (blank()) delete root.dataset.blank;
    else if (event.target.closest("[data-blanks]")) root.dataset.blank = "";
  }, true);
})();
