// The rule of an audience as text and as rows. Both say the same; whichever is edited, the service is asked what the rule means
// and answers with the part of the page that says it, and with the other form. So the rules of the language are known to the
// service alone: what stands here is only how rows are drawn.

const form = document.getElementById("audience");
const catalogue = JSON.parse(form.dataset.fields);
const words = catalogue.words;
const part = (id) => document.getElementById(id);
const text = part("rule");

/** The tree of react-querybuilder, as the service writes it. */
let rule = JSON.parse(part("figures").dataset.rule || '{"combinator":"and","rules":[]}');
let isChanged = false;

const operators = {
  text: ["=", "!=", "in", "notIn", "contains", "doesNotContain", "beginsWith", "endsWith", "null", "notNull"],
  number: ["=", "!=", "<", "<=", ">", ">=", "between", "notBetween", "null", "notNull"],
  boolean: ["=", "null", "notNull"],
  choice: ["=", "!=", "in", "notIn", "null", "notNull"],
  set: ["contains", "doesNotContain", "null", "notNull"],
  audience: ["=", "!=", "in", "notIn"],
};
operators.date = operators.number;
const modes = ["some", "none", "all", "atLeast", "atMost", "exactly"];
const functions = ["count", "sum", "avg", "min", "max", "distinct", "first", "last"];
const takesNothing = (operator) => operator === "null" || operator === "notNull";
const takesTwo = (operator) => operator === "between" || operator === "notBetween";
const takesList = (operator) => operator === "in" || operator === "notIn";

// Elements

let fields = 0;

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  // Browsers and their helpers tell fields apart by their ids; these have no names, for no form sends them.
  if (["input", "select", "textarea"].includes(name)) made.id = `rule-field-${(fields += 1)}`;
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

/** A choice; what is chosen and not among the options is added, so that nothing is lost by being looked at. */
function choice(label, options, chosen, change) {
  const known = options.some(([value]) => value === chosen);
  const all = known ? options : [[chosen, chosen], ...options];
  const made = element("select", { "aria-label": label, onchange: () => change(made.value) });
  for (const [value, title] of all) made.append(element("option", { value }, title));
  made.value = chosen;
  return made;
}

function input(label, value, change, more = {}) {
  const made = element("input", { type: "text", "aria-label": label, value, autocomplete: "off", ...more });
  made.addEventListener("input", () => change(made.value));
  return made;
}

/** `place` names the button, so that it has the focus again when rows are drawn anew. */
function button(label, title, act, place) {
  const attributes = { type: "button", class: "secondary small", "aria-label": title, title, onclick: act };
  return element("button", { ...attributes, "data-place": place }, label);
}

// Values: a number is a number, `now - 30 day` is a moment that moves with the clock

function shown(value) {
  if (value === null || value === undefined) return "";
  if (typeof value !== "object") return String(value);
  const offset = value.offset ?? 0;
  return offset === 0 ? value.anchor : `${value.anchor} ${offset < 0 ? "-" : "+"} ${Math.abs(offset)} ${value.unit ?? "day"}`;
}

function read(written, type) {
  const trimmed = written.trim();
  if (type === "boolean") return trimmed === "true";
  if (type === "number" && /^-?\d+(\.\d+)?$/.test(trimmed)) return Number(trimmed);
  const relative = type === "date" && /^([a-z]+)(?:\s*([+-])\s*(\d+)\s*([a-z]+))?$/i.exec(trimmed);
  if (relative) {
    const [, anchor, sign, count, unit] = relative;
    return { mode: "relative", anchor, offset: count ? (sign === "-" ? -1 : 1) * Number(count) : 0, unit: unit ?? "day" };
  }
  return written;
}

/** The fields of a scope, contact or event, as options. */
const options = (scope) => catalogue[scope].map(({ name, label }) => [name, label]);

/** Text as it is searched: small letters without accents. */
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Whether a field has all the words that are looked for, in its label or its name. */
function matches(field, words) {
  const text = folded(`${field.label} ${field.name}`);
  return words.every((word) => text.includes(word));
}

/** Adds fields that the service has told of. */
function learn(fields) {
  for (const field of fields) {
    if (!catalogue.contact.some((it) => it.name === field.name)) catalogue.contact.push({ ...field, isLearnt: true });
  }
}

