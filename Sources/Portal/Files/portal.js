// The script of the portal. Pages work without it; it spares reloading them. What it shows was drawn by the server:
// it fetches the same page and puts one part of it in place, so that nothing is drawn in two languages.

const part = (id) => document.getElementById(id);

/** Sends a form and puts the part that its data-live names in place. Later answers win over earlier ones. */
function makeLive(form) {
  const target = form.dataset.live;
  let running = null;

  async function send(submitter) {
    running?.abort();
    const own = (running = new AbortController());
    const fields = new URLSearchParams(new FormData(form, submitter));
    const posts = form.method === "post";
    form.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(posts ? form.action : `${form.action}?${fields}`, {
        method: form.method,
        body: posts ? fields : undefined,
        signal: own.signal,
      });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      part(target).replaceChildren(...page.getElementById(target).childNodes);
      const hint = form.querySelector("[id$=-hint]");
      if (hint) {
        hint.replaceChildren(...page.getElementById(hint.id).childNodes);
        form.querySelector("[name=token]").value = page.querySelector("[name=token]").value;
      }
      if (!posts) history.replaceState(null, "", `${location.pathname}?${fields}`);
      prepare(part(target));
      part(target).dispatchEvent(new CustomEvent("live", { bubbles: true }));
    } catch (error) {
      if (error.name !== "AbortError") form.submit();
    } finally {
      if (running === own) form.removeAttribute("aria-busy");
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.submitter?.name === "example") form.elements.address.value = event.submitter.value;
    send(event.submitter);
  });
  if (form.method === "get") {
    let waiting = 0;
    form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(send, 120);
    });
  }
}

/** Buttons that copy the text of another element. */
function prepare(root) {
  for (const button of root.querySelectorAll("[data-copy]")) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const text = button.textContent;
      await navigator.clipboard.writeText(part(button.dataset.copy).textContent);
      button.textContent = button.dataset.done;
      setTimeout(() => (button.textContent = text), 1500);
    });
  }
}

for (const form of document.querySelectorAll("form[data-live]")) makeLive(form);
prepare(document);

// A form that takes a moment says so, and is sent once.
for (const form of document.querySelectorAll("form[data-busy]")) {
  form.addEventListener("submit", () => {
    const button = form.querySelector("button");
    button.textContent = form.dataset.busy;
    button.disabled = true;
    form.setAttribute("aria-busy", "true");
  });
}
// Back from another page the button can be pressed again.
addEventListener("pageshow", (event) => event.persisted && location.reload());

// Import: the file is sent in blocks of whole lines, each under the header of the file, one after another; so progress is
// real, a file of any size fits, and stopping stops.

const blockBytes = 256 * 1024;
const previewBytes = 64 * 1024;
const newline = 10;
const quote = 34;
const rejectedShown = 50;

/** Cuts a file into blocks that end with a line; a line end inside quotation marks is part of a field. */
async function* blocksOf(file) {
  let rest = new Uint8Array(0);
  let firstLine = 1;
  for (let start = 0; start < file.size || rest.length > 0; start += blockBytes) {
    const isLast = start + blockBytes >= file.size;
    const fresh = new Uint8Array(await file.slice(start, start + blockBytes).arrayBuffer());
    const bytes = new Uint8Array(rest.length + fresh.length);
    bytes.set(rest);
    bytes.set(fresh, rest.length);
    const end = isLast ? bytes.length : endOfLines(bytes);
    if (end > 0) {
      yield { bytes: bytes.slice(0, end), firstLine, read: Math.min(start + blockBytes, file.size) };
      firstLine += bytes.slice(0, end).reduce((lines, byte) => lines + (byte === newline), 0);
    }
    rest = bytes.slice(end);
    if (isLast) return;
  }
}

function endOfLines(bytes) {
  let inQuotes = false;
  let end = 0;
  for (let place = 0; place < bytes.length; place += 1) {
    if (bytes[place] === quote) inQuotes = !inQuotes;
    else if (bytes[place] === newline && !inQuotes) end = place + 1;
  }
  return end;
}

