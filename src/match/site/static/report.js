// The mandatory report on a bad line. Sent in the page, so that a failure is said here, in red and
// with the numbers, and nothing typed is lost. Without this file the form is sent the plain way.
(function () {
  'use strict';
  function failed(form, yes) {
    document.querySelectorAll('[data-report-failed]').forEach(function (box) {
      box.hidden = !yes;
      if (yes) box.scrollIntoView({ block: 'center' });
    });
    form.querySelectorAll('button').forEach(function (button) { button.disabled = false; });
  }
  function nonce() {
    var bytes = new Uint8Array(16);
    crypto.getRandomValues(bytes);
    return Array.prototype.map.call(bytes, function (one) { return ('0' + one.toString(16)).slice(-2); }).join('');
  }
  function send(form, again) {
    return fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)), credentials: 'same-origin' })
      .then(function (answer) {
        if (answer.redirected) { location.assign(answer.url); return; }
        // A page kept from another day holds an old token: fetch a new one, once.
        if (answer.status === 403 && again) return renew(form).then(function () { return send(form, false); });
        // Something is missing: the plain way shows what. It asks for no event, so it is not caught.
        if (answer.status === 422) return form.submit();
        failed(form, true);
      });
  }
  function renew(form) {
    return fetch('/report', { credentials: 'same-origin', cache: 'no-store' })
      .then(function (answer) { return answer.text(); })
      .then(function (text) {
        var fresh = new DOMParser().parseFromString(text, 'text/html').querySelector('[name=_csrf_token]');
        if (fresh) form.querySelector('[name=_csrf_token]').value = fresh.value;
      });
  }
  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (!form.matches('form[data-report]') || !window.fetch) return;
    event.preventDefault();
    // The same tap, sent twice over a lost answer, is one report: it keeps its number.
    var mark = form.querySelector('[data-report-nonce]');
    mark.value = mark.value || nonce();
    form.querySelectorAll('button').forEach(function (button) { button.disabled = true; });
    if (navigator.onLine === false) return failed(form, true);
    send(form, true).catch(function () { failed(form, true); });
  });

  // The page that waits for a desk: when it hears nothing for a minute, or the time is over by
  // this phone's own clock, it says so by itself.
  var standing = document.querySelector('[data-report-standing]');
  if (!standing) return;
  var heard = Date.now();
  document.addEventListener('htmx:afterSwap', function (event) { if (event.target === standing) heard = Date.now(); });
  setInterval(function () {
    var state = standing.querySelector('[data-report-state]');
    if (!state) return;
    var open = state.dataset.reportState === 'waiting';
    var silent = Date.now() - heard > 60000 || Date.now() > state.dataset.lateAt * 1000 + 30000;
    document.querySelector('[data-report-silent]').hidden = !(open && silent);
  }, 5000);
})();
