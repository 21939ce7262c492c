// What the finder adds where a browser runs scripts; every page works without. Old syntax for old
// phones. Nothing is kept, nothing is sent but by the form itself and for suggestions.
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

  // What begins as somebody types, as a listbox below the field (ARIA Authoring Practices,
  // combobox with list autocomplete). The letters go by POST, to this site alone. Escape closes
  // the list and counts for leaving as everywhere.
  var form = document.querySelector("[data-suggestions]");

  function made(name, values, parent) {
    var one = document.createElement(name);
    for (var key in values) { one.setAttribute(key, values[key]); }
    return parent.appendChild(one);
  }

  function offering(input) {
    var field = document.createElement("span");
    var chosen = -1;
    var waiting;
    var sent;
    input.parentNode.insertBefore(field, input);
    field.className = "field";
    field.appendChild(input);
    var list = made("span", {
      role: "listbox", id: input.id + "-offers", "class": "offers", "aria-label": form.dataset.name
    }, field);
    var said = made("span", { role: "status", "class": "first" }, field);
    list.hidden = true;
    input.autocomplete = "off";
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");

    function close() {
      clearTimeout(waiting);
      if (sent) { sent.abort(); }
      list.hidden = true;
      said.textContent = "";
      input.setAttribute("aria-expanded", "false");
      choose(-1);
    }

    function choose(number) {
      if (list.children[chosen]) { list.children[chosen].setAttribute("aria-selected", "false"); }
      chosen = number;
      var line = list.children[chosen];
      if (!line) { input.removeAttribute("aria-activedescendant"); return; }
      line.setAttribute("aria-selected", "true");
      input.setAttribute("aria-activedescendant", line.id);
    }

    function take(line) {
      input.value = line.firstChild.data;
      close();
    }

    function show(lines) {
      list.textContent = "";
      choose(-1);
      lines.forEach(function (one, number) {
        var line = made("span", {
          role: "option", id: list.id + number, "aria-selected": "false"
        }, list);
        line.textContent = one.text;
        if (one.lang) { line.lang = one.lang; line.translate = false; }
        if (one.about) {
          line.appendChild(document.createTextNode(" "));
          made("span", { "class": "fine" }, line).textContent = one.about;
        }
        line.addEventListener("click", function () { take(line); });
      });
      list.hidden = !lines.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      said.textContent = lines.length ? form.dataset.count.replace("{n}", lines.length) : "";
    }

    function send() {
      sent = new XMLHttpRequest();
      sent.open("POST", form.dataset.suggestions);
      sent.setRequestHeader("Content-Type", "application/x-www-form-urlencoded");
      sent.onload = function () {
        if (this.status === 200 && document.activeElement === input) {
          show(JSON.parse(this.responseText).lines);
        }
      };
      sent.send(input.name + "=" + encodeURIComponent(input.value));
    }

    input.addEventListener("input", function () {
      clearTimeout(waiting);
      if (sent) { sent.abort(); }
      if (input.value.trim().length < 2) { close(); return; }
      waiting = setTimeout(send, 250);
    });

    input.addEventListener("keydown", function (event) {
      var step = { ArrowDown: 1, Down: 1, ArrowUp: -1, Up: -1 }[event.key];
      var count = list.children.length;
      if (list.hidden || event.isComposing) { return; }
      if (step) {
        event.preventDefault();
        choose(chosen < 0 && step < 0 ? count - 1 : (chosen + step + count) % count);
      } else if (event.key === "Enter" && chosen >= 0) {
        event.preventDefault();
        take(list.children[chosen]);
      } else if (event.key === "Escape" || event.key === "Esc") {
        close();
      }
    });

    // Pressing on a line must not take the focus from the field, which would close the list.
    list.addEventListener("mousedown", function (event) { event.preventDefault(); });
    input.addEventListener("blur", close);
  }

  if (form) {
    offering(document.getElementById("q"));
    offering(document.getElementById("near"));
  }
})();
