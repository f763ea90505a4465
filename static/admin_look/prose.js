// The editor for what is printed with paragraphs, lists and tables: Tiptap, as django-prose-editor packs it, with exactly
// the elements that documents/cleaning.py keeps. The <textarea> stays what the form sends; without this script people
// write into it. People stand in the text as @[number of the seat] and are shown here as who they are.

const INLINE = ["strong", "em", "b", "i", "u", "s", "small", "sub", "sup", "code", "q", "cite", "abbr"];
const ADDRESS = /^(#[\w-]+|\/(?![/\\])\S*|https?:\/\/\S+|mailto:\S+)$/i;
const LANGUAGE = /^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$/;
const MENTION = /@\[([0-9]{1,18}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\]/gi;
// Scripts without blanks put none before a name either; an e-mail address has a letter there.
const ASKED = /(?:^|[^A-Za-z0-9._%+-])@([^@[\]\n]{0,40})$/u;
const SHOWN = 8;

const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null) element.setAttribute(name, value);
  element.append(...children);
  return element;
};
const folded = text => text.normalize("NFKC").toLowerCase().replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, "").replace(/\s+/g, " ");
// Our policy forbids styles in a page, also in one that is only read.
const read = html => new DOMParser().parseFromString(html.replace(/<style\b[\s\S]*?(<\/style\s*>|$)/gi, "").replace(/<[^>]+>/g, tag => tag.replace(/\sstyle\s*=/gi, " data-style=")), "text/html").body;

// Who can be mentioned: the table on the page, which says of each how it prints under which rule

const seats = () => [...document.querySelectorAll(".marks tr[data-seat]")].map(row => ({
  key: row.dataset.seat, uid: row.dataset.uid, who: row.cells[1].textContent.trim(),
  prints: row.cells[2].textContent.trim(), kind: row.dataset.kind, words: folded(`${row.cells[1].textContent} ${row.dataset.also || ""} ${row.dataset.seat}`),
}));

class Seats {
  constructor(textarea) {
    this.all = seats();
    this.known = new Map(this.all.flatMap(seat => [[seat.key, seat], [seat.uid, seat]]));
    this.hidden = document.querySelector(".marks")?.dataset.hidden || "";
    this.session = document.getElementsByName(textarea.name.replace(/body$/, "session"))[0];
  }

  // The rule of the session that the part tells of.
  get rule() {
    const session = this.session?.value;
    return session ? document.querySelector(`.marks [data-session="${CSS.escape(session)}"]`)?.dataset.rule || "" : "";
  }

  prints(seat) {
    const rule = this.rule;
    return rule === "non_attributable" || rule === "closed" ? this.hidden : rule === "kind_only" ? seat.kind : seat.prints;
  }

  find(asked) {
    const words = folded(asked).trim();
    return this.all.filter(seat => seat.words.includes(words)).slice(0, SHOWN);
  }
}

// From what is stored to what the editor can hold, and back

const unfold = html => {
  const body = read(html);
  for (const row of body.querySelectorAll("tr")) {
    const part = row.parentElement.localName;
    row.dataset.part = part === "thead" || part === "tfoot" ? part : "tbody";
  }
  for (const caption of body.querySelectorAll("caption")) {
    caption.closest("table").dataset.caption = caption.innerHTML;
    caption.remove();
  }
  const texts = document.createTreeWalker(body, NodeFilter.SHOW_TEXT), found = [];
  while (texts.nextNode()) if (texts.currentNode.data.includes("@[")) found.push(texts.currentNode);
  for (const text of found) {
    text.replaceWith(...text.data.split(MENTION).map((part, index) => index % 2 ? make("span", { "data-mention": part }) : part));
  }
  return body.innerHTML;
};

const fold = html => {
  const body = read(html);
  for (const mention of body.querySelectorAll("[data-mention]")) mention.replaceWith(`@[${mention.dataset.mention}]`);
  for (const table of body.querySelectorAll("table")) {
    const rows = [...table.querySelectorAll("tr")].filter(row => row.closest("table") === table);
    table.replaceChildren(...(table.dataset.caption ? [Object.assign(document.createElement("caption"), { innerHTML: table.dataset.caption })] : []));
    table.removeAttribute("data-caption");
    for (const row of rows) {
      const part = row.dataset.part || "tbody";
      row.removeAttribute("data-part");
      if (table.lastElementChild?.localName !== part) table.append(document.createElement(part));
      table.lastElementChild.append(row);
    }
  }
  for (const inner of body.querySelectorAll("li, td, th, dd")) {
    const [first, ...rest] = inner.children;
    if (first?.localName === "p" && !first.attributes.length && rest.every(one => one.matches("ul, ol"))) first.replaceWith(...first.childNodes);
  }
  for (const paragraph of body.querySelectorAll("p")) if (!paragraph.textContent.trim() && !paragraph.children.length) paragraph.remove();
  return body.innerHTML;
};