async function askForFields(query, signal) {
  const answer = await fetch(`${form.dataset.ruleFields}&${new URLSearchParams(query)}`, { signal });
  return answer.ok ? answer.json() : [];
}

/** The names of contact fields in a rule that nothing is known of yet. */
function unknownNames(node) {
  if (node.rules) return node.rules.flatMap(unknownNames);
  if (!node.field || node.match || node.aggregate || node.field === "events") return [];
  return catalogue.contact.some((it) => it.name === node.field) ? [] : [node.field];
}

/** Draws the rows again once the labels of their fields are known. */
async function learnNames() {
  const names = [...new Set(unknownNames(rule))];
  if (names.length === 0) return;
  const before = catalogue.contact.length;
  learn(await askForFields({ names: names.join(",") }));
  if (catalogue.contact.length > before) draw();
}

/** A field to be typed into that lists what is found: the combobox of the ARIA Authoring Practices. */
function chooser(scope, name, place, change) {
  const field = fieldOf(scope, name);
  const list = element("ul", { role: "listbox", id: `${place}-list`, "aria-label": words.findField, hidden: true });
  const box = input(words.field, field.label, () => look(), {
    role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": list.id, "data-place": place,
    "data-name": name, title: field.label,
  });
  let asking = null;
  let found = [];

  function close() {
    asking?.abort();
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  }

  function take(chosen) {
    close();
    learn([chosen]);
    change(chosen.name);
  }

  function show(fields) {
    found = fields;
    let group;
    list.replaceChildren(...fields.flatMap((it, number) => {
      const option = element("li", {
        role: "option", id: `${list.id}-${number}`, "aria-selected": it.name === name ? "true" : "false",
        onmousedown: (event) => {
          event.preventDefault();
          take(it);
        },
      }, element("span", {}, it.label), element("code", {}, it.name));
      if (it.group === group) return [option];
      group = it.group;
      return group ? [element("li", { role: "presentation", class: "chooser-group" }, group), option] : [option];
    }));
    if (fields.length === 0) list.append(element("li", { role: "option", "aria-disabled": "true" }, words.noField));
    list.hidden = false;
    box.setAttribute("aria-expanded", "true");
    point(0);
  }

  /** Marks an option as the one that Enter takes. */
  function point(number) {
    if (found.length === 0) return;
    const next = (number + found.length) % found.length;
    for (const option of list.querySelectorAll("[role=option]")) option.classList.remove("pointed");
    const option = document.getElementById(`${list.id}-${next}`);
    option.classList.add("pointed");
    option.scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", option.id);
  }

  const pointed = () => Number(box.getAttribute("aria-activedescendant")?.split("-").pop() ?? 0);

  /** What the page knows at once, then what the service finds among the indicators of neighbourhoods. */
  async function look() {
    asking?.abort();
    const own = (asking = new AbortController());
    const typed = box.value === field.label ? "" : box.value;
    const wanted = folded(typed).split(/\s+/).filter(Boolean);
    const known = catalogue[scope].filter((it) => matches(it, wanted) && (wanted.length > 0 || !it.isLearnt));
    show(known);
    if (scope !== "contact" || typed.trim().length < 2) return;
    try {
      await new Promise((done) => setTimeout(done, 120));
      if (own.signal.aborted) return;
      const more = await askForFields({ q: typed }, own.signal);
      const names = new Set(known.map((it) => it.name));
      if (more.some((it) => !names.has(it.name))) show([...known, ...more.filter((it) => !names.has(it.name))]);
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }

  box.addEventListener("focus", () => box.select());
  box.addEventListener("click", () => list.hidden && look());
  box.addEventListener("blur", () => {
    close();
    box.value = field.label;
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) look();
      else point(pointed() + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (!list.hidden && found.length > 0) take(found[pointed()]);
    } else if (event.key === "Escape") {
      close();
      box.value = field.label;
    }
  });
  return element("div", { class: "chooser" }, box, list);
}
const fieldOf = (scope, name) => catalogue[scope].find((it) => it.name === name) ?? { name, label: name, type: "text" };
const firstOperator = (field) => operators[field.type][0];

function usualValue(field, operator) {
  if (takesNothing(operator)) return undefined;
  const one = field.values ? field.values[0][0] : field.type === "boolean" ? true : field.type === "number" ? 0 : "";
  if (takesTwo(operator)) return [one, one];
  return takesList(operator) ? [one] : one;
}

