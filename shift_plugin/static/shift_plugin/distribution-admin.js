/*
 * The page of a distribution in the admin. Without this file it shows the same figures, with a link to reload.
 *
 * <shift-progress src="…" every="3"> asks for the progress every so many seconds and fills in every [data-figure]. It
 * pauses while the tab is hidden and stops when nothing is left to do. [data-announce] is a live region: it is changed
 * at most every 15 seconds, so that a screen reader isn't talking all the time.
 *
 * <shift-countdown until="2026-11-24T14:05:00Z"> shows the minutes that are left in [data-left]; then it hides
 * [data-before] and shows [data-after].
 */
"use strict";

const ANNOUNCE_EVERY = 15000;
const MOST_FAILURES = 5;

class ShiftProgress extends HTMLElement {
  connectedCallback() {
    if (!this.hasAttribute("src")) return;
    this.pause = (Number(this.getAttribute("every")) || 3) * 1000;
    this.failures = 0;
    this.announced = Date.now();
    this.show("[data-fallback]", false);
    this.whenVisible = () => (document.hidden ? clearTimeout(this.timer) : this.ask());
    document.addEventListener("visibilitychange", this.whenVisible);
    this.plan();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this.whenVisible);
  }

  plan() {
    clearTimeout(this.timer);
    if (!document.hidden) this.timer = setTimeout(() => this.ask(), this.pause * (this.failures + 1));
  }

  async ask() {
    clearTimeout(this.timer);
    try {
      const answer = await fetch(this.getAttribute("src"), { headers: { Accept: "application/json" } });
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      this.fill(await answer.json());
    } catch {
      this.failures += 1;
      if (this.failures < MOST_FAILURES) this.plan();
      else this.show("[data-fallback]", true);
    }
  }

  fill(told) {
    this.failures = 0;
    for (const [name, text] of Object.entries(told.figures)) {
      for (const place of this.querySelectorAll(`[data-figure="${name}"]`)) place.textContent = text;
    }
    const summary = this.querySelector("[data-summary]");
    if (summary) summary.textContent = told.summary;
    const bar = this.querySelector("progress");
    if (bar) {
      bar.max = Math.max(told.total, 1);
      bar.value = told.settled;
    }
    this.announce(told);
    if (told.is_running) {
      this.plan();
    } else {
      document.removeEventListener("visibilitychange", this.whenVisible);
      this.dataset.state = "done";
      this.show("[data-done]", true);
    }
  }

  announce(told) {
    const region = this.querySelector("[data-announce]");
    const isTime = Date.now() - this.announced >= ANNOUNCE_EVERY || !told.is_running;
    if (!region || !isTime) return;
    region.textContent = told.is_running ? told.summary : `${told.figures.state}. ${told.summary}`;
    this.announced = Date.now();
  }

  show(selector, isShown) {
    for (const part of this.querySelectorAll(selector)) part.hidden = !isShown;
  }
}

class ShiftCountdown extends HTMLElement {
  connectedCallback() {
    this.until = Date.parse(this.getAttribute("until"));
    this.timer = setInterval(() => this.tick(), 500);
    this.tick();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  tick() {
    const seconds = Math.max(0, Math.ceil((this.until - Date.now()) / 1000));
    const left = this.querySelector("[data-left]");
    if (left) {
      left.hidden = false;
      left.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    }
    if (seconds > 0) return;
    clearInterval(this.timer);
    for (const part of this.querySelectorAll("[data-before]")) part.hidden = true;
    for (const part of this.querySelectorAll("[data-after]")) part.hidden = false;
  }
}

customElements.define("shift-progress", ShiftProgress);
customElements.define("shift-countdown", ShiftCountdown);
