/*
 * The few things that a browser does better than a round trip. Every page works without this file.
 * Words come from data attributes, translated by the server. docs/how-to/restyle.md describes each element.
 */
"use strict";

/* Copying has to happen inside the click, before a new window takes the focus: the old synchronous command can do that,
   the modern one is the fallback. Resolves to whether the text was copied. */
function shiftCopy(source) {
  const text = "value" in source ? source.value : source.textContent.trim();
  const area = document.createElement("textarea");
  const focused = document.activeElement;
  area.value = text;
  area.readOnly = true;
  area.className = "shift-hidden";
  document.body.append(area);
  area.select();
  let done = false;
  try {
    done = document.execCommand("copy");
  } catch {
    done = false;
  }
  area.remove();
  focused?.focus({ preventScroll: true });
  if (done) return Promise.resolve(true);
  if (!navigator.clipboard) return Promise.resolve(false);
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );
}

/* In the status of this element, not in one of an element inside it. */
function shiftSay(element, words) {
  const own = (status) => status.parentElement.closest("shift-copy, shift-counter, shift-share-form, shift-native-share, shift-filter-form") === element;
  const status = [...element.querySelectorAll('[role="status"]')].find(own);
  if (status && words) status.textContent = words;
}

/* <shift-copy target="id" data-done data-failed> with a button and a role="status". */
class ShiftCopy extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const source = document.getElementById(this.getAttribute("target"));
      if (!source || !event.target.closest("button")) return;
      shiftCopy(source).then((done) => shiftSay(this, done ? this.dataset.done : this.dataset.failed));
    });
  }
}

/* <shift-share-form data-done> with a form (target="_blank", optionally data-disclosure: words that the text should hold),
   its textarea, a role="status", and the question afterwards in an element with data-after. The text goes to the clipboard, the form opens the network, the question appears. */
class ShiftShareForm extends HTMLElement {
  connectedCallback() {
    this.after = this.querySelector("[data-after]");
    if (this.after) this.after.hidden = true;
    this.addEventListener("submit", (event) => {
      if (event.target.target !== "_blank") return;
      const text = event.target.querySelector("textarea");
      if (this.comesBack(event.target, text)) return event.target.removeAttribute("target");
      if (text) shiftCopy(text).then((done) => done && shiftSay(this, this.dataset.done));
      this.ask();
    });
    this.addEventListener("shift:shared", () => this.ask());
  }

  /* Whether the server will ask something first: that belongs in this window and not in a new one. */
  comesBack(form, text) {
    const asked = (form.dataset.disclosure || "").toLowerCase();
    const without = form.elements.namedItem("without_disclosure")?.checked;
    const taken = asked && !without && !text?.value.toLowerCase().includes(asked);
    return taken || Boolean(form.querySelector('shift-counter[data-state="over"]'));
  }

  ask() {
    if (!this.after) return;
    this.after.hidden = false;
    const focus = () => {
      this.after.tabIndex = -1;
      this.after.focus();
    };
    if (document.hidden) document.addEventListener("visibilitychange", focus, { once: true });
    else window.addEventListener("focus", focus, { once: true });
  }
}

/* <shift-native-share data-title data-url data-text or text-from="id" data-files="address address" data-failed> with a
   button, a role="status" and optionally a form with an input named outcome, to which "shared" or "cancelled" is posted. "shared" means
   handed over to another app: nobody can know whether it was posted there. */
class ShiftNativeShare extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button[type=button]");
    this.hidden = !(this.button && navigator.canShare?.(this.parts()));
    if (this.hidden) return;
    /* Sharing is only allowed shortly after the click, so files are fetched before it. */
    for (const name of ["pointerenter", "pointerdown", "focusin"]) {
      this.addEventListener(name, () => this.files(), { once: true });
    }
    this.button.addEventListener("click", () => this.share());
  }

  parts() {
    const from = document.getElementById(this.getAttribute("text-from"));
    const parts = { title: this.dataset.title, text: from ? from.value : this.dataset.text, url: this.dataset.url };
    return Object.fromEntries(Object.entries(parts).filter(([, value]) => value));
  }

  files() {
    const addresses = (this.dataset.files || "").split(/\s+/).filter(Boolean);
    this.fetched ??= Promise.all(
      addresses.map(async (address) => {
        const answer = await fetch(address);
        if (!answer.ok) throw new Error(String(answer.status));
        const data = await answer.blob();
        return new File([data], address.split("/").pop().split("?")[0], { type: data.type });
      }),
    ).catch(() => []);
    return this.fetched;
  }

  async share() {
    const files = await this.files();
    const whole = { ...this.parts(), files };
    try {
      await navigator.share(files.length && navigator.canShare(whole) ? whole : this.parts());
    } catch (problem) {
      if (problem.name === "AbortError") this.report("cancelled");
      else shiftSay(this, this.dataset.failed);
      return;
    }
    this.report("shared");
    this.dispatchEvent(new CustomEvent("shift:shared", { bubbles: true }));
  }

  report(outcome) {
    const form = this.querySelector("form");
    if (!form) return;
    const data = new FormData(form);
    data.set("outcome", outcome);
    data.set("text", this.parts().text || "");
    fetch(form.action, { method: "POST", body: data, keepalive: true }).catch(() => {});
  }
}

/* <shift-filter-form results="id" data-busy> with a form (method get) and a role="status". A choice replaces the content
   of the list at once and stands in the address; typing waits for Enter or the button. In the list, an element with
   data-count is read out: the number of results. */
class ShiftFilterForm extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", (event) => {
      if (!event.target.matches("input[type=search], input[type=text]")) this.apply();
    });
    this.addEventListener("submit", (event) => {
      event.preventDefault();
      this.apply();
    });
  }

  async apply() {
    const form = this.querySelector("form");
    const data = [...new FormData(form)].filter(([, value]) => value !== "");
    const address = `${form.action.split("?")[0]}?${new URLSearchParams(data)}`;
    const list = document.getElementById(this.getAttribute("results"));
    if (!list) return window.location.assign(address);
    this.turn?.abort();
    this.turn = new AbortController();
    list.setAttribute("aria-busy", "true");
    shiftSay(this, this.dataset.busy);
    try {
      const answer = await fetch(address, { signal: this.turn.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(list.id);
      if (!answer.ok || answer.redirected || !fresh) return window.location.assign(address);
      list.replaceChildren(...fresh.childNodes);
      list.removeAttribute("aria-busy");
      window.history.replaceState(null, "", address);
      shiftSay(this, list.querySelector("[data-count]")?.textContent.trim() || " ");
    } catch (problem) {
      if (problem.name !== "AbortError") window.location.assign(address);
    }
  }
}

customElements.define("shift-copy", ShiftCopy);
customElements.define("shift-share-form", ShiftShareForm);
customElements.define("shift-native-share", ShiftNativeShare);
customElements.define("shift-filter-form", ShiftFilterForm);