// Rows

function draw() {
  part("rows").replaceChildren(drawGroup(rule, "", "contact", null));
  mark();
}

/** After a change of a row: rows are drawn again when their shape changes, and keep the focus when only a value does. */
function changed(reshapes) {
  if (reshapes) {
    const focus = document.activeElement?.dataset?.place;
    draw();
    const again = focus && part("rows").querySelector(`[data-place="${CSS.escape(focus)}"]`);
    (again || part("rows").querySelector(".rule-foot button"))?.focus();
  }
  ask("rows");
}

function drawGroup(group, path, scope, remove) {
  const name = path === "" ? words.rule : words.group;
  const made = element("fieldset", { class: "rule-group", "data-path": path });
  made.append(element("legend", { class: "visually-hidden" }, name));
  const head = element("div", { class: "rule-head" });
  head.append(
    choice(words.combinator, [["and", words.and], ["or", words.or], ["xor", words.xor]], group.combinator ?? "and", (value) => {
      group.combinator = value;
      changed(false);
    }),
  );
  const box = element("input", { type: "checkbox" });
  box.checked = group.not === true;
  box.addEventListener("change", () => {
    if (box.checked) group.not = true;
    else delete group.not;
    changed(false);
  });
  head.append(element("label", { class: "not" }, box, words.not));
  if (remove) head.append(button("×", words.removeGroup, remove, `${path}:remove`));
  made.append(head);
  group.rules.forEach((child, place) => {
    const own = `${path === "" ? "" : path + "."}rules[${place}]`;
    made.append(drawNode(child, own, scope, () => {
      group.rules.splice(place, 1);
      changed(true);
    }));
  });
  const foot = element("div", { class: "rule-foot" });
  const add = (node) => () => {
    group.rules.push(node());
    changed(true);
  };
  const first = catalogue[scope][0];
  foot.append(button(`+ ${words.condition}`, words.addCondition, add(() => (
    { field: first.name, operator: firstOperator(first), value: usualValue(first, firstOperator(first)) })), `${path}:condition`));
  if (scope === "contact") {
    foot.append(button(`+ ${words.events}`, words.addEvents, add(() => (
      { field: "events", match: { mode: "some" }, operator: "=", value: { combinator: "and", rules: [
        { field: "type", operator: "=", value: "purchase" }] } })), `${path}:events`));
    foot.append(button(`+ ${words.total}`, words.addTotal, add(() => (
      { field: "events", aggregate: { function: "sum", of: "amount" }, operator: ">", value: 100 })), `${path}:total`));
  }
  foot.append(button(`+ ${words.group}`, words.addGroup, add(() => ({ combinator: "or", rules: [] })), `${path}:group`));
  made.append(foot);
  return made;
}

function drawNode(node, path, scope, remove) {
  if (node.rules) return drawGroup(node, path, scope, remove);
  if (node.match && node.field === "events") return drawMatch(node, path, remove);
  if (node.aggregate) return drawAggregate(node, path, remove);
  if (node.match || node.valueSource === "field") return drawLocked(node, path, remove);
  return drawComparison(node, path, scope, remove);
}

/** What rows cannot say is shown as it is, and edited as text. */
function drawLocked(node, path, remove) {
  return element("div", { class: "rule-row", "data-path": path },
    element("code", {}, JSON.stringify(node)), element("span", { class: "quiet" }, words.asText),
    button("×", words.remove, remove, `${path}:remove`));
}

function drawComparison(node, path, scope, remove) {
  const field = fieldOf(scope, node.field);
  const row = element("div", { class: "rule-row", "data-path": path });
  const chosen = chooser(scope, node.field, `${path}.field`, (name) => {
    const next = fieldOf(scope, name);
    node.field = name;
    if (!operators[next.type].includes(node.operator)) node.operator = firstOperator(next);
    setValue(node, usualValue(next, node.operator));
    changed(true);
  });
  row.append(chosen, drawOperator(node, field, path), ...drawValues(node, field, path), button("×", words.remove, remove, `${path}:remove`));
  return row;
}

function setValue(node, value) {
  if (value === undefined) delete node.value;
  else node.value = value;
}

