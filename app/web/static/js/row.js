// One picture's line in the list: progress, verdict, and the result on demand.

import { compare } from "./compare.js";
import { make } from "./dom.js";
import { saveOne } from "./downloads.js";
import { State } from "./entry.js";
import { say, sayReason } from "./words.js";

const KINDS = ["name", "phone", "address", "id_number", "waybill_number", "barcode", "qr", "block"];
const SIGNS = {
  [State.WAITING]: "…",
  [State.SENDING]: "↑",
  [State.READING]: "⌕",
  [State.MASKED]: "✓",
  [State.REVIEW]: "!",
  [State.CORRECTED]: "✓",
  [State.FAILED]: "×",
};

/** Builds and keeps up to date the list item of one entry. */
export class Row {
  constructor(entry, { onEdit, onRemove, onAgain }) {
    this.entry = entry;
    this.actions = { onEdit, onRemove, onAgain };
    this.open = false;
    this.urls = [];
    this.shownResult = null;
    this.item = make("li", { className: "row", id: entry.id });
    this.thumbnail = make("img", { className: "thumbnail", alt: "", decoding: "async" });
    this.thumbnail.addEventListener("error", () => this.thumbnail.classList.add("missing"));
    this.thumbnail.src = URL.createObjectURL(entry.file);
    entry.addEventListener("change", () => this.update());
    this.show();
  }

  /** Open or close the result. */
  toggle(open = !this.open) {
    this.open = open && this.entry.isDone;
    this.show();
  }

  /** Free what the row holds. */
  dispose() {
    URL.revokeObjectURL(this.thumbnail.src);
    this.urls.forEach((url) => URL.revokeObjectURL(url));
    this.item.remove();
  }

  /** Show what changed; a mere step of the upload moves only its bar. */
  update() {
    const bar = this.item.querySelector("progress");
    const { state, sent, result } = this.entry;
    if (bar && state === State.SENDING && this.item.dataset.state === state) {
      bar.value = sent;
      return;
    }
    if (result && this.thumbnail.classList.contains("missing")) {
      // A format that the browser cannot show; the service sent the picture along.
      URL.revokeObjectURL(this.thumbnail.src);
      this.thumbnail.classList.remove("missing");
      this.thumbnail.src = URL.createObjectURL(result.source);
    }
    this.show();
  }

  /** Draw the row anew, without losing the keyboard's place. */
  show() {
    const { entry } = this;
    const focused = this.item.contains(document.activeElement)
      ? document.activeElement.dataset.action
      : null;
    this.item.dataset.state = entry.state;
    this.item.replaceChildren(
      make("div", { className: "row-line" }, this.thumbnail, this.words(), this.buttons()),
    );
    if (entry.state === State.SENDING || entry.state === State.READING) {
      this.item.append(this.progress());
    }
    if (this.open && entry.isDone) this.item.append(this.result());
    if (focused) this.item.querySelector(`[data-action="${focused}"]`)?.focus();
  }

  words() {
    const { entry } = this;
    const page = entry.page === null ? "" : ` · ${say("row.page", { number: entry.page + 1 })}`;
    const failed = entry.state === State.FAILED;
    const verdict = failed
      ? say(`problem.${entry.code}`, {}, entry.detail || say("problem.error"))
      : say(`state.${entry.state}`);
    return make(
      "div",
      { className: "row-words" },
      make("span", { className: "row-name", textContent: entry.name + page }),
      make(
        "span",
        { className: "verdict" },
        make("span", { className: "sign", "aria-hidden": "true", textContent: SIGNS[entry.state] }),
        make("span", { className: "verdict-text", textContent: verdict }),
      ),
    );
  }

  buttons() {
    const { entry } = this;
    const { onEdit, onRemove, onAgain } = this.actions;
    const button = (action, text, call, extra = {}) => {
      const made = make("button", { type: "button", textContent: text, ...extra });
      made.dataset.action = action;
      made.addEventListener("click", call);
      return made;
    };
    const list = make("div", { className: "row-buttons" });
    if (entry.isDone) {
      list.append(
        button("view", say(this.open ? "row.hide" : "row.view"), () => this.toggle(), {
          "aria-expanded": String(this.open),
        }),
        button("edit", say("row.edit"), () => onEdit(entry), {
          className: entry.state === State.REVIEW ? "attention" : "",
        }),
        button("save", say("row.save"), () => saveOne(entry)),
      );
    }
    if (entry.isDone || entry.state === State.FAILED) {
      list.append(button("again", say("row.again"), () => onAgain(entry), { className: "quiet" }));
    }
    list.append(
      button("remove", "×", () => onRemove(entry), {
        className: "quiet",
        "aria-label": say("row.remove", { name: entry.name }),
      }),
    );
    return list;
  }

  progress() {
    const bar = make("progress", { max: 1, "aria-label": say(`state.${this.entry.state}`) });
    // Without a value the bar shows that something happens, not how much.
    if (this.entry.state === State.SENDING) bar.value = this.entry.sent;
    return bar;
  }

  result() {
    const { entry } = this;
    if (this.shownResult !== entry.result) {
      this.urls.forEach((url) => URL.revokeObjectURL(url));
      this.urls = [entry.result.source, entry.result.image].map((b) => URL.createObjectURL(b));
      this.shownResult = entry.result;
    }
    return make(
      "div",
      { className: "result" },
      compare(this.urls[0], this.urls[1], entry.result.size),
      make("div", { className: "findings" }, this.advice(), this.reasons(), this.summary()),
    );
  }

  advice() {
    return make("p", { className: "advice", textContent: say(`advice.${this.entry.state}`) });
  }

  reasons() {
    if (this.entry.state !== State.REVIEW || this.entry.result.reasons.length === 0) return null;
    const items = this.entry.result.reasons.map((reason) =>
      make("li", { textContent: sayReason(reason) }),
    );
    return make("div", {}, make("h3", { textContent: say("result.look_at") }), make("ul", {}, ...items));
  }

  summary() {
    const { regions } = this.entry.result;
    const counts = KINDS.map((kind) => [kind, regions.filter((r) => r.kind === kind).length]);
    const items = counts
      .filter(([, count]) => count > 0)
      .map(([kind, count]) =>
        make("li", {}, say(`kind.${kind}`), make("b", { textContent: ` ${count}` })),
      );
    if (items.length === 0) return null;
    return make(
      "div",
      {},
      make("h3", { textContent: say("result.hidden") }),
      make("ul", { className: "counts" }, ...items),
    );
  }
}
