/* forms.js – help while filling a form: it saves itself, counts letters, narrows long lists, warns
   before typed text is lost. Nothing typed is ever removed, and nothing is kept in the browser. */
"use strict";
(() => {
  const QUIET = 800;              // milliseconds without a key before saving
  const PATIENCE = 15000;         // milliseconds before a save counts as failed
  const RETRY = [2, 5, 15, 30];   // seconds until the next try, the last one again and again
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  /* ---- Saving by itself ------------------------------------------------------------------------ */

  const drafts = new Map();   // form → { dirty, pending, busy, timer, tries, stopped }

  function draftOf(form) {
    if (!drafts.has(form)) drafts.set(form, { dirty: false, pending: null, busy: null, timer: 0, tries: 0, stopped: false });
    return drafts.get(form);
  }

  function newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  function typed(form) {
    const draft = draftOf(form);
    draft.dirty = true;
    if (!form.dataset.autosave || draft.stopped) return;
    later(form, QUIET);
  }

  function later(form, wait) {
    const draft = draftOf(form);
    clearTimeout(draft.timer);
    draft.timer = setTimeout(() => save(form), wait);
  }

  /* What could not be delivered is sent again unchanged, under its own id, before anything newer:
     the server may have it already and then answers as the first time. */
  function save(form) {
    const draft = draftOf(form);
    clearTimeout(draft.timer);
    if (draft.busy || draft.stopped || !(draft.dirty || draft.pending)) return draft.busy;
    if (!draft.pending) {
      draft.pending = new FormData(form);
      draft.pending.set("request_id", newId());
      draft.dirty = false;
    }
    tell(form, 1);
    draft.busy = send(form, draft).finally(() => { draft.busy = null; });
    return draft.busy;
  }

  async function send(form, draft) {
    let answer = null;
    try {
      answer = await fetch(form.dataset.autosave, {
        method: "POST", body: draft.pending, redirect: "manual", keepalive: document.hidden,
        headers: { Accept: "application/json" }, signal: AbortSignal.timeout(PATIENCE),
      });
    } catch { /* no network: tried again below */ }
    await settle(form, draft, answer);
  }

  async function settle(form, draft, answer) {
    const status = answer?.type === "opaqueredirect" ? 401 : answer?.status ?? 0;
    if (status >= 200 && status < 300) return saved(form, draft, answer);
    if (status === 409) { draft.stopped = true; draft.dirty = true; return tell(form, 3); }
    if ([400, 413, 422].includes(status)) { draft.pending = null; draft.dirty = true; return tell(form, 5); }
    if (status === 401 || status === 403) return signedOut(form, draft);
    return again(form, draft, 2);
  }

  async function saved(form, draft, answer) {
    const told = answer.status === 204 ? {} : await answer.json().catch(() => ({}));
    if (told.version !== undefined && form.elements.version) form.elements.version.value = told.version;
    draft.pending = null;
    draft.tries = 0;
    document.dispatchEvent(new Event("hub:contact"));
    tell(form, 0);
    if (draft.dirty) later(form, QUIET);
  }

  /* A token goes stale when one signs in again in another tab: get the new one, then try again. */
  async function signedOut(form, draft) {
    const on = document.body.dataset.stayUrl && await window.hub?.stay();
    if (on) draft.pending.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    again(form, draft, on ? 2 : 4);
  }

  function again(form, draft, word) {
    tell(form, word);
    later(form, RETRY[Math.min(draft.tries, RETRY.length - 1)] * 1000);
    draft.tries += 1;
  }

  /* Words: saved, saving, will try again, someone else, signed out, cannot be saved yet. */
  function tell(form, word) {
    const line = form.querySelector("[data-saved]");
    if (!line) return;
    const text = line.dataset.words.split("|")[word];
    const clock = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "numeric", minute: "2-digit" });
    line.textContent = word === 0 ? `${text} ${clock}` : text;
    line.dataset.state = word > 1 ? "bad" : "ok";
  }

  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form?.matches("[data-autosave], [data-guard]") && event.target.name) typed(form);
    if (event.target.matches("[data-finds]")) narrow(event.target);
    countOf(event.target);
  });
  document.addEventListener("focusout", (event) => {
    const form = event.target.form;
    if (form?.dataset.autosave && draftOf(form).dirty) save(form);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) for (const [form, draft] of drafts) if (draft.dirty && form.dataset.autosave) save(form);
  });
  window.addEventListener("online", () => {
    for (const [form, draft] of drafts) if (draft.pending) save(form);
  });

  /* Sending waits for a save under way: both carry the version of the record. */
  document.addEventListener("submit", (event) => {
    const draft = drafts.get(event.target);
    if (!draft || event.defaultPrevented) return;
    clearTimeout(draft.timer);
    if (!draft.busy) { drafts.delete(event.target); return; }
    event.preventDefault();
    const [form, by] = [event.target, event.submitter];
    draft.busy.finally(() => { clearTimeout(draft.timer); drafts.delete(form); form.requestSubmit(by); });
  });
  window.addEventListener("beforeunload", (event) => {
    for (const [form, draft] of drafts) {
      if (form.isConnected && (draft.dirty || draft.pending)) event.preventDefault();
    }
  });

  /* ---- Counting letters ------------------------------------------------------------------------ */

  let speaking = 0;

  function countOf(area) {
    const line = area.id && document.querySelector(`[data-count="${CSS.escape(area.id)}"]`);
    if (!line) return;
    const left = Number(line.dataset.limit) - [...area.value.replace(/\r?\n/g, "\n")].length;
    const [fewer, more] = line.dataset.words.split("|");
    line.textContent = (left >= 0 ? fewer : more).replace("{n}", Math.abs(left));
    line.classList.toggle("over", left < 0);
    clearTimeout(speaking);
    if (left < line.dataset.limit / 10) speaking = setTimeout(() => window.hub?.announce(line.textContent), 1000);
  }

  /* ---- Long lists of boxes ---------------------------------------------------------------------- */

  function narrow(box) {
    const list = box.closest("fieldset").querySelector(".choices");
    const wanted = plain(box.value.trim());
    let shown = 0;
    for (const label of all(".check", list)) {
      const heading = label.closest(".choice-group")?.querySelector("legend").textContent ?? "";
      const fits = plain(`${heading} ${label.textContent}`).includes(wanted);
      label.hidden = !(fits || label.control.checked);
      shown += label.hidden ? 0 : 1;
    }
    for (const group of all(".choice-group", list)) group.hidden = !all(".check:not([hidden])", group).length;
    summed(list, shown);
  }

  function summed(list, shown = all(".check:not([hidden])", list).length) {
    const line = list.parentElement.querySelector("[data-found]");
    if (!line) return;
    const [chosen, visible] = line.dataset.words.split("|");
    const count = all(":checked", list).length;
    line.textContent = `${chosen.replace("{n}", count)} · ${visible.replace("{n}", shown)}`;
  }

  document.addEventListener("change", (event) => {
    const list = event.target.closest?.(".choices");
    if (list) summed(list);
  });
  document.addEventListener("keydown", (event) => {
    if (!event.target.matches?.("[data-finds]")) return;
    if (event.key === "Enter") event.preventDefault();
    if (event.key === "Escape" && event.target.value) { event.preventDefault(); event.target.value = ""; narrow(event.target); }
  });

  /* ---- Showing a password ------------------------------------------------------------------------ */

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-reveal]");
    if (!button) return;
    const input = document.getElementById(button.dataset.reveal);
    const hidden = input.type === "password";
    input.type = hidden ? "text" : "password";
    button.textContent = button.dataset.words.split("|")[hidden ? 1 : 0];
  });

  all("[data-count]").forEach((line) => {
    const area = document.getElementById(line.dataset.count);
    if (area?.value) countOf(area);
  });
  all(".choices").forEach((list) => summed(list));
})();
