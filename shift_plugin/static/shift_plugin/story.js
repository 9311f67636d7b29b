/*
 * The form for a story on a phone with a bad connection: words are kept while they are typed, files are sent one by one,
 * and what didn't arrive is tried again. The form works without this file, one file at a time.
 * Words come from data attributes, translated by the server.
 */
"use strict";

const SHIFT_STORIES = "shift-story:";
const SHIFT_PAUSES = [5000, 15000, 30000, 60000];

/* What was typed and isn't on the server yet. The name holds who typed it: a device can be everybody's. */
class ShiftMirror {
  constructor(owner, form) {
    this.name = `${SHIFT_STORIES}${owner}:${form}`;
    ShiftMirror.forget((name) => !name.startsWith(`${SHIFT_STORIES}${owner}:`));
  }

  static forget(goes) {
    try {
      const names = Object.keys(window.localStorage);
      names.filter((name) => name.startsWith(SHIFT_STORIES) && goes(name)).forEach((name) => window.localStorage.removeItem(name));
    } catch {
      /* A browser that keeps nothing has nothing to forget. */
    }
  }

  read() {
    try {
      return JSON.parse(window.localStorage.getItem(this.name));
    } catch {
      return null;
    }
  }

  write(value) {
    try {
      window.localStorage.setItem(this.name, JSON.stringify(value));
    } catch {
      /* Full or forbidden: then only the server keeps it. */
    }
  }

  clear() {
    ShiftMirror.forget((name) => name === this.name);
  }
}

/* One file on its way. States: queued, sending, waiting (no connection), failed, refused, done. */
class ShiftUpload {
  constructor(desk, file) {
    this.desk = desk;
    this.file = file;
    this.tries = 0;
    this.item = desk.querySelector("template").content.firstElementChild.cloneNode(true);
    this.item.querySelector(".shift-upload__name").textContent = file.name;
    [this.retry, this.leave] = this.item.querySelectorAll("button");
    for (const button of [this.retry, this.leave]) {
      const name = document.createElement("span");
      name.className = "shift-hidden";
      name.textContent = ` ${file.name}`;
      button.querySelector("span").append(name);
    }
    this.retry.addEventListener("click", () => this.again());
    this.leave.addEventListener("click", () => this.drop());
    this.become("queued");
  }

  become(state, words) {
    this.state = state;
    const progress = this.item.querySelector("progress");
    progress.hidden = !["sending", "queued"].includes(state);
    this.retry.hidden = !["waiting", "failed"].includes(state);
    this.item.classList.toggle("shift-upload--wrong", ["failed", "refused"].includes(state));
    this.item.querySelector(".shift-upload__said").textContent = words || this.desk.dataset[state] || "";
  }

  again() {
    clearTimeout(this.timer);
    this.become("queued");
    this.desk.next();
  }

  drop() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.become("dropped");
    this.item.remove();
    this.desk.picker.focus();
    this.desk.gone(this);
  }

  send() {
    const request = new XMLHttpRequest();
    const body = new FormData();
    const form = this.desk.form.elements;
    for (const name of ["csrfmiddlewaretoken", "key", "challenge_id"]) body.append(name, form.namedItem(name)?.value || "");
    body.append("upload", this.file, this.file.name);
    this.request = request;
    this.become("sending");
    request.upload.addEventListener("progress", (event) => this.show(event));
    request.addEventListener("load", () => this.answered(request));
    for (const name of ["error", "timeout"]) request.addEventListener(name, () => this.wait());
    request.open("POST", window.location.href.split("#")[0]);
    request.timeout = 15 * 60 * 1000;
    request.setRequestHeader("Accept", "application/json");
    request.send(body);
  }

  show(event) {
    if (!event.lengthComputable || this.state !== "sending") return;
    const done = Math.floor((100 * event.loaded) / event.total);
    this.item.querySelector("progress").value = done;
    if (done === 100) this.become("sending", this.desk.dataset.checking);
  }

  /* No answer: the connection is gone. Tries again by itself, each time a little later, or when the browser is online. */
  wait() {
    this.become("waiting");
    this.timer = setTimeout(() => this.again(), SHIFT_PAUSES[Math.min(this.tries, SHIFT_PAUSES.length - 1)]);
    this.tries += 1;
    this.desk.next();
  }

  answered(request) {
    let answer = null;
    try {
      answer = JSON.parse(request.responseText);
    } catch {
      /* A page instead of an answer: of a proxy, or the log-in. */
    }
    if (request.status === 200 && answer?.html) this.arrive(answer);
    else if (answer?.refused) this.become("refused", answer.refused);
    else if (answer?.handed_in) window.location.reload();
    else if (!answer && (request.status === 200 || request.status === 403)) this.become("failed", this.desk.dataset.loggedOut);
    else this.become("failed");
    this.desk.next();
  }

  arrive(answer) {
    const page = new DOMParser().parseFromString(answer.html, "text/html");
    const arrived = page.querySelector("li");
    const hadFocus = this.item.contains(document.activeElement);
    this.become("done");
    /* The same photo chosen twice is one photo. */
    if (this.desk.querySelector(`button[name="remove"][value="${answer.key}"]`)) this.item.remove();
    else this.item.replaceWith(arrived);
    /* Who pressed a button here goes on at the same place with the keyboard. */
    if (hadFocus) (arrived.isConnected ? arrived.querySelector("button") : this.desk.picker).focus();
    this.desk.arrived(this, answer);
  }
}

