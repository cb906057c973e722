// Calls to the service. Nothing else in the page talks to it.

/** A refusal by the service, or by the network (code "network"). */
export class Refusal extends Error {
  constructor(code, detail, { retryAfter = 0, pages = 0 } = {}) {
    super(detail);
    this.code = code;
    this.retryAfter = retryAfter;
    this.pages = pages;
  }
}

let key = "";

/** Use an API key from now on; it lives as long as the page. */
export function useKey(text) {
  key = text;
}

/** The largest request body in bytes. */
export function maxUploadBytes() {
  return Number(document.querySelector('meta[name="max-upload-bytes"]').content);
}

/**
 * Mask one image or page. Resolves to what was found, `image` and `source` as blobs.
 * `onSent` hears the sent share of the upload, 0..1.
 */
export async function mask(file, { page, options, format }, onSent, signal) {
  const form = new FormData();
  form.append("image", file, "image");
  for (const [name, value] of Object.entries(options)) form.append(name, String(value));
  form.append("include_source", "true");
  if (page !== null) form.append("page", String(page));
  if (format) form.append("format", format);
  const request = await send("mask", form, "json", onSent, signal);
  const answer = request.response;
  if (answer === null) throw new Refusal("network", "the answer is not JSON");
  return {
    ...answer,
    image: blobOf(answer.image, answer.media_type),
    source: blobOf(answer.source.image, answer.source.media_type),
  };
}

/** Paint exactly these quads on the original; resolves to the image as a blob. */
export async function redact(file, { page, quads, stars, format }, signal) {
  const form = new FormData();
  form.append("image", file, "image");
  form.append("regions", JSON.stringify(quads));
  if (stars) form.append("stars", JSON.stringify(stars));
  if (page !== null) form.append("page", String(page));
  if (format) form.append("format", format);
  const request = await send("redact", form, "blob", () => {}, signal);
  return request.response;
}

// fetch() does not tell how much of an upload has gone out; XMLHttpRequest does.
function send(operation, form, kind, onSent, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/v1/${operation}`);
    request.setRequestHeader("Accept", kind === "json" ? "application/json" : "image/*");
    if (key) request.setRequestHeader("X-API-Key", key);
    request.responseType = kind;
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onSent(event.loaded / event.total);
    });
    request.addEventListener("load", async () => {
      if (request.status === 200) resolve(request);
      else reject(await refusalOf(request));
    });
    request.addEventListener("error", () => reject(new Refusal("network", "no answer")));
    request.addEventListener("abort", () => reject(new Refusal("cancelled", "cancelled")));
    signal?.addEventListener("abort", () => request.abort());
    request.send(form);
  });
}

async function refusalOf(request) {
  let problem = request.response;
  if (problem instanceof Blob) {
    try {
      problem = JSON.parse(await problem.text());
    } catch {
      problem = null;
    }
  }
  return new Refusal(problem?.code ?? "network", problem?.detail ?? "", {
    retryAfter: Number(request.getResponseHeader("Retry-After") ?? 0),
    pages: problem?.pages ?? 0,
  });
}

function blobOf(base64, type) {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) bytes[index] = text.charCodeAt(index);
  return new Blob([bytes], { type });
}
