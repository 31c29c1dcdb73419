"use strict";
(() => {
  const language = document.documentElement.lang;
  const entries = [...document.querySelectorAll(".entries > li")];
  const sections = [...document.querySelectorAll("main > section")];
  const [region, indicator, search, count] = ["region", "indicator", "search", "count"].map((id) => document.getElementById(id));
  const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ");
  const texts = new Map(entries.map((entry) => [entry, plain(`${entry.dataset.region} ${entry.textContent}`)]));

  for (const [select, key] of [[region, "region"], [indicator, "indicator"]]) {
    const values = new Set(entries.map((entry) => entry.dataset[key]).filter(Boolean));
    for (const value of values) select.add(new Option(value, value));
  }

  const here = () => decodeURIComponent((location.hash.match(/^#region=(.*)$/) || ["", ""])[1]);
  function choose() {
    document.body.classList.toggle("side", Boolean(region.value));
    const words = plain(search.value).split(" ").filter(Boolean);
    for (const entry of entries) {
      entry.hidden = !(
        (!region.value || entry.dataset.region === region.value) &&
        (!indicator.value || entry.dataset.indicator === indicator.value) &&
        words.every((word) => texts.get(entry).includes(word))
      );
    }
    for (const section of sections) section.hidden = !section.querySelector("li:not([hidden])");
    const left = entries.filter((entry) => !entry.hidden).length;
    count.textContent = `${left} / ${entries.length}`;
  }
  for (const field of [region, indicator, search]) field.addEventListener("input", choose);
  document.querySelector(".filters").hidden = false;
  // A region has an address of its own: its pages lead here.
  region.addEventListener("input", () => history.replaceState(null, "", region.value ? `#region=${encodeURIComponent(region.value)}` : location.pathname));
  function arrive() {
    region.value = here();
    if (region.selectedIndex < 0) region.value = "";
    choose();
  }
  addEventListener("hashchange", arrive);
  arrive();

  // The language that a reader chose last, here or on a page, is the one the index opens in.
  const remembered = (() => {
    try { return localStorage.getItem("language"); } catch { return null; }
  })();
  for (const link of document.querySelectorAll("a[data-language]")) {
    link.addEventListener("click", () => {
      try { localStorage.setItem("language", link.dataset.language); } catch { /* not kept */ }
    });
    // no way leads back by itself: the other file is in the language that was chosen
    if (link.dataset.language === remembered && !location.hash) location.replace(link.href);
  }

  const age = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const UNITS = [["year", 31557600], ["month", 2629800], ["day", 86400], ["hour", 3600], ["minute", 60]];
  for (const time of document.querySelectorAll("time[datetime]")) {
    const seconds = (new Date(time.dateTime) - Date.now()) / 1000;
    if (Number.isNaN(seconds)) continue;
    const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) || ["minute", 60];
    time.title = time.textContent;
    time.textContent = age.format(Math.round(seconds / size), unit);
  }
})();
