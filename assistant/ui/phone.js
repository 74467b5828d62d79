// On a phone the sidebar covers the page. Streamlit closes it at a press beside it, but not when
// a page link in it is followed, so that the reader sees nothing change: close it then, too.
(() => {
  const WIDEST = 768; // pixels; up to here Streamlit lays the sidebar over the page
  if (window.assistantClosesSidebar) return; // this runs anew at each page
  window.assistantClosesSidebar = true;

  function close() {
    const page = document.querySelector(".stMainBlockContainer");
    page?.dispatchEvent(new MouseEvent("mousedown", { bubbles: true }));
  }

  function onClick({ target }) {
    if (window.innerWidth > WIDEST || !target.closest('[data-testid="stSidebarNavLink"]')) return;
    setTimeout(close); // the link comes first: it is gone once the sidebar is closed
  }
  document.addEventListener("click", onClick, true); // links let no click through to here
})();
