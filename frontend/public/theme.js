// Runs before the first paint, so that a chosen theme never flashes. `system` is the absence of a choice.
(function () {
  try {
    var theme = localStorage.getItem('latch.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch {
    // Storage is forbidden here: the system's theme it is.
  }
})();