/* <shift-story-form data-owner data-form data-changed data-keeps data-cut> around the form, with a <template> for a file on its way. */
class ShiftStoryForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.list = this.querySelector("[data-files]");
    this.picker = this.form.elements.namedItem("file");
    this.uploads = [];
    this.changed = this.dataset.changed;
    this.mirror = new ShiftMirror(this.dataset.owner, this.dataset.form);
    this.saved = "cut" in this.dataset ? "" : JSON.stringify(this.words());
    this.picker.multiple = true;
    this.querySelector(".shift-story__add").hidden = true;
    this.picker.addEventListener("change", () => this.pick());
    this.form.addEventListener("input", (event) => event.target !== this.picker && this.typed());
    this.form.addEventListener("submit", (event) => this.submit(event));
    window.addEventListener("online", () => this.online());
    window.addEventListener("pageshow", (event) => event.persisted && (this.sent = false));
    window.addEventListener("beforeunload", (event) => this.underWay().length && !this.sent && event.preventDefault());
    if ("cut" in this.dataset) this.typed();
    else if (this.keeps()) this.restore();
    this.showPeople();
  }

  keeps() {
    return "keeps" in this.dataset;
  }

  say(words) {
    this.querySelector("[data-said]").textContent = words || "";
  }

  /* Words */

  words() {
    const data = [...new FormData(this.form)];
    return data.filter(([name, value]) => !(value instanceof File) && !["csrfmiddlewaretoken", "key", "challenge_id", "step"].includes(name));
  }

  typed() {
    if (!this.keeps()) return;
    this.mirror.write({ base: this.changed, words: this.words() });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), 1500);
  }

  async keep() {
    const words = JSON.stringify(this.words());
    clearTimeout(this.timer);
    if (!this.keeps() || this.sent) return;
    if (words === this.saved) return this.mirror.clear();
    const body = new FormData(this.form);
    body.delete("file");
    try {
      const answer = await fetch(window.location.href.split("#")[0], { method: "POST", body, headers: { Accept: "application/json" } });
      if (answer.status === 409) return this.mirror.clear();
      /* Only a part of it fits on the server: this device keeps the whole. */
      if (answer.status === 422) return this.say((await answer.json()).too_long);
      if (!answer.ok) throw new Error(String(answer.status));
      this.changed = (await answer.json()).changed;
      this.saved = words;
      if (JSON.stringify(this.words()) === words) this.mirror.clear();
      else this.typed();
      this.say(this.dataset.saved);
    } catch {
      this.say(this.dataset.kept);
      this.timer = setTimeout(() => this.keep(), SHIFT_PAUSES[2]);
    }
  }

  /* What this device kept, unless the server has it or has something newer: then both texts stay. */
  restore() {
    const kept = this.mirror.read();
    if (!kept?.words) return;
    const text = this.form.elements.namedItem("text");
    const here = text.value.trim();
    const there = (kept.words.find(([name]) => name === "text") || ["", ""])[1].trim();
    const isSame = JSON.stringify(kept.words) === this.saved || (kept.base !== this.changed && here.startsWith(there));
    if (isSame) return this.mirror.clear();
    const both = kept.base === this.changed || there.startsWith(here) ? there : `${here}\n\n${there}`;
    for (const field of this.form.elements) {
      const values = kept.words.filter(([name]) => name === field.name).map(([, value]) => value);
      if (["radio", "checkbox"].includes(field.type)) field.checked = values.includes(field.value);
      else if (values.length && field.type !== "hidden") field.value = values[0];
    }
    text.value = both;
    this.say(this.dataset.restored);
    this.typed();
  }

  /* Files */

  underWay() {
    return this.uploads.filter((upload) => ["queued", "sending", "waiting"].includes(upload.state));
  }

  pick() {
    for (const file of this.picker.files) {
      const upload = new ShiftUpload(this, file);
      this.uploads.push(upload);
      this.list.append(upload.item);
    }
    this.picker.value = "";
    this.showPeople();
    this.next();
  }

  next() {
    if (this.uploads.some((upload) => upload.state === "sending")) return;
    const first = this.uploads.find((upload) => upload.state === "queued");
    if (first) return first.send();
    if (this.goesAlong && !this.underWay().length) this.handIn();
  }

  arrived(upload, answer) {
    const arrived = this.list.querySelector(`button[value="${answer.key}"]`)?.closest("li");
    const before = this.saved;
    const wasSaved = JSON.stringify(this.words().filter(([name]) => name !== `alt-${answer.key}`)) === before;
    if (wasSaved) this.saved = JSON.stringify(this.words());
    this.news(`${this.dataset.added}: ${arrived?.querySelector(".shift-upload__name")?.textContent.trim() || upload.file.name}`);
    this.gone(upload);
  }

  gone(upload) {
    this.uploads = this.uploads.filter((other) => other !== upload);
    this.showPeople();
    this.next();
  }

  news(words) {
    this.querySelector("[data-news]").textContent = words;
  }

  /* Who can be recognised is only asked about something to see. */
  showPeople() {
    const part = this.querySelector("[data-with-files]");
    part.hidden = !this.list.children.length && !part.querySelector(".shift-field--wrong");
  }

  async remove(button) {
    const body = new FormData();
    const item = button.closest("li");
    for (const name of ["csrfmiddlewaretoken", "key"]) body.append(name, this.form.elements.namedItem(name).value);
    body.append("remove", button.value);
    button.disabled = true;
    try {
      const answer = await fetch(window.location.href.split("#")[0], { method: "POST", body, headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      this.news(this.dataset.removed);
      item.remove();
      this.showPeople();
      this.picker.focus();
    } catch {
      button.disabled = false;
      this.say(this.dataset.kept);
    }
  }

  online() {
    this.uploads.filter((upload) => upload.state === "waiting").forEach((upload) => upload.again());
    this.keep();
  }

  /* Handing in */

  submit(event) {
    const button = event.submitter;
    if (this.sent) return event.preventDefault();
    if (button?.name === "remove") {
      event.preventDefault();
      return this.remove(button);
    }
    if (button?.value !== "hand_in") {
      event.preventDefault();
      return this.keep();
    }
    this.handInButton = button;
    this.goesAlong = false;
    const stuck = this.uploads.find((upload) => ["failed", "refused"].includes(upload.state));
    if (stuck || this.underWay().length || navigator.onLine === false) {
      event.preventDefault();
      if (stuck) return this.look(stuck);
      this.goesAlong = Boolean(this.underWay().length);
      return this.say(navigator.onLine === false ? this.dataset.offline : this.dataset.firstFiles);
    }
    clearTimeout(this.timer);
    this.sent = true;
  }

  look(upload) {
    this.say(this.dataset.look);
    (upload.retry.hidden ? upload.leave : upload.retry).focus();
  }

  handIn() {
    this.goesAlong = false;
    this.form.requestSubmit(this.handInButton);
  }
}

/* <shift-story-done data-forms="7 key"> on the page after handing in: what this device kept of that form may go. */
class ShiftStoryDone extends HTMLElement {
  connectedCallback() {
    const forget = () => {
      const forms = this.dataset.forms.split(/\s+/).filter(Boolean);
      ShiftMirror.forget((name) => forms.includes(name.split(":").pop()));
    };
    if ("afterSubmit" in this.dataset) this.closest(".shift")?.querySelector("form").addEventListener("submit", forget);
    else forget();
  }
}

customElements.define("shift-story-form", ShiftStoryForm);
customElements.define("shift-story-done", ShiftStoryDone);
