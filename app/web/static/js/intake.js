// The ways pictures come in: dropped, chosen, pasted, or taken with a camera.

import { byId } from "./dom.js";

/** Call `onFiles` with every list of files that a person gives. */
export function listenForFiles(onFiles) {
  const drop = byId("drop");
  const take = (list) => {
    const files = Array.from(list ?? []);
    if (files.length > 0) onFiles(files);
  };
  for (const [button, input] of [["choose", "files"], ["camera", "shot"]]) {
    byId(button).addEventListener("click", () => byId(input).click());
    byId(input).addEventListener("change", (event) => {
      take(event.target.files);
      // The same file may be chosen again.
      event.target.value = "";
    });
  }
  // The whole page takes drops: a file that misses the frame must not replace the page.
  const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    drop.classList.add("over");
  });
  document.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) drop.classList.remove("over");
  });
  document.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    drop.classList.remove("over");
    if (!document.querySelector("dialog[open]")) take(event.dataTransfer.files);
  });
  document.addEventListener("paste", (event) => {
    if (!document.querySelector("dialog[open]")) take(event.clipboardData?.files);
  });
}

/** The options of the form, as the service names them. */
export function chosenOptions() {
  const form = new FormData(byId("options"));
  return {
    policy: form.get("policy"),
    style: form.get("style"),
    hide_waybill_number: form.get("hide_waybill_number") === "on",
  };
}