function headerOf(bytes) {
  let inQuotes = false;
  for (let place = 0; place < bytes.length; place += 1) {
    if (bytes[place] === quote) inQuotes = !inQuotes;
    else if (bytes[place] === newline && !inQuotes) return bytes.slice(0, place + 1);
  }
  return bytes;
}

/** The fields of one line of CSV. */
function fieldsOf(line, separator) {
  const fields = [];
  let field = "";
  let inQuotes = false;
  for (let place = 0; place < line.length; place += 1) {
    const character = line[place];
    if (character === '"') {
      if (inQuotes && line[place + 1] === '"') {
        field += '"';
        place += 1;
      } else inQuotes = !inQuotes;
    } else if (character === separator && !inQuotes) {
      fields.push(field);
      field = "";
    } else field += character;
  }
  fields.push(field);
  return fields;
}

/** The map of columns that the reader chose, as `?map=` takes it: each field of these kinds with the numbers of its columns. */
function chosenColumns(...kinds) {
  const choices = [...part("preview").querySelectorAll("select.part")];
  const groups = kinds.map((kind) => `optgroup[data-kind=${kind}] option`).join(",");
  return [...choices[0].querySelectorAll(groups)]
    .map(({ value }) => `${value}=${choices.flatMap((choice, place) => (choice.value === value ? [place + 1] : [])).join("+")}`)
    .join(",");
}

/** The records of a text, whole: a line end inside quotation marks does not end one. */
function recordsOf(text) {
  const records = [];
  let start = 0;
  let inQuotes = false;
  for (let place = 0; place < text.length; place += 1) {
    if (text[place] === '"') inQuotes = !inQuotes;
    else if (text[place] === "\n" && !inQuotes) {
      records.push(text.slice(start, place).replace(/\r$/, ""));
      start = place + 1;
    }
  }
  if (start < text.length) records.push(text.slice(start));
  return records;
}

