'use strict';
(() => {
  const byId = id => document.getElementById(id);
  const list = byId('figures');
  if (list === null) {
    return;
  }
  const pairs = [...list.querySelectorAll('.pair')];
  const zoom = byId('zoom');
  let shown = null;

  const number = (pair, name) => Number(pair.dataset[name]);
  const visible = () => [...list.querySelectorAll('.pair')].filter(pair => !pair.hidden);
  const textOf = pair =>
    [...pair.querySelectorAll('.name, .says')].map(each => each.textContent).join('\n').toLowerCase();

  function filter() {
    const text = byId('text').value.trim().toLowerCase();
    const least = byId('least').valueAsNumber;
    const significant = byId('significant').checked;
    for (const pair of pairs) {
      pair.hidden = !textOf(pair).includes(text)
        || number(pair, 'similarity') < least
        || significant && pair.dataset.significant !== 'true';
    }
    const left = visible().length;
    byId('count').textContent = left + ' of ' + pairs.length + ' pairs are shown.';
  }

  function sort() {
    const order = {
      most: pair => -number(pair, 'similarity'),
      fewest: pair => number(pair, 'similarity'),
      drawn: pair => number(pair, 'generated'),
    }[byId('order').value];
    [...pairs].sort((a, b) => order(a) - order(b)).forEach(pair => list.append(pair));
  }

  function show(pair) {
    shown = pair;
    const pictures = pair.querySelector('.pictures').cloneNode(true);
    pictures.classList.remove('enlarges');
    const caption = document.createElement('figcaption');
    caption.append(...[...pair.querySelectorAll('figcaption bdi')].map(each => each.cloneNode(true)));
    const figure = document.createElement('figure');
    figure.append(pictures, caption);
    byId('zoom-pair').replaceChildren(figure);
    const among = visible();
    const at = among.indexOf(pair);
    byId('zoom-title').textContent = 'Pair ' + (at + 1) + ' of ' + among.length;
    // Not disabled: a button that is would lose the focus, and the keys with it.
    byId('previous').setAttribute('aria-disabled', at === 0);
    byId('next').setAttribute('aria-disabled', at === among.length - 1);
  }

  function open(pair) {
    show(pair);
    zoom.showModal();
    byId('close').focus();
  }

  function step(by) {
    const among = visible();
    const next = among[among.indexOf(shown) + by];
    if (next !== undefined) {
      show(next);
    }
  }

  pairs.forEach((pair, index) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = 'Enlarge';
    button.setAttribute('aria-label', 'Enlarge pair ' + (index + 1));
    button.addEventListener('click', () => open(pair));
    pair.querySelector('figcaption').append(button);
    const pictures = pair.querySelector('.pictures');
    pictures.classList.add('enlarges');
    pictures.addEventListener('click', () => open(pair));
  });
  byId('previous').addEventListener('click', () => step(-1));
  byId('next').addEventListener('click', () => step(1));
  byId('close').addEventListener('click', () => zoom.close());
  zoom.addEventListener('keydown', event => {
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      event.preventDefault();
      step(event.key === 'ArrowLeft' ? -1 : 1);
    }
  });
  zoom.addEventListener('click', event => {
    if (event.target === zoom) {
      zoom.close();
    }
  });
  zoom.addEventListener('close', () => shown.querySelector('button').focus());
  ['text', 'least', 'significant'].forEach(id => byId(id).addEventListener('input', filter));
  byId('order').addEventListener('change', sort);
  byId('tools').hidden = false;
  filter();
})();
