// Small helpers around the document.

/** The element with this id. */
export const byId = (id) => document.getElementById(id);

/** A new element with properties, attributes (names with a dash) and children. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-") || name === "role") element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** Say something to a screen reader. */
export function announce(sentence, id = "live") {
  byId(id).textContent = sentence;
}

let answer = null;

/** Ask before something that matters; resolves to whether the answer was yes. */
export function ask(sentence, yes, no) {
  const dialog = byId("ask");
  byId("ask-text").textContent = sentence;
  byId("ask-yes").textContent = yes;
  byId("ask-no").textContent = no;
  // A dialog tells that it closed a moment later; by then it may ask the next question.
  answer?.(false);
  dialog.returnValue = "no";
  dialog.onclose = () => {
    if (dialog.open) return;
    answer?.(dialog.returnValue === "yes");
    answer = null;
  };
  dialog.showModal();
  return new Promise((resolve) => {
    answer = resolve;
  });
}
