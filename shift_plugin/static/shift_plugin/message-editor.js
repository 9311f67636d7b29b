/*
 * The editor of a message: what disclosure and hashtags take of a network's limit changes while somebody types them.
 *
 * <shift-counter data-base='{"x": {"counting": "x", "limit": 280, "room": 25, "label": "X", "tags": null}}'>
 *   gets its attribute networks from data-base, with the room for disclosure and hashtags added.
 * <shift-fit for="id of the textarea" data-base="…" data-fits="…" data-over="Too long for {networks}">
 *   says on which networks without a text of their own the text is too long.
 * data-disclosures is {"nl": "#werk"}: what stands in the post when the field is empty.
 * The server checks the same when the message is submitted; this only says it earlier.
 */
"use strict";

(() => {
  const value = (id) => document.getElementById(id)?.value || "";

  function tags(most) {
    const words = value("id_hashtags").split(/[\s,;#＃]+/u).filter(Boolean);
    return [...new Set(words)].slice(0, most ?? undefined).map((word) => `#${word}`);
  }

  /* Disclosure and hashtags on a line of their own, after an empty line. */
  function addition(host, network) {
    const known = JSON.parse(host.dataset.disclosures || "{}");
    const language = new URLSearchParams(location.search).get("locale") || document.documentElement.lang;
    const disclosure = value("id_disclosure") || known[language] || Object.values(known)[0] || "";
    const line = [disclosure, ...tags(network.tags)].filter(Boolean).join(" ");
    return line ? `\n\n${line}` : "";
  }

  function hasLink() {
    return Boolean(value("id_link_url") || value("id_link_page"));
  }

  function roomFor(host, network) {
    return window.ShiftText.count(addition(host, network), network.counting) + (hasLink() ? Number(network.room || 0) : 0);
  }

  function refreshCounter(counter) {
    const networks = JSON.parse(counter.dataset.base);
    for (const network of Object.values(networks)) network.room = roomFor(counter, network);
    counter.setAttribute("networks", JSON.stringify(networks));
    counter.update?.();
  }

  function refreshFit(fit) {
    const field = document.getElementById(fit.getAttribute("for"));
    if (!field) return;
    const own = new Set([...document.querySelectorAll('select[name^="network_texts-"][name$="-network"]')].map((select) => select.value));
    const over = Object.entries(JSON.parse(fit.dataset.base))
      .filter(([key, network]) => network.limit && !own.has(key))
      .filter(([, network]) => window.ShiftText.count(field.value, network.counting) + roomFor(fit, network) > network.limit)
      .map(([, network]) => network.label);
    const words = over.length ? fit.dataset.over.replace("{networks}", over.join(", ")) : fit.dataset.fits;
    fit.dataset.state = over.length ? "near" : "ok";
    if (fit.textContent !== words) fit.textContent = field.value ? words : "";
  }

  async function refresh() {
    try {
      await window.ShiftText.load();
    } catch {
      return;
    }
    for (const counter of document.querySelectorAll("shift-counter[data-base]")) if (counter.field) refreshCounter(counter);
    for (const fit of document.querySelectorAll("shift-fit")) refreshFit(fit);
  }

  class ShiftFit extends HTMLElement {
    connectedCallback() {
      this.setAttribute("role", "status");
      setTimeout(refresh);
    }
  }

  if (!customElements.get("shift-fit")) customElements.define("shift-fit", ShiftFit);
  document.addEventListener("input", refresh);
  document.addEventListener("change", refresh);
})();
