// htmx: a 422 answer is a form with its complaints and must be shown; then the focus goes to them.
(function () {
  'use strict';
  // "Please fill this in" says nothing in a list: put the name of the field before it.
  function name(link) {
    var field = document.querySelector(link.getAttribute('href'));
    var group = field && field.matches('[type=radio], [type=checkbox]') && field.closest('fieldset');
    var label = (group || field) && ((group || field).querySelector('legend, label') || (field.labels && field.labels[0]));
    var words = label && label.firstChild && label.firstChild.textContent.trim();
    if (words && link.textContent.indexOf(words) < 0) link.textContent = words + '\uff1a' + link.textContent;
  }
  function summary(root) {
    var box = root.querySelector && root.querySelector('[data-error-summary]');
    if (!box) return;
    box.querySelectorAll('a').forEach(name);
    box.focus();
  }
  document.addEventListener('htmx:beforeSwap', function (event) {
    var status = event.detail.xhr.status;
    if (status === 422 || status === 409) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });
  document.addEventListener('htmx:afterSettle', function (event) { summary(event.target); });
  document.addEventListener('htmx:sendError', function () { window.toast(document.getElementById('toast').dataset.weak); });
  document.addEventListener('htmx:timeout', function () { window.toast(document.getElementById('toast').dataset.weak); });
  summary(document);

  // Search while typing. Half-typed pinyin is not a word yet: wait for the end of composition.
  // (htmx's own event filters would need eval, which the content policy forbids.)
  var timer, last;
  function typed(event) {
    var box = event.target;
    if (!box.matches || !box.matches('[data-typed]') || event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(function () {
      if (box.value === last) return;
      last = box.value;
      box.dispatchEvent(new CustomEvent('typed', { bubbles: true }));
    }, 400);
  }
  // Leaving the box says "change" again; the answer to it would undo the tick one left it for.
  document.addEventListener('change', function (event) {
    if (event.target.matches('[data-typed]')) event.stopPropagation();
  }, true);
  document.addEventListener('input', typed);
  document.addEventListener('compositionend', typed);
})();
