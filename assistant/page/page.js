// What a click does on the page: a mark or a source opens its article; an answer is taken away, kept, or judged.
// Labels are set for those who listen to the page.
(() => {
  const FLASH_MS = 1600;
  let cameFrom = null, cameBy = null, newest = null;

  const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const reading = () => document.getElementById("reading");
  const room = () => document.getElementById("article");

  function show(element, block = "center") {
    for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    element.scrollIntoView({ behavior: still() ? "auto" : "smooth", block });
    element.focus({ preventScroll: true });
    element.classList.add("flash");
    setTimeout(() => element.classList.remove("flash"), FLASH_MS);
  }

  // The bar above an article: back to the sources, and from one citation of the answer to the next.
  function bar(place, token, numbers, number) {
    const row = document.createElement("div");
    row.className = "bar";
    const back = button("← Sources", () => close(place));
    back.className = "back";
    row.append(back);
    for (const other of numbers || []) {
      const next = button(`[${other}]`, () => open({ token, number: other }));
      next.setAttribute("aria-label", `Read source ${other}`);
      if (other === number) next.setAttribute("aria-current", "true");
      row.append(next);
    }
    return row;
  }

  function button(words, does) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = words;
    made.addEventListener("click", does);
    return made;
  }

  async function ask(what, given) {
    if (!window.newsDesk) return { trouble: "The page is still loading: try again in a moment." };
    try {
      return await window.newsDesk[what](given);
    } catch {
      return { trouble: "The server cannot be reached: try again." };
    }
  }

  // Gradio may draw a message anew while an article is read: then the mark is another element in the same place.
  function pathTo(element) {
    const mark = element?.closest("a.mark"), card = element?.closest(".source");
    if (mark) return `#chat a.mark[href="#${CSS.escape(mark.hash.slice(1))}"]`;
    return card?.id ? `#${CSS.escape(card.id)} [data-do="open"]` : null;
  }

  async function open(given) {
    const place = room();
    if (!place) return;
    if (!reading().classList.contains("open")) {
      cameFrom = document.activeElement;
      cameBy = pathTo(cameFrom);
    }
    const had = await ask("article", given);
    const text = document.createElement("article");
    text.tabIndex = -1;
    text.setAttribute("aria-label", "Article");
    if (had.html) text.innerHTML = had.html; // made by the server, every word of it escaped
    else text.append(Object.assign(document.createElement("p"), { className: "notice", textContent: had.trouble }));
    place.replaceChildren(bar(place, given.token, had.numbers, given.number), text);
    reading().classList.add("open");
    newest = newestAnswer();
    const named = given.number ? `[data-cited~="cited-${given.number}"]` : `[data-at="${Number(given.paragraph) || 0}"]`;
    const cited = text.querySelector(named);
    if (cited) show(cited);
    else text.focus();
  }

  const newestAnswer = () => document.querySelector("#sources [data-token]")?.dataset.token || null;

  function close(place, back = true) {
    reading().classList.remove("open");
    place.replaceChildren();
    if (back && cameFrom) (cameFrom.isConnected ? cameFrom : cameBy && document.querySelector(cameBy))?.focus();
    cameFrom = cameBy = null;
  }

  function say(token, sentence, failed) {
    const told = document.querySelector(`#sources [data-token="${CSS.escape(token)}"] .told`);
    if (!told) return;
    told.textContent = sentence;
    told.classList.toggle("failed", Boolean(failed));
  }

  function download(name, text) {
    const kinds = { md: "text/markdown", html: "text/html", json: "application/json" };
    const address = URL.createObjectURL(new Blob([text], { type: `${kinds[name.split(".").pop()]};charset=utf-8` }));
    const link = Object.assign(document.createElement("a"), { href: address, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return false;
    }
  }

  function addressOf(id) {
    const here = new URL(location.href);
    here.search = `?answer=${encodeURIComponent(id)}`;
    here.hash = "";
    return here.href;
  }

  const actions = {
    async copy(token) {
      const had = await ask("export", { token, kind: "md" });
      if (had.trouble) return say(token, had.trouble, true);
      const done = await copy(had.text);
      say(token, done ? "Copied." : "The browser does not let this page copy: download it instead.", !done);
    },
    async file(token, kind) {
      const had = await ask("export", { token, kind });
      if (had.trouble) return say(token, had.trouble, true);
      download(had.name, had.text);
      say(token, `Saved as ${had.name}.`);
    },
    async link(token) {
      const had = await ask("keep", { token });
      if (had.trouble) return say(token, had.trouble, true);
      const address = addressOf(had.id);
      say(token, (await copy(address)) ? "Link copied: " : "Link: ");
      const link = Object.assign(document.createElement("a"), { href: address, textContent: address });
      document.querySelector(`#sources [data-token="${CSS.escape(token)}"] .told`)?.append(link);
    },
    async judge(token, kind, number, note) {
      const had = await ask("judge", { token, kind, number, note });
      say(token, had.trouble || had.told, Boolean(had.trouble));
    },
  };

  // What is wrong with a citation is asked in its card, and may be left empty.
  function askWhatIsWrong(card, token, number) {
    if (card.querySelector("form")) return card.querySelector("form input").focus();
    const form = document.createElement("form");
    const note = Object.assign(document.createElement("input"), { type: "text", maxLength: 2000 });
    note.setAttribute("aria-label", "What is wrong with this citation?");
    note.placeholder = "What is wrong? (may be left empty)";
    form.append(note, Object.assign(document.createElement("button"), { type: "submit", textContent: "Send" }));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      form.remove();
      await actions.judge(token, "wrong_citation", number, note.value);
    });
    card.append(form);
    note.focus();
  }

  function act(pressed) {
    const token = pressed.closest("[data-token]")?.dataset.token;
    if (!token) return;
    const card = pressed.closest(".source"), read = pressed.closest("[data-article]");
    const number = Number(card?.dataset.number) || null, does = pressed.dataset.do;
    if (does === "open" && read) open({ token, article: read.dataset.article, paragraph: read.dataset.paragraph });
    else if (does === "open") open({ token, number });
    else if (does === "wrong") askWhatIsWrong(card, token, number);
    else if (does === "copy") actions.copy(token);
    else if (does === "link") actions.link(token);
    else if (does === "good" || does === "bad") actions.judge(token, does);
    else actions.file(token, does);
  }

  document.addEventListener("click", (event) => {
    const mark = event.target.closest("a.mark"), pressed = event.target.closest("#sources [data-do]");
    if (pressed) act(pressed);
    // What is begun anew is no longer the answer that the address names.
    if (event.target.closest("#new")) history.replaceState(null, "", location.pathname);
    if (!mark) return;
    event.preventDefault();
    const source = document.getElementById(mark.hash.slice(1));
    const token = source?.closest("[data-token]")?.dataset.token;
    if (token) open({ token, number: Number(source.dataset.number) });
    else if (source) show(source);
  }, true);

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && reading()?.classList.contains("open")) close(room());
  });

  // Gradio's cleaner takes aria-label off our marks, it labels each message with its own HTML, and its list of examples
  // has no items: all three are mended.
  function mend() {
    // A new answer, or a new conversation, has sources of its own: what was read for another makes room for them.
    if (reading()?.classList.contains("open") && newestAnswer() !== newest) close(room(), false);
    for (const mark of document.querySelectorAll("#chat a.mark:not([aria-label])"))
      mark.setAttribute("aria-label", `Show source ${mark.textContent.replace(/\D/g, "")}`);
    for (const message of document.querySelectorAll("#chat [data-testid][aria-label]"))
      message.removeAttribute("aria-label");
    for (const examples of document.querySelectorAll("#chat .examples[role=list]")) examples.setAttribute("role", "group");
  }
  new MutationObserver(mend).observe(document.documentElement, { childList: true, subtree: true, attributeFilter: ["aria-label"] });
})();
