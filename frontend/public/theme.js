// Runs before the first paint, so that a chosen theme never flashes and no line moves. `system` is the absence of a choice.
(function () {
  try {
    var theme = localStorage.getItem('latch.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
    if (localStorage.getItem('latch.density') === 'compact') document.documentElement.dataset.density = 'compact';
  } catch {
    // Storage is forbidden here: the system's theme it is.
  }
})();
