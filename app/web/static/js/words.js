// Every sentence of the page, in the visitor's language. The dictionaries are words/*.json.

const LANGUAGES = ["en", "zh"];
const KEPT = "waybill-mask.language";

let words = {};
let language = "en";
const listeners = new Set();

/** The language that is shown: "en" or "zh". */
export function currentLanguage() {
  return language;
}

/** A sentence by its key; {name} stands for a value. An unknown key falls back to `otherwise`. */
export function say(key, values = {}, otherwise = key) {
  const sentence = words[key] ?? otherwise;
  return sentence.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
}

/** The sentence of a reason "code: sentence" as the service gives it. */
export function sayReason(reason) {
  const [code, ...rest] = reason.split(": ");
  return say(`reason.${code}`, {}, rest.join(": ") || code);
}

/** Call `listener` after each change of language. */
export function onLanguage(listener) {
  listeners.add(listener);
}

/** Load the language that was chosen before, or the browser's. */
export async function startWords() {
  let kept = null;
  try {
    kept = localStorage.getItem(KEPT);
  } catch {
    // Storage may be forbidden; the browser's language serves.
  }
  const wanted = kept ?? (navigator.languages ?? [navigator.language])
    .map((tag) => tag.toLowerCase().split("-")[0])
    .find((tag) => LANGUAGES.includes(tag));
  await show(LANGUAGES.includes(wanted) ? wanted : "en");
}

/** Switch to the other language and remember it. */
export async function switchLanguage() {
  const other = LANGUAGES.find((tag) => tag !== language);
  try {
    localStorage.setItem(KEPT, other);
  } catch {
    // See above.
  }
  await show(other);
}

async function show(wanted) {
  const answer = await fetch(`/static/words/${wanted}.json`);
  words = await answer.json();
  language = wanted;
  document.documentElement.lang = wanted === "zh" ? "zh-CN" : "en";
  document.title = say("app.name");
  translate(document);
  document.getElementById("language").lang = wanted === "zh" ? "en" : "zh-CN";
  for (const listener of listeners) listener();
}

/** Fill in the words of every marked element below `root`. */
export function translate(root) {
  for (const element of root.querySelectorAll("[data-words]")) {
    element.textContent = say(element.dataset.words);
  }
  for (const element of root.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", say(element.dataset.label));
  }
}
