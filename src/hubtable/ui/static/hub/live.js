/* live.js – a page that follows what others do. It hears a number from a stream (or asks for it
   where there is no stream) and fetches its own part, as an ordinary request, when the number grew.
   Forms inside are sent without leaving the page. Without it every button still works.

   <div data-live="/…/stream/" data-page="/…/"> holds the part; inside, data-pulse is the number the part shows,
   data-on what is on and where it stands: when that changes, the page is read from its top. */
"use strict";
(() => {
  const box = document.querySelector("[data-live]");
  if (!box || !window.htmx) return;
  const POLL = 3000;      // milliseconds between two askings while there is no stream
  const AGAIN = 30000;    // until a refused stream is tried again
  const HIDDEN = 60000;   // until a page nobody looks at lets go of its stream
  const PATIENCE = 15000; // until an answer that does not come counts as a lost line
  const state = document.querySelector("[data-live-state]");
  const said = document.querySelector("main > [data-said]");
  const askUrl = box.dataset.live.replace(/stream\/$/, "pulse/");
  const on = () => box.querySelector("[data-on]")?.dataset.on;
  const shown = () => Number(box.querySelector("[data-pulse]")?.dataset.pulse ?? -1);

  let heard = shown();
  let busy = false;
  let leaving = false;
  let stream = null;
  let polling = 0;
  let hiding = 0;
  const presses = [];     // what is pressed and not done yet, in its order; the first is being sent

  const fetchPart = (url, { headers, ...more } = {}) => fetch(url, {
    headers: { "HX-Request": "true", ...headers }, cache: "no-store", signal: AbortSignal.timeout(PATIENCE), ...more,
  });

  /* ---- Drawing -------------------------------------------------------------------------------- */

  async function draw(answer) {
    if (!answer.ok || !answer.headers.has("Hub-Part")) return false;
    const text = await answer.text();
    const overtaken = Number(/data-pulse="(\d+)"/.exec(text)?.[1]) < shown();
    const before = on();
    if (!overtaken) await window.htmx.swap({ text, target: box, swap: "innerMorph", sourceElement: box });
    if (on() !== before) window.scrollTo({ top: 0, behavior: "instant" });
    box.querySelector("[data-said]")?.remove();
    hearSaid(text);
    document.dispatchEvent(new Event("hub:drawn"));
    return true;
  }

  /* The server says a thing once: it is taken from the answer, for that may be overtaken on its way,
     or drawn over by the next. */
  function hearSaid(text) {
    if (!said || !text.includes("data-said")) return;
    const words = new DOMParser().parseFromString(text, "text/html").querySelector("[data-said]");
    if (words) said.replaceChildren(...words.childNodes);
  }

  /* How it stands now; after an own act also what is said of it, which no other look is told. A page
     that may not be seen any more is loaded anew: it says why. One that waits for a meeting has
     nothing to draw into: it stays, with what is ticked on it, until one is on. */
  async function look(acted = false) {
    const answer = await fetchPart(box.dataset.page, { headers: acted ? { "Hub-Acted": "true" } : {} });
    const over = box.hidden ? answer.headers.has("Hub-Part") : !(await draw(answer));
    if (over && !leaving && (acted || !presses.length)) { leaving = true; location.assign(box.dataset.page); }  // once: it says why once
  }

  /* What others do waits for what is done here: an act is known to have happened before the server
     has said what there is to say of it, and a page that left then would never hear it. */
  async function follow() {
    if (busy) return;
    busy = true;
    try {
      for (let before = -1; heard > shown() && shown() > before && !presses.length;) { before = shown(); await look(); }
      connected(true);
    } catch { connected(false); } finally { busy = false; }
  }

  function hear(number) {
    heard = Math.max(heard, number);
    if (heard > shown()) follow(); else connected(true);
  }

  function connected(yes) {
    if (!state || state.hidden === yes) return;
    state.hidden = yes;
    if (!yes) state.querySelector("time").textContent = new Date().toLocaleTimeString([], { timeStyle: "short" });
  }

  /* ---- Hearing -------------------------------------------------------------------------------- */

  function listen() {
    if (stream) return;
    stream = new EventSource(box.dataset.live);
    stream.onopen = () => { poll(false); connected(true); };
    stream.onmessage = (event) => hear(Number(event.data));
    stream.onerror = () => {
      if (stream?.readyState === EventSource.CLOSED) { deafen(); setTimeout(() => document.hidden || listen(), AGAIN); }
      poll(true);
    };
  }

  function deafen() { stream?.close(); stream = null; }

  function poll(on) {
    if (on === Boolean(polling)) return;
    clearInterval(polling);
    polling = on ? setInterval(ask, POLL) : 0;
  }

  async function ask() {
    try {
      const answer = await fetchPart(askUrl, { redirect: "manual" });
      if (answer.ok) hear(Number(await answer.text()));
      else if (answer.type === "opaqueredirect" || answer.status < 500) location.assign(box.dataset.page);
      else connected(false);
    } catch { connected(false); }
  }

  /* Browsers keep few connections to one place: a page nobody looks at gives its own back. */
  document.addEventListener("visibilitychange", () => {
    clearTimeout(hiding);
    if (document.hidden) hiding = setTimeout(() => { deafen(); poll(false); }, HIDDEN);
    else { ask(); listen(); }
  });
  window.addEventListener("pageshow", () => { leaving = false; });
  window.addEventListener("online", () => { ask(); listen(); });
  window.addEventListener("offline", () => connected(false));

  /* ---- Acting --------------------------------------------------------------------------------- */

  /* Presses are sent one after the other in the order they were made, each from the page that the
     one before left: it brings the form a new id, without which it would be taken for the first
     sending. What was pressed is found again by what it means, for by then its button may stand
     elsewhere, mean something else, or be gone with what it was pressed for. */
  box.addEventListener("submit", (event) => {
    const { target: form, submitter } = event;
    if (form.method !== "post" || event.defaultPrevented) return;
    event.preventDefault();
    const pressed = meaning(form, submitter);
    if (pressed === presses.at(-1)) return;  // pressed again for want of patience
    said?.replaceChildren();
    if (presses.push(pressed) === 1) act();
  });

  /* A double click is one press, though the page may be drawn in between. */
  box.addEventListener("click", (event) => {
    if (event.detail > 1 && event.target.closest("[type=submit]")) event.preventDefault();
  });

  async function act() {
    try {
      for (; presses.length && !leaving; presses.shift()) await send(presses[0]);
    } catch { connected(false); }
    presses.length = 0;  // on a lost line nothing is sent later by itself
    if (heard > shown() && !leaving) follow();
  }

  /* Where it is sent and with what, but for what is new on each page. */
  function meaning(form, button) {
    const values = new FormData(form, button);
    for (const name of ["request_id", "csrfmiddlewaretoken"]) values.delete(name);
    return `${form.action}?${new URLSearchParams(values)}`;
  }

  /* Sent again by the browser itself where the answer is a page: the form carries its own id, so
     that nothing happens twice. */
  async function send(pressed) {
    const button = [...box.querySelectorAll("form [type=submit]")].find((one) => meaning(one.form, one) === pressed);
    if (!button) return;
    const { action } = button.form;
    const body = new URLSearchParams(new FormData(button.form, button));
    const answer = await fetchPart(action, { method: "POST", body });
    const go = answer.headers.get("Hub-Go");
    if (go === null) { leaving = true; whole(action, body); return; }
    document.dispatchEvent(new Event("hub:contact"));
    const to = new URL(go, location.href);
    if (to.pathname !== box.dataset.page) { leaving = true; location.assign(to); return; }
    await look(true);
    if (to.hash) document.querySelector(to.hash)?.scrollIntoView({ block: "nearest" });
  }

  function whole(action, body) {
    const form = Object.assign(document.createElement("form"), { method: "post", action, hidden: true });
    for (const [name, value] of body) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    document.body.append(form);
    HTMLFormElement.prototype.submit.call(form);
  }

  listen();
})();
