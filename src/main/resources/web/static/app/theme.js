// Runs before the first paint, so that a dark room is not lit up by a white page.
(() => {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    const chosen = localStorage.getItem('ringvakt.theme');
    document.documentElement.dataset.theme = chosen ?? (dark.matches ? 'dark' : 'light');
    dispatchEvent(new Event('ringvakt-theme'));
  };
  dark.addEventListener('change', apply);
  addEventListener('ringvakt-theme-chosen', apply);
  apply();
})();
