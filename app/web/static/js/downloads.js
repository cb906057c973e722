// Results to files, made in the browser.

import { downloadZip } from "../vendor/client-zip/index.js";

const SUFFIXES = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
  "image/bmp": "bmp",
  "image/gif": "gif",
  "image/tiff": "tif",
  "image/avif": "avif",
  "application/pdf": "pdf",
};
const FORGET_AFTER_MS = 60_000;

/** What a result is called: the name of the upload, its page, and what the content is. */
export function resultName(entry) {
  const dot = entry.name.lastIndexOf(".");
  const stem = dot > 0 ? entry.name.slice(0, dot) : entry.name;
  const page = entry.page === null ? "" : `-p${entry.page + 1}`;
  return `${stem}${page}-masked.${SUFFIXES[entry.result.image.type] ?? "bin"}`;
}

/** Save one result. */
export function saveOne(entry) {
  save(entry.result.image, resultName(entry));
}

/** Save several results as one ZIP; equal names are told apart by a number. */
export async function saveAll(entries) {
  const taken = new Set();
  const files = entries.map((entry) => ({
    name: free(resultName(entry), taken),
    lastModified: new Date(),
    input: entry.result.image,
  }));
  save(await downloadZip(files).blob(), "waybills-masked.zip");
}

function free(name, taken) {
  const dot = name.lastIndexOf(".");
  let free = name;
  for (let number = 2; taken.has(free.toLowerCase()); number += 1) {
    free = `${name.slice(0, dot)}-${number}${name.slice(dot)}`;
  }
  taken.add(free.toLowerCase());
  return free;
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), FORGET_AFTER_MS);
}
