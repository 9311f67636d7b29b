/*
 * Counts a text as a network does, with the tables that shift_plugin/library/rules.py reads too.
 * tests/library/text_vectors.json holds both to the same answers.
 *
 *   await ShiftText.load();                 the tables; from the address given, or else from beside this file
 *   ShiftText.count("Hello 👋", "x");        8
 *
 * <shift-counter for="id of the textarea" counting="x" limit="280">At most 280 characters</shift-counter>
 *   room             what the link takes, as long as the text doesn't have it
 *   link             the link itself: once it stands in the text, room isn't added any more
 *   network-select   id of a select; its choice decides counting, limit and room, looked up in
 *   networks         {"x": {"counting": "x", "limit": 280, "room": 25}, …}
 *   rules            address of text-counting.json
 *   data-count "{count} of {limit}", data-unlimited "{count}", data-near "Almost full", data-over "Too long by {over}"
 * The content of the element is for readers without JavaScript. data-state is ok, near or over, for the style sheet.
 * Readers by ear hear data-near and data-over when they start to hold, and not at every letter.
 */
"use strict";

(() => {
  const BESIDE = document.currentScript?.dataset.rules || document.currentScript?.src.replace(/text-counter[^/]*$/, "text-counting.json");
  const NEAR = 0.9;
  const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });
  const loading = new Map();
  const patterns = new Map();
  let tables = null;

  /* A pattern that branches per letter: a flat list of 1,500 names is slow on hostile text. */
  function anyOf(words) {
    const branches = new Map();
    for (const [letter, ...tail] of words.filter(Boolean)) {
      branches.set(letter, [...(branches.get(letter) || []), tail.join("")]);
    }
    const inner = [...branches].map(([letter, tails]) => letter + (tails.some(Boolean) ? anyOf(tails) : "")).join("|");
    return words.includes("") ? `(?:${inner})?` : `(?:${inner})`;
  }

  function use(rules) {
    const parts = { ...rules.parts, top_level_domains: anyOf(rules.top_level_domains.join(" ").split(" ")) };
    tables = { ...rules, parts };
    patterns.clear();
  }

  function load(address = BESIDE) {
    if (!loading.has(address)) {
      loading.set(
        address,
        fetch(address).then(async (answer) => {
          if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
          use(await answer.json());
        }),
      );
    }
    return loading.get(address);
  }

  function expand(name) {
    return tables.parts[name].replace(/\{([a-z_]+)\}/g, (whole, part) => expand(part));
  }

  function pattern(name) {
    if (!patterns.has(name)) patterns.set(name, new RegExp(expand(name), "giu"));
    return patterns.get(name);
  }

  /* Where X sees an address. Without https:// only Latin letters count, and not right after - _ . or /. */
  function addresses(text) {
    const found = [];
    if (!text.includes(".")) return found;
    for (const match of text.matchAll(pattern("url"))) {
      const { before, url, scheme, domain, path } = match.groups;
      const start = match.index + before.length;
      const end = start + url.length;
      if (scheme) {
        found.push([start, end]);
      } else if (!["-", "_", ".", "/"].includes(before)) {
        const hosts = [...domain.matchAll(pattern("plain_host"))];
        hosts.forEach((host, number) => {
          const isWhole = number === hosts.length - 1 && path;
          found.push([start + host.index, isWhole ? end : start + host.index + host[0].length]);
        });
      }
    }
    return found;
  }

  function weight(text) {
    let length = 0;
    const rest = text.replace(pattern("emoji"), () => {
      length += tables.emoji_length;
      return "";
    });
    for (const character of rest) {
      const code = character.codePointAt(0);
      length += tables.single.some(([low, high]) => low <= code && code <= high) ? 1 : 2;
    }
    return length;
  }

  function weightedLength(text) {
    let length = 0;
    let position = 0;
    for (const [start, end] of addresses(text)) {
      length += weight(text.slice(position, start)) + tables.url_length;
      position = end;
    }
    return length + weight(text.slice(position));
  }

  function graphemeLength(text) {
    return [...graphemes.segment(text)].length;
  }

  const countings = {
    plain: (text) => text.length,
    x: (text) => weightedLength(text.normalize("NFC")),
    graphemes: graphemeLength,
    mastodon: (text) => {
      const placeholder = `$<before>${"x".repeat(tables.url_length)}`;
      return graphemeLength(text.replace(pattern("url_with_scheme"), placeholder).replace(pattern("mention"), "$1@$2"));
    },
    threads: (text) => {
      const bytes = new TextEncoder();
      let length = [...text].length;
      for (const [emoji] of text.matchAll(pattern("emoji"))) length += bytes.encode(emoji).length - [...emoji].length;
      return length;
    },
  };

  function count(text, counting) {
    if (!Object.hasOwn(countings, counting)) throw new RangeError(`Unknown counting: ${counting}`);
    return countings[counting](text.replace(/\r\n?/g, "\n"));
  }

  /* Whether the link stands in the text, and not only as the beginning of a longer one. */
  function hasLink(text, link) {
    return text.split(link).slice(1).some((after) => !/^[\p{L}\p{M}\p{N}_/?=&%#-]/u.test(after));
  }

  class ShiftCounter extends HTMLElement {
    connectedCallback() {
      if (document.readyState === "loading") {
        document.addEventListener("DOMContentLoaded", () => this.isConnected && this.start(), { once: true });
      } else {
        this.start();
      }
    }

    disconnectedCallback() {
      this.listening?.abort();
    }

    async start() {
      this.field = document.getElementById(this.getAttribute("for"));
      if (!this.field) return;
      try {
        await load(this.getAttribute("rules") || undefined);
      } catch {
        return; /* The words for readers without JavaScript stay. */
      }
      if (!this.isConnected) return;
      this.build();
      this.listening?.abort();
      this.listening = new AbortController();
      const { signal } = this.listening;
      this.field.addEventListener("input", () => this.update(), { signal });
      this.field.form?.addEventListener("reset", () => setTimeout(() => this.update()), { signal });
      this.select?.addEventListener("change", () => this.update(), { signal });
      this.update();
    }

    build() {
      if (this.shown) return;
      this.select = document.getElementById(this.getAttribute("network-select"));
      this.shown = document.createElement("span");
      this.shown.id = `${this.field.id}-count`;
      this.said = document.createElement("span");
      this.said.setAttribute("role", "status");
      this.replaceChildren(this.shown, " ", this.said);
      const described = (this.field.getAttribute("aria-describedby") || "").split(" ").filter(Boolean);
      this.field.setAttribute("aria-describedby", [...described, this.shown.id].join(" "));
    }

    /* Counting and limit: of the chosen network, or else those of the element itself. */
    get measure() {
      const own = { counting: this.getAttribute("counting") || "plain", limit: this.getAttribute("limit"), room: this.getAttribute("room") };
      const networks = JSON.parse(this.getAttribute("networks") || "{}");
      return networks[this.select?.value] || own;
    }

    update() {
      if (!this.shown) return;
      const { counting, limit, room } = this.measure;
      const text = this.field.value;
      const link = this.getAttribute("link");
      const used = count(text, counting) + (link && hasLink(text, link) ? 0 : Number(room || 0));
      const most = Number(limit || Infinity);
      const state = used > most ? "over" : used > most * NEAR ? "near" : "ok";
      this.shown.textContent = this.words(limit ? "count" : "unlimited", used, most);
      const said = state === "ok" ? "" : this.words(state, used, most);
      if (state !== this.dataset.state || state !== "over") this.say(said);
      else this.sayLater(said);
      this.dataset.state = state;
    }

    say(words) {
      clearTimeout(this.timer);
      if (this.said.textContent !== words) this.said.textContent = words;
    }

    /* "Too long by 12" changes at every letter; it is worth saying when the writer pauses. */
    sayLater(words) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.say(words), 800);
    }

    words(name, used, most) {
      const figures = new Intl.NumberFormat(document.documentElement.lang || undefined);
      const values = { count: used, limit: most, left: most - used, over: used - most };
      return (this.dataset[name] || "").replace(/\{(count|limit|left|over)\}/g, (whole, value) => figures.format(values[value]));
    }
  }

  window.ShiftText = { load, use, count };
  if (!customElements.get("shift-counter")) customElements.define("shift-counter", ShiftCounter);
})();
