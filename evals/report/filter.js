for (const section of document.querySelectorAll("section")) {
  const bar = section.querySelector(".filter");
  if (!bar) continue;
  const [kind, words] = bar.querySelectorAll("select, input");
  const count = bar.querySelector("output");
  const apply = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const active = kind.value !== "" || wanted.length > 0;
    let shown = 0;
    for (const article of section.querySelectorAll("article")) {
      const text = article.textContent.toLowerCase();
      const fits =
        (kind.value === "" || article.dataset.kind === kind.value) &&
        wanted.every((word) => text.includes(word));
      article.hidden = !fits;
      article.classList.toggle("found", active && fits);
      shown += fits;
    }
    count.textContent = active ? `${shown} cases` : "";
  };
  bar.hidden = false;
  bar.addEventListener("input", apply);
}
