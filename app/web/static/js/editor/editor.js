// The review editor: a dialog in which a person corrects what is painted over.

import { announce, ask, byId } from "../dom.js";
import { redact } from "../service.js";
import { say } from "../words.js";
import { showAreas, titleOf } from "./list.js";
import { Model } from "./model.js";
import { Stage } from "./stage.js";

const STEP = 1;
const LARGE_STEP = 10;
const TURN = 1;
const LARGE_TURN = 15;

let open = null;

/** The editor that is open, or null. */
export const current = () => open;

/** Edit an entry's areas; resolves to the corrected result, or null where nothing was applied. */
export async function openEditor(entry) {
  const picture = await createImageBitmap(entry.result.source);
  return new Promise((resolve) => {
    open = new Editor(entry, picture, (result) => {
      open = null;
      picture.close();
      resolve(result);
    });
  });
}

class Editor {
  constructor(entry, picture, done) {
    this.entry = entry;
    this.done = done;
    this.dialog = byId("editor");
    this.listening = new AbortController();
    this.dialog.showModal();
    byId("editor-problem").textContent = "";
    byId("tool-see").checked = true;
    this.model = new Model(entry.result.regions, entry.result.size);
    this.stage = new Stage(byId("canvas"), picture, this.model, { onDrawn: () => this.show() });
    this.listen();
    this.show();
    byId("canvas").focus();
  }

  listen() {
    const { signal } = this.listening;
    const on = (target, type, call) => target.addEventListener(type, call, { signal });
    const click = (id, call) => on(byId(id), "click", call);
    click("tool-add", () => this.draw(!this.stage.drawing));
    click("tool-remove", () => this.remove(this.model.selected));
    click("tool-undo", () => this.undo());
    click("tool-redo", () => this.redo());
    click("tool-in", () => this.stage.view.zoomIn());
    click("tool-out", () => this.stage.view.zoomOut());
    click("tool-fit", () => this.stage.view.fit());
    click("tool-cancel", () => this.cancel());
    click("tool-apply", () => this.apply());
    on(byId("tool-see"), "change", (event) => this.stage.setSeeThrough(event.target.checked));
    on(this.model, "change", () => this.show());
    on(this.model, "selection", () => this.show());
    // On the document: a button that was pressed and is now disabled hears no keys.
    on(document, "keydown", (event) => {
      if (!byId("ask").open) this.key(event);
    });
    // A browser may close a dialog all the same, for instance on the back gesture of a phone.
    on(this.dialog, "close", () => this.close(null));
  }

  show() {
    const { model, stage } = this;
    byId("tool-add").setAttribute("aria-pressed", String(stage.drawing));
    byId("tool-remove").disabled = model.selected === null;
    byId("tool-undo").disabled = !model.canUndo;
    byId("tool-redo").disabled = !model.canRedo;
    showAreas(byId("areas"), model, {
      onChoose: (id) => this.choose(id),
      onRemove: (id) => this.remove(id),
    });
  }

  choose(id) {
    this.model.select(id);
    this.stage.reveal(id);
  }

  draw(drawing) {
    this.stage.setDrawing(drawing);
    this.show();
    if (drawing) {
      byId("canvas").focus();
      announce(say("editor.drawing"), "editor-live");
    }
  }

  async remove(id) {
    const area = this.model.find(id);
    if (!area) return;
    if (area.required) {
      const sentence = say("editor.ask_remove", { name: titleOf(area) });
      if (!(await ask(sentence, say("editor.remove_yes"), say("editor.remove_no")))) return;
    }
    this.model.remove(id);
    announce(say("editor.removed", { name: titleOf(area) }), "editor-live");
    byId("canvas").focus();
  }

  undo() {
    this.model.undo();
    announce(say("editor.undone"), "editor-live");
  }

  redo() {
    this.model.redo();
    announce(say("editor.redone"), "editor-live");
  }

  escape() {
    if (this.stage.drawing) this.draw(false);
    else if (this.model.selected) this.model.select(null);
    else this.cancel();
  }

  async cancel() {
    if (this.model.isChanged) {
      const sentence = say("editor.ask_cancel");
      if (!(await ask(sentence, say("editor.cancel_yes"), say("editor.cancel_no")))) return;
    }
    this.close(null);
  }

  async apply() {
    const uncovered = this.model.uncovered();
    if (uncovered.length > 0) {
      const names = uncovered.map(titleOf).join(say("editor.comma"));
      const sentence = say("editor.ask_uncovered", { count: String(uncovered.length), names });
      if (!(await ask(sentence, say("editor.apply_yes"), say("editor.apply_no")))) return;
    }
    const { entry, model } = this;
    const button = byId("tool-apply");
    button.disabled = true;
    try {
      const image = await redact(entry.file, {
        page: entry.page,
        format: entry.format,
        quads: model.areas.map((area) => area.points),
        stars: entry.options.style === "stars" ? model.areas.map((area) => area.stars) : null,
      });
      const regions = model.areas.map(({ points, ...area }) => ({ ...area, quad: points }));
      this.close({ ...entry.result, image, regions, reasons: [] });
    } catch (error) {
      byId("editor-problem").textContent = say(`problem.${error.code}`, {}, say("problem.error"));
    } finally {
      button.disabled = false;
    }
  }

  close(result) {
    this.listening.abort();
    this.stage.dispose();
    byId("areas").replaceChildren();
    this.dialog.close();
    this.done(result);
  }

  key(event) {
    const control = event.ctrlKey || event.metaKey;
    const letter = event.key.toLowerCase();
    if (letter === "escape") this.take(event, () => this.escape());
    else if (control && letter === "z") this.take(event, () => (event.shiftKey ? this.redo() : this.undo()));
    else if (control && letter === "y") this.take(event, () => this.redo());
    else if (!control && !(event.target instanceof HTMLInputElement)) this.areaKey(event, letter);
  }

  areaKey(event, letter) {
    const { model, stage } = this;
    if (letter === "n") this.take(event, () => this.draw(true));
    else if (letter === "enter" && stage.drawing && event.target === byId("canvas")) {
      this.take(event, () => stage.place());
    }
    const id = model.selected;
    if (id === null) return;
    const step = event.shiftKey ? LARGE_STEP : STEP;
    const angle = event.shiftKey ? LARGE_TURN : TURN;
    const arrow = { arrowleft: [-1, 0], arrowright: [1, 0], arrowup: [0, -1], arrowdown: [0, 1] }[letter];
    if (arrow) {
      const [dx, dy] = [arrow[0] * step, arrow[1] * step];
      this.take(event, () => (event.altKey ? model.resize(id, dx, dy) : model.move(id, dx, dy)));
    } else if (event.code === "BracketLeft") this.take(event, () => model.turn(id, -angle));
    else if (event.code === "BracketRight") this.take(event, () => model.turn(id, angle));
    else if (letter === "delete" || letter === "backspace") this.take(event, () => this.remove(id));
  }

  take(event, call) {
    event.preventDefault();
    call();
  }
}
