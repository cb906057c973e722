// Sends pictures to the service, a few at a time, and tries again when it is busy.

import { answerFormat, Entry, State } from "./entry.js";
import { mask, maxUploadBytes, Refusal } from "./service.js";

const AT_ONCE = 2;
const MOST_TRIES = 30;
const LEAST_WAIT_SECONDS = 1;
const FORM_BYTES = 4096;

/** Works through entries in order. `onPages` gets an entry whose file turned out to have pages. */
export class Queue {
  constructor({ onPages, onKeyNeeded }) {
    this.waiting = [];
    this.running = 0;
    this.onPages = onPages;
    this.onKeyNeeded = onKeyNeeded;
  }

  add(entry) {
    this.waiting.push(entry);
    this.next();
  }

  remove(entry) {
    this.waiting = this.waiting.filter((other) => other !== entry);
    entry.abort.abort();
  }

  next() {
    while (this.running < AT_ONCE && this.waiting.length > 0) {
      this.running += 1;
      const entry = this.waiting.shift();
      this.work(entry).finally(() => {
        this.running -= 1;
        this.next();
      });
    }
  }

  async work(entry) {
    try {
      await this.tryOften(entry);
    } catch (error) {
      if (entry.abort.signal.aborted) return;
      if (!(error instanceof Refusal)) console.error(error);
      const code = error instanceof Refusal ? error.code : "error";
      if (code === "page-needed") {
        const pages = Array.from({ length: error.pages }, (_, page) => page);
        this.onPages(entry, pages.map((page) => new Entry(entry.file, entry.options, page)));
        return;
      }
      entry.change({ state: State.FAILED, code, detail: error.message });
      if (code === "key-missing" || code === "key-wrong") this.onKeyNeeded(entry);
    }
  }

  async tryOften(entry) {
    if (entry.file.size + FORM_BYTES > maxUploadBytes()) {
      throw new Refusal("too-large", "");
    }
    const format = await answerFormat(entry.file);
    for (let tries = 1; ; tries += 1) {
      try {
        entry.change({ state: State.SENDING, sent: 0, format });
        const result = await mask(entry.file, entry, (sent) => {
          const state = sent < 1 ? State.SENDING : State.READING;
          entry.change({ state, sent });
        }, entry.abort.signal);
        entry.change({ state: result.status, result });
        return;
      } catch (error) {
        if (!["busy", "rate-limited", "not-ready"].includes(error.code) || tries === MOST_TRIES) {
          throw error;
        }
        entry.change({ state: State.WAITING, sent: 0 });
        await pause(Math.max(error.retryAfter, LEAST_WAIT_SECONDS), entry.abort.signal);
      }
    }
  }
}

function pause(seconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, seconds * 1000);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(new Refusal("cancelled", ""));
    });
  });
}
