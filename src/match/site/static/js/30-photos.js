// Photos are made small before they travel: at most data-compress pixels, JPEG, and without the
// place and time of taking. Where the browser cannot, the original goes and the server does it.
(function () {
  'use strict';
  function shrink(file, longest) {
    return new Promise(function (done) {
      if (!/^image\//.test(file.type)) return done(file);
      var image = new Image(), url = URL.createObjectURL(file);
      image.onload = function () {
        var scale = Math.min(1, longest / Math.max(image.naturalWidth, image.naturalHeight));
        var canvas = document.createElement('canvas');
        canvas.width = Math.round(image.naturalWidth * scale);
        canvas.height = Math.round(image.naturalHeight * scale);
        canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
        canvas.toBlob(function (blob) {
          URL.revokeObjectURL(url);
          done(blob ? new File([blob], file.name.replace(/\.\w+$/, '') + '.jpg', { type: 'image/jpeg' }) : file);
        }, 'image/jpeg', 0.72);
      };
      image.onerror = function () { done(file); };
      image.src = url;
    });
  }
  document.addEventListener('change', function (event) {
    var box = event.target;
    if (!box.matches || !box.matches('[data-compress]') || !window.DataTransfer || !box.files.length) return;
    Promise.all([].map.call(box.files, function (file) { return shrink(file, +box.dataset.compress); })).then(function (files) {
      var bag = new DataTransfer();
      files.forEach(function (file) { bag.items.add(file); });
      box.files = bag.files;
      box.dispatchEvent(new CustomEvent('compressed', { bubbles: true, detail: files.map(function (file) { return file.size; }) }));
    });
  });
})();
