// The list beside the canvas: each area by name and with the reason why it is there.

import { make } from "../dom.js";
import { say } from "../words.js";
import { colourOf } from "./stage.js";

/** What an area hides, such as "Phone · receiver". */
export function titleOf(area) {
  if (area.kind === "added") return say("kind.added");
  const kind = say(`kind.${area.kind}`);
  return area.role ? `${kind} · ${say(`role.${area.role}`)}` : kind;
}

/** Why an area was painted. */
export function whyOf(area) {
  if (area.rule === "code.personal_content") return say("why.personal_code");
  if (area.kind === "block") return say(`reason.${area.rule}`, {}, say("why.block"));
  return say(`why.${area.kind}`);
}

/** Fill `list` with the model's areas. */
export function showAreas(list, model, { onChoose, onRemove }) {
  const focused = list.contains(document.activeElement)
    ? document.activeElement.dataset.key
    : null;
  list.replaceChildren(...model.areas.map((area, index) => item(area, index, model, onChoose, onRemove)));
  if (focused) list.querySelector(`[data-key="${focused}"]`)?.focus();
}

function item(area, index, model, onChoose, onRemove) {
  const dot = make("span", { className: "dot", "aria-hidden": "true" });
  dot.style.setProperty("--colour", colourOf(area.kind));
  const choose = make(
    "button",
    { type: "button", className: "area", "aria-pressed": String(area.id === model.selected) },
    dot,
    make(
      "span",
      {},
      make("b", { textContent: `${index + 1}. ${titleOf(area)}` }),
      make("small", { textContent: whyOf(area) }),
      area.rule ? make("code", { textContent: area.rule }) : null,
    ),
  );
  choose.dataset.key = area.id;
  choose.addEventListener("click", () => onChoose(area.id));
  const remove = make("button", {
    type: "button",
    className: "quiet",
    textContent: "×",
    "aria-label": say("editor.remove_one", { name: titleOf(area) }),
  });
  remove.dataset.key = `${area.id}-remove`;
  remove.addEventListener("click", () => onRemove(area.id));
  return make("li", {}, choose, remove);
}
