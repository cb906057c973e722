// Before and after in one frame, with a slider between them.

import { make } from "./dom.js";
import { say } from "./words.js";

const START_PERCENT = 50;

/** A figure that shows `before` left of the slider and `after` right of it (both are URLs). */
export function compare(before, after, size) {
  const frame = make("div", { className: "compare-frame" });
  const slider = make("input", {
    type: "range",
    min: "0",
    max: "100",
    value: String(START_PERCENT),
    "aria-label": say("compare.slider"),
  });
  const show = () => {
    frame.style.setProperty("--split", `${slider.value}%`);
    slider.setAttribute("aria-valuetext", say("compare.value", { percent: slider.value }));
  };
  slider.addEventListener("input", show);
  frame.append(
    make("img", { src: after, alt: say("compare.after_alt"), className: "after" }),
    make("img", { src: before, alt: say("compare.before_alt"), className: "before" }),
    slider,
    make("span", { className: "grip", "aria-hidden": "true" }),
  );
  show();
  const caption = make(
    "figcaption",
    {},
    make("span", { textContent: say("compare.before") }),
    make("span", { textContent: say("compare.after") }),
  );
  const figure = make("figure", { className: "compare" }, caption, frame);
  figure.style.setProperty("--ratio", `${size[0]} / ${size[1]}`);
  figure.style.setProperty("--shape", String(size[0] / size[1]));
  return figure;
}
