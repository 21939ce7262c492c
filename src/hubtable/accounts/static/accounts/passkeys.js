/* Passkeys: asks the browser, puts the answer into the form, sends it.
   The box around <form data-passkey="sign-in|use|add"> is shown where passkeys work; the options
   come with the page (#passkey-options) or, to sign in, from the form's own address. */
(() => {
  "use strict";

  const form = document.querySelector("[data-passkey]");
  const numbered = /^[\d.]+$|^\[/.test(location.hostname);
  if (!form || !window.PublicKeyCredential || !window.isSecureContext || numbered) return;

  const bytes = (text) => Uint8Array.from(
    atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const withBytes = (list) => (list || []).map((item) => ({ ...item, id: bytes(item.id) }));

  async function options() {
    const here = document.getElementById("passkey-options");
    if (here) return JSON.parse(here.textContent);
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error("no options");
    return answer.json();
  }

  async function use({ publicKey: asked }) {
    const found = await navigator.credentials.get({ publicKey: {
      ...asked,
      challenge: bytes(asked.challenge),
      allowCredentials: withBytes(asked.allowCredentials),
    } });
    const given = found.response;
    return described(found, {
      clientDataJSON: text(given.clientDataJSON),
      authenticatorData: text(given.authenticatorData),
      signature: text(given.signature),
      userHandle: given.userHandle ? text(given.userHandle) : null,
    });
  }

  /* A passkey signs in alone: it is found without a name and checks finger, face or PIN. */
  async function add({ publicKey: asked }) {
    const made = await navigator.credentials.create({ publicKey: {
      ...asked,
      challenge: bytes(asked.challenge),
      user: { ...asked.user, id: bytes(asked.user.id) },
      excludeCredentials: withBytes(asked.excludeCredentials),
      authenticatorSelection: {
        ...asked.authenticatorSelection,
        residentKey: "required",
        requireResidentKey: true,
        userVerification: "required",
      },
    } });
    return described(made, {
      clientDataJSON: text(made.response.clientDataJSON),
      attestationObject: text(made.response.attestationObject),
    });
  }

  const described = (credential, response) => ({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const error = form.querySelector("[data-passkey-error]");
    error.hidden = true;
    try {
      const asked = await options();
      const adding = form.dataset.passkey === "add";
      const answer = adding ? await add(asked.creation_options) : await use(asked.request_options);
      form.elements.credential.value = JSON.stringify(answer);
      form.submit();
    } catch {
      error.hidden = false;
    }
  });

  document.querySelectorAll("[data-passkey-none]").forEach((note) => note.remove());
  form.closest("[data-passkey-box]").hidden = false;
})();
