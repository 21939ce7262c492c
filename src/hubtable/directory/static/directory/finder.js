// What the finder adds where a browser runs scripts; every page works without. Old syntax for old
// phones. Nothing is kept, nothing is sent but by the form itself.
(function () {
  "use strict";
  var leave = document.querySelector("[data-leave]");
  var pressed = 0;

  // Replace this page, so that the way back does not lead here. The rest of the history stays.
  function go() {
    document.title = "";
    document.body.hidden = true;
    window.location.replace(leave.href);
  }

  leave.addEventListener("click", function (event) {
    event.preventDefault();
    go();
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" && event.key !== "Esc") { pressed = 0; return; }
    event.preventDefault(); // else the key stops the page that is being opened
    var now = Date.now();
    if (now - pressed < 1500) { go(); }
    pressed = now;
  });

  document.querySelector("[data-keys]").hidden = false;

  var paper = document.querySelector("[data-print]");
  if (paper) {
    paper.hidden = false;
    document.querySelector(".nojs").hidden = true;
    paper.addEventListener("click", function () { window.print(); });
  }

  var near = document.querySelector("[data-near]");
  if (near && navigator.geolocation) {
    near.hidden = false;
    near.addEventListener("click", function () {
      navigator.geolocation.getCurrentPosition(function (place) {
        // Two digits: a mile or so. No more than that is sent.
        document.getElementById("near").value =
          place.coords.latitude.toFixed(2) + ", " + place.coords.longitude.toFixed(2);
      });
    });
  }
})();