function prepareImport(form) {
  const input = part("file");
  let running = null;
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const name of ["dragenter", "dragover"]) {
    form.addEventListener(name, (event) => {
      event.preventDefault();
      form.classList.add("over");
    });
  }
  for (const name of ["dragleave", "drop"]) form.addEventListener(name, () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length === 0) return;
    input.files = event.dataTransfer.files;
    preview(input.files[0]);
  });
  input.addEventListener("change", () => input.files.length > 0 && preview(input.files[0]));
  part("cancel").addEventListener("click", () => running?.abort());

  async function preview(file) {
    running?.abort();
    part("run").hidden = true;
    const answer = await fetch(form.dataset.preview, {
      method: "POST",
      headers: { "Content-Type": "text/csv", "X-Form-Token": form.dataset.token },
      body: file.slice(0, previewBytes),
    });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    part("preview").replaceChildren(...(page.querySelector("main") ?? page.body).childNodes);
    if (!part("start")) return;
    part("start").addEventListener("click", () => enrich(file));
    part("start").focus();
    part("store").addEventListener("click", () => store(file));
    part("preview").addEventListener("change", checkStoring);
    checkStoring();
  }

  const chosenMode = () => part("preview").querySelector("[name=mode]:checked")?.value;

  /** Contacts are stored when it is said by what they are known and what becomes of those that are there. */
  function checkStoring() {
    const hasID = [...part("preview").querySelectorAll("select.part")].some((choice) => choice.value === "id");
    const needs = part("store-needs");
    needs.textContent = !hasID ? needs.dataset.id : chosenMode() ? "" : needs.dataset.mode;
    part("store").disabled = needs.textContent !== "";
  }

  /** Shows the progress of one of the two ways on, with nothing left of an earlier one. */
  function begin(way) {
    part("run").hidden = false;
    part("run-title").textContent = part("run-title").dataset[way];
    for (const id of ["download", "levels", "stored", "stored-next", "rejected", "download-rejected"]) part(id).hidden = true;
    part("cancel").hidden = false;
    part("progress").value = 0;
    part("progress-text").textContent = "";
    for (const other of part("rejected").querySelectorAll(".enriched-only, .stored-only")) {
      other.hidden = !other.classList.contains(way === "storing" ? "stored-only" : "enriched-only");
    }
    for (const id of ["start", "store"]) part(id).disabled = true;
  }

  function end(error) {
    if (error && error.name !== "AbortError") part("progress-text").textContent = error.message;
    part("cancel").hidden = true;
    part("start").disabled = false;
    checkStoring();
  }

  /** Stores the lines, block after block; what is stored stays when it is stopped. */
  async function store(file) {
    const own = (running = new AbortController());
    const tally = new StoreTally();
    const query = new URLSearchParams({ mode: chosenMode(), map: chosenColumns("contact", "address"), errors: "all" });
    let header = null;
    begin("storing");
    try {
      for await (const block of blocksOf(file)) {
        const text = decoded(block.bytes);
        const isFirst = header === null;
        header ??= decoded(headerOf(block.bytes));
        const answer = await fetch(`/contacts?${query}`, {
          method: "POST",
          headers: { "Content-Type": "text/csv" },
          body: isFirst ? text : header + text,
          signal: own.signal,
        });
        const report = await answer.json();
        if (!answer.ok) throw new Error([report.detail, ...(report.errors ?? []).map((it) => it.detail)].join(" "));
        tally.count(report, text, isFirst ? 0 : header.split("\n").length - 1, block.firstLine);
        part("progress").value = block.read / file.size;
        tally.show();
      }
      part("stored-next").hidden = false;
      if (tally.rejected.length > 0) {
        const text = tally.file(header);
        offer(part("download-rejected"), [text], file.name.replace(/(\.csv)?$/i, ".rejected.csv"));
      }
      end();
    } catch (error) {
      end(error);
    }
  }

  async function enrich(file) {
    const own = (running = new AbortController());
    const tally = new Tally();
    const pieces = [];
    let header = null;
    const mapping = chosenColumns("address");
    begin("enriching");
    try {
      for await (const block of blocksOf(file)) {
        const body = header === null ? block.bytes : new Blob([header, block.bytes]);
        header ??= headerOf(block.bytes);
        const answer = await fetch(`/enrich?map=${encodeURIComponent(mapping)}`, {
          method: "POST",
          headers: { "Content-Type": "text/csv" },
          body,
          signal: own.signal,
        });
        const text = await answer.text();
        if (!answer.ok) throw new Error(JSON.parse(text).detail);
        const records = recordsOf(text);
        if (pieces.length > 0) records.shift();
        const counted = tally.count(records, pieces.length === 0, block.firstLine);
        pieces.push(counted.map((record) => `${record}\n`).join(""));
        part("progress").value = block.read / file.size;
        tally.show();
      }
      offer(part("download"), pieces, file.name.replace(/(\.csv)?$/i, ".enriched.csv"));
      part("download").focus();
      end();
    } catch (error) {
      end(error);
    }
  }

  function offer(link, pieces, name) {
    if (link.href.startsWith("blob:")) URL.revokeObjectURL(link.href);
    link.href = URL.createObjectURL(new Blob(pieces, { type: "text/csv" }));
    link.download = name;
    link.hidden = false;
  }
}

