/*
 * <shift-seen> with a form: posts it once, as soon as the page is really in view. Without this file a message counts as
 * opened only when somebody shares it.
 */
"use strict";

class ShiftSeen extends HTMLElement {
  connectedCallback() {
    this.whenVisible = () => this.tell();
    document.addEventListener("visibilitychange", this.whenVisible);
    this.tell();
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.whenVisible);
  }

  tell() {
    const form = this.querySelector("form");
    if (document.visibilityState !== "visible" || document.prerendering || !form) return;
    document.removeEventListener("visibilitychange", this.whenVisible);
    fetch(form.action, { method: "POST", body: new FormData(form), keepalive: true }).catch(() => {});
  }
}

customElements.define("shift-seen", ShiftSeen);