// What Word and other sites put on the clipboard: only what we keep

const pasted = html => {
  const body = read(html);
  for (const element of body.querySelectorAll("style, script, meta, link, title, xml, img, svg, iframe, object, form, input, button, select")) element.remove();
  for (const element of [...body.querySelectorAll("*")]) {
    const style = element.dataset.style || "";
    if (element.localName === "b" && /font-weight\s*:\s*(normal|400)/i.test(style)) { element.replaceWith(...element.childNodes); continue; }
    if (element.localName.includes(":") || element.localName === "font" || element.localName === "div" && element.querySelector("p, ul, ol, table, div")) { element.replaceWith(...element.childNodes); continue; }
    if (/mso-list\s*:\s*ignore/i.test(style)) { element.dataset.marker = "1"; continue; }
    if (element.localName === "span") {
      const tags = [[/font-weight\s*:\s*(bold|[6-9]00)/i, "strong"], [/font-style\s*:\s*italic/i, "em"], [/vertical-align\s*:\s*super/i, "sup"], [/vertical-align\s*:\s*sub/i, "sub"]];
      for (const [pattern, tag] of tags) {
        if (!pattern.test(style)) continue;
        const inner = make(tag, {}, ...element.childNodes);
        element.append(inner);
      }
    }
  }
  for (const heading of body.querySelectorAll("h1, h2, h3, h4, h5, h6")) heading.replaceWith(make("p", {}, make("strong", {}, ...heading.childNodes)));
  // Word writes lists as paragraphs with a sign before each.
  for (const item of body.querySelectorAll('p[data-style*="mso-list"]')) {
    const marker = item.querySelector("[data-marker]");
    const tag = /^\s*[([]?[0-9a-z]{1,4}[.)\]]/i.test(marker?.textContent || "") ? "ol" : "ul";
    marker?.remove();
    const before = item.previousElementSibling;
    const list = before?.dataset.word === tag ? before : make(tag, { "data-word": tag });
    if (list !== before) item.before(list);
    list.append(make("li", {}, ...item.childNodes));
    item.remove();
  }
  for (const element of body.querySelectorAll("*")) {
    for (const { name, value } of [...element.attributes]) {
      const kept = name === "href" ? ADDRESS.test(value) : name === "lang" ? LANGUAGE.test(value) && element.localName === "span" && !/^en\b/i.test(value) : ["colspan", "rowspan", "start", "scope", "dir"].includes(name) && !value.includes(";");
      if (!kept) element.removeAttribute(name);
    }
    if (element.localName === "a" && !element.hasAttribute("href")) element.replaceWith(...element.childNodes);
  }
  return unfold(body.innerHTML);
};

// The elements

const attribute = (name, test = () => true) => ({
  default: null,
  parseHTML: element => { const value = element.getAttribute(name); return value && test(value) ? value : null; },
  renderHTML: attributes => attributes[name] ? { [name]: attributes[name] } : {},
});
const number = name => ({ default: 1, parseHTML: element => Number.parseInt(element.getAttribute(name), 10) || 1, renderHTML: a => a[name] > 1 ? { [name]: a[name] } : {} });