/** Text of a file: UTF-8, or else what offices of the West have saved for decades. */
function decoded(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** A field of CSV that holds any text. */
const quoted = (text) => `"${text.replaceAll('"', '""')}"`;

/** What became of lines that were to be stored, and those that were rejected: their line, the reason, the line itself. */
class StoreTally {
  lines = 0;
  counts = { created: 0, updated: 0, rejected: 0 };
  rejected = [];

  /** Counts the report of a block, which was sent below `headerLines` lines of header and begins on `firstLine` of the file. */
  count(report, text, headerLines, firstLine) {
    for (const kind of Object.keys(this.counts)) this.counts[kind] += report[kind];
    this.lines += report.created + report.updated + report.rejected;
    if (!report.errors) return;
    const records = new Map();
    let line = headerLines + 1;
    for (const record of recordsOf(text)) {
      records.set(line, record);
      line += record.split("\n").length;
    }
    for (const error of report.errors) {
      const reason = [error.pointer, error.detail].filter(Boolean).join(": ");
      this.rejected.push({ line: error.line - headerLines - 1 + firstLine, reason, record: records.get(error.line) ?? "" });
    }
  }

  show() {
    const number = new Intl.NumberFormat(document.documentElement.lang);
    part("progress-text").textContent = part("progress-text").dataset.text.replace("#", number.format(this.lines));
    part("stored").hidden = false;
    for (const card of part("stored").querySelectorAll("[data-kind]")) {
      card.querySelector(".figure").textContent = number.format(this.counts[card.dataset.kind]);
    }
    part("rejected").hidden = this.rejected.length === 0;
    const list = part("rejected").querySelector("ol");
    list.replaceChildren(
      ...this.rejected.slice(0, rejectedShown).map(({ line, reason }) =>
        Object.assign(document.createElement("li"), { textContent: `${list.dataset.line} ${number.format(line)}: ${reason}` })),
    );
  }

  /** The rejected lines as a table like the one that they came from, with their number and the reason. */
  file(header) {
    const names = header.replace(/\r?\n$/, "");
    const separator = separatorOf(names);
    const lines = this.rejected.map(({ line, reason, record }) => [record, line, quoted(reason)].join(separator));
    return [[names, "rejected_line", "rejected_reason"].join(separator), ...lines, ""].join("\n");
  }
}

const separatorOf = (header) => [",", ";", "\t", "|"].sort((a, b) => header.split(b).length - header.split(a).length)[0];

/** Lines by match level, and the first of those that were rejected. */
class Tally {
  lines = 0;
  levels = new Map();
  rejected = [];

  /** Counts the records of a block and gives them back, their line numbers put right: answers count the lines of a block
      under its header, and `firstLine` is the line of the file that it begins with. */
  count(records, hasHeader, firstLine) {
    if (hasHeader) {
      const header = records[0];
      this.headerLines = header.split("\n").length;
      this.separator = separatorOf(header);
      const names = fieldsOf(header, this.separator);
      this.level = names.lastIndexOf("result_level");
      this.error = names.lastIndexOf("result_error");
    }
    const offset = hasHeader ? 0 : firstLine - 1 - this.headerLines;
    return records.map((record, place) => {
      if (hasHeader && place === 0) return record;
      const fields = fieldsOf(record, this.separator);
      const level = fields[this.error] ? "error" : fields[this.level];
      this.lines += 1;
      this.levels.set(level, (this.levels.get(level) ?? 0) + 1);
      if (level !== "error") return record;
      const corrected = record.replace(/^([^]*line )(\d+)/, (_, before, line) => before + (Number(line) + offset));
      if (this.rejected.length < rejectedShown) this.rejected.push(fieldsOf(corrected, this.separator)[this.error]);
      return corrected;
    });
  }

  show() {
    const number = new Intl.NumberFormat(document.documentElement.lang);
    const share = new Intl.NumberFormat(document.documentElement.lang, { style: "percent", maximumFractionDigits: 1 });
    part("progress-text").textContent = part("progress-text").dataset.text.replace("#", number.format(this.lines));
    part("levels").hidden = false;
    for (const row of part("levels").querySelectorAll("[data-level]")) {
      const count = this.levels.get(row.dataset.level) ?? 0;
      row.hidden = count === 0;
      row.cells[1].textContent = number.format(count);
      row.cells[2].textContent = share.format(count / this.lines);
    }
    part("rejected").hidden = this.rejected.length === 0;
    part("rejected").querySelector("ol").replaceChildren(
      ...this.rejected.map((text) => Object.assign(document.createElement("li"), { textContent: text })),
    );
  }
}

if (part("drop")) prepareImport(part("drop"));
