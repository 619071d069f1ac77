(function () {
  try {
    var data = document.documentElement.dataset;
    var theme = localStorage.getItem('latch.theme');
    if (theme === 'light' || theme === 'dark') data.theme = theme;
    if (localStorage.getItem('latch.density') === 'compact') data.density = 'compact';
  } catch {}
})();