const elements = (lib, people) => {
  const { Node, Mark, Extension } = lib;
  const marks = INLINE.map(tag => Mark.create({
    name: tag,
    parseHTML: () => [{ tag }],
    renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
    addKeyboardShortcuts() {
      const key = { strong: "Mod-b", em: "Mod-i", u: "Mod-u", sup: "Mod-.", sub: "Mod-," }[tag];
      return key ? { [key]: () => this.editor.commands.toggleMark(tag) } : {};
    },
  }));
  const link = Mark.create({
    name: "link", inclusive: false, excludes: "link",
    addAttributes: () => ({ href: attribute("href", value => ADDRESS.test(value)) }),
    parseHTML: () => [{ tag: "a[href]", getAttrs: element => ADDRESS.test(element.getAttribute("href")) && null }],
    renderHTML: ({ HTMLAttributes }) => ["a", HTMLAttributes, 0],
  });
  const span = Mark.create({
    name: "span",
    parseHTML: () => [{ tag: "span[lang]" }, { tag: "span[dir]" }],
    renderHTML: ({ HTMLAttributes }) => ["span", HTMLAttributes, 0],
  });
  const mention = Node.create({
    name: "mention", group: "inline", inline: true, atom: true, selectable: true, draggable: true,
    addAttributes: () => ({ key: { default: "", parseHTML: element => element.dataset.mention, renderHTML: a => ({ "data-mention": a.key }) } }),
    parseHTML: () => [{ tag: "span[data-mention]", priority: 100 }],
    renderHTML: ({ HTMLAttributes }) => ["span", HTMLAttributes],
    renderText: ({ node }) => `@[${node.attrs.key}]`,
    addNodeView: () => ({ node }) => {
      const dom = make("span", { class: "mention", contenteditable: "false", "data-key": node.attrs.key });
      label(dom, people);
      return { dom, ignoreMutation: () => true };
    },
  });
  const list = (name, tag, content) => Node.create({
    name, content, group: "block", defining: true,
    parseHTML: () => [{ tag }],
    renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
  });
  const cell = { addAttributes: () => ({ colspan: number("colspan"), rowspan: number("rowspan"), scope: attribute("scope", value => ["row", "col"].includes(value)) }) };
  const nodes = [
    lib.Document, lib.Paragraph, lib.Text, lib.HardBreak, lib.Blockquote, lib.BulletList, lib.ListItem,
    lib.OrderedList.extend({ addAttributes: () => ({ start: number("start") }), addNodeView: () => null }),
    list("descriptions", "dl", "(term | description)+"),
    Node.create({ name: "term", content: "inline*", defining: true, parseHTML: () => [{ tag: "dt" }], renderHTML: ({ HTMLAttributes }) => ["dt", HTMLAttributes, 0] }),
    Node.create({ name: "description", content: "block+", defining: true, parseHTML: () => [{ tag: "dd" }], renderHTML: ({ HTMLAttributes }) => ["dd", HTMLAttributes, 0] }),
    lib.Table.extend({
      addAttributes: () => ({ caption: { default: null, parseHTML: e => e.dataset.caption || null, renderHTML: a => a.caption ? { "data-caption": a.caption } : {} } }),
      renderHTML: ({ HTMLAttributes }) => ["table", HTMLAttributes, ["tbody", 0]],
    }).configure({ resizable: false }),
    lib.TableRow.extend({ addAttributes: () => ({ part: { default: "tbody", parseHTML: e => e.dataset.part || "tbody", renderHTML: a => ({ "data-part": a.part }) } }) }),
    lib.TableCell.extend(cell), lib.TableHeader.extend(cell), mention,
  ];
  const everywhere = Extension.create({
    name: "languages",
    addGlobalAttributes: () => [{
      types: [...nodes, ...marks, link, span].map(one => one.name).filter(name => !["doc", "text", "mention"].includes(name)),
      attributes: { lang: attribute("lang", value => LANGUAGE.test(value)), dir: attribute("dir", value => ["ltr", "rtl", "auto"].includes(value)) },
    }],
  });
  return [...nodes, ...marks, link, span, everywhere, lib.History, lib.Gapcursor];
};

const label = (dom, people) => {
  const seat = people.known.get(dom.dataset.key.toLowerCase());
  if (!seat) { dom.textContent = `@[${dom.dataset.key}]`; dom.classList.add("unknown"); return; }
  const prints = people.prints(seat);
  dom.classList.remove("unknown");
  dom.replaceChildren(make("span", { class: "mention-who" }, seat.who), " ", make("span", { class: "mention-prints" }, make("span", { class: "visually-hidden" }, "prints as "), prints));
};

// Choosing whom to mention: @ and some letters, arrow keys, Enter

class Choice {
  constructor(editor, people, box, id) {
    this.editor = editor; this.people = people; this.at = 0;
    this.list = make("ul", { class: "mention-list", role: "listbox", id: `${id}-people`, "aria-label": "People", hidden: "" });
    this.said = make("p", { class: "visually-hidden", role: "status" });
    box.append(this.list, this.said);
    this.list.addEventListener("mousedown", event => event.preventDefault());
    this.list.addEventListener("click", event => { const item = event.target.closest("[data-key]"); if (item) this.take(item.dataset.key); });
  }