function drawOperator(node, field, path) {
  const made = choice(words.operator, operators[field.type].map((it) => [it, words.operators[it] ?? it]), node.operator, (operator) => {
    const before = node.value;
    node.operator = operator;
    const usual = usualValue(field, operator);
    if (Array.isArray(usual) && !Array.isArray(before)) setValue(node, usual.map(() => before ?? usual[0]));
    else if (!Array.isArray(usual) && Array.isArray(before)) setValue(node, usual === undefined ? undefined : before[0]);
    else if (usual === undefined || before === undefined) setValue(node, usual);
    changed(true);
  });
  made.dataset.place = `${path}.operator`;
  return made;
}

function drawValues(node, field, path) {
  if (takesNothing(node.operator)) return [];
  const label = (more) => `${words.value}${more}, ${field.label}`;
  if (takesTwo(node.operator)) {
    const values = Array.isArray(node.value) ? node.value : [node.value, node.value];
    node.value = values;
    return values.map((value, place) => input(label(` ${place + 1}`), shown(value), (written) => {
      values[place] = read(written, field.type);
      changed(false);
    }, { "data-place": `${path}.value[${place}]` }));
  }
  if (takesList(node.operator)) {
    const values = Array.isArray(node.value) ? node.value : [node.value];
    return [input(label(""), values.map(shown).join(", "), (written) => {
      node.value = written.split(",").map((it) => it.trim()).filter(Boolean).map((it) => read(it, field.type));
      changed(false);
    }, { "data-place": `${path}.value`, list: field.values ? listOf(field) : undefined })];
  }
  const change = (written) => {
    node.value = read(written, field.type);
    changed(false);
  };
  if (field.type === "boolean") {
    return [choice(label(""), [["true", words.yes], ["false", words.no]], String(node.value), change)];
  }
  if (field.values) return [choice(label(""), field.values, String(node.value ?? ""), change)];
  return [input(label(""), shown(node.value), change, { "data-place": `${path}.value`, placeholder: words.examples[field.type] })];
}

/** A list of proposals for a field, made once. */
function listOf(field) {
  const id = `values-${field.name.replace(/\W/g, "-")}`;
  if (!part(id)) {
    form.append(element("datalist", { id }, ...field.values.map(([value, title]) => element("option", { value }, title))));
  }
  return id;
}

function drawMatch(node, path, remove) {
  const made = element("div", { class: "rule-events", "data-path": path });
  const needsNumber = (mode) => !["some", "none", "all"].includes(mode);
  const row = element("div", { class: "rule-row" }, element("span", {}, words.eventsThat));
  row.append(choice(words.howMany, modes.map((it) => [it, words.modes[it]]), node.match.mode, (mode) => {
    node.match.mode = mode;
    if (needsNumber(mode)) node.match.threshold ??= 1;
    else delete node.match.threshold;
    changed(true);
  }));
  if (needsNumber(node.match.mode)) {
    row.append(input(words.howMany, String(node.match.threshold ?? 1), (written) => {
      node.match.threshold = read(written, "number");
      changed(false);
    }, { "data-place": `${path}.match.threshold`, inputmode: "decimal" }));
  }
  row.append(button("×", words.remove, remove, `${path}:remove`));
  made.append(row, drawGroup(node.value, `${path}.value`, "event", null));
  return made;
}

function drawAggregate(node, path, remove) {
  const made = element("div", { class: "rule-events", "data-path": path });
  const row = element("div", { class: "rule-row" });
  row.append(choice(words.function, functions.map((it) => [it, words.functions[it]]), node.aggregate.function, (name) => {
    node.aggregate.function = name;
    if (name === "count") delete node.aggregate.of;
    else node.aggregate.of ??= "amount";
    changed(true);
  }));
  if (node.aggregate.function !== "count") {
    row.append(choice(words.field, options("event"), node.aggregate.of ?? "amount", (of) => {
      node.aggregate.of = of;
      changed(true);
    }));
  }
  const of = node.aggregate.of ? fieldOf("event", node.aggregate.of) : null;
  const isDate = of?.type === "date" && ["min", "max", "first", "last"].includes(node.aggregate.function);
  const field = { name: "aggregate", label: words.total, type: isDate ? "date" : "number" };
  row.append(drawOperator(node, field, path), ...drawValues(node, field, path), button("×", words.remove, remove, `${path}:remove`));
  made.append(row);
  if (node.where) {
    made.append(drawGroup(node.where, `${path}.where`, "event", () => {
      delete node.where;
      changed(true);
    }));
  } else {
    made.append(button(`+ ${words.where}`, words.addWhere, () => {
      node.where = { combinator: "and", rules: [{ field: "type", operator: "=", value: "purchase" }] };
      changed(true);
    }, `${path}:where`));
  }
  return made;
}

