// The review queue by keyboard: J and K move, A M R decide, ? explains. Single keys work only
// inside [data-queue], never while writing, and the reviewer can switch them off (WCAG 2.1.4).
(function () {
  'use strict';
  function off() { return localStorage.getItem('keys') === 'off'; }
  function show() {
    document.querySelectorAll('[data-keys-switch]').forEach(function (button) {
      button.setAttribute('aria-pressed', String(!off()));
    });
  }
  show();
  document.addEventListener('click', function (event) {
    if (!event.target.closest('[data-keys-switch]')) return;
    localStorage.setItem('keys', off() ? 'on' : 'off');
    show();
  });
  document.addEventListener('keydown', function (event) {
    var queue = document.querySelector('[data-queue]');
    if (!queue || off() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.matches('input, textarea, select, [contenteditable]')) return;
    if (event.target !== document.body && !queue.contains(event.target) && !event.target.matches('main')) return;
    var pressed = event.key.toLowerCase();
    if (pressed === 'j' || pressed === 'k') return move(queue, pressed === 'j' ? 1 : -1, event);
    if (pressed === '?') {
      var help = document.querySelector('[data-keys]');
      if (help) window.toast(help.innerText.replace(/\s+/g, ' '));
      return;
    }
    var button = queue.querySelector('[data-key="' + CSS.escape(pressed) + '"]');
    if (button) { event.preventDefault(); button.click(); }
  });
  function move(queue, step, event) {
    var items = [].slice.call(queue.querySelectorAll('.queue-item'));
    var here = items.findIndex(function (item) { return item.hasAttribute('aria-current'); });
    var next = items[here + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.click();
  }
  // On a phone the case takes the place of the queue; the back button brings the queue again.
  document.addEventListener('htmx:afterSettle', function (event) {
    var queue = event.target.closest && event.target.closest('[data-queue]');
    if (!queue || innerWidth >= 960 || queue.classList.contains('queue-alone')) return;
    queue.classList.add('queue-alone');
    scrollTo(0, 0);
  });
  document.addEventListener('htmx:beforeRequest', function (event) {
    if (!event.target.matches('.queue-item')) return;
    document.querySelectorAll('.queue-item[aria-current]').forEach(function (item) { item.removeAttribute('aria-current'); });
    event.target.setAttribute('aria-current', 'true');
  });
})();
