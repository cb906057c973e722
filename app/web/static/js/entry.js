// One picture in the list and what is known of it.

/** Where a picture stands. */
export const State = Object.freeze({
  WAITING: "waiting",
  SENDING: "sending",
  READING: "reading",
  MASKED: "masked",
  REVIEW: "review",
  CORRECTED: "corrected",
  FAILED: "failed",
});

const DONE = [State.MASKED, State.REVIEW, State.CORRECTED];
let count = 0;

/** A picture: the file as it was given, the options it was masked with, and the result. */
export class Entry extends EventTarget {
  constructor(file, options, page = null) {
    super();
    this.id = `picture-${(count += 1)}`;
    this.file = file;
    this.options = options;
    this.page = page;
    this.abort = new AbortController();
    this.reset();
  }

  /** Forget a result and wait again. */
  reset() {
    this.state = State.WAITING;
    this.sent = 0;
    this.code = "";
    this.detail = "";
    this.result = null;
    this.format = "";
  }

  get name() {
    return this.file.name || "image";
  }

  get isDone() {
    return DONE.includes(this.state);
  }

  /** Change some members and tell whoever shows this picture. */
  change(members) {
    Object.assign(this, members);
    this.dispatchEvent(new Event("change"));
  }
}

const PDF_HEAD_BYTES = 1024;

/**
 * The format to ask for where a browser cannot show the upload's own: PNG for TIFF and PDF.
 * Empty keeps the service's choice.
 */
export async function answerFormat(file) {
  const head = new Uint8Array(await file.slice(0, PDF_HEAD_BYTES).arrayBuffer());
  const text = String.fromCharCode(...head);
  return /^(II[*+]\0|MM\0[*+])/.test(text) || text.includes("%PDF-") ? "png" : "";
}