  get open() { return !this.list.hidden; }

  look() {
    const { $from, empty } = this.editor.state.selection;
    const before = empty ? $from.parent.textBetween(0, $from.parentOffset, "\n", "\ufffc") : "";
    const match = ASKED.exec(before);
    if (!match || match[1] === this.closed) return this.close();
    this.closed = null;
    this.asked = match[1];
    this.found = this.people.find(this.asked);
    if (!this.found.length && this.asked.includes(" ")) return this.close();
    this.at = 0;
    this.list.replaceChildren(...(this.found.length ? this.found.map((seat, index) => make("li", { role: "option", id: `${this.list.id}-${index}`, "data-key": seat.key, "aria-selected": String(!index) },
      make("span", { class: "mention-who" }, seat.who), make("span", { class: "mention-prints" }, `prints as “${this.people.prints(seat)}”`)))
      : [make("li", { role: "option", "aria-disabled": "true", "aria-selected": "false" }, this.people.all.length ? "Nobody found." : "Nobody has a seat at this event yet.")]));
    this.list.hidden = false;
    this.said.textContent = this.found.length ? `${this.found.length} found. ${this.found[0].who}` : "Nobody found.";
    const here = this.editor.view.coordsAtPos($from.pos), frame = this.list.offsetParent.getBoundingClientRect();
    this.list.style.top = `${here.bottom - frame.top + 4}px`;
    this.list.style.left = `${Math.max(0, Math.min(here.left - frame.left, frame.width - this.list.offsetWidth))}px`;
    this.point();
  }

  point() {
    [...this.list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === this.at && this.found.length > 0)));
    const item = this.list.children[this.at];
    item?.scrollIntoView({ block: "nearest" });
    this.editor.view.dom.setAttribute("aria-activedescendant", item ? item.id : "");
  }

  key(event) {
    if (!this.open) return false;
    if (event.key === "Escape") { this.closed = this.asked; this.close(); return true; }
    if (!this.found.length) return false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      this.at = (this.at + (event.key === "ArrowDown" ? 1 : -1) + this.found.length) % this.found.length;
      this.point();
      this.said.textContent = this.found[this.at].who;
      return true;
    }
    if (event.key === "Enter" || event.key === "Tab") { this.take(this.found[this.at].key); return true; }
    return false;
  }

  take(key) {
    const to = this.editor.state.selection.from;
    this.close();
    this.editor.chain().focus().insertContentAt({ from: to - this.asked.length - 1, to }, [{ type: "mention", attrs: { key } }, { type: "text", text: " " }]).run();
  }

  close() {
    this.list.hidden = true;
    this.editor.view.dom.removeAttribute("aria-activedescendant");
  }
}

// The bar above the text

