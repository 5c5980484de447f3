// Page habits: offline bar, toast, printing, folds, sign-out. Everything here is an
// extra: each page works without this file.
(function () {
  'use strict';
  var page = document.documentElement;

  function offline() {
    var off = navigator.onLine === false;
    page.classList.toggle('is-offline', off);
    document.querySelectorAll('[data-offline]').forEach(function (bar) { bar.hidden = !off; });
  }
  addEventListener('online', offline);
  addEventListener('offline', offline);
  offline();

  window.toast = function (text) {
    var old = document.querySelector('.toast');
    if (old) old.remove();
    var box = document.createElement('div');
    box.className = 'toast';
    box.textContent = text;
    document.getElementById('toast').appendChild(box);
    setTimeout(function () { box.remove(); }, 5000);
  };
  document.querySelectorAll('[data-toast]').forEach(function (box) {
    setTimeout(function () { box.remove(); }, 5000);
  });

  // On a wide screen the facet column is always open; on a phone it stays as the visitor left it
  // when the results are swapped beneath it.
  var unfolded = false;
  function unfold() {
    document.querySelectorAll('[data-facets]').forEach(function (fold) {
      if (unfolded || innerWidth >= 960) fold.open = true;
    });
  }
  unfold();
  document.addEventListener('htmx:beforeSwap', function () {
    unfolded = !!document.querySelector('[data-facets][open]');
  });
  // On a phone it stays as it was when new results, with new counts, come in.
  var stays = false;
  document.addEventListener('htmx:beforeSwap', function () {
    var fold = document.querySelector('[data-facets]');
    stays = !!fold && fold.open;
  });
  document.addEventListener('htmx:afterSettle', function () {
    var fold = stays && document.querySelector('[data-facets]');
    if (fold) fold.open = true;
    unfold();
  });

  document.addEventListener('click', function (event) {
    if (event.target.closest('[data-print]')) print();
  });

  // A shared phone must not keep what the last person wrote or saw.
  document.addEventListener('submit', function (event) {
    if (!event.target.matches('[data-sign-out]')) return;
    Object.keys(localStorage).forEach(function (key) {
      if (key.indexOf('draft:') === 0) localStorage.removeItem(key);
    });
    if (window.caches) caches.keys().then(function (names) { names.forEach(function (name) { caches.delete(name); }); });
    if (window.indexedDB) indexedDB.deleteDatabase('outbox');
  });

  if ('serviceWorker' in navigator && window.isSecureContext) {
    navigator.serviceWorker.register('/sw.js').catch(function () {});
  }
})();
