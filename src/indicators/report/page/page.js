"use strict";
(() => {
  const chinese = document.documentElement.lang.startsWith("zh");
  const say = (zh, en) => (chinese ? zh : en);
  const each = (selector, act, root = document) => root.querySelectorAll(selector).forEach(act);
  const make = (tag, props = {}) => Object.assign(document.createElement(tag), props);
  const ROWS = 6, CLAUSES = 6; // as the styles have them

  // A table or a picture can be taken along, also from a page that was sent alone.
  function offer(thing, form, content) {
    const button = make("button", { type: "button", className: "get", textContent: `↓ ${form}` });
    button.title = say(`下载为${form}`, `Download as ${form}`);
    button.onclick = () => make("a", { href: content(), download: `${name(thing)}.${form.toLowerCase()}` }).click();
    thing.after(button);
  }
  const name = (thing) => {
    const caption = thing.querySelector("caption") || document.querySelector("h1") || document.querySelector("title");
    return caption.textContent.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  };
  each("main table", (table) => table.rows.length > 2 && offer(table.closest(".scroll") || table, "CSV", () => {
    const cell = (one) => {
      const copy = one.cloneNode(true);
      each("br, summary", (part) => part.replaceWith(" "), copy);
      const told = copy.textContent.trim().replace(/\s+/g, " ");
      return `"${(/^[=@\t＝＠]|^[+-](?![\d.,]+[^\d\s()!]{0,6}$)/.test(told) ? `'${told}` : told).replaceAll('"', '""')}"`;
    };
    const rows = [...table.rows].map((row) => [...row.cells].map(cell).join(","));
    return URL.createObjectURL(new Blob([`\ufeff${rows.join("\r\n")}\r\n`], { type: "text/csv" }));
  }));
  each("figure", (figure) => offer(figure, "PNG", () => {
    const image = figure.querySelector("img"), canvas = make("canvas", { width: 3 * image.naturalWidth, height: 3 * image.naturalHeight });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL("image/png");
  }));

  // Long tables are folded, and all are sorted by a click on a head.
  each("main table", (table) => {
    const body = table.tBodies[0];
    if (!body || table.querySelector("[rowspan], [colspan]")) return;
    if (body.rows.length > ROWS + 3) fold(table, say(`显示全部${body.rows.length}行`, `Show all ${body.rows.length} rows`));
    if (body.rows.length > 2) each("thead th", (head) => sortable(head, body), table);
  });

  // So are documents of which much is cited.
  each("#evidence ol", (list) => {
    const all = list.children.length;
    if (all > CLAUSES + 2) fold(list, say(`显示全部${all}处`, `Show all ${all}`));
  });

  function fold(long, all) {
    const button = make("button", { type: "button", className: "more" });
    const set = (open) => {
      long.classList.toggle("folded", !open);
      button.setAttribute("aria-expanded", open);
      button.textContent = open ? say("收起", "Show fewer") : all;
    };
    button.onclick = () => set(long.classList.contains("folded"));
    (long.closest(".scroll") || long).after(button);
    long.unfold = () => set(true);
    set(false);
  }

  function sortable(head, body) {
    const button = make("button", { type: "button", className: "sort" });
    button.append(...head.childNodes);
    head.append(button);
    button.onclick = () => {
      const up = head.ariaSort !== "ascending";
      each("th", (other) => { other.ariaSort = null; }, head.parentElement);
      head.ariaSort = up ? "ascending" : "descending";
      const rows = [...body.rows].map((row) => [key(row.cells[head.cellIndex]), row]);
      rows.sort(([a], [b]) => (up ? compare(a, b) : compare(b, a)));
      body.append(...rows.map(([, row]) => row));
    };
  }

  const FACTOR = { 万: 1e4, 亿: 1e8, m: 1e6, bn: 1e9, trn: 1e12 };
  function key(cell) {
    const text = cell ? cell.textContent.trim() : "";
    const found = text.replace(/,/g, "").match(/^[^\d−+-]{0,4}([−+-]?\d+(?:\.\d+)?)\s*(万|亿|m\b|bn\b|trn\b)?/);
    return found ? Number(found[1].replace("−", "-")) * (FACTOR[found[2]] || 1) : text;
  }
  function compare(a, b) {
    if (typeof a === typeof b) return typeof a === "number" ? a - b : a.localeCompare(b, "zh");
    return typeof a === "number" ? -1 : 1;
  }

  // A table that is cut takes the room beside the text, where there is some.
  each(".scroll", (box) => box.classList.toggle("wide", box.scrollWidth > box.clientWidth));

  // A link into what is folded opens it.
  function reveal() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const long = target.closest(".folded");
    if (long) long.unfold();
    const fold = target.closest("details");
    if (fold) fold.open = true;
    target.scrollIntoView({ block: target.tagName === "TABLE" ? "start" : "center" });
  }
  addEventListener("hashchange", reveal);
  if (location.hash) reveal();

  // A figure shows its evidence where it stands, or the row that it was worked out in; a click
  // goes there, and the way back is marked.
  const tip = make("div", { id: "tip", hidden: true });
  tip.setAttribute("role", "tooltip");
  document.querySelector("main").append(tip);
  let shown = null, timer = 0;

  function show(link) {
    clearTimeout(timer);
    if (shown === link) return;
    const mark = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!mark || link.closest("#evidence")) return;
    tip.replaceChildren(...(mark.tagName === "TR" ? row(mark) : clause(mark)));
    if (!tip.hasChildNodes()) return;
    tip.hidden = false;
    const place = link.getBoundingClientRect(), box = tip.getBoundingClientRect();
    const left = Math.max(8, Math.min(place.left, document.documentElement.clientWidth - box.width - 8));
    const below = place.bottom + box.height + 8 < innerHeight;
    tip.style.left = `${left}px`;
    tip.style.top = `${below ? place.bottom + 4 : Math.max(8, place.top - box.height - 4)}px`;
    if (shown) shown.removeAttribute("aria-describedby");
    link.setAttribute("aria-describedby", "tip");
    shown = link;
  }
  function clause(mark) {
    if (!mark.closest("#evidence")) return [];
    const item = mark.closest("li"), article = mark.closest("article");
    const quote = item.querySelector("blockquote").cloneNode(true);
    each("[id]", (part) => {
      if (part.id !== mark.id) part.className = "other";
      part.removeAttribute("id");
    }, quote);
    const source = make("p");
    const title = article.querySelector("h3");
    source.append(title.textContent, make("br"), ...article.querySelector(".issued").cloneNode(true).childNodes);
    source.lang = title.lang;
    return [quote, source];
  }
  function row(mark) {
    const table = mark.closest("table"), list = make("dl"), name = make("p");
    name.textContent = table.caption ? table.caption.textContent : "";
    [...mark.cells].forEach((cell, n) => {
      const told = make("dd");
      told.append(...cell.cloneNode(true).childNodes);
      each("a", (part) => part.replaceWith(...part.childNodes), told);
      each("details, q", (part) => part.remove(), told);
      if (/[^\s—]/.test(told.textContent)) list.append(make("dt", { textContent: table.tHead.rows[0].cells[n].textContent }), told);
    });
    return [name, list];
  }
  function hide() {
    if (shown) shown.removeAttribute("aria-describedby");
    tip.hidden = true;
    shown = null;
  }
  const FIGURE = 'a[href^="#e-"], :not(li) > a[href^="#t-"]'; // a point of a chart has its words
  const cited = (event) => event.target.closest && event.target.closest(FIGURE);
  document.addEventListener("mouseover", (event) => {
    const link = cited(event);
    clearTimeout(timer);
    if (link) timer = setTimeout(show, 80, link);
    else if (!event.target.closest("#tip")) timer = setTimeout(hide, 200);
  });
  document.addEventListener("focusin", (event) => (cited(event) ? show(cited(event)) : hide()));
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  addEventListener("scroll", () => shown && document.activeElement !== shown && hide(), { passive: true });
  document.addEventListener("click", (event) => {
    const link = cited(event);
    hide();
    if (!link || !link.hash.startsWith("#e-")) return;
    each(".uses a.from", (other) => other.classList.remove("from"));
    // a figure and its quote have one way back
    const use = link.id ? link : [...link.closest("tr").querySelectorAll('a[href^="#e-"][id]')].find((one) => one.hash === link.hash);
    each(`.uses a[href="#${use.id}"]`, (back) => back.classList.add("from"));
  });

  // The index opens in the language that a reader chose last.
  each("a[data-language]", (link) => {
    link.onclick = () => {
      try { localStorage.setItem("language", link.dataset.language); } catch { /* not kept */ }
    };
  });
})();
