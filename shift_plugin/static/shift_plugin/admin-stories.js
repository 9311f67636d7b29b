/*
 * <shift-story-queue> around the list of stories: work by keyboard. Without this file one ticks with the mouse or Tab
 * and presses the buttons; nothing is lost.
 *
 * Keys of one letter work only while the focus is in the list (WCAG 2.1.4), and can be switched off in the dialog that
 * "?" opens. j/k or the arrows move from story to story, x ticks, Enter opens; the letter of a button presses it, with
 * the story that has the focus when none is ticked.
 */
"use strict";

const OFF = "shift-story-keys-off";

class ShiftStoryQueue extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    if (!this.dialog) return;
    this.switch = this.dialog.querySelector("[data-keys-off]");
    this.switch.checked = localStorage.getItem(OFF) === "1";
    this.switch.addEventListener("change", () => localStorage.setItem(OFF, this.switch.checked ? "1" : "0"));
    this.addEventListener("keydown", (event) => this.press(event));
    this.addEventListener("change", () => this.count());
    this.addEventListener("click", (event) => event.target.closest("[data-keys]") && this.dialog.showModal());
    this.showButton();
    // A search puts new results in the place of the old ones.
    new MutationObserver(() => this.showButton()).observe(this, { childList: true, subtree: true });
  }

  showButton() {
    const button = this.querySelector("[data-keys]");
    if (button && button.hidden) button.hidden = false;
  }

  get rows() {
    return [...this.querySelectorAll("tbody tr")];
  }

  press(event) {
    const list = event.target.closest(".shift-table");
    if (!list || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input:not([type=checkbox]), textarea, select")) return;
    if (this.switch.checked && event.key !== "?") return;
    const row = event.target.closest("tbody tr");
    if (event.key === "?") this.dialog.showModal();
    else if (event.key === "j" || event.key === "ArrowDown") this.move(row, 1);
    else if (event.key === "k" || event.key === "ArrowUp") this.move(row, -1);
    else if (event.key === "x" && row) this.tick(row);
    else if (!this.start(event.key, row)) return;
    event.preventDefault();
  }

  move(row, by) {
    const rows = this.rows;
    const place = row ? rows.indexOf(row) + by : by > 0 ? 0 : rows.length - 1;
    rows[place]?.querySelector(".title a")?.focus();
  }

  tick(row) {
    const box = row.querySelector("input[type=checkbox]");
    if (!box) return;
    box.checked = !box.checked;
    this.count();
  }

  start(key, row) {
    const button = this.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!button || (key.length > 1)) return false;
    if (row && !this.querySelector("tbody input:checked")) this.tick(row);
    button.click();
    return true;
  }

  count() {
    const region = this.querySelector("[data-ticked]");
    if (region) region.textContent = `${this.querySelectorAll("tbody input:checked").length} ${region.dataset.words}`;
  }
}

customElements.define("shift-story-queue", ShiftStoryQueue);