/** Marks the rows that something is said about. */
function mark() {
  for (const row of part("rows").querySelectorAll(".noted")) row.classList.remove("noted");
  for (const said of part("figures").querySelectorAll("[data-path]")) {
    let path = said.dataset.path;
    const row = () => part("rows").querySelector(`[data-path="${CSS.escape(path)}"]`);
    // A place within a row, such as its value, is shown at the row.
    while (path !== "" && !row()) path = path.slice(0, Math.max(path.lastIndexOf("."), path.lastIndexOf("["), 0));
    if (path !== "") row().classList.add("noted");
  }
}

// Asking

let running = null;
let waiting = 0;
/** The form that was edited last: the other one follows when the service has answered. */
let edited = "text";

/** Asks a moment after the last key. `source` is the form that was edited. */
function ask(source) {
  isChanged = true;
  edited = source;
  showActions();
  clearTimeout(waiting);
  waiting = setTimeout(() => evaluate(source), 150);
}

async function evaluate(source) {
  running?.abort();
  const own = (running = new AbortController());
  part("figures").setAttribute("aria-busy", "true");
  const body = { rule: source === "text" ? text.value : rule, overlap: false };
  if (part("channel").value) body.channel = part("channel").value;
  try {
    const answer = await fetch(form.dataset.evaluate, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal: own.signal,
    });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const figures = page.getElementById("figures");
    part("figures").replaceWith(document.adoptNode(figures));
    part("said").textContent = figures.dataset.said;
    if (figures.dataset.rule !== "") {
      if (source === "text") {
        rule = JSON.parse(figures.dataset.rule);
        draw();
        learnNames();
      } else text.value = figures.dataset.text;
    }
    mark();
    showActions();
  } catch (error) {
    if (error.name !== "AbortError") say(String(error));
  } finally {
    if (running === own) part("figures").removeAttribute("aria-busy");
  }
}

// Keeping, approving, freezing

function say(message) {
  part("outcome").textContent = message;
}

function showActions() {
  const isUsable = part("figures").dataset.count !== "";
  part("save").disabled = !isUsable;
  if (part("approve")) part("approve").disabled = isChanged || !isUsable;
  if (part("snapshot")) part("snapshot").disabled = isChanged || form.dataset.stage !== "approved";
}

/** Sends a change; goes on to `next` when it was made, and says why when it was not. */
async function change(method, path, body, next, headers = {}) {
  say("…");
  const answer = await fetch(path, {
    method,
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  if (answer.ok) return location.assign(next);
  const problem = await answer.json();
  const places = (problem.errors ?? []).map((it) => [it.pointer, it.detail].filter(Boolean).join(" "));
  say([problem.detail, ...places].join(" "));
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const name = part("name")?.value.trim();
  if (part("name") && !name) {
    part("name").focus();
    return say(words.nameMissing);
  }
  const body = { rule: edited === "rows" ? rule : text.value };
  for (const member of ["owner", "review", "channel"]) {
    if (form.elements[member].value) body[member] = form.elements[member].value;
  }
  const path = name ? `/audiences/${encodeURIComponent(name)}` : form.dataset.audience;
  const condition = name ? { "If-None-Match": "*" } : { "If-Match": form.dataset.tag };
  change("PUT", path, body, `/portal${path}`, condition);
});
part("approve")?.addEventListener("click", () => {
  const body = { count: Number(part("figures").dataset.count) };
  change("POST", `${form.dataset.audience}/approve`, body, location.href, { "If-Match": form.dataset.tag });
});
part("snapshot")?.addEventListener("click", () => {
  const body = part("channel").value ? { channel: part("channel").value } : {};
  change("POST", `${form.dataset.audience}/snapshots`, body, location.href);
});

text.addEventListener("input", () => ask("text"));
part("channel").addEventListener("change", () => ask(edited));
part("saving").hidden = false;
draw();
learnNames();
showActions();
