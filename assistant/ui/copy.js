// A button that puts `data.text` on the clipboard and says so.
async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return;
  }
  // A page served over plain http from another machine has no clipboard to write to.
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (!done) throw new Error("copy was refused");
}

export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  button.onclick = async () => {
    try {
      await copy(data.text);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Not copied: download it";
    }
    setTimeout(() => (button.textContent = "Copy"), 2000);
  };
}
