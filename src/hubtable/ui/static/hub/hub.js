/* hub.js – what a page can do beyond HTML. Every page works without it: colors, dialogs, keys,
   clocks, the end of a session, hiding identities, printing, copying.
   It listens on the document, so that parts htmx puts in place need no setting up. */
"use strict";
(() => {
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector, within = document) => within.querySelector(selector);
  const words = (element) => (element.dataset.words || "").split("|");
  const shown = (element) => element.checkVisibility() && !element.disabled;
  const modal = () => all("dialog:modal").at(-1);

  /* Storage may be switched off; then the wish lasts as long as the page. */
  const keep = {
    get: (name) => { try { return localStorage.getItem(name); } catch { return null; } },
    set: (name, value) => { try { localStorage.setItem(name, value); } catch { /* not kept */ } },
  };

  /* Says a sentence to screen readers only. */
  function announce(text) {
    const region = one("[data-announce]");
    if (region) { region.textContent = ""; setTimeout(() => { region.textContent = text; }, 50); }
  }

  /* ---- Acts: one listener, by the attribute of what was pressed -------------------------------- */

  const acts = {
    opens: (button) => open(document.getElementById(button.dataset.opens)),
    closes: (button) => button.closest("dialog").close(),
    print: () => window.print(),
    copy,
    cycle,
    keysOpen: openKeys,
    idleStay: stay,
    hideLonger: (button) => hiding.set(button.closest("[data-hide-after]"), Date.now()),
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button, a");
    if (!button) return;
    for (const act of Object.keys(acts)) if (act in button.dataset) acts[act](button);
  });

  /* A dialog stands open on the page where there is no JavaScript; here it becomes modal. The
     browser keeps the focus inside and gives it back. */
  function open(dialog) {
    if (!dialog || dialog.matches(":modal")) return;
    dialog.removeAttribute("open");
    dialog.showModal();
    const first = one("[autofocus], .error, input:not([type=hidden]), select, textarea, .btn", dialog);
    first?.focus();
  }

  /* One key for a line of choices: the first choice for the first line pressed, then the second one,
     the third, and none. */
  function cycle(button) {
    const choices = all("input[type=radio]", button.closest("li"));
    const first = choices.find((c) => c.value)?.value;
    const taken = all(`input[value="${first}"]:checked`, button.form).length > 0;
    const order = [...choices.filter((c) => c.value && !(taken && c.value === first)), choices[0]];
    const at = order.findIndex((c) => c.checked && c.value);
    order[at + 1 < order.length ? at + 1 : 0].checked = true;
    announce(`${labelOf(button)}: ${choices.find((c) => c.checked).labels[0].textContent.trim()}`);
  }

  async function copy(button) {
    const text = document.getElementById(button.dataset.copy)?.textContent.trim() ?? "";
    try {
      await navigator.clipboard.writeText(text);
      announce(words(button)[0]);
    } catch {
      getSelection().selectAllChildren(document.getElementById(button.dataset.copy));
    }
  }

  /* ---- Colors ------------------------------------------------------------------------------- */

  let kept = Promise.resolve(); // one after the other: the last choice is the one that stays

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!("themeForm" in form.dataset) || !event.submitter) return;
    event.preventDefault();
    const theme = event.submitter.value;
    if (theme === "auto") delete root.dataset.theme; else root.dataset.theme = theme;
    for (const b of all("button", form)) b.setAttribute("aria-pressed", String(b === event.submitter));
    const choice = { method: "POST", body: new URLSearchParams({ theme }), redirect: "manual" };
    kept = kept.then(() => fetch(form.action, { ...choice, keepalive: true }))
      .catch(() => { /* the colors last as long as the page */ });
  });

  /* ---- Keys: declared by data-key, listed by ?, switched off for good ------------------------- */

  const keysOn = () => keep.get("hub.keys") !== "off";
  const typing = (element) =>
    element.closest("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])");

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.repeat || typing(event.target) || !keysOn()) return;
    const within = modal() ?? document;
    const wanted = event.key.toLowerCase();
    const target = all("[data-key]", within).find((e) => e.dataset.key === wanted && shown(e));
    if (target) {
      event.preventDefault();
      if (target.matches("input, select, textarea")) target.focus(); else target.click();
    } else if (wanted === "?" && within === document) {
      event.preventDefault();
      openKeys();
    }
  });

  function openKeys() {
    const list = one("[data-keys-list]");
    list.replaceChildren(...all("[data-key]").filter(shown).flatMap(keyLine));
    one("[data-keys-switch]").checked = keysOn();
    open(list.closest("dialog"));
  }

  function keyLine(element) {
    const [key, what] = [document.createElement("dt"), document.createElement("dd")];
    key.append(Object.assign(document.createElement("kbd"), { textContent: element.dataset.key.toUpperCase() }));
    what.textContent = element.dataset.keyWords || labelOf(element);
    return [key, what];
  }

  function labelOf(element) {
    if (element.labels?.length) return element.labels[0].textContent.trim();
    const copied = element.cloneNode(true);
    all("kbd, svg", copied).forEach((part) => part.remove());
    return element.ariaLabel || copied.textContent.trim();
  }

  document.addEventListener("change", (event) => {
    if ("keysSwitch" in event.target.dataset) keep.set("hub.keys", event.target.checked ? "on" : "off");
  });

  /* ---- Clocks: the server's time, carried on ------------------------------------------------- */

  const seen = new Map();

  function now(element) {
    const told = element.dataset.now;
    if (!seen.has(told)) seen.set(told, Date.parse(told) - Date.now());
    return Date.now() + seen.get(told);
  }

  function showDue(element) {
    const minutes = Math.floor((Date.parse(element.dateTime) - now(element)) / 60000);
    const [hoursLeft, minutesLeft, hoursLate, minutesLate, daysLeft, daysLate] = words(element);
    const amount = Math.abs(minutes);
    const [unit, left, late] = amount >= 72 * 60 ? [24 * 60, daysLeft, daysLate]
      : amount >= 60 ? [60, hoursLeft, hoursLate] : [1, minutesLeft, minutesLate];
    write(element, (minutes >= 0 ? left : late).replace("{n}", Math.floor(amount / unit)));
    element.classList.toggle("late", minutes < 0);
  }

  function showSince(element) {
    const seconds = Math.max(0, Math.floor((now(element) - Date.parse(element.dateTime)) / 1000));
    const limit = Number(element.dataset.since) * 60;
    write(element, `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`);
    element.classList.toggle("late", limit > 0 && seconds >= limit);
  }

  function write(element, text) {
    if (element.textContent !== text) element.textContent = text;
  }

  /* ---- Identities do not stay on a screen ----------------------------------------------------- */

  const hiding = new WeakMap();

  function hideInTime(box) {
    if (!hiding.has(box)) hiding.set(box, Date.now());
    const left = Number(box.dataset.hideAfter) - Math.floor((Date.now() - hiding.get(box)) / 1000);
    if (left <= 0) return hide(box);
    const count = one("[data-hide-count]", box);
    if (count) { count.hidden = false; write(one("span", count), String(left)); }
    return undefined;
  }

  function hide(box) {
    const what = one("[data-hide-what]", box);
    if (!what) return;
    what.remove();
    one("[data-hide-count]", box)?.remove();
    one("[data-hide-note]", box).hidden = false;
    announce(one("[data-hide-note] p", box).textContent);
  }

  /* A page the browser kept and shows again would show the identity again. */
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) all("[data-hide-after]").forEach(hide);
  });

  /* ---- The end of a session ------------------------------------------------------------------- */

  const idle = Number(document.body.dataset.idleSeconds || 0);
  const warnAt = Math.min(120, idle / 2);
  let last = Date.now();

  function contact() {
    last = Date.now();
    keep.set("hub.contact", String(last));
  }

  function watchSession() {
    const left = idle - Math.floor((Date.now() - Math.max(last, Number(keep.get("hub.contact")))) / 1000);
    const dialog = one("[data-idle-dialog]");
    if (left > warnAt && !("over" in root.dataset)) { if (dialog.open) dialog.close(); return; }
    if (!dialog.matches(":modal")) open(dialog);
    write(one("[data-idle-left]", dialog), left > 0 ? clockOf(left) : "");
    if (left <= 0 && !("over" in root.dataset)) sessionOver(dialog, true);
  }

  const clockOf = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

  function sessionOver(dialog, over) {
    if (over) root.dataset.over = ""; else delete root.dataset.over;
    one("[data-idle-warn]", dialog).hidden = over;
    one("[data-idle-over]", dialog).hidden = !over;
    for (const part of all("[data-idle-words]", dialog)) write(part, part.dataset.idleWords.split("|")[Number(over)]);
    const again = one("[data-idle-again]", dialog);
    if (again) again.hidden = !over;
  }

  /* Asks the server to go on. A new sign-in has a new token: the forms on this page get it. */
  async function stay() {
    const answer = await fetch(document.body.dataset.stayUrl, { cache: "no-store", redirect: "manual" }).catch(() => null);
    const dialog = one("[data-idle-dialog]");
    if (!answer?.ok) { if (dialog) sessionOver(dialog, true); return false; }
    const { csrf } = await answer.json();
    for (const input of all("input[name=csrfmiddlewaretoken]")) input.value = csrf;
    contact();
    if (dialog) { sessionOver(dialog, false); if (dialog.open) dialog.close(); }
    return true;
  }

  /* A page that refreshes itself is no sign that somebody is there; the server counts the same. */
  document.addEventListener("htmx:after:request", (event) => {
    if (event.detail?.ctx?.request?.method?.toUpperCase() !== "GET") contact();
  });
  document.addEventListener("hub:contact", contact);

  /* ---- Every second ---------------------------------------------------------------------------- */

  function tick() {
    all("[data-due]").forEach(showDue);
    all("[data-since]").forEach(showSince);
    all("[data-hide-after]").forEach(hideInTime);
    if (idle) watchSession();
  }

  /* The dialog of the session is no dialog to leave with Escape. */
  document.addEventListener("cancel", (event) => {
    if ("idleDialog" in event.target.dataset) event.preventDefault();
  }, true);

  document.addEventListener("hub:drawn", tick);
  root.dataset.js = "";
  window.hub = { announce, stay };
  if (idle) contact();
  setInterval(tick, 1000);
  tick();
  one("[data-focus]")?.focus();
})();
