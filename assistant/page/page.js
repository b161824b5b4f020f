// A click on a mark such as [2] brings its source into view; labels are set for those who listen to the page.
(() => {
  const FLASH_MS = 1600;

  function show(source) {
    for (let fold = source.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    source.scrollIntoView({ behavior: still ? "auto" : "smooth", block: "center" });
    source.focus({ preventScroll: true });
    source.classList.add("flash");
    setTimeout(() => source.classList.remove("flash"), FLASH_MS);
  }

  document.addEventListener("click", (event) => {
    const mark = event.target.closest("a.mark");
    if (!mark) return;
    event.preventDefault();
    const source = document.getElementById(mark.hash.slice(1));
    if (source) show(source);
  }, true);

  // Gradio's cleaner takes aria-label off our marks, and Gradio labels each message with its own HTML: mend both.
  function mendLabels() {
    for (const mark of document.querySelectorAll("#chat a.mark:not([aria-label])"))
      mark.setAttribute("aria-label", `Show source ${mark.textContent.replace(/\D/g, "")}`);
    for (const message of document.querySelectorAll("#chat [data-testid][aria-label]"))
      message.removeAttribute("aria-label");
  }
  new MutationObserver(mendLabels).observe(document.documentElement, { childList: true, subtree: true, attributeFilter: ["aria-label"] });
})();
