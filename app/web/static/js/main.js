// The page: what comes in, the list, and what goes out.

import { announce, byId } from "./dom.js";
import { saveAll } from "./downloads.js";
import { Entry, State } from "./entry.js";
import { chosenOptions, listenForFiles } from "./intake.js";
import { Queue } from "./queue.js";
import { Row } from "./row.js";
import { useKey } from "./service.js";
import { onLanguage, say, startWords, switchLanguage } from "./words.js";

const rows = new Map();
const queue = new Queue({ onPages: replaceByPages, onKeyNeeded: askForKey });

function add(entry, before = null) {
  const row = new Row(entry, { onEdit: edit, onRemove: remove, onAgain: again });
  rows.set(entry, row);
  byId("rows").insertBefore(row.item, before);
  let last = entry.state;
  entry.addEventListener("change", () => {
    if (entry.state !== last && (entry.isDone || entry.state === State.FAILED)) {
      announce(say("live.finished", { name: entry.name, state: say(`state.${entry.state}`) }));
    }
    last = entry.state;
    count();
  });
  queue.add(entry);
  count();
}

function remove(entry) {
  queue.remove(entry);
  const { item } = rows.get(entry);
  const neighbour = item.nextElementSibling ?? item.previousElementSibling;
  rows.get(entry).dispose();
  rows.delete(entry);
  announce(say("live.removed", { name: entry.name }));
  count();
  // The keyboard's place must not be lost with the row.
  (neighbour?.querySelector('[data-action="remove"]') ?? byId("choose")).focus();
}

function again(entry) {
  entry.abort = new AbortController();
  entry.options = chosenOptions();
  entry.reset();
  entry.change({});
  queue.add(entry);
}

function replaceByPages(entry, pages) {
  const before = rows.get(entry).item.nextSibling;
  rows.get(entry).dispose();
  rows.delete(entry);
  for (const page of pages) add(page, before);
}

function count() {
  const entries = [...rows.keys()];
  const done = entries.filter((entry) => entry.isDone);
  byId("results").hidden = entries.length === 0;
  byId("save-all").disabled = done.length === 0;
  byId("results-count").textContent = say("results.count", {
    done: String(done.length),
    all: String(entries.length),
  });
}

// The editor and its canvas library load when they are first wanted.
async function edit(entry) {
  const { openEditor } = await import("./editor/editor.js");
  const corrected = await openEditor(entry);
  if (corrected) {
    entry.change({ state: State.CORRECTED, result: corrected });
    rows.get(entry)?.toggle(true);
  }
  rows.get(entry)?.item.querySelector('[data-action="edit"]')?.focus();
}

function askForKey() {
  const dialog = byId("key");
  if (dialog.open) return;
  dialog.returnValue = "";
  dialog.showModal();
  dialog.addEventListener(
    "close",
    () => {
      if (dialog.returnValue !== "yes") return;
      useKey(byId("key-text").value);
      byId("key-text").value = "";
      const refused = [...rows.keys()].filter((entry) => entry.code.startsWith("key-"));
      refused.forEach(again);
    },
    { once: true },
  );
}

async function start() {
  await startWords();
  byId("language").addEventListener("click", switchLanguage);
  byId("key-no").addEventListener("click", () => byId("key").close());
  byId("clear").addEventListener("click", () => [...rows.keys()].forEach(remove));
  byId("save-all").addEventListener("click", () =>
    saveAll([...rows.keys()].filter((entry) => entry.isDone)),
  );
  onLanguage(() => {
    for (const row of rows.values()) row.show();
    count();
  });
  listenForFiles((files) => {
    announce(say("live.added", { count: String(files.length) }));
    for (const file of files) add(new Entry(file, chosenOptions()));
  });
  document.documentElement.dataset.ready = "true";
}

await start();