const bar = (editor, lib, id) => {
  const ask = (title, name, words, description) => lib.updateAttrsDialog({ [name]: { type: "string", title: words, description } }, { title, submitText: "Save" });
  const link = async () => {
    const now = editor.getAttributes("link");
    const answer = await ask("Link", "href", "Address", "https://…, a place on this site beginning with /, or mailto:. Empty takes the link away.")(editor, now);
    if (!answer) return;
    const chain = editor.chain().focus().extendMarkRange("link");
    if (!answer.href) chain.unsetMark("link").run();
    else if (ADDRESS.test(answer.href)) chain.setMark("link", { href: answer.href }).run();
    else window.alert("Write an address that begins with https://, / or mailto:.");
  };
  const language = async () => {
    const answer = await ask("Language", "lang", "Language of these words", "Such as my, km, th, lo, vi or zh. Empty takes it away.")(editor, editor.getAttributes("span"));
    if (!answer) return;
    if (!answer.lang) editor.chain().focus().extendMarkRange("span").unsetMark("span").run();
    else if (LANGUAGE.test(answer.lang)) editor.chain().focus().setMark("span", { lang: answer.lang }).run();
    else window.alert("Write the short name of a language, such as my or zh-Hans.");
  };
  const run = command => () => command(editor.chain().focus()).run();
  const groups = [
    [["@ Mention", "Mention somebody", run(chain => chain.insertContent(/[A-Za-z0-9]$/.test(editor.state.selection.$from.nodeBefore?.text || "") ? " @" : "@"))]],
    [["B", "Bold", run(c => c.toggleMark("strong")), "strong"], ["I", "Italic", run(c => c.toggleMark("em")), "em"], ["x²", "Raised", run(c => c.toggleMark("sup")), "sup"], ["x₂", "Lowered", run(c => c.toggleMark("sub")), "sub"], ["Link", "Link", link, "link"], ["Lang.", "Language of these words", language, "span"]],
    [["• List", "List", run(c => c.toggleBulletList()), "bulletList"], ["1. List", "Numbered list", run(c => c.toggleOrderedList()), "orderedList"], ["“ ”", "Quotation", run(c => c.toggleBlockquote()), "blockquote"], ["Table", "Put in a table", run(c => c.setTextSelection(editor.state.selection.to).insertTable({ rows: 3, cols: 3, withHeaderRow: true }))]],
    [["↶", "Take back", run(c => c.undo())], ["↷", "Do again", run(c => c.redo())]],
    [["+ row", "Add a row", run(c => c.addRowAfter())], ["− row", "Take the row out", run(c => c.deleteRow())], ["+ column", "Add a column", run(c => c.addColumnAfter())], ["− column", "Take the column out", run(c => c.deleteColumn())], ["Heading", "Make the cell a heading, or not", run(c => c.toggleHeaderCell()), "tableHeader"], ["− table", "Take the table out", run(c => c.deleteTable())]],
  ];
  const dom = make("div", { class: "prose-bar", role: "toolbar", "aria-label": "Text", "aria-controls": `${id}-text` });
  const buttons = [];
  groups.forEach((group, index) => {
    const part = make("span", { class: "prose-group" });
    if (index === groups.length - 1) part.dataset.table = "";
    for (const [words, title, act, name] of group) {
      const button = make("button", { type: "button", title, "aria-label": title, tabindex: buttons.length ? "-1" : "0" }, words);
      button.addEventListener("mousedown", event => event.preventDefault());
      button.addEventListener("click", act);
      buttons.push([button, name]);
      part.append(button);
    }
    dom.append(part);
  });
  // One stop of the Tab key; inside, the arrow keys (WAI-ARIA, toolbar).
  dom.addEventListener("keydown", event => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const shown = buttons.map(([button]) => button).filter(button => button.offsetParent);
    const next = shown[(shown.indexOf(document.activeElement) + step + shown.length) % shown.length];
    for (const [button] of buttons) button.tabIndex = button === next ? 0 : -1;
    next.focus();
  });
  const update = () => {
    for (const [button, name] of buttons) if (name) button.setAttribute("aria-pressed", String(editor.isActive(name)));
    dom.querySelector("[data-table]").hidden = !editor.isActive("table");
  };
  editor.on("transaction", update);
  update();
  return dom;
};

let number_ = 0;
const create = (textarea, lib) => {
  if (textarea.closest(".prose-box") || textarea.name.includes("__prefix__")) return;
  const id = textarea.id || `prose-${++number_}`;
  const people = new Seats(textarea);
  const box = make("div", { class: "prose-box prose-editor" });
  textarea.before(box);
  const words = document.querySelector(`label[for="${CSS.escape(id)}"]`);
  let choice;
  const editor = new lib.Editor({
    element: box, injectCSS: false, extensions: elements(lib, people), content: unfold(textarea.dataset.html ?? textarea.value),
    editorProps: {
      attributes: { id: `${id}-text`, role: "textbox", "aria-multiline": "true", "aria-label": words ? words.textContent.replace(/:\s*$/, "") : "Text", "aria-controls": `${id}-people` },
      transformPastedHTML: pasted,
      handleKeyDown: (_view, event) => choice?.key(event) || false,
    },
    onUpdate: () => {
      textarea.value = fold(editor.getHTML());
      textarea.dispatchEvent(new Event("change", { bubbles: true }));
    },
    onTransaction: ({ editor: now }) => { if (choice && now.isFocused) choice.look(); },
    onBlur: () => choice?.close(),
  });
  choice = new Choice(editor, people, box, id);
  box.prepend(bar(editor, lib, id));
  box.append(textarea);
  textarea.hidden = true;
  if (words) words.addEventListener("click", () => editor.commands.focus());
  people.session?.addEventListener("change", () => { for (const dom of box.querySelectorAll(".mention")) label(dom, people); });
  box.editor = editor;
};

const start = async root => {
  const found = [...root.querySelectorAll("textarea.prose")];
  if (!found.length) return;
  const lib = await import(found[0].dataset.editor);
  for (const textarea of found) create(textarea, lib);
};
await start(document);
document.addEventListener("formset:added", event => start(event.target));
