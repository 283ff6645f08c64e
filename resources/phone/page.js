"use strict";

/** Follows the stream of the hub, and says so when nothing was heard for 12 seconds. */
(() => {
  const SILENT_MS = 12000; // the hub sends a heartbeat every 5 s
  const STALE_MS = 6000;
  const RETRY_MS = 500;
  const MOST_MS = 10000;
  const texts = document.body.dataset;
  const connection = document.getElementById("connection");
  let source = null;
  let heardAt = Date.now();
  let triedAt = heardAt;
  let wait = RETRY_MS;
  let timer = 0;
  let asking = null;

  function show(state, text) {
    const before = connection.dataset.state;
    if (connection.textContent !== text) connection.textContent = text;
    if (before === state) return;
    connection.dataset.state = document.body.dataset.connection = state;
    const back = before === "silent" ? texts.saidLive : "";
    const said = { silent: texts.saidSilent, ended: texts.ended }[state] ?? back;
    document.getElementById("said").textContent = said;
  }

  function age() {
    const seconds = Math.floor((Date.now() - heardAt) / 1000);
    return seconds < 120
      ? texts.seconds.replace("{n}", seconds)
      : texts.minutes.replace("{n}", Math.floor(seconds / 60));
  }

  function heard() {
    heardAt = Date.now();
    wait = RETRY_MS;
    const certain = document.querySelector("#band [data-certain]").dataset.certain === "yes";
    show(certain ? "live" : "unsure", certain ? texts.live : texts.unsure);
  }

  function close() {
    clearTimeout(timer);
    asking?.abort();
    source?.close();
    asking = source = null;
  }

  function end() {
    close();
    clearInterval(ticking);
    show("ended", texts.ended);
  }

  function takePage(event) {
    const { parts, charts: change } = JSON.parse(event.data);
    for (const [id, html] of Object.entries(parts)) {
      const element = document.getElementById(id);
      element.innerHTML = html; // the hub escapes every name
      element.hidden = html === "";
    }
    if (change) charts.update(change);
    heard();
  }

  function follow() {
    close();
    triedAt = Date.now();
    source = new EventSource(`${texts.page}/stream`);
    source.addEventListener("page", takePage);
    source.addEventListener("heartbeat", heard);
    source.addEventListener("withdrawn", end);
    source.addEventListener("error", again);
  }

  /** Asks first whether the link works: an EventSource does not say why it failed. */
  async function ask() {
    close();
    asking = new AbortController();
    const { signal } = asking;
    const late = setTimeout(() => asking?.abort(), SILENT_MS);
    try {
      const answer = await fetch(texts.page, { method: "HEAD", cache: "no-store", signal });
      if (answer.status === 404) end();
      else if (answer.ok) follow();
      else again();
    } catch {
      if (!signal.aborted || signal === asking?.signal) again();
    } finally {
      clearTimeout(late);
    }
  }

  function again() {
    close();
    timer = setTimeout(ask, wait * (0.75 + Math.random() / 2));
    wait = Math.min(MOST_MS, wait * 2);
  }

  function tick() {
    if (Date.now() - heardAt < SILENT_MS) return;
    show("silent", texts.silent.replace("{age}", age()));
    if (source && Date.now() - triedAt >= SILENT_MS) again(); // open, but dead
  }

  function wake() {
    if (connection.dataset.state === "ended" || document.hidden) return;
    tick();
    if (Date.now() - heardAt < STALE_MS && source) return;
    wait = RETRY_MS;
    ask();
  }

  const ticking = setInterval(tick, 1000);
  document.addEventListener("visibilitychange", wake);
  addEventListener("pageshow", (event) => event.persisted && wake());
  addEventListener("online", wake);
  addEventListener("pagehide", close);
  follow();
})();
